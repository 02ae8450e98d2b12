//! Links whose brackets were lost, turned round, or became those of a language: `Words(page.md){ .x }`,
//! `(words)[page.md]`, `]words[(page.md)`, `「words」(page.md)`. The address tells: the source page links to it.

use super::PageRepair;
use super::prose::{Prose, first_word};
use crate::skeleton::LinkShape;
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
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    if text.len() > limits::LINK_REACH_BYTES {
        return;
    }
    let prose = Prose::of(text);
    let known = |address: &str| reference.links.get(address).map(Vec::as_slice);
    let mut findings: Vec<Finding> = Vec::new();
    for (at, sign) in text.match_indices(['(', '（', '[']) {
        if prose.is_code(at) || findings.last().is_some_and(|before| at < before.end) {
            continue;
        }
        let sign = sign.chars().next().unwrap_or('(');
        let finding = if sign == '[' {
            turned(text, at, &known)
        } else {
            open(text, at, sign, &known).or_else(|| lost(text, at, sign, &known))
        };
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
    // What is put before a sign stands before what becomes of the sign.
    edits.sort_by_key(|edit| (edit.at, edit.cut));
    page.rewrite(row, &edits);
}

/// The address between brackets that begin at a place, and where they end.
fn address<'t>(text: &'t str, inner: usize, close: &[char]) -> Option<(&'t str, usize, usize)> {
    let end = inner + text[inner..].find(close)?;
    let width = text[end..].chars().next().map_or(1, char::len_utf8);
    Some((first_word(text[inner..end].trim()), end, width))
}

/// `(words)[address]`.
fn turned(text: &str, at: usize, known: Known<'_>) -> Option<Finding> {
    let (address, end, width) = address(text, at + 1, &[']'])?;
    let behind = &text[end + width..];
    let before = &text[..at];
    if known(address).is_none() || !before.ends_with(')') || behind.starts_with(['(', '[', ':']) {
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

/// `[words](address and more`: the address is known, and nothing ends it.
fn open(text: &str, at: usize, sign: char, known: Known<'_>) -> Option<Finding> {
    let inner = at + sign.len_utf8();
    let address = first_word(&text[inner..]);
    let behind = inner + address.len();
    let rest = &text[behind..];
    let ends = rest.find([')', '）']);
    let runs_on = ends.is_none_or(|end| rest[..end].contains(['[', '(', '{']));
    let start = text[..at].strip_suffix([']', '］'])?.rfind(['[', '［'])?;
    known(address).filter(|_| runs_on && !rest.trim_start().starts_with(super::prose::QUOTES))?;
    let mut edits = Vec::new();
    if sign == '（' {
        edits.push(Edit { at, cut: sign.len_utf8(), put: "(".into() });
    }
    edits.push(Edit::put(behind, ")"));
    Some(Finding { start, end: behind, message: "the address of a link is not closed", edits })
}

/// What links of the source page look like that lead to an address.
type Known<'k> = &'k dyn Fn(&str) -> Option<&'k [LinkShape]>;

/// What stands before a bracket with an address that is known.
fn lost(text: &str, at: usize, sign: char, known: Known<'_>) -> Option<Finding> {
    let inner = at + sign.len_utf8();
    let (address, end, width) = address(text, inner, &[')', '）'])?;
    let shapes = known(address)?;
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
            (open, "the brackets of a link are reversed")
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
            let named = title(&text[behind..]);
            // A sign that has a name needs no words.
            let icon = shapes.iter().find_map(|shape| shape.icon.as_ref()).filter(|_| named.is_some());
            let words =
                icon.map_or_else(|| named.unwrap_or(address).to_owned(), |icon| format!(":{}:", shortcode(icon)));
            edits.push(Edit::put(at, format!("[{words}]")));
            (at, "the words of a link were lost with their brackets")
        }
        // A bracket that is open begins the words.
        Some(last) if !last.is_whitespace() && before.rfind('[') > before.rfind(']') => {
            edits.push(Edit::put(at, "]"));
            (before.rfind('[')?, "a bracket of a link was lost")
        }
        Some(last) if last.is_alphanumeric() && before.matches('[').count() <= before.matches(']').count() => {
            let start = words_before(before, shapes);
            edits.push(Edit::put(start, "["));
            edits.push(Edit::put(at, "]"));
            (start, "the brackets around the words of a link were lost")
        }
        _ => return None,
    };
    Some(Finding { start, end: behind, message, edits })
}

/// An icon's name as pages write it.
fn shortcode(icon: &str) -> String {
    icon.replace('/', "-")
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

/// Where the words of a link begin that lost its brackets: with the icon that the link has on the source page, behind
/// another one, else with the last word.
fn words_before(before: &str, shapes: &[LinkShape]) -> usize {
    let icon = before.rfind(": ").and_then(|at| {
        let open = before[..at].rfind(':')?;
        let name = &before[open + 1..at];
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        (!name.is_empty() && name.chars().all(is_name)).then_some((open, name, at))
    });
    if let Some((open, name, at)) = icon {
        let is_inside = shapes.iter().any(|shape| shape.icon.as_deref().is_some_and(|icon| shortcode(icon) == name));
        return if is_inside { open } else { at + 2 };
    }
    let inside = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '\'' | '’');
    before
        .char_indices()
        .rev()
        .take_while(|(_, character)| inside(*character))
        .last()
        .map_or(before.len(), |(at, _)| at)
}
