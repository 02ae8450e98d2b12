//! Formulas in two dimensions: fractions, scripts, roots, sums, matrices, fences that grow.
//!
//! In: TeX or `MathML`. Out: a [`Formula`]: glyphs and rules around a baseline, and where a line may break. `TeX` is
//! turned into `MathML` first, so that there is one tree to set. Sizes and distances are those of the `MATH` table of
//! the font (OpenType 1.9, `MATH`); how parts stand to each other is appendix G of the `TeXbook`, simplified.
//!
//! What cannot be understood gives none, and the caller sets a line of text.

mod face;
mod set;
mod spacing;

use crate::display::Glyph;
use crate::font::FaceId;
use crate::paragraph::Engine;
use pamphlet_locale::Tag;
use pamphlet_reading::MathNotation;

/// Something drawn: y counts upwards from the baseline, x from the left side of the formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    /// Glyphs of one face.
    Glyphs {
        /// The left end.
        x: f32,
        /// The baseline.
        y: f32,
        face: FaceId,
        /// Size in points.
        size: f32,
        /// The characters.
        text: String,
        glyphs: Vec<Glyph>,
        /// Whether they are read from right to left.
        right_to_left: bool,
    },
    /// A rule: its left and lower side, width and height.
    Rule {
        /// The left side.
        x: f32,
        /// The lower side.
        y: f32,
        width: f32,
        height: f32,
    },
}

impl Part {
    fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Glyphs { x, y, .. } | Self::Rule { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
    }
}

/// A formula, or a part of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Formula {
    /// How far the pen moves.
    pub width: f32,
    /// Height above the baseline.
    pub ascent: f32,
    /// Depth below the baseline.
    pub descent: f32,
    /// What is drawn.
    pub parts: Vec<Part>,
}

impl Formula {
    /// Puts another at a place.
    fn put(&mut self, other: Self, x: f32, y: f32) {
        self.ascent = self.ascent.max(other.ascent + y);
        self.descent = self.descent.max(other.descent - y);
        self.parts.extend(other.parts.into_iter().map(|mut part| {
            part.shift(x, y);
            part
        }));
    }

    /// The same with signs of the linear notation (Unicode Technical Note 28) in its text: where a formula is copied or
    /// searched, `2^7` is not 27. None of them is drawn.
    fn said(mut self, before: &str, after: &str) -> Self {
        let shift = u32::try_from(before.len()).unwrap_or(0);
        let mut texts = self.parts.iter_mut().filter_map(|part| match part {
            Part::Glyphs { text, glyphs, .. } => Some((text, glyphs)),
            Part::Rule { .. } => None,
        });
        if let Some((text, glyphs)) = texts.next() {
            text.insert_str(0, before);
            for glyph in glyphs {
                glyph.cluster += shift;
            }
            texts.next_back().map_or(text, |(text, _)| text).push_str(after);
        }
        self
    }

    /// The same in another size: for formulas that are wider than their column.
    #[must_use]
    pub(crate) fn scaled(mut self, factor: f32) -> Self {
        self.width *= factor;
        self.ascent *= factor;
        self.descent *= factor;
        for part in &mut self.parts {
            match part {
                Part::Glyphs { x, y, size, glyphs, .. } => {
                    *x *= factor;
                    *y *= factor;
                    *size *= factor;
                    for glyph in glyphs {
                        glyph.advance *= factor;
                        glyph.dx *= factor;
                        glyph.dy *= factor;
                    }
                }
                Part::Rule { x, y, width, height } => {
                    for length in [x, y, width, height] {
                        *length *= factor;
                    }
                }
            }
        }
        self
    }
}

/// How a formula is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MathStyle<'a> {
    /// The text engine, for words in formulas.
    pub engine: &'a Engine,
    /// The language of words.
    pub language: &'a Tag,
    /// Size of the letters around it, points.
    pub size: f32,
    /// Whether it stands on lines of its own.
    pub display: bool,
}

/// Sets a formula as pieces between which a line may break, first to last; none when it is not understood.
#[must_use]
pub(crate) fn set(notation: MathNotation, source: &str, style: MathStyle<'_>) -> Option<Vec<Formula>> {
    let tree = pamphlet_formula::read(notation, source, style.display)?;
    let face = face::MathFace::embedded()?;
    Some(set::pieces(&tree, face, style)).filter(|pieces| pieces.iter().any(|piece| !piece.parts.is_empty()))
}

/// Joins pieces into lines that are no wider than a column; further lines are set in.
#[must_use]
pub(crate) fn lines(pieces: Vec<Formula>, width: f32, indent: f32) -> Vec<Formula> {
    let mut out: Vec<Formula> = Vec::new();
    let mut line = Formula::default();
    for piece in pieces {
        if !line.parts.is_empty() && line.width + piece.width > width {
            out.push(std::mem::take(&mut line));
            line.width = indent.min(width * 0.2);
        }
        let (x, advance) = (line.width, piece.width);
        line.put(piece, x, 0.0);
        line.width += advance;
    }
    if !line.parts.is_empty() {
        out.push(line);
    }
    out.into_iter()
        .map(|line| {
            let factor = (width / line.width.max(1.0)).min(1.0);
            if factor < 1.0 { line.scaled(factor) } else { line }
        })
        .collect()
}

#[cfg(test)]
mod tests;
