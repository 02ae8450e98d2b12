//! Where lines may break: UAX 14 by ICU, with the rules of a language, and rules of our own for code and addresses.

use crate::font::Region;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter, LineSegmenterBorrowed};
use std::sync::LazyLock;

static WORDS: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()));

static KOREAN: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.word_option = Some(LineBreakWordOption::KeepAll);
    LineSegmenter::new_for_non_complex_scripts(options)
});

/// Thai, Lao, Burmese and Khmer have no spaces between words: models of ICU find them.
static UNSPACED: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// Whether a character is of a script that sets no spaces between words (UAX 14, class SA).
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character as u32, 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF)
}

/// Marks every byte before which a line may begin; the first and the last are not among them.
/// The rules are the strict ones (no small kana, closing mark or prolonged sound mark begins a line); Korean words are
/// kept whole.
#[must_use]
pub(crate) fn opportunities(text: &str, region: Region) -> Vec<bool> {
    let segmenter = match region {
        _ if text.chars().any(is_unspaced) => &UNSPACED,
        Region::Korean => &KOREAN,
        Region::Other
        | Region::Naskh
        | Region::Persian
        | Region::Simplified
        | Region::Traditional
        | Region::Japanese => &WORDS,
    };
    let mut marks = vec![false; text.len() + 1];
    for place in segmenter.segment_str(text) {
        marks[place] = true;
    }
    marks[0] = false;
    marks[text.len()] = false;
    marks
}

/// Keeps lines from ending where it stands.
pub(crate) const JOINER: char = '\u{2060}';

/// Whether a word is an address: `https://…`, `www.…`, `name@host.org`, `host.org/…`.
pub(crate) fn is_address(word: &str) -> bool {
    let host = |word: &str| word.split_once('.').is_some_and(|(_, top)| top.starts_with(|c: char| c.is_alphabetic()));
    let plain = word.trim_start_matches(['(', '[', '<', '"', JOINER]);
    plain.contains("://")
        || plain.starts_with("www.")
        || plain.split_once('@').is_some_and(|(name, rest)| !name.is_empty() && host(&without_joiners(rest)))
        || plain.split_once('/').is_some_and(|(first, _)| host(&without_joiners(first)))
}

/// A text without the marks that keep lines from ending in it.
fn without_joiners(text: &str) -> String {
    text.replace(JOINER, "")
}

/// Where code and addresses may break, without a hyphen: after `/ ? -` and brackets, before `. = & _` and the like.
#[must_use]
pub(crate) fn breaks_in_code(before: char, after: char) -> bool {
    if before == after || after.is_whitespace() {
        return false;
    }
    matches!(before, '/' | '?' | '-' | '\\' | ',' | ';' | '|' | '+' | '@' | ':' | ')' | ']' | '}' | '>')
        && !matches!(after, '/' | ')' | ']' | '}' | ',' | ';' | '.')
        || matches!(after, '.' | '=' | '&' | '_' | '#' | '%' | '(' | '[' | '{' | '<') && before.is_alphanumeric()
}

/// The ends of the grapheme clusters of a text (UAX 29).
pub(crate) fn clusters(text: &str) -> impl Iterator<Item = usize> + '_ {
    const SEGMENTER: icu_segmenter::GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();
    SEGMENTER.segment_str(text).filter(|place| *place > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        for address in
            ["https://e.org", "(www.e.org/a)", "post@e.org", "e.\u{2060}org/\u{2060}long-name", "code.e.org/x"]
        {
            assert!(is_address(address), "{address}");
        }
        for word in ["and/or", "e.g.", "@name", "1.5/2", "etc./others", "well-known", "sentence.Another"] {
            assert!(!is_address(word), "{word}");
        }
    }

    fn broken(text: &str, region: Region) -> String {
        let marks = opportunities(text, region);
        let mut out = String::new();
        for (index, character) in text.char_indices() {
            if marks[index] {
                out.push('|');
            }
            out.push(character);
        }
        out
    }

    #[test]
    fn scripts_without_spaces_break_between_words() {
        assert_eq!(broken("ภาษาไทยไม่มีช่องว่าง", Region::Other), "ภาษา|ไทย|ไม่|มี|ช่อง|ว่าง");
        assert!(broken("ភាសាខ្មែរមិនមានចន្លោះ", Region::Other).contains('|'));
        assert!(broken("ພາສາລາວບໍ່ມີຊ່ອງຫວ່າງ", Region::Other).contains('|'));
        assert!(broken("မြန်မာစာတွင်နေရာလွတ်မရှိ", Region::Other).contains('|'));
    }

    #[test]
    fn words_and_marks() {
        insta::assert_snapshot!(broken("« ça va » end-to-end", Region::Other), @"« ça |va » |end-|to-|end");
        insta::assert_snapshot!(broken("「キャッシュ」、とー", Region::Japanese), @"「キャッ|シュ」、|とー");
        insta::assert_snapshot!(broken("안녕하세요 세계", Region::Korean), @"안녕하세요 |세계");
    }

    #[test]
    fn code_breaks_between_its_parts() {
        let text = "https://example.org/a?b=c";
        let characters: Vec<char> = text.chars().collect();
        let mut out = String::from("h");
        for pair in characters.windows(2) {
            if breaks_in_code(pair[0], pair[1]) {
                out.push('|');
            }
            out.push(pair[1]);
        }
        assert_eq!(out, "https://|example|.org/|a?|b|=c");
    }
}
