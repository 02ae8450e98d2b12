//! PNG: passed on without its comments, or read row by row and scaled down.

use super::convert::{self, Shrink};
use super::{PictureError, Raster, RasterFormat, Work, divisor, note_scaling};
use pamphlet_source::limits::{PICTURE_PIXELS, PNG_PIXELS, PROFILE_BYTES};
use std::io::Read as _;

/// Chunks that say how pixels look; everything else is comments, times, thumbnails, further frames.
const KEPT: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"];

/// Reads a PNG file.
pub(super) fn read(bytes: &[u8], work: &mut Work) -> Result<Raster, PictureError> {
    let (kept, width, height) = strip(bytes, &mut work.notes)?;
    convert::check(width, height, PNG_PIXELS)?;
    let divisor = divisor(width, height);
    if divisor == 1 {
        check_pixels(&kept)?;
        return Ok(Raster { format: RasterFormat::Png, bytes: kept, width, height });
    }
    shrink(&kept, divisor, work)
}

/// The file with the chunks that are kept, and its size. Sums are checked, so that what is passed on is whole.
fn strip(bytes: &[u8], notes: &mut Vec<String>) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let cut = || PictureError("the PNG file is cut off".to_owned());
    let mut out = bytes[..8].to_vec();
    let mut size = None;
    let mut has_pixels = false;
    let mut seen: Vec<&[u8]> = Vec::new();
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
            // A small first letter says that a picture can be shown without the chunk (PNG, 5.4), and browsers do.
            if name[0].is_ascii_lowercase() {
                // Comments are left out anyway; what else is told once, however often a file has it.
                if KEPT.iter().any(|kept| kept.as_slice() == name) && !seen.contains(&name) {
                    seen.push(name);
                    let name = name.escape_ascii();
                    notes.push(format!("a part of it was taken out, since its sum does not agree: `{name}`"));
                }
                at = end;
                continue;
            }
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
        let data = &chunk[8..8 + length];
        let is_first = name == b"IDAT" || !seen.contains(&name);
        if KEPT.iter().any(|kept| kept.as_slice() == name) && is_first && is_sound(name, data) {
            seen.push(name);
            out.extend_from_slice(chunk);
        } else if name == b"iCCP" && is_first {
            seen.push(name);
            notes.push("its colour profile was taken out: it is damaged or too large".to_owned());
        }
        at = end;
    }
    match size {
        Some((width, height)) if has_pixels => Ok((out, width, height)),
        _ => Err(PictureError("the PNG file has no pixels".to_owned())),
    }
}

/// Whether a chunk can be what it says. One that cannot is taken out; without a palette that it needs the picture is
/// broken then.
fn is_sound(name: &[u8], data: &[u8]) -> bool {
    match name {
        b"PLTE" => !data.is_empty() && data.len() <= 768 && data.len().is_multiple_of(3),
        b"tRNS" => !data.is_empty() && data.len() <= 256,
        b"gAMA" | b"cICP" => data.len() == 4,
        b"cHRM" => data.len() == 32,
        b"sRGB" => data.len() == 1,
        b"iCCP" => is_profile(data),
        _ => true,
    }
}

/// Whether a chunk holds a colour profile that nobody need fear to inflate: a name of up to 79 bytes, the method of
/// compression, and the profile (PNG, 11.3.2.3; ISO 15076-1, 7.2).
fn is_profile(data: &[u8]) -> bool {
    let Some(end) = data.iter().take(80).position(|byte| *byte == 0) else { return false };
    let Some([0, deflated @ ..]) = data.get(end + 1..) else { return false };
    let mut head = [0; 128];
    let mut profile = flate2::read::ZlibDecoder::new(deflated);
    if profile.read_exact(&mut head).is_err() || &head[36..40] != b"acsp" {
        return false;
    }
    let rest = std::io::copy(&mut profile.take(PROFILE_BYTES), &mut std::io::sink());
    rest.is_ok_and(|rest| rest < PROFILE_BYTES)
}

/// Decodes a picture to see whether that can be done: what a book passes on must not be broken in one reader and whole
/// in another.
fn check_pixels(bytes: &[u8]) -> Result<(), PictureError> {
    let damaged = |error: ::png::DecodingError| PictureError(format!("the picture is damaged: {error}"));
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().map_err(damaged)?;
    if reader.info().color_type == ::png::ColorType::Indexed && reader.info().palette.is_none() {
        return Err(PictureError("the picture is damaged: it has no palette".to_owned()));
    }
    while reader.next_row().map_err(damaged)?.is_some() {}
    Ok(())
}

fn shrink(bytes: &[u8], divisor: u32, work: &mut Work) -> Result<Raster, PictureError> {
    let damaged = |error: ::png::DecodingError| PictureError(format!("the picture is damaged: {error}"));
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(::png::Transformations::normalize_to_color8() | ::png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if reader.info().interlaced {
        // Rows of an interlaced picture come in seven passes: it is decoded as a whole, if it is small enough.
        convert::check(width, height, PICTURE_PIXELS)?;
        return convert::encode_any(convert::decode(bytes, image::ImageFormat::Png)?, work);
    }
    if !work.encodes {
        while reader.next_row().map_err(damaged)?.is_some() {}
        return Ok(convert::unmade(width, height, divisor, work));
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
    note_scaling((width, height), small.dimensions(), &mut work.notes);
    convert::encode_pixels(small)
}
