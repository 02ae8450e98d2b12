//! Cleaning of SVG files.
//!
//! A picture of a site becomes a document that stands for itself, as a file of a book, inside XHTML and for a PDF
//! alike: style sheets are resolved into attributes (inside XHTML they would leak into the text around), ids are
//! renamed (inside XHTML they would collide), and scripts, event handlers, animation, embedded HTML, editors' data,
//! entities and everything that leads outside the file are taken out. Text stays text, and the words of embedded HTML are
//! drawn as text. What is kept is written down in `vocabulary`; the result has nothing else.

mod bounds;
mod computed;
mod element;
mod filters;
mod foreign;
mod ink;
mod letters;
mod reference;
mod size;
mod style;
mod tree;
mod vocabulary;
mod write;

pub use filters::Grid;

use crate::face::Faces;
use crate::picture::{PictureError, Vector};
use pamphlet_locale::Tag;
use pamphlet_source::limits::{SVG_BYTES, SVG_NODES};
use roxmltree::{Document, ParsingOptions};

/// Cleans an SVG document. `prefix` begins the ids of the result: letters, digits and hyphens, a letter first, and
/// different for different files. What was taken out is added to `notes`, a sentence each.
///
/// # Errors
/// When it is not XML, not SVG, empty in width or height, or beyond a limit.
pub fn clean(bytes: &[u8], prefix: &str, notes: &mut Vec<String>) -> Result<Vector, PictureError> {
    cleaned(bytes, prefix, None, notes)
}

/// Cleans an SVG document as [`clean`] does, and draws its words as outlines of faces, in the direction of a language.
///
/// # Errors
/// As [`clean`].
pub fn lettered(
    bytes: &[u8],
    prefix: &str,
    words: (&Faces, &Tag),
    notes: &mut Vec<String>,
) -> Result<Vector, PictureError> {
    cleaned(bytes, prefix, Some(words), notes)
}

fn cleaned(
    bytes: &[u8],
    prefix: &str,
    words: Option<(&Faces, &Tag)>,
    notes: &mut Vec<String>,
) -> Result<Vector, PictureError> {
    if bytes.len() > SVG_BYTES {
        return Err(PictureError("the SVG file is larger than 16 MiB".to_owned()));
    }
    let text = decode(bytes)?;
    bounds::check(&text)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: SVG_NODES, ..ParsingOptions::default() };
    let xml = Document::parse_with_options(&text, options)
        .map_err(|error| PictureError(format!("the SVG file is not well formed: {error}")))?;
    let mut tree = tree::build(&xml, notes)?;
    reference::resolve(&mut tree, prefix, notes)?;
    let (faces, language) = words.map_or((Faces::embedded(), None), |(faces, language)| (faces, Some(language)));
    notes.extend(letters::absent(&tree, faces, language));
    let words = words.map(|(faces, language)| letters::draw(&mut tree, faces, language)).unwrap_or_default();
    let mut svg = write::write(&tree);
    let mut size = size::of(&xml, &tree);
    let drawing = usvg::Tree::from_str(&svg, &options_of_usvg())
        .map_err(|error| PictureError(format!("the SVG file cannot be drawn: {error}")))?;
    filters::check(&drawing)?;
    if size.is_none() {
        // Neither a size nor a viewBox: what is drawn says how large it is.
        let bounds = drawing.root().abs_stroke_bounding_box();
        size = size::of_bounds(bounds.x(), bounds.y(), bounds.width(), bounds.height());
    }
    let size = size.ok_or_else(|| PictureError("the SVG file has no size and draws nothing".to_owned()))?;
    size::put(&mut tree, &size);
    svg.clear();
    svg.push_str(&write::write(&tree));
    if !drawing.filters().is_empty() {
        notes.push("its filters, such as blur and shadows, are drawn as pixels in PDF".to_owned());
    }
    if svg.contains("plus-lighter") && ink::adds_up(drawing.root()) {
        notes.push("colours that it adds up (plus-lighter) are mixed in PDF as by screen, which is darker".to_owned());
    }
    let is_dark = ink::is_dark(drawing.root());
    Ok(Vector { svg, width: size.width, height: size.height, is_dark, words })
}

/// Options with which no file and no font is ever looked for.
fn options_of_usvg<'o>() -> usvg::Options<'o> {
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options
}

/// The text of a file: UTF-8, UTF-16 with a byte order mark, or Latin-1 when the XML declaration says so.
fn decode(bytes: &[u8]) -> Result<String, PictureError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return Ok(wide(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Ok(wide(rest, u16::from_be_bytes)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if bytes[..bytes.len().min(200)].to_ascii_lowercase().windows(10).any(|part| part == b"iso-8859-1") => {
            Ok(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        Err(_) => Err(PictureError("the SVG file is neither UTF-8 nor UTF-16".to_owned())),
    }
}

/// Whether bytes begin like an SVG document: `<svg` after declarations, comments and a DOCTYPE.
#[must_use]
pub(crate) fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = decode(&bytes[..bytes.len().min(SVG_BYTES)]) else { return false };
    let mut rest = text.trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else {
            // The internal part of a DOCTYPE has `>` of its own.
            let inner = rest.find('[').filter(|at| rest.find('>').is_none_or(|end| *at < end));
            let from = inner.and_then(|at| Some(at + rest[at..].find("]>")?)).unwrap_or(0);
            rest[from..].find('>').map(|at| from + at + 1)
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len())];
    name == "svg" || name.ends_with(":svg")
}

#[cfg(test)]
mod tests;
