//! The natural size of a picture.

use super::element::{Element, Value};
use pamphlet_source::limits::SVG_SIDE;
use roxmltree::{Document, Node};

/// Natural size in CSS pixels and the part of the drawing that is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) width: f32,
    pub(super) height: f32,
    view_box: [f32; 4],
}

/// The size that a document says it has; none when it says neither size nor viewBox.
pub(super) fn of(xml: &Document<'_>, tree: &Element) -> Option<Size> {
    let root = xml.root_element();
    let (width, height) = (length(root, "width"), length(root, "height"));
    let written = tree.attributes.iter().find_map(|(name, value)| match value {
        Value::Text(text) if *name == "viewBox" => view_box(text),
        _ => None,
    });
    let view_box = match (written, width, height) {
        (Some(view_box), _, _) => view_box,
        (None, Some(width), Some(height)) => [0.0, 0.0, width, height],
        _ => return None,
    };
    let ratio = view_box[2] / view_box[3];
    let (width, height) = match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width / ratio),
        (None, Some(height)) => (height * ratio, height),
        (None, None) => (view_box[2], view_box[3]),
    };
    bounded(width, height, view_box)
}

/// A size from what is drawn.
pub(super) fn of_bounds(x: f32, y: f32, width: f32, height: f32) -> Option<Size> {
    bounded(width, height, [x, y, width, height])
}

fn bounded(width: f32, height: f32, view_box: [f32; 4]) -> Option<Size> {
    if !(width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0) {
        return None;
    }
    let scale = (f32::from(SVG_SIDE) / width.max(height)).min(1.0);
    // A side of less than a tenth of a pixel is no picture, and would make ratios without end.
    let (width, height) = ((width * scale).max(0.1), (height * scale).max(0.1));
    Some(Size { width, height, view_box })
}

/// Writes a size into the root of a picture.
pub(super) fn put(tree: &mut Element, size: &Size) {
    tree.attributes.retain(|(name, _)| !matches!(*name, "width" | "height" | "viewBox" | "x" | "y"));
    let [x, y, width, height] = size.view_box;
    let texts = [
        ("viewBox", format!("{x} {y} {width} {height}")),
        ("width", size.width.to_string()),
        ("height", size.height.to_string()),
    ];
    tree.attributes.extend(texts.map(|(name, text)| (name, Value::Text(text))));
    tree.attributes.sort_by_key(|(name, _)| *name);
}

fn view_box(text: &str) -> Option<[f32; 4]> {
    let mut numbers = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse().ok().filter(|number: &f32| number.is_finite());
    let view_box = [next()?, next()?, next()?, next()?];
    (view_box[2] > 0.0 && view_box[3] > 0.0).then_some(view_box)
}

/// A length of the root element in CSS pixels; none when it is missing, a share of something, or nonsense.
fn length(root: Node<'_, '_>, name: &str) -> Option<f32> {
    let text = root.attribute(name)?.trim();
    let end = text.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E') || c == '%');
    // `1em`: the letter belongs to the unit when no digit follows it.
    let end = text.find("em").or_else(|| text.find("ex")).or(end).unwrap_or(text.len());
    let number: f32 = text[..end].trim().parse().ok()?;
    let pixels = match text[end..].trim().to_ascii_lowercase().as_str() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" | "em" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "ex" => 8.0,
        _ => return None,
    };
    let length = number * pixels;
    (length.is_finite() && length > 0.0).then_some(length)
}
