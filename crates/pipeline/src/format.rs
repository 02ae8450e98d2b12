//! The formats, and the one place where an exporter is chosen.

use pamphlet_document::{Edition, Exported};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
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
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("the format “{name}” is not known; the formats are {}", names.join(", "))
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What all exporters of a build are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Paper: `a4`, `letter`, `a5`; none for the locale's custom.
    pub paper: Option<String>,
    /// Layouts of PDFs: `standard`, `large-print`, `booklet`.
    pub layouts: Vec<String>,
    /// Pages that are asked for alone; none for all and the books.
    pub pages: Option<Vec<String>>,
}

/// Exports an edition in one format.
///
/// # Errors
/// What the exporter says when nothing could be made.
pub fn export(
    format: Format,
    edition: &Edition,
    catalog: &Catalog,
    media: &Media,
    settings: &Settings,
) -> Result<Exported, String> {
    let _ = settings;
    match format {
        Format::Pdf => {
            let options = pamphlet_pdf::PdfOptions::default();
            pamphlet_pdf::export(edition, catalog, media, &options).map_err(|error| error.to_string())
        }
        Format::Epub => {
            let options = pamphlet_epub::EpubOptions::default();
            pamphlet_epub::export(edition, catalog, media, &options).map_err(|error| error.to_string())
        }
        Format::Json => {
            let options = pamphlet_json::JsonOptions::default();
            pamphlet_json::export(edition, catalog, media, &options).map_err(|error| error.to_string())
        }
        Format::Text => {
            let options = pamphlet_text::TextOptions::default();
            pamphlet_text::export(edition, catalog, media, &options).map_err(|error| error.to_string())
        }
    }
}
