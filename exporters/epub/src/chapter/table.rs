//! Tables.

use super::Writer;
use crate::xhtml::push_attribute;
use pamphlet_locale::Direction;
use pamphlet_reading::{Block, Cell, ColumnAlignment, Row, Table, blocks_text};
use std::fmt::Write as _;

/// Tables with more columns than this are set small and close, and as records where there is no room and their cells have
/// labels.
const NARROW: usize = 3;

/// A word of more characters than this, such as an address, may be broken in a cell: its column would push the others
/// out of the page.
const LONG: usize = 20;

/// Or of more than its share of so many, where the columns are many.
const LINE: usize = 60;

/// A text of no more characters than this that runs against its table, such as a number with its unit, stands where its
/// column begins. A longer one is read from its own start.
const SHORT: usize = 24;

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_table(&mut self, block: &'e Block, table: &'e Table) {
        let labels: &[String] = if table.columns.len() > NARROW { &table.labels } else { &[] };
        let open = match (labels.is_empty(), table.columns.len() > NARROW) {
            (false, _) => "\n<table class=\"wide\">\n",
            (true, true) => "\n<table class=\"dense\">\n",
            (true, false) => "\n<table>\n",
        };
        self.element(block, "figure", Some("table"), |writer| {
            if !table.caption.is_empty() {
                writer.out.push_str("\n<figcaption>");
                writer.write_inlines(&table.caption);
                writer.out.push_str("</figcaption>");
            }
            writer.out.push_str(open);
            if !table.head.is_empty() {
                writer.out.push_str("<thead>\n");
                for row in &table.head {
                    writer.write_row(table, row, true, &[]);
                }
                writer.out.push_str("</thead>\n");
            }
            if !table.body.is_empty() {
                writer.out.push_str("<tbody>\n");
                for row in &table.body {
                    writer.write_row(table, row, false, labels);
                }
                writer.out.push_str("</tbody>\n");
            }
            writer.out.push_str("</table>\n");
        });
    }

    fn write_row(&mut self, table: &'e Table, row: &'e Row, head: bool, labels: &'e [String]) {
        self.out.push_str("<tr");
        self.write_attrs(&row.attrs);
        self.out.push('>');
        let mut column = 0;
        for cell in &row.cells {
            let label = labels.get(column).filter(|_| column > 0);
            self.write_cell(table, cell, head, column, label);
            column += usize::try_from(cell.columns).unwrap_or(1);
        }
        self.out.push_str("</tr>\n");
    }

    fn write_cell(&mut self, table: &'e Table, cell: &'e Cell, head: bool, column: usize, label: Option<&String>) {
        let tag = if cell.header { "th" } else { "td" };
        let _ = write!(self.out, "<{tag}");
        if tag == "th" {
            self.out.push_str(if head { " scope=\"col\"" } else { " scope=\"row\"" });
        }
        let aligned = match table.columns.get(column) {
            Some(ColumnAlignment::Center) => "center",
            Some(ColumnAlignment::Right) => "end",
            Some(ColumnAlignment::Left | ColumnAlignment::None) | None => "",
        };
        let text = blocks_text(&cell.blocks);
        let long = if has_long_word(&text, table.columns.len()) { "long" } else { "" };
        let turned = if self.is_turned(cell) && text.chars().count() <= SHORT { "turned" } else { "" };
        let classes =
            [aligned, long, turned].into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ");
        if !classes.is_empty() {
            push_attribute(&mut self.out, "class", &classes);
        }
        if cell.columns > 1 {
            let _ = write!(self.out, " colspan=\"{}\"", cell.columns.min(1000));
        }
        if cell.rows > 1 {
            let _ = write!(self.out, " rowspan=\"{}\"", cell.rows.min(65_534));
        }
        self.write_attrs(&cell.attrs);
        if let Some(label) = label.filter(|label| !label.is_empty() && !cell.blocks.is_empty()) {
            // Shown by the style sheet where the row is a record. No text: readers without styles, and those who copy, have
            // the head of the table.
            push_attribute(&mut self.out, "data-label", &format!("{label}{}", self.colon));
        }
        self.out.push('>');
        self.write_tight(&cell.blocks);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Whether what is in a cell runs against its table.
    fn is_turned(&self, cell: &Cell) -> bool {
        let own = Direction::of(&self.language);
        let turned = |block: &Block| block.language.as_ref().is_some_and(|language| Direction::of(language) != own);
        cell.blocks.iter().any(turned)
    }
}

/// Whether some text has a word that is long where words are not broken, among so many columns: scripts from Thai on are
/// broken by themselves.
fn has_long_word(text: &str, columns: usize) -> bool {
    let most = LONG.min(LINE / columns.max(1));
    let breaks = |character: char| character.is_whitespace() || character >= '\u{0E00}';
    text.split(breaks).any(|word| word.len() > most && word.chars().count() > most)
}
