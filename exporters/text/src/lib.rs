//! A reading in, plain text out: a file a page, one of the whole, and an index for programs.
//!
//! No markup: structure is in indentation, empty lines and words. What can be clicked elsewhere has a number in
//! brackets, and the addresses are listed at the end of each section. Right-to-left text is in logical order.
#![warn(clippy::wildcard_enum_match_arm)]

mod block;
mod inline;
mod isolate;
mod llms;
mod table;
mod whole;
mod wrap;
mod writer;

use pamphlet_locale::{Catalog, Term};
use pamphlet_media::Media;
use pamphlet_reading::{Exported, File, Level, Page, PageId, Reading, with_words};
use pamphlet_source::{Fault, Walls, Work};
use std::collections::BTreeSet;
use wrap::Wrapper;
use writer::Writer;

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOptions {
    /// Columns of a line, at least 30. Words that are wider than that stay whole.
    pub width: usize,
    /// Whether the pages are there as Markdown too: the index for programs then leads to that.
    pub markdown: bool,
    /// Pages that are asked for alone: their files and no others. None for everything.
    pub pages: Option<BTreeSet<PageId>>,
    /// What holds the faults of a page.
    pub walls: Walls,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 72, markdown: false, pages: None, walls: Walls::default() }
    }
}

/// What there is of a page with a fault.
const INSTEAD: &str = "it has no file of its own, and that of all pages holds its words as plain paragraphs";

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A page could not be made, nor anything in its place.
    #[error("{0}")]
    Fault(#[from] Fault),
}

/// Exports a reading: `text/<page>.txt` for every page, `<slug>-<locale>.txt`, and `llms.txt`, an index of both for
/// programs (the only file with markup: its form is fixed). UTF-8 without BOM, line ends
/// `\n`, no line ends in a space, every file ends with one line end. A page with a fault has no file of its own; the
/// whole then holds its words.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn export(
    reading: &Reading,
    catalog: &Catalog,
    _media: &Media,
    options: &TextOptions,
) -> Result<Exported, TextError> {
    let width = options.width.max(30);
    let name = format!("{}-{}.txt", reading.parts().slug, reading.locale());
    let (mut made, diagnostics) =
        with_words(reading, &options.walls, "text", ("plain text", INSTEAD), |reading, walls| {
            let mut wrapper = Wrapper::default();
            let mut files = Vec::with_capacity(reading.pages().len() + 2);
            let only = options.pages.as_ref();
            let chosen = |page: &&Page| only.is_none_or(|only| only.contains(&page.id));
            for page in reading.pages().iter().filter(chosen) {
                let text = walls.behind(&page.id, || write_page(reading, catalog, page, &mut wrapper, width));
                files.push(File {
                    path: format!("text/{}.txt", page.id),
                    bytes: text.unwrap_or_default().into_bytes(),
                    pages: vec![page.id.0.clone()],
                    printed_pages: None,
                    access: None,
                });
            }
            let is_whole = |page: &Page| walls.level(&page.id) == Level::Whole;
            if only.is_some() {
                let mut pages = reading.pages().iter().filter(chosen);
                files.retain(|_| pages.next().is_some_and(is_whole));
                return Exported { files, diagnostics: Vec::new() };
            }
            let work = Work { stage: "text whole", locale: Some(reading.locale().as_str()), name: Some(&name) };
            let whole = options.walls.behind(work, || whole::write(reading, catalog, &files, &mut wrapper, width));
            let mut pages = reading.pages().iter();
            files.retain(|_| pages.next().is_some_and(is_whole));
            let mut diagnostics = Vec::new();
            match whole {
                Ok(whole) => files.push(File {
                    path: name.clone(),
                    bytes: whole.into_bytes(),
                    pages: Vec::new(),
                    printed_pages: None,
                    access: None,
                }),
                Err(fault) => diagnostics.push(fault.diagnostic(&name, "the other files are made")),
            }
            let index = llms::write(reading, catalog, options.markdown, &is_whole);
            files.push(File {
                path: "llms.txt".to_owned(),
                bytes: index.into_bytes(),
                pages: Vec::new(),
                printed_pages: None,
                access: None,
            });
            Exported { files, diagnostics }
        })?;
    made.diagnostics.extend(diagnostics);
    Ok(made)
}

fn write_page(reading: &Reading, catalog: &Catalog, page: &Page, wrapper: &mut Wrapper, width: usize) -> String {
    let mut writer = Writer::new(reading, catalog, Some(page), wrapper, width);
    if !page.title_in_text {
        let title = inline::clean(&page.title);
        writer.within(page.title_language.as_ref(), |writer| writer.heading(1, &title));
        writer.space(1);
    }
    if page.fallback {
        writer.within(Some(catalog.tag()), |writer| writer.write_label(catalog.term(Term::NotTranslated)));
        writer.space(1);
    }
    for placed in &page.blocks {
        writer.write_blocks(std::slice::from_ref(&placed.block));
    }
    writer.write_unused_notes();
    writer.list_references();
    let date = page.date.as_ref().map(|date| catalog.date(date).unwrap_or_else(|| date.clone()));
    let version = page.revision.with_version(reading.parts().version.as_deref());
    let facts =
        [(Term::Date, date), (Term::Version, version), (Term::NewestVersion, page.url.clone().map(String::from))];
    if facts.iter().any(|(_, value)| value.is_some()) {
        writer.space(1);
    }
    for (term, value) in facts {
        if let Some(value) = value {
            let fact = format!("{}: {}", catalog.term(term), inline::clean(&value));
            writer.within(Some(catalog.tag()), |writer| {
                let fact = if term == Term::NewestVersion { writer.isolated(fact) } else { fact };
                writer.text(&fact);
            });
        }
    }
    let mut out = writer.out;
    if out.is_empty() {
        out.push('\n');
    }
    out
}
