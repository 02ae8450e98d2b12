//! What whole builds put into their formats.
#![expect(clippy::disallowed_methods, reason = "these tests read the specification and what a build wrote")]

mod agreement;
mod conformance;
mod markdown;
mod specs;
mod validity;
mod visible;
