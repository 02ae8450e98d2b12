//! All pages of one locale, resolved.

use crate::{Answering, AssetRef, Card, Note, PageId, PageMeta, Placed, Revision, Target, walk};
use pamphlet_locale::{Address, Tag};
use pamphlet_source::{SourceId, SourceMap};
use pamphlet_vocabulary::Vocabulary;
use pamphlet_vocabulary::publication::Publication;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// How much of something is translated, measured in what its source says. The source locale counts as wholly translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Coverage {
    /// Words of the source in all.
    pub words: u32,
    /// Words that are in the locale's language.
    pub translated_words: u32,
    /// Sentences in all.
    pub sentences: u32,
    /// Sentences that are in the locale's language.
    pub translated_sentences: u32,
    /// Blocks of text (paragraphs, headings, cells, labels) with four words and more, a run of characters without a
    /// space or punctuation counting as one.
    pub blocks: u32,
    /// Blocks of those that are not wholly in the source language. Translation tools count like this.
    pub translated_blocks: u32,
    /// Words of the source that nothing in the translation answers. They are not translated.
    pub missing_words: u32,
    /// Sentences of the source that nothing in the translation answers.
    pub missing_sentences: u32,
    /// Blocks of the source that nothing in the translation answers.
    pub missing_blocks: u32,
    /// Words of the translation that answer nothing in the source. They are worth nothing.
    pub added_words: u32,
}

impl Coverage {
    /// Translated words in per cent, rounded down; 100 for nothing at all.
    #[must_use]
    pub fn percent(self) -> u32 {
        percent(self.translated_words, self.words)
    }
}

/// A part of a whole in per cent, rounded down; 100 for nothing at all.
#[must_use]
pub fn percent(part: u32, whole: u32) -> u32 {
    if whole == 0 { 100 } else { u32::try_from(u64::from(part) * 100 / u64::from(whole)).unwrap_or(100) }
}

impl std::ops::AddAssign for Coverage {
    fn add_assign(&mut self, other: Self) {
        let Self {
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
        } = other;
        self.words += words;
        self.translated_words += translated_words;
        self.sentences += sentences;
        self.translated_sentences += translated_sentences;
        self.blocks += blocks;
        self.translated_blocks += translated_blocks;
        self.missing_words += missing_words;
        self.missing_sentences += missing_sentences;
        self.missing_blocks += missing_blocks;
        self.added_words += added_words;
    }
}

/// A page of an edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its name.
    pub id: PageId,
    /// Its title as plain text: from front matter, else its first heading of level 1, else the nav, else its name.
    pub title: String,
    /// The language of the title where it differs from `language`.
    pub title_language: Option<Tag>,
    /// Whether the text itself begins with that title as a heading (then exporters do not add it).
    pub title_in_text: bool,
    /// Its front matter.
    pub meta: PageMeta,
    /// The language its text is in: the locale, or the source locale when it fell back.
    pub language: Tag,
    /// Whether the translation lacks it and the source page stands in.
    pub fallback: bool,
    /// Its blocks, resolved.
    pub blocks: Vec<Placed>,
    /// Its footnotes, resolved.
    pub notes: Vec<Note>,
    /// What they answer on the source page.
    pub answering: Answering,
    /// Where it is read on the web, if the site says.
    pub url: Option<Address>,
    /// The file it was read from.
    pub source: SourceId,
    /// SHA-256 of what it was made from, in lower-case hexadecimal.
    pub digest: String,
    /// The last commit that changed what it was made from.
    pub revision: Revision,
    /// The date that its files print, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// How much of it is translated.
    pub coverage: Coverage,
}

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum NavItem {
    /// A page.
    Page {
        /// Which.
        page: PageId,
        /// Its label: the nav's own, else the page's title.
        title: String,
        /// The language of the label where it is not the edition's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Tag>,
    },
    /// A part with pages below it.
    Section {
        /// Its label.
        title: String,
        /// The language of the label where it is not the edition's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Tag>,
        /// The page that its label leads to, if it has one; it comes first, and does not stand among the items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<PageId>,
        /// What it holds.
        items: Vec<NavItem>,
    },
    /// An address elsewhere.
    Link {
        /// Its label.
        title: String,
        /// The address.
        url: String,
    },
}

/// An abbreviation that occurs in the edition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct GlossaryEntry {
    /// The short form.
    pub term: String,
    /// What it stands for.
    pub expansion: String,
}

/// What an [`Edition`] is made of. Filled in by the `edition` crate, checked by [`Edition::new`]. A reading is made of the
/// same, with pages of its own.
#[derive(Debug, Clone)]
pub struct EditionParts<P = Page> {
    /// Its locale.
    pub locale: Tag,
    /// The locale that the others are translated from.
    pub source_locale: Tag,
    /// All locales of the site, in order.
    pub locales: Vec<Tag>,
    /// The title of the book.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// Their language where it is not that of the locale.
    pub description_language: Option<Tag>,
    /// What files are named after: lower-case letters, digits and hyphens.
    pub slug: String,
    /// The address of the front page on the web, if the site says.
    pub url: Option<Address>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its licence, an SPDX expression or a name.
    pub license: Option<String>,
    /// The date that the book prints, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The newest of its pages' revisions.
    pub revision: Revision,
    /// Its version.
    pub version: Option<String>,
    /// Subjects, for catalogues.
    pub subjects: Vec<String>,
    /// What shops and libraries ask of it.
    pub publication: Arc<Publication>,
    /// The navigation. Pages outside it follow at the end, as entries of a section that `nav_rest` names.
    pub nav: Vec<NavItem>,
    /// Pages that the navigation does not name, in the order of their names.
    pub nav_rest: Vec<PageId>,
    /// The pages, in reading order: the navigation first, then the rest.
    pub pages: Vec<P>,
    /// Abbreviations that occur, sorted for the locale.
    pub glossary: Vec<GlossaryEntry>,
    /// The levels of headings, as written, that contents name.
    pub contents: RangeInclusive<u8>,
    /// How much of it all is translated.
    pub coverage: Coverage,
    /// The files that spans point into.
    pub sources: Arc<SourceMap>,
    /// What the ids of cards stand for.
    pub vocabulary: Arc<Vocabulary>,
}

impl<P> EditionParts<P> {
    /// The same with other pages.
    #[must_use]
    pub fn with_pages<Q>(&self, pages: Vec<Q>) -> EditionParts<Q> {
        EditionParts {
            locale: self.locale.clone(),
            source_locale: self.source_locale.clone(),
            locales: self.locales.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            description_language: self.description_language.clone(),
            slug: self.slug.clone(),
            url: self.url.clone(),
            authors: self.authors.clone(),
            publisher: self.publisher.clone(),
            license: self.license.clone(),
            date: self.date.clone(),
            revision: self.revision.clone(),
            version: self.version.clone(),
            subjects: self.subjects.clone(),
            publication: Arc::clone(&self.publication),
            vocabulary: Arc::clone(&self.vocabulary),
            nav: self.nav.clone(),
            nav_rest: self.nav_rest.clone(),
            pages,
            glossary: self.glossary.clone(),
            contents: self.contents.clone(),
            coverage: self.coverage,
            sources: Arc::clone(&self.sources),
        }
    }
}

/// One locale with everything resolved: no link or picture is as written, every link to a page or anchor of the
/// edition arrives. All that exporters accept.
#[derive(Debug, Clone)]
pub struct Edition {
    parts: EditionParts,
    by_id: BTreeMap<PageId, usize>,
}

/// Why parts are not an edition: a mistake of ours, not of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionError {
    /// The page.
    pub page: PageId,
    /// What is not resolved.
    pub problem: String,
}

impl fmt::Display for EditionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "page {}: {}", self.page, self.problem)
    }
}

impl std::error::Error for EditionError {}

impl Edition {
    /// Checks the parts.
    ///
    /// # Errors
    /// When a link or a picture is still as written, or leads to a page that is not there.
    pub fn new(parts: EditionParts) -> Result<Self, EditionError> {
        let by_id: BTreeMap<PageId, usize> =
            parts.pages.iter().enumerate().map(|(index, page)| (page.id.clone(), index)).collect();
        for page in &parts.pages {
            if let Some(problem) = unresolved(page, &|id| by_id.contains_key(id)) {
                return Err(EditionError { page: page.id.clone(), problem });
            }
        }
        Ok(Self { parts, by_id })
    }

    /// Everything but the pages by name.
    #[must_use]
    pub fn parts(&self) -> &EditionParts {
        &self.parts
    }

    /// Its locale.
    #[must_use]
    pub fn locale(&self) -> &Tag {
        &self.parts.locale
    }

    /// The pages in reading order.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.parts.pages
    }

    /// A page by its name.
    #[must_use]
    pub fn page(&self, id: &PageId) -> Option<&Page> {
        self.by_id.get(id).map(|index| &self.parts.pages[*index])
    }

    /// Every card, with the page it is on.
    #[must_use]
    pub fn cards(&self) -> Vec<(&Page, &Card)> {
        let mut found = Vec::new();
        for page in self.pages() {
            walk::each_block(page.blocks.iter().map(|placed| placed.block.as_ref()), &mut |block| {
                if let crate::BlockKind::Card(card) = &block.kind {
                    found.push((page, card));
                }
            });
        }
        found
    }
}

/// The first link or picture of a page that is not resolved, in words.
fn unresolved(page: &Page, is_page: &dyn Fn(&PageId) -> bool) -> Option<String> {
    let problem = std::cell::RefCell::new(None);
    let blocks =
        page.blocks.iter().map(|placed| placed.block.as_ref()).chain(page.notes.iter().flat_map(|note| &note.blocks));
    walk::each_reference(
        blocks,
        &mut |link| match &link.target {
            Target::Written { address } => {
                problem.borrow_mut().get_or_insert_with(|| format!("the link `{address}` is not resolved"));
            }
            Target::Page { page, .. } if !is_page(page) => {
                problem
                    .borrow_mut()
                    .get_or_insert_with(|| format!("a link leads to `{page}`, which is not in the edition"));
            }
            Target::Page { .. } | Target::External { .. } | Target::Unresolved { .. } => {}
        },
        &mut |picture| {
            for source in std::iter::once(&picture.source).chain(&picture.dark) {
                match source {
                    AssetRef::Written { address } => {
                        problem.borrow_mut().get_or_insert_with(|| format!("the picture `{address}` is not resolved"));
                    }
                    AssetRef::Local { .. } | AssetRef::Remote { .. } | AssetRef::Missing { .. } => {}
                }
            }
        },
    );
    problem.into_inner()
}
