//! The last stage: numbers of notes, and every block at its place in its file.

use crate::page::RawNote;
use crate::report::Report;
use crate::spans;
use crate::text::Texts;
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Block, Inline, InlineKind, Note, Origin, Placed};
use pamphlet_source::{Code, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// A note with its number and how many references lead to it.
pub(crate) struct Numbered {
    note: RawNote,
    number: u32,
    references: u32,
}

/// Numbers notes in the order in which references to them appear; notes that nothing refers to come last.
pub(crate) fn number(blocks: &mut [Block], notes: Vec<RawNote>, report: &mut Report) -> Vec<Numbered> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Numbered> = Vec::new();
    for note in notes {
        // Of two notes with one label the website shows one; here both texts are kept.
        if let Some(&at) = known.get(&note.label) {
            let first: &mut Numbered = &mut all[at];
            first.note.blocks.extend(note.blocks);
        } else {
            known.insert(note.label.clone(), all.len());
            all.push(Numbered { note, number: 0, references: 0 });
        }
    }
    let mut order: Vec<usize> = Vec::new();
    let see = |label: &str, all: &mut [Numbered], order: &mut Vec<usize>| {
        let Some(&at) = known.get(label) else { return 0 };
        if all[at].number == 0 {
            order.push(at);
            all[at].number = u32::try_from(order.len()).unwrap_or(u32::MAX);
        }
        all[at].references += 1;
        all[at].number
    };
    refer(blocks, &mut |label| see(label, &mut all, &mut order));
    // Notes may refer to notes; each is looked through once.
    let mut done = 0;
    let mut rest = 0;
    loop {
        while done < order.len() {
            let at = order[done];
            let mut inner = std::mem::take(&mut all[at].note.blocks);
            refer(&mut inner, &mut |label| see(label, &mut all, &mut order));
            all[at].note.blocks = inner;
            done += 1;
        }
        while rest < all.len() && all[rest].number != 0 {
            rest += 1;
        }
        let Some(unused) = all.get_mut(rest) else { break };
        report.say(
            Code::UnusedFootnote,
            unused.note.span,
            format!("nothing refers to the footnote `{}`", unused.note.label),
            "refer to it, or take it out",
        );
        order.push(rest);
        unused.number = u32::try_from(order.len()).unwrap_or(u32::MAX);
    }
    all.sort_by_key(|note| note.number);
    all
}

/// Gives every reference in blocks the number that `number` says for its label.
fn refer(blocks: &mut [Block], number: &mut dyn FnMut(&str) -> u32) {
    for block in blocks {
        walk::children_mut(block, &mut |child| match child {
            ChildMut::Blocks(inner) => refer(inner, number),
            ChildMut::Inlines(content) => refer_line(content, number),
            ChildMut::Link(link) => refer_line(&mut link.content, number),
            ChildMut::Picture(_) => {}
        });
    }
}

fn refer_line(content: &mut [Inline], number: &mut dyn FnMut(&str) -> u32) {
    for node in content {
        if let InlineKind::FootnoteReference { label, number: own } = &mut node.kind {
            *own = number(label);
        }
        if let Some(inner) = walk::inline_children_mut(node) {
            refer_line(inner, number);
        }
    }
}

/// Top-level blocks at their places.
pub(crate) fn blocks(blocks: Vec<Block>, texts: &Texts) -> Vec<Placed> {
    blocks
        .into_iter()
        .map(|mut block| {
            let origin = origin(block.span, texts);
            spans::block_spans(&mut block, &mut |span| *span = relative(*span, origin, texts));
            Placed { origin, block: Arc::new(block) }
        })
        .collect()
}

/// Notes at their places.
pub(crate) fn notes(notes: Vec<Numbered>, texts: &Texts) -> Vec<Note> {
    notes
        .into_iter()
        .map(|Numbered { note, number, references }| {
            let RawNote { label, span, mut blocks } = note;
            let origin = origin(span, texts);
            spans::each_span_mut(&mut blocks, &mut |span| *span = relative(*span, origin, texts));
            Note { origin, span: relative(span, origin, texts), label, number, references, blocks }
        })
        .collect()
}

fn origin(span: Span, texts: &Texts) -> Origin {
    let (source, start) = texts.locate(span.start as usize);
    Origin { source, start: Span::new(start, start).start }
}

fn relative(span: Span, origin: Origin, texts: &Texts) -> Span {
    let span = if texts.is_plain() { span } else { texts.span_in(origin.source, span) };
    span.relative_to(origin.start)
}
