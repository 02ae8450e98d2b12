//! Which words a language uses, learnt from the pages themselves.
//!
//! No list of words is built in: the source pages say what the source language looks like, and those sentences of a
//! translation that no source page has say what the translation's language looks like. So it works for every pair of
//! languages, and knows the words of the trade.

use crate::fingerprint::{ByFingerprint, of_word};
use crate::flat::Flat;
use crate::sentence::{Sentence, Words, inside};
use pamphlet_source::limits;

/// How often a word occurs.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// In lower case, or in a script without case.
    plain: u32,
    /// With a capital letter, not at the beginning of a sentence.
    capital: u32,
    /// With a capital letter at the beginning of a sentence.
    first: u32,
}

/// The words of a language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    counts: ByFingerprint<Count>,
    total: u32,
}

/// A word that says something about the language that it is in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clue {
    pub(crate) word: u64,
    capital: bool,
    first: bool,
}

/// The words of a sentence that say something about its language: no code, no addresses, nothing with digits.
pub(crate) fn signs(flat: &Flat, sentence: &Sentence) -> impl Iterator<Item = Clue> {
    let text = &flat.text[sentence.start..sentence.end];
    let mut first = true;
    Words::of(text).filter_map(move |word| {
        let at = sentence.start + word.start;
        let end = at + word.text.len();
        let slash = flat.text[..at].ends_with('/') || flat.text[end..].starts_with('/');
        let address = (slash && !is_either_or(&flat.text, at, end))
            || flat.text[..at].ends_with(['@', '\\', '_', '.'])
            || flat.text[end..].starts_with(['@', '\\', '_'])
            || (flat.text[end..].starts_with('.')
                && flat.text[end + 1..].starts_with(|next: char| next.is_alphanumeric()));
        let opaque = address || inside(&flat.opaque, at) || word.text.chars().any(char::is_numeric);
        let capital = word.text.chars().next().is_some_and(char::is_uppercase);
        let sign = Clue { word: of_word(word.text), capital, first };
        first = false;
        (!opaque).then_some(sign)
    })
}

/// Whether the slash beside a word parts two words, as in “and/or”, and no folders.
fn is_either_or(text: &str, start: usize, end: usize) -> bool {
    // No two words are longer: an address of a megabyte is not read anew for each of its words.
    let from = text.ceil_char_boundary(start.saturating_sub(limits::WORD_PAIR_BYTES));
    let to = text.floor_char_boundary(end.saturating_add(limits::WORD_PAIR_BYTES).min(text.len()));
    let before = text[from..start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[end..to].split(char::is_whitespace).next().unwrap_or_default();
    if before.len() == start - from && from > 0 || after.len() == to - end && to < text.len() {
        return false;
    }
    let run = &text[start - before.len()..end + after.len()];
    let run = run.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let is_word = |word: &str| word.chars().nth(1).is_some() && word.chars().all(|c| c.is_alphabetic() || c == '-');
    run.split_once('/').is_some_and(|(one, other)| is_word(one) && is_word(other))
}

impl Lexicon {
    /// Learns a sentence.
    pub(crate) fn add(&mut self, flat: &Flat, sentence: &Sentence) {
        for sign in signs(flat, sentence) {
            let count = self.counts.entry(sign.word).or_default();
            match (sign.capital, sign.first) {
                (false, _) => count.plain += 1,
                (true, false) => count.capital += 1,
                (true, true) => count.first += 1,
            }
            self.total += 1;
        }
    }

    /// Whether a word is an ordinary word of the language and no name: it also occurs in lower case, and not only by
    /// way of exception.
    pub(crate) fn is_common(&self, word: u64) -> bool {
        self.counts.get(&word).is_some_and(|count| count.plain > 0 && count.plain * 8 >= count.capital)
    }

    /// The logarithm of the share that a word has of all words; words that never occur have a small one.
    #[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^24")]
    pub(crate) fn weight(&self, word: u64) -> f32 {
        let count = self.counts.get(&word).map_or(0, |count| count.plain + count.capital + count.first);
        ((count as f32 + 0.3) / (self.total as f32 + 1000.0)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::sentences;

    fn counted(text: &str) -> usize {
        let flat = Flat::plain(text);
        sentences(&flat).iter().map(|sentence| signs(&flat, sentence).count()).sum()
    }

    #[test]
    fn a_slash_between_two_words_is_no_path() {
        assert_eq!(counted("Kamera/Mikrofon"), 2);
        assert_eq!(counted("Licht\u{A0}und (Ton/Bild), bitte"), 5);
        for path in ["docs/basics/keys", "/etc/passwd", "index/a.html", "a/b", "@name/thing", "C:\\users/me"] {
            assert!(counted(path) < 2, "{path}");
        }
    }
}
