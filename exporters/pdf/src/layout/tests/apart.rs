//! What stands apart from what is beside, above and below it: cells, names in a row, emoji, items, addresses.

use super::page_ends::at;
use super::*;
use pamphlet_document::{
    Card, CardLink, Cell, ColumnAlignment, Download, Downloads, Grid, Link, LinkRole, List, ListItem, ListKind,
    Platform, Row, Table,
};

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { span: Span::default(), attrs: Attrs::default(), language: None, task: None, blocks }
}

fn bullets(tight: bool, items: Vec<ListItem>) -> Block {
    block(BlockKind::List(List { list: ListKind::Bullet, tight, items }))
}

fn link(address: &str, words: &str) -> Link {
    Link {
        target: Target::External { url: format!("https://example.org/{address}") },
        title: None,
        title_language: None,
        role: None,
        button: None,
        content: text(words),
    }
}

#[test]
fn words_of_a_narrow_column_stay_in_it() {
    let cell = |words: &str| Cell {
        span: Span::default(),
        attrs: Attrs::default(),
        header: false,
        columns: 1,
        rows: 1,
        blocks: vec![paragraph(words)],
    };
    for language in ["en", "ar"] {
        for alignment in [ColumnAlignment::None, ColumnAlignment::Center, ColumnAlignment::Right] {
            let cells = ["7", "beech", &"birch ".repeat(30)].map(cell).into();
            let row = Row { span: Span::default(), attrs: Attrs::default(), cells };
            let columns = vec![alignment, ColumnAlignment::None, ColumnAlignment::None];
            let table = Table { caption: Vec::new(), columns, head: Vec::new(), body: vec![row] };
            let (list, _) = pages(language, vec![paragraph("Words."), block(BlockKind::Table(table))]);
            let place = |word: &str| at(&list, word)[0].1;
            let [first, second, third] = [place("7"), place("beech"), place("birch")];
            if language == "ar" {
                assert!(first > second + 25.0 && second > third + 25.0, "{alignment:?}: {first} {second} {third}");
                let right = list.pages[0].width - mm(20.0);
                assert!(first + 6.0 < right, "{alignment:?}: {first} of {right}");
            } else {
                assert!(first + 6.0 < second && second + 25.0 < third, "{alignment:?}: {first} {second} {third}");
            }
        }
    }
}

#[test]
fn names_in_a_row_stand_one_after_the_other_in_the_direction_of_the_page() {
    let bare = |icon: &str, words: &str| {
        let mut content = vec![inline(InlineKind::Icon { name: icon.to_owned() })];
        content.extend(text(words));
        Link { content, ..link(words, "") }
    };
    let download = |icon: &str, words: &str| Download {
        span: Span::default(),
        attrs: Attrs::default(),
        platform: Platform::new("linux"),
        content: vec![inline(InlineKind::Link(bare(icon, words)))],
    };
    let card = Card {
        links: ["Source", "Privacy"]
            .map(|words| CardLink {
                span: Span::default(),
                attrs: Attrs::default(),
                role: LinkRole::new("source-code"),
                link: link(words, words),
            })
            .into(),
        downloads: Some(Downloads {
            items: vec![download("simple/linux", "Flax"), download("simple/windows", "Cotton")],
            ..pamphlet_document::sample::card().downloads.unwrap()
        }),
        ..pamphlet_document::sample::card()
    };
    for (language, forward) in [("en", true), ("ar", false), ("he", false)] {
        let (list, _) = pages(language, vec![block(BlockKind::Card(card.clone()))]);
        for [first, second] in [["Source", "Privacy"], ["Flax", "Cotton"]] {
            let (first, second) = (at(&list, first)[0], at(&list, second)[0]);
            assert_eq!(first.1 < second.1, forward, "{language}: {first:?} {second:?}");
        }
        let icons = list.pages[0].items().iter().filter_map(|(_, item)| match item {
            Item::Icon { name, place, .. } => Some((name.to_string(), *place)),
            Item::Picture { .. }
            | Item::Form { .. }
            | Item::Run(_)
            | Item::Code { .. }
            | Item::Link { .. }
            | Item::PageOf(_) => None,
        });
        for (name, place) in icons {
            let own = if name == "simple/linux" { "Flax" } else { "Cotton" };
            let word = at(&list, own)[0].1;
            // At the side where its word begins, and close to it.
            let near = if forward { word - place.x - place.width } else { place.x - word };
            assert!((0.0..60.0).contains(&near), "{language}: {name} {place:?}, {own} at {word}");
        }
    }
}

#[test]
fn buttons_stand_one_after_the_other_in_the_direction_of_the_page() {
    let button = |words: &str| {
        let button = Some(pamphlet_document::Button::Secondary);
        inline(InlineKind::Link(Link { button, ..link(words, words) }))
    };
    let content = [vec![button("First")], text(" "), vec![button("Second")]].concat();
    for (language, forward) in [("en", true), ("fa", false)] {
        let (list, _) = pages(language, vec![block(BlockKind::Buttons { content: content.clone() })]);
        let (first, second) = (at(&list, "First")[0], at(&list, "Second")[0]);
        assert_eq!(first.1 < second.1, forward, "{language}: {first:?} {second:?}");
    }
}

#[test]
fn a_space_beside_an_emoji_is_as_wide_as_any_other() {
    let width = |words: &str| {
        let (list, _) = pages("en", vec![paragraph(words)]);
        at(&list, "B")[0].1 - at(&list, "A")[0].1
    };
    let spaces = width("A\u{1F534} \u{1F534} B") - width("A\u{1F534}\u{1F534}B");
    assert!((2.0..6.0).contains(&spaces), "{spaces}");
}

#[test]
fn no_item_of_a_line_is_alone_on_a_page() {
    for before in 30..48 {
        let mut blocks: Vec<Block> = (0..before).map(|_| paragraph("One line.")).collect();
        blocks.push(bullets(true, ["north", "east", "south", "west"].map(|words| item(vec![paragraph(words)])).into()));
        blocks.push(paragraph(&"After it. ".repeat(400)));
        let (list, _) = pages("en", blocks);
        let page = |word: &str| at(&list, word)[0].0;
        assert_eq!(page("north"), page("east"), "{before}");
        assert_eq!(page("south"), page("west"), "{before}");
    }
}

#[test]
fn a_list_in_an_item_has_as_much_room_below_as_above() {
    let inner = bullets(false, vec![item(vec![paragraph("inside")]), item(vec![paragraph("within")])]);
    let (list, _) =
        pages("en", vec![bullets(true, vec![item(vec![paragraph("before"), inner]), item(vec![paragraph("behind")])])]);
    let y = |word: &str| at(&list, word)[0].2;
    let (above, below) = (y("inside") - y("before"), y("behind") - y("within"));
    assert!((above - below).abs() < 0.5, "{above} {below}");
}

#[test]
fn addresses_in_the_margin_are_in_the_order_of_their_numbers() {
    let long = paragraph(&"Some words that take lines. ".repeat(4));
    let cell = |blocks: Vec<Block>, address: &str| {
        let mut blocks = blocks;
        let content = vec![inline(InlineKind::Link(link(address, "link")))];
        blocks.push(block(BlockKind::Paragraph { content }));
        item(blocks)
    };
    // The second link stands higher than the first.
    let cells = vec![cell(vec![long], "north"), cell(Vec::new(), "south")];
    let grid = Grid { cards: true, blocks: vec![bullets(false, cells)] };
    let (list, _) = pages("en", vec![block(BlockKind::Grid(grid))]);
    let (first, second) = (at(&list, "north")[0], at(&list, "south")[0]);
    assert!(first.2 < second.2, "{first:?} {second:?}");
}

#[test]
fn captions_do_not_leave_a_word_alone() {
    let caption =
        vec![paragraph("A caption that is just so long that a single word of it would be left over, and stand alone")];
    let figure = pamphlet_document::Figure { blocks: vec![paragraph("Shown.")], caption, alignment: None, label: None };
    let (list, _) = pages("en", vec![block(BlockKind::Figure(figure))]);
    let lines = words(&list).concat();
    let last = lines.trim_end_matches('|').rsplit('|').next().unwrap().to_owned();
    assert!(last.split_whitespace().count() > 3, "{lines}");
}
