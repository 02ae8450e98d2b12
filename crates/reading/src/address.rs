//! Addresses outside the edition.

use pamphlet_document::scheme::{self, Reach};
use std::fmt::Write as _;
use std::ops::Range;

/// An address outside the edition in a form that is a valid URL (RFC 3986), everything percent-encoded that has to be; `None`
/// for one that no book may link to: without a known scheme, so also one that leads to a script, to data or to the reader's
/// own disk, or with a host that cannot be one.
#[must_use]
pub fn link_address(url: &str) -> Option<String> {
    let url = url.trim();
    if scheme::reach(url) != Reach::Linked {
        return None;
    }
    let (scheme, rest) = url.split_once(':')?;
    let mut out = scheme.to_ascii_lowercase();
    out.push(':');
    let host_end = match rest.strip_prefix("//") {
        Some(after) => 2 + after.find(['/', '?', '#']).unwrap_or(after.len()),
        None if matches!(out.as_str(), "http:" | "https:" | "ftp:") => return None,
        None => 0,
    };
    let (authority, path) = rest.split_at(host_end);
    if host_end > 0 {
        let host = authority[2..].rsplit('@').next().unwrap_or_default();
        if host.is_empty() && matches!(out.as_str(), "http:" | "https:" | "ftp:") {
            return None;
        }
        if host.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`%".contains(c)) || !port_is_valid(host) {
            return None;
        }
    }
    out.push_str(authority);
    let mut fragment = false;
    let bytes = path.as_bytes();
    for (index, byte) in bytes.iter().copied().enumerate() {
        let allowed = match byte {
            b'#' => !std::mem::replace(&mut fragment, true),
            b'%' => bytes.get(index + 1..index + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
            _ => byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@:?".contains(&byte),
        };
        if allowed {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out)
}

fn port_is_valid(host: &str) -> bool {
    let after = if host.starts_with('[') { host.split_once(']').map_or("", |(_, after)| after) } else { host };
    after.split_once(':').is_none_or(|(_, port)| port.is_empty() || port.parse::<u16>().is_ok())
}

/// An address as people read and type it: letters of any script stand for themselves (RFC 3987), everything else stays
/// percent-encoded, so that what is typed or copied arrives.
#[must_use]
pub fn readable_address(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| decoded_letter(rest)).flatten();
        if let Some((letter, length)) = escaped {
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[length..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| url.to_owned())
}

/// The letter beyond ASCII that a text begins with in percent-encoding, and the length of that in bytes.
fn decoded_letter(text: &[u8]) -> Option<(char, usize)> {
    let byte = |index: usize| {
        let escape = text.get(3 * index..3 * index + 3)?;
        let digits = std::str::from_utf8(escape).ok()?.strip_prefix('%')?;
        u8::from_str_radix(digits, 16).ok()
    };
    let length = match byte(0)? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut encoded = [0; 4];
    for (index, slot) in encoded[..length].iter_mut().enumerate() {
        *slot = byte(index)?;
    }
    let letter = std::str::from_utf8(&encoded[..length]).ok()?.chars().next()?;
    letter.is_alphanumeric().then_some((letter, 3 * length))
}

/// An address as people say it: without its scheme and the last slash.
#[must_use]
pub fn short_address(url: &str) -> &str {
    let short = url.split_once("://").map_or(url, |(_, rest)| rest);
    short.strip_prefix("www.").unwrap_or(short).trim_end_matches('/')
}

/// Where addresses stand among the words of a text, in order. They run from left to right in every text; in one that runs
/// from right to left, formats keep them together.
#[must_use]
pub fn addresses_in(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let is_part = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"');
    let mut at = 0;
    while let Some(found) = text[at..].find("://").map(|found| at + found) {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let start = text[at..found].trim_end_matches(is_scheme).len() + at;
        let rest = &text[found + 3..];
        let mut end = found + 3 + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        // What ends the sentence, or closes the brackets round the address, is no part of it.
        while let Some(last) = text[found + 3..end].chars().next_back() {
            let count = |bracket: char| text[start..end].matches(bracket).count();
            let goes = match last {
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
                ')' => count(')') > count('('),
                ']' => count(']') > count('['),
                _ => false,
            };
            if !goes {
                break;
            }
            end -= 1;
        }
        if start < found && end > found + 3 {
            out.push(start..end);
        }
        at = end.max(found + 3);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_among_words() {
        let found = |text: &str| addresses_in(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("انظر (https://a.example/b/) أو http://c.example/d_(e)."),
            ["https://a.example/b/", "http://c.example/d_(e)"]
        );
        assert_eq!(found("xhttps://a.example/؟b"), ["xhttps://a.example/"]);
        assert!(found("no :// address, and none:// either").is_empty());
    }

    #[test]
    fn addresses_are_made_valid_or_refused() {
        let cases = [
            ("https://matrix.to/#/#room:example.org", Some("https://matrix.to/#/%23room:example.org")),
            ("HTTPS://example.org/a b|c", Some("https://example.org/a%20b%7Cc")),
            ("https://example.org/100%", Some("https://example.org/100%25")),
            ("https://example.org/%C3%BC?q=[1]", Some("https://example.org/%C3%BC?q=%5B1%5D")),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            ("https://", None),
            ("https://exa mple.org", None),
            ("http:relative", None),
            ("javascript:alert(1)", None),
            ("relative/page", None),
            ("ghttps://example.org/", None),
        ];
        for (written, expected) in cases {
            assert_eq!(link_address(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn letters_of_addresses_are_read_as_letters() {
        for (url, read) in [
            ("https://example.org/%D0%BA%D0%BE%D1%82?q=%20", "https://example.org/кот?q=%20"),
            ("https://example.org/a%2Fb%E2%80%8B%FF%", "https://example.org/a%2Fb%E2%80%8B%FF%"),
            ("https://example.org/%E6%B0%B4%E5%A3", "https://example.org/水%E5%A3"),
        ] {
            assert_eq!(readable_address(url), read);
        }
    }

    #[test]
    fn addresses_are_said_without_their_scheme() {
        assert_eq!(short_address("https://www.example.org/a/"), "example.org/a");
        assert_eq!(short_address("mailto:a@example.org"), "mailto:a@example.org");
    }
}
