//! Shortcodes of icons and emojis with room, other dashes, escapes or capital letters in them, or a name that was
//! translated: `:material - home:`, `:material–home:`, `::material-home::`, `: smile :`. The source page has the icon.

use super::PageRepair;
use super::prose::Prose;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::collections::BTreeSet;
use std::ops::Range;

/// Mends the shortcodes of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    if reference.icons.is_empty() && reference.lines.emojis.is_empty() {
        return;
    }
    let names: BTreeSet<String> = reference.icons.iter().map(|icon| icon.replace('/', "-")).collect();
    let mut unknown: Vec<(usize, Range<usize>)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for row in 0..page.rows.len() {
        let text = page.text(row);
        if page.rows[row].code || !page.rows[row].markers.any(MarkerSet::COLON.and(MarkerSet::WIDE)) {
            continue;
        }
        let mut edits: Vec<Edit> = Vec::new();
        let prose = Prose::of(text);
        let mut from = 0;
        while let Some(at) = text[from..].find([':', '：']).map(|at| from + at) {
            let width = text[at..].chars().next().map_or(1, char::len_utf8);
            from = at + width;
            if prose.is_code(at) {
                continue;
            }
            let Some((range, name)) = shortcode(text, at) else { continue };
            let is_whole = text[range.clone()] == format!(":{name}:");
            if names.contains(&name) || reference.lines.emojis.contains(&name) {
                if is_whole {
                    seen.insert(name);
                } else {
                    edits.push(Edit { at: range.start, cut: range.len(), put: format!(":{name}:").into() });
                    seen.insert(name);
                }
                from = range.end;
            } else if is_whole && (is_of_a_set(&name) || !name.is_ascii() && !name.contains(char::is_numeric)) {
                unknown.push((row, range.clone()));
                from = range.end;
            }
        }
        if edits.is_empty() {
            continue;
        }
        for edit in &edits {
            told(page, row, edit.at..edit.at + edit.cut, "the shortcode of an icon was torn");
        }
        page.rewrite(row, &edits);
    }
    translated(page, &unknown, &names, &seen);
}

fn told(page: &mut PageRepair<'_>, row: usize, range: Range<usize>, message: &str) {
    page.repaired(Code::RepairIcon, row, range, message, "write `:set-name:`, as the source page does");
}

/// Whether a name begins as those of the sets of icons do.
fn is_of_a_set(name: &str) -> bool {
    ["material-", "octicons-", "fontawesome-", "simple-"].iter().any(|set| name.starts_with(set))
}

/// The one icon that the source page has and this one has not, where one of this page is not on the source page.
fn translated(
    page: &mut PageRepair<'_>,
    unknown: &[(usize, Range<usize>)],
    names: &BTreeSet<String>,
    seen: &BTreeSet<String>,
) {
    let emojis = page.reference.map(|reference| reference.lines.emojis.clone()).unwrap_or_default();
    let mut missing = names.union(&emojis).filter(|name| !seen.contains(*name));
    let (Some(meant), None, [(row, range)]) = (missing.next(), missing.next(), unknown) else { return };
    let written = &page.text(*row)[range.clone()];
    let set = |name: &str| name.trim_start_matches(':').split('-').next().unwrap_or_default().to_owned();
    if names.contains(meant) && set(written) != set(meant) {
        return;
    }
    let edit = Edit { at: range.start, cut: range.len(), put: format!(":{meant}:").into() };
    told(page, *row, range.clone(), "the name of an icon was translated");
    page.rewrite(*row, &[edit]);
}

/// What could be a shortcode that begins with a colon: where it stands, with what belongs to its marks, and its name
/// without what tools put in.
fn shortcode(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let window = &text[at..text.floor_char_boundary(at + limits::SHORTCODE_BYTES)];
    let head = window.trim_start_matches([':', '：']);
    if memchr::memchr(b':', head.as_bytes()).is_none() && !head.contains('：') {
        return None;
    }
    let opens = window.len() - head.len();
    let mut name = String::new();
    for (place, sign) in head.char_indices() {
        match sign {
            ':' | '：' => {
                if name.is_empty() {
                    return None;
                }
                let behind = head[place..].trim_start_matches([':', '：']);
                let closes = if opens > 1 && window.starts_with("::") {
                    head[place..].len() - behind.len()
                } else {
                    sign.len_utf8()
                };
                let start = at - usize::from(text[..at].ends_with('\\'));
                let name = name.trim_end_matches(' ').to_owned();
                return (!name.contains(' ')).then(|| (start..at + opens + place + closes, name));
            }
            '-' | '‑' | '–' | '—' | '−' | '‐' | '－' | '/' => {
                name.truncate(name.trim_end().len());
                name.push('-');
            }
            ' ' | '\u{a0}' | '\u{3000}' if name.is_empty() || name.ends_with(['-', ' ', '_']) => {}
            ' ' | '\u{a0}' | '\u{3000}' => name.push(' '),
            '\\' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}' => {}
            '_' if is_icon_begun(&name) => name.push('-'),
            _ if sign.is_alphanumeric() || matches!(sign, '_' | '+') => name.extend(sign.to_lowercase()),
            _ => return None,
        }
    }
    None
}

/// Whether letters are the name of a set: what follows is parted by hyphens.
fn is_icon_begun(name: &str) -> bool {
    ["material", "octicons", "fontawesome", "simple"].iter().any(|set| name.starts_with(set))
}
