//! `<table>`, `<ul>`, `<ol>`, `<dl>` in HTML.

use super::raw::trim;
use super::tree::{Element, Node};
use crate::mapped::Mapped;
use crate::page::PageParser;
use pamphlet_document::{
    Attrs, Block, BlockKind, Cell, ColumnAlignment, Definition, DefinitionList, Detail, List, ListItem, ListKind,
    Numerals, Row, Table, Term,
};
use pamphlet_source::{Span, limits};

impl PageParser<'_> {
    /// A table.
    pub(crate) fn raw_table(&mut self, mapped: &Mapped<'_>, element: Element) -> Table {
        let mut table = Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body: Vec::new() };
        self.table_part(mapped, element.children, false, &mut table);
        let width =
            table.head.iter().chain(&table.body).map(|row| row.cells.iter().map(|cell| cell.columns).sum()).max();
        table.columns = vec![ColumnAlignment::None; width.map_or(0, |width: u32| width.min(1000) as usize)];
        table
    }

    fn table_part(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>, head: bool, table: &mut Table) {
        for node in nodes {
            let element = match node {
                Node::Element(element) => element,
                Node::Comment(_) => continue,
                Node::Text(ref range) if mapped.text[range.clone()].trim().is_empty() => continue,
                // What stands in no cell is shown before the table by browsers.
                Node::Text(ref range) | Node::Fence(ref range) => {
                    let span = mapped.span(range);
                    let blocks = self.raw_children(mapped, vec![node]);
                    let cell = Cell { span, attrs: Attrs::default(), header: false, columns: 1, rows: 1, blocks };
                    table.body.push(Row { span, attrs: Attrs::default(), cells: vec![cell] });
                    continue;
                }
            };
            match element.tag.name.as_str() {
                "caption" => table.caption = trim(self.raw_line(mapped, element.children)),
                "thead" => self.table_part(mapped, element.children, true, table),
                "tbody" | "tfoot" => self.table_part(mapped, element.children, false, table),
                "tr" => {
                    let span = mapped.span(&element.range);
                    let attrs = element.tag.attrs.clone();
                    let cells = self.cells(mapped, element.children);
                    let row = Row { span, attrs, cells };
                    if head { table.head.push(row) } else { table.body.push(row) }
                }
                _ => self.table_part(mapped, element.children, head, table),
            }
        }
    }

    fn cells(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>) -> Vec<Cell> {
        let mut cells = Vec::new();
        for node in nodes {
            let element = match node {
                Node::Element(element) => element,
                Node::Comment(_) => continue,
                Node::Text(ref range) if mapped.text[range.clone()].trim().is_empty() => continue,
                Node::Text(ref range) | Node::Fence(ref range) => {
                    let span = mapped.span(range);
                    let blocks = self.raw_children(mapped, vec![node]);
                    cells.push(Cell { span, attrs: Attrs::default(), header: false, columns: 1, rows: 1, blocks });
                    continue;
                }
            };
            let mut attrs = element.tag.attrs.clone();
            let covers = |key: &str| {
                attrs.get(key).and_then(|count| count.trim().parse().ok()).unwrap_or(1u32).clamp(1, limits::CELL_SPAN)
            };
            let (columns, rows) = (covers("colspan"), covers("rowspan"));
            attrs.pairs.retain(|(key, _)| !matches!(key.as_str(), "colspan" | "rowspan" | "role" | "style"));
            let header = element.tag.name == "th";
            let span = mapped.span(&element.range);
            let blocks = self.raw_children(mapped, element.children);
            cells.push(Cell { span, attrs, header, columns, rows, blocks });
        }
        cells
    }

    /// A bullet or numbered list.
    pub(crate) fn raw_list(&mut self, mapped: &Mapped<'_>, element: Element) -> List {
        let start = element.tag.attrs.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let numerals = element.tag.attrs.get("type").and_then(Numerals::of_html).unwrap_or_default();
        let list = if element.tag.name == "ol" { ListKind::Numbered { start, numerals } } else { ListKind::Bullet };
        let mut items = Vec::new();
        let mut tight = true;
        for node in element.children {
            let (span, attrs, children) = match node {
                Node::Element(item) => (
                    mapped.span(&item.range),
                    item.tag.attrs.clone(),
                    if item.tag.name == "li" { item.children } else { vec![Node::Element(item)] },
                ),
                Node::Text(ref range) if mapped.text[range.clone()].trim().is_empty() => continue,
                Node::Text(ref range) | Node::Fence(ref range) => (mapped.span(range), Attrs::default(), vec![node]),
                Node::Comment(_) => continue,
            };
            tight &= !children.iter().any(|child| matches!(child, Node::Element(inner) if inner.tag.name == "p"));
            let blocks = self.raw_children(mapped, children);
            items.push(ListItem { span, attrs, language: None, task: None, blocks });
        }
        List { list, tight, items }
    }

    /// A definition list.
    pub(crate) fn raw_definitions(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>, entries: &mut Vec<Definition>) {
        for node in nodes {
            let element = match node {
                Node::Element(element) => element,
                Node::Comment(_) => continue,
                Node::Text(ref range) if mapped.text[range.clone()].trim().is_empty() => continue,
                Node::Text(ref range) | Node::Fence(ref range) => {
                    let span = mapped.span(range);
                    let blocks = self.raw_children(mapped, vec![node]);
                    let detail = Detail { span, attrs: Attrs::default(), tight: true, blocks };
                    match entries.last_mut() {
                        Some(entry) => entry.details.push(detail),
                        None => entries.push(Definition { terms: Vec::new(), details: vec![detail] }),
                    }
                    continue;
                }
            };
            let span = mapped.span(&element.range);
            let attrs = element.tag.attrs.clone();
            match element.tag.name.as_str() {
                "dt" => {
                    let content = trim(self.raw_line(mapped, element.children));
                    let term = Term { span, attrs, content };
                    match entries.last_mut() {
                        Some(entry) if entry.details.is_empty() => entry.terms.push(term),
                        _ => entries.push(Definition { terms: vec![term], details: Vec::new() }),
                    }
                }
                "dd" => {
                    let blocks = self.raw_children(mapped, element.children);
                    let detail = Detail { span, attrs, tight: true, blocks };
                    match entries.last_mut() {
                        Some(entry) => entry.details.push(detail),
                        None => entries.push(Definition { terms: Vec::new(), details: vec![detail] }),
                    }
                }
                _ => self.raw_definitions(mapped, element.children, entries),
            }
        }
    }

    /// The same as a block.
    pub(crate) fn raw_definition_list(&mut self, mapped: &Mapped<'_>, element: Element, span: Span) -> Block {
        let mut entries = Vec::new();
        self.raw_definitions(mapped, element.children, &mut entries);
        crate::page::block(span, BlockKind::DefinitionList(DefinitionList { entries }))
    }
}

/// How many fields the grid of a table has at least, whatever its cells leave out or cover twice.
pub(super) fn table_cells(table: &Table) -> usize {
    let rows = || table.head.iter().chain(&table.body);
    let width = |row: &Row| row.cells.iter().map(|cell| cell.columns as usize).sum::<usize>();
    let widest = rows().map(width).max().unwrap_or(0);
    let covered =
        rows().flat_map(|row| &row.cells).map(|cell| cell.columns as usize * cell.rows as usize).sum::<usize>();
    covered.max(widest * rows().count())
}
