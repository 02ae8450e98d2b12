//! From a column to pages: where each page ends, what is repeated on the next, footnotes at the foot, notes in the
//! margin beside their place.
//!
//! Pages end where the fewest rules are hurt: never between things that are kept together (a heading and what
//! follows, the first two and the last two lines of a paragraph), never inside a box that can go to the next page
//! whole. Nothing is lost when the rules cannot be kept: then the page ends at the last place at all, and that is
//! counted.

use crate::display::{Destination, DisplayList, OutlineEntry, Owner, Page, Point, RunStyle, Structure};
use crate::layout::flow::{Flow, FlowItem, Frame, MarginNote, Mark, Slab, frame_marks};
use crate::style::Style;
use std::collections::BTreeMap;

/// A column with its notes, ready to be cut.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// The column.
    pub flow: Flow,
    /// The footnotes, each as the lines it consists of.
    pub notes: BTreeMap<u32, Vec<Slab>>,
    /// The structure tree that the marks belong to.
    pub structure: Structure,
    /// Room at the top of the first page's margin that something else takes.
    pub margin_reserved: f32,
}

/// What happened to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Breaks {
    /// Pages.
    pub pages: u32,
    /// Pages that end where a rule forbids it, since nothing else was possible.
    pub forced: u32,
    /// Slabs that are higher than a page.
    pub too_high: u32,
}

/// A flow item with what is known about breaking before it.
struct Cutter<'s> {
    style: &'s Style,
    items: Vec<FlowItem>,
    /// Whether a page may end before the item.
    may_break: Vec<bool>,
    notes: BTreeMap<u32, Vec<Slab>>,
    placed_notes: Vec<u32>,
    list: DisplayList,
    breaks: Breaks,
    first_right: bool,
    margin_reserved: f32,
}

/// Room between text and footnotes; the rule stands in it.
const NOTE_GAP: f32 = 14.0;

/// Cuts a column into pages. `first_page` is the number of its first page, from 1: odd pages are right-hand ones (in
/// books from right to left, left-hand ones).
#[must_use]
pub fn paginate(column: Column, style: &Style, first_page: u32) -> (DisplayList, Breaks) {
    let Column { flow, notes, structure, margin_reserved } = column;
    let may_break = break_places(&flow.items, style.height());
    let list = DisplayList { structure, ..DisplayList::default() };
    let mut cutter = Cutter {
        style,
        items: flow.items,
        may_break,
        notes,
        placed_notes: Vec::new(),
        list,
        breaks: Breaks::default(),
        first_right: first_page % 2 == 1,
        margin_reserved,
    };
    cutter.cut();
    (cutter.list, cutter.breaks)
}

/// Where pages may end: before the items that are marked.
fn break_places(items: &[FlowItem], page: f32) -> Vec<bool> {
    let mut places = vec![true; items.len() + 1];
    let mut open: Vec<usize> = Vec::new();
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match item {
            FlowItem::Keep | FlowItem::Close => places[index] = false,
            FlowItem::Slab(_) | FlowItem::Space(_) | FlowItem::PageBreak => {}
            FlowItem::Open(_) => open.push(index),
        }
        match item {
            FlowItem::Keep | FlowItem::Open(_) | FlowItem::Space(_) => places[index + 1] = false,
            FlowItem::Slab(_) | FlowItem::Close | FlowItem::PageBreak => {}
        }
        if matches!(item, FlowItem::Close)
            && let Some(start) = open.pop()
            && let FlowItem::Open(frame) = &items[start]
        {
            let height = crate::layout::flow::height(&items[start..=index]);
            if height <= page * frame.whole_up_to {
                whole.push((start, index));
            }
        }
    }
    for (start, end) in whole {
        places[start + 1..=end].fill(false);
    }
    places[0] = false;
    places
}

/// What a page under way holds.
#[derive(Default)]
struct Sheet {
    grounds: Vec<Mark>,
    content: Vec<Mark>,
    anchors: Vec<(std::sync::Arc<str>, f32)>,
    outline: Vec<(u8, String, f32)>,
    margin: Vec<MarginNote>,
    notes: Vec<u32>,
}

impl Cutter<'_> {
    fn cut(&mut self) {
        let mut from = 0;
        let mut open: Vec<Frame> = Vec::new();
        let mut carried: Vec<Slab> = Vec::new();
        loop {
            while matches!(self.items.get(from), Some(FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak)) {
                from += 1;
            }
            if from >= self.items.len() && carried.is_empty() {
                break;
            }
            let carried_height: f32 = carried.iter().map(|slab| slab.height).sum();
            let limit = self.style.height() * 0.6;
            let reserved = carried_height.min(if from < self.items.len() { limit } else { f32::MAX });
            let to = self.page_end(from, &open, reserved);
            self.page(from, to, &mut open, &mut carried);
            from = to;
        }
        if self.list.pages.is_empty() {
            self.list.pages.push(Page::new(self.style.page.0, self.style.page.1));
            self.breaks.pages = 1;
        }
    }

    /// The height that the notes of a slab take at the foot: all of them, but of long ones only the beginning.
    fn notes_height(&self, slab: &Slab, seen: &[u32]) -> f32 {
        let long = self.style.height() * 0.3;
        let mut height = 0.0;
        for (index, number) in slab.notes.iter().enumerate() {
            if seen.contains(number) || self.placed_notes.contains(number) || slab.notes[..index].contains(number) {
                continue;
            }
            let Some(lines) = self.notes.get(number) else { continue };
            let whole: f32 = lines.iter().map(|line| line.height).sum();
            height += if whole > long { lines.iter().take(3).map(|line| line.height).sum() } else { whole };
        }
        height
    }

    /// Finds the item before which the page that begins with `from` ends.
    fn page_end(&mut self, from: usize, open: &[Frame], reserved: f32) -> usize {
        let room = self.style.height();
        let mut y: f32 =
            open.iter().map(|frame| frame.above + frame.head.as_ref().map_or(0.0, |head| head.height)).sum();
        let mut below: Vec<f32> = open.iter().map(|frame| frame.below).collect();
        let mut below_sum: f32 = below.iter().sum();
        let (mut space, mut notes_height) = (0.0_f32, reserved);
        let mut seen: Vec<u32> = Vec::new();
        let mut last_good: Option<usize> = None;
        let mut last_any: Option<usize> = None;
        let mut something = false;
        let mut fresh = false;
        for index in from..self.items.len() {
            if index > from && self.may_break[index] && something {
                last_good = Some(index);
            }
            match &self.items[index] {
                FlowItem::Slab(slab) => {
                    let gap = if something && !fresh { space } else { 0.0 };
                    let own = self.notes_height(slab, &seen);
                    let feet = notes_height + own;
                    let foot_gap = if feet > 0.0 { NOTE_GAP } else { 0.0 };
                    if y + gap + slab.height + below_sum + feet + foot_gap > room + 0.05 {
                        if let Some(place) = last_good {
                            return place;
                        }
                        self.breaks.forced += 1;
                        if let Some(place) = last_any.filter(|_| something) {
                            return place;
                        }
                        if !something {
                            // A slab that is higher than a page stands on it alone.
                            self.breaks.too_high += u32::from(slab.height > room);
                            return self.after(index);
                        }
                        return index;
                    }
                    y += gap + slab.height;
                    space = 0.0;
                    notes_height = feet;
                    seen.extend(&slab.notes);
                    if slab.height > 0.0 {
                        something = true;
                        fresh = false;
                    }
                    last_any = Some(index + 1);
                }
                FlowItem::Space(more) => space = space.max(*more),
                FlowItem::Keep => {}
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
                        return index + 1;
                    }
                }
            }
        }
        self.items.len()
    }

    /// The place after an item and the boxes that end with it.
    fn after(&self, index: usize) -> usize {
        let mut end = index + 1;
        while matches!(self.items.get(end), Some(FlowItem::Close)) {
            end += 1;
        }
        end
    }

    fn page(&mut self, from: usize, to: usize, open: &mut Vec<Frame>, carried: &mut Vec<Slab>) {
        let mut sheet = Sheet::default();
        let mut y = 0.0;
        // Grounds stand in the order in which their boxes began.
        let mut stack: Vec<(Frame, f32, usize)> = Vec::new();
        let mut grounds: Vec<Vec<Mark>> = Vec::new();
        for frame in open.drain(..) {
            grounds.push(Vec::new());
            let start = y;
            y += frame.above;
            if let Some(head) = &frame.head {
                let repeated = head.repeated();
                let height = repeated.height;
                self.put(&mut sheet, repeated, y);
                y += height;
            }
            stack.push((frame, start, grounds.len() - 1));
        }
        let mut space = 0.0_f32;
        let mut something = !stack.is_empty();
        let mut fresh = something;
        for index in from..to {
            let item = std::mem::replace(&mut self.items[index], FlowItem::Keep);
            match item {
                FlowItem::Slab(slab) => {
                    if something && !fresh {
                        y += space;
                    }
                    space = 0.0;
                    let height = slab.height;
                    self.put(&mut sheet, slab, y);
                    y += height;
                    if height > 0.0 {
                        (something, fresh) = (true, false);
                    }
                }
                FlowItem::Space(more) => space = space.max(more),
                FlowItem::Keep | FlowItem::PageBreak => {}
                FlowItem::Open(frame) => {
                    if something && !fresh {
                        y += space;
                    }
                    space = 0.0;
                    (something, fresh) = (true, true);
                    grounds.push(Vec::new());
                    let above = frame.above;
                    stack.push((frame, y, grounds.len() - 1));
                    y += above;
                }
                FlowItem::Close => {
                    space = 0.0;
                    fresh = false;
                    if let Some((frame, start, ground)) = stack.pop() {
                        y += frame.below;
                        grounds[ground] = frame_marks(&frame, start, y);
                    }
                }
            }
        }
        let mut end = y;
        for (frame, start, ground) in stack.into_iter().rev() {
            end += frame.below;
            grounds[ground] = frame_marks(&frame, start, end);
            open.insert(0, frame);
        }
        sheet.grounds.extend(grounds.into_iter().flatten());
        self.feet(&mut sheet, end, carried);
        self.finish(sheet);
    }

    fn put(&self, sheet: &mut Sheet, slab: Slab, y: f32) {
        let Slab { height: _, marks, notes, anchors, outline, margin } = slab;
        sheet.content.extend(marks.into_iter().map(|mut mark| {
            mark.shift(0.0, y);
            mark
        }));
        for number in notes {
            if !sheet.notes.contains(&number) && !self.placed_notes.contains(&number) {
                sheet.notes.push(number);
            }
        }
        sheet.anchors.extend(anchors.into_iter().map(|(name, own)| (name, own + y)));
        sheet.outline.extend(outline.into_iter().map(|entry| (entry.depth, entry.title, entry.y + y)));
        sheet.margin.extend(margin.into_iter().map(|note| MarginNote { y: note.y + y, ..note }));
    }

    /// Puts the notes at the foot; what does not fit is carried to the next page.
    fn feet(&mut self, sheet: &mut Sheet, text_end: f32, carried: &mut Vec<Slab>) {
        let mut lines: Vec<Slab> = std::mem::take(carried);
        for number in std::mem::take(&mut sheet.notes) {
            self.placed_notes.push(number);
            lines.extend(self.notes.remove(&number).unwrap_or_default());
        }
        if lines.is_empty() {
            return;
        }
        let room = self.style.height() - if text_end > 0.0 { text_end + NOTE_GAP } else { 0.0 };
        let mut height = 0.0;
        let mut count = 0;
        for line in &lines {
            if count > 0 && height + line.height > room + 0.1 {
                break;
            }
            height += line.height;
            count += 1;
        }
        *carried = lines.split_off(count);
        let mut y = self.style.height() - height;
        let width = (self.style.column * 0.3).min(120.0);
        let rtl = self.style.direction == pamphlet_locale::Direction::Rtl;
        let left = if rtl { self.style.column - width } else { 0.0 };
        let rule_y = y - NOTE_GAP * 0.45;
        sheet.content.push(Mark::Item {
            owner: Owner::Artifact(crate::display::Artifact::Layout),
            item: crate::display::Item::Form {
                form: crate::display::Form::Line(Point { x: left, y: rule_y }, Point { x: left + width, y: rule_y }),
                fill: None,
                stroke: Some(crate::display::Stroke { color: self.style.palette.soft, width: 0.5, dash: None }),
            },
        });
        for line in lines {
            let height = line.height;
            self.put(sheet, line, y);
            y += height;
        }
        sheet.notes.clear();
    }

    fn finish(&mut self, sheet: Sheet) {
        let number = u32::try_from(self.list.pages.len()).unwrap_or(u32::MAX);
        let right_hand = (number % 2 == 0) == self.first_right;
        let right_hand = right_hand == (self.style.direction == pamphlet_locale::Direction::Ltr);
        let left = self.style.column_left(right_hand);
        let top = self.style.top;
        let mut page = Page::new(self.style.page.0, self.style.page.1);
        let Sheet { grounds, content, anchors, outline, margin, notes: _ } = sheet;
        for mark in grounds.into_iter().chain(content) {
            put_mark(&mut page, mark, left, top);
        }
        self.margin(&mut page, margin, left, top);
        for (name, y) in anchors {
            self.list.anchors.entry(name).or_insert(Destination { page: number, y: top + y });
        }
        for (depth, title, y) in outline {
            let destination = Destination { page: number, y: top + y };
            self.list.outline.push(OutlineEntry { depth, title, destination });
        }
        page.shrink();
        self.list.pages.push(page);
        self.breaks.pages += 1;
    }

    /// Notes in the margin stand beside their place, or below the note before them; what would run out of the page
    /// moves up.
    fn margin(&self, page: &mut Page, mut notes: Vec<MarginNote>, left: f32, top: f32) {
        if self.style.margin <= 0.0 || notes.is_empty() {
            return;
        }
        let gap = 9.0;
        let mut y = if self.list.pages.is_empty() { self.margin_reserved } else { f32::MIN };
        for note in &mut notes {
            note.y = note.y.max(y);
            y = note.y + note.height + gap;
        }
        let mut end = self.style.height();
        for note in notes.iter_mut().rev() {
            note.y = note.y.min(end - note.height);
            end = note.y - gap;
        }
        let room = self.style.page.0 - self.style.outer - self.style.margin;
        let x = if left < self.style.page.0 / 2.0 - self.style.column / 2.0 { room } else { self.style.outer };
        for note in notes {
            for mark in note.marks {
                put_mark(page, mark, x, top + note.y);
            }
        }
    }
}

/// Puts a mark on a page.
pub fn put_mark(page: &mut Page, mut mark: Mark, left: f32, top: f32) {
    mark.shift(left, top);
    match mark {
        Mark::Text { owner, piece, y } => {
            let style = RunStyle {
                face: piece.face,
                size: piece.size,
                color: piece.color,
                origin: Point { x: piece.x, y: y - piece.rise },
                right_to_left: piece.right_to_left,
            };
            page.push_run(owner, style, &piece.text, piece.glyphs);
        }
        Mark::Item { owner, item } => page.push(owner, item),
    }
}
