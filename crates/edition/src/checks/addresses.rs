//! Addresses on the web that are not those of the source, where no language is the reason.

use crate::{Drift, DriftKind};
use pamphlet_locale::Tag;
use pamphlet_source::{Code, Diagnostic};

pub(super) fn check(drift: &[Drift], found: &mut Vec<Diagnostic>) {
    for difference in drift.iter().filter(|difference| difference.kind == DriftKind::Link) {
        let (Some(source), Some(own), Some(place)) = (&difference.source, &difference.translation, difference.place)
        else {
            continue;
        };
        if is_web(source)
            && is_web(own)
            && !is_localised(source, own)
            && !is_same_place(source, own)
            && is_same_thing(source, own)
        {
            let mut diagnostic = Diagnostic::new(Code::TranslationAddress, format!("{own} is {source} in the source"))
                .at(place.source, place.span)
                .help("take over the address of the source, unless this one is meant for readers of the language");
            if let Some(place) = difference.source_place {
                diagnostic = diagnostic.label(place, "the source page has it here");
            }
            found.push(diagnostic);
        }
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Whether one address is the other in another language, or leads to another page for its readers: all parts that differ
/// are languages, or both say their language, or only one host is the other's with a language before or behind it.
fn is_localised(source: &str, own: &str) -> bool {
    let parts = |address: &str| -> Vec<String> {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        address
            .split(['/', '.', '?', '&', '=', '#', '-', '_'])
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (source, own) = (&without_language(source), &without_language(own));
    let (there, here) = (parts(source), parts(own));
    // The end of a host (`.io`) is no language.
    let says_language = |address: &str| {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        let labels = host.rsplit('.').skip(1);
        labels.chain(path.split(['/', '=', '.'])).any(is_language)
    };
    let without =
        |parts: &[String]| -> Vec<String> { parts.iter().filter(|part| !is_language(part)).cloned().collect() };
    let host = |address: &str| -> String {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = address.split('/').next().unwrap_or(address).trim_start_matches("www.");
        host.rsplit_once('.').map_or(host, |(name, _)| name).to_owned()
    };
    // The same site under the domain of a country.
    let country = host(source) == host(own)
        && there.len() == here.len()
        && !own.contains(source.split('/').nth(2).unwrap_or(source));
    // A page beside that of the source, as wikis name theirs: `Title_(Deutsch)`.
    let beside = own.strip_prefix(source).is_some_and(|rest| rest.contains(char::is_alphabetic));
    without(&there) == without(&here) || says_language(own) || country || beside
}

/// An address without what in its query says a language: `?language=french`.
fn without_language(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let (query, fragment) = query.split_once('#').map_or((query, None), |(query, rest)| (query, Some(rest)));
    let says = |part: &&str| {
        let key = part.split('=').next().unwrap_or_default().to_lowercase();
        matches!(key.as_str(), "language" | "lang" | "locale" | "hl" | "lng" | "lc" | "l")
    };
    let kept = query.split('&').filter(|part| !part.is_empty() && !says(part)).collect::<Vec<_>>().join("&");
    let mark = if kept.is_empty() { "" } else { "?" };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{path}{mark}{kept}{fragment}")
}

/// Whether two addresses differ in what servers do not care about: `www.`, a slash at the end.
fn is_same_place(source: &str, own: &str) -> bool {
    let plain = |address: &str| address.replacen("://www.", "://", 1).trim_end_matches('/').to_owned();
    plain(source) == plain(own)
}

/// How alike two addresses are when one came from the other.
const ALIKE: f64 = 0.7;

/// Whether an address is that of the source, damaged or out of date, rather than that of something else.
fn is_same_thing(source: &str, own: &str) -> bool {
    let bare = |address: &str| {
        address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("www.").to_owned()
    };
    strsim::normalized_damerau_levenshtein(&bare(source), &bare(own)) >= ALIKE
}

fn is_language(part: &str) -> bool {
    let (first, rest) = part.split_once(['-', '_']).unwrap_or((part, ""));
    first.len() == 2
        && first.chars().all(|letter| letter.is_ascii_alphabetic())
        && (rest.is_empty() || rest.len() <= 4)
        && Tag::parse(part).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_other_languages_are_the_same() {
        for (one, other) in [
            ("https://en.wikipedia.org/wiki/Knot", "https://de.wikipedia.org/wiki/Knoten"),
            ("https://example.org/en/a", "https://example.org/fr/a"),
            ("https://example.org/en-US/a", "https://example.org/a"),
            ("https://example.org/a?hl=en", "https://example.org/a?hl=pt-BR"),
            ("https://example.org/a?x=1", "https://example.org/a?language=french&x=1"),
            ("https://example.org/?x=1#b", "https://example.org/?x=1&lang=zh#b"),
        ] {
            assert!(is_localised(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("https://example.org/a", "https://example.org/b"),
            ("https://example.org/a", "https://exampl.org/a"),
            ("https://example.org/a", "https://example.org/a。"),
        ] {
            assert!(!is_localised(one, other), "{one} {other}");
        }
        assert!(is_same_place("https://www.example.org/", "https://example.org"));
        assert!(!is_same_place("https://example.org/", "http://example.org"));
    }
}
