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

/// Marks every byte before which a line may begin; the first and the last are not among them.
/// The rules are the strict ones (no small kana, closing mark or prolonged sound mark begins a line); Korean words are
/// kept whole.
#[must_use]
pub fn opportunities(text: &str, region: Region) -> Vec<bool> {
    let segmenter = if region == Region::Korean { &KOREAN } else { &WORDS };
    let mut marks = vec![false; text.len() + 1];
    for place in segmenter.segment_str(text) {
        marks[place] = true;
    }
    marks[0] = false;
    marks[text.len()] = false;
    marks
}

/// Where code and addresses may break, without a hyphen: after `/ ? -` and brackets, before `. = & _` and the like.
#[must_use]
pub fn breaks_in_code(before: char, after: char) -> bool {
    if before == after || after.is_whitespace() {
        return false;
    }
    matches!(before, '/' | '?' | '-' | '\\' | ',' | ';' | '|' | '+' | '@' | ':' | ')' | ']' | '}' | '>')
        && !matches!(after, '/' | ')' | ']' | '}' | ',' | ';' | '.')
        || matches!(after, '.' | '=' | '&' | '_' | '#' | '%' | '(' | '[' | '{' | '<') && before.is_alphanumeric()
}

/// The ends of the grapheme clusters of a text (UAX 29).
pub fn clusters(text: &str) -> impl Iterator<Item = usize> + '_ {
    const SEGMENTER: icu_segmenter::GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();
    SEGMENTER.segment_str(text).filter(|place| *place > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
