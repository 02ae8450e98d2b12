//! Booklets: small pages, two on a side of a sheet, in the order that makes a book when the sheets are laid on one
//! another and folded.
//!
//! Sheet i of N pages (N padded to fours) shows N−2i+2 and 2i−1 in front, 2i and N−2i+1 at the back, left and right;
//! mirrored where the spine is on the right. It is printed on both sides, turned on the short edge. Structure and
//! links stay: the sides of sheets are the pages of the file, and the reading order is that of the tree.

use crate::display::{Destination, DisplayList, DisplayPage, Form, Item, Point, Rect};
use crate::style::sizes::page::UNPRINTABLE;
use pamphlet_locale::Direction;

/// The pages on one side of a sheet, left and right, from 0; those beyond the last are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Side {
    left: usize,
    right: usize,
}

/// The sides of all sheets, front and back in turn.
fn sides(pages: usize, direction: Direction) -> Vec<Side> {
    let padded = pages.next_multiple_of(4);
    let mut out = Vec::with_capacity(padded / 2);
    for sheet in 1..=padded / 4 {
        // Counted from 1, as on paper.
        for (left, right) in [(padded - 2 * sheet + 2, 2 * sheet - 1), (2 * sheet, padded - 2 * sheet + 1)] {
            let (left, right) = match direction {
                Direction::Ltr => (left, right),
                Direction::Rtl => (right, left),
            };
            out.push(Side { left: left - 1, right: right - 1 });
        }
    }
    out
}

/// How many sheets a number of pages takes.
pub(crate) fn sheets(pages: usize) -> usize {
    pages.div_ceil(4)
}

/// Imposes pages on sheets of a size (in landscape), each page in the middle of its half.
pub(crate) fn impose(list: DisplayList, sheet: (f32, f32), direction: Direction) -> DisplayList {
    let DisplayList { pages, structure, outline, anchors } = list;
    let (width, height) = (sheet.0.max(sheet.1), sheet.0.min(sheet.1));
    let sides = sides(pages.len(), direction);
    let mut places = vec![Destination::default(); pages.len()];
    let mut sources: Vec<Option<DisplayPage>> = pages.into_iter().map(Some).collect();
    let mut out = DisplayList { structure, ..DisplayList::default() };
    for (number, side) in sides.into_iter().enumerate() {
        let mut target = DisplayPage::new(width, height);
        // What is read first is written first.
        let mut halves = [(side.left, 0.0), (side.right, width / 2.0)];
        halves.sort_by_key(|(index, _)| *index);
        let mut label = Vec::new();
        for (index, left) in halves {
            let Some(mut page) = sources.get_mut(index).and_then(Option::take) else { continue };
            let right = left + (width / 2.0 - page.width) / 2.0;
            let down = (height - page.height) / 2.0;
            let safe = Rect {
                x: UNPRINTABLE - right,
                y: UNPRINTABLE - down,
                width: width - 2.0 * UNPRINTABLE,
                height: height - 2.0 * UNPRINTABLE,
            };
            keep_inside(&mut page, safe);
            places[index] = Destination { page: u32::try_from(number).expect("fits"), y: down };
            let own = page.label.clone().unwrap_or_else(|| (index + 1).to_string());
            label.insert(if left > 0.0 { label.len() } else { 0 }, own);
            target.place(page, u32::try_from(index).expect("fits"), right, down);
        }
        target.label = Some(label.join("–"));
        target.shrink();
        out.pages.push(target);
    }
    let moved = |place: Destination| {
        let side = places.get(place.page as usize).copied().unwrap_or_default();
        Destination { page: side.page, y: side.y + place.y }
    };
    out.outline = outline
        .into_iter()
        .map(|mut entry| {
            entry.destination = moved(entry.destination);
            entry
        })
        .collect();
    out.anchors = anchors.into_iter().map(|(name, place)| (name, moved(place))).collect();
    out
}

/// Cuts grounds that run off the page back to what can be printed; text keeps to its margins anyway.
fn keep_inside(page: &mut DisplayPage, safe: Rect) {
    for item in page.items_mut() {
        match item {
            Item::Form { form: Form::Rectangle(place, radius), .. } if *radius == 0.0 => {
                let (left, top) = (place.x.max(safe.x), place.y.max(safe.y));
                let right = (place.x + place.width).min(safe.x + safe.width);
                let bottom = (place.y + place.height).min(safe.y + safe.height);
                *place = Rect { x: left, y: top, width: (right - left).max(0.0), height: (bottom - top).max(0.0) };
            }
            Item::Form { form: Form::Line(from, to), .. } => (*from, *to) = cut(*from, *to, safe),
            Item::Form { .. }
            | Item::Run(_)
            | Item::Picture { .. }
            | Item::Icon { .. }
            | Item::Code { .. }
            | Item::Link { .. }
            | Item::PageOf(_) => {}
        }
    }
}

/// The part of a line inside a rectangle (Liang and Barsky); a point of it where nothing is.
fn cut(from: Point, to: Point, safe: Rect) -> (Point, Point) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut start, mut end) = (0.0_f32, 1.0_f32);
    for (step, room) in [
        (-dx, from.x - safe.x),
        (dx, safe.x + safe.width - from.x),
        (-dy, from.y - safe.y),
        (dy, safe.y + safe.height - from.y),
    ] {
        if step == 0.0 {
            continue;
        }
        let at = room / step;
        if step < 0.0 {
            start = start.max(at);
        } else {
            end = end.min(at);
        }
    }
    let end = end.max(start);
    let at = |part: f32| Point { x: from.x + part * dx, y: from.y + part * dy };
    (at(start), at(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Color, LinkTarget, Owner, Role, Structure};
    use crate::paint::{Faces, paint};
    use crate::picture::Pictures;
    use crate::tags::install;
    use lopdf::Object;

    fn numbers(pages: usize, direction: Direction) -> Vec<(usize, usize)> {
        sides(pages, direction).iter().map(|side| (side.left + 1, side.right + 1)).collect()
    }

    #[test]
    fn sheets_fold_into_a_book() {
        assert_eq!(numbers(4, Direction::Ltr), [(4, 1), (2, 3)]);
        assert_eq!(numbers(7, Direction::Ltr), [(8, 1), (2, 7), (6, 3), (4, 5)]);
        assert_eq!(numbers(8, Direction::Rtl), [(1, 8), (7, 2), (3, 6), (5, 4)]);
        assert_eq!(sheets(9), 3);
        // Folded, every leaf has a page and the next at its back: odd pages at the right, their successors behind.
        for pages in 1..40 {
            let sides = numbers(pages, Direction::Ltr);
            for sheet in sides.chunks(2) {
                let [(front_left, front_right), (back_left, back_right)] = sheet else {
                    panic!("sheets have two sides")
                };
                assert_eq!((*back_left, *front_left), (front_right + 1, back_right + 1));
            }
        }
    }

    #[test]
    fn lines_are_cut() {
        let safe = Rect { x: 10.0, y: 10.0, width: 80.0, height: 80.0 };
        let at = |x, y| Point { x, y };
        assert_eq!(cut(at(0.0, 0.0), at(100.0, 100.0), safe), (at(10.0, 10.0), at(90.0, 90.0)));
        assert_eq!(cut(at(20.0, 50.0), at(20.0, 60.0), safe), (at(20.0, 50.0), at(20.0, 60.0)));
    }

    #[test]
    fn what_runs_over_pages_is_read_in_order() {
        // A paragraph with a link that has a line on each of eight pages.
        let mut list = DisplayList::default();
        let paragraph = list.structure.add(Structure::ROOT, Role::Paragraph);
        let link = list.structure.add(paragraph, Role::Link);
        for _ in 0..8 {
            let mut page = DisplayPage::new(100.0, 150.0);
            let place = Rect { x: 10.0, y: 10.0, width: 20.0, height: 8.0 };
            let form = Form::Rectangle(place, 0.0);
            page.push(Owner::Node(paragraph), Item::Form { form, fill: Some(Color::BLACK), stroke: None });
            let target = LinkTarget::Address("https://example.org/".into());
            page.push(Owner::Node(link), Item::Link { place, target, description: "there".into() });
            list.pages.push(page);
        }
        let media = pamphlet_media::Media::default();
        for (direction, expected) in
            [(Direction::Ltr, [0, 1, 2, 3, 3, 2, 1, 0]), (Direction::Rtl, [0, 1, 2, 3, 3, 2, 1, 0])]
        {
            let imposed = impose(list.clone(), (150.0, 210.0), direction);
            let lefts: Vec<bool> = imposed.reading_order().iter().map(|part| left_of(&imposed, part)).collect();
            let odd_is_left = direction == Direction::Rtl;
            assert!(lefts.iter().zip(0..).all(|(left, at)| *left == ((at % 2 == 0) == odd_is_left)), "{lefts:?}");

            let mut painted = paint(&imposed, &Faces::new([]), &Pictures::new(&media, false), crate::paint::UNGUARDED);
            let elements = install(&mut painted, &imposed, crate::options::Standard::Ua1);
            let side = |id: &Object| painted.pages.iter().position(|page| *id == Object::Reference(*page)).unwrap();
            for (number, kind) in elements.numbers().skip(1).zip(["MCR", "OBJR"]) {
                let element = elements.element(number);
                let element = element.as_dict().unwrap();
                let own = side(element.get(b"Pg").unwrap_or(&Object::Reference(painted.pages[0])));
                let kids = element.get(b"K").and_then(Object::as_array).unwrap();
                let sides: Vec<usize> = kids
                    .iter()
                    .filter(|kid| !matches!(kid, Object::Reference(_)))
                    .map(|kid| kid.as_dict().map_or(own, |kid| side(kid.get(b"Pg").unwrap())))
                    .collect();
                assert_eq!(sides, expected, "{kind} {direction:?}");
            }
        }
    }

    /// Whether a part stands in the left half of its side.
    fn left_of(list: &DisplayList, part: &crate::display::Part) -> bool {
        let page = &list.pages[part.page];
        let Item::Form { form, .. } = &page.items()[part.items.start].1 else { panic!("it begins with a form") };
        form.bounds().x < page.width / 2.0
    }

    #[test]
    fn places_follow_their_pages() {
        let mut list = DisplayList::default();
        for _ in 0..5 {
            list.pages.push(DisplayPage::new(100.0, 150.0));
        }
        list.anchors.insert("third".into(), Destination { page: 2, y: 10.0 });
        let imposed = impose(list, (150.0, 210.0), Direction::Ltr);
        assert_eq!(imposed.pages.len(), 4);
        assert_eq!(
            imposed.pages.iter().map(|page| page.label.as_deref().unwrap_or_default()).collect::<Vec<_>>(),
            ["1", "2", "3", "4–5"]
        );
        assert_eq!(imposed.anchors["third"], Destination { page: 2, y: 10.0 });
    }
}
