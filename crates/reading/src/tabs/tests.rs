//! Which tabs are shown, and what is said of those that are not.

use super::*;
use crate::sample::reading_from;
use crate::{block_text, walk};
use pamphlet_document as document;
use pamphlet_document::sample;
use pamphlet_source::{SourceId, Span};

fn tabs(all: &[(&str, Vec<document::Block>)]) -> document::Block {
    let tabs = all.iter().enumerate().map(|(index, (label, blocks))| document::Tab {
        span: Span::new(index, index + 9),
        attrs: Attrs::default(),
        label: vec![sample::text(label)],
        blocks: blocks.clone(),
    });
    sample::block(document::BlockKind::Tabs(document::Tabs { tabs: tabs.collect() }))
}

fn said_by(label: &str) -> (&str, Vec<document::Block>) {
    (label, vec![sample::paragraph(&format!("In {label}."))])
}

fn reading(blocks: Vec<document::Block>) -> Reading {
    let mut page = sample::page("page", "Page", blocks);
    page.url = pamphlet_locale::Address::parse("https://example.org/page/");
    reading_from(sample::parts("en", vec![page]))
}

fn shown(reading: &Reading, choice: &TabChoice) -> Option<String> {
    let chosen = choose(reading, choice, &Catalog::of(reading.locale()))?;
    let words: Vec<String> = chosen.pages()[0].blocks.iter().map(|placed| block_text(&placed.block)).collect();
    Some(words.join("\n"))
}

fn named(names: &[&str]) -> TabChoice {
    TabChoice::of(names).expect("they are names")
}

#[test]
fn those_that_are_not_chosen_are_named_with_the_address_of_the_page() {
    let reading = reading(vec![tabs(&[said_by("Java"), said_by("Python"), said_by("Rust")])]);
    assert_eq!(shown(&reading, &TabChoice::All), None);
    let first = shown(&reading, &TabChoice::First).expect("something is left out");
    assert!(first.contains("In Java.") && !first.contains("In Python."), "{first}");
    assert!(first.contains("Not shown here: Python, Rust · example.org/page"), "{first}");
    let python = shown(&reading, &named(&["PYTHON ", "rust"])).expect("something is left out");
    assert!(
        python.contains("In Python.") && python.contains("In Rust.") && python.contains("here: Java ·"),
        "{python}"
    );
    // A group that has none of the labels shows all.
    assert_eq!(shown(&reading, &named(&["Windows"])), None);
    let known = labels(&reading);
    assert_eq!(known.keys().collect::<Vec<_>>(), ["java", "python", "rust"]);
    // They are proposed as they stand on the page.
    assert_eq!(known.values().collect::<Vec<_>>(), ["Java", "Python", "Rust"]);
}

#[test]
fn those_inside_of_other_blocks_and_of_tabs_are_chosen_too() {
    let inner = tabs(&[said_by("Java"), said_by("Python")]);
    let quote = sample::block(document::BlockKind::Quote { blocks: vec![inner.clone()] });
    let outer = tabs(&[("Linux", vec![inner]), said_by("Windows")]);
    let words = shown(&reading(vec![quote, outer]), &named(&["Python", "Linux"])).expect("something is left out");
    assert_eq!(words.matches("In Python.").count(), 2, "{words}");
    assert!(!words.contains("In Java.") && !words.contains("In Windows."), "{words}");
    assert_eq!(words.matches("here: Java").count() + words.matches("here: Windows").count(), 3, "{words}");
}

#[test]
fn those_that_say_the_same_become_one() {
    let same = |label| (label, vec![sample::paragraph("The same.")]);
    let reading = reading(vec![tabs(&[same("Linux"), same("macOS"), said_by("Windows")])]);
    let all = shown(&reading, &TabChoice::All).expect("two become one");
    assert_eq!(all.matches("The same.").count(), 1, "{all}");
    assert!(all.contains("Linux, macOS") && !all.contains("Not shown"), "{all}");
    // What says the same as one that is shown is not left out.
    let first = shown(&reading, &TabChoice::First).expect("something is left out");
    assert!(first.contains("Linux, macOS") && first.contains("here: Windows ·"), "{first}");
}

#[test]
fn links_and_notes_follow_what_is_left_out() {
    let target = document::Target::Page { page: PageId("page".to_owned()), anchor: Some("there".to_owned()) };
    let link = document::Link { target, ..sample::link("", None, vec![sample::text("there")]) };
    let reference = document::InlineKind::FootnoteReference { label: "one".to_owned(), number: 1 };
    let hidden = vec![sample::heading(2, "There"), sample::run(vec![sample::inline(reference)])];
    let blocks = vec![
        sample::run(vec![sample::inline(document::InlineKind::Link(link))]),
        tabs(&[said_by("Java"), ("Python", hidden)]),
    ];
    let mut page = sample::page("page", "Page", blocks);
    page.url = pamphlet_locale::Address::parse("https://example.org/page/");
    page.notes = vec![document::Note {
        origin: document::Origin { source: SourceId(0), start: 0 },
        span: Span::new(0, 0),
        label: "one".to_owned(),
        number: 1,
        references: 1,
        blocks: vec![sample::paragraph("The note.")],
    }];
    let reading = reading_from(sample::parts("en", vec![page]));
    let chosen = choose(&reading, &TabChoice::First, &Catalog::of(reading.locale())).expect("something is left out");
    let page = &chosen.pages()[0];
    assert!(page.notes.is_empty());
    let mut targets = Vec::new();
    walk::each_link(page.blocks.iter().map(|placed| &placed.block), &mut |link| targets.push(link.target.clone()));
    assert_eq!(targets[0], Target::External { url: "https://example.org/page/#there".to_owned() });
}
