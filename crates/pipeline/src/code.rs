//! Code whose parts are not told apart: its language is not known, or there is too much of it.

use pamphlet_document::{BlockKind, CodeBlock, Edition, walk};
use pamphlet_source::limits::{COLOURED_BYTES, COLOURED_LINE_BYTES};
use pamphlet_source::{Code, Diagnostic, FileRange, Finding};
use std::collections::BTreeSet;

/// What there is to say about the code of an edition: each unknown language once, with its first place. `known` are those
/// that have been said elsewhere, of the source pages; what is new is added.
pub(crate) fn check(edition: &Edition, known: &mut BTreeSet<String>) -> Vec<Finding> {
    let mut found = Vec::new();
    for page in edition.pages().iter().filter(|page| !page.fallback) {
        let notes = page.notes.iter().flat_map(|note| note.blocks.iter().map(|block| (note.origin, block)));
        let placed = page.blocks.iter().map(|placed| (placed.origin, placed.block.as_ref()));
        for (origin, block) in placed.chain(notes) {
            walk::each_block(std::iter::once(block), &mut |block| {
                let BlockKind::Code(code) = &block.kind else { return };
                if let Some(mut said) = look(code, known) {
                    said.place = Some(FileRange { source: origin.source, span: block.span.shifted(origin.start) });
                    found.push((said, Some(page.id.0.as_str())));
                }
            });
        }
    }
    Finding::locate_all(found, &edition.parts().sources, edition.locale().as_str())
}

fn look(code: &CodeBlock, known: &mut BTreeSet<String>) -> Option<Diagnostic> {
    let language = code.language.as_deref()?;
    if !pamphlet_syntax::knows(language) {
        let message = format!("code in “{language}” cannot be highlighted: it is shown in one colour");
        let help = format!("{}write `text` for code without highlighting", pamphlet_syntax::nearest(language));
        return known
            .insert(language.to_ascii_lowercase())
            .then(|| Diagnostic::new(Code::UnknownLanguage, message).help(help));
    }
    if pamphlet_syntax::is_plain(language) || pamphlet_syntax::fits(&code.text) {
        return None;
    }
    let message = format!(
        "the code is longer than {} KiB, or a line of it than {}: it is shown in one colour",
        COLOURED_BYTES >> 10,
        COLOURED_LINE_BYTES,
    );
    Some(Diagnostic::new(Code::LimitReached, message).help("break the line, or show a part of it"))
}
