//! What composing finds out beside the edition itself.

use pamphlet_document::{Coverage, PageId};
use pamphlet_source::{Diagnostic, FileRange};

/// A diagnostic with the page it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDiagnostic {
    /// The page; none for what concerns the edition.
    pub page: Option<PageId>,
    /// What was found.
    pub diagnostic: Diagnostic,
}

/// How much of a page is translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredPage {
    /// The page.
    pub page: PageId,
    /// Whether the source page stands in for it: nothing of it counts as translated.
    pub fallback: bool,
    /// All of it, measured in its source page.
    pub coverage: Coverage,
    /// Part by part: what stands before the first heading (with no anchor), then each heading of level 1 to 3 of the
    /// source page with what follows it, named as here where it is here. What the translation adds is in none of them.
    pub sections: Vec<MeasuredSection>,
}

/// How much of a part of a page is translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredSection {
    /// The anchor of its heading; none for what stands before the first.
    pub anchor: Option<String>,
    /// The words of its heading.
    pub title: String,
    /// How much.
    pub coverage: Coverage,
}

/// How much of a section of the navigation is translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavCoverage {
    /// The labels from the outermost section to this one; empty for the pages that stand in no section.
    pub path: Vec<String>,
    /// Its position in the navigation, from the outermost to this one, from 0: the same in all locales of a site.
    pub position: Vec<usize>,
    /// How many pages it has, those of sections inside it too.
    pub pages: u32,
    /// How many of them fell back.
    pub fallback: u32,
    /// How much.
    pub coverage: Coverage,
}

/// What sort of thing differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DriftKind {
    /// A page.
    Page,
    /// A heading, or its level.
    Heading,
    /// A list, or the number of its items.
    List,
    /// A table, or its size.
    Table,
    /// A block of code.
    Code,
    /// A link, or its address.
    Link,
    /// A picture.
    Picture,
    /// A callout or collapsible, or what it is for.
    Callout,
    /// Content tabs, or their number.
    Tabs,
    /// A footnote.
    Footnote,
    /// A card.
    Card,
    /// Text: a paragraph, an item, a cell, a sentence.
    Text,
}

impl DriftKind {
    /// The name in data, in kebab case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Heading => "heading",
            Self::List => "list",
            Self::Table => "table",
            Self::Code => "code",
            Self::Link => "link",
            Self::Picture => "picture",
            Self::Callout => "callout",
            Self::Tabs => "tabs",
            Self::Footnote => "footnote",
            Self::Card => "card",
            Self::Text => "text",
        }
    }
}

/// A difference between a page and its source page. With `source` alone it was lost, with `translation` alone gained,
/// with both changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The page.
    pub page: PageId,
    /// What sort of thing.
    pub kind: DriftKind,
    /// What the source page has there, in words.
    pub source: Option<String>,
    /// What the translation has there, in words.
    pub translation: Option<String>,
    /// Where it stands in the translation; of something lost, what stands before the gap, or the beginning.
    pub place: Option<FileRange>,
    /// Where it stands in the source page.
    pub source_place: Option<FileRange>,
}
