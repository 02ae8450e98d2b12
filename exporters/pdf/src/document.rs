//! The documents of an edition: the book, a handout of every page, packets.
//!
//! Each is a display list made of laid-out pages and what a document adds to them (furniture, cover, contents), painted,
//! tagged and named as the layout of `dist/` wants it.

mod back;
mod book;
mod facts;
mod front;
mod furniture;
mod handout;
#[cfg(test)]
mod tests;
mod unseen;

pub use book::PageStart;

use crate::display::{Artifact, DisplayList, FaceId, Item, Owner, Rect};
use crate::finish::{Information, finish};
use crate::impose::impose;
use crate::layout::Context;
use crate::options::{Layout, Paper, PdfOptions, Standard};
use crate::paint::{Faces, Guard, paint};
use crate::paragraph::{Engine, OncePerFaces};
use crate::picture::Pictures;
use crate::quality::{self, Defect, DefectKind, Quality};
use crate::style::sizes::document::watermark as sizes;
use crate::style::{Purpose, Style, StyleOptions};
use crate::tags;
use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::{Media, watermark};
use pamphlet_reading::{AS_WORDS, Exported, File, Page, PageId, PageWalls, Reading, tabs, with_words};
use pamphlet_source::{Code, Diagnostic, Span, Work};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::HashSet;

/// What painting knows of faces; read once for the whole process.
static PAINTED: OncePerFaces<Faces> = OncePerFaces::new();

/// The faces of an edition as painting knows them.
fn faces(media: &Media) -> &'static Faces {
    let faces = media.faces();
    PAINTED.of(faces, || {
        Faces::new(
            (0..faces.len()).map(|index| faces.get(FaceId(u16::try_from(index).expect("there are a few dozen"))).file),
        )
    })
}

/// What all documents of an export share.
pub(crate) struct ExportContext<'a> {
    reading: &'a Reading,
    catalog: &'a Catalog,
    media: &'a Media,
    options: &'a PdfOptions,
    pictures: Pictures<'a>,
    walls: &'a PageWalls<'a>,
}

/// Paper and layout of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    layout: Layout,
    paper: Paper,
}

impl Shape {
    /// The measures of what is set in this shape.
    fn style(self, purpose: Purpose, options: &PdfOptions, reading: &Reading) -> Style {
        let paper = match (self.layout, self.paper) {
            // A sheet of A5 folds into A6, which nobody reads: it stays a page.
            (Layout::Booklet, Paper::A4 | Paper::A5) | (_, Paper::A5) => crate::style::PageSize::A5,
            (Layout::Booklet, Paper::Letter) => crate::style::PageSize::HalfLetter,
            (Layout::Standard | Layout::LargePrint, Paper::A4) => crate::style::PageSize::A4,
            (Layout::Standard | Layout::LargePrint, Paper::Letter) => crate::style::PageSize::Letter,
        };
        let large = self.layout == Layout::LargePrint;
        let style = Style::new(StyleOptions { purpose, paper, large, ink: options.ink }, reading.locale());
        style.in_colour_of(&reading.parts().publication.brand)
    }

    /// What its files are called besides their names.
    fn suffix(self, options: &PdfOptions, locale: &Tag) -> String {
        let other_paper = self.paper != usual_paper(options, locale);
        match self.layout {
            Layout::Standard if other_paper => format!("-{}", self.paper.name()),
            Layout::Standard => String::new(),
            Layout::LargePrint if other_paper => format!("-large-print-{}", self.paper.name()),
            Layout::LargePrint => "-large-print".to_owned(),
            // Named after the sheet: pages of A5 are those of a folded A4.
            Layout::Booklet => match self.paper {
                Paper::A4 | Paper::A5 => format!("-booklet-{}", Paper::A4.name()),
                Paper::Letter => format!("-booklet-{}", Paper::Letter.name()),
            },
        }
    }
}

/// The paper of the site, or of the locale.
fn usual_paper(options: &PdfOptions, locale: &Tag) -> Paper {
    options.site_paper.unwrap_or_else(|| Paper::of(locale))
}

/// Exports a reading: makes everything that the options ask for. What is wrong with the input is a diagnostic. A document
/// with a fault is left out; a page with a fault is left out as a handout, and the documents of several pages hold its
/// words.
#[must_use]
pub fn export(reading: &Reading, catalog: &Catalog, media: &Media, options: &PdfOptions) -> Exported {
    let export = Export { catalog, media, options };
    let locale = reading.locale();
    let whole = reading;
    let chosen = tabs::choose(whole, &options.tabs, catalog);
    let reading = chosen.as_ref().unwrap_or(whole);
    let mut out = Exported::default();
    for layout in &options.layouts {
        let shape = export.shape(*layout, locale);
        let suffix = shape.suffix(options, locale);
        if options.handouts {
            let chosen = |page: &&Page| options.pages.as_ref().is_none_or(|chosen| chosen.contains(&page.id));
            let pages: Vec<&Page> = reading.pages().iter().filter(chosen).collect();
            for made in export.handouts(reading, *layout, pages) {
                out.files.extend(made.files);
                out.diagnostics.extend(made.diagnostics);
            }
        }
        if options.book && options.pages.is_none() {
            let style = shape.style(Purpose::Book, options, reading);
            let path = format!("{}-{locale}{suffix}.pdf", reading.parts().slug);
            let job = || (facts::of_edition(reading), Vec::new());
            let lay = |shared: &ExportContext<'_>| Some(book::book(shared, &style));
            export.document(&mut out, reading, &format!("pdf{suffix}"), &path, shape, job, lay);
        }
        if options.pages.is_none() {
            for packet in &options.packets {
                let style = shape.style(Purpose::Handout, options, reading);
                let own = packet.tabs.as_ref().map(|choice| tabs::choose(whole, choice, catalog));
                let reading = own.as_ref().map_or(reading, |own| own.as_ref().unwrap_or(whole));
                let path = format!("packets/{}{suffix}.pdf", packet.slug);
                let job = || {
                    let information = facts::of_packet(reading, packet);
                    (information, packet.pages.iter().map(|page| page.0.clone()).collect())
                };
                let lay = |shared: &ExportContext<'_>| book::packet(shared, packet, shape, &style);
                export.document(&mut out, reading, &format!("pdf packet{suffix}"), &path, shape, job, lay);
            }
        }
    }
    once(&mut out.diagnostics);
    out
}

/// Makes handouts of pages in one layout, in their order, as [`export`] does; each with what there is to say about it.
///
/// The reading has the tabs that the options choose already ([`tabs::choose`]). Of other pages a handout shows nothing; it
/// knows their addresses alone.
#[must_use]
pub fn handouts(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
    layout: Layout,
    pages: &[&Page],
) -> Vec<Exported> {
    Export { catalog, media, options }.handouts(reading, layout, pages.to_vec())
}

/// A file, and what there is to say about it.
type Made = (File, Vec<Diagnostic>);

/// What all documents of an export are made with.
#[derive(Clone, Copy)]
struct Export<'a> {
    catalog: &'a Catalog,
    media: &'a Media,
    options: &'a PdfOptions,
}

impl Export<'_> {
    fn shared<'p>(&'p self, reading: &'p Reading, walls: &'p PageWalls<'p>) -> ExportContext<'p> {
        let Self { catalog, media, options } = *self;
        let pictures = Pictures::new(media, options.ink).behind(&options.walls);
        ExportContext { reading, catalog, media, options, pictures, walls }
    }

    /// Paper and layout of what is made.
    fn shape(&self, layout: Layout, locale: &Tag) -> Shape {
        Shape { layout, paper: self.options.paper.unwrap_or_else(|| usual_paper(self.options, locale)) }
    }

    /// Side by side on the cores that the caller gives.
    fn handouts(&self, reading: &Reading, layout: Layout, pages: Vec<&Page>) -> Vec<Exported> {
        let locale = reading.locale();
        let shape = self.shape(layout, locale);
        let suffix = shape.suffix(self.options, locale);
        let style = shape.style(Purpose::Handout, self.options, reading);
        let stage = format!("pdf handout{suffix}");
        pages
            .into_par_iter()
            .map(|page| {
                let path = format!("handouts/{}{suffix}.pdf", page.id);
                let work = Work { stage: &stage, locale: Some(locale.as_str()), name: Some(&page.id.0) };
                let made = self.options.walls.behind(work, || self.handout(reading, page, shape, &style, path.clone()));
                let mut out = Exported::default();
                match made {
                    Ok(made) => {
                        add(&mut out, made);
                        once(&mut out.diagnostics);
                    }
                    Err(fault) => {
                        let said = fault.diagnostic(path, "the other files are made");
                        out.diagnostics.push(said.at(page.source, Span::new(0, 0)));
                    }
                }
                out
            })
            .collect()
    }

    fn handout(&self, reading: &Reading, page: &Page, shape: Shape, style: &Style, path: String) -> Made {
        let walls = PageWalls::new(&self.options.walls, "", "");
        let shared = self.shared(reading, &walls);
        let (list, diagnostics) = handout::handout(&shared, page, style);
        let information = facts::of_page(reading, page);
        let job = Job { list, shape, information, path, sheets: Vec::new() };
        shared.print(job, vec![page.id.0.clone()], diagnostics)
    }

    /// Makes a document of several pages, if it holds any.
    #[expect(clippy::too_many_arguments, reason = "a document is all of this")]
    fn document(
        &self,
        out: &mut Exported,
        reading: &Reading,
        stage: &str,
        path: &str,
        shape: Shape,
        job: impl Fn() -> (Information, Vec<String>),
        lay: impl Fn(&ExportContext<'_>) -> Option<book::Laid>,
    ) {
        let whole = format!("{stage} whole");
        let work = Work { stage: &whole, locale: Some(reading.locale().as_str()), name: Some(path) };
        let made = self.options.walls.behind(work, || {
            with_words(reading, &self.options.walls, stage, (path, AS_WORDS), |reading, walls| {
                let shared = self.shared(reading, walls);
                let book::Laid { list, diagnostics, sheets } = lay(&shared)?;
                let (information, pages) = job();
                Some(shared.print(Job { list, shape, information, path: path.to_owned(), sheets }, pages, diagnostics))
            })
        });
        match made.and_then(|made| made) {
            Ok((made, diagnostics)) => {
                out.diagnostics.extend(diagnostics);
                if let Some(made) = made {
                    add(out, made);
                }
            }
            Err(fault) => out.diagnostics.push(fault.diagnostic(path, "the other files are made")),
        }
    }
}

/// Lays out what [`export`] would print of handouts and the book, and measures how well it is set: each file's name and
/// its quality.
#[must_use]
pub fn line_quality(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
) -> Vec<(String, Quality)> {
    let export = Export { catalog, media, options };
    let chosen = tabs::choose(reading, &options.tabs, catalog);
    let reading = chosen.as_ref().unwrap_or(reading);
    let walls = PageWalls::new(&options.walls, "quality", reading.locale().as_str());
    let shared = export.shared(reading, &walls);
    let locale = reading.locale();
    let paper = options.paper.unwrap_or_else(|| usual_paper(options, locale));
    let mut out = Vec::new();
    for layout in &options.layouts {
        let shape = Shape { layout: *layout, paper };
        let suffix = shape.suffix(options, locale);
        if options.handouts {
            let style = shape.style(Purpose::Handout, options, reading);
            let handout = |page: &Page| {
                (format!("handouts/{}{suffix}.pdf", page.id), judged(media, handout::handout(&shared, page, &style)))
            };
            out.extend(reading.pages().into_par_iter().map(handout).collect::<Vec<_>>());
        }
        if options.book {
            let style = shape.style(Purpose::Book, options, reading);
            let name = format!("{}-{locale}{suffix}.pdf", reading.parts().slug);
            let book::Laid { list, diagnostics, .. } = book::book(&shared, &style);
            out.push((name, judged(media, (list, diagnostics))));
        }
    }
    out
}

/// Measures a list, and adds what layout said about its lines.
fn judged(media: &Media, (list, diagnostics): (DisplayList, Vec<Diagnostic>)) -> Quality {
    let faces = faces(media);
    let mut quality = quality::measure(&list, |face, glyph| faces.advance(face, glyph));
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::OverfullLine) {
        quality.figures.overfull += 1;
        quality.places.push(Defect { fault: DefectKind::Overfull, page: None, words: diagnostic.message.clone() });
    }
    quality
}

/// Where the pages of the printed book begin in its first layout, for books that do not have pages of their own. In reading
/// order; a page with the name of a part begins where the first chapter of that part does. Glossary, lists and colophon are
/// not among them. Also says which pages have a fault: of those the words alone are set.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn page_starts(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
) -> Result<(Vec<PageStart>, Vec<Diagnostic>), pamphlet_source::Fault> {
    let export = Export { catalog, media, options };
    let paper = options.paper.unwrap_or_else(|| usual_paper(options, reading.locale()));
    let layout = options.layouts.first().copied().unwrap_or(Layout::Standard);
    let style = Shape { layout, paper }.style(Purpose::Book, options, reading);
    // The stage of the book itself: what has a fault there has it here.
    with_words(reading, &options.walls, "pdf", ("the list of printed pages", AS_WORDS), |reading, walls| {
        book::page_starts(&export.shared(reading, walls), &style)
    })
}

/// A document that is laid out.
struct Job {
    list: DisplayList,
    shape: Shape,
    information: Information,
    path: String,
    /// The first sheet of every page of the edition, in order; none for a handout, which is of one page.
    sheets: Vec<(usize, PageId)>,
}

impl ExportContext<'_> {
    /// What layout needs to know.
    fn context<'s>(&'s self, style: &'s Style) -> Context<'s> {
        Context {
            engine: Engine::of(self.media.faces()),
            style,
            catalog: self.catalog,
            media: self.media,
            reading: self.reading,
            links: self.options.links,
        }
    }

    /// Puts the watermark behind everything on every page.
    fn mark(&self, list: &mut DisplayList) {
        let Some(picture) = self.media.picture(watermark::ASSET) else { return };
        let (wide, high) = picture.size();
        for page in &mut list.pages {
            let scale = (page.width / wide).min(page.height / high) * sizes::SHARE;
            let (wide, high) = (wide * scale, high * scale);
            let place = Rect { x: (page.width - wide) / 2.0, y: (page.height - high) / 2.0, width: wide, height: high };
            page.put_below(
                Owner::Artifact(Artifact::Background),
                Item::Picture { asset: watermark::ASSET.into(), place, turned: false },
            );
        }
    }

    /// Writes a document.
    fn print(&self, job: Job, pages: Vec<String>, mut diagnostics: Vec<Diagnostic>) -> Made {
        let Job { mut list, shape, information, path, sheets } = job;
        self.say_pictures(&mut list);
        self.mark(&mut list);
        if shape.layout == Layout::Booklet {
            let sheet = match shape.paper {
                Paper::A4 | Paper::A5 => crate::style::PageSize::A4.size(),
                Paper::Letter => crate::style::PageSize::Letter.size(),
            };
            list = impose(list, sheet, self.catalog.direction());
        }
        // A sheet that cannot be painted is a fault of the pages on it.
        let page = |sheet: usize| sheets[..sheets.partition_point(|(first, _)| *first <= sheet)].last();
        let guard = |on: &[usize], paint: &mut dyn FnMut()| {
            let pages: Vec<&PageId> = on.iter().filter_map(|sheet| page(*sheet)).map(|(_, page)| page).collect();
            if pages.is_empty() { paint() } else { self.walls.behind_all(&pages, paint) }
        };
        let printed_pages = Some(list.pages.len());
        let (bytes, painting) =
            write(&list, faces(self.media), &self.pictures, (&information, self.options.standard), &guard);
        diagnostics.extend(painting);
        (File { path, bytes, pages, printed_pages, access: None }, diagnostics)
    }
}

/// Adds a document to what is given back.
fn add(out: &mut Exported, (file, diagnostics): Made) {
    out.files.push(file);
    out.diagnostics.extend(diagnostics);
}

/// What there is to say, each once: several documents say the same of one page.
fn once(diagnostics: &mut Vec<Diagnostic>) {
    let mut said = HashSet::new();
    diagnostics.retain(|diagnostic| said.insert(diagnostic.clone()));
}

/// Paints, tags and finishes a list.
fn write(
    list: &DisplayList,
    faces: &Faces,
    pictures: &Pictures<'_>,
    (information, standard): (&Information, Standard),
    guard: Guard<'_>,
) -> (Vec<u8>, Vec<Diagnostic>) {
    let mut painted = paint(list, faces, pictures, guard);
    let diagnostics = std::mem::take(&mut painted.diagnostics);
    let elements = tags::install(&mut painted, list, standard);
    tags::install_outline(&mut painted, &elements);
    (finish(painted, &elements, information), diagnostics)
}
