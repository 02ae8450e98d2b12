//! Grids: cards and other parts in columns.

use super::{Area, Composer};
use crate::display::{Artifact, Form, Item, NodeId, Owner, Rect, Role, Stroke};
use crate::layout::flow::{FlowItem, Frame, Mark, Slab};
use crate::paragraph::Flush;
use pamphlet_document::{Block, BlockKind, Grid};

impl Composer<'_> {
    pub(super) fn grid(&mut self, grid: &Grid) {
        // The cards of a list are its items; else every block is one.
        let mut cells: Vec<&[Block]> = Vec::new();
        for block in &grid.blocks {
            if let (BlockKind::List(list), true) = (&block.kind, grid.cards) {
                cells.extend(list.items.iter().map(|item| item.blocks.as_slice()));
            } else {
                cells.push(std::slice::from_ref(block));
            }
        }
        let titled = !grid.cards && grid.blocks.first().is_some_and(is_heading);
        if titled {
            // Parts with titles: each title and what it announces stand together.
            cells = grid.blocks.chunk_by(|_, next| !is_heading(next)).collect();
        }
        let gap = self.look.size.size * 1.1;
        let columns: usize = if cells.len() > 1 && self.area.width > self.look.size.size * 26.0 { 2 } else { 1 };
        let widths = [1.0_f32, 2.0];
        let width = (self.area.width - gap * (widths[columns - 1] - 1.0)) / widths[columns - 1];
        let list = self.structure.add(self.parent, Role::List);
        let space = self.block_space();
        self.space(if titled { self.look.size.leading * 1.3 } else { space });
        for row in cells.chunks(columns) {
            let mut slab = Slab::default();
            let mut parts = Vec::new();
            let before = self.state();
            for (index, cell) in row.iter().enumerate() {
                let item = self.structure.add(list, Role::ListItem);
                let body = self.structure.add(item, Role::ListBody);
                let offset = if index == 0 { 0.0 } else { width + gap };
                let left = if self.rtl() {
                    self.area.left + self.area.width - width - offset
                } else {
                    self.area.left + offset
                };
                let pad = if grid.cards { gap * 0.8 } else { 0.0 };
                let area = Area { left: left + pad, width: width - 2.0 * pad };
                let cell_flow = self.separately(body, area, |composer| {
                    composer.depth += 1;
                    composer.look.flush = Flush::Start;
                    composer.blocks(cell);
                    composer.depth -= 1;
                });
                parts.push((left, pad, cell_flow));
            }
            let tallest = parts.iter().map(|(_, pad, flow)| flow.height() + pad * 1.6).fold(0.0, f32::max);
            if tallest > self.ctx.style.height() * 0.7 {
                // Columns that would break over pages are read with difficulty: one below the other, then.
                self.undo(before);
                let pad = if grid.cards { gap * 0.8 } else { 0.0 };
                for cell in row {
                    self.wide_cell(list, cell, pad);
                }
                continue;
            }
            for (left, pad, cell) in parts {
                if grid.cards {
                    let place = Rect { x: left, y: 0.0, width, height: tallest };
                    let stroke = Some(Stroke { color: self.ctx.style.palette.hairline, width: 0.6, dash: None });
                    let item = Item::Form { form: Form::Rectangle(place, 3.0), fill: None, stroke };
                    slab.marks.push(Mark::Item { owner: Owner::Artifact(Artifact::Background), item });
                }
                slab.absorb(cell.stack(), 0.0, pad * 0.8);
            }
            slab.height = tallest;
            self.flow.push(FlowItem::Slab(slab));
            // What a heading in the last place announces is in the next row.
            if row.last().and_then(|cell| cell.last()).is_some_and(is_heading) {
                self.keep();
            }
            self.space(gap * 0.8);
        }
        self.space(space);
    }

    /// A part of a grid that takes the whole width, and breaks over pages.
    fn wide_cell(&mut self, list: NodeId, cell: &[Block], pad: f32) {
        let item = self.structure.add(list, Role::ListItem);
        let body = self.structure.add(item, Role::ListBody);
        let framed = pad > 0.0;
        if framed {
            let (left, width) = (self.area.left, self.area.width);
            let border = Some(self.ctx.style.palette.hairline);
            let frame = Frame { left, width, above: pad, below: pad, border, radius: 3.0, ..Frame::default() };
            self.flow.push(FlowItem::Open(frame));
        }
        let area = self.inset(pad, pad);
        self.within(body, area, |composer| composer.blocks(cell));
        if framed {
            self.flow.push(FlowItem::Close);
        }
        let space = self.block_space();
        self.space(space);
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}
