//! What becomes of a page that cannot be made as it is: its words as plain paragraphs, so that no word is lost; its
//! title alone when that cannot be made either.

use crate::{Attrs, Block, BlockKind, Document, Heading, Inline, InlineKind, Origin, PageId, Placed};
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
        let work =
            Work { stage: &self.stages[self.level(page) as usize], locale: Some(self.locale), name: Some(&page.0) };
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

#[cfg(test)]
mod tests {
    use super::*;

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
