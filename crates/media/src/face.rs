//! The faces that text is set in, and which of them sets what.
//!
//! In: the embedded fonts. Out: [`Faces`], loaded once for the whole process, and [`Faces::pick`], which finds the
//! face of a grapheme cluster from its script, its language and what stands before it. No face is looked for on the
//! machine: what an output shows depends on Pamphlet alone.

use crate::font::FontFile;
use harfrust::Font;
use pamphlet_locale::Tag;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};
use unicode_script::{Script, UnicodeScript};

/// A font face: its index in the slice of faces that a painter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// One face. Its file is unpacked and read when something is first asked of it.
pub struct Face {
    /// The file.
    pub file: FontFile,
    /// By what its letters are drawn larger than those of other faces.
    pub(crate) scale: f32,
    /// Whether the site has brought it.
    pub own: bool,
    read: OnceLock<Read>,
    coverage: OnceLock<Coverage>,
}

/// What is read from the file of a face.
struct Read {
    font: Font,
    units_per_em: f32,
    ascent: f32,
    descent: f32,
}

impl Read {
    fn of(file: &FontFile) -> Option<Self> {
        let bytes = file.bytes();
        let font = Font::new(bytes, 0)?;
        let metrics = skrifa::FontRef::new(bytes).ok()?.metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(font.units_per_em());
        Some(Self { font, units_per_em, ascent: metrics.ascent, descent: metrics.descent })
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Face({} {} {})", self.file.family, self.file.bold, self.file.italic)
    }
}

/// The characters of a face: a bit each, in blocks of 64.
#[derive(Debug, Default)]
struct Coverage(Vec<u64>);

impl Coverage {
    fn of(font: &Font) -> Self {
        let mut bits = Vec::new();
        let charmap = font.charmap();
        for (code, glyph) in charmap.unicodes() {
            let block = code as usize / 64;
            if glyph.to_u32() == 0 || block > 0x0011_0000 / 64 {
                continue;
            }
            if bits.len() <= block {
                bits.resize(block + 1, 0);
            }
            bits[block] |= 1 << (code % 64);
        }
        Self(bits)
    }

    fn has(&self, code: u32) -> bool {
        self.0.get(code as usize / 64).is_some_and(|block| block >> (code % 64) & 1 == 1)
    }
}

impl Face {
    /// An embedded face.
    fn embedded(file: FontFile) -> Self {
        // Naskh is small on the body.
        let scale = if file.family == "Noto Naskh Arabic" { 1.12 } else { 1.0 };
        Self { file, scale, own: false, read: OnceLock::new(), coverage: OnceLock::new() }
    }

    /// A face of a site, whose letters are drawn larger by a factor; none when it cannot be read.
    pub(crate) fn own(file: FontFile, scale: f32) -> Option<Self> {
        let read = OnceLock::from(Read::of(&file)?);
        Some(Self { file, scale, own: true, read, coverage: OnceLock::new() })
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| Read::of(&self.file).expect("a test reads every embedded face"))
    }

    /// The parsed font.
    #[must_use]
    pub fn font(&self) -> &Font {
        &self.read().font
    }

    /// Units of an em.
    #[must_use]
    pub fn units_per_em(&self) -> f32 {
        self.read().units_per_em
    }

    /// Height above the baseline in units.
    #[must_use]
    pub fn ascent(&self) -> f32 {
        self.read().ascent
    }

    /// Depth below the baseline in units, negative.
    #[must_use]
    pub fn descent(&self) -> f32 {
        self.read().descent
    }

    /// Whether it has a glyph for a character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.coverage.get_or_init(|| Coverage::of(self.font())).has(character as u32)
    }

    /// By what its letters are drawn larger than those of the Latin face.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }
}

/// The kind of face a text asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Theme {
    /// Without serifs: handouts.
    #[default]
    Sans,
    /// With serifs: books.
    Serif,
    /// For readers who see little: large print.
    Accessible,
    /// Of one width: code.
    Mono,
}

/// The conventions of a language that decide between faces which share characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// None of the following.
    Other,
    /// Arabic and Sorani: Naskh.
    Naskh,
    /// Persian and Urdu.
    Persian,
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl Region {
    /// The conventions of a language.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        match tag.language() {
            "ar" | "ckb" | "ku" | "ug" | "sd" | "ps" => Self::Naskh,
            "fa" | "ur" => Self::Persian,
            "ja" => Self::Japanese,
            "ko" => Self::Korean,
            "zh" | "yue" => {
                let traditional = match tag.script() {
                    Some(script) => script == "Hant",
                    None => matches!(tag.region(), Some("TW" | "HK" | "MO")) || tag.language() == "yue",
                };
                if traditional { Self::Traditional } else { Self::Simplified }
            }
            _ => Self::Other,
        }
    }

    /// Whether it writes in Han characters or kana without spaces between words.
    #[must_use]
    pub fn is_cjk(self) -> bool {
        matches!(self, Self::Simplified | Self::Traditional | Self::Japanese)
    }
}

/// What a face is chosen by, apart from the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wish {
    /// Kind of face.
    pub theme: Theme,
    /// Bold.
    pub bold: bool,
    /// Slanted; scripts without italics ignore it.
    pub italic: bool,
    /// Conventions of the language.
    pub region: Region,
}

/// Every face.
#[derive(Debug)]
pub struct Faces {
    all: Vec<Face>,
    /// By family, the face that is nearest to what is wished: upright, slanted, bold, bold and slanted.
    nearest: HashMap<&'static str, [FaceId; 4]>,
    /// The family of the site for words,
    words: Option<&'static str>,
    /// and the one for code.
    code: Option<&'static str>,
}

static FACES: LazyLock<Faces> = LazyLock::new(|| Faces::with(Vec::new(), None, None));

const CJK: [&str; 4] = ["Handout CJK SC", "Handout CJK JP", "Handout CJK TC", "Handout CJK KR"];
/// Scripts with one family for every language and theme.
const BY_SCRIPT: [(Script, &str); 16] = [
    (Script::Armenian, "Noto Sans Armenian"),
    (Script::Bengali, "Noto Sans Bengali"),
    (Script::Devanagari, "Noto Sans Devanagari"),
    (Script::Ethiopic, "Noto Sans Ethiopic"),
    (Script::Georgian, "Noto Sans Georgian"),
    (Script::Gujarati, "Noto Sans Gujarati"),
    (Script::Gurmukhi, "Noto Sans Gurmukhi"),
    (Script::Kannada, "Noto Sans Kannada"),
    (Script::Khmer, "Noto Sans Khmer"),
    (Script::Lao, "Noto Sans Lao"),
    (Script::Malayalam, "Noto Sans Malayalam"),
    (Script::Myanmar, "Noto Sans Myanmar"),
    (Script::Sinhala, "Noto Sans Sinhala"),
    (Script::Tamil, "Noto Sans Tamil"),
    (Script::Telugu, "Noto Sans Telugu"),
    (Script::Thai, "Noto Sans Thai"),
];
const OTHERS: [&str; 5] = ["Source Sans 3", "Noto Naskh Arabic", "Vazirmatn", "Noto Sans Hebrew", EMOJI];

/// The family of emoji.
const EMOJI: &str = "Noto Emoji";

/// What may be wished of a family, bold and slanted or not, in the order of their index.
const WISHES: [(bool, bool); 4] = [(false, false), (false, true), (true, false), (true, true)];

/// The face of a family that is nearest to what is wished: the weight counts more than the slant, and a site's own Source
/// Sans goes before ours.
fn nearest_of(all: &[Face], family: &str, (bold, italic): (bool, bool)) -> FaceId {
    let distance = |face: &Face| u8::from(face.file.bold != bold) * 2 + u8::from(face.file.italic != italic);
    let faces = all.iter().enumerate().filter(|(_, face)| face.file.family == family);
    let nearest = faces.min_by_key(|(_, face)| (!face.own, distance(face)));
    FaceId(nearest.and_then(|(index, _)| u16::try_from(index).ok()).unwrap_or(u16::MAX))
}

impl Faces {
    /// The embedded faces.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &FACES
    }

    /// The embedded faces, and behind them those of a site: a family for words and one for code.
    pub(crate) fn with(own: Vec<Face>, words: Option<&str>, code: Option<&str>) -> Self {
        let of = |wanted: Option<&str>| own.iter().map(|face| face.file.family).find(|family| Some(*family) == wanted);
        let (words, code) = (of(words), of(code));
        let embedded = crate::font::all().iter().map(|file| Face::embedded(*file));
        let all: Vec<Face> = embedded.chain(own).collect();
        let nearest = all.iter().map(|face| face.file.family);
        let nearest = nearest.map(|family| (family, WISHES.map(|wish| nearest_of(&all, family, wish)))).collect();
        Self { all, nearest, words, code }
    }

    /// The faces that a site has brought.
    pub fn own(&self) -> impl Iterator<Item = &Face> {
        self.all.iter().filter(|face| face.own)
    }

    /// The families that a site has brought: for words, and for code.
    #[must_use]
    pub fn own_families(&self) -> (Option<&'static str>, Option<&'static str>) {
        (self.words, self.code)
    }

    /// Whether a character has a glyph in the upright faces of all three families for European scripts.
    #[must_use]
    pub fn is_european(&self, character: char) -> bool {
        let mut faces = ["Source Sans 3", "Source Serif 4", "Source Code Pro"].into_iter();
        faces.all(|family| self.find(family, false, false).is_some_and(|id| self.get(id).has(character)))
    }

    /// A face.
    ///
    /// # Panics
    /// When the id is none of ours.
    #[must_use]
    pub fn get(&self, id: FaceId) -> &Face {
        &self.all[usize::from(id.0)]
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The face of a family that is nearest to what is wished: the weight counts more than the slant.
    #[must_use]
    pub fn find(&self, family: &str, bold: bool, italic: bool) -> Option<FaceId> {
        self.nearest.get(family).map(|faces| faces[usize::from(bold) * 2 + usize::from(italic)])
    }

    /// Whether a face is that of emoji. Nothing else is set in it: its spaces are as wide as its pictures.
    #[must_use]
    pub fn is_emoji(&self, id: FaceId) -> bool {
        self.get(id).file.family == EMOJI
    }

    /// Whether some face is for a script, though it may lack rare letters of it.
    #[must_use]
    pub fn has_script(script: Script) -> bool {
        let wish = Wish { theme: Theme::Sans, bold: false, italic: false, region: Region::Other };
        matches!(script, Script::Latin | Script::Greek | Script::Cyrillic) || Self::family(script, wish).is_some()
    }

    /// The first face for Latin letters.
    #[must_use]
    pub fn base(&self, wish: Wish) -> FaceId {
        let family = match wish.theme {
            Theme::Sans => self.words.unwrap_or("Source Sans 3"),
            Theme::Serif => self.words.unwrap_or("Source Serif 4"),
            // For readers who see little, a face made for them wins over that of the site.
            Theme::Accessible => "Atkinson Hyperlegible Next",
            Theme::Mono => self.code.unwrap_or("Source Code Pro"),
        };
        self.find(family, wish.bold, wish.italic).unwrap_or(FaceId(0))
    }

    /// The family that sets a script in a language.
    #[expect(clippy::wildcard_enum_match_arm, reason = "there are 170 scripts, and few with a face of their own")]
    fn family(script: Script, wish: Wish) -> Option<&'static str> {
        Some(match script {
            Script::Arabic if wish.region == Region::Persian => "Vazirmatn",
            Script::Arabic => "Noto Naskh Arabic",
            Script::Hebrew if wish.theme == Theme::Serif => "Frank Ruhl Libre",
            Script::Hebrew => "Noto Sans Hebrew",
            Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul => {
                Self::cjk_family(script, wish.region)
            }
            other => BY_SCRIPT.iter().find(|(script, _)| *script == other)?.1,
        })
    }

    /// The family of Han, kana and Hangul in a language.
    #[expect(clippy::wildcard_enum_match_arm, reason = "there are 170 scripts, and four are meant")]
    fn cjk_family(script: Script, region: Region) -> &'static str {
        match region {
            Region::Simplified => "Handout CJK SC",
            Region::Traditional => "Handout CJK TC",
            Region::Japanese => "Handout CJK JP",
            // Hanja come from the Traditional face, which has more of them; `pick` falls back to it by itself.
            Region::Korean => "Handout CJK KR",
            Region::Other | Region::Naskh | Region::Persian => match script {
                Script::Hiragana | Script::Katakana => "Handout CJK JP",
                Script::Hangul => "Handout CJK KR",
                Script::Bopomofo => "Handout CJK TC",
                _ => "Handout CJK SC",
            },
        }
    }

    /// The face of a grapheme cluster; none when no face has all that matters of it.
    ///
    /// `script` is the cluster's own or that of the text around it, `before` the face of the cluster before it on
    /// the same run of text, `beside_han` whether a Han character, kana or CJK mark is its neighbour.
    #[must_use]
    pub fn pick(
        &self,
        cluster: &str,
        script: Script,
        wish: Wish,
        before: Option<FaceId>,
        beside_han: bool,
    ) -> Option<FaceId> {
        let fits = |id: FaceId| cluster.chars().all(|c| is_invisible(c) || self.get(id).has(c));
        let nearest = |family: &str| self.find(family, wish.bold, wish.italic);
        let first = cluster.chars().next().unwrap_or(' ');
        if wants_emoji(cluster)
            && let Some(id) = nearest(EMOJI).filter(|id| fits(*id))
        {
            return Some(id);
        }
        let base = self.base(wish);
        // Code stands in cells of one width, whatever stands beside it.
        if wish.theme == Theme::Mono && fits(base) {
            return Some(base);
        }
        if beside_han && matches!(first, '“' | '”' | '‘' | '’' | '…' | '—' | '·') {
            let family = Self::cjk_family(Script::Han, wish.region);
            if let Some(id) = nearest(family).filter(|id| fits(*id)) {
                return Some(id);
            }
        }
        let of_first = first.script();
        let common = matches!(of_first, Script::Common | Script::Inherited);
        if common && let Some(id) = before.filter(|id| fits(*id) && !self.is_emoji(*id)) {
            return Some(id);
        }
        let own = self.words.filter(|_| !common && matches!(wish.theme, Theme::Sans | Theme::Serif));
        if let Some(id) = own.and_then(nearest).filter(|id| fits(*id)) {
            return Some(id);
        }
        if let Some(id) = Self::family(script, wish).and_then(nearest).filter(|id| fits(*id)) {
            return Some(id);
        }
        if wish.region.is_cjk() && common && is_wide_mark(first) {
            let family = Self::cjk_family(Script::Han, wish.region);
            if let Some(id) = nearest(family).filter(|id| fits(*id)) {
                return Some(id);
            }
        }
        if fits(base) {
            return Some(base);
        }
        let own_cjk = Self::cjk_family(of_first, wish.region);
        OTHERS
            .into_iter()
            .chain(BY_SCRIPT.map(|(_, family)| family))
            .chain([own_cjk])
            .chain(CJK)
            .chain(["Source Code Pro", "Source Serif 4", "STIX Math"])
            .filter_map(nearest)
            .find(|id| fits(*id))
    }
}

/// Characters that are never drawn: no face needs to have them.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a cluster asks for the emoji face.
fn wants_emoji(cluster: &str) -> bool {
    cluster.contains('\u{FE0F}')
        || cluster.chars().next().is_some_and(
            |c| matches!(c as u32, 0x1F300..=0x1FAFF | 0x1F1E6..=0x1F1FF | 0x1F004 | 0x1F0CF | 0x2B50 | 0x2705 | 0x274C | 0x274E | 0x2753..=0x2755 | 0x2757 | 0x2795..=0x2797 | 0x231A | 0x231B | 0x23E9..=0x23F3 | 0x26A1),
        )
}

/// Marks that CJK text sets in a full em.
#[must_use]
pub fn is_wide_mark(character: char) -> bool {
    matches!(character as u32, 0x3000..=0x303F | 0xFF00..=0xFFEF | 0xFE30..=0xFE4F | 0x2E80..=0x2FDF | 0x3200..=0x33FF)
}

#[cfg(test)]
mod scripts;

#[cfg(test)]
mod tests {
    use super::*;

    fn family(cluster: &str, language: &str, before: Option<&str>) -> Option<&'static str> {
        let faces = Faces::embedded();
        let tag = Tag::parse(language).unwrap();
        let wish = Wish { theme: Theme::Sans, bold: false, italic: false, region: Region::of(&tag) };
        let before = before.and_then(|family| faces.find(family, false, false));
        let script = cluster.chars().next().unwrap().script();
        faces
            .pick(cluster, script, wish, before, before.is_some_and(|id| faces.get(id).file.family.contains("CJK")))
            .map(|id| faces.get(id).file.family)
    }

    #[test]
    fn the_language_decides_between_faces() {
        assert_eq!(family("直", "ja", None), Some("Handout CJK JP"));
        assert_eq!(family("直", "zh", None), Some("Handout CJK SC"));
        assert_eq!(family("直", "zh-TW", None), Some("Handout CJK TC"));
        assert_eq!(family("ب", "fa", None), Some("Vazirmatn"));
        assert_eq!(family("ب", "ar", None), Some("Noto Naskh Arabic"));
        assert_eq!(family("ب", "en", None), Some("Noto Naskh Arabic"));
        assert_eq!(family("a", "ar", Some("Noto Naskh Arabic")), Some("Source Sans 3"));
    }

    #[test]
    fn marks_take_the_face_of_what_they_stand_beside() {
        assert_eq!(family("…", "zh", Some("Handout CJK SC")), Some("Handout CJK SC"));
        assert_eq!(family("…", "zh", None), Some("Source Sans 3"));
        assert_eq!(family("❤\u{FE0F}", "en", None), Some("Noto Emoji"));
    }

    #[test]
    fn code_beside_han_keeps_its_cells() {
        let faces = Faces::embedded();
        let region = Region::of(&Tag::parse("ja").unwrap());
        let wish = Wish { theme: Theme::Mono, bold: false, italic: false, region };
        let before = faces.find("Handout CJK JP", false, false);
        for sign in ["#", "/", "1", "\u{2026}", "\u{201C}"] {
            let face = faces.pick(sign, Script::Han, wish, before, true).map(|id| faces.get(id).file.family);
            assert_eq!(face, Some("Source Code Pro"), "{sign}");
        }
    }

    #[test]
    fn what_no_face_has_is_said() {
        assert_eq!(family("\u{12000}", "en", None), None);
    }
}
