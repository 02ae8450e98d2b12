//! Marks of the pages of the printed book: they stand where those pages begin, in items, cells and boxes too.

use super::Writer;
use crate::xhtml::{identifier, push_attribute};
use pamphlet_reading::{Block, Page, walk};
use std::collections::{HashMap, VecDeque};

/// Marks that are still to be written.
pub(super) struct Marks {
    /// Before which block, and the number of the printed page.
    breaks: VecDeque<(usize, String)>,
    /// The numbers of the blocks of the page, by their addresses in memory; none where there is nothing to mark.
    numbers: HashMap<usize, usize>,
}

impl Marks {
    pub(super) fn new(page: &Page, breaks: &[(usize, String)]) -> Self {
        let mut numbers = HashMap::new();
        if breaks.iter().any(|(at, _)| *at > 0) {
            walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
                numbers.insert(std::ptr::from_ref(block).addr(), numbers.len());
            });
        }
        Self { breaks: breaks.iter().cloned().collect(), numbers }
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
        while let Some((_, label)) = self.marks.breaks.pop_front_if(|(at, _)| *at <= number) {
            self.out.push_str("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
            push_attribute(&mut self.out, "id", &page_mark_id(&label));
            push_attribute(&mut self.out, "aria-label", &format!("{label}."));
            self.out.push_str("></span>");
        }
    }
}

/// The identifier of the mark of a printed page.
pub(crate) fn page_mark_id(label: &str) -> String {
    format!("_page.{}", identifier(label))
}
