//! Lists that kept the indentation of the item that they stood in, and lost that item: the website shows them as code.

use super::PageRepair;
use crate::scan;
use crate::skeleton::{Section, ShapeKind};
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Takes the indentation from lists that stand in nothing, where the source page has lists and no code.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let has = |wanted: &dyn Fn(&ShapeKind) -> bool| section.blocks.iter().any(|shape| wanted(&shape.kind));
    if !has(&|kind| matches!(kind, ShapeKind::List { .. })) || has(&|kind| matches!(kind, ShapeKind::Code)) {
        return;
    }
    // Whether what is indented has something to stand in.
    let mut held = false;
    let mut row = rows.start;
    while let Some(start) = page.next_text(row).filter(|start| *start < rows.end) {
        row = start + 1;
        if page.rows[start].code {
            continue;
        }
        if page.indent(start) < 4 {
            let plain = page.text(start).trim_start().starts_with(|first: char| first.is_alphabetic());
            held = !plain || scan::list_marker(page.text(start).trim_start(), true).is_some();
            continue;
        }
        let parted = start == 0 || page.is_blank(start - 1);
        if held || !parted || scan::list_marker(page.text(start).trim_start(), true).is_none() {
            continue;
        }
        let mut last = start;
        while let Some(next) = page.next_text(last + 1).filter(|next| *next < rows.end && page.indent(*next) >= 4) {
            last = next;
        }
        page.repaired_rows(
            Code::RepairIndentation,
            start..=last,
            "a list is indented although it is in no item, so it became code; on the source page it is in an item",
            "bring back the item that it belongs to, or remove four spaces of indentation",
        );
        for inner in start..=last {
            if !page.is_blank(inner) && page.indent(inner) >= 4 && page.text(inner).starts_with("    ") {
                page.rewrite(inner, &[Edit::cut(0, 4)]);
            }
        }
        held = true;
        row = last + 1;
    }
}
