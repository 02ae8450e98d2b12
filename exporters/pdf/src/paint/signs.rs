//! One glyph for each cluster: what a reader of the file sees as one sign is one code of the font.
//!
//! Programs that read a file take each glyph for letters of its own, and few of them know `ActualText`. So what a
//! shaper makes of several glyphs (a letter with its vowels, a conjunct) becomes one glyph that is put together of them,
//! added to the subset: a composite of `TrueType` outlines (OpenType, `glyf`). It says its first character, and each
//! further one is said by a dot beside it, two thousandths of the size wide: nobody sees it, and a glyph without any ink
//! would be no text to `PDFium`, which knows thousandths only. One code for all of them would be shorter, but from right
//! to left programs turn what one code says as they turn a line, or do not, each as it likes; and pdf.js takes a code
//! that says a vowel sign for one that has no width.

use super::clusters::SILENT;
use super::faces::{Faces, dot};
use crate::display::{FaceId, Glyph};

/// A glyph that is put together of others of its face.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Made {
    /// Its parts with their places, in units of the face.
    pub(crate) parts: Box<[(u16, i16, i16)]>,
    /// How far it moves the pen, in units of the face.
    pub(crate) advance: u16,
    /// Whether the dot is one of its parts.
    pub(crate) dot: bool,
}

/// A glyph of a face, or one that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As it is in the face.
    Plain(u16),
    /// Put together.
    Made(Made),
}

/// A glyph and what it says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sign<'t> {
    pub(crate) shape: Shape,
    pub(crate) text: &'t str,
    /// Whether it stands beside the glyph before it, and takes no room.
    pub(crate) beside: bool,
}

/// How wide a dot is, and how far each stands to the left of what is before it, in parts of the size.
pub(crate) const STEP: f32 = 0.02;

/// What a space between words that are read from right to left says: a mark of that direction before the space. The
/// pen goes back over it, and pdf.js drops a space at which the pen goes back, if it is nothing but white.
const TURNED_SPACE: &str = "\u{200F} ";

/// The signs of a cluster of a face whose codes are mapped to glyphs.
pub(crate) fn signs<'t>(
    faces: &Faces,
    (face, size): (FaceId, f32),
    own: &[Glyph],
    text: &'t str,
    right_to_left: bool,
) -> Vec<Sign<'t>> {
    let plain = own.len() == 1 && own[0].dx == 0.0 && own[0].dy == 0.0;
    let text = match text {
        "" => SILENT,
        " " if right_to_left => TURNED_SPACE,
        text => text,
    };
    let single = text == TURNED_SPACE || text.chars().nth(1).is_none();
    // Shapers put a space without room where a joiner was: its code would move the pen.
    let joiner = plain && own[0].advance == 0.0 && text.chars().all(crate::font::is_invisible);
    if plain && single && !joiner && (own[0].advance > 0.0 || !right_to_left) {
        return vec![Sign { shape: Shape::Plain(own[0].id), text, beside: false }];
    }
    let units = faces.units(face);
    #[expect(clippy::cast_possible_truncation, reason = "glyphs are far smaller than 2^15 units")]
    let whole = |points: f32| (points / size.max(0.01) * units).round() as i16;
    let mut pen = 0_i16;
    let mut parts = Vec::with_capacity(own.len());
    for (index, glyph) in own.iter().enumerate() {
        parts.push((glyph.id, pen.saturating_add(whole(glyph.dx)), whole(glyph.dy)));
        let advance = whole(glyph.advance);
        // Lines are spread behind clusters, which the glyph knows nothing of.
        let natural = whole(faces.advance(face, glyph.id) * size);
        let last = index + 1 == own.len();
        pen = pen.saturating_add(if !last || (advance - natural).abs() > advance.abs() {
            if last { 0 } else { advance }
        } else {
            natural
        });
    }
    let step = whole(STEP * size).max(1);
    // From right to left it needs a place of its own: there it is an object by itself. Elsewhere it is as wide as it is;
    // what has no width is nothing to pdfminer.
    let room = if right_to_left { step.unsigned_abs() } else { faces.dot(face) };
    let dot = |text| Sign {
        shape: Shape::Made(Made { parts: Box::default(), advance: room, dot: true }),
        text,
        beside: true,
    };
    if joiner && !right_to_left {
        return text.char_indices().map(|(at, own)| dot(&text[at..at + own.len_utf8()])).collect();
    }
    let mut signs = Vec::new();
    let first = if single { text.len() } else { text.chars().next().map_or(0, char::len_utf8) };
    if pen > 0 || !right_to_left {
        let shape = if plain {
            Shape::Plain(own[0].id)
        } else {
            Shape::Made(Made { parts: parts.into(), advance: pen.max(0).unsigned_abs(), dot: false })
        };
        signs.push(Sign { shape, text: &text[..first], beside: false });
    } else {
        // A joiner, or a vowel alone: it takes no room, and stands beside the letter before it.
        for part in &mut parts {
            part.1 = part.1.saturating_add(step);
        }
        let shape = Shape::Made(Made { parts: parts.into(), advance: step.unsigned_abs(), dot: true });
        signs.push(Sign { shape, text: &text[..first], beside: true });
    }
    if plain && !right_to_left && !text.chars().any(is_sign) {
        // A ligature.
        return vec![Sign { shape: Shape::Plain(own[0].id), text, beside: false }];
    }
    signs.extend(text[first..].char_indices().map(|(at, own)| dot(&text[first + at..first + at + own.len_utf8()])));
    signs
}

/// Whether a character is no letter of its own, or not seen.
fn is_sign(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character) || crate::font::is_invisible(character)
}

/// The dot that says a mark of direction.
pub(crate) fn turner(faces: &Faces, (face, size): (FaceId, f32)) -> Option<Sign<'static>> {
    let nothing = Glyph { advance: 1.0, ..Glyph::default() };
    signs(faces, (face, size), &[nothing], ".\u{200F}", true).pop()
}

/// Adds glyphs to a face with `TrueType` outlines: the dot, then those that are made. Parts are named by `code`. `None`
/// when the file is not as it should be.
pub(crate) fn extend(file: &[u8], made: &[Made], code: impl Fn(u16) -> u16) -> Option<Vec<u8>> {
    let mut tables = tables(file)?;
    let count = word(table(&tables, *b"maxp")?, 4)?;
    let long = word(table(&tables, *b"head")?, 50)? == 1;
    let (old, glyf) = (table(&tables, *b"loca")?, table(&tables, *b"glyf")?);
    let place = |index: usize| {
        if long { four(old, index * 4) } else { word(old, index * 2).map(|half| u32::from(half) * 2) }
    };
    let mut places = (0..=usize::from(count)).map(place).collect::<Option<Vec<u32>>>()?;
    let mut outlines = glyf.get(..usize::try_from(*places.last()?).ok()?)?.to_vec();
    let metrics = usize::from(word(table(&tables, *b"hhea")?, 34)?);
    let mut widths = widths(table(&tables, *b"hmtx")?, metrics, count)?;
    let mut deepest = 1;
    let mut push = |outline: &[u8], advance: u16, left: i16| {
        outlines.extend_from_slice(outline);
        outlines.resize(outlines.len().next_multiple_of(4), 0);
        places.push(u32::try_from(outlines.len()).unwrap_or(u32::MAX));
        widths.extend(advance.to_be_bytes());
        widths.extend(left.to_be_bytes());
    };
    let side = dot(word(table(&tables, *b"head")?, 18)?);
    push(&outline_of_dot(side), side, 0);
    for glyph in made {
        let mut box_of = [i16::MAX, i16::MAX, i16::MIN, i16::MIN];
        let mut components: Vec<(u16, i16, i16)> = Vec::new();
        let dot = glyph.dot.then_some((count, 0, 0));
        for (part, dx, dy) in glyph.parts.iter().map(|(id, dx, dy)| (code(*id), *dx, *dy)).chain(dot) {
            let bounds = if part == count {
                [0, 0, side.cast_signed(), side.cast_signed()]
            } else {
                let (from, to) = (place(usize::from(part))?, place(usize::from(part) + 1)?);
                if from == to {
                    continue;
                }
                let from = usize::try_from(from).ok()?;
                let edge = |at: usize| word(glyf, from + at).map(u16::cast_signed);
                [edge(2)?, edge(4)?, edge(6)?, edge(8)?]
            };
            box_of[0] = box_of[0].min(bounds[0].saturating_add(dx));
            box_of[1] = box_of[1].min(bounds[1].saturating_add(dy));
            box_of[2] = box_of[2].max(bounds[2].saturating_add(dx));
            box_of[3] = box_of[3].max(bounds[3].saturating_add(dy));
            components.push((part, dx, dy));
        }
        if components.is_empty() {
            push(&[], glyph.advance, 0);
            continue;
        }
        deepest = deepest.max(components.len());
        // No contours of its own; then its box.
        let mut outline = (-1_i16).to_be_bytes().to_vec();
        for edge in box_of {
            outline.extend(edge.to_be_bytes());
        }
        for (index, (part, dx, dy)) in components.iter().enumerate() {
            // The numbers that follow are two bytes each, and a distance; whether another part follows.
            let flags: u16 = 0x0003 | if index + 1 < components.len() { 0x0020 } else { 0 };
            outline.extend(flags.to_be_bytes());
            outline.extend(part.to_be_bytes());
            outline.extend(dx.to_be_bytes());
            outline.extend(dy.to_be_bytes());
        }
        push(&outline, glyph.advance, box_of[0]);
    }
    let total = count.checked_add(1)?.checked_add(u16::try_from(made.len()).ok()?)?;
    for (name, own) in &mut tables {
        match &*name {
            b"maxp" => {
                put(own, 4, total)?;
                // Of composites: the most points, contours and parts, and how deep they lie in each other.
                let most = u16::try_from(deepest).unwrap_or(u16::MAX);
                for (of_composite, of_simple) in [(10, 6), (12, 8)] {
                    let simple = word(own, of_simple)?.max(word(own, of_composite)?);
                    put(own, of_composite, simple.saturating_mul(most))?;
                }
                let (parts, depth) = (word(own, 28)?, word(own, 30)?);
                put(own, 28, parts.max(most))?;
                put(own, 30, depth.saturating_add(1))?;
            }
            b"head" => put(own, 50, 1)?,
            b"hhea" => put(own, 34, total)?,
            b"hmtx" => own.clone_from(&widths),
            b"loca" => *own = places.iter().flat_map(|place| place.to_be_bytes()).collect(),
            b"glyf" => own.clone_from(&outlines),
            _ => {}
        }
    }
    Some(written(file.get(..4)?, &tables))
}

/// How many glyphs a file has.
pub(crate) fn count(file: &[u8]) -> Option<u16> {
    word(table(&tables(file)?, *b"maxp")?, 4)
}

/// A triangle: one contour of three points on the curve, without instructions.
fn outline_of_dot(side: u16) -> Vec<u8> {
    // Contours and box, the last point, no instructions.
    let head = [1, 0, 0, side, side, 2, 0];
    // How far each point is from the one before: up, then right; all flags say that two bytes follow.
    let (x, y) = ([0, 0, side], [0, side, 0]);
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
    [words(&head), vec![1, 1, 1], words(&x), words(&y)].concat()
}

type Tables = Vec<([u8; 4], Vec<u8>)>;

fn tables(file: &[u8]) -> Option<Tables> {
    let count = usize::from(word(file, 4)?);
    (0..count)
        .map(|index| {
            let at = 12 + index * 16;
            let name = <[u8; 4]>::try_from(file.get(at..at + 4)?).ok()?;
            let (from, length) =
                (usize::try_from(four(file, at + 8)?).ok()?, usize::try_from(four(file, at + 12)?).ok()?);
            Some((name, file.get(from..from.checked_add(length)?)?.to_vec()))
        })
        .collect()
}

fn table(tables: &Tables, name: [u8; 4]) -> Option<&[u8]> {
    tables.iter().find(|(own, _)| *own == name).map(|(_, table)| table.as_slice())
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn put(bytes: &mut [u8], at: usize, value: u16) -> Option<()> {
    bytes.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// Advance and left side of each glyph: the file leaves out the advances of the last, when they are the same.
fn widths(table: &[u8], metrics: usize, count: u16) -> Option<Vec<u8>> {
    let mut out = table.get(..metrics * 4)?.to_vec();
    let last = metrics.checked_sub(1).and_then(|last| word(table, last * 4))?;
    for index in metrics..usize::from(count) {
        out.extend(last.to_be_bytes());
        out.extend(word(table, metrics * 4 + (index - metrics) * 2)?.to_be_bytes());
    }
    Some(out)
}

/// A file of its tables (OpenType, "Table Directory").
fn written(version: &[u8], tables: &Tables) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let power = count.checked_ilog2().unwrap_or(0);
    let range = 16_u16 << power;
    let mut out = version.to_vec();
    let shift = u16::try_from(power).unwrap_or(0);
    for value in [count, range, shift, (count * 16).saturating_sub(range)] {
        out.extend(value.to_be_bytes());
    }
    let mut at = u32::from(count) * 16 + 12;
    for (name, table) in tables {
        let length = u32::try_from(table.len()).unwrap_or(u32::MAX);
        out.extend(name);
        for value in [sum(table), at, length] {
            out.extend(value.to_be_bytes());
        }
        at = at.saturating_add(length.next_multiple_of(4));
    }
    for (_, table) in tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// The sum of a table as numbers of four bytes.
fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum, chunk| {
        let mut number = [0; 4];
        number[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_media::font;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::{FontRef, GlyphId, MetadataProvider};

    fn naskh() -> &'static [u8] {
        font::find("Noto Naskh Arabic", false, false).expect("is embedded").bytes()
    }

    #[test]
    fn made_glyphs_have_the_outlines_of_their_parts() {
        let before = FontRef::new(naskh()).unwrap();
        let glyph = |character: char| u16::try_from(before.charmap().map(character).unwrap().to_u32()).unwrap();
        let (beh, fatha) = (glyph('ب'), glyph('\u{64E}'));
        let made = Made { parts: [(beh, 0, 0), (fatha, 30, 200)].into(), advance: 321, dot: true };
        let file = extend(naskh(), &[made], |glyph| glyph).unwrap();
        let after = FontRef::new(&file).unwrap();
        let count = |font: &FontRef<'_>| font.metrics(Size::unscaled(), LocationRef::default()).glyph_count;
        assert_eq!(count(&after), count(&before) + 2);
        let metrics = |font: &FontRef<'_>, glyph: u32| {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            (metrics.advance_width(GlyphId::new(glyph)).unwrap(), metrics.bounds(GlyphId::new(glyph)).unwrap())
        };
        let (advance, bounds) = metrics(&after, count(&before) + 1);
        let (letter, mark) = (metrics(&before, beh.into()).1, metrics(&before, fatha.into()).1);
        assert!((advance - 321.0).abs() < 0.5);
        assert!((bounds.y_max - letter.y_max.max(mark.y_max + 200.0)).abs() < 0.5, "{bounds:?} {letter:?} {mark:?}");
        assert!((bounds.x_max - letter.x_max.max(mark.x_max + 30.0)).abs() < 0.5, "{bounds:?} {letter:?} {mark:?}");
        // What was there is as it was.
        assert_eq!(metrics(&after, beh.into()), metrics(&before, beh.into()));
        assert_eq!(extend(&naskh()[..1000], &[], |glyph| glyph), None);
    }

    #[test]
    fn a_letter_with_its_vowel_is_one_glyph_and_what_it_says_is_said_in_order() {
        let faces = Faces::new([*font::find("Noto Naskh Arabic", false, false).unwrap()]);
        let glyph = |id, advance, dy| Glyph { id, cluster: 0, advance, dx: 0.0, dy };
        let said = |own: &[Glyph], text, right_to_left| {
            let signs = signs(&faces, (FaceId(0), 10.0), own, text, right_to_left);
            let made = |sign: &Sign<'_>| if let Shape::Made(made) = &sign.shape { made.parts.len() } else { 9 };
            signs.iter().map(|sign| (sign.text.to_owned(), made(sign), sign.beside)).collect::<Vec<_>>()
        };
        let two = [glyph(7, 0.0, 1.0), glyph(5, 4.0, 0.0)];
        let wanted = [("ب".to_owned(), 2, false), ("\u{64E}".to_owned(), 0, true)];
        assert_eq!(said(&two, "ب\u{64E}", true), wanted);
        assert_eq!(said(&two, "ab", false), [("a".to_owned(), 2, false), ("b".to_owned(), 0, true)]);
        // A ligature may say it all.
        assert_eq!(said(&two[1..], "ab", false), [("ab".to_owned(), 9, false)]);
        assert_eq!(said(&two[1..], "ل", true), [("ل".to_owned(), 9, false)]);
        assert_eq!(said(&two[1..], " ", true), [("\u{200F} ".to_owned(), 9, false)]);
        // A joiner has no room of its own.
        assert_eq!(said(&[glyph(3, 0.0, 0.0)], "\u{200C}", true), [("\u{200C}".to_owned(), 1, true)]);
    }
}
