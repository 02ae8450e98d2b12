//! What every document says about itself: language, date, version, source address, licence, share of translation.

use crate::finish::Information;
use pamphlet_document::{Edition, Page};
use pamphlet_locale::{Catalog, Term};

/// What a handout says about itself to programs.
pub(super) fn of_page(edition: &Edition, page: &Page) -> Information {
    Information {
        title: page.title.clone(),
        subject: page.meta.description.clone(),
        source: page.url.clone(),
        ..of_edition(edition)
    }
}

/// What a book says about itself to programs.
pub(super) fn of_edition(edition: &Edition) -> Information {
    let parts = edition.parts();
    Information {
        title: parts.title.clone(),
        authors: parts.authors.clone(),
        subject: parts.description.clone(),
        language: parts.locale.clone(),
        date: parts.date.clone().filter(|date| is_date(date)),
        license: parts.license.clone(),
        publisher: parts.publisher.clone(),
        source: parts.url.clone(),
        version: parts.version.clone(),
    }
}

/// `YYYY-MM-DD`, which is all that metadata can carry.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// What a handout says about itself to readers, below its title.
pub(super) fn line(edition: &Edition, catalog: &Catalog, page: &Page) -> Vec<String> {
    facts(edition, catalog, page.coverage.percent(), page.url.as_deref())
}

/// What a packet says about itself to readers, below its title.
pub(super) fn of_packet(edition: &Edition, catalog: &Catalog) -> Vec<String> {
    let parts = edition.parts();
    facts(edition, catalog, parts.coverage.percent(), parts.url.as_deref())
}

fn facts(edition: &Edition, catalog: &Catalog, percent: u32, url: Option<&str>) -> Vec<String> {
    let parts = edition.parts();
    let mut facts = vec![catalog.name().to_owned()];
    facts.extend(parts.date.as_deref().map(|date| date_in_words(catalog, date)));
    if let Some(version) = &parts.version {
        facts.push(format!("{} {version}", catalog.term(Term::Version)));
    }
    if parts.locale != parts.source_locale {
        facts.push(translated(catalog, percent));
    }
    facts.extend(url.map(short_address));
    facts.extend(parts.license.clone());
    facts
}

/// The share of translation in words.
pub(super) fn translated(catalog: &Catalog, percent: u32) -> String {
    catalog.labelled(Term::Translated, &catalog.percent(u64::from(percent)))
}

/// A date as the locale writes it; as it is when it is no date.
pub(super) fn date_in_words(catalog: &Catalog, date: &str) -> String {
    catalog.date(date).unwrap_or_else(|| date.to_owned())
}

/// An address as people write it: no scheme, no slash at the end.
pub(super) fn short_address(address: &str) -> String {
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    address.strip_suffix('/').unwrap_or(address).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_short() {
        assert_eq!(short_address("https://example.org/a/"), "example.org/a");
        assert_eq!(short_address("mailto:a@example.org"), "mailto:a@example.org");
        assert!(is_date("2026-01-31") && !is_date("2026-1-31"));
    }
}
