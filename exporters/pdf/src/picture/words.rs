//! The words that vectors show as outlines: what they say, and where.
//!
//! Some are words of ours, which became outlines before the vector was read (diagrams); others are text of an SVG file, which
//! `usvg` made outlines of. Both come in the order in which they are drawn, a line or a part of one each.

use pamphlet_locale::Tag;
use pamphlet_media::face::Theme;
use pamphlet_media::picture::{self, outline_key};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use usvg::layout::PositionedGlyph;
use usvg::tiny_skia_path::PathSegment;
use usvg::{FontFamily, FontStyle, Group, Node, Transform, Tree};

/// Words of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    /// What they say.
    pub(crate) text: String,
    /// The language that they are set in, where it is known.
    pub(crate) language: Option<Tag>,
    /// The kind of face that they are set in.
    pub(crate) theme: Theme,
    /// Whether they are bold.
    pub(crate) bold: bool,
    /// Whether they are slanted.
    pub(crate) italic: bool,
    /// The size of letters, in the space of the line.
    pub(crate) size: f32,
    /// How far they reach, in the space of the line.
    pub(crate) width: f32,
    /// From the space of the line (they begin at its origin and go on to the right, y points down) to that of the unit square
    /// which the picture fills, y downwards: the first two columns of the matrix, then the third.
    pub(crate) place: [f32; 6],
}

/// The words of a drawing. `known` are those that have become outlines before.
pub(super) fn of(tree: &Tree, known: &[picture::OutlinedWords]) -> Vec<Words> {
    // What has the same outlines says the same.
    let known = known.iter().map(|words| (words.outline, words)).collect();
    let size = tree.size();
    let unit = Transform::from_scale(1.0 / size.width(), 1.0 / size.height());
    let mut reader = Reader { tree, known, unit, words: Vec::new() };
    reader.group(tree.root());
    reader.words
}

struct Reader<'t> {
    tree: &'t Tree,
    known: BTreeMap<u64, &'t picture::OutlinedWords>,
    unit: Transform,
    words: Vec<Words>,
}

impl Reader<'_> {
    fn group(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group),
                Node::Text(text) => self.text(text),
                Node::Path(path) if !self.known.is_empty() => self.outlines(path),
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    /// The words that a path is the outlines of, if it is any's.
    fn outlines(&mut self, path: &usvg::Path) {
        let points = path.data().segments().flat_map(|segment| match segment {
            PathSegment::MoveTo(to) | PathSegment::LineTo(to) => vec![to],
            PathSegment::QuadTo(a, to) => vec![a, to],
            PathSegment::CubicTo(a, b, to) => vec![a, b, to],
            PathSegment::Close => Vec::new(),
        });
        let key = outline_key(points.map(|point| (f64::from(point.x), f64::from(point.y))));
        let Some(words) = self.known.get(&key) else { return };
        let place = path.abs_transform().pre_translate(words.left, words.baseline);
        self.words.push(Words {
            text: words.text.clone(),
            language: Some(words.language.clone()),
            theme: words.theme,
            bold: words.bold,
            italic: words.italic,
            size: words.size,
            width: words.width,
            place: numbers(self.unit.pre_concat(place)),
        });
    }

    /// The parts of a text that have a place of their own, each with the glyphs that show it.
    fn text(&mut self, text: &usvg::Text) {
        let length = |glyphs: &[PositionedGlyph]| glyphs.iter().map(|glyph| glyph.text.len()).sum::<usize>();
        let mut spans = text.layouted().iter().filter(|span| span.visible).map(|span| &*span.positioned_glyphs);
        let shown: usize = spans.clone().map(length).sum();
        if shown != text.chunks().iter().map(|chunk| chunk.text().len()).sum::<usize>() {
            // Some of it is not shown, and which cannot be told.
            let glyphs: Vec<&PositionedGlyph> = spans.flatten().collect();
            let said = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
            return self.part(text, text.chunks().first(), said, &glyphs);
        }
        for chunk in text.chunks() {
            let mut glyphs: Vec<&PositionedGlyph> = Vec::new();
            let mut left = chunk.text().len();
            while left > 0
                && let Some(span) = spans.next()
            {
                left = left.saturating_sub(length(span));
                glyphs.extend(span);
            }
            self.part(text, Some(chunk), chunk.text().to_owned(), &glyphs);
        }
    }

    fn part(&mut self, text: &usvg::Text, chunk: Option<&usvg::TextChunk>, said: String, glyphs: &[&PositionedGlyph]) {
        let (Some(first), Some(last), Some(span)) =
            (glyphs.first(), glyphs.last(), chunk.and_then(|chunk| chunk.spans().first()))
        else {
            return;
        };
        if said.trim().is_empty() {
            return;
        }
        let (from, to) = (first.transform(), last.transform());
        let (right, down) = (to.tx - from.tx, to.ty - from.ty);
        let way = right.hypot(down);
        // Glyphs are in units of their faces; the line is in those of the text.
        let by = |sx: f32, ky: f32| sx.hypot(ky).max(f32::EPSILON);
        let scale = by(from.sx, from.ky);
        let size = first.font_size();
        let mut line =
            Transform { sx: from.sx / scale, kx: from.kx / scale, ky: from.ky / scale, sy: from.sy / scale, ..from };
        // Letters that stand below each other, or on a bow, go on in another direction than each of them.
        if way > size / 4.0 && (line.sx * right + line.ky * down) / way < STRAIGHT {
            let (x, y) = (right / way, down / way);
            line = Transform { sx: x, ky: y, kx: -y, sy: x, ..from };
        }
        let font = span.font();
        let mono = font.families().iter().any(|family| match family {
            FontFamily::Monospace => true,
            FontFamily::Named(name) => name.to_ascii_lowercase().contains("mono") || name.contains("Code"),
            FontFamily::Serif | FontFamily::SansSerif | FontFamily::Cursive | FontFamily::Fantasy => false,
        });
        self.words.push(Words {
            text: said,
            language: None,
            theme: if mono { Theme::Mono } else { Theme::Sans },
            bold: font.weight() > 500,
            italic: font.style() != FontStyle::Normal,
            size,
            width: way + self.advance(last) * by(to.sx, to.ky),
            place: numbers(self.unit.pre_concat(text.abs_transform()).pre_concat(line)),
        });
    }

    /// How far a glyph moves the pen, in units of its face.
    fn advance(&self, glyph: &PositionedGlyph) -> f32 {
        let advance = self.tree.fontdb().with_face_data(glyph.font, |bytes, index| {
            let font = FontRef::from_index(bytes, index).ok()?;
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            metrics.advance_width(GlyphId::new(glyph.id.0))
        });
        advance.flatten().unwrap_or(0.0)
    }
}

/// The cosine of the angle between a letter and the line that letters stand on, below which they are turned.
const STRAIGHT: f32 = 0.9;

fn numbers(Transform { sx, kx, ky, sy, tx, ty }: Transform) -> [f32; 6] {
    [sx, ky, kx, sy, tx, ty]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Prepared, vector};
    use pamphlet_media::face::Faces;
    use pamphlet_media::picture::{Picture, Vector};
    use pamphlet_media::{lettering, svg};

    fn words(vector: &Vector) -> Vec<Words> {
        match vector::draw(vector, None, false).expect("is drawn") {
            Prepared::Objects { words, .. } => words,
            Prepared::Image(_) => panic!("is made of lines"),
        }
    }

    fn source(inner: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>{inner}</svg>")
    }

    /// The words of an SVG file, which usvg makes outlines of.
    fn of_file(inner: &str) -> Vec<Words> {
        let Ok(Picture::Vector(vector)) = Picture::read(source(inner).as_bytes()) else { panic!("is SVG") };
        words(&vector)
    }

    /// The words of a diagram, which were outlines before.
    fn of_diagram(inner: &str) -> Vec<Words> {
        let language = Tag::parse("en").expect("is a language");
        let lettered = svg::lettered(source(inner).as_bytes(), "d", (Faces::embedded(), &language), &mut Vec::new());
        words(&lettered.expect("is SVG"))
    }

    fn near(one: [f32; 6], other: [f32; 6]) -> bool {
        one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-4)
    }

    #[test]
    fn words_stand_where_they_are_drawn() {
        let inner = "<g transform='translate(10 5) scale(2)'><text x='2' y='3' font-size='10'>Hi there</text></g>";
        let width = lettering::width("Hi there", &Tag::parse("en").expect("is a language"), false);
        for (kind, found) in [("file", of_file(inner)), ("diagram", of_diagram(inner))] {
            let [words] = &found[..] else { panic!("{kind}: {found:?}") };
            assert_eq!(words.text, "Hi there");
            assert!(near(words.place, [0.02, 0.0, 0.0, 0.04, 0.14, 0.22]), "{kind}: {words:?}");
            assert!((words.size - 10.0).abs() < 0.01, "{kind}: {words:?}");
            #[expect(clippy::cast_possible_truncation, reason = "the width of two words")]
            let off = words.width - width as f32 * 10.0;
            assert!(off.abs() < 0.2, "{kind}: {words:?}, {width}");
        }
    }

    #[test]
    fn what_has_a_place_of_its_own_is_said_by_itself() {
        let inner = "<text x='2' y='8' font-size='6'>one<tspan x='50' y='8'>two</tspan><tspan x='2' y='20'>three</tspan></text>";
        for found in [of_file(inner), of_diagram(inner)] {
            let said: Vec<&str> = found.iter().map(|words| words.text.as_str()).collect();
            assert_eq!(said, ["one", "two", "three"]);
            for (words, (x, y)) in found.iter().zip([(0.02, 0.16), (0.5, 0.16), (0.02, 0.4)]) {
                assert!((words.place[4] - x).abs() < 1e-4 && (words.place[5] - y).abs() < 1e-4, "{words:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_again_is_said_again() {
        let inner = "<defs><g id='a'><svg width='40' height='20' viewBox='0 0 40 20'><text x='2' y='8' font-size='6'>again</text>\
             </svg></g></defs><use href='#a' x='10'/><use href='#a' x='50' y='25'/>";
        for found in [of_file(inner), of_diagram(inner)] {
            let [one, two] = &found[..] else { panic!("{found:?}") };
            assert!(near(one.place, [0.01, 0.0, 0.0, 0.02, 0.12, 0.16]), "{one:?}");
            assert!(near(two.place, [0.01, 0.0, 0.0, 0.02, 0.52, 0.66]), "{two:?}");
        }
    }

    #[test]
    fn words_are_in_the_order_in_which_they_are_read() {
        let found = of_file("<text x='90' y='20' font-size='6' text-anchor='end'>שלום עולם 12</text>");
        assert_eq!(found[0].text, "שלום עולם 12");
        assert!(found[0].place[0] > 0.0, "{found:?}");
    }

    #[test]
    fn lines_go_on_as_their_letters_do() {
        let turned = of_file("<text transform='translate(9 9) rotate(90)' font-size='6'>down</text>");
        assert!(near(turned[0].place, [0.0, 0.02, -0.01, 0.0, 0.09, 0.18]), "{turned:?}");
        let column = of_file("<text x='50' y='2' writing-mode='tb' font-size='6'>縦書き</text>");
        assert!(column[0].place[1] > 0.015 && column[0].place[0].abs() < 0.002, "{column:?}");
        assert!(of_file("<text x='5' y='5' visibility='hidden'>no</text><text x='5' y='5'> </text>").is_empty());
    }
}
