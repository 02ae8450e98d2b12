//! What tests of whole builds share.

pub(crate) mod specs;
pub(crate) mod visible;
