//! Lines of a given width.

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use pamphlet_locale::Tag;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// Breaks text by the rules of its language (UAX #14); one segmenter a kind of language, made when it is needed.
#[derive(Debug, Default)]
pub(crate) struct Wrapper {
    segmenters: BTreeMap<Rules, LineSegmenterBorrowed<'static>>,
}

/// Languages that break alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rules {
    /// At spaces, and where punctuation allows it.
    Common,
    /// Korean: words stay whole.
    WholeWords,
    /// Languages without spaces whose words only a model finds.
    Model,
}

impl Rules {
    fn of(language: &Tag) -> Self {
        match language.language() {
            "ko" => Self::WholeWords,
            "th" | "lo" | "km" | "my" => Self::Model,
            _ => Self::Common,
        }
    }

    fn segmenter(self) -> LineSegmenterBorrowed<'static> {
        // Strict kinsoku: no line begins with a small kana or a prolonged sound mark.
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        match self {
            Self::Common => LineSegmenter::new_for_non_complex_scripts(options),
            Self::WholeWords => {
                options.word_option = Some(LineBreakWordOption::KeepAll);
                LineSegmenter::new_for_non_complex_scripts(options)
            }
            Self::Model => LineSegmenter::new_auto(options),
        }
    }
}

impl Wrapper {
    /// Gives out the lines of a text, none wider than `width` columns where that can be helped: words are never cut,
    /// so that addresses stay whole. A line end in the text ends a line.
    pub(crate) fn wrap(&mut self, text: &str, language: &Tag, width: usize, see: &mut dyn FnMut(&str)) {
        for part in text.split('\n') {
            let part = part.trim();
            if part.is_ascii() {
                if part.len() <= width {
                    see(part);
                } else {
                    wrap_at(part, width, ascii_breaks(part), see);
                }
            } else if part.len() <= width && part.width() <= width {
                see(part);
            } else {
                let rules = Rules::of(language);
                let segmenter = self.segmenters.entry(rules).or_insert_with(|| rules.segmenter());
                let bytes = part.as_bytes();
                let breaks = segmenter.segment_str(part).filter(|at| !is_inside_address(bytes, *at));
                wrap_at(part, width, breaks, see);
            }
        }
    }
}

/// Where ASCII text may break: after spaces, and after a hyphen between letters.
fn ascii_breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (1..=bytes.len()).filter(move |&at| {
        let Some(next) = bytes.get(at) else { return true };
        match bytes[at - 1] {
            b' ' => *next != b' ',
            b'-' => {
                next.is_ascii_alphabetic() && at > 1 && bytes[at - 2].is_ascii_alphabetic() && !in_address(bytes, at)
            }
            _ => false,
        }
    })
}

/// Whether the word at a place is an address, which is not broken.
fn in_address(bytes: &[u8], at: usize) -> bool {
    let start = bytes[..at].iter().rposition(|byte| *byte == b' ').map_or(0, |space| space + 1);
    bytes[start..at].iter().any(|byte| matches!(byte, b'/' | b':' | b'@' | b'.'))
}

/// Whether a place is inside an address, which may stand beside letters without a space.
fn is_inside_address(bytes: &[u8], at: usize) -> bool {
    if at == 0 || at >= bytes.len() || !bytes[at].is_ascii_graphic() || !bytes[at - 1].is_ascii_graphic() {
        return false;
    }
    let start = bytes[..at].iter().rposition(|byte| !byte.is_ascii_graphic()).map_or(0, |before| before + 1);
    bytes[start..at].windows(3).any(|window| window == b"://")
}

fn wrap_at(text: &str, width: usize, breaks: impl Iterator<Item = usize>, see: &mut dyn FnMut(&str)) {
    let (mut start, mut end, mut columns) = (0, 0, 0);
    for at in breaks {
        if at == 0 {
            continue;
        }
        let piece = &text[end..at];
        let wide = piece.trim_end().width();
        if end > start && columns + wide > width {
            see(text[start..end].trim_end());
            start = end;
            columns = 0;
        }
        columns += if piece.is_ascii() { piece.len() } else { piece.width() };
        end = at;
    }
    if start < text.len() {
        see(text[start..].trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, language: &str, width: usize) -> Vec<String> {
        let mut out = Vec::new();
        let tag = Tag::parse(language).expect("is a tag");
        Wrapper::default().wrap(text, &tag, width, &mut |line| out.push(line.to_owned()));
        out
    }

    #[test]
    fn words_are_never_cut() {
        assert_eq!(lines("one two  three", "en", 7), ["one two", "three"]);
        assert_eq!(
            lines("see https://example.org/a-very-long-address now", "en", 20),
            ["see", "https://example.org/a-very-long-address", "now"]
        );
        assert_eq!(lines("well-known things", "en", 6), ["well-", "known", "things"]);
    }

    #[test]
    fn width_is_what_a_terminal_shows() {
        assert_eq!(lines("日本語の文章を折り返す。", "ja", 10), ["日本語の文", "章を折り返", "す。"]);
        // The stop may not begin a line, so the letter before it moves down with it.
        assert_eq!(lines("日本語の文章。", "ja", 12), ["日本語の文", "章。"]);
        assert_eq!(lines("हिन्दी में पाठ", "hi", 6), ["हिन्दी", "में पाठ"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301} e\u{301}", "fr", 3), ["e\u{301}e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn addresses_beside_other_letters_stay_whole() {
        assert_eq!(
            lines("概要, https://example.org/ja/a-long/path/ です。", "ja", 20),
            ["概要,", "https://example.org/ja/a-long/path/", "です。"]
        );
    }

    #[test]
    fn korean_words_stay_whole() {
        assert_eq!(lines("개인정보 보호는 중요합니다", "ko", 9), ["개인정보", "보호는", "중요합니다"]);
    }
}
