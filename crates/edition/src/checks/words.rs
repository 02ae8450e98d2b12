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
            && is_one_word(text, first, known, word)
            && !own.may_repeat(word)
        {
            return Some((first, start + word.len(), word));
        }
        before = Some((start, word));
    }
    None
}

/// Whether two words are one said twice, and not a name and a word (“Pro pro”, “auf Auf”), a name (“Bora Bora”), letters that
/// name things (“A a”), or words that are joined to others.
fn is_one_word(text: &str, first: usize, known: &str, word: &str) -> bool {
    let begins = text[..first].trim_end_matches(' ').chars().next_back().is_none_or(|before| ".!?:\n".contains(before));
    let is_upper = |word: &str| word.starts_with(char::is_uppercase);
    let joined = word.contains(['\'', '’']) || text[..first].ends_with(['.', '@', '/']);
    match is_upper(known) {
        _ if joined || is_upper(word) => false,
        true => begins && known.chars().count() > 1,
        false => true,
    }
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
            && !is_marker(text[..start].rsplit('\n').next().unwrap_or_default())
        {
            return Some((start - before.len_utf8(), end + behind.len_utf8()));
        }
        from = end;
    }
    None
}

/// Whether what stands before is the mark of an item or a heading that was read as text.
fn is_marker(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    matches!(line, "*" | "-" | "+")
        || line.trim_matches('#').is_empty()
        || number.len() < line.len() && matches!(number, "." | ")")
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
        for text in [
            "the, the",
            "the\nthe",
            "Bora Bora",
            "3 3",
            "a aa",
            "well-to to",
            "x \u{fffc} x",
            "AdGuard Pro pro iOS",
            "auf Auf",
            "A a",
            "l’eau l’eau",
            "a@b.com com",
        ] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn spaces_stand_twice() {
        assert!(spaces("a  b").is_some() && spaces("один   два").is_some());
        assert!(
            [" a b ", "a \u{fffc}  b", "a\n  b", "a\n*   b", "1.  b", "#  b"]
                .into_iter()
                .all(|text| spaces(text).is_none())
        );
    }
}
