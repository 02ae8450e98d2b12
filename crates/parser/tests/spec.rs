//! The specification: every example of `specs/*.md` is parsed and held against the tree that stands beside it.
//!
//! An example is a fence of tildes named `example`: Markdown, a line with a dot, the tree, then a line a diagnostic. One named
//! `translation` begins with the source page and another dot. `UPDATE_SPECS=1` writes the trees anew. What is known
//! to fail stands in `specs/known-failures.txt` with its reason; an example there that passes is a failure too.
#![allow(clippy::disallowed_methods, reason = "tests read their own files and the wish to update them")]

mod support;

use pamphlet_parser::Skeleton;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What parts an example; longer than any fence in one.
const FENCE: &str = "~~~~~~~~";

struct Example {
    /// The line of its fence, from 1.
    line: usize,
    source: Option<String>,
    markdown: String,
    tree: String,
}

/// The text of a file in pieces: prose to keep, and examples.
enum Piece {
    Prose(String),
    Example(Example),
}

fn read(text: &str, name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut prose = String::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let _ = writeln!(prose, "{line}");
        let Some(kind) = line.strip_prefix(FENCE).map(str::trim) else { continue };
        pieces.push(Piece::Prose(std::mem::take(&mut prose)));
        let mut parts = vec![String::new()];
        let mut closed = false;
        for (_, line) in lines.by_ref() {
            if line == FENCE {
                closed = true;
                break;
            }
            if line == "." {
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                let _ = writeln!(part, "{line}");
            }
        }
        assert!(closed, "{name}:{}: an example is not closed", at + 1);
        let translation = kind == "translation";
        assert!(translation || kind == "example", "{name}:{}: `{kind}` is no kind of example", at + 1);
        parts.resize(2 + usize::from(translation), String::new());
        let mut parts = parts.into_iter();
        let source = translation.then(|| parts.next().unwrap_or_default());
        let (markdown, tree) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        pieces.push(Piece::Example(Example { line: at + 1, source, markdown, tree }));
    }
    pieces.push(Piece::Prose(prose));
    pieces
}

fn tree(example: &Example) -> String {
    let reference =
        example.source.as_ref().map(|source| Skeleton::of_page(&support::page(source, None).document, source));
    let parsed = support::page(&example.markdown, reference.as_ref());
    support::show(&example.markdown, &parsed)
}

fn known_failures() -> BTreeMap<String, String> {
    let path = support::crate_folder().join("specs/known-failures.txt");
    let text = std::fs::read_to_string(path).expect("the list is checked in");
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let (name, reason) = line.split_once(": ").expect("a failure has a reason");
            (name.to_owned(), reason.to_owned())
        })
        .collect()
}

#[test]
fn every_example_gives_its_tree() {
    let update = std::env::var("UPDATE_SPECS").is_ok_and(|value| value == "1");
    let mut known = known_failures();
    let mut problems = String::new();
    let mut count = 0;
    for path in support::files(&support::crate_folder().join("specs"), ".md") {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("the specification is UTF-8");
        let mut written = String::new();
        let mut number = 0;
        for piece in read(&text, &name) {
            let example = match piece {
                Piece::Prose(prose) => {
                    written += &prose;
                    continue;
                }
                Piece::Example(example) => example,
            };
            number += 1;
            count += 1;
            let found = tree(&example);
            let source = example.source.as_ref().map(|source| format!("{source}.\n")).unwrap_or_default();
            let _ = write!(written, "{source}{}.\n{found}{FENCE}\n", example.markdown);
            let failure = known.remove(&format!("{name}#{number}"));
            match (found == example.tree, failure) {
                (true, Some(reason)) => {
                    let _ = writeln!(problems, "{name}#{number} passes; take it off the list ({reason})");
                }
                (false, None) if !update => {
                    let _ = writeln!(
                        problems,
                        "{name}:{} (#{number})\n{}\nwanted\n{}\nfound\n{found}",
                        example.line, example.markdown, example.tree
                    );
                }
                _ => {}
            }
        }
        if update {
            std::fs::write(&path, written).expect("the specification can be written");
        }
    }
    for name in known.keys() {
        let _ = writeln!(problems, "{name} is on the list of failures and does not exist");
    }
    assert!(count > 0, "there is no example");
    assert!(problems.is_empty(), "{problems}");
}
