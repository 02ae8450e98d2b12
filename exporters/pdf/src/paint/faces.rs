//! Faces, with what painting needs to know of them.

use crate::display::FaceId;
use pamphlet_media::font::FontFile;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The faces that display lists of one export refer to, with what painting needs to know of them. Shared by all
/// documents of an export.
pub(crate) struct Faces {
    faces: Vec<Face>,
}

struct Face {
    file: FontFile,
    tables: OnceLock<Tables>,
}

pub(super) struct Tables {
    pub(super) units_per_em: u16,
    pub(super) ascent: i16,
    pub(super) descent: i16,
    pub(super) bounds: [i16; 4],
    pub(super) italic_angle: f32,
    pub(super) weight: u16,
    /// The advance of every glyph in font units.
    pub(super) advances: Vec<u16>,
    /// The first character of each glyph that has one.
    characters: OnceLock<BTreeMap<u16, char>>,
}

impl Faces {
    /// Takes the files of the faces; a [`FaceId`] is an index into them.
    pub(crate) fn new(files: impl IntoIterator<Item = FontFile>) -> Self {
        Self { faces: files.into_iter().map(|file| Face { file, tables: OnceLock::new() }).collect() }
    }

    pub(super) fn tables(&self, face: FaceId) -> &Tables {
        let face = &self.faces[usize::from(face.0)];
        face.tables.get_or_init(|| read_tables(&face.file))
    }

    /// The file of a face.
    pub(super) fn file(&self, face: FaceId) -> &FontFile {
        &self.faces[usize::from(face.0)].file
    }

    /// The advance of a glyph in thousandths of the size, as printpdf writes it: cut, not rounded.
    #[expect(clippy::cast_possible_truncation, reason = "that is what printpdf does")]
    pub(crate) fn written_advance(&self, face: FaceId, glyph: u16) -> i32 {
        let tables = self.tables(face);
        let advance = tables.advances.get(usize::from(glyph)).copied().unwrap_or(0);
        (f32::from(advance) * (1000.0 / f32::from(tables.units_per_em))) as i32
    }

    /// Units of a face in its size.
    pub(crate) fn units(&self, face: FaceId) -> f32 {
        f32::from(self.tables(face).units_per_em)
    }

    /// The side of the dot that says a character, in units of a face.
    pub(crate) fn dot(&self, face: FaceId) -> u16 {
        dot(self.tables(face).units_per_em)
    }

    /// Whether the codes of a face are mapped to its glyphs by a table of the file: those with `TrueType` outlines.
    pub(crate) fn is_mapped(&self, face: FaceId) -> bool {
        !self.faces[usize::from(face.0)].file.bytes().starts_with(b"OTTO")
    }

    /// The advance of a glyph in parts of the size.
    pub(crate) fn advance(&self, face: FaceId, glyph: u16) -> f32 {
        let tables = self.tables(face);
        let advance = tables.advances.get(usize::from(glyph)).copied().unwrap_or(0);
        f32::from(advance) / f32::from(tables.units_per_em)
    }

    /// The first character that a face shows by a glyph.
    pub(super) fn character(&self, face: FaceId, glyph: u16) -> Option<char> {
        let tables = self.tables(face);
        let characters = tables.characters.get_or_init(|| {
            let file = &self.faces[usize::from(face.0)].file;
            let mut characters = BTreeMap::new();
            if let Ok(font) = FontRef::new(file.bytes()) {
                for (character, glyph) in font.charmap().mappings() {
                    if let (Some(character), Ok(glyph)) = (char::from_u32(character), u16::try_from(glyph.to_u32())) {
                        characters.entry(glyph).or_insert(character);
                    }
                }
            }
            characters
        });
        characters.get(&glyph).copied()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "font units fit 16 bits")]
fn read_tables(file: &FontFile) -> Tables {
    let empty = Tables {
        units_per_em: 1000,
        ascent: 800,
        descent: -200,
        bounds: [0, -200, 1000, 800],
        italic_angle: 0.0,
        weight: 400,
        advances: Vec::new(),
        characters: OnceLock::new(),
    };
    let Ok(font) = FontRef::new(file.bytes()) else { return empty };
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let widths = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let bounds = metrics.bounds.map_or(empty.bounds, |bounds| {
        [bounds.x_min as i16, bounds.y_min as i16, bounds.x_max as i16, bounds.y_max as i16]
    });
    let attributes = font.attributes();
    Tables {
        units_per_em: metrics.units_per_em,
        ascent: metrics.ascent as i16,
        descent: metrics.descent as i16,
        bounds,
        italic_angle: metrics.italic_angle,
        weight: attributes.weight.value() as u16,
        advances: (0..metrics.glyph_count)
            .map(|glyph| widths.advance_width(GlyphId::new(glyph)).unwrap_or(0.0).max(0.0) as u16)
            .collect(),
        characters: OnceLock::new(),
    }
}

/// The side of a dot in a face of so many units.
pub(crate) fn dot(units: u16) -> u16 {
    units.div_ceil(500)
}
