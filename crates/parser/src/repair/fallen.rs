//! Text that lost the indentation by which it stands in a box, in a tab or in a step.
//!
//! A marker without a body is nothing that an author writes. What the source page has inside of the box tells how much
//! of what follows belongs in there: as many blocks, of the same kinds, in the same order.

use super::PageRepair;
use super::callout::mark;
use crate::scan;
use crate::skeleton::{Section, Shape, ShapeKind};
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// What a stretch of lines is, as far as its first line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FallenKind {
    Paragraph,
    List,
    Code,
    Table,
    Quote,
    Other,
}

impl FallenKind {
    pub(super) fn of(shape: &ShapeKind) -> Self {
        match shape {
            ShapeKind::Paragraph => Self::Paragraph,
            ShapeKind::List { .. } => Self::List,
            ShapeKind::Code => Self::Code,
            ShapeKind::Table { .. } => Self::Table,
            ShapeKind::Quote => Self::Quote,
            _ => Self::Other,
        }
    }
}

/// A box of the source page.
pub(super) struct Holder {
    /// Whether it folds; none for tabs.
    pub(super) folds: Option<bool>,
    /// How many markers it has.
    pub(super) markers: usize,
    /// What stands in it.
    pub(super) inside: Vec<FallenKind>,
    /// What stands behind it, up to the next one.
    pub(super) behind: Vec<FallenKind>,
}

/// Puts back what the source page has in boxes, tabs and steps of a section.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    boxes(page, rows.clone(), section);
    steps(page, rows.clone(), section);
    for numbered in [true, false] {
        step_texts(page, rows.clone(), section, numbered);
    }
}

/// The boxes of a section that stand in no other one.
pub(super) fn holders(section: &Section) -> Vec<Holder> {
    let mut found: Vec<Holder> = Vec::new();
    let mut open = false;
    for Shape { depth, kind, .. } in &section.blocks {
        if *depth == 0 {
            let (folds, markers) = match kind {
                ShapeKind::Callout { .. } => (Some(false), 1),
                ShapeKind::Collapsible { .. } => (Some(true), 1),
                ShapeKind::Tabs(count) => (None, *count),
                _ => {
                    open = false;
                    found.last_mut().into_iter().for_each(|holder| holder.behind.push(FallenKind::of(kind)));
                    continue;
                }
            };
            found.push(Holder { folds, markers, inside: Vec::new(), behind: Vec::new() });
            open = true;
        } else if *depth == 1 && open {
            found.last_mut().into_iter().for_each(|holder| holder.inside.push(FallenKind::of(kind)));
        }
    }
    found
}

/// What marks a box or tab at a row that is not indented.
#[expect(clippy::option_option, reason = "tabs do not fold, boxes fold or do not")]
fn marker(page: &PageRepair<'_>, row: usize) -> Option<Option<bool>> {
    if page.rows[row].code || page.indent(row) > 0 {
        return None;
    }
    let text = page.text(row);
    if let Some((_, folds)) = mark(text) {
        return Some(Some(folds));
    }
    let label = text.trim_start_matches('\\').strip_prefix("===")?.trim_start_matches(['!', '+']);
    (!label.trim().is_empty() && !label.starts_with('=')).then_some(None)
}

/// The rows that mark the boxes and tabs of a section, if they are those of the source page: as many, of the same kinds, in
/// the same order.
pub(super) fn markers(page: &PageRepair<'_>, rows: Range<usize>, holders: &[Holder]) -> Option<Vec<usize>> {
    if holders.is_empty() {
        return None;
    }
    let markers: Vec<(usize, Option<bool>)> = rows.filter_map(|row| Some((row, marker(page, row)?))).collect();
    let wanted = holders.iter().flat_map(|holder| std::iter::repeat_n(holder.folds, holder.markers));
    wanted.eq(markers.iter().map(|(_, folds)| *folds)).then(|| markers.into_iter().map(|(row, _)| row).collect())
}

fn boxes(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let holders = holders(section);
    let Some(markers) = markers(page, rows.clone(), &holders) else { return };
    let mut at = 0;
    for holder in &holders {
        let mut inside = holder.inside.as_slice();
        for number in 0..holder.markers {
            let row = markers[at];
            at += 1;
            let end = markers.get(at).copied().unwrap_or(rows.end);
            // What stands before the next tab is in this one; of the last tab, and of a box, the source page knows.
            let most = if number + 1 < holder.markers { usize::MAX } else { inside.len() };
            let count = put_back(page, row, row + 1..end, inside, most, holder.folds.is_none());
            inside = &inside[count.min(inside.len())..];
        }
    }
}

/// Indents what belongs below a marker, if it is not; gives how many blocks stand there.
fn put_back(
    page: &mut PageRepair<'_>,
    marker: usize,
    rows: Range<usize>,
    inside: &[FallenKind],
    most: usize,
    tab: bool,
) -> usize {
    let Some(first) = page.next_text(rows.start).filter(|first| *first < rows.end) else { return 0 };
    let is_in_place = page.indent(first) >= if tab { 4 } else { 1 };
    let (mut row, mut fallen, mut count) = (first, Vec::new(), 0);
    while count < most {
        let Some(start) = page.next_text(row).filter(|start| *start < rows.end) else { break };
        if is_in_place && page.indent(start) == 0 {
            break;
        }
        let (kind, end) = stretch(page, start, rows.end);
        if inside.get(count) != Some(&kind) || kind == FallenKind::Other {
            break;
        }
        // Some of it may stand where it should.
        if page.indent(start) < 4 {
            fallen.push(start..end);
        }
        (row, count) = (end, count + 1);
    }
    if is_in_place || fallen.is_empty() {
        return count;
    }
    page.repaired_rows(
        Code::RepairIndentation,
        marker..=marker,
        "what is inside a box or tab on the source page is not indented here, so it is outside",
        "indent it by four spaces",
    );
    for row in fallen.into_iter().flatten() {
        if !page.is_blank(row) {
            let cut = if page.indent(row) < 4 { page.text(row).len() - page.text(row).trim_start().len() } else { 0 };
            let cut = if page.rows[row].code { 0 } else { cut.min(page.indent(first)) };
            page.rewrite(row, &[Edit { at: 0, cut, put: "    ".into() }]);
        }
    }
    count
}

/// What begins at a row, and the row after it.
pub(super) fn stretch(page: &PageRepair<'_>, row: usize, end: usize) -> (FallenKind, usize) {
    let text = page.text(row).trim_start();
    let is_item = |row: usize| scan::list_marker(page.text(row).trim_start(), true).is_some();
    let blank = |row: usize| (row..end).find(|row| page.is_blank(*row)).unwrap_or(end);
    if page.rows[row].code {
        let close = (row..end).find(|row| !page.rows[*row].code).unwrap_or(end);
        return (FallenKind::Code, close);
    }
    if is_item(row) {
        let mut last = blank(row);
        // Items and what is indented below them go on after blank rows.
        while let Some(next) = page.next_text(last).filter(|next| *next < end) {
            if page.rows[next].code || !(is_item(next) || page.indent(next) > page.indent(row)) {
                break;
            }
            last = blank(next);
        }
        return (FallenKind::List, last);
    }
    let kind = match text.as_bytes().first() {
        Some(b'|') => FallenKind::Table,
        Some(b'>') => FallenKind::Quote,
        Some(b'<' | b'#' | b'*' | b':' | b'!') if !text.starts_with("**") && !text.starts_with("![") => {
            FallenKind::Other
        }
        Some(b'-' | b'=' | b'\\') => FallenKind::Other,
        _ => FallenKind::Paragraph,
    };
    (kind, blank(row))
}

/// Code that stands in a step on the source page, and between two steps here.
fn steps(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let alone = section.blocks.iter().filter(|shape| shape.depth == 0 && shape.kind == ShapeKind::Code).count();
    let (mut in_item, mut listed) = (0, false);
    for Shape { depth, kind, .. } in &section.blocks {
        match kind {
            ShapeKind::List { .. } if *depth == 0 => listed = true,
            _ if *depth == 0 => listed = false,
            ShapeKind::Code if *depth == 1 && listed => in_item += 1,
            _ => {}
        }
    }
    // Code between two items is in the first; that behind the last may be.
    let (mut fallen, mut last) = (Vec::new(), Vec::new());
    let (mut count, mut row) = (0, rows.start);
    let mut before = None;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        if page.rows[start].code && page.indent(start) == 0 {
            let end = (start..rows.end).find(|row| !page.rows[*row].code).unwrap_or(rows.end);
            count += 1;
            let next = page.next_text(end).filter(|next| *next < rows.end).and_then(|next| item(page, next));
            match (before, next) {
                (Some(Step::Number(before)), Some(Step::Number(next))) if next == before + 1 => fallen.push(start..end),
                (Some(Step::Bullet), Some(Step::Bullet)) => fallen.push(start..end),
                (Some(_), None) => last.push(start..end),
                _ => {}
            }
            row = end;
            continue;
        }
        if page.indent(start) == 0 {
            before = item(page, start);
        }
        row = start + 1;
    }
    if count == alone + fallen.len() + last.len() {
        fallen.append(&mut last);
    }
    if count != alone + fallen.len() || fallen.is_empty() || fallen.len() > in_item {
        return;
    }
    fallen.sort_by_key(|rows: &Range<usize>| rows.start);
    page.set_in(fallen, "code that is inside a step on the source page is not indented here, so it splits the list");
}

/// What an item begins with.
#[derive(Clone, Copy)]
enum Step {
    Number(u32),
    Bullet,
}

/// The item that begins at a row.
fn item(page: &PageRepair<'_>, row: usize) -> Option<Step> {
    number(page, row).map(Step::Number).or_else(|| bullet(page, row, None).map(|_| Step::Bullet))
}

/// Paragraphs that stand in a step on the source page, and between two steps here.
fn step_texts(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section, wanted: bool) {
    let alone = section.blocks.iter().filter(|shape| shape.depth == 0 && shape.kind == ShapeKind::Paragraph).count();
    // Each item begins with a paragraph; the others are those that may have fallen out.
    let (mut all, mut begun, mut inside) = (0_usize, 0_usize, false);
    for Shape { depth, kind, .. } in &section.blocks {
        match kind {
            ShapeKind::List { numbered: own, items } if *depth == 0 => {
                inside = *own == wanted;
                begun += if inside { *items } else { 0 };
            }
            _ if *depth == 0 => inside = false,
            ShapeKind::Paragraph if *depth == 1 && inside => all += 1,
            _ => {}
        }
    }
    let spare = all.saturating_sub(begun);
    let mut fallen: Vec<Range<usize>> = Vec::new();
    let (mut count, mut row) = (0, rows.start);
    // The step above, and what stands below it since.
    let (mut before, mut open): (Option<u32>, Vec<Range<usize>>) = (None, Vec::new());
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        if page.indent(start) > 0 || page.rows[start].code {
            row = start + 1;
            continue;
        }
        let own = if wanted { number(page, start) } else { bullet(page, start, before) };
        if let Some(own) = own {
            if before.is_some_and(|before| own == before + 1) {
                fallen.append(&mut open);
            }
            open.clear();
            before = Some(own);
            row = start + 1;
            continue;
        }
        let (kind, end) = stretch(page, start, rows.end);
        let parted = start > 0 && page.is_blank(start - 1);
        if kind == FallenKind::Paragraph && parted {
            count += 1;
            open.push(start..end);
        } else if kind != FallenKind::Paragraph {
            (before, open) = (None, Vec::new());
        }
        row = end;
    }
    if fallen.is_empty() || fallen.len() > spare || count != alone + fallen.len() {
        return;
    }
    page.set_in(fallen, "text that is inside a step on the source page is not indented here, so it splits the list");
}

/// The number that the item without one has that begins at a row, behind another one.
fn bullet(page: &PageRepair<'_>, row: usize, before: Option<u32>) -> Option<u32> {
    let text = page.text(row);
    let is_item = !page.rows[row].code && text.starts_with(['-', '*', '+']) && scan::list_marker(text, true).is_some();
    is_item.then(|| before.map_or(1, |before| before.saturating_add(1)))
}

/// The number of the item that begins at a row.
fn number(page: &PageRepair<'_>, row: usize) -> Option<u32> {
    let text = page.text(row);
    let marker = scan::list_marker(text, true).filter(|_| !page.rows[row].code)?;
    text.get(..marker.saturating_sub(1))?.trim_end_matches(['.', ')']).parse().ok()
}
