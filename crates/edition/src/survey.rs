//! The text of a page, piece by piece, in reading order.

use crate::flat::Flat;
use crate::sentence::{Sentence, sentences};
use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{Block, BlockKind, Document, Inline, InlineKind, Link, plain_text};
use std::ops::Range;

/// What sort of text a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A run of inlines: a paragraph, a heading, a label.
    Text,
    /// The alternative text of a picture or the title of a link; follows the run that these stand in.
    Alternative,
}

/// A text that stands by itself.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// What sort of text.
    pub(crate) kind: UnitKind,
    /// Its characters.
    pub(crate) flat: Flat,
    /// Its sentences.
    pub(crate) sentences: Vec<Sentence>,
}

impl Unit {
    fn new(kind: UnitKind, flat: Flat) -> Self {
        let sentences = sentences(&flat);
        Self { kind, flat, sentences }
    }

    /// A text outside the blocks: a title.
    pub(crate) fn plain(text: &str) -> Self {
        Self::new(UnitKind::Text, Flat::plain(text))
    }

    /// How many runs of letters and digits it has.
    pub(crate) fn runs(&self) -> u32 {
        self.sentences.iter().map(|sentence| sentence.runs).sum()
    }
}

/// A heading, with the first unit that belongs to its section (the heading's own).
#[derive(Debug, Clone)]
pub(crate) struct SectionStart {
    /// Its anchor.
    pub(crate) anchor: String,
    /// Its words.
    pub(crate) title: String,
    /// The unit of the heading.
    pub(crate) unit: usize,
}

/// All text of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Survey {
    /// In the order in which [`children`] shows them.
    pub(crate) units: Vec<Unit>,
    /// Which units are a top-level block's.
    pub(crate) blocks: Vec<Range<usize>>,
    /// Which units are a note's.
    pub(crate) notes: Vec<Range<usize>>,
    /// Headings of level 1 to 3.
    pub(crate) sections: Vec<SectionStart>,
}

impl Survey {
    /// The text of a page.
    pub(crate) fn of(document: &Document) -> Self {
        let mut survey = Self::default();
        for placed in &document.blocks {
            let start = survey.units.len();
            survey.block(&placed.block);
            survey.blocks.push(start..survey.units.len());
        }
        for note in &document.notes {
            let start = survey.units.len();
            note.blocks.iter().for_each(|block| survey.block(block));
            survey.notes.push(start..survey.units.len());
        }
        survey
    }

    fn block(&mut self, block: &Block) {
        if let BlockKind::Heading(heading) = &block.kind
            && heading.level <= 3
        {
            self.sections.push(SectionStart {
                anchor: heading.anchor.clone(),
                title: plain_text(&heading.content),
                unit: self.units.len(),
            });
        }
        children(block, &mut |child| match child {
            Child::Blocks(blocks) => blocks.iter().for_each(|block| self.block(block)),
            Child::Inlines(content) => self.inlines(content),
            Child::Link(link) => {
                self.title(link);
                self.inlines(&link.content);
            }
            Child::Picture(picture) => self.alternative(&picture.alternative),
        });
    }

    fn inlines(&mut self, content: &[Inline]) {
        self.units.push(Unit::new(UnitKind::Text, Flat::of(content)));
        self.beside(content);
    }

    /// What is read out, but is no text of the run.
    fn beside(&mut self, content: &[Inline]) {
        for inline in content {
            if let InlineKind::Picture(picture) = &inline.kind {
                self.alternative(&picture.alternative);
            }
            if let InlineKind::Link(link) = &inline.kind {
                self.title(link);
            }
            self.beside(inline_children(inline));
        }
    }

    fn title(&mut self, link: &Link) {
        if let Some(title) = &link.title {
            self.alternative(title);
        }
    }

    fn alternative(&mut self, words: &str) {
        self.units.push(Unit::new(UnitKind::Alternative, Flat::plain(words)));
    }
}
