//! Whole builds in memory: what is made, what stays, what is refused.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::system::{MemorySystem, System};
use pamphlet_pipeline::verify::{Problem, verify};
use pamphlet_pipeline::{Error, Format, Manifest, Request, check, merge};
use pamphlet_source::{Code, Severity, Spot};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SITE: &[(&str, &str)] = &[
    (
        "/site/pamphlet.yml",
        "title: Ducks\nslug: ducks\ndate: 2026-01-02\nurl: \"https://e.org/{locale}/{page}/\"\nlicense: CC0-1.0\n",
    ),
    ("/site/mkdocs.yml", "site_name: Ducks\nnav:\n  - index.md\n  - Kinds: [kinds/mallard.md]\n"),
    ("/site/docs/index.md", "# Ducks\n\nSee the [mallard](kinds/mallard.md).\n"),
    ("/site/docs/kinds/mallard.md", "# Mallard\n\nIt is green.\n"),
    ("/site/i18n/it/index.md", "# Anatre\n\nVedi il [germano](kinds/mallard.md).\n"),
    ("/site/i18n/ar/index.md", "# البط\n\nانظر.\n"),
];

fn system() -> MemorySystem {
    MemorySystem::new(SITE.iter().copied())
}

fn request() -> Request {
    Request::new("/site", "/out/dist")
}

fn built(system: &MemorySystem, request: &Request) -> Report {
    build(system, request, &()).expect("is built")
}

fn refused(system: &MemorySystem, request: &Request) -> Error {
    build(system, request, &()).expect_err("is refused")
}

fn good(system: &MemorySystem) {
    let (_, problems) = verify(system, Path::new("/out/dist")).expect("is an output");
    assert_eq!(problems, []);
}

fn outputs(system: &MemorySystem) -> BTreeMap<String, Vec<u8>> {
    system.files("/out/dist")
}

#[test]
fn a_build_is_what_its_manifest_says() {
    let system = system();
    let report = built(&system, &request());
    good(&system);
    let files = outputs(&system);
    for name in ["manifest.json", "SHA256SUMS", "index.html", "opds.json", "opds.xml", "schema/manifest.schema.json"] {
        assert!(files.contains_key(name), "{name}");
    }
    assert_eq!(report.locales, ["en", "ar", "it"]);
    assert_eq!(report.pages, 6);
    let manifest = Manifest::parse(&files["manifest.json"]).expect("is a manifest");
    assert_eq!(manifest.date.as_deref(), Some("2026-01-02"));
    let italian = manifest.editions.iter().find(|edition| edition.locale == "it").expect("is there");
    assert_eq!(italian.pages.iter().map(|page| page.fallback).collect::<Vec<_>>(), [false, true]);
    // Each book has its cover beside it, and the catalogues show it.
    let catalogue: serde_json::Value = serde_json::from_slice(&files["opds.json"]).expect("is JSON");
    let pictures: Vec<&str> = catalogue["publications"]
        .as_array()
        .expect("is a list")
        .iter()
        .filter_map(|publication| publication["images"][0]["href"].as_str())
        .collect();
    assert_eq!(pictures, ["en/ducks-en.jpg", "ar/ducks-ar.jpg", "it/ducks-it.jpg"]);
    assert!(pictures.iter().all(|path| files[*path].starts_with(&[0xFF, 0xD8, 0xFF])));
    // Nothing lies beside the output.
    assert!(system.files("/out").keys().all(|path| path.starts_with("dist/")));
}

#[test]
fn a_page_alone_is_the_same_page() {
    let code = "\n```python\ndef quack():\n    return 1\n```\n";
    let mut site: Vec<(&str, String)> = SITE.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
    site.iter_mut().filter(|(path, _)| path.ends_with("docs/index.md")).for_each(|(_, text)| text.push_str(code));
    let system = MemorySystem::new(site.iter().map(|(path, text)| (*path, text.as_str())));
    built(&system, &request());
    let whole = outputs(&system);
    let request = Request { pages: vec!["index".to_owned()], ..Request::new("/site", "/out/page") };
    built(&system, &request);
    let alone = system.files("/out/page");
    for name in ["en/json/index.json", "en/text/index.txt", "en/handouts/index.pdf"] {
        assert!(alone.contains_key(name) && alone[name] == whole[name], "{name} differs");
    }
    assert!(String::from_utf8_lossy(&alone["en/json/index.json"]).contains("keyword"), "code is told apart");
}

#[test]
fn the_download_page_speaks_every_language() {
    let system = system();
    built(&system, &request());
    let page = String::from_utf8(outputs(&system)["index.html"].clone()).expect("is text");
    for part in [
        "<html lang=\"en\" dir=\"ltr\">",
        "<section id=\"ar\" lang=\"ar\" dir=\"rtl\"",
        "lang=\"it\"",
        "<h1>Ducks</h1>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // Six titles are seen at once: nobody has to search in them.
    assert!(!page.contains("<script") && !page.contains("<div role=\"search\""));
    assert!(page.contains(">Pages: ") && page.contains(">Pagine: "), "{page}");
    // What a file is runs its own way, and stands where its line begins.
    assert!(page.contains("<span class=\"kind\"><bdi dir=\"ltr\">PDF, "), "{page}");
}

#[test]
fn many_titles_can_be_searched_and_nothing_needs_the_script() {
    let system = system();
    for at in 0..12 {
        system.put(format!("/site/docs/more/{at}.md"), format!("# Duck {at}\n\nQuack.\n").as_bytes());
    }
    built(&system, &request());
    let page = String::from_utf8(outputs(&system)["index.html"].clone()).expect("is text");
    let (before, script) = page.split_once("<script>").expect("is there");
    let (_, after) = script.split_once("</script>").expect("ends");
    assert_eq!(after.trim(), "<footer>".to_owned() + after.trim().trim_start_matches("<footer>"), "{after}");
    // Without a script no field stands there that does nothing, and every title is there to be seen.
    assert!(before.contains("<div role=\"search\" hidden><label>Search titles <input type=\"search\""), "{before}");
    assert!((0..12).all(|at| before.contains(&format!("<li><span>Duck {at}</span>"))));
    assert!(!page.contains(" onclick=") && !page.contains("src=\"http"));
}

#[test]
fn words_of_the_interface_that_a_language_lacks_are_reported_and_marked() {
    let system = system();
    system.put("/site/i18n/zu/index.md", b"# Bata\n\nTazama.\n");
    let report = built(&system, &request());
    let found: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.code == Code::UntranslatedInterface)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(found, ["there are no words of the interface in the language of `zu`"]);
    let page = String::from_utf8(outputs(&system)["index.html"].clone()).expect("is text");
    let (_, section) = page.split_once("<section id=\"zu\"").expect("is there");
    let (section, _) = section.split_once("</section>").expect("ends");
    assert!(section.contains("<strong><span lang=\"en\" dir=\"ltr\">Book</span></strong>"), "{section}");
    let (_, section) = page.split_once("<section id=\"it\"").expect("is there");
    let (section, _) = section.split_once("</section>").expect("ends");
    assert!(!section.contains("lang=\"en\""), "{section}");
}

#[test]
fn jobs_do_not_matter() {
    let of = |jobs| {
        let system = system();
        built(&system, &Request { jobs: Some(jobs), ..request() });
        outputs(&system)
    };
    let one = of(1);
    for jobs in [2, 8] {
        assert!(one == of(jobs), "{jobs} jobs give something else");
    }
}

#[test]
fn what_is_asked_for_does_not_change_what_a_file_holds() {
    let whole = system();
    built(&whole, &request());
    let parts = system();
    for locale in ["it", "en", "ar"] {
        for format in [Format::Text, Format::Json, Format::Epub, Format::Pdf] {
            built(&parts, &Request { locales: vec![locale.into()], formats: vec![format], ..request() });
            good(&parts);
        }
    }
    assert_eq!(outputs(&whole).keys().collect::<Vec<_>>(), outputs(&parts).keys().collect::<Vec<_>>());
    assert!(outputs(&whole) == outputs(&parts));
}

#[test]
fn the_whole_as_json_comes_when_it_is_asked_for() {
    let system = system();
    let plain = Request { formats: vec![Format::Json], cache: Some(PathBuf::from("/cache")), ..request() };
    built(&system, &Request { whole_json: true, ..plain.clone() });
    good(&system);
    let lines = String::from_utf8(outputs(&system)["it/site.ndjson"].clone()).expect("is text");
    let records: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("each line is a record")).collect();
    assert_eq!(records.iter().map(|record| &record["kind"]).collect::<Vec<_>>(), ["index", "page", "page"]);
    assert!(outputs(&system).contains_key("it/site.json"));
    built(&system, &plain);
    good(&system);
    assert!(!outputs(&system).keys().any(|path| path.contains("it/site.")));
}

#[test]
fn stale_files_go() {
    let system = system();
    built(&system, &request());
    assert!(outputs(&system).keys().any(|path| path.starts_with("ar/")));
    system.remove(Path::new("/site/i18n/ar")).expect("is removed");
    built(&system, &request());
    good(&system);
    assert!(!outputs(&system).keys().any(|path| path.starts_with("ar/")));
}

#[test]
fn a_build_again_does_nothing() {
    let system = system();
    let request = Request { cache: Some(PathBuf::from("/cache")), ..request() };
    let first = built(&system, &request);
    assert!(!first.unchanged);
    let before = outputs(&system);
    let second = built(&system, &request);
    assert!(second.unchanged);
    assert_eq!(second.findings, first.findings);
    assert_eq!((second.pages, &second.locales), (first.pages, &first.locales));
    assert!(before == outputs(&system));

    system.put("/site/i18n/it/index.md", "# Anatre\n\nAltro testo.\n".as_bytes());
    let third = built(&system, &request);
    assert!(!third.unchanged);
    good(&system);
    let fresh = MemorySystem::new(SITE.iter().copied());
    fresh.put("/site/i18n/it/index.md", "# Anatre\n\nAltro testo.\n".as_bytes());
    built(&fresh, &self::request());
    assert!(outputs(&fresh) == outputs(&system), "what is taken over is what would be made");
}

#[test]
fn a_touched_output_is_made_again() {
    let system = system();
    let request = Request { cache: Some(PathBuf::from("/cache")), ..request() };
    built(&system, &request);
    for path in ["index.html", outputs(&system).keys().find(|path| path.starts_with("it/")).expect("is there")] {
        let place = Path::new("/out/dist").join(path);
        system.put(&place, b"touched");
        assert!(!built(&system, &request).unchanged);
        good(&system);
    }
    let broken = Path::new("/out/dist/manifest.json");
    system.put(broken, b"{}");
    assert!(refused(&system, &request).to_string().contains("not Pamphlet's"));
}

#[test]
fn the_environment_names_the_date() {
    let system = system();
    system.set_environment("SOURCE_DATE_EPOCH", "0");
    assert_eq!(built(&system, &request()).manifest.date.as_deref(), Some("1970-01-01"));
}

#[test]
fn pages_alone_leave_the_rest() {
    let system = system();
    built(&system, &request());
    let before = outputs(&system);
    system.put("/site/docs/kinds/mallard.md", "# Mallard\n\nIt is not green.\n".as_bytes());
    built(&system, &Request { pages: vec!["kinds/*".into()], ..request() });
    good(&system);
    let after = outputs(&system);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&String> = after.keys().filter(|path| before[*path] != after[*path]).collect();
    assert!(changed.iter().all(|path| path.contains("mallard") || !path.contains('/')), "{changed:?}");
    assert!(
        refused(&system, &Request { pages: vec!["gone/*".into()], ..request() })
            .to_string()
            .contains("no page is called")
    );
}

#[test]
fn a_page_alone_is_what_it_is_in_the_whole_and_costs_no_more() {
    let system = system();
    let picture = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    system.put("/site/docs/own.svg", picture);
    system.put("/site/docs/another.svg", picture);
    system.put("/site/docs/index.md", b"# Ducks\n\nSee the [mallard](kinds/mallard.md).\n\n![Another](another.svg)\n");
    system.put("/site/docs/kinds/mallard.md", b"# Mallard\n\n![Its own](../own.svg)\n");
    let whole = system.fork();
    built(&whole, &request());
    let whole = outputs(&whole);
    // Whoever reads the other page's picture finds that it is none.
    system.put("/site/docs/another.svg", b"no picture");
    let report = built(&system, &Request { pages: vec!["kinds/mallard".into()], ..request() });
    good(&system);
    let broken: Vec<_> = report.findings.iter().filter(|finding| finding.code == Code::BrokenPicture).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let alone = outputs(&system);
    for name in ["handouts/kinds/mallard.pdf", "json/kinds/mallard.json", "text/kinds/mallard.txt"] {
        for locale in ["en", "it", "ar"] {
            let path = format!("{locale}/{name}");
            assert!(alone[&path] == whole[&path], "{path}");
        }
    }
    let of_locales = alone.keys().filter(|path| ["en/", "it/", "ar/"].iter().any(|locale| path.starts_with(locale)));
    assert_eq!(of_locales.count(), 9);
}

#[test]
fn shards_make_a_whole() {
    let whole = system();
    built(&whole, &request());
    let shards = system();
    let inputs: Vec<PathBuf> = (1..=3).map(|index| PathBuf::from(format!("/shard/{index}"))).collect();
    for (index, out) in (1..=3).zip(&inputs) {
        built(&shards, &Request { shard: Some(Shard { index, count: 3 }), out: out.clone(), ..request() });
    }
    merge::merge(&shards, &inputs, Path::new("/out/dist"), None).expect("is merged");
    good(&shards);
    assert!(outputs(&whole) == outputs(&shards));

    shards.put("/shard/2/index.html", b"x");
    let error = merge::merge(&shards, &inputs, Path::new("/out/dist"), None).expect_err("is refused");
    assert!(error.to_string().contains("/shard/2"), "{error}");
}

#[test]
fn a_full_disk_does_no_damage() {
    let system = system();
    built(&system, &request());
    let before = outputs(&system);
    for room in [0, 100, 2_000, 10_000] {
        system.room_for(Some(room));
        let error = refused(&system, &request());
        assert!(error.is_machine(), "{error}");
        assert!(error.to_string().contains("make room"), "{error}");
        system.room_for(None);
        assert!(outputs(&system) == before);
        assert!(system.files("/out").keys().all(|path| path.starts_with("dist/")));
    }
}

#[test]
fn somebody_elses_folder_is_left_alone() {
    let system = system();
    system.put("/out/dist/thesis.txt", b"years of work");
    let error = refused(&system, &request());
    assert!(error.to_string().contains("/out/dist") && error.to_string().contains("--out"), "{error}");
    assert_eq!(outputs(&system)["thesis.txt"], b"years of work");
    assert_eq!(outputs(&system).len(), 1);
    let error = refused(&system, &Request::new("/site", "/site"));
    assert!(error.to_string().contains("holds the site itself"), "{error}");
}

#[test]
fn another_run_is_not_disturbed() {
    let system = system();
    let lock = system.lock(Path::new("/out/.dist.lock")).expect("can be asked").expect("is free");
    assert!(refused(&system, &request()).to_string().contains("another run"));
    drop(lock);
    built(&system, &request());
}

#[test]
fn requests_that_cannot_be_met() {
    let system = system();
    for (request, what) in [
        (Request::new("/nowhere", "/out/dist"), "there is no folder /nowhere"),
        (Request::new("/site/mkdocs.yml", "/out/dist"), "is a file"),
        (Request { locales: vec!["xx".into()], ..request() }, "its locales are en, ar, it"),
        (Request { config: Some("/gone.yml".into()), ..request() }, "/gone.yml"),
        (Request { pages: vec!["[".into()], ..request() }, "not a pattern"),
    ] {
        let error = refused(&system, &request);
        assert!(error.to_string().contains(what), "{error}");
        assert!(!error.is_machine());
        assert!(system.files("/out").is_empty());
    }
    system.put("/site/pamphlet.yml", b"title: [");
    let error = refused(&system, &request());
    assert!(error.to_string().starts_with("pamphlet.yml:"), "{error}");
    system.put("/site/pamphlet.yml", b"title: Ducks");
    system.put("/site/mkdocs.yml", b"nav: [");
    let error = refused(&system, &request());
    assert!(error.to_string().starts_with("mkdocs.yml:"), "{error}");
    system.put("/site/mkdocs.yml", b"site_name: X");
    system.forbid("/site/mkdocs.yml");
    assert!(refused(&system, &request()).is_machine());
}

#[test]
fn bad_pages_do_not_stop_the_others() {
    let system = system();
    system.put("/site/docs/latin.md", b"# Caf\xe9\n\nWords stay.\n");
    system.put("/site/docs/meta.md", b"---\ntitle: [\n---\n\n# Meta\n\nWords stay.\n");
    system.put("/site/docs/huge.md", &vec![b'a'; 9 << 20]);
    system.put("/site/docs/out.md", b"# Out\n\n[a](../../../etc/x.md) ![b](gone.png) ![c](broken.png)\n");
    system.put("/site/docs/broken.png", b"not a picture");
    system.put("/site/docs/forbidden.md", b"# No\n");
    system.forbid("/site/docs/forbidden.md");
    system.put("/site/docs/twice.md", b"# One\n");
    system.put("/site/docs/twice.markdown", b"# Two\n");
    let report = built(&system, &request());
    good(&system);
    let found = |code: Code, path: &str| {
        report.findings.iter().any(|finding| finding.code == code && finding.path() == Some(path))
    };
    assert!(found(Code::NotUtf8, "docs/latin.md"));
    assert!(found(Code::FileTooLarge, "docs/huge.md"));
    assert!(found(Code::UnreadableFile, "docs/forbidden.md"));
    assert!(found(Code::PageCollision, "docs/twice.md") || found(Code::PageCollision, "docs/twice.markdown"));
    assert!(
        report.findings.iter().all(|finding| finding.help.as_deref().is_some_and(|help| !help.is_empty())
            || finding.severity < Severity::Error)
    );
    let english = &report.manifest.editions[0];
    assert!(english.pages.iter().any(|page| page.page == "latin"));
    assert!(english.pages.iter().any(|page| page.page == "meta"));
}

#[test]
fn what_is_found_outside_pages_has_a_place_and_a_line_too() {
    let system = system();
    system.put("/site/docs/latin.md", b"# Duck\n\nIn the caf\xe9.\n");
    system.put("/site/mkdocs.yml", b"site_name: Ducks\nnav:\n  - index.md\n  - gone.md\n");
    let wide = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script><rect width="9" height="9"/></svg>"#;
    system.put("/site/docs/wide.svg", wide);
    system.put("/site/docs/picture.md", b"# Picture\n\n![A square](wide.svg)\n");
    let checked = check::check(&system, &request(), &()).expect("is checked");
    let found = |code: Code| checked.findings.iter().find(|finding| finding.code == code).expect("is found");
    let bytes = found(Code::NotUtf8);
    assert_eq!((bytes.spot(), bytes.quoted()), (Some(Spot::at(3, 11)), Some("In the caf\u{fffd}.")));
    let page = found(Code::MissingPage);
    assert_eq!((page.path(), page.line(), page.quoted()), (Some("mkdocs.yml"), Some(4), Some("  - gone.md")));
    let picture = found(Code::PictureChanged);
    assert_eq!((picture.path(), picture.message.as_str()), (Some("docs/wide.svg"), "scripts were taken out"));
}

#[test]
fn packets_are_chosen_pages_in_every_locale() {
    let system = system();
    let config = "title: Ducks\nslug: ducks\nlinks: none\npackets:\n  - slug: kinds\n    \
                  title: { en: Kinds, it: Specie }\n    pages: [\"kinds/*\", index, gone]\n";
    system.put("/site/pamphlet.yml", config.as_bytes());
    let report = built(&system, &request());
    good(&system);
    let italian = report.manifest.editions.iter().find(|edition| edition.locale == "it").expect("is there");
    assert_eq!(italian.packets[0].title, "Specie");
    let packet = |report: &Report| {
        report.manifest.artifacts.iter().find(|artifact| artifact.path == "it/packets/kinds.pdf").cloned()
    };
    assert_eq!(packet(&report).expect("is made").pages, ["kinds/mallard", "index"]);
    let page = String::from_utf8(outputs(&system)["index.html"].clone()).expect("is text");
    assert!(page.contains("<a href=\"it/packets/kinds.pdf\"><strong>Specie</strong>"), "{page}");
    let missing = report.findings.iter().find(|finding| finding.code == Code::MissingPage).expect("is found");
    assert_eq!((missing.path(), missing.line()), (Some("pamphlet.yml"), Some(7)));
    // Pages that are made alone leave packets as they are.
    let report = built(&system, &Request { pages: vec!["index".into()], ..request() });
    assert!(packet(&report).is_some());
    good(&system);
}

#[test]
fn a_check_makes_nothing() {
    let system = system();
    let checked = check::check(&system, &request(), &()).expect("is checked");
    assert_eq!(checked.pages, 6);
    assert!(system.files("/out").is_empty());
}

#[test]
fn every_appended_file_serves_every_page_and_is_reported_once() {
    let system = system();
    let snippets = "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [includes/a.md, includes/b.md]\n";
    let mkdocs = format!("site_name: Ducks\n{snippets}  - abbr\n");
    system.put("/site/mkdocs.yml", mkdocs.as_bytes());
    system.put("/site/includes/a.md", b"*[BTO]: British Trust\n\nnothing that is defined\n");
    system.put("/site/includes/b.md", b"*[IUCN]: International Union\n[list]: https://e.org/list/\n");
    system.put("/site/docs/index.md", b"# Ducks\n\nThe BTO and the IUCN keep a [list].\n");
    system.put("/site/docs/kinds/mallard.md", b"# Mallard\n\nAsk the IUCN.\n");
    let report = built(&system, &Request { locales: vec!["en".to_owned()], ..request() });
    let damage: Vec<_> = report.findings.iter().filter(|found| found.code == Code::RepairAbbreviation).collect();
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert_eq!((damage[0].path(), damage[0].line(), damage[0].page.as_deref()), (Some("includes/a.md"), Some(3), None));
    let files = outputs(&system);
    for (page, words) in [
        ("en/json/index.json", ["British Trust", "International Union", "https://e.org/list/"]),
        ("en/json/kinds/mallard.json", ["Ask the", "International Union", "Mallard"]),
    ] {
        let text = String::from_utf8_lossy(&files[page]);
        for word in words {
            assert!(text.contains(word), "{page}: {word}");
        }
    }
}

#[test]
fn icons_that_no_set_has_are_named_with_their_place() {
    let system = system();
    system.put(
        "/site/docs/kinds/mallard.md",
        b"# Mallard\n\n- :material-hart: It\n- :material-heart: is[^1] :material-hart:\n\n[^1]: :material-hartt: green.\n",
    );
    let checked = check::check(&system, &request(), &()).expect("is checked");
    let icons: Vec<_> = checked.findings.iter().filter(|found| found.code == Code::UnknownIcon).collect();
    let places: Vec<_> = icons.iter().map(|found| (found.locale.as_deref(), found.spot())).collect();
    assert_eq!(places, [(Some("en"), Some(Spot::at(3, 3))), (Some("en"), Some(Spot::at(6, 7)))]);
    assert_eq!(icons[0].help.as_deref(), Some("did you mean `:material-heart:`?"));
}

#[test]
fn badges_that_lead_nowhere_are_a_note() {
    let system = system();
    let text = "# Team\n\n[🎨](#design-ann \"Design\") [🎨](#design-bob) [Art](#design-eve \"Design\")\n";
    system.put("/site/docs/team.md", text.as_bytes());
    let checked =
        check::check(&system, &Request { locales: vec!["en".to_owned()], ..request() }, &()).expect("is checked");
    let anchors = checked.findings.iter().filter(|finding| finding.code == Code::BrokenAnchor);
    let severities: Vec<Severity> = anchors.map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Note, Severity::Warning, Severity::Warning]);
}

#[test]
fn verify_sees_every_change() {
    let system = system();
    built(&system, &request());
    system.put("/out/dist/index.html", b"x");
    system.put("/out/dist/more.txt", b"x");
    system.remove(Path::new("/out/dist/opds.xml")).expect("is removed");
    system.put("/out/dist/SHA256SUMS", b"x");
    let (_, problems) = verify(&system, Path::new("/out/dist")).expect("is an output");
    assert_eq!(
        problems,
        [
            Problem::Missing("opds.xml".into()),
            Problem::Changed("index.html".into()),
            Problem::Unknown("more.txt".into()),
            Problem::Sums
        ]
    );
    assert!(verify(&system, Path::new("/nowhere")).is_err());
}
