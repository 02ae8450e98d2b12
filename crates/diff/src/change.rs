//! What a difference is made of. The same types are written as JSON.

use crate::piece::Piece;
use pamphlet_json::CoverageRecord;
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::PageId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What changed between two outputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Diff")]
pub struct DiffFile {
    /// Version of the form, `major.minor`.
    pub schema_version: String,
    /// What was compared with.
    pub old: Side,
    /// What it became.
    pub new: Side,
    /// The locales that differ, the source locale first. Empty when nothing differs.
    pub locales: Vec<LocaleDiff>,
}

impl DiffFile {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.locales.is_empty()
    }
}

/// One of the two outputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// What it was called: the folder or archive that was named; in the files of a release its version, or its title.
    pub name: String,
    /// The title of its book in the source locale.
    pub title: String,
    /// Its version, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Its date, `YYYY-MM-DD`, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// What changed in one locale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LocaleDiff {
    /// The locale.
    pub locale: Tag,
    /// Its direction.
    pub direction: Direction,
    /// Whether it is the one that the others are translated from.
    pub is_source: bool,
    /// How much of it was translated; none for a locale that is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_coverage: Option<CoverageRecord>,
    /// How much of it is translated; none for a locale that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_coverage: Option<CoverageRecord>,
    /// What changed, page by page in reading order; what belongs to no page comes first.
    pub changes: Vec<Change>,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What it is.
    pub subject: Subject,
    /// What happened to it.
    pub action: Action,
    /// The page it stands on; none for what belongs to the whole locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageId>,
    /// The title of that page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_title: Option<String>,
    /// The words of the heading it stands under; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The id of the recommended tool that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// What it is called: the name of a tool, the words of a link, the platform of a download, the kind of a callout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it was: its words, of a link its address, of something that moved its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Of something rewritten, which words stayed, went and came, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Piece>,
    /// Where it is written now; of something removed, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
}

impl Change {
    /// A change with nothing more known of it.
    pub(crate) fn new(subject: Subject, action: Action) -> Self {
        Self {
            subject,
            action,
            page: None,
            page_title: None,
            section: None,
            card: None,
            name: None,
            old: None,
            new: None,
            words: Vec::new(),
            place: None,
        }
    }

    /// With what it is called.
    pub(crate) fn named(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.name = (!name.is_empty()).then_some(name);
        self
    }

    /// With what it was.
    pub(crate) fn was(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    /// With what it is now.
    pub(crate) fn is(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    /// With where it stands.
    pub(crate) fn at(mut self, place: Option<Spot>) -> Self {
        self.place = place;
        self
    }
}

/// A line of a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spot {
    /// The file, relative to the site.
    pub path: String,
    /// The line that its block begins on, from 1.
    pub line: u32,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A whole locale.
    Locale,
    /// Title, description, licence and so on of the book; `name` says which.
    Book,
    /// A word of the glossary.
    Glossary,
    /// A part of the navigation.
    Navigation,
    /// A page.
    Page,
    /// The description of a page.
    Description,
    /// A heading with what stands under it.
    Section,
    /// A recommended tool.
    Card,
    /// A link of a recommended tool; `name` is its role.
    CardLink,
    /// A download of a recommended tool; `name` is its platform or store.
    Download,
    /// The logo of a recommended tool.
    Logo,
    /// A paragraph.
    Paragraph,
    /// A heading inside something else.
    Heading,
    /// A list.
    List,
    /// An item of a list, a term with its meaning.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A callout or a part that folds; `name` is its kind.
    Callout,
    /// Alternatives.
    Tabs,
    /// One of several alternatives.
    Tab,
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// A formula or a diagram.
    Formula,
    /// A figure.
    Figure,
    /// The threats that a page is about.
    Threats,
    /// A rule or a page break.
    Break,
    /// A footnote; `name` is its label.
    Footnote,
    /// A link in text; `name` is its words, `old` and `new` are addresses.
    Link,
    /// A picture; `name` is its file or address.
    Picture,
    /// How much is translated, in per cent of words.
    Coverage,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name, title or label.
    Renamed,
    /// It stands elsewhere; `old` and `new` say where.
    Moved,
    /// Its words changed; `words` says which.
    Rewritten,
    /// It was in the source language and is now in the locale's.
    Translated,
    /// It was in the locale's language and is now in the source language.
    Untranslated,
    /// Something else about it changed: an address, a kind, a level, a number.
    Changed,
}
