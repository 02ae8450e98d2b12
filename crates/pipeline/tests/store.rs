//! What comes back from the store, to where, and what does not.
#![expect(clippy::disallowed_methods, reason = "a test looks at a disk")]

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::system::{MemorySystem, OsSystem, System};
use pamphlet_pipeline::verify::verify;
use pamphlet_pipeline::{Format, Request};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SITE: &[(&str, &str)] = &[
    ("pamphlet.yml", "title: Ducks\nslug: ducks\ndate: 2026-01-02\n"),
    ("mkdocs.yml", "site_name: Ducks\nnav:\n  - index.md\n  - kinds/mallard.md\n  - kinds/teal.md\n"),
    ("docs/index.md", "# Ducks\n\nSee the [mallard](kinds/mallard.md).\n\n![A duck](duck.svg)\n"),
    ("docs/kinds/mallard.md", "# Mallard\n\nIt is green.\n"),
    ("docs/kinds/teal.md", "# Teal\n\nIt is small.\n"),
    ("docs/duck.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>"),
    ("i18n/it/index.md", "# Anatre\n\nVedi il [germano](kinds/mallard.md).\n"),
    ("i18n/it/kinds/mallard.md", "# Germano\n\nÈ verde.\n"),
    ("i18n/fr/index.md", "# Canards\n\nVoir le [colvert](kinds/mallard.md).\n"),
];

fn system() -> MemorySystem {
    let system = MemorySystem::new([]);
    site(&system, "/site");
    system
}

fn site(system: &MemorySystem, folder: &str) {
    for (path, text) in SITE {
        system.put(Path::new(folder).join(path), text.as_bytes());
    }
}

fn request(site: &str, out: &str) -> Request {
    Request { cache: Some(PathBuf::from("/cache")), ..Request::new(site, out) }
}

fn built(system: &MemorySystem, request: &Request) -> Report {
    let report = build(system, request, &()).expect("is built");
    let (_, problems) = verify(system, &request.out).expect("is an output");
    assert_eq!(problems, []);
    report
}

/// What a build without a cache makes of the same site.
fn clean(system: &MemorySystem, site: &str) -> BTreeMap<String, Vec<u8>> {
    let other = system.fork();
    build(&other, &Request::new(site, "/clean"), &()).expect("is built");
    other.files("/clean")
}

#[test]
fn an_output_that_was_deleted_comes_back() {
    let system = system();
    let first = built(&system, &request("/site", "/out"));
    let before = system.files("/out");
    system.remove(Path::new("/out")).expect("is removed");
    let again = built(&system, &request("/site", "/out"));
    assert_eq!((again.made, again.unchanged), ((0, 0), false));
    assert_eq!(again.findings, first.findings);
    assert_eq!(again.pages, first.pages);
    assert!(before == system.files("/out"));
    assert!(built(&system, &request("/site", "/out")).unchanged);
}

#[test]
fn another_checkout_in_another_folder_has_everything() {
    let system = system();
    built(&system, &request("/site", "/out"));
    site(&system, "/other/clone");
    let there = built(&system, &request("/other/clone", "/other/out"));
    assert_eq!(there.made, (0, 0));
    assert!(system.files("/out") == system.files("/other/out"));
}

#[test]
fn a_store_that_was_copied_holds_what_it_held() {
    let system = system();
    built(&system, &request("/site", "/out"));
    let other = self::system();
    for (path, bytes) in system.files("/cache") {
        other.put(Path::new("/restored").join(path), &bytes);
    }
    let request = Request { cache: Some("/restored".into()), ..request("/site", "/elsewhere") };
    assert_eq!(built(&other, &request).made, (0, 0));
    assert!(system.files("/out") == other.files("/elsewhere"));
}

#[test]
fn what_was_made_before_comes_back_when_texts_do() {
    let system = system();
    built(&system, &request("/site", "/out"));
    let before = system.files("/out");
    let text = system.read(Path::new("/site/docs/kinds/teal.md"), 1 << 20).expect("is there");
    system.put("/site/docs/kinds/teal.md", b"# Teal\n\nIt is tiny.\n");
    assert_ne!(built(&system, &request("/site", "/out")).made.0, 0);
    assert!(system.files("/out") == clean(&system, "/site"));
    system.put("/site/docs/kinds/teal.md", &text);
    assert_eq!(built(&system, &request("/site", "/out")).made, (0, 0));
    assert!(before == system.files("/out"));
}

#[test]
fn a_change_that_a_locale_does_not_show_makes_none_of_its_files() {
    let system = system();
    // All of it is translated, before and after.
    system.put("/site/i18n/it/kinds/teal.md", b"# Alzavola\n\nE piccola.\n");
    built(&system, &request("/site", "/out"));
    let before = system.files("/out");
    // Italian has a page of its own, French shows the source page. That there is a word more changes counts alone.
    system.put("/site/docs/kinds/mallard.md", b"# Mallard\n\nIt is very blue.\n");
    let report = built(&system, &request("/site", "/out"));
    let after = system.files("/out");
    assert!(after == clean(&system, "/site"));
    let changed: Vec<&String> = after.keys().filter(|path| before[*path] != after[*path]).collect();
    let italian: Vec<&&String> = changed.iter().filter(|path| path.starts_with("it/")).collect();
    assert!(
        italian.iter().all(|path| Path::new(path).extension().is_some_and(|end| end == "json")),
        "what it answers, in data alone: {italian:?}"
    );
    let of = |locale: &str, format| {
        let artifacts = report.manifest.artifacts.iter();
        artifacts.filter(|file| file.locale.as_deref() == Some(locale) && file.format == Some(format)).count()
    };
    let made: usize = ["en", "fr"].iter().flat_map(|locale| Format::ALL.iter().map(|format| of(locale, *format))).sum();
    // Of the three handouts of English and of French, one each.
    assert_eq!(report.made.0, made - 4 + of("it", Format::Json));
}

#[test]
fn a_file_that_was_edited_in_place_reaches_no_other_output() {
    // On a real disk, where entries of the store are links to files of the output.
    let folder = tempfile::tempdir().expect("can be made");
    let at = |name: &str| folder.path().join(name);
    for (path, text) in SITE {
        OsSystem.write(&at("site").join(path), text.as_bytes()).expect("is written");
    }
    let request = |out: &str| Request {
        formats: vec![Format::Text],
        cache: Some(at("cache")),
        ..Request::new(at("site"), at(out))
    };
    let built = |out: &str| build(&OsSystem, &request(out), &()).expect("is built");
    built("one");
    built("two");
    let page = "en/text/index.txt";
    let whole = std::fs::read(at("one").join(page)).expect("is there");
    for edited in ["one", "two"] {
        std::fs::write(at(edited).join(page), "touched").expect("is written");
        let other = if edited == "one" { "two" } else { "one" };
        assert_eq!(std::fs::read(at(other).join(page)).expect("is there"), whole);
        assert_eq!(verify(&OsSystem, &at(other)).expect("is an output").1, []);
        built(edited);
        assert_eq!(std::fs::read(at(edited).join(page)).expect("is there"), whole);
        built("three");
        assert_eq!(std::fs::read(at("three").join(page)).expect("is there"), whole);
    }
}

#[test]
fn a_store_that_is_too_large_gives_up_what_was_made_first() {
    let system = system();
    let text = |word: &str| format!("# Teal\n\nIt is {word}.\n{}", "It swims. ".repeat(400)).into_bytes();
    let request = |limit| Request { formats: vec![Format::Text], cache_bytes: limit, ..request("/site", "/out") };
    let held = |system: &MemorySystem| system.files("/cache").values().map(|bytes| bytes.len() as u64).sum::<u64>();
    system.put("/site/docs/kinds/teal.md", &text("small"));
    built(&system, &request(1 << 30));
    let one = held(&system);
    for word in ["tiny", "little", "minute"] {
        system.put("/site/docs/kinds/teal.md", &text(word));
        built(&system, &request(2 * one));
        assert!(held(&system) <= 2 * one, "{} of {}", held(&system), 2 * one);
    }
    // The newest came back, the oldest is made again.
    system.remove(Path::new("/out")).expect("is removed");
    assert_eq!(built(&system, &request(2 * one)).made, (0, 0));
    system.put("/site/docs/kinds/teal.md", &text("small"));
    assert_ne!(built(&system, &request(2 * one)).made, (0, 0));
    // What a run needs itself stays, whatever the limit is.
    built(&system, &request(1));
    system.remove(Path::new("/out")).expect("is removed");
    assert_eq!(built(&system, &request(1)).made, (0, 0));
}
