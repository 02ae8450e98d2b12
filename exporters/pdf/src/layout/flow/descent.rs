//! How far down a column its pieces stand: the one place that adds up heights.

use super::{FlowItem, Frame};

/// The way down a column or a page.
#[derive(Debug, Clone)]
pub(crate) struct Descent {
    /// How far down what was passed reaches, points.
    y: f32,
    /// The same, added up by pieces with the room above them: sums of floating-point numbers depend on their order by
    /// a hair, places have been reckoned in the one and heights in the other, and no document should change for that.
    height: f32,
    /// Room that waits for something below it.
    space: f32,
    /// Nothing stands above, on the page or in the box that began last: there room does not count.
    fresh: bool,
    /// Room below what stands in the boxes that are open, from the outermost.
    below: Vec<f32>,
    /// By what room between pieces is multiplied.
    tight: f32,
}

impl Descent {
    /// From the top, with room between pieces multiplied by `tight`.
    pub(crate) fn new(tight: f32) -> Self {
        Self { y: 0.0, height: 0.0, space: 0.0, fresh: true, below: Vec::new(), tight }
    }

    /// How far down what was passed reaches, without the ends of boxes that are open.
    pub(crate) fn y(&self) -> f32 {
        self.y
    }

    /// The height of what was passed, without the ends of boxes that are open.
    pub(crate) fn height(&self) -> f32 {
        self.height
    }

    /// The height of what was passed, if it ended here: with the ends of boxes that are open.
    pub(crate) fn end(&self) -> f32 {
        self.y + self.below.iter().sum::<f32>()
    }

    /// Where a vbox would begin.
    pub(crate) fn next(&self) -> f32 {
        self.y + self.gap()
    }

    /// The room above what would come next.
    fn gap(&self) -> f32 {
        if self.fresh { 0.0 } else { self.space }
    }

    /// Goes on with a box that began on a page before: where it begins on this one, and where its repeated head does.
    pub(crate) fn reopen(&mut self, frame: &Frame) -> (f32, f32) {
        let start = self.y;
        let head = start + frame.above;
        self.y = head + frame.head.as_ref().map_or(0.0, |head| head.height);
        self.below.push(frame.below);
        (start, head)
    }

    /// Passes a piece: where it begins; of the end of a box, where that is.
    pub(crate) fn step(&mut self, item: &FlowItem) -> f32 {
        match item {
            FlowItem::VBox(vbox) => {
                let start = self.next();
                self.height += self.gap() + vbox.height;
                self.space = 0.0;
                self.y = start + vbox.height;
                self.fresh &= vbox.height <= 0.0;
                start
            }
            FlowItem::Space(room) => {
                self.space = self.space.max(room * self.tight);
                self.y
            }
            FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_) => self.y,
            FlowItem::Open(frame) => {
                let start = self.next();
                self.height += self.gap() + frame.above;
                (self.space, self.fresh) = (0.0, true);
                self.y = start + frame.above;
                self.below.push(frame.below);
                start
            }
            FlowItem::Close => {
                (self.space, self.fresh) = (0.0, false);
                let below = self.below.pop().unwrap_or_default();
                self.y += below;
                self.height += below;
                self.y
            }
        }
    }
}
