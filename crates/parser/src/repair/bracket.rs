//! Links whose brackets were lost, turned round, or became those of a language: `Words(page.md){ .x }`,
//! `(words)[page.md]`, `]words[(page.md)`, `「words」(page.md)`. The address tells: the source page links to it.

use super::Page;
use super::prose::{Prose, first_word};
use crate::text::Edit;
use pamphlet_source::{Code, limits};

/// Brackets that languages have, by which tools replace the square ones.
const BRACKETS: [(char, char); 6] =
    [('【', '】'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('〔', '〕')];

struct Finding {
    start: usize,
    end: usize,
    message: &'static str,
    edits: Vec<Edit>,
}

/// Mends the links of a row of a translation.
pub(super) fn mend(page: &mut Page<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    if text.len() > limits::LINK_REACH_BYTES {
        return;
    }
    let prose = Prose::of(text);
    let known = |address: &str| reference.links.contains_key(address);
    let mut findings: Vec<Finding> = Vec::new();
    for (at, sign) in text.match_indices(['(', '（', '[']) {
        if prose.is_code(at) || findings.last().is_some_and(|before| at < before.end) {
            continue;
        }
        let sign = sign.chars().next().unwrap_or('(');
        let finding = if sign == '[' { turned(text, at, &known) } else { lost(text, at, sign, &known) };
        findings.extend(finding);
    }
    if findings.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for Finding { start, end, message, edits: own } in findings {
        page.repaired(Code::RepairLink, row, start..end, message, "write `[text](address)`");
        edits.extend(own);
    }
    edits.sort_by_key(|edit| edit.at);
    page.rewrite(row, &edits);
}

/// The address between brackets that begin at a place, and where they end.
fn address<'t>(text: &'t str, inner: usize, close: &[char]) -> Option<(&'t str, usize, usize)> {
    let end = inner + text[inner..].find(close)?;
    let width = text[end..].chars().next().map_or(1, char::len_utf8);
    Some((first_word(text[inner..end].trim()), end, width))
}

/// `(words)[address]`.
fn turned(text: &str, at: usize, known: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let (address, end, width) = address(text, at + 1, &[']'])?;
    let behind = &text[end + width..];
    let before = &text[..at];
    if !known(address) || !before.ends_with(')') || behind.starts_with(['(', '[', ':']) {
        return None;
    }
    let open = before[..at - 1].rfind(['(', ')']).filter(|open| before[*open..].starts_with('('))?;
    if open + 2 >= at || before[..open].ends_with(']') {
        return None;
    }
    let swap = |at: usize, put: &'static str| Edit { at, cut: 1, put: put.into() };
    let edits = vec![swap(open, "["), Edit { at: at - 1, cut: 2, put: "](".into() }, swap(end, ")")];
    Some(Finding { start: open, end: end + width, message: "the brackets of a link were exchanged", edits })
}

/// What stands before a bracket with an address that is known.
fn lost(text: &str, at: usize, sign: char, known: &dyn Fn(&str) -> bool) -> Option<Finding> {
    let inner = at + sign.len_utf8();
    let (address, end, width) = address(text, inner, &[')', '）'])?;
    if !known(address) {
        return None;
    }
    let behind = end + width;
    let mut edits = Vec::new();
    if sign == '（' {
        edits.push(Edit { at, cut: sign.len_utf8(), put: "(".into() });
    }
    if width > 1 {
        edits.push(Edit { at: end, cut: width, put: ")".into() });
    }
    let before = &text[..at];
    let last = before.chars().next_back();
    let list = text[behind..].starts_with(['{', '｛']);
    let (start, message) = match last {
        Some(']' | '］' | '\\' | '!') => return None,
        // `]words[(address)`
        Some('[') => {
            let open = before[..at - 1].rfind([']', '[']).filter(|open| before[*open..].starts_with(']'))?;
            edits.push(Edit { at: open, cut: 1, put: "[".into() });
            edits.push(Edit { at: at - 1, cut: 1, put: "]".into() });
            (open, "the brackets of a link are turned round")
        }
        Some(last) if BRACKETS.iter().any(|(_, close)| *close == last) => {
            let (opening, closing) = BRACKETS.into_iter().find(|(_, close)| *close == last)?;
            let open = before[..at - closing.len_utf8()].rfind(opening)?;
            edits.push(Edit { at: open, cut: opening.len_utf8(), put: "[".into() });
            edits.push(Edit { at: at - closing.len_utf8(), cut: closing.len_utf8(), put: "]".into() });
            (open, "the brackets of a link became those of the language")
        }
        // Alone on its line: what its title says, else where it leads.
        _ if list && marker(before).trim().is_empty() => {
            let words = title(&text[behind..]).unwrap_or(address);
            edits.push(Edit::put(at, format!("[{words}]")));
            (at, "the words of a link were lost with their brackets")
        }
        // A bracket that is open begins the words.
        Some(last) if last.is_alphanumeric() && before.matches('[').count() <= before.matches(']').count() => {
            let start = words_before(before);
            edits.push(Edit::put(start, "["));
            edits.push(Edit::put(at, "]"));
            (start, "the brackets around the words of a link were lost")
        }
        _ => return None,
    };
    Some(Finding { start, end: behind, message, edits })
}

/// A text without the marker of a list before it.
fn marker(text: &str) -> &str {
    let start = text.trim_start();
    crate::scan::list_marker(start, true).map_or(start, |length| &start[length.min(start.len())..])
}

/// The title that a list of attributes gives.
fn title(list: &str) -> Option<&str> {
    let list = &list[..list.find(['}', '｝'])?];
    let (_, rest) = list.split_once("title=")?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '“' | '”'))?;
    let rest = &rest[quote.len_utf8()..];
    let end = rest.find([quote, '”'])?;
    Some(&rest[..end]).filter(|title| !title.contains(['[', ']']))
}

/// Where the words of a link begin that lost its brackets: behind an icon, else the last word.
fn words_before(before: &str) -> usize {
    let icon = before.rfind(": ").filter(|at| {
        let name = &before[..*at];
        let open = name.rfind(':');
        open.is_some_and(|open| {
            open + 1 < name.len()
                && name[open + 1..]
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
        })
    });
    if let Some(icon) = icon {
        return icon + 2;
    }
    let inside = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '\'' | '’');
    before
        .char_indices()
        .rev()
        .take_while(|(_, character)| inside(*character))
        .last()
        .map_or(before.len(), |(at, _)| at)
}
