//! Emphasis whose marks stand beside spaces: `** bold**`.

use super::Page;
use super::prose::Prose;
use crate::text::Edit;
use pamphlet_source::Code;

/// Mends the `**` of a row. A pair with room on its inner sides opens or closes nothing; the room goes outside. With
/// room on every side it could be a sign of its own (`2 ** 3`), so only a translation is changed then.
pub(super) fn mend(page: &mut Page<'_>, row: usize) {
    let text = page.text(row);
    let marks = marks(text);
    if marks.is_empty() || marks.len() % 2 == 1 {
        return;
    }
    let translation = page.reference.is_some();
    let mut edits = Vec::new();
    let mut ranges = Vec::new();
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0] + 2, pair[1]);
        let inner = &text[open..close];
        let words = inner.trim();
        if words.is_empty() || words.len() == inner.len() {
            continue;
        }
        let head = inner.len() - inner.trim_start().len();
        let tail = inner.len() - inner.trim_end().len();
        let outer = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let free = outer(text[..pair[0]].chars().next_back()) && outer(text[close + 2..].chars().next());
        if head > 0 && tail > 0 && free && !translation {
            continue;
        }
        if head > 0 {
            let room = outer(text[..pair[0]].chars().next_back());
            edits.push(Edit { at: pair[0], cut: 2 + head, put: if room { "**" } else { " **" }.into() });
        }
        if tail > 0 {
            let room = outer(text[close + 2..].chars().next());
            edits.push(Edit { at: close - tail, cut: tail + 2, put: if room { "**" } else { "** " }.into() });
        }
        ranges.push(pair[0]..close + 2);
    }
    if ranges.is_empty() {
        return;
    }
    for range in ranges {
        page.repaired(
            Code::RepairEmphasis,
            row,
            range,
            "emphasis marks stand beside spaces, so they mark nothing",
            "write `**text**` without spaces inside",
        );
    }
    page.rewrite(row, &edits);
}

/// `=== marked. == more`: marks of a highlight that took a sign and room along. A row that begins like this is no
/// heading's underline and no tab.
pub(super) fn highlight(page: &mut Page<'_>, row: usize) {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let Some(rest) = text[indent..].strip_prefix("===").filter(|rest| rest.starts_with(' ')) else { return };
    let Some(close) = rest.find("==").filter(|&close| !rest[close + 2..].starts_with('=')) else { return };
    let words = rest[..close].trim();
    if page.reference.is_none() || words.is_empty() || words.starts_with(super::prose::QUOTES) {
        return;
    }
    let head = rest.len() - rest.trim_start().len();
    let tail = rest[..close].len() - rest[..close].trim_end().len();
    let end = indent + 3 + close;
    let edits = [Edit::cut(indent + 2, 1 + head), Edit::cut(end - tail, tail)];
    page.repaired(
        Code::RepairEmphasis,
        row,
        indent..end + 2,
        "the marks of a highlight took a sign and spaces along",
        "write `==text==`",
    );
    page.rewrite(row, &edits);
}

/// Where `**` stands in text: not in code, not escaped, not in a longer run.
fn marks(text: &str) -> Vec<usize> {
    let prose = Prose::of(text);
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("**") {
        let start = at + found;
        let run = bytes[start..].iter().take_while(|&&byte| byte == b'*').count();
        at = start + run;
        if run == 2 && !prose.is_code(start) && (start == 0 || bytes[start - 1] != b'\\') {
            out.push(start);
        } else if run > 2 {
            return Vec::new();
        }
    }
    out
}
