//! From parsed pages to an edition: pure functions that align a translation with its source pages, resolve links,
//! anchors, notes and pictures, find the language of parts, and measure coverage and drift.
//!
//! In: [`Input`], the parsed pages of one locale and a [`SourceIndex`] of the source pages that all locales share.
//! Out: [`Composed`], an [`pamphlet_document::Edition`] with diagnostics, coverage and drift. `pipeline` calls it.

pub mod address;
pub mod compose;
pub mod input;
pub mod report;
pub mod source_index;

pub use address::page_url;
pub use compose::compose;
pub use input::{Facts, Files, Input, InputPage, NavEntry};
pub use report::{BlockCoverage, Composed, Drift, DriftKind, Found, NavCoverage, PageCoverage, SectionCoverage};
pub use source_index::SourceIndex;
