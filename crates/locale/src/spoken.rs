//! The words in which formulas are read aloud, `formulas/<tag>.toml`: how constructs are said, and what signs are called.
//! A language without a file has none, and nothing stands in for it: English words in the voice of another language
//! are not understood.

use crate::{Tag, fallback};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! files {
    ($($tag:literal),+ $(,)?) => {
        const FILES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("../formulas/", $tag, ".toml")))),+];
    };
}

files!("ar", "de", "en", "es", "fr", "hi", "it", "ja", "ru", "uk", "zh", "zh-Hant");

static TABLES: LazyLock<BTreeMap<&str, Spoken>> = LazyLock::new(|| {
    let read = |(tag, text): &(&'static str, &str)| {
        (*tag, toml::from_str(text).expect("the tables are ours, and a test reads every one"))
    };
    FILES.iter().map(read).collect()
});

/// How formulas are read aloud in a language.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spoken {
    ways: BTreeMap<String, String>,
    signs: BTreeMap<String, String>,
    greek: BTreeMap<char, String>,
}

impl Spoken {
    /// That of a language, or of the one that stands in for it; none where nobody has written it.
    #[must_use]
    pub fn of(tag: &Tag) -> Option<&'static Self> {
        let mut next = Some(tag.clone());
        while let Some(tag) = next {
            if let Some(known) = TABLES.get(tag.as_str()) {
                return Some(known);
            }
            next = fallback::parent(&tag).filter(|parent| parent.language() == tag.language());
        }
        None
    }

    /// A construct in words, its parts put where the language wants them.
    #[must_use]
    pub fn way(&self, key: &str, parts: &[&str]) -> String {
        let Some(mut rest) = self.ways.get(key).map(String::as_str) else { return parts.join(" ") };
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((number, after)) = after.split_once('}') else { break };
            out.push_str(number.parse::<usize>().ok().and_then(|at| parts.get(at).copied()).unwrap_or_default());
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// What an operator or the name of a function is called.
    #[must_use]
    pub fn sign(&self, sign: &str) -> Option<&str> {
        self.signs.get(sign).map(String::as_str)
    }

    /// What a small Greek letter is called.
    #[must_use]
    pub fn greek(&self, letter: char) -> Option<&str> {
        self.greek.get(&letter).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> Option<&'static Spoken> {
        Spoken::of(&Tag::parse(tag).expect("is a tag"))
    }

    #[test]
    fn every_language_says_everything_with_every_part() {
        let english = of("en").expect("is there");
        let parts = |text: &str| {
            let mut parts: Vec<&str> = text.match_indices('{').filter_map(|(at, _)| text.get(at..at + 3)).collect();
            parts.sort_unstable();
            parts.join("")
        };
        for (tag, own) in TABLES.iter() {
            assert!(own.ways.keys().eq(english.ways.keys()), "{tag}");
            assert!(own.signs.keys().eq(english.signs.keys()), "{tag}");
            assert!(own.greek.keys().eq(english.greek.keys()), "{tag}");
            for (key, way) in &own.ways {
                assert_eq!(parts(way), parts(&english.ways[key]), "{tag} {key}");
            }
            let words = own.signs.values().chain(own.greek.values()).chain(own.ways.values());
            assert!(words.clone().all(|words| !words.is_empty() && words.trim() == words), "{tag}");
        }
        assert!(FILES.is_sorted());
    }

    #[test]
    fn nothing_stands_in_for_a_language_without_words() {
        assert!(of("pl").is_none() && of("sr-Latn").is_none());
        assert_eq!(of("de-AT"), of("de"));
        assert_eq!(of("zh-TW"), of("zh-Hant"));
        assert_ne!(of("zh-CN"), of("zh-Hant"));
        assert_eq!(of("ja").expect("is there").way("fraction", &["a", "b"]), "b 分の a");
    }
}
