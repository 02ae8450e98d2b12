//! The cover: the title in large letters on a calm field, drawn here, so that every shop and every reader shows it
//! alike, whatever fonts they have.
//!
//! A JPEG of 1600 by 2560 pixels: shops ask for pixels (SVG covers are refused or shown as nothing), for at least 1400
//! on the short side, for sides of 1 to 1.6, and some for this format alone. A small one for lists of books is drawn, not
//! scaled down. The drawing is the same file in the book and beside it.

use crate::EpubError;
use kurbo::{Affine, PathEl};
use pamphlet_locale::{Catalog, Direction, Tag};
use pamphlet_media::Media;
use pamphlet_media::drawing::Drawing;
use pamphlet_media::face::Faces;
use pamphlet_media::lettering::{self, Line};
use pamphlet_media::picture::{Picture, RasterFormat};
use pamphlet_reading::Reading;
use pamphlet_reading::brand::{Colour, Face};
use pamphlet_source::{Code, Diagnostic, limits};
use tiny_skia::{
    Color, FillRule, FilterQuality, IntSize, Paint, Path, PathBuilder, Pixmap, PixmapPaint, PixmapRef, Rect, Shader,
    Transform,
};

/// Its name in the book.
pub(crate) const PATH: &str = "images/cover.jpg";
/// Width and height of a cover in pixels.
pub const SIZE: (u32, u32) = (1600, 2560);
/// Width and height of a small one.
pub const THUMBNAIL_SIZE: (u32, u32) = (SIZE.0 / 4, SIZE.1 / 4);

/// The cover of a book.
pub(crate) struct Cover {
    /// A JPEG file.
    pub large: Vec<u8>,
    /// A small one.
    pub small: Vec<u8>,
    /// Width and height of the large one.
    pub size: (u32, u32),
}

/// The most pixels that a logo takes, how far down it stands, and the edge of the plate below one that could not be seen.
const LOGO: (u32, u32) = (760, 200);
const LOGO_TOP: f32 = 150.0;
const PLATE: f32 = 30.0;
/// The fewest pixels that shops take on the shorter side.
const LEAST_SIDE: u32 = 1400;
/// From each side to the letters.
const MARGIN: f64 = 150.0;
/// The rule along the side at which the book opens.
const SPINE: f32 = 36.0;
/// Length and thickness of the rule below the title.
const RULE: (f32, f32) = (260.0, 12.0);
/// Sizes of a title, the largest that fits is taken.
const SIZES: [f64; 9] = [230.0, 200.0, 176.0, 156.0, 136.0, 118.0, 102.0, 88.0, 76.0];
/// The height that a title may take.
const TITLE_HEIGHT: f64 = 1400.0;

/// The cover: the site's own picture, or one that is drawn. What cannot be shown has been reported, and is left out.
pub(crate) fn draw(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
) -> Result<(Cover, Option<Diagnostic>), EpubError> {
    let parts = reading.parts();
    let brand = &parts.publication.brand;
    let given = brand.cover.as_ref().and_then(|name| own(media.picture(name)?, name));
    if let Some(own) = given {
        return Ok(own);
    }
    let rtl = catalog.direction() == Direction::Rtl;
    let face = brand.face();
    let logo = brand.logo.as_ref().and_then(|name| Logo::of(media.picture(name)?, face, rtl));
    let width = f64::from(SIZE.0);
    let hand = Hand { faces: media.faces(), locale: &parts.locale };
    let mut letters = Letters { path: PathBuilder::new(), rtl };

    let (size, leading, title) = title(&parts.title, hand, width - 2.0 * MARGIN);
    // Below a logo there is a little more room.
    let mut y = if logo.is_some() { 460.0 } else { 330.0 } + size;
    for line in &title {
        letters.set(line, size, y);
        y += size * leading;
    }
    let rule = y - size * leading + size * 0.35 + 60.0;

    let date = parts.date.as_deref().map(|date| catalog.date(date).unwrap_or_else(|| date.to_owned()));
    let edition_line: Vec<&str> = parts.version.as_deref().into_iter().chain(date.as_deref()).collect();
    let mut below = Vec::new();
    below.extend((!catalog.name().is_empty()).then(|| catalog.name().to_owned()));
    below.extend(parts.publisher.clone().or_else(|| parts.authors.first().cloned()));
    below.extend((!edition_line.is_empty()).then(|| edition_line.join(" \u{B7} ")));
    let mut y = 2400.0 - 92.0 * f64::from(u8::try_from(below.len().saturating_sub(1)).unwrap_or(0));
    for words in &below {
        let words = cut(words, hand, (width - 2.0 * MARGIN) / 62.0);
        letters.set(&hand.line(&words, false), 62.0, y);
        y += 92.0;
    }
    let scene = Scene { face, letters: letters.path.finish(), logo, rule, rtl };
    let painted = |scale| scene.paint(scale).ok_or_else(|| EpubError::Cover("no room for it".to_owned()));
    Ok((Cover { large: painted(1.0)?, small: painted(0.25)?, size: SIZE }, None))
}

/// The letters of the cover, from its start side.
struct Letters {
    path: PathBuilder,
    rtl: bool,
}

impl Letters {
    fn set(&mut self, line: &Line, size: f64, y: f64) {
        let x = if self.rtl { f64::from(SIZE.0) - MARGIN - line.width * size } else { MARGIN };
        let place = Affine::translate((x, y)) * Affine::scale(size);
        #[expect(clippy::cast_possible_truncation, reason = "places on the cover")]
        let at = |point: kurbo::Point| ((place * point).x as f32, (place * point).y as f32);
        for element in line.path.elements() {
            match element {
                PathEl::MoveTo(to) => {
                    let (x, y) = at(*to);
                    self.path.move_to(x, y);
                }
                PathEl::LineTo(to) => {
                    let (x, y) = at(*to);
                    self.path.line_to(x, y);
                }
                PathEl::QuadTo(one, to) => {
                    let ((ax, ay), (x, y)) = (at(*one), at(*to));
                    self.path.quad_to(ax, ay, x, y);
                }
                PathEl::CurveTo(one, two, to) => {
                    let ((ax, ay), (bx, by), (x, y)) = (at(*one), at(*two), at(*to));
                    self.path.cubic_to(ax, ay, bx, by, x, y);
                }
                PathEl::ClosePath => self.path.close(),
            }
        }
    }
}

/// The title in lines: its size, its leading in ems, and the lines.
fn title(words: &str, hand: Hand<'_>, width: f64) -> (f64, f64, Vec<Line>) {
    let words: String =
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::COVER_CHARACTERS).collect();
    // Marks above and below the letters of these scripts need room.
    let locale = hand.locale;
    let leading = if matches!(locale.language(), "ar" | "fa" | "ku" | "ckb" | "ur" | "hi" | "bn") { 1.5 } else { 1.2 };
    let pieces: Vec<(&str, f64)> =
        lettering::pieces(&words, locale).into_iter().map(|piece| (piece, hand.measure(piece))).collect();
    let fits = |size: &f64| {
        let lines = lines(&pieces, width / size);
        f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * size * leading <= TITLE_HEIGHT
            && pieces.iter().all(|(piece, wide)| *wide <= width / size || piece.trim().is_empty())
    };
    // Better smaller letters than a syllable alone on the last line.
    let ends_well = |size: &f64| {
        let lines = balanced(&pieces, width / size);
        let wide = |line: &String| hand.measure(line);
        lines.len() < 2
            || lines.last().is_some_and(|last| wide(last) * 4.0 > lines.iter().map(wide).fold(0.0, f64::max))
    };
    if let Some(size) = SIZES.into_iter().find(|size| fits(size) && ends_well(size)).or(SIZES.into_iter().find(fits)) {
        let lines = balanced(&pieces, width / size);
        return (size, leading, lines.iter().map(|line| hand.line(line.trim(), true)).collect());
    }
    // A word that is too long even so is broken anywhere, and what is too much is cut.
    let size = SIZES[SIZES.len() - 1];
    let clusters: Vec<(&str, f64)> = lettering::clusters(&words).into_iter().map(|c| (c, hand.measure(c))).collect();
    let mut lines = lines(&clusters, width / size);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a dozen lines")]
    let most = (TITLE_HEIGHT / (size * leading)) as usize;
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}\u{2026}"), hand, width / size);
        }
    }
    (size, leading, lines.iter().map(|line| hand.line(line.trim(), true)).collect())
}

/// What words on a cover are drawn in.
#[derive(Clone, Copy)]
struct Hand<'a> {
    faces: &'a Faces,
    locale: &'a Tag,
}

impl Hand<'_> {
    fn line(self, text: &str, bold: bool) -> Line {
        lettering::line_in(self.faces, text, self.locale, bold)
    }

    fn measure(self, text: &str) -> f64 {
        self.line(text.trim_end(), true).width
    }
}

/// As many pieces on a line as its width takes.
fn lines(pieces: &[(&str, f64)], width: f64) -> Vec<String> {
    const SPACE: f64 = 0.22;
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for (piece, wide) in pieces {
        if !line.is_empty() && used + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        line.push_str(piece);
        used += wide + if piece.ends_with(' ') { SPACE } else { 0.0 };
    }
    lines.push(line);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The same number of lines, as equal in length as possible.
fn balanced(pieces: &[(&str, f64)], width: f64) -> Vec<String> {
    let widest = lines(pieces, width);
    (1..=12_u8)
        .map(|step| lines(pieces, width * (1.0 - 0.05 * f64::from(step))))
        .take_while(|narrower| narrower.len() <= widest.len())
        .last()
        .unwrap_or(widest)
}

/// Words on one line: what is too much gives way to an ellipsis.
fn cut(words: &str, hand: Hand<'_>, width: f64) -> String {
    let mut words: String =
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::COVER_CHARACTERS).collect();
    if hand.line(&words, false).width <= width {
        return words;
    }
    let clusters = lettering::clusters(&words);
    let (mut low, mut high) = (0, clusters.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        let shorter = format!("{}\u{2026}", clusters[..middle].concat().trim_end());
        if hand.line(&shorter, true).width <= width {
            low = middle;
        } else {
            high = middle;
        }
    }
    words = format!("{}\u{2026}", clusters[..low].concat().trim_end().trim_end_matches('\u{2026}'));
    words
}

/// What is drawn.
struct Scene {
    face: Face,
    /// The letters; none for a title of spaces.
    letters: Option<Path>,
    logo: Option<Logo>,
    /// How far down the rule below the title is.
    rule: f64,
    rtl: bool,
}

/// A logo, and where it stands.
struct Logo {
    pixels: Pixmap,
    x: f32,
    scale: f32,
    /// Whether it needs a plate to be seen on the field.
    plate: bool,
}

impl Logo {
    /// A logo at the start side of the cover.
    fn of(picture: &Picture, face: Face, rtl: bool) -> Option<Self> {
        let most = LOGO;
        let pixels = picture.pixels(most)?;
        let ink = Colour(pixels.ink()?);
        // A picture of pixels keeps them, up to twice their size.
        let room = (ratio(most.0, pixels.width)).min(ratio(most.1, pixels.height));
        let scale = room.clamp(0.1, 2.0);
        let size = IntSize::from_wh(pixels.width, pixels.height)?;
        let pixels = Pixmap::from_vec(pixels.bytes, size)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "places on the cover")]
        let (margin, width, full) = (MARGIN as f32, pixels.width() as f32 * scale, SIZE.0 as f32);
        let x = if rtl { full - margin - width } else { margin };
        let plate = ink.contrast(face.field) < 2.0 && ink.contrast(face.letters) > ink.contrast(face.field);
        Some(Self { pixels, x, scale, plate })
    }
}

fn ratio(most: u32, is: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    let ratio = most as f32 / is.max(1) as f32;
    ratio
}

impl Scene {
    /// The cover as pixels, `scale` times as large, as a JPEG file.
    fn paint(&self, scale: f32) -> Option<Vec<u8>> {
        let (width, height) = scaled(scale);
        let mut pixels = Pixmap::new(width.into(), height.into())?;
        let Face { field, letters, accent } = self.face;
        let colour = |Colour([red, green, blue])| Color::from_rgba8(red, green, blue, u8::MAX);
        let paint = |of| Paint { shader: Shader::SolidColor(colour(of)), ..Paint::default() };
        let size = Transform::from_scale(scale, scale);
        pixels.fill(colour(field));
        if let Some(logo) = &self.logo {
            #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
            let (wide, high) = (logo.pixels.width() as f32 * logo.scale, logo.pixels.height() as f32 * logo.scale);
            if logo.plate {
                let around = Rect::from_xywh(logo.x - PLATE, LOGO_TOP - PLATE, wide + 2.0 * PLATE, high + 2.0 * PLATE)?;
                pixels.fill_rect(around, &paint(letters), size, None);
            }
            let place = Transform::from_row(logo.scale, 0.0, 0.0, logo.scale, logo.x, LOGO_TOP).post_concat(size);
            let smooth = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
            pixels.draw_pixmap(0, 0, logo.pixels.as_ref(), &smooth, place, None);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "places on the cover")]
        let (full, high, margin, rule) = (SIZE.0 as f32, SIZE.1 as f32, MARGIN as f32, self.rule as f32);
        let spine = if self.rtl { full - SPINE } else { 0.0 };
        let below_title = if self.rtl { full - margin - RULE.0 } else { margin };
        for (x, y, width, height) in [(spine, 0.0, SPINE, high), (below_title, rule, RULE.0, RULE.1)] {
            pixels.fill_rect(Rect::from_xywh(x, y, width, height)?, &paint(accent), size, None);
        }
        if let Some(path) = &self.letters {
            pixels.fill_path(path, &paint(letters), FillRule::Winding, size, None);
        }
        Drawing { pixels: pixels.data(), width, height }.jpeg()
    }
}

/// The cover that a site has: a JPEG file as it is, any other picture as one. None when it cannot be drawn.
fn own(picture: &Picture, name: &str) -> Option<(Cover, Option<Diagnostic>)> {
    let all = picture.pixels(SIZE)?;
    let jpeg = |most: (u32, u32)| {
        let scale = ratio(most.0, all.width).min(ratio(most.1, all.height)).min(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "as above"
        )]
        let side = |length: u32| ((length as f32 * scale).round() as u16).max(1);
        let (width, height) = (side(all.width), side(all.height));
        let mut pixels = Pixmap::new(width.into(), height.into())?;
        pixels.fill(Color::WHITE);
        let from = PixmapRef::from_bytes(&all.bytes, all.width, all.height)?;
        let smooth = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        pixels.draw_pixmap(0, 0, from, &smooth, Transform::from_scale(scale, scale), None);
        Drawing { pixels: pixels.data(), width, height }.jpeg()
    };
    let (large, size) = match picture {
        Picture::Raster(raster) if raster.format == RasterFormat::Jpeg => {
            (raster.bytes.clone(), (raster.width, raster.height))
        }
        Picture::Raster(_) | Picture::Vector(_) => (jpeg(SIZE)?, (all.width, all.height)),
    };
    let small = size.0.min(size.1) < LEAST_SIDE;
    let said = small.then(|| {
        let message = format!(
            "the cover {name} has {} × {} pixels; shops ask for {LEAST_SIDE} at least on the shorter side",
            size.0, size.1
        );
        Diagnostic::new(Code::UnfitBrand, message).help("save it with 1600 × 2560 pixels")
    });
    Some((Cover { large, small: jpeg(THUMBNAIL_SIZE)?, size }, said))
}

/// Width and height of a cover that is `scale` times as large.
fn scaled(scale: f32) -> (u16, u16) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes in pixels")]
    let of = |side: u32| (f32::from(u16::try_from(side).unwrap_or(u16::MAX)) * scale) as u16;
    (of(SIZE.0), of(SIZE.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lines: &[String]) -> Vec<&str> {
        lines.iter().map(|line| line.trim()).collect()
    }

    #[test]
    fn titles_are_broken_into_lines_of_like_length() {
        let locale = Tag::parse("en").unwrap();
        let hand = Hand { faces: Faces::embedded(), locale: &locale };
        let pieces: Vec<(&str, f64)> = lettering::pieces("A small handbook of privacy", &locale)
            .into_iter()
            .map(|piece| (piece, hand.measure(piece)))
            .collect();
        assert_eq!(words(&lines(&pieces, 9.0)), ["A small handbook of", "privacy"]);
        assert_eq!(words(&balanced(&pieces, 9.0)), ["A small handbook", "of privacy"]);
    }

    #[test]
    fn a_title_without_end_is_cut() {
        let locale = Tag::parse("en").unwrap();
        let hand = Hand { faces: Faces::embedded(), locale: &locale };
        let (_, leading, lines) = title(&"endless".repeat(400), hand, 1300.0);
        assert!(f64::from(u8::try_from(lines.len()).unwrap()) * SIZES[8] * leading <= TITLE_HEIGHT);
        assert!(lines.iter().all(|line| line.width * SIZES[8] <= 1300.0));
        assert!(title("", hand, 1300.0).2.is_empty());
    }
}
