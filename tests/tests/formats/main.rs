//! What whole builds put into their four formats.
#![expect(clippy::disallowed_methods, reason = "these tests read the specification and what a build wrote")]

mod agreement;
mod conformance;
mod specs;
mod visible;
