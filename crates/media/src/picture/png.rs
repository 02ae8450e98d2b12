//! PNG: passed on without its comments, or read row by row and scaled down.

use super::convert::{self, Shrink};
use super::{PictureError, Raster, RasterFormat, divisor, note_scaling};
use pamphlet_source::limits::{PICTURE_PIXELS, PNG_PIXELS};

/// Chunks that say how pixels look; everything else is comments, times, thumbnails, further frames.
const KEPT: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"];

/// Reads a PNG file.
pub(super) fn read(bytes: &[u8], notes: &mut Vec<String>) -> Result<Raster, PictureError> {
    let (kept, width, height) = strip(bytes)?;
    convert::check(width, height, PNG_PIXELS)?;
    let divisor = divisor(width, height);
    if divisor == 1 {
        return Ok(Raster { format: RasterFormat::Png, bytes: kept, width, height });
    }
    shrink(&kept, divisor, notes)
}

/// The file with the chunks that are kept, and its size. Sums are checked, so that what is passed on is whole.
fn strip(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let cut = || PictureError("the PNG file is cut off".to_owned());
    let mut out = bytes[..8].to_vec();
    let mut size = None;
    let mut has_pixels = false;
    let mut at = 8;
    loop {
        let number = |from: usize| {
            bytes.get(from..from + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
        };
        let length = number(at).ok_or_else(cut)? as usize;
        let end = at.checked_add(length).and_then(|end| end.checked_add(12)).ok_or_else(cut)?;
        let chunk = bytes.get(at..end).ok_or_else(cut)?;
        let name = &chunk[4..8];
        let mut sum = flate2::Crc::new();
        sum.update(&chunk[4..8 + length]);
        if Some(sum.sum()) != number(end - 4) {
            return Err(PictureError("the PNG file is damaged: a sum does not agree".to_owned()));
        }
        match name {
            b"IHDR" if size.is_none() && length == 13 => {
                size = Some((number(at + 8).ok_or_else(cut)?, number(at + 12).ok_or_else(cut)?));
            }
            b"IHDR" => return Err(PictureError("the PNG file is damaged: its header is wrong".to_owned())),
            b"IDAT" => has_pixels = true,
            b"IEND" => {
                out.extend_from_slice(chunk);
                break;
            }
            _ => {}
        }
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend_from_slice(chunk);
        }
        at = end;
    }
    match size {
        Some((width, height)) if has_pixels => Ok((out, width, height)),
        _ => Err(PictureError("the PNG file has no pixels".to_owned())),
    }
}

fn shrink(bytes: &[u8], divisor: u32, notes: &mut Vec<String>) -> Result<Raster, PictureError> {
    let damaged = |error: ::png::DecodingError| PictureError(format!("the picture is damaged: {error}"));
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(::png::Transformations::normalize_to_color8() | ::png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if reader.info().interlaced {
        // Rows of an interlaced picture come in seven passes: it is decoded as a whole, if it is small enough.
        convert::check(width, height, PICTURE_PIXELS)?;
        return convert::encode_any(convert::decode(bytes, image::ImageFormat::Png)?, notes);
    }
    let grey = reader.output_color_type().0 == ::png::ColorType::GrayscaleAlpha;
    let mut shrink = Shrink::new(width, height, divisor);
    let mut colours = Vec::new();
    while let Some(row) = reader.next_row().map_err(damaged)? {
        if grey {
            colours.clear();
            colours.extend(row.data().chunks_exact(2).flat_map(|pair| [pair[0], pair[0], pair[0], pair[1]]));
            shrink.row(&colours);
        } else {
            shrink.row(row.data());
        }
    }
    let small = shrink.finish();
    note_scaling((width, height), small.dimensions(), notes);
    convert::encode_pixels(small)
}
