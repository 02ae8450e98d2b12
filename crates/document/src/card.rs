//! Recommendations and threats: meaning that the dialect writes as callouts and lists.

use crate::{Attrs, Block, CalloutTitle, Inline, InlineKind, Link, Picture};
use pamphlet_source::Span;
use pamphlet_vocabulary::{LinkRole, Platform, ThreatKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A recommended tool. Every word of the source is in `title`, `description`, `links`, `downloads` and `further`;
/// the rest is drawn from them. Exporters show these in that order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// The same in every locale; an edition fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The tool's name as plain text; drawn from the first bold words of the description, else from its logo or heading.
    pub name: String,
    /// A title of its own, seldom there.
    pub title: CalloutTitle,
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
    /// The link; its words are its content, or its title when it shows only an icon.
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
    /// The heading over them, in the author's words; empty if the author gave none.
    pub summary: Vec<Inline>,
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
    /// The whole entry: nearly always one link with an icon and a word.
    pub content: Vec<Inline>,
}

impl Download {
    /// The name of its icon: inside its first link that has one, or before it.
    #[must_use]
    pub fn icon(&self) -> Option<&str> {
        entry_icon(&self.content)
    }
}

/// The icon of an entry of downloads: the one that the entry begins with, else the one that a link of it begins with.
#[must_use]
pub fn entry_icon(content: &[Inline]) -> Option<&str> {
    leading_icon(content).or_else(|| {
        content.iter().find_map(|inline| match &inline.kind {
            InlineKind::Link(found) => leading_icon(&found.content),
            _ => None,
        })
    })
}

/// The icon that a text begins with.
#[must_use]
pub fn leading_icon(content: &[Inline]) -> Option<&str> {
    content.iter().find(|inline| !inline.is_space()).and_then(|inline| match &inline.kind {
        InlineKind::Icon { name } => Some(name.as_str()),
        _ => None,
    })
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
