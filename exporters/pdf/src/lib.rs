//! An edition in, PDF out: the book, a handout of every page, packets of chosen pages; tagged after PDF/UA-1 and
//! PDF/A-2a, the same bytes for the same edition.
//!
//! Layout yields positioned pages as data ([`display`]); `paint` writes them through printpdf, `tags` and `finish`
//! add what makes them accessible. No Markdown, no disk, no clock.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod bidi;
pub mod display;
mod document;
mod finish;
pub mod font;
mod impose;
pub mod layout;
mod options;
pub mod paginate;
mod paint;
pub mod paragraph;
mod picture;
pub mod qr;
pub mod segment;
pub mod shape;
pub mod style;
mod tags;

pub use options::{Layout, Packet, Paper, PaperLinks, PdfOptions};

use pamphlet_document::{Edition, Exported};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {}

/// Exports an edition.
///
/// # Errors
/// Never at present: what is wrong with the input is a diagnostic.
pub fn export(edition: &Edition, catalog: &Catalog, media: &Media, options: &PdfOptions) -> Result<Exported, PdfError> {
    Ok(document::export(edition, catalog, media, options))
}
