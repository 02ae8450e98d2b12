//! Drawings of ours as JPEG, the format that every shop takes: baseline, three components of full resolution, so that
//! letters keep their edges.
//!
//! Most of a cover is one colour. So it is encoded in tiles, and tiles that look alike once: between restart markers (ITU
//! T.81, B.2.1) the data of a tile depend on no other.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use std::collections::BTreeMap;
use std::fmt;

/// How finely brightness and colour are kept, of 100. Below 90, rings show around letters.
const QUALITY: u8 = 90;

/// The side of a block in pixels: with full resolution, a unit of data is a block of each component.
const BLOCK: usize = 8;

/// How many blocks a tile is wide at most. Every marker takes two bytes, and a tile that begins anew three or four.
const TILE: usize = 25;

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

/// A tile as a file of its own.
struct Encoded {
    file: Vec<u8>,
    /// Where the header of the frame begins in it,
    frame: usize,
    /// that of the scan,
    scan: usize,
    /// and the data of the scan.
    data: usize,
}

impl Encoded {
    fn new(pixels: &[u8], width: usize, height: usize) -> Option<Self> {
        let (pixels, _) = pixels.as_chunks::<4>();
        let colours: Vec<u8> = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
        let mut file = Vec::new();
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        JpegEncoder::new_with_quality(&mut file, QUALITY)
            .encode(&colours, width, height, ExtendedColorType::Rgb8)
            .ok()?;
        // After the start of the image, headers of a marker and a length each, until the data (T.81, B.1.1.4).
        let (mut at, mut frame) = (2, None);
        loop {
            let [0xFF, kind, high, low] = *file.get(at..)?.first_chunk()? else { return None };
            let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
            match kind {
                0xC0 => frame = Some(at),
                0xDA => return Some(Self { frame: frame?, scan: at, data: next, file }),
                _ => {}
            }
            at = next;
        }
    }

    /// The data of its scan, without the end of the image.
    fn data(&self) -> &[u8] {
        &self.file[self.data..self.file.len() - 2]
    }
}

impl Drawing<'_> {
    /// The drawing as a JPEG file; none when there are no pixels, or not as many as it is large.
    #[must_use]
    pub fn jpeg(self) -> Option<Vec<u8>> {
        let (width, height) = (usize::from(self.width), usize::from(self.height));
        if width * height == 0 || self.pixels.len() != width * height * 4 {
            return None;
        }
        let across = width.div_ceil(BLOCK);
        // Tiles of one width, none of which goes on in the next row.
        let blocks = (1..=TILE).rev().find(|blocks| across.is_multiple_of(*blocks)).unwrap_or(1);
        // Those of full width apart from those at the side, which may hold the same pixels in other rows.
        let mut tiles: [BTreeMap<Vec<u8>, Encoded>; 2] = Default::default();
        let mut out: Vec<u8> = Vec::new();
        let (mut marker, mut tile) = (0_u8, Vec::new());
        for top in (0..height).step_by(BLOCK) {
            let rows = BLOCK.min(height - top);
            for left in (0..width).step_by(blocks * BLOCK) {
                let columns = (blocks * BLOCK).min(width - left);
                tile.clear();
                for row in top..top + rows {
                    let start = (row * width + left) * 4;
                    tile.extend(&self.pixels[start..start + columns * 4]);
                }
                let known = &mut tiles[usize::from(columns < blocks * BLOCK)];
                if !known.contains_key(&tile) {
                    known.insert(tile.clone(), Encoded::new(&tile, columns, rows)?);
                }
                let encoded = &known[&tile];
                if out.is_empty() {
                    // The headers are those of the first tile, but for the size of the image.
                    out.extend(&encoded.file[..encoded.scan]);
                    let size = encoded.frame + 5;
                    out[size..size + 2].copy_from_slice(&self.height.to_be_bytes());
                    out[size + 2..size + 4].copy_from_slice(&self.width.to_be_bytes());
                    let interval = u16::try_from(blocks).ok()?.to_be_bytes();
                    out.extend([0xFF, 0xDD, 0, 4, interval[0], interval[1]]);
                    out.extend(&encoded.file[encoded.scan..encoded.data]);
                } else {
                    out.extend([0xFF, 0xD0 + marker]);
                    marker = (marker + 1) % 8;
                }
                out.extend(encoded.data());
            }
        }
        out.extend([0xFF, 0xD9]);
        Some(out)
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
    fn tiles_are_the_drawing_encoded_whole() {
        // Widths in blocks: 200, 25, 2, 13 (a prime), 1; the last row and the last block cut.
        for (width, height) in [(1600, 24), (200, 17), (13, 9), (97, 33), (3, 20)] {
            let pixels = drawn(width, height, |x, y| if x > 40 && (x + y) % 11 < 4 { [255; 3] } else { [9, 80, 200] });
            let colours: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec()).collect();
            let mut whole = Vec::new();
            let mut encoder = JpegEncoder::new_with_quality(&mut whole, QUALITY);
            encoder.encode(&colours, width.into(), height.into(), ExtendedColorType::Rgb8).expect("encodes");
            let tiles = Drawing { pixels: &pixels, width, height }.jpeg().expect("has pixels");
            assert!(decoded(&tiles) == decoded(&whole), "{width} × {height}");
        }
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
