//! What stands on lines of its own.

use crate::{Alignment, AssetRef, Attrs, CalloutKind, Card, Inline, Numerals, Picture, Table, Threats};
use pamphlet_locale::Tag;
use pamphlet_source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// The bytes it was written as, relative to its top-level block.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Its language where it differs from what surrounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
}

/// What a block is. Variants name meaning, never the syntax it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "a box round the card would stand in the way of every match")]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Vec<Inline>,
    },
    /// A bullet, numbered or task list.
    List(List),
    /// Terms and what they mean.
    DefinitionList(DefinitionList),
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Code.
    Code(CodeBlock),
    /// A table.
    Table(Table),
    /// A callout.
    Admonition(Admonition),
    /// A part that a website folds away; shown open on paper.
    Collapsible(Collapsible),
    /// Alternatives, side by side on a website.
    Tabs(Tabs),
    /// Blocks set as a grid.
    Grid(Grid),
    /// A picture with a caption, or standing alone.
    Figure(Figure),
    /// Blocks with notes that belong to places in them.
    Annotated(Annotated),
    /// Links that look like buttons, and nothing else.
    Buttons {
        /// The links, and spaces between them.
        content: Vec<Inline>,
    },
    /// How far something has come.
    Progress(Progress),
    /// A break between themes.
    ThematicBreak,
    /// A formula on lines of its own.
    Math(Math),
    /// A diagram in a language of its own.
    Diagram(Diagram),
    /// A new page on paper.
    PageBreak,
    /// Blocks that share attributes (`<div>`, `<section>`), with no other meaning.
    Group {
        /// The blocks.
        blocks: Vec<Block>,
    },
    /// A recommended tool.
    Card(Card),
    /// The threats that a page is about.
    Threats(Threats),
    /// HTML that is not understood, kept as text.
    Unsupported {
        /// As written.
        text: String,
    },
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// What links name it by; unique on its page.
    pub anchor: String,
    /// Further names: the anchor of the source page's heading that it answers to. An edition fills them in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What its section is, where structure tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<HeadingRole>,
    /// Its text.
    pub content: Vec<Inline>,
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingRole {
    /// What a tool must fulfil to be recommended.
    Criteria,
    /// The part of it that is required.
    MinimumRequirements,
    /// The part of it that is wished for.
    BestCase,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct List {
    /// How its items are marked.
    pub list: ListKind,
    /// Whether its items stand close together.
    pub tight: bool,
    /// Its items.
    pub items: Vec<ListItem>,
}

impl ListKind {
    /// Numbers from `start` on, in digits.
    #[must_use]
    pub const fn numbers_from(start: u64) -> Self {
        Self::Numbered { start, numerals: Numerals::Decimal }
    }
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[schemars(rename = "Marks")]
pub enum ListKind {
    /// By bullets.
    Bullet,
    /// By numbers.
    Numbered {
        /// The first number.
        start: u64,
        /// What the numbers are written in; digits if nothing is said.
        #[serde(default, skip_serializing_if = "Numerals::is_decimal")]
        numerals: Numerals,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ListItem {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Its language where it differs from its list's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
    /// For a task, whether it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A definition list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct DefinitionList {
    /// Its entries.
    pub entries: Vec<Definition>,
}

/// One or more terms with one or more meanings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Term>,
    /// What they mean.
    pub details: Vec<Detail>,
}

/// A term of a definition list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Its text.
    pub content: Vec<Inline>,
}

/// What a term means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Whether it is set close, as the text of a tight list item.
    #[serde(default)]
    pub tight: bool,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A range of lines of a code block, both included, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

/// A mark in code that refers to a note: `(1)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct CodeAnnotation {
    /// Which of the notes of the block that holds both, from 1.
    pub number: u32,
    /// The byte of the code that the mark begins at.
    pub start: u32,
    /// The byte behind the mark.
    pub end: u32,
}

/// Code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct CodeBlock {
    /// The programming language that it is in; `language` is the language of people that a block is in.
    #[serde(default, rename = "code_language", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The number of its first line, if lines are numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_numbers: Option<u32>,
    /// Lines that stand out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlighted: Vec<LineRange>,
    /// Marks in it that refer to notes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<CodeAnnotation>,
    /// The code, without the last line end.
    pub text: String,
}

/// The title of a callout.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "title", rename_all = "kebab-case")]
pub enum CalloutTitle {
    /// None is shown.
    Absent,
    /// The author gave none and a website shows the type; exporters show the kind in the locale's language, or for
    /// a kind that the site made up `word`.
    Implied {
        /// The type with a capital letter, as the website shows it.
        word: String,
    },
    /// Written by the author.
    Written {
        /// The bytes it was written as.
        span: Span,
        /// Its text.
        content: Vec<Inline>,
    },
}

/// Where a callout stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// In the column.
    #[default]
    Block,
    /// At the start side, text beside it (`inline`).
    Start,
    /// At the end side, text beside it (`inline end`).
    End,
}

/// A callout.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Admonition {
    /// What it is for.
    pub callout: CalloutKind,
    /// Its title.
    pub heading: CalloutTitle,
    /// Where it stands.
    #[serde(default)]
    pub placement: Placement,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A part that a website folds away.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Collapsible {
    /// What it is for; none for a plain `<details>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout: Option<CalloutKind>,
    /// Its summary.
    pub heading: CalloutTitle,
    /// Whether a website shows it open.
    pub open: bool,
    /// Where it stands.
    #[serde(default)]
    pub placement: Placement,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Tabs {
    /// In the order of writing.
    pub tabs: Vec<Tab>,
}

/// One of several alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Tab {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Its label.
    pub label: Vec<Inline>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A grid. Of cards, its list's items are the cards; else each block is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Grid {
    /// Whether the items are framed.
    pub cards: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A picture standing by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// What is shown: nearly always one picture paragraph, but a table or code can be a figure too.
    pub blocks: Vec<Block>,
    /// Its caption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Block>,
    /// What its caption calls it, where it is counted: `Figure 3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How it is aligned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alignment: Option<Alignment>,
}

impl Figure {
    /// The picture, when the figure is just that.
    #[must_use]
    pub fn picture(&self) -> Option<&Picture> {
        let [Block { kind: BlockKind::Paragraph { content }, .. }] = self.blocks.as_slice() else { return None };
        let [Inline { kind: crate::InlineKind::Picture(picture), .. }] = content.as_slice() else { return None };
        Some(picture)
    }
}

/// Blocks with notes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Annotated {
    /// The blocks, [`crate::InlineKind::AnnotationReference`]s among their text (in code they stay as text).
    pub blocks: Vec<Block>,
    /// The notes; the n-th answers to the number n.
    pub notes: List,
}

/// A bar that shows how far something has come.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// Hundredths of a per cent, at most 10,000.
    pub basis_points: u32,
    /// Its label.
    pub label: Vec<Inline>,
}

/// How a formula is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MathNotation {
    /// TeX.
    Tex,
    /// A `<math>` element.
    MathMl,
}

/// A formula on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Formula")]
pub struct Math {
    /// How it is written.
    pub notation: MathNotation,
    /// The formula without its marks.
    pub source: String,
}

/// A diagram.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Diagram {
    /// `mermaid`.
    pub notation: String,
    /// Its source.
    pub source: String,
    /// The picture that its author drew of it: its name as written, without an ending; in an edition a file of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<AssetRef>,
}
