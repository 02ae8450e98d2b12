//! One thing inside another: numbers in narrow cells, code in cells and notes, words of another language in boxes.

use super::*;
use pamphlet_document::{
    Admonition, CalloutKind, CalloutTitle, Cell, CodeBlock, ColumnAlignment, List, ListItem, ListKind, Note, Placement,
    Row, Table,
};

fn cell(blocks: Vec<Block>) -> Cell {
    Cell { span: Span::default(), attrs: Attrs::default(), header: false, columns: 1, rows: 1, blocks }
}

/// A table of one row.
pub(super) fn row_of(cells: Vec<Vec<Block>>) -> Block {
    let columns = vec![ColumnAlignment::None; cells.len()];
    let row = Row { span: Span::default(), attrs: Attrs::default(), cells: cells.into_iter().map(cell).collect() };
    block(BlockKind::Table(Table { caption: Vec::new(), columns, head: Vec::new(), body: vec![row] }))
}

pub(super) fn numbered(start: u64, count: usize) -> Block {
    let item = ListItem {
        span: Span::default(),
        attrs: Attrs::default(),
        language: None,
        task: None,
        blocks: vec![paragraph("Words")],
    };
    block(BlockKind::List(List { list: ListKind::numbers_from(start), tight: true, items: vec![item; count] }))
}

/// What a callout is for is heard before a title of its author's that does not say it.
#[test]
fn the_icon_of_a_callout_says_its_kind() {
    let said = |words: &str| {
        let heading = CalloutTitle::Written { span: Span::default(), content: text(words) };
        let (callout, placement) = (CalloutKind::Danger, Placement::Block);
        let callout = Admonition { callout, heading, placement, blocks: vec![paragraph("Words")] };
        let (list, _) = pages("it", vec![block(BlockKind::Admonition(callout))]);
        let figure = list.structure.nodes().iter().find(|node| node.role == Role::Figure);
        figure.and_then(|node| node.alternative().map(str::to_owned))
    };
    assert_eq!(said("Non bere").as_deref(), Some("Pericolo"));
    assert_eq!(said("Pericolo di vita"), None);
}

fn code(lines: usize) -> Block {
    let text = (0..lines).map(|line| format!("line{line}")).collect::<Vec<_>>().join("\n");
    block(BlockKind::Code(CodeBlock { text, ..CodeBlock::default() }))
}

/// Every run of every page lies on its page.
fn check_bounds(list: &crate::display::DisplayList) {
    for page in &list.pages {
        for (_, item) in page.items() {
            if let Item::Run(run) = item {
                let inside = (0.0..=page.height).contains(&run.origin.y) && (0.0..=page.width).contains(&run.origin.x);
                assert!(inside, "{} at {:?}", page.text(run), run.origin);
            }
        }
    }
}

#[test]
fn numbers_in_narrow_cells_are_whole() {
    for language in ["en", "ar", "ja"] {
        let narrow = vec![numbered(98, 4)];
        let cells = [narrow, vec![paragraph(&"Other words. ".repeat(40))]].concat();
        let (list, _) = pages(language, vec![row_of(cells.into_iter().map(|block| vec![block]).collect())]);
        // Between digits and dot the direction may change.
        let set = words(&list).concat().replace("|.", ".").replace(". |", ".|");
        for number in [98_u64, 99, 100, 101] {
            let number = Catalog::of(&Tag::parse(language).unwrap()).digits().format(number);
            assert!(set.contains(&format!("{number}.|")), "{language}: {number} in {set}");
        }
        check_bounds(&list);
    }
}

#[test]
fn code_in_a_cell_goes_over_to_the_next_page() {
    let (list, _) = pages("en", vec![row_of(vec![vec![code(150)], vec![paragraph("Beside")]])]);
    check_bounds(&list);
    assert!(list.pages.len() > 1);
    let set = words(&list).concat();
    assert!((0..150).all(|line| set.contains(&format!("line{line}|"))), "{set}");
    // The ground of the code is on every page that it goes over to.
    for page in &list.pages {
        let grounds = page.items().iter().filter(|(_, item)| matches!(item, Item::Form { fill: Some(_), .. }));
        assert!(grounds.count() > 5);
    }
}

#[test]
fn code_in_a_note_goes_over_to_the_next_page() {
    let reference = inline(InlineKind::FootnoteReference { number: 1, label: "1".to_owned() });
    let content = [text("Words"), vec![reference]].concat();
    let note = Note {
        number: 1,
        label: "1".to_owned(),
        references: 1,
        span: Span::default(),
        origin: Origin { source: SourceId(0), start: 0 },
        blocks: vec![code(120)],
    };
    let blocks = vec![block(BlockKind::Paragraph { content })];
    let (list, _) = pages_on(PageSize::A4, "en", blocks, vec![note], &Media::default());
    check_bounds(&list);
    let set = words(&list).concat();
    assert!((0..120).all(|line| set.contains(&format!("line{line}|"))), "{set}");
}

#[test]
fn every_part_says_its_language() {
    let heading = CalloutTitle::Written { span: Span::default(), content: text("Before you start") };
    let admonition = Admonition {
        callout: CalloutKind::Note,
        heading,
        placement: Placement::Block,
        blocks: vec![paragraph("Words of the box")],
    };
    let boxed = Block { language: Some(Tag::parse("en").unwrap()), ..block(BlockKind::Admonition(admonition)) };
    let inner = Block { language: Some(Tag::parse("it").unwrap()), ..paragraph("Parole") };
    let quote = Block {
        language: Some(Tag::parse("en").unwrap()),
        ..block(BlockKind::Quote { blocks: vec![paragraph("Quoted"), inner] })
    };
    let (list, _) = pages("it", vec![boxed, quote]);
    let spoken = |word: &str| {
        let found =
            list.pages.iter().flat_map(|page| page.items().iter().map(move |(owner, item)| (page, owner, item)));
        let mut nodes = found.filter_map(|(page, owner, item)| match (owner, item) {
            (Owner::Node(node), Item::Run(run)) if page.text(run).contains(word) => Some(*node),
            _ => None,
        });
        list.structure.language_of(nodes.next().unwrap()).unwrap().map_or("it".to_owned(), ToString::to_string)
    };
    let of = ["Before", "Words", "Quoted", "Parole"].map(spoken);
    assert_eq!(of, ["en", "en", "en", "it"]);
}

#[test]
fn a_row_that_others_reach_over_is_no_row() {
    let row = |rows: u32, words: &[&str]| Row {
        span: Span::default(),
        attrs: Attrs::default(),
        cells: words.iter().map(|words| Cell { rows, ..cell(vec![paragraph(words)]) }).collect(),
    };
    let body = vec![row(2, &["one", "two"]), row(1, &[]), row(1, &["three", "four"])];
    let columns = vec![ColumnAlignment::None; 2];
    let (list, _) =
        pages("en", vec![block(BlockKind::Table(Table { caption: Vec::new(), columns, head: vec![], body }))]);
    let nodes = list.structure.nodes();
    assert_eq!(nodes.iter().filter(|node| node.role == Role::TableRow).count(), 2);
    let cells = nodes.iter().filter(|node| node.role == Role::TableData);
    let cells: Vec<_> = cells.map(crate::display::Node::spans).collect();
    assert_eq!(cells.len(), 4);
    assert!(cells.iter().all(|(columns, rows)| *columns <= 1 && *rows <= 1), "{cells:?}");
    assert!(["one", "two", "three", "four"].iter().all(|word| words(&list).concat().contains(word)));
}
