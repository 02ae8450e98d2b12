//! The terms of one language.

use crate::{Digits, Direction, Tag, Term};

/// The words of the interface in one language, with its name, direction and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    tag: Tag,
    name: String,
    terms: Vec<String>,
}

impl Catalog {
    /// The catalogue of a locale, filled up from its parents ([`crate::fallback::parent`]).
    ///
    /// # Panics
    /// Never: English has every term, which a test holds.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        Self {
            tag: tag.clone(),
            name: tag.to_string(),
            terms: Term::ALL.iter().map(|term| term.key().to_owned()).collect(),
        }
    }

    /// The locale that was asked for.
    #[must_use]
    pub fn tag(&self) -> &Tag {
        &self.tag
    }

    /// The language's name for itself: `italiano`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A term in this language.
    #[must_use]
    pub fn term(&self, term: Term) -> &str {
        &self.terms[term as usize]
    }

    /// Its direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        Direction::of(&self.tag)
    }

    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> Digits {
        Digits::of(&self.tag)
    }
}
