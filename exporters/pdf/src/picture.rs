//! Pictures of a site as PDF shows them: each prepared once in a size, shared by all documents of all editions.
//!
//! Vectors become forms, kept as numbered objects: the business of [`vector`]. Pixels are that of [`raster`].

mod raster;
mod vector;
mod words;

pub(crate) use raster::{Image, Pixels};
pub(crate) use words::Words;

use lopdf::Object;
use pamphlet_media::Media;
use pamphlet_media::picture::{Picture, Vector};
use pamphlet_source::{Code, Diagnostic, Walls, Work};
use printpdf as pp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

/// A picture as PDF shows it, in the unit square.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// Pixels.
    Image(Image),
    /// A form with whatever it refers to.
    Objects {
        /// Objects by number, from 1.
        objects: BTreeMap<u32, Object>,
        /// The form.
        root: u32,
        /// The words that it shows.
        words: Vec<Words>,
    },
}

/// The pictures of an export.
pub(crate) struct Pictures<'a> {
    media: &'a Media,
    /// Whether black is the only colour.
    ink: bool,
    /// What holds the faults of a picture.
    walls: Walls,
}

/// Prepared once, by whoever comes first; others wait. Words instead when it cannot be shown.
type Cell = Arc<OnceLock<Result<Arc<Prepared>, String>>>;

/// A picture, a step of its size, and whether it is grey: its address stays its own as long as the pool knows it.
type Key = (usize, Option<u32>, bool);

/// What has been prepared in this process, as long as its picture is in use anywhere: locales share their pictures.
static POOL: Mutex<BTreeMap<Key, (Weak<Picture>, Cell)>> = Mutex::new(BTreeMap::new());

fn cell(picture: &Arc<Picture>, step: Option<u32>, ink: bool) -> Cell {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (Arc::as_ptr(picture).addr(), step, ink);
    if let Some((_, cell)) = pool.get(&key) {
        return Arc::clone(cell);
    }
    pool.retain(|_, (picture, _)| picture.strong_count() > 0);
    let cell = Cell::default();
    pool.insert(key, (Arc::downgrade(picture), Arc::clone(&cell)));
    cell
}

impl<'a> Pictures<'a> {
    /// The pictures of a site; with `ink` in shades of grey.
    pub(crate) fn new(media: &'a Media, ink: bool) -> Self {
        Self { media, ink, walls: Walls::default() }
    }

    /// The same, each picture behind a wall.
    pub(crate) fn behind(self, walls: &Walls) -> Self {
        Self { walls: walls.clone(), ..self }
    }

    /// The words that a picture shows as shapes, if it is made of lines. What is wrong with it is said when it is prepared.
    pub(crate) fn words(&self, asset: &str) -> Option<Arc<Prepared>> {
        matches!(self.media.picture(asset)?.as_ref(), Picture::Vector(_)).then(|| self.prepare(asset, 0.0).ok())?
    }

    /// A picture as PDF shows it where it is at most so many points wide.
    ///
    /// # Errors
    /// When it is missing (which has been reported) or cannot be converted.
    pub(crate) fn prepare(&self, asset: &str, width: f32) -> Result<Arc<Prepared>, Option<Diagnostic>> {
        let picture = self.media.picture(asset).ok_or(None)?;
        let step = match picture.as_ref() {
            Picture::Vector(vector) => vector::step(vector, width),
            Picture::Raster(raster) => raster::step(raster, width),
        };
        let cell = cell(picture, step, self.ink);
        let prepare = || match picture.as_ref() {
            Picture::Vector(vector) => vector::draw(vector, step, self.ink).map(Arc::new),
            Picture::Raster(raster) => raster::prepare(raster, step, self.ink).map(Prepared::Image).map(Arc::new),
        };
        let work = Work { stage: "pdf picture", locale: None, name: Some(asset) };
        let prepared =
            cell.get_or_init(|| self.walls.behind(work, prepare).unwrap_or_else(|fault| Err(fault.to_string())));
        prepared.clone().map_err(|message| {
            let message = format!("the picture {asset} cannot be put into a PDF: {message}");
            let help = "save it again as SVG, PNG or JPEG; its alternative text is kept";
            Some(Diagnostic::new(Code::BrokenPicture, message).help(help))
        })
    }
}

/// A drawing, whatever else uses it.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn drawn(vector: &Vector, ink: bool) -> Result<Prepared, String> {
    vector::draw(vector, None, ink)
}

/// A picture of pixels.
pub(crate) fn image(image: &Image) -> pp::ExternalXObject {
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

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat};
    use std::io::Cursor;

    fn media(files: &[(&str, &[u8])]) -> Media {
        let mut media = Media::default();
        for (name, bytes) in files {
            media.add(name, bytes).expect("is a picture");
        }
        media
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).expect("writes");
        bytes.into_inner()
    }

    fn image(pictures: &Pictures<'_>, name: &str) -> (u32, u8, bool, bool, Option<u32>) {
        match pictures.prepare(name, 100.0).expect("is shown").as_ref() {
            Prepared::Image(Image { color, alpha }) => {
                (color.width, color.channels, color.jpeg, color.predicted, alpha.as_ref().map(|alpha| alpha.width))
            }
            Prepared::Objects { .. } => panic!("is pixels"),
        }
    }

    #[test]
    fn pixels_go_through_where_they_can() {
        let plain = png(&DynamicImage::new_rgb8(3, 2));
        let mut clear = DynamicImage::new_rgba8(3, 2);
        let opaque = {
            let mut opaque = clear.to_rgba8();
            opaque.pixels_mut().for_each(|pixel| pixel.0[3] = 255);
            png(&DynamicImage::from(opaque))
        };
        clear.invert();
        let clear = png(&clear);
        let mut jpeg = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(9, 9).write_to(&mut jpeg, ImageFormat::Jpeg).expect("writes");
        let media = media(&[("plain", &plain), ("clear", &clear), ("opaque", &opaque), ("photo", &jpeg.into_inner())]);
        let pictures = Pictures::new(&media, false);
        assert_eq!(image(&pictures, "plain"), (3, 3, false, true, None));
        assert_eq!(image(&pictures, "clear"), (3, 3, false, false, Some(3)));
        assert_eq!(image(&pictures, "opaque"), (3, 3, false, false, None));
        assert_eq!(image(&pictures, "photo"), (9, 3, true, false, None));
        assert_eq!(pictures.prepare("other", 100.0).expect_err("is missing"), None);
    }

    #[test]
    fn vectors_become_objects_with_our_fonts() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"
            fill="#335"/><text x="2" y="15" font-size="12" fill="#fff">Abc</text></svg>"##;
        let media = media(&[("drawing", svg)]);
        let pictures = Pictures::new(&media, false);
        let prepared = pictures.prepare("drawing", 100.0).expect("is shown");
        let Prepared::Objects { objects, root, .. } = prepared.as_ref() else { panic!("is a form") };
        let Object::Stream(form) = &objects[root] else { panic!("is a form") };
        let content = String::from_utf8(form.decompressed_content().expect("inflates")).expect("is text");
        // The rectangle, and the outlines of three letters with their curves, from the top.
        assert!(content.contains("0.2 0.2 0.33333 rg\n") && content.matches(" c\n").count() >= 15, "{content}");
        assert_eq!(form.dict.get(b"Matrix").and_then(Object::as_array).map(Vec::len).ok(), Some(6));
        assert!(Arc::ptr_eq(&prepared, &pictures.prepare("drawing", 100.0).expect("is shown")));
    }

    #[test]
    fn pixels_in_a_drawing_are_as_many_as_its_place_can_use() {
        let svg = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 900'>{inner}</svg>");
        let blurred = svg("<filter id='b'><feGaussianBlur stdDeviation='9'/></filter>\
            <path filter='url(#b)' d='M90 90H810V810z'/>");
        let lines = svg("<path d='M90 90H810V810z'/>");
        let media = media(&[("blurred", blurred.as_bytes()), ("lines", lines.as_bytes())]);
        let pictures = Pictures::new(&media, false);
        let width = |points: f32| {
            let prepared = pictures.prepare("blurred", points).expect("is shown");
            let Prepared::Objects { objects, .. } = prepared.as_ref() else { panic!("is a form") };
            let widths = objects.values().filter_map(|object| object.as_stream().ok()?.dict.get(b"Width").ok());
            widths.filter_map(|width| width.as_i64().ok()).max().expect("has pixels")
        };
        // Of a logo an inch wide, and of one as wide as a page: what is blurred takes nearly all of it.
        assert!((460..=512).contains(&width(72.0)), "{}", width(72.0));
        assert_eq!(width(480.0), 1600);
        let prepare = |points: f32| pictures.prepare("lines", points).expect("is shown");
        assert!(Arc::ptr_eq(&prepare(72.0), &prepare(480.0)), "lines are drawn once");
    }

    #[test]
    fn a_drawing_is_the_same_each_time() {
        use std::fmt::Write as _;
        let mut svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'>".to_owned();
        for number in 0..8 {
            write!(
                svg,
                "<linearGradient id='g{number}'><stop stop-color='#f00'/><stop offset='1' stop-color='#00{number}'/>\
                 </linearGradient><rect x='{number}0' width='9' height='9' fill='url(#g{number})' opacity='.{number}'/>"
            )
            .expect("writes");
        }
        svg.push_str("</svg>");
        let drawn = || {
            let media = media(&[("drawing", svg.as_bytes())]);
            format!("{:?}", Pictures::new(&media, false).prepare("drawing", 100.0).expect("is shown"))
        };
        assert_eq!(drawn(), drawn());
    }

    #[test]
    fn pictures_of_black_ink_are_grey() {
        let png = png(&DynamicImage::new_rgb8(3, 2));
        let mut jpeg = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(9, 9).write_to(&mut jpeg, ImageFormat::Jpeg).expect("writes");
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><style>.a{fill:rgb(200,0,0)}</style>
            <rect class="a" width="40" height="20"/><path d="M0 0L9 9" stroke="teal"/></svg>"#;
        let media = media(&[("png", &png), ("photo", &jpeg.into_inner()), ("drawing", svg)]);
        let pictures = Pictures::new(&media, true);
        assert_eq!(image(&pictures, "png"), (3, 1, false, false, None));
        assert_eq!(image(&pictures, "photo"), (9, 1, false, false, None));
        let prepared = pictures.prepare("drawing", 100.0).expect("is shown");
        let Prepared::Objects { objects, .. } = prepared.as_ref() else { panic!("is a form") };
        let mut colors = 0;
        for object in objects.values() {
            let Object::Stream(stream) = object else { continue };
            let content = stream.decompressed_content().expect("inflates");
            for line in String::from_utf8_lossy(&content).lines() {
                if let Some(channels) = line.strip_suffix(" rg").or_else(|| line.strip_suffix(" RG")) {
                    let channels: Vec<&str> = channels.split(' ').collect();
                    assert!(channels.windows(2).all(|pair| pair[0] == pair[1]), "{line}");
                    colors += 1;
                }
            }
        }
        // Two fills, one of them the black that nothing names, and a stroke.
        assert_eq!(colors, 3);
    }
}
