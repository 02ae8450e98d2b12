//! Pieces of code in the order in which they are read.
//!
//! Code runs from left to right, but UAX 9 gives the signs between two words of Hebrew or Arabic the direction of these
//! words: of `["א", "ב"]` it makes one run, and shows the second string before the first. As UTS 55 asks, the text in
//! strings and comments is set apart, in the direction of its own first letter.

use crate::apart::is_right_to_left;
use pamphlet_locale::Direction;
use pamphlet_source::letters;
use pamphlet_syntax::{Token, TokenClass, pieces};
use std::ops::Range;

/// A piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePiece<'c> {
    /// The piece.
    pub text: &'c str,
    /// What it is; none for plain code.
    pub class: Option<TokenClass>,
    /// In which direction it runs whatever stands around it; none where it follows the line.
    pub apart: Option<Direction>,
}

/// A line of code, or any part of it that begins at `start`, cut into pieces. `tokens` are those of the whole code.
pub fn code_pieces<'c>(
    text: &'c str,
    start: usize,
    tokens: &'c [Token],
) -> impl Iterator<Item = CodePiece<'c>> + use<'c> {
    pieces(text, start, tokens)
        .flat_map(|(text, class)| {
            let whole = CodePiece { text, class, apart: None };
            let Some((inner, direction)) = class.and_then(|class| text_in(text, class)) else {
                return [whole, CodePiece { text: "", ..whole }, CodePiece { text: "", ..whole }];
            };
            [
                CodePiece { text: &text[..inner.start], ..whole },
                CodePiece { text: &text[inner.clone()], apart: Some(direction), ..whole },
                CodePiece { text: &text[inner.end..], ..whole },
            ]
        })
        .filter(|piece| !piece.text.is_empty())
}

/// Where in a piece the text stands that is no code, and how it runs; none in a piece without letters that turn it.
fn text_in(piece: &str, class: TokenClass) -> Option<(Range<usize>, Direction)> {
    if piece.is_ascii() {
        return None;
    }
    let (first, last) = (piece.find(is_right_to_left)?, piece.rfind(is_right_to_left)?);
    let range = match class {
        TokenClass::String => inside_quotes(piece, first, last),
        TokenClass::Comment => inside_comment(piece),
        // A name is a word of the program.
        TokenClass::Keyword
        | TokenClass::Name
        | TokenClass::Constant
        | TokenClass::Prompt
        | TokenClass::Inserted
        | TokenClass::Deleted => return Some((0..piece.len(), Direction::Ltr)),
    };
    let inner = &piece[range.clone()];
    let spaces = inner.len() - inner.trim_start().len();
    let range = range.start + spaces..range.start + inner.trim_end().len();
    let turned = piece[range.clone()].find(letters::is_alphabetic).is_none_or(|letter| range.start + letter == first);
    Some((range, if turned { Direction::Rtl } else { Direction::Ltr }))
}

/// What stands between the quotes of a string, or of a line of one.
fn inside_quotes(piece: &str, first: usize, last: usize) -> Range<usize> {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`');
    let begin = piece[..first].find(is_quote).map_or(0, |quote| {
        let rest = &piece[quote..first];
        quote + rest.len() - rest.trim_start_matches(is_quote).len()
    });
    let behind = piece[last..].rfind(is_quote);
    begin..behind.map_or(piece.len(), |quote| piece[..=last + quote].trim_end_matches(is_quote).len())
}

/// What stands between the signs at both ends of a comment.
fn inside_comment(piece: &str) -> Range<usize> {
    const ENDS: [&str; 6] = ["*/", "-->", "*)", "-}", "%>", "--]]"];
    let begin = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace()).len();
    let trimmed = piece.trim_end();
    let end = ENDS.iter().find_map(|end| trimmed.strip_suffix(end)).unwrap_or(trimmed).len();
    begin..end.max(begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, class: TokenClass) -> String {
        let tokens = [Token { start: 0, end: u32::try_from(text.len()).expect("is short"), class }];
        let mark = |piece: CodePiece<'_>| match piece.apart {
            Some(Direction::Rtl) => format!("<{}>", piece.text),
            Some(Direction::Ltr) => format!("[{}]", piece.text),
            None => piece.text.to_owned(),
        };
        code_pieces(text, 0, &tokens).map(mark).collect()
    }

    #[test]
    fn the_text_of_strings_and_comments_runs_its_own_way() {
        for (text, wanted) in [
            ("\"שלום, עולם!\"", "\"<שלום, עולם!>\""),
            ("f'تقویم GPS'", "f'<تقویم GPS>'"),
            ("\"\"\"סתיו", "\"\"\"<סתיו>"),
            ("  חורף.\"\"\"", "  <חורף.>\"\"\""),
            ("'GPS של הנמל'", "'[GPS של הנמל]'"),
            ("\"it's plain\"", "\"it's plain\""),
            ("\"é\"", "\"é\""),
        ] {
            assert_eq!(shown(text, TokenClass::String), wanted);
        }
        for (text, wanted) in [
            ("// רוח, ים (גל).", "// <רוח, ים (גל).>"),
            ("/* رياح */", "/* <رياح> */"),
            ("<!-- GPS: רוח -->", "<!-- [GPS: רוח] -->"),
            ("#", "#"),
        ] {
            assert_eq!(shown(text, TokenClass::Comment), wanted);
        }
        assert_eq!(shown("שם", TokenClass::Name), "[שם]");
    }

    #[test]
    fn plain_code_follows_its_line() {
        let all: Vec<CodePiece<'_>> = code_pieces("א = ב", 0, &[]).collect();
        assert_eq!(all, [CodePiece { text: "א = ב", class: None, apart: None }]);
    }
}
