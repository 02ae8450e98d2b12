//! Percent-encoding of addresses (RFC 3986, 2.1).

use std::fmt::Write as _;

/// Undoes percent-encoding; what is none, or gives no UTF-8, stays as it was.
#[must_use]
pub fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).filter(|digits| bytes[at] == b'%' && digits.is_ascii());
        let value = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        if let Some(value) = value {
            out.push(value);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// An address as others may write it: what RFC 3987 does not allow is encoded, nothing else is touched.
#[must_use]
pub fn allowed(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for character in address.trim().chars() {
        if character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                push(&mut out, byte);
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// A path of files, or a fragment, as an address: everything is encoded that may not stand in one (RFC 3986,
/// 3.3), and `&` and `+`, which HTML and forms read otherwise; `/` is kept.
#[must_use]
pub fn path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$'()*,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            push(&mut out, byte);
        }
    }
    out
}

fn push(out: &mut String, byte: u8) {
    write!(out, "%{byte:02X}").expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        assert_eq!(decoded("%C3%A9%zz%"), "é%zz%");
        assert_eq!(decoded("%ff"), "%ff", "no UTF-8");
        assert_eq!(decoded("%é"), "%é");
        assert_eq!(allowed(" https://a.b/c d\u{a0}é%20 "), "https://a.b/c%20d%C2%A0é%20");
        assert_eq!(path("it/a b#c?&é.pdf"), "it/a%20b%23c%3F%26%C3%A9.pdf");
    }
}
