//! What is known about languages: tags, fallback, direction, digits, the words of the interface, and the customs
//! of typography. Data, embedded; no I/O.
//!
//! In: a [`Tag`]. Out: a [`Catalog`] of terms in that language, its [`Direction`], [`Digits`] and [`Custom`]s.

pub mod catalog;
pub mod custom;
pub mod digits;
pub mod direction;
pub mod fallback;
pub mod tag;
pub mod term;

pub use catalog::Catalog;
pub use custom::Custom;
pub use digits::Digits;
pub use direction::Direction;
pub use tag::Tag;
pub use term::Term;
