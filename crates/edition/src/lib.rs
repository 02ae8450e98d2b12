//! From parsed pages to an edition: pure functions that align a translation with its source pages, resolve links,
//! anchors, notes and pictures, find the language of parts, and measure coverage and drift.
//!
//! In: [`Input`], the parsed pages of one locale and a [`SourceIndex`] of the source pages that all locales share.
//! Out: [`Composed`], an [`pamphlet_document::Edition`] with diagnostics, coverage and drift. `pipeline` calls it.

mod address;
mod align;
pub mod alignment;
mod anchors;
mod answers;
mod beads;
mod cards;
pub mod checks;
pub mod compose;
#[cfg(test)]
mod compose_tests;
mod drift;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod flat;
mod gaps;
mod glossary;
pub mod input;
mod language;
mod link_targets;
mod mark;
mod meant;
mod measure;
mod navigation;
mod page_text;
mod page_work;
pub mod report;
mod resolve;
mod script;
mod sentence;
mod shape;
pub mod source_index;
mod vocabulary;

pub use alignment::{AlignedText, PageAlignment, Segment};
pub use checks::{Glossary, GlossaryName};
pub use compose::{Composed, compose};
pub use input::{FileLookup, Input, InputPage, NavEntry, SiteFacts};
pub use report::{Drift, DriftKind, MeasuredPage, MeasuredSection, NavCoverage, PageDiagnostic};
pub use source_index::SourceIndex;
