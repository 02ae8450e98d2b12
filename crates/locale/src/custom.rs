//! Customs of typography, by language.

use crate::Tag;

/// What a language's readers expect of set text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Custom {
    /// Running text is set justified; else ragged at the end side.
    pub justified: bool,
    /// Emphasis may slant letters. Only Latin, Greek and Cyrillic have italics.
    pub italics: bool,
    /// Spaces stand between words (not in Chinese and Japanese).
    pub spaced: bool,
    /// Extra leading in per cent of the font's usual one (Devanagari and Bengali need 15).
    pub extra_leading: u8,
}

impl Custom {
    /// The customs of a language.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let language = tag.language();
        let letters_slant = !matches!(
            language,
            "ar" | "fa" | "he" | "hi" | "bn" | "ja" | "ko" | "zh" | "ckb" | "ur" | "ps" | "yi" | "th" | "ka" | "am"
        );
        // Sorani is written in Arabic letters; `ku` alone is Kurmanji, in Latin ones.
        let italics = letters_slant && (language != "ku" || tag.region() != Some("IQ"));
        Self {
            justified: !matches!(language, "eo" | "id" | "vi"),
            italics,
            spaced: !matches!(language, "ja" | "zh" | "th"),
            extra_leading: if matches!(language, "hi" | "bn" | "mr" | "ne") { 15 } else { 0 },
        }
    }
}
