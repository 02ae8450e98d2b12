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
                    found.entry(key).or_insert_with(|| expansion.clone());
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

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn case_and_punctuation_do_not_sort() {
        let mut terms = ["VPN", "E2EE", "iOS", ".onion", "e-mail", "2FA"];
        terms.sort_by_key(|term| sort_key(term));
        assert_eq!(terms, ["2FA", "E2EE", "e-mail", "iOS", ".onion", "VPN"]);
    }
}
