//! A reading in, clean Markdown out: a file a page, and one of the whole.
//!
//! `CommonMark`, with tables, notes, tasks and struck-out words as GitHub writes them. There is nothing of the dialect that
//! the site is written in: cards, callouts and tabs are lists, quotations and paragraphs, links are resolved, and a parser of
//! `CommonMark` reads the words of the page. No HTML stands in it, but where a mark would not be read as one, for raised and
//! lowered signs, and for the lines of a cell.
#![warn(clippy::wildcard_enum_match_arm)]

mod block;
mod escape;
mod fence;
mod flatten;
mod inline;
mod table;
mod whole;

use block::Writer;
use pamphlet_locale::Catalog;
use pamphlet_reading::{Exported, File, Level, Reading, with_words};
use pamphlet_source::{Fault, Walls, Work};

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkdownOptions {
    /// What holds the faults of a page.
    pub walls: Walls,
}

/// What there is of a page with a fault.
const INSTEAD: &str = "it has no file of its own, and that of all pages holds its words as plain paragraphs";

/// The file of all pages, beside the index for programs.
pub const WHOLE: &str = "llms-full.txt";

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum MarkdownError {
    /// A page could not be made, nor anything in its place.
    #[error("{0}")]
    Fault(#[from] Fault),
}

/// Exports a reading: `markdown/<page>.md` for every page, and `llms-full.txt`, which is all of them. UTF-8 without BOM, line
/// ends `\n`, every file ends with one line end. A page with a fault has no file of its own; the whole then holds its words.
///
/// # Errors
/// When a page has a fault, and its title alone has one too.
pub fn export(reading: &Reading, catalog: &Catalog, options: &MarkdownOptions) -> Result<Exported, MarkdownError> {
    let (mut made, diagnostics) =
        with_words(reading, &options.walls, "markdown", ("Markdown", INSTEAD), |reading, walls| {
            let mut files = Vec::with_capacity(reading.pages().len() + 1);
            for page in reading.pages() {
                let text = walls.behind(&page.id, || Writer::page(reading, catalog, page).write());
                let is_whole = walls.level(&page.id) == Level::Whole;
                files.extend(text.filter(|_| is_whole).map(|text| File {
                    path: format!("markdown/{}.md", page.id),
                    bytes: text.into_bytes(),
                    pages: vec![page.id.0.clone()],
                    printed_pages: None,
                    access: None,
                }));
            }
            let work = Work { stage: "markdown whole", locale: Some(reading.locale().as_str()), name: Some(WHOLE) };
            let mut diagnostics = Vec::new();
            match options.walls.behind(work, || whole::write(reading, catalog)) {
                Ok(whole) => {
                    files.push(File {
                        path: WHOLE.to_owned(),
                        bytes: whole.into_bytes(),
                        pages: Vec::new(),
                        printed_pages: None,
                        access: None,
                    });
                }
                Err(fault) => diagnostics.push(fault.diagnostic(WHOLE, "the other files are made")),
            }
            Exported { files, diagnostics }
        })?;
    made.diagnostics.extend(diagnostics);
    Ok(made)
}
