//! What exporters are told, and the one place where one is chosen.

use crate::shard::Part;
use crate::{Format, date};
use pamphlet_locale::Catalog;
use pamphlet_locale::paper::{Layout, Paper, PaperLinks, Standard};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_media::Media;
use pamphlet_reading::{Exported, Page, PageId, Reading};
use pamphlet_site::config::EpubConfig;
use pamphlet_source::{Diagnostic, Fault, Walls};
use std::num::NonZeroU32;

/// What all exporters of a build are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "settings are switches")]
pub struct Settings {
    /// Paper that was asked for.
    pub paper: Option<Paper>,
    /// The paper of the site; none for the locale's custom.
    pub site_paper: Option<Paper>,
    /// Layouts of PDFs; the standard one when empty.
    pub layouts: Vec<Layout>,
    /// Whether black is the only colour of PDFs.
    pub ink: bool,
    /// How links work on paper.
    pub links: PaperLinks,
    /// Which tabs are shown.
    pub tabs: TabChoice,
    /// How many pages a handout may have.
    pub fit: Option<NonZeroU32>,
    /// After which standards PDFs are made.
    pub standard: Standard,
    /// The links and the ink as the site has them: those of the book that a plain build makes.
    pub site_print: SitePrint,
    /// Further documents of chosen pages.
    pub packets: Vec<pamphlet_pdf::Packet>,
    /// Whether the whole of a locale is also made as one file of JSON, and as one of lines.
    pub whole_json: bool,
    /// Whether pictures and icons lie beside the JSON.
    pub json_assets: bool,
    /// Whether the sections of a locale are also made as lines, for programs that search.
    pub search: bool,
    /// What of PDFs is made.
    pub part: Part,
    /// Pages that are asked for alone; none for all and the books.
    pub pages: Option<Vec<String>>,
    /// `SOURCE_DATE_EPOCH`, in seconds since 1970.
    pub epoch: Option<i64>,
    /// What the site says of books for e-readers.
    pub epub: EpubConfig,
    /// Whether every page is also made as Markdown, beside its plain text.
    pub markdown: bool,
    /// What holds the faults of a page.
    pub walls: Walls,
}

impl Settings {
    /// The same for a part of a format. A packet is a small book.
    #[must_use]
    pub(crate) fn of_part(&self, part: Part) -> Self {
        let packets = if part == Part::Handouts { Vec::new() } else { self.packets.clone() };
        Self { packets, part, ..self.clone() }
    }
}

/// What a site says of its PDFs that changes where their pages begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SitePrint {
    /// Whether black is the only colour.
    pub ink: bool,
    /// How links work on paper.
    pub links: PaperLinks,
}

/// Why an exporter made nothing.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum ExportError {
    /// No book for e-readers.
    Epub(#[from] pamphlet_epub::EpubError),
    /// No data.
    Json(#[from] pamphlet_json::JsonError),
    /// No text.
    Text(#[from] pamphlet_text::TextError),
    /// No Markdown.
    Markdown(#[from] pamphlet_markdown::MarkdownError),
}

/// The program, as outputs name it.
const GENERATOR: &str = concat!("Pamphlet ", env!("CARGO_PKG_VERSION"));

/// Exports a reading in one format.
///
/// # Errors
/// What the exporter says when nothing could be made.
pub fn export(
    format: Format,
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    settings: &Settings,
) -> Result<Exported, ExportError> {
    // Data has all tabs, what is read from one end to the other those that are chosen. PDFs choose for themselves: packets
    // may show others.
    let chosen = match format {
        Format::Pdf | Format::Json => None,
        Format::Epub | Format::Text => pamphlet_reading::tabs::choose(reading, &settings.tabs, catalog),
    };
    let reading = chosen.as_ref().unwrap_or(reading);
    let pages = settings.pages.as_ref().map(|pages| pages.iter().cloned().map(PageId).collect());
    match format {
        Format::Pdf => {
            let options = pdf_options(settings);
            Ok(pamphlet_pdf::export(reading, catalog, media, &options))
        }
        // A book holds all pages.
        Format::Epub if settings.pages.is_some() => Ok(Exported::default()),
        Format::Epub => {
            let (page_list, found) = settings
                .epub
                .page_list
                .then(|| page_list(reading, catalog, media, settings))
                .transpose()
                .map_err(pamphlet_epub::EpubError::Fault)?
                .unzip();
            let parts = reading.parts();
            let options = pamphlet_epub::EpubOptions {
                modified: date::modified(settings.epoch, parts.date.as_deref(), &parts.revision),
                generator: GENERATOR.to_owned(),
                max_bytes: settings.epub.max_megabytes.map(|number| u64::from(number) * 1_000_000),
                page_list,
                walls: settings.walls.clone(),
            };
            let mut exported = pamphlet_epub::export(reading, catalog, media, &options)?;
            exported.diagnostics.extend(found.into_iter().flatten());
            Ok(exported)
        }
        Format::Json => {
            let options = pamphlet_json::JsonOptions {
                whole: settings.whole_json,
                search: settings.search,
                assets: settings.json_assets,
                pages,
                walls: settings.walls.clone(),
            };
            Ok(pamphlet_json::export(reading, catalog, media, &options)?)
        }
        Format::Text => {
            let options = pamphlet_text::TextOptions {
                markdown: settings.markdown,
                pages,
                walls: settings.walls.clone(),
                ..pamphlet_text::TextOptions::default()
            };
            let mut exported = pamphlet_text::export(reading, catalog, media, &options)?;
            if settings.markdown {
                let options = pamphlet_markdown::MarkdownOptions { walls: settings.walls.clone() };
                let more = pamphlet_markdown::export(reading, catalog, &options)?;
                exported.files.extend(more.files);
                exported.diagnostics.extend(more.diagnostics);
            }
            Ok(exported)
        }
    }
}

/// The layouts of PDFs.
#[must_use]
pub(crate) fn layouts(settings: &Settings) -> Vec<Layout> {
    pdf_options(settings).layouts
}

/// Makes handouts of pages of a reading with the tabs that are chosen, each with what there is to say about it.
#[must_use]
pub(crate) fn handouts(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    settings: &Settings,
    layout: Layout,
    pages: &[&Page],
) -> Vec<Exported> {
    pamphlet_pdf::handouts(reading, catalog, media, &pdf_options(settings), layout, pages)
}

/// Where the pages of the printed book of the same reading begin: always of the book that a plain build makes, whatever
/// paper and layouts are asked for now.
fn page_list(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    settings: &Settings,
) -> Result<(pamphlet_epub::PageList, Vec<Diagnostic>), Fault> {
    let SitePrint { ink, links } = settings.site_print;
    let site_paper = settings.site_paper;
    let walls = settings.walls.clone();
    let options = pdf_options(&Settings { site_paper, ink, links, walls, ..Settings::default() });
    let (starts, diagnostics) = pamphlet_pdf::page_starts(reading, catalog, media, &options)?;
    let breaks = starts
        .into_iter()
        .map(|start| pamphlet_epub::PageBreak {
            label: start.label,
            page: start.page,
            block: start.block,
            part: start.part,
        })
        .collect();
    let source = format!("{}-{}.pdf", reading.parts().slug, reading.locale());
    Ok((pamphlet_epub::PageList { source, breaks }, diagnostics))
}

fn pdf_options(settings: &Settings) -> pamphlet_pdf::PdfOptions {
    let mut layouts = settings.layouts.clone();
    layouts.sort_unstable();
    layouts.dedup();
    let mut options = pamphlet_pdf::PdfOptions {
        paper: settings.paper,
        site_paper: settings.site_paper,
        ink: settings.ink,
        links: settings.links,
        standard: settings.standard,
        tabs: settings.tabs.clone(),
        fit: settings.fit,
        packets: settings.packets.clone(),
        handouts: settings.part != Part::Books,
        book: settings.pages.is_none() && settings.part != Part::Handouts,
        walls: settings.walls.clone(),
        pages: settings.pages.as_ref().map(|pages| pages.iter().cloned().map(PageId).collect()),
        ..pamphlet_pdf::PdfOptions::default()
    };
    if !layouts.is_empty() {
        options.layouts = layouts;
    }
    options
}
