//! Characters that nobody sees and that stand in the way: zero-width spaces, stray byte order marks, directional
//! controls that nothing closes or that lie in syntax.

use super::PageRepair;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use pamphlet_source::{Code, Span, limits};

/// Mends all rows; `any` says whether the page has bytes that such characters can begin with.
pub(super) fn mend(page: &mut PageRepair<'_>, any: bool) {
    if !any {
        return;
    }
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        let text = page.text(row);
        if !page.rows[row].markers.any(MarkerSet::GENERAL.and(MarkerSet::WIDE)) || !has_suspect(text.as_bytes()) {
            continue;
        }
        let unbalanced = !is_balanced(text);
        let edits: Vec<Edit> = text
            .char_indices()
            .filter(|&(at, c)| is_suspect(c) && stands_in_the_way(text, at, c, unbalanced))
            .map(|(at, c)| Edit::cut(at, c.len_utf8()))
            .collect();
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else { continue };
        let start = page.rows[row].line.start;
        let original: String = edits.iter().map(|edit| &text[edit.at..edit.at + edit.cut]).collect();
        page.report.repair(
            Code::RepairInvisible,
            Span::new(start + first.at, start + last.at + last.cut),
            "an invisible character stands in the way",
            "take the zero-width or directional character out",
            &original,
        );
        page.rewrite(row, &edits);
    }
}

/// Whether a text may have a character that [`is_suspect`], by its bytes: most that begin alike are plain punctuation.
fn has_suspect(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(0xe2, 0xef, bytes).any(|at| {
        matches!(
            bytes.get(at..at + 3),
            Some(
                [0xe2, 0x80, 0x8b | 0x8e | 0x8f | 0xaa..=0xae] | [0xe2, 0x81, 0xa0 | 0xa6..=0xa9] | [0xef, 0xbb, 0xbf]
            )
        )
    })
}

fn is_suspect(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200e}' | '\u{200f}') || is_control(c)
}

/// Characters that open or close a run of the other direction.
fn is_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_balanced(text: &str) -> bool {
    let mut open: Vec<bool> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push(true),
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(false),
            '\u{2069}' if open.pop() != Some(true) => return false,
            '\u{202c}' if open.pop() != Some(false) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

fn stands_in_the_way(text: &str, at: usize, c: char, unbalanced: bool) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    let syntax = |c: Option<char>| c.is_some_and(|c| "*_[](){}`:<>#|\\\"=".contains(c));
    if is_control(c) {
        return unbalanced || after == Some('[') || before == Some(']') && after == Some('(') || in_address(text, at);
    }
    if matches!(c, '\u{200e}' | '\u{200f}') {
        // Between two signs of one mark, and beside a bracket that opens an address.
        let is_mark = before == after && before.is_some_and(|sign| "*_=~^`!?#:$+".contains(sign));
        let is_head = ["!!!", "???", "==="].iter().any(|mark| text.trim_start().starts_with(mark));
        let room = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_quote = |c: Option<char>| c == Some('"');
        let beside_title = is_head && (room(before) && is_quote(after) || is_quote(before) && room(after));
        return is_mark || beside_title || before == Some(']') && after == Some('(') || in_address(text, at);
    }
    let room = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_suspect(c));
    let is_mark = before == after && before.is_some_and(|sign| "!?~^+$".contains(sign));
    c == '\u{feff}' || is_mark || syntax(before) || syntax(after) || room(before) || room(after)
}

/// Whether a byte lies between the brackets of an address or in an attribute list.
fn in_address(text: &str, at: usize) -> bool {
    let reach = &text[text.ceil_char_boundary(at.saturating_sub(limits::LINK_REACH_BYTES))..at];
    let last = reach.rsplit([')', '}', ' ']).next().unwrap_or_default();
    last.contains("](") || last.contains('{')
}
