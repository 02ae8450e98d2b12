//! Where a line end of a source is a space to readers.

use crate::Tag;
use unicode_script::{Script, UnicodeScript};

/// Whether a character belongs to a script that is written without spaces between words and set in squares, or is one of its
/// signs: Han, kana, bopomofo, Yi, the punctuation of CJK, full-width forms. Hangul is not one of them: Korean parts words
/// by spaces.
#[must_use]
pub fn is_ideographic(character: char) -> bool {
    matches!(character.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Yi)
        || matches!(character, '\u{3000}'..='\u{303F}' | '\u{30FB}' | '\u{30FC}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}')
}

/// Whether nothing stands where a line of the source ends between two characters: both are ideographic, or in Chinese or
/// Japanese one is and the other is a sign that both kinds of scripts share (quotation marks, dashes, an ellipsis). The
/// segment breaks of CSS Text Level 3, 4.1.2 and of Level 4, 4.3.1.
#[must_use]
pub fn joins(before: char, after: char, language: &Tag) -> bool {
    let shared = |character: char| {
        matches!(language.language(), "zh" | "ja" | "yue" | "wuu" | "nan" | "hak" | "lzh")
            && matches!(character, '\u{2018}'..='\u{201F}' | '\u{2013}'..='\u{2015}' | '\u{2025}' | '\u{2026}' | '\u{B7}')
    };
    match (is_ideographic(before), is_ideographic(after)) {
        (true, true) => true,
        (true, false) => shared(after),
        (false, true) => shared(before),
        (false, false) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_vanish_between_ideographs() {
        let joined = |before, after, language: &str| joins(before, after, &Tag::parse(language).unwrap());
        for (before, after, language) in [
            ('，', '然', "zh"),
            ('。', '用', "en"),
            ('文', '続', "ja"),
            ('”', '后', "zh"),
            ('说', '“', "zh"),
            ('）', '（', "ja"),
        ] {
            assert!(joined(before, after, language), "{before}{after}");
        }
        for (before, after, language) in [
            ('用', 'E', "zh"),
            ('h', '杯', "zh"),
            ('는', '띄', "ko"),
            ('a', 'b', "en"),
            ('”', '后', "en"),
            ('”', 'a', "zh"),
        ] {
            assert!(!joined(before, after, language), "{before}{after}");
        }
    }
}
