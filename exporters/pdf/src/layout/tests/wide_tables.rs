//! Tables that are wider than their column: smaller letters, then a landscape page, then parts.

use super::*;
use crate::layout::flow::{FlowItem, Frame, VBox};
use pamphlet_document::{Cell, ColumnAlignment, Row, Table};

/// A table with the number of its row and column in every cell, behind some letters.
fn table(columns: usize, rows: usize, letters: &str) -> Block {
    let cell = |words: String| Cell {
        span: Span::default(),
        attrs: Attrs::default(),
        header: false,
        columns: 1,
        rows: 1,
        blocks: vec![paragraph(&words)],
    };
    let row = |row: usize| Row {
        span: Span::default(),
        attrs: Attrs::default(),
        cells: (0..columns).map(|column| cell(format!("{letters}r{row}c{column}"))).collect(),
    };
    block(BlockKind::Table(Table {
        caption: Vec::new(),
        columns: vec![ColumnAlignment::None; columns],
        head: vec![row(0)],
        body: (1..rows).map(row).collect(),
    }))
}

/// Every cell is there, on its sheet, and before the next one in the direction of the page.
fn check_cells(list: &crate::display::DisplayList, language: &str, columns: usize, rows: usize) {
    let mut places = BTreeMap::new();
    for page in &list.pages {
        for (_, item) in page.items() {
            let Item::Run(run) = item else { continue };
            let width: f32 = page.glyphs(run).map(|glyph| glyph.advance).sum();
            assert!(run.origin.x >= 0.0 && run.origin.x + width <= page.width, "{language}: {}", page.text(run));
            if let Some((_, name)) = page.text(run).split_once('r') {
                places.insert(format!("r{name}"), run.origin.x);
            }
        }
    }
    for row in 0..rows {
        for column in 0..columns {
            assert!(places.contains_key(&format!("r{row}c{column}")), "{language}: r{row}c{column}");
        }
        let (first, second) = (places[&format!("r{row}c1")], places[&format!("r{row}c2")]);
        assert_eq!(first < second, language != "ar", "{language}: row {row}");
    }
}

#[test]
fn sixty_columns_are_set_in_parts() {
    for language in ["en", "ar", "ja"] {
        let (list, diagnostics) = pages(language, vec![table(60, 40, "")]);
        check_cells(&list, language, 60, 40);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].code, Code::Degraded);
        assert!(diagnostics[0].message.contains("in parts") || diagnostics[0].message.contains(" parts"));
        assert!(list.pages.iter().all(|page| page.width < page.height));
    }
}

#[test]
fn a_table_that_fits_a_page_on_its_side_turns_it() {
    for language in ["en", "ar", "ja"] {
        let mut blocks = vec![paragraph("Before"), heading(2, "Announced"), table(10, 60, "wwwwww")];
        blocks.extend((0..60).map(|number| paragraph(&format!("After{number}."))));
        let (list, diagnostics) = pages(language, blocks);
        check_cells(&list, language, 10, 60);
        assert_eq!(diagnostics.iter().map(|own| own.code).collect::<Vec<_>>(), [Code::Degraded], "{language}");
        assert!(diagnostics[0].message.contains("on a landscape page"), "{}", diagnostics[0].message);
        let turned: Vec<bool> = list.pages.iter().map(|page| page.width > page.height).collect();
        assert!(!turned[0] && turned[1] && turned[2] && !turned[turned.len() - 1], "{turned:?}");
        let said = words(&list);
        // The text goes on around the table: its page is filled, and a word says where the table is.
        let arrow = if language == "ar" { '←' } else { '→' };
        assert!(said[0].contains("Announced") && said[0].contains(arrow), "{language}: {}", said[0]);
        assert!(said[0].contains("After0") && said[0].contains("After20"), "{language}: {}", said[0]);
        assert!(said[1].contains("r0c0") && said[2].contains("r0c0"), "the head is repeated");
        assert!(said[said.len() - 1].contains("After59"), "{language}");
        // It is read where it was written.
        let nodes = list.structure.nodes();
        let table = nodes.iter().position(|node| node.role == Role::Table).unwrap();
        assert!(nodes[..table].iter().any(|node| node.role == Role::Heading(1) || node.role == Role::Heading(2)));
        assert!(nodes[table..].iter().filter(|node| node.role == Role::Paragraph).count() > 60);
    }
}

#[test]
fn turned_tables_at_both_ends_of_a_text() {
    let blocks = vec![table(10, 3, "wwwwww"), paragraph("Between"), table(10, 3, "wwwwww")];
    let (list, _) = pages("en", blocks);
    let turned: Vec<bool> = list.pages.iter().map(|page| page.width > page.height).collect();
    assert_eq!(turned, [false, true, true]);
    check_cells(&list, "en", 10, 3);
    assert!(words(&list)[0].contains("Between"));
}

#[test]
fn small_pages_are_not_turned() {
    let blocks = vec![table(11, 3, "wwwwwww")];
    let (list, _) = pages_on(PageSize::A5, "en", blocks, Vec::new(), &Media::default());
    assert!(list.pages.iter().all(|page| page.width < page.height));
    check_cells(&list, "en", 11, 3);
}

#[test]
fn heads_that_are_repeated_take_the_margin_as_their_tables_do() {
    let head = VBox { height: 40.0, ..VBox::default() };
    let frame = Frame { head: Some(Box::new(head.clone())), ..Frame::default() };
    let mut items = [FlowItem::Open(frame), FlowItem::VBox(head), FlowItem::Close];
    table::block_margin(&mut items);
    let FlowItem::Open(Frame { head: Some(head), .. }) = &items[0] else { panic!("is a frame with a head") };
    let repeated = head.repeated();
    assert_eq!(repeated.margin.iter().map(|note| (note.y, note.height)).collect::<Vec<_>>(), [(0.0, 40.0)]);
}

/// Each letter of a text without spaces may end a line, but a column as wide as one letter shows no line.
#[test]
fn columns_are_wider_than_a_letter() {
    let mut wide = table(12, 3, "");
    let BlockKind::Table(rows) = &mut wide.kind else { panic!("is a table") };
    for cell in rows.head.iter_mut().chain(&mut rows.body).flat_map(|row| &mut row.cells) {
        cell.blocks = vec![paragraph("入口の灯火"), paragraph("10.9 m")];
    }
    let (list, _) = pages("ja", vec![wide]);
    for page in &list.pages {
        // At most one letter is left for a second line, and a number stands with its unit.
        for (_, item) in page.items() {
            let Item::Run(run) = item else { continue };
            let words = page.text(run).trim();
            assert!(!words.contains(['入', '口', 'の', '灯']) || words.chars().count() > 3, "“{words}”");
            assert_ne!(words, "m");
        }
    }
}
