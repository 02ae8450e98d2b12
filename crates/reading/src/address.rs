//! Addresses outside the edition.

use pamphlet_document::scheme::{self, Reach};
use pamphlet_source::percent;
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
            b'%' => percent::byte(&bytes[index..]).is_some(),
            _ => byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@:?".contains(&byte),
        };
        if allowed {
            out.push(char::from(byte));
        } else {
            percent::push(&mut out, byte);
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
    let byte = |index: usize| percent::byte(text.get(3 * index..)?);
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
    (letter.is_alphanumeric() || is_sign_of_letters(letter)).then_some((letter, 3 * length))
}

/// Whether something is a sign that words of a script are spelled with and no letter of its own: the viramas and marks of
/// Indic scripts, of Thai, Lao, Tibetan, Burmese and Khmer.
fn is_sign_of_letters(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{963}' | '\u{971}'..='\u{DF4}' | '\u{E01}'..='\u{FBC}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}')
}

/// An address as it is printed: without its scheme and the last slash, decoded for the eye, in three parts, so that the
/// name of the place can stand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAddress {
    /// What stands before the name: of a letter box the part before `@`; of an address that is none of the web its scheme.
    pub before: String,
    /// The name of the place that it leads to; a name of other letters than Latin ones is decoded (RFC 3492).
    pub host: String,
    /// What follows.
    pub after: String,
}

impl ShownAddress {
    /// How an address is printed.
    #[must_use]
    pub fn of(url: &str) -> Self {
        let readable = readable_address(url);
        let short = short_address(&readable);
        let (scheme, rest) = match short.split_once(':') {
            Some(("mailto", rest)) => ("", rest),
            Some((scheme, rest)) if !scheme.contains(['/', '.', '?', '#']) && !short_is_web(&readable) => {
                (&short[..=scheme.len()], rest)
            }
            _ => ("", short),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, after) = rest.split_at(end);
        let user = authority.rfind('@').map_or(0, |at| at + 1);
        Self {
            before: format!("{scheme}{}", &authority[..user]),
            host: authority[user..].split('.').map(decoded_label).collect::<Vec<_>>().join("."),
            after: after.to_owned(),
        }
    }
}

/// Whether an address has a scheme that is left out when it is said.
fn short_is_web(url: &str) -> bool {
    url.contains("://")
}

/// A part of a name as its owner writes it: what is Punycode (`xn--`) is decoded if all its letters are of scripts that are
/// written together. Others stay as they are: letters that only look like those of another script would deceive.
fn decoded_label(label: &str) -> String {
    use std::collections::BTreeSet;
    let whole = || label.to_owned();
    let Some(coded) = label.get(..4).filter(|start| start.eq_ignore_ascii_case("xn--")).map(|_| &label[4..]) else {
        return whole();
    };
    let Some(decoded) = punycode(coded) else { return whole() };
    let families: BTreeSet<u8> = decoded.chars().filter(|c| !c.is_ascii_digit() && *c != '-').map(family).collect();
    // The letters of another script alone may look like a Latin word.
    if decoded.chars().all(|c| c.is_ascii() || LOOK_LATIN.contains(c)) {
        return whole();
    }
    let together = families.len() == 1 || families.iter().all(|family| matches!(*family, LATIN | EAST_ASIAN));
    if together && decoded.chars().all(|c| c == '-' || c.is_alphanumeric() || is_sign_of_letters(c)) {
        decoded
    } else {
        whole()
    }
}

/// Cyrillic and Greek letters that are drawn as Latin ones are.
const LOOK_LATIN: &str = "асеорхуѕіјһԁԛԝӏҽορνια";

const LATIN: u8 = 0;
const EAST_ASIAN: u8 = 1;

/// Which letters are written together in one name; the others by their 256 characters.
fn family(letter: char) -> u8 {
    match letter as u32 {
        0x00..=0x24F | 0x1E00..=0x1EFF => LATIN,
        0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0x2_0000..=0x3_FFFF => EAST_ASIAN,
        0x370..=0x3FF | 0x1F00..=0x1FFF => 2,
        0x400..=0x52F => 3,
        0x590..=0x5FF => 4,
        0x600..=0x77F => 5,
        // The blocks of Indic and other scripts have 128 characters.
        block @ 0x900..=0x1FFF => u8::try_from((block - 0x900) / 0x80 + 16).unwrap_or(u8::MAX),
        _ => u8::MAX,
    }
}

/// Decodes Punycode (RFC 3492, 6.2).
fn punycode(coded: &str) -> Option<String> {
    let (basic, tail) = coded.rsplit_once('-').unwrap_or(("", coded));
    if !coded.is_ascii() || coded.len() > 63 {
        return None;
    }
    let mut out: Vec<char> = basic.chars().collect();
    let (mut code, mut at, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = tail.bytes().map(|byte| match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    });
    while let Some(first) = digits.next() {
        let before = at;
        let (mut weight, mut step, mut digit) = (1_u32, 36_u32, first?);
        loop {
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            step += 36;
            digit = digits.next()??;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        let mut delta = (at - before) / if before == 0 { 700 } else { 2 };
        delta += delta / length;
        bias = 0;
        while delta > 455 {
            delta /= 35;
            bias += 36;
        }
        bias += 36 * delta / (delta + 38);
        code = code.checked_add(at / length)?;
        at %= length;
        out.insert(at as usize, char::from_u32(code)?);
        at += 1;
    }
    Some(out.into_iter().collect())
}

/// An address as people say it: without its scheme and the last slash.
#[must_use]
pub fn short_address(url: &str) -> &str {
    let short = url.split_once("://").map_or(url, |(_, rest)| rest);
    short.strip_prefix("www.").unwrap_or(short).trim_end_matches('/')
}

/// Where addresses stand among the words of a text, in order.
pub(crate) fn addresses_in(text: &str) -> Vec<Range<usize>> {
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
    fn addresses_are_shown_in_parts_and_decoded() {
        let shown = |url: &str| {
            let ShownAddress { before, host, after } = ShownAddress::of(url);
            format!("{before}|{host}|{after}")
        };
        for (url, expected) in [
            ("https://www.example.org/a/b?c#d", "|example.org|/a/b?c#d"),
            ("https://example.org:8080/", "|example.org:8080|"),
            ("mailto:ada@example.org?subject=a", "ada@|example.org|?subject=a"),
            ("tel:+123", "tel:|+123|"),
            ("matrix:r/room:example.org", "matrix:|r|/room:example.org"),
            ("https://xn--mnchen-3ya.example/%C3%BC", "|münchen.example|/ü"),
            ("https://xn--fsqu00a.xn--0zwm56d/", "|例子.测试|"),
            ("https://xn--e1afmkfd.xn--p1ai/", "|пример.рф|"),
            ("https://xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g", "|उदाहरण.परीक्षा|"),
            ("https://hi.example/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80", "|hi.example|/हिन्दी"),
            // Latin with a Cyrillic letter that looks like one, and what is no Punycode.
            ("https://xn--80ak6aa92e.example/", "|xn--80ak6aa92e.example|"),
            ("https://xn--pple-43d.example/", "|xn--pple-43d.example|"),
            ("https://xn--99999999.example/", "|xn--99999999.example|"),
            ("https://xn--.example/", "|xn--.example|"),
        ] {
            assert_eq!(shown(url), expected, "{url}");
        }
    }

    #[test]
    fn addresses_are_said_without_their_scheme() {
        assert_eq!(short_address("https://www.example.org/a/"), "example.org/a");
        assert_eq!(short_address("mailto:a@example.org"), "mailto:a@example.org");
    }
}
