//! What translation tools break, mended. Each kind of damage has a file and a code.

use crate::Skeleton;
use crate::report::Report;
use crate::text::{Edit, Line, Texts};
use pamphlet_document::{Block, CalloutKind};

/// What repairs may know of the page.
pub(crate) struct Context<'a> {
    /// Whether damage is mended.
    pub(crate) repair: bool,
    /// The shape of the source page, when this is a translation.
    pub(crate) reference: Option<&'a Skeleton>,
}

/// The lines of a page or snippet before anything is recognised.
pub(crate) fn lines(_context: &Context<'_>, _texts: &mut Texts, lines: Vec<Line>, _report: &mut Report) -> Vec<Line> {
    lines
}

/// What a callout was whose type nobody knows, told from what it holds.
pub(crate) fn callout(_context: &Context<'_>, _word: &str, _blocks: &[Block]) -> Option<CalloutKind> {
    None
}

/// Edits of one line that only pulldown-cmark sees.
pub(crate) fn leaf(_line: &str, _edits: &mut Vec<Edit>) {}
