//! Marks that a translation tool escaped: `\==text==`, `\*\*text\*\*`, `\:material-heart:`, `\{ .class }`, `- \[x\] done`.

use super::PageRepair;
use super::prose::Prose;
use crate::scan;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// What icons are called.
const ICONS: &[&str] = &["material-", "octicons-", "fontawesome-", "simple-"];

/// Takes the backslashes before marks of a translation's row out, where the marks then mean something.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    if page.reference.is_none() {
        return;
    }
    let text = page.text(row);
    let bytes = text.as_bytes();
    let marked = |at: usize| matches!(bytes.get(at + 1), Some(b'=' | b'~' | b'^' | b'*' | b':' | b'{' | b'['));
    if !memchr::memchr_iter(b'\\', bytes).any(marked) {
        return;
    }
    let prose = Prose::of(text);
    let mut edits = Vec::new();
    let mut found = Vec::new();
    if let Some((range, own)) = task(text) {
        found.push((Code::RepairTask, range));
        edits.extend(own);
    }
    let mut at = 0;
    while let Some(next) = text[at..].find('\\') {
        let start = at + next;
        at = start + 1;
        if prose.is_code(start) {
            continue;
        }
        if let Some((end, code, own)) = marks(text, start) {
            found.push((code, start..end));
            edits.extend(own);
            at = end;
        } else {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    for (code, range) in found {
        page.repaired(
            code,
            row,
            range,
            "a mark was escaped, so it is shown and does nothing",
            "take the backslash out",
        );
    }
    if !edits.is_empty() {
        page.rewrite(row, &edits);
    }
}

/// The box of a task whose brackets were escaped, and the backslashes to take out.
fn task(text: &str) -> Option<(Range<usize>, Vec<Edit>)> {
    let indent = text.len() - text.trim_start().len();
    let marker = indent + scan::list_marker(&text[indent..], true)?;
    let start = marker + text[marker..].len() - text[marker..].trim_start().len();
    let inner = text[start..].strip_prefix("\\[")?;
    let rest = inner.strip_prefix([' ', 'x', 'X'])?;
    let escaped = rest.starts_with('\\');
    rest.strip_prefix('\\').unwrap_or(rest).strip_prefix("] ")?;
    let mut edits = vec![Edit::cut(start, 1)];
    edits.extend(escaped.then(|| Edit::cut(start + 3, 1)));
    Some((start..start + 4 + usize::from(escaped), edits))
}

/// `\~\~words\~\~`: each sign was escaped.
fn each(text: &str, start: usize, mark: &str) -> Option<(usize, Code, Vec<Edit>)> {
    let escaped = format!("\\{0}\\{0}", &mark[..1]);
    let inner = text[start..].strip_prefix(&escaped)?;
    let close = inner.find(&escaped).filter(|close| *close > 0 && inner[..*close].trim().len() == *close)?;
    let end = start + 4 + close;
    let edits = [start, start + 2, end, end + 2].map(|at| Edit::cut(at, 1)).to_vec();
    Some((end + 4, Code::RepairEmphasis, edits))
}

/// What an escape begins: where it ends, its code, and the backslashes to take out.
fn marks(text: &str, start: usize) -> Option<(usize, Code, Vec<Edit>)> {
    let rest = &text[start + 1..];
    for mark in ["==", "~~", "^^"] {
        if let Some(found) = each(text, start, mark) {
            return Some(found);
        }
        let Some(inner) = rest.strip_prefix(mark).filter(|inner| !inner.starts_with(&mark[..1])) else { continue };
        let close = inner.find(mark).filter(|&close| close > 0 && !inner[close + 2..].starts_with(&mark[..1]))?;
        let mut edits = vec![Edit::cut(start, 1)];
        let end = start + 1 + 2 + close;
        if inner[..close].ends_with('\\') {
            edits.push(Edit::cut(end - 1, 1));
        }
        let words = inner[..close].trim_end_matches('\\');
        return (words.trim().len() == words.len() && !words.is_empty())
            .then(|| (end + 2, Code::RepairEmphasis, edits));
    }
    if let Some(inner) = rest.strip_prefix("*\\*") {
        // One that has no partner is looked at later, like any other.
        let cut = |at: usize| Edit::cut(at, 1);
        let Some(close) = inner.find("\\*\\*").filter(|&close| !inner[..close].trim().is_empty()) else {
            return Some((start + 4, Code::RepairEmphasis, vec![cut(start), cut(start + 2)]));
        };
        let end = start + 4 + close;
        return Some((end + 4, Code::RepairEmphasis, vec![cut(start), cut(start + 2), cut(end), cut(end + 2)]));
    }
    if let Some(name) = rest.strip_prefix(':').filter(|name| ICONS.iter().any(|icon| name.starts_with(icon))) {
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        return name[length..]
            .starts_with(':')
            .then(|| (start + 2 + length, Code::RepairIcon, vec![Edit::cut(start, 1)]));
    }
    if let Some(content) = rest.strip_prefix('{').filter(|_| text[..start].ends_with([')', ':', ']'])) {
        let close = content.find('}')?;
        let inner = content[..close].trim_end_matches('\\');
        let mut edits = vec![Edit::cut(start, 1)];
        if inner.len() < close {
            edits.push(Edit::cut(start + 2 + inner.len(), close - inner.len()));
        }
        return super::attributes::is_list(inner).then_some((start + 3 + close, Code::RepairAttributes, edits));
    }
    None
}
