//! What a file offers to those who cannot read it as it is printed: computed from what it holds by the exporter that makes
//! it, and said alike in the file, in the manifest and in catalogues.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a file offers, in the words of Schema.org. What somebody claims of it is another thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Access {
    /// By which senses it is taken in (`accessMode`).
    pub modes: Vec<String>,
    /// Which of them are enough together (`accessModeSufficient`).
    pub sufficient: Vec<Vec<String>>,
    /// What helps (`accessibilityFeature`).
    pub features: Vec<String>,
    /// What may harm (`accessibilityHazard`); `none` where nothing does.
    pub hazards: Vec<String>,
    /// Sentences about it (`accessibilitySummary`).
    pub summary: String,
    /// The language of these sentences: not that of the file where there are no words in it.
    pub language: String,
}
