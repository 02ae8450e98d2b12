//! Boxes and tabs in one another, whose texts or heads stand deeper or less deep than on the source page. What stands there
//! tells how deep each block is: as many blocks, of the same kinds, in the same order.

use super::PageRepair;
use super::callout::mark;
use super::fallen::{FallenKind, stretch};
use crate::skeleton::{Section, ShapeKind};
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// A block, as far as its first row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The head of a box, and whether it folds.
    Box(bool),
    /// The head of a tab.
    Tab,
    /// Anything else.
    Block(FallenKind),
}

/// A block of the page.
struct Written {
    part: Part,
    rows: Range<usize>,
}

/// What the source page has, with how many boxes and tabs each stands in.
struct Wanted {
    part: Part,
    depth: usize,
    /// For tabs, how many.
    tabs: usize,
}

/// Puts each block of a section where the source page has it.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let Some(wanted) = wanted(section) else { return };
    // What stands in no other box is looked at elsewhere, too.
    if !wanted.iter().any(|own| own.depth > 1 || own.depth > 0 && !matches!(own.part, Part::Block(_))) {
        return;
    }
    let written = written(page, rows);
    let Some(depths) = depths(&written, &wanted) else { return };
    let mut before = true;
    for (Written { rows, .. }, depth) in written.into_iter().zip(depths) {
        let own = page.indent(rows.start);
        let is_moved = own / 4 != depth;
        // One finding for what moved together.
        if is_moved && before {
            page.repaired_rows(
                Code::RepairIndentation,
                rows.start..=rows.start,
                "what is in a box or tab on the source page, or in no such, is indented in another way here",
                "indent it by four spaces for each box or tab that it is in, as the source page does",
            );
        }
        before = !is_moved;
        if is_moved {
            shift(page, rows, own, depth * 4);
        }
    }
}

/// Gives rows that are indented by some columns another indentation.
fn shift(page: &mut PageRepair<'_>, rows: Range<usize>, own: usize, wanted: usize) {
    for row in rows {
        if page.is_blank(row) {
            continue;
        }
        let line = page.rows[row].line;
        let cut = line.dedent(page.texts.as_str(), own).start - line.start;
        page.rewrite(row, &[Edit { at: 0, cut, put: " ".repeat(wanted).into() }]);
    }
}

/// The blocks of a section of the source page; none where some have no counterpart in the rows of a page.
fn wanted(section: &Section) -> Option<Vec<Wanted>> {
    let mut found = Vec::new();
    // The depth below which nothing is looked at.
    let mut closed = usize::MAX;
    for shape in &section.blocks {
        let depth = usize::from(shape.depth);
        if depth > closed {
            continue;
        }
        closed = usize::MAX;
        let (part, tabs) = match &shape.kind {
            ShapeKind::Callout { .. } => (Part::Box(false), 0),
            ShapeKind::Collapsible { .. } => (Part::Box(true), 0),
            ShapeKind::Tabs(count) => (Part::Tab, *count),
            ShapeKind::List { .. } | ShapeKind::Quote | ShapeKind::Table { .. } => {
                closed = depth;
                (Part::Block(FallenKind::of(&shape.kind)), 0)
            }
            ShapeKind::Paragraph | ShapeKind::Code => (Part::Block(FallenKind::of(&shape.kind)), 0),
            _ => return None,
        };
        found.push(Wanted { part, depth, tabs });
    }
    Some(found)
}

/// The blocks of the page.
fn written(page: &PageRepair<'_>, rows: Range<usize>) -> Vec<Written> {
    let mut found = Vec::new();
    let mut row = rows.start;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        let (part, end) = if let Some(head) = head(page, start) {
            (head, start + 1)
        } else {
            let (kind, end) = stretch(page, start, rows.end);
            let stop = |row: &usize| kind != FallenKind::Code && head(page, *row).is_some();
            (Part::Block(kind), (start + 1..end).find(stop).unwrap_or(end.max(start + 1)))
        };
        found.push(Written { part, rows: start..end });
        row = end;
    }
    found
}

fn head(page: &PageRepair<'_>, row: usize) -> Option<Part> {
    if page.rows[row].code {
        return None;
    }
    let text = page.text(row).trim_start();
    if let Some((_, folds)) = mark(text) {
        return Some(Part::Box(folds));
    }
    let label = text.strip_prefix("===")?.trim_start_matches(['!', '+']);
    (!label.trim().is_empty() && !label.starts_with('=')).then_some(Part::Tab)
}

/// How deep each block of the page is to stand, if they answer those of the source page.
fn depths(written: &[Written], wanted: &[Wanted]) -> Option<Vec<usize>> {
    let mut found = Vec::with_capacity(written.len());
    // The tabs that are open: how deep their heads are, and how many are still to come.
    let mut tabs: Vec<(usize, usize)> = Vec::new();
    let mut wanted = wanted.iter().peekable();
    for own in written {
        let next = wanted.peek();
        while tabs.last().is_some_and(|(depth, left)| *left == 0 && next.is_none_or(|next| next.depth <= *depth)) {
            tabs.pop();
        }
        if own.part == Part::Tab
            && let Some((depth, left)) = tabs
                .iter_mut()
                .rev()
                .find(|(depth, left)| *left > 0 && next.is_none_or(|next| next.depth <= *depth + 1))
        {
            // What comes next stands in this tab, if it stands in tabs at all.
            *left -= 1;
            found.push(*depth);
            continue;
        }
        let next = wanted.next().filter(|next| next.part == own.part)?;
        if tabs.last().is_some_and(|(depth, left)| *left > 0 && next.depth <= *depth) {
            return None;
        }
        if next.tabs > 0 {
            tabs.push((next.depth, next.tabs - 1));
        }
        found.push(next.depth);
    }
    (wanted.next().is_none() && tabs.iter().all(|(_, left)| *left == 0)).then_some(found)
}
