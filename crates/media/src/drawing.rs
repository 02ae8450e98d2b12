//! Drawings of ours as JPEG, the format that every shop takes: baseline, three components of full resolution.
//!
//! What we draw is mostly one colour: a block of 8 by 8 pixels that is one colour is known at a glance and takes two bits
//! a component, since the codes are made for the very drawing (ITU T.81, annex K.2). That makes it many times as fast as
//! an encoder for photographs, with which covers would cost more than books.

use std::fmt;

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

/// The order in which the coefficients of a block are written.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

/// How finely each coefficient is kept, in the order of the rows: what T.81 has in annex K.1 for brightness, a quarter of
/// it, for colour too. Letters keep their edges.
const STEPS: [u8; 64] = [
    4, 3, 2, 4, 6, 10, 12, 15, 3, 3, 3, 5, 6, 14, 14, 13, 3, 3, 4, 6, 10, 14, 17, 13, 3, 4, 5, 7, 12, 21, 19, 15, 4, 5,
    9, 13, 16, 26, 25, 18, 6, 8, 13, 15, 19, 25, 27, 22, 12, 15, 19, 21, 25, 29, 29, 24, 17, 22, 23, 24, 27, 24, 25,
    24,
];

/// The coefficients of a component of a block, in the order in which they are written; none but the first where the
/// block is one colour.
type Block = (i16, Option<Box<[i16; 63]>>);

impl Drawing<'_> {
    /// The drawing as a JPEG file; none when there are no pixels, or not as many as it is large.
    #[must_use]
    pub fn jpeg(self) -> Option<Vec<u8>> {
        let size = usize::from(self.width) * usize::from(self.height);
        if size == 0 || self.pixels.len() != size * 4 {
            return None;
        }
        let cosines = cosines();
        let mut blocks: Vec<[Block; 3]> = Vec::with_capacity(size.div_ceil(64));
        for y in (0..usize::from(self.height)).step_by(8) {
            for x in (0..usize::from(self.width)).step_by(8) {
                blocks.push(self.block(x, y, &cosines));
            }
        }
        let mut counts = [[[0_u32; 256]; 2]; 2];
        each_symbol(&blocks, |class, table, symbol, _, _| counts[class][table][usize::from(symbol)] += 1);
        let codes = counts.map(|tables| tables.map(|counts| Codes::of(&counts)));
        let mut out = self.header(&codes);
        let mut bits = Bits { out: &mut out, held: 0, count: 0 };
        each_symbol(&blocks, |class, table, symbol, length, value| {
            let (code, size) = codes[class][table].codes[usize::from(symbol)];
            bits.put(u32::from(code), size);
            bits.put(value, length);
        });
        bits.end();
        out.extend([0xFF, 0xD9]);
        Some(out)
    }

    /// The block whose corner is there. Beyond the edge the last pixel goes on.
    fn block(self, x: usize, y: usize, cosines: &[[f32; 8]; 8]) -> [Block; 3] {
        let (width, height) = (usize::from(self.width), usize::from(self.height));
        let pixel = |x: usize, y: usize| {
            let at = (y.min(height - 1) * width + x.min(width - 1)) * 4;
            [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
        };
        if x + 8 <= width && y + 8 <= height {
            let first = &self.pixels[(y * width + x) * 4..][..32];
            let is_one = first.chunks_exact(4).all(|pixel| pixel == &first[..4])
                && (1..8).all(|row| &self.pixels[((y + row) * width + x) * 4..][..32] == first);
            if is_one {
                return components(pixel(x, y)).map(|level| (quantised(level * 8.0, STEPS[0]), None));
            }
        }
        let mut levels = [[[0_f32; 8]; 8]; 3];
        for row in 0..8 {
            for column in 0..8 {
                for (component, level) in components(pixel(x + column, y + row)).into_iter().enumerate() {
                    levels[component][row][column] = level;
                }
            }
        }
        levels.map(|levels| transformed(&levels, cosines))
    }

    /// What stands before the pixels.
    fn header(self, codes: &[[Codes; 2]; 2]) -> Vec<u8> {
        let mut out = vec![0xFF, 0xD8];
        let mut segment = |marker: u8, body: &[u8]| {
            out.extend([0xFF, marker]);
            out.extend(u16::try_from(body.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
            out.extend(body);
        };
        // JFIF 1.1, square pixels.
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let steps: Vec<u8> = ZIGZAG.iter().map(|at| STEPS[usize::from(*at)]).collect();
        segment(0xDB, &[&[0][..], &steps].concat());
        let sizes = [self.height.to_be_bytes(), self.width.to_be_bytes()].concat();
        segment(0xC0, &[&[8][..], &sizes, &[3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]].concat());
        for (class, tables) in (0_u8..).zip(codes) {
            for (table, codes) in (0_u8..).zip(tables) {
                segment(0xC4, &[&[class << 4 | table][..], &codes.lengths, &codes.symbols].concat());
            }
        }
        segment(0xDA, &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        out
    }
}

/// Brightness and the two differences of colour, about zero (JFIF).
fn components([red, green, blue]: [u8; 3]) -> [f32; 3] {
    let [red, green, blue] = [red, green, blue].map(f32::from);
    [
        0.299 * red + 0.587 * green + 0.114 * blue - 128.0,
        -0.168_736 * red - 0.331_264 * green + 0.5 * blue,
        0.5 * red - 0.418_688 * green - 0.081_312 * blue,
    ]
}

#[expect(clippy::cast_possible_truncation, reason = "a coefficient has eleven bits")]
fn quantised(value: f32, step: u8) -> i16 {
    (value / f32::from(step)).round() as i16
}

/// The rows of the cosine transform of eight values.
fn cosines() -> [[f32; 8]; 8] {
    let mut out = [[0_f32; 8]; 8];
    for (frequency, row) in (0_u8..).zip(&mut out) {
        let norm = if frequency == 0 { 0.125_f64.sqrt() } else { 0.5 };
        for (place, value) in (0_u8..).zip(row.iter_mut()) {
            let angle = f64::from(2 * place + 1) * f64::from(frequency) * std::f64::consts::PI / 16.0;
            // Rounded to what every machine's cosine agrees on.
            #[expect(clippy::cast_possible_truncation, reason = "between -1 and 1")]
            let rounded = ((norm * angle.cos()) * 1e6).round() as f32 / 1e6;
            *value = rounded;
        }
    }
    out
}

fn transformed(levels: &[[f32; 8]; 8], cosines: &[[f32; 8]; 8]) -> Block {
    let mut rows = [[0_f32; 8]; 8];
    for (row, out) in levels.iter().zip(&mut rows) {
        for (cosine, out) in cosines.iter().zip(out) {
            *out = row.iter().zip(cosine).map(|(level, cosine)| level * cosine).sum();
        }
    }
    let coefficient = |at: u8| {
        let (down, across) = (usize::from(at) / 8, usize::from(at) % 8);
        let value: f32 = rows.iter().zip(&cosines[down]).map(|(row, cosine)| row[across] * cosine).sum();
        quantised(value, STEPS[usize::from(at)])
    };
    let mut rest = [0_i16; 63];
    for (at, out) in ZIGZAG[1..].iter().zip(&mut rest) {
        *out = coefficient(*at);
    }
    (coefficient(0), rest.iter().any(|value| *value != 0).then(|| Box::new(rest)))
}

/// Every symbol of a drawing: of the first coefficients (class 0) or the others (class 1), of brightness (table 0) or
/// colour (table 1), with the number of bits that follow it and these bits.
fn each_symbol(blocks: &[[Block; 3]], mut put: impl FnMut(usize, usize, u8, u8, u32)) {
    let mut before = [0_i16; 3];
    for block in blocks {
        for (component, (first, rest)) in block.iter().enumerate() {
            let table = usize::from(component > 0);
            let (length, value) = bits_of(first - before[component]);
            before[component] = *first;
            put(0, table, length, length, value);
            let mut zeros = 0_u8;
            for value in rest.iter().flat_map(|rest| rest.iter()) {
                if *value == 0 {
                    zeros += 1;
                    continue;
                }
                while zeros > 15 {
                    put(1, table, 0xF0, 0, 0);
                    zeros -= 16;
                }
                let (length, value) = bits_of(*value);
                put(1, table, zeros << 4 | length, length, value);
                zeros = 0;
            }
            if rest.is_none() || zeros > 0 {
                put(1, table, 0, 0, 0);
            }
        }
    }
}

/// How many bits a number takes, and these bits: those of a negative one are turned round.
fn bits_of(value: i16) -> (u8, u32) {
    let length = u8::try_from(16 - value.unsigned_abs().leading_zeros()).unwrap_or(0);
    let bits = i32::from(value) - i32::from(value < 0);
    (length, bits.cast_unsigned() & ((1 << length) - 1))
}

/// The codes of some symbols: the more often one is used, the shorter.
#[derive(Debug)]
struct Codes {
    /// How many codes there are of each length from 1.
    lengths: [u8; 16],
    /// The symbols, by the length of their codes.
    symbols: Vec<u8>,
    /// Code and length of each symbol.
    codes: [(u16, u8); 256],
}

impl Codes {
    /// Codes for symbols that are used so many times. None is longer than sixteen bits, and none is ones alone.
    fn of(counts: &[u32; 256]) -> Self {
        // Symbol 256 takes the code of ones alone.
        let mut weights: Vec<(u64, Vec<u16>)> = (0_u16..)
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(symbol, count)| (u64::from(*count), vec![symbol]))
            .collect();
        weights.push((0, vec![256]));
        let mut depth = [0_usize; 257];
        while weights.len() > 1 {
            weights.sort_by_key(|(weight, members)| std::cmp::Reverse((*weight, members.first().copied())));
            let (Some(least), Some(next)) = (weights.pop(), weights.pop()) else { break };
            let members: Vec<u16> = [least.1, next.1].concat();
            members.iter().for_each(|member| depth[usize::from(*member)] += 1);
            weights.push((least.0 + next.0, members));
        }
        let mut of_length = [0_usize; 258];
        depth.iter().filter(|depth| **depth > 0).for_each(|depth| of_length[*depth] += 1);
        // Too long a code is hung up higher, beside the half of a shorter one (annex K.3).
        for length in (17..of_length.len()).rev() {
            while of_length[length] > 0 {
                let Some(shorter) = (1..length - 1).rev().find(|shorter| of_length[*shorter] > 0) else { break };
                of_length[length] -= 2;
                of_length[length - 1] += 1;
                of_length[shorter + 1] += 2;
                of_length[shorter] -= 1;
            }
        }
        // The longest is that of symbol 256.
        if let Some(longest) = (1..=16).rev().find(|length| of_length[*length] > 0) {
            of_length[longest] -= 1;
        }
        let mut symbols: Vec<u16> = (0..256).filter(|symbol| depth[usize::from(*symbol)] > 0).collect();
        symbols.sort_by_key(|symbol| (depth[usize::from(*symbol)], *symbol));
        let mut codes = Self { lengths: [0; 16], symbols: Vec::new(), codes: [(0, 0); 256] };
        codes.symbols = symbols.iter().filter_map(|symbol| u8::try_from(*symbol).ok()).collect();
        let mut rest = codes.symbols.iter();
        let mut code = 0_u32;
        for (length, out) in (1_u8..).zip(&mut codes.lengths) {
            let count = of_length[usize::from(length)];
            *out = u8::try_from(count).unwrap_or(u8::MAX);
            for symbol in rest.by_ref().take(count) {
                codes.codes[usize::from(*symbol)] = (u16::try_from(code).unwrap_or(u16::MAX), length);
                code += 1;
            }
            code <<= 1;
        }
        codes
    }
}

/// Bits on their way into bytes.
struct Bits<'o> {
    out: &'o mut Vec<u8>,
    held: u64,
    count: u8,
}

impl Bits<'_> {
    fn put(&mut self, bits: u32, length: u8) {
        self.held = self.held << length | u64::from(bits);
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.held >> self.count & 0xFF) as u8;
            self.out.push(byte);
            // A byte of ones would begin a marker.
            if byte == 0xFF {
                self.out.push(0);
            }
        }
        self.held &= (1 << self.count) - 1;
    }

    /// Fills the last byte with ones.
    fn end(&mut self) {
        let rest = (8 - self.count % 8) % 8;
        self.put((1 << rest) - 1, rest);
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
        assert!(off(&drawn(64, 64, |_, _| [0x33, 0x35, 0x8F]), 64, 64) <= 2);
        assert!(off(&drawn(64, 40, |x, _| if x < 29 { [255; 3] } else { [0x33, 0x35, 0x8F] }), 64, 40) <= 12);
        assert!(off(&drawn(13, 9, |x, y| if x == y { [255, 0, 0] } else { [0, 0, 255] }), 13, 9) <= 40);
        let noise = |x: u32, y: u32| {
            let seed = (x * 7_919 + y * 104_729).wrapping_mul(2_654_435_761);
            [(seed >> 8) as u8, (seed >> 16) as u8, (seed >> 24) as u8]
        };
        assert!(off(&drawn(256, 256, noise), 256, 256) <= 60);
        assert!(off(&drawn(1, 1, |_, _| [1, 2, 3]), 1, 1) <= 2);
    }

    #[test]
    fn a_field_takes_hardly_any_bytes() {
        let field = drawn(1600, 2560, |_, _| [0x33, 0x35, 0x8F]);
        let file = Drawing { pixels: &field, width: 1600, height: 2560 }.jpeg().unwrap();
        assert!(file.len() < 50_000, "{}", file.len());
    }

    #[test]
    fn pixels_that_are_not_there_are_no_drawing() {
        assert_eq!(Drawing { pixels: &[], width: 0, height: 0 }.jpeg(), None);
        assert_eq!(Drawing { pixels: &[0; 12], width: 2, height: 2 }.jpeg(), None);
    }

    #[test]
    fn rare_symbols_have_codes_of_sixteen_bits_at_most() {
        let mut counts = [0_u32; 256];
        let (mut one, mut two) = (1_u32, 1_u32);
        for count in counts.iter_mut().take(40) {
            *count = one;
            (one, two) = (two, one.saturating_add(two));
        }
        let codes = Codes::of(&counts);
        assert_eq!(codes.lengths.iter().map(|count| usize::from(*count)).sum::<usize>(), 40);
        let space: u32 = codes.lengths.iter().zip(1..).map(|(count, length)| u32::from(*count) << (16 - length)).sum();
        assert!(space < 1 << 16, "{space}: no code may be ones alone");
    }
}
