//! What blocks become before there are pages: a column of vboxes that do not break, with the room between them, the
//! rules about where pages may end, and the boxes around them.

mod descent;

pub(crate) use descent::Descent;

use crate::display::{Artifact, Awaited, Color, Form, Item, LinkTarget, Owner, Point, Rect, Stroke};
use crate::paragraph::ShapedRun;
use crate::style::RuleKind;
use crate::style::sizes::{side_rule, stroke};
use std::sync::Arc;

/// Something drawn, at its place: x from the left side of the column of the page, y down from the top of its vbox.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DrawnItem {
    /// Text on a baseline.
    Text {
        /// To what it belongs.
        owner: Owner,
        /// The glyphs; their x counts from the left side of the column.
        run: ShapedRun,
        /// The baseline.
        y: f32,
    },
    /// Anything else.
    Item {
        /// To what it belongs.
        owner: Owner,
        /// What; its coordinates count like the mark's.
        item: Item,
    },
}

impl DrawnItem {
    /// Moves it.
    pub(crate) fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text { run, y, .. } => {
                run.x += dx;
                *y += dy;
            }
            Self::Item { item, .. } => shift_item(item, dx, dy),
        }
    }

    /// The same as decoration: repeated heads are not read twice. Links repeat nothing.
    #[must_use]
    pub(crate) fn repeated(&self) -> Option<Self> {
        let mut copy = self.clone();
        match &mut copy {
            Self::Item { item: Item::Link { .. }, .. } => return None,
            Self::Text { owner, .. } | Self::Item { owner, .. } => *owner = Owner::Artifact(Artifact::Layout),
        }
        Some(copy)
    }
}

fn shift_rect(place: &mut Rect, dx: f32, dy: f32) {
    place.x += dx;
    place.y += dy;
}

fn shift_point(point: &mut Point, dx: f32, dy: f32) {
    point.x += dx;
    point.y += dy;
}

/// Moves an item of a page.
pub(crate) fn shift_item(item: &mut Item, dx: f32, dy: f32) {
    match item {
        // Runs are made when they are put on a page; none is here.
        Item::Run(run) => shift_point(&mut run.origin, dx, dy),
        Item::Form { form, .. } => match form {
            Form::Line(from, to) => {
                shift_point(from, dx, dy);
                shift_point(to, dx, dy);
            }
            Form::Rectangle(place, _) | Form::Ellipse(place) => shift_rect(place, dx, dy),
        },
        Item::Picture { place, .. }
        | Item::Icon { place, .. }
        | Item::Code { place, .. }
        | Item::Link { place, .. }
        | Item::PageOf(Awaited { place, .. }) => shift_rect(place, dx, dy),
    }
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OutlineMark {
    /// How deep, from 1.
    pub depth: u8,
    /// Its words.
    pub title: String,
    /// How far down its vbox.
    pub y: f32,
}

/// Something that belongs to paper and stands in the margin beside its vbox: a code, a note of addresses. One without
/// marks keeps others off its place: a table stands there.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct MarginNote {
    /// Where it would like to begin, down from the top of its vbox.
    pub y: f32,
    pub height: f32,
    /// What is drawn; x counts from the left side of the margin, y from its own top.
    pub drawn: Vec<DrawnItem>,
    /// The number of the address that it says, if it says one: those stand close to each other.
    pub address: Option<u32>,
}

/// A vertical box, as in TeX: a part of a column that does not break.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct VBox {
    pub height: f32,
    /// What is drawn.
    pub drawn: Vec<DrawnItem>,
    /// Footnotes that it refers to.
    pub notes: Vec<u32>,
    /// Places that links lead to: name, and how far down.
    pub anchors: Vec<(Arc<str>, f32)>,
    /// Entries of the outline.
    pub outline: Vec<OutlineMark>,
    /// What stands in the margin.
    pub margin: Vec<MarginNote>,
    /// Numbers of addresses that it refers to, and how far down.
    pub addresses: Vec<(u32, f32)>,
}

impl VBox {
    /// Adds what another vbox holds, moved.
    pub(crate) fn absorb(&mut self, other: Self, dx: f32, dy: f32) {
        let Self { height: _, drawn, notes, anchors, outline, margin, addresses } = other;
        self.drawn.extend(drawn.into_iter().map(|mut item| {
            item.shift(dx, dy);
            item
        }));
        self.notes.extend(notes);
        self.anchors.extend(anchors.into_iter().map(|(name, y)| (name, y + dy)));
        self.outline.extend(outline.into_iter().map(|entry| OutlineMark { y: entry.y + dy, ..entry }));
        self.margin.extend(margin.into_iter().map(|note| MarginNote { y: note.y + dy, ..note }));
        self.addresses.extend(addresses.into_iter().map(|(number, y)| (number, y + dy)));
    }

    /// The same as decoration, for heads that are repeated.
    #[must_use]
    pub(crate) fn repeated(&self) -> Self {
        let margin = self.margin.iter().filter(|note| note.drawn.is_empty()).cloned().collect();
        let drawn = self.drawn.iter().filter_map(DrawnItem::repeated).collect();
        Self { height: self.height, drawn, margin, ..Self::default() }
    }
}

/// The rule at one side of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SideRule {
    pub color: Color,
    /// How it is drawn.
    pub kind: RuleKind,
    /// Whether it is at the right side.
    pub right: bool,
}

/// A box around vboxes, which is drawn on every page that it extends to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Frame {
    /// Its left side, in the column.
    pub left: f32,
    pub width: f32,
    /// Room inside it, above.
    pub above: f32,
    /// Room inside it, below.
    pub below: f32,
    /// Its ground.
    pub fill: Option<Color>,
    /// The line around it.
    pub border: Option<Color>,
    /// The radius of its corners.
    pub radius: f32,
    /// The rule at one side.
    pub rule: Option<SideRule>,
    /// Whether it goes to the next page rather than break, if it is not higher than this part of a page.
    pub whole_up_to: f32,
    /// Whether it is never broken in that case, however empty the page before becomes.
    pub never_torn: bool,
    /// What is repeated at the top of its further parts.
    pub head: Option<Box<VBox>>,
}

/// A piece of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FlowItem {
    /// Something to see.
    VBox(VBox),
    /// Room; of several in a row the largest counts, and none at the top of a page.
    Space(f32),
    /// No page ends here.
    Keep,
    /// A box begins.
    Open(Frame),
    /// The box that began last ends.
    Close,
    /// A page ends here.
    PageBreak,
    /// What stands on landscape pages of its own, behind the page on which this place comes to be: the
    /// text around it goes on.
    Landscape(Flow),
}

/// A column before it is cut into pages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Flow {
    /// Its pieces.
    pub items: Vec<FlowItem>,
}

impl Flow {
    /// Adds a piece.
    pub(crate) fn push(&mut self, item: FlowItem) {
        self.items.push(item);
    }

    /// Its height when it is not cut.
    #[must_use]
    pub(crate) fn height(&self) -> f32 {
        height(&self.items)
    }

    /// All of it as one vbox.
    #[must_use]
    pub(crate) fn stack(self) -> VBox {
        let mut vbox = VBox::default();
        let mut grounds: Vec<Vec<DrawnItem>> = Vec::new();
        let mut open: Vec<(Frame, f32, usize)> = Vec::new();
        let mut down = Descent::new(1.0);
        for item in self.items {
            let y = down.step(&item);
            match item {
                FlowItem::VBox(part) => vbox.absorb(part, 0.0, y),
                FlowItem::Space(_) | FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
                FlowItem::Open(frame) => {
                    grounds.push(Vec::new());
                    open.push((frame, y, grounds.len() - 1));
                }
                FlowItem::Close => {
                    if let Some((frame, start, ground)) = open.pop() {
                        grounds[ground] = frame_items(&frame, start, y);
                    }
                }
            }
        }
        let mut drawn: Vec<DrawnItem> = grounds.into_iter().flatten().collect();
        drawn.append(&mut vbox.drawn);
        vbox.drawn = drawn;
        vbox.height = down.y();
        vbox
    }
}

/// A box around pieces: the first and the last, and how far down them it begins and ends.
struct Around {
    frame: Frame,
    from: (usize, f32),
    to: (usize, f32),
}

impl Flow {
    /// All of it as vboxes one below the other, between which a page may end: room is part of them, and so are the
    /// boxes around them.
    #[must_use]
    pub(crate) fn pieces(self) -> Vec<VBox> {
        let mut out: Vec<VBox> = Vec::new();
        let (mut open, mut closed): (Vec<Around>, Vec<Around>) = (Vec::new(), Vec::new());
        let (mut space, mut above, mut fresh) = (0.0_f32, 0.0_f32, true);
        for item in self.items {
            match item {
                FlowItem::VBox(vbox) => {
                    if let Some(last) = out.last_mut().filter(|_| !fresh) {
                        last.height += space;
                    }
                    let mut lowered = VBox { height: vbox.height + above, ..VBox::default() };
                    lowered.absorb(vbox, 0.0, above);
                    out.push(lowered);
                    (space, above, fresh) = (0.0, 0.0, false);
                }
                FlowItem::Space(room) => space = space.max(room),
                FlowItem::Keep | FlowItem::PageBreak | FlowItem::Landscape(_) => {}
                FlowItem::Open(frame) => {
                    if let Some(last) = out.last_mut().filter(|_| !fresh) {
                        last.height += space;
                    }
                    let from = above;
                    above += frame.above;
                    open.push(Around { frame, from: (out.len(), from), to: (0, 0.0) });
                    (space, fresh) = (0.0, true);
                }
                FlowItem::Close => {
                    let Some(around) = open.pop() else { continue };
                    if out.len() == around.from.0 {
                        out.push(VBox { height: above, ..VBox::default() });
                    }
                    let last = out.len() - 1;
                    out[last].height += around.frame.below;
                    closed.push(Around { to: (last, out[last].height), ..around });
                    (space, above, fresh) = (0.0, 0.0, false);
                }
            }
        }
        // Inner boxes end first and lie above.
        for Around { frame, from: (first, from), to: (last, to) } in closed {
            for (number, piece) in out.iter_mut().enumerate().take(last + 1).skip(first) {
                let top = if number == first { from } else { 0.0 };
                let bottom = if number == last { to } else { piece.height };
                let drawn = if first == last {
                    frame_items(&frame, top, bottom)
                } else {
                    frame_part(&frame, (top, number == first), (bottom, number == last))
                };
                piece.drawn.splice(0..0, drawn);
            }
        }
        out
    }
}

/// A part of a box: the line around it has no side where the box goes on.
fn frame_part(frame: &Frame, (from, first): (f32, bool), (to, last): (f32, bool)) -> Vec<DrawnItem> {
    let mut drawn = frame_items(&Frame { border: None, radius: 0.0, ..frame.clone() }, from, to);
    let Some(color) = frame.border else { return drawn };
    let (left, right) = (frame.left, frame.left + frame.width);
    let sides = [
        (true, (left, from), (left, to)),
        (true, (right, from), (right, to)),
        (first, (left, from), (right, from)),
        (last, (left, to), (right, to)),
    ];
    for (_, from, to) in sides.into_iter().filter(|(drawn, ..)| *drawn) {
        let form = Form::Line(Point { x: from.0, y: from.1 }, Point { x: to.0, y: to.1 });
        let stroke = Some(Stroke { color, width: stroke::HAIR, dash: None });
        let owner = Owner::Artifact(Artifact::Background);
        drawn.push(DrawnItem::Item { owner, item: Item::Form { form, fill: None, stroke } });
    }
    drawn
}

/// The height of pieces when they are not cut.
#[must_use]
pub(crate) fn height(items: &[FlowItem]) -> f32 {
    let mut down = Descent::new(1.0);
    for item in items {
        down.step(item);
    }
    down.height()
}

/// What a box looks like between two heights.
#[must_use]
pub(crate) fn frame_items(frame: &Frame, from: f32, to: f32) -> Vec<DrawnItem> {
    let mut drawn = Vec::new();
    let ground = Owner::Artifact(Artifact::Background);
    let place = Rect { x: frame.left, y: from, width: frame.width, height: (to - from).max(0.0) };
    let stroke = frame.border.map(|color| Stroke { color, width: stroke::HAIR, dash: None });
    if frame.fill.is_some() || stroke.is_some() {
        let form = Form::Rectangle(place, frame.radius);
        drawn.push(DrawnItem::Item { owner: ground, item: Item::Form { form, fill: frame.fill, stroke } });
    }
    let Some(rule) = frame.rule else { return drawn };
    let mut line = |(offset, width): (f32, f32), dash: Option<(f32, f32)>| {
        let x = if rule.right { frame.left + frame.width - offset } else { frame.left + offset };
        let form = Form::Line(Point { x, y: from }, Point { x, y: to });
        let stroke = Some(Stroke { color: rule.color, width, dash });
        drawn.push(DrawnItem::Item { owner: ground, item: Item::Form { form, fill: None, stroke } });
    };
    match rule.kind {
        RuleKind::Solid => line(side_rule::SOLID, None),
        RuleKind::Dashed => line(side_rule::DASHED, Some(side_rule::DASHES)),
        RuleKind::Dotted => line(side_rule::DOTTED, Some(side_rule::DOTS)),
        RuleKind::Thick => line(side_rule::THICK, None),
        RuleKind::Double => side_rule::DOUBLE.into_iter().for_each(|one| line(one, None)),
    }
    drawn
}

/// The area of a link as a mark.
#[must_use]
pub(crate) fn link_area(owner: Owner, place: Rect, target: LinkTarget, description: Arc<str>) -> DrawnItem {
    DrawnItem::Item { owner, item: Item::Link { place, target, description } }
}
