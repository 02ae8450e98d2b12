//! Every PDF of whole builds, judged by a validator in Rust: PDF/UA-1 (ISO 14289-1, by the Matterhorn Protocol) and
//! PDF/A-2a (ISO 19005-2). The gates ask veraPDF, which needs Java; this asks in every `cargo test`.

use crate::specs;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Format, Request, build};
use std::path::{Path, PathBuf};

/// What each file has to be.
const PROFILES: [ValidationProfile; 2] = [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a];

/// The PDFs below a folder, in order.
fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(&next).expect("is a folder").map(|entry| entry.expect("is listed").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "pdf") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Whether the validator misread the width of a glyph. It takes a lone operand of the first operator of a charstring for a
/// width, but `hmoveto` and `vmoveto` have one of their own (Adobe Technical Note 5177, 4.1): where a glyph has the default
/// width and begins with one of these, it reads some other number. veraPDF and fontTools read the width that is written.
fn is_misread(message: &str) -> bool {
    message.contains("in its embedded CIDFontType0C program but")
}

/// What a PDF breaks: a line for each rule.
fn broken(pdf: &[u8]) -> Vec<String> {
    let judged = |profile| match validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)) {
        Ok(report) => report
            .failures
            .into_iter()
            .filter(|failure| !is_misread(&failure.message))
            .map(|failure| format!("{profile:?}: {}: {}", failure.rule_id, failure.message))
            .collect(),
        Err(error) => vec![format!("{profile:?}: could not be read: {error}")],
    };
    PROFILES.into_iter().flat_map(judged).collect()
}

/// Builds the PDFs of a site and judges each; how many there were, and what they break.
fn judged(request: Request) -> (usize, Vec<String>) {
    let dist = request.out.clone();
    build::build(&OsSystem, &Request { formats: vec![Format::Pdf], ..request }, &()).expect("the site builds");
    let files = pdfs(&dist);
    let wrong = files.iter().flat_map(|file| {
        let name = file.strip_prefix(&dist).expect("lies below").display().to_string();
        broken(&std::fs::read(file).expect("can be read")).into_iter().map(move |rule| format!("{name}: {rule}"))
    });
    (files.len(), wrong.collect())
}

#[test]
fn every_pdf_of_the_examples_is_accessible_and_archivable() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    specs::write_site(folder.path(), &specs::read(&root().join("crates/parser/specs")));
    let (count, wrong) = judged(Request::new(folder.path().to_owned(), folder.path().join("dist")));
    assert!(count > 80 && wrong.is_empty(), "{count} files break {} rules:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_pdf_of_a_site_in_three_scripts_is_accessible_and_archivable() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (count, wrong) = judged(Request::new(root().join("tests/small"), folder.path().join("dist")));
    assert!(count > 5 && wrong.is_empty(), "{count} files break {} rules:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_pdf_without_its_tags_is_refused() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dist = folder.path().join("dist");
    judged(Request::new(root().join("tests/small"), dist.clone()));
    let file = pdfs(&dist).swap_remove(0);
    let mut document = lopdf::Document::load(&file).expect("is a PDF");
    let catalog = document.catalog_mut().expect("has a catalog");
    catalog.remove(b"StructTreeRoot").expect("had a tree of tags");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("can be written");
    assert!(!broken(&bytes).is_empty());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
