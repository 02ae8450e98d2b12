//! The words of pictures as text that is not painted, set in our faces where the pictures show them.

use super::ExportContext;
use crate::display::{Color, DisplayList, Point, Rect, RunStyle, Unseen};
use crate::font::Theme;
use crate::paragraph::{Align, Content, Drawn, Engine, Setting, TextStyle, lay, measure};
use crate::picture::{Prepared, Words};
use pamphlet_locale::Direction;
use std::sync::Arc;

/// The smallest size that words are set in, in points: what is smaller on paper is no text.
const LEAST: f32 = 0.5;
/// How much wider or narrower than our faces the letters of a picture may be.
const STRETCH: (f32, f32) = (0.2, 5.0);

impl ExportContext<'_> {
    /// Puts the words of pictures on the pages that show them.
    pub(super) fn say_pictures(&self, list: &mut DisplayList) {
        for page in &mut list.pages {
            page.say_pictures(&mut |asset, place, turned| {
                let prepared = self.pictures.words(asset);
                let Some(Prepared::Objects { words, .. }) = prepared.as_ref().map(Arc::as_ref) else {
                    return Vec::new();
                };
                words.iter().flat_map(|words| self.unseen(words, place, turned)).collect()
            });
        }
    }

    /// The runs of words, in reading order, in a picture that fills a rectangle.
    fn unseen(&self, words: &Words, place: Rect, turned: bool) -> Vec<Unseen> {
        let [along_x, along_y, down_x, down_y, left_end, baseline] = on_page(words.place, place, turned);
        let scale = down_x.hypot(down_y);
        let size = words.size * scale;
        if !size.is_finite() || size < LEAST || size > place.width.max(place.height) {
            return Vec::new();
        }
        let language = words.language.as_ref().unwrap_or_else(|| self.reading.locale());
        let style = TextStyle {
            bold: words.bold,
            italic: words.italic,
            code: words.theme == Theme::Mono,
            ..TextStyle::plain(words.theme, size, Color::BLACK)
        };
        let set = |text: &str| {
            let mut content = Content::default();
            content.push_verbatim(text, style, language, None, None);
            let (engine, direction) = (Engine::of(self.media.faces()), Direction::of(language));
            let width = measure(engine, &content, direction).most + 1.0;
            let setting = Setting {
                width,
                beside: Vec::new(),
                indent: 0.0,
                align: Align::Start,
                direction,
                leading: size,
                hyphenate: false,
            };
            lay(engine, &content, &setting)
        };
        let mut set_words = set(&words.text);
        if !set_words.missing.is_empty() {
            // They are not in the picture either.
            let text: String = words.text.chars().filter(|c| !set_words.missing.contains(c)).collect();
            set_words = set(&text);
        }
        let Some(line) = set_words.lines.into_iter().next() else { return Vec::new() };
        let pieces: Vec<_> = line
            .drawn
            .into_iter()
            .filter_map(|(_, drawn)| if let Drawn::Glyphs(piece) = drawn { Some(piece) } else { None })
            .collect();
        let left = pieces.iter().map(|piece| piece.x).fold(f32::MAX, f32::min);
        let along = along_x.hypot(along_y).max(f32::EPSILON);
        let stretch = (words.width * along / line.width.max(f32::EPSILON)).clamp(STRETCH.0, STRETCH.1);
        let (right, down) = (along_x / along * stretch, along_y / along * stretch);
        let matrix =
            [right, -down, -down_x / scale, down_y / scale].map(|number| (number * 10_000.0).round() / 10_000.0 + 0.0);
        let run = |piece: crate::paragraph::ShapedRun| {
            let along = piece.x - left;
            let origin = Point { x: left_end + right * along, y: baseline + down * along };
            let style = RunStyle {
                face: piece.face,
                size: piece.size,
                color: piece.color,
                origin,
                right_to_left: piece.right_to_left,
            };
            (style, matrix, piece.text, piece.glyphs)
        };
        pieces.into_iter().map(run).collect()
    }
}

/// A transform to the unit square of a picture, both with y downwards, as one to the page where it fills a rectangle. A
/// picture that is turned has its top at the left.
fn on_page(unit: [f32; 6], place: Rect, turned: bool) -> [f32; 6] {
    let Rect { x: left, y: top, width, height } = place;
    // Where a step goes, and where the square begins.
    let step = |x: f32, y: f32| if turned { (y * width, -x * height) } else { (x * width, y * height) };
    let ((along_x, along_y), (down_x, down_y)) = (step(unit[0], unit[1]), step(unit[2], unit[3]));
    let (right, down) = step(unit[4], unit[5]);
    let top = if turned { top + height } else { top };
    [along_x, along_y, down_x, down_y, left + right, top + down]
}

#[cfg(test)]
mod tests {
    use super::on_page;
    use crate::display::Rect;

    #[test]
    fn places_of_pictures_are_places_of_pages() {
        let place = Rect { x: 10.0, y: 20.0, width: 200.0, height: 100.0 };
        // A line that begins in the middle of the left side, and is as long as the picture is wide.
        let line = [1.0, 0.0, 0.0, 1.0, 0.0, 0.5];
        let near =
            |one: [f32; 6], other: [f32; 6]| one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-3);
        assert!(near(on_page(line, place, false), [200.0, 0.0, 0.0, 100.0, 10.0, 70.0]));
        // Turned, the picture has its top at the left: the line goes up from the middle of the lower side.
        assert!(near(on_page(line, place, true), [0.0, -100.0, 200.0, 0.0, 110.0, 120.0]));
    }
}
