//! What repairs may know of a page.

use crate::Skeleton;
use pamphlet_document::Vocabulary;

/// What repairs may know of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Whether damage is mended.
    pub(crate) repair: bool,
    /// The shape of the source page, when this is a translation.
    pub(crate) reference: Option<&'a Skeleton>,
    /// What the classes of cards are called.
    pub(crate) vocabulary: &'a Vocabulary,
    /// Whether parts of snippets lose the indentation that all their lines have.
    pub(crate) dedent_sections: bool,
    /// Whether markers of callouts mean something: `admonition` or `details` is on.
    pub(crate) callouts: bool,
}
