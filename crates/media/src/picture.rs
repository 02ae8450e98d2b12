//! Pictures of a site.
//!
//! A file is known by its content, never by its name. PNG and JPEG are passed on without what is not shown
//! (positions, cameras, thumbnails, comments); WebP and GIF become PNG or JPEG; SVG is cleaned ([`crate::svg`]).

mod convert;
mod jpeg;
mod pixels;
mod png;
pub mod svg;

pub use pixels::Pixels;

use crate::face::Theme;
use pamphlet_locale::Tag;
use pamphlet_source::limits::{PICTURE_BYTES, PICTURE_SIDE, SVG_BYTES};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A picture, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Lines and areas.
    Vector(Vector),
    /// Pixels.
    Raster(Raster),
}

/// An SVG file after cleaning: no scripts, no references outside itself, unique simple ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// The SVG document, UTF-8, with a `viewBox`, without XML declaration or DOCTYPE.
    pub svg: String,
    /// Natural width in CSS pixels.
    pub width: f32,
    /// Natural height in CSS pixels.
    pub height: f32,
    /// Whether all of its ink is dark, so that it is not seen on a dark ground.
    pub is_dark: bool,
    /// The words that it shows as outlines, in the order in which they are drawn.
    pub words: Vec<OutlinedWords>,
}

/// Words of a line that a vector shows as outlines: what they say, and where. Places are in the space of the outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlinedWords {
    /// Which path shows the first of them: the [`outline_key`] of its points.
    pub outline: u64,
    /// What they say.
    pub text: String,
    /// The language that they are set in.
    pub language: Tag,
    /// Where they begin at the left.
    pub left: f32,
    /// Where they stand.
    pub baseline: f32,
    /// How far they reach.
    pub width: f32,
    /// The size of the first of them.
    pub size: f32,
    /// The kind of face of the first.
    pub theme: Theme,
    /// Whether the first is bold.
    pub bold: bool,
    /// Whether the first is slanted.
    pub italic: bool,
}

/// A format of pixels that every reader of books and pages understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RasterFormat {
    /// PNG.
    Png,
    /// JPEG: grey or RGB, never CMYK; the right way up without looking at its metadata.
    Jpeg,
}

impl RasterFormat {
    /// The media type: `image/png`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The usual end of a file's name: `png`.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// Pixels. WebP and GIF are converted: to JPEG when opaque and photographic, else to PNG.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    /// Format of `bytes`.
    pub format: RasterFormat,
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Raster {
    /// The same picture with no side longer than `side` pixels; none when it is small enough, or would take no fewer
    /// bytes.
    #[must_use]
    pub fn smaller(&self, side: u32) -> Option<Self> {
        // What was decoded before is decoded again: should a decoder fail now, the picture stays as it is.
        let made = catch_unwind(AssertUnwindSafe(|| convert::smaller(self, side))).ok()??;
        (made.bytes.len() < self.bytes.len()).then_some(made)
    }
}

/// A picture, and what was done to it that its author might want to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// The picture.
    pub picture: Picture,
    /// Sentences without a full stop: `scaled from 20000 × 100 to 2858 × 15 pixels`, `scripts were taken out`.
    pub notes: Vec<String>,
}

/// Why bytes are no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureError(pub String);

impl fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for PictureError {}

/// What tells an outline from others, however a program has copied it: a sum (FNV-1a) over its first points, in hundredths.
#[must_use]
pub fn outline_key(points: impl IntoIterator<Item = (f64, f64)>) -> u64 {
    const POINTS: usize = 64;
    let mut key = 0xcbf2_9ce4_8422_2325_u64;
    for (x, y) in points.into_iter().take(POINTS) {
        for value in [x, y] {
            #[expect(clippy::cast_possible_truncation, reason = "places of a drawing")]
            let hundredths = (value * 100.0).round() as i64;
            for byte in hundredths.to_le_bytes() {
                key = (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    key
}

/// SHA-256 of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Picture {
    /// Decodes a file by its content, whatever it is called.
    ///
    /// # Errors
    /// When it is no picture, damaged, or beyond the limits.
    pub fn read(bytes: &[u8]) -> Result<Self, PictureError> {
        Self::examine(bytes).map(|examined| examined.picture)
    }

    /// As [`Picture::read`], and says what was done to the picture.
    ///
    /// # Errors
    /// When it is no picture, damaged, or beyond the limits.
    pub fn examine(bytes: &[u8]) -> Result<Examined, PictureError> {
        let mut work = Work { notes: Vec::new(), encodes: true };
        let picture = behind_wall(bytes, &mut work)?;
        Ok(Examined { picture, notes: work.notes })
    }

    /// What [`Picture::examine`] says of a file, without the picture: nothing is encoded anew, which takes most of the
    /// time.
    ///
    /// # Errors
    /// When it is no picture, damaged, or beyond the limits.
    pub fn look(bytes: &[u8]) -> Result<Vec<String>, PictureError> {
        let mut work = Work { notes: Vec::new(), encodes: false };
        behind_wall(bytes, &mut work)?;
        Ok(work.notes)
    }

    /// Natural size in CSS pixels.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "pictures are smaller than 2^24 pixels")]
    pub fn size(&self) -> (f32, f32) {
        match self {
            Self::Vector(vector) => (vector.width, vector.height),
            Self::Raster(raster) => (raster.width as f32, raster.height as f32),
        }
    }
}

/// What is wanted of a file, and what was found on the way.
struct Work {
    notes: Vec<String>,
    /// Whether pixels that cannot be passed on are encoded anew; else the bytes of the picture are empty.
    encodes: bool,
}

fn behind_wall(bytes: &[u8], work: &mut Work) -> Result<Picture, PictureError> {
    if bytes.len() > PICTURE_BYTES {
        return Err(PictureError(format!("the file is larger than {} MiB", PICTURE_BYTES >> 20)));
    }
    // Decoders are other people's code and their input anybody's: a panic of theirs is a broken picture of ours.
    catch_unwind(AssertUnwindSafe(|| read(bytes, work)))
        .unwrap_or_else(|_| Err(PictureError("the picture is damaged".to_owned())))
}

fn read(bytes: &[u8], work: &mut Work) -> Result<Picture, PictureError> {
    let unknown = |what: &str| Err(PictureError(format!("{what} is not a picture format that books can hold")));
    match bytes {
        [] => Err(PictureError("the file is empty".to_owned())),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png::read(bytes, work).map(Picture::Raster),
        [0xFF, 0xD8, 0xFF, ..] => jpeg::read(bytes, work).map(Picture::Raster),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => {
            convert::read(bytes, image::ImageFormat::Gif, work).map(Picture::Raster)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            convert::read(bytes, image::ImageFormat::WebP, work).map(Picture::Raster)
        }
        [0x1F, 0x8B, ..] => {
            let mut inflated = Vec::new();
            // One byte more shows that there is more.
            let limit = SVG_BYTES as u64 + 1;
            flate2::read::GzDecoder::new(bytes)
                .take(limit)
                .read_to_end(&mut inflated)
                .map_err(|error| PictureError(format!("the compressed file is damaged: {error}")))?;
            if svg::is_svg(&inflated) { vector(&inflated, &mut work.notes) } else { unknown("a gzip archive") }
        }
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => unknown("AVIF"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => unknown("HEIC"),
        [b'B', b'M', ..] => unknown("BMP"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => unknown("TIFF"),
        [0, 0, 1, 0, ..] => unknown("ICO"),
        [b'%', b'P', b'D', b'F', ..] => unknown("PDF"),
        _ if svg::is_svg(bytes) => vector(bytes, &mut work.notes),
        _ => Err(PictureError("the file is not a PNG, JPEG, WebP, GIF or SVG".to_owned())),
    }
}

fn vector(bytes: &[u8], notes: &mut Vec<String>) -> Result<Picture, PictureError> {
    let [first, second, third, fourth, ..] = digest(bytes);
    let prefix = format!("p{first:02x}{second:02x}{third:02x}{fourth:02x}");
    svg::clean(bytes, &prefix, notes).map(Picture::Vector)
}

/// How many pixels a file says that it has, before it is decoded.
pub(crate) fn pixels(bytes: &[u8]) -> Option<u64> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    Some(u64::from(width) * u64::from(height))
}

/// By how much a picture is scaled down: each side is divided by it, rounded up. 1 for one that fits.
fn divisor(width: u32, height: u32) -> u32 {
    width.max(height).div_ceil(PICTURE_SIDE).max(1)
}

fn note_scaling(from: (u32, u32), to: (u32, u32), notes: &mut Vec<String>) {
    notes.push(format!("scaled from {} × {} to {} × {} pixels", from.0, from.1, to.0, to.1));
}

#[cfg(test)]
mod tests;
