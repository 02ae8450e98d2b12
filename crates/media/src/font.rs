//! The embedded fonts: 65 static faces under the SIL Open Font License 1.1, whose origin and sums are in
//! `assets/fonts/MANIFEST.tsv`.
//!
//! They are packed, all faces of a script or of a family in one stream of Brotli (RFC 7932), and unpacked when one of them
//! is first asked for: no site needs them all, and everybody downloads them.

use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

const MANIFEST: &str = include_str!("../../../assets/fonts/MANIFEST.tsv");

/// A font file.
#[derive(Clone, Copy)]
pub struct FontFile {
    /// Family: `Source Sans 3`.
    pub family: &'static str,
    /// Whether it is the bold weight.
    pub bold: bool,
    /// Whether it is slanted.
    pub italic: bool,
    /// Its path in `assets/fonts`, or in the folder of the site that has brought it.
    pub path: &'static str,
    /// The text of its licence, which must go with the font wherever the font itself is given away.
    pub licence: &'static str,
    pub(crate) content: Content,
}

/// Where the bytes of a font are.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    /// Here: a site has brought it.
    Own(&'static [u8]),
    /// In a pack, where the manifest says.
    Packed(&'static Pack),
}

impl FontFile {
    /// The file: OpenType with CFF or TrueType outlines. The first face of a pack that is asked for unpacks all of it,
    /// in 1 to 30 ms.
    #[must_use]
    pub fn bytes(&self) -> &'static [u8] {
        match self.content {
            Content::Own(bytes) => bytes,
            Content::Packed(pack) => pack.file(self.path),
        }
    }

    /// Its file's name without the ending, which is its `PostScript` name: `SourceSans3-Bold`.
    #[must_use]
    pub fn stem(&self) -> &'static str {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether it is for words in Latin, Greek and Cyrillic, or for code: what most pictures need no other than.
    #[must_use]
    pub fn is_european(&self) -> bool {
        ["accessible/", "latin/", "mono/"].iter().any(|folder| self.path.starts_with(folder))
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Megabytes of bytes help nobody.
        write!(formatter, "FontFile({})", self.path)
    }
}

/// The fonts of a script, or of one weight of it.
pub(crate) struct Pack {
    /// What the paths of its files begin with, and have in them: `("cjk/", "-Bold")`.
    of: (&'static str, &'static str),
    packed: &'static [u8],
    unpacked: OnceLock<Unpacked>,
}

/// What a pack holds. Where its files lie is read from the manifest once: a page asks for its faces thousands of times.
struct Unpacked {
    bytes: Vec<u8>,
    files: Vec<(&'static str, Range<usize>)>,
}

impl Pack {
    fn unpacked(&self) -> &Unpacked {
        self.unpacked.get_or_init(|| {
            let mut end = 0;
            let files = self.rows().map(|(path, length)| {
                let start = end;
                end += length;
                (path, start..end)
            });
            let files: Vec<_> = files.collect();
            let mut bytes = Vec::with_capacity(end);
            brotli_decompressor::Decompressor::new(self.packed, 1 << 16)
                .read_to_end(&mut bytes)
                .expect("the packs are ours, and a test unpacks all of them");
            Unpacked { bytes, files }
        })
    }

    /// Its files in their order: path and length in bytes.
    fn rows(&self) -> impl Iterator<Item = (&'static str, usize)> {
        MANIFEST.lines().skip(1).filter_map(|line| {
            let (path, rest) = line.split_once('\t')?;
            (path.starts_with(self.of.0) && path.contains(self.of.1))
                .then(|| Some((path, rest.split('\t').next()?.parse().ok()?)))?
        })
    }

    /// One of its files.
    fn file(&self, path: &str) -> &[u8] {
        let Unpacked { bytes, files } = self.unpacked();
        let (_, range) = files
            .iter()
            .find(|(own, _)| *own == path)
            .expect("the manifest names every face of the table: a test holds them against each other");
        &bytes[range.clone()]
    }
}

macro_rules! packs {
    ($($constant:ident: $file:literal, $folder:literal, $part:literal;)+) => {
        $(static $constant: Pack = Pack {
            of: ($folder, $part),
            packed: include_bytes!(concat!("../../../assets/fonts/packs/", $file, ".br")),
            unpacked: OnceLock::new(),
        };)+
    };
}

packs! {
    ACCESSIBLE: "accessible", "accessible/", "";
    ARABIC: "arabic", "arabic/", "";
    ASIAN: "asian", "asian/", "";
    CAUCASIAN: "caucasian", "caucasian/", "";
    CJK_BOLD: "cjk-bold", "cjk/", "-Bold";
    CJK_REGULAR: "cjk-regular", "cjk/", "-Regular";
    ETHIOPIC: "ethiopic", "ethiopic/", "";
    HEBREW: "hebrew", "hebrew/", "";
    INDIC: "indic", "indic/", "";
    MATH: "math", "math/", "";
    MONO: "mono", "mono/", "";
    SANS: "latin-sans", "latin/SourceSans", "";
    SERIF: "latin-serif", "latin/SourceSerif", "";
    SYMBOLS: "symbols", "symbols/", "";
}

macro_rules! font {
    ($family:literal, $bold:literal, $italic:literal, $path:literal, $licence:literal, $pack:ident) => {
        FontFile {
            family: $family,
            bold: $bold,
            italic: $italic,
            path: $path,
            licence: include_str!(concat!("../../../assets/fonts/", $licence)),
            content: Content::Packed(&$pack),
        }
    };
}

static FONTS: &[FontFile] = &[
    font!(
        "Atkinson Hyperlegible Next",
        false,
        false,
        "accessible/AtkinsonHyperlegibleNext-Regular.ttf",
        "accessible/AtkinsonHyperlegibleNext-OFL.txt",
        ACCESSIBLE
    ),
    font!(
        "Atkinson Hyperlegible Next",
        false,
        true,
        "accessible/AtkinsonHyperlegibleNext-Italic.ttf",
        "accessible/AtkinsonHyperlegibleNext-OFL.txt",
        ACCESSIBLE
    ),
    font!(
        "Atkinson Hyperlegible Next",
        true,
        false,
        "accessible/AtkinsonHyperlegibleNext-Bold.ttf",
        "accessible/AtkinsonHyperlegibleNext-OFL.txt",
        ACCESSIBLE
    ),
    font!(
        "Atkinson Hyperlegible Next",
        true,
        true,
        "accessible/AtkinsonHyperlegibleNext-BoldItalic.ttf",
        "accessible/AtkinsonHyperlegibleNext-OFL.txt",
        ACCESSIBLE
    ),
    font!(
        "Frank Ruhl Libre",
        false,
        false,
        "hebrew/FrankRuhlLibre-Regular.ttf",
        "hebrew/FrankRuhlLibre-OFL.txt",
        HEBREW
    ),
    font!("Frank Ruhl Libre", true, false, "hebrew/FrankRuhlLibre-Bold.ttf", "hebrew/FrankRuhlLibre-OFL.txt", HEBREW),
    font!("Handout CJK JP", false, false, "cjk/HandoutCJKJP-Regular.otf", "cjk/HandoutCJK-OFL.txt", CJK_REGULAR),
    font!("Handout CJK JP", true, false, "cjk/HandoutCJKJP-Bold.otf", "cjk/HandoutCJK-OFL.txt", CJK_BOLD),
    font!("Handout CJK KR", false, false, "cjk/HandoutCJKKR-Regular.otf", "cjk/HandoutCJK-OFL.txt", CJK_REGULAR),
    font!("Handout CJK KR", true, false, "cjk/HandoutCJKKR-Bold.otf", "cjk/HandoutCJK-OFL.txt", CJK_BOLD),
    font!("Handout CJK SC", false, false, "cjk/HandoutCJKSC-Regular.otf", "cjk/HandoutCJK-OFL.txt", CJK_REGULAR),
    font!("Handout CJK SC", true, false, "cjk/HandoutCJKSC-Bold.otf", "cjk/HandoutCJK-OFL.txt", CJK_BOLD),
    font!("Handout CJK TC", false, false, "cjk/HandoutCJKTC-Regular.otf", "cjk/HandoutCJK-OFL.txt", CJK_REGULAR),
    font!("Handout CJK TC", true, false, "cjk/HandoutCJKTC-Bold.otf", "cjk/HandoutCJK-OFL.txt", CJK_BOLD),
    font!("Noto Emoji", false, false, "symbols/NotoEmoji-Regular.ttf", "symbols/NotoEmoji-OFL.txt", SYMBOLS),
    font!(
        "Noto Naskh Arabic",
        false,
        false,
        "arabic/NotoNaskhArabic-Regular.ttf",
        "arabic/NotoNaskhArabic-OFL.txt",
        ARABIC
    ),
    font!(
        "Noto Naskh Arabic",
        true,
        false,
        "arabic/NotoNaskhArabic-Bold.ttf",
        "arabic/NotoNaskhArabic-OFL.txt",
        ARABIC
    ),
    font!(
        "Noto Sans Armenian",
        false,
        false,
        "caucasian/NotoSansArmenian-Regular.ttf",
        "caucasian/NotoSansArmenian-OFL.txt",
        CAUCASIAN
    ),
    font!(
        "Noto Sans Armenian",
        true,
        false,
        "caucasian/NotoSansArmenian-Bold.ttf",
        "caucasian/NotoSansArmenian-OFL.txt",
        CAUCASIAN
    ),
    font!(
        "Noto Sans Bengali",
        false,
        false,
        "indic/NotoSansBengali-Regular.ttf",
        "indic/NotoSansBengali-OFL.txt",
        INDIC
    ),
    font!("Noto Sans Bengali", true, false, "indic/NotoSansBengali-Bold.ttf", "indic/NotoSansBengali-OFL.txt", INDIC),
    font!(
        "Noto Sans Devanagari",
        false,
        false,
        "indic/NotoSansDevanagari-Regular.ttf",
        "indic/NotoSansDevanagari-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Devanagari",
        true,
        false,
        "indic/NotoSansDevanagari-Bold.ttf",
        "indic/NotoSansDevanagari-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Ethiopic",
        false,
        false,
        "ethiopic/NotoSansEthiopic-Regular.ttf",
        "ethiopic/NotoSansEthiopic-OFL.txt",
        ETHIOPIC
    ),
    font!(
        "Noto Sans Ethiopic",
        true,
        false,
        "ethiopic/NotoSansEthiopic-Bold.ttf",
        "ethiopic/NotoSansEthiopic-OFL.txt",
        ETHIOPIC
    ),
    font!(
        "Noto Sans Georgian",
        false,
        false,
        "caucasian/NotoSansGeorgian-Regular.ttf",
        "caucasian/NotoSansGeorgian-OFL.txt",
        CAUCASIAN
    ),
    font!(
        "Noto Sans Georgian",
        true,
        false,
        "caucasian/NotoSansGeorgian-Bold.ttf",
        "caucasian/NotoSansGeorgian-OFL.txt",
        CAUCASIAN
    ),
    font!(
        "Noto Sans Gujarati",
        false,
        false,
        "indic/NotoSansGujarati-Regular.ttf",
        "indic/NotoSansGujarati-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Gujarati",
        true,
        false,
        "indic/NotoSansGujarati-Bold.ttf",
        "indic/NotoSansGujarati-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Gurmukhi",
        false,
        false,
        "indic/NotoSansGurmukhi-Regular.ttf",
        "indic/NotoSansGurmukhi-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Gurmukhi",
        true,
        false,
        "indic/NotoSansGurmukhi-Bold.ttf",
        "indic/NotoSansGurmukhi-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Hebrew",
        false,
        false,
        "hebrew/NotoSansHebrew-Regular.ttf",
        "hebrew/NotoSansHebrew-OFL.txt",
        HEBREW
    ),
    font!("Noto Sans Hebrew", true, false, "hebrew/NotoSansHebrew-Bold.ttf", "hebrew/NotoSansHebrew-OFL.txt", HEBREW),
    font!(
        "Noto Sans Kannada",
        false,
        false,
        "indic/NotoSansKannada-Regular.ttf",
        "indic/NotoSansKannada-OFL.txt",
        INDIC
    ),
    font!("Noto Sans Kannada", true, false, "indic/NotoSansKannada-Bold.ttf", "indic/NotoSansKannada-OFL.txt", INDIC),
    font!("Noto Sans Khmer", false, false, "asian/NotoSansKhmer-Regular.ttf", "asian/NotoSansKhmer-OFL.txt", ASIAN),
    font!("Noto Sans Khmer", true, false, "asian/NotoSansKhmer-Bold.ttf", "asian/NotoSansKhmer-OFL.txt", ASIAN),
    font!("Noto Sans Lao", false, false, "asian/NotoSansLao-Regular.ttf", "asian/NotoSansLao-OFL.txt", ASIAN),
    font!("Noto Sans Lao", true, false, "asian/NotoSansLao-Bold.ttf", "asian/NotoSansLao-OFL.txt", ASIAN),
    font!(
        "Noto Sans Malayalam",
        false,
        false,
        "indic/NotoSansMalayalam-Regular.ttf",
        "indic/NotoSansMalayalam-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Malayalam",
        true,
        false,
        "indic/NotoSansMalayalam-Bold.ttf",
        "indic/NotoSansMalayalam-OFL.txt",
        INDIC
    ),
    font!(
        "Noto Sans Myanmar",
        false,
        false,
        "asian/NotoSansMyanmar-Regular.ttf",
        "asian/NotoSansMyanmar-OFL.txt",
        ASIAN
    ),
    font!("Noto Sans Myanmar", true, false, "asian/NotoSansMyanmar-Bold.ttf", "asian/NotoSansMyanmar-OFL.txt", ASIAN),
    font!(
        "Noto Sans Sinhala",
        false,
        false,
        "indic/NotoSansSinhala-Regular.ttf",
        "indic/NotoSansSinhala-OFL.txt",
        INDIC
    ),
    font!("Noto Sans Sinhala", true, false, "indic/NotoSansSinhala-Bold.ttf", "indic/NotoSansSinhala-OFL.txt", INDIC),
    font!("Noto Sans Tamil", false, false, "indic/NotoSansTamil-Regular.ttf", "indic/NotoSansTamil-OFL.txt", INDIC),
    font!("Noto Sans Tamil", true, false, "indic/NotoSansTamil-Bold.ttf", "indic/NotoSansTamil-OFL.txt", INDIC),
    font!("Noto Sans Telugu", false, false, "indic/NotoSansTelugu-Regular.ttf", "indic/NotoSansTelugu-OFL.txt", INDIC),
    font!("Noto Sans Telugu", true, false, "indic/NotoSansTelugu-Bold.ttf", "indic/NotoSansTelugu-OFL.txt", INDIC),
    font!("Noto Sans Thai", false, false, "asian/NotoSansThai-Regular.ttf", "asian/NotoSansThai-OFL.txt", ASIAN),
    font!("Noto Sans Thai", true, false, "asian/NotoSansThai-Bold.ttf", "asian/NotoSansThai-OFL.txt", ASIAN),
    font!("STIX Math", false, false, "math/STIXMath-Regular.otf", "math/STIXMath-OFL.txt", MATH),
    font!("Source Code Pro", false, false, "mono/SourceCodePro-Regular.otf", "mono/SourceCodePro-OFL.txt", MONO),
    font!("Source Code Pro", false, true, "mono/SourceCodePro-Italic.otf", "mono/SourceCodePro-OFL.txt", MONO),
    font!("Source Code Pro", true, false, "mono/SourceCodePro-Bold.otf", "mono/SourceCodePro-OFL.txt", MONO),
    font!("Source Sans 3", false, false, "latin/SourceSans3-Regular.otf", "latin/SourceSans3-OFL.txt", SANS),
    font!("Source Sans 3", false, true, "latin/SourceSans3-Italic.otf", "latin/SourceSans3-OFL.txt", SANS),
    font!("Source Sans 3", true, false, "latin/SourceSans3-Bold.otf", "latin/SourceSans3-OFL.txt", SANS),
    font!("Source Sans 3", true, true, "latin/SourceSans3-BoldItalic.otf", "latin/SourceSans3-OFL.txt", SANS),
    font!("Source Serif 4", false, false, "latin/SourceSerif4-Regular.otf", "latin/SourceSerif4-OFL.txt", SERIF),
    font!("Source Serif 4", false, true, "latin/SourceSerif4-Italic.otf", "latin/SourceSerif4-OFL.txt", SERIF),
    font!("Source Serif 4", true, false, "latin/SourceSerif4-Bold.otf", "latin/SourceSerif4-OFL.txt", SERIF),
    font!("Source Serif 4", true, true, "latin/SourceSerif4-BoldItalic.otf", "latin/SourceSerif4-OFL.txt", SERIF),
    font!("Vazirmatn", false, false, "arabic/Vazirmatn-Regular.ttf", "arabic/Vazirmatn-OFL.txt", ARABIC),
    font!("Vazirmatn", true, false, "arabic/Vazirmatn-Bold.ttf", "arabic/Vazirmatn-OFL.txt", ARABIC),
];

/// Every embedded font, sorted by family, then upright before italic, regular before bold.
#[must_use]
pub fn all() -> &'static [FontFile] {
    FONTS
}

/// The face of a family with exactly this weight and slant.
#[must_use]
pub fn find(family: &str, bold: bool, italic: bool) -> Option<&'static FontFile> {
    FONTS.iter().find(|font| font.family == family && font.bold == bold && font.italic == italic)
}

/// The best face that a family has: the exact one, else without the slant, else without the weight, else regular.
/// `None` only for a family that is not embedded.
#[must_use]
pub fn nearest(family: &str, bold: bool, italic: bool) -> Option<&'static FontFile> {
    find(family, bold, italic)
        .or_else(|| find(family, bold, false))
        .or_else(|| find(family, false, italic))
        .or_else(|| find(family, false, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifest_and_table_agree() {
        let rows: Vec<Vec<&str>> = MANIFEST.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows.len(), all().len());
        for row in rows {
            let font = all().iter().find(|font| font.path == row[0]).expect("every file of the manifest is embedded");
            assert_eq!(font.bytes().len().to_string(), row[1], "{font:?}");
            let sum = pamphlet_source::hexadecimal(&crate::picture::digest(font.bytes()));
            assert_eq!(sum, row[2], "{font:?}");
            assert!(font.licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{font:?}");
        }
    }

    #[test]
    fn names_agree_with_the_files() {
        for font in all() {
            let face = ttf_parser::Face::parse(font.bytes(), 0).expect("a font");
            let family = face
                .names()
                .into_iter()
                .filter(ttf_parser::name::Name::is_unicode)
                .filter(|name| name.name_id == ttf_parser::name_id::TYPOGRAPHIC_FAMILY)
                .chain(face.names().into_iter().filter(|name| name.name_id == ttf_parser::name_id::FAMILY))
                .find_map(|name| name.to_string());
            assert_eq!(family.as_deref(), Some(font.family), "{font:?}");
            assert_eq!(face.is_bold() || face.weight().to_number() >= 700, font.bold, "{font:?}");
            assert_eq!(face.is_italic(), font.italic, "{font:?}");
        }
    }

    #[test]
    fn every_face_once_and_every_family_has_a_regular() {
        for font in all() {
            let same = all()
                .iter()
                .filter(|other| (other.family, other.bold, other.italic) == (font.family, font.bold, font.italic));
            assert_eq!(same.count(), 1, "{font:?}");
            assert!(find(font.family, false, false).is_some(), "{font:?}");
        }
        assert_eq!(
            nearest("Noto Naskh Arabic", true, true).map(|font| font.path),
            Some("arabic/NotoNaskhArabic-Bold.ttf")
        );
        assert!(nearest("Comic Sans", false, false).is_none());
    }
}
