//! From pixels to files: what cannot be passed on is decoded, scaled and encoded anew, always to the same bytes.

use super::{PictureError, Raster, RasterFormat, Work, divisor, note_scaling};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba, RgbaImage};
use pamphlet_source::limits::PICTURE_PIXELS;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// JPEG quality of photographs that are encoded anew: what is lost cannot be seen in print.
const QUALITY: u8 = 85;
/// A picture of more colours than this among its samples is a photograph.
const PHOTOGRAPH: usize = 2_000;
/// The same for a picture that was compressed with losses before: its author gave up exact pixels.
const LOSSY_PHOTOGRAPH: usize = 256;
/// How many pixels are looked at to tell a photograph.
const SAMPLES: usize = 1 << 16;

/// Reads WebP or GIF; of a moving picture, the first frame.
pub(super) fn read(bytes: &[u8], format: ImageFormat, work: &mut Work) -> Result<Raster, PictureError> {
    let is_lossy = format == ImageFormat::WebP && is_lossy_webp(bytes);
    encode(decode(bytes, format)?, if is_lossy { LOSSY_PHOTOGRAPH } else { PHOTOGRAPH }, work)
}

/// Whether the chunks of a WebP file say that it was compressed with losses.
fn is_lossy_webp(bytes: &[u8]) -> bool {
    let mut at = 12;
    while let Some(&[first, second, third, fourth, low, lower, higher, high]) =
        bytes.get(at..).and_then(|rest| rest.first_chunk::<8>())
    {
        match &[first, second, third, fourth] {
            b"VP8 " => return true,
            b"VP8L" => return false,
            _ => {}
        }
        let length = u32::from_le_bytes([low, lower, higher, high]) as usize;
        at = at.saturating_add(8 + length + length % 2);
    }
    false
}

/// As [`encode`] for a picture that was not told apart before.
pub(super) fn encode_any(picture: DynamicImage, work: &mut Work) -> Result<Raster, PictureError> {
    encode(picture, PHOTOGRAPH, work)
}

/// Decodes a file within the limits, turned the right way up.
pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    let damaged = |error: image::ImageError| PictureError(format!("the picture is damaged: {error}"));
    let mut limits = Limits::default();
    limits.max_alloc = Some(PICTURE_PIXELS * 4 + (64 << 20));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check(width, height, PICTURE_PIXELS)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Refuses sizes that nothing should be decoded for.
pub(super) fn check(width: u32, height: u32, limit: u64) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError("the picture has no pixels".to_owned()));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limit {
        return Err(PictureError(format!("a picture of {width} × {height} pixels is too large to be decoded")));
    }
    Ok(())
}

/// Encodes a decoded picture: JPEG when it is opaque and a photograph, else PNG.
fn encode(picture: DynamicImage, photograph: usize, work: &mut Work) -> Result<Raster, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    let divisor = divisor(width, height);
    if !work.encodes {
        return Ok(unmade(width, height, divisor, work));
    }
    let pixels = picture.into_rgba8();
    if divisor == 1 {
        return encode_rgba(pixels, photograph);
    }
    let mut shrink = Shrink::new(width, height, divisor);
    for row in pixels.chunks_exact(width as usize * 4) {
        shrink.row(row);
    }
    let small = shrink.finish();
    note_scaling((width, height), small.dimensions(), &mut work.notes);
    encode_rgba(small, photograph)
}

/// A picture that is not encoded, as nobody wants it: what is said of it is said.
pub(super) fn unmade(width: u32, height: u32, divisor: u32, work: &mut Work) -> Raster {
    let small = (width.div_ceil(divisor), height.div_ceil(divisor));
    if divisor > 1 {
        note_scaling((width, height), small, &mut work.notes);
    }
    Raster { format: RasterFormat::Png, bytes: Vec::new(), width: small.0, height: small.1 }
}

/// A picture with no side longer than `side`; none when it has none now.
pub(super) fn smaller(raster: &Raster, side: u32) -> Option<Raster> {
    let divisor = raster.width.max(raster.height).div_ceil(side.max(1));
    if divisor <= 1 {
        return None;
    }
    let format = match raster.format {
        RasterFormat::Png => ImageFormat::Png,
        RasterFormat::Jpeg => ImageFormat::Jpeg,
    };
    let pixels = decode(&raster.bytes, format).ok()?.into_rgba8();
    let mut shrink = Shrink::new(pixels.width(), pixels.height(), divisor);
    for row in pixels.chunks_exact(pixels.width() as usize * 4) {
        shrink.row(row);
    }
    let photograph = if raster.format == RasterFormat::Jpeg { LOSSY_PHOTOGRAPH } else { PHOTOGRAPH };
    encode_rgba(shrink.finish(), photograph).ok()
}

/// As [`encode_any`], of pixels that have their size.
pub(super) fn encode_pixels(pixels: RgbaImage) -> Result<Raster, PictureError> {
    encode_rgba(pixels, PHOTOGRAPH)
}

fn encode_rgba(pixels: RgbaImage, photograph: usize) -> Result<Raster, PictureError> {
    let (width, height) = pixels.dimensions();
    let opaque = pixels.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
    if opaque {
        let step = (pixels.len() / 4 / SAMPLES).max(1);
        let mut colours = BTreeSet::new();
        let mut last = None;
        for pixel in pixels.chunks_exact(4).step_by(step) {
            let colour = [pixel[0], pixel[1], pixel[2]];
            // Neighbours are nearly always equal.
            if last.replace(colour) == Some(colour) {
                continue;
            }
            colours.insert(colour);
            if colours.len() > photograph {
                let rgb = DynamicImage::ImageRgba8(pixels).into_rgb8();
                return Ok(Raster { format: RasterFormat::Jpeg, bytes: jpeg(&rgb)?, width, height });
            }
        }
    }
    Ok(Raster { format: RasterFormat::Png, bytes: png(&pixels, opaque)?, width, height })
}

pub(super) fn jpeg(pixels: &RgbImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(pixels)
        .map_err(|error| PictureError(format!("the picture cannot be encoded: {error}")))?;
    Ok(bytes)
}

/// PNG with a palette when 256 colours are enough, else in true colour.
fn png(pixels: &RgbaImage, opaque: bool) -> Result<Vec<u8>, PictureError> {
    let failed = |error: ::png::EncodingError| PictureError(format!("the picture cannot be encoded: {error}"));
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_compression(::png::Compression::Balanced);
    let data: Vec<u8> = if let Some((palette, indices)) = palette(pixels) {
        encoder.set_color(::png::ColorType::Indexed);
        encoder.set_palette(palette.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect::<Vec<u8>>());
        if !opaque {
            encoder.set_trns(palette.iter().map(|colour| colour[3]).collect::<Vec<u8>>());
        }
        // Filters compare neighbours, which means nothing for numbers of colours.
        encoder.set_filter(::png::Filter::NoFilter);
        indices
    } else if opaque {
        encoder.set_color(::png::ColorType::Rgb);
        encoder.set_filter(::png::Filter::Adaptive);
        pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect()
    } else {
        encoder.set_color(::png::ColorType::Rgba);
        encoder.set_filter(::png::Filter::Adaptive);
        pixels.as_raw().clone()
    };
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&data).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

/// The colours in the order of their values and the number of each pixel's; none when there are more than 256.
fn palette(pixels: &RgbaImage) -> Option<(Vec<[u8; 4]>, Vec<u8>)> {
    let mut numbers: BTreeMap<[u8; 4], u8> = BTreeMap::new();
    let mut last = None;
    for pixel in pixels.pixels() {
        // Neighbours are nearly always equal.
        if last != Some(pixel.0) {
            last = Some(pixel.0);
            numbers.entry(pixel.0).or_insert(0);
            if numbers.len() > 256 {
                return None;
            }
        }
    }
    for (number, value) in (0..=u8::MAX).zip(numbers.values_mut()) {
        *value = number;
    }
    let mut known = None;
    let number = |pixel: &Rgba<u8>| match known {
        Some((colour, number)) if colour == pixel.0 => number,
        _ => {
            let number = numbers[&pixel.0];
            known = Some((pixel.0, number));
            number
        }
    };
    let indices = pixels.pixels().map(number).collect();
    Some((numbers.into_keys().collect(), indices))
}

/// Scales down by a whole number, each pixel of the result the mean of a square: in whole numbers, so that every
/// machine gives the same bytes, and row by row, so that only the result is held.
pub(super) struct Shrink {
    divisor: u32,
    /// Width and height of the result.
    size: (u32, u32),
    /// Of each pixel of the row being summed: red, green and blue weighted by alpha, alpha, number of pixels.
    sums: Vec<[u64; 5]>,
    rows: u32,
    out: Vec<u8>,
}

impl Shrink {
    pub(super) fn new(width: u32, height: u32, divisor: u32) -> Self {
        let size = (width.div_ceil(divisor), height.div_ceil(divisor));
        Self { divisor, size, sums: vec![[0; 5]; size.0 as usize], rows: 0, out: Vec::new() }
    }

    /// Adds a row of RGBA.
    pub(super) fn row(&mut self, row: &[u8]) {
        for (sum, square) in self.sums.iter_mut().zip(row.chunks(self.divisor as usize * 4)) {
            for pixel in square.chunks_exact(4) {
                let alpha = u64::from(pixel[3]);
                sum[0] += u64::from(pixel[0]) * alpha;
                sum[1] += u64::from(pixel[1]) * alpha;
                sum[2] += u64::from(pixel[2]) * alpha;
                sum[3] += alpha;
                sum[4] += 1;
            }
        }
        self.rows += 1;
        if self.rows == self.divisor {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for sum in &mut self.sums {
            let [red, green, blue, alpha, count] = *sum;
            let mean = |total: u64, of: u64| {
                u8::try_from((total + of / 2).checked_div(of).unwrap_or_default()).unwrap_or(u8::MAX)
            };
            self.out.extend([mean(red, alpha), mean(green, alpha), mean(blue, alpha), mean(alpha, count)]);
            *sum = [0; 5];
        }
        self.rows = 0;
    }

    pub(super) fn finish(mut self) -> RgbaImage {
        if self.rows > 0 {
            self.flush();
        }
        // A file may have fewer rows than it says.
        self.out.resize(self.size.0 as usize * self.size.1 as usize * 4, 0);
        RgbaImage::from_raw(self.size.0, self.size.1, self.out).expect("the buffer has the size of the picture")
    }
}
