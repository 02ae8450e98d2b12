//! Reads what `tests/suites/suites.py harvest` writes (an object of JSON a line: a name, Markdown and its extensions) from
//! the standard input and writes the HTML that the parser makes of each.
#![allow(clippy::print_stdout, reason = "what it writes is for the comparison")]

#[path = "shared/html.rs"]
mod html;

use pamphlet_parser::{Appended, Dialect, Input, parse};
use pamphlet_source::{SourceId, yaml};
use std::io::BufRead as _;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("text");
        let entry: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let extensions = yaml::parse(&entry["extensions"].to_string()).expect("JSON is YAML");
        let mut dialect = Dialect::from_extensions(&extensions);
        dialect.snippets = false;
        let parsed = parse(&Input {
            source: SourceId(0),
            text: entry["text"].as_str().unwrap_or_default(),
            dialect: &dialect,
            snippets: &(),
            appended: &Appended::default(),
            reference: None,
            repair: false,
        });
        let mut out = String::new();
        for placed in &parsed.document.blocks {
            html::block(&placed.block, &mut out);
            out.push('\n');
        }
        if !parsed.document.notes.is_empty() {
            out.push_str("<hr><ol>");
        }
        for note in &parsed.document.notes {
            out.push_str("<li>");
            html::blocks(&note.blocks, &mut out);
            out.push_str("</li>");
        }
        let lost: Vec<&str> = parsed
            .diagnostics
            .iter()
            .filter(|found| found.code == pamphlet_source::Code::WordsAbsent)
            .map(|found| found.message.as_str())
            .collect();
        println!("{}", serde_json::json!({ "name": entry["name"], "html": out, "lost": lost }));
    }
}
