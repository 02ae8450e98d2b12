//! The shape of a source page, by which a translation's damage is understood.

use pamphlet_document::Document;

/// Headings, blocks and what they are, without their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeleton {}

impl Skeleton {
    /// Draws the shape of a source page.
    #[must_use]
    pub fn of(_document: &Document) -> Self {
        Self::default()
    }
}
