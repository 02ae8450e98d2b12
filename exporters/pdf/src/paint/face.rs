//! Fonts: which glyphs of a face a document uses, what characters those stand for, and the subset that goes into it.

use crate::display::{DisplayPage, FaceId, Glyph, Item};
use crate::paint::clusters::{Cluster, SILENT, clusters, spoken};
use crate::paint::faces::Faces;
use crate::paint::signs::{Made, Shape, count, extend, signs, turner};
use printpdf as pp;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use subsetter::GlyphRemapper;

/// The glyphs of a face that a document uses.
///
/// A code of a font stands for one glyph and one text (ISO 32000-1, 9.10.3). A glyph that stands for several texts, as
/// the bodies of Arabic letters do under different dots, gets a code for each in faces whose codes are mapped to glyphs
/// by a table of the file (`CIDToGIDMap`, 9.7.4.3), and a cluster of several glyphs gets one glyph that is put together
/// of them ([`super::signs`]); programs that ignore `ActualText` read those as well. Fonts in CFF have no such table:
/// there a glyph has one code.
#[derive(Default)]
pub(crate) struct FontUse {
    /// The numbers of the glyphs in the subset.
    pub(crate) remapper: GlyphRemapper,
    /// The same by glyph; looked up for every letter of a book.
    codes: Vec<u16>,
    /// What the first code of each glyph stands for, by its number in the face.
    texts: Vec<Option<Box<str>>>,
    /// Further codes of glyphs: what they stand for, and which of them they are.
    more: BTreeMap<u16, Vec<(Box<str>, u16)>>,
    /// The glyphs of further codes.
    further: Vec<u16>,
    /// How many glyphs the subset has, those that others are composed of with them: known when it is cut.
    count: OnceLock<u16>,
    /// Glyphs that are put together, in order, and where each is among them.
    made: Vec<Made>,
    places: BTreeMap<Made, u16>,
    /// The codes of those: which glyph, and what it stands for.
    last: Vec<(u16, Box<str>)>,
    nths: BTreeMap<(u16, Box<str>), u16>,
}

impl FontUse {
    /// The first code of a glyph.
    pub(crate) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The code that shows a glyph and stands for a text.
    pub(crate) fn code_for(&self, glyph: u16, text: &str) -> Option<u16> {
        if self.texts.get(usize::from(glyph))?.as_deref() == Some(text) {
            return Some(self.code(glyph));
        }
        let (_, nth) = self.more.get(&glyph)?.iter().find(|(own, _)| **own == *text)?;
        Some(self.remapper.num_gids() + nth)
    }

    /// The code that shows a glyph or one that is made, and stands for a text; with how far it moves the pen, in
    /// units of the face, when it is made.
    pub(crate) fn code_of(&self, shape: &Shape, text: &str) -> Option<(u16, Option<u16>)> {
        let made = match shape {
            Shape::Plain(glyph) => return Some((self.code_for(*glyph, text)?, None)),
            Shape::Made(made) => made,
        };
        let nth = self.nths.get(&(*self.places.get(made)?, text.into()))?;
        let before = self.remapper.num_gids() + u16::try_from(self.further.len()).ok()?;
        Some((before + nth, Some(made.advance)))
    }

    /// Sees to it that a glyph that is made has a code for a text.
    fn say_made(&mut self, made: Made, text: &str) {
        for (glyph, ..) in &made.parts {
            self.take(*glyph);
        }
        let place = if let Some(place) = self.places.get(&made) {
            *place
        } else {
            let Ok(place @ ..0x4000) = u16::try_from(self.made.len()) else { return };
            self.made.push(made.clone());
            self.places.insert(made, place);
            place
        };
        let key = (place, text.into());
        if let Ok(nth @ ..0x4000) = u16::try_from(self.last.len())
            && !self.nths.contains_key(&key)
        {
            self.last.push(key.clone());
            self.nths.insert(key, nth);
        }
    }

    /// Takes a glyph into the subset; says whether it is new.
    fn take(&mut self, glyph: u16) -> bool {
        let index = usize::from(glyph);
        if self.codes.len() <= index {
            self.codes.resize(index + 1, 0);
            self.texts.resize(index + 1, None);
        }
        if self.texts[index].is_some() {
            return false;
        }
        self.codes[index] = self.remapper.remap(glyph);
        true
    }

    /// Sees to it that a glyph has a code for a text.
    fn say(&mut self, glyph: u16, text: &str) {
        let first = &mut self.texts[usize::from(glyph)];
        match first {
            None => *first = Some(text.into()),
            Some(first) if **first == *text => {}
            Some(_) => {
                let more = self.more.entry(glyph).or_default();
                // Codes have 16 bits, and the glyphs come first; what finds none is said by `ActualText`.
                if let Ok(nth @ ..0x4000) = u16::try_from(self.further.len())
                    && !more.iter().any(|(own, _)| **own == *text)
                {
                    more.push((text.into(), nth));
                    self.further.push(glyph);
                }
            }
        }
    }

    /// The glyph of every code with what it stands for, in order. Of one that is made, its number among them.
    fn all(&self) -> impl Iterator<Item = (Result<u16, u16>, Option<&str>)> {
        let first = |glyph: u16| self.texts.get(usize::from(glyph)).and_then(Option::as_deref);
        let further = self.further.iter().zip(0..).map(|(glyph, nth)| {
            let texts = self.more.get(glyph).into_iter().flatten();
            (Ok(*glyph), texts.into_iter().find(|(_, own)| *own == nth).map(|(text, _)| &**text))
        });
        let last = self.last.iter().map(|(made, text)| (Err(*made), Some(&**text)));
        self.remapper.remapped_gids().map(move |glyph| (Ok(glyph), first(glyph))).chain(further).chain(last)
    }

    /// The glyphs of the subset by code, two bytes each, when that is not the order of the codes.
    pub(crate) fn glyphs_of_codes(&self) -> Option<Vec<u8>> {
        let count = self.remapper.num_gids();
        // Behind the glyphs of the subset stand the dot and what is made.
        let whole = self.count.get().copied().unwrap_or(count);
        let last = self.last.iter().map(|(made, _)| whole + 1 + made);
        let glyphs = (0..count).chain(self.further.iter().map(|glyph| self.code(*glyph))).chain(last);
        (!self.further.is_empty() || !self.last.is_empty()).then(|| glyphs.flat_map(u16::to_be_bytes).collect())
    }
}

/// The fonts of a document.
#[derive(Default)]
pub(crate) struct Uses {
    /// By face.
    pub(crate) fonts: BTreeMap<FaceId, FontUse>,
}

impl Uses {
    /// Notes the glyphs of a page.
    pub(crate) fn collect(&mut self, page: &DisplayPage, faces: &Faces) {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut parts: Vec<Cluster> = Vec::new();
        for (_, item) in page.items() {
            let Item::Run(run) = item else { continue };
            let font = self.fonts.entry(run.face).or_default();
            glyphs.clear();
            glyphs.extend(page.glyphs(run));
            let mut new = false;
            for glyph in &glyphs {
                new |= font.take(glyph.id);
            }
            let mapped = faces.is_mapped(run.face);
            if !new && !mapped {
                continue;
            }
            let text = page.text(run);
            clusters(&glyphs, text, run.right_to_left, &mut parts);
            for part in &parts {
                let own = &glyphs[part.glyphs.clone()];
                let text = spoken(&text[part.text.clone()]);
                if mapped {
                    let turner = turner(faces, (run.face, run.size)).filter(|_| run.right_to_left);
                    for sign in
                        signs(faces, (run.face, run.size), own, text, run.right_to_left).into_iter().chain(turner)
                    {
                        match sign.shape {
                            Shape::Plain(glyph) => font.say(glyph, sign.text),
                            Shape::Made(made) => font.say_made(made, sign.text),
                        }
                    }
                    continue;
                }
                for (index, glyph) in own.iter().enumerate() {
                    if font.texts[usize::from(glyph.id)].is_some() {
                        continue;
                    }
                    let character = faces.character(run.face, glyph.id);
                    let mut buffer = [0; 4];
                    let says = match character {
                        // The face's own word for it, where the text holds it or cannot tell.
                        Some(character)
                            if own.len() > 1 || text == "\u{AD}" || text.is_empty() || text.contains(character) =>
                        {
                            &*character.encode_utf8(&mut buffer)
                        }
                        _ if (own.len() == 1 || index == 0) && !text.is_empty() => text,
                        Some(character) => &*character.encode_utf8(&mut buffer),
                        // A part of a sign that has no character of its own: the word says it by ActualText.
                        None => SILENT,
                    };
                    font.say(glyph.id, says);
                }
            }
        }
    }
}

/// The name of a face among the resources.
pub(crate) fn font_id(face: FaceId) -> pp::FontId {
    pp::FontId(format!("T{}", face.0))
}

/// The subset of a face for printpdf.
pub(crate) fn font(faces: &Faces, face: FaceId, font: &FontUse) -> pp::PdfFont {
    let tables = faces.tables(face);
    let file = faces.file(face);
    // A face that cannot be cut is embedded whole, its glyphs numbered as they are: never seen with the faces here.
    let bytes = subsetter::subset(file.bytes(), 0, &font.remapper).unwrap_or_else(|_| file.bytes().to_vec());
    font.count.get_or_init(|| count(&bytes).unwrap_or_else(|| font.remapper.num_gids()));
    let made = if font.made.is_empty() { None } else { extend(&bytes, &font.made, |glyph| font.code(glyph)) };
    let bytes = made.unwrap_or(bytes);
    let truetype = !bytes.starts_with(b"OTTO");
    let widths = font
        .all()
        .zip(0..)
        .map(|((glyph, _), code)| {
            let advance = match glyph {
                Ok(glyph) => tables.advances.get(usize::from(glyph)).copied(),
                Err(made) => font.made.get(usize::from(made)).map(|made| made.advance),
            };
            (code, advance.unwrap_or(0))
        })
        .collect();
    let slant = (-tables.italic_angle).to_radians().tan();
    #[expect(clippy::cast_possible_truncation, reason = "a slope in thousandths fits")]
    let caret_slope_run = (slant * 1000.0) as i16;
    let parsed = pp::ParsedFont {
        font_name: Some(format!("{}+{}", subset_tag(&bytes), file.stem())),
        original_bytes: bytes,
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: widths,
        units_per_em: tables.units_per_em,
        font_metrics: pp::FontMetrics { ascent: tables.ascent, descent: tables.descent },
        font_type: if truetype { pp::FontType::TrueType } else { pp::FontType::OpenTypeCFF(()) },
        pdf_font_metrics: pp::PdfFontMetricsStub {
            units_per_em: tables.units_per_em,
            x_min: tables.bounds[0],
            y_min: tables.bounds[1],
            x_max: tables.bounds[2],
            y_max: tables.bounds[3],
            caret_slope_rise: 1000,
            caret_slope_run,
            us_weight_class: tables.weight,
        },
    };
    pp::PdfFont::new(parsed)
}

/// Six capital letters drawn from the content of a subset (ISO 32000-1, 9.6.4).
fn subset_tag(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Operations that show every code of every font once, with its characters: what printpdf reads widths and
/// `ToUnicode` from.
pub(crate) fn specimen(uses: &Uses) -> Vec<pp::Op> {
    let mut ops = vec![pp::Op::StartTextSection];
    for (face, font) in &uses.fonts {
        ops.push(pp::Op::SetFont { font: pp::PdfFontHandle::External(font_id(*face)), size: pp::Pt(1.0) });
        let glyphs = font
            .all()
            .zip(0..)
            .filter_map(|((_, text), code)| Some(pp::Codepoint { gid: code, offset: 0.0, cid: Some(text?.to_owned()) }))
            .collect();
        ops.push(pp::Op::ShowText { items: vec![pp::TextItem::GlyphIds(glyphs)] });
    }
    ops.push(pp::Op::EndTextSection);
    ops
}
