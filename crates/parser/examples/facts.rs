//! Writes parsed pages as the XHTML that a book's chapters have, so that the oracle can compare the parser alone with
//! Python-Markdown: `facts DOCS OUT [--mkdocs FILE] [--abbreviations FILE] [--snippets DIR] [--source DOCS]`,
//! the last for the pages that DOCS translates. `OUT/repairs.json` holds what was mended, for `oracle.py --repairs`.
#![expect(clippy::disallowed_methods, reason = "a tool for those who work on the parser")]

#[path = "shared/html.rs"]
mod html;

use html::{block, blocks};
use pamphlet_parser::{Appended, Dialect, Input, Skeleton, Snippets, parse};
use pamphlet_source::{SourceId, yaml};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

struct Folder(BTreeMap<String, (SourceId, String)>);

impl Snippets for Folder {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        self.0.get(path).map(|(source, text)| (*source, text.as_str()))
    }
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let docs = PathBuf::from(arguments.next().expect("DOCS"));
    let out = PathBuf::from(arguments.next().expect("OUT"));
    let mut dialect = Dialect::default();
    let mut abbreviations = None;
    let mut source_docs: Option<PathBuf> = None;
    let mut snippets = Folder(BTreeMap::new());
    while let (Some(option), Some(value)) = (arguments.next(), arguments.next()) {
        match option.as_str() {
            "--mkdocs" => {
                let text = std::fs::read_to_string(value).expect("mkdocs.yml");
                let value = yaml::parse(&text).expect("YAML");
                dialect = Dialect::from_extensions(value.get("markdown_extensions").expect("extensions"));
            }
            "--source" => source_docs = Some(PathBuf::from(value)),
            "--abbreviations" => abbreviations = Some(std::fs::read_to_string(value).expect("abbreviations")),
            "--snippets" => {
                let mut list = Vec::new();
                let root = PathBuf::from(value);
                files(&root, &mut list);
                for (path, number) in list.into_iter().zip(1..) {
                    if let Ok(text) = std::fs::read_to_string(&path) {
                        let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                        snippets.0.insert(name, (SourceId(number), text));
                    }
                }
            }
            _ => {}
        }
    }
    dialect.snippets &= !snippets.0.is_empty();
    let appended: Vec<_> = abbreviations.as_deref().map(|text| (SourceId(9999), text)).into_iter().collect();
    let (appended, _) = Appended::read(&appended, &dialect, true);
    let mut list = Vec::new();
    let mut mended = Vec::new();
    files(&docs, &mut list);
    for path in list.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let read = |text: &str, reference: Option<&Skeleton>| {
            parse(&Input {
                source: SourceId(0),
                text,
                dialect: &dialect,
                snippets: &snippets,
                appended: &appended,
                reference,
                repair: true,
            })
        };
        let reference = source_docs.as_ref().map(|folder| {
            let path = folder.join(path.strip_prefix(&docs).expect("inside"));
            let text = std::fs::read_to_string(path).unwrap_or_default();
            Skeleton::of(&read(&text, None).document)
        });
        let parsed = read(&text, reference.as_ref());
        let page = path.strip_prefix(&docs).expect("inside").to_string_lossy();
        for diagnostic in &parsed.diagnostics {
            let original = diagnostic.original.as_deref().unwrap_or_default();
            let fields = [("code", diagnostic.code.name()), ("page", &page), ("original", original)];
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("\"{name}\": {}", json(value))).collect();
            mended.push(format!("{{{}}}", fields.join(", ")));
        }
        let mut html = String::from("<html><body>");
        for placed in &parsed.document.blocks {
            block(&placed.block, &mut html);
        }
        for note in &parsed.document.notes {
            html.push_str("<aside role=\"doc-footnote\">");
            blocks(&note.blocks, &mut html);
            html.push_str("</aside>");
        }
        html.push_str("</body></html>");
        let to = out.join("text").join(path.strip_prefix(&docs).expect("inside")).with_extension("xhtml");
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        std::fs::write(to, html).expect("written");
    }
    let diagnostics = format!("{{\"diagnostics\": [\n{}\n]}}\n", mended.join(",\n"));
    std::fs::write(out.join("repairs.json"), diagnostics).expect("written");
}

/// A string of JSON.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
