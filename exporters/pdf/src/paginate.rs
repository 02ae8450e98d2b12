//! From a column to pages: where each page ends, what is repeated on the next, footnotes at the foot, notes in the
//! margin beside their place.
//!
//! Pages end where the fewest rules are hurt: never between things that are kept together (a heading and what
//! follows, the first two and the last two lines of a paragraph), never inside a box that can go to the next page
//! whole. Nothing is lost when the rules cannot be kept: then the page ends at the last place at all, and that is
//! counted.

mod margin;
mod plan;

pub(crate) use margin::addresses_without_room;

use crate::display::{Destination, DisplayList, DisplayPage, OutlineEntry, Owner, Point, RunStyle, Structure};
use crate::layout::flow::{DrawnItem, Flow, FlowItem, Frame, MarginNote, VBox, frame_items};
use crate::style::Style;
use crate::style::sizes::page::footnote;
use std::collections::{BTreeMap, BTreeSet};

/// A column with its notes, ready to be cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    /// The column.
    pub flow: Flow,
    /// The footnotes, each as the lines it consists of; a vbox names those that its own refer to as well.
    pub notes: BTreeMap<u32, Vec<VBox>>,
    /// The structure tree that the marks belong to.
    pub structure: Structure,
    /// Room at the top of the first page's margin that something else takes.
    pub margin_reserved: f32,
}

/// What happened to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Breaks {
    pub pages: u32,
    /// Pages that end where a rule forbids it, since nothing else was possible.
    pub forced: u32,
    /// Slabs that are higher than a page.
    pub too_high: u32,
    /// How much of the last page is filled, in parts of its height.
    pub last: f32,
}

/// The footnotes of a column: each as the lines it consists of.
type NoteLines = BTreeMap<u32, Vec<VBox>>;

/// Puts the pieces of a column on pages.
struct Paginator<'s> {
    /// The measures of a page that stands upright, and of a landscape one.
    style: &'s Style,
    landscape: &'s Style,
    notes: NoteLines,
    placed_notes: BTreeSet<u32>,
    list: DisplayList,
    first_right: bool,
    margin_reserved: f32,
    /// Notes that found no room in the margins so far.
    waiting: Vec<MarginNote>,
    /// What waits for landscape pages, behind the page under way.
    landscapes: Vec<Flow>,
    breaks: Breaks,
}

/// What a page is filled by.
#[derive(Clone, Copy)]
struct Format<'s> {
    /// Its measures.
    style: &'s Style,
    /// The height of its text; the plan may have made it a line more than the style has.
    room: f32,
}

/// Cuts a column into pages. `first_page` is the number of its first page, from 1: odd pages are right-hand ones (in
/// books from right to left, left-hand ones).
#[must_use]
pub(crate) fn paginate(column: Column, style: &Style, first_page: u32) -> (DisplayList, Breaks) {
    let Column { flow, notes, structure, margin_reserved } = column;
    let list = DisplayList { structure, ..DisplayList::default() };
    let landscape = style.landscape();
    let mut paginator = Paginator {
        style,
        landscape: &landscape,
        notes,
        placed_notes: BTreeSet::new(),
        list,
        first_right: first_page % 2 == 1,
        margin_reserved,
        waiting: Vec::new(),
        landscapes: Vec::new(),
        breaks: Breaks::default(),
    };
    paginator.set(flow.items, style);
    while style.margin > 0.0 && !paginator.waiting.is_empty() {
        paginator.finish(style, PageContent::default());
    }
    let Paginator { mut list, mut breaks, .. } = paginator;
    if list.pages.is_empty() {
        list.pages.push(DisplayPage::new(style.page.0, style.page.1));
    }
    breaks.pages = u32::try_from(list.pages.len()).unwrap_or(u32::MAX);
    (list, breaks)
}

/// What a page under way holds.
#[derive(Default)]
struct PageContent {
    grounds: Vec<DrawnItem>,
    content: Vec<DrawnItem>,
    anchors: Vec<(std::sync::Arc<str>, f32)>,
    outline: Vec<(u8, String, f32)>,
    margin: Vec<MarginNote>,
    notes: Vec<u32>,
}

impl<'s> Paginator<'s> {
    /// Plans the pages of pieces and fills them.
    fn set(&mut self, mut items: Vec<FlowItem>, style: &'s Style) {
        let plan = plan::plan(&items, &self.notes, style.height(), style.body.leading, style.tight);
        self.breaks.last = plan.filled();
        self.breaks.forced += plan.forced;
        self.breaks.too_high += plan.too_high;
        let format = Format { style, room: plan.room };
        let mut from = 0;
        let mut open: Vec<Frame> = Vec::new();
        let mut carried: Vec<VBox> = Vec::new();
        for page in &plan.pages {
            self.pass(&mut items[from..page.from]);
            self.page(format, page, &mut items[page.from..page.to], &mut open, &mut carried);
            self.set_landscapes();
            from = page.to;
        }
        self.pass(&mut items[from..]);
        // The plan has pages for all notes; what a rounding could leave over is not lost either.
        while !carried.is_empty() {
            self.page(format, &plan::PlannedPage::default(), &mut [], &mut open, &mut carried);
        }
    }

    /// Fills the landscape pages behind the one that was filled last.
    fn set_landscapes(&mut self) {
        for flow in std::mem::take(&mut self.landscapes) {
            self.set(flow.items, self.landscape);
        }
    }

    /// Passes pieces that take no room at the top of a page.
    fn pass(&mut self, items: &mut [FlowItem]) {
        for item in items {
            if let FlowItem::Landscape(flow) = item {
                self.landscapes.push(std::mem::take(flow));
            }
        }
        // The page before was full.
        self.set_landscapes();
    }

    /// Puts pieces on a page, at the places that are planned for them.
    fn page(
        &mut self,
        format: Format<'_>,
        page: &plan::PlannedPage,
        items: &mut [FlowItem],
        open: &mut Vec<Frame>,
        carried: &mut Vec<VBox>,
    ) {
        let mut filled = PageContent::default();
        // Grounds stand in the order in which their boxes began.
        let mut stack: Vec<(Frame, f32, usize)> = Vec::new();
        let mut grounds: Vec<Vec<DrawnItem>> = Vec::new();
        for (frame, (start, head)) in open.drain(..).zip(&page.reopened) {
            grounds.push(Vec::new());
            if let Some(vbox) = &frame.head {
                self.put(format.style, &mut filled, vbox.repeated(), *head);
            }
            stack.push((frame, *start, grounds.len() - 1));
        }
        for (item, y) in items.iter_mut().zip(&page.places) {
            match std::mem::replace(item, FlowItem::Keep) {
                FlowItem::VBox(vbox) => self.put(format.style, &mut filled, vbox, *y),
                FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak => {}
                FlowItem::Landscape(flow) => self.landscapes.push(flow),
                FlowItem::Open(frame) => {
                    grounds.push(Vec::new());
                    stack.push((frame, *y, grounds.len() - 1));
                }
                FlowItem::Close => {
                    if let Some((frame, start, ground)) = stack.pop() {
                        grounds[ground] = frame_items(&frame, start, *y);
                    }
                }
            }
        }
        let mut end = page.end;
        for (frame, start, ground) in stack.into_iter().rev() {
            end += frame.below;
            grounds[ground] = frame_items(&frame, start, end);
            open.insert(0, frame);
        }
        filled.grounds.extend(grounds.into_iter().flatten());
        self.feet(format, &mut filled, end, carried);
        self.finish(format.style, filled);
    }

    fn put(&self, style: &Style, filled: &mut PageContent, vbox: VBox, y: f32) {
        let VBox { height: _, drawn, notes, anchors, outline, margin, addresses: _ } = vbox;
        // What takes the margin reaches over its end side; where the margin is at the start side, it lies there.
        let wide = style.margin > 0.0 && margin.iter().any(|note| note.drawn.is_empty() && note.height > 0.0);
        let dx = if wide && !self.margin_at_end(style) { style.room_of_margin() } else { 0.0 };
        filled.content.extend(drawn.into_iter().map(|mut item| {
            item.shift(dx, y);
            item
        }));
        for number in notes {
            if !filled.notes.contains(&number) && !self.placed_notes.contains(&number) {
                filled.notes.push(number);
            }
        }
        filled.anchors.extend(anchors.into_iter().map(|(name, own)| (name, own + y)));
        filled.outline.extend(outline.into_iter().map(|entry| (entry.depth, entry.title, entry.y + y)));
        filled.margin.extend(margin.into_iter().map(|note| MarginNote { y: note.y + y, ..note }));
    }

    /// Puts the notes at the foot; what does not fit is carried to the next page.
    fn feet(&mut self, format: Format<'_>, filled: &mut PageContent, text_end: f32, carried: &mut Vec<VBox>) {
        let Format { style, room: page } = format;
        let mut lines: Vec<VBox> = std::mem::take(carried);
        for number in std::mem::take(&mut filled.notes) {
            self.placed_notes.insert(number);
            lines.extend(self.notes.remove(&number).unwrap_or_default());
        }
        if lines.is_empty() {
            return;
        }
        let count = plan::fitting(lines.iter().map(|line| line.height), page, text_end);
        let height: f32 = lines.iter().take(count).map(|line| line.height).sum();
        *carried = lines.split_off(count);
        let mut y = page - height;
        let width = (style.column * footnote::RULE).min(footnote::LONGEST_RULE);
        let rtl = style.direction == pamphlet_locale::Direction::Rtl;
        let left = if rtl { style.column - width } else { 0.0 };
        let rule_y = y - footnote::GAP * footnote::RULE_ABOVE;
        filled.content.push(DrawnItem::Item {
            owner: Owner::Artifact(crate::display::Artifact::Layout),
            item: crate::display::Item::Form {
                form: crate::display::Form::Line(Point { x: left, y: rule_y }, Point { x: left + width, y: rule_y }),
                fill: None,
                stroke: Some(crate::display::Stroke { color: style.palette.soft, width: 0.5, dash: None }),
            },
        });
        let dx = if rtl { style.column - self.style.column } else { 0.0 };
        for mut line in lines {
            let height = line.height;
            line.drawn.iter_mut().for_each(|item| item.shift(dx, 0.0));
            // Notes of notes came with the vbox that refers to the first.
            line.notes.clear();
            self.put(style, filled, line, y);
            y += height;
        }
    }

    /// Whether the page under way is a right-hand one.
    fn right_hand(&self, style: &Style) -> bool {
        let right_hand = self.list.pages.len().is_multiple_of(2) == self.first_right;
        right_hand == (style.direction == pamphlet_locale::Direction::Ltr)
    }

    /// Whether the margin of the page under way lies at the end side of lines.
    fn margin_at_end(&self, style: &Style) -> bool {
        style.inner_left(self.right_hand(style)) == (style.direction == pamphlet_locale::Direction::Ltr)
    }

    fn finish(&mut self, style: &Style, filled: PageContent) {
        let number = u32::try_from(self.list.pages.len()).unwrap_or(u32::MAX);
        let left = style.column_left(self.right_hand(style));
        let top = style.top;
        let mut page = DisplayPage::new(style.page.0, style.page.1);
        let PageContent { grounds, content, anchors, outline, margin, notes: _ } = filled;
        for item in grounds.into_iter().chain(content) {
            put_item(&mut page, item, left, top);
        }
        self.margin_notes(style, &mut page, margin, left, top);
        for (name, y) in anchors {
            self.list.anchors.entry(name).or_insert(Destination { page: number, y: top + y });
        }
        for (depth, title, y) in outline {
            let destination = Destination { page: number, y: top + y };
            self.list.outline.push(OutlineEntry { depth, title, destination });
        }
        page.shrink();
        self.list.pages.push(page);
    }

    /// Notes in the margin stand beside their place, or below the note before them; what would run out of the page
    /// moves up, and what finds no room waits for the margin of the next page.
    fn margin_notes(&mut self, style: &Style, page: &mut DisplayPage, notes: Vec<MarginNote>, left: f32, top: f32) {
        let (taken, own): (Vec<MarginNote>, Vec<MarginNote>) =
            notes.into_iter().partition(|note| note.drawn.is_empty());
        let mut notes: Vec<MarginNote> = std::mem::take(&mut self.waiting);
        for note in &mut notes {
            note.y = 0.0;
        }
        notes.extend(own);
        let from = if self.list.pages.is_empty() { self.margin_reserved } else { 0.0 };
        let mut fitting = if style.margin > 0.0 { notes.len() } else { 0 };
        while fitting > 0 {
            if let Some(places) = margin::places(&notes[..fitting], &taken, from, style.height()) {
                notes.iter_mut().zip(places).for_each(|(note, y)| note.y = y);
                break;
            }
            if fitting == 1 && taken.is_empty() && from == 0.0 {
                // Higher than a page: nowhere is more room.
                break;
            }
            fitting -= 1;
        }
        self.waiting = notes.split_off(fitting);
        let room = style.page.0 - style.outer - style.margin;
        let x = if left < style.page.0 / 2.0 - style.column / 2.0 { room } else { style.outer };
        for note in notes {
            for item in note.drawn {
                put_item(page, item, x, top + note.y);
            }
        }
    }
}

/// Puts a mark on a page.
pub(crate) fn put_item(page: &mut DisplayPage, mut item: DrawnItem, left: f32, top: f32) {
    item.shift(left, top);
    match item {
        DrawnItem::Text { owner, run, y } => {
            let style = RunStyle {
                face: run.face,
                size: run.size,
                color: run.color,
                origin: Point { x: run.x, y: y - run.rise },
                right_to_left: run.right_to_left,
            };
            page.push_run(owner, style, &run.text, run.glyphs);
        }
        DrawnItem::Item { owner, item } => page.push(owner, item),
    }
}

#[cfg(test)]
mod tests;
