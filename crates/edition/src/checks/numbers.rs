//! Numbers of the source that a translation lacks or changes, and their units.

use super::Pair;
use pamphlet_locale::{Writing, digits};
use pamphlet_source::{Code, Diagnostic};
use std::collections::BTreeSet;

/// Up to here numbers are often written in words, and words as numbers.
const IN_WORDS: u64 = 20;
/// Up to here tens are: half, all of it.
const TENS_IN_WORDS: u64 = 100;
/// Years, which some languages count from another one.
const YEARS: std::ops::RangeInclusive<u64> = 1500..=2200;

/// What may stand between a number and the word or character that multiplies it, or its unit: room, “more than”.
const BETWEEN: &[char] = &[' ', '\u{a0}', '\u{202f}', '多', '余', '餘', '几', '幾', '数', '數'];

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number<'t> {
    /// As written.
    text: &'t str,
    /// Its digits without signs between them and zeros before them.
    digits: String,
    /// Whether a sign stands between its digits.
    parted: bool,
    before: Option<char>,
    behind: &'t str,
}

impl Number<'_> {
    /// Its digits without the zeros at its end: the same for 10,000, 1万 and 10 thousand.
    fn mantissa(&self) -> &str {
        self.digits.trim_end_matches('0')
    }

    fn value(&self) -> u64 {
        self.digits.parse().unwrap_or(u64::MAX)
    }

    /// Whether it is a number by itself, and not a part of a name, a time of day, a decade or an ordinal.
    fn is_plain(&self) -> bool {
        let next = self.behind.chars().next();
        let joined = |character: Option<char>| {
            character.is_some_and(|character| {
                character.is_alphanumeric()
                    || matches!(character, '-' | '_' | ':' | '/' | '#' | '\'' | '’' | '+' | '.' | '–')
            })
        };
        let rest = self.behind.trim_start_matches([' ', '\u{a0}', '\u{202f}']).to_lowercase();
        let clock = ["am", "pm", "a.m", "p.m"].iter().any(|sign| rest.starts_with(sign));
        // `2nd` may be a word, `10月` the name of a month.
        let ordinal_end = ["st", "nd", "rd", "th"].iter().any(|end| {
            let behind = self.behind.strip_prefix(end);
            behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        if ordinal_end || self.behind.starts_with(['月', '월']) {
            return false;
        }
        // `2FA` and `3D` are names.
        let named =
            next.is_some_and(|next| next.is_ascii_uppercase()) && Writing::default().unit(self.behind).is_none();
        let unit = next.is_some_and(char::is_alphabetic) && !named;
        let ends = self.behind.starts_with('.') && !self.behind[1..].starts_with(|next: char| next.is_alphanumeric());
        let decade = self.behind.strip_prefix('s').is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
        // The number of a heading or an item.
        let ordinal =
            matches!(self.before, None | Some('\n' | '{')) && self.behind.starts_with(['.', ')', '、', '．', ',', '}']);
        !joined(self.before) && !ordinal && !decade && (ends || unit || !joined(next)) && !clock
    }
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let Some(first) = digits::value(character) else { continue };
        let mut own = String::from(char::from(b'0' + first));
        let (mut end, mut parted) = (start + character.len_utf8(), false);
        while let Some((at, next)) = characters.peek().copied() {
            let behind = &text[at + next.len_utf8()..];
            if let Some(digit) = digits::value(next) {
                own.push(char::from(b'0' + digit));
            } else if is_inner(next) && behind.chars().next().and_then(digits::value).is_some() {
                parted = true;
            } else {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        let digits = own.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits }.to_owned();
        let before = text[..start].chars().next_back();
        found.push(Number { text: &text[start..end], digits, parted, before, behind: &text[end..] });
    }
    found
}

/// Signs between the digits of one number.
fn is_inner(character: char) -> bool {
    matches!(character, '.' | ',' | '٫' | '٬' | '\'' | '’' | '·' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '．')
}

pub(super) fn check(pair: &Pair<'_>, source: &Writing, own: &Writing, found: &mut Vec<Diagnostic>) {
    let there = numbers(&pair.source.words);
    if there.is_empty() {
        return;
    }
    let here = numbers(&pair.own.whole);
    units(pair, &there, &here, source, own, found);
    if !pair.whole {
        return;
    }
    let mut known: BTreeSet<&str> = here.iter().map(|number| number.digits.as_str()).collect();
    let joined = spaced(&here);
    known.extend(joined.iter().map(String::as_str));
    let scaled = |number: &Number<'_>| {
        let behind = |number: &Number<'_>| number.behind.trim_start_matches(BETWEEN).to_owned();
        let is_source = source.scales(&behind(number));
        here.iter().any(|own_number| {
            (is_source || own.scales(&behind(own_number))) && own_number.mantissa() == number.mantissa()
        })
    };
    let lacks = |number: &&Number<'_>| !known.contains(number.digits.as_str()) && !scaled(number);
    let plain: Vec<&Number<'_>> = there.iter().filter(|number| number.is_plain()).collect();
    let missing: Vec<&Number<'_>> = plain.iter().copied().filter(lacks).collect();
    // Of several numbers not one is there: then the text answers another one, or another state of the page.
    if plain.len() > 1 && missing.len() == plain.len() {
        return;
    }
    let source_digits: BTreeSet<&str> = there.iter().map(|number| number.digits.as_str()).collect();
    let added: Vec<&Number<'_>> =
        here.iter().filter(|number| number.is_plain() && !source_digits.contains(number.digits.as_str())).collect();
    if let ([number], [other]) = (&missing[..], &added[..])
        && there.len() == here.len()
        && !(own.has_other_years() && YEARS.contains(&number.value()))
        && !source.scales(number.behind.trim_start_matches(BETWEEN))
        && !own.scales(other.behind.trim_start_matches(BETWEEN))
    {
        if is_rounded(number, other) {
            return;
        }
        let message = format!("{} of the source is {} here", number.text, other.text);
        found.push(pair.places.found(Code::TranslationNumber, message, other.text).help(
            "write the number of the source, unless the source page was changed since: then bring the text up to date",
        ));
        return;
    }
    // Where the text has numbers of its own, it says something else.
    if !added.is_empty() {
        return;
    }
    for number in missing {
        let years = own.has_other_years() && YEARS.contains(&number.value());
        let tens = number.value() <= TENS_IN_WORDS && number.value().is_multiple_of(10);
        if ((number.value() <= IN_WORDS || tens) && !number.parted)
            || years
            || source.scales(number.behind.trim_start_matches(BETWEEN))
        {
            continue;
        }
        let message = format!("the number {} of the source is missing", number.text);
        found.push(
            pair.places
                .found(Code::TranslationNumber, message, "")
                .help("bring it back, unless the text says it in words"),
        );
    }
}

/// Whether one of two numbers is the other with `,00` behind it.
fn is_rounded(one: &Number<'_>, other: &Number<'_>) -> bool {
    let ends = |number: &Number<'_>| number.text.ends_with(",00") || number.text.ends_with(".00");
    (ends(one) && one.digits.strip_suffix("00") == Some(&other.digits))
        || (ends(other) && other.digits.strip_suffix("00") == Some(&one.digits))
}

/// Numbers that have groups of three digits with a space before each as one: `10 000 000`.
fn spaced(numbers: &[Number<'_>]) -> Vec<String> {
    let group = |number: &Number<'_>| {
        number.text.chars().filter_map(digits::value).map(|digit| char::from(b'0' + digit)).collect::<String>()
    };
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for pair in numbers.windows(2) {
        let follows = pair[0].behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(pair[1].text));
        let own = group(&pair[1]);
        open = match found.last_mut().filter(|_| open) {
            _ if !follows || own.len() != 3 => false,
            Some(last) => {
                last.push_str(&own);
                true
            }
            None => {
                found.push(format!("{}{own}", pair[0].digits));
                true
            }
        };
    }
    found
}

/// The same number with another unit.
fn units(
    pair: &Pair<'_>,
    there: &[Number<'_>],
    here: &[Number<'_>],
    source: &Writing,
    own: &Writing,
    found: &mut Vec<Diagnostic>,
) {
    let once =
        |numbers: &[Number<'_>], digits: &str| numbers.iter().filter(|number| number.digits == digits).count() == 1;
    let behind = |number: &Number<'_>, writing: &Writing| writing.unit(number.behind.trim_start_matches(BETWEEN));
    for number in there {
        let Some(unit) = behind(number, source) else { continue };
        let Some(other) = here.iter().find(|own| own.digits == number.digits) else { continue };
        let Some(own_unit) = behind(other, own) else { continue };
        if unit != own_unit && once(there, &number.digits) && once(here, &number.digits) {
            let message = format!("{} has the unit {own_unit} here, and {unit} in the source", other.text);
            found.push(
                pair.places
                    .found(Code::TranslationNumber, message, other.text)
                    .help("write the unit of the source, or convert the number too"),
            );
        }
    }
}
