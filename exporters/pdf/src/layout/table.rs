//! Tables: column widths from what the cells hold, heads repeated on every page, rows not torn; a table that is too
//! wide is set smaller, then on landscape pages, then in parts one below the other, each with the first
//! column.

mod columns;

use super::env::{Area, Env, ParagraphStyle};
use super::out::Out;
use crate::display::{NodeId, Rect, Role, Scope};
use crate::layout::flow::{DrawnItem, Flow, FlowItem, Frame, MarginNote, VBox, height};
use crate::paragraph::{Align, Content, Widths};
use crate::style::Size;
use crate::style::sizes::page::{NARROWEST_COLUMN, SMALLER_TABLES};
use crate::style::sizes::{space as spaces, stroke, table as sizes, whole};
use columns::{Grid, GridCell, close_up, distribute, least, most, places};
use pamphlet_locale::Term;
use pamphlet_reading::{ColumnAlignment, Table, plain_text};
use pamphlet_source::{Code, Diagnostic};

/// The tolerance for sums of widths, points.
const ROUNDING: f32 = 0.1;

impl Env<'_> {
    pub(super) fn table(&self, out: &mut Out<'_>, table: &Table) {
        let (mut places, columns) = places(table.head.iter().chain(&table.body));
        let (head_count, rows) = close_up(&mut places, table.head.len(), table.head.len() + table.body.len());
        if columns == 0 {
            return;
        }
        let grid = Grid { places, columns, rows, head_count };
        let space = self.block_space();
        out.space(space * spaces::BOX);
        let whole = if self.in_cell { self.look.size } else { self.fit(self.ctx.style.cell) };
        let pad = whole.size * sizes::PAD;
        let upright = self.fit_table(out, &grid, whole, pad);
        let landscape = if upright.groups.len() > 1 { self.fit_landscape(out, &grid, whole, pad) } else { None };
        if let Some(fitted) = landscape {
            let message = format!("a table of {columns} columns is set on a landscape page");
            self.say(out, Diagnostic::new(Code::Degraded, message).help("write fewer columns"));
            let env = Env { area: fitted.area, room: self.ctx.style.landscape().height(), ..*self };
            let part = out.apart(|out| env.table_parts(out, table, &grid, &fitted, pad));
            let flow = out.append(part);
            self.point_to_table(out);
            out.push(FlowItem::Landscape(flow));
        } else {
            let upright = upright.with_broken_words();
            if upright.groups.len() > 1 && self.ctx.style.options.large && self.records(out, table, &grid) {
                out.space(space * spaces::BOX);
                return;
            }
            let start = out.flow.items.len();
            if upright.groups.len() > 1 {
                let parts = upright.groups.len();
                let message = format!("a table of {columns} columns is set in {parts} parts, one below the other");
                self.say(out, Diagnostic::new(Code::Degraded, message).help("write fewer columns"));
            }
            Env { area: upright.area, ..*self }.table_parts(out, table, &grid, &upright, pad);
            if upright.area != self.area {
                block_margin(&mut out.flow.items[start..]);
            }
        }
        out.space(space * spaces::BOX);
    }

    /// Sets the rows of a table that is too wide one by one, each value below the head of its column. Says whether it
    /// did: a table without heads has nothing to call its values by.
    fn records(&self, out: &mut Out<'_>, table: &Table, grid: &Grid<'_>) -> bool {
        if grid.head_count == 0 || grid.head_count == grid.rows {
            return false;
        }
        let style = self.ctx.style;
        if !plain_text(&table.caption).trim().is_empty() {
            let node = out.structure.add(self.parent, Role::Paragraph);
            let look =
                ParagraphStyle { size: self.fit(style.small), color: style.palette.soft, bold: true, ..self.look };
            self.paragraph(out, &table.caption, ParagraphStyle { align: Align::Start, ..look }, node, 0.0);
            out.keep();
        }
        let heads = |column: usize| {
            let heads = grid.places.iter().filter(|place| place.row < grid.head_count && place.covers(column));
            let words: Vec<String> = heads.map(|place| pamphlet_reading::blocks_text(&place.cell.blocks)).collect();
            words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let list = out.structure.add(self.parent, Role::List);
        for row in grid.head_count..grid.rows {
            let item = out.structure.add(list, Role::ListItem);
            let body = out.structure.add(item, Role::ListBody);
            let frame = Frame { whole_up_to: whole::CARD_LARGE, never_torn: true, ..self.frame() };
            out.space(self.look.size.leading);
            out.push(FlowItem::Open(frame));
            let rule = self.hairline(0.0, style.palette.soft, stroke::HEAD);
            out.vbox(VBox { drawn: vec![rule], ..VBox::default() });
            out.keep();
            let look = ParagraphStyle { theme: style.plain, align: Align::Start, ..self.look };
            let env = Env { look, ..*self };
            for place in grid.places.iter().filter(|place| place.row <= row && row < place.row + place.rows) {
                env.value(out, body, &heads(place.column), place);
            }
            out.push(FlowItem::Close);
        }
        true
    }

    /// A value of a record: the head of its column at the start side, the value beside it. The first has the whole
    /// width: it is what the record is called by.
    fn value(&self, out: &mut Out<'_>, parent: NodeId, head: &str, place: &GridCell<'_>) {
        out.space(self.look.size.leading * sizes::RECORD_ABOVE);
        let named = place.column > 0 && !head.is_empty();
        let width = if named { self.area.width * sizes::RECORD_HEAD } else { 0.0 };
        let label = named.then(|| {
            let style = self.ctx.style;
            let look = ParagraphStyle { size: style.small, color: style.palette.soft, bold: true, ..self.look };
            let area = self.inset(0.0, self.area.width - width + self.look.size.size * sizes::PAD);
            self.separately(out, parent, area, |env, out| {
                env.words(out, head, look, Role::Paragraph, None);
            })
        });
        let start = out.flow.items.len();
        let mut rest = 0.0;
        if let Some(label) = label {
            let label = label.stack();
            rest = label.height;
            out.vbox(VBox { height: 0.0, ..label });
            out.keep();
        }
        let look = ParagraphStyle { bold: place.cell.header || place.column == 0, ..self.look };
        self.within(out, parent, self.inset(width, 0.0), |env, out| {
            out.close_above = true;
            Env { look, in_cell: true, ..*env }.blocks(out, &place.cell.blocks);
            out.close_above = false;
        });
        rest -= height(&out.flow.items[start..]);
        if rest > 0.0 {
            out.vbox(VBox { height: rest, ..VBox::default() });
        }
    }

    /// How a table stands best in the column: first the margin is taken, then letters are made smaller.
    fn fit_table(&self, out: &Out<'_>, grid: &Grid<'_>, whole: Size, pad: f32) -> Fitted {
        let wide = self.area_with_margin();
        let widest = wide.unwrap_or(self.area);
        let mut tries = vec![(self.area, 1.0_f32)];
        tries.extend(wide.map(|wide| (wide, 1.0)));
        // Large print is not made smaller.
        let smaller: &[f32] = if self.ctx.style.options.large { &[] } else { &SMALLER_TABLES };
        tries.extend(smaller.iter().map(|factor| (widest, *factor)));
        let towers = |area: Area| {
            let widths = Env { area, ..*self }.column_widths(out, grid, whole, pad);
            let set = distribute(&widths, area.width);
            widths.iter().zip(&set).map(|(own, set)| own.most / set.max(1.0)).fold(0.0, f32::max)
        };
        // A column in which a line becomes a tower, and would be half as high with the margin.
        let towering = wide.is_some_and(|wide| {
            let tall = towers(self.area);
            tall > sizes::TOWER && towers(wide) < tall * sizes::TOWER_GAIN
        });
        let mut fitted = Fitted { area: self.area, size: whole, widths: Vec::new(), groups: Vec::new() };
        for (area, factor) in tries {
            let size = whole.scaled(factor);
            let widths = Env { area, ..*self }.column_widths(out, grid, size, pad);
            let (least, most) = (least(&widths), most(&widths));
            // Columns that are as narrow as their longest words make towers of much text: then the margin is taken.
            let narrow = wide.is_some() && least > area.width * sizes::NARROW && most > area.width * sizes::MUCH_TEXT;
            let crowded = area == self.area && (narrow || towering);
            fitted = Fitted { area, size, widths, groups: Vec::new() };
            if least <= area.width + ROUNDING && !crowded {
                break;
            }
        }
        fitted.groups = Env { area: fitted.area, ..*self }.groups(&fitted.widths);
        fitted
    }

    /// How a table stands in one part on a landscape page, if it does.
    fn fit_landscape(&self, out: &Out<'_>, grid: &Grid<'_>, whole: Size, pad: f32) -> Option<Fitted> {
        // In large print rows are easier to read as records than on pages that are turned.
        let area = self.landscape_area().filter(|_| !self.ctx.style.options.large)?;
        [1.0].into_iter().chain(SMALLER_TABLES).find_map(|factor| {
            let size = whole.scaled(factor);
            let widths = Env { area, ..*self }.column_widths(out, grid, size, pad);
            let groups = vec![(0..grid.columns).collect()];
            (least(&widths) <= area.width + ROUNDING).then_some(Fitted { area, size, widths, groups })
        })
    }

    /// Sets the columns that stand together, one below the other.
    fn table_parts(&self, out: &mut Out<'_>, table: &Table, grid: &Grid<'_>, fitted: &Fitted, pad: f32) {
        let style = self.ctx.style;
        let mut by_column: Vec<Vec<usize>> = vec![Vec::new(); grid.columns];
        for (index, place) in grid.places.iter().enumerate() {
            for column in by_column.iter_mut().skip(place.column).take(place.columns) {
                column.push(index);
            }
        }
        for (index, group) in fitted.groups.iter().enumerate() {
            if index > 0 {
                out.space(self.block_space());
            }
            let node = out.structure.add(self.parent, Role::Table);
            if index == 0 && !plain_text(&table.caption).trim().is_empty() {
                let caption = out.structure.add(node, Role::Caption);
                let look = ParagraphStyle {
                    size: self.fit(style.small),
                    theme: style.plain,
                    color: style.palette.soft,
                    bold: true,
                    align: Align::Start,
                    ..self.look
                };
                self.paragraph(out, &table.caption, look, caption, 0.0);
                out.keep();
                out.space(sizes::BELOW_CAPTION);
                out.keep();
            }
            let own: Vec<Widths> = group.iter().map(|column| fitted.widths[*column]).collect();
            let set = distribute(&own, self.area.width);
            let part = Part {
                table,
                grid,
                by_column: &by_column,
                columns: group,
                widths: &set,
                size: fitted.size,
                pad,
                repeated: index > 0,
            };
            self.table_part(out, &part, node);
        }
    }

    /// The column of a landscape page, for what stands in the column itself. Small pages are bound or
    /// imposed and stay as they are.
    fn landscape_area(&self) -> Option<Area> {
        let style = self.ctx.style;
        let whole_column = (self.area.width - style.column).abs() < ROUNDING && self.in_column();
        (whole_column && !style.options.paper.is_small()).then(|| Area { left: 0.0, width: style.landscape().column })
    }

    /// Says where a table stands that its place is too narrow for; a screen reader reads it right here.
    fn point_to_table(&self, out: &mut Out<'_>) {
        let style = self.ctx.style;
        let arrow = if self.rtl_page() { '←' } else { '→' };
        let words = format!("{}\u{A0}{arrow}", self.ctx.catalog.term(Term::Table));
        let look = ParagraphStyle { size: style.small, theme: style.plain, color: style.palette.soft, ..self.look };
        let look = ParagraphStyle { bold: true, align: self.title_align(), ..look };
        let mut content = Content::default();
        content.push(&words, look.text(), self.ctx.reading.locale(), None, None);
        self.content(out, &content, look, 0.0);
    }

    /// The column together with the margin beside it, where both are free to be taken.
    pub(super) fn area_with_margin(&self) -> Option<Area> {
        let style = self.ctx.style;
        let whole_column = (self.area.width - style.column).abs() < ROUNDING && self.in_column();
        let room = style.page.0 - style.inner - style.outer - style.column;
        if style.margin <= 0.0 || !whole_column || room <= 0.0 {
            return None;
        }
        // The margin lies at the end side.
        let left = if self.rtl_page() { self.area.left - room } else { self.area.left };
        Some(Area { left, width: self.area.width + room })
    }

    fn table_part(&self, out: &mut Out<'_>, part: &Part<'_, '_>, node: NodeId) {
        let style = self.ctx.style;
        let mut head = VBox::default();
        let mut rows: Vec<Vec<usize>> = vec![Vec::new(); part.grid.rows];
        let mut covered =
            Covered { columns: part.columns.len(), cells: vec![false; part.grid.rows * part.columns.len()] };
        for (own, column) in part.columns.iter().enumerate() {
            for index in &part.by_column[*column] {
                let place = &part.grid.places[*index];
                if rows[place.row].last() != Some(index) {
                    rows[place.row].push(*index);
                }
                let reach = if part.repeated { 1 } else { place.rows };
                covered.mark(place.row..(place.row + reach).min(part.grid.rows), own);
            }
        }
        // A head without a body is no part of a table (ISO 32000-1, 14.8.4.3.4): its rows are the table's own.
        let head_node = (0 < part.grid.head_count && part.grid.head_count < part.grid.rows)
            .then(|| out.structure.add(node, Role::TableHead));
        for (number, row) in rows.iter().enumerate().take(part.grid.head_count) {
            let parts = self.table_row(out, part, (number, row), &covered, head_node.unwrap_or(node), true);
            for mut vbox in parts {
                let rule = self.hairline(vbox.height, style.palette.soft, stroke::HEAD);
                vbox.drawn.push(rule);
                if let Some(fill) = style.palette.head {
                    let place = Rect { x: self.area.left, y: 0.0, width: self.area.width, height: vbox.height };
                    vbox.drawn.insert(0, background(place, fill));
                }
                let y = head.height;
                head.height += vbox.height;
                head.absorb(vbox, 0.0, y);
            }
        }
        let repeats = part.grid.head_count > 0 && head.height < self.room * sizes::HEAD;
        let frame = Frame { whole_up_to: whole::TABLE, head: repeats.then(|| Box::new(head.clone())), ..self.frame() };
        out.push(FlowItem::Open(frame));
        if part.grid.head_count > 0 {
            out.vbox(head);
            out.keep();
        } else {
            let rule = self.hairline(0.0, style.palette.hairline, stroke::HAIR);
            out.vbox(VBox { drawn: vec![rule], ..VBox::default() });
            out.keep();
        }
        let body = out.structure.add(node, Role::TableBody);
        for (number, row) in rows.iter().enumerate().skip(part.grid.head_count) {
            for mut vbox in self.table_row(out, part, (number, row), &covered, body, false) {
                let rule = self.hairline(vbox.height, style.palette.hairline, stroke::HAIR);
                vbox.drawn.push(rule);
                out.vbox(vbox);
            }
        }
        out.push(FlowItem::Close);
    }

    /// A row as a vbox, or as several when it is higher than a page.
    fn table_row(
        &self,
        out: &mut Out<'_>,
        part: &Part<'_, '_>,
        (number, row): (usize, &[usize]),
        covered: &Covered,
        parent: NodeId,
        head: bool,
    ) -> Vec<VBox> {
        let node = out.structure.add(parent, Role::TableRow);
        let mut flows: Vec<Flow> = Vec::new();
        for index in row {
            let place = &part.grid.places[*index];
            // The first column, and cells that reach over from another part, are said once; further parts repeat them
            // for the eye.
            let repeated = part.repeated && part.columns.get(1).is_none_or(|own| place.column < *own);
            let scope = if head { Scope::Column } else { Scope::Row };
            let header = head || place.cell.header;
            let own_columns = part.columns.iter().skip(usize::from(part.repeated));
            let shown = own_columns.filter(|column| place.covers(**column)).count();
            let last = if place.row < part.grid.head_count { part.grid.head_count } else { part.grid.rows };
            let columns = u16::try_from(shown).unwrap_or(1);
            // In further parts a cell over several rows may leave nothing of its own to the second of them.
            let rows = if part.repeated { 1 } else { place.rows.min(last - place.row) };
            let rows = u16::try_from(rows).unwrap_or(1);
            let role = if header && !repeated { Role::TableHeader(scope) } else { Role::TableData };
            let mut cell = node;
            if shown > 0 {
                cell = out.structure.add(node, role);
                if columns > 1 || rows > 1 {
                    out.structure.set_spans(cell, columns, rows);
                }
            }
            let alignment = part.table.columns.get(place.column).copied().unwrap_or_default();
            let env = Env { parent: cell, ..self.cell(part, place, alignment, header) };
            let set = out.apart(|out| env.blocks(out, &place.cell.blocks));
            flows.push(if repeated { repeat(set.flow) } else { out.append(set) });
        }
        // ISO 14289-1, 7.5: every row has as many columns; what the source leaves out is an empty cell.
        for own in usize::from(part.repeated)..part.columns.len() {
            if !covered.holds(number, own) {
                out.structure.add(node, Role::TableData);
            }
        }
        let pad = part.pad;
        let tallest = flows.iter().map(Flow::height).fold(0.0, f32::max);
        let most = self.room * sizes::ROW;
        if tallest <= most {
            let mut vbox = VBox { height: tallest.max(part.size.leading) + pad * sizes::PAD_BOTH, ..VBox::default() };
            for flow in flows {
                vbox.absorb(flow.stack(), 0.0, pad * sizes::PAD_ABOVE);
            }
            return vec![vbox];
        }
        // A row that is higher than a page is torn between lines, cell by cell.
        let mut cells: Vec<std::collections::VecDeque<VBox>> =
            flows.into_iter().map(|flow| flow.pieces().into()).collect();
        let mut out = Vec::new();
        while cells.iter().any(|cell| !cell.is_empty()) {
            let mut vbox = VBox::default();
            let mut highest = 0.0_f32;
            for cell in &mut cells {
                let mut y = 0.0;
                while let Some(next) = cell.front() {
                    if y > 0.0 && y + next.height > most {
                        break;
                    }
                    let Some(next) = cell.pop_front() else { break };
                    let height = next.height;
                    vbox.absorb(next, 0.0, pad * sizes::PAD_ABOVE + y);
                    y += height;
                }
                highest = highest.max(y);
            }
            vbox.height = highest + pad * sizes::PAD_BOTH;
            out.push(vbox);
        }
        out
    }

    /// How the blocks of a cell are set.
    fn cell(&self, part: &Part<'_, '_>, place: &GridCell<'_>, alignment: ColumnAlignment, header: bool) -> Self {
        let look = ParagraphStyle {
            size: part.size,
            theme: self.ctx.style.plain,
            bold: header,
            align: match alignment {
                ColumnAlignment::None | ColumnAlignment::Left => Align::Start,
                ColumnAlignment::Center => Align::Center,
                ColumnAlignment::Right => Align::End,
            },
            tabular: true,
            ..self.look
        };
        let area = self.cell_area(part, place);
        Env { area, look, depth: self.depth + 1, apart: true, in_cell: true, ..*self }
    }

    fn cell_area(&self, part: &Part<'_, '_>, place: &GridCell<'_>) -> Area {
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
        Area { left: left + part.pad, width: (width - part.pad * 2.0).max(NARROWEST_COLUMN.min(width * 0.5).max(1.0)) }
    }
}

/// How a table is set.
struct Fitted {
    area: Area,
    size: Size,
    /// What every column asks for.
    widths: Vec<Widths>,
    /// The columns that stand together.
    groups: Vec<Vec<usize>>,
}

impl Fitted {
    /// In one part, where that takes no more than to break a few long words in columns that stay wide.
    fn with_broken_words(mut self) -> Self {
        if self.groups.len() > 1
            && let Some(most) = columns::most_for_words(&self.widths, self.area.width, self.area.width * sizes::BROKEN)
        {
            self.widths.iter_mut().for_each(|width| width.least = width.least.min(most));
            self.groups = vec![(0..self.widths.len()).collect()];
        }
        self
    }
}

/// Keeps what stands in the margin off some pieces, and off their heads where these are repeated.
pub(super) fn block_margin(items: &mut [FlowItem]) {
    let block = |vbox: &mut VBox| vbox.margin.push(MarginNote { height: vbox.height, ..MarginNote::default() });
    for item in items {
        match item {
            FlowItem::VBox(vbox) => block(vbox),
            FlowItem::Open(frame) => frame.head.iter_mut().for_each(|head| block(head)),
            FlowItem::Space(_) | FlowItem::Keep | FlowItem::Close | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
        }
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
    grid: &'p Grid<'t>,
    /// The places that cover each column of the table, by their numbers.
    by_column: &'p [Vec<usize>],
    columns: &'p [usize],
    widths: &'p [f32],
    size: Size,
    pad: f32,
    repeated: bool,
}

/// A flow as decoration.
fn repeat(flow: Flow) -> Flow {
    Flow {
        items: flow
            .items
            .into_iter()
            .map(|item| match item {
                FlowItem::VBox(vbox) => FlowItem::VBox(vbox.repeated()),
                FlowItem::Space(_)
                | FlowItem::Keep
                | FlowItem::Open(_)
                | FlowItem::Close
                | FlowItem::PageBreak
                | FlowItem::Landscape(_) => item,
            })
            .collect(),
    }
}

fn background(place: Rect, fill: crate::display::Color) -> DrawnItem {
    DrawnItem::Item {
        owner: crate::display::Owner::Artifact(crate::display::Artifact::Background),
        item: crate::display::Item::Form {
            form: crate::display::Form::Rectangle(place, 0.0),
            fill: Some(fill),
            stroke: None,
        },
    }
}
