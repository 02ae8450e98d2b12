//! A reading in, JSON out: the reading itself, with what a program needs beside it.
//!
//! `json/<page>.json` is a page ([`PageFile`]), `index.json` what there is ([`IndexFile`]), `cards.json` the
//! recommended tools ([`CardsFile`]). The format is versioned ([`SCHEMA_VERSION`]) and described by JSON Schemas
//! ([`schemas`]), which are generated from the types. Within a version things are only added.
#![warn(clippy::wildcard_enum_match_arm)]

mod assets;
mod cards;
mod index;
mod outline;
mod page;
mod read;
mod schema;
mod search;
mod whole;

pub use assets::{AssetRecord, FormulaRecord, PageAssets};
pub use cards::{
    CardRecord, CardsFile, CriteriaLevel, Criterion, DownloadRecord, LinkRecord, LogoRecord, SectionRecord,
    WarningRecord, all_cards, cards, read_cards,
};
pub use index::{CoverageRecord, IndexFile, IndexPage, LanguageRecord, read_index};
pub use outline::OutlineEntry;
pub use page::{BlockEntry, BlockHead, NoteEntry, NoteHead, PageFile, PageHead, Place, SourceRecord, read_page};
pub use pamphlet_reading::block_text;
pub use schema::{DiagnosticsFile, SCHEMAS, openapi, pydantic, schema_of, typescript};
pub use search::{SearchRecord, search, sections};
pub use whole::{SiteEdition, SiteFile, SiteRecord};

use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::{Exported, File, Level, Page, PageId, Reading, with_words};
pub use pamphlet_source::SCHEMA_VERSION;
use pamphlet_source::{Fault, Walls};
use serde::Serialize;
use std::collections::BTreeSet;
use whole::{site_json, site_lines};

/// How to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// Also makes `site.json` and `site.ndjson`: the whole edition in one file.
    pub whole: bool,
    /// Also makes `search.ndjson`: the edition section by section.
    pub search: bool,
    /// Also makes files of the pictures and icons that pages show, and says their names.
    pub assets: bool,
    /// Pages that are asked for alone: their files and no others. None for everything.
    pub pages: Option<BTreeSet<PageId>>,
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

/// Exports a reading. A page with a fault has no file of its own, and no entry among the pages of the index; the
/// files of the whole edition hold its words.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn export(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &JsonOptions,
) -> Result<Exported, JsonError> {
    let (files, diagnostics) =
        with_words(reading, &options.walls, "json", ("JSON", "it has no file of its own"), |reading, walls| {
            let mut files = Vec::new();
            let mut shown = assets::Files::default();
            // A picture lies there once, whoever shows it, and says who does: all pages have to be gone through.
            let only = options.pages.as_ref().filter(|_| !options.assets);
            for page in reading.pages().iter().filter(|page| only.is_none_or(|only| only.contains(&page.id))) {
                let bytes = walls.behind(&page.id, || {
                    let assets = options.assets.then(|| assets::of_page(page, media, &mut shown));
                    page::write(reading, page, assets)
                });
                let Some(bytes) = bytes else { continue };
                if walls.level(&page.id) == Level::Whole {
                    files.push(File {
                        path: file_of(page),
                        bytes: bytes?,
                        pages: vec![page.id.0.clone()],
                        printed_pages: None,
                        access: None,
                    });
                }
            }
            if only.is_some() {
                return Ok(files);
            }
            let whole = |path: &str, bytes: Vec<u8>| File {
                path: path.to_owned(),
                bytes,
                pages: Vec::new(),
                printed_pages: None,
                access: None,
            };
            let mut index = index::of(reading, catalog);
            index.pages.retain(|page| walls.level(&page.id) == Level::Whole);
            files.push(whole("index.json", pretty(&index)?));
            let cards =
                reading.pages().iter().filter_map(|page| walls.behind(&page.id, || cards::of_page(reading, page)));
            files.push(whole("cards.json", pretty(&cards::of(reading, cards.flatten().collect()))?));
            if options.search {
                let pages = reading.pages().iter();
                let records = pages.filter_map(|page| walls.behind(&page.id, || search::of_page(reading, page)));
                let records: Vec<SearchRecord> = records.flatten().collect();
                files.push(whole("search.ndjson", search::lines(&records)?));
            }
            if options.whole {
                files.push(whole("site.json", site_json(&[(reading, catalog)])?));
                files.push(whole("site.ndjson", site_lines(reading, catalog)?));
            }
            files.extend(shown.into_files());
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
