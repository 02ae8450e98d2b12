//! What a translation keeps as it is: placeholders and code.

use super::Pair;
use super::text::around;
use pamphlet_source::{Code, Diagnostic};
use std::collections::BTreeSet;

pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    placeholders(pair, found);
    codes(pair, found);
}

/// Placeholders in running text: `{name}`, `{{ name }}`, `${name}`, `%(name)s`, `%s`, `%1$s`.
fn placeholders(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    let wanted: BTreeSet<&str> = scan(&pair.source.prose).into_iter().collect();
    for placeholder in wanted {
        if !pair.own.whole.contains(placeholder) {
            let message = format!("the placeholder {placeholder} of the source is missing");
            let help =
                "what is put in its place has no place here: write it as in the source, in the order of the language";
            found.push(pair.places.found(Code::TranslationPlaceholder, message, "").help(help));
        }
    }
}

fn scan(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '$', '%']) {
        let start = at + next;
        let rest = &text[start..];
        // `5%` is a share.
        let share = text[..start].ends_with(|before: char| before.is_numeric());
        // `file.md{3}`, `](page){x}`, `cols={2}`: they say more of what stands before them.
        let attached =
            text[..start].ends_with(|before: char| before.is_ascii_alphanumeric() || ")]_\"=>{".contains(before));
        let length = braces(rest).filter(|_| !attached).or_else(|| percent(rest).filter(|_| !share));
        match length {
            Some(length) => {
                found.push(&rest[..length]);
                at = start + length;
            }
            None => at = start + 1,
        }
    }
    found
}

/// A name in braces, as long as it is one.
fn braces(text: &str) -> Option<usize> {
    let opened = text.trim_start_matches('$');
    let dollars = text.len() - opened.len();
    let inner = opened.trim_start_matches('{');
    let count = opened.len() - inner.len();
    if count == 0 || count > 2 || dollars > 1 {
        return None;
    }
    let end = inner.find('}')?;
    let name = inner[..end].trim();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
        && name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-'));
    (is_name && inner[end..].starts_with(&"}}"[..count])).then_some(dollars + count + end + count)
}

/// A conversion of a format string.
fn percent(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('%')?;
    if let Some(named) = rest.strip_prefix('(') {
        let end = named.find(')')?;
        let is_name =
            end > 0 && named[..end].chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
        return (is_name && named[end + 1..].starts_with(['s', 'd', 'f', 'i'])).then_some(end + 4);
    }
    let number = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let at = if number > 0 { number + usize::from(rest[number..].starts_with('$')) } else { 0 };
    let is_end = rest[at..].starts_with(['s', 'd', '@'])
        && !rest[at + 1..].starts_with(|next: char| next.is_alphanumeric())
        && (number == 0 || at > number);
    is_end.then_some(at + 2)
}

/// How alike two pieces of code are when one is the other damaged.
const ALIKE: f64 = 0.8;
/// Shorter ones are like many others.
const CHARACTERS: usize = 5;

/// Code of the source that the translation has nowhere in the text, and that stands in it damaged. Code that is quite
/// another one was translated: a name that readers fill in.
fn codes(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    let own: Vec<&String> = pair.own.codes.iter().filter(|own| !pair.source.codes.contains(own)).collect();
    let mut told: Vec<&str> = Vec::new();
    for code in &pair.source.codes {
        if told.contains(&code.as_str()) || has(&pair.own.whole, code) || code.chars().count() < CHARACTERS {
            continue;
        }
        let Some(damaged) = own.iter().find(|own| is_damaged(code, own)) else { continue };
        told.push(code);
        let message = format!("the code `{code}` of the source is `{damaged}` here");
        let help =
            "write it as in the source, unless the source page was changed since: then bring the text up to date";
        found.push(pair.places.found(Code::TranslationCode, message, damaged).help(help));
    }
}

/// Whether a text has code as a word of its own.
fn has(text: &str, code: &str) -> bool {
    text.match_indices(code).any(|(at, _)| {
        let (before, behind) = around(text, at, at + code.len());
        let joins = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(|outer| outer.is_ascii_alphanumeric())
        };
        !joins(code.chars().next(), before) && !joins(code.chars().next_back(), behind)
    })
}

/// Whether code has lost, gained or changed a sign or two, or has room where there was none. What has other words is
/// translated.
fn is_damaged(source: &str, own: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let (one, other) = (squeezed(source), squeezed(own));
    let plain = source.is_ascii() && !source.contains(['"', '\'', '<']);
    let signs = |text: &str| text.chars().filter(|character| !character.is_alphanumeric()).collect::<String>();
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    let moved = letters(&one) == letters(&other) && one != other;
    let torn = one == other && source.split_whitespace().count() != own.split_whitespace().count();
    // A letter was lost with a space in its place, or in a name that no language has.
    let name = source.contains(['_', '/', '.', '=']) || source.contains("--");
    let likeness = strsim::normalized_damerau_levenshtein(source, own);
    let lost = (name || (own.contains(' ') && !source.contains(' ')))
        && likeness >= ALIKE
        && letters(&one).len().abs_diff(letters(&other).len()) == 1
        && signs(&one) == signs(&other);
    plain && (moved || torn || lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found() {
        assert_eq!(
            scan("a {name} {{ page.title }} ${x} %(count)d %s of %1$s."),
            ["{name}", "{{ page.title }}", "${x}", "%(count)d", "%s", "%1$s"]
        );
        assert_eq!(scan("see part.java#step{3} and [x](y){z}, \"a\"{b} <A b={2}>{{ c }}"), Vec::<&str>::new());
        assert_eq!(scan("({name}), “{name}” /{id}"), ["{name}", "{name}", "{id}"]);
        assert_eq!(scan("100% sure, {a b}, {}, $5, 5%d, 100%sure { x: 1 }"), Vec::<&str>::new());
    }

    #[test]
    fn damaged_code_is_known() {
        for (source, own) in [
            ("@gmail.com", "@gmail. om"),
            ("a_b.cert", "a_b-.cert"),
            ("--output", "--ouput"),
            ("@sailor", "sailor@"),
            ("docs/a.md", "docs/ a.md"),
        ] {
            assert!(is_damaged(source, own), "{source} {own}");
        }
        for (source, own) in [
            ("account_name", "nome_account"),
            ("/PATH/TO/KEY", "/PFAD/ZUM/KEY"),
            ("your name", "dein Name"),
            ("@something", "@algo"),
        ] {
            assert!(!is_damaged(source, own), "{source} {own}");
        }
    }
}
