//! What is written in a text and is no word: tags of HTML, lists of attributes, variables and statements of templates. A
//! translation leaves it as it is.

use crate::scan::Ticks;
use pamphlet_source::limits;
use std::ops::Range;

/// What such a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum VerbatimKind {
    /// `<div class="grid">`, `</div>`.
    Tag,
    /// `{ .class key="value" }`.
    Attributes,
    /// `{{ version }}`.
    Variable,
    /// `{% if beta %}`.
    Statement,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verbatim {
    /// What it is.
    pub(crate) kind: VerbatimKind,
    /// Its bytes.
    pub(crate) range: Range<usize>,
}

/// The pieces of a line that stand outside of code.
pub(crate) fn pieces(text: &str) -> Vec<Verbatim> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut ticks = Ticks::default();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| matches!(byte, b'<' | b'{' | b'`' | b'\\')) {
        at += next;
        match bytes[at] {
            b'`' => at = ticks.skip(text, at),
            b'\\' => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            _ => match piece(text, at) {
                Some(own) => {
                    at = own.range.end;
                    found.push(own);
                }
                None => at += 1,
            },
        }
    }
    found
}

fn piece(text: &str, at: usize) -> Option<Verbatim> {
    let rest = &text[at..];
    let (kind, length) = if rest.starts_with('<') {
        (VerbatimKind::Tag, tag(rest)?)
    } else if rest.starts_with("{{") {
        (VerbatimKind::Variable, closed(rest, "}}", limits::MACRO_TAG_BYTES)?)
    } else if rest.starts_with("{%") {
        (VerbatimKind::Statement, closed(rest, "%}", limits::MACRO_TAG_BYTES)?)
    } else {
        let length = closed(rest, "}", limits::ATTRIBUTE_LIST_BYTES)?;
        let content = rest[1..length - 1].trim().trim_start_matches(':').trim_start();
        let is_list = content.starts_with(['.', '#']) && content.len() > 1 || content.contains('=');
        let is_other = rest[1..].starts_with(['{', '%', '=', '+', '~', '>', '-', '*']);
        (VerbatimKind::Attributes, (is_list && !is_other && !content.contains('{')).then_some(length)?)
    };
    Some(Verbatim { kind, range: at..at + length })
}

fn closed(rest: &str, end: &str, bound: usize) -> Option<usize> {
    let window = &rest[..rest.floor_char_boundary(bound)];
    let found = window.get(1..)?.find(end)? + 1;
    Some(found + end.len())
}

/// The length of the tag that a text begins with, whatever its name and the names of its attributes are.
fn tag(rest: &str) -> Option<usize> {
    let window = &rest[..rest.floor_char_boundary(limits::TORN_TAG_BYTES)];
    let name = window[1..].strip_prefix('/').unwrap_or(&window[1..]);
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let mut quote = None;
    for (at, sign) in window.char_indices().skip(1) {
        if let Some(own) = quote {
            quote = (sign != own).then_some(own);
            continue;
        }
        match sign {
            '"' | '\'' if window[..at].trim_end().ends_with('=') => quote = Some(sign),
            '<' => return None,
            '>' => return is_tag(&window[..=at]).then_some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether what stands between angle brackets is a name and attributes: an address or a mail address is none.
fn is_tag(text: &str) -> bool {
    let inner = text.trim_matches(['<', '>', '/']);
    let name = inner.split(char::is_whitespace).next().unwrap_or_default();
    let attributes = &inner[name.len()..];
    let is_bare = attributes.trim().is_empty();
    name.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || is_mark(sign))
        && (is_bare || attributes.contains('=') || attributes.split_whitespace().count() == 1)
}

fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign) || sign == '\u{200c}'
}

/// An attribute of a tag or list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'t> {
    /// Its name, `.` for a class and `#` for an id that are written so.
    pub(crate) key: &'t str,
    /// Its value without marks; none where it is a name alone.
    pub(crate) value: Option<&'t str>,
    /// The bytes of its name.
    pub(crate) key_range: Range<usize>,
    /// The bytes of its value, with the marks that it stands between.
    pub(crate) value_range: Range<usize>,
}

/// The attributes in `text` from byte `from` on.
pub(crate) fn attributes(text: &str, from: usize) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    let mut at = from;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\u{a0}', ':']).len();
        let rest = &text[at..];
        let Some(first) = rest.chars().next().filter(|sign| !matches!(sign, '>' | '}' | '/')) else { return found };
        if matches!(first, '.' | '#') {
            let end = at + rest.find([' ', '\t', '\u{a0}', '}']).unwrap_or(rest.len());
            let value = &text[at + 1..end];
            found.push(Attribute {
                key: &text[at..=at],
                value: Some(value),
                key_range: at..at + 1,
                value_range: at + 1..end,
            });
            at = end;
            continue;
        }
        let end = at + rest.find([' ', '\t', '\u{a0}', '=', '>', '}']).unwrap_or(rest.len());
        if end == at {
            at += first.len_utf8();
            continue;
        }
        let key_range = at..end;
        let behind = text[end..].trim_start_matches([' ', '\u{a0}']);
        at = end;
        let (mut value, mut value_range) = (None, end..end);
        if let Some(written) = behind.strip_prefix('=') {
            let written = written.trim_start_matches([' ', '\u{a0}']);
            at = text.len() - written.len();
            let (length, bare) = value_of(written);
            value = Some(bare);
            value_range = at..at + length;
            at += length;
        }
        found.push(Attribute { key: &text[key_range.clone()], value, key_range, value_range });
    }
}

/// The length of the value that a text begins with, and what it is without marks.
fn value_of(text: &str) -> (usize, &str) {
    for mark in ["\"", "'", "&quot;"] {
        if let Some(inner) = text.strip_prefix(mark)
            && let Some(end) = inner.find(mark)
        {
            return (end + 2 * mark.len(), &inner[..end]);
        }
    }
    let end = text.find([' ', '\t', '>', '}']).unwrap_or(text.len());
    (end, &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_outside_of_code() {
        let text = "a `<b>` <b class=\"x > y\">c</b> [d](e){ .f g=h } {{ i }} {% if j %} \\<k> <https://l.m> {#n}";
        let found: Vec<&str> = pieces(text).into_iter().map(|own| &text[own.range]).collect();
        let wanted = ["<b class=\"x > y\">", "</b>", "{ .f g=h }", "{{ i }}", "{% if j %}", "{#n}"];
        assert_eq!(found, wanted);
    }

    #[test]
    fn attributes_have_names_and_values() {
        let text = "{ .a #b c=\"d e\" f=g h class=&quot;i j&quot; }";
        let found: Vec<(&str, Option<&str>)> =
            attributes(text, 1).into_iter().map(|own| (own.key, own.value)).collect();
        let wanted = [
            (".", Some("a")),
            ("#", Some("b")),
            ("c", Some("d e")),
            ("f", Some("g")),
            ("h", None),
            ("class", Some("i j")),
        ];
        assert_eq!(found, wanted);
    }
}
