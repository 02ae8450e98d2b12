//! Text that was indented into a box or tab which ends before it on the source page.

use super::PageRepair;
use super::fallen::{FallenKind, Holder, holders, markers, stretch};
use crate::skeleton::Section;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Takes out of the boxes and tabs of a section what the source page has behind them: there must be as many blocks, of the
/// same kinds, in the same order, in each box and behind it.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let holders = holders(section);
    if holders.iter().all(|holder| holder.behind.is_empty()) {
        return;
    }
    let Some(markers) = markers(page, rows.clone(), &holders) else { return };
    let mut at = 0;
    for holder in &holders {
        let own = &markers[at..at + holder.markers];
        at += holder.markers;
        out(page, own, markers.get(at).copied().unwrap_or(rows.end), holder);
    }
}

/// Takes what stands behind a box on the source page out of it.
fn out(page: &mut PageRepair<'_>, markers: &[usize], end: usize, holder: &Holder) {
    let (mut inside, mut behind): (Vec<(FallenKind, Range<usize>)>, Vec<FallenKind>) = (Vec::new(), Vec::new());
    let Some(last) = markers.last() else { return };
    for (number, marker) in markers.iter().enumerate() {
        let end = markers.get(number + 1).copied().unwrap_or(end);
        let mut row = marker + 1;
        while let Some(start) = page.next_text(row).filter(|start| *start < end) {
            let (kind, next) = stretch(page, start, end);
            if page.indent(start) >= 4 && behind.is_empty() {
                inside.push((kind, start..next));
            } else {
                behind.push(kind);
            }
            row = next.max(start + 1);
        }
    }
    let count = holder.inside.len();
    if inside.len() <= count || inside[count].1.start < *last {
        return;
    }
    let kinds = inside.iter().map(|(kind, _)| *kind).chain(behind);
    if !kinds.eq(holder.inside.iter().chain(&holder.behind).copied()) || holder.behind.contains(&FallenKind::Other) {
        return;
    }
    for (_, rows) in inside.split_off(count) {
        page.repaired_rows(
            Code::RepairIndentation,
            rows.start..=rows.start,
            "what stands behind a box or tab on the source page is indented here, and so stands in it",
            "take the four spaces before it away",
        );
        for row in rows {
            if page.text(row).starts_with("    ") {
                page.rewrite(row, &[Edit::cut(0, 4)]);
            } else if page.text(row).starts_with('\t') {
                page.rewrite(row, &[Edit::cut(0, 1)]);
            }
        }
    }
}
