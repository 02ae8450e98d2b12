//! What stands on lines of its own, as readers see and hear it.

use crate::code::{CodePiece, code_pieces};
use crate::{Card, Inline, Math, Picture, Table, Threats, Words};
use pamphlet_document::{
    Alignment, AssetId, Attrs, CalloutKind, CodeAnnotation, HeadingRole, LineRange, ListKind, Placement,
};
use pamphlet_locale::Tag;
use pamphlet_source::Span;
use pamphlet_syntax::Token;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

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
    Admonition(Callout),
    /// A part that a website folds away; shown open.
    Collapsible(Callout),
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
    /// A line between the parts of a box: drawn, and no break between themes.
    Divider,
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
    /// Markup that is not understood: text, as it was written.
    Unsupported {
        /// As written.
        text: String,
    },
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Heading {
    /// 1 to 6, as it looks. As written, moved with all headings of its page so that the highest stands right below the
    /// title, or is it.
    #[schemars(range(min = 1, max = 6))]
    pub level: u8,
    /// 1 to 6, as it is announced: no level is skipped on the way down (PDF/UA-1, 7.4.2; WCAG 1.3.1).
    #[schemars(range(min = 1, max = 6))]
    pub announced: u8,
    /// What links name it by; unique on its page.
    pub anchor: String,
    /// Further names: the anchor of the source page's heading that it answers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What its section is, where structure tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<HeadingRole>,
    /// Whether contents name it; a site may leave levels out.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub listed: bool,
    /// Its text.
    pub content: Vec<Inline>,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_yes(listed: &bool) -> bool {
    *listed
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct List {
    /// How its items are marked.
    #[serde(rename = "marks")]
    pub list: ListKind,
    /// Whether its items stand close together.
    pub tight: bool,
    /// Its items.
    pub items: Vec<ListItem>,
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
    /// What has become of a task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What has become of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// Whether it is done.
    pub done: bool,
    /// The word for that.
    pub words: Words,
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

/// Code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CodeText")]
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
    /// Its parts that stand out, counted in bytes of the text in UTF-8.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<Token>,
}

/// A line of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeLine<'c> {
    /// Its number, if lines are numbered.
    pub number: Option<u32>,
    /// Whether it stands out.
    pub marked: bool,
    /// The line without its end.
    pub text: &'c str,
    /// The byte of the code at which it begins.
    start: usize,
    tokens: &'c [Token],
    annotations: &'c [CodeAnnotation],
}

impl<'c> CodeLine<'c> {
    /// The line cut into pieces.
    pub fn pieces(&self) -> impl Iterator<Item = CodePiece<'c>> + use<'c> {
        code_pieces(self.text, self.start, self.tokens)
    }

    /// The marks in it that refer to notes, in order: their bytes of the line, and the numbers of the notes.
    pub fn marks(&self) -> impl Iterator<Item = (Range<usize>, u32)> + use<'c> {
        let (start, end) = (self.start, self.start + self.text.len());
        let at = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
        let own = self.annotations.iter().filter(move |mark| start <= at(mark.start) && at(mark.end) <= end);
        own.map(move |mark| (at(mark.start) - start..at(mark.end) - start, mark.number))
    }
}

impl CodeBlock {
    /// Its lines, each with its number and whether it stands out.
    pub fn lines(&self) -> impl Iterator<Item = CodeLine<'_>> {
        let mut next = 0;
        (1_u32..).zip(self.text.split('\n')).map(move |(nth, text)| {
            let start = next;
            next += text.len() + 1;
            CodeLine {
                number: self.line_numbers.map(|first| first.saturating_add(nth - 1)),
                marked: self.highlighted.iter().any(|range| (range.first..=range.last).contains(&nth)),
                text,
                start,
                tokens: &self.tokens,
                annotations: &self.annotations,
            }
        })
    }
}

/// A callout, or a part that a website folds away.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Callout {
    /// What it is for; none for a part that is only folded away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout: Option<CalloutKind>,
    /// What it is called where no title is shown: the word for its kind. None where there is no such word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
    /// The title that is shown; empty for none. Where the author gave none it is the label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Inline>,
    /// The icon beside the title.
    pub icon: String,
    /// For a part that a website folds away, whether it is open there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
    /// Where it stands.
    #[serde(default)]
    pub placement: Placement,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl Callout {
    /// The title that the author wrote, in words; none where what is shown is the word for the kind.
    #[must_use]
    pub fn own_title(&self) -> Option<String> {
        let title = crate::plain_text(&self.title);
        let label = self.label.as_ref().map_or("", |label| label.text.as_str());
        Some(title).filter(|title| !title.is_empty() && title != label)
    }

    /// The word for its kind, where a title of the author's is shown that does not say it: a website shows it by colour and
    /// icon, and formats that have neither say it before the title.
    #[must_use]
    pub fn name_before_title(&self) -> Option<&Words> {
        let title = crate::plain_text(&self.title).to_lowercase();
        let says_it = |label: &&Words| title.is_empty() || title.contains(&label.text.to_lowercase());
        self.label.as_ref().filter(|label| !says_it(label))
    }
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
    /// The level of the heading that its label is, from 2.
    #[schemars(range(min = 2, max = 6))]
    pub announced: u8,
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
    /// The blocks, references to the notes among their text (in code they stay as text).
    pub blocks: Vec<Block>,
    /// The notes; the n-th answers to the number n.
    pub notes: List,
}

impl Annotated {
    /// Whether its marks stand in code: there they keep the digits that are written, and so do the numbers of the notes.
    #[must_use]
    pub fn is_in_code(&self) -> bool {
        let marked = |block: &Block| matches!(&block.kind, BlockKind::Code(code) if !code.annotations.is_empty());
        self.blocks.iter().any(marked)
    }
}

/// A bar that shows how far something has come.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// Hundredths of a per cent, at most 10,000.
    pub basis_points: u32,
    /// Its label: the author's, else the percentage.
    pub label: Vec<Inline>,
}

/// A diagram: its source, and its drawing where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Diagram {
    /// `mermaid`.
    pub notation: String,
    /// What stands above it: the word for a diagram and its notation.
    pub label: Words,
    /// Its source.
    pub source: String,
    /// The picture that it was drawn as; none where its source is shown. It is no file of the site, so data does not name
    /// it.
    #[serde(skip)]
    pub drawing: Option<AssetId>,
}

impl Diagram {
    /// What those hear who do not see the drawing: what it is, and what its author says of it, else its source.
    #[must_use]
    pub fn heard(&self) -> String {
        let described = self.described();
        format!("{}: {}", self.label.text, described.as_deref().unwrap_or(self.source.trim()))
    }

    /// What those hear where the source stands beside the drawing.
    #[must_use]
    pub fn heard_beside_source(&self) -> String {
        self.described().map_or_else(|| self.label.text.clone(), |words| format!("{}: {words}", self.label.text))
    }

    /// The title and the description that an author of Mermaid writes for those who do not see the drawing.
    fn described(&self) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        let mut lines = self.source.lines().map(str::trim);
        while let Some(line) = lines.next() {
            let Some(rest) = line.strip_prefix("accTitle").or_else(|| line.strip_prefix("accDescr")) else { continue };
            let rest = rest.trim_start();
            if let Some(said) = rest.strip_prefix(':') {
                words.push(said.trim().to_owned());
            } else if let Some(begin) = rest.strip_prefix('{') {
                let mut said = begin.to_owned();
                while !said.contains('}') {
                    let Some(line) = lines.next() else { break };
                    said.push(' ');
                    said.push_str(line);
                }
                words.push(said.split('}').next().unwrap_or_default().trim().to_owned());
            }
        }
        words.retain(|said| !said.is_empty());
        (!words.is_empty()).then(|| words.join(". "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagram_is_heard_as_its_author_describes_it_else_as_its_source() {
        let of = |source: &str| {
            let label = Words { text: "Diagram (mermaid)".to_owned(), language: None };
            let diagram = Diagram { notation: "mermaid".to_owned(), label, source: source.to_owned(), drawing: None };
            (diagram.heard(), diagram.heard_beside_source())
        };
        let (alone, beside) = of("graph TD\n A --> B\n");
        assert_eq!(alone, "Diagram (mermaid): graph TD\n A --> B");
        assert_eq!(beside, "Diagram (mermaid)");
        let described = "graph TD\n accTitle: Two steps\n accDescr {\n First A,\n then B\n }\n A --> B";
        let (alone, beside) = of(described);
        assert_eq!(alone, "Diagram (mermaid): Two steps. First A, then B");
        assert_eq!(beside, alone);
        assert_eq!(of("graph TD\n accDescr: Steps\n").0, "Diagram (mermaid): Steps");
    }
}
