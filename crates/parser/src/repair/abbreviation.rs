//! Abbreviations: escaped, with other colons, or with words between the bracket and the colon.

use super::PageRepair;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// What a line is to abbreviations.
enum Shape {
    /// A definition as it should be.
    Good,
    /// A definition once these edits are made; whether to report them.
    Damaged(Vec<Edit>, bool),
    /// Something else.
    Other,
}

/// Mends the abbreviations that stand in a page.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    for row in 0..page.rows.len() {
        if !page.rows[row].code && page.indent(row) < 4 {
            mend_row(page, row);
        }
    }
}

/// Mends a file of abbreviations and leaves out what is none.
pub(super) fn mend_file(page: &mut PageRepair<'_>) {
    let mut open = false;
    for row in 0..page.rows.len() {
        if page.is_blank(row) {
            open = false;
            continue;
        }
        let text = page.text(row);
        if open && text.starts_with(' ') {
            continue;
        }
        let is_comment = text.trim_start().starts_with("<!--");
        if mend_row(page, row) {
            let text = page.text(row).trim_end();
            open = text.ends_with("]:");
            continue;
        }
        open = false;
        let text = page.text(row);
        if !is_comment {
            let end = text.trim_end().len();
            page.repaired(
                Code::RepairAbbreviation,
                row,
                0..end,
                "a line of the abbreviations is not a definition and would damage every page",
                "write `*[short form]: what it stands for`",
            );
        }
        let Line { start, .. } = page.rows[row].line;
        page.rows[row].line = Line { start, end: start };
    }
}

/// Mends one row; says whether it is a definition.
fn mend_row(page: &mut PageRepair<'_>, row: usize) -> bool {
    match shape(page.text(row)) {
        Shape::Good => true,
        Shape::Other => false,
        Shape::Damaged(edits, report) => {
            if report {
                // A website shows the whole line; here it is a definition, and no text.
                let end = page.text(row).trim_end().len();
                page.repaired(
                    Code::RepairAbbreviation,
                    row,
                    0..end,
                    "an abbreviation was escaped or its colon damaged",
                    "write `*[short form]: what it stands for`",
                );
            }
            page.rewrite(row, &edits);
            true
        }
    }
}

fn shape(text: &str) -> Shape {
    let indent = text.len() - text.trim_start().len();
    let start = &text[indent..];
    let escapes = start.len() - start.trim_start_matches('\\').len();
    let Some(rest) = start[escapes..].strip_prefix("*[").or_else(|| start[escapes..].strip_prefix("*\\[")) else {
        return Shape::Other;
    };
    let Some(close) = rest.find(']').filter(|&close| close > 0) else { return Shape::Other };
    let label_end = text.len() - rest.len() + close + 1;
    let escaped_bracket = start[escapes..].starts_with("*\\[");
    let after = &text[label_end..];
    let Some(colon) = after.find([':', '：', '︰', '꞉']) else { return Shape::Other };
    let mark = after[colon..].chars().next().unwrap_or(':');
    let between = &after[..colon];
    let words = between.trim();
    let aside = words.starts_with(['(', '（']) && words.ends_with([')', '）']) && words.len() < 60;
    if !words.is_empty() && !aside {
        return Shape::Other;
    }
    let mut edits = Vec::new();
    if escapes > 0 {
        edits.push(Edit::cut(indent, escapes));
    }
    if escaped_bracket {
        edits.push(Edit::cut(indent + escapes + 1, 1));
    }
    let report = !edits.is_empty() || !(between.is_empty() || between == " ") || mark != ':';
    if colon > 0 || mark != ':' {
        let put = if words.is_empty() { ":".to_owned() } else { format!(": {words}") };
        edits.push(Edit { at: label_end, cut: colon + mark.len_utf8(), put: put.into() });
    }
    if edits.is_empty() { Shape::Good } else { Shape::Damaged(edits, report) }
}
