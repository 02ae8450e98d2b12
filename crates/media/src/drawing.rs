//! Drawings of ours as JPEG, the format that every shop takes: baseline, three components of full resolution, so that
//! letters keep their edges.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use std::fmt;

/// How finely brightness and colour are kept, of 100. Below 90, rings show around letters.
const QUALITY: u8 = 90;

/// Pixels, four bytes each: red, green, blue, and one that is not looked at.
#[derive(Clone, Copy)]
pub struct Drawing<'p> {
    /// The rows from the top.
    pub pixels: &'p [u8],
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Drawing of {} × {}", self.width, self.height)
    }
}

impl Drawing<'_> {
    /// The drawing as a JPEG file; none when there are no pixels, or not as many as it is large.
    #[must_use]
    pub fn jpeg(self) -> Option<Vec<u8>> {
        let size = usize::from(self.width) * usize::from(self.height);
        if size == 0 || self.pixels.len() != size * 4 {
            return None;
        }
        let (pixels, _) = self.pixels.as_chunks::<4>();
        let colours: Vec<u8> = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, QUALITY)
            .encode(&colours, self.width.into(), self.height.into(), ExtendedColorType::Rgb8)
            .ok()?;
        Some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(file: &[u8]) -> image::RgbImage {
        image::load_from_memory_with_format(file, image::ImageFormat::Jpeg).expect("is JPEG").into_rgb8()
    }

    /// The largest difference of a component.
    fn off(pixels: &[u8], width: u16, height: u16) -> u8 {
        let file = Drawing { pixels, width, height }.jpeg().expect("has pixels");
        let image = decoded(&file);
        assert_eq!(image.dimensions(), (u32::from(width), u32::from(height)));
        let differences = image.pixels().zip(pixels.chunks_exact(4)).flat_map(|(one, other)| {
            one.0.into_iter().zip(other).map(|(one, other)| one.abs_diff(*other)).collect::<Vec<_>>()
        });
        differences.max().unwrap_or(0)
    }

    fn drawn(width: u16, height: u16, colour: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        let places = (0..u32::from(height)).flat_map(|y| (0..u32::from(width)).map(move |x| (x, y)));
        places
            .flat_map(|(x, y)| {
                let [r, g, b] = colour(x, y);
                [r, g, b, 255]
            })
            .collect()
    }

    #[test]
    fn what_is_drawn_is_what_a_decoder_sees() {
        // One colour; edges that no block begins at; sizes that are no multiple of eight; noise.
        let field = off(&drawn(64, 64, |_, _| [0x33, 0x35, 0x8F]), 64, 64);
        assert!(field <= 4, "{field}");
        assert!(off(&drawn(64, 40, |x, _| if x < 29 { [255; 3] } else { [0x33, 0x35, 0x8F] }), 64, 40) <= 20);
        assert!(off(&drawn(13, 9, |x, y| if x == y { [255, 0, 0] } else { [0, 0, 255] }), 13, 9) <= 40);
        let noise = |x: u32, y: u32| {
            let seed = (x * 7_919 + y * 104_729).wrapping_mul(2_654_435_761);
            let [_, red, green, blue] = seed.to_le_bytes();
            [red, green, blue]
        };
        assert!(off(&drawn(256, 256, noise), 256, 256) <= 60);
        assert!(off(&drawn(1, 1, |_, _| [1, 2, 3]), 1, 1) <= 4);
    }

    #[test]
    fn a_field_takes_few_bytes() {
        let field = drawn(1600, 2560, |_, _| [0x33, 0x35, 0x8F]);
        let file = Drawing { pixels: &field, width: 1600, height: 2560 }.jpeg().unwrap();
        assert!(file.len() < 150_000, "{}", file.len());
    }

    #[test]
    fn pixels_that_are_not_there_are_no_drawing() {
        assert_eq!(Drawing { pixels: &[], width: 0, height: 0 }.jpeg(), None);
        assert_eq!(Drawing { pixels: &[0; 12], width: 2, height: 2 }.jpeg(), None);
    }
}
