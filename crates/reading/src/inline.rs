//! What stands in a line, as readers see and hear it.

use crate::{Math, Saying, Words, link_address, short_address};
use pamphlet_document::{Alignment, AssetId, Attrs, Button, Emphasis, Length, LinkRole, PageId};
use pamphlet_locale::Tag;
use pamphlet_source::Span;
use pamphlet_syntax::Token;
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

/// What a piece of a line is. Variants name meaning, never the syntax it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum InlineKind {
    /// Text, with entities and escapes resolved. A line end of the source is a space in it, or nothing where the script
    /// puts no spaces between words.
    Text {
        /// The characters.
        text: String,
    },
    /// A line end that readers see.
    LineBreak,
    /// Text that is stressed or set apart. Of quoted text (`<q>`) the quotation marks of its language are in it.
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
        /// The caps, as readers see them: Ctrl, C.
        keys: Vec<String>,
    },
    /// Code in a line.
    Code {
        /// The code.
        text: String,
        /// The language of programming that it is in (`` `#!python x` ``).
        #[serde(default, rename = "code_language", skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// Its parts that stand out, counted in bytes of the text in UTF-8.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tokens: Vec<Token>,
    },
    /// A link.
    Link(Link),
    /// A picture.
    Picture(Picture),
    /// An icon of one of the sets.
    Icon(Icon),
    /// An emoji written as a shortcode; one written as a character is text.
    Emoji {
        /// The shortcode without colons.
        shortcode: String,
        /// The characters.
        text: String,
    },
    /// A reference to a footnote of the page.
    FootnoteReference {
        /// The note's number on its page, from 1.
        number: u32,
        /// The number in the digits of the page's language.
        shown: String,
    },
    /// A reference to an annotation: the n-th of the notes of the block that holds both.
    AnnotationReference {
        /// From 1.
        number: u32,
        /// The number in the digits of the page's language.
        shown: String,
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
    Math(Math),
    /// Markup that is not understood: text, as it was written.
    Unsupported {
        /// As written.
        text: String,
    },
}

/// An icon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Icon {
    /// Set and name: `octicons/home-16`, `material/heart`, `fontawesome/brands/windows`, `simple/apple`.
    pub name: String,
    /// What it says.
    pub says: Saying,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Target {
    /// A page of the same edition.
    Page {
        /// The page.
        page: PageId,
        /// The anchor on it; none for its beginning. It exists there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anchor: Option<String>,
    },
    /// An address outside the edition that books may link to.
    External {
        /// The address, complete with its scheme: a valid URL.
        url: String,
    },
    /// An address whose scheme books may not link to: it is told to people, and nothing opens it by itself.
    Told {
        /// The address as written.
        address: String,
    },
    /// Nothing: what was written cannot be resolved or may not be linked to, which has been reported. The words stand alone.
    Unresolved {
        /// The address as written.
        address: String,
    },
}

/// A link. It always shows words, unless it leads nowhere and shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// What it is called: the words that it shows, without pictures and icons that only repeat them.
    pub words: String,
    /// What a website shows when the pointer rests on it, where that says more than its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// What it leads to, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<LinkRole>,
    /// Set if it looks like a button.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
    /// the page or the address.
    pub content: Vec<Inline>,
}

impl Link {
    /// Whether the words that it shows are the address that it leads to, whole or without its scheme. Such words are in no
    /// language and run from left to right in every text.
    #[must_use]
    pub fn shows_address(&self) -> bool {
        let words = self.words.trim();
        match &self.target {
            Target::External { url } => {
                let bare = |url: &str| short_address(url.strip_prefix("mailto:").unwrap_or(url)).to_owned();
                words == url || bare(words) == bare(url) || link_address(words).as_ref() == Some(url)
            }
            Target::Told { address } | Target::Unresolved { address } => words == address.trim(),
            Target::Page { .. } => false,
        }
    }
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AssetRef {
    /// A file of the site, which `media` holds.
    Local {
        /// Its name.
        asset: AssetId,
    },
    /// On another server; never fetched.
    Remote {
        /// Its address.
        url: String,
    },
    /// Not to be found, which has been reported.
    Missing {
        /// The address as written.
        address: String,
    },
}

/// What stands for a picture where it is not seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Alternative {
    /// Nothing: it adds nothing to the text.
    Decorative,
    /// Nothing: a link that it stands in, or beside, says the same words.
    Repeated {
        /// The words.
        words: Words,
    },
    /// What it shows, in words.
    Described {
        /// The words.
        words: Words,
    },
    /// Nobody said what it shows, which has been reported.
    Undescribed,
}

impl Alternative {
    /// The words that are to be heard.
    #[must_use]
    pub fn heard(&self) -> Option<&Words> {
        match self {
            Self::Described { words } => Some(words),
            Self::Decorative | Self::Repeated { .. } | Self::Undescribed => None,
        }
    }
}

/// A picture with its variants.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// The picture, for a light ground.
    pub source: AssetRef,
    /// The variant for a dark ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<AssetRef>,
    /// What stands for it where it is not seen.
    pub alternative: Alternative,
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
    /// Whether it stands in a link.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub linked: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_an_address_are_told_from_others() {
        let shows = |target: Target, words: &str| {
            let words = words.to_owned();
            Link { target, words, title: None, role: None, button: None, content: Vec::new() }.shows_address()
        };
        let out = |url: &str, words: &str| shows(Target::External { url: url.to_owned() }, words);
        assert!(out("https://example.org/a/", "https://example.org/a/"));
        assert!(out("https://www.example.org/a/", "example.org/a"));
        assert!(out("https://example.org/a%20b", "https://example.org/a b"), "as it was written");
        assert!(out("mailto:ada@example.org", "ada@example.org"));
        assert!(!out("https://example.org/", "the harbour"));
        assert!(!out("https://example.org/", "see example.org"));
        assert!(shows(Target::Told { address: "irc://example.org".to_owned() }, "irc://example.org"));
        assert!(!shows(Target::Told { address: "irc://example.org".to_owned() }, "chat"));
    }
}
