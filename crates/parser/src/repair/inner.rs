//! Lists and texts that stand in items on the source page, and lost their indentation here: a list of the other kind right
//! below an item, and the texts of cards in a grid.

use super::PageRepair;
use super::fallen::{FallenKind, stretch};
use crate::scan;
use crate::skeleton::{Section, Shape, ShapeKind};
use std::ops::Range;

/// Puts lists and texts of a section back into their items.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    lists(page, rows.clone(), section);
    cards(page, rows, section);
}

/// Whether a row begins an item that stands in nothing, and whether it has a number.
fn item(page: &PageRepair<'_>, row: usize) -> Option<bool> {
    let text = page.text(row);
    let begins = !page.rows[row].code && page.indent(row) == 0 && scan::list_marker(text, true).is_some();
    begins.then(|| text.starts_with(|first: char| first.is_ascii_digit()))
}

/// Lists of one kind right below items of the other kind, where the source page has that kind in items alone.
fn lists(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let list = |shape: &Shape| match shape.kind {
        ShapeKind::List { numbered, items } => Some((shape.depth, numbered, items)),
        _ => None,
    };
    let all: Vec<(u16, bool, usize)> = section.blocks.iter().filter_map(list).collect();
    let outer: Vec<bool> = all.iter().filter(|(depth, ..)| *depth == 0).map(|(_, numbered, _)| *numbered).collect();
    let Some(&numbered) = outer.first().filter(|first| outer.iter().all(|own| own == *first)) else { return };
    let inner: usize =
        all.iter().filter(|(depth, own, _)| *depth > 0 && *own != numbered).map(|(.., items)| *items).sum();
    // Those that stand where they should.
    let held = rows.clone().filter(|row| {
        let text = page.text(*row).trim_start();
        let other = text.starts_with(|first: char| first.is_ascii_digit()) != numbered;
        !page.rows[*row].code && page.indent(*row) > 0 && other && scan::list_marker(text, true).is_some()
    });
    let spare = inner.saturating_sub(held.count());
    let mut fallen: Vec<Range<usize>> = Vec::new();
    let mut items = 0;
    // Whether an item is open, to which what follows can belong.
    let mut open = false;
    let mut row = rows.start;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        row = start + 1;
        match item(page, start) {
            Some(own) if own == numbered => open = true,
            Some(_) if open => {
                let mut end = start;
                let mut last = start;
                while let Some(next) = page.next_text(end).filter(|next| *next < rows.end) {
                    let is_item = item(page, next) == Some(!numbered);
                    if !is_item && page.indent(next) == 0 && (next > last + 1 || item(page, next).is_some()) {
                        break;
                    }
                    items += usize::from(is_item);
                    (end, last) = (next + 1, next);
                }
                fallen.push(start..end);
                row = end;
            }
            Some(_) => return,
            None if page.indent(start) == 0 => open = false,
            None => {}
        }
    }
    if fallen.is_empty() || items > spare {
        return;
    }
    page.set_in(
        fallen,
        "a list that is inside an item on the source page is not indented here, so it stands beside it",
    );
}

/// Texts between the items of a grid, which on the source page holds a list and nothing else.
fn cards(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let grids: Vec<usize> = (0..section.blocks.len())
        .filter(|at| section.blocks[*at].kind == ShapeKind::Grid && section.blocks[*at].depth == 0)
        .collect();
    if grids.is_empty() {
        return;
    }
    let is_list_alone = |at: usize| {
        let mut inside =
            section.blocks[at + 1..].iter().take_while(|shape| shape.depth > 0).filter(|shape| shape.depth == 1);
        matches!(inside.next(), Some(Shape { kind: ShapeKind::List { .. }, .. })) && inside.next().is_none()
    };
    let begins = |page: &PageRepair<'_>, row: usize| {
        let text = page.text(row);
        !page.rows[row].code && text.starts_with("<div") && text.contains("grid") && text.contains("markdown")
    };
    let own: Vec<usize> = rows.clone().filter(|row| begins(page, *row)).collect();
    if own.len() != grids.len() || !grids.iter().all(|at| is_list_alone(*at)) {
        return;
    }
    for start in own {
        let end = (start + 1..rows.end).find(|row| !page.rows[*row].code && page.text(*row).starts_with("</div"));
        let Some(end) = end else { continue };
        let mut fallen: Vec<Range<usize>> = Vec::new();
        let (mut open, mut row) = (false, start + 1);
        while let Some(next) = page.next_text(row).filter(|next| *next < end) {
            row = next + 1;
            if item(page, next).is_some() {
                open = true;
            } else if page.indent(next) == 0 && open && page.is_blank(next - 1) {
                let (kind, stop) = stretch(page, next, end);
                if kind == FallenKind::Other && !page.text(next).starts_with(['[', ':', '!', '-']) {
                    fallen.clear();
                    break;
                }
                fallen.push(next..stop.min(end));
                row = stop;
            }
        }
        page.set_in(fallen, "what is inside a card on the source page is not indented here, so it stands beside it");
    }
}
