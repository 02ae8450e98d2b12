//! Text of footnotes and definitions that lost its indentation, and items of inner lists that stand at the margin.

use super::PageRepair;
use super::fallen::{FallenKind, stretch};
use crate::scan;
use crate::skeleton::{Section, Shape, ShapeKind};
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Puts back what stands in footnotes and definitions of a section on the source page.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    notes(page, rows.clone(), section);
    definitions(page, rows, section);
}

/// A stretch of rows at the margin.
struct Stretch {
    kind: FallenKind,
    rows: Range<usize>,
}

/// Whether a row begins the definition of a note: its label.
fn note<'p>(page: &'p PageRepair<'_>, row: usize) -> Option<&'p str> {
    let text = page.text(row);
    scan::definition(text, "[^").map(|(label, _)| label).filter(|_| !page.rows[row].code)
}

/// How many blocks of a section stand in nothing.
fn tops(section: &Section) -> usize {
    section.blocks.iter().filter(|shape| shape.depth == 0).count()
}

fn notes(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let Some(reference) = page.reference else { return };
    if !reference.note_blocks.iter().any(|blocks| blocks.len() > 1) {
        return;
    }
    // What stands at the margin in no note, and what of it may belong to the note before it.
    let (mut margin, mut fallen) = (0, Vec::new());
    let mut wanted: &[ShapeKind] = &[];
    let mut row = rows.start;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        let (kind, end) = stretch(page, start, rows.end);
        row = end.max(start + 1);
        if let Some(label) = note(page, start) {
            let known = reference.notes.iter().position(|own| own == label);
            wanted = known
                .and_then(|at| reference.note_blocks.get(at))
                .map_or(&[], |blocks| blocks.get(1..).unwrap_or_default());
            continue;
        }
        let expected = wanted.first().map(FallenKind::of);
        if page.indent(start) >= 4 && !page.rows[start].code || page.rows[start].code && page.indent(start) >= 4 {
            wanted = wanted.get(1..).unwrap_or_default();
            continue;
        }
        margin += 1;
        if expected == Some(kind) && kind != FallenKind::Other {
            wanted = &wanted[1..];
            fallen.push(Stretch { kind, rows: start..row });
        } else {
            wanted = &[];
        }
    }
    if fallen.is_empty() || margin != tops(section) + fallen.len() {
        return;
    }
    set_in(page, fallen, "what stands in a footnote on the source page is not indented here, so it is outside");
}

fn definitions(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let lists: Vec<usize> = (0..section.blocks.len())
        .filter(|at| matches!(section.blocks[*at].kind, ShapeKind::DefinitionList(_)) && section.blocks[*at].depth == 0)
        .collect();
    let [list] = lists[..] else { return };
    let inside = section.blocks[list + 1..].iter().take_while(|shape| shape.depth > 0).filter(|shape| shape.depth == 1);
    let wanted: Vec<FallenKind> = inside.map(|shape| FallenKind::of(&shape.kind)).collect();
    let is_colon = |page: &PageRepair<'_>, row: usize| page.text(row).starts_with(": ") && !page.rows[row].code;
    let (mut margin, mut begun, mut place, mut fallen) = (0, false, 0, Vec::new());
    let mut row = rows.start;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        let (kind, end) = stretch(page, start, rows.end);
        row = end.max(start + 1);
        let colons = (start..row).filter(|row| is_colon(page, *row)).count();
        let next = page.next_text(row).filter(|next| *next < rows.end);
        if colons > 0 {
            begun = true;
            place += colons;
        } else if next.is_some_and(|next| is_colon(page, next)) {
            // A term.
        } else if page.indent(start) >= 4 && begun {
            place += 1;
        } else {
            margin += 1;
            if begun && wanted.get(place) == Some(&kind) && kind != FallenKind::Other {
                place += 1;
                fallen.push(Stretch { kind, rows: start..row });
            }
        }
    }
    if fallen.is_empty() || margin + 1 != tops(section) + fallen.len() {
        return;
    }
    set_in(page, fallen, "what stands in a definition on the source page is not indented here, so it is outside");
}

fn set_in(page: &mut PageRepair<'_>, fallen: Vec<Stretch>, what: &str) {
    for Stretch { kind, rows } in fallen {
        // Room of another width stays no part of the text, but code keeps its own.
        if kind != FallenKind::Code && kind != FallenKind::List {
            for row in rows.clone() {
                let room = page.text(row).len() - page.text(row).trim_start().len();
                if room > 0 && !page.is_blank(row) {
                    page.rewrite(row, &[Edit::cut(0, room)]);
                }
            }
        }
        page.set_in(std::iter::once(rows).collect(), what);
    }
}

/// Items at the margin that stand in other items on the source page: each item there is one paragraph, so the order of the
/// paragraphs tells how deep each item is.
pub(super) fn inner_items(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let lists = section.blocks.iter().filter(|shape| matches!(shape.kind, ShapeKind::List { .. }));
    let items: usize =
        lists.clone().map(|shape| if let ShapeKind::List { items, .. } = shape.kind { items } else { 0 }).sum();
    // What stands in a tag or box is another matter.
    let mut top = &ShapeKind::Other;
    let are_in_lists = section.blocks.iter().all(|shape| {
        top = if shape.depth == 0 { &shape.kind } else { top };
        shape.depth == 0 || matches!(top, ShapeKind::List { .. })
    });
    if !lists.clone().any(|shape| shape.depth > 0) || !are_in_lists {
        return;
    }
    let is_plain = |shape: &&Shape| matches!(shape.kind, ShapeKind::List { .. } | ShapeKind::Paragraph);
    let inside = section.blocks.iter().filter(|shape| shape.depth > 0 || matches!(shape.kind, ShapeKind::List { .. }));
    let depths: Vec<u16> =
        inside.clone().filter(|shape| shape.kind == ShapeKind::Paragraph).map(|shape| shape.depth).collect();
    if !inside.clone().all(|shape| is_plain(&shape)) || depths.len() != items {
        return;
    }
    let is_item =
        |row: &usize| !page.rows[*row].code && scan::list_marker(page.text(*row).trim_start(), true).is_some();
    let found: Vec<usize> = rows.filter(is_item).collect();
    if found.len() != items || found.iter().any(|row| page.indent(*row) > 0) {
        return;
    }
    let (Some(first), Some(last)) = (found.first().copied(), found.last().copied()) else { return };
    page.repaired_rows(
        Code::RepairIndentation,
        first..=last,
        "items of an inner list are not indented, so they stand beside the outer ones",
        "indent them by four spaces, as the source page does",
    );
    for (number, row) in found.iter().enumerate() {
        let depth = usize::from(depths[number].saturating_sub(1));
        let next = found.get(number + 1).copied().unwrap_or(row + 1);
        // Each item is one paragraph.
        let end = (row + 1..next).find(|row| page.is_blank(*row)).unwrap_or(next);
        for row in *row..end {
            if depth > 0 && !page.is_blank(row) {
                page.rewrite(row, &[Edit::put(0, "    ".repeat(depth))]);
            }
        }
    }
}
