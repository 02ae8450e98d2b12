//! Which languages are hyphenated, and where their words may be divided.

mod patterns;
mod syllables;

use crate::Tag;
use hypher::Lang;
use patterns::Patterns;
use syllables::Syllables;

/// Divides the words of a language.
#[derive(Debug, Clone, Copy)]
pub struct Hyphenation(Means);

/// What words are divided by.
#[derive(Debug, Clone, Copy)]
enum Means {
    /// Patterns that the crate hypher brings.
    Brought(Lang),
    /// Patterns of hyph-utf8 that it lacks.
    Patterns(&'static Patterns),
    /// Rules of spelling.
    Syllables(&'static Syllables),
}

/// Letters that stay together at the beginning of a word at least,
const BEFORE: usize = 2;
/// and at its end.
const AFTER: usize = 3;

/// What words of a language are hyphenated by; none where there is nothing for its letters, or where a broken word shows
/// no hyphen (scripts of India).
#[must_use]
pub fn hyphenation(tag: &Tag) -> Option<Hyphenation> {
    // Serbian in Latin letters, and Bosnian, are divided as Croatian is.
    if matches!((tag.language(), tag.script()), ("sr" | "bs", Some("Latn")) | ("bs", None)) {
        return Some(Hyphenation(Means::Brought(Lang::Croatian)));
    }
    // A tag with a script writes the language in other letters than the patterns do; so does Sorani.
    if tag.script().is_some() || (tag.language() == "ku" && tag.region() == Some("IQ")) {
        return None;
    }
    if let Some(patterns) = patterns::of(tag.language()) {
        return Some(Hyphenation(Means::Patterns(patterns)));
    }
    if let Some(syllables) = syllables::of(tag.language()) {
        return Some(Hyphenation(Means::Syllables(syllables)));
    }
    let code = tag.language().as_bytes().try_into().ok()?;
    let patterns = Lang::from_iso(code).filter(|patterns| patterns.hyphenation_character().is_some())?;
    Some(Hyphenation(Means::Brought(patterns)))
}

impl Hyphenation {
    /// Calls with each byte of a word behind which a hyphen may stand, in order. A word is letters alone.
    pub fn places(self, word: &str, see: &mut dyn FnMut(usize)) {
        match self.0 {
            Means::Brought(patterns) => {
                let (before, after) = patterns.bounds();
                let mut place = 0;
                for syllable in hypher::hyphenate_bounded(word, patterns, before.max(BEFORE), after.max(AFTER)) {
                    place += syllable.len();
                    if place < word.len() {
                        see(place);
                    }
                }
            }
            Means::Patterns(patterns) => between(word, &patterns.places(&letters(word)), see),
            Means::Syllables(rules) => between(word, &rules.places(&letters(word)), see),
        }
    }
}

/// The letters of a word as patterns and rules write them.
fn letters(word: &str) -> Vec<char> {
    word.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect()
}

/// Calls with the bytes before which letters stand, by their numbers, that are not too near to the ends.
fn between(word: &str, places: &[usize], see: &mut dyn FnMut(usize)) {
    let bytes: Vec<usize> = word.char_indices().map(|(byte, _)| byte).collect();
    for place in places {
        if *place >= BEFORE && place + AFTER <= bytes.len() {
            see(bytes[*place]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, tag: &str) -> String {
        let hyphenation = hyphenation(&Tag::parse(tag).unwrap()).unwrap();
        let (mut out, mut from) = (String::new(), 0);
        hyphenation.places(word, &mut |place| {
            out.push_str(&word[from..place]);
            out.push('-');
            from = place;
        });
        out + &word[from..]
    }

    #[test]
    fn patterns_fit_the_letters() {
        let brought = |tag: &str, lang| matches!(hyphenation(&Tag::parse(tag).unwrap()), Some(Hyphenation(Means::Brought(own))) if own == lang);
        assert!(
            brought("pt-BR", Lang::Portuguese) && brought("nb", Lang::Norwegian) && brought("sr-Latn", Lang::Croatian)
        );
        for tag in ["ku-IQ", "az-Cyrl", "hi", "ta", "ar", "ja", "ckb", "hy"] {
            assert!(hyphenation(&Tag::parse(tag).unwrap()).is_none(), "{tag}");
        }
    }

    #[test]
    fn words_are_divided_by_the_patterns_of_their_language() {
        for (tag, word, wanted) in [
            ("en", "hyphenation", "hy-phen-ation"),
            ("eu", "pribatutasuna", "pri-ba-tu-ta-suna"),
            ("ga", "príobháideachas", "príobh-áid-eachas"),
            ("cy", "preifatrwydd", "preifat-rwydd"),
            ("kk", "құпиялылық", "құпия-лы-лық"),
            ("rm", "protecziun", "pro-tec-ziun"),
        ] {
            assert_eq!(divided(word, tag), wanted, "{tag}");
        }
    }

    #[test]
    fn words_are_divided_by_rules_of_spelling() {
        for (tag, word, wanted) in [
            // One consonant begins the next syllable, of two one does, unless they begin words together.
            ("ro", "Confidențialitate", "Con-fi-den-ția-li-tate"),
            ("ro", "neaproape", "nea-proape"),
            ("ro", "săptămână", "săp-tă-mână"),
            ("ro", "monstru", "mon-stru"),
            ("ro", "parolă", "pa-rolă"),
            ("id", "keterangan", "ke-te-rangan"),
            ("id", "masyarakat", "ma-sya-ra-kat"),
            ("id", "instrumen", "in-stru-men"),
            // `ber` before a vowel may be a prefix or none.
            ("id", "berikutnya", "beri-kut-nya"),
            ("lv", "drošības", "dro-šī-bas"),
            ("lv", "Latviešu", "Lat-viešu"),
            ("lv", "aizejot", "aize-jot"),
            ("mk", "приватност", "при-ват-ност"),
            ("mk", "сестринство", "сес-трин-ство"),
            ("az", "Azərbaycan", "Azər-bay-can"),
            ("ms", "keselamatan", "ke-se-la-matan"),
        ] {
            assert_eq!(divided(word, tag), wanted, "{tag}");
        }
    }

    #[test]
    fn no_word_is_too_strange() {
        for tag in ["ro", "id", "eu", "ga", "kk", "en"] {
            for word in [
                "",
                "a",
                "İİİİİİİİ",
                "ａｂｃｄｅｆ",
                "aaaaaaaaaaaa",
                "bcdfghjklm",
                "e\u{301}e\u{301}e\u{301}e\u{301}",
                "ǅǅǅǅǅǅ",
            ] {
                let hyphenation = hyphenation(&Tag::parse(tag).unwrap()).unwrap();
                let mut last = 0;
                hyphenation.places(word, &mut |place| {
                    assert!(word.is_char_boundary(place) && place > last && place < word.len(), "{tag} {word}");
                    last = place;
                });
            }
        }
    }
}
