//! Damage that is understood section by section: what stands under a heading here answers what stands under the same
//! one on the source page.

use super::{PageRepair, fallen, list, orphan, risen};
use std::ops::Range;

/// Mends each section beside that of the source page, where both pages have as many.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let sections = sections(page);
    if sections.len() != reference.sections.len() {
        return;
    }
    let glued: list::Glued = sections
        .iter()
        .zip(&reference.sections)
        .flat_map(|(rows, section)| list::mend(page, rows.clone(), section))
        .collect();
    let sections = if glued.is_empty() {
        sections
    } else {
        list::part(page, glued);
        self::sections(page)
    };
    // Other repairs of sections indent rows; none comes or goes.
    for (rows, section) in sections.into_iter().zip(&reference.sections) {
        fallen::mend(page, rows.clone(), section);
        risen::mend(page, rows.clone(), section);
        orphan::mend(page, rows, section);
    }
}

/// The rows up to the first heading, then those of each section.
fn sections(page: &PageRepair<'_>) -> Vec<Range<usize>> {
    let is_heading = |row: &usize| {
        let text = page.text(*row).trim_start();
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        let marked = (1..=6).contains(&hashes) && text[hashes..].starts_with([' ', '\t']);
        !page.rows[*row].code && page.indent(*row) < 4 && marked && !text[hashes..].trim().is_empty()
    };
    let starts: Vec<usize> = (0..page.rows.len()).filter(is_heading).collect();
    let ends = starts.iter().copied().chain([page.rows.len()]);
    let begins = [0].into_iter().chain(starts.iter().map(|row| row + 1));
    begins.zip(ends).map(|(start, end)| start..end).collect()
}
