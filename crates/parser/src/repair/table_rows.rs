//! Rows of tables that were joined, lost their rule, were indented so that they became code, or run into the text behind
//! them. The source page tells how many rows and columns its tables have.

use super::signs::ROOM;
use super::table::{cells, is_rule, pipes, tables};
use super::{PageRepair, Row};
use crate::marker_set::MarkerSet;
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;
use std::ops::Range;

/// So many rows of a page are parted or put in: each time rows are moved.
const PARTED: usize = 40;
/// What stands for the sign between cells, too.
const ENTITIES: [&str; 3] = ["&#124;", "&#x7c;", "&vert;"];

/// Mends the rows of the tables of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let tables = tables(reference);
    if tables.is_empty() {
        return;
    }
    let may = MarkerSet::PIPE.and(MarkerSet::TICKS);
    let (mut row, mut left, mut number) = (0, PARTED, 0);
    while row < page.rows.len() && left > 0 {
        if page.rows[row].code || !page.rows[row].markers.any(may) || !begins(page.text(row)) {
            row += 1;
            continue;
        }
        let start = row;
        let own = |row: &usize| !page.rows[*row].code && begins(page.text(*row));
        let mut end = (start..page.rows.len()).take_while(own).last().unwrap_or(start) + 1;
        entities(page, start..end);
        let columns = cells(page.text(start));
        let wanted =
            tables.get(number).copied().filter(|(_, own)| *own == columns || end - start == 1 || columns > *own);
        number += 1;
        let wanted = wanted.or_else(|| tables.iter().copied().find(|(_, own)| *own == columns));
        if let Some((rows, columns)) = wanted {
            for change in [joined, ruled, followed] {
                let added = change(page, start..end, rows, columns);
                (end, left) = (end + added, left.saturating_sub(added));
            }
            indented(page, start..end);
        }
        row = end;
    }
}

fn begins(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('|') || ENTITIES.iter().any(|sign| text.starts_with(sign) && text.matches(sign).count() > 1)
}

/// Writes the signs between cells that became entities as such.
fn entities(page: &mut PageRepair<'_>, rows: Range<usize>) {
    for row in rows {
        let text = page.text(row);
        let Some(sign) = ENTITIES.iter().find(|sign| text.trim_start().starts_with(**sign)) else { continue };
        let put = |at: usize| Edit { at, cut: sign.len(), put: "|".into() };
        let edits: Vec<Edit> = text.match_indices(sign).map(|(at, _)| put(at)).collect();
        let length = text.trim_end().len();
        told(
            page,
            row,
            0..length,
            "the signs between cells became entities, which are shown",
            "write `| cell | cell |`",
        );
        page.rewrite(row, &edits);
    }
}

fn told(page: &mut PageRepair<'_>, row: usize, range: Range<usize>, message: &str, help: &str) {
    page.repaired(Code::RepairTranslatedSyntax, row, range, message, help);
}

/// Parts rows that hold two; gives how many there are more.
fn joined(page: &mut PageRepair<'_>, rows: Range<usize>, wanted: usize, columns: usize) -> usize {
    let mut added = 0;
    let mut row = rows.start;
    // A rule is no row of the source page.
    while row < rows.end + added && rows.len() + added < wanted + 1 {
        let text = page.text(row);
        // The first row ends with the last of its pipes, which is one more than its cells where it begins with one.
        let found = pipes(text);
        let ends = (columns.max(1) - 1..=columns).filter_map(|last| found.get(last..last + 2));
        let place = ends.into_iter().find_map(|pair| {
            let (first, second) = text.split_at(pair[0].end);
            let is_gap = text[pair[0].end..pair[1].start].trim_matches(ROOM).is_empty();
            let (head, tail) = (cells(first), cells(second));
            let fits = head == columns && (tail == columns || is_rule(second) && !is_rule(first));
            (is_gap && fits).then_some(pair[0].end..pair[1].start)
        });
        if let Some(place) = place {
            let length = text.trim_end().len();
            told(
                page,
                row,
                0..length,
                "two rows of a table stand in one",
                "begin each row of a table on a line of its own",
            );
            let Line { start, end } = page.rows[row].line;
            page.rows[row] = Row::new(page.texts, Line { start, end: start + place.start }, false);
            let next = Row::new(page.texts, Line { start: start + place.end, end }, false);
            page.rows.insert(row + 1, next);
            added += 1;
        }
        row += 1;
    }
    added
}

/// Puts the rule of a table back that lost it.
fn ruled(page: &mut PageRepair<'_>, rows: Range<usize>, wanted: usize, columns: usize) -> usize {
    let is_even = rows.len() == wanted && rows.clone().all(|row| cells(page.text(row)) == columns);
    if !is_even || wanted < 2 || rows.clone().any(|row| is_rule(page.text(row))) {
        return 0;
    }
    let known = page.reference.and_then(|reference| reference.written.rules.iter().find(|rule| cells(rule) == columns));
    let rule = known.cloned().unwrap_or_else(|| format!("|{}", "---|".repeat(columns)));
    let text = page.text(rows.start);
    let indent = text[..text.len() - text.trim_start().len()].to_owned();
    let range = indent.len()..text.trim_end().len();
    told(
        page,
        rows.start,
        range,
        "a table lost the rule below its head, so it is text",
        "write `|---|---|` below its head",
    );
    let at = page.rows[rows.start].line.end;
    let line = page.texts.rewrite(Line { start: at, end: at }, &[Edit::put(0, format!("{indent}{rule}"))]);
    page.rows.insert(rows.start + 1, Row::new(page.texts, line, false));
    1
}

/// Parts a table from the text right behind it, which would be a row.
fn followed(page: &mut PageRepair<'_>, rows: Range<usize>, wanted: usize, _: usize) -> usize {
    let is_whole = rows.len() == wanted + 1 && rows.clone().any(|row| is_rule(page.text(row)));
    let behind = page.rows.get(rows.end).filter(|row| !row.code).map(|_| page.text(rows.end));
    let is_text = behind.is_some_and(|text| {
        text.starts_with(char::is_alphanumeric) && pipes(text).is_empty() && scan::list_marker(text, true).is_none()
    });
    if !is_whole || !is_text || page.indent(rows.start) > 0 {
        return 0;
    }
    let length = page.text(rows.end).trim_end().len();
    let message = "a text follows a table without a blank line, so it is a row of it";
    told(page, rows.end, 0..length, message, "put a blank line behind the table");
    let blank = page.blank(page.rows[rows.end].line.start);
    page.rows.insert(rows.end, blank);
    1
}

/// Takes the indentation from a table that stands in nothing.
fn indented(page: &mut PageRepair<'_>, rows: Range<usize>) {
    let depth = page.indent(rows.start);
    let above = (0..rows.start).rev().take(3).find(|row| !page.is_blank(*row));
    let is_plain = above.is_some_and(|row| {
        let text = page.text(row);
        let is_text = text.starts_with(char::is_alphanumeric) && scan::list_marker(text, true).is_none();
        let is_head = text.starts_with('#');
        !page.rows[row].code && (is_text || is_head) && !page.text(row + 1).trim_start().starts_with(':')
    });
    let is_table = rows.len() > 2 && is_rule(page.text(rows.start + 1));
    if depth < 4 || !is_plain || !is_table || !page.is_blank(rows.start - 1) {
        return;
    }
    page.repaired_rows(
        Code::RepairIndentation,
        rows.start..=rows.start,
        "a table is indented although it is in nothing, so it became code",
        "take its indentation away",
    );
    for row in rows {
        let text = page.text(row);
        let cut = text.len() - text.trim_start().len();
        page.rewrite(row, &[Edit::cut(0, cut)]);
    }
}
