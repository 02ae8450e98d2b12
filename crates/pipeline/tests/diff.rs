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

/// An output as version 1.1 wrote it, of a site of one page. Its files were held against the schemas of that version.
fn of_the_first_version(system: &MemorySystem) {
    let coverage = r#"{"words":11,"translated_words":11,"sentences":4,"translated_sentences":4,"blocks":2,"translated_blocks":2,"percent":100}"#;
    let outline = r#"[{"level":1,"anchor":"ponds","text":"Ponds"}]"#;
    let page = r#""id":"index","title":"Ponds","language":"en","direction":"ltr","fallback":false,"path":"docs/index.md","digest":"0","coverage":COVERAGE,"outline":OUTLINE"#;
    let index = r#"{"schema_version":"1.1","locale":"en","source_locale":"en","locales":{"en":{"direction":"ltr","name":"English"}},"direction":"ltr","title":"Ponds","slug":"ponds","authors":[],"date":"2025-01-02","url":"https://e.org/en/","subjects":[],"coverage":COVERAGE,"nav":[],"nav_rest":["index"],"pages":[{"file":"json/index.json",PAGE}],"glossary":[]}"#;
    let block = |id: &str, (line, start, end): (u32, u32, u32), text: &str, block: &str| {
        format!(
            r#"{{"id":"{id}","digest":"0","text":"{text}","language":"en","direction":"ltr","section":"ponds","place":{{"path":"docs/index.md","line":{line},"column":1,"end_line":{line},"end_column":9,"start":{start},"end":{end}}},"origin":{{"source":0,"start":{start}}},"block":{block}}}"#
        )
    };
    let span = r#""span":{"start":0,"end":9}"#;
    let text = |text: &str| format!(r#"{{{span},"kind":"text","text":"{text}"}}"#);
    let blocks = [
        block(
            "heading-ponds",
            (1, 0, 7),
            "Ponds",
            &format!(r#"{{{span},"kind":"heading","level":1,"anchor":"ponds","content":[{}]}}"#, text("Ponds")),
        ),
        block(
            "block-1",
            (3, 9, 30),
            "All ponds are wet.",
            &format!(
                r#"{{{span},"kind":"paragraph","content":[{},{{{span},"kind":"soft-break"}},{}]}}"#,
                text("All ponds"),
                text("are wet.")
            ),
        ),
        block(
            "block-2",
            (6, 32, 70),
            "See the list.",
            &format!(
                r#"{{{span},"kind":"paragraph","content":[{},{{{span},"kind":"link","target":{{"to":"external","url":"https://e.example/a"}},"content":[{}]}},{}]}}"#,
                text("See the "),
                text("list"),
                text(".")
            ),
        ),
        block(
            "block-3",
            (8, 72, 99),
            "Note Feed nothing.",
            &format!(
                r#"{{{span},"kind":"admonition","callout":"note","heading":{{"title":"implied","word":"Note"}},"placement":"block","blocks":[{{{span},"kind":"paragraph","content":[{}]}}]}}"#,
                text("Feed nothing.")
            ),
        ),
    ];
    let whole = r#"{"schema_version":"1.1","locale":"en","source_locale":"en","title_in_text":true,"languages":{"en":{"direction":"ltr","name":"English"}},"meta":{"draft":false},"sources":[{"id":0,"path":"docs/index.md"}],PAGE,"blocks":[BLOCKS],"notes":[]}"#;
    let manifest = r#"{"schema_version":1,"generator":{"name":"pamphlet","version":"0.1.0"},"slug":"ponds","source_locale":"en","editions":[{"locale":"en","title":"Ponds","words":11,"translated_words":11,"pages":[]}],"artifacts":[]}"#;
    for (path, text) in [
        ("manifest.json", manifest),
        ("en/index.json", index),
        ("en/cards.json", r#"{"schema_version":"1.1","locale":"en","cards":[]}"#),
        ("en/json/index.json", whole),
    ] {
        let text = text.replace("PAGE", page).replace("BLOCKS", &blocks.join(","));
        let text = text.replace("COVERAGE", coverage).replace("OUTLINE", outline);
        system.put(Path::new("/first").join(path), text.as_bytes());
    }
}

#[test]
fn an_output_of_the_first_version_is_compared() {
    const PAGE: &str =
        "# Ponds\n\nAll ponds\nare wet.\n\nSee the [list](https://e.example/a).\n\n!!! note\n\n    Feed nothing.\n";
    let system = MemorySystem::new([("/now/pamphlet.yml", CONFIG), ("/now/docs/index.md", PAGE)]);
    of_the_first_version(&system);
    build(&system, &Request { formats: vec![Format::Json], ..Request::new("/now", "/out") }, &()).expect("is built");
    // A site, and an output of today.
    for now in ["/now", "/out"] {
        let found = compared(&system, "/first", now);
        assert!(found.is_empty(), "{}", pamphlet_diff::text(&found, false));
        assert!(compared(&system, now, "/first").is_empty());
    }
    system.put("/now/docs/index.md", PAGE.replace("are wet", "are cold").as_bytes());
    let text = pamphlet_diff::text(&compared(&system, "/first", "/now"), false);
    assert!(text.contains("wet") && text.contains("cold") && !text.contains("Feed"), "{text}");
}

#[test]
fn a_version_that_nobody_knows_is_refused_in_a_sentence() {
    let system = system();
    let text = r#"{"schema_version":"9.0","generator":{"name":"pamphlet","version":"9"},"slug":"t","source_locale":"en","editions":[],"artifacts":[]}"#;
    system.put("/later/manifest.json", text.as_bytes());
    let said = refused(&system, "/later");
    assert!(said.contains("/later"), "{said}");
}
