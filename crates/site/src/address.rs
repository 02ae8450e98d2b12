//! Where a site is read on the web. What the address of a page is, the crate of editions knows.

use pamphlet_locale::Tag;
use std::collections::BTreeMap;

/// Patterns of addresses with `{locale}` and `{page}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pattern: Option<String>,
    by_locale: BTreeMap<Tag, String>,
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
        Ok(Self { pattern: Some(pattern), by_locale: BTreeMap::new() })
    }

    /// The address of a site that is read nowhere, but for locales that are added.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { pattern: None, by_locale: BTreeMap::new() }
    }

    /// The same, but for one locale that is read elsewhere.
    #[must_use]
    pub fn but_for(mut self, locale: &Tag, other: Self) -> Self {
        self.by_locale.extend(other.pattern.map(|pattern| (locale.clone(), pattern)));
        self
    }

    /// The pattern as one locale uses it, with `{page}` in it, and perhaps with `{locale}`; none where it is not known.
    #[must_use]
    pub fn pattern(&self, locale: &Tag) -> Option<&str> {
        self.by_locale.get(locale).or(self.pattern.as_ref()).map(String::as_str)
    }
}

/// Whether MkDocs makes a page of this name the front of its folder.
#[must_use]
pub fn is_index(name: &str) -> bool {
    name == "index" || name == "README"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let tag = |text: &str| Tag::parse(text).expect("is a tag");
        let address = Address::parse("https://example.org/{locale}/{page}/").expect("is one");
        let bare = Address::parse("https://example.org/x").expect("is one");
        let address = address.but_for(&tag("en"), bare);
        assert_eq!(address.pattern(&tag("it")), Some("https://example.org/{locale}/{page}/"));
        assert_eq!(address.pattern(&tag("en")), Some("https://example.org/x/{page}/"));
        assert!(Address::parse("example.org/{page}").is_err());
        assert!(Address::parse("https://example.org/{lang}").is_err());
    }
}
