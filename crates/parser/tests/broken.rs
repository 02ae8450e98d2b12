//! Damaged pages, a file a kind: the tree that they are mended to, and what is reported. A file beside one that ends
//! in `.source.md` is its source page.
#![allow(clippy::disallowed_methods, reason = "tests read their own files")]

mod support;

use pamphlet_parser::Skeleton;
use pamphlet_source::TextEdit;
use std::fmt::Write as _;

#[test]
fn damage_is_mended_and_reported() {
    let folder = support::crate_folder().join("tests/broken");
    let pages = support::files(&folder, ".md");
    assert!(!pages.is_empty(), "there are damaged pages");
    for path in pages.iter().filter(|path| !path.to_string_lossy().ends_with(".source.md")) {
        let text = std::fs::read_to_string(path).expect("a page is UTF-8");
        let source = std::fs::read_to_string(path.with_extension("source.md")).ok();
        let reference = source.as_ref().map(|source| Skeleton::of_page(&support::page(source, None).document, source));
        if let Some(source) = &source {
            let found = support::page(source, None).diagnostics;
            let repairs: Vec<_> = found.iter().filter(|found| found.code.name().starts_with("repair-")).collect();
            assert!(repairs.is_empty(), "{}: the source page is whole: {repairs:?}", path.display());
        }
        let parsed = support::page(&text, reference.as_ref());
        let mut shown = support::show(&text, &parsed);
        for diagnostic in &parsed.diagnostics {
            let _ = write!(shown, "{}: {}", diagnostic.code.name(), diagnostic.message);
            if let Some(original) = &diagnostic.original {
                let _ = write!(shown, "\n  was {original:?}");
            }
            let _ = writeln!(shown, "\n  help: {}", diagnostic.help.as_deref().unwrap_or("none"));
        }
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        insta::with_settings!({ snapshot_path => "broken/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}

#[test]
fn every_repair_has_a_place_a_help_and_what_stood_there() {
    let folder = support::crate_folder().join("tests/broken");
    for path in support::files(&folder, ".md") {
        let text = std::fs::read_to_string(&path).expect("a page is UTF-8");
        for diagnostic in support::page(&text, None).diagnostics {
            if diagnostic.code.name().starts_with("repair-") {
                assert!(diagnostic.place.is_some(), "{}: {diagnostic:?}", path.display());
                assert!(diagnostic.help.is_some(), "{}: {diagnostic:?}", path.display());
                assert!(diagnostic.original.is_some(), "{}: {diagnostic:?}", path.display());
            }
        }
    }
}

/// A callout that was found to be a card by what it holds: its type has two words, and the second becomes a title when the
/// first is written back. `check --fix` sees that and leaves it.
const NOT_WRITTEN: [&str; 1] = ["callout-by-structure.md"];

#[test]
fn a_file_that_is_written_back_is_the_page_that_was_shown() {
    let folder = support::crate_folder().join("tests/broken");
    let mut others = Vec::new();
    for path in support::files(&folder, ".md") {
        let text = std::fs::read_to_string(&path).expect("a page is UTF-8");
        let source = std::fs::read_to_string(path.with_extension("source.md")).ok();
        let reference = source.as_ref().map(|source| Skeleton::of_page(&support::page(source, None).document, source));
        let parsed = support::page(&text, reference.as_ref());
        let edits: Vec<TextEdit> = parsed.diagnostics.iter().flat_map(|found| found.edits.clone()).collect();
        let written = TextEdit::apply(&edits, &text).expect("edits fit the file");
        let again = support::page(&written, reference.as_ref());
        let left = again.diagnostics.iter().any(|found| found.code.is_repair());
        if left || pamphlet_document::outline(&again.document) != pamphlet_document::outline(&parsed.document) {
            others.push(path.file_name().expect("a page has a name").to_string_lossy().into_owned());
        }
    }
    assert_eq!(others, NOT_WRITTEN);
}

#[test]
fn without_repairs_a_page_is_shown_as_it_was_written() {
    let folder = support::crate_folder().join("tests/broken");
    for path in support::files(&folder, ".md") {
        let text = std::fs::read_to_string(&path).expect("a page is UTF-8");
        let parsed = support::laws::read(&text, &(), None, false);
        let repairs: Vec<_> =
            parsed.diagnostics.iter().filter(|found| found.code.name().starts_with("repair-")).collect();
        assert!(repairs.is_empty(), "{}: {repairs:?}", path.display());
    }
}
