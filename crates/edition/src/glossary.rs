//! The abbreviations that occur in an edition.

use pamphlet_document::walk::each_inline;
use pamphlet_document::{GlossaryEntry, InlineKind, Page};
use std::collections::BTreeMap;

/// Abbreviations that occur, each once, sorted. Where pages disagree, a page of the locale's own wins over one that fell
/// back, then the first in reading order.
pub(crate) fn glossary(pages: &[Page]) -> Vec<GlossaryEntry> {
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for fallback in [false, true] {
        for page in pages.iter().filter(|page| page.fallback == fallback) {
            let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
            let blocks = blocks.chain(page.notes.iter().flat_map(|note| &note.blocks));
            each_inline(blocks, &mut |inline| {
                if let InlineKind::Abbreviation { text, expansion } = &inline.kind {
                    let key = (sort_key(text), text.clone());
                    if !found.contains_key(&key) {
                        found.insert(key, expansion.clone());
                    }
                }
            });
        }
    }
    found.into_iter().map(|((_, term), expansion)| GlossaryEntry { term, expansion }).collect()
}

/// What a term is sorted by: its letters and digits without case.
fn sort_key(term: &str) -> String {
    term.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
