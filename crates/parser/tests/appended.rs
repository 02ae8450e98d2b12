//! What a site appends to every page: abbreviations, link references, notes, snippets of snippets, or any Markdown.

use pamphlet_document::outline;
use pamphlet_parser::{Appended, Dialect, Input, Snippets, parse};
use pamphlet_source::SourceId;

/// One file that snippets may name.
struct Links;

impl Snippets for Links {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        (path == "links.md")
            .then_some((SourceId(7), "[plan]: https://e.example/plan\n[guide]:\n    https://e.example/guide\n"))
    }
}

/// The tree of a page and the names of what is found, with these files appended.
fn tree(text: &str, files: &[&str]) -> String {
    let appended: Vec<(SourceId, &str)> = (1..).map(SourceId).zip(files.iter().copied()).collect();
    let dialect = Dialect::default();
    let (appended, early) = Appended::read(&appended, &dialect, true);
    let parsed = parse(&Input {
        source: SourceId(0),
        text,
        dialect: &dialect,
        snippets: &Links,
        appended: &appended,
        reference: None,
        repair: true,
    });
    let found: Vec<&str> = early.iter().chain(&parsed.diagnostics).map(|found| found.code.name()).collect();
    format!("{}{}", outline(&parsed.document), found.join(", "))
}

#[test]
fn every_file_counts_and_references_are_defined() {
    let tree = tree(
        "See [plan], [guide], [own] and the ISO.[^n]\n",
        &["--8<--\nlinks.md\n--8<--\n", "*[ISO]: A body\n[own]: own.md\n[^n]: A note.\n"],
    );
    for part in ["https://e.example/plan", "https://e.example/guide", "→ own.md", "\"ISO\": \"A body\"", "\"A note.\""]
    {
        assert!(tree.contains(part), "{part} is missing:\n{tree}");
    }
    assert!(!tree.contains("repair-abbreviation"), "{tree}");
}

#[test]
fn a_file_without_abbreviations_is_part_of_the_page() {
    let tree = tree("Last words\n", &["Read [more][plan].\n\n[plan]: plan.md\n"]);
    assert_eq!(tree, "paragraph\n  \"Last words\"\nparagraph\n  \"Read \"\n  link → plan.md\n    \"more\"\n  \".\"\n");
}

#[test]
fn damage_among_abbreviations_stays_out_of_the_page() {
    let tree = tree("An ISO.\n", &["\\*[ISO]: A body\nA stray line\n"]);
    assert!(tree.contains("\"ISO\": \"A body\"") && !tree.contains("stray"), "{tree}");
    assert!(tree.ends_with("repair-abbreviation, repair-abbreviation"), "{tree}");
}

#[test]
fn damage_of_a_file_is_said_once_and_not_by_the_pages() {
    let dialect = Dialect::default();
    let files = [
        (SourceId(4), "*[TLS]: Transport Layer Security\n\nA stray line.\n*[RAM]: Memory\n"),
        (SourceId(5), "*[RAM]: Random-Access Memory\n"),
    ];
    let (appended, found) = Appended::read(&files, &dialect, true);
    let places: Vec<_> = found.iter().map(|found| (found.code.name(), found.place.map(|place| place.source))).collect();
    assert_eq!(places, [("repair-abbreviation", Some(SourceId(4)))]);
    for (text, meaning) in [("Add RAM.\n", "Random-Access Memory"), ("A RAM.\n\n*[RAM]: Sheep\n", "Sheep")] {
        let (source, snippets, reference) = (SourceId(0), &Links, None);
        let parsed =
            parse(&Input { source, text, dialect: &dialect, snippets, appended: &appended, reference, repair: true });
        assert_eq!(parsed.diagnostics, []);
        let tree = outline(&parsed.document);
        assert!(tree.contains(&format!("abbreviation \"RAM\" = \"{meaning}\"")), "{tree}");
        assert!(tree.contains("abbreviation \"TLS\": \"Transport Layer Security\""), "{tree}");
    }
}
