//! Pictures and icons as external objects.

use crate::picture::{Image, Pixels};
use pamphlet_media::icon;
use printpdf as pp;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A picture of pixels.
pub(super) fn image(image: &Image) -> pp::ExternalXObject {
    pp::ExternalXObject {
        stream: image_stream(&image.color, image.alpha.as_ref()),
        width: None,
        height: None,
        dpi: None,
    }
}

fn image_stream(pixels: &Pixels, alpha: Option<&Pixels>) -> pp::ExternalStream {
    let int = |value: u32| pp::DictItem::Int(i64::from(value));
    let name = |value: &str| pp::DictItem::Name(value.as_bytes().to_vec());
    let mut dict: BTreeMap<String, pp::DictItem> = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", int(pixels.width)),
        ("Height", int(pixels.height)),
        ("BitsPerComponent", int(u32::from(pixels.bits))),
        ("Filter", name(if pixels.jpeg { "DCTDecode" } else { "FlateDecode" })),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    let space = match (&pixels.palette, pixels.channels) {
        (Some(palette), _) => pp::DictItem::Array(vec![
            name("Indexed"),
            name("DeviceRGB"),
            int(u32::try_from(palette.len() / 3).unwrap_or(1).saturating_sub(1)),
            pp::DictItem::String { data: palette.clone(), literal: false },
        ]),
        (None, 1) => name("DeviceGray"),
        (None, _) => name("DeviceRGB"),
    };
    dict.insert("ColorSpace".to_owned(), space);
    if pixels.predicted {
        let parameters = [
            ("Predictor", int(15)),
            ("Colors", int(u32::from(pixels.channels))),
            ("BitsPerComponent", int(u32::from(pixels.bits))),
            ("Columns", int(pixels.width)),
        ];
        let map = parameters.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        dict.insert("DecodeParms".to_owned(), pp::DictItem::Dict { map });
    }
    if let Some(alpha) = alpha {
        dict.insert("SMask".to_owned(), pp::DictItem::Stream { stream: image_stream(alpha, None) });
    }
    pp::ExternalStream { dict, content: pixels.bytes.clone(), compress: false }
}

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
