//! What stands behind the bar of `/// html` and of captions: `div.class#id[name="value"]`.

use pamphlet_document::Attrs;

/// The name of an element, and attributes; none when it is written otherwise. Of captions the name is left out.
pub(crate) fn selector(text: &str, has_name: bool) -> Option<(&str, Attrs)> {
    let end = if has_name { name(text)? } else { 0 };
    let (tag, mut rest) = text.split_at(end);
    let mut attrs = Attrs::default();
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        match sign {
            '#' if attrs.id.is_none() => {
                let end = name(rest)?;
                attrs.id = Some(rest[..end].to_owned());
                rest = &rest[end..];
            }
            '.' => {
                let end = name(rest)?;
                attrs.classes.push(rest[..end].to_owned());
                rest = &rest[end..];
            }
            '[' => rest = pairs(rest, &mut attrs)?,
            _ => return None,
        }
    }
    Some((tag, attrs))
}

/// The length of the name that a text begins with.
fn name(text: &str) -> Option<usize> {
    let inner = text.trim_start_matches('-');
    let starts = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii());
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()));
    Some(end.unwrap_or(text.len())).filter(|_| starts || text.starts_with("--"))
}

/// What stands between brackets; the text behind them.
fn pairs<'t>(text: &'t str, attrs: &mut Attrs) -> Option<&'t str> {
    let mut rest = text.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix(']') {
            return Some(after);
        }
        let end = name(rest)?;
        let key = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = key.as_str();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|sign| matches!(sign, '"' | '\''));
            let inner = quote.map_or(after, |_| &after[1..]);
            let end = match quote {
                Some(quote) => inner.find(quote)?,
                None => name(inner)?,
            };
            value = &inner[..end];
            rest = inner[end + usize::from(quote.is_some())..].trim_start();
        }
        crate::attr::add(attrs, &key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ids_classes_and_values() {
        let (tag, attrs) = selector("div.a#b.c-d[x=\"1 2\" hidden class='e']", true).unwrap();
        assert_eq!((tag, attrs.id.as_deref(), attrs.classes.join(" ").as_str()), ("div", Some("b"), "a c-d e"));
        assert_eq!(attrs.pairs, [("x".to_owned(), "1 2".to_owned()), ("hidden".to_owned(), "hidden".to_owned())]);
        for wrong in ["", "3tag", "div.+", "div#a#b", "div [x]", "div[x", "div.a b"] {
            assert!(selector(wrong, true).is_none(), "{wrong}");
        }
        assert_eq!(selector("#t1", false).unwrap().1.id.as_deref(), Some("t1"));
    }
}
