//! From a folder to a finished output: loads, schedules on all cores, caches, writes, checks, releases. The only crate
//! that touches disk, clock and environment, and it does so through [`system::System`] alone.
//!
//! In: a [`request::Request`]. Out: files, a [`manifest::Manifest`], and [`pamphlet_source::Finding`]s. The stages are
//! functions of values: [`texts`] reads, [`pages`] parses, [`edition`] composes, [`exporters`] export, [`write`](mod@write) puts
//! in place; [`stage`] names them, [`build`] and [`check`](mod@check) join them.

mod absent_snippets;
pub mod attach;
pub mod boundary;
pub mod build;
pub mod cache;
pub mod captured;
pub mod changed;
pub mod check;
mod code;
pub mod commit;
pub mod coverage;
pub mod date;
pub mod diagrams;
pub mod diff;
mod digest;
pub mod edition;
pub mod error;
pub mod exchange;
pub mod export;
pub mod exporters;
mod facts;
mod findings;
pub mod fix;
pub mod flight;
mod fonts;
pub mod format;
mod glossary;
mod handouts;
pub mod history;
pub mod home;
mod icons;
pub mod init;
pub mod inputs;
mod keys;
mod letters;
pub mod manifest;
pub mod merge;
pub mod open;
pub mod packets;
pub mod pages;
pub mod pictures;
mod places;
mod plan;
pub mod progress;
mod provenance;
mod publication;
mod put;
pub mod release;
pub mod request;
mod restore;
pub mod root;
pub mod shard;
pub mod stage;
pub mod store;
pub mod sums;
pub mod system;
pub mod texts;
pub mod themed;
pub mod timings;
pub mod verify;
pub mod write;

pub use error::Error;
pub use format::Format;
pub use manifest::Manifest;
pub use pamphlet_document::percent;
pub use pamphlet_json::CoverageRecord;
pub use request::Request;
