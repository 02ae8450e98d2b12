//! Marks of the pages of the printed book: they stand where those pages begin, in items, cells, boxes and lines too.

use super::Writer;
use crate::PageBreak;
use crate::xhtml::{identifier, push_attribute};
use pamphlet_reading::{Block, Page, walk};
use std::collections::{HashMap, VecDeque};

/// Marks that are still to be written.
pub(super) struct Marks {
    /// Before which block or where in it, and the number of the printed page.
    breaks: VecDeque<Break>,
    /// The numbers of the blocks of the page, by their addresses in memory; none where there is nothing to mark.
    numbers: HashMap<usize, usize>,
}

/// Where a page begins, as in [`PageBreak`].
struct Break {
    block: usize,
    part: u16,
    label: String,
}

impl Marks {
    pub(super) fn new(page: &Page, breaks: &[&PageBreak]) -> Self {
        let mut numbers = HashMap::new();
        if breaks.iter().any(|own| own.block > 0 || own.part > 0) {
            walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
                numbers.insert(std::ptr::from_ref(block).addr(), numbers.len());
            });
        }
        let breaks = breaks.iter().map(|own| Break { block: own.block, part: own.part, label: own.label.clone() });
        Self { breaks: breaks.collect(), numbers }
    }
}

impl Writer<'_, '_> {
    /// Writes the marks of the printed pages that begin with a block, or before it where none begins.
    pub(super) fn write_marks_before(&mut self, block: &Block) {
        if !self.marks.breaks.is_empty()
            && let Some(number) = self.marks.numbers.get(&std::ptr::from_ref(block).addr())
        {
            self.write_marks(*number);
        }
    }

    /// Writes the marks that belong before the block of a number and are not written yet.
    pub(super) fn write_marks(&mut self, number: usize) {
        let before = |own: &mut Break| (own.block, own.part) <= (number, 0);
        while let Some(own) = self.marks.breaks.pop_front_if(before) {
            push_mark(&mut self.out, &own.label);
        }
    }

    /// Puts the marks of the pages that begin in the text of a block into what was written of it from a byte on: before the
    /// word, of code before the line, at which the page begins.
    pub(super) fn put_marks_inside(&mut self, block: &Block, start: usize, code: bool) {
        if self.marks.breaks.is_empty() {
            return;
        }
        let Some(number) = self.marks.numbers.get(&std::ptr::from_ref(block).addr()) else { return };
        let mut inside = Vec::new();
        while let Some(own) = self.marks.breaks.pop_front_if(|own| own.block == *number) {
            inside.push(own);
        }
        if inside.is_empty() {
            return;
        }
        let written = self.out.split_off(start);
        let all = letters(&written).count();
        let mut moved: Vec<(usize, usize)> = Vec::new();
        let mut done = 0;
        let mut before = 0;
        let mut places = letters(&written).peekable();
        for own in inside {
            let wanted = all * usize::from(own.part) / 1000;
            while let Some(letter) = places.peek()
                && (before < wanted || !(letter.opens_line || letter.opens_word && !code))
            {
                before += 1;
                places.next();
            }
            let at = places.peek().map_or(written.len(), |letter| letter.at);
            self.out.push_str(&written[done..at]);
            done = at;
            let length = self.out.len();
            push_mark(&mut self.out, &own.label);
            moved.push((start + at, self.out.len() - length));
        }
        self.out.push_str(&written[done..]);
        for fragment in self.fragments.iter_mut().rev().take_while(|fragment| fragment.range.start >= start) {
            let by: usize = moved.iter().filter(|(at, _)| *at <= fragment.range.start).map(|(_, length)| length).sum();
            fragment.range = fragment.range.start + by..fragment.range.end + by;
        }
    }
}

/// A letter of a text in markup.
struct Letter {
    /// Where it begins.
    at: usize,
    /// Whether white space stands before it, or, where words have none between them, it may begin a line.
    opens_word: bool,
    /// Whether the end of a line stands before it.
    opens_line: bool,
}

/// The letters of what stands between tags. What is drawn has none: no element may stand there.
fn letters(markup: &str) -> impl Iterator<Item = Letter> {
    let (mut drawn, mut word, mut line) = (0_usize, false, false);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = markup.get(at..).filter(|rest| !rest.is_empty())?;
            let own = at;
            if rest.starts_with('<') {
                at += rest.find('>').map_or(rest.len(), |end| end + 1);
                if rest.starts_with("<svg") || rest.starts_with("<math") {
                    drawn += usize::from(!markup[own..at].ends_with("/>"));
                } else if rest.starts_with("</svg") || rest.starts_with("</math") {
                    drawn = drawn.saturating_sub(1);
                }
                continue;
            }
            let first = rest.chars().next()?;
            at += if first == '&' { rest.find(';').map_or(1, |end| end + 1) } else { first.len_utf8() };
            if drawn > 0 {
                continue;
            }
            if first.is_whitespace() {
                word = true;
                line |= first == '\n';
                continue;
            }
            let unspaced =
                matches!(first as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x9FFF);
            let opens_word = std::mem::take(&mut word) || unspaced && first.is_alphabetic();
            return Some(Letter { at: own, opens_word, opens_line: std::mem::take(&mut line) });
        }
    })
}

fn push_mark(out: &mut String, label: &str) {
    out.push_str("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
    push_attribute(out, "id", &page_mark_id(label));
    push_attribute(out, "aria-label", &format!("{label}."));
    out.push_str("></span>");
}

/// The identifier of the mark of a printed page.
pub(crate) fn page_mark_id(label: &str) -> String {
    format!("_page.{}", identifier(label))
}
