//! Definitions that were glued to their terms: `Term : meaning` and `Term: meaning`, where the source page has a list of
//! definitions with as many terms and this page has none.

use super::{PageRepair, Row};
use crate::scan;
use crate::skeleton::{Section, ShapeKind};
use crate::text::{Edit, Line};
use pamphlet_source::Code;
use std::ops::Range;

/// A row that is to be parted, and the bytes that go.
pub(super) type Terms = Vec<(usize, Range<usize>)>;

/// The terms of a section that their definitions are glued to.
pub(super) fn glued(page: &PageRepair<'_>, rows: Range<usize>, section: &Section) -> Terms {
    let lists = section.blocks.iter().filter(|shape| shape.depth == 0).filter_map(|shape| match shape.kind {
        ShapeKind::DefinitionList(entries) => Some(entries),
        _ => None,
    });
    let wanted: usize = lists.sum();
    // Those that are whole: of several definitions of a term the first counts.
    let is_colon = |row: usize| row < page.rows.len() && !page.rows[row].code && page.text(row).starts_with(": ");
    let above = |row: usize| (rows.start..row).rev().find(|above| !page.is_blank(*above));
    let begins =
        |row: &usize| is_colon(*row) && above(*row).is_some_and(|above| !is_colon(above) && page.indent(above) < 4);
    let wanted = wanted.saturating_sub(rows.clone().filter(begins).count());
    if wanted == 0 {
        return Terms::new();
    }
    let parts = |row: usize| page.is_blank(row) || is_colon(row) || term(page, row).is_some();
    let is_begin = |row: &usize| *row == rows.start || row.checked_sub(1).is_none_or(parts);
    let found = |row: usize| Some((row, term(page, row)?));
    let terms: Terms = rows.clone().filter(is_begin).filter_map(found).collect();
    // Each is one row: what goes on belongs to no definition that anybody knows of.
    let is_alone = |(row, _): &(usize, Range<usize>)| {
        row + 1 >= page.rows.len() || page.is_blank(row + 1) || is_colon(row + 2) || term(page, row + 1).is_some()
    };
    if terms.len() == wanted && terms.iter().all(is_alone) { terms } else { Terms::new() }
}

/// Where the colon of a row stands that parts a term from its meaning.
fn term(page: &PageRepair<'_>, row: usize) -> Option<Range<usize>> {
    let text = page.text(row).trim_end();
    let begins = text.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '*' | '`' | '_' | '['));
    if page.rows[row].code || !begins || scan::list_marker(text, true).is_some() {
        return None;
    }
    let at = text.find([':', '：'])?;
    let width = text[at..].chars().next()?.len_utf8();
    let head = text[..at].trim_end();
    let rest = &text[at + width..];
    let words = rest.trim_start();
    let is_gap = width > 1 || words.len() < rest.len();
    (is_gap && !head.is_empty() && !words.is_empty()).then(|| head.len()..text.len() - words.len())
}

/// Gives definitions rows of their own.
pub(super) fn part(page: &mut PageRepair<'_>, terms: Terms) {
    let mut rows = Vec::with_capacity(page.rows.len() + terms.len());
    for (row, gap) in &terms {
        let message = "a definition stands in the row of its term, so the two are a paragraph";
        let help = "write the term on a line of its own, and `:   ` before the definition below it";
        page.repaired(Code::RepairDefinition, *row, 0..gap.end, message, help);
    }
    let mut terms = terms.into_iter().peekable();
    for (number, row) in std::mem::take(&mut page.rows).into_iter().enumerate() {
        let Some((_, gap)) = terms.next_if(|(own, _)| *own == number) else {
            rows.push(row);
            continue;
        };
        let Line { start, end } = row.line;
        rows.push(Row::new(page.texts, Line { start, end: start + gap.start }, false));
        let below = page.texts.rewrite(Line { start: start + gap.end, end }, &[Edit::put(0, ":   ")]);
        rows.push(Row::new(page.texts, below, false));
    }
    page.rows = rows;
}
