//! Texts that a site may say in another way in each locale.

use pamphlet_locale::{Tag, fallback};
use std::collections::BTreeMap;

/// A text that may be different in each locale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localized {
    /// The text of the locales that have none of their own.
    pub default: String,
    /// The text by locale.
    pub by_locale: BTreeMap<Tag, String>,
}

impl Localized {
    /// The same text everywhere.
    #[must_use]
    pub fn everywhere(text: impl Into<String>) -> Self {
        Self { default: text.into(), by_locale: BTreeMap::new() }
    }

    /// Cuts every text that has more than so many characters, and says whether there was any.
    pub(crate) fn cut(&mut self, most: usize) -> bool {
        let mut any = false;
        for text in self.by_locale.values_mut().chain([&mut self.default]) {
            if let Some((at, _)) = text.char_indices().nth(most) {
                text.truncate(at);
                text.push('…');
                any = true;
            }
        }
        any
    }

    /// The text of a locale: its own, that of the language that stands in for it, or the default.
    #[must_use]
    pub fn get(&self, locale: &Tag) -> &str {
        let mut next = Some(locale.clone());
        while let Some(tag) = next {
            if let Some(text) = self.by_locale.get(&tag) {
                return text;
            }
            next = fallback::parent(&tag).filter(|parent| parent.as_str() != "en");
        }
        &self.default
    }
}

/// What stands across every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watermark {
    /// That this is a draft, in the words of each locale.
    Draft,
    /// Words of the site.
    Words(Localized),
}
