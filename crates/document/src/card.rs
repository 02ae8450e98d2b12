//! Recommendations and threats: meaning that the dialect writes as callouts and lists.

use crate::{Attrs, Block, CalloutTitle, Inline, Link, Picture, icon_words};
use pamphlet_locale::Term;
use pamphlet_source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a link of a card leads to, told by its icon and never by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkRole {
    /// The homepage (`home`).
    Homepage,
    /// The repository (`repo`).
    Repository,
    /// The privacy policy (`eye`).
    PrivacyPolicy,
    /// The documentation (`info`).
    Documentation,
    /// The source code (`code`).
    SourceCode,
    /// Ways to contribute (`heart`).
    Contribute,
    /// The onion service (`torbrowser`).
    OnionService,
    /// Public instances (`server`).
    PublicInstances,
    /// The security policy (`lock`).
    SecurityPolicy,
    /// Another page about it; the words say what.
    Other,
}

impl LinkRole {
    /// The word for it.
    #[must_use]
    pub fn term(self) -> Term {
        match self {
            Self::Homepage => Term::Homepage,
            Self::Repository => Term::Repository,
            Self::PrivacyPolicy => Term::PrivacyPolicy,
            Self::Documentation => Term::Documentation,
            Self::SourceCode => Term::SourceCode,
            Self::Contribute => Term::Contribute,
            Self::OnionService => Term::OnionService,
            Self::PublicInstances => Term::PublicInstances,
            Self::SecurityPolicy => Term::SecurityPolicy,
            Self::Other => Term::FurtherLink,
        }
    }

    /// Whether that word says more than where the link leads.
    #[must_use]
    pub fn says_more(self) -> bool {
        self != Self::Other
    }
}

/// Where a program is to be had, told by its icon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Platform {
    /// Google Play.
    GooglePlay,
    /// Apple's App Store for phones and tablets.
    AppStore,
    /// F-Droid.
    FDroid,
    /// Accrescent.
    Accrescent,
    /// Android, without a store.
    Android,
    /// GitHub.
    GitHub,
    /// GitLab.
    GitLab,
    /// Codeberg.
    Codeberg,
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux.
    Linux,
    /// Flathub.
    Flathub,
    /// FreeBSD.
    FreeBsd,
    /// Docker.
    Docker,
    /// The web.
    Web,
    /// Firefox.
    Firefox,
    /// Chrome.
    Chrome,
    /// Edge.
    Edge,
    /// Safari.
    Safari,
    /// Opera.
    Opera,
    /// Another; the name of its icon, or empty.
    Other(String),
}

impl Platform {
    /// Its name: names are the same in every language.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::GooglePlay => "Google Play",
            Self::AppStore => "App Store",
            Self::FDroid => "F-Droid",
            Self::Accrescent => "Accrescent",
            Self::Android => "Android",
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::Codeberg => "Codeberg",
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Linux => "Linux",
            Self::Flathub => "Flathub",
            Self::FreeBsd => "FreeBSD",
            Self::Docker => "Docker",
            Self::Web => "Web",
            Self::Firefox => "Firefox",
            Self::Chrome => "Chrome",
            Self::Edge => "Edge",
            Self::Safari => "Safari",
            Self::Opera => "Opera",
            Self::Other(icon) => return icon_words(icon),
        }
        .to_owned()
    }
}

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

/// A place where a tool is to be had.
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

/// A threat of the seven that icons stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThreatKind {
    /// `server-network`.
    ServiceProviders,
    /// `account-cash`.
    SurveillanceCapitalism,
    /// `bug-outline`.
    PassiveAttacks,
    /// `target-account`.
    TargetedAttacks,
    /// `eye-outline`.
    MassSurveillance,
    /// `close-outline`.
    Censorship,
    /// `account-search`.
    PublicExposure,
    /// Another.
    Other,
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
