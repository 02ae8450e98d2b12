//! `search.ndjson`: an edition section by section, for programs that search.

use crate::{JsonError, PageFile};
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::{
    Block, BlockKind, InlineKind, Note, Page, PageId, Reading, block_text, blocks_text, plain_text, walk,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A line of `search.ndjson`: the beginning of a page, or what stands under one of its headings up to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SearchRecord {
    /// Its name, in one locale: the page, and behind `#` the anchor of the heading.
    pub id: String,
    /// The locale of the edition.
    pub locale: Tag,
    /// The page.
    pub page: PageId,
    /// The anchor of its heading; none for the beginning of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The words of its heading; for the beginning of a page its title.
    pub title: String,
    /// The title of the page and of every heading that it stands under, its own last.
    pub titles: Vec<String>,
    /// Its words, without the heading.
    pub text: String,
    /// Where it is read on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language that most of its words are in.
    pub language: Tag,
    /// The direction of that language.
    pub direction: Direction,
}

/// A section that is being gathered.
struct Section {
    anchor: Option<String>,
    titles: Vec<String>,
    texts: Vec<String>,
    /// How many characters are in which language.
    sizes: BTreeMap<Tag, usize>,
}

impl Section {
    fn new(anchor: Option<String>, titles: Vec<String>) -> Self {
        Self { anchor, titles, texts: Vec::new(), sizes: BTreeMap::new() }
    }

    fn add(&mut self, text: &str, language: &Tag) {
        let text = text.trim();
        if !text.is_empty() {
            *self.sizes.entry(language.clone()).or_default() += text.len();
            self.texts.push(text.to_owned());
        }
    }

    fn record(self, page: &Facts<'_>) -> SearchRecord {
        let most = self.sizes.iter().max_by_key(|(tag, size)| (**size, *tag == page.language));
        let language = most.map_or(page.language, |(tag, _)| tag).clone();
        let address = |base: &str| match &self.anchor {
            Some(anchor) => format!("{base}#{anchor}"),
            None => base.to_owned(),
        };
        SearchRecord {
            id: address(&page.id.0),
            locale: page.locale.clone(),
            page: page.id.clone(),
            url: page.url.map(address),
            title: self.titles.last().cloned().unwrap_or_default(),
            direction: Direction::of(&language),
            language,
            text: self.texts.join("\n"),
            anchor: self.anchor,
            titles: self.titles,
        }
    }
}

/// What sections need of a page besides its text.
struct Facts<'p> {
    locale: &'p Tag,
    id: &'p PageId,
    title: &'p str,
    title_in_text: bool,
    language: &'p Tag,
    url: Option<&'p str>,
}

/// The sections of an edition, in reading order.
#[must_use]
pub fn search(reading: &Reading) -> Vec<SearchRecord> {
    reading.pages().iter().flat_map(|page| of_page(reading, page)).collect()
}

/// The sections of a page.
pub(crate) fn of_page(reading: &Reading, page: &Page) -> Vec<SearchRecord> {
    let facts = Facts {
        locale: reading.locale(),
        id: &page.id,
        title: &page.title,
        title_in_text: page.title_in_text,
        language: &page.language,
        url: page.url.as_deref(),
    };
    gather(&facts, page.blocks.iter().map(|placed| &placed.block), page.notes.iter())
}

/// The sections of a page that was read back from its file.
#[must_use]
pub fn sections(page: &PageFile) -> Vec<SearchRecord> {
    let head = &page.head;
    let facts = Facts {
        locale: &head.locale,
        id: &head.id,
        title: &head.title,
        title_in_text: head.title_in_text,
        language: &head.language,
        url: head.url.as_deref(),
    };
    gather(&facts, page.blocks.iter().map(|entry| &entry.block), page.notes.iter().map(|entry| &entry.note))
}

/// The sections of a page. A heading that is the title of its page begins no section of its own.
fn gather<'p>(
    page: &Facts<'_>,
    blocks: impl Iterator<Item = &'p Block>,
    notes: impl Iterator<Item = &'p Note>,
) -> Vec<SearchRecord> {
    let mut sections = vec![Section::new(None, vec![page.title.to_owned()])];
    // The headings that are open, with their levels; the title of the page is above all of them.
    let mut open: Vec<(u8, String)> = Vec::new();
    let mut notes: BTreeMap<u32, &Note> = notes.map(|note| (note.number, note)).collect();
    let mut is_titled = !page.title_in_text;
    for block in blocks {
        if let BlockKind::Heading(heading) = &block.kind {
            let words = plain_text(&heading.content);
            if std::mem::replace(&mut is_titled, true) {
                open.retain(|(level, _)| *level < heading.level);
                open.push((heading.level, words));
                let own = open.iter().map(|(_, words)| words.as_str());
                let titles = [page.title].into_iter().chain(own).map(str::to_owned).collect();
                sections.push(Section::new(Some(heading.anchor.clone()), titles));
            }
        }
        let Some(section) = sections.last_mut() else { continue };
        if !matches!(block.kind, BlockKind::Heading(_)) {
            section.add(&block_text(block), block.language.as_ref().unwrap_or(page.language));
        }
        for number in references(block) {
            if let Some(note) = notes.remove(&number) {
                section.add(&blocks_text(&note.blocks), page.language);
            }
        }
    }
    for note in notes.into_values() {
        if let Some(section) = sections.last_mut() {
            section.add(&blocks_text(&note.blocks), page.language);
        }
    }
    sections.into_iter().map(|section| section.record(page)).collect()
}

/// The numbers of the footnotes that a block refers to.
fn references(block: &Block) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    walk::each_inline([block], &mut |inline| {
        if let InlineKind::FootnoteReference { number, .. } = &inline.kind {
            found.insert(*number);
        }
    });
    found
}

/// The lines of some sections.
pub(crate) fn lines(records: &[SearchRecord]) -> Result<Vec<u8>, JsonError> {
    let mut out = Vec::new();
    for record in records {
        serde_json::to_writer(&mut out, record).map_err(JsonError::Encode)?;
        out.push(b'\n');
    }
    Ok(out)
}
