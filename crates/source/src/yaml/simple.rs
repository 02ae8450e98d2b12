//! The YAML that nearly all front matter is: a key and a text on each line. Read here at a tenth of the cost; whatever
//! could mean anything else is left to the reader of all YAML, and a test holds both to the same answer.

use super::{Map, Value};

/// Reads a text that is nothing but lines of `key: text`. `None` if it may be anything else.
pub(super) fn parse(text: &str) -> Option<Map> {
    let mut entries: Vec<(String, Value)> = Vec::new();
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(": ")?;
        if !is_key(key) || entries.iter().any(|(other, _)| other == key) {
            return None;
        }
        entries.push((key.to_owned(), Value::Text(value_of(value.trim_matches(' '))?.to_owned())));
    }
    (!entries.is_empty()).then_some(Map(entries))
}

fn is_key(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()) && text.bytes().all(plain) && !is_word(text)
}

/// Words that YAML reads as something else than text.
fn is_word(text: &str) -> bool {
    ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A text in double quotation marks with nothing to unescape, or one that begins with a letter.
fn value_of(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('"') {
        let inner = rest.strip_suffix('"')?;
        return (!inner.contains(['"', '\\']) && inner.chars().all(is_plain)).then_some(inner);
    }
    let first = text.chars().next()?;
    let means_more = text.contains(": ") || text.ends_with(':') || text.contains(" #") || is_word(text);
    (first.is_alphabetic() && !means_more && text.chars().all(is_plain)).then_some(text)
}

/// Whether a character is neither a control nor one that ends a line to YAML, or that YAML refuses.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}
