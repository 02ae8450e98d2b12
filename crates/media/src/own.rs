//! Fonts that a site brings: looked at before anything is set in them.
//!
//! In: the files of a folder, and the licences that lie with them. Out: [`Faces`] in which one family of the site stands
//! for words and one of a single width for code, and what was refused with the reason. A font is taken only when it can
//! be drawn and cut down to the glyphs that are used, when its maker lets it be put into documents (`fsType` of the
//! table `OS/2`, OpenType 1.9), and when its licence is at hand.

use crate::face::{Face, Faces};
use crate::font::{Content, FontFile};
use pamphlet_source::limits::FONTS_BYTES;
use pamphlet_source::{Walls, Work};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use ttf_parser::{Permissions, name_id};

/// A file that lies in the folder of fonts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Its path in the site.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The file.
    pub path: String,
    /// A sentence about it.
    pub message: String,
    /// What to do.
    pub help: &'static str,
    /// Whether it is refused; else it is only not needed, or left out of books for screens.
    pub refused: bool,
}

/// What became of the fonts of a site.
#[derive(Debug, Default)]
pub struct OwnFonts {
    /// The faces with those of the site before ours; none when none of its fonts can be used.
    pub faces: Option<&'static Faces>,
    /// What there is to say.
    pub said: Vec<Said>,
}

/// The faces of a process stay as long as it does, as ours do: glyphs on every page refer to them. A program that watches
/// a site reads the same fonts again and again, and keeps them once.
static KNOWN: Mutex<BTreeMap<[u8; 32], &'static Faces>> = Mutex::new(BTreeMap::new());

/// A font that may be used.
struct Taken<'f> {
    file: &'f OwnFile,
    family: String,
    weight: u16,
    italic: bool,
    /// The advance of a letter in ems, where all have the same.
    cell: Option<f32>,
    /// It may stand in documents that nobody changes, and not be given away.
    print_only: bool,
    licence: String,
}

/// Looks at the fonts of a site. `licence` is the text of the licences that lie with them.
#[must_use]
pub fn read(files: &[OwnFile], licence: &str, walls: &Walls) -> OwnFonts {
    let mut out = OwnFonts::default();
    let mut taken = Vec::new();
    let mut room = FONTS_BYTES;
    for file in files {
        let refused = |message: String, help| Said { path: file.path.clone(), message, help, refused: true };
        let Some(left) = room.checked_sub(file.bytes.len()) else {
            let message = format!("the fonts of the site have more than {} MiB: it is left out", FONTS_BYTES >> 20);
            out.said.push(refused(message, "keep the faces in the folder that documents need: regular, italic, bold"));
            continue;
        };
        room = left;
        let work = Work { stage: "font", locale: None, name: Some(&file.path) };
        let looked = walls.behind(work, || examine(file, licence));
        match looked.unwrap_or_else(|fault| Err((format!("it is broken: {fault}"), ANOTHER))) {
            Ok(font) => taken.push(font),
            Err((message, help)) => out.said.push(refused(format!("{message}: ours is used"), help)),
        }
    }
    let words = family(&taken, false);
    let code = family(&taken, true);
    let mut chosen: Vec<(&Taken<'_>, bool)> = Vec::new();
    let mut digest = Vec::new();
    for wanted in [&words, &code].into_iter().flatten() {
        for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
            if let Some(font) = nearest(&taken, wanted, bold, italic) {
                digest.extend(crate::picture::digest(&font.file.bytes));
                digest.extend(crate::picture::digest(font.licence.as_bytes()));
                digest.extend(font.file.path.as_bytes());
                chosen.push((font, bold));
            }
        }
    }
    out.said.extend(unused(&taken, &chosen, [&words, &code]));
    if !chosen.is_empty() {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let faces = known.entry(crate::picture::digest(&digest)).or_insert_with(|| {
            let own = chosen.iter().filter_map(|(font, bold)| face(leaked(font, *bold), font.cell));
            Box::leak(Box::new(Faces::with(own.collect(), words.as_deref(), code.as_deref())))
        });
        out.faces = Some(*faces);
    }
    out
}

/// Why a font alone would be refused; none when it would be taken. Nothing of it stays.
#[must_use]
pub fn refusal(file: &OwnFile, licence: &str) -> Option<String> {
    examine(file, licence).err().map(|(message, _)| message)
}

const ANOTHER: &str = "get the file again from where the font comes from, or take another font";

/// Why a font is not used, and what to do.
type Refusal = (String, &'static str);

fn examine<'f>(file: &'f OwnFile, licence: &str) -> Result<Taken<'f>, Refusal> {
    let bytes = &file.bytes;
    if bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2") {
        let help = "put the OpenType file (.otf or .ttf) there that it was made from";
        return Err(("it is a font for websites (WOFF), which paper does not take".to_owned(), help));
    }
    if bytes.starts_with(b"ttcf") {
        return Err((
            "it is a collection of fonts".to_owned(),
            "put its fonts there as files of their own (.otf, .ttf)",
        ));
    }
    let broken = |reason: &str| (format!("it is broken: {reason}"), ANOTHER);
    let face = ttf_parser::Face::parse(bytes, 0).map_err(|error| broken(&error.to_string()))?;
    if face.is_variable() {
        let help = "put its static faces there, regular, italic and bold: PDF knows no fonts that vary";
        return Err(("it is a variable font".to_owned(), help));
    }
    let tables = face.tables();
    if tables.glyf.is_none() && tables.cff.is_none() {
        return Err(broken("it has no outlines"));
    }
    let other = "take another font, or ask its maker for a licence that lets it be put into documents";
    match face.permissions() {
        Some(Permissions::Restricted) => {
            return Err(("its maker forbids to embed it (fsType of OS/2: restricted licence)".to_owned(), other));
        }
        Some(_) | None if !face.is_subsetting_allowed() => {
            return Err(("its maker forbids to embed a part of it (fsType of OS/2: no subsetting)".to_owned(), other));
        }
        Some(_) | None if !face.is_outline_embedding_allowed() => {
            return Err(("its maker lets only its bitmaps be embedded (fsType of OS/2)".to_owned(), other));
        }
        Some(_) | None => {}
    }
    drawn(bytes).map_err(|reason| broken(&reason))?;
    let named = |id: u16| {
        let names = face.names();
        let mut all = names.into_iter().filter(|name| name.is_unicode() && name.name_id == id);
        all.find_map(|name| name.to_string()).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let family = named(name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(name_id::FAMILY));
    let family = family.ok_or_else(|| broken("it does not say what it is called"))?;
    let licence = [licence.trim(), named(name_id::LICENSE).as_deref().unwrap_or_default()]
        .into_iter()
        .find(|text| !text.is_empty())
        .map(str::to_owned);
    let licence = licence.ok_or_else(|| {
        let help = "put the licence beside it, as OFL.txt or LICENSE.txt: it goes into the books with the font";
        ("no licence lies with it".to_owned(), help)
    })?;
    let advance = |character| {
        let advance = face.glyph_hor_advance(face.glyph_index(character)?)?;
        Some(f32::from(advance) / f32::from(face.units_per_em()))
    };
    let cell = advance('i').filter(|narrow| advance('W') == Some(*narrow) && *narrow > 0.0);
    Ok(Taken {
        file,
        family,
        weight: face.weight().to_number(),
        italic: face.is_italic() || face.is_oblique(),
        cell,
        print_only: face.permissions() == Some(Permissions::PreviewAndPrint),
        licence,
    })
}

/// Draws every glyph once, and cuts a part out, as documents do.
fn drawn(bytes: &[u8]) -> Result<(), String> {
    struct Nowhere;
    impl OutlinePen for Nowhere {
        fn move_to(&mut self, _: f32, _: f32) {}
        fn line_to(&mut self, _: f32, _: f32) {}
        fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
        fn close(&mut self) {}
    }
    let font = FontRef::new(bytes).map_err(|error| error.to_string())?;
    let mut used = subsetter::GlyphRemapper::new();
    let mut any = false;
    for (_, glyph) in font.charmap().mappings() {
        let outline = font.outline_glyphs().get(glyph).ok_or_else(|| format!("it has no outline for glyph {glyph}"))?;
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut Nowhere).map_err(|error| format!("glyph {glyph}: {error}"))?;
        if let Ok(glyph) = u16::try_from(glyph.to_u32()) {
            used.remap(glyph);
        }
        any = true;
    }
    if !any {
        return Err("it has no letters".to_owned());
    }
    subsetter::subset(bytes, 0, &used).map(drop).map_err(|error| error.to_string())
}

/// The family that has most faces, of those with letters of one width or of several; the first by name of equal ones.
fn family(taken: &[Taken<'_>], of_one_width: bool) -> Option<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for font in taken.iter().filter(|font| font.cell.is_some() == of_one_width) {
        *count.entry(&font.family).or_default() += 1;
    }
    count.into_iter().rev().max_by_key(|(_, faces)| *faces).map(|(family, _)| family.to_owned())
}

/// The face of a family that is nearest to a weight of 400, or 700, if it is upright or slanted as wished.
fn nearest<'t, 'f>(taken: &'t [Taken<'f>], family: &str, bold: bool, italic: bool) -> Option<&'t Taken<'f>> {
    let wanted: u16 = if bold { 700 } else { 400 };
    taken
        .iter()
        .filter(|font| font.family == family && font.italic == italic && (font.weight >= 600) == bold)
        .min_by_key(|font| (font.weight.abs_diff(wanted), &font.file.path))
}

/// A font that stays.
fn leaked(font: &Taken<'_>, bold: bool) -> FontFile {
    FontFile {
        family: Box::leak(font.family.clone().into_boxed_str()),
        bold,
        italic: font.italic,
        path: Box::leak(font.file.path.clone().into_boxed_str()),
        licence: Box::leak(font.licence.clone().into_boxed_str()),
        content: Content::Own(Box::leak(font.file.bytes.clone().into_boxed_slice())),
    }
}

/// What there is to say of fonts that could be used and are not, or not everywhere.
fn unused(taken: &[Taken<'_>], chosen: &[(&Taken<'_>, bool)], families: [&Option<String>; 2]) -> Vec<Said> {
    let mut out = Vec::new();
    for font in taken {
        let path = font.file.path.clone();
        if !chosen.iter().any(|(used, _)| used.file.path == path) {
            let other = !families.into_iter().flatten().any(|family| *family == font.family);
            let message = if other {
                format!(
                    "the family “{}” is not used: one stands for words and one of a single width for code",
                    font.family
                )
            } else {
                format!("it is not used: another face of “{}” is nearer to regular or bold", font.family)
            };
            out.push(Said { path, message, help: "take it out of the folder", refused: false });
        } else if font.print_only {
            let message =
                "its maker lets it be embedded in documents to read and print alone (fsType of OS/2): books for \
                           e-readers are without it"
                    .to_owned();
            let help = "nothing, or ask its maker for a licence that lets it be given away in books";
            out.push(Said { path, message, help, refused: false });
        }
    }
    out
}

/// Whether a font may be put into a book as a file.
#[must_use]
pub fn may_be_given_away(bytes: &[u8]) -> bool {
    let face = ttf_parser::Face::parse(bytes, 0);
    face.is_ok_and(|face| face.permissions() != Some(Permissions::PreviewAndPrint))
}

/// How wide a letter of code is, in ems: layout counts cells.
const CELL: f32 = 0.6;

/// A face that is ready to be used. Letters of one width are drawn so large that they fill the cells of code.
fn face(file: FontFile, cell: Option<f32>) -> Option<Face> {
    Face::own(file, cell.map_or(1.0, |cell| CELL / cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{Region, Theme, Wish};
    use unicode_script::Script;

    fn file(family: &str, bold: bool, italic: bool) -> OwnFile {
        let font = crate::font::find(family, bold, italic).unwrap();
        OwnFile { path: format!("fonts/{}", font.path.rsplit('/').next().unwrap()), bytes: font.bytes().to_vec() }
    }

    /// Where a table of a font begins.
    fn table(bytes: &[u8], tag: [u8; 4]) -> usize {
        let record = (12..).step_by(16).find(|at| bytes[*at..].starts_with(&tag)).unwrap();
        u32::from_be_bytes(bytes[record + 8..record + 12].try_into().unwrap()) as usize
    }

    fn with_permission(bits: u16) -> OwnFile {
        let mut file = file("Atkinson Hyperlegible Next", false, false);
        let at = table(&file.bytes, *b"OS/2") + 8;
        file.bytes[at..at + 2].copy_from_slice(&bits.to_be_bytes());
        file
    }

    fn read_all(files: &[OwnFile]) -> OwnFonts {
        read(files, "A licence.", &Walls::default())
    }

    fn family(faces: &Faces, letter: &str, theme: Theme) -> &'static str {
        let wish = Wish { theme, bold: false, italic: false, region: Region::Other };
        let script = if letter == "ب" { Script::Arabic } else { Script::Latin };
        faces.get(faces.pick(letter, script, wish, None, false).unwrap()).file.family
    }

    #[test]
    fn one_family_sets_words_and_one_code() {
        let names = ["Atkinson Hyperlegible Next", "Source Code Pro"];
        let files = [file(names[0], false, false), file(names[0], true, false), file(names[1], false, false)];
        let fonts = read_all(&files);
        assert_eq!(fonts.said, []);
        let faces = fonts.faces.unwrap();
        assert_eq!(family(faces, "a", Theme::Sans), names[0]);
        assert_eq!(family(faces, "a", Theme::Serif), names[0]);
        assert_eq!(family(faces, "a", Theme::Mono), names[1]);
        assert_eq!(family(faces, "ب", Theme::Sans), "Noto Naskh Arabic", "what it lacks is ours");
        assert_eq!(faces.own().count(), 3);
        assert!(std::ptr::eq(faces, read_all(&files).faces.unwrap()), "the same fonts are kept once");
        assert_eq!(family(Faces::embedded(), "a", Theme::Sans), "Source Sans 3");
    }

    #[test]
    fn letters_of_code_fill_their_cells() {
        let fonts = read_all(&[file("Source Code Pro", false, false)]);
        let face = fonts.faces.unwrap().own().next().unwrap();
        assert!((face.scale() - 1.0).abs() < 0.01, "{}", face.scale());
    }

    #[test]
    fn what_cannot_or_must_not_be_embedded_is_refused() {
        let mut cut = file("Source Sans 3", false, false);
        cut.bytes.truncate(cut.bytes.len() / 2);
        let mut noise = file("Atkinson Hyperlegible Next", false, false);
        let glyphs = table(&noise.bytes, *b"glyf");
        noise.bytes[glyphs..glyphs + 4000].fill(0xA5);
        let web = OwnFile { path: "a.woff2".to_owned(), bytes: b"wOF2....".to_vec() };
        let nothing = OwnFile { path: "b.ttf".to_owned(), bytes: Vec::new() };
        for (file, reason) in [
            (with_permission(0x0002), "restricted licence"),
            (with_permission(0x0100), "no subsetting"),
            (with_permission(0x0200), "bitmaps"),
            (cut, "broken"),
            (noise, "broken"),
            (web, "websites"),
            (nothing, "broken"),
        ] {
            let fonts = read_all(std::slice::from_ref(&file));
            assert!(fonts.faces.is_none(), "{reason}");
            let said: Vec<&str> = fonts.said.iter().map(|said| said.message.as_str()).collect();
            assert!(said.len() == 1 && said[0].contains(reason) && fonts.said[0].refused, "{reason}: {said:?}");
        }
        // To read and print alone: on paper it may stand, in books it may not.
        let preview = with_permission(0x0004);
        let fonts = read_all(std::slice::from_ref(&preview));
        assert!(fonts.faces.is_some() && !fonts.said[0].refused);
        assert!(!may_be_given_away(&preview.bytes) && may_be_given_away(&with_permission(0x0008).bytes));
    }

    #[test]
    fn a_font_without_a_licence_is_refused() {
        let mut bare = file("Atkinson Hyperlegible Next", false, false);
        let names = table(&bare.bytes, *b"name");
        let count = usize::from(u16::from_be_bytes(bare.bytes[names + 2..names + 4].try_into().unwrap()));
        for record in 0..count {
            let id = names + 6 + 12 * record + 6;
            if bare.bytes[id..id + 2] == [0, 13] {
                bare.bytes[id + 1] = 99;
            }
        }
        let fonts = read(std::slice::from_ref(&bare), "", &Walls::default());
        assert!(fonts.faces.is_none() && fonts.said[0].message.contains("no licence"), "{:?}", fonts.said);
        assert!(read_all(&[bare]).faces.is_some());
    }

    #[test]
    fn what_is_not_used_is_said() {
        let sans = "Source Sans 3";
        let files = [file(sans, false, false), file(sans, true, false), file("Vazirmatn", false, false)];
        let fonts = read_all(&files);
        assert_eq!(fonts.said.len(), 1);
        assert!(fonts.said[0].message.contains("“Vazirmatn” is not used") && !fonts.said[0].refused);
    }
}
