//! References: `[words][label]`, `[label]: address "title"`, `[^label]` and `[^label]: note`, whose brackets became those of
//! a language, whose titles stand in other marks, or whose labels were translated in one place alone.

use super::PageRepair;
use super::prose::{Prose, first_word, is_address};
use super::signs::ROOM;
use crate::marker_set::MarkerSet;
use crate::page::normal_label;
use crate::scan;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Signs that stand for an opening bracket, and those for a closing one.
const OPEN: &[char] = &['[', '［', '【', '〔', '「'];
const CLOSE: &[char] = &[']', '］', '】', '〕', '」'];
/// Signs that stand for the mark of a note.
const CARETS: &[char] = &['^', '＾', 'ˆ', '˄', '⌃'];

/// Where a label stands in a page, and what it is there.
#[derive(Debug)]
struct Use {
    row: usize,
    /// From bracket to bracket.
    range: Range<usize>,
    label: String,
    /// Words that are their own label: `[words]`.
    bare: bool,
}

/// The labels of a page.
#[derive(Debug, Default)]
struct Labels {
    /// Rows of definitions, by label.
    defined: BTreeMap<String, (usize, Range<usize>)>,
    used: Vec<Use>,
}

/// Mends the references of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    for row in 0..page.rows.len() {
        if !page.rows[row].code {
            definition(page, row, &reference.notes);
        }
    }
    let labels = labels(page, false);
    if !labels.defined.is_empty() {
        brackets(page, &labels);
        let again = self::labels(page, false);
        renamed(page, &again);
    }
    if !reference.notes.is_empty() {
        let notes = self::labels(page, true);
        renamed(page, &notes);
    }
}

/// The definition that a row begins with, with the signs that it should have.
fn definition(page: &mut PageRepair<'_>, row: usize, notes: &[String]) {
    let text = page.text(row);
    let at = text.len() - text.trim_start().len();
    let start = &text[at..];
    let Some((label, is_note, rest)) = label(start, notes) else { return };
    let words = rest.trim_start_matches(ROOM);
    let mark = if is_note { "[^" } else { "[" };
    let (address, title) = words.split_at(first_word(words).len());
    let target = if is_note {
        words.to_owned()
    } else {
        let bare = address.trim_start_matches('<').trim_end_matches('>');
        if !(is_address(bare) || page.reference.is_some_and(|reference| reference.links.contains_key(bare))) {
            return;
        }
        let Some(title) = titled(title.trim()) else { return };
        format!("{address}{title}")
    };
    if target.is_empty() || at > 3 {
        return;
    }
    let good = format!("{mark}{label}]: {target}");
    let squeezed = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let is_whole = start.starts_with(mark) && start[mark.len()..].starts_with(&format!("{label}]:"));
    if is_whole && squeezed(&good) == squeezed(start) {
        return;
    }
    let code = if is_note { Code::RepairFootnote } else { Code::RepairLink };
    let (message, help) = if is_note {
        ("the mark of a footnote is damaged", "write `[^label]: ` with plain signs")
    } else {
        (
            "the definition of a link has other brackets, or its title other quotation marks",
            "write `[label]: address \"title\"`",
        )
    };
    let cut = start.len() - words.len();
    let edits = if is_note {
        vec![Edit { at, cut, put: format!("{mark}{label}]: ").into() }]
    } else {
        vec![Edit { at, cut: start.trim_end().len(), put: good.into() }]
    };
    page.repaired(code, row, at..at + start.trim_end().len(), message, help);
    page.rewrite(row, &edits);
}

/// The label of a definition, whether it is that of a note, and what stands behind its colon.
fn label<'t>(start: &'t str, notes: &[String]) -> Option<(&'t str, bool, &'t str)> {
    let bare = start.trim_start_matches('\\');
    let round = bare.starts_with(['(', '（']);
    let inner = bare.strip_prefix(OPEN).or_else(|| bare.strip_prefix(['(', '（']))?;
    let spaced = inner.trim_start_matches(ROOM);
    let is_note = spaced.starts_with(CARETS);
    let name = if is_note { spaced.trim_start_matches(CARETS) } else { inner };
    let end = name.find(|sign| CLOSE.contains(&sign) || round && matches!(sign, ')' | '）'))?;
    let label = name[..end].trim_end_matches('\\').trim_matches(ROOM);
    let width = name[end..].chars().next()?.len_utf8();
    let behind = name[end + width..].trim_start_matches(ROOM).trim_start_matches('\\');
    let known = if is_note { notes.iter().any(|note| note == label) } else { !round };
    let rest = behind.strip_prefix([':', '：']);
    // A note whose colon was lost stands alone before its words.
    let rest = rest.or_else(|| Some(behind).filter(|_| is_note && known && name[end + width..].starts_with(' ')))?;
    let fits = !label.is_empty() && label.len() <= limits::ABBREVIATION_BYTES && !label.contains(OPEN);
    (fits && (known || is_note && !round)).then_some((label, is_note, rest))
}

/// The title of a definition in plain quotation marks, with a space before it; none if it is no title.
fn titled(title: &str) -> Option<String> {
    if title.is_empty() {
        return Some(String::new());
    }
    if matches!(title.as_bytes(), [b'"', .., b'"'] | [b'\'', .., b'\''] | [b'(', .., b')']) {
        return Some(format!(" {title}"));
    }
    let range = super::prose::titled(title)?;
    Some(format!(" \"{}\"", title[range].trim().replace('"', "”")))
}

/// The labels that are defined and used on a page, of notes or of links.
fn labels(page: &PageRepair<'_>, notes: bool) -> Labels {
    let mut found = Labels::default();
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code) {
        let text = page.text(row);
        if !page.rows[row].markers.any(MarkerSet::OPEN.and(MarkerSet::WIDE).and(MarkerSet::EAST)) {
            continue;
        }
        let start = text.trim_start();
        let open = if notes { "[^" } else { "[" };
        let own = scan::definition(start, open).filter(|(label, _)| notes || !label.starts_with('^'));
        let mut from = 0;
        if let Some((label, end)) = own {
            let at = text.len() - start.len();
            let range = at + open.len()..at + open.len() + label.len();
            found.defined.entry(key(label, notes)).or_insert((row, range));
            from = at + end;
            if !notes {
                continue;
            }
        }
        uses(text, from, row, notes, &mut found.used);
    }
    found
}

/// How labels are compared.
fn key(label: &str, notes: bool) -> String {
    if notes { label.to_owned() } else { normal_label(label) }
}

/// The labels that a row uses, in brackets of any kind.
fn uses(text: &str, from: usize, row: usize, notes: bool, used: &mut Vec<Use>) {
    let prose = Prose::of(text);
    let mut at = from;
    while let Some(open) = text[at..].find(OPEN).map(|open| at + open) {
        let width = text[open..].chars().next().map_or(1, char::len_utf8);
        at = open + width;
        if prose.is_code(open) || text[..open].ends_with('\\') {
            continue;
        }
        let window = &text[at..text.floor_char_boundary(at + limits::ABBREVIATION_BYTES).max(at)];
        let Some(close) = window.find(CLOSE) else { continue };
        let inner = &window[..close];
        let end = at + close + window[close..].chars().next().map_or(1, char::len_utf8);
        if inner.contains(OPEN) || inner.trim().is_empty() {
            continue;
        }
        let is_note = inner.trim_start_matches(ROOM).starts_with(CARETS);
        let behind = text[end..].chars().next();
        let is_second = text[..open].trim_end_matches(ROOM).ends_with(CLOSE);
        if is_note != notes || (!notes && matches!(behind, Some('(' | '（' | ':' | '：'))) {
            continue;
        }
        // The words before a label are no label.
        let follows = text[end..].trim_start_matches(ROOM).starts_with(OPEN);
        if !notes && follows && !is_second {
            continue;
        }
        let label = inner.trim_start_matches(ROOM).trim_start_matches(CARETS).trim_matches(ROOM);
        let bare = !notes && !is_second;
        used.push(Use { row, range: open..end, label: key(label, notes), bare });
        at = end;
    }
}

/// `［words］［label］`, `[words] [ label ]`: plain brackets round the words and the label of a link that is defined.
fn brackets(page: &mut PageRepair<'_>, labels: &Labels) {
    let mut of_row: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for Use { row, range, label, bare } in &labels.used {
        if *bare || !labels.defined.contains_key(label) {
            continue;
        }
        let text = page.text(*row);
        let before = text[..range.start].trim_end_matches(ROOM);
        let Some(close) = before.chars().next_back().filter(|sign| CLOSE.contains(sign)) else { continue };
        let words_end = before.len() - close.len_utf8();
        let near = before.ceil_char_boundary(words_end.saturating_sub(limits::LINK_REACH_BYTES)).min(words_end);
        let Some(open) = before[near..words_end].rfind(OPEN).map(|open| near + open) else { continue };
        let sign = text[open..].chars().next().unwrap_or('[');
        let own =
            text[range.clone()].trim_matches(|sign| OPEN.contains(&sign) || CLOSE.contains(&sign)).trim_matches(ROOM);
        let good = format!("][{own}]");
        if sign == '[' && text[words_end..range.end] == good {
            continue;
        }
        let edits = of_row.entry(*row).or_default();
        edits.push(Edit { at: open, cut: sign.len_utf8(), put: "[".into() });
        edits.push(Edit { at: words_end, cut: range.end - words_end, put: good.into() });
    }
    for (row, mut edits) in of_row {
        edits.sort_by_key(|edit| edit.at);
        if edits.windows(2).any(|pair| pair[0].at + pair[0].cut > pair[1].at) {
            continue;
        }
        let end = edits.last().map_or(0, |edit| edit.at + edit.cut);
        page.repaired(
            Code::RepairLink,
            row,
            edits[0].at..end,
            "a link to a definition has other brackets, or room between them",
            "write `[words][label]` with plain brackets",
        );
        page.rewrite(row, &edits);
    }
}

/// Labels that are used and not defined, where as many are defined and not used: one of the two was translated.
fn renamed(page: &mut PageRepair<'_>, labels: &Labels) {
    let is_known = |label: &str| labels.defined.contains_key(label);
    let used: BTreeSet<&str> = labels.used.iter().map(|own| own.label.as_str()).collect();
    let mut spare: Vec<(&String, &(usize, Range<usize>))> =
        labels.defined.iter().filter(|(label, _)| !used.contains(label.as_str())).collect();
    spare.sort_by_key(|(_, (row, _))| *row);
    if spare.is_empty() || spare.len() > limits::RENAMED_LABELS {
        return;
    }
    let mut lost: Vec<&str> = Vec::new();
    for Use { label, bare, .. } in &labels.used {
        if !is_known(label) && !bare && !lost.contains(&label.as_str()) {
            lost.push(label);
        }
        if lost.len() > spare.len() {
            return;
        }
    }
    let mut bare_words = false;
    if lost.is_empty() {
        // Words that are their own label.
        bare_words = true;
        for Use { label, bare, row, .. } in &labels.used {
            let is_task =
                matches!(label.as_str(), "x" | "") || label.chars().all(|sign| sign.is_ascii_digit() || sign == '!');
            let in_heading = page.text(*row).trim_start().starts_with('#');
            if *bare && !is_known(label) && !is_task && !in_heading && !lost.contains(&label.as_str()) {
                lost.push(label);
            }
            if lost.len() > spare.len() {
                return;
            }
        }
    }
    if lost.len() != spare.len() {
        return;
    }
    let mut of_row: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for own in labels.used.iter().filter(|own| own.bare == bare_words) {
        let Some(place) = lost.iter().position(|label| *label == own.label) else { continue };
        let (row, range) = spare[place].1;
        let meant = page.text(*row)[range.clone()].to_owned();
        let text = page.text(own.row);
        let edit = if bare_words {
            Edit::put(own.range.end, format!("[{meant}]"))
        } else {
            let at = own.range.start
                + text[own.range.clone()]
                    .find(|sign| !OPEN.contains(&sign) && !CARETS.contains(&sign) && sign != ' ')
                    .unwrap_or(1);
            let end = own.range.start + text[own.range.clone()].rfind(CLOSE).unwrap_or(0);
            Edit { at, cut: end.saturating_sub(at), put: meant.into() }
        };
        of_row.entry(own.row).or_default().push(edit);
    }
    for (row, edits) in of_row {
        let (at, end) = (edits[0].at, edits.last().map_or(0, |edit| edit.at + edit.cut.max(1)));
        page.repaired(
            Code::RepairTranslatedSyntax,
            row,
            at..end,
            "the label of a reference was translated here and not where it is defined",
            "write the same label in both places",
        );
        page.rewrite(row, &edits);
    }
}
