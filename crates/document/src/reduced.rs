//! What becomes of a page that cannot be made as it is: its words as plain paragraphs, so that no word is lost; its
//! title alone when that cannot be made either.

use crate::{
    Attrs, Block, BlockKind, Document, Edition, Heading, Inline, InlineKind, Note, Origin, Page, PageId, Placed,
    block_lines, plain_text,
};
use pamphlet_source::{Code, Diagnostic, Fault, SourceId, Span, Walls, Work};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How much of a page is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// All of it.
    #[default]
    Whole,
    /// Its headings and words, as plain paragraphs.
    Words,
    /// Its title.
    Title,
}

/// A wall around each page of a stage, and what became of the pages.
#[derive(Debug)]
pub struct PageWalls<'w> {
    walls: &'w Walls,
    /// The stage, by level.
    stages: [String; 3],
    locale: &'w str,
    reduced: BTreeMap<PageId, (Level, Fault)>,
    failed: Mutex<BTreeMap<PageId, Fault>>,
}

impl<'w> PageWalls<'w> {
    /// The walls of a stage of a locale.
    #[must_use]
    pub fn new(walls: &'w Walls, stage: &str, locale: &'w str) -> Self {
        let stages = [stage.to_owned(), format!("{stage} words"), format!("{stage} title")];
        Self { walls, stages, locale, reduced: BTreeMap::new(), failed: Mutex::default() }
    }

    /// Does something to a page; nothing, and the page is noted, when that fails.
    pub fn behind<T>(&self, page: &PageId, run: impl FnOnce() -> T) -> Option<T> {
        let work = Work { stage: &self.stages[self.level(page) as usize], locale: self.locale, name: &page.0 };
        match self.walls.behind(work, run) {
            Ok(made) => Some(made),
            Err(fault) => {
                self.fail(page, fault);
                None
            }
        }
    }

    /// The same for work that belongs to several pages: all of them are noted.
    pub fn behind_all(&self, pages: &[&PageId], run: impl FnOnce()) {
        let Some((first, rest)) = pages.split_first() else { return run() };
        if self.behind(first, run).is_none() {
            let fault = self.failed.lock().unwrap_or_else(PoisonError::into_inner).get(*first).cloned();
            let Some(fault) = fault else { return };
            for page in rest {
                self.fail(page, fault.clone());
            }
        }
    }

    fn fail(&self, page: &PageId, fault: Fault) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).entry(page.clone()).or_insert(fault);
    }

    /// How much of a page is being made.
    #[must_use]
    pub fn level(&self, page: &PageId) -> Level {
        self.reduced.get(page).map(|(level, _)| *level).unwrap_or_default()
    }

    /// Reduces the pages that have failed since the last time; gives them back. Everything is to be made again when
    /// there are any.
    ///
    /// # Errors
    /// When the title alone of a page cannot be made.
    pub fn reduce(&mut self) -> Result<Vec<(PageId, Level)>, Fault> {
        let failed = std::mem::take(self.failed.get_mut().unwrap_or_else(PoisonError::into_inner));
        let mut out = Vec::with_capacity(failed.len());
        for (page, fault) in failed {
            let level = match self.level(&page) {
                Level::Whole => Level::Words,
                Level::Words => Level::Title,
                Level::Title => return Err(fault),
            };
            out.push((page.clone(), level));
            // What was wrong with the whole page says more than what was wrong with its words.
            self.reduced.entry(page).and_modify(|(known, _)| *known = level).or_insert((level, fault));
        }
        Ok(out)
    }

    /// The pages that are not whole, and why.
    pub fn reduced(&self) -> impl Iterator<Item = (&PageId, Level, &Fault)> {
        self.reduced.iter().map(|(page, (level, fault))| (page, *level, fault))
    }
}

/// What there is of a page that is not whole, where it has a place among others.
pub const AS_WORDS: &str = "its words stand there as plain paragraphs";

/// An error for a page that is not whole; `instead` says what there is of its words.
#[must_use]
pub fn told(what: &str, instead: &str, level: Level, fault: &Fault, source: SourceId) -> Diagnostic {
    let mut diagnostic = match level {
        Level::Whole | Level::Words => fault.diagnostic(what, instead),
        Level::Title => fault.diagnostic(what, "its title stands there alone"),
    };
    if level == Level::Title {
        diagnostic.code = Code::WordsLost;
    }
    diagnostic.at(source, Span::new(0, 0))
}

/// Makes something of all pages of an edition. A page that fails behind its wall is reduced, and everything made again,
/// until all is well. `what` names the thing that is made, and what there is of the words of such a page.
///
/// # Errors
/// When the title alone of a page cannot be made.
pub fn with_words<T>(
    edition: &Edition,
    walls: &Walls,
    stage: &str,
    (what, instead): (&str, &str),
    mut make: impl FnMut(&Edition, &PageWalls<'_>) -> T,
) -> Result<(T, Vec<Diagnostic>), Fault> {
    let mut pages = PageWalls::new(walls, stage, edition.locale().as_str());
    let mut made = make(edition, &pages);
    let mut parts = None;
    loop {
        let failed = pages.reduce()?;
        if failed.is_empty() {
            break;
        }
        let parts = parts.get_or_insert_with(|| edition.parts().clone());
        for (id, level) in failed {
            let Some(page) = parts.pages.iter_mut().find(|page| page.id == id) else { continue };
            let whole = page.clone();
            *page = pages.behind(&id, || whole.reduced(level)).unwrap_or_else(|| whole.reduced(Level::Title));
        }
        // Plain words lead nowhere.
        let edition = Edition::new(parts.clone()).map_err(|error| Fault::of_ours(&error.to_string()))?;
        made = make(&edition, &pages);
    }
    let mut diagnostics = Vec::new();
    for (id, level, fault) in pages.reduced() {
        if let Some(page) = edition.page(id) {
            diagnostics.push(told(&format!("`{id}` in {what}"), instead, level, fault, page.source));
        }
    }
    Ok((made, diagnostics))
}

impl Page {
    /// The page with nothing but its words: headings and plain paragraphs, notes after the text.
    #[must_use]
    pub fn reduced(&self, level: Level) -> Self {
        let mut page = Self { blocks: Vec::new(), notes: Vec::new(), ..self.clone() };
        match level {
            Level::Whole => return self.clone(),
            Level::Words => {}
            Level::Title => {
                page.title_in_text = false;
                return page;
            }
        }
        for placed in &self.blocks {
            plain_blocks(&placed.block, placed.origin, &mut page.blocks);
        }
        for Note { origin, blocks, .. } in &self.notes {
            for block in blocks {
                plain_blocks(block, *origin, &mut page.blocks);
            }
        }
        page
    }
}

fn plain_blocks(block: &Block, origin: Origin, out: &mut Vec<Placed>) {
    let mut attrs = Attrs { id: block.attrs.id.clone(), ..Attrs::default() };
    let mut add = |kind: BlockKind| {
        let block =
            Block { span: block.span, attrs: std::mem::take(&mut attrs), language: block.language.clone(), kind };
        out.push(Placed { origin, block: Arc::new(block) });
    };
    let text = |text: String| Inline { span: block.span, attrs: Attrs::default(), kind: InlineKind::Text { text } };
    if let BlockKind::Heading(heading) = &block.kind {
        let content = vec![text(plain_text(&heading.content))];
        return add(BlockKind::Heading(Heading { content, ..heading.clone() }));
    }
    for words in block_lines(block) {
        let mut content = Vec::new();
        for line in words.lines() {
            if !content.is_empty() {
                content.push(Inline { span: block.span, attrs: Attrs::default(), kind: InlineKind::LineBreak });
            }
            content.push(text(line.to_owned()));
        }
        add(BlockKind::Paragraph { content });
    }
}

impl Document {
    /// A text as it was written, line by line, with nothing recognised in it but where paragraphs end and lines that
    /// begin as headings do. The fences of front matter and what is between them are left out.
    #[must_use]
    pub fn of_lines(source: SourceId, text: &str) -> Self {
        let mut lines = Lines { source, blocks: Vec::new(), start: 0, content: Vec::new(), anchors: BTreeMap::new() };
        let mut front = text.trim_start_matches('\u{feff}').starts_with("---");
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let words = line.trim();
            if front {
                front = number == 0 || words != "---";
            } else if words.is_empty() {
                lines.end();
            } else {
                lines.add(at, line.trim_end().len(), words);
            }
            at += line.len();
        }
        lines.end();
        Self { blocks: lines.blocks, ..Self::default() }
    }
}

/// Lines on their way to blocks.
struct Lines {
    source: SourceId,
    blocks: Vec<Placed>,
    /// Where the paragraph under way begins.
    start: usize,
    content: Vec<Inline>,
    /// How often each anchor is taken.
    anchors: BTreeMap<String, usize>,
}

impl Lines {
    fn add(&mut self, at: usize, length: usize, words: &str) {
        let level = words.bytes().take_while(|byte| *byte == b'#').count();
        let title = words[level..].strip_prefix(' ').filter(|_| (1..=6).contains(&level));
        if title.is_some() || self.content.is_empty() {
            self.end();
            self.start = at;
        }
        let span = Span::new(at - self.start, at - self.start + length);
        let node = |kind| Inline { span, attrs: Attrs::default(), kind };
        if let Some(title) = title {
            let content = vec![node(InlineKind::Text { text: title.trim().to_owned() })];
            let anchor = self.anchor(title);
            let level = u8::try_from(level).unwrap_or(6);
            self.block(span, BlockKind::Heading(Heading { level, anchor, aliases: Vec::new(), role: None, content }));
            return;
        }
        if !self.content.is_empty() {
            self.content.push(node(InlineKind::LineBreak));
        }
        self.content.push(node(InlineKind::Text { text: words.to_owned() }));
    }

    /// A name that no heading before has; as websites make them, so that most links still arrive.
    fn anchor(&mut self, title: &str) -> String {
        let words = title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join("-").to_lowercase();
        let count = self.anchors.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 && !name.is_empty() { name } else { format!("{name}_{count}") }
    }

    fn end(&mut self) {
        let Some(last) = self.content.last() else { return };
        let span = Span { start: 0, end: last.span.end };
        let content = std::mem::take(&mut self.content);
        self.block(span, BlockKind::Paragraph { content });
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        let block = Block { span, attrs: Attrs::default(), language: None, kind };
        let origin = Origin { source: self.source, start: u32::try_from(self.start).unwrap_or(u32::MAX) };
        self.blocks.push(Placed { origin, block: Arc::new(block) });
    }
}

#[cfg(all(test, feature = "sample"))]
mod tests {
    use super::*;
    use crate::sample;
    use pamphlet_source::Watch;

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
        let edition = Edition::new(sample::parts("en", pages.into())).expect("it is resolved");
        let walls = Walls::watched(Arc::new(Faulty(faults.to_vec())));
        with_words(&edition, &walls, "epub", ("the EPUB", AS_WORDS), |edition, walls| {
            let text =
                |page: &Page| page.blocks.iter().map(|placed| crate::block_text(&placed.block)).collect::<Vec<_>>();
            let page = |page: &Page| walls.behind(&page.id, || format!("{:?} {:?}", walls.level(&page.id), text(page)));
            edition.pages().iter().filter_map(page).collect()
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
        let edition = sample::edition("it");
        for page in edition.pages() {
            let words = |page: &Page| {
                let blocks = page.blocks.iter().map(|placed| crate::block_text(&placed.block));
                let notes = page.notes.iter().map(|note| crate::blocks_text(&note.blocks));
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

    #[test]
    fn a_text_that_nobody_reads_keeps_its_lines() {
        let text = "---\ntitle: T\n---\nbefore\n# A *title*\n- one\n- two\n\n## A title\n\n#end";
        let document = Document::of_lines(SourceId(3), text);
        let lines: Vec<String> = document.blocks.iter().map(|placed| crate::block_text(&placed.block)).collect();
        assert_eq!(lines, ["before", "A *title*", "- one - two", "A title", "#end"]);
        let anchors = document.blocks.iter().filter_map(|placed| match &placed.block.kind {
            BlockKind::Heading(heading) => Some(heading.anchor.as_str()),
            _ => None,
        });
        assert_eq!(anchors.collect::<Vec<_>>(), ["a-title", "a-title_2"]);
        for (placed, written) in document.blocks.iter().zip(["before", "# A *title*", "- one\n- two"]) {
            assert_eq!(&text[placed.origin.absolute(placed.block.span).range()], written);
        }
        assert_eq!(Document::of_lines(SourceId(0), "---"), Document::default());
    }
}
