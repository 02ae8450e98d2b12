//! What all locales ask about the source pages, worked out once.

use crate::anchors::Anchors;
use crate::cards::{CardFeatures, cards_of, name_cards};
use crate::fingerprint::ByFingerprint;
use crate::flat::Flat;
use crate::page_text::{PageText, TextUnit};
use crate::sentence::Sentence;
use crate::shape::Shape;
use crate::vocabulary::{Lexicon, signs};
use pamphlet_document::walk::each_block;
use pamphlet_document::{Answering, BlockKind, BlockNames, Document, PageId, PageWalls, named_by};
use pamphlet_locale::Tag;
use pamphlet_source::SourceMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The source pages with everything that aligning a translation asks of them. Made once, used by every locale (it is
/// `Sync`).
#[derive(Debug)]
pub struct SourceIndex {
    locale: Tag,
    pages: BTreeMap<PageId, IndexedPage>,
    sentences: ByFingerprint<Evidence>,
    vocabulary: Lexicon,
}

/// What the words of a sentence say about its language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// How many words say anything.
    pub(crate) all: u16,
    /// How many of them are ordinary words of the source language, and no names.
    pub(crate) common: u16,
}

/// A source page, worked out.
#[derive(Debug)]
pub(crate) struct IndexedPage {
    /// As parsed.
    pub(crate) document: Arc<Document>,
    /// Its text.
    pub(crate) page_text: PageText,
    /// What links can name on it.
    pub(crate) anchors: Anchors,
    /// Its structure.
    pub(crate) shape: Shape,
    pub(crate) cards: Vec<CardFeatures>,
    /// The ids of its cards.
    pub(crate) card_ids: Vec<String>,
    /// The names of its blocks and notes.
    pub(crate) names: Answering,
}

impl SourceIndex {
    /// Indexes the source pages. For a site of translations alone, there are none. Nothing when a page fails behind its
    /// wall.
    #[must_use]
    pub fn of(
        locale: &Tag,
        pages: impl IntoIterator<Item = (PageId, Arc<Document>)>,
        sources: &SourceMap,
        walls: &PageWalls<'_>,
    ) -> Option<Self> {
        let mut index = Self {
            locale: locale.clone(),
            pages: BTreeMap::new(),
            sentences: ByFingerprint::default(),
            vocabulary: Lexicon::default(),
        };
        let mut whole = true;
        for (id, document) in pages {
            let page = walls.behind(&id, || index.page(document));
            whole &= page.is_some();
            page.map(|page| index.pages.insert(id, page));
        }
        if !whole {
            return None;
        }
        index.weigh();
        let mut ids = name_cards(index.pages.iter().map(|(id, page)| (id, page.cards.as_slice())));
        for (id, page) in &mut index.pages {
            page.card_ids = ids.remove(id).unwrap_or_default();
            page.names = names(&page.document, &page.card_ids, sources);
        }
        Some(index)
    }

    fn page(&mut self, document: Arc<Document>) -> IndexedPage {
        let page_text = PageText::of(&document);
        page_text.units.iter().for_each(|unit| self.learn(unit));
        let meta = &document.meta;
        for text in [&meta.title, &meta.meta_title, &meta.description].into_iter().flatten() {
            self.learn(&TextUnit::plain(text));
        }
        IndexedPage {
            anchors: Anchors::of(&document),
            shape: Shape::of(&document),
            cards: cards_of(&document),
            card_ids: Vec::new(),
            names: Answering::default(),
            page_text,
            document,
        }
    }

    /// Adds texts in the source language that stand on no page, such as labels of the navigation: a translation that has
    /// them word for word has not translated them.
    #[must_use]
    pub fn with_labels<'l>(mut self, labels: impl IntoIterator<Item = &'l str>) -> Self {
        labels.into_iter().for_each(|label| self.learn(&TextUnit::plain(label)));
        self
    }

    fn learn(&mut self, unit: &TextUnit) {
        for sentence in &unit.sentences {
            self.sentences.entry(sentence.key).or_default();
            self.vocabulary.add(&unit.flat, sentence);
        }
    }

    /// Weighs the words of every sentence, once all are known.
    fn weigh(&mut self) {
        for page in self.pages.values() {
            for unit in &page.page_text.units {
                for sentence in &unit.sentences {
                    let evidence = evidence(&self.vocabulary, &unit.flat, sentence);
                    self.sentences.insert(sentence.key, evidence);
                }
            }
        }
    }

    /// Whether there is a source page of that name.
    #[must_use]
    pub(crate) fn has_page(&self, page: &PageId) -> bool {
        self.pages.contains_key(page)
    }

    /// The language of the source pages.
    #[must_use]
    pub fn locale(&self) -> &Tag {
        &self.locale
    }

    /// The source pages, in the order of their names.
    pub(crate) fn pages(&self) -> &BTreeMap<PageId, IndexedPage> {
        &self.pages
    }

    /// Whether a source page has a sentence of these words.
    pub(crate) fn has_sentence(&self, key: u64) -> bool {
        self.sentences.contains_key(&key)
    }

    /// What the words of a sentence say; known beforehand when it stands on a source page. Also says whether it does.
    pub(crate) fn evidence(&self, flat: &Flat, sentence: &Sentence) -> (Evidence, bool) {
        match self.sentences.get(&sentence.key) {
            Some(known) if known.all > 0 => (*known, true),
            known => (evidence(&self.vocabulary, flat, sentence), known.is_some()),
        }
    }

    /// The words of the source language.
    pub(crate) fn vocabulary(&self) -> &Lexicon {
        &self.vocabulary
    }
}

/// The names of the blocks and notes of a page.
fn names(document: &Document, card_ids: &[String], sources: &SourceMap) -> Answering {
    let mut names = BlockNames::default();
    let mut cards = card_ids.iter();
    let blocks = document.blocks.iter().map(|placed| {
        let mut own = Vec::new();
        each_block([placed.block.as_ref()], &mut |block| {
            if let BlockKind::Card(_) = &block.kind {
                own.extend(cards.next());
            }
        });
        let by = named_by(&placed.block, own.first().map(|id| id.as_str()));
        Some(Arc::new(names.block(by, placed.origin, placed.block.span, sources)))
    });
    let blocks = blocks.collect();
    let notes = document.notes.iter();
    let notes = notes.map(|note| Some(Arc::new(names.note(&note.label, note.origin, note.span, sources)))).collect();
    Answering { blocks, notes, ..Answering::default() }
}

fn evidence(vocabulary: &Lexicon, flat: &Flat, sentence: &Sentence) -> Evidence {
    let mut evidence = Evidence::default();
    for sign in signs(flat, sentence) {
        evidence.all = evidence.all.saturating_add(1);
        evidence.common = evidence.common.saturating_add(u16::from(vocabulary.is_common(sign.word)));
    }
    evidence
}
