//! Formulas: `TeX` as `MathML`, `MathML` as a small tree of our own, and that tree as words to be read aloud.
//!
//! ```
//! use pamphlet_document::MathNotation;
//! let english = pamphlet_locale::Tag::parse("en").expect("is a tag");
//! let spoken = pamphlet_formula::spoken(MathNotation::Tex, r"\frac{a}{b} = x^2", &english);
//! assert_eq!(spoken.as_deref(), Some("a over b equals x squared"));
//! ```

mod signs;
mod speech;
pub mod tex;
mod tree;

pub use speech::spoken;
pub use tree::{Element, read};
