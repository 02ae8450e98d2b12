//! Formulas.

use crate::MathNotation;
use pamphlet_locale::Tag;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Formula")]
pub struct Math {
    /// How it is written.
    pub notation: MathNotation,
    /// The formula without its marks.
    pub source: String,
    /// The formula in words of the language around it, to be read aloud. Not there where the language has no words for
    /// formulas, or the formula is not understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<String>,
}

impl Math {
    /// A formula among words of a language.
    pub(crate) fn of(notation: MathNotation, source: &str, language: &Tag) -> Self {
        let spoken = pamphlet_formula::spoken(notation, source, language);
        Self { notation, source: source.to_owned(), spoken }
    }

    /// What is heard: the words, else the formula as it is written.
    #[must_use]
    pub fn heard(&self) -> &str {
        self.spoken.as_deref().unwrap_or(&self.source)
    }
}
