//! Tables.

use super::Writer;
use crate::xhtml::{push_attribute, push_text};
use pamphlet_document::{Block, Cell, ColumnAlignment, Row, Table, plain_text};
use std::fmt::Write as _;

/// Tables with more columns than this are shown as records where the screen is narrow.
const NARROW: usize = 3;

/// A word of more characters than this, such as an address, may be broken in a cell: its column would push the others
/// out of the page.
const LONG: usize = 20;

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_table(&mut self, block: &'e Block, table: &'e Table) {
        let labels = (table.columns.len() > NARROW).then(|| labels(table)).flatten();
        self.element(block, "figure", Some("table"), |writer| {
            if !table.caption.is_empty() {
                writer.out.push_str("\n<figcaption>");
                writer.write_inlines(&table.caption);
                writer.out.push_str("</figcaption>");
            }
            writer.out.push_str(if labels.is_some() { "\n<table class=\"wide\">\n" } else { "\n<table>\n" });
            if !table.head.is_empty() {
                writer.out.push_str("<thead>\n");
                for row in &table.head {
                    writer.write_row(table, row, true, None);
                }
                writer.out.push_str("</thead>\n");
            }
            if !table.body.is_empty() {
                writer.out.push_str("<tbody>\n");
                for row in &table.body {
                    writer.write_row(table, row, false, labels.as_deref());
                }
                writer.out.push_str("</tbody>\n");
            }
            writer.out.push_str("</table>\n");
        });
    }

    fn write_row(&mut self, table: &'e Table, row: &'e Row, head: bool, labels: Option<&[String]>) {
        self.out.push_str("<tr");
        self.write_attrs(&row.attrs);
        self.out.push('>');
        let mut column = 0;
        for cell in &row.cells {
            let label = labels.and_then(|labels| labels.get(column)).filter(|_| column > 0);
            self.write_cell(table, cell, head, column, label);
            column += usize::try_from(cell.columns.max(1)).unwrap_or(1);
        }
        self.out.push_str("</tr>\n");
    }

    fn write_cell(&mut self, table: &'e Table, cell: &'e Cell, head: bool, column: usize, label: Option<&String>) {
        // A header that says nothing is none.
        let tag = if cell.header && !cell.blocks.is_empty() { "th" } else { "td" };
        let _ = write!(self.out, "<{tag}");
        if tag == "th" {
            self.out.push_str(if head { " scope=\"col\"" } else { " scope=\"row\"" });
        }
        let aligned = match table.columns.get(column) {
            Some(ColumnAlignment::Center) => "center",
            Some(ColumnAlignment::Right) => "end",
            Some(ColumnAlignment::Left | ColumnAlignment::None) | None => "",
        };
        match (aligned, has_long_word(&words(&cell.blocks))) {
            ("", false) => {}
            ("", true) => self.out.push_str(" class=\"long\""),
            (aligned, false) => push_attribute(&mut self.out, "class", aligned),
            (aligned, true) => push_attribute(&mut self.out, "class", &format!("{aligned} long")),
        }
        if cell.columns > 1 {
            let _ = write!(self.out, " colspan=\"{}\"", cell.columns.min(1000));
        }
        if cell.rows > 1 {
            let _ = write!(self.out, " rowspan=\"{}\"", cell.rows.min(65_534));
        }
        self.write_attrs(&cell.attrs);
        self.out.push('>');
        if let Some(label) = label.filter(|label| !label.is_empty() && !cell.blocks.is_empty()) {
            // Shown only where the row is a record; hidden from assistive technology, which knows the header.
            self.out.push_str("<span class=\"label\" data-generated=\"label\" aria-hidden=\"true\">");
            push_text(&mut self.out, label);
            self.out.push_str("</span>");
        }
        let before = std::mem::replace(&mut self.in_cell, true);
        self.write_tight(&cell.blocks);
        self.in_cell = before;
        let _ = write!(self.out, "</{tag}>");
    }
}

/// The words over each column, if there is one head row without spans and every row of the body has one cell a column.
fn labels(table: &Table) -> Option<Vec<String>> {
    let [head] = table.head.as_slice() else { return None };
    let simple = |row: &Row| {
        row.cells.len() == table.columns.len() && row.cells.iter().all(|cell| cell.columns <= 1 && cell.rows <= 1)
    };
    if !simple(head) || !table.body.iter().all(simple) {
        return None;
    }
    Some(head.cells.iter().map(|cell| words(&cell.blocks)).collect())
}

/// Whether some text has a word that is long where words are not broken: scripts from Thai on are broken by themselves.
fn has_long_word(text: &str) -> bool {
    let breaks = |character: char| character.is_whitespace() || character >= '\u{0E00}';
    text.split(breaks).any(|word| word.len() > LONG && word.chars().count() > LONG)
}

fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        pamphlet_document::walk::children(block, &mut |child| {
            if let pamphlet_document::walk::Child::Inlines(content) = child {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(&plain_text(content));
            }
        });
    }
    out
}
