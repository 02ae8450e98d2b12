//! An edition in, Pdf out.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod display;
pub mod qr;

use pamphlet_document::{Edition, Exported};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;

/// How to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfOptions {}

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {}

/// Exports an edition.
///
/// # Errors
/// When the backend fails.
pub fn export(
    _edition: &Edition,
    _catalog: &Catalog,
    _media: &Media,
    _options: &PdfOptions,
) -> Result<Exported, PdfError> {
    Ok(Exported::default())
}
