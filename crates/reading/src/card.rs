//! Recommendations and threats.

use crate::{Block, Inline, Link, Picture};
use pamphlet_document::{Attrs, LinkRole, Platform, Store, System, ThreatKind};
use pamphlet_source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A recommended tool. Every word of the source is in `title`, `description`, `links`, `downloads` and `further`;
/// the rest is drawn from them. Formats show these in that order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// The same in every locale.
    pub id: String,
    /// The tool's name as plain text; drawn from the first bold words of the description, else from its logo or heading.
    pub name: String,
    /// A title of its own, seldom there; empty for none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Inline>,
    /// Its logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Picture>,
    /// What it is, the name in bold among the words.
    pub description: Vec<Block>,
    /// Homepage, privacy policy, documentation and so on, in the order of writing.
    pub links: Vec<CardLink>,
    /// Where to get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloads: Option<Downloads>,
    /// Whatever else stood in the card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Block>,
}

/// A link of a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct CardLink {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// What it leads to.
    pub role: LinkRole,
    /// Whether it is the link that stands for the card where only one has room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub main: bool,
    /// The link.
    pub link: Link,
}

/// The downloads of a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Downloads {
    /// The bytes they were written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// The heading over them: the author's words, else the word for downloads.
    pub label: Vec<Inline>,
    /// One entry a place.
    pub items: Vec<Download>,
}

/// A place to get a tool from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Download {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Which place.
    pub platform: Platform,
    /// The system that it is for; none for what the site's vocabulary does not know, and for stores that serve several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<System>,
    /// The store or the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<Store>,
    /// The whole entry: nearly always one link with an icon and a word. It has words: the author's, else the name of the place.
    pub content: Vec<Inline>,
}

/// The threats that a page's recommendations protect from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Threats {
    /// The words before the list.
    pub intro: Vec<Inline>,
    /// The threats.
    pub items: Vec<Threat>,
}

/// An item of a list of threats.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Threat {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Which.
    pub threat: ThreatKind,
    /// The item: an icon and a link to its explanation.
    pub content: Vec<Inline>,
}
