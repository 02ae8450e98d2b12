//! `manifest.json`: every file of an output, and what it was made from.

use crate::Format;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The version of the form of the manifest.
pub const SCHEMA_VERSION: u32 = 1;

/// What an output folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Manifest")]
pub struct Manifest {
    /// The version of this form: 1.
    pub schema_version: u32,
    /// What made it.
    pub generator: Generator,
    /// What files are named after.
    pub slug: String,
    /// The locale that the others are translated from.
    pub source_locale: String,
    /// The version of the content, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The date that the files print, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What there is in each locale, the source first.
    pub editions: Vec<EditionFacts>,
    /// Every file but this one and `SHA256SUMS`, by path.
    pub artifacts: Vec<Artifact>,
}

/// The program that made an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// `pamphlet`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What there is to know about one locale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionFacts {
    /// The locale.
    pub locale: String,
    /// The title of its book.
    pub title: String,
    /// One or two sentences about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Where it is read on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Words in all.
    pub words: u32,
    /// Words that are translated.
    pub translated_words: u32,
    /// Its pages in reading order.
    pub pages: Vec<PageFacts>,
    /// Its packets: documents of chosen pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packets: Vec<PacketFacts>,
}

/// A packet of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PacketFacts {
    /// What its files are named after: `packets/<slug>.pdf`.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl EditionFacts {
    /// Translated words in per cent, rounded down; 100 for nothing at all.
    #[must_use]
    pub fn percent(&self) -> u32 {
        if self.words == 0 {
            return 100;
        }
        u32::try_from(u64::from(self.translated_words) * 100 / u64::from(self.words)).unwrap_or(100)
    }
}

/// A page of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageFacts {
    /// Its name.
    pub page: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of what it was made from.
    pub digest: String,
    /// Whether the source page stands in for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fallback: bool,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Artifact {
    /// Its path in the output, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its format; none for what belongs to all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Its locale; none for what belongs to all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The names of the pages it shows; none for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
    /// The files of the site that it was made from.
    pub sources: Vec<String>,
}

impl Manifest {
    /// Reads a manifest; `None` when the text is none of ours.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        (manifest.generator.name == "pamphlet" && manifest.schema_version == SCHEMA_VERSION).then_some(manifest)
    }

    /// The manifest as a file, which ends with a line break.
    ///
    /// # Panics
    /// Never: it holds texts and numbers alone.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts and numbers have a form in JSON");
        text.push('\n');
        text
    }

    /// `SHA256SUMS`, as `sha256sum --check` reads it: every artifact, and the manifest, by path.
    #[must_use]
    pub fn sums(&self, manifest: &str) -> String {
        let own = sha256(manifest.as_bytes());
        let mut lines: Vec<(&str, &str)> =
            self.artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact.sha256.as_str())).collect();
        lines.push((MANIFEST, &own));
        lines.sort_unstable();
        let mut out = String::new();
        for (path, sum) in lines {
            let _ = writeln!(out, "{sum}  {path}");
        }
        out
    }
}

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The name of the list of sums.
pub const SUMS: &str = "SHA256SUMS";

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
