//! Every link leaves the paper: its address is in print, or a code has it.

use crate::display::{
    Artifact, Awaited, Color, Destination, DisplayList, DisplayPage, Item, LinkTarget, Owner, PageWords, Rect,
};
use crate::document::{ExportContext, Shape, book, handout};
use crate::options::{Layout, Paper, PaperLinks, PdfOptions};
use crate::picture::Pictures;
use crate::style::Purpose;
use pamphlet_document::{Edition, InlineKind, Link, PageId, PageWalls, Target, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::ShownAddress;
use pamphlet_reading::sample::reading_of;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Puts a link of its own behind every text that is no part of a link; the places of the texts in the tree are their hosts.
fn link_everything(value: &mut Value, count: &mut usize) {
    match value {
        Value::Array(items) => {
            for item in items.iter_mut() {
                link_everything(item, count);
            }
            if items.iter().any(|item| item["kind"] == "text") {
                *count += 1;
                let url = format!("https://place{count}.example/%D0%BA%D0%BE%D1%82?q={count}");
                let words = sample::inline(InlineKind::Link(sample::link(&url, None, vec![sample::text("there")])));
                items.push(json!(words));
            }
        }
        Value::Object(map) if map.get("kind").is_some_and(|kind| kind == "link") => {}
        Value::Object(map) => map.values_mut().for_each(|value| link_everything(value, count)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The sample edition with links in everything, a link to another page among them, and how many were put there.
fn linked(locale: &str) -> (Edition, usize) {
    let mut parts = sample::parts(locale, Vec::new());
    let mut blocks = json!(sample::every_block());
    let mut count = 0;
    link_everything(&mut blocks, &mut count);
    let mut blocks: Vec<_> = serde_json::from_value(blocks).expect("they are blocks");
    let target = Target::Page { page: PageId("basics/keys".to_owned()), anchor: None };
    let other = Link { target, ..sample::link("", None, vec![sample::text("elsewhere")]) };
    blocks.push(sample::run(vec![sample::inline(InlineKind::Link(other))]));
    let mut page = sample::page("index", "Everything", blocks);
    let mut note = json!([sample::paragraph("The note")]);
    link_everything(&mut note, &mut count);
    page.notes = sample::edition(locale).pages()[0].notes.clone();
    page.notes[0].blocks = serde_json::from_value(note).expect("they are blocks");
    let mut second = sample::page(
        "basics/keys",
        "Other page",
        vec![sample::heading(2, "What is a key"), sample::paragraph("Words")],
    );
    second.url = pamphlet_locale::Address::parse("https://example.org/other/");
    parts.pages = vec![page, second];
    parts.nav_rest = vec![PageId("index".to_owned()), PageId("basics/keys".to_owned())];
    (Edition::new(parts).expect("a sample is resolved"), count)
}

/// What is in print: the characters of all runs without white space, the contents of codes, and the targets of links.
fn printed(list: &DisplayList) -> (String, BTreeSet<String>, BTreeSet<String>) {
    let (mut text, mut codes, mut links) = (String::new(), BTreeSet::new(), BTreeSet::new());
    for page in &list.pages {
        for (_, item) in page.items() {
            match item {
                Item::Run(run) => text.extend(page.text(run).chars().filter(|c| !c.is_whitespace())),
                Item::Code { code, .. } => drop(codes.insert(code.content().to_owned())),
                Item::Link { target: LinkTarget::Address(url), .. } => drop(links.insert(url.to_string())),
                Item::PageOf(awaited) => panic!("no words for {awaited:?}"),
                Item::Link { .. } | Item::Form { .. } | Item::Picture { .. } | Item::Icon { .. } => {}
            }
        }
    }
    let hidden =
        |c: &char| !('\u{2060}'..='\u{2069}').contains(c) && !('\u{200B}'..='\u{200F}').contains(c) && *c != '\u{AD}';
    (text.chars().filter(hidden).collect(), codes, links)
}

fn made(locale: &str, layout: Layout, links: PaperLinks, purpose: Purpose) -> (DisplayList, usize) {
    let (edition, count) = linked(locale);
    let reading = reading_of(&edition);
    let options = PdfOptions { links, ..PdfOptions::default() };
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    let pictures = Pictures::new(&media, false);
    let walls = PageWalls::new(&options.walls, "pdf", locale);
    let shared = ExportContext {
        reading: &reading,
        catalog: &catalog,
        media: &media,
        options: &options,
        pictures,
        walls: &walls,
    };
    let style = Shape { layout, paper: Paper::A4 }.style(purpose, &options, &reading);
    let list = match purpose {
        Purpose::Handout => handout::handout(&shared, &reading.pages()[0], &style).0,
        Purpose::Book => book::book(&shared, &style).list,
    };
    (list, count)
}

#[test]
fn every_link_of_every_construct_can_be_followed_from_paper() {
    for (locale, layout, purpose, ways) in [
        ("en", Layout::Standard, Purpose::Handout, &[PaperLinks::Margin, PaperLinks::Notes, PaperLinks::Qr][..]),
        ("en", Layout::LargePrint, Purpose::Handout, &[PaperLinks::Margin]),
        ("en", Layout::Booklet, Purpose::Handout, &[PaperLinks::Margin]),
        ("en", Layout::Standard, Purpose::Book, &[PaperLinks::Margin, PaperLinks::Notes]),
        ("ar", Layout::Standard, Purpose::Handout, &[PaperLinks::Margin]),
        ("ar", Layout::Standard, Purpose::Book, &[PaperLinks::Margin]),
        ("ja", Layout::Standard, Purpose::Book, &[PaperLinks::Margin]),
    ] {
        for way in ways {
            let (list, count) = made(locale, layout, *way, purpose);
            let (text, codes, links) = printed(&list);
            let put = links.iter().filter(|url| url.contains("://place")).count();
            assert!(count > 50 && put == count, "{put} of {count} links are areas to click on");
            for url in links {
                let ShownAddress { before, host, after } = ShownAddress::of(&url);
                let shown = format!("{before}{host}{after}");
                let in_print = text.contains(&shown) || codes.contains(&url);
                assert!(in_print, "{locale} {layout:?} {purpose:?} {way:?}: {url}");
            }
        }
    }
}

#[test]
fn links_to_other_pages_say_their_pages_in_books_and_their_addresses_in_handouts() {
    let (handout, _) = made("en", Layout::Standard, PaperLinks::Margin, Purpose::Handout);
    assert!(printed(&handout).0.contains("example.org/other"));
    let (book, _) = made("en", Layout::Standard, PaperLinks::Margin, Purpose::Book);
    let last = book.pages.iter().find(|page| {
        page.items().iter().any(|(_, item)| matches!(item, Item::Run(run) if page.text(run).contains("Words")))
    });
    let label = last.and_then(|page| page.label.as_deref()).expect("the other page is set, with its number");
    let text = printed(&book).0;
    assert!(text.contains(&format!("→Otherpage,p.{label}")), "{label}: {text}");
}

#[test]
fn without_links_on_paper_nothing_is_numbered() {
    let (list, _) = made("en", Layout::Standard, PaperLinks::None, Purpose::Book);
    let (text, codes, _) = printed(&list);
    assert!(!text.contains("place1.example") && !text.contains("[1]") && codes.is_empty());
}

#[test]
fn nobody_is_told_the_page_that_they_are_on() {
    let (edition, _) = linked("en");
    let reading = reading_of(&edition);
    let options = PdfOptions::default();
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    let walls = PageWalls::new(&options.walls, "pdf", "en");
    let pictures = Pictures::new(&media, false);
    let (reading, catalog, media, options, walls) = (&reading, &catalog, &media, &options, &walls);
    let shared = ExportContext { reading, catalog, media, options, pictures, walls };
    let style = Shape { layout: Layout::Standard, paper: Paper::A4 }.style(Purpose::Book, options, reading);
    let mut list = DisplayList::default();
    for (index, label) in [(0, "1"), (1, "2")] {
        let mut page = DisplayPage::new(400.0, 400.0);
        page.label = Some(label.to_owned());
        for anchor in ["first", "second", "not in print"] {
            for said in [",", "p.\u{A0}\u{FFFC}"] {
                let words = PageWords { anchor: anchor.into(), said: said.to_owned(), size: 10.0, right: false }.into();
                let place = Rect { x: 10.0, y: 10.0, width: 40.0, height: 7.0 };
                let awaited = Item::PageOf(Awaited { words, place, color: Color::BLACK });
                page.push(Owner::Artifact(Artifact::Layout), awaited);
            }
        }
        list.pages.push(page);
        let name = if index == 0 { "first" } else { "second" };
        list.anchors.insert(name.into(), Destination { page: index, y: 0.0 });
    }
    book::settle(&shared.context(&style), &mut list);
    let text = |page: &DisplayPage| {
        let runs = page.items().iter().map(|(_, item)| {
            let Item::Run(run) = item else { panic!("nothing waits any more: {item:?}") };
            page.text(run).to_owned()
        });
        runs.collect::<String>().replace('\u{A0}', " ")
    };
    assert_eq!(list.pages.iter().map(text).collect::<Vec<_>>(), [",p. 2", ",p. 1"]);
}
