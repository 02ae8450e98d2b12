//! The tags of a page of HTML with the places where they stand, as far as links have to be added to it. Nothing is
//! built and nothing is mended: what is not understood is left alone.

/// A tag of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HtmlTag<'t> {
    /// Its name in lower case.
    pub(super) name: String,
    /// Whether it ends an element.
    pub(super) closes: bool,
    /// What stands between its name and its `>`.
    attributes: &'t str,
    /// Its first byte, and the byte after its last.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Elements whose text is no markup.
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "noscript"];

impl HtmlTag<'_> {
    /// The value of an attribute, without its quotes.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        let mut rest = self.attributes.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(value) => match value.chars().next().filter(|quote| "\"'".contains(*quote)) {
                    Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            // A sign that begins nothing is stepped over, so that every turn takes something away.
            let taken = if end == 0 && next.len() == rest.len() {
                &rest[rest.chars().next().map_or(0, char::len_utf8)..]
            } else {
                next
            };
            rest = taken.trim_start();
        }
        None
    }

    /// Whether a class is among its classes.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|own| own == class))
    }
}

/// Every tag, in order; not those in comments, and not what stands in scripts and the like.
pub(super) fn tags(text: &str) -> Vec<HtmlTag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|open| at + open) {
        let rest = &text[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = comment.find("-->").map_or(text.len(), |end| open + 4 + end + 3);
            continue;
        }
        let closes = rest.starts_with("</");
        let name_at = open + 1 + usize::from(closes);
        let name_end =
            text[name_at..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map(|end| name_at + end);
        let Some(name_end) = name_end.filter(|end| *end > name_at) else {
            at = open + 1;
            continue;
        };
        let Some(end) = end_of(&text[name_end..]).map(|end| name_end + end) else { break };
        let name = text[name_at..name_end].to_ascii_lowercase();
        at = end + 1;
        if !closes && RAW.contains(&name.as_str()) {
            at = closing(text, at, &name);
        }
        found.push(HtmlTag { name, closes, attributes: &text[name_end..end], start: open, end: end + 1 });
    }
    found
}

/// Where the `>` stands that ends a tag, quotes respected.
fn end_of(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') if value => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        value = character == '=' || value && character.is_whitespace();
    }
    None
}

/// Where the tag begins that ends an element without markup.
fn closing(text: &str, from: usize, name: &str) -> usize {
    let is_end = |at: &usize| {
        let after = &text.as_bytes()[at + 2..];
        after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
    };
    text[from..].match_indices("</").map(|(at, _)| from + at).find(is_end).unwrap_or(text.len())
}

/// The tag that ends the element that a tag begins.
pub(super) fn end<'a, 't>(tags: &'a [HtmlTag<'t>], begin: usize) -> Option<&'a HtmlTag<'t>> {
    let name = &tags[begin].name;
    let mut open = 0_usize;
    tags[begin..].iter().filter(|tag| tag.name == *name).find(|tag| {
        if tag.closes {
            open = open.saturating_sub(1);
        } else {
            open += 1;
        }
        open == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_where_they_are_tags() {
        let text =
            "<!doctype html><!-- <main> --><script>'<main>'</script><a title=\"x > y\" CLASS='b  c' d>1 < 2</a><p/>";
        let names: Vec<(String, bool)> = tags(text).into_iter().map(|tag| (tag.name, tag.closes)).collect();
        let named = |name: &str, closes| (name.to_owned(), closes);
        assert_eq!(
            names,
            [named("script", false), named("script", true), named("a", false), named("a", true), named("p", false)]
        );
        let all = tags(text);
        assert_eq!(all[2].attribute("title"), Some("x > y"));
        assert!(all[2].has_class("c") && !all[2].has_class("d"));
        assert_eq!(all[2].attribute("d"), Some(""));
        assert_eq!(all[2].attribute("e"), None);
        assert_eq!(&text[all[4].start..all[4].end], "<p/>");
    }

    #[test]
    fn elements_end_where_their_own_tag_does() {
        let text = "<div a=b><div></div><p></div><div></div>";
        let all = tags(text);
        assert_eq!(end(&all, 0).map(|tag| tag.start), Some(23));
        assert_eq!(all[0].attribute("a"), Some("b"));
        assert_eq!(end(&tags("<div><div>"), 0), None);
    }

    #[test]
    fn damage_ends() {
        for text in
            ["<", "</", "<a", "<a b", "<a =\"\">", "<a = = =>", "<script>", "<!--", "<a 'x>", "<é>", "<a \u{a0}=é>"]
        {
            for tag in tags(text) {
                assert_eq!(tag.attribute("none"), None, "{text}");
            }
        }
    }
}
