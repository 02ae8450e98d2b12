//! Tables: aligned columns where they fit, else a record a row.

use crate::writer::Writer;
use pamphlet_locale::Direction;
use pamphlet_reading::{Cell, ColumnAlignment, Row, Table};
use unicode_width::UnicodeWidthStr;

/// Columns between two columns of a table.
const GAP: usize = 2;

impl Writer<'_, '_> {
    pub(crate) fn write_table(&mut self, table: &Table) {
        let caption = self.words(&table.caption);
        self.write_label(&caption);
        if !caption.is_empty() {
            self.space(1);
        }
        let head: Vec<Vec<String>> = table.head.iter().map(|row| self.row_words(row)).collect();
        let body: Vec<Vec<String>> = table.body.iter().map(|row| self.row_words(row)).collect();
        if !self.write_columns(table, &head, &body) {
            self.write_records(&table.labels, &head, &body);
        }
    }

    fn row_words(&mut self, row: &Row) -> Vec<String> {
        row.cells.iter().map(|cell| self.cell_words(cell)).collect()
    }

    /// What a cell holds, on one line: its parts are written as everywhere, and their lines joined.
    fn cell_words(&mut self, cell: &Cell) -> String {
        let in_cell = std::mem::replace(&mut self.in_cell, true);
        let lines = self.aside(|writer| writer.write_tight(&cell.blocks));
        self.in_cell = in_cell;
        let mut out = String::new();
        for line in lines.lines() {
            let line = line.trim_start().trim_start_matches("\u{2022} ");
            if line.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str(if out.ends_with([':', '：']) { " " } else { "; " });
            }
            out.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        out
    }

    /// Writes aligned columns, if every row has every column and all fit. Where text runs right to left, columns
    /// would change places with the words in them: then there are none.
    fn write_columns(&mut self, table: &Table, head: &[Vec<String>], body: &[Vec<String>]) -> bool {
        let columns = table.columns.len();
        let plain =
            |row: &Row| row.cells.len() == columns && row.cells.iter().all(|cell| cell.columns <= 1 && cell.rows <= 1);
        if self.catalog.direction() == Direction::Rtl || !table.head.iter().chain(&table.body).all(plain) {
            return false;
        }
        let mut widths = vec![0; columns];
        for row in head.iter().chain(body) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let total = widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1);
        if total > self.room() {
            return false;
        }
        for (index, row) in head.iter().chain(body).enumerate() {
            let mut line = String::new();
            for ((cell, width), alignment) in row.iter().zip(&widths).zip(&table.columns) {
                let free = width - cell.width();
                let before = match alignment {
                    ColumnAlignment::None | ColumnAlignment::Left => 0,
                    ColumnAlignment::Center => free / 2,
                    ColumnAlignment::Right => free,
                };
                line.push_str(&" ".repeat(before));
                line.push_str(cell);
                line.push_str(&" ".repeat(free - before + GAP));
            }
            self.line(&line);
            if !head.is_empty() && index + 1 == head.len() {
                self.space(1);
            }
        }
        true
    }

    /// Writes each row as a record: its first cell, then the others, each after the words over its column.
    fn write_records(&mut self, labels: &[String], head: &[Vec<String>], body: &[Vec<String>]) {
        let rows = if labels.is_empty() { head.iter().chain(body).collect::<Vec<_>>() } else { body.iter().collect() };
        // The word over the first column has no place in records.
        if let Some(first) = labels.first().filter(|first| !first.is_empty()) {
            self.write_label(first);
            self.space(1);
        }
        for row in rows {
            let mut cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let Some((first_column, first)) = cells.next() else { continue };
            let first = match labels.get(first_column).filter(|label| first_column > 0 && !label.is_empty()) {
                Some(label) => format!("{label}: {first}"),
                None => first.clone(),
            };
            self.marked("\u{2022} ", |writer| {
                writer.text(&first);
                for (column, cell) in cells {
                    match labels.get(column).filter(|label| !label.is_empty()) {
                        Some(label) => {
                            let line = format!("{}: {cell}", label.trim_end_matches(':'));
                            writer.text(&line);
                        }
                        None => writer.text(cell),
                    }
                }
            });
            self.space(1);
        }
    }
}
