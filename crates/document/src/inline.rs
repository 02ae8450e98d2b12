//! What stands in a line.

use crate::{AssetRef, Attrs, MathNotation, Target};
use pamphlet_locale::Tag;
use pamphlet_source::Span;
use pamphlet_vocabulary::LinkRole;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Inline {
    /// The bytes it was written as, relative to its top-level block.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// What it is.
    #[serde(flatten)]
    pub kind: InlineKind,
}

impl Inline {
    /// Whether it is nothing but room.
    #[must_use]
    pub fn is_space(&self) -> bool {
        match &self.kind {
            InlineKind::SoftBreak | InlineKind::LineBreak => true,
            InlineKind::Text { text } => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{2060}'),
            _ => false,
        }
    }
}

/// How text is stressed or set apart, where no more is known of it than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// `*…*`, `<em>`, `<i>`, `<cite>`.
    Emphasis,
    /// `**…**`, `<strong>`, `<b>`.
    Strong,
    /// `~~…~~`, `<del>`, `<s>`, a critic deletion.
    Deleted,
    /// `^^…^^`, `<ins>`, `<u>`, a critic insertion.
    Inserted,
    /// `==…==`, `<mark>`, a critic highlight.
    Marked,
    /// `<small>`.
    Small,
    /// `~…~`, `<sub>`.
    Subscript,
    /// `^…^`, `<sup>`.
    Superscript,
    /// `<q>`: the exporter adds the quotation marks of the language.
    Quoted,
}

/// What a piece of a line is. Variants name meaning, never the syntax it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum InlineKind {
    /// Text, with entities and escapes resolved.
    Text {
        /// The characters.
        text: String,
    },
    /// A line end in the source that is only a space to readers (between CJK characters, nothing).
    SoftBreak,
    /// A line end that readers see.
    LineBreak,
    /// Text that is stressed or set apart.
    Styled {
        /// How.
        style: Emphasis,
        /// The text.
        content: Vec<Inline>,
    },
    /// A run with attributes of its own and no other meaning; with an id and no content, an anchor.
    Span {
        /// The text.
        content: Vec<Inline>,
    },
    /// A run in another language than what surrounds it.
    Language {
        /// Its language.
        language: Tag,
        /// The text.
        content: Vec<Inline>,
    },
    /// An editor's comment (critic markup).
    Comment {
        /// The comment.
        text: String,
    },
    /// Keys to press together.
    Keys {
        /// The caps, as readers see them: `Ctrl`, `C`.
        keys: Vec<String>,
    },
    /// Code in a line.
    Code {
        /// The code.
        text: String,
        /// Its language (`` `#!python x` ``).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    /// A link.
    Link(Link),
    /// A picture.
    Picture(Picture),
    /// An icon of one of the sets.
    Icon {
        /// Set and name: `octicons/home-16`, `material/heart`, `fontawesome/brands/windows`, `simple/apple`.
        name: String,
    },
    /// An emoji written as a shortcode; one written as a character is text.
    Emoji {
        /// The shortcode without colons.
        shortcode: String,
        /// The characters.
        text: String,
    },
    /// A reference to a footnote.
    FootnoteReference {
        /// The label as written.
        label: String,
        /// The note's number on its page, from 1.
        number: u32,
    },
    /// A reference to an annotation: the n-th item of the list of its [`crate::Annotated`].
    AnnotationReference {
        /// From 1.
        number: u32,
    },
    /// A word of the glossary.
    Abbreviation {
        /// As it stands in the text.
        text: String,
        /// What it stands for.
        expansion: String,
    },
    /// A term where it is defined (`<dfn>`).
    Definition {
        /// What it means, if said in its title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The term.
        content: Vec<Inline>,
    },
    /// A formula.
    Math {
        /// How it is written.
        notation: MathNotation,
        /// The formula without its marks.
        source: String,
    },
    /// Markup that is not understood, kept as text.
    Unsupported {
        /// As written.
        text: String,
    },
}

/// The look of a link that is a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Button {
    /// The main one of a group.
    Primary,
    /// Another.
    Secondary,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Its title, if it is not empty. The words of a link that shows only an icon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The language of its title where it differs from what surrounds the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_language: Option<Tag>,
    /// What it leads to, where it is a link of a card and its icon says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<LinkRole>,
    /// Set if it looks like a button.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// What it shows.
    pub content: Vec<Inline>,
}

/// A length as written in an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Length {
    /// CSS pixels, 1/96 inch.
    Pixels(u32),
    /// Per cent of the column.
    Percent(u32),
}

/// Where a floating or aligned thing stands. Left and right are as written, and are mirrored in pages
/// that run right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// At the left, text beside it.
    Left,
    /// At the right, text beside it.
    Right,
    /// In the middle, nothing beside it.
    Center,
}

/// A picture with its variants.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// The picture, for a light ground: what exporters show.
    pub source: AssetRef,
    /// The variant for a dark ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<AssetRef>,
    /// What it shows, in words; empty if it is decoration, which `decorative` says.
    pub alternative: String,
    /// The language of its alternative text and title where it differs from what surrounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
    /// Whether it adds nothing to the text.
    #[serde(default)]
    pub decorative: bool,
    /// A title, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Width as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<Length>,
    /// Height as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Length>,
    /// Alignment as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alignment: Option<Alignment>,
}
