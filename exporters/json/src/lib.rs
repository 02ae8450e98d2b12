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
mod typescript;
mod whole;

pub use cards::{
    CardRecord, CardsFile, CriteriaLevel, Criterion, DownloadRecord, LinkRecord, LogoRecord, SectionRecord,
    WarningRecord, all_cards, cards, join_cards,
};
pub use index::{CoverageRecord, IndexFile, IndexPage, LanguageRecord};
pub use page::{BlockEntry, BlockHead, NoteEntry, NoteHead, OutlineEntry, PageFile, PageHead, Place, SourceRecord};
pub use pamphlet_document::block_text;
pub use read::{read_cards, read_index, read_page};
pub use schema::{DiagnosticsFile, schema_of, schemas};
pub use typescript::typescript;
pub use whole::{site_json, site_lines};

use pamphlet_document::{Edition, Exported, File, Level, Page, with_words};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_source::{Fault, Walls};
use serde::Serialize;

/// The version of the format, `major.minor`: the minor part grows when something is added, the major part when
/// something changes its meaning or goes.
pub const SCHEMA_VERSION: &str = "1.2";

/// How to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// Also makes `site.json` and `site.ndjson`: the whole edition in one file.
    pub whole: bool,
    /// What holds the faults of a page.
    pub walls: Walls,
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
    /// A page could not be made, nor anything in its place.
    #[error("{0}")]
    Fault(#[from] Fault),
}

/// Exports an edition. A page with a fault has no file of its own, and no entry among the pages of the index; the
/// files of the whole edition hold its words.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn export(
    edition: &Edition,
    catalog: &Catalog,
    _media: &Media,
    options: &JsonOptions,
) -> Result<Exported, JsonError> {
    let (files, diagnostics) =
        with_words(edition, &options.walls, "json", ("JSON", "it has no file of its own"), |edition, walls| {
            let mut files = Vec::new();
            for page in edition.pages() {
                let Some(bytes) = walls.behind(&page.id, || page::write(edition, page)) else { continue };
                if walls.level(&page.id) == Level::Whole {
                    files.push(File { path: file_of(page), bytes: bytes?, pages: vec![page.id.0.clone()] });
                }
            }
            let whole = |path: &str, bytes: Vec<u8>| File { path: path.to_owned(), bytes, pages: Vec::new() };
            let mut index = index::of(edition, catalog);
            index.pages.retain(|page| walls.level(&page.id) == Level::Whole);
            files.push(whole("index.json", pretty(&index)?));
            let cards =
                edition.pages().iter().filter_map(|page| walls.behind(&page.id, || cards::of_page(edition, page)));
            files.push(whole("cards.json", pretty(&cards::of(edition, cards.flatten().collect()))?));
            if options.whole {
                files.push(whole("site.json", site_json(&[(edition, catalog)])?));
                files.push(whole("site.ndjson", site_lines(edition, catalog)?));
            }
            Ok::<_, JsonError>(files)
        })?;
    Ok(Exported { files: files?, diagnostics })
}

/// The file of a page.
pub(crate) fn file_of(page: &Page) -> String {
    format!("json/{}.json", page.id)
}

/// JSON for people to look at, with a line end at its end.
pub(crate) fn pretty<T: Serialize>(value: &T) -> Result<Vec<u8>, JsonError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(JsonError::Encode)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests;
