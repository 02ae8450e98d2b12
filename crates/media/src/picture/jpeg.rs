//! JPEG: passed on without its metadata, or turned the right way up and encoded anew.

use super::{PictureError, Raster, RasterFormat, Work, convert, divisor};
use image::metadata::Orientation;
use pamphlet_source::limits::PICTURE_PIXELS;

/// What a file says about itself.
struct Header {
    width: u32,
    height: u32,
    components: u8,
    orientation: Orientation,
    /// The file without metadata; none when it is cut off.
    kept: Option<Vec<u8>>,
}

/// Reads a JPEG file.
pub(super) fn read(bytes: &[u8], work: &mut Work) -> Result<Raster, PictureError> {
    let header = header(bytes)?;
    let Header { width, height, components, orientation, kept } = header;
    convert::check(width, height, PICTURE_PIXELS)?;
    let is_plain = orientation == Orientation::NoTransforms && components != 4;
    match kept {
        Some(bytes) if is_plain && divisor(width, height) == 1 => {
            Ok(Raster { format: RasterFormat::Jpeg, bytes, width, height })
        }
        // Cut off, on its side, too large, or in the colours of a printing press.
        _ => {
            let picture = convert::decode(bytes, image::ImageFormat::Jpeg)?;
            if divisor(width, height) > 1 || !work.encodes {
                return convert::encode_any(picture, work);
            }
            let pixels = picture.into_rgb8();
            let (width, height) = pixels.dimensions();
            Ok(Raster { format: RasterFormat::Jpeg, bytes: convert::jpeg(&pixels)?, width, height })
        }
    }
}

fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    let damaged = || PictureError("the JPEG file is damaged".to_owned());
    let mut out = bytes[..2].to_vec();
    let mut frame = None;
    let mut orientation = Orientation::NoTransforms;
    let mut at = 2;
    let kept = loop {
        // Markers may be padded with 0xFF.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (Some(0xFF), Some(&marker)) = (bytes.get(at), bytes.get(at + 1)) else { break None };
        let Some(length) = bytes.get(at + 2..at + 4).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])))
        else {
            break None;
        };
        let Some(segment) = bytes.get(at..at + 2 + length) else { break None };
        let body = segment.get(4..).ok_or_else(damaged)?;
        match marker {
            // Baseline, extended, progressive; the other frames are read by nobody.
            0xC0..=0xC2 => {
                let [_, height_high, height_low, width_high, width_low, components, ..] = body else {
                    return Err(damaged());
                };
                let height = u32::from(u16::from_be_bytes([*height_high, *height_low]));
                let width = u32::from(u16::from_be_bytes([*width_high, *width_low]));
                frame = Some((width, height, *components));
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(PictureError("a lossless or arithmetic JPEG is read by no program for books".to_owned()));
            }
            0xE1 => {
                if let Some(exif) = body.strip_prefix(b"Exif\0\0") {
                    orientation = Orientation::from_exif_chunk(exif).unwrap_or(orientation);
                }
            }
            0xDA => {
                break scans(bytes, at).map(|end| {
                    out.extend_from_slice(&bytes[at..end]);
                    out
                });
            }
            _ => {}
        }
        // JFIF, colour profile and Adobe's colour transform say how it looks; cameras, places and comments do not.
        let is_profile = marker == 0xE2 && body.starts_with(b"ICC_PROFILE\0");
        if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) || is_profile {
            out.extend_from_slice(segment);
        }
        at += segment.len();
    };
    let (width, height, components) = frame.ok_or_else(damaged)?;
    Ok(Header { width, height, components, orientation, kept })
}

/// Where the picture that has its first scan at `at` ends, its end marker included: what follows are other pictures
/// and thumbnails. None when it is cut off.
fn scans(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        // A segment: the head of a scan, or tables between scans.
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        at += 2 + length;
        // The scan itself: 0xFF is followed by 0 where it is meant, by a restart marker, or by the next marker.
        loop {
            at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
            match *bytes.get(at + 1)? {
                0x00 | 0xD0..=0xD7 => at += 2,
                0xFF => at += 1,
                0xD9 => return Some(at + 2),
                _ => break,
            }
        }
    }
}
