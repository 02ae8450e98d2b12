//! Every example of the parser's specification, built in every format: `CONFORMANCE.md` says which constructs come out
//! where. An entry stands there only because the example was built, and its texts were found in what was made.

use crate::specs::{self, Example};
use crate::{markdown, visible};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, build};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const FORMATS: [&str; 5] = ["PDF", "EPUB", "JSON", "text", "Markdown"];

/// The texts of an example that a format lacks, by format.
type Missing = [Vec<String>; 5];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Builds all examples; for each what the formats lack.
fn found(examples: &[Example]) -> Vec<Missing> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dist = folder.path().join("dist");
    specs::write_site(folder.path(), examples);
    build::build(&OsSystem, &Request::new(folder.path().to_owned(), dist.clone()), &()).expect("the site builds");
    let read = |path: PathBuf| std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = |path: PathBuf| String::from_utf8(read(path)).expect("is UTF-8");
    let books: BTreeMap<&str, BTreeMap<String, String>> = ["en", "it"]
        .map(|locale| (locale, visible::chapters(&read(dist.join(format!("{locale}/examples-{locale}.epub"))))))
        .into();
    let one = |example: &Example| {
        let locale = if example.source.is_some() { "it" } else { "en" };
        let page = &example.page;
        let handout = read(dist.join(format!("{locale}/handouts/{page}.pdf")));
        let made = [
            // A drawing keeps its source beside what is seen.
            format!("{}\n{}", visible::pdf(&handout), visible::alternatives(&handout)),
            books[locale][page].clone(),
            visible::json(&read(dist.join(format!("{locale}/json/{page}.json")))),
            text(dist.join(format!("{locale}/text/{page}.txt"))),
            // As a parser of it reads it: signs that are taken for markup would be lost.
            markdown::read(&text(dist.join(format!("{locale}/markdown/{page}.md")))).words,
        ];
        made.map(|text| {
            let text = visible::letters(&text);
            example.texts.iter().filter(|wanted| !visible::holds(&text, wanted)).cloned().collect()
        })
    };
    examples.iter().map(one).collect()
}

/// A row: how many examples there are of something, and how many of them come out whole in each format.
fn row(out: &mut String, name: &str, of: &[(&Example, &Missing)]) {
    let _ = write!(out, "| {name} | {} |", of.len());
    let parsed = of.iter().filter(|(example, _)| !example.fails).count();
    let formats = (0..FORMATS.len()).map(|at| of.iter().filter(|(_, missing)| missing[at].is_empty()).count());
    for count in std::iter::once(parsed).chain(formats) {
        if count == of.len() {
            out.push_str(" ✓ |");
        } else {
            let _ = write!(out, " {count} |");
        }
    }
    out.push('\n');
}

fn table() -> String {
    let examples = specs::read(&root().join("crates/parser/specs"));
    let missing = found(&examples);
    let all: Vec<(&Example, &Missing)> = examples.iter().zip(&missing).collect();
    let mut out = String::from(
        "# Constructs and formats\n\n\
         Made by `cargo xtask generate` from the examples in `crates/parser/specs`; the tests hold it current. Every\n\
         example is parsed and held against the tree that stands beside it (parser), then built in every format, where\n\
         each of its texts must be found. ✓: all examples; a number: so many of them.\n",
    );
    let head = |out: &mut String, name: &str| {
        let _ = writeln!(out, "\n| {name} | examples | parser | {} |", FORMATS.join(" | "));
        let _ = writeln!(out, "|---|--:|:-:|{}", ":-:|".repeat(FORMATS.len()));
    };
    head(&mut out, "part of the specification");
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for example in &examples {
        let part = (example.file.as_str(), example.title.as_str());
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    for (file, title) in parts {
        let of: Vec<_> = all.iter().copied().filter(|(example, _)| example.file == file).collect();
        row(&mut out, &format!("[{title}](crates/parser/specs/{file})"), &of);
    }
    head(&mut out, "construct");
    let kinds: BTreeSet<&String> = examples.iter().flat_map(|example| &example.kinds).collect();
    for kind in kinds {
        let of: Vec<_> = all.iter().copied().filter(|(example, _)| example.kinds.contains(kind)).collect();
        row(&mut out, kind, &of);
    }
    let mut lacking = String::new();
    for (example, missing) in all {
        for (format, texts) in FORMATS.iter().zip(missing) {
            for text in texts {
                let _ = writeln!(lacking, "- {}, example {}: {format} lacks `{text}`", example.file, example.number);
            }
        }
    }
    if !lacking.is_empty() {
        let _ = write!(out, "\n## What is missing\n\n{lacking}");
    }
    out
}

#[test]
fn generated_files_are_current() {
    let path = root().join("CONFORMANCE.md");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table(), "CONFORMANCE.md is stale: run `cargo xtask generate`");
}

#[test]
#[ignore = "writes CONFORMANCE.md"]
fn write_generated_files() {
    std::fs::write(root().join("CONFORMANCE.md"), table()).expect("can be written");
}
