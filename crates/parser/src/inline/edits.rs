//! Edits of a line that let pulldown-cmark read what Python-Markdown reads there. Readers never see them.

use crate::Dialect;
use crate::dialect::{Formulas, HeadingSpace};
use crate::html::tag;
use crate::mapped::JOINER;
use crate::scan::{self, Ticks};
use crate::text::Edit;
use pamphlet_locale::spacing::is_ideographic;

/// What a formula in a line is shown to pulldown-cmark as: a code span, in which nothing is markup.
const FORMULA: &str = "``";

/// Adds the edits of one line of a paragraph, heading or table.
pub(crate) fn line(text: &str, dialect: &Dialect, edits: &mut Vec<Edit>) {
    let bytes = text.as_bytes();
    let lead = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match bytes.get(lead) {
        None => return,
        Some(b'#') if lead < 4 => heading(text, lead, dialect, edits),
        // An HTML block for CommonMark; here tags are part of the line. Quotes and lists are containers of ours: what is
        // left of them is text.
        Some(b'<' | b'>') => edits.push(Edit::put(lead, JOINER)),
        Some(b'-' | b'+' | b'*' | b'0'..=b'9') if scan::list_marker(&text[lead..], true).is_some() => {
            edits.push(Edit::put(lead, JOINER));
        }
        // A fence that nothing closes is no container of ours, and text to Python-Markdown.
        Some(b'`' | b'~') if scan::fence(&text[lead..]).is_some() => edits.push(Edit::put(lead, JOINER)),
        Some(_) => {}
    }
    let mut ticks = Ticks::default();
    let mut round = Round::default();
    let mut open = [false; 3];
    let mut at = lead;
    let tags = memchr::memchr(b'<', bytes).is_some_and(|at| memchr::memchr(b'=', &bytes[at..]).is_some());
    let rare = tags || memchr::memchr2(b'$', b'\\', bytes).is_some();
    while at < bytes.len() {
        if !rare {
            // Most lines have none of these: what else there is to look at is found many bytes at a time.
            let Some(found) = memchr::memchr3(b'`', b'*', b']', &bytes[at..]) else { break };
            at += found;
        }
        match bytes[at] {
            b'`' => at = ticks.skip(text, at),
            b'\\' => at = escaped(text, at, &mut round, dialect, edits),
            b'$' if dialect.math.is_on() => at = dollar(text, at, dialect.math, edits),
            b'*' => at = star(text, at, &mut open, dialect, edits),
            b']' => at = bracket(text, at + 1, edits),
            b'<' if tags => at = tag_values(text, at, edits),
            _ => at += 1,
        }
    }
}

/// A line of `=` or `-` below so many lines of a paragraph: to Python-Markdown it makes a heading of one line alone. Says
/// whether the line is one.
pub(crate) fn below(text: &str, above: usize, edits: &mut Vec<Edit>) -> bool {
    let line = text.trim();
    let marks = |mark: u8| line.bytes().all(|byte| byte == mark);
    if line.is_empty() || !marks(b'=') && !marks(b'-') {
        return false;
    }
    if above > 1 {
        if line.len() > 2 && marks(b'-') {
            // A rule of its own.
            edits.push(Edit::put(0, "\n"));
        } else {
            edits.push(Edit::put(text.len() - text.trim_start().len(), JOINER));
        }
    }
    true
}

/// Whether a line is all of its block: a heading or a rule.
pub(crate) fn ends_itself(text: &str) -> bool {
    let line = text.trim_start();
    line.starts_with('#') || scan::is_rule(line)
}

/// A heading as Python-Markdown finds it: it needs no space behind its signs, nor before those at its end.
fn heading(text: &str, lead: usize, dialect: &Dialect, edits: &mut Vec<Edit>) {
    let bytes = text.as_bytes();
    let level = bytes[lead..].iter().take_while(|&&byte| byte == b'#').count();
    let Some(next) = text[lead + level..].chars().next() else { return };
    let least = match dialect.headings {
        HeadingSpace::Free => 1,
        HeadingSpace::FromSecond => 2,
        HeadingSpace::Needed => return,
    };
    if next.is_whitespace() && level <= 6 || level < least {
        return;
    }
    // More signs than there are levels are text of the last one.
    let signs = level.min(6);
    if dialect.headings == HeadingSpace::Free || level <= 6 && next.is_alphanumeric() {
        edits.push(Edit::put(lead + signs, " "));
        let end = text.trim_end().len();
        let closing = bytes[lead + level..end].iter().rev().take_while(|&&byte| byte == b'#').count();
        if closing > 0 && level + closing < end - lead && !text[..end - closing].ends_with('\\') {
            edits.push(Edit::cut(end - closing, closing));
        }
    }
}

/// What was found ahead in a line that may close a `\(`: for all that stand before it, it is the first.
#[derive(Default)]
struct Round {
    /// Where the search began, and what it found: the place, and whether it closes.
    found: Option<(usize, Option<(usize, bool)>)>,
}

impl Round {
    /// Where the `\)` stands that closes what is open at `from`; none when there is none, or code begins before it.
    fn end(&mut self, text: &str, from: usize) -> Option<usize> {
        let known = self.found.filter(|(began, first)| *began <= from && first.is_none_or(|(at, _)| from <= at));
        let (_, first) = known.unwrap_or_else(|| {
            let bytes = text.as_bytes();
            let mut signs = memchr::memchr2_iter(b'`', b'\\', &bytes[from..]).map(|at| from + at);
            let first = signs.find(|at| bytes[*at] == b'`' || bytes.get(at + 1) == Some(&b')'));
            (from, first.map(|at| (at, bytes[at] == b'\\')))
        });
        self.found = Some((from, first));
        first.filter(|(_, closes)| *closes).map(|(at, _)| at)
    }
}

/// A backslash: `\(…\)` is a formula; before what it makes no text of it is shown.
fn escaped(text: &str, at: usize, round: &mut Round, dialect: &Dialect, edits: &mut Vec<Edit>) -> usize {
    let rest = &text[at..];
    if dialect.math.round
        && rest.starts_with("\\(")
        && let Some(end) = round.end(text, at + 2)
        && end > at + 2
    {
        edits.push(Edit { at, cut: 2, put: FORMULA.into() });
        edits.push(Edit { at: end, cut: 2, put: FORMULA.into() });
        return end + 2;
    }
    let Some(next) = rest[1..].chars().next() else { return at + 1 };
    let end = at + 1 + next.len_utf8();
    if !dialect.escapes(next) {
        if next.is_ascii_punctuation() {
            edits.push(Edit::put(at, "\\"));
            // The sign itself may mean something.
            return at + 1;
        }
    } else if next == ' ' && dialect.escapes.space {
        edits.push(Edit { at, cut: 2, put: "\u{a0}".into() });
    } else if !next.is_ascii_punctuation() {
        edits.push(Edit::cut(at, 1));
    }
    end
}

/// A tag with signs in a value without quotation marks that make it none to `CommonMark` (6.6): browsers, and so
/// Python-Markdown, take them for part of the value (HTML, 13.2.5.37), as in `<a href=https://a.b/">`.
fn tag_values(text: &str, at: usize, edits: &mut Vec<Edit>) -> usize {
    let Some(length) = tag::parse(&text[at..]).map(|tag| tag.length) else { return at + 1 };
    let bytes = text.as_bytes();
    let (mut here, end, known) = (at, at + length, edits.len());
    while let Some(value) = memchr::memchr(b'=', &bytes[here..end]).map(|equals| here + equals + 1) {
        here = value + bytes[value..end].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(here) {
            here = memchr::memchr(*quote, &bytes[here + 1..end]).map_or(end, |close| here + 1 + close + 1);
            continue;
        }
        while here < end && bytes[here] != b'>' && !bytes[here].is_ascii_whitespace() {
            let put = match bytes[here] {
                b'"' => "&quot;",
                b'\'' => "&#39;",
                b'=' => "&#61;",
                b'<' => "&lt;",
                b'`' => "&#96;",
                _ => "",
            };
            if !put.is_empty() {
                edits.push(Edit { at: here, cut: 1, put: put.into() });
            }
            here += 1;
        }
    }
    if edits.len() > known { end } else { at + 1 }
}

/// `$…$` and `$$…$$`. As arithmatex reads it, but that a digit behind the end makes it money, not mathematics.
fn dollar(text: &str, at: usize, signs: Formulas, edits: &mut Vec<Edit>) -> usize {
    let marks = if text[at..].starts_with("$$") { 2 } else { 1 };
    let start = at + marks;
    let inner = &text[start..];
    let first = inner.chars().next();
    if signs.ticks
        && marks == 1
        && let Some(length) = inner.strip_prefix('`').and_then(|inner| inner.find("`$")).filter(|length| *length > 0)
    {
        edits.push(Edit { at, cut: 2, put: FORMULA.into() });
        edits.push(Edit { at: start + 1 + length, cut: 2, put: FORMULA.into() });
        return start + length + 3;
    }
    let is_read = if marks == 2 { signs.dollars } else { signs.dollar };
    let tight = marks == 1 && signs.tight;
    if !is_read || first.is_none_or(|first| first == '$' || (tight && first.is_whitespace())) {
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
    let held = !tight || !inner[..end].ends_with(char::is_whitespace);
    if !closed || !held || after[marks..].starts_with(|next: char| next.is_ascii_digit()) {
        return start;
    }
    edits.push(Edit { at, cut: marks, put: FORMULA.into() });
    edits.push(Edit { at: start + end, cut: marks, put: FORMULA.into() });
    start + end + marks
}

/// A run of `*` between a letter and punctuation: Python-Markdown and authors see emphasis, where the rules of
/// `CommonMark` on flanking see none. `open` says whether a run of that length is open already.
fn star(text: &str, at: usize, open: &mut [bool; 3], dialect: &Dialect, edits: &mut Vec<Edit>) -> usize {
    let end = at + text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'*').count();
    let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
    let length = end - at;
    if !dialect.stars_in_words && before.zip(after).is_some_and(|(before, after)| is_within_word(before, after)) {
        edits.extend((at..end).map(|at| Edit::put(at, "\\")));
        return end;
    }
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

/// Whether both neighbours of a mark belong to one word. Scripts that have no spaces between words have no inside of
/// words either: there every mark that people write stands so, and is meant.
fn is_within_word(before: char, after: char) -> bool {
    let is_part = |c: char| {
        c.is_alphanumeric()
            && !is_ideographic(c)
            && !matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
    };
    is_part(before) && is_part(after)
}

fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// What follows a `]`: a footnote (`[label][^1]` is a link and a note), or an address and a title, in which there may be
/// spaces and quotation marks.
fn bracket(text: &str, at: usize, edits: &mut Vec<Edit>) -> usize {
    let rest = &text[at..];
    if rest.starts_with("[^") {
        edits.push(Edit::put(at, JOINER));
        return at;
    }
    let Some(end) = rest.starts_with('(').then(|| closing(rest)).flatten() else { return at };
    let inner = &rest[1..end];
    let from = at + 1 + inner.len() - inner.trim_start().len();
    let inner = inner.trim();
    if inner.starts_with('<') {
        return at + 1;
    }
    let (address, title) = parts(inner);
    if address.contains(['<', '>', '«', '“', '„']) {
        return at + 1;
    }
    if address.contains([' ', '\u{a0}']) {
        edits.push(Edit::put(from, "<"));
        edits.push(Edit::put(from + address.len(), ">"));
    }
    if let Some(title) = title {
        let quote = inner.as_bytes()[inner.len() - 1];
        let words = &inner[title + 1..inner.len() - 1];
        for (offset, _) in words.bytes().enumerate().filter(|&(_, byte)| byte == quote) {
            if !words[..offset].ends_with('\\') {
                edits.push(Edit::put(from + title + 1 + offset, "\\"));
            }
        }
    }
    at + end
}

/// The byte of the parenthesis that closes the one that `rest` begins with; those in a title do not count.
fn closing(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut depth = 0usize;
    let mut offset = 0;
    while offset < bytes.len().min(2048) {
        match bytes[offset] {
            b'\\' => offset += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(offset),
            b')' => depth -= 1,
            quote @ (b'"' | b'\'') if depth == 1 && bytes[offset - 1].is_ascii_whitespace() => {
                let end = (offset + 1..bytes.len().min(2048))
                    .find(|&end| bytes[end] == quote && rest[end + 1..].trim_start().starts_with(')'));
                if let Some(end) = end {
                    offset = end;
                }
            }
            _ => {}
        }
        offset += 1;
    }
    None
}

/// The address of a link, and the byte of the quotation mark that its title begins with.
pub(crate) fn parts(inner: &str) -> (&str, Option<usize>) {
    let Some(quote @ (b'"' | b'\'')) = inner.as_bytes().last().copied() else { return (inner, None) };
    let bytes = inner.as_bytes();
    let opens = |&at: &usize| bytes[at] == quote && bytes[at - 1].is_ascii_whitespace();
    match (1..inner.len() - 1).find(opens) {
        Some(at) => (inner[..at].trim_end(), Some(at)),
        None => (inner, None),
    }
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
            ("\\(x\\) \\(y `z\\)", "``x`` \\(y `z\\)"),
            ("\\(a \\(b\\) c\\) \\(d\\)", "``a \\(b`` c\\) ``d``"),
            (
                "a <a href=https://x.dev/\" target=\"_blank\">b</a>",
                "a <a href=https://x.dev/&quot; target=\"_blank\">b</a>",
            ),
            ("a <a href=\"x\" title='`y`'>b</a>", "a <a href=\"x\" title='`y`'>b</a>"),
            ("a <a href=x?y=1>b</a> < c = d", "a <a href=x?y&#61;1>b</a> < c = d"),
            ("from $5 to $6, $7", "from $5 to $6, $7"),
            ("- a", "|- a"),
            ("```sh", "|```sh"),
        ] {
            assert_eq!(edited(text), expected);
        }
    }
}
