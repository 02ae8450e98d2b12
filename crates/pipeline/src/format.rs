//! The formats of outputs.

use pamphlet_source::did_you_mean;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A format of outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Books and handouts to print.
    Pdf,
    /// Books for e-readers.
    Epub,
    /// Data for programs.
    Json,
    /// Plain text.
    Text,
}

impl Format {
    /// Every format, the slowest first.
    pub const ALL: &'static [Self] = &[Self::Pdf, Self::Epub, Self::Json, Self::Text];

    /// Its name on the command line and in the manifest.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Epub => "epub",
            Self::Json => "json",
            Self::Text => "text",
        }
    }

    /// The format of a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn parse(name: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name)).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            let meant = did_you_mean(name, names.iter().copied());
            format!("the format “{name}” is not known; {meant}the formats are {}", names.join(", "))
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
