//! Marks of footnotes that lost their caret: `[note]`, where the page has `[^note]: words` and nothing that leads there.

use super::PageRepair;
use super::prose::Prose;
use crate::marker_set::MarkerSet;
use crate::scan;
use crate::text::Edit;
use pamphlet_source::Code;
use std::collections::BTreeSet;

/// A label of a note, and whether it is that of its text.
struct Label {
    word: String,
    defines: bool,
}

/// Puts the caret back into `[note]`, where nothing leads to that note of the source page and no mark leads nowhere.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference.filter(|reference| !reference.notes.is_empty()) else { return };
    let labels = labels(page);
    let of = |defines: bool| labels.iter().filter(move |own| own.defines == defines).map(|own| own.word.as_str());
    let (defined, used): (BTreeSet<&str>, BTreeSet<&str>) = (of(true).collect(), of(false).collect());
    let orphans = defined.difference(&used).filter(|word| reference.notes.iter().any(|own| own == *word));
    let orphans: BTreeSet<String> = orphans.map(|word| (*word).to_owned()).collect();
    if orphans.is_empty() || !used.is_subset(&defined) {
        return;
    }
    for (row, edits) in lost(page, &orphans) {
        let message = "the mark of a footnote lost its caret, so nothing leads to the note";
        page.mend_each(Code::RepairFootnote, row, &edits, message, "write `[^label]`");
    }
}

fn labels(page: &PageRepair<'_>) -> Vec<Label> {
    let mut found = Vec::new();
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code && page.rows[*row].markers.any(MarkerSet::CARET))
    {
        let text = page.text(row);
        let start = text.len() - text.trim_start().len();
        let defines = scan::definition(&text[start..], "[^").is_some();
        let prose = Prose::of(text);
        for (at, _) in text.match_indices("[^").filter(|(at, _)| !prose.is_code(*at) && !text[..*at].ends_with('\\')) {
            let Some(end) = text[at + 2..].find([']', '[']).filter(|end| text[at + 2 + end..].starts_with(']')) else {
                continue;
            };
            let word = text[at + 2..at + 2 + end].to_owned();
            found.push(Label { word, defines: defines && at == start });
        }
    }
    found
}

/// `[note]` of notes that nothing leads to.
fn lost(page: &PageRepair<'_>, orphans: &BTreeSet<String>) -> Vec<(usize, Vec<Edit>)> {
    let mut found = Vec::new();
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code && page.rows[*row].markers.any(MarkerSet::CLOSE))
    {
        let text = page.text(row);
        let prose = Prose::of(text);
        let mut edits = Vec::new();
        for (at, _) in text.match_indices('[').filter(|(at, _)| !prose.is_code(*at)) {
            let Some((word, rest)) = text[at + 1..].split_once(']') else { continue };
            let is_link = rest.starts_with(['(', '[', ':']) || text[..at].ends_with([']', '!', '\\']);
            if orphans.contains(word) && !is_link {
                edits.push(Edit::put(at + 1, "^"));
            }
        }
        if !edits.is_empty() {
            found.push((row, edits));
        }
    }
    found
}
