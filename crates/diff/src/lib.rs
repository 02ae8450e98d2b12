//! What changed between two outputs, by meaning: a tool recommended no more, a link that leads elsewhere, a paragraph
//! rewritten and in which words.
//!
//! In: the JSON files of two editions ([`EditionFiles`]), from a folder, an archive or memory. Out: a [`DiffFile`], as
//! data, as [`text`] for a terminal, or as [`markdown`] for release notes. Nothing is read or written here.
#![warn(clippy::wildcard_enum_match_arm)]

mod card;
mod change;
mod edition;
mod navigation;
mod page;
mod piece;
mod sequence;
mod unit;
mod unit_diff;
mod write;

pub use change::{Action, Change, DiffFile, LocaleDiff, Side, Spot, Subject};
pub use edition::{EditionFiles, PageFault, compare, renamed};
pub use piece::{Piece, PieceKind};
pub use sequence::{Gap, gaps};
pub use write::markdown::{Detail, markdown};
pub use write::text::text;

pub use pamphlet_source::SCHEMA_VERSION;
