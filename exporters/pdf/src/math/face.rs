//! The font of formulas: its glyphs, their boxes, and the measures of its `MATH` table. Lengths are in ems.

use super::{Formula, Part};
use crate::display::Glyph;
use crate::font::{FaceId, Faces};
use pamphlet_source::limits;
use std::sync::LazyLock;
use ttf_parser::GlyphId;
use ttf_parser::math::{Constants, GlyphConstruction, MathValue};

/// The font of formulas.
pub(super) struct MathFace {
    face: ttf_parser::Face<'static>,
    constants: Constants<'static>,
    /// Its number among the faces.
    pub(super) id: FaceId,
    em: f32,
}

static FACE: LazyLock<Option<MathFace>> = LazyLock::new(|| {
    let id = Faces::embedded().find("STIX Math", false, false)?;
    let face = ttf_parser::Face::parse(Faces::embedded().get(id).file.bytes(), 0).ok()?;
    let constants = face.tables().math?.constants?;
    let em = f32::from(face.units_per_em());
    Some(MathFace { face, constants, id, em })
});

/// Along which side glyphs grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// Fences and roots.
    Up,
    /// Braces and arrows over or under something.
    Along,
}

impl MathFace {
    /// The embedded one.
    pub(super) fn embedded() -> Option<&'static Self> {
        FACE.as_ref()
    }

    /// A measure of the `MATH` table.
    pub(super) fn measure(&self, pick: impl Fn(&Constants<'static>) -> MathValue<'static>) -> f32 {
        f32::from(pick(&self.constants).value) / self.em
    }

    /// The size of scripts beside that of what they belong to: first level, further levels.
    pub(super) fn script_scale(&self, level: u8) -> f32 {
        let percent = match level {
            0 => 100,
            1 => self.constants.script_percent_scale_down(),
            _ => self.constants.script_script_percent_scale_down(),
        };
        f32::from(percent.clamp(50, 100)) / 100.0
    }

    /// The least height of a sum that stands on its own line.
    pub(super) fn display_operator(&self) -> f32 {
        f32::from(self.constants.display_operator_min_height()) / self.em
    }

    /// The glyph of a character.
    pub(super) fn glyph(&self, character: char) -> Option<GlyphId> {
        self.face.glyph_index(character).filter(|glyph| glyph.0 != 0)
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) / self.em
    }

    /// Left, lowest, right, highest.
    fn bounds(&self, glyph: GlyphId) -> (f32, f32, f32, f32) {
        self.face.glyph_bounding_box(glyph).map_or((0.0, 0.0, 0.0, 0.0), |bounds| {
            (
                f32::from(bounds.x_min) / self.em,
                f32::from(bounds.y_min) / self.em,
                f32::from(bounds.x_max) / self.em,
                f32::from(bounds.y_max) / self.em,
            )
        })
    }

    /// How far to the right of its box a glyph leans at its top: what the font says, or at least what it draws.
    pub(super) fn lean(&self, glyph: GlyphId) -> f32 {
        let (.., right, _) = self.bounds(glyph);
        self.italic_correction(glyph).max(right - self.advance(glyph)).max(0.0)
    }

    /// How far a slanted letter leans out of its box.
    fn italic_correction(&self, glyph: GlyphId) -> f32 {
        let info = self.face.tables().math.and_then(|table| table.glyph_info);
        let value = info.and_then(|info| info.italic_corrections).and_then(|values| values.get(glyph));
        value.map_or(0.0, |value| f32::from(value.value) / self.em)
    }

    /// The lowest point of a glyph by its number.
    pub(super) fn lowest(&self, glyph: u16) -> f32 {
        self.bounds(GlyphId(glyph)).1
    }

    /// A glyph as a formula of a size, under the character that it stands for.
    pub(super) fn set(&self, glyph: GlyphId, text: char, size: f32) -> Formula {
        let (_, low, _, high) = self.bounds(glyph);
        let width = self.advance(glyph) * size;
        Formula {
            width,
            ascent: (high * size).max(0.0),
            descent: (-low * size).max(0.0),
            parts: vec![self.part(glyph, text, size, 0.0, 0.0)],
        }
    }

    fn part(&self, glyph: GlyphId, text: char, size: f32, x: f32, y: f32) -> Part {
        let advance = self.advance(glyph) * size;
        Part::Glyphs {
            x,
            y,
            face: self.id,
            size,
            text: text.to_string(),
            glyphs: vec![Glyph { id: glyph.0, cluster: 0, advance, dx: 0.0, dy: 0.0 }],
            right_to_left: false,
        }
    }

    /// A character that is at least as long as asked, if the font can make it so, else as long as it gets.
    pub(super) fn grown(&self, character: char, least: f32, size: f32, growth: Growth) -> Option<Formula> {
        let glyph = self.glyph(character)?;
        let measure = |glyph: GlyphId| {
            let (left, low, right, high) = self.bounds(glyph);
            match growth {
                Growth::Up => (high - low) * size,
                Growth::Along => (right - left) * size,
            }
        };
        if measure(glyph) >= least {
            return Some(self.set(glyph, character, size));
        }
        let Some(construction) = self.construction(glyph, growth) else {
            return Some(self.set(glyph, character, size));
        };
        let mut longest = glyph;
        for variant in construction.variants {
            longest = variant.variant_glyph;
            if measure(longest) >= least {
                return Some(self.set(longest, character, size));
            }
        }
        let assembled = self.assembled(&construction, character, least, size, growth);
        Some(assembled.unwrap_or_else(|| self.set(longest, character, size)))
    }

    fn construction(&self, glyph: GlyphId, growth: Growth) -> Option<GlyphConstruction<'static>> {
        let variants = self.face.tables().math?.variants?;
        match growth {
            Growth::Up => variants.vertical_constructions.get(glyph),
            Growth::Along => variants.horizontal_constructions.get(glyph),
        }
    }

    /// A long character put together from parts, the extending ones repeated.
    fn assembled(
        &self,
        construction: &GlyphConstruction<'static>,
        character: char,
        least: f32,
        size: f32,
        growth: Growth,
    ) -> Option<Formula> {
        let assembly = construction.assembly?;
        let overlap = f32::from(self.face.tables().math?.variants?.min_connector_overlap) / self.em * size;
        let (mut fixed, mut extending) = (0.0, 0.0);
        for part in assembly.parts {
            let length = (f32::from(part.full_advance) / self.em * size - overlap).max(0.0);
            if part.part_flags.extender() { extending += length } else { fixed += length }
        }
        let mut repeats = 1_usize;
        while extending > 0.0 && fixed + extending * count(repeats) + overlap < least && repeats < limits::FENCE_PARTS {
            repeats += 1;
        }
        let mut out = Formula::default();
        let mut place = 0.0;
        let mut widest = 0.0_f32;
        for part in assembly.parts {
            let times = if part.part_flags.extender() { repeats } else { 1 };
            for _ in 0..times {
                let (left, low, ..) = self.bounds(part.glyph_id);
                let at = match growth {
                    Growth::Up => self.part(part.glyph_id, character, size, 0.0, place - low * size),
                    Growth::Along => self.part(part.glyph_id, character, size, place - left * size, 0.0),
                };
                out.parts.push(at);
                let (_, low, _, high) = self.bounds(part.glyph_id);
                if growth == Growth::Along {
                    out.ascent = out.ascent.max(high * size);
                    out.descent = out.descent.max(-low * size);
                }
                widest = widest.max(self.advance(part.glyph_id) * size);
                place += (f32::from(part.full_advance) / self.em * size - overlap).max(0.0);
            }
        }
        place += overlap;
        match growth {
            Growth::Up => {
                out.width = widest;
                out.ascent = place;
            }
            Growth::Along => out.width = place,
        }
        Some(out)
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
fn count(number: usize) -> f32 {
    number as f32
}
