//! Damage that is understood section by section: what stands under a heading here answers what stands under the same
//! one on the source page.

use super::{PageRepair, fallen, held, inner, list, nested, orphan, risen, terms};
use std::ops::Range;

/// Mends each section beside that of the source page, where both pages have as many.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let Some(bold) = bold_headings(page, reference.sections.len()) else { return };
    let sections = sections(page, bold);
    let glued: list::Glued = sections
        .iter()
        .zip(&reference.sections)
        .flat_map(|(rows, section)| list::mend(page, rows.clone(), section))
        .collect();
    let sections = if glued.is_empty() {
        sections
    } else {
        list::part(page, glued);
        self::sections(page, bold)
    };
    let parted: terms::Terms = sections
        .iter()
        .zip(&reference.sections)
        .flat_map(|(rows, section)| terms::glued(page, rows.clone(), section))
        .collect();
    let sections = if parted.is_empty() {
        sections
    } else {
        terms::part(page, parted);
        self::sections(page, bold)
    };
    // Other repairs of sections indent rows; none comes or goes.
    for (rows, section) in sections.into_iter().zip(&reference.sections) {
        nested::mend(page, rows.clone(), section);
        held::mend(page, rows.clone(), section);
        fallen::mend(page, rows.clone(), section);
        inner::mend(page, rows.clone(), section);
        held::inner_items(page, rows.clone(), section);
        risen::mend(page, rows.clone(), section);
        orphan::mend(page, rows, section);
    }
}

/// Whether bold lines have to be taken for headings for this page to have as many sections as the source page; none where
/// it has another number of them either way. They are made headings when their blocks are read.
fn bold_headings(page: &PageRepair<'_>, wanted: usize) -> Option<bool> {
    [false, true].into_iter().find(|bold| sections(page, *bold).len() == wanted)
}

/// Whether a row is bold and stands alone.
fn is_bold(page: &PageRepair<'_>, row: usize) -> bool {
    let text = page.text(row).trim();
    let inner = ["**", "__"].iter().find_map(|mark| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.trim().is_empty() && !inner.contains(mark)).then_some(inner)
    });
    let is_blank = |row: usize| row >= page.rows.len() || page.is_blank(row);
    inner.is_some() && row.checked_sub(1).is_none_or(is_blank) && is_blank(row + 1)
}

/// The rows up to the first heading, then those of each section.
fn sections(page: &PageRepair<'_>, bold: bool) -> Vec<Range<usize>> {
    let is_heading = |row: &usize| {
        let text = page.text(*row).trim_start();
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        let marked = (1..=6).contains(&hashes) && text[hashes..].starts_with([' ', '\t']);
        let marked = marked && !text[hashes..].trim().is_empty() || bold && is_bold(page, *row);
        !page.rows[*row].code && page.indent(*row) < 4 && marked
    };
    let starts: Vec<usize> = (0..page.rows.len()).filter(is_heading).collect();
    let ends = starts.iter().copied().chain([page.rows.len()]);
    let begins = [0].into_iter().chain(starts.iter().map(|row| row + 1));
    begins.zip(ends).map(|(start, end)| start..end).collect()
}
