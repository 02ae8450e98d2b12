//! The text of a page, piece by piece, in reading order.

use crate::fingerprint::of_word;
use crate::flat::Flat;
use crate::sentence::{Sentence, sentences};
use crate::shape::{address_of, link_key, picture_key};
use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{Block, BlockKind, Document, Inline, InlineKind, Link, Origin, plain_text};
use pamphlet_source::FileRange;
use std::ops::Range;

/// What sort of text a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A run of inlines: a paragraph, a heading, a label.
    Text,
    /// The alternative text of a picture or the title of a link; follows the run that these stand in.
    Alternative,
}

/// What a run of inlines is to its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitRole {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph that stands in no list or table.
    Paragraph,
    /// Text of an item of a list.
    Item,
    /// Text of a cell.
    Cell,
    /// A term that is defined.
    Term,
    /// What explains a term.
    Detail,
    /// The name of a box, a tab, a table.
    Label,
    /// A part of a card, or of what is like it.
    Part,
}

impl UnitRole {
    /// Its name, for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::Item => "item of a list",
            Self::Cell => "cell",
            Self::Term => "term",
            Self::Detail => "definition",
            Self::Label => "label",
            Self::Part => "part of a card",
        }
    }
}

/// A text that stands by itself.
#[derive(Debug, Clone)]
pub(crate) struct TextUnit {
    /// What sort of text.
    pub(crate) kind: UnitKind,
    /// What it is to its page.
    pub(crate) role: UnitRole,
    /// Where its block stands.
    pub(crate) place: FileRange,
    /// The callout whose body it stands in, by its number on the page.
    pub(crate) callout: Option<u32>,
    /// What a translation keeps of it: addresses, pictures and code, as fingerprints, in order.
    pub(crate) tokens: Vec<u64>,
    /// How many characters it has.
    pub(crate) size: u32,
    /// Its characters.
    pub(crate) flat: Flat,
    pub(crate) sentences: Vec<Sentence>,
}

impl TextUnit {
    fn new(kind: UnitKind, flat: Flat, around: UnitContext) -> Self {
        let sentences = sentences(&flat);
        let size = u32::try_from(flat.text.chars().count()).unwrap_or(u32::MAX);
        let UnitContext { role, place, callout } = around;
        Self { kind, role, place, callout, tokens: Vec::new(), size, flat, sentences }
    }

    /// A text outside the blocks: a title.
    pub(crate) fn plain(text: &str) -> Self {
        let place = crate::shape::beginning(pamphlet_source::SourceId(0));
        Self::new(UnitKind::Text, Flat::plain(text), UnitContext { role: UnitRole::Label, place, callout: None })
    }

    /// Whether it is text of the page itself, with words in it.
    pub(crate) fn counts(&self) -> bool {
        self.kind == UnitKind::Text && !self.sentences.is_empty()
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> u32 {
        self.sentences.iter().map(|sentence| sentence.words).sum()
    }

    /// How many runs of letters and digits it has.
    pub(crate) fn runs(&self) -> u32 {
        self.sentences.iter().map(|sentence| sentence.runs).sum()
    }
}

/// A heading, with the first unit that belongs to its section (the heading's own).
#[derive(Debug, Clone)]
pub(crate) struct SectionStart {
    pub(crate) anchor: String,
    /// Its words.
    pub(crate) title: String,
    /// The unit of the heading.
    pub(crate) unit: usize,
}

/// All text of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageText {
    /// In the order in which [`children`] shows them.
    pub(crate) units: Vec<TextUnit>,
    /// Which units are a top-level block's.
    pub(crate) blocks: Vec<Range<usize>>,
    /// Which units are a note's.
    pub(crate) notes: Vec<Range<usize>>,
    /// The labels of the notes.
    pub(crate) labels: Vec<String>,
    /// Headings of level 1 to 3.
    pub(crate) sections: Vec<SectionStart>,
    /// The units of all headings.
    pub(crate) headings: Vec<usize>,
    /// How many callouts there are, folded ones too.
    callouts: u32,
}

/// What surrounds a block.
#[derive(Debug, Clone, Copy)]
struct UnitContext {
    role: UnitRole,
    place: FileRange,
    callout: Option<u32>,
}

impl PageText {
    /// The text of a page.
    pub(crate) fn of(document: &Document) -> Self {
        let mut page_text = Self::default();
        for placed in &document.blocks {
            let start = page_text.units.len();
            page_text.top(&placed.block, placed.origin);
            page_text.blocks.push(start..page_text.units.len());
        }
        for note in &document.notes {
            let start = page_text.units.len();
            note.blocks.iter().for_each(|block| page_text.top(block, note.origin));
            page_text.notes.push(start..page_text.units.len());
            page_text.labels.push(note.label.clone());
        }
        page_text
    }

    fn top(&mut self, block: &Block, origin: Origin) {
        let place = FileRange { source: origin.source, span: origin.absolute(block.span) };
        self.block(block, origin, UnitContext { role: UnitRole::Paragraph, place, callout: None });
    }

    fn block(&mut self, block: &Block, origin: Origin, around: UnitContext) {
        if let BlockKind::Heading(heading) = &block.kind {
            self.headings.push(self.units.len());
            if heading.level <= 3 {
                self.sections.push(SectionStart {
                    anchor: heading.anchor.clone(),
                    title: plain_text(&heading.content),
                    unit: self.units.len(),
                });
            }
        }
        let place = FileRange { source: origin.source, span: origin.absolute(block.span) };
        let is_callout = matches!(block.kind, BlockKind::Admonition(_) | BlockKind::Collapsible(_));
        let callout = if is_callout { Some(self.callouts) } else { around.callout };
        self.callouts += u32::from(is_callout);
        let (own, inner) = roles(&block.kind, around.role);
        let inner = UnitContext { role: inner, place, callout };
        let own = UnitContext { role: own, place, callout: around.callout };
        children(block, &mut |child| match child {
            Child::Blocks(blocks) => blocks.iter().for_each(|block| self.block(block, origin, inner)),
            Child::Inlines(content) => self.inlines(content, own),
            Child::Link(link) => {
                self.title(link, own);
                self.inlines(&link.content, own);
                if let Some(unit) = self.units.last_mut() {
                    unit.tokens.push(of_word(&link_key(address_of(link))));
                }
            }
            Child::Picture(picture) => self.alternative(&picture.alternative, own),
        });
    }

    fn inlines(&mut self, content: &[Inline], around: UnitContext) {
        let mut unit = TextUnit::new(UnitKind::Text, Flat::of(content), around);
        tokens(content, &mut unit.tokens);
        self.units.push(unit);
        self.beside(content, around);
    }

    /// What is read out, but is no text of the run.
    fn beside(&mut self, content: &[Inline], around: UnitContext) {
        for inline in content {
            if let InlineKind::Picture(picture) = &inline.kind {
                self.alternative(&picture.alternative, around);
            }
            if let InlineKind::Link(link) = &inline.kind {
                self.title(link, around);
            }
            self.beside(inline_children(inline), around);
        }
    }

    fn title(&mut self, link: &Link, around: UnitContext) {
        if let Some(title) = &link.title {
            self.alternative(title, around);
        }
    }

    fn alternative(&mut self, words: &str, around: UnitContext) {
        self.units.push(TextUnit::new(UnitKind::Alternative, Flat::plain(words), around));
    }
}

/// What the text of a block is, and what the text of blocks inside it is, by what the block stands in.
fn roles(kind: &BlockKind, around: UnitRole) -> (UnitRole, UnitRole) {
    match kind {
        BlockKind::Heading(heading) => (UnitRole::Heading(heading.level), around),
        BlockKind::List(_) | BlockKind::Annotated(_) => (around, UnitRole::Item),
        BlockKind::DefinitionList(_) => (UnitRole::Term, UnitRole::Detail),
        BlockKind::Table(_) => (UnitRole::Label, UnitRole::Cell),
        BlockKind::Admonition(_) | BlockKind::Collapsible(_) | BlockKind::Tabs(_) => {
            (UnitRole::Label, UnitRole::Paragraph)
        }
        BlockKind::Card(_) | BlockKind::Threats(_) | BlockKind::Progress(_) | BlockKind::Buttons { .. } => {
            (UnitRole::Part, UnitRole::Part)
        }
        BlockKind::Paragraph { .. }
        | BlockKind::Quote { .. }
        | BlockKind::Code(_)
        | BlockKind::Grid(_)
        | BlockKind::Figure(_)
        | BlockKind::ThematicBreak
        | BlockKind::Math(_)
        | BlockKind::Diagram(_)
        | BlockKind::PageBreak
        | BlockKind::Group { .. }
        | BlockKind::Unsupported { .. } => (around, around),
    }
}

/// What a translation keeps of a run.
fn tokens(content: &[Inline], out: &mut Vec<u64>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Link(link) => out.push(of_word(&link_key(address_of(link)))),
            InlineKind::Picture(picture) => out.push(of_word(&picture_key(picture))),
            InlineKind::Code { text, .. } => out.push(of_word(text)),
            InlineKind::Math { source, .. } => out.push(of_word(source)),
            InlineKind::FootnoteReference { label, .. } => out.push(of_word(&format!("^{label}"))),
            _ => {}
        }
        tokens(inline_children(inline), out);
    }
}
/// A number of letters, to be held against others.
#[expect(clippy::cast_precision_loss, reason = "lengths are compared, not counted")]
pub(crate) fn as_length(size: u32) -> f32 {
    size as f32
}
