//! A stream of painting operators (ISO 32000-1, 8 and Annex A), and the objects that it names.

use crate::deflate::zlib;
use lopdf::{Dictionary, Object, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use usvg::tiny_skia_path::{Path, PathSegment, Point};
use usvg::{FillRule, Rect, Transform};

/// The objects of a drawing, numbered from 1. Those that are the same are one.
#[derive(Debug, Default)]
pub(super) struct Objects {
    all: BTreeMap<u32, Object>,
    known: BTreeMap<String, u32>,
}

impl Objects {
    /// Adds an object, and gives its number.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX) + 1;
        self.all.insert(number, object.into());
        number
    }

    /// The number of an object that may be there already: what is small, and wanted again and again.
    pub(super) fn same(&mut self, dictionary: Dictionary) -> u32 {
        let key = format!("{dictionary:?}");
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let number = self.add(dictionary);
        self.known.insert(key, number);
        number
    }

    pub(super) fn end(self) -> BTreeMap<u32, Object> {
        self.all
    }
}

/// What an object is to the stream that names it (ISO 32000-1, 7.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ResourceKind {
    State,
    Pattern,
    Outside,
}

impl ResourceKind {
    const fn category(self) -> &'static str {
        match self {
            Self::State => "ExtGState",
            Self::Pattern => "Pattern",
            Self::Outside => "XObject",
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::State => 'G',
            Self::Pattern => 'P',
            Self::Outside => 'X',
        }
    }
}

/// Operators, as they are written. Its space is that of the drawing where the stream is used: y points down.
#[derive(Debug, Default)]
pub(super) struct Operators {
    text: String,
    named: BTreeSet<(ResourceKind, u32)>,
    /// From the space where the next operator stands to that of the whole stream.
    pub(super) at: Transform,
    saved: Vec<Transform>,
}

impl Operators {
    /// Begins something whose changes of state end with it.
    pub(super) fn save(&mut self) {
        self.saved.push(self.at);
        self.text.push_str("q\n");
    }

    pub(super) fn restore(&mut self) {
        self.at = self.saved.pop().unwrap_or_default();
        self.text.push_str("Q\n");
    }

    /// Goes on in another space.
    pub(super) fn concat(&mut self, transform: Transform) {
        if transform.is_identity() {
            return;
        }
        self.at = self.at.pre_concat(transform);
        let Transform { sx, kx, ky, sy, tx, ty } = transform;
        self.numbers(&[sx, ky, kx, sy, tx, ty], "cm");
    }

    /// An operator with numbers before it.
    pub(super) fn numbers(&mut self, numbers: &[f32], operator: &str) {
        for number in numbers {
            number_to(&mut self.text, *number);
            self.text.push(' ');
        }
        self.text.push_str(operator);
        self.text.push('\n');
    }

    /// An operator by itself.
    pub(super) fn operator(&mut self, operator: &str) {
        self.text.push_str(operator);
        self.text.push('\n');
    }

    /// An operator with the name of an object.
    pub(super) fn named(&mut self, kind: ResourceKind, object: u32, operator: &str) {
        self.named.insert((kind, object));
        let _ = writeln!(self.text, "/{}{object} {operator}", kind.letter());
    }

    /// An array of numbers and a number: the dashes of a line.
    pub(super) fn dashes(&mut self, dashes: &[f32], offset: f32) {
        self.text.push('[');
        for (index, dash) in dashes.iter().enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            number_to(&mut self.text, *dash);
        }
        self.text.push_str("] ");
        self.numbers(&[offset], "d");
    }

    /// An outline.
    pub(super) fn path(&mut self, path: &Path) {
        let mut at = Point::zero();
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    self.numbers(&[to.x, to.y], "m");
                    at = to;
                }
                PathSegment::LineTo(to) => {
                    self.numbers(&[to.x, to.y], "l");
                    at = to;
                }
                PathSegment::QuadTo(control, to) => {
                    // PDF has cubic curves alone.
                    let near = |end: Point| [(end.x + 2.0 * control.x) / 3.0, (end.y + 2.0 * control.y) / 3.0];
                    let ([ax, ay], [bx, by]) = (near(at), near(to));
                    self.numbers(&[ax, ay, bx, by, to.x, to.y], "c");
                    at = to;
                }
                PathSegment::CubicTo(first, second, to) => {
                    self.numbers(&[first.x, first.y, second.x, second.y, to.x, to.y], "c");
                    at = to;
                }
                PathSegment::Close => self.operator("h"),
            }
        }
    }

    /// A rectangle.
    pub(super) fn rectangle(&mut self, rect: Rect) {
        self.numbers(&[rect.x(), rect.y(), rect.width(), rect.height()], "re");
    }

    /// Goes on inside of the outline that was just written.
    pub(super) fn clip(&mut self, rule: FillRule) {
        self.operator(match rule {
            FillRule::NonZero => "W n",
            FillRule::EvenOdd => "W* n",
        });
    }

    /// What the stream names, as its dictionary has it.
    fn resources(&self) -> Dictionary {
        let mut resources = Dictionary::new();
        for kind in [ResourceKind::State, ResourceKind::Pattern, ResourceKind::Outside] {
            let mut own = Dictionary::new();
            for (_, object) in self.named.iter().filter(|(of, _)| *of == kind) {
                own.set(format!("{}{object}", kind.letter()), Object::Reference((*object, 0)));
            }
            if !own.is_empty() {
                resources.set(kind.category(), own);
            }
        }
        resources
    }

    /// The stream with a dictionary that says what it is.
    pub(super) fn end(self, mut dictionary: Dictionary) -> Stream {
        dictionary.set("Resources", self.resources());
        dictionary.set("Filter", "FlateDecode");
        Stream::new(dictionary, zlib(self.text.as_bytes()))
    }

    /// The stream as a form.
    pub(super) fn form(self, bounds: Rect, group: Option<Group>) -> Stream {
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "XObject");
        dictionary.set("Subtype", "Form");
        dictionary.set("BBox", reals(&[bounds.left(), bounds.top(), bounds.right(), bounds.bottom()]));
        if let Some(group) = group {
            let mut own = Dictionary::new();
            own.set("S", "Transparency");
            own.set("CS", group.space());
            own.set("I", true);
            dictionary.set("Group", own);
        }
        self.end(dictionary)
    }
}

/// What is put together before it is painted (ISO 32000-1, 11.6.6), and the space of its colours.
#[derive(Debug, Clone, Copy)]
pub(super) enum Group {
    Colored,
    Grey,
}

impl Group {
    const fn space(self) -> &'static str {
        match self {
            Self::Colored => "DeviceRGB",
            Self::Grey => "DeviceGray",
        }
    }
}

/// A transform as an array.
pub(super) fn matrix(Transform { sx, kx, ky, sy, tx, ty }: Transform) -> Object {
    reals(&[sx, ky, kx, sy, tx, ty])
}

/// Numbers as an array.
pub(super) fn reals(numbers: &[f32]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::Real(*number)).collect())
}

/// Writes a number with six digits that count: a number of a drawing has no more.
fn number_to(out: &mut String, number: f32) {
    let size = number.abs();
    if size < 1e-7 || !number.is_finite() {
        out.push('0');
        return;
    }
    let decimals = match size {
        1000.0.. => 2,
        100.0.. => 3,
        10.0.. => 4,
        0.1.. => 5,
        _ => 8,
    };
    let start = out.len();
    let _ = write!(out, "{number:.decimals$}");
    let kept = out[start..].trim_end_matches('0').trim_end_matches('.').len();
    out.truncate(start + kept);
    if &out[start..] == "-0" {
        out.truncate(start);
        out.push('0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_count() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-0.5, "-0.5"),
            (1.0 / 3.0, "0.33333"),
            (1234.567, "1234.57"),
            (0.000_012_3, "0.0000123"),
            (f32::NAN, "0"),
            (1e-9, "0"),
        ] {
            let mut out = String::new();
            number_to(&mut out, number);
            assert_eq!(out, text);
        }
    }
}
