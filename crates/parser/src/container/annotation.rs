//! Annotations: a block of the class `annotate`, or code with `(1)` in a comment, and the numbered list after it.

use crate::page::{block, inline};
use crate::report::Report;
use pamphlet_document::walk::{self, Child, ChildMut};
use pamphlet_document::{Annotated, Block, BlockKind, CodeAnnotation, Inline, InlineKind, ListKind};
use pamphlet_source::{Code, Span};

/// Joins blocks that are annotated with the lists of their notes.
pub(crate) fn pair(blocks: &mut Vec<Block>) {
    if !blocks.windows(2).any(|pair| is_pair(&pair[0], &pair[1])) {
        return;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for next in blocks.drain(..) {
        if !out.last().is_some_and(|last| is_pair(last, &next)) {
            out.push(next);
            continue;
        }
        let Some(mut shown) = out.pop() else { continue };
        let span = shown.span.join(next.span);
        let BlockKind::List(notes) = next.kind else { continue };
        shown.attrs.classes.retain(|class| class != "annotate");
        if let BlockKind::Code(code) = &mut shown.kind {
            (code.text, code.annotations) = unsigned(&code.text, notes.items.len());
        }
        let mut inner = vec![shown];
        refer(&mut inner, notes.items.len());
        out.push(block(span, BlockKind::Annotated(Annotated { blocks: inner, notes })));
    }
    *blocks = out;
}

fn is_pair(shown: &Block, notes: &Block) -> bool {
    let BlockKind::List(list) = &notes.kind else { return false };
    if !matches!(list.list, ListKind::Numbered { .. }) {
        return false;
    }
    shown.attrs.has_class("annotate") || matches!(&shown.kind, BlockKind::Code(code) if has_reference(&code.text))
}

/// Numbers that are told when no note answers them: greater ones are years and the like.
const TOLD: usize = 99;

/// Says which marks of annotated blocks no note answers: `(1)` in what has the class `annotate` and no numbered list behind
/// it, and `(3)` where the list has two.
pub(crate) fn answered<'b>(blocks: impl Iterator<Item = &'b Block>, report: &mut Report) {
    blocks.for_each(|block| marks(block, None, report));
}

/// Looks for marks in a block; `notes` says how many notes there are where it is annotated.
fn marks(block: &Block, notes: Option<usize>, report: &mut Report) {
    let notes = if block.attrs.has_class("annotate") { Some(0) } else { notes };
    match &block.kind {
        BlockKind::Annotated(annotated) => {
            let count = Some(annotated.notes.items.len());
            annotated.blocks.iter().for_each(|inner| marks(inner, count, report));
            annotated.notes.items.iter().flat_map(|item| &item.blocks).for_each(|inner| marks(inner, None, report));
        }
        BlockKind::List(list) => {
            for item in &list.items {
                let notes = if item.attrs.has_class("annotate") { Some(0) } else { notes };
                item.blocks.iter().for_each(|inner| marks(inner, notes, report));
            }
        }
        _ => walk::children(block, &mut |child| match child {
            Child::Blocks(blocks) => blocks.iter().for_each(|inner| marks(inner, notes, report)),
            Child::Inlines(content) => marks_in(content, notes, report),
            Child::Link(link) => marks_in(&link.content, notes, report),
            Child::Picture(_) => {}
        }),
    }
}

fn marks_in(content: &[Inline], notes: Option<usize>, report: &mut Report) {
    let Some(count) = notes else { return };
    for node in content {
        let InlineKind::Text { text } = &node.kind else {
            marks_in(walk::inline_children(node), notes, report);
            continue;
        };
        let mut from = 0;
        while let Some((start, end, number)) = next_reference(text, from, TOLD) {
            let message = match count {
                0 => format!("the mark ({number}) has no note: no numbered list follows what is annotated"),
                _ => format!("the mark ({number}) has no note: the list below has only {count}"),
            };
            let help = "write the notes as a numbered list below it, with a blank line between; below an item, indent them as \
                        its text, or they become items";
            report.say(Code::UndefinedFootnote, part_of(node.span, text.len(), start, end), message, help);
            from = end;
        }
    }
}

/// Whether a line of code ends with a comment `(1)` or `(1)!`.
fn has_reference(code: &str) -> bool {
    code.lines().any(|line| reference(line).is_some())
}

/// The reference at the end of a line of code.
struct Reference<'t> {
    /// What stands before its comment.
    before: &'t str,
    /// The number in its parentheses.
    number: &'t str,
    /// Whether `!` stands behind it: the comment is there for the reference alone.
    alone: bool,
}

fn reference(line: &str) -> Option<Reference<'_>> {
    let line = line.trim_end().trim_end_matches("-->").trim_end_matches("*/").trim_end();
    let (line, alone) = line.strip_suffix('!').map_or((line, false), |line| (line, true));
    let rest = line.strip_suffix(')')?;
    let before = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &rest[before.len()..];
    let comment = before.strip_suffix('(').filter(|_| !number.is_empty())?.trim_end();
    let marks = ["//", "/*", "<!--", "--", "#", ";", "%", "\"", "!"];
    let before = marks.iter().find_map(|mark| comment.strip_suffix(mark))?;
    Some(Reference { before, number, alone })
}

/// Code without the signs of comments that hold nothing but a reference, as `!` asks for: `# (1)!` is `(1)`. With the
/// places of all references.
fn unsigned(code: &str, notes: usize) -> (String, Vec<CodeAnnotation>) {
    let mut out = String::with_capacity(code.len());
    let mut marks = Vec::new();
    for line in code.split_inclusive('\n') {
        let shown = reference(line).and_then(|found| {
            let number = found.number.parse().ok().filter(|number: &u32| *number > 0 && *number as usize <= notes)?;
            Some((found, number))
        });
        let Some((Reference { before, number: digits, alone }, number)) = shown else {
            out.push_str(line);
            continue;
        };
        let start = if alone {
            out.push_str(before);
            out.len()
        } else {
            // The last parenthesis of the line is that of the reference.
            out.len() + line.rfind('(').unwrap_or(0)
        };
        if alone {
            out.extend(["(", digits, ")"]);
            out.extend(line.ends_with('\n').then_some('\n'));
        } else {
            out.push_str(line);
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        marks.push(CodeAnnotation { number, start: place(start), end: place(start + digits.len() + 2) });
    }
    (out, marks)
}

/// Turns `(1)` in text into references, as far as there are notes.
fn refer(blocks: &mut [Block], notes: usize) {
    for inner in blocks {
        walk::children_mut(inner, &mut |child| match child {
            ChildMut::Blocks(blocks) => refer(blocks, notes),
            ChildMut::Inlines(content) => refer_inlines(content, notes),
            ChildMut::Link(link) => refer_inlines(&mut link.content, notes),
            ChildMut::Picture(_) => {}
        });
    }
}

fn refer_inlines(content: &mut Vec<Inline>, notes: usize) {
    let mut out = Vec::with_capacity(content.len());
    for mut node in content.drain(..) {
        if let Some(inner) = walk::inline_children_mut(&mut node) {
            refer_inlines(inner, notes);
        }
        let InlineKind::Text { text } = &node.kind else {
            out.push(node);
            continue;
        };
        let mut from = 0;
        while let Some((start, end, number)) = next_reference(text, from, notes) {
            let part = |a: usize, b: usize| part_of(node.span, text.len(), a, b);
            if start > from {
                out.push(inline(part(from, start), InlineKind::Text { text: text[from..start].to_owned() }));
            }
            out.push(inline(part(start, end), InlineKind::AnnotationReference { number }));
            from = end;
        }
        if from == 0 {
            out.push(node);
        } else if from < text.len() {
            let span = part_of(node.span, text.len(), from, text.len());
            out.push(inline(span, InlineKind::Text { text: text[from..].to_owned() }));
        }
    }
    *content = out;
}

/// The span of a part of a text; of a text that is written otherwise than it reads, the whole.
fn part_of(span: Span, length: usize, from: usize, to: usize) -> Span {
    let start = span.start as usize;
    if (span.end as usize) - start == length { Span::new(start + from, start + to) } else { span }
}

fn next_reference(text: &str, mut from: usize, notes: usize) -> Option<(usize, usize, u32)> {
    while let Some(found) = text[from..].find('(') {
        let start = from + found;
        let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + 1 + digits;
        if let Ok(number) = text[start + 1..end].parse::<u32>()
            && text[end..].starts_with(')')
            && number > 0
            && number as usize <= notes
        {
            return Some((start, end + 1, number));
        }
        from = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_code_have_places() {
        let (code, marks) = unsigned("a: (b) # (1)!\nc(9) // (2)\nd # (3)\n", 2);
        assert_eq!(code, "a: (b) (1)\nc(9) // (2)\nd # (3)\n");
        let found: Vec<(u32, &str)> =
            marks.iter().map(|mark| (mark.number, &code[mark.start as usize..mark.end as usize])).collect();
        assert_eq!(found, [(1, "(1)"), (2, "(2)")], "there are two notes");
    }
}
