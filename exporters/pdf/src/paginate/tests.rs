//! Columns made by hand.

use super::*;
use crate::display::{Color, Form, Item, Rect};
use crate::style::{PageSize, Purpose, StyleOptions};
use pamphlet_locale::Tag;

/// A piece of a column with a note of a height in the margin beside it.
fn noted(height: f32, number: u8) -> FlowItem {
    let place = Rect { x: 0.0, y: 0.0, width: 50.0, height };
    let fill = Some(Color { red: number, ..Color::BLACK });
    let item = Item::Form { form: Form::Rectangle(place, 0.0), fill, stroke: None };
    let owner = Owner::Artifact(crate::display::Artifact::Layout);
    let note = MarginNote { height, drawn: vec![DrawnItem::Item { owner, item }], ..MarginNote::default() };
    FlowItem::VBox(VBox { height: 20.0, margin: vec![note], ..VBox::default() })
}

/// Where notes come to stand: page, top and bottom, in their order.
fn places(items: Vec<FlowItem>, style: &Style) -> Vec<(usize, f32, f32)> {
    let column = Column { flow: Flow { items }, margin_reserved: 100.0, ..Column::default() };
    let (list, _) = paginate(column, style, 1);
    let mut out = Vec::new();
    for (number, page) in list.pages.iter().enumerate() {
        for (_, item) in page.items() {
            if let Item::Form { form, fill: Some(fill), .. } = item {
                let place = form.bounds();
                out.push((fill.red, (number, place.y, place.y + place.height)));
            }
        }
    }
    out.sort_by_key(|(number, _)| *number);
    out.into_iter().map(|(_, place)| place).collect()
}

#[test]
fn notes_that_find_no_room_in_the_margin_go_to_the_next() {
    for locale in ["en", "ar"] {
        let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
        let style = Style::new(options, &Tag::parse(locale).unwrap());
        let (top, bottom) = (style.top, style.top + style.height());
        for (height, count) in [(100.0, 10), (40.0, 10), (300.0, 5), (20.0, 60), (2_000.0, 2)] {
            let places = places((0..count).map(|number| noted(height, number)).collect(), &style);
            assert_eq!(places.len(), usize::from(count));
            assert!(places.is_sorted_by(|a, b| a.0 < b.0 || (a.0 == b.0 && a.2 < b.1)), "{places:?}");
            for (page, from, to) in places {
                let first = if page == 0 { top + 100.0 } else { top };
                assert!(from >= first - 0.2 && (to <= bottom + 0.2 || height > 1_000.0), "{page}: {from} {to}");
            }
        }
    }
}

#[test]
fn notes_stand_clear_of_what_takes_the_margin() {
    let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
    let style = Style::new(options, &Tag::parse("en").unwrap());
    let wide = MarginNote { height: 300.0, ..MarginNote::default() };
    let wide = FlowItem::VBox(VBox { height: 300.0, margin: vec![wide], ..VBox::default() });
    let items = vec![noted(90.0, 0), wide, noted(200.0, 1), noted(200.0, 2), noted(200.0, 3)];
    for (page, from, to) in places(items, &style) {
        let (taken, end) = (style.top + 20.0, style.top + 320.0);
        assert!(page > 0 || to < taken || from > end, "{page}: {from} {to}");
    }
}

#[test]
fn notes_stand_clear_of_heads_that_are_repeated() {
    let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
    let style = Style::new(options, &Tag::parse("en").unwrap());
    let takes = |height: f32, note: Option<FlowItem>| {
        let mut margin = vec![MarginNote { height, ..MarginNote::default() }];
        if let Some(FlowItem::VBox(vbox)) = note {
            margin.extend(vbox.margin);
        }
        VBox { height, margin, ..VBox::default() }
    };
    let head = takes(40.0, None);
    let frame = Frame { head: Some(Box::new(head.clone())), whole_up_to: 0.0, ..Frame::default() };
    let mut items = vec![FlowItem::Open(frame), FlowItem::VBox(head), FlowItem::Keep];
    // Rows that fill a page and a half, each with a note, which finds its place on the second page.
    items.extend((0..12).map(|number| FlowItem::VBox(takes(90.0, Some(noted(20.0, number))))));
    items.push(FlowItem::Close);
    let places = places(items, &style);
    assert!(places.iter().any(|(page, ..)| *page == 1), "{places:?}");
    for (page, from, _) in places.into_iter().filter(|(page, ..)| *page == 1) {
        assert!(from >= style.top + 40.0, "{page}: {from} stands on the head");
    }
}

/// A piece of a column with nothing on it.
fn plain(height: f32) -> FlowItem {
    FlowItem::VBox(VBox { height, ..VBox::default() })
}

#[test]
fn plans_place_every_piece_once_and_inside_its_page() {
    let frame = |above: f32| Frame { width: 50.0, above, below: above, whole_up_to: 0.3, ..Frame::default() };
    for seed in 0_u16..200 {
        let number = |index: u16, of: u16| (seed.wrapping_mul(31).wrapping_add(index.wrapping_mul(17)) % of) + 1;
        let mut items = Vec::new();
        for index in 0..60 {
            items.push(plain(f32::from(number(index, 90))));
            match number(index, 7) {
                1 => items.push(FlowItem::Keep),
                2 | 3 => items.push(FlowItem::Space(f32::from(number(index, 30)))),
                4 => {
                    items.extend([FlowItem::Open(frame(6.0)), plain(40.0), FlowItem::Open(frame(3.0)), plain(70.0)]);
                    items.extend([plain(f32::from(number(index, 300))), FlowItem::Close, FlowItem::Close]);
                }
                5 if index % 20 == 0 => items.push(FlowItem::PageBreak),
                _ => {}
            }
        }
        let room = 400.0;
        let plan = plan::plan(&items, &NoteLines::new(), room, 14.0, 1.0);
        let mut from = 0;
        for page in &plan.pages {
            assert!(page.from >= from && page.to > page.from, "{seed}");
            assert_eq!(page.places.len(), page.to - page.from, "{seed}");
            assert!(page.places.is_sorted(), "{seed}: {:?}", page.places);
            assert!(page.end <= plan.room + 0.1, "{seed}: {}", page.end);
            let passed = &items[from..page.from];
            assert!(passed.iter().all(|item| !matches!(item, FlowItem::VBox(_) | FlowItem::Open(_) | FlowItem::Close)));
            from = page.to;
        }
        assert_eq!(from, items.len(), "{seed}");
    }
}
