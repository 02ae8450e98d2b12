//! Headings that are bold with their marks, indented so that they became code, or glued to the text before them, where the
//! source page has more headings than the translation.

use super::prose::Prose;
use super::{PageRepair, Row};
use crate::scan;
use crate::skeleton::ShapeKind;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Mends such headings of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let has_code =
        reference.sections.iter().flat_map(|section| &section.blocks).any(|shape| shape.kind == ShapeKind::Code);
    let levels: Vec<usize> = reference.headings().map(|heading| usize::from(heading.level)).collect();
    let own = |page: &PageRepair<'_>| (0..page.rows.len()).filter(|row| heading(page, *row).is_some()).count();
    let mut missing = levels.len().saturating_sub(own(page));
    let mut row = 0;
    while row < page.rows.len() && missing > 0 {
        let at = row;
        row += 1;
        if page.rows[at].code || !page.text(at).contains('#') || heading(page, at).is_some() {
            continue;
        }
        let text = page.text(at);
        let start = text.trim();
        let indent = text.len() - text.trim_start().len();
        let inner = ["**", "__"].iter().find_map(|mark| start.strip_prefix(mark)?.strip_suffix(mark));
        let parted = |row: Option<usize>| row.is_none_or(|row| row >= page.rows.len() || page.is_blank(row));
        let is_alone = parted(at.checked_sub(1)) && parted(Some(at + 1));
        if let Some(inner) = inner.filter(|inner| level(inner).is_some_and(|level| levels.contains(&level)) && is_alone)
        {
            let (put, cut) = (inner.to_owned(), start.len());
            told(page, at, indent, "a heading is bold with its marks, so it is a paragraph");
            page.rewrite(at, &[Edit { at: indent, cut, put: put.into() }]);
        } else if page.indent(at) >= 4
            && !has_code
            && is_alone
            && level(start).is_some_and(|level| levels.contains(&level))
            && !is_held(page, at)
        {
            told(page, at, indent, "a heading is indented although it is in nothing, so it became code");
            page.rewrite(at, &[Edit::cut(0, indent)]);
        } else if let Some((gap, place)) = glued(text, &levels) {
            told(page, at, place, "a heading follows a text in the same row, so it is a part of it");
            let Line { start, end } = page.rows[at].line;
            page.rows[at] = Row::new(page.texts, Line { start, end: start + gap }, false);
            let blank = page.blank(start + gap);
            let below = Row::new(page.texts, Line { start: start + place, end }, false);
            page.rows.insert(at + 1, below);
            page.rows.insert(at + 1, blank);
        } else {
            continue;
        }
        missing -= 1;
    }
}

fn told(page: &mut PageRepair<'_>, row: usize, from: usize, message: &str) {
    let end = page.text(row).trim_end().len();
    page.repaired(Code::RepairTranslatedSyntax, row, from..end, message, "write `## Words` on a line of its own");
}

/// The level that a text says as a heading.
fn level(text: &str) -> Option<usize> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let words = &text[hashes..];
    ((1..=6).contains(&hashes) && words.starts_with(' ') && !words.trim().is_empty()).then_some(hashes)
}

fn heading(page: &PageRepair<'_>, row: usize) -> Option<usize> {
    let is_open = !page.rows[row].code && page.indent(row) < 4;
    let text = page.text(row).trim_start();
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    (is_open && (1..=6).contains(&hashes) && !text[hashes..].trim().is_empty()).then_some(hashes)
}

/// Whether something above can hold what is indented.
fn is_held(page: &PageRepair<'_>, row: usize) -> bool {
    let above = (0..row).rev().take(20).find(|above| !page.is_blank(*above) && page.indent(*above) < 4);
    above.is_some_and(|above| {
        let text = page.text(above).trim_start();
        let marks = ["!!!", "???", "===", ":   ", "[^", "<", "///"];
        marks.iter().any(|mark| text.starts_with(mark)) || scan::list_marker(text, true).is_some()
    })
}

/// A heading behind a sentence: where the room before it begins, and where it does. Only of the second level and below: one
/// hash may be a number.
fn glued(text: &str, levels: &[usize]) -> Option<(usize, usize)> {
    let prose = Prose::of(text);
    text.match_indices(" ##").find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let level = level(&text[at + 1..]).filter(|level| levels.contains(level))?;
        let ends = before.ends_with(|sign: char| ".!?:;。！？।؟)".contains(sign));
        (level > 1 && ends && !prose.is_code(at) && !text.starts_with('|')).then_some((before.len(), at + 1))
    })
}
