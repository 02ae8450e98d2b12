//! What all locales ask about the source pages, worked out once.

use pamphlet_document::{Document, PageId};
use pamphlet_locale::Tag;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The source pages with everything that aligning a translation asks of them. Made once, used by every locale (it is
/// `Sync`).
#[derive(Debug)]
pub struct SourceIndex {
    pages: BTreeMap<PageId, Arc<Document>>,
}

impl SourceIndex {
    /// Indexes the source pages. For a site of translations alone, there are none.
    #[must_use]
    pub fn of(_locale: &Tag, pages: impl IntoIterator<Item = (PageId, Arc<Document>)>) -> Self {
        Self { pages: pages.into_iter().collect() }
    }

    /// Whether there is a source page of that name.
    #[must_use]
    pub fn has_page(&self, page: &PageId) -> bool {
        self.pages.contains_key(page)
    }
}
