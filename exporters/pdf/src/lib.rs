//! An edition in, PDF out: the book, a handout of every page, packets of chosen pages; tagged after PDF/UA-1 and
//! PDF/A-2a, or PDF/UA-2 and PDF/A-4, the same bytes for the same edition.
//!
//! Layout yields positioned pages as data (`display`); `paint` writes them through printpdf, `tags` and `finish`
//! add what makes them accessible. No Markdown, no disk, no clock.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod alone;

mod bidi;
mod characters;
mod deflate;
mod display;
mod document;
mod file;
mod finish;
mod impose;
mod layout;
mod math;
mod options;
mod paginate;
mod paint;
mod paragraph;
mod picture;
mod qr;
pub mod quality;
mod segment;
mod shape;
mod style;
mod tags;

pub use document::{PageStart, export, handouts, line_quality, page_starts};
pub use options::{Layout, Packet, Paper, PaperLinks, PdfOptions, Standard};

use pamphlet_media::face as font;
