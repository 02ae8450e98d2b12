//! Shaping: from a word to glyphs, by harfrust. Every word is shaped once per face, script, direction and language,
//! whatever its size, and kept for all documents of the process.

use crate::font::{FaceId, Faces, is_invisible};
use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use pamphlet_source::limits;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A glyph with its place, in units of its face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// Glyph number in the font file.
    pub id: u16,
    /// The byte of the word that it stands for (the first of its cluster).
    pub cluster: u32,
    /// How far it moves the pen.
    pub advance: i32,
    /// How far it is drawn to the right of the pen.
    pub dx: i32,
    /// How far it is drawn above the baseline.
    pub dy: i32,
}

/// A word as glyphs from left to right.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shaped {
    /// The glyphs, from left to right on the page.
    pub glyphs: Box<[Glyph]>,
    /// The sum of their advances.
    pub width: i32,
}

/// What shaping depends on, apart from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ShapeKey {
    pub face: FaceId,
    /// ISO 15924 tag of the script.
    pub script: [u8; 4],
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Digits of one width.
    pub tabular: bool,
    /// The language, as an index that [`Shaper::language`] gave out.
    pub language: u16,
}

const SHARDS: usize = 16;

#[derive(Default)]
struct Shard {
    words: HashMap<ShapeKey, HashMap<Box<str>, Arc<Shaped>>>,
    plans: HashMap<ShapeKey, Arc<ShapePlan>>,
    count: usize,
    buffer: Option<Buffer>,
}

/// Shapes words and remembers them. Safe to share between threads; the results do not depend on who asked first.
pub(crate) struct Shaper {
    faces: &'static Faces,
    shards: Vec<Mutex<Shard>>,
    languages: Mutex<Vec<String>>,
}

impl std::fmt::Debug for Shaper {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Shaper")
    }
}

impl Shaper {
    /// A shaper that remembers nothing yet.
    #[must_use]
    pub(crate) fn new(faces: &'static Faces) -> Self {
        Self { faces, shards: (0..SHARDS).map(|_| Mutex::default()).collect(), languages: Mutex::default() }
    }

    /// The number under which a language is known to shaping. `ku-IQ` is Sorani, which OpenType calls `ckb`.
    #[must_use]
    pub(crate) fn language(&self, tag: &str) -> u16 {
        let tag = if tag.starts_with("ku-IQ") { "ckb" } else { tag };
        let mut known = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
        let index = known.iter().position(|other| other == tag).unwrap_or_else(|| {
            known.push(tag.to_owned());
            known.len() - 1
        });
        u16::try_from(index).unwrap_or(0)
    }

    /// Shapes a word, or finds it among those shaped before.
    #[must_use]
    pub(crate) fn shape(&self, key: ShapeKey, text: &str) -> Arc<Shaped> {
        let shard = text.bytes().fold(text.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        let mut shard = self.shards[shard % SHARDS].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shard.words.get(&key).and_then(|words| words.get(text)) {
            return Arc::clone(known);
        }
        let shaped = Arc::new(self.shape_anew(&mut shard, key, text));
        if shard.count >= limits::SHAPED_WORDS {
            shard.words.clear();
            shard.count = 0;
        }
        shard.count += 1;
        shard.words.entry(key).or_default().insert(text.into(), Arc::clone(&shaped));
        shaped
    }

    fn shape_anew(&self, shard: &mut Shard, key: ShapeKey, text: &str) -> Shaped {
        let face = self.faces.get(key.face);
        let direction = if key.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Script::from_iso15924_tag(Tag::new(&key.script));
        let language = {
            let known = self.languages.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(usize::from(key.language)).and_then(Language::new)
        };
        let features: &[Feature] = &[Feature::new(Tag::new(b"tnum"), 1, ..)];
        let features = if key.tabular { features } else { &[] };
        let plan = shard
            .plans
            .entry(key)
            .or_insert_with(|| Arc::new(ShapePlan::new(face.font(), direction, script, language.as_ref(), features)));
        let mut buffer = shard.buffer.take().unwrap_or_default();
        buffer.reset();
        for (index, character) in text.char_indices() {
            // Joiners decide how Arabic and Indic letters are joined; everything else invisible is left out.
            if is_invisible(character) && !matches!(character, '\u{200C}' | '\u{200D}') {
                continue;
            }
            buffer.push(character as u32, u32::try_from(index).unwrap_or(u32::MAX));
        }
        buffer.set_direction(direction);
        buffer.set_script(script);
        buffer.set_language(language);
        let shaper = ShaperFont::new(face.font());
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        let done = harfrust::shape(&shaper, &mut buffer, options).is_ok();
        let mut width = 0;
        let glyphs = if done {
            buffer
                .glyph_infos()
                .iter()
                .zip(buffer.glyph_positions())
                .map(|(info, position)| {
                    width += position.x_advance;
                    Glyph {
                        id: u16::try_from(info.glyph_id).unwrap_or(0),
                        cluster: info.cluster,
                        advance: position.x_advance,
                        dx: position.x_offset,
                        dy: position.y_offset,
                    }
                })
                .collect()
        } else {
            Box::default()
        };
        shard.buffer = Some(buffer);
        Shaped { glyphs, width }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(family: &str, script: [u8; 4], rtl: bool, text: &str) -> Arc<Shaped> {
        let faces = Faces::embedded();
        let shaper = Shaper::new(faces);
        let face = faces.find(family, false, false).unwrap();
        let language = shaper.language("en");
        shaper.shape(ShapeKey { face, script, rtl, tabular: false, language }, text)
    }

    #[test]
    fn ligatures_conjuncts_and_joining() {
        // क्ष is one glyph; three Arabic letters join, and stand from right to left.
        assert_eq!(shape("Noto Sans Devanagari", *b"Deva", false, "क्ष").glyphs.len(), 1);
        let arabic = shape("Noto Naskh Arabic", *b"Arab", true, "بيت");
        let clusters: Vec<_> =
            arabic.glyphs.iter().filter(|glyph| glyph.advance > 0).map(|glyph| glyph.cluster).collect();
        assert!(clusters.is_sorted_by(|a, b| a >= b), "{clusters:?}");
        assert!(clusters.first() > clusters.last());
    }

    #[test]
    fn invisible_characters_have_no_glyph() {
        assert_eq!(shape("Source Sans 3", *b"Latn", false, "a\u{200B}b\u{AD}").glyphs.len(), 2);
    }

    #[test]
    fn a_word_is_shaped_once() {
        let shaper = Shaper::new(Faces::embedded());
        let face = Faces::embedded().find("Source Sans 3", false, false).unwrap();
        let key = ShapeKey { face, script: *b"Latn", rtl: false, tabular: false, language: shaper.language("en") };
        assert!(Arc::ptr_eq(&shaper.shape(key, "word"), &shaper.shape(key, "word")));
    }
}
