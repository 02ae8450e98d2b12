//! Faults on purpose, one wall at a time: what they cost, what stays to the byte, and that each is said.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::check::check;
use pamphlet_pipeline::coverage::coverage;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::verify::verify;
use pamphlet_pipeline::{Request, manifest, sums};
use pamphlet_source::{Code, Severity, Walls, Watch, Work};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle r=\"4\"/></svg>";

const SITE: &[(&str, &str)] = &[
    ("/site/pamphlet.yml", "title: Sea\nslug: sea\nlinks: none\nepub: { page_list: true }\n"),
    ("/site/mkdocs.yml", "site_name: Sea\nnav:\n  - index.md\n  - Water: [tides.md, storms.md]\n"),
    ("/site/docs/index.md", "# Sea\n\nSee the [tides](tides.md).\n"),
    ("/site/docs/tides.md", "# Tides\n\nTwice a day the water rises.\n\n![A dot](dot.svg)\n\n- Ebb\n- Flood\n"),
    ("/site/docs/storms.md", "# Storms\n\nStay inside, and wait.\n"),
    ("/site/docs/dot.svg", DOT),
    ("/site/i18n/it/index.md", "# Mare\n\nVedi le [maree](tides.md).\n"),
    ("/site/i18n/it/tides.md", "# Maree\n\nDue volte al giorno sale.\n\n![Un punto](dot.svg)\n\n- Bassa\n- Alta\n"),
    ("/site/i18n/it/storms.md", "# Tempeste\n\nResta dentro, e aspetta.\n"),
];

/// Panics at a piece of work, when it is done for the n-th time.
struct Faulty {
    faults: Vec<(String, usize)>,
    times: AtomicUsize,
}

impl Watch for Faulty {
    fn begin(&self, _work: Work<'_>) -> Result<(), String> {
        Ok(())
    }

    fn behind(&self, work: Work<'_>) {
        let work = work.to_string();
        let Some((_, from)) = self.faults.iter().find(|(at, _)| *at == work) else { return };
        let times = self.times.fetch_add(1, Ordering::Relaxed) + 1;
        assert!(times < *from, "on purpose");
    }

    fn end(&self) {}
}

fn walls(faults: &[(&str, usize)]) -> Walls {
    pamphlet_source::wall::keep_quiet();
    let faults = faults.iter().map(|(at, from)| ((*at).to_owned(), *from)).collect();
    Walls::watched(Arc::new(Faulty { faults, times: AtomicUsize::new(0) }))
}

fn request(faults: &[(&str, usize)]) -> Request {
    Request { cache: Some("/cache".into()), walls: walls(faults), ..Request::new("/site", "/out/dist") }
}

fn built(faults: &[(&str, usize)]) -> (Report, BTreeMap<String, Vec<u8>>) {
    let system = MemorySystem::new(SITE.iter().copied());
    let report = build(&system, &request(faults), &()).expect("is built");
    let (_, problems) = verify(&system, Path::new("/out/dist")).expect("is an output");
    assert_eq!(problems, []);
    (report, system.files("/out/dist"))
}

fn errors(report: &Report) -> Vec<&str> {
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message.as_str()).collect()
}

/// The words of a book.
fn book(files: &BTreeMap<String, Vec<u8>>, locale: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&files[&format!("{locale}/sea-{locale}.epub")])).expect("opens");
    let mut out = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("is there");
        if entry.name().ends_with("xhtml") {
            entry.read_to_string(&mut out).expect("is text");
        }
    }
    out
}

/// Files that say what there is, and so follow every loss.
fn is_list(path: &str) -> bool {
    [manifest::MANIFEST, manifest::SUMS, "index.html", "opds.json", "opds.xml", "cards.json"].contains(&path)
}

/// A fault, the page it must name, the files that it takes, and the beginnings of the paths of files that it changes.
type Case<'c> = (&'c str, usize, &'c str, &'c [&'c str], &'c [&'c str]);

const BOOKS: [&str; 3] = ["it/sea-it.epub", "it/sea-it.pdf", "it/sea-it.txt"];

#[test]
fn a_fault_costs_what_it_is_at_and_no_more() {
    let (clean, whole) = built(&[]);
    assert_eq!(errors(&clean), [""; 0]);
    let page: &[&str] = &[
        "it/handouts/tides",
        "it/json/tides",
        "it/text/tides",
        BOOKS[0],
        BOOKS[1],
        BOOKS[2],
        "it/index.json",
        "it/llms.txt",
    ];
    let both: Vec<String> = page.iter().flat_map(|path| [(*path).to_owned(), path.replace("it", "en")]).collect();
    let both: Vec<&str> = both.iter().map(String::as_str).collect();
    let both: Vec<&str> = both.into_iter().chain(["en/index.json", "en/sea-en", "it/"]).collect();
    let cases: &[Case<'_>] = &[
        ("read it tides", 1, "tides", &[], page),
        ("read en tides", 1, "tides", &[], &both),
        ("index en tides", 1, "tides", &[], &both),
        ("shape en tides", 1, "tides", &[], &both),
        ("read it", 1, "", &[], &[]),
        ("findings it tides", 1, "tides", &[], &[]),
        ("compose it tides", 1, "tides", &[], page),
        ("compose it tides", 2, "tides", &[], page),
        ("compose it tides", 3, "tides", &[], page),
        ("reading it tides", 1, "tides", &[], page),
        ("pdf handout it tides", 1, "tides", &["it/handouts/tides.pdf"], &[]),
        ("json it tides", 1, "tides", &["it/json/tides.json"], &["it/index.json"]),
        ("text it tides", 1, "tides", &["it/text/tides.txt"], &["it/sea-it.txt", "it/llms.txt"]),
        ("text whole it sea-it.txt", 1, "", &["it/sea-it.txt"], &[]),
        ("epub it tides", 1, "tides", &[], &["it/sea-it.epub"]),
        ("epub it", 1, "", &["it/sea-it.epub", "it/sea-it.jpg", "it/sea-it-thumbnail.jpg"], &[]),
        // Composed, collected, painted.
        ("pdf it tides", 1, "tides", &[], &["it/sea-it.pdf", "it/sea-it.epub"]),
        ("pdf whole it sea-it.pdf", 1, "", &["it/sea-it.pdf"], &[]),
        (
            "pdf it",
            1,
            "",
            &["it/handouts/index.pdf", "it/handouts/storms.pdf", "it/handouts/tides.pdf", "it/sea-it.pdf"],
            &[],
        ),
    ];
    for (fault, time, named, lost, changed) in cases {
        let (report, files) = built(&[(fault, *time)]);
        let told: Vec<_> = report.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(!told.is_empty(), "{fault}: nothing is said");
        for finding in &told {
            assert_eq!(finding.code, Code::ExportFailed, "{fault}: {finding:?}");
            assert!(finding.message.contains("a fault in Pamphlet (on purpose"), "{fault}: {}", finding.message);
            assert!(finding.help.as_deref().is_some_and(|help| help.contains("report it")), "{fault}: {finding:?}");
            assert!(named.is_empty() || finding.message.contains(named), "{fault}: {}", finding.message);
            let names = finding.page.as_deref() == Some(*named)
                && (finding.path().is_some_and(|path| path.ends_with("tides.md")) || fault.starts_with("findings"));
            assert!(named.is_empty() || names, "{fault}: {finding:?}");
        }
        for (path, bytes) in &whole {
            match files.get(path) {
                _ if is_list(path) => {}
                None => assert!(lost.contains(&path.as_str()), "{fault}: {path} is lost"),
                Some(_) if lost.contains(&path.as_str()) => panic!("{fault}: {path} is there"),
                Some(_) if changed.iter().any(|changed| path.starts_with(changed)) => {}
                Some(made) => assert!(made == bytes, "{fault}: {path} is another"),
            }
        }
        assert!(files.keys().all(|path| whole.contains_key(path)), "{fault}");
        // Whatever happens to the page, whoever reads a book reads its words.
        for locale in
            ["en", "it"].iter().filter(|locale| !lost.contains(&format!("{locale}/sea-{locale}.epub").as_str()))
        {
            let words =
                if *locale == "en" { ["Twice a day", "Ebb", "wait"] } else { ["Due volte", "Bassa", "aspetta"] };
            let text = book(&files, locale);
            assert!(words.iter().all(|word| text.contains(word)), "{fault}: words are lost\n{text}");
            if let Some(text) = files.get(&format!("{locale}/sea-{locale}.txt")) {
                let text = String::from_utf8_lossy(text);
                assert!(words.iter().all(|word| text.contains(word)), "{fault}: words are lost\n{text}");
            }
        }
    }
}

#[test]
fn a_sheet_that_cannot_be_painted_costs_its_page() {
    let (_, whole) = built(&[]);
    // The page list of the EPUB composes the book as well: not here.
    let no_list = ("/site/pamphlet.yml", "title: Sea\nslug: sea\nlinks: none\n");
    for time in [2, 3] {
        let system = MemorySystem::new(SITE.iter().copied().chain([no_list]));
        let mut request = request(&[("pdf it tides", time)]);
        request.formats = vec![pamphlet_pipeline::Format::Pdf];
        let report = build(&system, &request, &()).expect("is built");
        let told = errors(&report);
        assert!(told.len() == 1 && told[0].starts_with("`tides` in sea-it.pdf could not be made"), "{told:?}");
        let files = system.files("/out/dist");
        assert!(files["it/handouts/tides.pdf"] == whole["it/handouts/tides.pdf"]);
        assert!(files["it/sea-it.pdf"] != whole["it/sea-it.pdf"]);
        assert!(files["en/sea-en.pdf"] == whole["en/sea-en.pdf"]);
    }
}

#[test]
fn a_picture_with_a_fault_is_its_words() {
    let digest = sums::sha256(DOT.as_bytes());
    let picture = format!("picture {digest}");
    for fault in [picture.as_str(), "pdf picture dot.svg"] {
        let (report, files) = built(&[(fault, 1)]);
        let told: Vec<_> = report.findings.iter().filter(|finding| finding.code == Code::BrokenPicture).collect();
        assert!(!told.is_empty() && errors(&report).is_empty(), "{fault}");
        assert!(told.iter().all(|finding| finding.message.contains("a fault in Pamphlet (on purpose")), "{told:?}");
        for (locale, words) in [("en", "A dot"), ("it", "Un punto")] {
            assert!(book(&files, locale).contains(words), "{fault}");
        }
    }
}

#[test]
fn a_page_whose_words_fail_too_keeps_its_title() {
    let (report, files) = built(&[("epub it tides", 1), ("epub words it tides", 1)]);
    let told: Vec<_> = report.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(told.len() == 1 && told[0].code == Code::WordsLost, "{told:?}");
    let text = book(&files, "it");
    assert!(text.contains("Maree</h1>") && !text.contains("Due volte") && text.contains("Resta dentro"), "{text}");
}

#[test]
fn a_locale_with_a_fault_leaves_the_others() {
    let (_, whole) = built(&[]);
    let (report, files) = built(&[("locale it", 1)]);
    assert_eq!(errors(&report).len(), 1);
    assert!(files.keys().all(|path| !path.starts_with("it/")));
    for (path, bytes) in whole.iter().filter(|(path, _)| path.starts_with("en/")) {
        assert!(files[path] == *bytes, "{path} is another");
    }
    let system = MemorySystem::new(SITE.iter().copied());
    let checked = check(&system, &request(&[("locale it", 1)]), &()).expect("is checked");
    assert!(checked.findings.iter().any(|finding| finding.code == Code::ExportFailed));
    let (covered, faults) =
        coverage(&system, &request(&[("locale it", 1)]), pamphlet_pipeline::coverage::Since::Never, &())
            .expect("is counted");
    assert!(covered.locales.is_empty() && faults.len() == 1, "{faults:?}");
}

#[test]
fn what_was_made_with_a_fault_is_made_again() {
    let system = MemorySystem::new(SITE.iter().copied());
    let (_, whole) = built(&[]);
    let report = build(&system, &request(&[("json it tides", 1)]), &()).expect("is built");
    assert_eq!(errors(&report).len(), 1);
    let report = build(&system, &request(&[]), &()).expect("is built");
    assert!(errors(&report).is_empty() && !report.unchanged);
    assert!(system.files("/out/dist") == whole);
    assert!(build(&system, &request(&[]), &()).expect("is built").unchanged);
}
