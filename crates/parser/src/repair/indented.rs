//! Lists that a translation tool indented below a tag, where the website shows them as code.

use super::PageRepair;
use crate::scan;
use crate::text::Edit;
use pamphlet_source::Code;

/// Moves the lists of a translation that stand four columns deeper than the tag above them below that tag.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    if page.reference.is_none() {
        return;
    }
    let mut row = 0;
    while row < page.rows.len() {
        let tag = row;
        row += 1;
        if page.rows[tag].code || !is_tag(page.text(tag)) {
            continue;
        }
        let Some(first) = page.next_text(row).filter(|&first| first > row) else { continue };
        let depth = page.indent(tag);
        let deeper = |page: &PageRepair<'_>, row: usize| page.indent(row) >= depth + 4;
        if page.rows[first].code
            || !deeper(page, first)
            || scan::list_marker(page.text(first).trim_start(), true).is_none()
        {
            row = first;
            continue;
        }
        let mut last = first;
        while page.next_text(last + 1).is_some_and(|next| deeper(page, next) && !page.rows[next].code) {
            last = page.next_text(last + 1).unwrap_or(last + 1);
        }
        page.repaired_rows(
            Code::WebsiteDiffers,
            first..=last,
            "a list indented by four columns below a tag: the website shows it as code",
            "remove four spaces of indentation",
        );
        for inner in first..=last {
            let text = page.text(inner);
            let cut = text.len() - text.trim_start_matches(' ').len();
            if cut >= 4 {
                page.rewrite(inner, &[Edit::cut(cut - 4, 4)]);
            }
        }
        row = last + 1;
    }
}

/// Whether a line ends with a tag.
fn is_tag(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.trim_end().ends_with('>')
}
