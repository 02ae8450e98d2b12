//! Where pages end and where everything on them stands, before anything is put on one.
//!
//! In: the pieces of a column and the heights of its notes. Out: a [`Plan`]. A page ends at the last welcome place
//! that fits. A page that would stay rather empty is set with less room between its blocks, if that lets more stand on
//! it; when that does not help either, a box that would have gone to the next page whole is broken. A document whose
//! last page holds a line or two is set tighter as a whole, if that saves the page.

use super::NoteLines;
use crate::layout::flow::{Descent, FlowItem, Frame, VBox, height};
use crate::style::sizes::page::footnote;
use std::collections::BTreeSet;

/// How far room between blocks shrinks, in two steps, to let more stand on a page: at the first nobody sees it, at the
/// second paragraphs still stand apart.
const TIGHTER: [f32; 2] = [0.84, 0.68];

/// A page that is filled so far is full: its end is seen beside that of the page opposite, and a line or three less are
/// what the rules of widows and orphans take anyway. In parts of its height, as are the others.
const FULL: f32 = 0.88;

/// What a page gains at least by tighter room: a block or so; for less its room is not worth a change.
const GAIN_OF_TIGHTER: f32 = 0.06;

/// A page that would end above this is too empty: rather a box is broken that could stay whole.
const TOO_EMPTY: f32 = 0.62;

/// What a page gains at least by a box that is broken: a part that looks like one, not a line of it.
const GAIN_OF_BREAKING: f32 = 0.22;

/// A last page that holds no more is worth saving.
const LAST_WORTH_SAVING: f32 = 0.2;

/// A last page that holds no more, and is not saved, gets something from the page before it.
const LAST_TOO_SHORT: f32 = 0.1;

/// How far the page before then is filled.
const LAST_BUT_ONE: f32 = 0.9;

/// How many lines more a page may have where that saves one: nobody sees a line at the foot, everybody sees a page with
/// a line on it.
const LINES_MORE: f32 = 1.1;

/// How much of a page the notes may take that run on from the page before, as long as there is text.
const NOTES_CARRIED: f32 = 0.6;

/// A note that is higher begins on the page that refers to it, and runs on.
const LONG_NOTE: f32 = 0.3;

/// So many lines of a long note stand where it begins.
const LINES_OF_LONG_NOTE: usize = 3;

/// Sums of many heights are not exact, points.
const ROUNDING: f32 = 0.05;

/// How welcome the end of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BreakBefore {
    /// Against the rules.
    Forbidden,
    /// Inside a box that would rather stay whole.
    Avoid,
    /// Anywhere else.
    Allowed,
}

/// A page with the places of what is on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PlannedPage {
    /// Its first item.
    pub(super) from: usize,
    /// The item before which it ends.
    pub(super) to: usize,
    /// Where boxes go on that began on a page before, and where their repeated heads stand, from the outermost.
    pub(super) reopened: Vec<(f32, f32)>,
    /// Where every item stands, as [`Descent::step`] says.
    pub(super) places: Vec<f32>,
    /// The height of all of it, without the ends of boxes that go on.
    pub(super) end: f32,
}

/// All pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plan {
    /// In order.
    pub(super) pages: Vec<PlannedPage>,
    /// Pages that end where a rule forbids it.
    pub(super) forced: u32,
    /// Slabs that are higher than a page.
    pub(super) too_high: u32,
    /// The height of a page that it reckons with, points.
    pub(super) room: f32,
    /// How much of the last page is filled, points.
    last: f32,
}

impl Plan {
    /// How much of the last page is filled, in parts of its height.
    pub(super) fn filled(&self) -> f32 {
        self.last / self.room.max(1.0)
    }
}

/// Plans the pages of a column. `room` is the height of the text on a page, `line` that of a line; room between pieces
/// is multiplied by `usual`.
pub(super) fn plan(items: &[FlowItem], notes: &NoteLines, room: f32, line: f32, usual: f32) -> Plan {
    let breaks = breaks_before(items, room);
    let planner = Planner { items, breaks: &breaks, notes, room, usual, short: None };
    let first = planner.plan();
    if first.pages.len() < 2 || first.last > room * LAST_WORTH_SAVING {
        return first;
    }
    // A line more or less at the foot is not seen; a page for a line is.
    let [tighter, tightest] = TIGHTER;
    for (tight, more) in [(tighter, 0.0), (tightest, 0.0), (tightest, line * LINES_MORE)] {
        let usual = usual.min(tight);
        let other = Planner { usual, room: room + more, ..planner }.plan();
        if other.pages.len() < first.pages.len() && other.forced <= first.forced {
            return other;
        }
    }
    // A page for a line or two cannot be saved: then the page before it gives some of its own.
    if first.last < room * LAST_TOO_SHORT {
        let other = Planner { short: Some((first.pages.len() - 2, room * LAST_BUT_ONE)), ..planner }.plan();
        if other.pages.len() == first.pages.len() && other.forced <= first.forced && other.last > first.last {
            return other;
        }
    }
    first
}

/// How welcome it is that a page ends before an item, for every item and the end.
fn breaks_before(items: &[FlowItem], page: f32) -> Vec<BreakBefore> {
    let mut breaks = vec![BreakBefore::Allowed; items.len() + 1];
    let mut open: Vec<usize> = Vec::new();
    let mut whole: Vec<(usize, usize, BreakBefore)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match item {
            FlowItem::Keep | FlowItem::Close => breaks[index] = BreakBefore::Forbidden,
            FlowItem::VBox(_) | FlowItem::Space(_) | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
            FlowItem::Open(_) => open.push(index),
        }
        match item {
            FlowItem::Keep | FlowItem::Open(_) | FlowItem::Space(_) => breaks[index + 1] = BreakBefore::Forbidden,
            FlowItem::VBox(_) | FlowItem::Close | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
        }
        if matches!(item, FlowItem::Close)
            && let Some(start) = open.pop()
            && let FlowItem::Open(frame) = &items[start]
            // Boxes inside a box that stays whole are not measured again.
            && frame.whole_up_to > 0.0
            && height(&items[start..=index]) <= page * frame.whole_up_to
        {
            whole.retain(|(inner, ..)| *inner < start);
            let torn = if frame.never_torn { BreakBefore::Forbidden } else { BreakBefore::Avoid };
            whole.push((start, index, torn));
        }
    }
    for (start, end, torn) in whole {
        for own in &mut breaks[start + 1..=end] {
            if *own == BreakBefore::Allowed {
                *own = torn;
            }
        }
    }
    breaks[0] = BreakBefore::Forbidden;
    breaks
}

#[derive(Clone, Copy)]
struct Planner<'p> {
    items: &'p [FlowItem],
    breaks: &'p [BreakBefore],
    notes: &'p NoteLines,
    room: f32,
    usual: f32,
    /// A page that is filled less: which, and how high.
    short: Option<(usize, f32)>,
}

/// What is known when a page begins.
#[derive(Clone, Default)]
struct State {
    from: usize,
    /// The boxes that are open, by their places.
    open: Vec<usize>,
    /// Heights of the lines of notes that did not fit on the page before.
    carried: Vec<f32>,
    /// Notes that are on a page.
    placed: BTreeSet<u32>,
}

/// A place at which a page could end.
#[derive(Clone, Copy)]
struct Candidate {
    to: usize,
    /// How high what is above it stands, without the ends of the boxes that are open there.
    y: f32,
    /// The same with them.
    height: f32,
}

impl Candidate {
    fn at(to: usize, down: &Descent) -> Self {
        Self { to, y: down.y(), height: down.end() }
    }
}

/// What was found on the way down a page.
#[derive(Clone, Default)]
struct Found {
    allowed: Option<Candidate>,
    avoided: Option<Candidate>,
    /// The end of the last vbox that fits, whatever the rules say.
    any: Option<Candidate>,
    /// Whether the column, or a page that the author ends, goes no further.
    all: bool,
    too_high: bool,
    reopened: Vec<(f32, f32)>,
    places: Vec<f32>,
}

impl Found {
    /// The page that ends at a place, and its height.
    fn page(mut self, from: usize, end: Candidate) -> (PlannedPage, f32) {
        self.places.truncate(end.to - from);
        (PlannedPage { from, to: end.to, reopened: self.reopened, places: self.places, end: end.y }, end.height)
    }
}

impl Planner<'_> {
    fn plan(&self) -> Plan {
        let mut out = Plan { room: self.room, ..Plan::default() };
        let mut state = State::default();
        loop {
            while matches!(
                self.items.get(state.from),
                Some(FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_))
            ) {
                state.from += 1;
            }
            if state.from >= self.items.len() && state.carried.is_empty() {
                return out;
            }
            let own = match self.short {
                Some((page, room)) if page == out.pages.len() => Planner { room, ..*self },
                _ => *self,
            };
            let (page, height) = own.page(&state, &mut out);
            own.advance(&mut state, page.to, height);
            out.last = height;
            out.pages.push(page);
        }
    }

    /// Chooses the end of a page.
    fn page(&self, state: &State, out: &mut Plan) -> (PlannedPage, f32) {
        let found = self.descend(state, self.usual);
        let best = found.allowed;
        let filled = best.map_or(0.0, |place| place.height);
        if let Some(place) = best.filter(|_| found.all || filled > self.room * FULL) {
            return found.page(state.from, place);
        }
        for tight in TIGHTER.into_iter().filter(|tight| *tight < self.usual) {
            let tighter = self.descend(state, tight);
            if let Some(place) = tighter.allowed
                && best.is_none_or(|best| place.to > best.to)
                && place.height > filled + self.room * GAIN_OF_TIGHTER
            {
                return tighter.page(state.from, place);
            }
        }
        let inside = found
            .avoided
            .filter(|inside| filled < self.room * TOO_EMPTY && inside.height > filled + self.room * GAIN_OF_BREAKING);
        if let Some(place) = inside.or(best).or(found.avoided) {
            return found.page(state.from, place);
        }
        out.forced += 1;
        out.too_high += u32::from(found.too_high);
        let all = Candidate { to: self.items.len(), y: 0.0, height: 0.0 };
        let place = found.any.unwrap_or(all);
        found.page(state.from, place)
    }

    /// Goes down a page as far as it has room.
    fn descend(&self, state: &State, tight: f32) -> Found {
        let mut down = Descent::new(tight);
        let mut found = Found::default();
        let reopened = state.open.iter().filter_map(|index| open_frame(&self.items[*index]));
        found.reopened = reopened.map(|frame| down.reopen(frame)).collect();
        let carried: f32 = state.carried.iter().sum();
        let most = if state.from < self.items.len() { self.room * NOTES_CARRIED } else { f32::MAX };
        let mut notes_height = carried.min(most);
        let mut seen: Vec<u32> = Vec::new();
        let mut something = false;
        for index in state.from..self.items.len() {
            let item = &self.items[index];
            if index > state.from && something {
                let here = Candidate::at(index, &down);
                match self.breaks[index] {
                    BreakBefore::Allowed => found.allowed = Some(here),
                    BreakBefore::Avoid => found.avoided = Some(here),
                    BreakBefore::Forbidden => {}
                }
            }
            if let FlowItem::VBox(vbox) = item {
                let feet = notes_height + self.notes_height(vbox, &seen, &state.placed);
                let foot_gap = if feet > 0.0 { footnote::GAP } else { 0.0 };
                let below = down.end() - down.y();
                if down.next() + vbox.height + below + feet + foot_gap > self.room + ROUNDING {
                    if !something {
                        // A vbox that is higher than a page stands on it alone.
                        found.too_high = vbox.height > self.room;
                        let to = self.after(index);
                        found.places.extend(self.items[index..to].iter().map(|item| down.step(item)));
                        found.any = Some(Candidate::at(to, &down));
                    }
                    return found;
                }
                notes_height = feet;
                seen.extend(&vbox.notes);
                something |= vbox.height > 0.0;
            }
            found.places.push(down.step(item));
            match item {
                FlowItem::VBox(_) => found.any = Some(Candidate::at(index + 1, &down)),
                FlowItem::PageBreak if something => {
                    found.allowed = Some(Candidate::at(index + 1, &down));
                    found.all = true;
                    return found;
                }
                FlowItem::Space(_)
                | FlowItem::Keep
                | FlowItem::Open(_)
                | FlowItem::Close
                | FlowItem::PageBreak
                | FlowItem::Landscape(_) => {}
            }
        }
        found.allowed = Some(Candidate::at(self.items.len(), &down));
        found.all = true;
        found
    }

    /// The height that the notes of a vbox take at the foot: all of them, but of long ones only the beginning.
    fn notes_height(&self, vbox: &VBox, seen: &[u32], placed: &BTreeSet<u32>) -> f32 {
        let long = self.room * LONG_NOTE;
        let mut height = 0.0;
        for (index, number) in vbox.notes.iter().enumerate() {
            if seen.contains(number) || placed.contains(number) || vbox.notes[..index].contains(number) {
                continue;
            }
            let Some(lines) = self.notes.get(number) else { continue };
            let whole: f32 = lines.iter().map(|line| line.height).sum();
            height +=
                if whole > long { lines.iter().take(LINES_OF_LONG_NOTE).map(|line| line.height).sum() } else { whole };
        }
        height
    }

    /// The place after an item and the boxes that end with it.
    fn after(&self, index: usize) -> usize {
        let mut end = index + 1;
        while matches!(self.items.get(end), Some(FlowItem::Close)) {
            end += 1;
        }
        end
    }

    /// Goes on to the page that begins with an item: which boxes are open there, which notes run on.
    fn advance(&self, state: &mut State, to: usize, height: f32) {
        let mut lines = std::mem::take(&mut state.carried);
        for index in state.from..to {
            match &self.items[index] {
                FlowItem::Open(_) => state.open.push(index),
                FlowItem::Close => {
                    state.open.pop();
                }
                FlowItem::VBox(vbox) => {
                    for number in &vbox.notes {
                        if state.placed.insert(*number) {
                            let own = self.notes.get(number).map_or(&[][..], Vec::as_slice);
                            lines.extend(own.iter().map(|line| line.height));
                        }
                    }
                }
                FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
            }
        }
        let count = fitting(lines.iter().copied(), self.room, height);
        state.carried = lines.split_off(count);
        state.from = to;
    }
}

/// A box that begins with an item.
fn open_frame(item: &FlowItem) -> Option<&Frame> {
    match item {
        FlowItem::Open(frame) => Some(frame),
        FlowItem::VBox(_)
        | FlowItem::Space(_)
        | FlowItem::Keep
        | FlowItem::Close
        | FlowItem::PageBreak
        | FlowItem::Landscape(_) => None,
    }
}

/// How many lines of notes stand below a text of a height: one at least.
pub(super) fn fitting(lines: impl Iterator<Item = f32>, page: f32, text: f32) -> usize {
    let room = page - if text > 0.0 { text + footnote::GAP } else { 0.0 };
    let mut height = 0.0;
    let mut count = 0;
    for line in lines {
        if count > 0 && height + line > room + 0.1 {
            break;
        }
        height += line;
        count += 1;
    }
    count
}
