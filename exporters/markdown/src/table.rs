//! Tables.

use crate::block::{Out, Writer};
use pamphlet_reading::{Cell, ColumnAlignment, Row, Table};

impl Writer<'_> {
    /// A table with a row of heads; where the page has none it is empty. A cell that covers several has its words in the
    /// first of them.
    pub(crate) fn table(&mut self, table: &Table, out: &mut Out) {
        let caption = self.run(&table.caption);
        out.paragraph(&caption);
        let columns = table.columns.len();
        if columns == 0 {
            return;
        }
        let mut grid = Grid { columns, covered: vec![0; columns] };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in table.head.iter().chain(&table.body) {
            rows.push(grid.row(self, row));
        }
        if table.head.is_empty() {
            rows.insert(0, vec![String::new(); columns]);
        }
        let marks = table.columns.iter().map(|column| match column {
            ColumnAlignment::None => "---",
            ColumnAlignment::Left => ":--",
            ColumnAlignment::Center => ":-:",
            ColumnAlignment::Right => "--:",
        });
        rows.insert(1, marks.map(str::to_owned).collect());
        out.paragraph(&rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect::<Vec<_>>().join("\n"));
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let before = std::mem::replace(&mut self.in_cell, true);
        let mut lines = Vec::new();
        self.lines_of_cell(&cell.blocks, &mut lines);
        self.in_cell = before;
        lines.retain(|line| !line.trim().is_empty());
        lines.join("<br>").replace('\n', " ")
    }
}

/// Which columns cells of the rows above still cover.
struct Grid {
    columns: usize,
    covered: Vec<u32>,
}

impl Grid {
    fn row(&mut self, writer: &mut Writer<'_>, row: &Row) -> Vec<String> {
        let mut out = vec![String::new(); self.columns];
        let mut further = Vec::new();
        let mut column = 0;
        for cell in &row.cells {
            while self.covered.get(column).is_some_and(|rows| *rows > 0) {
                self.covered[column] -= 1;
                column += 1;
            }
            let words = writer.cell(cell);
            match out.get_mut(column) {
                Some(place) => *place = words,
                // More cells than the table has columns: no word is lost.
                None => further.push(words),
            }
            for _ in 0..cell.columns.max(1) {
                if let Some(covered) = self.covered.get_mut(column) {
                    *covered = cell.rows.saturating_sub(1);
                }
                column += 1;
            }
        }
        for covered in self.covered.iter_mut().skip(column) {
            *covered = covered.saturating_sub(1);
        }
        if let Some(last) = out.last_mut() {
            for words in further.into_iter().filter(|words| !words.is_empty()) {
                last.push_str(if last.is_empty() { "" } else { "<br>" });
                last.push_str(&words);
            }
        }
        out
    }
}
