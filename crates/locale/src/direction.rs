//! The direction in which a language is written.

use crate::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Direction of text and of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The direction of a language, from its script if it names one.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        if let Some(script) = tag.script() {
            return if matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm") {
                Self::Rtl
            } else {
                Self::Ltr
            };
        }
        match tag.language() {
            "ar" | "fa" | "he" | "ur" | "ckb" | "ps" | "sd" | "ug" | "yi" | "dv" => Self::Rtl,
            // Sorani is written in Arabic letters; `ku` alone is Kurmanji, in Latin ones.
            "ku" if tag.region() == Some("IQ") || tag.region() == Some("IR") => Self::Rtl,
            _ => Self::Ltr,
        }
    }

    /// The value of the HTML attribute `dir`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}
