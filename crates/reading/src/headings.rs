//! The levels of headings.

use pamphlet_document::{BlockKind, Page, walk};

/// The levels of a page's headings, while it is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Levels {
    /// What is added to the level of every heading as written.
    shift: i8,
    /// The level at which the last heading was announced; the title of the page is at the first.
    pub last: u8,
}

impl Levels {
    /// Below a title that is not in the text headings begin at the second level; all move by the same number of levels.
    /// Where the title is in the text they stay.
    pub(crate) fn of(page: &Page) -> Self {
        let (mut lowest, mut highest) = (u8::MAX, 0);
        walk::each_block(page.blocks.iter().map(|placed| placed.block.as_ref()), &mut |block| {
            if let BlockKind::Heading(heading) = &block.kind {
                lowest = lowest.min(heading.level);
                highest = highest.max(heading.level);
            }
        });
        let shift = if page.title_in_text || lowest == u8::MAX { 0 } else { 2 - lowest.clamp(1, 6).cast_signed() };
        Self { shift: shift.min(6 - highest.clamp(1, 6).cast_signed()), last: 1 }
    }

    /// The level at which a heading looks, and the one at which it is announced: no level is skipped on the way down. A
    /// heading without words is not announced, and the next one does not count from it.
    pub(crate) fn next(&mut self, written: u8, says_something: bool) -> (u8, u8) {
        let shown = (written.clamp(1, 6).cast_signed() + self.shift).clamp(1, 6).cast_unsigned();
        let announced = shown.min(self.last + 1);
        if says_something {
            self.last = announced;
        }
        (shown, announced)
    }

    /// The level of a label that what follows stands under.
    pub(crate) fn below(self) -> u8 {
        (self.last + 1).min(6)
    }
}
