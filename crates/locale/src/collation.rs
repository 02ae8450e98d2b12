//! The order in which a language sorts its words.

use crate::Tag;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use std::cmp::Ordering;

/// Sorts words as the dictionaries of a language do (Unicode Collation Algorithm, CLDR's tailorings).
#[derive(Debug)]
pub struct Collation {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// The order of a language. Make it once and sort with it.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let name = if tag.language() == "ku" && tag.region() == Some("IQ") { "ckb" } else { tag.as_str() };
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        let locale = Locale::try_from_str(name).unwrap_or(Locale::UNKNOWN);
        Self { collator: Collator::try_new(locale.into(), options).ok() }
    }

    /// Compares two words; words that are equal to a reader are put in the order of their bytes, so that a sorted list
    /// is always the same.
    #[must_use]
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        let order = match &self.collator {
            Some(collator) => collator.compare(left, right),
            None => left.to_lowercase().cmp(&right.to_lowercase()),
        };
        order.then_with(|| left.cmp(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'w>(tag: &str, words: &[&'w str]) -> Vec<&'w str> {
        let collation = Collation::of(&Tag::parse(tag).expect("is a tag"));
        let mut words = words.to_vec();
        words.sort_by(|left, right| collation.compare(left, right));
        words
    }

    #[test]
    fn as_dictionaries_do() {
        assert_eq!(sorted("de", &["Zug", "Äpfel", "Apfel", "anker"]), ["anker", "Apfel", "Äpfel", "Zug"]);
        assert_eq!(sorted("sv", &["Ö", "Z", "Ä", "Å", "A"]), ["A", "Z", "Å", "Ä", "Ö"]);
        assert_eq!(sorted("cs", &["ch", "h", "i", "c"]), ["c", "h", "ch", "i"]);
        assert_eq!(sorted("es", &["ñu", "nz", "o"]), ["nz", "ñu", "o"]);
        assert_eq!(sorted("en", &["VPN", "DNS", "2FA", "dns"]), ["2FA", "dns", "DNS", "VPN"]);
        assert_eq!(sorted("xx", &["b", "a"]), ["a", "b"]);
        assert_eq!(sorted("ku-IQ", &["ب", "ئا"]).len(), 2);
    }
}
