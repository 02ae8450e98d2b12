//! What a translation keeps as it is: placeholders and code.

use super::Pair;
use super::text::around;
use pamphlet_source::{Code, Diagnostic};
use std::collections::BTreeSet;

pub(super) fn check(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    placeholders(pair, found);
    codes(pair, found);
}

/// Placeholders in running text: `{name}`, `{{ name }}`, `${name}`, `%(name)s`, `%s`, `%1$s`. One that is missing is told
/// where another stands in its place, or where everything else of the text is there.
fn placeholders(pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
    let wanted: BTreeSet<&str> = scan(&pair.source.prose).into_iter().collect();
    if wanted.is_empty() || !pair.whole || pair.places.source_text().is_none_or(is_code) {
        return;
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let own = scan(&pair.own.prose);
    let known: BTreeSet<String> = own.iter().map(|placeholder| squeezed(placeholder)).collect();
    let missing: Vec<&str> = wanted.iter().copied().filter(|one| !known.contains(&squeezed(one))).collect();
    let missing = missing.into_iter().filter(|placeholder| !pair.own.whole.contains(placeholder));
    let mut strange: Vec<&str> = own.into_iter().filter(|one| !wanted.contains(one)).collect();
    strange.retain(|one| !wanted.iter().any(|known| squeezed(known) == squeezed(one)));
    let help = "what is put in its place has no place here: write it as in the source, in the order of the language";
    for (at, placeholder) in missing.enumerate() {
        let (message, place) = match strange.get(at) {
            Some(other) => (format!("the placeholder {placeholder} of the source is {other} here"), *other),
            None => (format!("the placeholder {placeholder} of the source is missing"), ""),
        };
        found.push(pair.places.found(Code::TranslationCode, message, place).help(help));
    }
}

/// Whether a text is rather code than sentences, in which braces are no placeholders.
fn is_code(text: &str) -> bool {
    text.contains(['<', ';', '=']) || ["import ", "export ", "```"].iter().any(|sign| text.contains(sign))
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
    let is_name = name.starts_with(|first: char| first.is_alphanumeric() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '.' | '-'));
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
        let is_damage = |own: &&&String| is_damaged(code, own) && !is_word(code, own, &pair.own.prose);
        let Some(damaged) = own.iter().find(is_damage) else { continue };
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

/// Whether code has lost, gained or changed a sign or a letter, or has room where there was none. What has other words is
/// translated; room that code may have or not, and signs at its ends that say no more, are no damage.
fn is_damaged(source: &str, own: &str) -> bool {
    let (source, own) = (bare(source), bare(own));
    if source == own || source.contains(['"', '\'', '<']) || !source.is_ascii() || is_label(source) {
        return false;
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let (one, other) = (squeezed(source), squeezed(own));
    if one == other {
        return torn(source, own);
    }
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    // A letter was lost with a space in its place, or in a name that no language has.
    let name = source.contains(['_', '/', '.', '=']) || source.contains("--");
    let lost = (name || (own.contains(' ') && !source.contains(' '))) && strsim::damerau_levenshtein(&one, &other) == 1;
    letters(&one) == letters(&other) || lost
}

/// Whether the part of code that differs is a word of the text around it: then it was translated.
fn is_word(source: &str, own: &str, text: &str) -> bool {
    let parts = |code: &str| -> Vec<String> {
        code.split(|sign: char| !sign.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let known = parts(source);
    let strange: Vec<String> = parts(own).into_iter().filter(|part| !known.contains(part)).collect();
    let words: Vec<String> = parts(text);
    !strange.is_empty() && strange.iter().all(|part| part.len() > 1 && words.contains(part))
}

/// Code without what at its ends changes nothing: the parentheses of a call, slashes of a folder, punctuation.
fn bare(code: &str) -> &str {
    let code = code.trim();
    let code = code.strip_suffix("()").unwrap_or(code);
    code.trim_matches('/').trim_end_matches([',', ';', ':', '.'])
}

/// Whether code is rather words or keys than something for a machine: `Relay Server`, `Ctrl+B`, `LAN IP`.
fn is_label(code: &str) -> bool {
    let keys = ["ctrl", "cmd", "alt", "shift", "command", "option", "control", "strg", "maj"];
    let mut words = code.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let spoken = code.contains(' ') && code.chars().all(|sign| sign.is_alphanumeric() || sign == ' ');
    spoken || words.any(|word| keys.contains(&word.to_lowercase().as_str()))
}

/// Whether code that has the same signs has room where it may have none, or none between two words.
fn torn(source: &str, own: &str) -> bool {
    // The places of room, counted in signs, with the signs beside them.
    let rooms = |text: &str| -> BTreeSet<(usize, char, char)> {
        let signs: Vec<char> = text.chars().collect();
        let mut found = BTreeSet::new();
        let mut count = 0;
        for (at, sign) in signs.iter().enumerate() {
            if !sign.is_whitespace() {
                count += 1;
                if let (Some(true), Some(next)) = (
                    signs.get(at + 1).map(|next| next.is_whitespace()),
                    signs[at + 1..].iter().find(|next| !next.is_whitespace()),
                ) {
                    found.insert((count, *sign, *next));
                }
            }
        }
        found
    };
    let (there, here) = (rooms(source), rooms(own));
    let lost = there.difference(&here).any(|(_, before, behind)| before.is_alphanumeric() && behind.is_alphanumeric());
    let free = |sign: char| matches!(sign, '{' | '}' | ',');
    lost || here.difference(&there).any(|(_, before, behind)| !free(*before) && !free(*behind))
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
        assert_eq!(scan("{гавань} {{ 港 }}"), ["{гавань}", "{{ 港 }}"]);
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
            ("Set-Policy bypass", "Set-Policybypass"),
            ("npm_config=arm", "npm_config = arm"),
            ("sandbox: true", "sandbox : true"),
        ] {
            assert!(is_damaged(source, own), "{source} {own}");
        }
        for (source, own) in [
            ("account_name", "nome_account"),
            ("/PATH/TO/KEY", "/PFAD/ZUM/KEY"),
            ("your name", "dein Name"),
            ("@something", "@algo"),
            ("getPaths()", "getPaths"),
            ("src/pages/", "src/pages"),
            ("public/", "/public"),
            ("Relay Server", "Relay-Server"),
            ("Ctrl+Alt+P", "Ctrl + Alt + P"),
            ("https://your-domain.com/a.txt", "https://su-dominio.com/a.txt"),
            ("export const x = { ... }", "export const x = {...}"),
            ("static {}", "static{}"),
            ("a.decoration,", "a.decoration"),
        ] {
            assert!(!is_damaged(source, own), "{source} {own}");
        }
    }
}
