//! Addresses, people and issues that stand in text by themselves, as `pymdownx.magiclink` links them.

use crate::Dialect;
use crate::page::inline;
use pamphlet_document::{InlineKind, Link, Target};
use pamphlet_source::Span;

/// The link at byte `at` of a text, which stands at `span`: its length and node.
pub(crate) fn at(
    text: &str,
    at: usize,
    dialect: &Dialect,
    part: &dyn Fn(usize, usize) -> Span,
) -> Option<(usize, InlineKind)> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let (length, address, words) = match rest.as_bytes()[0] {
        b'h' | b'w' => {
            let end = address(rest, before)?;
            let words = &rest[..end];
            let address = if words.starts_with("www.") { format!("http://{words}") } else { words.to_owned() };
            let words = shortened(words, dialect).unwrap_or_else(|| words.to_owned());
            (end, address, words)
        }
        b'@' => {
            let _ = dialect.repository.as_ref()?;
            let name = &rest[1..];
            let end = name
                .bytes()
                .take(39)
                .position(|b| !(b.is_ascii_alphanumeric() || b == b'-'))
                .unwrap_or(name.len().min(39));
            if end == 0
                || before.is_some_and(char::is_alphanumeric)
                || name[end..].starts_with(|c: char| c.is_alphanumeric())
            {
                return None;
            }
            let name = name[..end].trim_end_matches('-');
            if name.is_empty() {
                return None;
            }
            (1 + name.len(), format!("https://github.com/{name}"), format!("@{name}"))
        }
        mark @ (b'#' | b'?' | b'!') => {
            let kind = match mark {
                b'#' => "issues",
                b'?' => "discussions",
                _ => "pull",
            };
            let repository = dialect.repository.as_ref()?;
            let end = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '&' | '/' | '?' | '!');
            if end == 0 || before.is_some_and(joined) || rest[1 + end..].starts_with(|c: char| c.is_alphanumeric()) {
                return None;
            }
            (1 + end, format!("https://github.com/{repository}/{kind}/{}", &rest[1..=end]), rest[..=end].to_owned())
        }
        _ => return None,
    };
    let content = vec![inline(part(at, at + length), InlineKind::Text { text: words })];
    let target = Target::Written { address };
    Some((
        length,
        InlineKind::Link(Link { target, title: None, title_language: None, role: None, button: None, content }),
    ))
}

/// The length of an address.
fn address(rest: &str, before: Option<char>) -> Option<usize> {
    let scheme = ["https://", "http://", "www."].into_iter().find(|scheme| rest.starts_with(scheme))?;
    if before.is_some_and(|before| !(before.is_whitespace() || "*_~^[('\"".contains(before))) {
        return None;
    }
    let mut end = rest.find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(rest.len());
    let mut open = 0i64;
    for byte in rest[..end].bytes() {
        open += i64::from(byte == b'(') - i64::from(byte == b')');
    }
    while let Some(last) = rest[..end].chars().next_back() {
        if last == ')' && open < 0 {
            open += 1;
        } else if !"?!.,:*_~^'\";".contains(last) {
            break;
        }
        end -= last.len_utf8();
    }
    (end > scheme.len()).then_some(end)
}

/// An address of an issue, a pull request or a discussion of the site's own repository, in short.
fn shortened(address: &str, dialect: &Dialect) -> Option<String> {
    let repository = dialect.repository.as_ref()?;
    let rest = address.strip_prefix("https://github.com/")?.strip_prefix(repository.as_str())?.strip_prefix('/')?;
    let (kind, number) = rest.split_once('/')?;
    let known = matches!(kind, "issues" | "pull" | "discussions");
    (known && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| format!("#{number}"))
}

/// The e-mail address around the `@` at byte `at`: where it begins and its length.
pub(crate) fn mail(text: &str, from: usize, at: usize) -> Option<(usize, usize)> {
    let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let bytes = text.as_bytes();
    let start = at - bytes[from..at].iter().rev().take_while(|&&b| local(b)).count();
    let domain = &bytes[at + 1..];
    let end = domain.iter().take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let end = text[at + 1..at + 1 + end].trim_end_matches(['.', '-']).len();
    let name = &text[at + 1..at + 1 + end];
    let whole = start < at && bytes[start] != b'.' && name.contains('.') && !name.starts_with('.');
    whole.then_some((start, at + 1 + end - start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, at_byte: usize) -> Option<String> {
        let dialect = Dialect { repository: Some("a/b".into()), ..Dialect::default() };
        let (length, kind) = at(text, at_byte, &dialect, &Span::new)?;
        let InlineKind::Link(link) = kind else { return None };
        let Target::Written { address } = link.target else { return None };
        Some(format!("{length} {address} {}", pamphlet_document::plain_text(&link.content)))
    }

    #[test]
    fn finds_what_magiclink_finds() {
        assert_eq!(link("(https://x.org/a).", 1).as_deref(), Some("15 https://x.org/a https://x.org/a"));
        assert_eq!(link("#12", 0).as_deref(), Some("3 https://github.com/a/b/issues/12 #12"));
        assert_eq!(link("?3 b", 0).as_deref(), Some("2 https://github.com/a/b/discussions/3 ?3"));
        assert_eq!(link("x!3", 1), None);
        assert_eq!(link("@me,", 0).as_deref(), Some("3 https://github.com/me @me"));
        assert_eq!(link("https://github.com/a/b/pull/7", 0).as_deref(), Some("29 https://github.com/a/b/pull/7 #7"));
        assert_eq!(mail("to a.b@c.org.", 0, 6), Some((3, 9)));
    }
}
