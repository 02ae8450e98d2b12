//! Text in HTML and XML, and paths in addresses.

pub(crate) use pamphlet_source::markup::anywhere as escaped;
pub(crate) use pamphlet_source::percent::path as address;
