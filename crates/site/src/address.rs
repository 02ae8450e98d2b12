//! Where a site is read on the web, locale by locale.

use pamphlet_locale::{AddressPattern, Tag};
use std::collections::BTreeMap;

/// The patterns of a site's addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addresses {
    pattern: Option<AddressPattern>,
    by_locale: BTreeMap<Tag, AddressPattern>,
}

impl Addresses {
    /// The same pattern for every locale.
    #[must_use]
    pub fn of_all(pattern: AddressPattern) -> Self {
        Self { pattern: Some(pattern), by_locale: BTreeMap::new() }
    }

    /// Those of a site that is read nowhere, but for locales that are added.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::default()
    }

    /// The same, but for one locale that is read elsewhere.
    #[must_use]
    pub(crate) fn but_for(mut self, locale: &Tag, pattern: AddressPattern) -> Self {
        self.by_locale.insert(locale.clone(), pattern);
        self
    }

    /// The pattern of one locale, perhaps with `{locale}` in it; none where it is not known.
    #[must_use]
    pub fn pattern(&self, locale: &Tag) -> Option<&AddressPattern> {
        self.by_locale.get(locale).or(self.pattern.as_ref())
    }
}

/// Whether MkDocs makes a page of this name the front of its folder.
#[must_use]
pub(crate) fn is_index(name: &str) -> bool {
    name == "index" || name == "README"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_may_be_read_elsewhere() {
        let tag = |text: &str| Tag::parse(text).expect("is a tag");
        let pattern = |text: &str| AddressPattern::parse(text).expect("is one");
        let all = Addresses::of_all(pattern("https://example.org/{locale}/{page}/"));
        let addresses = all.but_for(&tag("en"), pattern("https://example.org/x"));
        let of = |locale: &str| addresses.pattern(&tag(locale)).map(AddressPattern::as_str);
        assert_eq!(of("it"), Some("https://example.org/{locale}/{page}/"));
        assert_eq!(of("en"), Some("https://example.org/x/{page}/"));
        assert_eq!(Addresses::nowhere().pattern(&tag("en")), None);
    }
}
