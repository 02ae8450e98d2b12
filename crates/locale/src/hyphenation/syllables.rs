//! Rules of spelling that divide words by their letters alone: where a consonant goes that stands between vowels. Vowels
//! are never divided from one another, since letters do not tell whether they are one sound.

use std::sync::LazyLock;

/// The rules of a language, as `hyphenation/README.md` explains them.
#[derive(Debug)]
pub(super) struct Syllables {
    language: &'static str,
    vowels: &'static str,
    /// Letters that are one consonant.
    one: Vec<Vec<char>>,
    /// Consonants that begin a syllable together.
    together: Vec<Vec<char>>,
    /// Whether three and more consonants are divided before the last; else behind the first.
    before_last: bool,
    prefixes: Vec<Vec<char>>,
    suffixes: Vec<Vec<char>>,
}

static RULES: LazyLock<Vec<Syllables>> = LazyLock::new(|| {
    let groups =
        |cell: &str| cell.split(' ').filter(|group| !group.is_empty()).map(|group| group.chars().collect()).collect();
    let rows = include_str!("../../hyphenation/syllables.tsv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<&'static str> = row.split('\t').collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        Syllables {
            language: cell(0),
            vowels: cell(1),
            one: groups(cell(2)),
            together: groups(cell(3)),
            before_last: cell(4) == "last",
            prefixes: groups(cell(5)),
            suffixes: groups(cell(6)),
        }
    })
    .collect()
});

/// The rules of a language.
pub(super) fn of(language: &str) -> Option<&'static Syllables> {
    RULES.iter().find(|rules| rules.language == language)
}

impl Syllables {
    fn is_vowel(&self, letter: char) -> bool {
        self.vowels.contains(letter)
    }

    /// The letters, by their numbers, before which a word may be divided.
    pub(super) fn places(&self, word: &[char]) -> Vec<usize> {
        let mut out = Vec::new();
        let kept = self.kept(word);
        let mut at = 0;
        while let Some(start) = (at..word.len()).find(|at| !self.is_vowel(word[*at])) {
            let end = (start..word.len()).find(|at| self.is_vowel(word[*at])).unwrap_or(word.len());
            // Only what stands between vowels is divided.
            if start > 0 && end < word.len() {
                let place = start + self.split(&word[start..end]);
                if place > kept && !self.parts_suffix(&word[place..], end - place) {
                    out.push(place);
                }
            }
            at = end;
        }
        out
    }

    /// How many letters of a word begin it undivided, because they may be a prefix.
    fn kept(&self, word: &[char]) -> usize {
        let before_vowel = |prefix: &&Vec<char>| {
            word.starts_with(prefix) && word.get(prefix.len()).is_some_and(|next| self.is_vowel(*next))
        };
        self.prefixes.iter().filter(before_vowel).map(Vec::len).max().unwrap_or(0)
    }

    /// Whether a consonant stands with a suffix behind it, or what may be one: then letters do not tell to which of its
    /// sides the word is divided.
    fn parts_suffix(&self, rest: &[char], consonants: usize) -> bool {
        consonants > 0 && self.suffixes.iter().any(|suffix| rest[consonants..] == suffix[..])
    }

    /// Behind how many letters a run of consonants is divided.
    fn split(&self, run: &[char]) -> usize {
        if self.together.iter().any(|group| group[..] == *run) {
            return 0;
        }
        let mut sounds = Vec::new();
        let mut at = 0;
        while at < run.len() {
            sounds.push(at);
            at += self.one.iter().find(|group| run[at..].starts_with(group)).map_or(1, Vec::len);
        }
        match sounds.len() {
            0 | 1 => 0,
            2 => sounds[1],
            _ if self.before_last => sounds[sounds.len() - 1],
            _ => sounds[1],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_all() {
        assert!(RULES.is_sorted_by_key(|rules| rules.language));
        for row in include_str!("../../hyphenation/syllables.tsv").lines() {
            assert_eq!(row.split('\t').count(), 8, "{row}");
        }
        assert!(RULES.iter().all(|rules| rules.vowels.chars().count() >= 5));
    }
}
