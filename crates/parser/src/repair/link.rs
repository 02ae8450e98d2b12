//! The brackets and addresses of links.

use super::PageRepair;
use super::prose::{Prose, QUOTES, first_word, is_address};
use crate::Skeleton;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::ops::Range;

/// Room that can stand in the way.
const ROOM: &[char] = &[' ', '\t', '\u{a0}', '\u{202f}', '\u{200b}', '\u{3000}'];

/// A change of a link, and what to say about it.
struct Finding {
    code: Code,
    range: Range<usize>,
    message: &'static str,
    help: &'static str,
    edits: Vec<Edit>,
}

/// The beginning of a text, as far as anything of a link can reach.
fn window(text: &str) -> &str {
    &text[..text.floor_char_boundary(limits::LINK_REACH_BYTES)]
}

/// The end of a text, likewise.
fn window_before(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(limits::LINK_REACH_BYTES))..]
}

/// Mends the links of a row.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let start = text.trim_start();
    let is_heading = start.starts_with('#');
    let in_table = start.starts_with('|');
    let findings = find(text, page.reference, is_heading || in_table, &|| begun(page, row));
    if findings.is_empty() {
        return;
    }
    let mut edits: Vec<Edit> = Vec::new();
    for finding in findings {
        page.repaired(finding.code, row, finding.range, finding.message, finding.help);
        edits.extend(finding.edits);
    }
    // A finding about the brackets comes before those about what stands between them.
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|next, before| next.at < before.at + before.cut);
    page.rewrite(row, &edits);
}

/// Whether the text of a link may begin on a line before a row.
fn begun(page: &PageRepair<'_>, row: usize) -> bool {
    let count = |before: usize, sign: u8| memchr::memchr_iter(sign, page.text(before).as_bytes()).count();
    (0..row)
        .rev()
        .take(20)
        .take_while(|&before| !page.is_blank(before))
        .any(|before| count(before, b'[') > count(before, b']'))
}

fn find(text: &str, reference: Option<&Skeleton>, keep_room: bool, begun: &dyn Fn() -> bool) -> Vec<Finding> {
    let prose = Prose::of(text);
    let mut findings = Vec::new();
    let mut open = 0usize;
    // A closing bracket that nothing opens, and the end of the link before it.
    let mut stray = None;
    let mut behind = 0;
    let mut from = 0;
    // The opening brackets that nothing has closed yet.
    let mut opened: Vec<usize> = Vec::new();
    while from < text.len() {
        // The last is the first byte of the full-width brackets, and of much else.
        let Some(found) = memchr::memchr3(b'[', b']', 0xef, &text.as_bytes()[from..]) else { break };
        let at = from + found;
        let bracket = text[at..].chars().next().unwrap_or(']');
        from = at + bracket.len_utf8();
        if !matches!(bracket, '[' | ']' | '［' | '］') || prose.is_code(at) {
            continue;
        }
        if at > 0 && text.as_bytes()[at - 1] == b'\\' {
            if bracket == ']' && reference.is_some() {
                escaped(text, at, reference, &mut findings);
            }
            continue;
        }
        if matches!(bracket, '[' | '［') {
            open += 1;
            opened.push(at);
            if text[from..].starts_with("^ ") {
                note(text, at, &mut findings);
            }
            if bracket == '［' && !window(&text[from..]).contains(['］', ']']) {
                open -= 1;
            }
            continue;
        }
        if open == 0 {
            if bracket == ']' && !begun() {
                if let Some(end) = unopened(text, at, behind, stray, reference, &mut findings) {
                    from = end;
                    behind = end;
                    stray = None;
                } else {
                    stray = Some(at);
                }
            }
            continue;
        }
        open -= 1;
        let began = opened.pop();
        if let Some(end) =
            began.filter(|_| bracket == ']').and_then(|began| bare_picture(text, began, at, reference, &mut findings))
        {
            from = end;
            behind = end;
            continue;
        }
        if let Some(next) = after_bracket(text, at, bracket, reference, keep_room, &mut findings) {
            from = next.max(from);
            behind = from;
        }
    }
    if let Some(&began) = opened.last().filter(|_| reference.is_some() && open > 0) {
        unended(text, began, behind, reference, &mut findings);
    }
    findings
}

/// `![text]address`: a picture whose address lost its brackets. Says where it ends.
fn bare_picture(
    text: &str,
    began: usize,
    at: usize,
    reference: Option<&Skeleton>,
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    if !text[..began].ends_with('!') {
        return None;
    }
    let rest = window(&text[at + 1..]);
    let address = rest.split(|c: char| c.is_whitespace() || matches!(c, '{' | '(' | '[' | ')')).next()?;
    let known = reference.is_some_and(|reference| reference.pictures.contains_key(address));
    let end = at + 1 + address.len();
    let ends = text[end..].is_empty() || text[end..].starts_with(|c: char| c.is_whitespace() || c == '{');
    if !known || !ends {
        return None;
    }
    findings.push(Finding {
        code: Code::RepairLink,
        range: began - 1..with_list(text, end),
        message: "the address of a picture lost its brackets",
        help: "write `![text](address)`",
        edits: vec![Edit::put(at + 1, "("), Edit::put(end, ")")],
    });
    Some(end)
}

/// `[text(address)`: a link whose words lost their closing bracket.
fn unended(text: &str, began: usize, behind: usize, reference: Option<&Skeleton>, findings: &mut Vec<Finding>) {
    if began < behind {
        return;
    }
    let first = began + text[began..].chars().next().map_or(1, char::len_utf8);
    let inner = window(&text[first..]);
    let found = inner.match_indices(['(', '（']).find_map(|(at, mark)| {
        let start = at + mark.len();
        let length = closing(&inner[start..])?;
        let address = &inner[start..start + length];
        let known = reference.is_some_and(|reference| knows(reference, address));
        let sure = known || address.contains("://") && !address.contains(char::is_whitespace);
        (sure && at > 0).then_some((at, mark.len(), start + length))
    });
    let Some((at, mark, close)) = found else { return };
    let (at, close) = (first + at, first + close);
    let width = text[close..].chars().next().map_or(1, char::len_utf8);
    findings.push(Finding {
        code: Code::RepairLink,
        range: began..with_list(text, close + width),
        message: "the closing bracket before the address of a link is missing",
        help: "write `[text](address)`",
        edits: vec![Edit { at, cut: mark, put: "](".into() }, Edit { at: close, cut: width, put: ")".into() }],
    });
}

/// Where a link ends with the attribute list behind it, which nobody understands while the link is none.
fn with_list(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let list = rest.trim_start_matches(ROOM);
    let close = list.starts_with('{').then(|| window(list).find('}')).flatten();
    close.map_or(end, |close| end + (rest.len() - list.len()) + close + 1)
}

/// The address behind `](`, if it is one, and where the link ends.
fn address_behind<'t>(text: &'t str, at: usize, reference: Option<&Skeleton>) -> Option<(&'t str, usize)> {
    let rest = text[at..].strip_prefix("](")?;
    let close = closing(rest)?;
    let address = first_word(&rest[..close]);
    let known = reference.is_some_and(|reference| knows(reference, address));
    let mark = rest[close..].chars().next().map_or(0, char::len_utf8);
    (is_address(address) || known).then_some((address, at + 2 + close + mark))
}

/// `\[text\](address)`: in a translation, brackets that the tool escaped.
fn escaped(text: &str, at: usize, reference: Option<&Skeleton>, findings: &mut Vec<Finding>) {
    let before = window_before(&text[..at - 1]);
    let Some(open) = before.rfind("\\[").map(|found| at - 1 - before.len() + found) else { return };
    let Some((_, end)) = address_behind(text, at, reference) else { return };
    if text[open + 2..at - 1].contains(['[', ']']) {
        return;
    }
    findings.push(Finding {
        code: Code::RepairLink,
        range: open..end,
        message: "the brackets of a link were escaped",
        help: "take the backslashes out",
        edits: vec![Edit::cut(open, 1), Edit::cut(at - 1, 1)],
    });
}

/// `[^ 2]`: a reference to a note with room in it.
fn note(text: &str, at: usize, findings: &mut Vec<Finding>) {
    let Some(close) = window(&text[at..]).find(']') else { return };
    let label = &text[at + 2..at + close];
    let gap = label.len() - label.trim_start().len();
    if !label.trim().is_empty() && !label.trim().contains(char::is_whitespace) {
        findings.push(Finding {
            code: Code::RepairFootnote,
            range: at..at + close + 1,
            message: "there is a space in the label of a footnote",
            help: "write `[^label]`",
            edits: vec![Edit::cut(at + 2, gap)],
        });
    }
}

/// `text](address)`: a link whose opening bracket was lost, or turned round. Says where the link ends.
fn unopened(
    text: &str,
    at: usize,
    behind: usize,
    stray: Option<usize>,
    reference: Option<&Skeleton>,
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    let (address, end) = address_behind(text, at, reference)?;
    // With a backslash before it the bracket is there, and is meant to be seen.
    let is_meant = reference.is_none() && text[behind..at].contains("\\[");
    if text[..at].ends_with('{') || is_meant {
        return None;
    }
    let mut finding = Finding {
        code: Code::RepairLink,
        range: at..with_list(text, end),
        message: "the opening bracket of a link is missing",
        help: "write `[text](address)`",
        edits: Vec::new(),
    };
    if let Some(stray) = stray.filter(|&stray| stray >= behind) {
        finding.edits.push(Edit { at: stray, cut: 1, put: "[".into() });
    } else {
        // The words of the link: all of its line, else the sentence it ends.
        let line = &text[behind..at];
        let marker =
            if behind == 0 { crate::scan::list_marker(line.trim_start(), true).unwrap_or_default() } else { 0 };
        let head = line.len() - line.trim_start().len() + marker;
        let words = line[head..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '}' | ',' | '.'));
        let mut start = at - words.len() + icon_before(words, address, reference);
        let words = &text[start..at];
        if words.len() > limits::LINK_REACH_BYTES {
            return None;
        }
        if words.len() > 240 {
            let sentence = words.rfind(". ").map(|found| found + 2)?;
            start += sentence;
        }
        if words.trim().is_empty() {
            return None;
        }
        let picture = reference.is_some_and(|reference| reference.pictures.contains_key(address));
        finding.edits.push(Edit::put(start, if picture { "![" } else { "[" }));
    }
    findings.push(finding);
    Some(end)
}

/// The length of an icon that words begin with, where the source page has it before the link and not in it.
fn icon_before(words: &str, address: &str, reference: Option<&Skeleton>) -> usize {
    let shapes = reference.and_then(|reference| reference.links.get(address));
    let outside = shapes.is_some_and(|shapes| shapes.iter().all(|shape| shape.icon.is_none()));
    let end = words.strip_prefix(':').and_then(|rest| rest.find(':')).map_or(0, |end| end + 2);
    let is_icon =
        end > 2 && words[1..end - 1].bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let room = words[end..].len() - words[end..].trim_start().len();
    if outside && is_icon && !words[end..].trim().is_empty() { end + room } else { 0 }
}

/// Looks at what follows a closing bracket; says where to go on behind a link.
fn after_bracket(
    text: &str,
    at: usize,
    bracket: char,
    reference: Option<&Skeleton>,
    keep_room: bool,
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    let behind = at + bracket.len_utf8();
    let gap = text[behind..].len() - text[behind..].trim_start_matches(ROOM).len();
    let paren_at = behind + gap;
    let paren = text[paren_at..].chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let inner = paren_at + paren.len_utf8();
    if let Some(end) = unclosed(text, at, inner, reference, findings) {
        return Some(end);
    }
    let close_at = inner + closing(&text[inner..])?;
    let close = text[close_at..].chars().next().unwrap_or(')');
    let end = close_at + close.len_utf8();
    let content = &text[inner..close_at];
    let wide = bracket == '］' || paren == '（' || close == '）';
    let is_link = || {
        let address = first_word(content);
        let known = |address: &str| reference.is_some_and(|reference| knows(reference, address));
        let squeezed = || content.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        is_address(address) || known(address) || content.starts_with('#') && is_address(&squeezed())
    };
    if (gap > 0 || wide) && !is_link() {
        return None;
    }
    if wide {
        let mut edits = Vec::new();
        if bracket == '］' {
            let before = window_before(&text[..at]);
            if let Some(opening) = before.rfind('［').map(|found| at - before.len() + found) {
                edits.push(Edit { at: opening, cut: '［'.len_utf8(), put: "[".into() });
            }
            edits.push(Edit { at, cut: bracket.len_utf8(), put: "]".into() });
        }
        if gap > 0 {
            edits.push(Edit::cut(behind, gap));
        }
        if paren == '（' {
            edits.push(Edit { at: paren_at, cut: paren.len_utf8(), put: "(".into() });
        }
        if close == '）' {
            edits.push(Edit { at: close_at, cut: close.len_utf8(), put: ")".into() });
        }
        findings.push(Finding {
            code: Code::RepairFullWidth,
            range: at..end,
            message: "the brackets of a link are full-width",
            help: "write `[…](…)` with plain brackets",
            edits,
        });
    } else if gap > 0 {
        findings.push(Finding {
            code: Code::RepairLink,
            range: at..with_list(text, end),
            message: "there is a space between the two halves of a link",
            help: "write `](` without a space",
            edits: vec![Edit::cut(behind, gap)],
        });
    }
    inside(content, inner, reference, findings);
    if !keep_room {
        behind_link(text, end, findings);
    }
    Some(end)
}

/// `](https://example.org/a_(b) and so on`: an address that ends with a bracket of its own lost the link's.
fn unclosed(
    text: &str,
    at: usize,
    inner: usize,
    reference: Option<&Skeleton>,
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    let rest = window(&text[inner..]);
    let token = first_word(rest);
    let count = |sign: u8| memchr::memchr_iter(sign, token.as_bytes()).count();
    if !token.ends_with(')') || count(b'(') == 0 || count(b'(') != count(b')') {
        return None;
    }
    let known = reference.is_some_and(|reference| knows(reference, token));
    if !(known || token.contains("://")) {
        return None;
    }
    let end = inner + token.len();
    let next = rest[token.len()..].trim_start();
    if next.starts_with(['"', '\'', '(', ')']) && rest[token.len()..].contains(')') && !known {
        return None;
    }
    findings.push(Finding {
        code: Code::RepairLink,
        range: at..end,
        message: "the closing bracket of a link is missing",
        help: "write `)` behind the address",
        edits: vec![Edit::put(end, ")")],
    });
    Some(end)
}

/// Where the bracket that closes an address stands. Full-width ones that stand in the address, as anchors of headings have
/// them, are a part of it.
fn closing(text: &str) -> Option<usize> {
    let text = window(text);
    let (mut depth, mut wide) = (0usize, 0usize);
    let mut quoted = false;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            0xef if !quoted && text[at..].starts_with('（') => wide += 1,
            0xef if !quoted && text[at..].starts_with('）') && wide > 0 => wide -= 1,
            b')' | 0xef if !quoted && (byte == b')' || text[at..].starts_with('）')) => {
                if depth == 0 {
                    return Some(at);
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    // A lone quotation mark: take the first bracket.
    text.find([')', '）'])
}

fn knows(reference: &Skeleton, address: &str) -> bool {
    reference.links.contains_key(address) || reference.pictures.contains_key(address)
}

/// What stands between the brackets: the address and a title.
fn inside(content: &str, inner: usize, reference: Option<&Skeleton>, findings: &mut Vec<Finding>) {
    // Room beside the brackets is free.
    let inner = inner + content.len() - content.trim_start().len();
    let content = content.trim_start();
    let body = content.trim_end();
    if let Some(address) = body.strip_suffix("\"\"").or_else(|| body.strip_suffix("''"))
        && address.ends_with(char::is_whitespace)
        && !address.trim().is_empty()
    {
        let kept = address.trim_end().len();
        findings.push(Finding {
            code: Code::RepairEmptyTitle,
            range: inner + kept..inner + body.len(),
            message: "an empty title was put into a link",
            help: "take `\"\"` out",
            edits: vec![Edit::cut(inner + kept, body.len() - kept)],
        });
        return;
    }
    let Some(space) = content.find(char::is_whitespace) else { return };
    if content.starts_with('<') {
        return;
    }
    let rest = content[space..].trim();
    if rest.is_empty() || rest.starts_with(['"', '\'', '(']) {
        return;
    }
    let single = super::prose::titled(rest).filter(|_| reference.is_some() && !rest.starts_with(QUOTES));
    if rest.starts_with(QUOTES) || single.is_some() {
        let from = content.len() - content[space..].trim_start().len();
        let bare = single.map_or(rest, |range| &rest[range]);
        let title: String = bare.chars().filter(|c| !QUOTES.contains(c)).collect();
        findings.push(Finding {
            code: Code::RepairLink,
            range: inner + from..inner + from + rest.len(),
            message: "the title of a link has quotation marks of another kind",
            help: "write `\"…\"`",
            edits: vec![Edit { at: inner + from, cut: rest.len(), put: format!("\"{}\"", title.trim()).into() }],
        });
        return;
    }
    let (content, _) = crate::inline::edits::parts(body);
    let (address, _) = content.split_once(QUOTES).map_or((content, ""), |(address, title)| (address, title));
    let address = address.trim_end();
    let squeezed: String = address.chars().filter(|c| !c.is_whitespace()).collect();
    if reference.is_some_and(|reference| knows(reference, address)) {
        return;
    }
    let known = reference.is_some_and(|reference| knows(reference, &squeezed));
    let joints = address.char_indices().filter(|(_, c)| c.is_whitespace()).all(|(at, c)| {
        let before = address[..at].chars().next_back();
        let after = address[at + c.len_utf8()..].chars().next();
        let joint = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "./?&=-_:#%+".contains(c));
        joint(before) || joint(after)
    });
    let technical = address.contains("://") || address.starts_with('#');
    if known || (technical && joints) {
        let edits = address
            .char_indices()
            .filter_map(|(at, c)| match c {
                c if c.is_whitespace() => Some(Edit::cut(inner + at, c.len_utf8())),
                '。' => Some(Edit { at: inner + at, cut: c.len_utf8(), put: ".".into() }),
                _ => None,
            })
            .collect();
        findings.push(Finding {
            code: Code::RepairLink,
            range: inner..inner + address.len(),
            message: "the address of a link was torn apart by spaces",
            help: "take the spaces out of the address",
            edits,
        });
    } else if reference.is_some() && (technical || is_address(&squeezed)) {
        let end = inner + address.len();
        findings.push(Finding {
            code: Code::RepairLink,
            range: inner..end,
            message: "spaces stand in the address of a link",
            help: "write `%20` for each, or correct the address",
            edits: vec![Edit::put(inner, "<"), Edit::put(end, ">")],
        });
    }
}

/// Joins a link whose address a translation put on the line below: `[text]`, then `(address)`.
pub(super) fn join(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    if row + 1 >= page.rows.len() || page.rows[row + 1].code || !page.text(row).trim_end().ends_with(']') {
        return;
    }
    let below = page.text(row + 1).trim();
    let Some(rest) = below.strip_prefix('(') else { return };
    let Some(close) = closing(rest) else { return };
    let address = first_word(&rest[..close]);
    if !(knows(reference, address) || address.contains("://") && is_address(address)) {
        return;
    }
    let below = below.to_owned();
    let length = page.text(row).trim_end().len();
    let room = page.text(row).len() - length;
    page.repaired_rows(
        Code::RepairLink,
        row..=row + 1,
        "the address of a link stands on the line below its words",
        "write `[text](address)` on one line",
    );
    page.rewrite(row, &[Edit { at: length, cut: room, put: below.into() }]);
    page.rows.remove(row + 1);
}

/// Room between a link and its attribute list.
fn behind_link(text: &str, end: usize, findings: &mut Vec<Finding>) {
    let rest = &text[end..];
    let list = rest.trim_start_matches(ROOM);
    let gap = rest.len() - list.len();
    if gap == 0 || !list.starts_with(['{', '｛']) {
        return;
    }
    let Some(close) = window(list).find(['}', '｝']) else { return };
    let content = &list[list.chars().next().map_or(1, char::len_utf8)..close];
    if super::attributes::is_list(content) {
        findings.push(Finding {
            code: Code::RepairAttributes,
            range: end..end + gap + close + list[close..].chars().next().map_or(0, char::len_utf8),
            message: "there is a space between a link and its attributes",
            help: "write `){ … }` without a space",
            edits: vec![Edit::cut(end, gap)],
        });
    }
}
