//! Definition lists whose colon was left alone on its line.

use super::PageRepair;
use super::prose::Prose;
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Mends the definition lists of a page: a term, a lone `:`, room, and the paragraph that the term is explained by.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    for row in 1..page.rows.len() {
        if page.rows[row].code || page.text(row).trim() != ":" || page.indent(row) > 3 {
            continue;
        }
        let term = (0..row).rev().take(2).find(|&before| !page.is_blank(before));
        let Some(detail) = page.next_text(row + 1) else { continue };
        if !term.is_some_and(|term| is_text(page, term)) || !is_text(page, detail) || page.indent(detail) > 3 {
            continue;
        }
        let at = page.text(row).find(':').unwrap_or_default();
        page.repaired(
            Code::RepairDefinition,
            row,
            at..at + 1,
            "a definition was parted from its colon",
            "write `:   ` before the text of the definition, on the same line",
        );
        let Line { start, .. } = page.rows[row].line;
        page.rows[row].line = Line { start, end: start };
        let indent = page.text(detail).len() - page.text(detail).trim_start().len();
        page.rewrite(detail, &[Edit { at: 0, cut: indent, put: ":   ".into() }]);
        let mut next = detail + 1;
        while next < page.rows.len() && !page.rows[next].code && !page.is_blank(next) && page.text(next).trim() != ":" {
            page.rewrite(next, &[Edit::put(0, "    ")]);
            next += 1;
        }
    }
}

/// Whether a row is text of a paragraph.
fn is_text(page: &PageRepair<'_>, row: usize) -> bool {
    let text = page.text(row).trim_start();
    !page.rows[row].code
        && !text.starts_with(['#', '>', '|'])
        && !text.starts_with("</")
        && scan::list_marker(text, true).is_none()
        && !scan::is_rule(text)
        && !Prose::of(text).is_code(usize::MAX)
}
