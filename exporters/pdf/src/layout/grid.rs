//! Grids: cards and other parts in columns.

use super::env::{Area, Env, ParagraphStyle};
use super::out::Out;
use crate::display::{Artifact, Form, Item, NodeId, Owner, Rect, Role, Stroke};
use crate::layout::flow::{DrawnItem, Flow, FlowItem, Frame, VBox};
use crate::paragraph::Align;
use crate::style::sizes::{grid as sizes, stroke};
use pamphlet_reading::{Block, BlockKind, Grid};

impl Env<'_> {
    pub(super) fn grid(&self, out: &mut Out<'_>, grid: &Grid) {
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
        let gap = self.look.size.size * sizes::GAP;
        let columns: usize =
            if cells.len() > 1 && self.area.width > self.look.size.size * sizes::TWO_COLUMNS { 2 } else { 1 };
        let widths = [1.0_f32, 2.0];
        let width = (self.area.width - gap * (widths[columns - 1] - 1.0)) / widths[columns - 1];
        let list = out.structure.add(self.parent, Role::List);
        let space = self.block_space();
        let pad = if grid.cards { gap * sizes::PAD } else { 0.0 };
        out.space(if titled { self.look.size.leading * sizes::TITLED_ABOVE } else { space });
        for row in cells.chunks(columns) {
            let mut parts = Vec::new();
            let tried = out.apart(|out| {
                for (index, cell) in row.iter().enumerate() {
                    let left = self.cell_left(if index == 0 { 0.0 } else { width + gap }, width);
                    let area = Area { left: left + pad, width: width - 2.0 * pad };
                    parts.push((left, self.grid_cell(out, list, cell, area)));
                }
            });
            let tallest = parts.iter().map(|(_, flow)| flow.height() + pad * sizes::PAD_BOTH).fold(0.0, f32::max);
            if tallest > self.ctx.style.height() * sizes::HIGHEST {
                // Columns that would break between pages are hard to read, so they are set one below the other.
                for cell in row {
                    self.wide_cell(out, list, cell, pad);
                }
                continue;
            }
            out.append(tried);
            let mut vbox = VBox { height: tallest, ..VBox::default() };
            for (left, cell) in parts {
                if grid.cards {
                    let place = Rect { x: left, y: 0.0, width, height: tallest };
                    let stroke =
                        Some(Stroke { color: self.ctx.style.palette.hairline, width: stroke::HAIR, dash: None });
                    let item = Item::Form { form: Form::Rectangle(place, sizes::RADIUS), fill: None, stroke };
                    vbox.drawn.push(DrawnItem::Item { owner: Owner::Artifact(Artifact::Background), item });
                }
                vbox.absorb(cell.stack(), 0.0, pad * sizes::PAD_ABOVE);
            }
            out.vbox(vbox);
            // What a heading in the last place announces is in the next row.
            if row.last().and_then(|cell| cell.last()).is_some_and(is_heading) {
                out.keep();
            }
            out.space(gap * sizes::ROW_GAP);
        }
        out.space(space);
    }

    /// Where a cell of a width stands that begins so far from the start of the area.
    fn cell_left(&self, offset: f32, width: f32) -> f32 {
        if self.rtl() { self.area.left + self.area.width - width - offset } else { self.area.left + offset }
    }

    /// A part of a grid that stands beside another.
    fn grid_cell(&self, out: &mut Out<'_>, list: NodeId, cell: &[Block], area: Area) -> Flow {
        let item = out.structure.add(list, Role::ListItem);
        let body = out.structure.add(item, Role::ListBody);
        let look = ParagraphStyle { align: Align::Start, ..self.look };
        let env = Env { depth: self.depth + 1, look, ..*self };
        env.separately(out, body, area, |env, out| env.blocks(out, cell))
    }

    /// A part of a grid that takes the whole width, and breaks over pages.
    fn wide_cell(&self, out: &mut Out<'_>, list: NodeId, cell: &[Block], pad: f32) {
        let item = out.structure.add(list, Role::ListItem);
        let body = out.structure.add(item, Role::ListBody);
        let framed = pad > 0.0;
        if framed {
            let border = Some(self.ctx.style.palette.hairline);
            let frame = Frame { above: pad, below: pad, border, radius: sizes::RADIUS, ..self.frame() };
            out.push(FlowItem::Open(frame));
        }
        let area = self.inset(pad, pad);
        self.within(out, body, area, |env, out| env.blocks(out, cell));
        if framed {
            out.push(FlowItem::Close);
        }
        let space = self.block_space();
        out.space(space);
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}
