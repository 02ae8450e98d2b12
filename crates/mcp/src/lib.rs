//! A built output for programs that speak the Model Context Protocol: they search it, read its pages, list its cards and
//! ask how much of it is translated.
//!
//! In: the files of an output, through a function ([`Output`]), and lines of JSON-RPC 2.0. Out: lines of the same
//! ([`Server::answer`]). Nothing is written, nothing is read that the index of a locale does not name, and whatever
//! comes in is answered or passed over: a fault of the other side is an error for it, and no end.
//!
//! The protocol is small where nothing is written and nothing happens by itself, and so it is here, without a framework:
//! `initialize`, `ping`, tools, resources.
#![warn(clippy::wildcard_enum_match_arm)]

mod address;
mod refusal;
mod rpc;
mod shelf;
mod tools;

pub use rpc::Server;

/// Gives the bytes of a file of an output by its path in it; none when there is no such file, or it cannot be read.
pub type Files<'o> = dyn Fn(&str) -> Option<Vec<u8>> + 'o;

/// A built output.
pub struct Output<'o> {
    /// Its locales, the source first.
    pub locales: Vec<String>,
    /// Its title.
    pub title: String,
    /// The version of the program.
    pub version: &'static str,
    /// Its files.
    pub files: Box<Files<'o>>,
}
