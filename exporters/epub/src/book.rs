//! What all chapters of a book share.

use crate::picture::Pictures;
use pamphlet_locale::{Catalog, Tag};
use pamphlet_reading::{PageId, Reading};
use pamphlet_source::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// What has been seen while chapters were written; metadata is computed from it.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Languages other than the book's.
    pub languages: BTreeSet<Tag>,
    /// Pictures that mean something.
    pub pictures: usize,
    /// Pictures that mean something, and have no words for it.
    pub pictures_without_words: usize,
    /// Formulas that became `MathML`.
    pub formulas: usize,
    /// How many of those have an alternative in words.
    pub formulas_in_words: usize,
}

/// The book while it is written.
pub(crate) struct Book<'e> {
    /// What is read.
    pub reading: &'e Reading,
    /// Words of the locale.
    pub catalog: &'e Catalog,
    /// The language that those words are in: not the locale's where it has none of its own.
    pub words: Tag,
    /// Names of the chapters.
    pub chapters: BTreeMap<PageId, String>,
    /// Pictures shown so far.
    pub pictures: Pictures<'e>,
    /// What has been seen so far.
    pub seen: Seen,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
}
