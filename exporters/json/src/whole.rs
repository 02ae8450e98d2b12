//! The whole site in one file, for programs that read it once.

use crate::{CardRecord, IndexFile, JsonError, PageFile, SCHEMA_VERSION, cards, index, page};
use pamphlet_locale::Catalog;
use pamphlet_reading::Reading;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whole editions in one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteFile {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The editions.
    pub editions: Vec<SiteEdition>,
}

/// All of one locale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteEdition {
    /// What `index.json` holds.
    pub index: IndexFile,
    /// The pages in reading order, each as in its own file, without its assets.
    pub pages: Vec<PageFile>,
    /// The tools in reading order.
    pub cards: Vec<CardRecord>,
}

/// A line of `site.ndjson`: an index, then the pages and the tools of its edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "it is read one at a time")]
pub enum SiteRecord {
    /// What there is in an edition.
    Index(IndexFile),
    /// A page.
    Page(PageFile),
    /// A recommended tool.
    Card(CardRecord),
}

/// Several editions as one value, as [`SiteFile`] says: pages and cards as in their own files.
///
/// # Errors
/// Never in practice.
pub(crate) fn site_json(editions: &[(&Reading, &Catalog)]) -> Result<Vec<u8>, JsonError> {
    let mut out = format!("{{\"schema_version\":\"{SCHEMA_VERSION}\",\"editions\":[").into_bytes();
    for (number, (reading, catalog)) in editions.iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"\n{\"index\":" } else { b",\n{\"index\":" });
        serde_json::to_writer(&mut out, &index::of(reading, catalog)).map_err(JsonError::Encode)?;
        out.extend_from_slice(b",\n\"pages\":[");
        for (number, page) in reading.pages().iter().enumerate() {
            out.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
            out.extend_from_slice(page::write(reading, page, None)?.trim_ascii_end());
        }
        out.extend_from_slice(b"],\n\"cards\":");
        serde_json::to_writer(&mut out, &cards(reading)).map_err(JsonError::Encode)?;
        out.push(b'}');
    }
    out.extend_from_slice(b"]}\n");
    Ok(out)
}

/// An edition as lines of JSON that a program reads one at a time, as [`SiteRecord`] says: `{"kind":"index",…}`, then
/// `{"kind":"page",…}` for every page and `{"kind":"card",…}` for every card. Lines of several editions follow each
/// other.
///
/// # Errors
/// Never in practice.
pub(crate) fn site_lines(reading: &Reading, catalog: &Catalog) -> Result<Vec<u8>, JsonError> {
    let mut out = Vec::new();
    let mut line = |kind: &str, json: &[u8]| {
        out.extend_from_slice(format!("{{\"kind\":\"{kind}\",").as_bytes());
        // A record begins with its bracket, and JSON has line ends between values only.
        out.extend(json[1..].iter().filter(|byte| !matches!(byte, b'\n')));
        out.push(b'\n');
    };
    line("index", &serde_json::to_vec(&index::of(reading, catalog)).map_err(JsonError::Encode)?);
    for page in reading.pages() {
        line("page", &page::write(reading, page, None)?);
    }
    for card in cards(reading) {
        line("card", &serde_json::to_vec(&card).map_err(JsonError::Encode)?);
    }
    Ok(out)
}
