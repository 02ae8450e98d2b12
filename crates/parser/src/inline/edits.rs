//! Edits of a line that let pulldown-cmark read what Python-Markdown reads there. Readers never see them.

use crate::Dialect;
use crate::mapped::JOINER;
use crate::scan::{self, Ticks};
use crate::text::Edit;

/// What a formula in a line is shown to pulldown-cmark as: a code span, in which nothing is markup.
const FORMULA: &str = "``";

/// Adds the edits of one line of a paragraph, heading or table. `prose` says that the line can begin no block.
pub(crate) fn line(text: &str, dialect: &Dialect, edits: &mut Vec<Edit>) {
    let bytes = text.as_bytes();
    let lead = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match bytes.get(lead) {
        None => return,
        Some(b'#') => {
            let level = bytes[lead..].iter().take_while(|&&byte| byte == b'#').count();
            let next = text[lead + level..].chars().next();
            if lead < 4 && (2..=6).contains(&level) && next.is_some_and(char::is_alphanumeric) {
                edits.push(Edit::put(lead + level, " "));
            }
        }
        // An HTML block for CommonMark; here tags are part of the line. Quotes and lists are containers of ours: what is
        // left of them is text.
        Some(b'<' | b'>') => edits.push(Edit::put(lead, JOINER)),
        Some(b'-' | b'+' | b'*' | b'0'..=b'9') if scan::list_marker(&text[lead..]).is_some() => {
            edits.push(Edit::put(lead, JOINER));
        }
        // A fence that nothing closes is no container of ours, and text to Python-Markdown.
        Some(b'`' | b'~') if scan::fence(&text[lead..]).is_some() => edits.push(Edit::put(lead, JOINER)),
        Some(_) => {}
    }
    let mut ticks = Ticks::default();
    let mut open = [false; 3];
    let mut at = lead;
    let rare = memchr::memchr2(b'$', b'\\', bytes).is_some();
    while at < bytes.len() {
        if !rare {
            // Most lines have neither: what else there is to look at is found many bytes at a time.
            let Some(found) = memchr::memchr3(b'`', b'*', b']', &bytes[at..]) else { break };
            at += found;
        }
        match bytes[at] {
            b'`' => at = ticks.skip(text, at),
            b'\\' => at = escaped(text, at, dialect, edits),
            b'$' if dialect.math => at = dollar(text, at, edits),
            b'*' => at = star(text, at, &mut open, edits),
            b']' => at = bracket(text, at + 1, edits),
            _ => at += 1,
        }
    }
}

/// A backslash: `\(…\)` is a formula, everything else stays what it is.
fn escaped(text: &str, at: usize, dialect: &Dialect, edits: &mut Vec<Edit>) -> usize {
    let rest = &text[at..];
    if dialect.math
        && rest.starts_with("\\(")
        && let Some(length) = rest[2..].find("\\)")
        && length > 0
        && !rest[2..2 + length].contains('`')
    {
        edits.push(Edit { at, cut: 2, put: FORMULA.into() });
        edits.push(Edit { at: at + 2 + length, cut: 2, put: FORMULA.into() });
        return at + 4 + length;
    }
    at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8)
}

/// `$…$` and `$$…$$`. As arithmatex reads it, but that a digit behind the end makes it money, not mathematics.
fn dollar(text: &str, at: usize, edits: &mut Vec<Edit>) -> usize {
    let marks = if text[at..].starts_with("$$") { 2 } else { 1 };
    let start = at + marks;
    let inner = &text[start..];
    let first = inner.chars().next();
    if first.is_none_or(|first| first == '$' || (marks == 1 && first.is_whitespace())) {
        return start;
    }
    let mut end = 0;
    loop {
        let Some(found) = inner[end..].find(['$', '\\', '`']) else { return start };
        end += found;
        match inner.as_bytes()[end] {
            b'\\' => end += 1 + inner[end + 1..].chars().next().map_or(0, char::len_utf8),
            b'`' => return start,
            _ => break,
        }
    }
    let after = &inner[end..];
    let closed = after.starts_with(&"$$"[..marks]) && end > 0;
    let tight = marks == 2 || !inner[..end].ends_with(char::is_whitespace);
    if !closed || !tight || after[marks..].starts_with(|next: char| next.is_ascii_digit()) {
        return start;
    }
    edits.push(Edit { at, cut: marks, put: FORMULA.into() });
    edits.push(Edit { at: start + end, cut: marks, put: FORMULA.into() });
    start + end + marks
}

/// A run of `*` between a letter and punctuation: Python-Markdown and authors see emphasis, where the rules of
/// `CommonMark` on flanking see none. `open` says whether a run of that length is open already.
fn star(text: &str, at: usize, open: &mut [bool; 3], edits: &mut Vec<Edit>) -> usize {
    let end = at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'*').count();
    let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
    let length = end - at;
    if let (1 | 2, Some(before), Some(after)) = (length, before, after) {
        let opens = !open[length];
        let wide = !before.is_ascii() || !after.is_ascii();
        if is_punctuation(before) && after.is_alphanumeric() && (wide || before == '\'' || length == 2 && !opens) {
            edits.push(Edit::put(at, JOINER));
        } else if before.is_alphanumeric() && is_punctuation(after) && (wide || length == 2 && opens) {
            edits.push(Edit::put(end, JOINER));
        }
    }
    if length < open.len() {
        open[length] = !open[length];
    }
    end
}

fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// What follows a `]`: a footnote (`[label][^1]` is a link and a note), or an address, which may hold spaces.
fn bracket(text: &str, at: usize, edits: &mut Vec<Edit>) -> usize {
    let rest = &text[at..];
    if rest.starts_with("[^") {
        edits.push(Edit::put(at, JOINER));
        return at;
    }
    if !rest.starts_with('(') {
        return at;
    }
    let mut depth = 0usize;
    for (offset, byte) in rest.bytes().enumerate().take(2048) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => {
                let address = &rest[1..offset];
                let plain = !address.contains(['"', '\'', '<', '>', '«', '“', '„']);
                if plain && address.trim() == address && address.contains(' ') {
                    edits.push(Edit::put(at + 1, "<"));
                    edits.push(Edit::put(at + offset, ">"));
                    return at + offset;
                }
                return at + 1;
            }
            b')' => depth -= 1,
            _ => {}
        }
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str) -> String {
        let mut edits = Vec::new();
        line(text, &Dialect::default(), &mut edits);
        let (mut out, mut from) = (String::new(), 0);
        for edit in edits {
            out.push_str(&text[from..edit.at]);
            out.push_str(&edit.put.replace(JOINER, "|"));
            from = edit.at + edit.cut;
        }
        out + &text[from..]
    }

    #[test]
    fn edits_are_where_they_help() {
        for (text, expected) in [
            ("##Title", "## Title"),
            ("<b>x</b>", "|<b>x</b>"),
            ("**重要。**次", "**重要。|**次"),
            ("safe**-by-default** and **so,**yes", "safe**|-by-default** and **so,|**yes"),
            ("[a](b c)", "[a](<b c>)"),
            ("[a](b \"c\")", "[a](b \"c\")"),
            ("x][^1]", "x]|[^1]"),
            ("`](b c)` $a_b$ \\(x\\)", "`](b c)` ``a_b`` ``x``"),
            ("from $5 to $6, $7", "from $5 to $6, $7"),
            ("- a", "|- a"),
            ("```sh", "|```sh"),
        ] {
            assert_eq!(edited(text), expected);
        }
    }
}
