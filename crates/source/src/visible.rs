//! Words of strangers for a terminal: titles, paths, quoted lines, authors, branches. A terminal obeys some characters,
//! and others turn round the order in which the words beside them are read; here they are shown by their number
//! instead. Ordinary text of all scripts stays, with the marks and joiners that it needs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal would obey a character, or read other words in another order because of it: the controls (C0, C1,
/// DEL), the line ends of Unicode, and what embeds, overrides or isolates a direction (UAX 9, 2).
#[must_use]
pub fn is_obeyed(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
}

/// Appends the number of a character: `<U+001B>`.
pub fn push_number(character: char, out: &mut String) {
    let _ = write!(out, "<U+{:04X}>", u32::from(character));
}

fn replaced(text: &str, stays: impl Fn(char) -> bool, push: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.chars().any(|character| is_obeyed(character) && !stays(character)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_obeyed(character) && !stays(character) {
            push(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Words that are to stand on one line: line ends and tabs become spaces.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    replaced(
        text,
        |_| false,
        |character, out| match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ => push_number(character, out),
        },
    )
}

/// Words on several lines: line ends and tabs stay.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |character| matches!(character, '\n' | '\t'), push_number)
}

/// JSON, by value the same: inside its strings, the only place where such characters can be, they become `\u001b`.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    replaced(
        text,
        |character| matches!(character, '\n' | '\t' | '\r'),
        |character, out| {
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        },
    )
}

/// As [`lines`], for text that our own renderers have made of words that were looked at already: the colours (SGR) and
/// the isolates that they add stay.
#[must_use]
pub fn styled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_obeyed) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = colour(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let mut characters = rest.chars();
        match characters.next() {
            Some(stays @ ('\n' | '\t' | '\u{2068}' | '\u{2069}')) => out.push(stays),
            Some(other) => push_number(other, &mut out),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out
}

/// The length of the sequence for a colour that a text begins with.
fn colour(text: &str) -> Option<usize> {
    let after = text.strip_prefix("\u{1B}[")?;
    let end = after.find(|character: char| !character.is_ascii_digit() && character != ';')?;
    after[end..].starts_with('m').then_some(2 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1B}[31mb\u{7}\u{9B}2J\r\n\tc\u{202E}d\u{2066}e\u{2028}";

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        assert_eq!(line(HOSTILE), "a<U+001B>[31mb<U+0007><U+009B>2J   c<U+202E>d<U+2066>e<U+2028>");
        assert_eq!(lines(HOSTILE), "a<U+001B>[31mb<U+0007><U+009B>2J<U+000D>\n\tc<U+202E>d<U+2066>e<U+2028>");
        assert_eq!(
            styled("\u{1B}[1;31mx\u{1B}[0m\u{1B}]0;t\u{7}\u{1B}[2J\u{1B}["),
            "\u{1B}[1;31mx\u{1B}[0m<U+001B>]0;t<U+0007><U+001B>[2J<U+001B>["
        );
        assert_eq!(styled("\u{2068}שלום\u{2069}\u{202E}"), "\u{2068}שלום\u{2069}<U+202E>");
        assert_eq!(json("\"\u{9B}\u{202E}\"\n"), "\"\\u009b\\u202e\"\n");
    }

    #[test]
    fn ordinary_text_stays() {
        for text in ["Zwölf Boxkämpfer", "می\u{200C}خواهم", "عربي\u{200F} (a)", "क्\u{200D}ष", "日本語", "👩\u{200D}👧"]
        {
            assert_eq!(line(text), text);
            assert!(matches!(lines(text), Cow::Borrowed(_)));
            assert_eq!(json(text), text);
            assert_eq!(styled(text), text);
        }
    }
}
