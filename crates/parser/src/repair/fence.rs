//! Fences that nothing closes: the code ends where the page visibly goes on.

use super::{Page, Row};
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Closes the fences of a translation that nothing closes.
pub(super) fn mend(page: &mut Page<'_>) {
    if page.reference.is_none() {
        return;
    }
    let mut row = 0;
    while row < page.rows.len() {
        let text = page.text(row);
        let start = text.trim_start();
        if page.rows[row].code || start.len() + 8 < text.len() {
            row += 1;
            continue;
        }
        let Some((mark, length)) = scan::fence(start) else {
            row += 1;
            continue;
        };
        let indent = text[..text.len() - start.len()].to_owned();
        let end = end_of_code(page, row + 1);
        let from = indent.len();
        page.repaired(
            Code::RepairFence,
            row,
            from..from + start.trim_end().len(),
            "a fence is not closed",
            "close it with the same marks where the code ends",
        );
        let at = page.rows[end - 1].line.end;
        let marks = format!("{indent}{}", char::from(mark).to_string().repeat(length));
        let close = page.texts.rewrite(Line { start: at, end: at }, &[Edit::put(0, marks)]);
        page.rows.insert(end, Row::new(page.texts, close, true));
        for inner in row..end {
            page.rows[inner].code = true;
        }
        row = end + 1;
    }
}

/// The row after the code: where blocks begin that are no code, else the first blank row.
fn end_of_code(page: &Page<'_>, from: usize) -> usize {
    let mut blank = None;
    // Code that nothing closes is looked through so far and no further: else many open fences would be quadratic.
    for row in from..page.rows.len().min(from + 400) {
        let text = page.text(row).trim_start();
        if page.is_blank(row) {
            blank.get_or_insert(row);
            continue;
        }
        let markup = ["</", "<div", "<details", "<p", "!!! ", "??? ", "## ", "### ", "#### ", "[:", "!["];
        if page.rows[row].code || (blank.is_some() && markup.iter().any(|markup| text.starts_with(markup))) {
            let before = (from..row).rev().find(|&before| !page.is_blank(before));
            return before.map_or(row, |before| before + 1);
        }
    }
    blank.unwrap_or(page.rows.len().min(from + 400))
}
