//! A picture as pixels, for what we draw ourselves: covers.

use super::{Picture, RasterFormat, convert};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pixels, four bytes each: red, green, blue, all multiplied by the fourth, how much they cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// The rows from the top.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Pixels {
    /// The mean colour of what they show; none when they show nothing.
    #[must_use]
    pub fn ink(&self) -> Option<[u8; 3]> {
        let mut sums = [0_u64; 4];
        for pixel in self.bytes.chunks_exact(4) {
            sums.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u64::from(*part));
        }
        let [red, green, blue, cover] = sums;
        let part = |sum: u64| u8::try_from(sum * 255 / cover.max(1)).unwrap_or(u8::MAX);
        (cover > 0).then(|| [part(red), part(green), part(blue)])
    }
}

impl Picture {
    /// The picture as pixels, no wider and no higher than `most`: lines and areas as large as that, pixels no larger than
    /// they are. None when it cannot be drawn.
    #[must_use]
    pub fn pixels(&self, most: (u32, u32)) -> Option<Pixels> {
        // What was read before is read again: should that fail now, the picture is not shown.
        catch_unwind(AssertUnwindSafe(|| match self {
            Self::Vector(vector) => drawn(&vector.svg, most),
            Self::Raster(raster) => {
                let format = match raster.format {
                    RasterFormat::Png => image::ImageFormat::Png,
                    RasterFormat::Jpeg => image::ImageFormat::Jpeg,
                };
                let mut picture = convert::decode(&raster.bytes, format).ok()?;
                if picture.width() > most.0 || picture.height() > most.1 {
                    picture = picture.resize(most.0, most.1, image::imageops::FilterType::Triangle);
                }
                let mut pixels = picture.into_rgba8();
                for pixel in pixels.pixels_mut() {
                    let cover = u16::from(pixel.0[3]);
                    for part in &mut pixel.0[..3] {
                        *part = u8::try_from(u16::from(*part) * cover / 255).unwrap_or(u8::MAX);
                    }
                }
                let (width, height) = pixels.dimensions();
                Some(Pixels { bytes: pixels.into_raw(), width, height })
            }
        }))
        .ok()
        .flatten()
    }
}

fn drawn(svg: &str, most: (u32, u32)) -> Option<Pixels> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).ok()?;
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    let scale = (most.0 as f32 / size.width()).min(most.1 as f32 / size.height());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no more than `most`")]
    let side = |length: f32, most: u32| ((length * scale).round() as u32).clamp(1, most.max(1));
    let (width, height) = (side(size.width(), most.0), side(size.height(), most.1));
    let mut pixmap = Pixmap::new(width, height)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Some(Pixels { bytes: pixmap.take(), width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pixels_become_pixels() {
        let svg =
            b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><path fill='#f00' d='M0 0h4v4h-4z'/></svg>";
        let vector = Picture::examine(svg).unwrap().picture;
        let pixels = vector.pixels((80, 80)).unwrap();
        assert_eq!((pixels.width, pixels.height), (80, 40));
        assert_eq!(&pixels.bytes[..4], [255, 0, 0, 255]);
        assert_eq!(pixels.bytes[79 * 4..80 * 4], [0; 4]);
        assert_eq!(pixels.ink(), Some([255, 0, 0]));

        let mut png = std::io::Cursor::new(Vec::new());
        let half = image::RgbaImage::from_pixel(100, 50, image::Rgba([200, 100, 0, 128]));
        half.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let raster = Picture::examine(png.get_ref()).unwrap().picture;
        let pixels = raster.pixels((1000, 1000)).unwrap();
        assert_eq!((pixels.width, pixels.height, &pixels.bytes[..4]), (100, 50, &[100, 50, 0, 128][..]));
        assert_eq!(raster.pixels((50, 50)).map(|small| (small.width, small.height)), Some((50, 25)));
        assert_eq!(Pixels { bytes: vec![0; 4], width: 1, height: 1 }.ink(), None);
    }
}
