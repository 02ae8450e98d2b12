//! A link leads to the same places in every format, and to no others: `document::scheme` has the list.

use lopdf::{Document, Object};
use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::{Code, Severity};
use std::io::{Cursor, Read as _};
use std::path::Path;

const LINKED: [&str; 3] = ["https://example.org/a", "mailto:a@example.org", "xmpp:a@example.org"];
const TOLD: [&str; 3] = ["obsidian://open", "ghttps://example.org", "search-ms:query"];
const REFUSED: [&str; 7] = [
    "javascript:alert(1)",
    "VBScript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "about:blank",
    "view-source:https://example.org",
];

fn addresses_of_pdf(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("is a PDF");
    let mut found: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .flat_map(|dictionary| [Some(dictionary), dictionary.get(b"A").ok().and_then(|action| action.as_dict().ok())])
        .flatten()
        .filter_map(|dictionary| match dictionary.get(b"URI") {
            Ok(Object::String(address, _)) => Some(String::from_utf8_lossy(address).into_owned()),
            _ => None,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn links_lead_to_the_same_places_in_every_format() {
    let all = LINKED.iter().chain(&TOLD).chain(&REFUSED);
    let items: String = all.clone().map(|address| format!("- [words]({address})\n")).collect();
    let page = format!("# Links\n\n{items}");
    let nav: String = all.map(|address| format!("  - \"label\": \"{address}\"\n")).collect();
    let nav = format!("site_name: T\nnav:\n  - index.md\n{nav}");
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\nlinks: none\n"),
        ("/site/mkdocs.yml", nav.as_str()),
        ("/site/docs/index.md", page.as_str()),
    ]);
    let request = Request { formats: Format::ALL.to_vec(), ..Request::new("/site", "/out") };
    let report = build(&system, &request, &()).expect("is built");
    let files = system.files("/out");

    let mut epub = zip::ZipArchive::new(Cursor::new(&files["en/t-en.epub"])).expect("is an archive");
    let mut book = String::new();
    for at in 0..epub.len() {
        let mut entry = epub.by_index(at).expect("is there");
        if Path::new(entry.name()).extension().is_some_and(|ending| ending == "xhtml") {
            entry.read_to_string(&mut book).expect("is text");
        }
    }
    let pdf = addresses_of_pdf(&files["en/handouts/index.pdf"]);
    let json = String::from_utf8(files["en/json/index.json"].clone()).expect("is text");
    let index = String::from_utf8(files["en/index.json"].clone()).expect("is text");
    let text = String::from_utf8(files["en/text/index.txt"].clone()).expect("is text");
    for address in LINKED {
        assert!(book.contains(&format!("href=\"{address}\"")), "{address} in\n{book}");
        assert!(pdf.iter().any(|own| own == address), "{address} in {pdf:?}");
        assert!(json.contains(&format!("\"kind\":\"external\",\"url\":\"{address}\"")), "{address} in {json}");
        assert!(index.contains(address), "{address}");
    }
    assert_eq!(pdf.len(), LINKED.len(), "{pdf:?}");
    for address in TOLD {
        // People can type it, and nothing opens it.
        assert!(book.contains(&format!("(<bdi dir=\"ltr\">{address}</bdi>)")), "{address} in\n{book}");
        assert!(!book.contains(&format!("href=\"{address}")), "{address} in\n{book}");
        assert!(text.contains(address), "{address} in\n{text}");
    }
    for address in REFUSED {
        assert!(!book.contains(&format!("href=\"{address}")), "{address} in\n{book}");
        assert!(!json.contains(&format!("\"url\":\"{address}")), "{address} in {json}");
        assert!(!index.contains(address), "{address} in {index}");
    }
    let count = |severity| {
        report.findings.iter().filter(|found| found.code == Code::BrokenLink && found.severity == severity).count()
    };
    // Of the page, and of the navigation.
    assert_eq!(count(Severity::Warning), 2 * REFUSED.len(), "{:#?}", report.findings);
    assert_eq!(count(Severity::Note), TOLD.len(), "{:#?}", report.findings);
}
