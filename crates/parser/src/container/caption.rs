//! Captions of `///` blocks, which PyMdown counts by their kinds: a figure in a figure counts within it, `^1` stands so
//! many levels deeper, and `4.2` is the number itself.

use super::selector::selector;
use crate::page::{CaptionNumber, PageParser, block, inline};
use crate::region::Region;
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Attrs, Block, BlockKind, Figure, InlineKind};
use pamphlet_source::{Span, limits};

/// The head of a caption: what it says of its number, and its attributes. None when it is no head of one.
pub(crate) fn head(words: &str) -> Option<(CaptionNumber, Attrs)> {
    let words = words.strip_prefix(['>', '<']).unwrap_or(words).trim_start();
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let number: Option<Vec<u32>> = first
        .trim_start_matches('^')
        .split('.')
        .map(|part| part.parse().ok().filter(|_| part.starts_with(|c: char| matches!(c, '1'..='9'))))
        .collect();
    let Some(number) = number.filter(|number| number.len() <= limits::CONTAINER_LEVELS) else {
        return Some((CaptionNumber::default(), selector(words, false)?.1));
    };
    let (_, attrs) = selector(rest.trim_start(), false)?;
    let told = match first.strip_prefix('^') {
        Some(_) => {
            let level = usize::try_from(number[0]).ok().filter(|level| *level <= limits::CONTAINER_LEVELS)?;
            CaptionNumber { level: Some(level), ..CaptionNumber::default() }
        }
        None => CaptionNumber { number: Some(number), ..CaptionNumber::default() },
    };
    Some((told, attrs))
}

impl PageParser<'_> {
    /// Gives the block before it a caption. What it is called is known when all of the page is.
    pub(crate) fn caption(
        &mut self,
        region: &mut Region,
        kind: &str,
        (told, attrs): (CaptionNumber, Attrs),
        caption: Vec<Block>,
        span: Span,
    ) {
        let kinds = &self.dialect.caption_prefixes;
        let at = kinds.iter().position(|(own, prefix)| own == kind && !prefix.is_empty());
        let label = Some(self.captions_told.len().to_string());
        self.captions_told.push(CaptionNumber { kind: at, span, ..told });
        // Captions of captions lie within each other.
        let mut depth = 0;
        let mut inner = region.out.last();
        while let Some(Block { kind: BlockKind::Figure(figure), .. }) = inner {
            depth += 1;
            inner = figure.blocks.last();
        }
        let shown = if depth < limits::CONTAINER_LEVELS { region.out.pop() } else { None };
        let (blocks, whole) = match shown {
            Some(Block { kind: BlockKind::Figure(shown), span: first, attrs: own, .. }) if shown.caption.is_empty() => {
                let figure = Figure { caption, label, ..shown };
                let mut made = block(first.join(span), BlockKind::Figure(figure));
                made.attrs = Attrs { id: attrs.id.or(own.id.clone()), ..own };
                made.attrs.classes.extend(attrs.classes);
                region.out.push(made);
                return;
            }
            Some(shown) => {
                let whole = shown.span.join(span);
                (vec![shown], whole)
            }
            None => (Vec::new(), span),
        };
        let figure = Figure { blocks, caption, alignment: None, label };
        region.out.push(Block { attrs, ..block(whole, BlockKind::Figure(figure)) });
    }

    /// Gives all captions of a page their numbers.
    pub(crate) fn number_captions(&mut self, blocks: &mut [Block]) {
        if self.captions_told.is_empty() {
            return;
        }
        let told = std::mem::take(&mut self.captions_told);
        let kinds = &self.dialect.caption_prefixes;
        let mut work = Numbers {
            kinds,
            counts: self.dialect.counts_captions,
            deepest: self.dialect.caption_levels,
            told,
            last: vec![0; kinds.len()],
            counters: vec![vec![0]; kinds.len()],
        };
        work.blocks(blocks, &mut Vec::new());
        for note in &mut self.notes {
            work.blocks(&mut note.blocks, &mut Vec::new());
        }
    }
}

struct Numbers<'d> {
    /// The kinds, with what stands before their captions.
    kinds: &'d [(String, String)],
    /// Whether those without a number of their own are counted.
    counts: bool,
    /// How many levels are; all where it is none.
    deepest: usize,
    told: Vec<CaptionNumber>,
    /// On which level the last of each kind stood.
    last: Vec<usize>,
    /// The number of the last of each kind.
    counters: Vec<Vec<u32>>,
}

impl Numbers<'_> {
    /// `around` holds the captions of the figures that these blocks stand in.
    fn blocks(&mut self, blocks: &mut [Block], around: &mut Vec<usize>) {
        for block in blocks.iter_mut() {
            let own = match &mut block.kind {
                BlockKind::Figure(figure) => figure.label.take().and_then(|label| label.parse::<usize>().ok()),
                _ => None,
            };
            if let Some(at) = own.filter(|at| *at < self.told.len()) {
                let number = self.number(at, around);
                self.name(block, at, number);
                around.push(at);
            }
            self.within(block, around);
            if own.is_some() {
                around.pop();
            }
            // A caption of nothing is its text.
            if let (Some(_), BlockKind::Figure(figure)) = (own, &mut block.kind)
                && figure.blocks.is_empty()
            {
                block.kind = BlockKind::Group { blocks: std::mem::take(&mut figure.caption) };
            }
        }
    }

    fn within(&mut self, block: &mut Block, around: &mut Vec<usize>) {
        walk::children_mut(block, &mut |child| {
            if let ChildMut::Blocks(blocks) = child {
                self.blocks(blocks, around);
            }
        });
    }

    /// The number of a caption; none for one that has none.
    fn number(&mut self, at: usize, around: &[usize]) -> Option<Vec<u32>> {
        let told = self.told[at].clone();
        let kind = told.kind?;
        if !self.counts {
            let level = told.level.map(|level| vec![1; level + 1]);
            return level.or(told.number);
        }
        let mut stack = told.level.unwrap_or_default();
        let deepest = if self.deepest > 0 { self.deepest } else { limits::CONTAINER_LEVELS };
        if told.level.is_some() && stack >= deepest {
            return None;
        }
        for outer in around.iter().rev().filter(|outer| self.told[**outer].kind == Some(kind)) {
            stack += self.told[*outer].level.unwrap_or_default() + 1;
            if stack >= deepest {
                return None;
            }
        }
        if let Some(number) = &told.number {
            let own = number.len() - 1;
            self.told[at].level = Some(own.saturating_sub(stack));
            stack = own;
        }
        let (last, counter) = (self.last[kind], &mut self.counters[kind]);
        if stack > last {
            counter.resize(counter.len() + stack - last, 1);
        } else {
            counter.truncate(stack + 1);
            if let Some(count) = counter.last_mut() {
                *count = count.saturating_add(1);
            }
        }
        self.last[kind] = stack;
        if let Some(number) = told.number.filter(|number| *number > *counter) {
            *counter = number;
        }
        Some(counter.iter().take(stack + 1).copied().collect())
    }

    /// Puts the number before a caption, and makes it a place that links can lead to.
    fn name(&self, shown: &mut Block, at: usize, number: Option<Vec<u32>>) {
        let CaptionNumber { kind: Some(kind), span, .. } = &self.told[at] else { return };
        let Some(number) = number else { return };
        let (kind, prefix) = &self.kinds[*kind];
        let digits: Vec<String> = number.iter().map(u32::to_string).collect();
        if self.counts && shown.attrs.id.is_none() {
            shown.attrs.id = Some(format!("__{kind}_{}", digits.join("_")));
        }
        let words = prefix.replace("{}", &digits.join("."));
        let BlockKind::Figure(figure) = &mut shown.kind else { return };
        let place = Span { end: span.start, ..*span };
        let text = inline(place, InlineKind::Text { text: format!("{words} ") });
        match figure.caption.first_mut() {
            Some(Block { kind: BlockKind::Paragraph { content }, .. }) => content.insert(0, text),
            _ => figure.caption.insert(0, block(place, BlockKind::Paragraph { content: vec![text] })),
        }
        figure.label = Some(words.trim_end_matches(['.', ':', ' ']).to_owned());
    }
}
