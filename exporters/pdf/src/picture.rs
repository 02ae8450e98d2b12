//! Pictures of a site as PDF shows them: each prepared once for an export, shared by all its documents.
//!
//! Vectors become forms, by `svg2pdf`, without system fonts or files; they are kept as numbered objects. JPEG goes
//! through as it is unless it is CMYK; the pixels of a PNG go through as they are compressed unless they have alpha,
//! which PDF keeps apart. What is larger than paper can show is scaled down.

use crate::paint::zlib;
use image::{GenericImageView, ImageFormat, ImageReader, Limits, imageops::FilterType};
use lopdf::{Document, Object};
use pamphlet_media::picture::{Picture, Raster, RasterFormat, Vector};
use pamphlet_media::{Media, font};
use pamphlet_source::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use svg2pdf::usvg::fontdb;

/// Pixels on a side that are kept: 400 a inch over the width of A4.
const LARGEST: u32 = 3300;

/// Bytes that decoding one picture may take: 20,000 pixels square in colour are refused, 20,000 by 8,000 are not.
const DECODED: u64 = 768 << 20;

/// The embedded fonts for text in pictures; never the machine's.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in font::all() {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(file.bytes)));
    }
    fonts.set_sans_serif_family("Source Sans 3");
    fonts.set_serif_family("Source Serif 4");
    fonts.set_monospace_family("Source Code Pro");
    Arc::new(fonts)
});

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
    },
}

/// Pixels with their opacity.
#[derive(Debug)]
pub(crate) struct Image {
    /// The pixels.
    pub(crate) color: Pixels,
    /// How opaque each is: a grey picture.
    pub(crate) alpha: Option<Pixels>,
}

/// Pixels as a stream.
#[derive(Debug)]
pub(crate) struct Pixels {
    /// A JPEG file, or a zlib stream.
    pub(crate) bytes: Vec<u8>,
    /// Width.
    pub(crate) width: u32,
    /// Height.
    pub(crate) height: u32,
    /// 1 for grey or a palette, 3 for RGB.
    pub(crate) channels: u8,
    /// Bits of a channel.
    pub(crate) bits: u8,
    /// Whether `bytes` is a JPEG file.
    pub(crate) jpeg: bool,
    /// Whether rows begin with a PNG filter.
    pub(crate) predicted: bool,
    /// RGB triples.
    pub(crate) palette: Option<Vec<u8>>,
}

/// All pictures of an export.
pub(crate) struct Pictures<'a> {
    media: &'a Media,
    prepared: Mutex<BTreeMap<String, Cell>>,
}

/// Prepared once, by whoever comes first; others wait. Nothing when it cannot be shown.
type Cell = Arc<OnceLock<Option<Arc<Prepared>>>>;

impl<'a> Pictures<'a> {
    /// None is prepared yet.
    pub(crate) fn new(media: &'a Media) -> Self {
        Self { media, prepared: Mutex::default() }
    }

    /// A picture as PDF shows it.
    ///
    /// # Errors
    /// When it is missing (which has been reported) or cannot be converted (reported the first time).
    pub(crate) fn prepare(&self, asset: &str) -> Result<Arc<Prepared>, Option<Diagnostic>> {
        let picture = self.media.picture(asset).ok_or(None)?;
        let cell = {
            let mut known = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(asset.to_owned()).or_default())
        };
        let mut problem = None;
        let prepared = cell.get_or_init(|| match prepare(picture) {
            Ok(prepared) => Some(Arc::new(prepared)),
            Err(message) => {
                problem = Some(message);
                None
            }
        });
        match prepared {
            Some(prepared) => Ok(Arc::clone(prepared)),
            None => Err(problem.map(|message| {
                Diagnostic::new(Code::BrokenPicture, format!("the picture {asset} cannot be put into a PDF: {message}"))
                    .help("save it again as SVG, PNG or JPEG; its alternative text is kept")
            })),
        }
    }
}

fn prepare(picture: &Picture) -> Result<Prepared, String> {
    match picture {
        Picture::Vector(vector) => prepare_vector(vector),
        Picture::Raster(raster) => prepare_raster(raster).map(Prepared::Image),
    }
}

fn prepare_vector(vector: &Vector) -> Result<Prepared, String> {
    let mut options = svg2pdf::usvg::Options::default();
    if vector.svg.contains("<text") {
        options.fontdb = Arc::clone(&FONTS);
        "Source Sans 3".clone_into(&mut options.font_family);
    }
    let tree = svg2pdf::usvg::Tree::from_str(&vector.svg, &options).map_err(|error| error.to_string())?;
    // Text becomes outlines: a picture is read aloud by its alternative text.
    let conversion = svg2pdf::ConversionOptions {
        compress: true,
        pdfa: true,
        embed_text: false,
        ..svg2pdf::ConversionOptions::default()
    };
    let (chunk, root) = svg2pdf::to_chunk(&tree, conversion).map_err(|error| error.to_string())?;
    // Chunk and lopdf meet in a small file.
    let first_free = root.get() + 100_000;
    let mut file = pdf_writer::Pdf::new();
    let (catalog, pages) = (pdf_writer::Ref::new(first_free), pdf_writer::Ref::new(first_free + 1));
    file.catalog(catalog).pages(pages);
    file.pages(pages).kids([]).count(0);
    file.extend(&chunk);
    let document = Document::load_mem(&file.finish()).map_err(|error| error.to_string())?;
    let mut objects = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for id in document.objects.keys().filter(|id| id.0 < first_free.unsigned_abs()) {
        let number = u32::try_from(numbers.len()).map_err(|error| error.to_string())? + 1;
        numbers.insert(id.0, number);
    }
    for (id, mut object) in document.objects {
        if let Some(number) = numbers.get(&id.0) {
            renumber(&mut object, &numbers);
            objects.insert(*number, object);
        }
    }
    let root = numbers.get(&root.get().unsigned_abs()).copied().ok_or("nothing was drawn")?;
    Ok(Prepared::Objects { objects, root })
}

fn renumber(object: &mut Object, numbers: &BTreeMap<u32, u32>) {
    match object {
        Object::Reference(id) => id.0 = numbers.get(&id.0).copied().unwrap_or(id.0),
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(dictionary) => dictionary.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| renumber(value, numbers)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

fn prepare_raster(raster: &Raster) -> Result<Image, String> {
    let fits = raster.width <= LARGEST && raster.height <= LARGEST;
    match raster.format {
        RasterFormat::Jpeg if fits => {
            if let Some(channels @ (1 | 3)) = jpeg_channels(&raster.bytes) {
                let color = Pixels {
                    bytes: raster.bytes.clone(),
                    width: raster.width,
                    height: raster.height,
                    channels,
                    bits: 8,
                    jpeg: true,
                    predicted: false,
                    palette: None,
                };
                return Ok(Image { color, alpha: None });
            }
            decoded(raster, ImageFormat::Jpeg)
        }
        RasterFormat::Png if fits => match png_as_it_is(&raster.bytes) {
            Some(color) => Ok(Image { color, alpha: None }),
            None => decoded(raster, ImageFormat::Png),
        },
        RasterFormat::Jpeg => decoded(raster, ImageFormat::Jpeg),
        RasterFormat::Png => decoded(raster, ImageFormat::Png),
    }
}

/// The number of channels that the frame header of a JPEG file names.
fn jpeg_channels(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
        if matches!(marker, 0xC0..=0xC2) {
            return bytes.get(at + 9).copied();
        }
        // Other processes than baseline and progressive are rare, and not all viewers know them.
        if matches!(marker, 0xC3 | 0xC5..=0xC7 | 0xC9..=0xCF) && marker != 0xCC {
            return None;
        }
        if matches!(marker, 0xFF) {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        at += 2 + length.max(2);
    }
}

/// The pixels of a PNG file as they are compressed, when PDF can read them: not interlaced, no alpha, 8 bits or fewer.
fn png_as_it_is(bytes: &[u8]) -> Option<Pixels> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut pixels: Option<Pixels> = None;
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let kind = rest.get(4..8)?;
        let data = rest.get(8..8 + length)?;
        rest = rest.get(12 + length..)?;
        match kind {
            b"IHDR" => {
                let [.., bits @ (1 | 2 | 4 | 8), color @ (0 | 2 | 3), 0, 0, 0] = *data else { return None };
                pixels = Some(Pixels {
                    bytes: Vec::new(),
                    width: u32::from_be_bytes(data.get(..4)?.try_into().ok()?),
                    height: u32::from_be_bytes(data.get(4..8)?.try_into().ok()?),
                    channels: if color == 2 { 3 } else { 1 },
                    bits,
                    jpeg: false,
                    predicted: true,
                    palette: (color == 3).then(Vec::new),
                });
            }
            b"PLTE" => {
                if let Some(palette) = &mut pixels.as_mut()?.palette {
                    palette.extend_from_slice(data);
                }
            }
            b"tRNS" => return None,
            b"IDAT" => pixels.as_mut()?.bytes.extend_from_slice(data),
            b"IEND" => return pixels.filter(|pixels| pixels.palette.as_ref().is_none_or(|colors| !colors.is_empty())),
            _ => {}
        }
    }
}

fn decoded(raster: &Raster, format: ImageFormat) -> Result<Image, String> {
    let mut reader = ImageReader::with_format(Cursor::new(&raster.bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED);
    reader.limits(limits);
    let mut image = reader.decode().map_err(|error| error.to_string())?;
    if image.width() > LARGEST || image.height() > LARGEST {
        image = image.resize(LARGEST, LARGEST, FilterType::CatmullRom);
    }
    let (width, height) = image.dimensions();
    let pixels = |bytes: &[u8], channels| Pixels {
        bytes: zlib(bytes),
        width,
        height,
        channels,
        bits: 8,
        jpeg: false,
        predicted: false,
        palette: None,
    };
    if !image.color().has_alpha() {
        let color = if image.color().has_color() {
            pixels(image.to_rgb8().as_raw(), 3)
        } else {
            pixels(image.to_luma8().as_raw(), 1)
        };
        return Ok(Image { color, alpha: None });
    }
    let image = image.to_rgba8();
    let (mut color, mut alpha) = (Vec::new(), Vec::new());
    for pixel in image.pixels() {
        let [red, green, blue, opacity] = pixel.0;
        color.extend_from_slice(&[red, green, blue]);
        alpha.push(opacity);
    }
    let opaque = alpha.iter().all(|opacity| *opacity == 255);
    Ok(Image { color: pixels(&color, 3), alpha: (!opaque).then(|| pixels(&alpha, 1)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::DynamicImage;

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
        match pictures.prepare(name).expect("is shown").as_ref() {
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
        let pictures = Pictures::new(&media);
        assert_eq!(image(&pictures, "plain"), (3, 3, false, true, None));
        assert_eq!(image(&pictures, "clear"), (3, 3, false, false, Some(3)));
        assert_eq!(image(&pictures, "opaque"), (3, 3, false, false, None));
        assert_eq!(image(&pictures, "photo"), (9, 3, true, false, None));
        assert_eq!(pictures.prepare("other").expect_err("is missing"), None);
    }

    #[test]
    fn vectors_become_objects_with_our_fonts() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"
            fill="#335"/><text x="2" y="15" font-size="12" fill="#fff">Abc</text></svg>"##;
        let media = media(&[("drawing", svg)]);
        let pictures = Pictures::new(&media);
        let prepared = pictures.prepare("drawing").expect("is shown");
        let Prepared::Objects { objects, root } = prepared.as_ref() else { panic!("is a form") };
        let Object::Stream(form) = &objects[root] else { panic!("is a form") };
        let content = String::from_utf8(form.decompressed_content().expect("inflates")).expect("is text");
        // The rectangle, and the outlines of three letters with their curves.
        assert!(content.matches(" c\n").count() > 20 || objects.len() > 1, "{content}");
        assert!(Arc::ptr_eq(&prepared, &pictures.prepare("drawing").expect("is shown")));
    }
}
