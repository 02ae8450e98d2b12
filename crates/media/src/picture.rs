//! Pictures of a site.

use sha2::{Digest, Sha256};
use std::fmt;

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
}

/// A format of pixels that every reader of books and pages understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RasterFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
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

/// Why bytes are no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureError(pub String);

impl fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for PictureError {}

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
    pub fn read(_bytes: &[u8]) -> Result<Self, PictureError> {
        Err(PictureError("not a picture that is known".to_owned()))
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
