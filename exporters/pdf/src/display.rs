//! Positioned pages as data: what layout makes and [`crate::paint`] writes. Our own types, known to no PDF crate.
//!
//! All lengths are in points, 1/72 inch. The origin of a page is its top left corner and y grows downwards, in every
//! direction of writing; `paint` turns that over.
//!
//! A [`DisplayList`] is a whole document or a part of one: a chapter is laid out as a list of its own and joined to
//! the others with [`DisplayList::append`]. Two things hold in every list:
//!
//! - Items stand in reading order: the runs of a line in the order in which they are read aloud (a line from right to
//!   left begins with its rightmost run), the cells of a table row by row. Their places are absolute, so that costs
//!   nothing. The glyphs inside one run are in visual order, left to right, as a shaper returns them.
//! - Every item has an [`Owner`]: a node of the structure tree, or an artifact (rules, grounds, bullets that only
//!   decorate, running heads).

#[cfg(test)]
mod dump;
mod structure;
mod unseen;

#[cfg(test)]
pub(crate) use structure::Node;
pub(crate) use structure::{ListNumbering, NodeId, Role, Scope, Structure};
pub(crate) use unseen::Unseen;

pub(crate) use pamphlet_media::face::FaceId;

use crate::qr::Code;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Point {
    /// From the left edge.
    pub x: f32,
    /// From the top edge.
    pub y: f32,
}

/// A rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Rect {
    /// Its left side.
    pub x: f32,
    /// Its top.
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    /// The least rectangle that holds both.
    #[must_use]
    pub(crate) fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: (self.x + self.width).max(other.x + other.width) - x,
            height: (self.y + self.height).max(other.y + other.height) - y,
        }
    }
}

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    /// Black.
    pub(crate) const BLACK: Self = Self::hex(0);

    /// A colour written as `0xRRGGBB`.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the three bytes are taken one by one")]
    pub(crate) const fn hex(rgb: u32) -> Self {
        Self { red: (rgb >> 16) as u8, green: (rgb >> 8) as u8, blue: rgb as u8 }
    }
}

/// One glyph of a run, as a shaper gives it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// The byte of the run's text at which its cluster begins.
    pub cluster: u32,
    /// How far the pen moves, justification and letter spacing included.
    pub advance: f32,
    /// How far it is drawn to the right of the pen.
    pub dx: f32,
    /// How far it is drawn *above* the baseline.
    pub dy: f32,
}

/// A glyph as it is kept: eight bytes. Few glyphs are moved off the pen, so their offsets are kept apart.
#[derive(Debug, Clone, Copy, PartialEq)]
struct PackedGlyph {
    id: u16,
    cluster: u16,
    advance: f32,
}

/// Glyphs of one face, size and colour on one baseline, in visual order. Made by [`DisplayPage::push_run`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GlyphRun {
    pub face: FaceId,
    pub size: f32,
    pub color: Color,
    /// Where the pen starts: the left end of the baseline.
    pub origin: Point,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// Of words that a picture shows, which are not painted again: how they are turned and stretched there, as the first
    /// four numbers of a text matrix (ISO 32000-1, 9.4.2), y upwards.
    pub unseen: Option<Box<[f32; 4]>>,
    glyphs: Range<u32>,
    text: Range<u32>,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    pub color: Color,
    pub width: f32,
    /// Lengths of dash and gap; a dash of 0 makes round dots.
    pub dash: Option<(f32, f32)>,
}

/// A geometric form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    Line(Point, Point),
    /// A rectangle; corners are rounded by a radius unless it is 0.
    Rectangle(Rect, f32),
    /// An ellipse in its box.
    Ellipse(Rect),
}

impl Form {
    /// The box around it.
    #[must_use]
    pub(crate) fn bounds(&self) -> Rect {
        match self {
            Self::Rectangle(place, _) | Self::Ellipse(place) => *place,
            Self::Line(from, to) => around([*from, *to].into_iter()),
        }
    }
}

fn around(mut points: impl Iterator<Item = Point>) -> Rect {
    let at = |point: Point| Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 };
    let first = points.next().map_or(Rect::default(), at);
    points.fold(first, |bounds, point| bounds.union(at(point)))
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LinkTarget {
    /// An address on the web.
    Address(Arc<str>),
    /// An anchor of the document: a key of [`DisplayList::anchors`]. One that is not there by the time of painting is
    /// an area that leads nowhere, and is left out.
    Anchor(Arc<str>),
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// Text.
    Run(GlyphRun),
    /// A form, filled, stroked or both.
    Form {
        /// Its outline.
        form: Form,
        /// The colour inside.
        fill: Option<Color>,
        /// The line around.
        stroke: Option<Stroke>,
    },
    /// A picture of the site, by its asset name; drawn to fill the rectangle (the caller keeps the proportions).
    Picture {
        /// Its name in `Media`.
        asset: Arc<str>,
        /// Where.
        place: Rect,
        /// Whether its top is at the left: one that would be too small to read in the width of a column.
        turned: bool,
    },
    /// An icon of the embedded sets (`material/heart`), drawn in one colour, in proportion, in the middle.
    Icon {
        name: Arc<str>,
        /// Where.
        place: Rect,
        color: Color,
    },
    /// A code that cameras read. The rectangle is square and holds the quiet zone too.
    Code {
        code: Arc<Code>,
        /// Where.
        place: Rect,
    },
    /// An area that leads somewhere; its owner is a node with the role [`Role::Link`]. A link over several lines has
    /// an area for each.
    Link {
        /// The area.
        place: Rect,
        /// Where it leads.
        target: LinkTarget,
        /// What a screen reader says: the words of the link, or where it leads.
        description: Arc<str>,
    },
    /// Room for words about a page that is not known yet. A document that is complete has none: see
    /// [`DisplayPage::settle`].
    PageOf(Awaited),
}

/// What is set into room that was kept: how, the words, and their glyphs.
pub(crate) type Set = (RunStyle, String, Vec<Glyph>);

/// Words about a page that is not known yet. None are shown on that page itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageWords {
    /// The anchor whose page it is.
    pub anchor: Arc<str>,
    /// What is said, with U+FFFC for the number.
    pub said: String,
    /// The size of the letters.
    pub size: f32,
    /// Whether they stand at the right side of their room.
    pub right: bool,
}

/// Room for words about a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Awaited {
    /// What they say, and of which page.
    pub words: Arc<PageWords>,
    /// The room; its lower side is the baseline.
    pub place: Rect,
    pub color: Color,
}

/// What something that is not content is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Artifact {
    /// A running head.
    Header,
    /// A page number, or anything at the foot.
    Footer,
    /// A ground or frame behind content.
    Background,
    /// Rules, marks, and text that repeats what is there (table heads on further pages).
    Layout,
}

/// To what an item belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// A node of the structure tree: a [`Role::Content`] leaf, or an element itself when it has nothing but content.
    Node(NodeId),
    /// Nothing that is read aloud.
    Artifact(Artifact),
}

/// A page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DisplayPage {
    pub width: f32,
    pub height: f32,
    /// What it is called; shown by readers and printed by running feet; its number when none.
    pub label: Option<String>,
    items: Vec<(Owner, Item)>,
    glyphs: Vec<PackedGlyph>,
    /// Offsets of the glyphs that have one, by index, sorted.
    offsets: Vec<(u32, f32, f32)>,
    text: String,
    /// What was placed on it: with which item it begins, and the number of the page that it was.
    placed: Vec<(u32, u32)>,
}

impl DisplayPage {
    /// An empty page.
    #[must_use]
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, ..Self::default() }
    }

    /// Adds something other than text.
    pub(crate) fn push(&mut self, owner: Owner, item: Item) {
        self.items.push((owner, item));
    }

    /// Puts something behind everything that is on it.
    pub(crate) fn put_below(&mut self, owner: Owner, item: Item) {
        self.items.insert(0, (owner, item));
        for (first, _) in &mut self.placed {
            *first += 1;
        }
    }

    /// Adds text. `text` holds the source characters of the run, in logical order, and the clusters of the glyphs
    /// are bytes of it; a hyphen that a line break added is U+00AD there. A run of more than 65,535 bytes is cut.
    pub(crate) fn push_run(
        &mut self,
        owner: Owner,
        style: RunStyle,
        text: &str,
        glyphs: impl IntoIterator<Item = Glyph>,
    ) {
        let RunStyle { face, size, color, origin, right_to_left } = style;
        let (first, text_start) = (count(self.glyphs.len()), count(self.text.len()));
        self.text.push_str(text);
        for glyph in glyphs {
            let Glyph { id, cluster, advance, dx, dy } = glyph;
            if dx != 0.0 || dy != 0.0 {
                self.offsets.push((count(self.glyphs.len()), dx, dy));
            }
            let cluster = u16::try_from(cluster).unwrap_or(u16::MAX);
            self.glyphs.push(PackedGlyph { id, cluster, advance });
        }
        let run = GlyphRun {
            face,
            size,
            color,
            origin,
            right_to_left,
            unseen: None,
            glyphs: first..count(self.glyphs.len()),
            text: text_start..count(self.text.len()),
        };
        self.items.push((owner, Item::Run(run)));
    }

    /// Everything on it, in reading order.
    #[must_use]
    pub(crate) fn items(&self) -> &[(Owner, Item)] {
        &self.items
    }

    /// Everything on it, to be changed in place.
    pub(crate) fn items_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        self.items.iter_mut().map(|(_, item)| item)
    }

    /// Puts words about pages into the room that was kept for them.
    pub(crate) fn settle(&mut self, make: &mut dyn FnMut(&Awaited) -> Vec<Set>) {
        if !self.items.iter().any(|(_, item)| matches!(item, Item::PageOf(_))) {
            return;
        }
        for (owner, item) in std::mem::take(&mut self.items) {
            let Item::PageOf(awaited) = &item else {
                self.items.push((owner, item));
                continue;
            };
            for (style, text, glyphs) in make(awaited) {
                self.push_run(owner, style, &text, glyphs);
            }
        }
        self.shrink();
    }

    /// The glyphs of one of its runs, in visual order.
    pub(crate) fn glyphs(&self, run: &GlyphRun) -> impl Iterator<Item = Glyph> + '_ {
        let range = run.glyphs.clone();
        let mut offsets = self.offsets[self.offsets.partition_point(|(index, ..)| *index < range.start)..].iter();
        let mut next = offsets.next();
        self.glyphs[range.start as usize..range.end as usize].iter().zip(range).map(move |(glyph, index)| {
            let (mut dx, mut dy) = (0.0, 0.0);
            if let Some((at, x, y)) = next
                && *at == index
            {
                (dx, dy) = (*x, *y);
                next = offsets.next();
            }
            Glyph { id: glyph.id, cluster: u32::from(glyph.cluster), advance: glyph.advance, dx, dy }
        })
    }

    /// The source characters of one of its runs.
    #[must_use]
    pub(crate) fn text(&self, run: &GlyphRun) -> &str {
        &self.text[run.text.start as usize..run.text.end as usize]
    }

    /// Puts everything of another page on this one, moved right and down: two pages on a side of a sheet. `number` is
    /// that of the other among the pages in the order in which they are read.
    pub(crate) fn place(&mut self, other: Self, number: u32, right: f32, down: f32) {
        self.placed.push((count(self.items.len()), number));
        let (first_glyph, first_byte) = (count(self.glyphs.len()), count(self.text.len()));
        self.glyphs.extend(other.glyphs);
        self.offsets.extend(other.offsets.into_iter().map(|(index, dx, dy)| (index + first_glyph, dx, dy)));
        self.text.push_str(&other.text);
        let point = |at: Point| Point { x: at.x + right, y: at.y + down };
        let rect = |place: Rect| Rect { x: place.x + right, y: place.y + down, ..place };
        self.items.extend(other.items.into_iter().map(|(owner, mut item)| {
            match &mut item {
                Item::Run(run) => {
                    run.origin = point(run.origin);
                    run.glyphs = run.glyphs.start + first_glyph..run.glyphs.end + first_glyph;
                    run.text = run.text.start + first_byte..run.text.end + first_byte;
                }
                Item::Form { form, .. } => match form {
                    Form::Line(from, to) => (*from, *to) = (point(*from), point(*to)),
                    Form::Rectangle(place, _) | Form::Ellipse(place) => *place = rect(*place),
                },
                Item::Picture { place, .. }
                | Item::Icon { place, .. }
                | Item::Code { place, .. }
                | Item::Link { place, .. }
                | Item::PageOf(Awaited { place, .. }) => *place = rect(*place),
            }
            (owner, item)
        }));
    }

    /// The numbers of the pages that were placed on this one; none when it is a page itself.
    pub(crate) fn parts(&self) -> impl Iterator<Item = usize> {
        self.placed.iter().map(|(_, number)| *number as usize)
    }

    /// For each item the number of the page that it was placed on this one with; 0 when it is a page itself.
    pub(crate) fn parts_of_items(&self) -> impl Iterator<Item = u32> {
        let mut parts = self.placed.iter().peekable();
        let mut part = 0;
        (0..count(self.items.len())).map(move |item| {
            while let Some((_, number)) = parts.next_if(|(first, _)| *first <= item) {
                part = *number;
            }
            part
        })
    }

    /// Gives back memory that is held in reserve; called when the page is complete.
    pub(crate) fn shrink(&mut self) {
        self.placed.shrink_to_fit();
        self.items.shrink_to_fit();
        self.glyphs.shrink_to_fit();
        self.offsets.shrink_to_fit();
        self.text.shrink_to_fit();
    }
}

/// How a run looks and where it starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RunStyle {
    pub face: FaceId,
    pub size: f32,
    pub color: Color,
    /// The left end of the baseline.
    pub origin: Point,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
}

/// A place that links, the outline and tables of contents lead to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Destination {
    /// Index of the page.
    pub page: u32,
    /// How far down it: the top of what is meant.
    pub y: f32,
}

/// An entry of the outline that readers show beside the pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OutlineEntry {
    /// How deep, from 1; an entry is a child of the nearest one before it that is less deep.
    pub depth: u8,
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub destination: Destination,
}

/// Items of a page that are read one after the other: all of them, or those of one of the pages placed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Index of the page.
    pub(crate) page: usize,
    pub(crate) items: Range<usize>,
}

/// Pages with their structure: a document, or a part of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DisplayList {
    pub pages: Vec<DisplayPage>,
    /// What is on them, in reading order.
    pub structure: Structure,
    /// The outline, in reading order.
    pub outline: Vec<OutlineEntry>,
    /// Named places. Names are the layout's own: `page-id#anchor` for anchors of pages, `page-id` for their tops.
    pub anchors: BTreeMap<Arc<str>, Destination>,
}

impl DisplayList {
    /// What is on the pages in the order in which it is read, which on the sheets of a booklet is not that of the
    /// pages.
    pub(crate) fn reading_order(&self) -> Vec<Part> {
        let mut out = Vec::with_capacity(self.pages.len());
        for (number, page) in self.pages.iter().enumerate() {
            let whole = [(0, count(number))];
            let parts = if page.placed.is_empty() { &whole[..] } else { &page.placed };
            let ends = parts.iter().skip(1).map(|(first, _)| *first as usize).chain([page.items.len()]);
            let parts = parts.iter().zip(ends);
            out.extend(
                parts.map(|((first, source), end)| (*source, Part { page: number, items: *first as usize..end })),
            );
        }
        out.sort_by_key(|(source, _)| *source);
        out.into_iter().map(|(_, part)| part).collect()
    }

    /// Joins another list behind this one: its pages follow, the children of its root become the last children of
    /// `parent`, its outline goes `deeper` levels down. Of two anchors of one name the first stays.
    pub(crate) fn append(&mut self, other: Self, parent: NodeId, deeper: u8) {
        let Self { pages, structure, outline, anchors } = other;
        let first_page = count(self.pages.len());
        let first_node = self.structure.graft(structure, parent);
        for mut page in pages {
            for (owner, _) in &mut page.items {
                if let Owner::Node(node) = owner {
                    *node = if *node == Structure::ROOT { parent } else { NodeId(node.0 + first_node) };
                }
            }
            self.pages.push(page);
        }
        let moved = |place: Destination| Destination { page: place.page + first_page, ..place };
        self.outline.extend(outline.into_iter().map(|entry| OutlineEntry {
            depth: entry.depth.saturating_add(deeper),
            destination: moved(entry.destination),
            title: entry.title,
        }));
        for (name, place) in anchors {
            self.anchors.entry(name).or_insert_with(|| moved(place));
        }
    }
}

/// Lengths of vectors that fit a page or a document are far below 2^32.
fn count(length: usize) -> u32 {
    u32::try_from(length).expect("a page or tree of four thousand million things does not fit into memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &str) -> DisplayList {
        let mut list = DisplayList::default();
        let paragraph = list.structure.add(Structure::ROOT, Role::Paragraph);
        let leaf = list.structure.add(paragraph, Role::Content);
        let mut page = DisplayPage::new(100.0, 50.0);
        let style = RunStyle {
            face: FaceId(0),
            size: 10.0,
            color: Color::BLACK,
            origin: Point { x: 5.0, y: 12.0 },
            right_to_left: false,
        };
        let glyphs = words.char_indices().map(|(index, _)| Glyph {
            id: 7,
            cluster: count(index),
            advance: 4.0,
            dx: if index == 1 { 0.5 } else { 0.0 },
            dy: 0.0,
        });
        page.push_run(Owner::Node(leaf), style, words, glyphs);
        page.push(
            Owner::Artifact(Artifact::Layout),
            Item::Form {
                form: Form::Line(Point { x: 0.0, y: 20.0 }, Point { x: 100.0, y: 20.0 }),
                fill: None,
                stroke: Some(Stroke { color: Color::hex(0x0033_358F), width: 0.5, dash: None }),
            },
        );
        list.anchors.insert("a".into(), Destination { page: 0, y: 2.0 });
        list.outline.push(OutlineEntry { depth: 1, title: words.to_owned(), destination: Destination::default() });
        list.pages.push(page);
        list
    }

    #[test]
    fn parts_are_joined() {
        let mut book = list("one");
        let part = book.structure.add(Structure::ROOT, Role::Part);
        book.append(list("two"), part, 1);
        insta::assert_snapshot!(book.dump(), @r#"
        structure
          Document
            P
              content n2 p0
            Part
              P
                content n5 p1
        outline
          1 "one" p0 y0
            2 "two" p1 y0
        anchors
          a p0 y2
        page 0 100×50
          run n2 face0 10 #000000 at 5,12 "one" 7 7+0.5 7 w12
          line 0,20 100,20 stroke 0.5 #33358f artifact Layout
        page 1 100×50
          run n5 face0 10 #000000 at 5,12 "two" 7 7+0.5 7 w12
          line 0,20 100,20 stroke 0.5 #33358f artifact Layout
        "#);
    }
}
