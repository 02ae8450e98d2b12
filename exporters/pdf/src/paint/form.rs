//! Icons as external objects.

use pamphlet_media::icon;
use printpdf as pp;
use std::collections::BTreeMap;
use std::fmt::Write;

/// An icon: a form without a colour of its own, in a space of its own with the origin at its lower left. Returns it
/// with width and height.
pub(super) fn icon(name: &str) -> Option<(pp::ExternalXObject, f32, f32)> {
    let icon = icon::find(name)?;
    let [left, top, width, height] = icon.view_box.map(f64::from);
    let path = kurbo::BezPath::from_svg(&icon.path).ok()?;
    let mut content = String::new();
    let mut operator = |points: &[kurbo::Point], key: &str| {
        for point in points {
            let (x, y) = (round(point.x - left), round(top + height - point.y));
            write!(content, "{x} {y} ").expect("writing to a string does not fail");
        }
        content.push_str(key);
        content.push('\n');
    };
    let mut at = kurbo::Point::ZERO;
    for element in path.elements() {
        match *element {
            kurbo::PathEl::MoveTo(to) => operator(&[to], "m"),
            kurbo::PathEl::LineTo(to) => operator(&[to], "l"),
            kurbo::PathEl::QuadTo(one, to) => {
                let (first, second) = (at.lerp(one, 2.0 / 3.0), to.lerp(one, 2.0 / 3.0));
                operator(&[first, second, to], "c");
            }
            kurbo::PathEl::CurveTo(one, two, to) => operator(&[one, two, to], "c"),
            kurbo::PathEl::ClosePath => operator(&[], "h"),
        }
        at = element.end_point().unwrap_or(at);
    }
    content.push_str("f\n");
    let name = |value: &str| pp::DictItem::Name(value.as_bytes().to_vec());
    #[expect(clippy::cast_possible_truncation, reason = "sizes of icons are small")]
    let (width, height) = (width as f32, height as f32);
    let bounds = [0.0, 0.0, width, height].map(pp::DictItem::Real).to_vec();
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", pp::DictItem::Array(bounds)),
        ("Resources", pp::DictItem::Dict { map: BTreeMap::new() }),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    let stream = pp::ExternalStream { dict, content: content.into_bytes(), compress: true };
    Some((pp::ExternalXObject { stream, width: None, height: None, dpi: None }, width, height))
}

/// Thousandths of the icon's own unit.
fn round(value: f64) -> f64 {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
