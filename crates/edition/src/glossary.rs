//! The abbreviations that occur in an edition.

use pamphlet_document::walk::each_inline;
use pamphlet_document::{GlossaryEntry, InlineKind, Page};
use pamphlet_locale::{Collation, Tag};
use std::collections::BTreeMap;

/// Abbreviations that occur, each once, in the order of the locale's dictionaries. Where pages disagree, a page of the
/// locale's own wins over one that fell back, then the first in reading order.
pub(crate) fn glossary(locale: &Tag, pages: &[Page]) -> Vec<GlossaryEntry> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for fallback in [false, true] {
        for page in pages.iter().filter(|page| page.fallback == fallback) {
            let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
            let blocks = blocks.chain(page.notes.iter().flat_map(|note| &note.blocks));
            each_inline(blocks, &mut |inline| {
                if let InlineKind::Abbreviation { text, expansion } = &inline.kind
                    && !found.contains_key(text)
                {
                    found.insert(text.clone(), expansion.clone());
                }
            });
        }
    }
    let mut entries: Vec<GlossaryEntry> =
        found.into_iter().map(|(term, expansion)| GlossaryEntry { term, expansion }).collect();
    let collation = Collation::of(locale);
    entries.sort_by(|one, other| collation.compare(&one.term, &other.term));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_document::{Attrs, Block, BlockKind, Coverage, Inline, Origin, PageId, PageMeta, Placed};
    use pamphlet_source::{SourceId, Span};
    use std::sync::Arc;

    fn page(fallback: bool, terms: &[(&str, &str)]) -> Page {
        let content = terms
            .iter()
            .map(|(text, expansion)| Inline {
                span: Span::default(),
                attrs: Attrs::default(),
                kind: InlineKind::Abbreviation { text: (*text).to_owned(), expansion: (*expansion).to_owned() },
            })
            .collect();
        let kind = BlockKind::Paragraph { content };
        let block = Block { span: Span::default(), attrs: Attrs::default(), language: None, kind };
        let tag = Tag::parse("de").unwrap();
        Page {
            id: PageId("a".to_owned()),
            title: String::new(),
            title_language: None,
            title_in_text: false,
            meta: PageMeta::default(),
            language: tag,
            fallback,
            blocks: vec![Placed { origin: Origin { source: SourceId(0), start: 0 }, block: Arc::new(block) }],
            notes: Vec::new(),
            answering: pamphlet_document::Answering::default(),
            url: None,
            source: SourceId(0),
            digest: String::new(),
            revision: pamphlet_document::Revision::default(),
            date: None,
            coverage: Coverage::default(),
        }
    }

    #[test]
    fn terms_are_sorted_and_the_locale_has_the_first_word() {
        let pages = [
            page(true, &[("VPN", "Virtual Private Network"), ("iOS", "a system")]),
            page(
                false,
                &[("VPN", "Virtuelles privates Netz"), ("2FA", "Zwei Faktoren"), ("Äther", "Luft"), ("Zug", "Bahn")],
            ),
        ];
        let glossary = glossary(&Tag::parse("de").unwrap(), &pages);
        let terms: Vec<_> = glossary.iter().map(|entry| entry.term.as_str()).collect();
        assert_eq!(terms, ["2FA", "Äther", "iOS", "VPN", "Zug"]);
        assert_eq!(glossary[3].expansion, "Virtuelles privates Netz");
    }
}
