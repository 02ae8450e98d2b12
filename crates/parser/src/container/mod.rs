//! Blocks that hold blocks. Each finds the lines of its body, which are a region.

pub(crate) mod admonition;
pub(crate) mod annotation;
pub(crate) mod caption;
pub(crate) mod critic;
pub(crate) mod definition;
pub(crate) mod fence;
pub(crate) mod formula;
pub(crate) mod generic;
pub(crate) mod progress;
pub(crate) mod selector;
pub(crate) mod tab;
