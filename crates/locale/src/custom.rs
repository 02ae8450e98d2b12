//! Customs of typography, by language.

use crate::{Tag, hyphenation};

/// What a language's readers expect of set text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custom {
    /// Running text is set justified; else ragged at the end side: where neither words nor letters give way, only spaces
    /// would, and lines of many long words get holes.
    pub justified: bool,
    /// Emphasis may slant letters. Only Latin, Greek and Cyrillic have italics.
    pub italics: bool,
    /// Extra leading in per cent of the font's usual one (scripts of India need 15).
    pub extra_leading: u8,
}

impl Custom {
    /// The customs of a language.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let language = tag.language();
        let extra_leading = match language {
            "as" | "bn" | "gu" | "hi" | "kn" | "ml" | "mr" | "ne" | "pa" | "sa" | "si" | "ta" | "te" => 15,
            // Marks stand in two storeys above and below.
            "km" | "lo" | "my" | "th" => 20,
            _ => 0,
        };
        let letters_slant = !matches!(
            language,
            "ar" | "fa" | "he" | "ja" | "ko" | "zh" | "ckb" | "ur" | "ps" | "yi" | "ka" | "hy" | "am" | "ti"
        ) && extra_leading == 0;
        // Sorani is written in Arabic letters; `ku` alone is Kurmanji, in Latin ones.
        let italics = letters_slant && (language != "ku" || tag.region() != Some("IQ"));
        Self { justified: hyphenation(tag).is_some() || matches!(language, "ja" | "zh"), italics, extra_leading }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn justified_where_something_gives_way() {
        let justified = |tag: &str| Custom::of(&Tag::parse(tag).unwrap()).justified;
        assert!(["en", "pt-BR", "uk", "zh-Hant", "ja", "ro", "id"].into_iter().all(justified));
        assert!(!["ar", "ckb", "he", "hi", "bn-IN", "ko", "vi"].into_iter().any(justified));
    }

    #[test]
    fn high_scripts_have_room_and_stand_upright() {
        for tag in ["hi", "ta", "th", "km"] {
            let custom = Custom::of(&Tag::parse(tag).unwrap());
            assert!(custom.extra_leading > 0 && !custom.italics, "{tag}");
        }
        let custom = Custom::of(&Tag::parse("ka").unwrap());
        assert!(custom.extra_leading == 0 && !custom.italics);
    }
}
