//! Footnotes that were glued to the end of the one before.

use super::prose::Prose;
use super::{PageRepair, Row};
use crate::marker_set::MarkerSet;
use crate::scan;
use crate::text::Line;
use pamphlet_source::Code;
use std::collections::BTreeSet;

/// Parts footnotes that share a line. Only in a footnote, and only at a label that something refers to and that no
/// line defines.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let mut defined = BTreeSet::new();
    let mut used = BTreeSet::new();
    for row in (0..page.rows.len()).filter(|&row| !page.rows[row].code) {
        let text = page.text(row);
        if !page.rows[row].markers.any(MarkerSet::CARET) || !text.contains("[^") {
            continue;
        }
        let start = text.trim_start();
        let own = scan::definition(start, "[^").map(|(label, _)| label.to_owned());
        for (at, _) in text.match_indices("[^") {
            let inner = &text[at + 2..];
            if let Some(end) = inner.find(['[', ']'])
                && inner[end..].starts_with(']')
                && !inner[end + 1..].starts_with(':')
            {
                used.insert(inner[..end].to_owned());
            }
        }
        defined.extend(own);
    }
    if let Some(reference) = page.reference {
        used.extend(reference.notes.iter().cloned());
    }
    let mut in_note = false;
    let mut row = 0;
    while row < page.rows.len() {
        if page.rows[row].code || page.is_blank(row) {
            row += 1;
            continue;
        }
        let text = page.text(row);
        if scan::definition(text.trim_start(), "[^").is_some() {
            in_note = true;
        } else if page.indent(row) < 4 && (row == 0 || page.is_blank(row - 1)) {
            in_note = false;
        }
        let found = in_note.then(|| glued(page.text(row), &defined, &used)).flatten();
        if let Some((gap, at, label)) = found {
            let length = page.text(row)[at..].find("]:").map_or(0, |end| end + 2);
            page.repaired(
                Code::RepairFootnote,
                row,
                at..at + length,
                "a footnote was glued to the end of the one before",
                "begin the definition on a line of its own",
            );
            defined.insert(label);
            let Line { start, end } = page.rows[row].line;
            page.rows[row].line = Line { start, end: start + gap };
            page.rows.insert(row + 1, Row::new(page.texts, Line { start: start + at, end }, false));
        }
        row += 1;
    }
}

/// The first definition inside a line: where the room before it begins, where it begins, its label.
fn glued(text: &str, defined: &BTreeSet<String>, used: &BTreeSet<String>) -> Option<(usize, usize, String)> {
    let prose = Prose::of(text);
    text.match_indices("[^").find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let (label, _) = scan::definition(&text[at..], "[^")?;
        let free = !before.is_empty() && !defined.contains(label) && used.contains(label) && !prose.is_code(at);
        free.then(|| (before.len(), at, label.to_owned()))
    })
}
