//! The brackets and addresses of links.

use super::Page;
use super::prose::{Prose, QUOTES, is_address};
use crate::Skeleton;
use crate::text::Edit;
use pamphlet_source::Code;
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

/// Mends the links of a row.
pub(super) fn mend(page: &mut Page<'_>, row: usize) {
    let text = page.text(row);
    let start = text.trim_start();
    let is_heading = start.starts_with('#');
    let in_table = start.starts_with('|');
    let findings = find(text, page.reference, is_heading || in_table);
    if findings.is_empty() {
        return;
    }
    let mut edits: Vec<Edit> = Vec::new();
    for finding in findings {
        page.repaired(finding.code, row, finding.range, finding.message, finding.help);
        edits.extend(finding.edits);
    }
    page.rewrite(row, &edits);
}

fn find(text: &str, reference: Option<&Skeleton>, keep_room: bool) -> Vec<Finding> {
    let prose = Prose::of(text);
    let mut findings = Vec::new();
    let mut open = 0usize;
    let mut from = 0;
    while from < text.len() {
        let Some(found) = text[from..].find(['[', ']', '［', '］']) else { break };
        let at = from + found;
        let bracket = text[at..].chars().next().unwrap_or(']');
        from = at + bracket.len_utf8();
        if prose.is_code(at) || (at > 0 && text.as_bytes()[at - 1] == b'\\') {
            continue;
        }
        if matches!(bracket, '[' | '［') {
            open += 1;
            if bracket == '［' && !text[from..].contains(['］', ']']) {
                open -= 1;
            }
            continue;
        }
        if open == 0 {
            continue;
        }
        open -= 1;
        if let Some(next) = after_bracket(text, at, bracket, reference, keep_room, &mut findings) {
            from = next.max(from);
        }
    }
    findings
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
    let close_at = inner + closing(&text[inner..])?;
    let close = text[close_at..].chars().next().unwrap_or(')');
    let end = close_at + close.len_utf8();
    let content = &text[inner..close_at];
    let wide = bracket == '］' || paren == '（' || close == '）';
    let address = content.split(char::is_whitespace).next().unwrap_or_default();
    let known = |address: &str| reference.is_some_and(|reference| knows(reference, address));
    let squeezed: String = content.chars().filter(|c| !c.is_whitespace()).collect();
    let is_link = is_address(address) || known(address) || is_address(&squeezed) && content.starts_with('#');
    if (gap > 0 || wide) && !is_link {
        return None;
    }
    if wide {
        let mut edits = Vec::new();
        if bracket == '］' {
            if let Some(opening) = text[..at].rfind('［') {
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
            range: at..inner,
            message: "room stands between the two halves of a link",
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

/// Where the bracket that closes an address stands.
fn closing(text: &str) -> Option<usize> {
    // No address is longer, and looking further for every bracket would be quadratic.
    let text = &text[..text.floor_char_boundary(text.len().min(2048))];
    let mut depth = 0usize;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' | '）' if !quoted => {
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
    if rest.starts_with(QUOTES) {
        let from = content.len() - content[space..].trim_start().len();
        let title: String = rest.chars().filter(|c| !QUOTES.contains(c)).collect();
        findings.push(Finding {
            code: Code::RepairLink,
            range: inner + from..inner + from + rest.len(),
            message: "the title of a link has quotation marks of another kind",
            help: "write `\"…\"`",
            edits: vec![Edit { at: inner + from, cut: rest.len(), put: format!("\"{}\"", title.trim()).into() }],
        });
        return;
    }
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
            .filter(|(_, c)| c.is_whitespace())
            .map(|(at, c)| Edit::cut(inner + at, c.len_utf8()))
            .collect();
        findings.push(Finding {
            code: Code::RepairLink,
            range: inner..inner + address.len(),
            message: "the address of a link was torn apart by spaces",
            help: "take the spaces out of the address",
            edits,
        });
    }
}

/// Room between a link and its attribute list.
fn behind_link(text: &str, end: usize, findings: &mut Vec<Finding>) {
    let rest = &text[end..];
    let list = rest.trim_start_matches(ROOM);
    let gap = rest.len() - list.len();
    if gap == 0 || !list.starts_with(['{', '｛']) {
        return;
    }
    let Some(close) = list.find(['}', '｝']) else { return };
    let content = &list[list.chars().next().map_or(1, char::len_utf8)..close];
    if super::attributes::is_list(content) {
        findings.push(Finding {
            code: Code::RepairAttributes,
            range: end..end + gap + close + 1,
            message: "room stands between a link and its attributes",
            help: "write `){ … }` without a space",
            edits: vec![Edit::cut(end, gap)],
        });
    }
}
