//! What a line begins with.

use crate::text::Line;
use pamphlet_document::Numerals;
use pamphlet_source::limits;

/// The length of a list marker at the start of `text` (`-`, `12.`), if a space or nothing follows it. `bracket` says
/// whether `12)` is one.
pub(crate) fn list_marker(text: &str, bracket: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let ends = bytes.get(digits).is_some_and(|&byte| byte == b'.' || byte == b')' && bracket);
            if digits > 9 || !ends {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    let gap = matches!(bytes.get(length), None | Some(b' ' | b'\t'));
    (gap && !is_rule(text)).then_some(length)
}

/// The length of a marker of `pymdownx.fancylists` at the start of `text`: `a.`, `B)`, `iv.`, `#.`.
pub(crate) fn fancy_marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = match bytes.first()? {
        b'#' => 1,
        first if first.is_ascii_alphabetic() => {
            let upper = first.is_ascii_uppercase();
            let same = |byte: &&u8| byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() == upper;
            let letters = bytes.iter().take(16).take_while(same).count();
            if letters > 1 && !is_roman(&text[..letters]) {
                return None;
            }
            letters
        }
        _ => return None,
    };
    let mark = *bytes.get(length)?;
    let gap = bytes[length + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    // A capital letter with a full stop and one space is an initial.
    let initial = length == 1 && bytes[0].is_ascii_uppercase() && mark == b'.';
    (matches!(mark, b'.' | b')') && gap > usize::from(initial)).then_some(length + 1)
}

/// Whether letters, all large or all small, are a roman number.
fn is_roman(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    for (one, five, ten) in [("m", "", ""), ("c", "d", "m"), ("x", "l", "c"), ("i", "v", "x")] {
        let forms = [format!("{one}{ten}"), format!("{one}{five}")];
        if let Some(after) =
            forms.iter().filter(|form| form.len() > 1).find_map(|form| rest.strip_prefix(form.as_str()))
        {
            rest = after;
            continue;
        }
        rest = rest.strip_prefix(five).unwrap_or(rest).trim_start_matches(one);
    }
    rest.is_empty()
}

/// The number that the values of roman letters say: one before a larger one is taken off.
fn roman(values: &[u64]) -> u64 {
    let less = |at: usize| values.get(at + 1).is_some_and(|&next| values[at] < next);
    let (minus, plus): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&at| less(at));
    let sum = |places: &[usize]| places.iter().map(|&at| values[at]).sum::<u64>();
    sum(&plus).saturating_sub(sum(&minus))
}

/// The number that a marker of `pymdownx.fancylists` says, and what it is written in.
pub(crate) fn fancy_number(marker: &str) -> (u64, Numerals) {
    let word = &marker[..marker.len() - 1];
    let upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    if word == "#" {
        return (1, Numerals::Decimal);
    }
    if word.len() > 1 || word.eq_ignore_ascii_case("i") {
        let value = |letter: u8| match letter.to_ascii_lowercase() {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' => 100,
            b'd' => 500,
            _ => 1000_u64,
        };
        let values: Vec<u64> = word.bytes().map(value).collect();
        return (roman(&values), if upper { Numerals::UpperRoman } else { Numerals::LowerRoman });
    }
    let place = word.bytes().next().map_or(1, |letter| u64::from(letter.to_ascii_lowercase() - b'a') + 1);
    (place, if upper { Numerals::UpperAlpha } else { Numerals::LowerAlpha })
}

/// Whether a line is a thematic break: three or more of `-`, `*` or `_`, spaces between them.
pub(crate) fn is_rule(text: &str) -> bool {
    let Some(&mark @ (b'-' | b'*' | b'_')) = text.as_bytes().first() else { return false };
    let mut count = 0;
    for &byte in text.as_bytes() {
        if byte == mark {
            count += 1;
        } else if byte != b' ' && byte != b'\t' {
            return false;
        }
    }
    count >= 3
}

/// The mark and length of a fence at the start of `text`.
pub(crate) fn fence(text: &str) -> Option<(u8, usize)> {
    let mark = *text.as_bytes().first().filter(|&&byte| byte == b'`' || byte == b'~')?;
    let length = text.bytes().take_while(|&byte| byte == mark).count();
    (length >= 3 && !(mark == b'`' && text[length..].contains('`'))).then_some((mark, length))
}

/// Finds the ends of fences. Remembers what is not closed, so that many open fences cost no more than one.
#[derive(Debug, Default)]
pub(crate) struct Fences {
    /// For backticks and tildes: the length and indent of an opener that nothing closes, and of what it was told.
    unclosed: [Option<(usize, usize)>; 2],
    /// The last line before which an indented fence was not closed, with its length, indent and mark.
    cut_short: Option<(usize, usize, usize, u8)>,
}

impl Fences {
    /// The line that closes the fence which line `index` opens. A closing fence lies at most three columns deeper.
    pub(crate) fn end(&mut self, source: &str, lines: &[Line], index: usize) -> Option<usize> {
        let first = lines[index];
        let bytes = &source.as_bytes()[first.start..first.end];
        let lead = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let (mark, length) = fence(&source[first.start + lead..first.end])?;
        let indent = first.indent(source);
        let memory = &mut self.unclosed[usize::from(mark == b'~')];
        if memory.is_some_and(|(least, most)| length >= least && indent <= most) {
            return None;
        }
        if self.cut_short.is_some_and(|(end, least, column, other)| {
            index < end && length >= least && indent == column && mark == other
        }) {
            return None;
        }
        for (at, line) in lines.iter().enumerate().skip(index + 1) {
            let text = line.text(source);
            let body = text.trim_matches([' ', '\t']);
            if indent >= 4 && !body.is_empty() && crate::text::columns(text) < indent {
                // What the fence stands in has ended.
                self.cut_short = Some((at, length, indent, mark));
                return None;
            }
            if body.len() >= length && body.bytes().all(|byte| byte == mark) && crate::text::columns(text) <= indent + 3
            {
                return Some(at);
            }
        }
        *memory = Some((length, indent));
        None
    }
}

/// Which of these lines are fenced code, their fences included.
pub(crate) fn code_mask(source: &str, lines: &[Line]) -> Vec<bool> {
    let mut mask = vec![false; lines.len()];
    let mut fences = Fences::default();
    let mut index = 0;
    while index < lines.len() {
        if let Some(end) = fences.end(source, lines, index) {
            mask[index..=end].fill(true);
            index = end;
        }
        index += 1;
    }
    mask
}

/// Which of these lines are code: fenced ones, those fenced in a quotation, and those that are indented by four columns more
/// than what they stand in.
pub(crate) fn all_code(source: &str, lines: &[Line]) -> Vec<bool> {
    let mut mask = code_mask(source, lines);
    // The columns at which the text of what is open begins.
    let mut open: Vec<usize> = Vec::new();
    let mut parted = true;
    let mut quoted: Option<(u8, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let text = line.trimmed(source).text(source);
        if mask[at] {
            parted = false;
            continue;
        }
        if text.is_empty() {
            parted = true;
            continue;
        }
        let inner = text.trim_start_matches(['>', ' ']);
        if text.starts_with('>') {
            let ends = quoted.is_some_and(|(mark, length)| {
                inner.len() >= length && inner.trim_end().bytes().all(|byte| byte == mark)
            });
            let begins = quoted.is_none().then(|| fence(inner)).flatten();
            mask[at] = quoted.is_some() || begins.is_some();
            quoted = if ends { None } else { quoted.or(begins) };
            parted = false;
            continue;
        }
        quoted = None;
        let indent = line.indent(source);
        while open.last().is_some_and(|column| indent < *column) {
            open.pop();
        }
        let base = open.last().copied().unwrap_or(0);
        if indent >= base + 4 && (parted || at > 0 && mask[at - 1]) {
            mask[at] = true;
        } else if holds(text) {
            open.push(indent + 4);
        }
        parted = false;
    }
    mask
}

/// Whether a line begins something whose text is indented below it.
fn holds(text: &str) -> bool {
    let marks = ["!!!", "???", "===", ":   ", "[^", "<"];
    marks.iter().any(|mark| text.starts_with(mark)) || list_marker(text, true).is_some()
}

/// `[^label]:`, `*[label]:`, `[label]:` at the start of `text`, by what stands before the label: the label, and
/// where the text behind the colon begins.
pub(crate) fn definition<'t>(text: &'t str, open: &str) -> Option<(&'t str, usize)> {
    let rest = text.strip_prefix(open)?;
    let mut end = None;
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => {
                end = Some(at);
                break;
            }
            b'[' => return None,
            _ => {}
        }
    }
    let end = end.filter(|&end| end > 0)?;
    // At each word of a page every length of an abbreviation is tried, and each use is a copy of what it means.
    if open == "*[" && (end > limits::ABBREVIATION_BYTES || text.len() - end > limits::MEANING_BYTES) {
        return None;
    }
    let behind = &rest[end + 1..];
    if open == "*[" && behind.starts_with(" :") {
        return Some((&rest[..end], open.len() + end + 3));
    }
    behind.starts_with(':').then_some((&rest[..end], open.len() + end + 2))
}

/// `*[form]: meaning`, with the meaning on the same line or on the next one: the form, the meaning, and how many lines it
/// takes. What abbreviates nothing, or means nothing, is text; `""` as a meaning takes an earlier one back.
pub(crate) fn abbreviation<'t>(text: &'t str, next: Option<&'t str>) -> Option<(&'t str, &'t str, usize)> {
    let (form, from) = definition(text, "*[")?;
    let own = text[from..].trim();
    let (meaning, lines) = if own.is_empty() { (next.unwrap_or_default().trim(), 2) } else { (own, 1) };
    let is_form = !form.trim().is_empty() && !form.contains('\\');
    let meant = if matches!(meaning, "\"\"" | "''") { "" } else { meaning };
    (is_form && !meaning.is_empty()).then_some((form, meant, lines))
}

/// Finds the ends of code spans in one line. Remembers what is not closed.
#[derive(Debug, Default)]
pub(crate) struct Ticks {
    /// Lengths of runs of backticks that nothing further on closes.
    unclosed: u64,
}

impl Ticks {
    /// The byte after the code span, or else the run of backticks, that begins at byte `at`.
    pub(crate) fn skip(&mut self, text: &str, at: usize) -> usize {
        self.span(text, at).unwrap_or(at + run(text, at))
    }

    /// The byte after the code span that begins at byte `at`.
    pub(crate) fn span(&mut self, text: &str, at: usize) -> Option<usize> {
        let length = run(text, at);
        let bit = 1u64 << length.min(63);
        if self.unclosed & bit != 0 {
            return None;
        }
        let mut next = at + length;
        while let Some(found) = memchr::memchr(b'`', &text.as_bytes()[next..]) {
            next += found;
            let other = run(text, next);
            next += other;
            if other == length {
                return Some(next);
            }
        }
        self.unclosed |= bit;
        None
    }
}

fn run(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|&&byte| byte == b'`').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        assert_eq!(list_marker("- a", true), Some(1));
        assert_eq!(list_marker("10) a", true), Some(3));
        assert_eq!(list_marker("- - -", true), None);
        assert_eq!(list_marker("-a", true), None);
        assert_eq!(list_marker("10) a", false), None);
        for (text, length) in
            [("a. x", 2), ("A. x", 0), ("A.  x", 2), ("iv) x", 3), ("to. x", 0), ("#. x", 2), ("a.x", 0)]
        {
            assert_eq!(fancy_marker(text).unwrap_or(0), length, "{text}");
        }
        assert_eq!(fancy_number("xiv."), (14, Numerals::LowerRoman));
        assert_eq!(fancy_number("C)"), (3, Numerals::UpperAlpha));
        assert_eq!(definition("[^1]: a", "[^"), Some(("1", 5)));
        assert_eq!(definition("*[HTML]:x", "*["), Some(("HTML", 8)));
        assert_eq!(definition("[]: x", "["), None);
    }

    #[test]
    fn code_is_fenced_quoted_or_indented() {
        let text = "a\n\n    code\n\n- item\n\n    text\n\n        code\n\n!!! note\n\n    text\n\n    ```\n    code\n    ```\n\n        code\n\n> ```\n> code\n> ```\n> text\n\ntext\n    lazy\n";
        let lines = crate::text::lines(text, 0);
        let mask = all_code(text, &lines);
        for (line, is_code) in lines.iter().zip(mask) {
            let words = line.text(text);
            assert_eq!(is_code, words.contains("code") || words.contains("```"), "{words}");
        }
    }
}
