//! Captured sites: what a program made of pages is shown, and what is found is told of the files that people write.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::system::{MemorySystem, System as _};
use pamphlet_pipeline::{Error, Format, Request};
use pamphlet_source::{Code, Spot};
use std::path::{Path, PathBuf};

const SITE: &[(&str, &str)] = &[
    ("/site/mkdocs.yml", "site_name: Ducks\nplugins: [gen-files, macros]\nhooks: [hook.py]\n"),
    ("/site/docs/index.md", "---\ntitle: Ducks\n---\n# Ducks\n\n{{ table }}\n\nA [link](none.md).\n"),
    ("/site/docs/same.md", "# The same\n\nNobody changed it.\n"),
    ("/site/docs/left.md", "# Left out\n\nA plugin took it away.\n"),
    ("/secret.md", "# Secret\n\nSecret words.\n"),
    ("/made/text/1.md", "---\ntitle: Ducks\n---\n# Ducks\n\nred\n\ngreen\n\nA [link](none.md).\n"),
    ("/made/text/2.md", "# Made\n\nBy a program.\n\n![A plot](../img/plot.svg)\n"),
    ("/made/files/1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><circle r=\"4\"/></svg>"),
];

const DESCRIPTION: &str = r#"{
  "captured": 1, "made_by": "a test", "site": "../site", "configuration": "mkdocs.yml", "docs": "docs",
  "pages": [
    {"path": "docs/index.md", "text": "text/1.md", "lines": [[1, 1, 5], [9, 7, 3]]},
    {"path": "docs/same.md"},
    {"path": "docs/api/made.md", "text": "text/2.md"}
  ],
  "files": [{"path": "docs/img/plot.svg", "from": "files/1.svg"}],
  "editions": [{"nav": [{"title": "Made first", "page": "docs/api/made.md"}, {"page": "docs/index.md"}]}]
}"#;

fn system(description: &str) -> MemorySystem {
    let system = MemorySystem::new(SITE.iter().copied());
    system.put("/made/captured.json", description.as_bytes());
    system
}

fn built(system: &MemorySystem, cache: Option<&str>) -> Result<Report, Error> {
    let request = Request {
        captured: Some(PathBuf::from("/made")),
        mkdocs: Some("mkdocs.yml".to_owned()),
        formats: vec![Format::Json, Format::Text],
        cache: cache.map(PathBuf::from),
        ..Request::new("/site", "/out")
    };
    build(system, &request, &())
}

fn text(system: &MemorySystem, path: &str) -> String {
    String::from_utf8(system.read(&Path::new("/out").join(path), 1 << 20).expect("was made")).expect("is UTF-8")
}

#[test]
fn pages_are_what_a_program_made_of_them() {
    let system = system(DESCRIPTION);
    let report = built(&system, None).unwrap();
    let book = text(&system, "en/ducks-en.txt");
    for words in ["red", "green", "Nobody changed it.", "By a program."] {
        assert!(book.contains(words), "{words}: {book}");
    }
    assert!(!book.contains("took it away") && !book.contains("{{"), "{book}");
    let pages: Vec<&str> = report.manifest.editions[0].pages.iter().map(|page| page.page.as_str()).collect();
    assert_eq!(pages, ["api/made", "index", "same"], "the navigation is that of the website");
    // One finding: plugins and hooks have run, the made picture is there.
    let others = report.findings.iter().filter(|finding| finding.code != Code::MissingAuthor);
    let [link] = others.collect::<Vec<_>>()[..] else { panic!("{:?}", report.findings) };
    assert_eq!((link.code, link.path(), link.spot()), (Code::BrokenLink, Some("docs/index.md"), Some(Spot::at(8, 3))));
    // Places in data are those of the file too; what was made stands where its mark stands.
    let json: serde_json::Value = serde_json::from_str(&text(&system, "en/json/index.json")).unwrap();
    let lines: Vec<u64> =
        json["blocks"].as_array().unwrap().iter().map(|block| block["place"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [4, 6, 6, 8]);
}

#[test]
fn what_a_program_makes_anew_is_built_anew() {
    let system = system(DESCRIPTION);
    assert!(!built(&system, Some("/cache")).unwrap().unchanged);
    assert!(built(&system, Some("/cache")).unwrap().unchanged);
    system.put("/made/text/2.md", b"# Made\n\nOnce more.\n");
    assert!(!built(&system, Some("/cache")).unwrap().unchanged);
    assert!(text(&system, "en/text/api/made.txt").contains("Once more."));
    let other = DESCRIPTION.replace("{\"title\": \"Made first\", \"page\": \"docs/api/made.md\"}, ", "");
    system.put("/made/captured.json", other.as_bytes());
    let report = built(&system, Some("/cache")).unwrap();
    assert_eq!(report.manifest.editions[0].pages[0].page, "index");
}

#[test]
fn nothing_outside_of_its_folder_is_read() {
    for text in ["../secret.md", "/secret.md", "text/../../secret.md"] {
        let system = system(&DESCRIPTION.replace("text/2.md", text));
        let report = built(&system, None).unwrap();
        assert!(!text_of_all(&system).contains("Secret words"), "{text}");
        assert!(
            report.findings.iter().any(|finding| finding.path() == Some("docs/api/made.md")),
            "{:?}",
            report.findings
        );
    }
}

fn text_of_all(system: &MemorySystem) -> String {
    system.files("/out").values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn what_is_not_understood_is_refused_with_what_to_do() {
    for (written, other, why) in [
        ("\"captured\": 1", "\"captured\": 2", "version 2 of its form is not known"),
        ("\"captured\": 1", "\"captured\": 2, \"of\": []", "version 2 of its form is not known"),
        ("\"docs\": \"docs\"", "\"docks\": \"docs\"", "unknown field `docks`"),
        ("\"nav\"", "\"locale\": \"e\", \"nav\"", "“e” is not a locale"),
        ("{\n", "", "captured.json: "),
    ] {
        let error = built(&system(&DESCRIPTION.replace(written, other)), None).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("docs/captured.md"), "{error}");
    }
    let system = MemorySystem::new(SITE.iter().copied());
    assert!(built(&system, None).unwrap_err().to_string().contains("there is no /made/captured.json"));
}
