//! Where a line is text and where it is code.

/// The code spans of a line, by byte ranges.
pub(super) struct Prose {
    code: Vec<(usize, usize)>,
}

impl Prose {
    /// Finds the code spans: runs of backticks of one length. A run that nothing closes is text.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut code = Vec::new();
        let mut unclosed: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'`', &bytes[at..]) {
            let start = at + found;
            let length = bytes[start..].iter().take_while(|&&byte| byte == b'`').count();
            at = start + length;
            if unclosed.contains(&length) || (start > 0 && bytes[start - 1] == b'\\') {
                continue;
            }
            match closing(bytes, at, length) {
                Some(end) => {
                    code.push((start, end));
                    at = end;
                }
                None => unclosed.push(length),
            }
        }
        Self { code }
    }

    /// Whether a byte lies in code.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let next = self.code.partition_point(|&(start, _)| start <= at);
        next > 0 && at < self.code[next - 1].1
    }
}

fn closing(bytes: &[u8], mut at: usize, length: usize) -> Option<usize> {
    while at < bytes.len() {
        if bytes[at] == b'`' {
            let run = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
            if run == length {
                return Some(at + run);
            }
            at += run;
        } else {
            at += 1;
        }
    }
    None
}

/// Marks that quote, opening and closing, as any language may write them.
pub(super) const QUOTES: &[char] =
    &['"', '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '‹', '›', '＂', '《', '》'];

/// What stands between the first and the last quotation mark of a text that begins and ends with one: its bytes.
pub(super) fn quoted(text: &str) -> Option<std::ops::Range<usize>> {
    let first = text.chars().next().filter(|c| QUOTES.contains(c))?;
    let last = text.chars().next_back().filter(|c| QUOTES.contains(c))?;
    let range = first.len_utf8()..text.len().checked_sub(last.len_utf8())?;
    (range.start <= range.end).then_some(range)
}

/// Marks that quote in titles, beside those of [`QUOTES`].
const SINGLE: &[char] = &['\'', '‘', '’', '‚', '‛', '＇', '״', '׳', '″', '`', '´'];

/// What stands between the marks of a title in quotation marks of any kind, single ones and entities among them.
pub(super) fn titled(text: &str) -> Option<std::ops::Range<usize>> {
    const ENTITY: &str = "&quot;";
    if let Some(inner) = text.strip_prefix(ENTITY).and_then(|text| text.strip_suffix(ENTITY)) {
        return Some(ENTITY.len()..ENTITY.len() + inner.len());
    }
    let is_single = |sign: Option<char>| sign.is_some_and(|sign| SINGLE.contains(&sign));
    if is_single(text.chars().next()) && is_single(text.chars().next_back()) {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        return (first + last <= text.len()).then(|| first..text.len() - last);
    }
    quoted(text)
}

/// A text up to its first white space.
pub(super) fn first_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|&byte| byte <= b' ' || byte >= 0x80);
    match end {
        Some(end) if bytes[end] >= 0x80 || !bytes[end].is_ascii_whitespace() => {
            text.split(char::is_whitespace).next().unwrap_or_default()
        }
        Some(end) => &text[..end],
        None => text,
    }
}

/// Where a few signs begin in a text.
pub(super) fn find(text: &str, signs: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(signs.as_bytes()[0], bytes).find(|&at| bytes[at..].starts_with(signs.as_bytes()))
}

/// Whether a text could be an address: no room in it, and a scheme, an anchor, a path or the name of a file.
pub(super) fn is_address(text: &str) -> bool {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return false;
    }
    let path = text.split(['#', '?']).next().unwrap_or_default();
    text.contains("://")
        || text.starts_with(['#', '/'])
        || text.starts_with("./")
        || text.starts_with("../")
        || text.starts_with("mailto:")
        || [".md", ".svg", ".png", ".webp", ".jpg", ".html", "/"].iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found() {
        let prose = Prose::of("a `b` c ``d ` e`` f ` g");
        let seen: String =
            "a `b` c ``d ` e`` f ` g".char_indices().filter(|&(at, _)| !prose.is_code(at)).map(|(_, c)| c).collect();
        assert_eq!(seen, "a  c  f ` g");
    }

    #[test]
    fn quotation_marks_of_any_language() {
        assert_eq!(quoted("«Titolo»"), Some(2..8));
        assert_eq!(quoted("\"\""), Some(1..1));
        assert_eq!(quoted("\""), None);
    }
}
