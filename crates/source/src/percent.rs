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
        if let Some(value) = byte(&bytes[at..]) {
            out.push(value);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The byte that a text begins with in percent-encoding: the first three of it.
#[must_use]
pub fn byte(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

/// A text of which letters and digits of ASCII and the signs in `kept` stand for themselves, and every other byte is
/// encoded.
#[must_use]
pub fn encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte.is_ascii() && kept.contains(char::from(byte)) {
            out.push(char::from(byte));
        } else {
            push(&mut out, byte);
        }
    }
    out
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
    encoded(path, "-._~/!$'()*,;=@")
}

/// Adds a byte in percent-encoding.
pub fn push(out: &mut String, byte: u8) {
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
        assert_eq!((byte(b"%c3%a9"), byte(b"%c"), byte(b"c3%"), byte(b"%+1")), (Some(0xc3), None, None, None));
        assert_eq!(encoded("a/é ~%", "~"), "a%2F%C3%A9%20~%25");
        assert_eq!(allowed(" https://a.b/c d\u{a0}é%20 "), "https://a.b/c%20d%C2%A0é%20");
        assert_eq!(path("it/a b#c?&é.pdf"), "it/a%20b%23c%3F%26%C3%A9.pdf");
    }
}
