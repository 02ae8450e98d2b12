//! Characters of XHTML: escaping, identifiers, paths.

pub(crate) use pamphlet_source::markup::{push_text, push_value, text, value};
pub(crate) use pamphlet_source::percent::path as percent_encode;

use std::fmt::Write as _;

/// Appends ` name="value"`.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_value(out, value);
    out.push('"');
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

#[cfg(test)]
mod tests {
    use super::*;

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
