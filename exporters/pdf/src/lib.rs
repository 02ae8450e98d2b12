//! An edition in, PDF out: the book, a handout of every page, packets of chosen pages; tagged after PDF/UA-1 and
//! PDF/A-2a, the same bytes for the same edition.
//!
//! Layout yields positioned pages as data (`display`); `paint` writes them through printpdf, `tags` and `finish`
//! add what makes them accessible. No Markdown, no disk, no clock.
#![warn(clippy::wildcard_enum_match_arm)]

mod bidi;
mod characters;
mod display;
mod document;
mod file;
mod finish;
mod impose;
mod layout;
mod math;
mod options;
mod paginate;
mod paint;
mod paragraph;
mod picture;
mod qr;
pub mod quality;
mod segment;
mod shape;
mod style;
mod tags;

pub use document::PageStart;
pub use options::{Layout, Packet, Paper, PaperLinks, PdfOptions};

use pamphlet_locale::Catalog;
use pamphlet_media::{Media, face as font};
use pamphlet_reading::{Exported, Page, Reading};
use pamphlet_source::{Diagnostic, Fault};

/// Where the pages of the printed book begin, for books that do not have pages of their own. In reading order; a page with
/// the name of a part begins where the first chapter of that part does. Glossary, lists and colophon are not among them. Also says which pages have a fault: of
/// those the words alone are set.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn page_starts(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
) -> Result<(Vec<PageStart>, Vec<Diagnostic>), Fault> {
    document::page_starts(reading, catalog, media, options)
}

/// Exports a reading. What is wrong with the input is a diagnostic.
#[must_use]
pub fn export(reading: &Reading, catalog: &Catalog, media: &Media, options: &PdfOptions) -> Exported {
    document::export(reading, catalog, media, options)
}

/// Makes handouts of pages in one layout, in their order, as [`export`] does; each with what there is to say about it.
///
/// The reading has the tabs that the options choose already ([`tabs::choose`](pamphlet_reading::tabs::choose)). Of other
/// pages a handout shows nothing; it knows their addresses alone.
#[must_use]
pub fn handouts(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
    layout: Layout,
    pages: &[&Page],
) -> Vec<Exported> {
    document::handouts(reading, catalog, media, options, layout, pages)
}

/// Lays out what [`export`] would print, and measures how well it is set: each file's name and its quality.
#[must_use]
pub fn line_quality(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &PdfOptions,
) -> Vec<(String, quality::Quality)> {
    document::quality(reading, catalog, media, options)
}
