//! `manifest.json`: every file of an output, and what it was made from.

use crate::Format;
use crate::sums::{sha256, sums_line};
use pamphlet_document::{Access, Publication};
pub use pamphlet_source::SCHEMA_VERSION;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The major versions that can be read: what the second one changed concerns other files.
const KNOWN: [&str; 2] = ["1", "2"];

/// Reads the version, which was the number 1 before it was text.
fn version<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    /// Either form.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Version {
        Number(u32),
        Text(String),
    }
    Ok(match Version::deserialize(deserializer)? {
        Version::Number(number) => number.to_string(),
        Version::Text(text) => text,
    })
}

/// What an output folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Manifest")]
pub struct Manifest {
    /// Version of the format, `major.minor`.
    #[serde(deserialize_with = "version")]
    pub schema_version: String,
    /// What made it.
    pub generator: Generator,
    /// What files are named after.
    pub slug: String,
    /// The name of its catalogues for ever, `urn:uuid:…`.
    #[serde(default)]
    pub identifier: String,
    /// The locale that the others are translated from.
    pub source_locale: String,
    /// The version of the content, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The newest date that a book prints, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The commit that the site stood at; none where it lies in no repository, and where parts of the output were made
    /// from different inputs. It stands here alone: no other file changes when a commit changes nothing of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// What all files were made from; none where parts of the output were made from different inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Inputs>,
    /// Which part of a build this is; none for what is whole, or was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<ShardFacts>,
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

/// The commit that an output was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Commit {
    /// The name that git gives it, whole.
    pub id: String,
    /// Whether files differed from it, or were not in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dirty: bool,
}

/// The digests of everything that an output was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inputs {
    /// SHA-256 of a line `SUM  PATH` for every file, as `sha256sum` prints it, sorted by path, and after these the
    /// settings as one line of JSON. Files are those of the whole site, whichever locales and formats were asked for.
    /// Paths are relative to the site; pages and snippets count as the UTF-8 that they were read as. A file that could
    /// not be read has `unreadable` for its sum, and one that is too large to be a picture `bytes=` and its length: only
    /// that it is there shows in an output.
    pub sha256: String,
    /// SHA-256 of such lines for the files of the configuration alone.
    pub configuration: String,
    /// How many files there are.
    pub files: usize,
}

/// Which part of a build that several machines share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ShardFacts {
    /// Which, from 1.
    pub index: usize,
    /// Of how many.
    pub count: usize,
    /// The locales that were asked for; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// The formats that were asked for; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<Format>,
    /// The patterns of pages that were asked for; all pages when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
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
    /// The date that its book prints, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When it was changed last, to the second in UTC (`2026-08-22T10:30:00Z`); none where nothing says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// What shops and libraries ask of it.
    #[serde(default)]
    pub publication: Publication,
    /// Whether its cover is a picture of the site, not one that is drawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_cover: bool,
    /// The day of the newest commit that changed one of the pages that are its own, `YYYY-MM-DD`; none for the source
    /// locale, and where no history says so. How old a translation is, while `date` counts pages that stand in from the
    /// source, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translated: Option<String>,
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
        pamphlet_document::percent(self.translated_words, self.words)
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
    /// Where it is read on the web, if the site says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file that it was read from, relative to the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
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
    /// How many pages of paper it has; of a booklet the sides of its sheets. Of PDFs alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed_pages: Option<usize>,
    /// What it offers to those who cannot read it as it is printed. Of EPUBs alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
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

/// The files of a manifest by what they show: for those who ask for page after page.
pub(crate) struct ArtifactIndex<'m> {
    handouts: BTreeMap<(&'m str, Format, &'m str), &'m Artifact>,
    books: BTreeMap<(&'m str, Format), &'m Artifact>,
}

impl<'m> ArtifactIndex<'m> {
    /// Looks through a manifest.
    pub(crate) fn of(manifest: &'m Manifest) -> Self {
        let (mut handouts, mut books) = (BTreeMap::new(), BTreeMap::new());
        for artifact in &manifest.artifacts {
            let (Some(format), Some(locale)) = (artifact.format, artifact.locale.as_deref()) else { continue };
            if let [page] = &artifact.pages[..]
                && !artifact.path.contains("/packets/")
            {
                keep_shortest(&mut handouts, (locale, format, page.as_str()), artifact);
            }
            // A cover is of the format of its book.
            let ending = match format {
                Format::Pdf => ".pdf",
                Format::Epub => ".epub",
                Format::Json => ".json",
                Format::Text => ".txt",
            };
            let stem = format!("{locale}/{}-{locale}", manifest.slug);
            if artifact.path.starts_with(&stem) && artifact.path.ends_with(ending) {
                keep_shortest(&mut books, (locale, format), artifact);
            }
        }
        Self { handouts, books }
    }

    /// The file that shows one page alone in a format: of several layouts the standard one.
    pub(crate) fn handout(&self, locale: &str, page: &str, format: Format) -> Option<&'m Artifact> {
        self.handouts.get(&(locale, format, page)).copied()
    }

    /// The book of a locale in a format: of several layouts the standard one.
    pub(crate) fn book(&self, locale: &str, format: Format) -> Option<&'m Artifact> {
        self.books.get(&(locale, format)).copied()
    }
}

/// Of several layouts the standard one has the shortest name.
fn keep_shortest<'m, K: Ord>(known: &mut BTreeMap<K, &'m Artifact>, key: K, artifact: &'m Artifact) {
    let known = known.entry(key).or_insert(artifact);
    if artifact.path.len() < known.path.len() {
        *known = artifact;
    }
}

impl Manifest {
    /// Reads a manifest; `None` when the text is none of ours, or names a file outside of its folder.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let is_ours = manifest.generator.name == "pamphlet"
            && KNOWN.contains(&manifest.schema_version.split('.').next().unwrap_or_default());
        (is_ours && manifest.artifacts.iter().all(|artifact| is_within(&artifact.path))).then_some(manifest)
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
            out.push_str(&sums_line(sum, path));
        }
        out
    }
}

/// Whether a text is a manifest of ours, of any version.
#[must_use]
pub(crate) fn is_manifest(bytes: &[u8]) -> bool {
    /// What all versions have.
    #[derive(Deserialize)]
    struct Any {
        generator: Generator,
        #[serde(rename = "artifacts")]
        _artifacts: serde::de::IgnoredAny,
    }
    serde_json::from_slice::<Any>(bytes).is_ok_and(|manifest| manifest.generator.name == "pamphlet")
}

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The name of the list of sums.
pub const SUMS: &str = "SHA256SUMS";
/// The name of the notes of a bundle.
pub const NOTES: &str = "RELEASE_NOTES.md";

/// Whether a path that a file names leads to something within the folder that it is about, without going round.
#[must_use]
pub fn is_within(path: &str) -> bool {
    !path.is_empty()
        && std::path::Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}
