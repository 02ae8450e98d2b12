//! Packets: what is inside leads there, what is not leads to the web, and the first page says what every file says.

use crate::display::{DisplayList, Item, LinkTarget};
use crate::document::{ExportContext, Shape, book};
use crate::options::{Layout, Paper, PaperLinks};
use crate::picture::Pictures;
use crate::style::Purpose;
use crate::{Packet, PdfOptions};
use pamphlet_document::{InlineKind, Link, PageId, PageWalls, Target, sample};
use pamphlet_locale::{Address, Catalog};
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_from;

/// A packet of the pages `one` and `two` of an edition that also has `three`; the first links to the others.
fn packet(links: PaperLinks) -> DisplayList {
    let id = |name: &str| PageId(name.to_owned());
    let link = |name: &str| {
        let target = Target::Page { page: id(name), anchor: None };
        let own = Link { target, ..sample::link("", None, vec![sample::text(name)]) };
        sample::run(vec![sample::inline(InlineKind::Link(own))])
    };
    let pages = [("one", vec![link("two"), link("three")]), ("two", vec![]), ("three", vec![])];
    let pages = pages.into_iter().map(|(name, mut blocks)| {
        blocks.push(sample::paragraph("Words"));
        let mut page = sample::page(name, name, blocks);
        page.url = Address::parse(&format!("https://example.org/{name}/"));
        page
    });
    let mut parts = sample::parts("it", pages.collect());
    parts.version = Some("2.1".to_owned());
    let reading = reading_from(parts);
    let packet =
        Packet { slug: "few".to_owned(), title: "Few".to_owned(), pages: vec![id("one"), id("two")], tabs: None };
    let options = PdfOptions { links, ..PdfOptions::default() };
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    let pictures = Pictures::new(&media, false);
    let walls = PageWalls::new(&options.walls, "pdf", "it");
    let shared = ExportContext {
        reading: &reading,
        catalog: &catalog,
        media: &media,
        options: &options,
        pictures,
        walls: &walls,
    };
    let shape = Shape { layout: Layout::Standard, paper: Paper::A4 };
    let style = shape.style(Purpose::Handout, &options, &reading);
    book::packet(&shared, &packet, shape, &style).expect("has pages").list
}

fn targets(list: &DisplayList) -> Vec<String> {
    let items = list.pages.iter().flat_map(crate::display::DisplayPage::items);
    let links = items.filter_map(|(_, item)| match item {
        Item::Link { target: LinkTarget::Address(address), .. } => Some(address.to_string()),
        Item::Link { target: LinkTarget::Anchor(name), .. } => {
            assert!(list.anchors.contains_key(name), "{name} is nowhere");
            Some(name.to_string())
        }
        Item::Run(_)
        | Item::Form { .. }
        | Item::Picture { .. }
        | Item::Icon { .. }
        | Item::Code { .. }
        | Item::PageOf(_) => None,
    });
    links.collect()
}

#[test]
fn what_is_not_in_a_packet_is_on_the_web() {
    let found = targets(&packet(PaperLinks::None));
    assert!(found.contains(&"https://example.org/three/".to_owned()), "{found:?}");
    assert!(!found.iter().any(|target| target.contains("/two/")), "{found:?}");
}

#[test]
fn on_paper_its_links_to_other_pages_are_numbered() {
    let list = packet(PaperLinks::Notes);
    let words: Vec<&str> = list
        .pages
        .iter()
        .flat_map(|page| page.items().iter().map(move |(_, item)| (page, item)))
        .filter_map(|(page, item)| if let Item::Run(run) = item { Some(page.text(run)) } else { None })
        .collect();
    assert!(words.concat().contains("example.org/three"), "{words:?}");
}

#[test]
fn a_packet_says_its_version_address_and_share() {
    let list = packet(PaperLinks::Qr);
    let first = &list.pages[0];
    let words: String = first
        .items()
        .iter()
        .filter_map(|(_, item)| if let Item::Run(run) = item { Some(first.text(run)) } else { None })
        .collect::<Vec<_>>()
        .join(" ")
        .replace('\u{A0}', " ");
    for wanted in ["2.1", "example.org", "CC-BY-4.0", "%"] {
        assert!(words.contains(wanted), "{wanted} in {words}");
    }
    // And a code that leads to the newest version.
    assert_eq!(first.items().iter().filter(|(_, item)| matches!(item, Item::Code { .. })).count(), 1);
}
