//! Letters as shapes: a line of text, shaped in the faces of its scripts, as outlines that any machine draws alike.
//! For the few words that must look the same where no font of ours is at hand, such as those of a cover.

use crate::face::{FaceId, Faces, Region, Theme, Wish, is_invisible};
use harfrust::{Buffer, Language, Script as ShapeScript, ShapeOptions, ShapePlan, ShaperFont};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};
use kurbo::{Affine, BezPath, Point};
use pamphlet_locale::{Direction, Tag};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeSet;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};

/// A line as outlines. Its unit is the em; the baseline begins at the origin, x grows to the right, y downwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// The letters, to be filled by the rule of non-zero winding.
    pub path: BezPath,
    /// How far they reach from the left.
    pub width: f64,
}

/// A part of a line that is set in one way.
#[derive(Debug, Clone, Copy)]
pub struct Span<'t> {
    /// Its characters.
    pub text: &'t str,
    /// The kind of face.
    pub theme: Theme,
    /// Bold.
    pub bold: bool,
    /// Slanted, where its script has such faces.
    pub italic: bool,
    /// Its size in the unit of the line.
    pub size: f64,
}

impl<'t> Span<'t> {
    /// A text in the upright face without serifs, an em large.
    #[must_use]
    pub fn plain(text: &'t str, bold: bool) -> Self {
        Self { text, theme: Theme::Sans, bold, italic: false, size: 1.0 }
    }
}

/// Draws a line of text in the direction of its language. Characters that no face has are left out.
#[must_use]
pub fn line(text: &str, language: &Tag, bold: bool) -> Line {
    line_in(Faces::embedded(), text, language, bold)
}

/// Draws a line of text as [`line`] does, in faces that may be those of a site.
#[must_use]
pub fn line_in(faces: &Faces, text: &str, language: &Tag, bold: bool) -> Line {
    let (mut paths, width) = spans(faces, &[Span::plain(text, bold)], language);
    Line { path: paths.pop().unwrap_or_default(), width }
}

/// Draws the spans of a line as one text, in the order of its directions: the letters of each, where they stand in the
/// line, and how far all of them reach.
#[must_use]
pub fn spans(faces: &Faces, spans: &[Span<'_>], language: &Tag) -> (Vec<BezPath>, f64) {
    let runs = runs(faces, spans, language);
    let levels: Vec<Level> = runs.iter().map(|run| run.level).collect();
    let mut paths = vec![BezPath::new(); spans.len()];
    let mut width = 0.0;
    for index in BidiInfo::reorder_visual(&levels) {
        let run = &runs[index];
        let size = spans[run.span].size;
        let mut line = Line::default();
        draw(faces, run, language, &mut line);
        paths[run.span].extend(Affine::new([size, 0.0, 0.0, size, width, 0.0]) * line.path);
        width += line.width * size;
    }
    (paths, width)
}

/// How far the letters of a text reach, in ems, in the direction of its language; nothing is drawn.
#[must_use]
pub fn width(text: &str, language: &Tag, bold: bool) -> f64 {
    width_of(Faces::embedded(), &[Span::plain(text, bold)], language)
}

/// How far the letters of a line reach, in its unit; nothing is drawn.
#[must_use]
pub fn width_of(faces: &Faces, spans: &[Span<'_>], language: &Tag) -> f64 {
    runs(faces, spans, language)
        .iter()
        .map(|run| shaped(faces, run, language).map_or(0.0, |shaped| shaped.1 * spans[run.span].size))
        .sum()
}

/// The pieces of a text between which a line may end, by the rules of its language (UAX #14). Each keeps the spaces
/// that follow it.
#[must_use]
pub fn pieces<'t>(text: &'t str, language: &Tag) -> Vec<&'t str> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    if language.language() == "ko" {
        options.word_option = Some(LineBreakWordOption::KeepAll);
    }
    let segmenter = match language.language() {
        // They set no spaces between words; models of ICU find them.
        "th" | "lo" | "km" | "my" => LineSegmenter::new_auto(options),
        _ => LineSegmenter::new_for_non_complex_scripts(options),
    };
    between(text, segmenter.segment_str(text))
}

/// The grapheme clusters of a text (UAX #29).
#[must_use]
pub fn clusters(text: &str) -> Vec<&str> {
    between(text, GraphemeClusterSegmenter::new().segment_str(text))
}

fn between(text: &str, places: impl Iterator<Item = usize>) -> Vec<&str> {
    let mut start = 0;
    let mut found = Vec::new();
    for place in places.filter(|place| *place > 0) {
        found.push(&text[start..place]);
        start = place;
    }
    found
}

/// The characters of a text that no face has, and that [`spans`] leaves out.
#[must_use]
pub fn absent(faces: &Faces, text: &str, language: Option<&Tag>) -> Vec<char> {
    if text.is_ascii() {
        return Vec::new();
    }
    let wish =
        Wish { theme: Theme::Sans, bold: false, italic: false, region: language.map_or(Region::Other, Region::of) };
    let absent = clusters(text).into_iter().filter_map(|cluster| {
        let face = faces.pick(cluster, script_of(cluster).unwrap_or(Script::Latin), wish, None, false);
        if face.is_some() { None } else { cluster.chars().find(|c| !is_invisible(*c)) }
    });
    absent.collect()
}

/// What there is to say of letters that no face has, of the words that `of` names: that they lack, and how a sentence
/// about them goes on. None where none is absent.
#[must_use]
pub fn lack(absent: impl IntoIterator<Item = char>, of: &str) -> Option<(String, &'static str)> {
    let mut absent: BTreeSet<char> = absent.into_iter().collect();
    let first = absent.pop_first()?;
    let (others, they_are) = match absent.len() {
        0 => (String::new(), "it is"),
        1 => (format!(" and one other of {of}"), "they are"),
        more => (format!(" and {more} others of {of}"), "they are"),
    };
    Some((format!("no font has U+{:04X} ({first}){others}", u32::from(first)), they_are))
}

/// The script that a cluster has of its own.
fn script_of(cluster: &str) -> Option<Script> {
    cluster.chars().map(|c| c.script()).find(|script| !matches!(script, Script::Common | Script::Inherited))
}

/// Neighbouring clusters of one span, face, script and direction.
struct Run {
    span: usize,
    text: String,
    face: FaceId,
    script: Script,
    level: Level,
}

fn runs(faces: &Faces, spans: &[Span<'_>], language: &Tag) -> Vec<Run> {
    let region = Region::of(language);
    let level = if Direction::of(language) == Direction::Rtl { Level::rtl() } else { Level::ltr() };
    let text: String = spans.iter().map(|span| span.text).collect();
    let levels = BidiInfo::new(&text, Some(level)).levels;
    let clusters: Vec<(usize, &str)> = spans
        .iter()
        .enumerate()
        .flat_map(|(index, span)| clusters(span.text).into_iter().map(move |cluster| (index, cluster)))
        .collect();
    let is_han = |cluster: Option<&(usize, &str)>| {
        let script = cluster.and_then(|(_, cluster)| script_of(cluster));
        matches!(script, Some(Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul))
    };
    let mut script = clusters.iter().find_map(|(_, cluster)| script_of(cluster)).unwrap_or(Script::Latin);
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    for (index, (span, cluster)) in clusters.iter().enumerate() {
        let level = levels.get(at).copied().unwrap_or(level);
        at += cluster.len();
        script = script_of(cluster).unwrap_or(script);
        let beside_han =
            is_han(index.checked_sub(1).and_then(|index| clusters.get(index))) || is_han(clusters.get(index + 1));
        let Span { theme, bold, italic, .. } = spans[*span];
        let wish = Wish { theme, bold, italic, region };
        let before = runs.last().filter(|run| run.span == *span).map(|run| run.face);
        let Some(face) = faces.pick(cluster, script, wish, before, beside_han) else { continue };
        match runs.last_mut() {
            Some(run) if run.span == *span && run.face == face && run.script == script && run.level == level => {
                run.text.push_str(cluster);
            }
            Some(_) | None => runs.push(Run { span: *span, text: (*cluster).to_owned(), face, script, level }),
        }
    }
    runs
}

/// The glyphs of a run, and how far they reach in ems.
fn shaped(faces: &Faces, run: &Run, language: &Tag) -> Option<(Buffer, f64)> {
    let face = faces.get(run.face);
    let direction =
        if run.level.is_rtl() { harfrust::Direction::RightToLeft } else { harfrust::Direction::LeftToRight };
    let script = ShapeScript::from_iso15924_tag(iso_tag(run.script));
    let language = Language::new(if language.as_str() == "ku-IQ" { "ckb" } else { language.as_str() });
    let mut buffer = Buffer::new();
    for (index, character) in run.text.char_indices() {
        // Joiners decide how Arabic and Indic letters are joined; everything else invisible is left out.
        if !is_invisible(character) || matches!(character, '\u{200C}' | '\u{200D}') {
            buffer.push(character as u32, u32::try_from(index).unwrap_or(u32::MAX));
        }
    }
    buffer.set_direction(direction);
    buffer.set_script(script);
    buffer.set_language(language.clone());
    let plan = ShapePlan::new(face.font(), direction, script, language.as_ref(), &[]);
    let shaper = ShaperFont::new(face.font());
    harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&plan))).ok()?;
    let units: i64 = buffer.glyph_positions().iter().map(|position| i64::from(position.x_advance)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a line of text is short")]
    let width = units as f64 * f64::from(face.scale()) / f64::from(face.units_per_em());
    Some((buffer, width))
}

fn draw(faces: &Faces, run: &Run, language: &Tag, line: &mut Line) {
    let Some((buffer, _)) = shaped(faces, run, language) else { return };
    let face = faces.get(run.face);
    let Ok(font) = skrifa::FontRef::new(face.file.bytes()) else { return };
    let outlines = font.outline_glyphs();
    let scale = f64::from(face.scale()) / f64::from(face.units_per_em());
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        if let Some(outline) = outlines.get(GlyphId::new(info.glyph_id)) {
            let mut pen = Pen(BezPath::new());
            if outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).is_ok() {
                let left = line.width + f64::from(position.x_offset) * scale;
                let top = -f64::from(position.y_offset) * scale;
                let place = Affine::new([scale, 0.0, 0.0, -scale, left, top]);
                line.path.extend(place * pen.0);
            }
        }
        line.width += f64::from(position.x_advance) * scale;
    }
}

fn iso_tag(script: Script) -> harfrust::Tag {
    let name: [u8; 4] = script.short_name().as_bytes().try_into().unwrap_or(*b"Zyyy");
    harfrust::Tag::new(&name)
}

/// Collects what skrifa draws, in units of the face, y upwards.
struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(point(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(point(cx, cy), point(x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to(point(ax, ay), point(bx, by), point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    fn drawn(text: &str, language: &str) -> Line {
        line(text, &Tag::parse(language).unwrap(), true)
    }

    #[test]
    fn every_script_is_drawn() {
        for (text, language) in [
            ("Privacy", "en"),
            ("Приватність", "uk"),
            ("الخصوصية", "ar"),
            ("פרטיות", "he"),
            ("निजता", "hi"),
            ("গোপনীয়তা", "bn"),
            ("プライバシー", "ja"),
            ("隱私", "zh-Hant"),
            ("개인정보", "ko"),
        ] {
            let line = drawn(text, language);
            let bounds = line.path.bounding_box();
            assert!(line.width > 1.0 && bounds.width() > 0.8 * line.width, "{text}: {} {bounds:?}", line.width);
            assert!(bounds.y0 < -0.4 && bounds.y1 < 0.6, "{text} stands on its line: {bounds:?}");
        }
    }

    #[test]
    fn words_stand_in_the_order_of_their_direction() {
        // What is read first stands right: the Latin word, which comes last, begins at the left edge.
        let both = drawn("خصوصية ABC", "ar");
        let latin = drawn("ABC", "ar");
        let heights =
            |line: &Line| line.path.segments().take(4).map(|segment| segment.bounding_box()).collect::<Vec<_>>();
        assert_eq!(heights(&both), heights(&latin));
    }

    #[test]
    fn lines_end_where_the_language_allows() {
        let pieces = |text, language| pieces(text, &Tag::parse(language).unwrap());
        assert_eq!(pieces("A few words", "en"), ["A ", "few ", "words"]);
        assert_eq!(pieces("サーバー", "ja"), ["サー", "バー"], "no line begins with a long sound mark");
        assert_eq!(pieces("개인 정보", "ko"), ["개인 ", "정보"]);
    }

    #[test]
    fn what_no_face_has_leaves_the_rest() {
        assert!((drawn("a\u{12000}b", "en").width - drawn("ab", "en").width).abs() < 0.01);
        assert_eq!(drawn("", "en"), Line::default());
    }
}
