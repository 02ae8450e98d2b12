//! Where notes stand in the margin, and which addresses find no room there.

use super::{NoteLines, plan};
use crate::layout::flow::{FlowItem, Frame, MarginNote};
use crate::style::Style;
use crate::style::sizes::page::margin::{GAP, GAP_OF_ADDRESSES};
use std::collections::BTreeSet;

/// Room between a note and the one below it.
fn gap(above: &MarginNote, below: &MarginNote) -> f32 {
    if above.address.is_some() && below.address.is_some() { GAP_OF_ADDRESSES } else { GAP }
}

/// Where notes in the margin begin, in order, between two heights and past places that are taken; none when there is
/// no room for all.
pub(super) fn places(notes: &[MarginNote], taken: &[MarginNote], from: f32, to: f32) -> Option<Vec<f32>> {
    let refs: Vec<&MarginNote> = notes.iter().collect();
    let taken: Vec<&MarginNote> = taken.iter().collect();
    places_of(&refs, &taken, from, to)
}

fn places_of(notes: &[&MarginNote], taken: &[&MarginNote], from: f32, to: f32) -> Option<Vec<f32>> {
    let meets = |y: f32, height: f32, other: &MarginNote| {
        other.height > 0.0 && y < other.y + other.height + GAP && other.y < y + height + GAP
    };
    let mut places = Vec::with_capacity(notes.len());
    let mut y = from;
    for (index, note) in notes.iter().enumerate() {
        let mut own = note.y.max(y);
        for other in taken {
            if meets(own, note.height, other) {
                own = other.y + other.height + GAP;
            }
        }
        places.push(own);
        y = own + note.height + notes.get(index + 1).map_or(GAP, |next| gap(note, next));
    }
    let mut end = to;
    for (index, note) in notes.iter().enumerate().rev() {
        let own = &mut places[index];
        let lowest = end - note.height;
        if *own > lowest {
            *own = lowest;
            for other in taken.iter().rev() {
                if meets(*own, note.height, other) {
                    *own = other.y - GAP - note.height;
                }
            }
        }
        end = *own - index.checked_sub(1).map_or(GAP, |before| gap(notes[before], note));
    }
    places.first().is_none_or(|first| *first >= from - 0.1).then_some(places)
}

/// The numbers of addresses for which the margins of their pages have no room, when a column is cut into pages as it
/// stands. `reserved` is what something else takes of the margin of the first page.
#[must_use]
pub(crate) fn addresses_without_room(
    items: &[FlowItem],
    notes: &NoteLines,
    style: &Style,
    reserved: f32,
) -> BTreeSet<u32> {
    let plan = plan::plan(items, notes, style.height(), style.body.leading, style.tight);
    let mut left = BTreeSet::new();
    let mut waiting: Vec<MarginNote> = Vec::new();
    let mut open: Vec<&Frame> = Vec::new();
    for (number, page) in plan.pages.iter().enumerate() {
        // The marks are of no matter here.
        let at = |note: &MarginNote, y: f32| MarginNote { y: note.y + y, drawn: Vec::new(), ..*note };
        let mut own: Vec<MarginNote> = std::mem::take(&mut waiting);
        let mut taken: Vec<MarginNote> = Vec::new();
        for (frame, (_, head)) in open.iter().zip(&page.reopened) {
            let of_head = frame.head.iter().flat_map(|vbox| &vbox.margin);
            taken.extend(of_head.filter(|note| note.drawn.is_empty()).map(|note| at(note, *head)));
        }
        for (item, y) in items[page.from..page.to].iter().zip(&page.places) {
            match item {
                FlowItem::VBox(vbox) => {
                    for note in &vbox.margin {
                        if note.drawn.is_empty() { taken.push(at(note, *y)) } else { own.push(at(note, *y)) }
                    }
                }
                FlowItem::Open(frame) => open.push(frame),
                FlowItem::Close => drop(open.pop()),
                FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
            }
        }
        let from = if number == 0 { reserved } else { 0.0 };
        let taken: Vec<&MarginNote> = taken.iter().collect();
        let fits = |addresses: usize, others: usize| {
            // One more than wanted, so that the last that is counted is left out.
            let (mut addresses, mut others) = (addresses + 1, others + 1);
            let mut keep = |note: &&MarginNote| {
                let left = if note.address.is_some() { &mut addresses } else { &mut others };
                *left = left.saturating_sub(1);
                *left > 0
            };
            let kept: Vec<&MarginNote> = own.iter().filter(&mut keep).collect();
            places_of(&kept, &taken, from, style.height()).is_some()
        };
        let addresses = own.iter().filter(|note| note.address.is_some()).count();
        let others = own.len() - addresses;
        // Codes come first: an address can stand elsewhere, a code cannot.
        let others = most(others, |others| fits(0, others));
        let addresses = most(addresses, |addresses| fits(addresses, others));
        let numbers = own.iter().filter_map(|note| note.address);
        left.extend(numbers.skip(addresses));
        let rest: Vec<MarginNote> = own.into_iter().filter(|note| note.address.is_none()).skip(others).collect();
        waiting = rest.into_iter().map(|note| MarginNote { y: 0.0, ..note }).collect();
    }
    left
}

/// The largest number up to a bound with which something works that works with none.
fn most(bound: usize, works: impl Fn(usize) -> bool) -> usize {
    if works(bound) {
        return bound;
    }
    let (mut low, mut high) = (0, bound);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if works(middle) { low = middle } else { high = middle }
    }
    low
}
