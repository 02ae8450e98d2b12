//! From a folder to a finished output: loads, schedules on all cores, caches, writes, checks, releases. The only crate
//! that touches disk, clock and environment, and it does so through [`system::System`] alone.
//!
//! In: a [`request::Request`]. Out: files, a [`manifest::Manifest`], and [`pamphlet_source::Finding`]s. The stages are
//! functions of values: [`texts`] reads, [`pages`] parses, [`edition`] composes, [`format`] exports, [`write`] puts in
//! place; [`build`] and [`check`] join them.

pub mod build;
pub mod cache;
pub mod check;
pub mod coverage;
pub mod date;
pub mod edition;
pub mod error;
pub mod format;
pub mod manifest;
pub mod merge;
pub mod open;
pub mod pages;
pub mod pictures;
pub mod progress;
pub mod release;
pub mod request;
pub mod root;
pub mod system;
pub mod texts;
pub mod verify;
pub mod write;

pub use error::Error;
pub use format::Format;
pub use manifest::Manifest;
pub use request::Request;
