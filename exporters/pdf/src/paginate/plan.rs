//! Where pages end, before anything is put on one.
//!
//! In: the pieces of a column and the heights of its notes. Out: a [`Plan`]. A page ends at the last welcome place
//! that fits. A page that would stay rather empty is set with less room between its blocks, if that lets more stand on
//! it; when that does not help either, a box that would have gone to the next page whole is broken. A document whose
//! last page holds a line or two is set tighter as a whole, if that saves the page.

use super::{NOTE_GAP, NoteLines};
use crate::layout::flow::{FlowItem, Frame, Slab, height};

/// How welcome the end of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Against the rules.
    Never,
    /// Inside a box that would rather stay whole.
    Unwelcome,
    /// Anywhere else.
    Welcome,
}

/// The end of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageEnd {
    /// The item before which it ends.
    pub(super) to: usize,
    /// By what the room between blocks is multiplied.
    pub(super) tight: f32,
}

/// The ends of all pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plan {
    /// In order.
    pub(super) ends: Vec<PageEnd>,
    /// Pages that end where a rule forbids it.
    pub(super) forced: u32,
    /// Slabs that are higher than a page.
    pub(super) too_high: u32,
    /// The height of a page that it reckons with, points.
    pub(super) room: f32,
    /// How much of the last page is filled, points.
    last: f32,
}

/// The least that room between blocks shrinks to.
const TIGHTEST: f32 = 0.68;

/// Plans the pages of a column. `room` is the height of the text on a page, `line` that of a line.
pub(super) fn plan(items: &[FlowItem], notes: &NoteLines, room: f32, line: f32) -> Plan {
    let places = break_places(items, room);
    let planner = Planner { items, places: &places, notes, room, usual: 1.0, short: None };
    let first = planner.plan();
    if first.ends.len() < 2 || first.last > room * 0.2 {
        return first;
    }
    // A line more or less at the foot is not seen; a page for a line is.
    for (usual, more) in [(0.84, 0.0), (TIGHTEST, 0.0), (TIGHTEST, line * 1.1)] {
        let other = Planner { usual, room: room + more, ..planner }.plan();
        if other.ends.len() < first.ends.len() && other.forced <= first.forced {
            return other;
        }
    }
    // A page for a line or two cannot be saved: then the page before it gives some of its own.
    if first.last < room * 0.1 {
        let other = Planner { short: Some((first.ends.len() - 2, room * 0.9)), ..planner }.plan();
        if other.ends.len() == first.ends.len() && other.forced <= first.forced && other.last > first.last {
            return other;
        }
    }
    first
}

/// How welcome it is that a page ends before an item, for every item and the end.
fn break_places(items: &[FlowItem], page: f32) -> Vec<Place> {
    let mut places = vec![Place::Welcome; items.len() + 1];
    let mut open: Vec<usize> = Vec::new();
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match item {
            FlowItem::Keep | FlowItem::Close => places[index] = Place::Never,
            FlowItem::Slab(_) | FlowItem::Space(_) | FlowItem::PageBreak | FlowItem::Turned(_) => {}
            FlowItem::Open(_) => open.push(index),
        }
        match item {
            FlowItem::Keep | FlowItem::Open(_) | FlowItem::Space(_) => places[index + 1] = Place::Never,
            FlowItem::Slab(_) | FlowItem::Close | FlowItem::PageBreak | FlowItem::Turned(_) => {}
        }
        if matches!(item, FlowItem::Close)
            && let Some(start) = open.pop()
            && let FlowItem::Open(frame) = &items[start]
            // Boxes inside a box that stays whole are not measured again.
            && frame.whole_up_to > 0.0
            && height(&items[start..=index]) <= page * frame.whole_up_to
        {
            whole.retain(|(inner, _)| *inner < start);
            whole.push((start, index));
        }
    }
    for (start, end) in whole {
        for place in &mut places[start + 1..=end] {
            if *place == Place::Welcome {
                *place = Place::Unwelcome;
            }
        }
    }
    places[0] = Place::Never;
    places
}

#[derive(Clone, Copy)]
struct Planner<'p> {
    items: &'p [FlowItem],
    places: &'p [Place],
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
    placed: Vec<u32>,
}

/// A place at which a page could end, and how high what is above it stands.
#[derive(Clone, Copy)]
struct Candidate {
    to: usize,
    /// With the ends of the boxes that are open there.
    height: f32,
}

/// What was found on the way down a page.
#[derive(Clone, Copy, Default)]
struct Found {
    welcome: Option<Candidate>,
    unwelcome: Option<Candidate>,
    /// The end of the last slab that fits, whatever the rules say.
    any: Option<Candidate>,
    /// Whether the column, or a page that the author ends, goes no further.
    all: bool,
    too_high: bool,
}

impl Planner<'_> {
    fn plan(&self) -> Plan {
        let mut out = Plan { room: self.room, ..Plan::default() };
        let mut state = State::default();
        loop {
            while matches!(
                self.items.get(state.from),
                Some(FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Turned(_))
            ) {
                state.from += 1;
            }
            if state.from >= self.items.len() && state.carried.is_empty() {
                return out;
            }
            let own = match self.short {
                Some((page, room)) if page == out.ends.len() => Planner { room, ..*self },
                _ => *self,
            };
            let (end, height) = own.page(&state, &mut out);
            own.advance(&mut state, end.to, height);
            out.last = height;
            out.ends.push(end);
        }
    }

    /// Chooses the end of a page.
    fn page(&self, state: &State, out: &mut Plan) -> (PageEnd, f32) {
        let found = self.look(state, self.usual);
        let best = found.welcome;
        let filled = best.map_or(0.0, |place| place.height);
        if let Some(place) = best.filter(|_| found.all || filled > self.room * 0.88) {
            return (PageEnd { to: place.to, tight: self.usual }, place.height);
        }
        for tight in [0.84, TIGHTEST].into_iter().filter(|tight| *tight < self.usual) {
            let tighter = self.look(state, tight);
            if let Some(place) = tighter.welcome
                && best.is_none_or(|best| place.to > best.to)
                && place.height > filled + self.room * 0.06
            {
                return (PageEnd { to: place.to, tight }, place.height);
            }
        }
        if let Some(inside) = found.unwelcome
            && filled < self.room * 0.62
            && inside.height > filled + self.room * 0.22
        {
            return (PageEnd { to: inside.to, tight: self.usual }, inside.height);
        }
        if let Some(place) = best {
            return (PageEnd { to: place.to, tight: self.usual }, place.height);
        }
        if let Some(place) = found.unwelcome {
            return (PageEnd { to: place.to, tight: self.usual }, place.height);
        }
        let place = found.any.unwrap_or(Candidate { to: self.items.len(), height: 0.0 });
        out.forced += 1;
        out.too_high += u32::from(found.too_high);
        (PageEnd { to: place.to, tight: self.usual }, place.height)
    }

    /// Goes down a page as far as it has room.
    fn look(&self, state: &State, tight: f32) -> Found {
        let room = self.room;
        let frame = |index: usize| match &self.items[index] {
            FlowItem::Open(frame) => Some(frame),
            FlowItem::Slab(_)
            | FlowItem::Space(_)
            | FlowItem::Keep
            | FlowItem::Close
            | FlowItem::PageBreak
            | FlowItem::Turned(_) => None,
        };
        let begun: Vec<&Frame> = state.open.iter().filter_map(|index| frame(*index)).collect();
        let mut y: f32 =
            begun.iter().map(|frame| frame.above + frame.head.as_ref().map_or(0.0, |head| head.height)).sum();
        let mut below: Vec<f32> = begun.iter().map(|frame| frame.below).collect();
        let mut below_sum: f32 = below.iter().sum();
        let carried: f32 = state.carried.iter().sum();
        let limit = room * 0.6;
        let mut notes_height = carried.min(if state.from < self.items.len() { limit } else { f32::MAX });
        let mut space = 0.0_f32;
        let mut seen: Vec<u32> = Vec::new();
        let mut found = Found::default();
        let mut something = false;
        let mut fresh = false;
        for index in state.from..self.items.len() {
            let here = Candidate { to: index, height: y + below_sum };
            if index > state.from && something {
                match self.places[index] {
                    Place::Welcome => found.welcome = Some(here),
                    Place::Unwelcome => found.unwelcome = Some(here),
                    Place::Never => {}
                }
            }
            match &self.items[index] {
                FlowItem::Slab(slab) => {
                    let gap = if something && !fresh { space } else { 0.0 };
                    let feet = notes_height + self.notes_height(slab, &seen, &state.placed);
                    let foot_gap = if feet > 0.0 { NOTE_GAP } else { 0.0 };
                    if y + gap + slab.height + below_sum + feet + foot_gap > room + 0.05 {
                        if !something {
                            // A slab that is higher than a page stands on it alone.
                            found.too_high = slab.height > room;
                            found.any = Some(Candidate { to: self.after(index), height: y + slab.height + below_sum });
                        }
                        return found;
                    }
                    y += gap + slab.height;
                    space = 0.0;
                    notes_height = feet;
                    seen.extend(&slab.notes);
                    if slab.height > 0.0 {
                        something = true;
                        fresh = false;
                    }
                    found.any = Some(Candidate { to: index + 1, height: y + below_sum });
                }
                FlowItem::Space(more) => space = space.max(*more * tight),
                FlowItem::Keep | FlowItem::Turned(_) => {}
                FlowItem::Open(frame) => {
                    y += if something && !fresh { space } else { 0.0 } + frame.above;
                    space = 0.0;
                    fresh = true;
                    below.push(frame.below);
                    below_sum += frame.below;
                }
                FlowItem::Close => {
                    let own = below.pop().unwrap_or_default();
                    below_sum -= own;
                    y += own;
                    space = 0.0;
                    fresh = false;
                }
                FlowItem::PageBreak => {
                    if something {
                        found.welcome = Some(Candidate { to: index + 1, height: y + below_sum });
                        found.all = true;
                        return found;
                    }
                }
            }
        }
        found.welcome = Some(Candidate { to: self.items.len(), height: y + below_sum });
        found.all = true;
        found
    }

    /// The height that the notes of a slab take at the foot: all of them, but of long ones only the beginning.
    fn notes_height(&self, slab: &Slab, seen: &[u32], placed: &[u32]) -> f32 {
        let long = self.room * 0.3;
        let mut height = 0.0;
        for (index, number) in slab.notes.iter().enumerate() {
            if seen.contains(number) || placed.contains(number) || slab.notes[..index].contains(number) {
                continue;
            }
            let Some(lines) = self.notes.get(number) else { continue };
            let whole: f32 = lines.iter().map(|line| line.height).sum();
            height += if whole > long { lines.iter().take(3).map(|line| line.height).sum() } else { whole };
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
                FlowItem::Slab(slab) => {
                    for number in &slab.notes {
                        if !state.placed.contains(number) {
                            state.placed.push(*number);
                            let own = self.notes.get(number).map_or(&[][..], Vec::as_slice);
                            lines.extend(own.iter().map(|line| line.height));
                        }
                    }
                }
                FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Turned(_) => {}
            }
        }
        let count = fitting(lines.iter().copied(), self.room, height);
        state.carried = lines.split_off(count);
        state.from = to;
    }
}

/// How many lines of notes stand below a text of a height: one at least.
pub(super) fn fitting(lines: impl Iterator<Item = f32>, page: f32, text: f32) -> usize {
    let room = page - if text > 0.0 { text + NOTE_GAP } else { 0.0 };
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
