//! Draws the tree of a page: `cargo run -p pamphlet-parser --example tree -- PAGE.md`.
#![expect(clippy::disallowed_methods, reason = "a tool for those who work on the parser")]

use pamphlet_parser::{Appended, Dialect, Input, parse};
use pamphlet_source::SourceId;
use std::io::Write as _;

fn main() {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("the page can be read");
        let dialect = Dialect::default();
        let parsed = parse(&Input {
            source: SourceId(0),
            text: &text,
            dialect: &dialect,
            snippets: &(),
            appended: &Appended::default(),
            reference: None,
            repair: true,
        });
        let _ = writeln!(out, "{}", pamphlet_document::dump(&parsed.document));
        for diagnostic in parsed.diagnostics {
            let _ = writeln!(out, "{}: {} {:?}", diagnostic.code.name(), diagnostic.message, diagnostic.place);
        }
    }
}
