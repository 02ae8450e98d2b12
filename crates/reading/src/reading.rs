//! All pages of one locale as readers see them.

use crate::walk;
use crate::{Block, BlockKind, Card};
use pamphlet_document::{self as document, Answering, Coverage, EditionParts, Origin, PageId, PageMeta, Revision};
use pamphlet_locale::{Address, Tag};
use pamphlet_source::{SourceId, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A block at the top of a page, at its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Placed {
    /// Where it begins.
    pub origin: Origin,
    /// The block.
    pub block: Block,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Where its text begins; spans inside count from there.
    pub origin: Origin,
    /// The bytes it was written as.
    pub span: Span,
    /// The label as written.
    pub label: String,
    /// Its number on the page, from 1, in the order in which references appear; notes that nothing refers to come last.
    pub number: u32,
    /// The number in the digits of the page's language.
    pub shown: String,
    /// How many references lead to it.
    pub references: u32,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A page.
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
    /// Its blocks.
    pub blocks: Vec<Placed>,
    /// Its footnotes.
    pub notes: Vec<Note>,
    /// What they answer on the source page; nothing where only the words of the page are left.
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

impl Page {
    /// A page of an edition with these blocks and notes in place of its own.
    pub(crate) fn of(page: &document::Page, blocks: Vec<Placed>, notes: Vec<Note>) -> Self {
        let document::Page {
            id,
            title,
            title_language,
            title_in_text,
            meta,
            language,
            fallback,
            blocks: _,
            notes: _,
            answering,
            url,
            source,
            digest,
            revision,
            date,
            coverage,
        } = page;
        Self {
            id: id.clone(),
            title: title.clone(),
            title_language: title_language.clone(),
            title_in_text: *title_in_text,
            meta: meta.clone(),
            language: language.clone(),
            fallback: *fallback,
            blocks,
            notes,
            answering: answering.clone(),
            url: url.clone(),
            source: *source,
            digest: digest.clone(),
            revision: revision.clone(),
            date: date.clone(),
            coverage: *coverage,
        }
    }
}

/// One locale as readers see it: all that exporters accept.
#[derive(Debug, Clone)]
pub struct Reading {
    parts: EditionParts<Page>,
    by_id: BTreeMap<PageId, usize>,
}

impl Reading {
    /// A reading of these pages. What a link leads to is among them: an edition has seen to that.
    #[must_use]
    pub fn new(parts: EditionParts<Page>) -> Self {
        let by_id = parts.pages.iter().enumerate().map(|(index, page)| (page.id.clone(), index)).collect();
        Self { parts, by_id }
    }

    /// Everything but the pages by name.
    #[must_use]
    pub fn parts(&self) -> &EditionParts<Page> {
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
            walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
                if let BlockKind::Card(card) = &block.kind {
                    found.push((page, card));
                }
            });
        }
        found
    }
}
