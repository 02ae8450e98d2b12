//! How languages are written: which signs, spaces and repeated words are right in them. For those who look through
//! translations; data, `data/writing.toml`.

use crate::{Tag, fallback};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};

static TABLES: LazyLock<BTreeMap<String, Writing>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/writing.toml")).expect("the table is ours, and a test reads it")
});

/// What is right in a language. Nothing is known of most; then nothing is wrong in them either.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Writing {
    script: Option<String>,
    instead: BTreeMap<char, char>,
    opened: BTreeMap<char, char>,
    spaced: String,
    wide: bool,
    twice: Vec<String>,
    reduplicates: bool,
    scales: Vec<String>,
    units: BTreeMap<String, String>,
    other_years: bool,
}

impl Writing {
    /// That of a language, else of the one that stands in for it, but for English.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let mut next = Some(tag.clone());
        while let Some(tag) = next {
            if let Some(known) = TABLES.get(tag.as_str()) {
                return known.clone();
            }
            next = fallback::parent(&tag).filter(|parent| parent.language() == tag.language());
        }
        Self::default()
    }

    /// The sign that stands behind a letter where another language has `sign`; none where it is right.
    #[must_use]
    pub fn instead(&self, sign: char, letter: char) -> Option<char> {
        let own = *self.instead.get(&sign)?;
        self.is_own_letter(letter).then_some(own)
    }

    /// Whether a letter belongs to the script of the language, where that is known.
    fn is_own_letter(&self, letter: char) -> bool {
        let script = letter.script();
        match self.script.as_deref() {
            Some("Jpan") => matches!(script, Script::Han | Script::Hiragana | Script::Katakana),
            Some(code) => script.short_name() == code,
            None => false,
        }
    }

    /// The sign that a sentence wants at its beginning when it ends with `sign`: `¿`.
    #[must_use]
    pub fn opened(&self, sign: char) -> Option<char> {
        self.opened.get(&sign).copied()
    }

    /// Whether a space stands before a sign.
    #[must_use]
    pub fn is_spaced(&self, sign: char) -> bool {
        self.spaced.contains(sign)
    }

    /// Whether full-width signs (`，`) are at home.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// Whether a word may stand twice one after another.
    #[must_use]
    pub fn may_repeat(&self, word: &str) -> bool {
        self.reduplicates || self.twice.iter().any(|known| *known == word.to_lowercase())
    }

    /// Whether a text behind a number begins with a word or character that multiplies it: `million`, `万`.
    #[must_use]
    pub fn scales(&self, behind: &str) -> bool {
        let word = first_word(behind).to_lowercase();
        let ideographic = |scale: &&String| scale.chars().all(crate::spacing::is_ideographic) || self.wide;
        self.scales.contains(&word) || self.scales.iter().filter(ideographic).any(|scale| behind.starts_with(&**scale))
    }

    /// The unit that a text behind a number begins with, in small letters and by its English name: `gb` for `Go` in
    /// French.
    #[must_use]
    pub fn unit(&self, behind: &str) -> Option<String> {
        if behind.starts_with(['%', '٪', '％', '﹪']) {
            return Some("%".to_owned());
        }
        let word = first_word(behind);
        let lower = word.to_lowercase();
        self.units.get(&lower).cloned().or_else(|| UNITS.contains(&lower.as_str()).then_some(lower))
    }

    /// Whether years are counted from another one than in the west.
    #[must_use]
    pub fn has_other_years(&self) -> bool {
        self.other_years
    }
}

/// Units that nearly all languages write in the same way, in small letters. Those of one letter are left out: they are
/// words in some languages.
const UNITS: [&str; 30] = [
    "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "kbit", "mbit", "gbit", "kbps", "mbps", "gbps", "km",
    "cm", "mm", "kg", "mg", "ml", "hz", "khz", "mhz", "ghz", "kw", "kwh", "mah", "ms", "px",
];

fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writing(tag: &str) -> Writing {
        Writing::of(&Tag::parse(tag).expect("is a tag"))
    }

    #[test]
    fn every_table_can_be_read_and_is_sorted_by_a_tag() {
        assert!(TABLES.len() > 40);
        let tags: Vec<&str> = include_str!("../data/writing.toml")
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
            .collect();
        assert!(tags.is_sorted());
        for (tag, table) in &*TABLES {
            assert_eq!(Tag::parse(tag).expect("is a tag").as_str(), tag);
            assert!(
                table
                    .twice
                    .iter()
                    .chain(&table.scales)
                    .chain(table.units.keys())
                    .all(|word| *word == word.to_lowercase())
            );
            assert!(table.units.values().all(|unit| unit.len() == 1 || UNITS.contains(&unit.as_str())), "{tag}");
            assert!(table.instead.is_empty() || table.script.is_some(), "{tag}");
        }
    }

    #[test]
    fn signs_are_those_of_the_script_beside_them() {
        assert_eq!(writing("ar").instead('?', 'ن'), Some('؟'));
        assert_eq!(writing("ar").instead('?', 'n'), None);
        assert_eq!(writing("zh-Hans").instead(',', '文'), Some('，'));
        assert_eq!(writing("zh-TW").instead(',', '文'), Some('，'));
        assert_eq!(writing("ja").instead(',', 'か'), Some('、'));
        assert_eq!(writing("de").instead(',', 'a'), None);
        assert_eq!(writing("el").instead('?', 'α'), Some(';'));
        assert_eq!(writing("es-MX").opened('?'), Some('¿'));
        assert!(writing("fr").is_spaced('?') && !writing("fr-CA").is_spaced('?') && !writing("de").is_spaced('?'));
    }

    #[test]
    fn words_that_may_stand_twice() {
        assert!(writing("de").may_repeat("Die") && !writing("de").may_repeat("Haus"));
        assert!(writing("id").may_repeat("orang") && !writing("sw").may_repeat("na"));
    }

    #[test]
    fn what_stands_behind_numbers() {
        assert!(
            writing("zh").scales("万人") && writing("en").scales("million users") && !writing("en").scales("users")
        );
        assert_eq!(writing("fr").unit("Go de mémoire").as_deref(), Some("gb"));
        assert_eq!(writing("uk").unit("ГБ").as_deref(), Some("gb"));
        assert_eq!(writing("ar").unit("٪").as_deref(), Some("%"));
        assert_eq!(writing("en").unit("go").as_deref(), None);
    }
}
