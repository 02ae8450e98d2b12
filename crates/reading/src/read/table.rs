//! Tables.

use super::{Around, Reader};
use crate::icon::{self, Answers};
use crate::{Cell, Row, Table, blocks_text};
use pamphlet_document::{self as document, BlockKind, Inline, InlineKind, says_something, walk};

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &document::Table, around: Around<'_>) -> Table {
        let comparison = table.body.iter().flat_map(|row| &row.cells).any(is_mark);
        let around = Around { answers: Answers::Cell { comparison }, ..around };
        let caption = self.inlines(&table.caption, Around { answers: Answers::Never, ..around });
        let head: Vec<Row> = table.head.iter().map(|row| self.row(row, around)).collect();
        let body: Vec<Row> = table.body.iter().map(|row| self.row(row, around)).collect();
        let labels = labels(table.columns.len(), &head, &body);
        Table { caption, columns: table.columns.clone(), labels, head, body }
    }

    fn row(&mut self, row: &document::Row, around: Around<'_>) -> Row {
        let cells = row.cells.iter().map(|cell| Cell {
            span: cell.span,
            attrs: cell.attrs.clone(),
            // A header that says nothing is none.
            header: cell.header && !cell.blocks.is_empty(),
            columns: cell.columns.max(1),
            rows: cell.rows.max(1),
            blocks: self.blocks(&cell.blocks, around),
        });
        let cells = cells.collect();
        Row { span: row.span, attrs: row.attrs.clone(), cells }
    }
}

/// Whether a cell holds nothing but an icon that answers.
fn is_mark(cell: &document::Cell) -> bool {
    let [block] = cell.blocks.as_slice() else { return false };
    let BlockKind::Paragraph { content } = &block.kind else { return false };
    !content.iter().any(says_something) && content.iter().any(holds_mark)
}

fn holds_mark(inline: &Inline) -> bool {
    if let InlineKind::Icon { name } = &inline.kind {
        return icon::mark(name).is_some_and(|mark| mark.beside_words);
    }
    walk::inline_children(inline).iter().any(holds_mark)
}

/// The words over each column, if there is one head row without spans and every row of the body has one cell a column.
fn labels(columns: usize, head: &[Row], body: &[Row]) -> Vec<String> {
    let [labels] = head else { return Vec::new() };
    let simple =
        |row: &Row| row.cells.len() == columns && row.cells.iter().all(|cell| cell.columns == 1 && cell.rows == 1);
    if !simple(labels) || !body.iter().all(simple) {
        return Vec::new();
    }
    labels.cells.iter().map(|cell| blocks_text(&cell.blocks).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
