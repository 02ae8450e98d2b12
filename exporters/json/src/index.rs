//! `index.json`: what there is in an edition.

use crate::outline::{OutlineEntry, outline};
use crate::read::read;
use crate::{JsonError, SCHEMA_VERSION};
use pamphlet_locale::{Catalog, Direction, Tag};
use pamphlet_reading::{Coverage, GlossaryEntry, NavItem, PageId, Reading, Revision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What there is in an edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndexFile {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The locale of the edition.
    pub locale: Tag,
    /// The locale that the others are translated from.
    pub source_locale: Tag,
    /// All locales of the site, with direction and name.
    pub locales: BTreeMap<Tag, LanguageRecord>,
    /// The direction of the locale.
    pub direction: Direction,
    /// The title of the book.
    pub title: String,
    /// One or two sentences about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Their language where it is not that of the locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description_language: Option<Tag>,
    /// What files are named after.
    pub slug: String,
    /// The address of the front page on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its licence, an SPDX expression or a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The date that the book prints, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The newest commit of its pages: its whole name, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether what a page was made from is not what its commit, or any, holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Subjects, for catalogues.
    pub subjects: Vec<String>,
    /// How much of it all is translated.
    pub coverage: CoverageRecord,
    /// The navigation.
    pub nav: Vec<NavItem>,
    /// Pages that the navigation does not name.
    pub nav_rest: Vec<PageId>,
    /// The pages in reading order.
    pub pages: Vec<IndexPage>,
    /// Abbreviations that occur, sorted for the locale.
    pub glossary: Vec<GlossaryEntry>,
}

/// A page of the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndexPage {
    /// Its name; the same in every locale.
    pub id: PageId,
    /// The file that holds it, from the folder of the edition.
    pub file: String,
    /// Its title.
    pub title: String,
    /// The language of the title where it is not the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_language: Option<Tag>,
    /// One sentence about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The language of that sentence where it is not the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description_language: Option<Tag>,
    /// The language its text is in.
    pub language: Tag,
    /// The direction of that language.
    pub direction: Direction,
    /// Whether the translation lacks it and the source page stands in.
    pub fallback: bool,
    /// Where it is read on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file it was read from, relative to the site.
    pub path: String,
    /// SHA-256 of what it was made from.
    pub digest: String,
    /// The date that its files print, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last commit that changed what it was made from: its whole name, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether what it was made from is not what that commit, or any, holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// How much of it is translated.
    pub coverage: CoverageRecord,
    /// Its headings.
    pub outline: Vec<OutlineEntry>,
}

/// A language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageRecord {
    /// Its name for itself.
    pub name: String,
    /// Its direction.
    pub direction: Direction,
}

impl LanguageRecord {
    pub(crate) fn of(tag: &Tag) -> Self {
        Self { name: Catalog::of(tag).name().to_owned(), direction: Direction::of(tag) }
    }
}

/// How much is translated, measured in what the source says. The source locale counts as wholly translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageRecord {
    /// Words of the source in all.
    pub words: u32,
    /// Words that are in the locale's language.
    pub translated_words: u32,
    /// Sentences of the source in all.
    pub sentences: u32,
    /// Sentences that are in the locale's language.
    pub translated_sentences: u32,
    /// Blocks of text of the source in all.
    pub blocks: u32,
    /// Blocks of text that are in the locale's language.
    pub translated_blocks: u32,
    /// Words of the source that nothing in the translation answers. They are not translated.
    #[serde(default)]
    pub missing_words: u32,
    /// Sentences of the source that nothing in the translation answers.
    #[serde(default)]
    pub missing_sentences: u32,
    /// Blocks of the source that nothing in the translation answers.
    #[serde(default)]
    pub missing_blocks: u32,
    /// Words of the translation that answer nothing in the source. They are worth nothing.
    #[serde(default)]
    pub added_words: u32,
    /// Translated words in per cent, rounded down; 100 for nothing at all.
    pub percent: u32,
}

impl From<Coverage> for CoverageRecord {
    fn from(coverage: Coverage) -> Self {
        let percent = coverage.percent();
        let Coverage {
            words,
            translated_words,
            sentences,
            translated_sentences,
            blocks,
            translated_blocks,
            missing_words,
            missing_sentences,
            missing_blocks,
            added_words,
        } = coverage;
        Self {
            words,
            translated_words,
            sentences,
            translated_sentences,
            blocks,
            translated_blocks,
            missing_words,
            missing_sentences,
            missing_blocks,
            added_words,
            percent,
        }
    }
}

/// The name of the commit of a revision.
pub(crate) fn commit_of(revision: &Revision) -> Option<String> {
    revision.commit.as_ref().map(|commit| commit.id.clone())
}

/// The index of an edition.
pub(crate) fn of(reading: &Reading, catalog: &Catalog) -> IndexFile {
    let parts = reading.parts();
    let pages = reading.pages().iter().map(|page| IndexPage {
        id: page.id.clone(),
        file: crate::file_of(page),
        title: page.title.clone(),
        title_language: page.title_language.clone(),
        description: page.meta.description.clone(),
        description_language: page.meta.description_language.clone(),
        language: page.language.clone(),
        direction: Direction::of(&page.language),
        fallback: page.fallback,
        url: page.url.clone().map(String::from),
        path: parts.sources.get(page.source).map(|file| file.path.clone()).unwrap_or_default(),
        digest: page.digest.clone(),
        date: page.date.clone(),
        commit: commit_of(&page.revision),
        changed: page.revision.changed,
        coverage: page.coverage.into(),
        outline: outline(page),
    });
    IndexFile {
        schema_version: SCHEMA_VERSION.to_owned(),
        locale: parts.locale.clone(),
        source_locale: parts.source_locale.clone(),
        locales: parts.locales.iter().map(|tag| (tag.clone(), LanguageRecord::of(tag))).collect(),
        direction: catalog.direction(),
        title: parts.title.clone(),
        description: parts.description.clone(),
        description_language: parts.description_language.clone(),
        slug: parts.slug.clone(),
        url: parts.url.clone().map(String::from),
        authors: parts.authors.clone(),
        publisher: parts.publisher.clone(),
        license: parts.license.clone(),
        date: parts.date.clone(),
        commit: commit_of(&parts.revision),
        changed: parts.revision.changed,
        version: parts.version.clone(),
        subjects: parts.subjects.clone(),
        coverage: parts.coverage.into(),
        nav: parts.nav.clone(),
        nav_rest: parts.nav_rest.clone(),
        pages: pages.collect(),
        glossary: parts.glossary.clone(),
    }
}

/// Reads an `index.json`.
///
/// # Errors
/// When it is not JSON, not an index, or nested beyond reason.
pub fn read_index(bytes: &[u8]) -> Result<IndexFile, JsonError> {
    read(bytes)
}
