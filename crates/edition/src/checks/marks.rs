//! Signs: quotation marks and brackets that have no partner, and signs that are wrong in a language.

use super::Pair;
use super::text::{OBJECT, around};
use pamphlet_locale::Writing;
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_source::{Code, Diagnostic};

pub(super) fn check(pair: &Pair<'_>, own: &Writing, found: &mut Vec<Diagnostic>) {
    quotes(pair, found);
    brackets(pair, found);
    punctuation(pair, own, found);
    openers(pair, own, found);
}

/// Families of quotation marks of which there is an even number in a text, however a language turns them.
const FAMILIES: [&[char]; 6] =
    [&['"', '＂'], &['“', '”', '„', '‟'], &['«', '»'], &['「', '」'], &['『', '』'], &['《', '》']];

fn quotes(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    let count = |text: &str, family: &[char]| {
        let quotes = text
            .char_indices()
            .filter(|(at, character)| family.contains(character) && !is_inside_word(text, *at, *character));
        quotes.count()
    };
    let is_odd = |text: &str| -> Vec<&'static [char]> {
        FAMILIES.into_iter().filter(|family| count(text, family) % 2 == 1).collect()
    };
    if !is_odd(&pair.source.prose).is_empty() {
        return;
    }
    let odd = is_odd(&pair.own.prose);
    let Some(family) = odd.first() else { return };
    let at = pair.own.prose.rfind(*family).map_or("", |at| {
        let length = pair.own.prose[at..].chars().next().map_or(0, char::len_utf8);
        &pair.own.prose[at..at + length]
    });
    let message = match odd.len() {
        1 => format!("a quotation mark {at} has no partner"),
        _ => "a quotation begins with one kind of marks and ends with another".to_owned(),
    };
    let shown = excerpt(&pair.own.prose, at);
    found.push(
        pair.places
            .found(Code::TranslationQuotes, message, shown)
            .help("open and close each quotation with the two marks of the language"),
    );
}

/// In Hebrew the sign of an abbreviation stands between its letters.
fn is_inside_word(text: &str, at: usize, character: char) -> bool {
    let (before, behind) = around(text, at, at + character.len_utf8());
    let hebrew =
        |character: Option<char>| character.is_some_and(|character| matches!(character, '\u{5d0}'..='\u{5ea}'));
    matches!(character, '"' | '”') && hebrew(before) && hebrew(behind)
}

fn brackets(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    if lone_bracket(&pair.source.prose).is_some() {
        return;
    }
    let Some((at, bracket)) = lone_bracket(&pair.own.prose) else { return };
    let rest = &pair.own.prose[at..];
    let message = format!("a bracket {bracket} has no partner");
    found.push(
        pair.places
            .found(Code::TranslationBrackets, message, excerpt(rest, &rest[..bracket.len_utf8()]))
            .help("open what is closed, close what is opened, and with brackets of one kind"),
    );
}

/// The first bracket of a text without a partner.
fn lone_bracket(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices() {
        let opener = match character {
            '(' | '（' | '[' | '［' | '【' => {
                open.push((at, character));
                continue;
            }
            ')' | '）' => '(',
            ']' | '］' => '[',
            '】' => '【',
            _ => continue,
        };
        let plain = |character: char| match character {
            '（' => '(',
            '［' => '[',
            other => other,
        };
        match open.last() {
            Some((_, last)) if plain(*last) == opener => {
                open.pop();
            }
            _ if is_face_or_number(text, at) => {}
            _ => return Some((at, character)),
        }
    }
    open.first().copied().filter(|(at, _)| !is_face(text, *at))
}

/// Whether a closing bracket ends a face (`:)`) or the number of an item (`a)`, `2)`).
fn is_face_or_number(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let face = before.ends_with([':', ';', '-', '^']);
    let word = before.trim_end_matches(char::is_alphanumeric);
    let label = &before[word.len()..];
    let is_label =
        (1..=2).contains(&label.chars().count()) && !word.ends_with(['_', '(', '[', '（', '［', '【', OBJECT]);
    face || is_label
}

fn is_face(text: &str, at: usize) -> bool {
    text[..at].ends_with([':', ';'])
}

/// Some characters around the first place of a sign, so that the place can be found in a file.
fn excerpt<'t>(text: &'t str, sign: &str) -> &'t str {
    let Some(at) = text.find(sign) else { return "" };
    let rest = &text[at..];
    let end = rest.char_indices().skip(1).take(8).take_while(|(_, next)| next.is_alphanumeric()).last();
    &rest[..end.map_or(sign.len(), |(end, last)| end + last.len_utf8())]
}

/// Signs of another script, spaces before signs, and commas without spaces behind them.
fn punctuation(pair: &Pair<'_>, own: &Writing, found: &mut Vec<Diagnostic>) {
    let text = pair.own.prose.as_str();
    let source = pair.source.prose.as_str();
    let in_source = |sign: char| {
        let mut places = source.match_indices(sign);
        places.any(|(at, _)| {
            around(source, at, at + sign.len_utf8()).0.is_some_and(|before| own.instead(sign, before).is_some())
        })
    };
    for (at, sign) in text.char_indices() {
        if sign.is_alphanumeric() || sign == ' ' {
            continue;
        }
        let end = at + sign.len_utf8();
        let (before, behind) = around(text, at, end);
        let Some(before) = before else { continue };
        // What the source does in the same script is meant.
        if in_source(sign) {
            continue;
        }
        let (message, help) = if let Some(right) = foreign(own, (before, sign, behind)) {
            (format!("the sign {sign} is {right} in this language"), format!("write {right}"))
        } else if is_wide_sign(sign) && !own.is_wide() && is_narrow_letter(before) {
            (
                format!("the full-width sign {sign} stands in a language that has none"),
                "write the sign of the language".to_owned(),
            )
        } else if before == ' ' && is_spaced_wrongly(own, text, at) {
            (format!("a space stands before {sign}"), "take the space out".to_owned())
        } else {
            continue;
        };
        let word = text[..at].trim_end_matches(' ');
        let letters = word.char_indices().rev().take(12).take_while(|(_, letter)| letter.is_alphanumeric());
        let start = letters.last();
        let shown = &text[start.map_or(at, |(start, _)| start)..end];
        found.push(pair.places.found(Code::TranslationPunctuation, message, shown).help(help));
        // One of a kind tells of the others in the text.
        return;
    }
}

/// The sign of the language where one of another script stands behind one of its letters, and before another one or at
/// the end of a word.
fn foreign(own: &Writing, (before, sign, behind): (char, char, Option<char>)) -> Option<char> {
    let right = own.instead(sign, before)?;
    let ends = match behind {
        None => true,
        Some(behind) => {
            (behind.is_whitespace() && sign != '.') || (behind.is_alphabetic() && !behind.is_ascii()) || behind == '\n'
        }
    };
    ends.then_some(right)
}

fn is_wide_sign(sign: char) -> bool {
    matches!(sign, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '（' | '）' | '．')
}

fn is_narrow_letter(character: char) -> bool {
    character.is_alphabetic() && !is_ideographic(character)
}

/// Whether the space before a sign is wrong: behind a letter, and before what ends a word or sentence.
fn is_spaced_wrongly(own: &Writing, text: &str, at: usize) -> bool {
    let (before, rest) = (text[..at].trim_end_matches(' '), &text[at..]);
    let sign = rest.chars().next().unwrap_or(' ');
    let behind = rest[sign.len_utf8()..].chars().next();
    let ends = behind.is_none_or(char::is_whitespace);
    let kind = match sign {
        ',' | '،' | '，' | '、' | '。' | '；' => true,
        '.' => !rest.starts_with(".."),
        ';' | '!' | '?' | '؟' | '؛' | '।' => !own.is_spaced(sign) && own.opened(sign).is_none(),
        _ => false,
    };
    kind && ends && !own.is_spaced(sign) && before.ends_with(|last: char| last.is_alphabetic())
}

/// Sentences that end with a sign that wants another one at their beginning.
fn openers(pair: &Pair<'_>, own: &Writing, found: &mut Vec<Diagnostic>) {
    let text = pair.own.prose.as_str();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        let Some(opener) = own.opened(sign) else {
            if sign == '\n' {
                start = at;
            }
            continue;
        };
        let sentence = &text[start..at];
        start = at;
        let words = sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        let ends =
            text[at + sign.len_utf8()..].chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '=');
        // What is quoted from the source stays in its language.
        let end = sentence.split_whitespace().rev().take(2).collect::<Vec<_>>();
        let quoted = end.len() == 2 && pair.source.prose.contains(&format!("{} {}{sign}", end[1], end[0]));
        if words >= 2 && ends && !quoted && !sentence.contains(['¿', '¡']) && !sentence.contains(OBJECT) {
            let shown = sentence.trim_start_matches(|first: char| !first.is_alphabetic());
            let message = format!("a sentence that ends with {sign} does not begin with {opener}");
            found.push(
                pair.places
                    .found(Code::TranslationPunctuation, message, shown)
                    .help(format!("write {opener} before it")),
            );
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_have_partners() {
        let lone = |text: &str| lone_bracket(text).map(|(_, bracket)| bracket);
        for text in ["(a [b] c)", "a) one 2) two", "那是：1）一，2）二", "a)–d)", ":) ;-)", "（a)", "x :("] {
            assert_eq!(lone(text), None, "{text}");
        }
        assert_eq!(lone("(a"), Some('('));
        assert_eq!(lone("word (a] b"), Some(']'));
        assert_eq!(lone("Wort)"), Some(')'));
    }
}
