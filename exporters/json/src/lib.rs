//! An edition in, JSON out: the document model itself, with what a program needs beside it.
//!
//! `json/<page>.json` is a page ([`PageFile`]), `index.json` what there is ([`IndexFile`]), `cards.json` the
//! recommended tools ([`CardsFile`]). The format is versioned ([`SCHEMA_VERSION`]) and described by JSON Schemas
//! ([`schemas`]), which are generated from the types. Within a version things are only added.
#![warn(clippy::wildcard_enum_match_arm)]

mod cards;
mod index;
mod page;
mod read;
mod schema;
mod text;
mod typescript;
mod whole;

pub use cards::{
    CardRecord, CardsFile, CriteriaLevel, Criterion, DownloadRecord, LinkRecord, LogoRecord, SectionRecord,
    WarningRecord, all_cards, cards, join_cards,
};
pub use index::{CoverageRecord, IndexFile, IndexPage, LanguageRecord};
pub use page::{BlockEntry, BlockHead, NoteEntry, NoteHead, OutlineEntry, PageFile, PageHead, Place, SourceRecord};
pub use read::{read_cards, read_index, read_page};
pub use schema::{DiagnosticsFile, schema_of, schemas};
pub use text::block_text;
pub use typescript::typescript;
pub use whole::{site_json, site_lines};

use pamphlet_document::{Edition, Exported, File};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use serde::Serialize;

/// The version of the format, `major.minor`: the minor part grows when something is added, the major part when
/// something changes its meaning or goes.
pub const SCHEMA_VERSION: &str = "1.0";

/// How to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// Also makes `site.json` and `site.ndjson`: the whole edition in one file.
    pub whole: bool,
}

/// Why nothing could be made or read.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// A value that JSON cannot say.
    #[error("cannot be written as JSON")]
    Encode(#[source] serde_json::Error),
    /// Not JSON, or not of the form that was expected.
    #[error("is not a file of this form")]
    Decode(#[source] serde_json::Error),
    /// Nested deeper than any file that Pamphlet writes.
    #[error("is nested too deep")]
    TooDeep,
}

/// Exports an edition.
///
/// # Errors
/// Never in practice: the model has nothing that JSON cannot say.
pub fn export(
    edition: &Edition,
    catalog: &Catalog,
    _media: &Media,
    options: &JsonOptions,
) -> Result<Exported, JsonError> {
    let mut files = Vec::new();
    for page in edition.pages() {
        let bytes = page::write(edition, page)?;
        files.push(File { path: format!("json/{}.json", page.id), bytes, pages: vec![page.id.0.clone()] });
    }
    let whole = |path: &str, bytes: Vec<u8>| File { path: path.to_owned(), bytes, pages: Vec::new() };
    files.push(whole("index.json", pretty(&index::of(edition, catalog))?));
    files.push(whole("cards.json", pretty(&cards::of(edition))?));
    if options.whole {
        files.push(whole("site.json", site_json(&[(edition, catalog)])?));
        files.push(whole("site.ndjson", site_lines(edition, catalog)?));
    }
    Ok(Exported { files, diagnostics: Vec::new() })
}

/// JSON for people to look at, with a line end at its end.
pub(crate) fn pretty<T: Serialize>(value: &T) -> Result<Vec<u8>, JsonError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(JsonError::Encode)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests;
