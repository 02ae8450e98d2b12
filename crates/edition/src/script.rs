//! Scripts, as far as telling two languages apart needs them.

use pamphlet_locale::Tag;

/// A script, or a family of scripts that one language mixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Latin.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Armenian.
    Armenian,
    /// Hebrew.
    Hebrew,
    /// Arabic.
    Arabic,
    /// One of the scripts of South Asia: the number of its block of 128 code points.
    Brahmic(u32),
    /// Georgian.
    Georgian,
    /// Ethiopic.
    Ethiopic,
    /// Hangul.
    Hangul,
    /// Han, Hiragana, Katakana and Bopomofo.
    Cjk,
    /// Any other.
    Other,
}

impl Script {
    /// The script of a letter; none for what is no letter.
    pub(crate) fn of(character: char) -> Option<Self> {
        if character.is_ascii() {
            return character.is_ascii_alphabetic().then_some(Self::Latin);
        }
        if !character.is_alphabetic() {
            return None;
        }
        Some(match u32::from(character) {
            0x00aa..=0x02af | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff5a => Self::Latin,
            0x0370..=0x03ff | 0x1f00..=0x1fff => Self::Greek,
            0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Self::Cyrillic,
            0x0531..=0x058f => Self::Armenian,
            0x0590..=0x05ff => Self::Hebrew,
            0x0600..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Self::Arabic,
            block @ 0x0900..=0x0dff => Self::Brahmic(block >> 7),
            0x0e00..=0x0e7f => Self::Brahmic(0x0e00 >> 7),
            0x0e80..=0x0eff => Self::Brahmic(0x0e80 >> 7),
            0x1000..=0x109f => Self::Brahmic(0x1000 >> 7),
            0x1780..=0x17ff => Self::Brahmic(0x1780 >> 7),
            0x10a0..=0x10ff | 0x1c90..=0x1cbf => Self::Georgian,
            0x1200..=0x139f => Self::Ethiopic,
            0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7ff => Self::Hangul,
            0x3005..=0x30ff
            | 0x3100..=0x312f
            | 0x31a0..=0x31ff
            | 0x3400..=0x9fff
            | 0xf900..=0xfaff
            | 0xff66..=0xff9f
            | 0x20000..=0x3ffff => Self::Cjk,
            _ => Self::Other,
        })
    }

    /// The script that a language is written in; Latin where nothing else is known.
    pub(crate) fn of_language(tag: &Tag) -> Self {
        match tag.script() {
            Some("Latn") => return Self::Latin,
            Some("Cyrl") => return Self::Cyrillic,
            Some("Arab") => return Self::Arabic,
            Some("Hans" | "Hant" | "Jpan") => return Self::Cjk,
            Some("Deva") => return Self::Brahmic(0x0900 >> 7),
            Some(_) | None => {}
        }
        match tag.language() {
            "el" => Self::Greek,
            "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "tg" | "mn" | "tt" | "ba" | "cv" | "os" => {
                Self::Cyrillic
            }
            "hy" => Self::Armenian,
            "he" | "yi" => Self::Hebrew,
            "ar" | "fa" | "ur" | "ps" | "ug" | "sd" | "ckb" | "dv" | "ks" => Self::Arabic,
            "hi" | "mr" | "ne" | "sa" | "mai" | "bho" => Self::Brahmic(0x0900 >> 7),
            "bn" | "as" => Self::Brahmic(0x0980 >> 7),
            "pa" => Self::Brahmic(0x0a00 >> 7),
            "gu" => Self::Brahmic(0x0a80 >> 7),
            "or" => Self::Brahmic(0x0b00 >> 7),
            "ta" => Self::Brahmic(0x0b80 >> 7),
            "te" => Self::Brahmic(0x0c00 >> 7),
            "kn" => Self::Brahmic(0x0c80 >> 7),
            "ml" => Self::Brahmic(0x0d00 >> 7),
            "si" => Self::Brahmic(0x0d80 >> 7),
            "th" => Self::Brahmic(0x0e00 >> 7),
            "lo" => Self::Brahmic(0x0e80 >> 7),
            "my" => Self::Brahmic(0x1000 >> 7),
            "km" => Self::Brahmic(0x1780 >> 7),
            "ka" => Self::Georgian,
            "am" | "ti" => Self::Ethiopic,
            "ko" => Self::Hangul,
            "ja" | "zh" | "yue" | "wuu" | "nan" => Self::Cjk,
            _ => Self::Latin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_in_their_script() {
        for (tag, text) in [
            ("en", "word"),
            ("uk", "слово"),
            ("ar", "كلمة"),
            ("hi", "शब्द"),
            ("bn-IN", "শব্দ"),
            ("zh-Hant", "詞"),
            ("ja", "ことば"),
            ("ko", "단어"),
            ("el", "λέξη"),
            ("he", "מילה"),
            ("tr", "ğ"),
            ("vi", "ữ"),
            ("sr-Latn", "reč"),
        ] {
            let tag = Tag::parse(tag).unwrap();
            for letter in text.chars().filter_map(Script::of) {
                assert_eq!(letter, Script::of_language(&tag), "{tag}: {text}");
            }
        }
        assert_eq!(Script::of('3'), None);
        assert_eq!(Script::of('。'), None);
    }
}
