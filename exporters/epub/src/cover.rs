//! The cover: the title in large letters on a calm field, drawn here, so that every shop and every reader shows it
//! alike, whatever fonts they have.
//!
//! A PNG of 1600 by 2560 pixels: shops ask for pixels (SVG covers are refused or shown as nothing), for at least 1400
//! on the short side, and for sides of 1 to 1.6.

use crate::EpubError;
use kurbo::{Affine, PathEl};
use pamphlet_locale::{Catalog, Direction, Tag};
use pamphlet_media::lettering::{self, Line};
use pamphlet_reading::Reading;
use pamphlet_source::limits;
use tiny_skia::{FillRule, Mask, PathBuilder, Transform};

/// Its name in the book.
pub(crate) const PATH: &str = "images/cover.png";
/// Width and height of a cover in pixels.
pub const SIZE: (u32, u32) = (1600, 2560);

const FIELD: [u8; 3] = [0x33, 0x35, 0x8F];
const LETTERS: [u8; 3] = [0xFF, 0xFF, 0xFF];
const ACCENT: [u8; 3] = [0x8F, 0x92, 0xE8];
/// Steps from the field to the letters: with the accent they are sixteen colours, four bits a pixel.
const SHADES: u8 = 15;

/// From each side to the letters.
const MARGIN: f64 = 150.0;
/// The rule along the side at which the book opens.
const SPINE: u32 = 36;
/// Sizes of a title, the largest that fits is taken.
const SIZES: [f64; 9] = [230.0, 200.0, 176.0, 156.0, 136.0, 118.0, 102.0, 88.0, 76.0];
/// The height that a title may take.
const TITLE_HEIGHT: f64 = 1400.0;
/// Draws the cover as a PNG file.
pub(crate) fn draw(reading: &Reading, catalog: &Catalog) -> Result<Vec<u8>, EpubError> {
    let parts = reading.parts();
    let rtl = catalog.direction() == Direction::Rtl;
    let width = f64::from(SIZE.0);
    let mut letters = Letters { path: PathBuilder::new(), rtl };

    let (size, leading, title) = title(&parts.title, &parts.locale, width - 2.0 * MARGIN);
    let mut y = 330.0 + size;
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
        let words = cut(words, &parts.locale, (width - 2.0 * MARGIN) / 62.0);
        letters.set(&lettering::line(&words, &parts.locale, false), 62.0, y);
        y += 92.0;
    }
    paint(letters.path, rule, rtl)
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
fn title(words: &str, locale: &Tag, width: f64) -> (f64, f64, Vec<Line>) {
    let words: String =
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::COVER_CHARACTERS).collect();
    // Marks above and below the letters of these scripts need room.
    let leading = if matches!(locale.language(), "ar" | "fa" | "ku" | "ckb" | "ur" | "hi" | "bn") { 1.5 } else { 1.2 };
    let pieces: Vec<(&str, f64)> =
        lettering::pieces(&words, locale).into_iter().map(|piece| (piece, measure(piece, locale))).collect();
    let fits = |size: &f64| {
        let lines = lines(&pieces, width / size);
        f64::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * size * leading <= TITLE_HEIGHT
            && pieces.iter().all(|(piece, wide)| *wide <= width / size || piece.trim().is_empty())
    };
    // Better smaller letters than a syllable alone on the last line.
    let ends_well = |size: &f64| {
        let lines = balanced(&pieces, width / size);
        let wide = |line: &String| measure(line, locale);
        lines.len() < 2
            || lines.last().is_some_and(|last| wide(last) * 4.0 > lines.iter().map(wide).fold(0.0, f64::max))
    };
    if let Some(size) = SIZES.into_iter().find(|size| fits(size) && ends_well(size)).or(SIZES.into_iter().find(fits)) {
        let lines = balanced(&pieces, width / size);
        return (size, leading, lines.iter().map(|line| lettering::line(line.trim(), locale, true)).collect());
    }
    // A word that is too long even so is broken anywhere, and what is too much is cut.
    let size = SIZES[SIZES.len() - 1];
    let clusters: Vec<(&str, f64)> = lettering::clusters(&words).into_iter().map(|c| (c, measure(c, locale))).collect();
    let mut lines = lines(&clusters, width / size);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a dozen lines")]
    let most = (TITLE_HEIGHT / (size * leading)) as usize;
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}\u{2026}"), locale, width / size);
        }
    }
    (size, leading, lines.iter().map(|line| lettering::line(line.trim(), locale, true)).collect())
}

fn measure(text: &str, locale: &Tag) -> f64 {
    lettering::line(text.trim_end(), locale, true).width
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

/// The same number of lines, as equal in length as can be had.
fn balanced(pieces: &[(&str, f64)], width: f64) -> Vec<String> {
    let widest = lines(pieces, width);
    (1..=12_u8)
        .map(|step| lines(pieces, width * (1.0 - 0.05 * f64::from(step))))
        .take_while(|narrower| narrower.len() <= widest.len())
        .last()
        .unwrap_or(widest)
}

/// Words on one line: what is too much gives way to an ellipsis.
fn cut(words: &str, locale: &Tag, width: f64) -> String {
    let mut words: String =
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::COVER_CHARACTERS).collect();
    if lettering::line(&words, locale, false).width <= width {
        return words;
    }
    let clusters = lettering::clusters(&words);
    let (mut low, mut high) = (0, clusters.len());
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        let shorter = format!("{}\u{2026}", clusters[..middle].concat().trim_end());
        if lettering::line(&shorter, locale, true).width <= width {
            low = middle;
        } else {
            high = middle;
        }
    }
    words = format!("{}\u{2026}", clusters[..low].concat().trim_end().trim_end_matches('\u{2026}'));
    words
}

/// Field, rules and letters as a PNG of sixteen colours.
fn paint(letters: PathBuilder, rule: f64, rtl: bool) -> Result<Vec<u8>, EpubError> {
    let failed = |error: &dyn std::fmt::Display| EpubError::Cover(error.to_string());
    let (width, height) = SIZE;
    let mut mask = Mask::new(width, height).ok_or_else(|| failed(&"no room for it"))?;
    if let Some(path) = letters.finish() {
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on the cover")]
    let (margin, rule) = (MARGIN as u32, rule as u32);
    let spine = if rtl { width - SPINE..width } else { 0..SPINE };
    let below_title = if rtl { width - margin - 260..width - margin } else { margin..margin + 260 };
    let mut pixels = Vec::with_capacity(mask.data().len() / 2);
    for (y, row) in (0..height).zip(mask.data().chunks_exact(width as usize)) {
        let on_rule = (rule..rule + 12).contains(&y);
        let colour = |(x, alpha): (u32, &u8)| {
            if spine.contains(&x) || on_rule && below_title.contains(&x) {
                SHADES
            } else {
                u8::try_from((u16::from(*alpha) * u16::from(SHADES - 1) + 127) / 255).unwrap_or(0)
            }
        };
        pixels.extend(
            (0..)
                .step_by(2)
                .zip(row.chunks_exact(2))
                .map(|(x, pair)| colour((x, &pair[0])) << 4 | colour((x + 1, &pair[1]))),
        );
    }
    let shade = |step: u8| {
        [0, 1, 2].map(|part| {
            let (from, to) = (u16::from(FIELD[part]), u16::from(LETTERS[part]));
            u8::try_from(from + (to - from) * u16::from(step) / u16::from(SHADES - 1)).unwrap_or(u8::MAX)
        })
    };
    let palette: Vec<u8> = (0..SHADES).flat_map(shade).chain(ACCENT).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(palette);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().map_err(|error| failed(&error))?;
    writer.write_image_data(&pixels).map_err(|error| failed(&error))?;
    writer.finish().map_err(|error| failed(&error))?;
    Ok(out)
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
        let pieces: Vec<(&str, f64)> = lettering::pieces("A small handbook of privacy", &locale)
            .into_iter()
            .map(|piece| (piece, measure(piece, &locale)))
            .collect();
        assert_eq!(words(&lines(&pieces, 9.0)), ["A small handbook of", "privacy"]);
        assert_eq!(words(&balanced(&pieces, 9.0)), ["A small handbook", "of privacy"]);
    }

    #[test]
    fn a_title_without_end_is_cut() {
        let locale = Tag::parse("en").unwrap();
        let (_, leading, lines) = title(&"endless".repeat(400), &locale, 1300.0);
        assert!(f64::from(u8::try_from(lines.len()).unwrap()) * SIZES[8] * leading <= TITLE_HEIGHT);
        assert!(lines.iter().all(|line| line.width * SIZES[8] <= 1300.0));
        assert!(title("", &locale, 1300.0).2.is_empty());
    }
}
