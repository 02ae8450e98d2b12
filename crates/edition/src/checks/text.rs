//! A text as checks look at it.

use crate::page_text::PageText;
use crate::sentence::inside;

/// Stands for what is no language: code, an icon, a picture, a reference.
pub(super) const OBJECT: char = '\u{FFFC}';

/// Some units of a page as one text, a line each.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// All of it.
    pub(super) whole: String,
    /// The same with [`OBJECT`] for what is no language.
    pub(super) prose: String,
    /// The prose without addresses.
    pub(super) words: String,
    /// The pieces of code.
    pub(super) codes: Vec<String>,
}

impl Text {
    /// The text of some units.
    pub(super) fn of(page_text: &PageText, units: &[usize]) -> Self {
        let mut text = Self::default();
        for unit in units {
            let flat = &page_text.units[*unit].flat;
            if !text.whole.is_empty() {
                text.whole.push('\n');
                text.prose.push('\n');
            }
            text.whole.push_str(&flat.text);
            text.codes.extend(flat.codes.iter().map(|(start, end)| flat.text[*start..*end].to_owned()));
            let mut marks = flat.marks.iter().peekable();
            for (at, character) in flat.text.char_indices() {
                while marks.next_if(|mark| **mark <= at).is_some() {
                    text.prose.push(OBJECT);
                }
                if !inside(&flat.opaque, at) {
                    text.prose.push(character);
                } else if flat.opaque.iter().any(|(start, _)| *start == at) {
                    text.prose.push(OBJECT);
                }
            }
            text.prose.extend(marks.map(|_| OBJECT));
        }
        text.words = without_addresses(&text.prose);
        text
    }
}

/// A text with [`OBJECT`] for every address in it.
fn without_addresses(text: &str) -> String {
    if !text.contains("://") {
        return text.to_owned();
    }
    let masked = |piece: &str| {
        let address = piece.contains("://");
        let room = piece.ends_with(char::is_whitespace).then(|| piece.chars().next_back()).flatten();
        if address { format!("{OBJECT}{}", room.map(String::from).unwrap_or_default()) } else { piece.to_owned() }
    };
    text.split_inclusive(char::is_whitespace).map(masked).collect()
}

/// The words of a text with where they begin: runs of letters, and of the marks that stand inside of words.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |character: char| {
        character.is_alphanumeric()
            || matches!(character, '\'' | '’' | '-' | '_' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0591}'..='\u{05c7}' | OBJECT)
            || is_mark(character)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_inner)?;
        let end = text[start..].find(|character| !is_inner(character)).map_or(text.len(), |end| start + end);
        at = end;
        Some((start, &text[start..end]))
    })
}

/// Vowel signs and the like of Indic scripts, which are no letters by themselves.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// The character before and the one behind a range.
pub(super) fn around(text: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    (text[..start].chars().next_back(), text[end..].chars().next())
}
