//! Where pages are read on the web: patterns, and the addresses that they give.

use crate::Tag;
use pamphlet_source::percent;
use std::fmt;
use std::ops::Deref;

/// A pattern of addresses with `{page}` in it, and perhaps with `{locale}`: `https://example.org/{locale}/{page}/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPattern(String);

impl AddressPattern {
    /// Reads a pattern. One without `{page}` is the address of the front page, and pages are folders below it.
    ///
    /// # Errors
    /// A sentence on what is wrong with it.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let pattern = pattern.trim();
        let scheme = pattern.split_once("://").map(|(scheme, _)| scheme);
        if !scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric())) {
            return Err(format!("“{pattern}” is not an address: it has to begin with https:// or the like"));
        }
        let without = pattern.replace("{locale}", "").replace("{page}", "");
        if without.contains(['{', '}']) {
            return Err(format!("“{pattern}” may hold {{locale}} and {{page}} alone"));
        }
        if pattern.contains("{page}") {
            return Ok(Self(pattern.to_owned()));
        }
        Ok(Self(format!("{}/{{page}}/", pattern.trim_end_matches('/'))))
    }

    /// The pattern as it is written, with `{page}` in it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the locale stands in addresses.
    #[must_use]
    pub fn has_locale(&self) -> bool {
        self.0.contains("{locale}")
    }

    /// The pattern of one locale, without `{locale}`.
    #[must_use]
    pub fn of_locale(&self, locale: &Tag) -> Self {
        Self(self.0.replace("{locale}", locale.as_str()))
    }

    /// The address of the front page.
    #[must_use]
    pub fn front(&self, locale: &Tag) -> Address {
        self.page(locale, "index")
    }

    /// The address of a page, by its path from the root of the pages without an ending. One named `index` or `README`
    /// stands for its folder where the pattern makes pages folders; otherwise it is called `index`.
    #[must_use]
    pub fn page(&self, locale: &Tag, path: &str) -> Address {
        let pattern = self.of_locale(locale).0;
        let (before, after) = pattern.split_once("{page}").unwrap_or((&pattern, ""));
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_folder = matches!(after, "" | "/") && matches!(name, "index" | "README");
        let encoded = percent::allowed;
        Address(match (is_folder, folder) {
            (true, "") => before.to_owned(),
            (true, folder) => format!("{before}{}{after}", encoded(folder)),
            (false, "") if name == "README" => format!("{before}index{after}"),
            (false, folder) if name == "README" => format!("{before}{}/index{after}", encoded(folder)),
            (false, _) => format!("{before}{}{after}", encoded(path)),
        })
    }
}

/// An address that is complete.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// Reads an address that is complete; none for one without a scheme.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.contains("://").then(|| Self(percent::allowed(text)))
    }
}

impl Deref for Address {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_addresses() {
        let url = |pattern: &str, page: &str| {
            let italian = Tag::parse("it").expect("is a tag");
            AddressPattern::parse(pattern).expect("is one").page(&italian, page).to_string()
        };
        let folders = "https://example.org/{locale}/{page}/";
        assert_eq!(url(folders, "a/b"), "https://example.org/it/a/b/");
        assert_eq!(url(folders, "index"), "https://example.org/it/");
        assert_eq!(url(folders, "a/index"), "https://example.org/it/a/");
        assert_eq!(url(folders, "a/reindex"), "https://example.org/it/a/reindex/");
        assert_eq!(url(folders, "a b/README"), "https://example.org/it/a%20b/");
        assert_eq!(url("https://example.org/{page}.html", "a/index"), "https://example.org/a/index.html");
        assert_eq!(url("https://example.org/{page}.html", "a/README"), "https://example.org/a/index.html");
        assert_eq!(url("https://example.org/{page}.html", "README"), "https://example.org/index.html");
        assert_eq!(url("https://example.org", "index"), "https://example.org/");
        assert_eq!(url("https://example.org/docs/", "a"), "https://example.org/docs/a/");
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        assert!(AddressPattern::parse("example.org/{page}").is_err());
        assert!(AddressPattern::parse("https://example.org/{lang}").is_err());
        assert!(AddressPattern::parse(" https://example.org/{locale} ").is_ok_and(|pattern| pattern.has_locale()));
    }
}
