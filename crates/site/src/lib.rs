//! A tree on disk: what its configuration says, which file is which page of which locale, the navigation with the
//! labels of each locale, where pictures and snippets lie. No parsing of pages and no disk: everything is asked of
//! [`Files`], which `pipeline` implements over a folder or over memory.
//!
//! In: [`Files`]. Out: a [`Site`] and [`pamphlet_source::Finding`]s, or a [`SiteError`] that names file, line and
//! what to do.

pub mod address;
pub mod assets;
pub mod config;
pub mod error;
pub mod files;
pub mod ignore_rules;
pub mod known;
pub mod layout;
pub mod mkdocs;
pub mod nav;
pub mod path;
pub mod place;
pub mod refusal;
pub mod site;
pub mod strings;

mod blog;
mod brand;
mod bundles;
mod configurations;
mod data;
mod detect;
mod hidden;
mod host;
mod i18n;
mod includes;
mod labels;
mod load;
mod loader;
mod localized;
mod nameless;
mod names;
mod reading;
mod snippets;
mod toml;
mod trees;

pub use assets::Asset;
pub use configurations::{NAMES as CONFIGURATION_NAMES, OWN_NAME, is_configured};
pub use error::SiteError;
pub use files::{DirEntry, Files, MemoryFiles};
pub use host::{Host, HostEntry};
pub use load::{Loaded, load, load_hosted};
pub use localized::Localized;
pub use nav::NavEntry;
pub use refusal::{Cause, ReadError};
pub use site::{Identity, Mount, PageSource, Post, Site, SiteFonts, Tree};
