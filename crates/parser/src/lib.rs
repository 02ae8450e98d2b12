//! Text of one page in, a typed [`Document`] and diagnostics out. Total: no text makes it fail, panic or loop; no I/O.

pub mod dialect;
pub mod skeleton;

pub use dialect::Dialect;
pub use skeleton::Skeleton;

use pamphlet_document::Document;
use pamphlet_source::{Diagnostic, SourceId};

/// What a page is parsed from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The number of the page's text, which spans point into.
    pub source: SourceId,
    /// The text of the page.
    pub text: &'a str,
    /// Which extensions are on.
    pub dialect: &'a Dialect,
    /// Finds snippets by their path as written.
    pub snippets: &'a dyn Snippets,
    /// Abbreviation definitions that the site appends to every page.
    pub abbreviations: Option<(SourceId, &'a str)>,
    /// The shape of the source page, when this is a translation of it.
    pub reference: Option<&'a Skeleton>,
    /// Whether damage is mended. Off, the page is shown as it was written (`check --no-repair`).
    pub repair: bool,
}

/// Where snippets come from. The pipeline reads them beforehand; the parser never touches the disk.
pub trait Snippets {
    /// The number and text of a snippet, by its path as written.
    fn find(&self, path: &str) -> Option<(SourceId, &str)>;
}

/// No snippets.
impl Snippets for () {
    fn find(&self, _path: &str) -> Option<(SourceId, &str)> {
        None
    }
}

/// A page, and what there is to say about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The page.
    pub document: Document,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a page.
#[must_use]
pub fn parse(_input: &Input<'_>) -> Parsed {
    Parsed::default()
}
