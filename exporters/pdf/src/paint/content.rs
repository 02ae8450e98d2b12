//! The items of a page to operations, each inside marked content.

use super::face::Uses;
use super::faces::Faces;
use super::order::Ranks;
use super::writer::{TextState, Writer, hundredths, marked, written};
use super::{Marked, Resource, Shown};
use crate::display::{Artifact, Color, DisplayPage, Form, Item, NodeId, Owner, Point, Rect, Role, Stroke, Structure};
use printpdf as pp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The operations of a page, and what each of its marked-content ids stands for.
pub(super) fn operations(
    page: &DisplayPage,
    structure: &Structure,
    faces: &Faces,
    uses: &Uses,
    names: &BTreeMap<Shown, Resource>,
    ranks: &Ranks,
) -> (Vec<pp::Op>, Vec<Marked>) {
    let mut ops = Vec::new();
    let mut owners = Vec::new();
    let mut writer = Writer {
        ops: &mut ops,
        faces,
        uses,
        text: TextState::default(),
        in_text: false,
        filled: None,
        height: page.height,
    };
    let mut open: Option<(Owner, u32)> = None;
    let order = ranks.order(page).unwrap_or_else(|| (0..page.items().len()).collect());
    let parts: Vec<u32> = page.parts_of_items().collect();
    for number in order {
        let (owner, item) = &page.items()[number];
        if matches!(item, Item::Link { .. }) {
            continue;
        }
        // What goes on in the other half of a sheet is read at another time.
        let own = (*owner, parts[number]);
        if open != Some(own) {
            writer.close(open.is_some());
            match owner {
                Owner::Node(node) => {
                    let id = i64::try_from(owners.len()).expect("fits");
                    let tag = element_role(structure, *node).name();
                    writer.ops.push(marked(tag, [("MCID", pp::DictItem::Int(id))]));
                    owners.push(Marked { owner: *node, item: number });
                }
                Owner::Artifact(kind) => writer.ops.push(artifact(*kind)),
            }
            open = Some(own);
        }
        writer.item(page, item, names);
    }
    writer.close(open.is_some());
    (ops, owners)
}

/// The role of a node, or of the element that a leaf is content of.
fn element_role(structure: &Structure, node: NodeId) -> Role {
    let mut node = structure.node(node);
    while node.role == Role::Content {
        node = structure.node(node.parent);
    }
    node.role
}

fn artifact(kind: Artifact) -> pp::Op {
    let name = |name: &str| pp::DictItem::Name(name.as_bytes().to_vec());
    match kind {
        Artifact::Header => marked("Artifact", [("Type", name("Pagination")), ("Subtype", name("Header"))]),
        Artifact::Footer => marked("Artifact", [("Type", name("Pagination")), ("Subtype", name("Footer"))]),
        Artifact::Background | Artifact::Layout => marked("Artifact", [("Type", name("Layout"))]),
    }
}

impl Writer<'_> {
    fn close(&mut self, open: bool) {
        self.end_text();
        if open {
            self.ops.push(pp::Op::EndMarkedContent);
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(pp::Op::EndTextSection);
            self.in_text = false;
        }
    }

    fn item(&mut self, page: &DisplayPage, item: &Item, names: &BTreeMap<Shown, Resource>) {
        if let Item::Run(run) = item {
            if !self.in_text {
                self.ops.push(pp::Op::StartTextSection);
                self.text.begin();
                self.in_text = true;
            }
            self.run(page, run);
            return;
        }
        self.end_text();
        match item {
            Item::Run(_) | Item::Link { .. } | Item::PageOf(_) => {}
            Item::Form { form, fill, stroke } => self.form(form, *fill, *stroke),
            Item::Picture { asset, place, turned } => {
                if let Some(Resource::Unit(name)) = names.get(&Shown::Picture(Arc::clone(asset))) {
                    let y = self.height - place.y - place.height;
                    let matrix = if *turned {
                        [0.0, place.height, -place.width, 0.0, place.x + place.width, y]
                    } else {
                        [place.width, 0.0, 0.0, place.height, place.x, y]
                    };
                    self.object(name, matrix);
                }
            }
            Item::Icon { name, place, color } => {
                if let Some(Resource::Sized(name, width, height)) = names.get(&Shown::Icon(Arc::clone(name))) {
                    self.fill(*color);
                    let scale = (place.width / width).min(place.height / height);
                    let x = place.x + (place.width - width * scale) / 2.0;
                    let y = place.y + f32::midpoint(place.height, height * scale);
                    self.object(name, [scale, 0.0, 0.0, scale, x, self.height - y]);
                }
            }
            Item::Code { code, place } => {
                self.fill(Color::BLACK);
                #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
                let (module, number) = (place.width / code.modules() as f32, |value: u32| value as f32);
                for (row, column, length) in code.runs() {
                    let x = place.x + number(column) * module;
                    let y = self.height - place.y - number(row + 1) * module;
                    self.operator("re", &[x, y, number(length) * module, module]);
                }
                self.operator("f", &[]);
            }
        }
    }

    fn object(&mut self, name: &str, matrix: [f32; 6]) {
        self.ops.push(pp::Op::SaveGraphicsState);
        self.operator_precise("cm", &matrix);
        let name = pp::DictItem::Name(name.as_bytes().to_vec());
        self.ops.push(pp::Op::Unknown { key: "Do".to_owned(), value: vec![name] });
        self.ops.push(pp::Op::RestoreGraphicsState);
    }

    fn form(&mut self, form: &Form, fill: Option<Color>, stroke: Option<Stroke>) {
        if let Some(fill) = fill {
            self.fill(fill);
        }
        if let Some(stroke) = stroke {
            // Saved, so that dashes do not leak; a fill colour set before stays known.
            self.ops.push(pp::Op::SaveGraphicsState);
            self.ops.push(pp::Op::SetOutlineColor { col: written(stroke.color) });
            self.ops.push(pp::Op::SetOutlineThickness { pt: pp::Pt(hundredths(stroke.width)) });
            if let Some((dash, gap)) = stroke.dash {
                if dash == 0.0 {
                    self.ops.push(pp::Op::SetLineCapStyle { cap: pp::LineCapStyle::Round });
                }
                let lengths = pp::DictItem::Array(vec![number(dash), number(gap)]);
                self.ops.push(pp::Op::Unknown { key: "d".to_owned(), value: vec![lengths, pp::DictItem::Int(0)] });
            }
        }
        self.path(form);
        let paint = match (fill.is_some(), stroke.is_some()) {
            (true, true) => "B",
            (true, false) => "f",
            (false, true) => "S",
            (false, false) => "n",
        };
        self.operator(paint, &[]);
        if stroke.is_some() {
            self.ops.push(pp::Op::RestoreGraphicsState);
        }
    }

    fn path(&mut self, form: &Form) {
        let flip = |at: Point| [at.x, self.height - at.y];
        match form {
            Form::Line(from, to) => {
                let (from, to) = (flip(*from), flip(*to));
                self.operator("m", &from);
                self.operator("l", &to);
            }
            Form::Rectangle(place, radius) if *radius <= 0.0 => {
                let y = self.height - place.y - place.height;
                self.operator("re", &[place.x, y, place.width, place.height]);
            }
            Form::Rectangle(place, radius) => {
                let radius = radius.min(place.width / 2.0).min(place.height / 2.0);
                self.rounded(*place, radius, radius);
            }
            Form::Ellipse(place) => self.rounded(*place, place.width / 2.0, place.height / 2.0),
        }
    }

    /// A rectangle whose corners are quarters of an ellipse.
    fn rounded(&mut self, place: Rect, horizontal: f32, vertical: f32) {
        // Four cubic curves miss a circle by less than 3 in 10,000 with this handle.
        const HANDLE: f32 = 1.0 - 0.552_284_8;
        let (left, right) = (place.x, place.x + place.width);
        let (top, bottom) = (self.height - place.y, self.height - place.y - place.height);
        let (h, v) = (horizontal * HANDLE, vertical * HANDLE);
        self.operator("m", &[left + horizontal, bottom]);
        self.operator("l", &[right - horizontal, bottom]);
        self.operator("c", &[right - h, bottom, right, bottom + v, right, bottom + vertical]);
        self.operator("l", &[right, top - vertical]);
        self.operator("c", &[right, top - v, right - h, top, right - horizontal, top]);
        self.operator("l", &[left + horizontal, top]);
        self.operator("c", &[left + h, top, left, top - v, left, top - vertical]);
        self.operator("l", &[left, bottom + vertical]);
        self.operator("c", &[left, bottom + v, left + h, bottom, left + horizontal, bottom]);
        self.operator("h", &[]);
    }

    fn operator(&mut self, key: &str, numbers: &[f32]) {
        let value = numbers.iter().map(|value| number(*value)).collect();
        self.ops.push(pp::Op::Unknown { key: key.to_owned(), value });
    }

    fn operator_precise(&mut self, key: &str, numbers: &[f32]) {
        let value = numbers.iter().map(|value| pp::DictItem::Real((value * 100_000.0).round() / 100_000.0)).collect();
        self.ops.push(pp::Op::Unknown { key: key.to_owned(), value });
    }
}

fn number(value: f32) -> pp::DictItem {
    pp::DictItem::Real(hundredths(value))
}
