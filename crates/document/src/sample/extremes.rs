//! A page on which everything is too large.

use super::{block, cell, heading, inline, item, link, list, page, paragraph, picture, row, run, text};
use crate::{
    AssetRef, Block, BlockKind, ColumnAlignment, InlineKind, List, ListKind, Note, Origin, Page, Picture, Table,
};
use pamphlet_source::{SourceId, Span};

/// How deep the list of [`extremes`] is nested.
pub const DEPTH: usize = 50;
/// How many columns its table has.
pub const COLUMNS: usize = 60;
/// How many letters its longest word has.
pub const LETTERS: usize = 10_000;

/// Numbered words, so that one that is lost can be named.
fn words(prefix: &str, count: usize) -> String {
    (1..=count).map(|number| format!("{prefix}{number}")).collect::<Vec<_>>().join(" ")
}

fn nested(depth: usize) -> List {
    let mut blocks = vec![paragraph(&format!("level{depth}"))];
    if depth < DEPTH {
        blocks.push(block(BlockKind::List(nested(depth + 1))));
    }
    List { items: vec![item(None, blocks)], ..list(ListKind::Bullet, Vec::new()) }
}

fn table() -> Block {
    let line = |header: bool, name: &str| {
        row((1..=COLUMNS).map(|column| cell(header, vec![text(&format!("{name}{column}"))])).collect())
    };
    block(BlockKind::Table(Table {
        caption: Vec::new(),
        columns: vec![ColumnAlignment::None; COLUMNS],
        head: vec![line(true, "column")],
        body: vec![line(false, "cell")],
    }))
}

/// A heading of 400 words, a word of 10,000 letters, a list nested 50 deep, a table of 60 columns, a footnote that is
/// longer than a page, a picture that is not there, and a link whose address is as long as a page.
#[must_use]
pub fn extremes() -> Page {
    let gone = Picture { source: AssetRef::Missing { address: "gone.png".to_owned() }, ..picture("", "gonepicture") };
    let far = link(&format!("https://example.org/{}", "far/".repeat(500)), None, vec![text("faraway")]);
    let mut page = page(
        "extremes",
        "Extremes",
        vec![
            heading(2, &words("heading", 400)),
            paragraph(&"x".repeat(LETTERS)),
            block(BlockKind::List(nested(1))),
            table(),
            run(vec![
                text("reference"),
                inline(InlineKind::FootnoteReference { label: "long".to_owned(), number: 1 }),
                text(" "),
                inline(InlineKind::Picture(gone)),
                text(" "),
                inline(InlineKind::Link(far)),
            ]),
        ],
    );
    page.notes = vec![Note {
        origin: Origin { source: SourceId(0), start: 0 },
        span: Span::new(0, 0),
        label: "long".to_owned(),
        number: 1,
        references: 1,
        blocks: (1..=40).map(|number| paragraph(&words(&format!("note{number}word"), 60))).collect(),
    }];
    page
}

/// Every word of [`extremes`] but the one of 10,000 letters.
#[must_use]
pub fn extreme_words() -> Vec<String> {
    let numbered = |prefix: &str, count: usize| words(prefix, count).split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut all = [
        numbered("heading", 400),
        numbered("level", DEPTH),
        numbered("column", COLUMNS),
        numbered("cell", COLUMNS),
        ["reference", "gonepicture", "faraway"].map(str::to_owned).to_vec(),
    ]
    .concat();
    all.extend((1..=40).flat_map(|number| numbered(&format!("note{number}word"), 60)));
    all
}
