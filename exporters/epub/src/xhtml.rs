//! Characters of XHTML: escaping, identifiers, paths.

use std::fmt::Write as _;

/// Appends text, `&`, `<` and `>` escaped, without the characters that XML 1.0 forbids (2.2).
pub(crate) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, false);
}

/// Appends the value of an attribute in double quotes: line ends become spaces.
pub(crate) fn push_value(out: &mut String, text: &str) {
    push_escaped(out, text, true);
}

fn push_escaped(out: &mut String, text: &str, attribute: bool) {
    let mut rest = 0;
    for (index, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if attribute => "&quot;",
            b'\n' | b'\t' if attribute => " ",
            b'\n' | b'\t' => continue,
            0..0x20 => "",
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            0xEF if matches!(text.as_bytes().get(index + 1..index + 3), Some([0xBF, 0xBE | 0xBF])) => {
                out.push_str(&text[rest..index]);
                rest = index + 3;
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[rest..index]);
        out.push_str(replacement);
        rest = index + 1;
    }
    out.push_str(&text[rest..]);
}

/// Appends ` name="value"`.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_value(out, value);
    out.push('"');
}

/// Text escaped.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// The value of an attribute, escaped.
pub(crate) fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_value(&mut out, text);
    out
}

/// An anchor as an XML name without colons, which is what the identifiers of EPUB content are. Anchors that are such
/// names stay as they are; two different anchors stay different.
pub(crate) fn identifier(anchor: &str) -> String {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let continues = |c: char| c == '_' || c == '-' || c == '.' || c.is_alphanumeric();
    let mut out = String::with_capacity(anchor.len() + 1);
    // What begins with a line and a name of ours is ours: see `note_id`, `page_mark_id`.
    if anchor.starts_with("_note.") || anchor.starts_with("_page.") {
        out.push('_');
    }
    for (index, c) in anchor.chars().enumerate() {
        if index == 0 && !starts(c) {
            // Not the line alone: slugs of headings without Latin letters are `_1`, `_2`.
            out.push_str("_.");
        }
        if continues(c) && is_name_char(c) {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}_", u32::from(c));
        }
    }
    if out.is_empty() { "_".to_owned() } else { out }
}

/// Whether XML 1.0 allows a character inside a name (production 4a), colons aside.
fn is_name_char(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '-' | '.' | '\u{B7}'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{203F}'..='\u{2040}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// A path or fragment with everything percent-encoded that is not allowed in one (RFC 3986, 3.3), `/` kept.
pub(crate) fn percent_encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_only_what_xml_forbids() {
        assert_eq!(text("a<b & \"c\"\u{1}\u{FFFF}\u{B}d\tü\n"), "a&lt;b &amp; \"c\"d\tü\n");
        assert_eq!(value("a\"b\nc"), "a&quot;b c");
        assert_eq!(text("\u{FFFD}ｆ"), "\u{FFFD}ｆ", "neighbours of the forbidden characters stay");
    }

    #[test]
    fn identifiers_are_names() {
        assert_eq!(identifier("forward-secrecy"), "forward-secrecy");
        assert_eq!(identifier("2fa"), "_.2fa");
        assert_eq!(identifier("_2fa"), "_2fa");
        assert_eq!(identifier("a:b c"), "a_3a_b_20_c");
        assert_eq!(identifier("プライバシー"), "プライバシー");
        assert_eq!(identifier(""), "_");
    }
}
