//! An edition in, plain text out: a file a page, one of the whole, and an index for programs.
//!
//! No markup: structure is in indentation, empty lines and words. What can be clicked elsewhere has a number in
//! brackets, and the addresses are listed at the end of each section. Right-to-left text is in logical order.
#![warn(clippy::wildcard_enum_match_arm)]

mod block;
mod inline;
mod isolate;
mod llms;
mod table;
mod whole;
mod wrap;
mod writer;

use pamphlet_document::{Edition, Exported, File, Page};
use pamphlet_locale::{Catalog, Term};
use pamphlet_media::Media;
use wrap::Wrapper;
use writer::Writer;

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOptions {
    /// Columns of a line, at least 30. Words that are wider than that stay whole.
    pub width: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 72 }
    }
}

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum TextError {}

/// Exports an edition: `text/<page>.txt` for every page, `<slug>-<locale>.txt`, and `llms.txt`, an index of both for
/// programs (the only file with markup: its form is fixed). UTF-8 without BOM, line ends
/// `\n`, no line ends in a space, every file ends with one line end.
///
/// # Errors
/// None: text can always be made.
pub fn export(
    edition: &Edition,
    catalog: &Catalog,
    _media: &Media,
    options: &TextOptions,
) -> Result<Exported, TextError> {
    let width = options.width.max(30);
    let mut wrapper = Wrapper::default();
    let mut files = Vec::with_capacity(edition.pages().len() + 1);
    for page in edition.pages() {
        let text = write_page(edition, catalog, page, &mut wrapper, width);
        files.push(File {
            path: format!("text/{}.txt", page.id),
            bytes: text.into_bytes(),
            pages: vec![page.id.0.clone()],
        });
    }
    let whole = whole::write(edition, catalog, &files, &mut wrapper, width);
    files.push(File {
        path: format!("{}-{}.txt", edition.parts().slug, edition.locale()),
        bytes: whole.into_bytes(),
        pages: Vec::new(),
    });
    files.push(File {
        path: "llms.txt".to_owned(),
        bytes: llms::write(edition, catalog).into_bytes(),
        pages: Vec::new(),
    });
    Ok(Exported { files, diagnostics: Vec::new() })
}

fn write_page(edition: &Edition, catalog: &Catalog, page: &Page, wrapper: &mut Wrapper, width: usize) -> String {
    let mut writer = Writer::new(edition, catalog, Some(page), wrapper, width);
    if !page.title_in_text {
        let title = inline::clean(&page.title);
        writer.within(page.title_language.as_ref(), |writer| writer.text(&title));
        writer.space(1);
    }
    if page.fallback {
        writer.within(Some(catalog.tag()), |writer| writer.write_label(catalog.term(Term::NotTranslated)));
        writer.space(1);
    }
    for placed in &page.blocks {
        writer.write_blocks(std::slice::from_ref(&placed.block));
    }
    writer.write_unused_notes();
    writer.list_references();
    if let Some(url) = &page.url {
        writer.space(1);
        let source = format!("{}: {}", catalog.term(Term::Source), inline::clean(url));
        writer.within(Some(catalog.tag()), |writer| writer.text(&source));
    }
    let mut out = writer.out;
    if out.is_empty() {
        out.push('\n');
    }
    out
}
