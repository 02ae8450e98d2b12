//! Placeholders that a translation tool left where tags were: `<0>…</0>`, `<1/>`, `<g id="1">…</g>`, `<x id="2"/>`.

use super::PageRepair;
use super::prose::Prose;
use crate::text::Edit;
use pamphlet_source::Code;
use pamphlet_source::limits::PLACEHOLDER_BYTES;
use std::collections::BTreeSet;

/// Takes the placeholders of a row out; what they stand round stays. One after `<details …>` was its summary.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let tags = tags(text);
    if tags.is_empty() {
        return;
    }
    let closing: BTreeSet<&str> = tags.iter().filter(|tag| tag.2).map(|tag| tag.3).collect();
    let closed = |number: &str| closing.contains(number);
    let alone = text.trim().starts_with('<') && text.trim().ends_with('>');
    let translation = page.reference.is_some();
    let opens = |row: usize| page.text(row).trim_start().starts_with("<details");
    let above = (0..row).rev().find(|above| !page.is_blank(*above));
    // The first line of what folds, where nothing else sums it up.
    let below = alone && above.is_some_and(|above| opens(above) && !page.text(above).contains("<summary"));
    let summary = opens(row) || below;
    let mut edits = Vec::new();
    let (mut start, mut end) = (text.len(), 0);
    for &(at, length, closes, number) in &tags {
        let is_meant =
            |reference: &crate::Skeleton| reference.placeholders.iter().any(|own| own.trim_end_matches('/') == number);
        if page.reference.is_some_and(is_meant) {
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

/// `<12>`, `</12>` and `<12/>`, and the inline tags of XLIFF with a number: place, length, whether it closes, number.
fn tags(text: &str) -> Vec<(usize, usize, bool, &str)> {
    let mut prose = None;
    let mut out = Vec::new();
    // The numbers of `<g>` that are open.
    let mut open: Vec<&str> = Vec::new();
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let Some(end) = rest[..rest.floor_char_boundary(PLACEHOLDER_BYTES)].find('>') else { continue };
        let closes = rest.starts_with('/');
        let inner = rest[usize::from(closes)..end].trim_end_matches('/');
        let number = if closes && inner == "g" { open.pop() } else { number(inner) };
        let Some(number) = number.filter(|_| !prose.get_or_insert_with(|| Prose::of(text)).is_code(at)) else {
            continue;
        };
        if !closes && inner.starts_with("g ") {
            open.push(number);
        }
        out.push((at, end + 2, closes, number));
    }
    out
}

/// The number that a placeholder has: `12`, `g id="12"`, `x id="12"`.
fn number(inner: &str) -> Option<&str> {
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(inner) {
        return Some(inner);
    }
    let (name, rest) = inner.split_once(' ')?;
    let number = rest.trim().strip_prefix("id=\"")?.strip_suffix('"')?;
    (matches!(name, "g" | "x" | "bx" | "ex" | "ph" | "it") && is_number(number)).then_some(number)
}
