//! The sample edition as a reading, for the tests of exporters (feature `sample`).

use crate::{Reading, Surroundings, Tokenizer};
use pamphlet_document::{Edition, EditionParts, sample};
use pamphlet_locale::Catalog;
use pamphlet_source::Walls;

/// The reading of an edition, in which every icon can be drawn but those of the set `nobody`.
///
/// # Panics
/// When a page has a fault.
#[must_use]
pub fn reading_of(edition: &Edition) -> Reading {
    let catalog = Catalog::of(edition.locale());
    let tokenizer = Tokenizer::default();
    let is_icon = |name: &str| !name.starts_with("nobody/");
    let surroundings = Surroundings {
        catalog: &catalog,
        is_icon: &is_icon,
        tokenizer: &tokenizer,
        drawing: &|_, _| None,
        is_wanted: &|_| true,
    };
    let (reading, diagnostics) = crate::read(edition, surroundings, &Walls::default()).expect("a sample has no faults");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    reading
}

/// The reading of the parts of an edition.
///
/// # Panics
/// When something in them is not resolved, or a page has a fault.
#[must_use]
pub fn reading_from(parts: EditionParts) -> Reading {
    reading_of(&Edition::new(parts).expect("a sample is resolved"))
}

/// The reading of the edition with every node of the model.
#[must_use]
pub fn reading(locale: &str) -> Reading {
    reading_of(&sample::edition(locale))
}
