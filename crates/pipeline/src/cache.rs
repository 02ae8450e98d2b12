//! What is known from earlier runs, so that what did not change is not made again.
//!
//! The files themselves stay in the output; the cache, in the user's folder, holds for every unit (one format of one
//! locale) the key it was made by, what was found, and the sum of each file that was made, and for every file of the
//! output its length and the system's stamp after writing. A unit is taken over when its key is the same, when the
//! manifest of the output names its files with the same sums, and when they were not touched: a record says nothing
//! about an output that a run did not get to put in place. A cache that is missing or cannot be read costs time, and
//! nothing else.

use crate::manifest::{EditionFacts, hexadecimal, sha256};
use crate::request::{Request, Unit};
use crate::stage::Base;
use crate::system::System;
use crate::texts::Texts;
use pamphlet_locale::Tag;
use pamphlet_source::Finding;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is known of one locale.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LocaleRecord {
    /// The key of its texts.
    pub key: String,
    /// What was found in reading, parsing and composing.
    findings: Vec<Kept>,
    /// What the manifest says about it.
    pub facts: EditionFacts,
    /// Its formats, by name.
    pub units: BTreeMap<String, UnitRecord>,
}

/// What is known of one format of a locale.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The key it was made by.
    pub key: String,
    /// What was found in exporting.
    findings: Vec<Kept>,
    /// SHA-256 of its files, by their paths in the output.
    pub files: BTreeMap<String, String>,
}

/// A finding with the parts that its own form in JSON leaves out.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    finding: Finding,
    end: (u32, u32),
    quoted: String,
}

fn keep(findings: &[Finding]) -> Vec<Kept> {
    findings
        .iter()
        .map(|finding| Kept {
            end: (finding.end_line, finding.end_column),
            quoted: finding.quoted.clone(),
            finding: finding.clone(),
        })
        .collect()
}

fn told(kept: &[Kept]) -> Vec<Finding> {
    kept.iter()
        .map(|kept| Finding {
            end_line: kept.end.0,
            end_column: kept.end.1,
            quoted: kept.quoted.clone(),
            ..kept.finding.clone()
        })
        .collect()
}

impl LocaleRecord {
    /// A record of what was just composed.
    #[must_use]
    pub fn new(key: String, findings: &[Finding], facts: EditionFacts) -> Self {
        Self { key, findings: keep(findings), facts, units: BTreeMap::new() }
    }

    /// What was found in reading, parsing and composing.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        told(&self.findings)
    }
}

impl UnitRecord {
    /// A record of what was just exported.
    #[must_use]
    pub fn new(key: String, findings: &[Finding], files: BTreeMap<String, String>) -> Self {
        Self { key, findings: keep(findings), files }
    }

    /// What was found in exporting.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        told(&self.findings)
    }
}

/// Length and stamp of every file of an output, and the sum of its manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// SHA-256 of `manifest.json`.
    pub manifest: String,
    /// By path: length, and the system's stamp as text.
    pub files: BTreeMap<String, (u64, String)>,
}

/// The cache of one output folder.
pub struct Cache<'s> {
    system: &'s dyn System,
    folder: PathBuf,
}

impl<'s> Cache<'s> {
    /// The cache of a request; none when the request wants none, or names pages.
    #[must_use]
    pub fn of(system: &'s dyn System, request: &Request) -> Option<Self> {
        let folder = request.cache.as_ref().filter(|_| request.pages.is_empty())?;
        let absolute = system.absolute(&request.out);
        let name = &sha256(absolute.to_string_lossy().as_bytes())[..16];
        Some(Self { system, folder: folder.join(name) })
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&self.system.read(&self.folder.join(name)).ok()?).ok()
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) {
        // A cache that cannot be written is none, and no reason to fail.
        if let Ok(bytes) = serde_json::to_vec(value) {
            let _ = self.system.write(&self.folder.join(name), &bytes);
        }
    }

    /// What is known of a locale.
    #[must_use]
    pub fn locale(&self, locale: &Tag) -> Option<LocaleRecord> {
        self.read(&format!("{locale}.json"))
    }

    /// Keeps what is known of a locale.
    pub fn keep_locale(&self, locale: &Tag, record: &LocaleRecord) {
        self.write(&format!("{locale}.json"), record);
    }

    /// The stamps of the files, when the output is still the one that they were taken of.
    #[must_use]
    pub fn stamps(&self, manifest: &[u8]) -> Option<Stamps> {
        self.read::<Stamps>("stamps.json").filter(|stamps| stamps.manifest == sha256(manifest))
    }

    /// Takes the stamps of an output that was just put in place.
    pub fn keep_stamps(&self, out: &Path, paths: impl Iterator<Item = String>, manifest: &[u8]) {
        let mut stamps = Stamps { manifest: sha256(manifest), files: BTreeMap::new() };
        for path in paths {
            if let Ok(Some(stat)) = self.system.stat(&out.join(&path)) {
                stamps.files.insert(path, (stat.bytes, stat.stamp.to_string()));
            }
        }
        self.write("stamps.json", &stamps);
    }

    /// Whether a file of the output is the one that was written.
    #[must_use]
    pub fn is_untouched(&self, stamps: &Stamps, out: &Path, path: &str) -> bool {
        let Some((bytes, stamp)) = stamps.files.get(path) else { return false };
        matches!(self.system.stat(&out.join(path)), Ok(Some(stat)) if stat.bytes == *bytes && stat.stamp.to_string() == *stamp)
    }
}

/// The hash of everything that all locales are made from: the program, the configuration, the texts of the source
/// locale, the files that pictures come from, what the build was told.
#[must_use]
pub fn shared_key(system: &dyn System, request: &Request, base: &Base<'_>) -> Sha256 {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    part(&system.program());
    part(&format!("{:?}{:?}{:?}{:?}", request.paper, request.layouts, request.repair, base.stamp));
    part(&format!("{:?}{:?}{}", request.ink, request.links, request.whole_json));
    for (path, text) in &base.site.read {
        part(path);
        part(text);
    }
    for tree in &base.site.trees {
        part(tree.locale.as_str());
        part(&tree.folder);
    }
    for path in &base.site.files {
        part(path);
        if let Ok(Some(stat)) = system.stat(&request.site.join(path)) {
            part(&format!("{} {}", stat.bytes, stat.stamp));
        }
    }
    texts_key(&mut hash, &base.texts);
    hash
}

/// Adds texts to a hash.
pub fn texts_key(hash: &mut Sha256, texts: &Texts) {
    for (_, file) in texts.sources.iter() {
        hash.update((file.path.len() as u64).to_le_bytes());
        hash.update(&file.path);
        hash.update((file.text.len() as u64).to_le_bytes());
        hash.update(file.text.as_bytes());
    }
}

/// The key of a locale: everything shared, and its own texts.
#[must_use]
pub fn locale_key(shared: &Sha256, base: &Base<'_>, locale: &Tag, texts: &Texts) -> String {
    let mut hash = shared.clone();
    hash.update(locale.as_str());
    if *locale != base.site.source {
        texts_key(&mut hash, texts);
    }
    if let Some(tree) = base.site.tree(locale) {
        // Which file is which page is decided by the configuration and by which files there are.
        for (page, path) in &tree.pages {
            hash.update(page);
            hash.update([0]);
            hash.update(path);
            hash.update([0]);
        }
    }
    hexadecimal(&hash.finalize())
}

/// The key of a unit.
#[must_use]
pub fn unit_key(locale_key: &str, unit: &Unit) -> String {
    sha256(format!("{locale_key} {}", unit.format).as_bytes())
}
