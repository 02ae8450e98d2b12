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

pub use book::PageStart;

use crate::display::{DisplayList, FaceFile, FaceId};
use crate::finish::{Information, finish};
use crate::impose::impose;
use crate::layout::Context;
use crate::options::{Layout, Paper, PdfOptions};
use crate::paint::{Faces, paint};
use crate::paragraph::Engine;
use crate::picture::Pictures;
use crate::quality::{self, Fault, Place, Quality};
use crate::style::{Brief, Purpose, Style};
use crate::tags;
use pamphlet_document::{Edition, Exported, File, Page};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::Media;
use pamphlet_source::{Code, Diagnostic};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::LazyLock;

/// What painting knows of the embedded faces; read once for the whole process.
static FACES: LazyLock<Faces<'static>> = LazyLock::new(|| {
    let faces = Engine::shared().faces;
    Faces::new((0..faces.len()).map(|index| {
        let file = faces.get(FaceId(u16::try_from(index).expect("there are a few dozen"))).file;
        let name = file.path.rsplit('/').next().unwrap_or(file.path);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        FaceFile { name, bytes: file.bytes, index: 0 }
    }))
});

/// What all documents of an export share.
pub(crate) struct Press<'a> {
    edition: &'a Edition,
    catalog: &'a Catalog,
    media: &'a Media,
    options: &'a PdfOptions,
    pictures: Pictures<'a>,
}

/// Paper and layout of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    layout: Layout,
    paper: Paper,
}

impl Shape {
    /// The measures of what is set in this shape.
    fn style(self, purpose: Purpose, options: &PdfOptions, locale: &Tag) -> Style {
        let paper = match (self.layout, self.paper) {
            // A sheet of A5 folds into A6, which nobody reads: it stays a page.
            (Layout::Booklet, Paper::A4 | Paper::A5) | (_, Paper::A5) => crate::style::Paper::A5,
            (Layout::Booklet, Paper::Letter) => crate::style::Paper::HalfLetter,
            (Layout::Standard | Layout::LargePrint, Paper::A4) => crate::style::Paper::A4,
            (Layout::Standard | Layout::LargePrint, Paper::Letter) => crate::style::Paper::Letter,
        };
        let large = self.layout == Layout::LargePrint;
        Style::new(Brief { purpose, paper, large, ink: options.ink }, locale)
    }

    /// What its files are called besides their names.
    fn suffix(self, options: &PdfOptions, locale: &Tag) -> String {
        let other_paper = self.paper != usual_paper(options, locale);
        match self.layout {
            Layout::Standard if other_paper => format!("-{}", self.paper.name()),
            Layout::Standard => String::new(),
            Layout::LargePrint if other_paper => format!("-large-print-{}", self.paper.name()),
            Layout::LargePrint => "-large-print".to_owned(),
            Layout::Booklet => format!("-booklet-{}", self.paper.name()),
        }
    }
}

/// The paper of the site, or of the locale.
fn usual_paper(options: &PdfOptions, locale: &Tag) -> Paper {
    options.site_paper.unwrap_or_else(|| match pamphlet_locale::Paper::of(locale) {
        pamphlet_locale::Paper::A4 => Paper::A4,
        pamphlet_locale::Paper::Letter => Paper::Letter,
    })
}

/// Makes everything that the options ask for.
pub(crate) fn export(edition: &Edition, catalog: &Catalog, media: &Media, options: &PdfOptions) -> Exported {
    let press = Press { edition, catalog, media, options, pictures: Pictures::new(media, options.ink) };
    let locale = edition.locale();
    let paper = options.paper.unwrap_or_else(|| usual_paper(options, locale));
    let mut out = Exported::default();
    for layout in &options.layouts {
        let shape = Shape { layout: *layout, paper };
        let suffix = shape.suffix(options, locale);
        if options.handouts {
            let style = shape.style(Purpose::Handout, options, locale);
            let pages: Vec<&Page> = edition
                .pages()
                .iter()
                .filter(|page| options.pages.as_ref().is_none_or(|chosen| chosen.contains(&page.id)))
                .collect();
            // Side by side on the cores that the caller gives, in the order of the pages.
            let made: Vec<(File, Vec<Diagnostic>)> = pages
                .into_par_iter()
                .map(|page| {
                    let (list, diagnostics) = handout::handout(&press, page, &style);
                    let information = facts::of_page(edition, page);
                    let path = format!("handouts/{}{suffix}.pdf", page.id);
                    let job = Job { list, shape, information, path };
                    press.print(job, vec![page.id.0.clone()], diagnostics)
                })
                .collect();
            for made in made {
                add(&mut out, made);
            }
        }
        if options.book && options.pages.is_none() {
            let style = shape.style(Purpose::Book, options, locale);
            let (list, diagnostics) = book::book(&press, &style);
            let information = facts::of_edition(edition);
            let path = format!("{}-{locale}{suffix}.pdf", edition.parts().slug);
            add(&mut out, press.print(Job { list, shape, information, path }, Vec::new(), diagnostics));
        }
        if options.pages.is_none() {
            for packet in &options.packets {
                let style = shape.style(Purpose::Handout, options, locale);
                let Some((list, diagnostics)) = book::packet(&press, packet, shape, &style) else { continue };
                let mut information = facts::of_edition(edition);
                information.title.clone_from(&packet.title);
                let path = format!("packets/{}{suffix}.pdf", packet.slug);
                let pages = packet.pages.iter().map(|page| page.0.clone()).collect();
                add(&mut out, press.print(Job { list, shape, information, path }, pages, diagnostics));
            }
        }
    }
    out
}

/// Lays out every handout and the book, and measures how well they are set; by the names of their files.
pub(crate) fn quality(
    edition: &Edition,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
) -> Vec<(String, Quality)> {
    let press = Press { edition, catalog, media, options, pictures: Pictures::new(media, options.ink) };
    let locale = edition.locale();
    let paper = options.paper.unwrap_or_else(|| usual_paper(options, locale));
    let mut out = Vec::new();
    for layout in &options.layouts {
        let shape = Shape { layout: *layout, paper };
        let suffix = shape.suffix(options, locale);
        if options.handouts {
            let style = shape.style(Purpose::Handout, options, locale);
            let handout = |page: &Page| {
                (format!("handouts/{}{suffix}.pdf", page.id), judged(handout::handout(&press, page, &style)))
            };
            out.extend(edition.pages().into_par_iter().map(handout).collect::<Vec<_>>());
        }
        if options.book {
            let style = shape.style(Purpose::Book, options, locale);
            let name = format!("{}-{locale}{suffix}.pdf", edition.parts().slug);
            out.push((name, judged(book::book(&press, &style))));
        }
    }
    out
}

/// Measures a list, and adds what layout said about its lines.
fn judged((list, diagnostics): (DisplayList, Vec<Diagnostic>)) -> Quality {
    let mut quality = quality::measure(&list, |face, glyph| FACES.advance(face, glyph));
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::OverfullLine) {
        quality.figures.overfull += 1;
        quality.places.push(Place { fault: Fault::Overfull, page: 0, words: diagnostic.message.clone() });
    }
    quality
}

/// Where the pages of the book begin, in its first layout.
pub(crate) fn page_starts(edition: &Edition, catalog: &Catalog, media: &Media, options: &PdfOptions) -> Vec<PageStart> {
    let press = Press { edition, catalog, media, options, pictures: Pictures::new(media, options.ink) };
    let paper = options.paper.unwrap_or_else(|| usual_paper(options, edition.locale()));
    let layout = options.layouts.first().copied().unwrap_or(Layout::Standard);
    let style = Shape { layout, paper }.style(Purpose::Book, options, edition.locale());
    book::page_starts(&press, &style)
}

/// A document that is laid out.
struct Job {
    list: DisplayList,
    shape: Shape,
    information: Information,
    path: String,
}

impl Press<'_> {
    /// What layout needs to know.
    fn context<'s>(&'s self, style: &'s Style) -> Context<'s> {
        Context {
            engine: Engine::shared(),
            style,
            catalog: self.catalog,
            media: self.media,
            edition: self.edition,
            links: self.options.links,
        }
    }

    /// Writes a document.
    fn print(&self, job: Job, pages: Vec<String>, mut diagnostics: Vec<Diagnostic>) -> (File, Vec<Diagnostic>) {
        let Job { mut list, shape, information, path } = job;
        if shape.layout == Layout::Booklet {
            let sheet = match shape.paper {
                Paper::A4 | Paper::A5 => crate::style::Paper::A4.size(),
                Paper::Letter => crate::style::Paper::Letter.size(),
            };
            list = impose(list, sheet, self.catalog.direction());
        }
        let (bytes, painting) = write(&list, &self.pictures, &information);
        diagnostics.extend(painting);
        (File { path, bytes, pages }, diagnostics)
    }
}

/// Adds a document to what is given back; what two documents say is said once.
fn add(out: &mut Exported, (file, diagnostics): (File, Vec<Diagnostic>)) {
    out.files.push(file);
    for diagnostic in diagnostics {
        if !out.diagnostics.contains(&diagnostic) {
            out.diagnostics.push(diagnostic);
        }
    }
}

/// Paints, tags and finishes a list.
pub(crate) fn write(
    list: &DisplayList,
    pictures: &Pictures<'_>,
    information: &Information,
) -> (Vec<u8>, Vec<Diagnostic>) {
    let mut painted = paint(list, &FACES, pictures);
    let diagnostics = std::mem::take(&mut painted.diagnostics);
    let elements = tags::install(&mut painted, list);
    tags::install_outline(&mut painted, list);
    (finish(painted, &elements, list, information), diagnostics)
}
