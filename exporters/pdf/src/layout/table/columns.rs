//! The grid of a table: in which column each cell stands, how wide columns must and may be, which stand together.

use crate::display::Structure;
use crate::font::Theme;
use crate::layout::{Env, Out, ParagraphStyle};
use crate::paragraph::{Align, Content, InlineObject, ObjectKind, Widths, measure};
use crate::style::Size;
use crate::style::sizes::table as sizes;
use pamphlet_locale::Direction;
use pamphlet_reading::{Block, BlockKind, Cell, Row, walk};
use pamphlet_source::limits;

/// A cell at its place in the grid.
pub(super) struct GridCell<'t> {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) cell: &'t Cell,
}

impl GridCell<'_> {
    /// Whether it stands in a column.
    pub(super) fn covers(&self, column: usize) -> bool {
        self.column <= column && column < self.column + self.columns
    }
}

/// The cells of a table at their places.
pub(super) struct Grid<'t> {
    pub(super) places: Vec<GridCell<'t>>,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// How many of the rows are the head.
    pub(super) head_count: usize,
}

/// The width of columns as narrow as they can be.
pub(super) fn least(widths: &[Widths]) -> f32 {
    widths.iter().map(|width| width.least).sum()
}

/// The width of columns of which no line is broken.
pub(super) fn most(widths: &[Widths]) -> f32 {
    widths.iter().map(|width| width.most).sum()
}

/// Finds the column of every cell, past those that reach down from rows above.
pub(super) fn places<'t>(rows: impl Iterator<Item = &'t Row>) -> (Vec<GridCell<'t>>, usize) {
    let mut out = Vec::new();
    let mut covered: Vec<usize> = Vec::new();
    let mut width = 0;
    for (row, cells) in rows.enumerate() {
        let mut column = 0;
        for cell in &cells.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let columns = (cell.columns.max(1) as usize).min(limits::TABLE_COLUMNS);
            let rows = cell.rows.max(1) as usize;
            if covered.len() < column + columns {
                covered.resize(column + columns, 0);
            }
            covered[column..column + columns].fill(rows);
            out.push(GridCell { row, column, columns, rows, cell });
            column += columns;
            width = width.max(column);
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    (out, width)
}

/// Takes out rows in which no cell begins: cells that reach down over all of one would be as high as nothing, and no
/// row without cells is allowed (ISO 14289-1, 7.5). Gives back how many rows the head and the table have then.
pub(super) fn close_up(places: &mut [GridCell<'_>], head: usize, rows: usize) -> (usize, usize) {
    let mut begun = vec![false; rows];
    for place in &*places {
        begun[place.row] = true;
    }
    // How many rows above each go.
    let mut gone = vec![0; rows + 1];
    for (row, begun) in begun.iter().enumerate() {
        gone[row + 1] = gone[row] + usize::from(!begun);
    }
    for place in places {
        let below = (place.row + place.rows).min(rows).max(place.row);
        place.rows -= gone[below] - gone[place.row];
        place.row -= gone[place.row];
    }
    (head - gone[head], rows - gone[rows])
}

impl Env<'_> {
    /// What every column asks for.
    pub(super) fn column_widths(&self, out: &Out<'_>, grid: &Grid<'_>, size: Size, pad: f32) -> Vec<Widths> {
        let mut widths = vec![Widths { least: size.size, most: size.size }; grid.columns];
        for place in grid.places.iter().filter(|place| place.columns == 1) {
            let bold = place.row < grid.head_count || place.cell.header;
            let own = self.cell_widths(out, &place.cell.blocks, size, bold);
            let width = &mut widths[place.column];
            width.least = width.least.max(own.least + pad * 2.0);
            width.most = width.most.max(own.most + pad * 2.0);
        }
        for place in grid.places.iter().filter(|place| place.columns > 1) {
            let own = self.cell_widths(out, &place.cell.blocks, size, false);
            let end = (place.column + place.columns).min(grid.columns);
            let covered = &mut widths[place.column..end];
            let least: f32 = covered.iter().map(|width| width.least).sum();
            #[expect(clippy::cast_precision_loss, reason = "a few columns")]
            let more = (own.least + pad * 2.0 - least).max(0.0) / place.columns as f32;
            for width in covered {
                width.least += more;
                width.most = width.most.max(width.least);
            }
        }
        // A word of extraordinary length breaks rather than make the whole table small.
        let most = self.area.width * sizes::WORD;
        for width in &mut widths {
            width.least = width.least.min(most);
            width.most = width.most.max(width.least);
        }
        widths
    }

    /// What a cell asks for.
    fn cell_widths(&self, out: &Out<'_>, blocks: &[Block], size: Size, bold: bool) -> Widths {
        let mut widths = Widths::default();
        let env = Env { in_cell: true, ..*self };
        out.apart(|out| widths = env.measured(out, blocks, size, bold));
        widths
    }

    fn measured(&self, out: &mut Out<'_>, blocks: &[Block], size: Size, bold: bool) -> Widths {
        let mut widths = Widths::default();
        let look = ParagraphStyle {
            size,
            bold,
            theme: self.ctx.style.plain,
            color: self.look.color,
            align: Align::Start,
            tabular: true,
            hyphenate: false,
        };
        walk::each_block(blocks, &mut |block| {
            let is_list = matches!(block.kind, BlockKind::List(_) | BlockKind::DefinitionList(_));
            let is_code = matches!(block.kind, BlockKind::Code(_));
            let inset = size.size
                * if is_list {
                    sizes::LIST
                } else if is_code {
                    sizes::CODE
                } else {
                    0.0
                };
            let mut see = |content: &Content| {
                let direction = Direction::of(self.language);
                let own = measure(self.ctx.engine, content, direction);
                widths.most = widths.most.max(own.most + inset);
                let small = with_small_pictures(content, size.size * sizes::PICTURE);
                let least = small.map_or(own.least, |small| measure(self.ctx.engine, &small, direction).least);
                // Of words without spaces between them each letter may stand on a line of its own, which is no line.
                let short = own.most.min(size.size * sizes::CELL_LEAST);
                widths.least = widths.least.max(least.max(short) + inset);
            };
            walk::children(block, &mut |child| {
                if let walk::Child::Inlines(inlines) = child {
                    let content = self.inlines(out, inlines, look, Structure::ROOT);
                    see(&content);
                }
            });
            if let BlockKind::Code(code) = &block.kind {
                for line in code.text.lines().take(200) {
                    let longest = line.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
                    let mut content = Content::default();
                    let style = ParagraphStyle { theme: Theme::Mono, ..look }.text();
                    content.push(longest, style, self.language, None, None);
                    see(&content);
                }
            }
            if inset > 0.0 {
                widths.least = widths.least.max(inset + size.size * sizes::INSET_LEAST);
            }
        });
        widths
    }

    /// Columns that stand together: all of them, or as many as fit, always with the first.
    pub(super) fn groups(&self, widths: &[Widths]) -> Vec<Vec<usize>> {
        if least(widths) <= self.area.width + super::ROUNDING || widths.len() <= 3 {
            return vec![(0..widths.len()).collect()];
        }
        let first = widths[0].least.min(self.area.width * sizes::FIRST);
        let mut groups = Vec::new();
        let mut group = vec![0];
        let mut sum = first;
        for (column, width) in widths.iter().enumerate().skip(1) {
            if group.len() > 1 && sum + width.least > self.area.width {
                groups.push(std::mem::replace(&mut group, vec![0]));
                sum = first;
            }
            group.push(column);
            sum += width.least;
        }
        groups.push(group);
        groups
    }
}

/// A content whose pictures are not wider than this; none where none is wider.
fn with_small_pictures(content: &Content, most: f32) -> Option<Content> {
    let is_wide = |object: &InlineObject| matches!(object.kind, ObjectKind::Picture(_)) && object.width > most;
    if !content.objects.iter().any(is_wide) {
        return None;
    }
    let mut small = content.clone();
    small.objects.iter_mut().filter(|object| is_wide(object)).for_each(|object| object.width = most);
    Some(small)
}

/// How wide words may be, so that columns have room beside each other if wider words are broken; none if words would
/// have to break that are no wider than `least`.
pub(super) fn most_for_words(widths: &[Widths], room: f32, least: f32) -> Option<f32> {
    let mut sorted: Vec<f32> = widths.iter().map(|width| width.least).collect();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut open) = (room, sorted.len());
    for width in sorted {
        #[expect(clippy::cast_precision_loss, reason = "a few columns")]
        let share = left / open as f32;
        if width > share {
            return (share >= least).then_some(share);
        }
        left -= width;
        open -= 1;
    }
    Some(room)
}

/// The widths of columns: what they ask for, the room that is left shared by how much they could use.
pub(super) fn distribute(widths: &[Widths], room: f32) -> Vec<f32> {
    let (least, most) = (least(widths), most(widths));
    if least >= room {
        return widths.iter().map(|width| width.least * room / least.max(1.0)).collect();
    }
    if most <= room {
        return widths.iter().map(|width| width.most + (room - most) * width.most / most.max(1.0)).collect();
    }
    // The root lets a column of long text not starve the others.
    let wish: f32 = widths.iter().map(|width| (width.most - width.least).sqrt()).sum();
    let mut out: Vec<f32> = widths.iter().map(|width| width.least).collect();
    let mut left = room - least;
    let mut open: Vec<bool> = widths.iter().map(|width| width.most > width.least).collect();
    let mut share = wish;
    for _ in 0..widths.len() {
        let mut full = false;
        for (index, width) in widths.iter().enumerate() {
            let part = (width.most - width.least).sqrt();
            if open[index] && share > 0.0 && width.least + left * part / share >= width.most {
                out[index] = width.most;
                left -= width.most - width.least;
                share -= part;
                open[index] = false;
                full = true;
            }
        }
        if !full {
            break;
        }
    }
    for (index, width) in widths.iter().enumerate() {
        if open[index] && share > 0.0 {
            out[index] = width.least + left.max(0.0) * (width.most - width.least).sqrt() / share;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Widths, most_for_words};

    fn words(all: &[f32]) -> Vec<Widths> {
        all.iter().map(|least| Widths { least: *least, most: *least }).collect()
    }

    #[test]
    fn the_widest_words_break_before_a_table_is_parted() {
        // One word is too long by 16 of 334.
        let most = most_for_words(&words(&[69.0, 64.0, 72.0, 44.0, 101.0]), 334.0, 73.0).expect("one word breaks");
        assert!((most - 85.0).abs() < 0.01, "{most}");
        // Two are, and share what the others leave.
        let most = most_for_words(&words(&[100.0, 200.0, 300.0]), 400.0, 80.0).expect("two words break");
        assert!((most - 150.0).abs() < 0.01, "{most}");
        // All of them are long.
        assert_eq!(most_for_words(&words(&[100.0; 6]), 400.0, 80.0), None);
    }
}
