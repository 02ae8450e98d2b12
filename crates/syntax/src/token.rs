//! Parts of code, and what they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a part of code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TokenClass {
    /// A word of the language itself, a tag, a heading.
    Keyword,
    /// The name of something that is defined or called: a function, a type, a key, an attribute.
    Name,
    /// A string.
    String,
    /// A number, a fixed value such as `true`, an escape in a string.
    Constant,
    /// A comment.
    Comment,
    /// What a shell prints before one writes.
    Prompt,
    /// A line that a change adds.
    Inserted,
    /// A line that a change removes.
    Deleted,
}

impl TokenClass {
    /// Every class.
    pub const ALL: [Self; 8] = [
        Self::Keyword,
        Self::Name,
        Self::String,
        Self::Constant,
        Self::Comment,
        Self::Prompt,
        Self::Inserted,
        Self::Deleted,
    ];

    /// Its name in data and style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Name => "name",
            Self::String => "string",
            Self::Constant => "constant",
            Self::Comment => "comment",
            Self::Prompt => "prompt",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
        }
    }
}

/// A part of code that stands out from the rest. Parts are in order and do not meet; what lies between them is plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Token {
    /// Its first byte, counted from the start of the code.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// What it is.
    pub class: TokenClass,
}

/// A line of code, or any part of it that begins at `start`, cut into pieces: each with what it is, none for plain ones.
/// `tokens` are those of the whole code.
pub fn pieces<'t>(
    text: &'t str,
    start: usize,
    tokens: &'t [Token],
) -> impl Iterator<Item = (&'t str, Option<TokenClass>)> {
    let end = start + text.len();
    let first = tokens.partition_point(|token| token.end as usize <= start);
    let mut rest = tokens[first..].iter().take_while(move |token| (token.start as usize) < end).peekable();
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let (to, class) = match rest.peek() {
            Some(token) if token.start as usize <= at => {
                let to = (token.end as usize).min(end);
                let class = token.class;
                rest.next();
                (to, Some(class))
            }
            Some(token) => (token.start as usize, None),
            None => (end, None),
        };
        // A token that does not fit the text shows as plain text: no word is ever lost.
        let (piece, class) = match text.get(at - start..to.max(at) - start) {
            Some(piece) if !piece.is_empty() => (piece, class),
            Some(_) | None => (text.get(at - start..).unwrap_or_default(), None),
        };
        at += piece.len().max(1);
        Some((piece, class))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: u32, end: u32) -> Token {
        Token { start, end, class: TokenClass::Keyword }
    }

    #[test]
    fn a_line_is_cut_where_tokens_begin_and_end() {
        let tokens = [token(0, 3), token(5, 12), token(20, 24)];
        let cut =
            |text, start| pieces(text, start, &tokens).map(|(text, class)| (text, class.is_some())).collect::<Vec<_>>();
        assert_eq!(cut("let a = b", 0), [("let", true), (" a", false), (" = b", true)]);
        assert_eq!(cut("ab", 10), [("ab", true)]);
        assert_eq!(cut("abcd", 10), [("ab", true), ("cd", false)]);
        assert_eq!(cut("", 10), []);
    }

    #[test]
    fn tokens_that_do_not_fit_lose_no_words() {
        let tokens = [token(0, 1), token(1, 200)];
        let shown: String = pieces("äöü", 0, &tokens).map(|(text, _)| text).collect();
        assert_eq!(shown, "äöü");
    }
}
