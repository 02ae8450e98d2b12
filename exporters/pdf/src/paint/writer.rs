//! What writing a page carries along.

use super::clusters::Cluster;
use super::face::Uses;
use super::faces::Faces;
use crate::display::{Color, Glyph};
use printpdf as pp;
use std::collections::BTreeMap;

/// What writing a page carries along.
pub(super) struct Writer<'a> {
    pub(super) ops: &'a mut Vec<pp::Op>,
    pub(super) faces: &'a Faces,
    pub(super) uses: &'a Uses,
    pub(super) text: TextState,
    pub(super) in_text: bool,
    pub(super) filled: Option<Color>,
    pub(super) height: f32,
}

/// What showing text remembers from run to run.
#[derive(Debug, Default)]
pub(super) struct TextState {
    pub(super) font: Option<(u16, f32)>,
    /// What is added to every advance (ISO 32000-1, 9.3.2), in thousandths of a point.
    pub(super) apart: i32,
    /// Where the pen stands after the last run, if nothing came between.
    pub(super) pen: Option<(f32, f32)>,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) parts: Vec<Cluster>,
}

impl TextState {
    /// A new text object has begun: the pen is at its origin.
    pub(super) fn begin(&mut self) {
        self.pen = None;
    }
}

impl Writer<'_> {
    /// Sets the colour of text and areas, unless it is set.
    pub(super) fn fill(&mut self, color: Color) {
        if self.filled != Some(color) {
            self.ops.push(pp::Op::SetFillColor { col: written(color) });
            self.filled = Some(color);
        }
    }
}

/// The beginning of marked content with properties.
pub(super) fn marked<const N: usize>(tag: &str, properties: [(&str, pp::DictItem); N]) -> pp::Op {
    let map: BTreeMap<String, pp::DictItem> =
        properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    pp::Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties: pp::DictItem::Dict { map } }
}

/// A length rounded to hundredths of a point: finer than any printer.
pub(super) fn hundredths(value: f32) -> f32 {
    let rounded = (value * 100.0).round() / 100.0;
    // No "-0" in files.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A colour as the file has it.
pub(super) fn written(color: Color) -> pp::Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    if color.red == color.green && color.green == color.blue {
        return pp::Color::Greyscale(pp::Greyscale { percent: part(color.red), icc_profile: None });
    }
    pp::Color::Rgb(pp::Rgb { r: part(color.red), g: part(color.green), b: part(color.blue), icc_profile: None })
}
