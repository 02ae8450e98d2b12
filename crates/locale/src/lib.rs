//! What is known about languages: tags, fallback, direction, digits, the words of the interface, and the customs
//! of typography. Data, embedded; no I/O.
//!
//! In: a [`Tag`]. Out: a [`Catalog`] of terms in that language, its [`Direction`], [`Digits`], [`Custom`]s,
//! [`Paper`], [`Collation`] and [`Writing`].
//!
//! ```
//! use pamphlet_locale::{Catalog, Tag, Term};
//! let catalog = Catalog::of(&Tag::parse("fr").expect("is a tag"));
//! assert_eq!(catalog.term(Term::Contents), "Table des matières");
//! assert_eq!(catalog.date("2026-08-22").as_deref(), Some("22 août 2026"));
//! ```

pub mod address;
pub mod catalog;
pub mod collation;
pub mod custom;
mod date;
pub mod digits;
pub mod direction;
pub mod fallback;
mod hyphenation;
pub mod paper;
pub mod slug;
pub mod spacing;
mod spoken;
mod table;
pub mod tabs;
pub mod tag;
pub mod term;
pub mod writing;

pub use address::{Address, AddressPattern};
pub use catalog::Catalog;
pub use collation::Collation;
pub use custom::Custom;
pub use digits::Digits;
pub use direction::Direction;
pub use hyphenation::{Hyphenation, hyphenation};
pub use paper::Paper;
pub use slug::Slugs;
pub use spoken::Spoken;
pub use table::languages;
pub use tag::Tag;
pub use term::Term;
pub use writing::Writing;
