//! Addresses of links and pictures with signs that no address has: full-width ones, backslashes, invisible ones, a scheme
//! that lost a slash or was encoded. What comes out must be an address of the source page.

use super::PageRepair;
use super::prose::Prose;
use super::signs::ROOM;
use crate::Skeleton;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::ops::Range;

/// Invisible signs.
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}', '\u{61c}',
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

struct Finding {
    range: Range<usize>,
    message: &'static str,
    edits: Vec<Edit>,
}

/// Mends the addresses of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    if reference.links.is_empty() && reference.pictures.is_empty() {
        return;
    }
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut found: Vec<Finding> = Vec::new();
    for (at, mark) in text.match_indices([']', '<', '＜']) {
        if prose.is_code(at) || found.last().is_some_and(|before| at < before.range.end) {
            continue;
        }
        let finding = if mark == "]" { link(text, at, reference) } else { bare(text, at, mark, reference) };
        found.extend(finding);
    }
    if found.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for Finding { range, message, edits: own } in found {
        page.repaired(Code::RepairLink, row, range, message, "write `[text](address)`, as the source page does");
        edits.extend(own);
    }
    page.rewrite(row, &edits);
}

/// The address that was meant, if the source page has it.
fn meant<'r>(written: &str, reference: &'r Skeleton) -> Option<&'r str> {
    let known = |address: &str| {
        let link = reference.links.get_key_value(address).map(|(own, _)| own.as_str());
        link.or_else(|| reference.pictures.get_key_value(address).map(|(own, _)| own.as_str()))
    };
    if known(written).is_some() {
        return None;
    }
    let mut plain: String =
        written.chars().filter(|sign| !INVISIBLE.contains(sign) && !ROOM.contains(sign)).map(narrow).collect();
    for entity in ["&lt;", "&gt;"] {
        plain = plain.replace(entity, "");
    }
    let plain = plain.trim_start_matches('<').trim_end_matches('>').replace("&amp;", "&");
    if let Some(found) = known(&plain) {
        return Some(found);
    }
    let decoded = pamphlet_source::percent::decoded(&plain);
    let slashes = |address: &str| {
        let (scheme, rest) = address.split_once(':')?;
        let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
        is_web.then(|| format!("{}://{}", scheme.to_ascii_lowercase(), rest.trim_start_matches('/')))
    };
    known(&decoded).or_else(|| known(&slashes(&decoded)?)).or_else(|| known(&slashes(&plain)?))
}

/// The plain sign of a full-width one, and a slash of a backslash.
fn narrow(sign: char) -> char {
    let code = u32::from(sign);
    match sign {
        '\\' => '/',
        '。' => '.',
        _ if (0xff01..=0xff5e).contains(&code) => char::from_u32(code - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

/// `](address)`, `]{address}`, `](address(`, `] (address)` with what stands between; a bracket that is escaped.
fn link(text: &str, at: usize, reference: &Skeleton) -> Option<Finding> {
    let window = &text[at + 1..text.floor_char_boundary(at + limits::LINK_REACH_BYTES).max(at + 1)];
    let behind = window.trim_start_matches(|sign| INVISIBLE.contains(&sign) || ROOM.contains(&sign) || sign == '\\');
    let gap = window.len() - behind.len();
    let open = behind.chars().next().filter(|open| matches!(open, '(' | '（' | '{' | ')'))?;
    let inner = at + 1 + gap + open.len_utf8();
    let rest = &text[inner..at + 1 + window.len()];
    let closes: &[char] = match open {
        '{' => &['}'],
        ')' => &['('],
        _ => &[')', '）'],
    };
    let end = inner + rest.find(closes)?;
    let close = text[end..].chars().next()?;
    let content = text[inner..end].trim_end_matches('\\');
    let written = content.trim_matches(|sign| INVISIBLE.contains(&sign) || ROOM.contains(&sign));
    let (written, title) = written
        .split_once([' ', '\u{a0}'])
        .filter(|(_, title)| title.trim_start().starts_with('"'))
        .unwrap_or((written, ""));
    let exact = reference.links.contains_key(written) || reference.pictures.contains_key(written);
    let address = if exact { written } else { meant(written, reference)? };
    let invisible = text[at + 1..at + 1 + gap].contains(INVISIBLE) || content.contains(INVISIBLE);
    let escaped = text[at + 1..at + 1 + gap].contains('\\');
    // Room and full-width brackets are looked at elsewhere.
    let squeezed: String = written.chars().filter(|sign| !ROOM.contains(sign)).collect();
    let is_whole = exact || address == squeezed;
    if is_whole && !invisible && !escaped && (matches!(open, '(' | '（') || gap > 0) {
        return None;
    }
    let from = at - usize::from(text[..at].ends_with('\\'));
    let title = if title.is_empty() { String::new() } else { format!(" {}", title.trim()) };
    let close_end = end + close.len_utf8();
    let mut edits = Vec::new();
    // The bracket before the words, where it was escaped as well.
    if from < at {
        let near = text.ceil_char_boundary(from.saturating_sub(limits::LINK_REACH_BYTES));
        let before = text[near..from].rfind('[').map(|open| near + open)?;
        if text[..before].ends_with('\\') {
            edits.push(Edit::cut(before - 1, 1));
        }
    }
    edits.push(Edit { at: from, cut: close_end - from, put: format!("]({address}{title})").into() });
    Some(Finding { range: from..close_end, message: "the address of a link has signs that no address has", edits })
}

/// `< https://example.org >`, `＜https://example.org＞`.
fn bare(text: &str, at: usize, mark: &str, reference: &Skeleton) -> Option<Finding> {
    let inner = at + mark.len();
    let window = &text[inner..text.floor_char_boundary(inner + limits::LINK_REACH_BYTES)];
    let end = inner + window.find(['>', '＞'])?;
    let width = text[end..].chars().next()?.len_utf8();
    let content = &text[inner..end];
    let written = content.trim_matches(ROOM);
    let exact = reference.links.contains_key(written).then_some(written);
    let mail = || reference.links.contains_key(&format!("mailto:{written}")).then_some(written);
    let exact = exact.or_else(mail);
    let address = exact.or_else(|| meant(written, reference))?;
    let is_web = address.contains("://") || address.contains('@');
    (is_web && format!("<{address}>") != text[at..end + width]).then(|| Finding {
        range: at..end + width,
        message: "a bare address has room or full-width signs round it",
        edits: vec![Edit { at, cut: end + width - at, put: format!("<{address}>").into() }],
    })
}

/// `[words](picture.png)`: the source page has a picture there and no link. `[[words](address)`: a bracket was doubled.
pub(super) fn picture(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('[') {
        let is_picture = text[..at].ends_with(['!', '\\', '！']) || text[..at].ends_with("! ");
        if is_picture || prose.is_code(at) {
            continue;
        }
        if text[at..].starts_with("[[") {
            edits.extend(doubled(text, at, reference).then(|| Edit::cut(at, 1)));
            continue;
        }
        if text[..at].ends_with('[') {
            continue;
        }
        let window = &text[at..text.floor_char_boundary(at + limits::LINK_REACH_BYTES)];
        let Some((words, rest)) = window.split_once("](") else { break };
        let Some(address) = rest.split([')', ' ']).next() else { continue };
        let other = words[1..].contains(['[', ']']);
        if !other && reference.pictures.contains_key(address) && !reference.links.contains_key(address) {
            edits.push(Edit::put(at, "!"));
        }
    }
    if edits.is_empty() {
        return;
    }
    for edit in &edits {
        page.repaired(
            Code::RepairLink,
            row,
            edit.at..edit.at + 1,
            "the sign of a picture was lost, or a bracket of a link was doubled",
            "write `![words](picture)` or `[words](address)`, as the source page does",
        );
    }
    page.rewrite(row, &edits);
}

/// `[[words](address)` of a link that the source page has: nothing closes the first bracket.
fn doubled(text: &str, at: usize, reference: &Skeleton) -> bool {
    let window = &text[at + 2..text.floor_char_boundary(at + limits::LINK_REACH_BYTES).max(at + 2)];
    let Some((words, rest)) = window.split_once("](") else { return false };
    let Some((address, behind)) = rest.split_once(')') else { return false };
    let is_open = !words.contains(['[', ']']) && !behind.contains(']');
    is_open && reference.links.contains_key(super::prose::first_word(address))
}
