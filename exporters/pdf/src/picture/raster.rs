//! Pixels as PDF shows them. JPEG goes through as it is unless it is CMYK; a PNG goes through as it is compressed
//! unless it has alpha, which PDF keeps apart, or more pixels than its place on paper can show.

use crate::deflate::zlib;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, ImageReader, Limits};
use pamphlet_media::picture::{Raster, RasterFormat};
use pamphlet_source::limits;
use std::io::Cursor;

/// Dots an inch that print tells apart, on the printers that people have.
const DENSITY: f32 = 240.0;

/// Widths in pixels that pictures are brought to, so that places of about one size share them.
const STEPS: [u16; 14] = [64, 96, 128, 192, 256, 384, 512, 640, 768, 1024, 1280, 1536, 2048, 3072];

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
    pub(crate) width: u32,
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

/// The width in pixels that a picture is brought to for a place so many points wide; none when it stays as it is.
pub(super) fn step(raster: &Raster, width: f32) -> Option<u32> {
    let step = at_least(width / 72.0 * DENSITY);
    (raster.width > step + step / 8).then_some(step)
}

/// The first step of at least so many pixels, or the last one.
pub(super) fn at_least(pixels: f32) -> u32 {
    STEPS.into_iter().find(|step| f32::from(*step) >= pixels).unwrap_or(STEPS[STEPS.len() - 1]).into()
}

/// Prepares a picture in a step of its size.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn prepare(raster: &Raster, step: Option<u32>, ink: bool) -> Result<Image, String> {
    match raster.format {
        RasterFormat::Jpeg => {
            if let Some(channels @ (1 | 3)) = jpeg_channels(&raster.bytes).filter(|channels| !ink || *channels == 1) {
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
            decoded(raster, ImageFormat::Jpeg, step, ink)
        }
        RasterFormat::Png => {
            let whole = png_as_it_is(&raster.bytes).filter(|own| !ink || own.channels == 1 && own.palette.is_none());
            let whole = whole.map(|color| Image { color, alpha: None });
            match whole {
                Some(whole) if step.is_none() => Ok(whole),
                Some(whole) => {
                    // Few colours or large areas of one may take less as they are.
                    let smaller = decoded(raster, ImageFormat::Png, step, ink)?;
                    Ok(if smaller.color.bytes.len() < whole.color.bytes.len() { smaller } else { whole })
                }
                None => decoded(raster, ImageFormat::Png, step, ink),
            }
        }
    }
}

/// The grey that is as light as a colour: the luma of Rec. ITU-R BT.709, which is close enough on coded values.
pub(super) fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = u32::from(red) * 2126 + u32::from(green) * 7152 + u32::from(blue) * 722;
    u8::try_from((sum + 5000) / 10_000).unwrap_or(u8::MAX)
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

fn decoded(raster: &Raster, format: ImageFormat, step: Option<u32>, ink: bool) -> Result<Image, String> {
    let mut reader = ImageReader::with_format(Cursor::new(&raster.bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(limits::PICTURE_MEMORY);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| error.to_string())?;
    let (width, height) = (image.width(), image.height());
    let has_alpha = image.color().has_alpha();
    let samples = match (image.color().has_color(), has_alpha) {
        (true, true) if ink => {
            image.into_rgba8().pixels().flat_map(|own| [grey([own[0], own[1], own[2]]), own[3]]).collect()
        }
        (true, false) if ink => image.into_rgb8().pixels().map(|own| grey(own.0)).collect(),
        (true, true) => image.into_rgba8().into_raw(),
        (true, false) => image.into_rgb8().into_raw(),
        (false, true) => image.into_luma_alpha8().into_raw(),
        (false, false) => image.into_luma8().into_raw(),
    };
    let pixels = usize::try_from(u64::from(width) * u64::from(height)).map_err(|error| error.to_string())?;
    let mut samples = Samples { bytes: samples, width, height, channels: 0 };
    samples.channels = samples.bytes.len().checked_div(pixels).ok_or("it is empty")?;
    if let Some(step) = step.filter(|step| *step < width) {
        let height = (u64::from(height) * u64::from(step)).div_ceil(u64::from(width)).max(1);
        samples = samples.reduced(step, u32::try_from(height).map_err(|error| error.to_string())?, has_alpha);
    }
    if !has_alpha {
        return Ok(Image { color: stream(&samples.bytes, &samples)?, alpha: None });
    }
    separated(&samples)
}

/// Pixels of four channels as a picture; with `ink` in greys.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn of_rgba(bytes: Vec<u8>, width: u32, height: u32, ink: bool) -> Result<Image, String> {
    let (bytes, channels) = if ink {
        let greys = bytes.chunks_exact(4).flat_map(|own| [grey([own[0], own[1], own[2]]), own[3]]);
        (greys.collect(), 2)
    } else {
        (bytes, 4)
    };
    separated(&Samples { bytes, width, height, channels })
}

/// The colours of pixels apart from their opacity, which is the last channel.
fn separated(samples: &Samples) -> Result<Image, String> {
    let own = samples.channels - 1;
    let (mut color, mut alpha) = (Vec::new(), Vec::new());
    let mut before = vec![0; own];
    for pixel in samples.bytes.chunks_exact(samples.channels) {
        let (shown, opacity) = (&pixel[..own], pixel[own]);
        // What cannot be seen goes on with the colour beside it: that takes no room.
        if opacity > 0 {
            before.copy_from_slice(shown);
        }
        color.extend_from_slice(&before);
        alpha.push(opacity);
    }
    let opaque = alpha.iter().all(|opacity| *opacity == 255);
    let alpha = if opaque { None } else { Some(stream(&alpha, samples)?) };
    Ok(Image { color: stream(&color, samples)?, alpha })
}

/// Pixels as they are decoded.
struct Samples {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    channels: usize,
}

impl Samples {
    /// The same in fewer pixels, each the mean of those it stands for; clear ones do not lend their colour.
    fn reduced(&self, width: u32, height: u32, alpha: bool) -> Self {
        let channels = self.channels;
        let across = shares(self.width, width);
        let down = shares(self.height, height);
        let row_length = usize::try_from(width).unwrap_or(0) * channels;
        let source_length = usize::try_from(self.width).unwrap_or(0) * channels;
        let mut bytes = Vec::with_capacity(row_length * down.len());
        // Source rows are read once; the one between two rows of the result is read twice.
        let mut narrow = vec![0.0_f32; row_length];
        let mut sum = vec![0.0_f32; row_length];
        for share in &down {
            sum.fill(0.0);
            let mut whole = 0.0;
            for (row, weight) in share.parts() {
                let source = &self.bytes[row * source_length..][..source_length];
                narrow_row(source, &across, channels, alpha, &mut narrow);
                for (sum, own) in sum.iter_mut().zip(&narrow) {
                    *sum += own * weight;
                }
                whole += weight;
            }
            for pixel in sum.chunks_exact(channels) {
                let opacity = if alpha { pixel[channels - 1] / whole } else { 255.0 };
                for (channel, value) in pixel.iter().enumerate() {
                    let value = value / whole;
                    let own = alpha && channel + 1 == channels;
                    bytes.push(byte(if own || opacity <= 0.0 { value } else { value * 255.0 / opacity }));
                }
            }
        }
        Self { bytes, width, height, channels }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
fn byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// A row in fewer pixels; colours times opacity where there is one.
fn narrow_row(source: &[u8], across: &[Share], channels: usize, alpha: bool, out: &mut [f32]) {
    for (share, out) in across.iter().zip(out.chunks_exact_mut(channels)) {
        out.fill(0.0);
        let mut whole = 0.0;
        for (at, weight) in share.parts() {
            let pixel = &source[at * channels..][..channels];
            let opacity = if alpha { f32::from(pixel[channels - 1]) / 255.0 } else { 1.0 };
            for (channel, (sum, value)) in out.iter_mut().zip(pixel).enumerate() {
                let share = if alpha && channel + 1 == channels { weight } else { weight * opacity };
                *sum += f32::from(*value) * share;
            }
            whole += weight;
        }
        for sum in out {
            *sum /= whole;
        }
    }
}

/// Which pixels one stands for, the first and the last in part.
struct Share {
    first: usize,
    last: usize,
    first_weight: f32,
    last_weight: f32,
}

impl Share {
    fn parts(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        (self.first..=self.last).map(|at| {
            let weight = match at {
                _ if at == self.first => self.first_weight,
                _ if at == self.last => self.last_weight,
                _ => 1.0,
            };
            (at, weight)
        })
    }
}

/// How `from` pixels are shared among fewer.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are at most a few thousand")]
fn shares(from: u32, to: u32) -> Vec<Share> {
    let ratio = f64::from(from) / f64::from(to);
    let end = usize::try_from(from).unwrap_or(1).saturating_sub(1);
    (0..to)
        .map(|index| {
            let (start, stop) = (f64::from(index) * ratio, f64::from(index + 1) * ratio);
            let (first, last) = ((start.floor() as usize).min(end), ((stop.ceil() - 1.0).max(0.0) as usize).min(end));
            let first_weight = (start.floor() + 1.0).min(stop) - start;
            let last_weight = stop - (stop.ceil() - 1.0);
            Share { first, last: last.max(first), first_weight: first_weight as f32, last_weight: last_weight as f32 }
        })
        .collect()
}

/// Samples compressed as a PNG file does it: rows told by their differences.
fn stream(bytes: &[u8], like: &Samples) -> Result<Pixels, String> {
    let pixels = like.bytes.len() / like.channels.max(1);
    let channels = bytes.len() / pixels.max(1);
    let color = if channels == 3 { ExtendedColorType::Rgb8 } else { ExtendedColorType::L8 };
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive)
        .write_image(bytes, like.width, like.height, color)
        .map_err(|error| error.to_string())?;
    let predicted = png_as_it_is(&file).ok_or("it cannot be compressed")?;
    // Drawings in few colours take less without.
    let plain = zlib(bytes);
    if plain.len() < predicted.bytes.len() {
        return Ok(Pixels { bytes: plain, predicted: false, ..predicted });
    }
    Ok(predicted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_means() {
        let samples =
            |bytes: &[u8], width, height, channels| Samples { bytes: bytes.to_vec(), width, height, channels };
        // Three grey pixels in two: the middle one is shared.
        let reduced = samples(&[0, 90, 240], 3, 1, 1).reduced(2, 1, false);
        assert_eq!(reduced.bytes, [30, 190]);
        // A clear pixel lends no colour.
        let reduced = samples(&[200, 100, 50, 255, 0, 0, 0, 0], 2, 1, 4).reduced(1, 1, true);
        assert_eq!(reduced.bytes, [200, 100, 50, 128]);
        let reduced = samples(&[10, 20, 30, 40, 50, 60, 70, 80], 2, 4, 1).reduced(1, 2, false);
        assert_eq!(reduced.bytes, [25, 65]);
    }

    #[test]
    fn a_picture_is_as_large_as_its_place() {
        let raster = |width| Raster { format: RasterFormat::Png, bytes: Vec::new(), width, height: 10 };
        // 72 points are an inch.
        assert_eq!(step(&raster(4000), 72.0), Some(256));
        assert_eq!(step(&raster(280), 72.0), None);
        assert_eq!(step(&raster(4000), 2000.0), Some(3072));
    }
}
