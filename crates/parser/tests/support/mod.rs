//! What the tests of this folder share: parsing a text as a page, and showing what came of it.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::disallowed_methods, reason = "tests read their own files")]

pub(crate) mod laws;

use pamphlet_document::{Document, outline};
use pamphlet_parser::{Parsed, Skeleton};
use pamphlet_source::{Diagnostic, SourceFile, SourceId};
use std::path::{Path, PathBuf};

/// The folder of this crate.
pub(crate) fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Parses a text with all extensions; `reference` is the source page, if the text is a translation.
pub(crate) fn page(text: &str, reference: Option<&Skeleton>) -> Parsed {
    laws::read(text, &(), reference, true)
}

/// The tree of a page without spans, and its diagnostics with line and column.
pub(crate) fn show(text: &str, parsed: &Parsed) -> String {
    let file = SourceFile::new("page.md", text);
    let mut out = outline(&parsed.document);
    for diagnostic in &parsed.diagnostics {
        out.push_str(&line(diagnostic, &file));
    }
    out
}

fn line(diagnostic: &Diagnostic, file: &SourceFile) -> String {
    let place = diagnostic.place.filter(|place| place.source == SourceId(0)).map(|place| {
        let start = file.position(place.span.start);
        format!(" {}:{}", start.line, start.column)
    });
    format!("! {}{}\n", diagnostic.code.name(), place.unwrap_or_default())
}

/// Files below a folder with an ending, in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, ending, out);
            } else if path.to_string_lossy().ends_with(ending) {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, ending, &mut out);
    out.sort();
    out
}

/// Every visible text of a document that is not code, a line a block.
pub(crate) fn prose(document: &Document) -> String {
    use pamphlet_document::walk::each_inline;
    use pamphlet_document::{BlockKind, InlineKind};
    let mut out = String::new();
    let blocks = document.blocks.iter().map(|placed| placed.block.as_ref());
    let notes = document.notes.iter().flat_map(|note| &note.blocks);
    for block in blocks.chain(notes) {
        each_inline(std::iter::once(block), &mut |inline| match &inline.kind {
            InlineKind::Text { text } | InlineKind::Unsupported { text } => out.push_str(text),
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push('\n'),
            _ => {}
        });
        pamphlet_document::walk::each_block(std::iter::once(block), &mut |inner| {
            if let BlockKind::Unsupported { text } = &inner.kind {
                out.push('\n');
                out.push_str(text);
            }
        });
        out.push('\n');
    }
    out
}
