//! Attribute lists: `{ .class #id key=value key="two words" }`.

use pamphlet_document::Attrs;
use pamphlet_source::limits;

/// Reads the list that `text` begins with: the attributes and the bytes they take. A list names at least one class, id
/// or value, or a word that can be nothing but an attribute; other braces are text.
pub(crate) fn parse(text: &str) -> Option<(Attrs, usize)> {
    let mut rest = text.strip_prefix('{')?;
    rest = rest.strip_prefix(':').unwrap_or(rest);
    let mut attrs = Attrs::default();
    let mut named = false;
    loop {
        rest = rest.trim_start_matches([' ', '\u{a0}']);
        let first = rest.chars().next()?;
        match first {
            '}' => return named.then(|| (attrs, text.len() - rest.len() + 1)),
            '{' | '\n' | '\r' => return None,
            '.' | '#' => {
                // Another brace ends it, so that what nothing closes is not read to its end from each of its braces.
                let end = rest[1..].find([' ', '{', '}', '\n', '=', '\t']).map(|end| end + 1)?;
                let name = &rest[1..end];
                if name.is_empty() || rest[end..].starts_with(['=', '{']) {
                    return None;
                }
                if first == '.' {
                    attrs.classes.push(name.to_owned());
                } else {
                    attrs.id = Some(name.to_owned());
                }
                named = true;
                rest = &rest[end..];
            }
            _ => {
                let end =
                    rest.find([' ', '}', '\n', '=', '{', '\t']).filter(|&end| end > 0 || rest.starts_with('='))?;
                let key = &rest[..end];
                rest = &rest[end..];
                if let Some(value) = rest.strip_prefix('=') {
                    let (value, after) = value_of(value)?;
                    add(&mut attrs, key, value);
                    named = true;
                    rest = after;
                } else if rest.starts_with('{') {
                    return None;
                } else {
                    named |= key.starts_with("data-") || matches!(key, "hidden" | "download" | "reversed" | "open");
                    attrs.pairs.push((key.to_owned(), String::new()));
                }
            }
        }
    }
}

/// A value, quoted or not, and what follows it.
fn value_of(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote)
            && let Some(end) = inner.find([quote, '\n'])
            && inner[end..].starts_with(quote)
        {
            return Some((&inner[..end], &inner[end + 1..]));
        }
    }
    let end = text[..text.floor_char_boundary(limits::ATTRIBUTE_VALUE_BYTES)].find([' ', '}', '\n', '\t'])?;
    Some((&text[..end], &text[end..]))
}

/// Adds a pair; `class` and `id` go where they belong.
pub(crate) fn add(attrs: &mut Attrs, key: &str, value: &str) {
    match key {
        "class" => attrs.classes.extend(value.split_whitespace().map(str::to_owned)),
        "id" if !value.is_empty() => attrs.id = Some(value.to_owned()),
        _ => attrs.pairs.push((key.to_owned(), value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let (attrs, length) = parse("{: .a #b c=d e=\"f } g\" data-x }rest").unwrap();
        assert_eq!(length, 31);
        assert_eq!((attrs.id.as_deref(), attrs.classes.as_slice()), (Some("b"), &["a".to_owned()][..]));
        assert_eq!(attrs.get("e"), Some("f } g"));
        assert_eq!(attrs.get("data-x"), Some(""));
        assert_eq!(parse("{.a}").unwrap().1, 4);
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["{}", "{ a b }", "{{ page.title }}", "{.a", "{ .a\n}", "{ . }", "{#a{.b}", "{ a=\"b\nc\" }"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
