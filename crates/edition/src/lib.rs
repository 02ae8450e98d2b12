//! From parsed pages to an edition: pure functions that align a translation with its source pages, resolve links,
//! anchors, notes and pictures, find the language of parts, and measure coverage and drift.
//!
//! In: [`Input`], the parsed pages of one locale and a [`SourceIndex`] of the source pages that all locales share.
//! Out: [`Composed`], an [`pamphlet_document::Edition`] with diagnostics, coverage and drift. `pipeline` calls it.

mod address;
mod aims;
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
mod mark;
mod measure;
mod navigation;
pub mod report;
mod resolve;
mod script;
mod sentence;
mod shape;
pub mod source_index;
mod survey;
mod vocabulary;

pub use alignment::{AlignedText, PageAlignment, Segment};
pub use checks::{Name, Names};
pub use compose::{Composed, compose};
pub use input::{Facts, Files, Input, InputPage, NavEntry};
pub use report::{Drift, DriftKind, Found, NavCoverage, PageCoverage, SectionCoverage};
pub use source_index::SourceIndex;
