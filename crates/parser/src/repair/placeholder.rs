//! Placeholders that a translation tool left where tags were: `<0>…</0>`.

use super::Page;
use super::prose::Prose;
use crate::text::Edit;
use pamphlet_source::Code;
use std::collections::BTreeSet;

/// Takes the placeholders of a row out; what they stand round stays. One after `<details …>` was its summary.
pub(super) fn mend(page: &mut Page<'_>, row: usize) {
    let text = page.text(row);
    let tags = tags(text);
    if tags.is_empty() {
        return;
    }
    let closing: BTreeSet<&str> = tags.iter().filter(|tag| tag.2).map(|tag| tag.3).collect();
    let closed = |number: &str| closing.contains(number);
    let alone = text.trim().starts_with('<') && text.trim().ends_with('>');
    let translation = page.reference.is_some();
    let summary = text.trim_start().starts_with("<details");
    let mut edits = Vec::new();
    let (mut start, mut end) = (text.len(), 0);
    for &(at, length, closes, number) in &tags {
        if page.reference.is_some_and(|reference| reference.placeholders.contains(number)) {
            continue;
        }
        let sure = closed(number) || alone || translation;
        if !sure {
            continue;
        }
        let put = match (summary && closed(number), closes) {
            (false, _) => "",
            (true, false) => "<summary>",
            (true, true) => "</summary>",
        };
        edits.push(Edit { at, cut: length, put: put.into() });
        start = start.min(at);
        end = end.max(at + length);
    }
    if edits.is_empty() {
        return;
    }
    page.repaired(
        Code::RepairPlaceholder,
        row,
        start..end,
        "a placeholder of the translation tool was left behind",
        "put the tag of the source page in its place",
    );
    page.rewrite(row, &edits);
}

/// `<12>` and `</12>`: place, length, whether it closes, number.
fn tags(text: &str) -> Vec<(usize, usize, bool, &str)> {
    let mut prose = None;
    let mut out = Vec::new();
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let closes = rest.starts_with('/');
        let number = &rest[usize::from(closes)..];
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits)
            && number[digits..].starts_with('>')
            && !prose.get_or_insert_with(|| Prose::of(text)).is_code(at)
        {
            out.push((at, usize::from(closes) + digits + 2, closes, &number[..digits]));
        }
    }
    out
}
