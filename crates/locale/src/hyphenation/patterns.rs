//! Patterns of hyph-utf8, in the files of TeX, divided by as F. M. Liang describes it (Word Hy-phen-a-tion by Com-put-er,
//! 1983). The crate hypher does the same with tables that it was built with, and reads no others.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The patterns of a language.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// What stands between the letters of a pattern, before the first and behind the last too, by its letters.
    levels: HashMap<Box<[char]>, Box<[u8]>>,
    /// Words with the places where they are divided, that patterns would divide in another way.
    words: HashMap<Box<[char]>, Box<[usize]>>,
    /// The most letters of a pattern.
    longest: usize,
}

macro_rules! files {
    ($($tag:literal),+ $(,)?) => {
        /// By language.
        const FILES: &[(&str, &str)] =
            &[$(($tag, include_str!(concat!("../../hyphenation/hyph-", $tag, ".tex")))),+];
    };
}

files!("cy", "eu", "fur", "ga", "kk", "oc", "pms", "rm");

static READ: [OnceLock<Patterns>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// The patterns of a language, read when first asked for.
pub(super) fn of(language: &str) -> Option<&'static Patterns> {
    let index = FILES.iter().position(|(known, _)| *known == language)?;
    Some(READ[index].get_or_init(|| read(FILES[index].1)))
}

/// Reads `\patterns{…}` and `\hyphenation{…}` of a file of TeX; what stands behind `%` is no part of it.
fn read(text: &str) -> Patterns {
    let mut out = Patterns::default();
    let mut inside = "";
    for line in text.lines() {
        let line = line.split('%').next().unwrap_or_default();
        for word in line.split_whitespace() {
            match word {
                "\\patterns{" | "\\hyphenation{" => inside = word,
                "}" => inside = "",
                _ if inside == "\\patterns{" => out.add_pattern(word),
                _ if inside == "\\hyphenation{" => out.add_word(word),
                _ => {}
            }
        }
    }
    out
}

impl Patterns {
    fn add_pattern(&mut self, pattern: &str) {
        let mut letters = Vec::new();
        let mut levels = vec![0];
        for character in pattern.chars() {
            if let Some(level) = character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                *levels.last_mut().expect("it begins with one") = level;
            } else {
                letters.push(character);
                levels.push(0);
            }
        }
        self.longest = self.longest.max(letters.len());
        self.levels.insert(letters.into(), levels.into());
    }

    fn add_word(&mut self, word: &str) {
        let mut letters = Vec::new();
        let mut places = Vec::new();
        for character in word.chars() {
            if character == '-' {
                places.push(letters.len());
            } else {
                letters.push(character);
            }
        }
        self.words.insert(letters.into(), places.into());
    }

    /// The letters, by their numbers, before which a word may be divided.
    pub(super) fn places(&self, word: &[char]) -> Vec<usize> {
        if let Some(places) = self.words.get(word) {
            return places.to_vec();
        }
        // A point stands for the beginning and the end of a word.
        let bounded: Vec<char> = std::iter::once('.').chain(word.iter().copied()).chain(['.']).collect();
        let mut levels = vec![0_u8; bounded.len() + 1];
        for start in 0..bounded.len() {
            for end in start + 1..=bounded.len().min(start + self.longest) {
                let Some(own) = self.levels.get(&bounded[start..end]) else { continue };
                for (level, own) in levels[start..].iter_mut().zip(own) {
                    *level = (*level).max(*own);
                }
            }
        }
        (1..word.len()).filter(|place| levels[place + 1] % 2 == 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_patterns() {
        for (tag, _) in FILES {
            let patterns = of(tag).unwrap();
            assert!(patterns.levels.len() > 50 && patterns.longest > 2, "{tag}");
        }
        assert!(!of("ga").unwrap().words.is_empty());
        assert!(of("xx").is_none());
    }
}
