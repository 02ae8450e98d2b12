//! Sentences and words, by rules that need no dictionary and give the same answer wherever the same words stand.
//!
//! A rule-based cut is enough because a sentence is only compared with sentences that were cut by the same rules.

use crate::fingerprint::Fingerprint;
use crate::flat::Flat;
use pamphlet_source::letters;

/// A sentence of a [`Flat`] text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// First byte, no white space.
    pub(crate) start: usize,
    /// The byte after the last one that is no white space.
    pub(crate) end: usize,
    /// How many words it has, as [`Words`] counts.
    pub(crate) words: u32,
    /// How many runs of letters and digits it has, whatever their script.
    pub(crate) runs: u32,
    /// Stands for its words; equal words have equal keys, whatever the punctuation and case.
    pub(crate) key: u64,
}

/// The sentences of a text that have words in them.
pub(crate) fn sentences(flat: &Flat) -> Vec<Sentence> {
    let mut found = Vec::new();
    let text = flat.text.as_str();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, character)) = chars.next() {
        let end = at + character.len_utf8();
        if character == '\n' {
            close(flat, start, at, &mut found);
            start = end;
            continue;
        }
        if !is_terminator(character) || inside(&flat.opaque, at) {
            continue;
        }
        // Further terminators and what closes belong to the sentence.
        let mut end = end;
        let mut closed = false;
        while let Some((next_at, next)) = chars.peek().copied() {
            if is_terminator(next) || (is_closer(next) && !inside(&flat.opaque, next_at)) {
                closed |= is_wide_terminator(next);
                end = next_at + next.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        let wide = closed || is_wide_terminator(character);
        let ends = match text[end..].chars().next() {
            None => true,
            Some(next) if next.is_whitespace() => {
                wide || !text[end..].trim_start().starts_with(|first: char| first.is_lowercase())
            }
            Some(next) => wide || is_unspaced(next),
        };
        if ends {
            close(flat, start, end, &mut found);
            start = end;
        }
    }
    close(flat, start, text.len(), &mut found);
    found
}

fn close(flat: &Flat, start: usize, end: usize, found: &mut Vec<Sentence>) {
    let text = &flat.text[start..end];
    let start = end - text.trim_start().len();
    let end = start + text.trim().len();
    if start >= end {
        return;
    }
    let mut fingerprint = Fingerprint::new();
    let mut words = 0;
    let mut runs = 0;
    let mut before = usize::MAX;
    for word in Words::of(&flat.text[start..end]) {
        fingerprint.word(word.text);
        words += word.count;
        runs += u32::from(word.start != before);
        before = word.start + word.text.len();
    }
    if runs > 0 {
        found.push(Sentence { start, end, words, runs, key: fingerprint.finish() });
    } else if let Some(last) = found.last_mut() {
        // Marks without words (a lone bracket, a dash) go with what stands before them.
        last.end = end;
    }
}

/// Whether a byte lies in one of some ordered ranges.
pub(crate) fn inside(ranges: &[(usize, usize)], at: usize) -> bool {
    let next = ranges.partition_point(|(start, _)| *start <= at);
    next > 0 && at < ranges[next - 1].1
}

fn is_terminator(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…') || is_wide_terminator(character)
}

/// Terminators after which no space is needed, or which end a sentence whatever follows.
fn is_wide_terminator(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '༎')
}

fn is_closer(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | ')' | ']' | '}' | '”' | '’' | '»' | '“' | '」' | '』' | '）' | '】' | '》' | '›' | '*' | '_'
    )
}

/// Whether a character belongs to a script that is written without spaces between words.
pub(crate) fn is_unspaced(character: char) -> bool {
    unspaced_width(character).is_some()
}

/// How many characters of such a script make about one word.
fn unspaced_width(character: char) -> Option<u32> {
    // Most characters: found with one comparison.
    if character < '\u{e00}' {
        return None;
    }
    match character {
        '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Some(2),
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Some(5),
        _ => None,
    }
}

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Its characters.
    pub(crate) text: &'t str,
    /// Where it begins.
    pub(crate) start: usize,
    /// How many words it counts as: one, or in scripts without spaces as many as its length suggests.
    pub(crate) count: u32,
}

/// Runs of letters and digits. In scripts without spaces such a run is a phrase: two Han or Kana, or five Thai
/// characters, count as a word, so that shares of a mixed text stay comparable.
#[derive(Debug, Clone)]
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    /// The words of a text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let rest = &self.text[self.at..];
        let skipped = rest.find(is_word_character)?;
        let start = self.at + skipped;
        let rest = &self.text[start..];
        let wide = rest.chars().next().is_some_and(is_unspaced);
        let mut end = rest.len();
        let mut units = 0;
        let mut width = 1;
        for (at, character) in rest.char_indices() {
            let own = unspaced_width(character);
            if !(is_word_character(character) || is_joiner(character)) || own.is_some() != wide {
                end = at;
                break;
            }
            units += 1;
            width = own.unwrap_or(width);
        }
        self.at = start + end;
        let count = if wide { u32::div_ceil(units, width) } else { 1 };
        Some(Word { text: &self.text[start..self.at], start, count })
    }
}

fn is_word_character(character: char) -> bool {
    letters::is_alphanumeric(character)
}

/// Marks that stand inside words: combining marks that are no letters, soft hyphens, joiners.
fn is_joiner(character: char) -> bool {
    matches!(
        character,
        '\u{0300}'..='\u{036f}'
            | '\u{00ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{094d}'
            | '\u{09cd}'
            | '\u{0a4d}'
            | '\u{0acd}'
            | '\u{0b4d}'
            | '\u{0bcd}'
            | '\u{0c4d}'
            | '\u{0ccd}'
            | '\u{0d4d}'
            | '\u{093c}'
            | '\u{09bc}'
            | '\u{0591}'..='\u{05c7}'
            | '\u{064b}'..='\u{065f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(&Flat::plain(text)).iter().map(|sentence| &text[sentence.start..sentence.end]).collect()
    }

    #[test]
    fn cuts_at_terminators() {
        assert_eq!(
            cut("One thing. Another (thing!) \"Third?\" Rest"),
            ["One thing.", "Another (thing!)", "\"Third?\"", "Rest"]
        );
        assert_eq!(cut("Use e.g. this, version 1.2 of a.b.c"), ["Use e.g. this, version 1.2 of a.b.c"]);
        assert_eq!(cut("一つ目。二つ目！」And then. 三つ目"), ["一つ目。", "二つ目！」", "And then.", "三つ目"]);
        assert_eq!(cut("Latin end.漢字"), ["Latin end.", "漢字"]);
        assert_eq!(cut("هل هذا؟ نعم. لا"), ["هل هذا؟", "نعم.", "لا"]);
        assert_eq!(cut("यह है। वह है।"), ["यह है।", "वह है।"]);
        assert_eq!(cut("a\nb"), ["a", "b"]);
        assert_eq!(cut("… - "), Vec::<&str>::new());
    }

    #[test]
    fn counts_words() {
        let count = |text: &str| Words::of(text).map(|word| word.count).sum::<u32>();
        assert_eq!(count("don't stop 3 times"), 5);
        assert_eq!(count("漢字かな"), 2);
        assert_eq!(count("Tor ブラウザを"), 4);
        assert_eq!(count("हिन्दी में"), 2);
        assert_eq!(count(""), 0);
    }

    #[test]
    fn keys_do_not_see_punctuation_or_case() {
        let key = |text: &str| sentences(&Flat::plain(text))[0].key;
        assert_eq!(key("Some words, here"), key("some Words here:"));
        assert_ne!(key("Some words here"), key("Somewords here"));
    }

    #[test]
    fn code_does_not_end_sentences() {
        let text = "Run a. B now";
        let flat = Flat { opaque: vec![(4, 8)], ..Flat::plain(text) };
        assert_eq!(sentences(&flat).len(), 1);
    }
}
