//! Where a page is read on the web.

use pamphlet_locale::Tag;

/// A pattern of addresses with `{locale}` and `{page}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pattern: String,
    bare: Option<Tag>,
}

impl Address {
    /// Reads a pattern. One without `{page}` gets it at its end.
    ///
    /// # Errors
    /// A sentence on what is wrong with it.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let pattern = pattern.trim();
        let scheme = pattern.split_once("://").map(|(scheme, _)| scheme);
        if !scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric())) {
            return Err(format!("“{pattern}” is no address: it has to begin with https:// or the like"));
        }
        let without = pattern.replace("{locale}", "").replace("{page}", "");
        if without.contains(['{', '}']) {
            return Err(format!("“{pattern}” may hold {{locale}} and {{page}} alone"));
        }
        let pattern = if pattern.contains("{page}") {
            pattern.to_owned()
        } else {
            format!("{}/{{page}}/", pattern.trim_end_matches('/'))
        };
        Ok(Self { pattern, bare: None })
    }

    /// The same, but for one locale that is read without its name in the address.
    #[must_use]
    pub fn bare_for(mut self, locale: &Tag) -> Self {
        self.bare = Some(locale.clone());
        self
    }

    /// The pattern as one locale uses it, with `{page}`, and with `{locale}` unless the locale is read without it.
    #[must_use]
    pub fn pattern(&self, locale: &Tag) -> String {
        if self.bare.as_ref() == Some(locale) { self.pattern.replace("{locale}/", "") } else { self.pattern.clone() }
    }

    /// The address of a page by its name. An index page is read at its folder, where pages have folders.
    #[must_use]
    pub fn of(&self, locale: &Tag, page: &str) -> String {
        let folders = self.pattern.ends_with("{page}/") || self.pattern.ends_with("{page}");
        let (folder, name) = crate::path::split(page);
        let page = if folders && is_index(name) { folder } else { page };
        let page: String = page.split('/').map(encoded).collect::<Vec<_>>().join("/");
        let filled = self.pattern(locale).replace("{locale}", locale.as_str()).replace("{page}", &page);
        // An index page at the root leaves `//` where `{page}/` stood.
        match filled.split_once("://") {
            Some((scheme, rest)) if page.is_empty() => format!("{scheme}://{}", rest.replace("//", "/")),
            _ => filled,
        }
    }

    /// The address of the front page.
    #[must_use]
    pub fn front(&self, locale: &Tag) -> String {
        self.of(locale, "index")
    }

    /// The page that an address of this pattern names, with its locale as written in the address; `None` when the
    /// address is of another site. Used to turn absolute links to the site itself back into links between pages.
    #[must_use]
    pub fn read<'a>(&self, address: &'a str) -> Option<(Option<&'a str>, &'a str)> {
        let address = address.split(['#', '?']).next()?;
        let (before, _) = self.pattern.split_once("{page}")?;
        let (before_locale, between) = match before.split_once("{locale}") {
            Some((before, between)) => (before, Some(between)),
            None => (before, None),
        };
        let rest = address.strip_prefix(before_locale)?;
        let (locale, rest) = match between {
            None => (None, rest),
            Some(between) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (locale, rest) = rest.split_at(end);
                (Some(locale), rest.strip_prefix(between).unwrap_or(rest.trim_start_matches('/')))
            }
        };
        Some((locale, rest.trim_end_matches('/').trim_end_matches(".html")))
    }
}

/// Whether MkDocs makes a page of this name the front of its folder.
#[must_use]
pub fn is_index(name: &str) -> bool {
    name == "index" || name == "README"
}

fn encoded(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write;
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_and_reads() {
        let tag = Tag::parse("it").unwrap();
        let address = Address::parse("https://example.org/{locale}/{page}/").unwrap();
        assert_eq!(address.of(&tag, "a/b"), "https://example.org/it/a/b/");
        assert_eq!(address.of(&tag, "index"), "https://example.org/it/");
        assert_eq!(address.of(&tag, "a/index"), "https://example.org/it/a/");
        assert_eq!(address.of(&tag, "a/ü x"), "https://example.org/it/a/%C3%BC%20x/");
        assert_eq!(address.read("https://example.org/it/a/b/#c"), Some((Some("it"), "a/b")));
        assert_eq!(address.read("https://example.com/it/a/b/"), None);
        let files = Address::parse("https://example.org/{page}.html").unwrap();
        assert_eq!(files.of(&tag, "a/index"), "https://example.org/a/index.html");
        assert_eq!(Address::parse("https://example.org/x").unwrap().of(&tag, "b"), "https://example.org/x/b/");
        assert!(Address::parse("example.org/{page}").is_err());
        assert!(Address::parse("https://example.org/{lang}").is_err());
    }
}
