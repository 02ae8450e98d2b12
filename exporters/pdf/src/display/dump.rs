//! A display list as compact text, for snapshot tests: rounded to tenths of a point, glyphs as numbers.

use super::{Artifact, DisplayList, DisplayPage, Form, Item, NodeId, Owner, Point, Rect, Structure};
use std::fmt::Write;

impl DisplayList {
    /// The list as text.
    #[must_use]
    pub(crate) fn dump(&self) -> String {
        let mut out = String::from("structure\n");
        let mut pages_of = vec![Vec::new(); self.structure.nodes().len()];
        for (number, page) in self.pages.iter().enumerate() {
            for (owner, _) in page.items() {
                if let Owner::Node(node) = owner
                    && pages_of[node.0 as usize].last() != Some(&number)
                {
                    pages_of[node.0 as usize].push(number);
                }
            }
        }
        write_structure(&mut out, &self.structure, &pages_of);
        if !self.outline.is_empty() {
            out.push_str("outline\n");
        }
        for entry in &self.outline {
            let indent = "  ".repeat(usize::from(entry.depth));
            let place = entry.destination;
            line(
                &mut out,
                format_args!("{indent}{} {:?} p{} y{}", entry.depth, entry.title, place.page, short(place.y)),
            );
        }
        if !self.anchors.is_empty() {
            out.push_str("anchors\n");
        }
        for (name, place) in &self.anchors {
            line(&mut out, format_args!("  {name} p{} y{}", place.page, short(place.y)));
        }
        for (number, page) in self.pages.iter().enumerate() {
            let label = page.label.as_ref().map(|label| format!(" {label:?}")).unwrap_or_default();
            line(&mut out, format_args!("page {number} {}×{}{label}", short(page.width), short(page.height)));
            for (owner, item) in page.items() {
                out.push_str("  ");
                write_item(&mut out, page, *owner, item);
                out.push('\n');
            }
        }
        out
    }
}

/// The words of a document in reading order, one line a run: what an extractor should find.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string does not fail");
}

fn add(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string does not fail");
}

/// A number with at most one decimal.
fn short(value: f32) -> f32 {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn write_structure(out: &mut String, structure: &Structure, pages_of: &[Vec<usize>]) {
    let children = structure.children();
    let mut open = vec![(Structure::ROOT, 1)];
    while let Some((id, depth)) = open.pop() {
        let node = structure.node(id);
        add(out, format_args!("{}{}", "  ".repeat(depth), node.role.name()));
        let pages = &pages_of[id.0 as usize];
        if !pages.is_empty() {
            add(out, format_args!(" n{}", id.0));
        }
        for page in pages {
            add(out, format_args!(" p{page}"));
        }
        if let Some(language) = node.language() {
            add(out, format_args!(" lang={language}"));
        }
        let texts = [
            ("alt", node.alternative()),
            ("actual", node.actual_text()),
            ("expansion", node.expansion()),
            ("title", node.title()),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                add(out, format_args!(" {key}={text:?}"));
            }
        }
        if node.spans() != (1, 1) {
            add(out, format_args!(" spans={:?}", node.spans()));
        }
        if let Some(numbering) = node.numbering() {
            add(out, format_args!(" {numbering:?}"));
        }
        out.push('\n');
        open.extend(children[id.0 as usize].iter().rev().map(|child| (*child, depth + 1)));
    }
}

fn write_item(out: &mut String, page: &DisplayPage, owner: Owner, item: &Item) {
    match item {
        Item::Run(run) => {
            add(out, format_args!("run {} face{} {} {}", name(owner), run.face.0, short(run.size), hex(run.color)));
            let rtl = if run.right_to_left { " rtl" } else { "" };
            add(out, format_args!(" at {}{rtl} {:?}", point(run.origin), page.text(run)));
            let mut width = 0.0;
            for glyph in page.glyphs(run) {
                width += glyph.advance;
                add(out, format_args!(" {}", glyph.id));
                if glyph.dx != 0.0 || glyph.dy != 0.0 {
                    add(out, format_args!("+{}", short(glyph.dx)));
                    if glyph.dy != 0.0 {
                        add(out, format_args!("^{}", short(glyph.dy)));
                    }
                }
            }
            add(out, format_args!(" w{}", short(width)));
            if let Some(matrix) = &run.unseen {
                add(out, format_args!(" unseen {}", matrix.map(|number| short(number).to_string()).join(" ")));
            }
            return;
        }
        Item::Form { form, fill, stroke } => {
            match form {
                Form::Line(from, to) => add(out, format_args!("line {} {}", point(*from), point(*to))),
                Form::Rectangle(place, radius) if *radius == 0.0 => {
                    add(out, format_args!("rectangle {}", rect(*place)));
                }
                Form::Rectangle(place, radius) => {
                    add(out, format_args!("rectangle {} radius {}", rect(*place), short(*radius)));
                }
                Form::Ellipse(place) => add(out, format_args!("ellipse {}", rect(*place))),
            }
            if let Some(fill) = fill {
                add(out, format_args!(" fill {}", hex(*fill)));
            }
            if let Some(stroke) = stroke {
                add(out, format_args!(" stroke {} {}", short(stroke.width), hex(stroke.color)));
                if let Some((dash, gap)) = stroke.dash {
                    add(out, format_args!(" dash {} {}", short(dash), short(gap)));
                }
            }
        }
        Item::Picture { asset, place, turned } => {
            let turned = if *turned { " turned" } else { "" };
            add(out, format_args!("picture {asset} {}{turned}", rect(*place)));
        }
        Item::Icon { name, place, color } => add(out, format_args!("icon {name} {} {}", rect(*place), hex(*color))),
        Item::PageOf(awaited) => add(out, format_args!("page of {} {}", awaited.words.anchor, rect(awaited.place))),
        Item::Code { code, place } => add(out, format_args!("code {:?} {}", code.content(), rect(*place))),
        Item::Link { place, target, description } => {
            add(out, format_args!("link {} {target:?} {description:?}", rect(*place)));
        }
    }
    add(out, format_args!(" {}", name(owner)));
}

fn name(owner: Owner) -> String {
    match owner {
        Owner::Node(NodeId(number)) => format!("n{number}"),
        Owner::Artifact(kind @ (Artifact::Header | Artifact::Footer | Artifact::Background | Artifact::Layout)) => {
            format!("artifact {kind:?}")
        }
    }
}

fn hex(color: super::Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

fn point(at: Point) -> String {
    format!("{},{}", short(at.x), short(at.y))
}

fn rect(at: Rect) -> String {
    format!("{},{} {}×{}", short(at.x), short(at.y), short(at.width), short(at.height))
}
