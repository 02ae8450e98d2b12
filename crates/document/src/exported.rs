//! What an exporter gives back; the same shape for all four.

use crate::Access;
use pamphlet_source::Diagnostic;

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path inside the edition's folder, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Names of the pages that it was made from; empty for all of them.
    pub pages: Vec<String>,
    /// How many pages of paper it has; none for what is not printed.
    pub printed_pages: Option<usize>,
    /// What it offers to those who cannot read it as it is printed; none where nobody has worked that out.
    pub access: Option<Access>,
}

/// What an export made, and what there is to say about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files.
    pub files: Vec<File>,
    /// What was shown in a simpler form.
    pub diagnostics: Vec<Diagnostic>,
}
