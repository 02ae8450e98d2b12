//! What changed between two sites, between two outputs, between an output and its archive.

use insta::assert_snapshot;
use pamphlet_diff::{Action, DiffFile, Subject};
use pamphlet_pipeline::build::build;
use pamphlet_pipeline::diff::{DiffRequest, diff};
use pamphlet_pipeline::manifest::NOTES;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request, release};
use std::path::Path;

const CONFIG: &str = "title: Ponds\nslug: ponds\ndate: 2026-01-02\nurl: \"https://e.org/{locale}/{page}/\"\n";

const TOOL: &str = "<div class=\"admonition recommendation\" markdown>\n\n**Reed** floats.\n\n\
    [:octicons-home-16: Homepage](https://reed.example){ .md-button }\n\n</div>\n";

fn old() -> Vec<(String, String)> {
    let pond = format!(
        "# Pond\n\nWater is wet and cold.\n\nSee the [list](https://e.example/a).\n\n## Fish\n\n- carp\n- pike\n\n\
         ## Birds\n\nA duck[^1] swims here.\n\n!!! note\n\n    Feed nothing.\n\n[^1]: Anas.\n\n## Tools\n\n{TOOL}"
    );
    of(&[
        ("docs/index.md", "# Ponds\n\nAll ponds.\n"),
        ("docs/pond.md", &pond),
        ("docs/lake.md", "# Lake\n\nIt is deep.\n\nIt is wide.\n"),
        ("docs/gone.md", "# Gone\n\nNot for long.\n"),
        ("i18n/it/index.md", "# Stagni\n\nTutti gli stagni del paese.\n"),
    ])
}

fn new() -> Vec<(String, String)> {
    let pond = "# The pond\n\nWater is wet and warm.\n\nSee the [list](https://e.example/b).\n\n\
         ## Birds\n\nA duck[^1] swims here.\n\n!!! warning\n\n    Feed nothing.\n\n[^1]: Anas platyrhynchos.\n\n\
         ## Fish\n\n- carp\n- pike\n- tench\n\n## Tools\n\nNothing to see.\n";
    of(&[
        ("docs/index.md", "# Ponds\n\nAll ponds.\n"),
        ("docs/pond.md", pond),
        ("docs/deep/lake.md", "# Lake\n\nIt is deep.\n\nIt is wide.\n"),
        ("docs/river.md", "# River\n\nIt runs.\n"),
        ("i18n/it/index.md", "# Stagni\n\nTutti gli stagni del paese.\n"),
        ("i18n/it/river.md", "# Fiume\n\nCorre.\n"),
        ("i18n/fr/index.md", "# Étangs\n\nTous les étangs.\n"),
    ])
}

fn of(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = vec![("pamphlet.yml".to_owned(), CONFIG.to_owned())];
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    all
}

fn system() -> MemorySystem {
    let at = |root: &str, files: Vec<(String, String)>| -> Vec<(String, String)> {
        files.into_iter().map(|(path, text)| (format!("{root}/{path}"), text)).collect()
    };
    let files: Vec<(String, String)> = at("/old", old()).into_iter().chain(at("/new", new())).collect();
    MemorySystem::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn request(old: &str, new: &str) -> DiffRequest {
    DiffRequest { old: old.into(), new: new.into(), ..DiffRequest::default() }
}

fn compared(system: &MemorySystem, old: &str, new: &str) -> DiffFile {
    diff(system, &request(old, new), &()).expect("can be compared")
}

fn refused(system: &MemorySystem, old: &str) -> String {
    diff(system, &request(old, "/new"), &()).expect_err("cannot be compared").to_string()
}

#[test]
fn changes_are_told_by_meaning() {
    let found = compared(&system(), "/old", "/new");
    assert_snapshot!(pamphlet_diff::text(&found, false));
}

#[test]
fn pages_that_fell_back_leave_it_to_the_source_to_tell() {
    let found = compared(&system(), "/old", "/new");
    let of = |locale: &str| -> Vec<&str> {
        let diff = found.locales.iter().find(|diff| diff.locale.as_str() == locale).expect("differs");
        diff.changes.iter().filter_map(|change| change.page.as_ref()).map(|page| page.0.as_str()).collect()
    };
    for page in ["pond", "deep/lake", "gone"] {
        assert!(of("en").contains(&page), "{page}");
        assert!(!of("it").contains(&page), "{page}");
    }
    assert!(of("it").contains(&"river"), "a page that the translation has is told");
}

#[test]
fn changes_are_told_as_markdown() {
    let found = compared(&system(), "/old", "/new");
    assert_snapshot!(pamphlet_diff::markdown(&found, pamphlet_diff::Detail::Whole));
    let summary = pamphlet_diff::markdown(&found, pamphlet_diff::Detail::Summary);
    assert!(summary.contains("- tools removed: Reed"), "{summary}");
}

#[test]
fn what_is_equal_says_so() {
    let system = system();
    let found = compared(&system, "/old", "/old");
    assert!(found.is_empty());
    assert_eq!(pamphlet_diff::text(&found, false), "/old (2026-01-02) and /old (2026-01-02) say the same\n");
}

#[test]
fn a_way_there_and_a_way_back() {
    let system = system();
    let (there, back) = (compared(&system, "/old", "/new"), compared(&system, "/new", "/old"));
    let count = |diff: &DiffFile, subject, action| {
        let changes = diff.locales.iter().flat_map(|locale| &locale.changes);
        changes.filter(|change| (change.subject, change.action) == (subject, action)).count()
    };
    for subject in [Subject::Locale, Subject::Page, Subject::Card, Subject::Paragraph, Subject::Item] {
        assert_eq!(
            count(&there, subject, Action::Added),
            count(&back, subject, Action::Removed),
            "{subject:?} that come one way go the other way"
        );
    }
}

#[test]
fn sites_outputs_and_archives_are_the_same_thing() {
    let system = system();
    let request = |side: &str| Request {
        formats: vec![Format::Json],
        version: Some(side.to_owned()),
        ..Request::new(format!("/{side}"), format!("/out/{side}"))
    };
    for side in ["old", "new"] {
        build(&system, &request(side), &()).expect("is built");
    }
    release::release(&system, &request("old"), Path::new("/bundle"), None).expect("is released");
    let of_sites = compared(&system, "/old", "/new");
    let of_outputs = compared(&system, "/out/old", "/out/new");
    assert_eq!(of_sites.locales, of_outputs.locales);
    assert_eq!(of_outputs.old.version.as_deref(), Some("old"));
    let of_archive = compared(&system, "/bundle/ponds-old.zip", "/out/new");
    assert_eq!(of_sites.locales, of_archive.locales);

    release::release(&system, &request("new"), Path::new("/next"), Some(&of_archive)).expect("is released");
    let files = system.files("/next");
    let notes = String::from_utf8(files[NOTES].clone()).expect("is text");
    assert!(notes.contains("## What changed") && notes.contains("- tools removed: Reed"), "{notes}");
    assert!(String::from_utf8_lossy(&files[release::CHANGES]).contains("<del>cold</del><ins>warm</ins>"));
    let read: DiffFile = serde_json::from_slice(&files[release::CHANGES_JSON]).expect("is a difference");
    assert_eq!(read.locales, of_archive.locales);
    // Releases are told by their versions, not by the folders of this machine.
    assert_eq!((read.old.name.as_str(), read.new.name.as_str()), ("old", "new"));
    assert!(String::from_utf8_lossy(&files["SHA256SUMS"]).contains("  CHANGES.md\n"));
}

#[test]
fn an_index_leads_to_no_file_outside_of_its_output() {
    let system = system();
    let json = Request { formats: vec![Format::Json], ..Request::new("/old", "/out/old") };
    build(&system, &json, &()).expect("is built");
    let path = "/out/old/en/index.json";
    let index = String::from_utf8(system.files("/out/old")["en/index.json"].clone()).expect("is text");
    system.put("/secret.json", b"{}");
    for outside in ["../../../secret.json", "/secret.json", "json/../../../../secret.json"] {
        system.put(path, index.replace("json/pond.json", outside).as_bytes());
        let error = refused(&system, "/out/old");
        assert!(error.contains("names a file outside") && error.contains(outside), "{error}");
    }
    // Nor by a link.
    system.put(path, index.as_bytes());
    system.put_link("/out/old/en/json/pond.json", "/secret.json");
    let error = refused(&system, "/out/old");
    assert!(error.contains("/secret.json, outside"), "{error}");
}

#[test]
fn what_cannot_be_compared_says_why() {
    let system = system();
    system.put("/empty/readme.txt", b"nothing");
    system.put("/text.zip", b"nothing");
    system.put("/foreign/manifest.json", b"{}");
    assert!(refused(&system, "/nowhere").contains("there is no file or folder /nowhere"));
    assert!(refused(&system, "/empty").contains("is neither an output of Pamphlet nor a site"));
    assert!(refused(&system, "/text.zip").contains("neither a folder nor a zip archive"));
    assert!(refused(&system, "/foreign").contains("none of Pamphlet's"));
    let text = Request { formats: vec![Format::Text], ..Request::new("/old", "/out/text") };
    build(&system, &text, &()).expect("is built");
    assert!(refused(&system, "/out/text").contains("--format json"));
    let asked = DiffRequest { locales: vec!["xx".to_owned()], ..request("/old", "/new") };
    let error = diff(&system, &asked, &()).expect_err("has no such locale").to_string();
    assert!(error.contains("their locales are en, fr, it"), "{error}");
}
