//! Words and spaces that stand twice.

use super::Pair;
use super::text::{OBJECT, words};
use pamphlet_locale::Writing;
use pamphlet_source::{Code, Diagnostic};

pub(super) fn check(pair: &Pair<'_>, own: &Writing, found: &mut Vec<Diagnostic>) {
    let text = pair.own.prose.as_str();
    if let Some((start, end, word)) = doubled(text, own)
        && doubled(&pair.source.prose, &Writing::default()).is_none()
        && !words(&pair.source.prose).any(|(_, word)| is_doubled_inside(word))
    {
        found.push(
            pair.places
                .found(Code::TranslationWord, format!("“{word}” stands twice"), &text[start..end])
                .help("take one of them out"),
        );
    }
    // Where the file has one space, something that readers do not see stands between two.
    if let Some((start, end)) = spaces(text)
        && spaces(&pair.source.prose).is_none()
        && pair.places.has(&text[start..end])
    {
        found.push(
            pair.places
                .found(Code::TranslationSpaces, "several spaces stand between two words".to_owned(), &text[start..end])
                .help("leave one: readers see one, and translation memories take the two texts for different ones"),
        );
    }
}

/// The first word that stands twice with nothing but a space between: the range of both, and the word.
fn doubled<'t>(text: &'t str, own: &Writing) -> Option<(usize, usize, &'t str)> {
    let mut before: Option<(usize, &str)> = None;
    for (start, word) in words(text) {
        let is_word = word.chars().all(|character| !character.is_numeric() && character != OBJECT)
            && word.chars().any(char::is_alphabetic);
        if let Some((first, known)) = before
            && is_word
            && text[first + known.len()..start].chars().all(|between| between == ' ')
            && known.to_lowercase() == word.to_lowercase()
            // A name may: “Bora Bora”.
            && (word.starts_with(char::is_lowercase) || !known.starts_with(char::is_uppercase) || !word.starts_with(char::is_uppercase))
            && !own.may_repeat(word)
        {
            return Some((first, start + word.len(), word));
        }
        before = Some((start, word));
    }
    None
}

/// Whether a name has the same syllables twice (“Dum-Dum” in one word), which other scripts write as two words.
fn is_doubled_inside(word: &str) -> bool {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    (3..=letters.len() / 2).any(|length| letters.windows(2 * length).any(|part| part[..length] == part[length..]))
}

/// The first place with two spaces between words, with the characters beside them.
fn spaces(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("  ") {
        let start = from + found;
        let end = start + text[start..].len() - text[start..].trim_start_matches(' ').len();
        let before = text[..start].chars().next_back();
        let behind = text[end..].chars().next();
        if let (Some(before), Some(behind)) = (before, behind)
            && !before.is_whitespace()
            && !behind.is_whitespace()
            && before != OBJECT
            && behind != OBJECT
        {
            return Some((start - before.len_utf8(), end + behind.len_utf8()));
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_twice() {
        let none = Writing::default();
        let word = |text| doubled(text, &none).map(|(_, _, word)| word);
        assert_eq!(word("in the the sea"), Some("the"));
        assert_eq!(word("Der der Hund"), Some("der"));
        assert!(is_doubled_inside("DuckDuckGo") && !is_doubled_inside("Bologna"));
        for text in ["the, the", "the\nthe", "Bora Bora", "3 3", "a aa", "well-to to", "x \u{fffc} x"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn spaces_stand_twice() {
        assert!(spaces("a  b").is_some() && spaces("один   два").is_some());
        assert!([" a b ", "a \u{fffc}  b", "a\n  b"].into_iter().all(|text| spaces(text).is_none()));
    }
}
