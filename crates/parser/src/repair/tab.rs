//! Tabs: escaped markers with their bodies in bare fences, labels in other quotation marks or in none.

use super::prose::{QUOTES, quoted};
use super::{PageRepair, Row};
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Mends the tabs of a page.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let mut row = 0;
    while row < page.rows.len() {
        if !page.rows[row].code {
            mend_row(page, row);
        }
        row += 1;
    }
}

fn mend_row(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let start = &text[indent..];
    let escapes = start.len() - start.trim_start_matches('\\').len();
    let Some(rest) = start[escapes..].strip_prefix("===") else { return };
    let options = rest.len() - rest.trim_start_matches(['!', '+']).len();
    let label = rest[options..].trim();
    let label_at = indent + escapes + 3 + options + (rest[options..].len() - rest[options..].trim_start().len());
    let gap = rest[options..].len() - rest[options..].trim_start().len();
    if label.is_empty() || label.starts_with('=') {
        return;
    }
    let plain = label.len() > 1 && label.starts_with('"') && label.ends_with('"');
    if escapes == 0 && plain {
        return;
    }
    let body = page.next_text(row + 1).filter(|&body| body > row);
    let mut edits = Vec::new();
    if escapes > 0 {
        edits.push(Edit::cut(indent, escapes));
    }
    if !plain {
        let indented = body.is_some_and(|body| page.indent(body) >= page.indent(row) + 4);
        if escapes == 0 && !indented && !label.starts_with(QUOTES) {
            return;
        }
        let words = quoted(label).map_or(label, |range| &label[range]);
        let words: String = words.chars().filter(|&c| c != '"').collect();
        let room = if gap == 0 { " " } else { "" };
        edits.push(Edit { at: label_at, cut: label.len(), put: format!("{room}\"{}\"", words.trim()).into() });
    }
    let columns = page.indent(row);
    let fenced = body.filter(|_| escapes > 0).and_then(|body| Some((body, closing(page, body, columns)?)));
    page.repaired_rows(
        Code::RepairTab,
        row..=fenced.map_or(row, |(_, close)| close),
        "the marker of a tab was escaped or its label lost its quotation marks",
        "write `=== \"Label\"`, and its body indented by four spaces without a fence round it",
    );
    page.rewrite(row, &edits);
    if let Some((open, close)) = fenced {
        unwrap(page, open, close, columns);
    }
}

/// The row that closes a fence without a language round the body of a tab.
fn closing(page: &PageRepair<'_>, open: usize, columns: usize) -> Option<usize> {
    if !page.rows[open].code || page.indent(open) > columns + 3 {
        return None;
    }
    let (mark, length) = scan::fence(page.text(open).trim())?;
    if page.text(open).trim().len() > length {
        return None;
    }
    let closes = |text: &str| text.len() >= length && text.bytes().all(|byte| byte == mark);
    (open + 1..page.rows.len()).find(|&row| closes(page.text(row).trim()))
}

/// The fence round the body of a tab goes, and the body is indented.
fn unwrap(page: &mut PageRepair<'_>, open: usize, close: usize, columns: usize) {
    for row in [open, close] {
        let Line { start, .. } = page.rows[row].line;
        page.rows[row] = Row::new(page.texts, Line { start, end: start }, false);
    }
    let inner: Vec<Line> = page.rows[open + 1..close].iter().map(|row| row.line).collect();
    let code = scan::code_mask(page.texts.as_str(), &inner);
    for (row, code) in (open + 1..close).zip(code) {
        page.rows[row].code = code;
        if !page.is_blank(row) {
            page.rewrite(row, &[Edit::put(0, " ".repeat(columns + 4))]);
        }
    }
}
