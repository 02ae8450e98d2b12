//! What becomes of a page that an exporter cannot make as it is: its words as plain paragraphs, so that no word is lost; its
//! title alone when that cannot be made either.

use crate::{Block, BlockKind, Heading, Inline, InlineKind, Page, Placed, Reading, block_lines, plain_text};
use pamphlet_document::reduced::told;
use pamphlet_document::{self as document, Attrs, Level, Origin, PageWalls};
use pamphlet_locale::Tag;
use pamphlet_source::{Diagnostic, Fault, Span, Walls};

/// Makes something of all pages of a reading. A page that fails behind its wall is reduced, and everything made again,
/// until all is well. `what` names the thing that is made, and what there is of the words of such a page.
///
/// # Errors
/// When the title alone of a page cannot be made.
pub fn with_words<T>(
    reading: &Reading,
    walls: &Walls,
    stage: &str,
    (what, instead): (&str, &str),
    mut make: impl FnMut(&Reading, &PageWalls<'_>) -> T,
) -> Result<(T, Vec<Diagnostic>), Fault> {
    let mut pages = PageWalls::new(walls, stage, reading.locale().as_str());
    let mut made = make(reading, &pages);
    let mut parts = None;
    loop {
        let failed = pages.reduce()?;
        if failed.is_empty() {
            break;
        }
        let parts = parts.get_or_insert_with(|| reading.parts().clone());
        for (id, level) in failed {
            let Some(page) = parts.pages.iter_mut().find(|page| page.id == id) else { continue };
            let whole = page.clone();
            *page = pages.behind(&id, || whole.reduced(level)).unwrap_or_else(|| whole.reduced(Level::Title));
        }
        made = make(&Reading::new(parts.clone()), &pages);
    }
    let mut diagnostics = Vec::new();
    for (id, level, fault) in pages.reduced() {
        if let Some(page) = reading.page(id) {
            diagnostics.push(told(&format!("`{id}` in {what}"), instead, level, fault, page.source));
        }
    }
    Ok((made, diagnostics))
}

impl Page {
    /// The page with nothing but its words: headings and plain paragraphs, notes after the text.
    #[must_use]
    pub fn reduced(&self, level: Level) -> Self {
        let mut page =
            Self { blocks: Vec::new(), notes: Vec::new(), answering: document::Answering::default(), ..self.clone() };
        match level {
            Level::Whole => return self.clone(),
            Level::Words => {}
            Level::Title => {
                page.title_in_text = false;
                return page;
            }
        }
        let blocks = self.blocks.iter().map(|placed| (&placed.block, placed.origin));
        let notes = self.notes.iter().flat_map(|note| note.blocks.iter().map(|block| (block, note.origin)));
        for (block, origin) in blocks.chain(notes) {
            let plain =
                Plain { span: block.span, id: block.attrs.id.as_ref(), language: block.language.as_ref(), origin };
            if let BlockKind::Heading(heading) = &block.kind {
                let content = vec![plain.text(&plain_text(&heading.content))];
                plain.add(BlockKind::Heading(Heading { content, ..heading.clone() }), &mut page.blocks);
            } else {
                plain.paragraphs(block_lines(block), &mut page.blocks);
            }
        }
        page
    }
}

/// The words of a page that cannot be read, as plain paragraphs.
pub(crate) fn of_document(page: &document::Page, level: Level) -> Page {
    let mut out = Page::of(page, Vec::new(), Vec::new());
    // The title is no heading of the text any more.
    out.title_in_text = false;
    out.answering = document::Answering::default();
    if level == Level::Title {
        return out;
    }
    let blocks = page.blocks.iter().map(|placed| (placed.block.as_ref(), placed.origin));
    let notes = page.notes.iter().flat_map(|note| note.blocks.iter().map(|block| (block, note.origin)));
    for (block, origin) in blocks.chain(notes) {
        let plain = Plain { span: block.span, id: block.attrs.id.as_ref(), language: block.language.as_ref(), origin };
        plain.paragraphs(document::block_lines(block), &mut out.blocks);
    }
    out
}

/// A block of which only the words are kept.
struct Plain<'p> {
    span: Span,
    id: Option<&'p String>,
    language: Option<&'p Tag>,
    origin: Origin,
}

impl Plain<'_> {
    fn text(&self, text: &str) -> Inline {
        Inline { span: self.span, attrs: Attrs::default(), kind: InlineKind::Text { text: text.to_owned() } }
    }

    fn add(&self, kind: BlockKind, out: &mut Vec<Placed>) {
        let attrs = Attrs { id: self.id.cloned(), ..Attrs::default() };
        let block = Block { span: self.span, attrs, language: self.language.cloned(), kind };
        out.push(Placed { origin: self.origin, block });
    }

    /// A paragraph for each run of text; the first has the name of the block.
    fn paragraphs(mut self, runs: Vec<String>, out: &mut Vec<Placed>) {
        for words in runs {
            let mut content = Vec::new();
            for line in words.lines() {
                if !content.is_empty() {
                    content.push(Inline { span: self.span, attrs: Attrs::default(), kind: InlineKind::LineBreak });
                }
                content.push(self.text(line));
            }
            self.add(BlockKind::Paragraph { content }, out);
            self.id = None;
        }
    }
}

#[cfg(all(test, feature = "sample"))]
mod tests {
    use super::*;
    use crate::sample::{reading, reading_from};
    use crate::{block_text, blocks_text};
    use pamphlet_document::{AS_WORDS, sample};
    use pamphlet_source::{Code, Watch, Work};
    use std::sync::Arc;

    /// Faults in what it names.
    struct Faulty(Vec<&'static str>);

    impl Watch for Faulty {
        fn begin(&self, _work: Work<'_>) -> Result<(), String> {
            Ok(())
        }

        fn behind(&self, work: Work<'_>) {
            assert!(!self.0.contains(&work.to_string().as_str()), "on purpose");
        }

        fn end(&self) {}
    }

    fn texts(faults: &[&'static str]) -> Result<(Vec<String>, Vec<Diagnostic>), Fault> {
        let pages = ["tides", "storms"]
            .map(|id| sample::page(id, id, vec![sample::heading(2, "Now"), sample::paragraph(&format!("Of {id}."))]));
        let reading = reading_from(sample::parts("en", pages.into()));
        let walls = Walls::watched(Arc::new(Faulty(faults.to_vec())));
        with_words(&reading, &walls, "epub", ("the EPUB", AS_WORDS), |reading, walls| {
            let text = |page: &Page| page.blocks.iter().map(|placed| block_text(&placed.block)).collect::<Vec<_>>();
            let page = |page: &Page| walls.behind(&page.id, || format!("{:?} {:?}", walls.level(&page.id), text(page)));
            reading.pages().iter().filter_map(page).collect()
        })
    }

    #[test]
    fn a_page_that_fails_is_reduced_step_by_step() {
        let whole = |id: &str| format!("Whole [\"Now\", \"Of {id}.\"]");
        assert_eq!(texts(&[]), Ok((vec![whole("tides"), whole("storms")], Vec::new())));
        let (made, told) = texts(&["epub en storms"]).unwrap();
        assert_eq!(made, [whole("tides"), "Words [\"Now\", \"Of storms.\"]".to_owned()]);
        assert_eq!(told.iter().map(|told| told.code).collect::<Vec<_>>(), [Code::ExportFailed]);
        let (made, told) = texts(&["epub en storms", "epub words en storms"]).unwrap();
        assert_eq!(made, [whole("tides"), "Title []".to_owned()]);
        assert_eq!(told.iter().map(|told| told.code).collect::<Vec<_>>(), [Code::WordsLost]);
        assert!(texts(&["epub en tides", "epub words en tides", "epub title en tides"]).is_err());
    }

    #[test]
    fn the_words_of_every_node_stay() {
        let reading = reading("it");
        for page in reading.pages() {
            let words = |page: &Page| {
                let blocks = page.blocks.iter().map(|placed| block_text(&placed.block));
                let notes = page.notes.iter().map(|note| blocks_text(&note.blocks));
                let text: Vec<String> = blocks.chain(notes).collect();
                text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let reduced = page.reduced(Level::Words);
            assert_eq!(words(&reduced), words(page));
            let plain =
                |placed: &Placed| matches!(placed.block.kind, BlockKind::Heading(_) | BlockKind::Paragraph { .. });
            assert!(reduced.blocks.iter().all(plain) && reduced.notes.is_empty());
        }
    }
}
