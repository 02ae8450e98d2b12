//! How bad what was found is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A repair, or an observation.
    Note,
    /// Something unresolved or missing: a link, an anchor, a picture, a glyph.
    Warning,
    /// An output that could not be made, or words that were lost.
    Error,
}
