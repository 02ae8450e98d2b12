//! Laws that hold for every text. The property tests and the fuzz targets call the same functions.

use pamphlet_document::walk::{self, Child};
use pamphlet_document::{Block, CalloutTitle, Document, Inline, Note, Placed, dump};
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Skeleton, Snippets, parse};
use pamphlet_source::{SourceId, Span};
use std::collections::BTreeSet;

/// Snippets that hold the page itself, whatever path is asked for.
pub(crate) struct Mirror<'t>(pub(crate) &'t str);

impl Snippets for Mirror<'_> {
    fn find(&self, _path: &str) -> Option<(SourceId, &str)> {
        Some((SourceId(1), self.0))
    }
}

/// Parses a text.
pub(crate) fn read(text: &str, snippets: &dyn Snippets, reference: Option<&Skeleton>, repair: bool) -> Parsed {
    let dialect = Dialect::default();
    parse(&Input {
        source: SourceId(0),
        text,
        dialect: &dialect,
        snippets,
        appended: &Appended::default(),
        reference,
        repair,
    })
}

/// Any text parses: alone, without repairs, as its own translation, and including itself.
pub(crate) fn parses(text: &str) {
    let first = read(text, &(), None, true);
    let skeleton = Skeleton::of(&first.document);
    let _ = read(text, &(), None, false);
    let _ = read(text, &(), Some(&skeleton), true);
    let _ = read(text, &Mirror(text), None, true);
}

/// Parsing twice gives the same.
pub(crate) fn is_deterministic(text: &str) {
    assert_eq!(read(text, &(), None, true), read(text, &(), None, true));
}

/// Spans lie on character boundaries of the text, and inside the span of what holds them.
pub(crate) fn spans_are_true(text: &str) {
    let parsed = read(text, &(), None, true);
    for Placed { origin, block } in &parsed.document.blocks {
        if origin.source == SourceId(0) {
            check_block(text, origin.start, block, None);
        }
    }
    for Note { origin, blocks, .. } in &parsed.document.notes {
        if origin.source == SourceId(0) {
            for block in blocks {
                check_block(text, origin.start, block, None);
            }
        }
    }
    let mut last = 0;
    for Placed { origin, .. } in parsed.document.blocks.iter().filter(|placed| placed.origin.source == SourceId(0)) {
        assert!(origin.start >= last, "blocks are out of order in {text:?}");
        last = origin.start;
    }
    for diagnostic in &parsed.diagnostics {
        if let Some(place) = diagnostic.place.filter(|place| place.source == SourceId(0)) {
            assert!(text.get(place.span.range()).is_some(), "{diagnostic:?} in {text:?}");
        }
    }
}

fn check(text: &str, origin: u32, span: Span, outer: Option<Span>, what: &dyn std::fmt::Debug) {
    let absolute = span.shifted(origin);
    assert!(text.get(absolute.range()).is_some(), "{span:?}+{origin} of {what:?} in {text:?}");
    if let Some(outer) = outer {
        assert!(outer.contains(span), "{span:?} is not in {outer:?}: {what:?} in {text:?}");
    }
}

fn check_block(text: &str, origin: u32, block: &Block, outer: Option<Span>) {
    check(text, origin, block.span, outer, block);
    let outer = Some(block.span);
    walk::children(block, &mut |child| match child {
        Child::Blocks(inner) => inner.iter().for_each(|block| check_block(text, origin, block, outer)),
        Child::Inlines(content) => check_inlines(text, origin, content, outer),
        Child::Link(link) => check_inlines(text, origin, &link.content, outer),
        Child::Picture(_) => {}
    });
    if let pamphlet_document::BlockKind::Admonition(admonition) = &block.kind
        && let CalloutTitle::Written { span, .. } = &admonition.heading
    {
        check(text, origin, *span, outer, block);
    }
}

fn check_inlines(text: &str, origin: u32, content: &[Inline], outer: Option<Span>) {
    let mut last = 0;
    for inline in content {
        check(text, origin, inline.span, outer, inline);
        assert!(inline.span.start >= last, "{inline:?} is out of order in {text:?}");
        last = inline.span.start;
        check_inlines(text, origin, walk::inline_children(inline), Some(inline.span));
    }
}

/// Words that a reader of `text` could see: runs of letters and digits.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A text without its tags.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    for (at, piece) in text.split('<').enumerate() {
        out.push(' ');
        out.push_str(if at == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, rest)| rest) });
    }
    out
}

/// No word of the text is absent from the document, but for tags and for those that a diagnostic names as taken out.
pub(crate) fn loses_no_word(text: &str) {
    let parsed = read(text, &(), None, true);
    let mut kept = words(&everything(&parsed.document));
    for diagnostic in &parsed.diagnostics {
        kept.extend(words(diagnostic.original.as_deref().unwrap_or_default()));
    }
    let missing: Vec<_> = words(&untagged(text)).into_iter().filter(|word| !kept.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?} of {text:?} are not in\n{}", dump(&parsed.document));
}

fn everything(document: &Document) -> String {
    dump(document)
}
