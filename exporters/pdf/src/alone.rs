//! Single things as they would stand on paper, without a document around them: for tests that try many of them.
//!
//! In: a drawing or a formula. Out: the objects that would get into a file, the numbers at which things would stand.

use crate::math::{self, MathStyle, Part};
use crate::paragraph::Engine;
use crate::picture::{self, Prepared};
use lopdf::Object;
use pamphlet_locale::Tag;
use pamphlet_media::face::Faces;
use pamphlet_media::picture::Vector;
use pamphlet_reading::MathNotation;
use std::collections::BTreeMap;

/// The objects of a drawing, by number.
///
/// # Errors
/// What is wrong with it, in words.
pub fn drawing(vector: &Vector, ink: bool) -> Result<BTreeMap<u32, Object>, String> {
    match picture::drawn(vector, ink)? {
        Prepared::Objects { objects, .. } => Ok(objects),
        Prepared::Image(_) => Ok(BTreeMap::new()),
    }
}

/// The places and sizes of everything that a formula in TeX shows, points; none when it would be shown as a line of text.
#[must_use]
pub fn formula(source: &str, display: bool) -> Option<Vec<f32>> {
    let (engine, language) = (Engine::of(Faces::embedded()), Tag::parse("en")?);
    let style = MathStyle { engine, language: &language, size: 10.0, display };
    let pieces = math::set(MathNotation::Tex, source, style)?;
    let mut numbers = Vec::new();
    for piece in math::lines(pieces, 300.0, 20.0) {
        numbers.extend([piece.width, piece.ascent, piece.descent]);
        for part in &piece.parts {
            match part {
                Part::Rule { x, y, width, height } => numbers.extend([x, y, width, height]),
                Part::Glyphs { x, y, size, glyphs, .. } => {
                    numbers.extend([x, y, size]);
                    numbers.extend(glyphs.iter().flat_map(|glyph| [glyph.advance, glyph.dx, glyph.dy]));
                }
            }
        }
    }
    Some(numbers)
}
