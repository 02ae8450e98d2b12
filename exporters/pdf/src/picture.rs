//! Pictures of a site as PDF shows them: each prepared once in a size, shared by all documents of all editions.
//!
//! Vectors become forms, by `svg2pdf`, without system fonts or files; they are kept as numbered objects. Pixels are
//! the business of [`raster`].

mod raster;

pub(crate) use raster::{Image, Pixels};

use lopdf::{Document, Object};
use pamphlet_media::picture::{Picture, Vector};
use pamphlet_media::{Media, font};
use pamphlet_source::{Code, Diagnostic, Walls, Work};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};
use svg2pdf::usvg::fontdb;

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
type Key = (usize, u32, bool);

/// What has been prepared in this process, as long as its picture is in use anywhere: locales share their pictures.
static POOL: Mutex<BTreeMap<Key, (Weak<Picture>, Cell)>> = Mutex::new(BTreeMap::new());

fn cell(picture: &Arc<Picture>, step: u32, ink: bool) -> Cell {
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

    /// A picture as PDF shows it where it is at most so many points wide.
    ///
    /// # Errors
    /// When it is missing (which has been reported) or cannot be converted.
    pub(crate) fn prepare(&self, asset: &str, width: f32) -> Result<Arc<Prepared>, Option<Diagnostic>> {
        let picture = self.media.picture(asset).ok_or(None)?;
        let step = match picture.as_ref() {
            Picture::Vector(_) => 0,
            Picture::Raster(raster) => raster::step(raster, width),
        };
        let cell = cell(picture, step, self.ink);
        let prepare = || match picture.as_ref() {
            Picture::Vector(vector) => prepare_vector(vector, self.ink).map(Arc::new),
            Picture::Raster(raster) => raster::prepare(raster, step, self.ink).map(Prepared::Image).map(Arc::new),
        };
        let work = Work { stage: "pdf picture", locale: "", name: asset };
        let prepared =
            cell.get_or_init(|| self.walls.behind(work, prepare).unwrap_or_else(|fault| Err(fault.to_string())));
        prepared.clone().map_err(|message| {
            let message = format!("the picture {asset} cannot be put into a PDF: {message}");
            let help = "save it again as SVG, PNG or JPEG; its alternative text is kept";
            Some(Diagnostic::new(Code::BrokenPicture, message).help(help))
        })
    }
}

fn prepare_vector(vector: &Vector, ink: bool) -> Result<Prepared, String> {
    let mut options = svg2pdf::usvg::Options::default();
    if vector.svg.contains("<text") {
        options.fontdb = Arc::clone(&FONTS);
        "Source Sans 3".clone_into(&mut options.font_family);
    }
    let read = |svg: &str| svg2pdf::usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string());
    let mut tree = read(&vector.svg)?;
    if ink {
        // As usvg writes them, all colours are attributes of six digits, whatever style or class they came from.
        tree = read(&greyed(&tree.to_string(&svg2pdf::usvg::WriteOptions::default())))?;
    }
    // Text becomes outlines: a picture is read aloud by its alternative text.
    let conversion = svg2pdf::ConversionOptions {
        compress: true,
        pdfa: true,
        embed_text: false,
        ..svg2pdf::ConversionOptions::default()
    };
    let (chunk, root) = svg2pdf::to_chunk(&tree, conversion).map_err(|error| error.to_string())?;
    // Chunk and lopdf meet in a small file. Its objects are numbered without gaps: a file has an entry for every gap.
    let numbers: BTreeMap<i32, i32> = chunk.refs().map(pdf_writer::Ref::get).zip(1..).collect();
    let number = |old: pdf_writer::Ref| numbers.get(&old.get()).copied().map_or(old, pdf_writer::Ref::new);
    let first_free = i32::try_from(numbers.len()).map_err(|error| error.to_string())? + 1;
    let mut file = pdf_writer::Pdf::new();
    let (catalog, pages) = (pdf_writer::Ref::new(first_free), pdf_writer::Ref::new(first_free + 1));
    file.catalog(catalog).pages(pages);
    file.pages(pages).kids([]).count(0);
    file.extend(&chunk.renumber(number));
    let document = Document::load_mem(&file.finish()).map_err(|error| error.to_string())?;
    let first_free = first_free.unsigned_abs();
    let mut objects: BTreeMap<u32, Object> =
        document.objects.into_iter().filter(|(id, _)| id.0 < first_free).map(|(id, object)| (id.0, object)).collect();
    objects.values_mut().for_each(sort);
    let root = numbers.get(&root.get()).ok_or("nothing was drawn")?.unsigned_abs();
    Ok(Prepared::Objects { objects, root })
}

/// Puts the entries of dictionaries in order: svg2pdf writes resources as they come out of a hash map, in another order
/// each time.
fn sort(object: &mut Object) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(items) => return items.iter_mut().for_each(sort),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..)
        | Object::Reference(_) => return,
    };
    let mut entries: Vec<(Vec<u8>, Object)> = std::mem::take(dictionary).into_iter().collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (_, value) in &mut entries {
        sort(value);
    }
    *dictionary = entries.into_iter().collect();
}

/// An SVG document whose colours are attributes (`fill="#12ab9f"`), in greys of the same lightness.
fn greyed(svg: &str) -> String {
    let mut parts = svg.split("=\"#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("=\"#");
        let color = part.get(..6).filter(|_| part[6..].starts_with('"'));
        let channels = color.and_then(|digits| u32::from_str_radix(digits, 16).ok()).map(u32::to_be_bytes);
        match channels {
            Some([_, red, green, blue]) => {
                let grey = raster::grey([red, green, blue]);
                let _ = write!(out, "{grey:02x}{grey:02x}{grey:02x}");
                out.push_str(&part[6..]);
            }
            None => out.push_str(part),
        }
    }
    out
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
        let Prepared::Objects { objects, root } = prepared.as_ref() else { panic!("is a form") };
        let Object::Stream(form) = &objects[root] else { panic!("is a form") };
        let content = String::from_utf8(form.decompressed_content().expect("inflates")).expect("is text");
        // The rectangle, and the outlines of three letters with their curves.
        assert!(content.matches(" c\n").count() > 20 || objects.len() > 1, "{content}");
        assert!(Arc::ptr_eq(&prepared, &pictures.prepare("drawing", 100.0).expect("is shown")));
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
                if let Some(channels) = line.strip_suffix(" scn").or_else(|| line.strip_suffix(" SCN")) {
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
