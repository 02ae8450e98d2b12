//! Icons whose shortcode was torn: `: material-menu:`, `：octicons-home-16：`, a colon that is missing.

use super::PageRepair;
use super::prose::Prose;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// The sets whose shortcodes begin like this.
const SETS: &[&str] = &["material-", "octicons-", "fontawesome-", "simple-"];

/// Mends the icons of a row.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let bytes = text.as_bytes();
    let ends = |at: usize| SETS.iter().any(|set| bytes[..=at].ends_with(set.as_bytes()));
    if !memchr::memchr_iter(b'-', bytes).any(ends) {
        return;
    }
    let prose = Prose::of(text);
    let known = |name: &str| {
        page.reference.is_some_and(|reference| reference.icons.iter().any(|icon| icon.replace('/', "-") == name))
    };
    let mut findings: Vec<(Range<usize>, Vec<Edit>)> = Vec::new();
    for dash in memchr::memchr_iter(b'-', bytes) {
        if let Some(set) = SETS.iter().find(|set| bytes[..=dash].ends_with(set.as_bytes())) {
            let at = dash + 1 - set.len();
            if prose.is_code(at) || text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || "-_/.=\"'".contains(c))
            {
                continue;
            }
            let length = text[at..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
            let name = &text[at..at + length];
            let before = text[..at].trim_end_matches([' ', '\u{a0}']);
            let after = &text[at + length..];
            let behind = after.trim_start_matches([' ', '\u{a0}']);
            let opens = before.ends_with([':', '：']);
            let closes = behind.starts_with([':', '：']);
            let sure = known(name);
            if opens && before.ends_with(':') && before.len() == at && after.starts_with(':') {
                continue;
            }
            let mut edits = Vec::new();
            let (mut start, mut end) = (at, at + length);
            if opens && closes {
                let colon = before.chars().next_back().map_or(1, char::len_utf8);
                start = before.len() - colon;
                let gap = after.len() - behind.len();
                let mark = behind.chars().next().map_or(1, char::len_utf8);
                end = at + length + gap + mark;
                edits.push(Edit { at: start, cut: at - start, put: ":".into() });
                edits.push(Edit { at: at + length, cut: gap + mark, put: ":".into() });
            } else if closes && after.starts_with(':') && (sure || before.ends_with('[')) {
                end += 1;
                edits.push(Edit::put(at, ":"));
            } else if opens && before.len() == at && sure && !after.starts_with('-') {
                start -= 1;
                edits.push(Edit::put(at + length, ":"));
            } else {
                continue;
            }
            findings.push((start..end, edits));
        }
    }
    if findings.is_empty() {
        return;
    }
    findings.sort_by_key(|(range, _)| range.start);
    findings.dedup_by(|next, before| next.0.start < before.0.end);
    let mut edits = Vec::new();
    for (range, own) in findings {
        page.repaired(Code::RepairIcon, row, range, "the shortcode of an icon was torn", "write `:set-name:`");
        edits.extend(own);
    }
    page.rewrite(row, &edits);
}
