//! Tables: column widths from what the cells hold, heads repeated on every page, rows not torn; a table that is too
//! wide is set smaller, then on pages that lie on their side, then in parts one below the other, each with the first
//! column.

mod columns;

use super::{Area, Composer, Look, NARROWEST};
use crate::display::{NodeId, Rect, Role, Scope};
use crate::layout::flow::{Flow, FlowItem, Frame, MarginNote, Mark, Slab};
use crate::paragraph::{Content, Flush, Widths};
use crate::style::Size;
use columns::{Place, close_up, distribute, places};
use pamphlet_document::{ColumnAlignment, Table, plain_text};
use pamphlet_locale::Term;
use pamphlet_source::{Code, Diagnostic};

/// In so many lines at most stands the longest of a column, where room can be had.
const TOWER: f32 = 3.2;

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let style = self.ctx.style;
        let (mut places, columns) = places(table.head.iter().chain(&table.body));
        let (head_count, rows) = close_up(&mut places, table.head.len(), table.head.len() + table.body.len());
        if columns == 0 {
            return;
        }
        let space = self.block_space();
        self.space(space * 1.1);
        let nested = self.in_cell;
        let whole = if nested { self.look.size } else { self.fit(style.cell) };
        let pad = whole.size * 0.55;
        // First the margin, then smaller letters.
        let outer_area = self.area;
        let wide = self.area_with_margin();
        let tries = match wide {
            Some(wide) => vec![(outer_area, 1.0_f32), (wide, 1.0), (wide, 0.92), (wide, 0.84)],
            None => vec![(outer_area, 1.0), (outer_area, 0.92), (outer_area, 0.84)],
        };
        let towers = |composer: &mut Self, area: Area| {
            composer.area = area;
            let widths = composer.column_widths(&places, columns, whole, head_count, pad);
            let set = distribute(&widths, area.width);
            widths.iter().zip(&set).map(|(own, set)| own.most / set.max(1.0)).fold(0.0, f32::max)
        };
        // A column in which a line becomes a tower, and would be half as high with the margin.
        let towering = wide.is_some_and(|wide| {
            let tall = towers(self, outer_area);
            tall > TOWER && towers(self, wide) < tall * 0.6
        });
        let mut chosen = None;
        for (area, factor) in tries {
            let size = Size { size: whole.size * factor, leading: whole.leading * factor };
            self.area = area;
            let widths = self.column_widths(&places, columns, size, head_count, pad);
            let least: f32 = widths.iter().map(|width| width.least).sum();
            let most: f32 = widths.iter().map(|width| width.most).sum();
            // Columns that are as narrow as their longest words make towers of much text: then the margin is taken.
            let narrow = wide.is_some() && least > area.width * 0.7 && most > area.width * 2.0;
            let crowded = area == outer_area && (narrow || towering);
            let fits = least <= area.width + 0.1 && !crowded;
            chosen = Some((size, widths));
            if fits {
                break;
            }
        }
        let Some((size, widths)) = chosen else { return };
        let (mut size, mut widths) = (size, widths);
        let mut turned = false;
        let mut groups = self.groups(&widths);
        if groups.len() > 1
            && let Some(lying) = self.turned_area(outer_area)
        {
            let standing = std::mem::replace(&mut self.area, lying);
            for factor in [1.0, 0.92, 0.84] {
                let smaller = Size { size: whole.size * factor, leading: whole.leading * factor };
                let own = self.column_widths(&places, columns, smaller, head_count, pad);
                if own.iter().map(|width| width.least).sum::<f32>() <= lying.width + 0.1 {
                    (size, groups, widths) = (smaller, vec![(0..columns).collect()], own);
                    self.room = style.turned().height();
                    break;
                }
            }
            if groups.len() > 1 {
                self.area = standing;
            } else {
                turned = true;
                let message = format!("a table of {columns} columns is set on a page that lies on its side");
                self.say(Diagnostic::new(Code::Degraded, message).help("write fewer columns"));
            }
        }
        let mut by_column: Vec<Vec<usize>> = vec![Vec::new(); columns];
        for (index, place) in places.iter().enumerate() {
            for column in by_column.iter_mut().skip(place.column).take(place.columns) {
                column.push(index);
            }
        }
        let around = turned.then(|| std::mem::take(&mut self.flow));
        let start = self.flow.items.len();
        if groups.len() > 1 {
            let message = format!("a table of {columns} columns is set in {} parts, one below the other", groups.len());
            self.say(Diagnostic::new(Code::Degraded, message).help("write fewer columns"));
        }
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                self.space(space);
            }
            let node = self.structure.add(self.parent, Role::Table);
            if index == 0 && !plain_text(&table.caption).trim().is_empty() {
                let caption = self.structure.add(node, Role::Caption);
                let look = Look {
                    size: self.fit(style.small),
                    theme: style.plain,
                    color: style.palette.soft,
                    bold: true,
                    flush: Flush::Start,
                    ..self.look
                };
                self.paragraph(&table.caption, look, caption, 0.0);
                self.keep();
                self.space(3.0);
                self.keep();
            }
            let own: Vec<Widths> = group.iter().map(|column| widths[*column]).collect();
            let set = distribute(&own, self.area.width);
            let part = Part {
                table,
                places: &places,
                by_column: &by_column,
                columns: group,
                widths: &set,
                size,
                pad,
                repeated: index > 0,
                rows,
                head_count,
            };
            self.table_part(&part, node);
        }
        if let Some(around) = around {
            let lying = std::mem::replace(&mut self.flow, around);
            (self.area, self.room) = (outer_area, style.height());
            self.point_to_table();
            self.flow.push(FlowItem::Turned(lying));
        } else if self.area != outer_area {
            self.block_margin(start);
        }
        self.area = outer_area;
        self.space(space * 1.1);
    }

    /// The column of a page that lies on its side, for what stands in the column itself. Small pages are bound or
    /// imposed and stay as they are.
    fn turned_area(&self, area: Area) -> Option<Area> {
        let style = self.ctx.style;
        let whole_column = (area.width - style.column).abs() < 0.1 && self.in_column();
        (whole_column && !style.brief.paper.is_small()).then(|| Area { left: 0.0, width: style.turned().column })
    }

    /// Says where a table stands that its place is too narrow for; a screen reader reads it right here.
    fn point_to_table(&mut self) {
        let style = self.ctx.style;
        let arrow = if self.rtl_page() { '←' } else { '→' };
        let words = format!("{}\u{A0}{arrow}", self.ctx.catalog.term(Term::Table));
        let locale = self.ctx.edition.locale().clone();
        let look = Look { size: style.small, theme: style.plain, color: style.palette.soft, ..self.look };
        let look = Look { bold: true, flush: self.title_flush(), ..look };
        let mut content = Content::default();
        content.push(&words, self.text_style(look), &locale, None, None);
        self.content(&content, look, 0.0);
    }

    /// The column together with the margin beside it, where both are free to be taken.
    fn area_with_margin(&self) -> Option<Area> {
        let style = self.ctx.style;
        let whole_column = (self.area.width - style.column).abs() < 0.1 && self.in_column();
        let room = style.page.0 - style.inner - style.outer - style.column;
        if style.margin <= 0.0 || !whole_column || room <= 0.0 {
            return None;
        }
        // The margin lies at the end side.
        let left = if self.rtl_page() { self.area.left - room } else { self.area.left };
        Some(Area { left, width: self.area.width + room })
    }

    /// Keeps what stands in the margin off the pieces from a place on.
    fn block_margin(&mut self, start: usize) {
        for item in &mut self.flow.items[start..] {
            if let FlowItem::Slab(slab) = item {
                slab.margin.push(MarginNote { y: 0.0, height: slab.height, marks: Vec::new() });
            }
        }
    }

    fn table_part(&mut self, part: &Part<'_, '_>, node: NodeId) {
        let style = self.ctx.style;
        let mut head = Slab::default();
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); part.rows];
        let mut covered = Covered { columns: part.columns.len(), cells: vec![false; part.rows * part.columns.len()] };
        for (own, column) in part.columns.iter().enumerate() {
            for index in &part.by_column[*column] {
                let place = &part.places[*index];
                if rows[place.row].last() != Some(index) {
                    rows[place.row].push(*index);
                }
                let reach = if part.repeated { 1 } else { place.rows };
                covered.mark(place.row..(place.row + reach).min(part.rows), own);
            }
        }
        // A head without a body is no part of a table (ISO 32000-1, 14.8.4.3.4): its rows are the table's own.
        let head_node =
            (0 < part.head_count && part.head_count < part.rows).then(|| self.structure.add(node, Role::TableHead));
        for (number, row) in rows.iter().enumerate().take(part.head_count) {
            let parts = self.table_row(part, (number, row), &covered, head_node.unwrap_or(node), true);
            for mut slab in parts {
                let rule = self.hairline(slab.height, style.palette.soft, 0.8);
                slab.marks.push(rule);
                if let Some(fill) = style.palette.head {
                    let place = Rect { x: self.area.left, y: 0.0, width: self.area.width, height: slab.height };
                    slab.marks.insert(0, background(place, fill));
                }
                let y = head.height;
                head.height += slab.height;
                head.absorb(slab, 0.0, y);
            }
        }
        let repeats = part.head_count > 0 && head.height < self.room * 0.3;
        let frame = Frame {
            left: self.area.left,
            width: self.area.width,
            whole_up_to: 0.22,
            head: repeats.then(|| Box::new(head.clone())),
            ..Frame::default()
        };
        self.flow.push(FlowItem::Open(frame));
        if part.head_count > 0 {
            self.flow.push(FlowItem::Slab(head));
            self.keep();
        } else {
            let rule = self.hairline(0.0, style.palette.hairline, 0.6);
            self.flow.push(FlowItem::Slab(Slab { marks: vec![rule], ..Slab::default() }));
            self.keep();
        }
        let body = self.structure.add(node, Role::TableBody);
        for (number, row) in rows.iter().enumerate().skip(part.head_count) {
            for mut slab in self.table_row(part, (number, row), &covered, body, false) {
                let rule = self.hairline(slab.height, style.palette.hairline, 0.6);
                slab.marks.push(rule);
                self.flow.push(FlowItem::Slab(slab));
            }
        }
        self.flow.push(FlowItem::Close);
    }

    /// A row as a slab, or as several when it is higher than a page.
    fn table_row(
        &mut self,
        part: &Part<'_, '_>,
        (number, row): (usize, &[usize]),
        covered: &Covered,
        parent: NodeId,
        head: bool,
    ) -> Vec<Slab> {
        let node = self.structure.add(parent, Role::TableRow);
        let mut flows: Vec<Flow> = Vec::new();
        for index in row {
            let place = &part.places[*index];
            // The first column, and cells that reach over from another part, are said once; further parts repeat them
            // for the eye.
            let repeated = part.repeated && part.columns.get(1).is_none_or(|own| place.column < *own);
            let scope = if head { Scope::Column } else { Scope::Row };
            let header = head || place.cell.header;
            let own_columns = part.columns.iter().skip(usize::from(part.repeated));
            let shown = own_columns.filter(|column| place.covers(**column)).count();
            let last = if place.row < part.head_count { part.head_count } else { part.rows };
            let columns = u16::try_from(shown).unwrap_or(1);
            // In further parts a cell over several rows may leave nothing of its own to the second of them.
            let rows = if part.repeated { 1 } else { place.rows.min(last - place.row) };
            let rows = u16::try_from(rows).unwrap_or(1);
            let role = if header && !repeated { Role::TableHeader(scope) } else { Role::TableData };
            let mut cell = node;
            if shown > 0 {
                cell = self.structure.add(node, role);
                if columns > 1 || rows > 1 {
                    self.structure.set_spans(cell, columns, rows);
                }
            }
            let said = repeated.then(|| self.state());
            let area = self.cell_area(part, place);
            let alignment = part.table.columns.get(place.column).copied().unwrap_or_default();
            let outer_in_cell = std::mem::replace(&mut self.in_cell, true);
            let flow = self.separately(cell, area, |composer| {
                composer.look = Look {
                    size: part.size,
                    theme: composer.ctx.style.plain,
                    bold: header,
                    flush: match alignment {
                        ColumnAlignment::None | ColumnAlignment::Left => Flush::Start,
                        ColumnAlignment::Center => Flush::Center,
                        ColumnAlignment::Right => Flush::End,
                    },
                    tabular: true,
                    ..composer.look
                };
                composer.depth += 1;
                composer.blocks(&place.cell.blocks);
                composer.depth -= 1;
            });
            self.in_cell = outer_in_cell;
            flows.push(match said {
                Some(said) => {
                    self.undo(said);
                    repeat(flow)
                }
                None => flow,
            });
        }
        // ISO 14289-1, 7.5: every row has as many columns; what the source leaves out is an empty cell.
        for own in usize::from(part.repeated)..part.columns.len() {
            if !covered.holds(number, own) {
                self.structure.add(node, Role::TableData);
            }
        }
        let pad = part.pad;
        let tallest = flows.iter().map(Flow::height).fold(0.0, f32::max);
        let most = self.room * 0.8;
        if tallest <= most {
            let mut slab = Slab { height: tallest.max(part.size.leading) + pad * 1.5, ..Slab::default() };
            for flow in flows {
                slab.absorb(flow.stack(), 0.0, pad * 0.75);
            }
            return vec![slab];
        }
        // A row that is higher than a page is torn between lines, cell by cell.
        let mut cells: Vec<std::collections::VecDeque<Slab>> =
            flows.into_iter().map(|flow| flow.pieces().into()).collect();
        let mut out = Vec::new();
        while cells.iter().any(|cell| !cell.is_empty()) {
            let mut slab = Slab::default();
            let mut highest = 0.0_f32;
            for cell in &mut cells {
                let mut y = 0.0;
                while let Some(next) = cell.front() {
                    if y > 0.0 && y + next.height > most {
                        break;
                    }
                    let Some(next) = cell.pop_front() else { break };
                    let height = next.height;
                    slab.absorb(next, 0.0, pad * 0.75 + y);
                    y += height;
                }
                highest = highest.max(y);
            }
            slab.height = highest + pad * 1.5;
            out.push(slab);
        }
        out
    }

    fn cell_area(&self, part: &Part<'_, '_>, place: &Place<'_>) -> Area {
        let mut start = 0.0;
        let mut width = 0.0;
        for (column, own) in part.columns.iter().zip(part.widths) {
            if *column < place.column {
                start += own;
            } else if *column < place.column + place.columns {
                width += own;
            }
        }
        let left = if self.rtl() { self.area.left + self.area.width - start - width } else { self.area.left + start };
        Area { left: left + part.pad, width: (width - part.pad * 2.0).max(NARROWEST.min(width * 0.5).max(1.0)) }
    }
}

/// Which fields of a part of a table hold a cell, or a part of one.
struct Covered {
    columns: usize,
    cells: Vec<bool>,
}

impl Covered {
    fn mark(&mut self, rows: std::ops::Range<usize>, column: usize) {
        for row in rows {
            self.cells[row * self.columns + column] = true;
        }
    }

    fn holds(&self, row: usize, column: usize) -> bool {
        self.cells[row * self.columns + column]
    }
}

/// Columns of a table that stand together.
struct Part<'p, 't> {
    table: &'t Table,
    places: &'p [Place<'t>],
    /// The places that cover each column of the table, by their numbers.
    by_column: &'p [Vec<usize>],
    columns: &'p [usize],
    widths: &'p [f32],
    size: Size,
    pad: f32,
    repeated: bool,
    rows: usize,
    head_count: usize,
}

/// A flow as decoration.
fn repeat(flow: Flow) -> Flow {
    Flow {
        items: flow
            .items
            .into_iter()
            .map(|item| match item {
                FlowItem::Slab(slab) => FlowItem::Slab(slab.repeated()),
                FlowItem::Space(_)
                | FlowItem::Keep
                | FlowItem::Open(_)
                | FlowItem::Close
                | FlowItem::PageBreak
                | FlowItem::Turned(_) => item,
            })
            .collect(),
    }
}

fn background(place: Rect, fill: crate::display::Color) -> Mark {
    Mark::Item {
        owner: crate::display::Owner::Artifact(crate::display::Artifact::Background),
        item: crate::display::Item::Form {
            form: crate::display::Form::Rectangle(place, 0.0),
            fill: Some(fill),
            stroke: None,
        },
    }
}
