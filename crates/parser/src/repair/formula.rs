//! Formulas that a tool gave room, escapes or full-width signs: `$ x ^ 2 $`, `$a\_b$`, `＄x＄`, `\ (x\ )`. The source page
//! has the same formula.

use super::PageRepair;
use super::prose::Prose;
use crate::skeleton::facts::squeezed;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::collections::BTreeMap;

/// What begins and ends a formula in a line: whole, then as tools write it.
const MARKS: [(&str, &str, &str, &str); 6] = [
    ("\\$", "\\$", "$", "$"),
    ("$", "$", "$", "$"),
    ("＄", "＄", "$", "$"),
    ("\\ (", "\\ )", "\\(", "\\)"),
    ("\\(", "\\)", "\\(", "\\)"),
    ("\\\\(", "\\\\)", "\\(", "\\)"),
];

/// Mends the formulas of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference.filter(|reference| !reference.lines.formulas.is_empty()) else { return };
    let text = page.text(row);
    if !text.contains(['$', '＄', '\\']) {
        return;
    }
    let start = text.trim();
    let squeezed_row: String = start.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').collect();
    if reference.lines.displays && start != "$$" && matches!(squeezed_row.as_str(), "$$" | "＄＄") {
        let at = text.len() - text.trim_start().len();
        let edit = Edit { at, cut: start.len(), put: "$$".into() };
        told(page, row, at..at + edit.cut);
        page.rewrite(row, &[edit]);
        return;
    }
    let prose = Prose::of(text);
    let mut edits: BTreeMap<usize, Edit> = BTreeMap::new();
    for (open, close, begin, end) in MARKS {
        let mut at = 0;
        while let Some(found) = text[at..].find(open).map(|found| at + found) {
            at = found + open.len();
            let taken = edits.range(..=found).next_back().is_some_and(|(at, edit)| found < at + edit.cut);
            if prose.is_code(found) || taken {
                continue;
            }
            let window = &text[at..text.floor_char_boundary(at + limits::LINK_REACH_BYTES)];
            let Some(length) = window.find(close) else { break };
            let inner = &text[at..at + length];
            let Some(meant) = reference.lines.formulas.get(&squeezed(inner)) else { continue };
            let whole = inner == meant && open == begin;
            // Room inside of a formula is its own; beside its marks it makes it text.
            let is_formula =
                open == begin && inner.trim().len() == inner.len() && !inner.contains("\\_") && !inner.contains("\\*");
            if !whole && !is_formula && !inner.is_empty() {
                let cut = open.len() + length + close.len();
                edits.insert(found, Edit { at: found, cut, put: format!("{begin}{meant}{end}").into() });
            }
            at += length + close.len();
        }
    }
    if edits.is_empty() {
        return;
    }
    let edits: Vec<Edit> = edits.into_values().collect();
    for edit in &edits {
        told(page, row, edit.at..edit.at + edit.cut);
    }
    page.rewrite(row, &edits);
}

fn told(page: &mut PageRepair<'_>, row: usize, range: std::ops::Range<usize>) {
    page.repaired(
        Code::RepairTranslatedSyntax,
        row,
        range,
        "a formula has room, escapes or full-width signs that the source page has not",
        "write it as the source page does",
    );
}
