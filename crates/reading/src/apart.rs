//! Parts of a text that run from left to right whatever stands around them: addresses, and words with signs of their own.
//!
//! UAX 9 gives a sign the direction of its neighbours where those agree, and else that of the paragraph. In one that runs
//! from right to left, the signs of `C++` and the dot of `.NET` would stand at the wrong end of their word. The stop
//! behind such a word belongs to the sentence and stays outside.

use crate::address::addresses_in;
use pamphlet_source::letters;
use std::ops::Range;

/// Where such parts stand, in order. In a text that runs from right to left, formats keep each together; in others nobody
/// has to ask.
#[must_use]
pub fn left_to_right_in(text: &str) -> Vec<Range<usize>> {
    let mut out = addresses_in(text);
    let addresses = out.len();
    let mut at = 0;
    // Between letters of the other direction and spaces, since prefixes are written onto a word: `ב-C++`.
    for part in text.split_inclusive(|c: char| c.is_whitespace() || is_right_to_left(c)) {
        let start = at;
        at += part.len();
        let before = text[..start].chars().next_back();
        if let Some(range) = word_with_signs(part, before)
            .map(|range| start + range.start..start + range.end)
            .filter(|range| out[..addresses].iter().all(|other| other.end <= range.start || range.end <= other.start))
        {
            out.push(range);
        }
    }
    out.sort_by_key(|range| range.start);
    out
}

/// The word in a part of a text without spaces, from its own signs in front to those behind it, if it has some.
fn word_with_signs(part: &str, before: Option<char>) -> Option<Range<usize>> {
    let (first, last) = (part.find(is_latin)?, part.rfind(is_latin)?);
    let after = last + part[last..].chars().next().map_or(0, char::len_utf8);
    // The last stroke of an address without a scheme, or of a path, is its own.
    let stroke = usize::from(part[after..].starts_with('/') && part[first..after].contains(['.', '/']));
    let signs_end = after + stroke;
    // What is called keeps its brackets: no letter in them says how they run.
    let called = ["()", "[]", "{}"].iter().any(|pair| part[signs_end..].starts_with(pair));
    let signs_end = signs_end + if called { 2 } else { 0 };
    let behind = part[signs_end..].find(|c| !is_sign_behind(c)).map_or(part.len(), |found| signs_end + found);
    // Signs in front are part of a word that begins with them; on a prefix they are what joins the two.
    let joined = before.is_some_and(is_right_to_left);
    let signs = if joined { "" } else { part[..first].trim_start_matches(is_opening) };
    let word = &part[first..after];
    let in_front = match signs {
        "." | "@" | "#" | "$" | "~" | "--" | "/" | "~/" | "./" | "../" => word.starts_with(char::is_alphabetic),
        "+" => word.matches(is_digit).count() >= TELEPHONE,
        _ => false,
    };
    let begin = if in_front && !part[behind..].starts_with(signs) { first - signs.len() } else { first };
    // `18+` is written on both sides by those who read from the right.
    let named = begin < first || behind > after && word.contains(char::is_alphabetic);
    named.then_some(begin..behind)
}

/// The fewest digits of a telephone number with the code of its country.
const TELEPHONE: usize = 7;

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A letter of a script that runs from left to right, or a digit.
fn is_latin(c: char) -> bool {
    is_digit(c) || !is_right_to_left(c) && letters::is_alphabetic(c)
}

/// What names of things end in. A star is no such sign: it is the mark of a note.
fn is_sign_behind(c: char) -> bool {
    matches!(c, '+' | '#' | '™' | '®' | '℠')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '«' | '“' | '„' | '‘')
}

/// Whether a letter is of Hebrew, Arabic, Syriac, Thaana, N'Ko or another script of the blocks that UAX 9 gives to those.
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = text.to_owned();
        for range in left_to_right_in(text).into_iter().rev() {
            out.insert(range.end, '|');
            out.insert(range.start, '<');
        }
        out
    }

    #[test]
    fn words_keep_their_signs_and_leave_stops_to_the_sentence() {
        for (text, wanted) in [
            ("אני כותב C++.", "אני כותב <C++|."),
            ("ב-C++ וב־C#, או", "ב-<C++| וב־<C#|, או"),
            ("تعلم C++، ثم F#؛ (g++)", "تعلم <C++|، ثم <F#|؛ (<g++|)"),
            ("עם .NET או @ada, $HOME ו--help", "עם <.NET| או <@ada|, <$HOME| ו--help"),
            ("+972-3-5550100, Bluetooth® 5", "<+972-3-5550100|, <Bluetooth®| 5"),
            ("ראו example.net/x/ או /etc/hosts, ~/bin/x/.", "ראו <example.net/x/| או </etc/hosts|, <~/bin/x/|."),
            ("קראו ל-main(), ול-list[] (או get())", "קראו ל-<main()|, ול-<list[]| (או <get()|)"),
            ("ראו https://a.example/c++ או Notepad++!", "ראו <https://a.example/c++| או <Notepad++|!"),
        ] {
            assert_eq!(shown(text), wanted);
        }
    }

    #[test]
    fn what_stands_right_by_itself_is_left_alone() {
        for text in
            ["שלום Tor.", "UTF-8, a-b (c)", "5-10 + 3 = 8", "--word-- *a*", "100% ו-AES-256, 18+ +10", "++", "# .", ""]
        {
            assert_eq!(shown(text), text);
        }
    }
}
