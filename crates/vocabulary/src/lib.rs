//! What the classes, icons and pages of a site mean inside cards, lists of threats and sections of criteria.
//!
//! The mechanism (that there are cards, with links by role and downloads by kind) is code, in `document` and `parser`.
//! The vocabulary is data: [`Vocabulary::shipped`] reads the one in `vocabularies/recommendations.yml`, and
//! [`Vocabulary::read`] what a site adds to it, takes out of it, or has instead (`meaning:` in `pamphlet.yml`). Both
//! are of one form, read by one function.
//!
//! What a vocabulary names it names by ids ([`LinkRole`], [`Platform`], [`System`], [`Store`], [`ThreatKind`]). Their words come from here,
//! too, and nowhere else ([`Vocabulary::words`]).
//!
//! [`publication`] has the vocabularies of shops and libraries: roles, schemes of subjects, claims, with their codes in
//! MARC, EPUB and ONIX.

pub mod brand;
mod id;
pub mod publication;
mod read;
mod schema;
mod vocabulary;
mod words;

pub use id::{LinkRole, OTHER, Platform, Store, System, ThreatKind};
pub use read::{BadValue, KEYS, UnknownKey};
pub use vocabulary::{Meaning, Vocabulary};
pub use words::Said;

#[cfg(test)]
mod tests;
