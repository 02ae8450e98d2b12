//! What every document says about itself: language, date, version, source address, licence, share of translation.

use crate::finish::Information;
use crate::options::Packet;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{Page, Reading, Revision, short_address};

/// What a handout says about itself to programs.
pub(super) fn of_page(reading: &Reading, page: &Page) -> Information {
    Information {
        title: page.title.clone(),
        subject: page.meta.description.clone(),
        source: page.url.clone().map(String::from),
        date: page.date.clone().filter(|date| is_date(date)),
        ..of_edition(reading)
    }
}

/// What a packet says about itself to programs.
pub(super) fn of_packet(reading: &Reading, packet: &Packet) -> Information {
    let date = Stamp::of_packet(reading, packet).date.filter(|date| is_date(date));
    Information { title: packet.title.clone(), date, ..of_edition(reading) }
}

/// What a book says about itself to programs.
pub(super) fn of_edition(reading: &Reading) -> Information {
    let parts = reading.parts();
    Information {
        title: parts.title.clone(),
        authors: parts.authors.clone(),
        subject: parts.description.clone(),
        language: parts.locale.clone(),
        date: parts.date.clone().filter(|date| is_date(date)),
        license: parts.license.clone(),
        copyright: parts.publication.brand.copyright.clone(),
        publisher: parts.publisher.clone(),
        source: parts.url.clone().map(String::from),
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

/// When a document was last changed, and which version it is.
struct Stamp {
    date: Option<String>,
    /// The version, and the commit.
    version: Option<String>,
}

impl Stamp {
    fn of_page(reading: &Reading, page: &Page) -> Self {
        let version = page.revision.with_version(reading.parts().version.as_deref());
        Self { date: page.date.clone(), version }
    }

    fn of_packet(reading: &Reading, packet: &Packet) -> Self {
        let pages = || packet.pages.iter().filter_map(|id| reading.page(id));
        let revision = Revision::newest(pages().map(|page| &page.revision));
        Self {
            date: pages().filter_map(|page| page.date.clone()).max(),
            version: revision.with_version(reading.parts().version.as_deref()),
        }
    }
}

/// What a handout says about itself to readers, below its title.
pub(super) fn line(reading: &Reading, catalog: &Catalog, page: &Page) -> Vec<String> {
    facts(reading, catalog, Stamp::of_page(reading, page), page.coverage.percent(), page.url.as_deref())
}

/// What a packet says about itself to readers, below its title.
pub(super) fn packet_line(reading: &Reading, catalog: &Catalog, packet: &Packet) -> Vec<String> {
    let parts = reading.parts();
    let stamp = Stamp::of_packet(reading, packet);
    facts(reading, catalog, stamp, parts.coverage.percent(), parts.url.as_deref())
}

fn facts(reading: &Reading, catalog: &Catalog, stamp: Stamp, percent: u32, url: Option<&str>) -> Vec<String> {
    let parts = reading.parts();
    let mut facts = vec![catalog.name().to_owned()];
    facts.extend(stamp.date.map(|date| date_in_words(catalog, &date)));
    facts.extend(stamp.version.map(|version| format!("{} {version}", catalog.term(Term::Version))));
    if parts.locale != parts.source_locale {
        facts.push(translated(catalog, percent));
    }
    facts.extend(url.map(|url| short_address(url).to_owned()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_document::{Commit, PageId, sample};
    use pamphlet_reading::sample::reading_from;

    #[test]
    fn a_document_is_as_new_as_the_newest_of_its_own_pages() {
        let page = |name: &str, time: u8, changed: bool| {
            let date = format!("2026-01-0{time}");
            let commit = Commit { time: i64::from(time), id: format!("{time:040}"), date: date.clone() };
            let page = sample::page(name, name, Vec::new());
            pamphlet_document::Page { date: Some(date), revision: Revision { commit: Some(commit), changed }, ..page }
        };
        let pages = vec![page("one", 1, false), page("two", 2, true), page("three", 3, false)];
        let mut parts = sample::parts("en", pages);
        parts.version = None;
        let reading = reading_from(parts);
        let catalog = Catalog::of(reading.locale());
        let said = |facts: &[String]| facts[1..3].join(" · ");
        let one = line(&reading, &catalog, &reading.pages()[0]);
        assert_eq!(said(&one), "1 January 2026 · Version 0000000000");
        assert_eq!(of_page(&reading, &reading.pages()[0]).date.as_deref(), Some("2026-01-01"));
        let pages = ["one", "two", "no"].map(|name| PageId(name.to_owned())).to_vec();
        let packet = Packet { slug: "few".to_owned(), title: "Few".to_owned(), pages, tabs: None };
        assert_eq!(said(&packet_line(&reading, &catalog, &packet)), "2 January 2026 · Version 0000000000-dirty");
        let information = of_packet(&reading, &packet);
        assert_eq!((information.title.as_str(), information.date.as_deref()), ("Few", Some("2026-01-02")));
    }

    #[test]
    fn dates_are_told() {
        assert!(is_date("2026-01-31") && !is_date("2026-1-31"));
    }
}
