//! An edition in, Epub out.
#![warn(clippy::wildcard_enum_match_arm)]

use pamphlet_document::{Edition, Exported};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;

/// How to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EpubOptions {}

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {}

/// Exports an edition.
///
/// # Errors
/// When the backend fails.
pub fn export(
    _edition: &Edition,
    _catalog: &Catalog,
    _media: &Media,
    _options: &EpubOptions,
) -> Result<Exported, EpubError> {
    Ok(Exported::default())
}
