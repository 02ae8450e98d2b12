//! A small site in English, Arabic and Traditional Chinese, built the whole way: what a reader finds in each format,
//! what was mended, and that the bytes do not depend on how it was built.
#![expect(clippy::disallowed_methods, reason = "these tests read what a build wrote")]

use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, build};
use pamphlet_source::Finding;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The site beside this package's sources.
fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("small")
}

/// Builds it into a fresh folder; files by path, and the findings.
fn built(jobs: usize) -> (BTreeMap<String, Vec<u8>>, Vec<Finding>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    // In no repository: files print the commits of their pages.
    copy(&site(), &folder.path().join("site"));
    let mut request = Request::new(folder.path().join("site"), folder.path().join("dist"));
    request.jobs = Some(jobs);
    let report = build::build(&OsSystem, &request, &()).expect("the site builds");
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.path().join("dist")];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(&next).expect("is a folder").map(|entry| entry.expect("is listed").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(folder.path().join("dist")).expect("lies below").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("can be read"));
            }
        }
    }
    (files, report.findings)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("can be made");
    for entry in std::fs::read_dir(from).expect("is a folder") {
        let path = entry.expect("is listed").path();
        let target = to.join(path.file_name().expect("has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("can be copied");
        }
    }
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("{name} was not made")).clone()).expect("is UTF-8")
}

#[test]
fn every_locale_comes_out_in_every_format() {
    let (files, _) = built(2);
    for locale in ["en", "ar", "zh-Hant"] {
        for name in ["pdf", "epub", "txt"].map(|ending| format!("{locale}/bees-{locale}.{ending}")) {
            assert!(files.contains_key(&name), "{name} was not made");
        }
        for page in ["index", "parts/hive", "parts/tools"] {
            for name in [format!("handouts/{page}.pdf"), format!("json/{page}.json"), format!("text/{page}.txt")] {
                assert!(files.contains_key(&format!("{locale}/{name}")), "{locale}/{name} was not made");
            }
        }
    }
    for name in ["manifest.json", "SHA256SUMS", "index.html", "cards.json", "opds.json", "opds.xml"] {
        assert!(files.contains_key(name), "{name} was not made");
    }
}

#[test]
fn text_in_three_scripts() {
    let (files, _) = built(2);
    insta::assert_snapshot!("en-index", text(&files, "en/text/index.txt"));
    insta::assert_snapshot!("ar-hive", text(&files, "ar/text/parts/hive.txt"));
    insta::assert_snapshot!("zh-hant-index", text(&files, "zh-Hant/text/index.txt"));
}

#[test]
fn chapters_of_the_arabic_book() {
    let (files, _) = built(2);
    let book = files.get("ar/bees-ar.epub").expect("the book was made");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("is an archive");
    let names: Vec<String> =
        (0..archive.len()).map(|at| archive.by_index(at).expect("is there").name().to_owned()).collect();
    assert_eq!(names.first().map(String::as_str), Some("mimetype"));
    let chapter =
        names.iter().find(|name| name.ends_with("text/parts/hive.xhtml")).expect("the chapter is named after its page");
    let mut xhtml = String::new();
    archive.by_name(chapter).expect("is there").read_to_string(&mut xhtml).expect("is UTF-8");
    insta::assert_snapshot!("ar-hive-chapter", xhtml);
}

#[test]
fn what_is_reported() {
    let (_, findings) = built(2);
    let mut lines = String::new();
    for finding in &findings {
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(lines, "{place} {} {}", finding.code.name(), finding.message);
    }
    insta::assert_snapshot!("findings", lines);
}

#[test]
fn the_bytes_do_not_depend_on_the_cores() {
    let ((one, _), (four, _)) = (built(1), built(4));
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(four.get(name) == Some(bytes), "{name} differs between one core and four");
    }
}
