//! What is known from earlier runs, so that what did not change is not made again.
//!
//! What was made lies in the [`store`](crate::store), by what it was made from:
//!
//! | record | its key is the sum of | says |
//! |---|---|---|
//! | of a locale | the program, the settings, the configuration, the texts of the locale and of the source | what was found, what the manifest says of it, what its pictures held, and the keys of its units |
//! | of a unit (a format of a locale) | the program, the settings, and everything that its exporter was given: the [reading](crate::digest) and its pictures | what was found, and its files |
//!
//! So a change of texts that nobody sees in a locale costs reading that locale again, and none of its files.
//!
//! A locale is taken over when the record of its key is there and its pictures hold the same; a unit is when its files
//! lie in the output with the sums that it names, or the store can give. Beside the store, for each output, there
//! are the stamps of its files: they only spare reading them again, and where they differ, the sum decides.
//!
//! Keys are made of contents alone, never of times or places: a new checkout in another folder, with a restored cache and
//! no output, has everything.
//!
//! Every record has the sum of its own content and the version of its form; it is written aside and renamed. A cache
//! that is missing, damaged, or cannot be written costs time, and nothing else.

use crate::manifest::{Artifact, EditionFacts, Manifest};
use crate::request::Request;
use crate::store::{self, Local, Remote, Shelf, Shelves, Store, Usage, sealed};
use crate::sums::sha256;
use crate::system::{FileStamp, System};
use pamphlet_source::Finding;
use pamphlet_source::limits::{OUTPUT_BYTES, RECORD_BYTES};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;

/// What is known of one locale.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LocaleRecord {
    /// The key of its texts.
    pub key: String,
    /// What was found in reading, parsing and composing.
    findings: Vec<Finding>,
    /// What the manifest says about it.
    pub facts: EditionFacts,
    /// The files of its pictures, each with its [`state`](crate::pictures::state).
    pub pictures: BTreeMap<String, String>,
    /// The keys of its units, by the name of their format.
    pub units: BTreeMap<String, String>,
}

/// What is known of one format of a locale.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnitRecord {
    /// What was found in exporting.
    findings: Vec<Finding>,
    /// Its files.
    pub artifacts: Vec<Artifact>,
}

impl LocaleRecord {
    /// A record of what was just composed.
    #[must_use]
    pub fn new(key: String, findings: &[Finding], facts: EditionFacts, pictures: BTreeMap<String, String>) -> Self {
        Self { key, findings: findings.to_vec(), facts, pictures, units: BTreeMap::new() }
    }

    /// What was found in reading, parsing and composing.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.clone()
    }
}

impl UnitRecord {
    /// A record of what was just exported.
    #[must_use]
    pub fn new(findings: &[Finding], artifacts: Vec<Artifact>) -> Self {
        Self { findings: findings.to_vec(), artifacts }
    }

    /// What was found in exporting.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.findings.clone()
    }
}

/// Length and stamp of every file of an output, and the sum of its manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// SHA-256 of `manifest.json`.
    manifest: String,
    /// By path.
    files: BTreeMap<String, (u64, FileStamp)>,
}

impl Stamps {
    /// The stamps of an output that is in place.
    #[must_use]
    pub fn of(system: &dyn System, out: &Path, manifest: &Manifest) -> Self {
        Self::of_written(system, out, manifest, &manifest.to_json())
    }

    /// The same, when the text of the manifest is known.
    #[must_use]
    pub(crate) fn of_written(system: &dyn System, out: &Path, manifest: &Manifest, text: &str) -> Self {
        let mut stamps = Self { manifest: sha256(text.as_bytes()), files: BTreeMap::new() };
        for Artifact { path, .. } in &manifest.artifacts {
            if let Ok(Some(stat)) = system.stat(&out.join(path)) {
                stamps.files.insert(path.clone(), (stat.bytes, stat.stamp));
            }
        }
        stamps
    }

    /// Whether a file of the output holds what its manifest says. Without a stamp that says so it is read.
    #[must_use]
    pub(crate) fn is_untouched(&self, system: &dyn System, out: &Path, path: &str, sum: &str) -> bool {
        let place = out.join(path);
        let Ok(Some(stat)) = system.stat(&place) else { return false };
        !stat.folder
            && (self.files.get(path) == Some(&(stat.bytes, stat.stamp))
                || system.read(&place, OUTPUT_BYTES).is_ok_and(|bytes| sha256(&bytes) == sum))
    }
}

/// The digest of a program, and the stamp of its file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Program {
    bytes: u64,
    stamp: FileStamp,
    blake3: String,
}

/// The cache, as one output folder sees it.
pub struct Cache<'s> {
    system: &'s dyn System,
    /// The folder of all caches.
    root: PathBuf,
    /// What is known of the output folder alone.
    folder: PathBuf,
    store: Shelves<'s>,
    /// How many bytes the store may hold.
    limit: u64,
    /// The keys of the records that this run used.
    used: Mutex<BTreeSet<String>>,
}

impl<'s> Cache<'s> {
    /// The cache of a request that goes into `out`; none when the request wants none, or names pages.
    #[must_use]
    pub fn of(system: &'s dyn System, request: &Request, out: &Path) -> Option<Self> {
        let root = request.cache.as_ref().filter(|_| request.pages.is_empty())?;
        let remote = request.store.clone().map(Remote::new);
        let name = &sha256(system.absolute(out).to_string_lossy().as_bytes())[..16];
        Some(Self {
            system,
            root: root.clone(),
            folder: root.join(name),
            store: Shelves::new(Local::new(system, root.clone()), remote),
            limit: request.cache_bytes,
            used: Mutex::default(),
        })
    }

    /// Where contents and records are kept.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &self.store
    }

    /// What a store on another machine gave.
    #[must_use]
    pub fn usage(&self) -> Option<Usage> {
        self.store.usage()
    }

    /// Brings here, from a store on another machine, what will be asked for by these digests.
    pub(crate) fn bring<'d>(&self, shelf: Shelf, digests: impl IntoIterator<Item = &'d str>) {
        self.store.bring(shelf, digests);
    }

    /// Gives other machines what this one made: records that were [kept](Self::keep), and the files of their units.
    pub(crate) fn share(&self, records: &[(LocaleRecord, Vec<(String, UnitRecord)>)]) {
        let mut all = Vec::new();
        for (locale, units) in records {
            for (key, unit) in units {
                let sums = unit.artifacts.iter().map(|artifact| artifact.sha256.as_str());
                all.push((key.as_str(), sums.collect()));
            }
            all.push((locale.key.as_str(), Vec::new()));
        }
        self.store.send(&all);
    }

    fn record<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let record = store::record(&self.store, key)?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        Some(record)
    }

    fn keep_record<T: Serialize>(&self, key: &str, record: &T) {
        store::keep_record(&self.store, key, record);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
    }

    fn read<T: DeserializeOwned>(&self, folder: &Path, name: &str) -> Option<T> {
        sealed::opened(&self.system.read(&folder.join(name), RECORD_BYTES).ok()?)
    }

    /// Writes records. A cache that cannot be written is none, and no reason to fail.
    fn write(&self, folder: &Path, records: Vec<(String, serde_json::Result<Vec<u8>>)>) {
        let mut written = Vec::new();
        for (name, bytes) in records {
            let aside = folder.join(format!(".{name}.new"));
            match bytes {
                Ok(bytes) if self.system.write(&aside, &bytes).is_ok() => written.push((aside, name)),
                _ => {
                    let _ = self.system.remove(&aside);
                }
            }
        }
        if written.is_empty() {
            return;
        }
        let _ = self.system.sync_below(folder);
        for (aside, name) in written {
            let _ = self.system.rename(&aside, &folder.join(name));
        }
    }

    /// What is known of the locale of a key.
    #[must_use]
    pub fn locale(&self, key: &str) -> Option<LocaleRecord> {
        self.record(key).filter(|record: &LocaleRecord| record.key == key)
    }

    /// What is known of the unit of a key.
    #[must_use]
    pub fn unit(&self, key: &str) -> Option<UnitRecord> {
        self.record(key)
    }

    /// Keeps what is known of a locale, and of its units by their keys.
    pub fn keep(&self, locale: &LocaleRecord, units: &[(String, UnitRecord)]) {
        for (key, unit) in units {
            self.keep_record(key, unit);
        }
        self.keep_record(&locale.key, locale);
    }

    /// Keeps the stamps of an output that is in place, and makes room where the store has become too large.
    pub(crate) fn keep_stamps(&self, stamps: &Stamps) {
        self.write(&self.folder, vec![("stamps.json".to_owned(), sealed::sealed(stamps))]);
    }

    /// Makes room where the store has become too large. What this run used stays.
    pub fn trim(&self) {
        self.store.local().trim(self.limit, &self.used.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What is known of the history of a folder of the site.
    pub(crate) fn history<T: DeserializeOwned>(&self, folder: &str) -> Option<T> {
        self.read(&self.folder, &history_name(folder))
    }

    /// Keeps what is known of the history of a folder of the site.
    pub(crate) fn keep_history<T: Serialize>(&self, folder: &str, known: &T) {
        self.write(&self.folder, vec![(history_name(folder), sealed::sealed(known))]);
    }

    /// The stamps of the files, when the output is still the one that they were taken of; else those of no file.
    #[must_use]
    pub fn stamps(&self, manifest: &[u8]) -> Stamps {
        let known = self.read::<Stamps>(&self.folder, "stamps.json");
        known.filter(|stamps| stamps.manifest == sha256(manifest)).unwrap_or_default()
    }

    /// Something that changes when the program does: the digest of its file, which is read again only when its stamp
    /// is another.
    #[must_use]
    pub fn program(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let Some(path) = self.system.program() else { return version.to_owned() };
        let Ok(Some(stat)) = self.system.stat(&path) else { return version.to_owned() };
        let known = self.read::<Program>(&self.root, "program.json");
        let digest = match known {
            Some(known) if (known.bytes, known.stamp) == (stat.bytes, stat.stamp) => known.blake3,
            _ => {
                let mut sum = blake3::Hasher::new();
                let see = &mut |piece: &[u8]| {
                    sum.update(piece);
                };
                if self.system.read_in_pieces(&path, OUTPUT_BYTES, see).is_err() {
                    return format!("{version} {stat:?}");
                }
                let blake3 = sum.finalize().to_hex().to_string();
                let program = Program { bytes: stat.bytes, stamp: stat.stamp, blake3: blake3.clone() };
                self.write(&self.root, vec![("program.json".to_owned(), sealed::sealed(&program))]);
                blake3
            }
        };
        format!("{version} {digest}")
    }
}

fn history_name(folder: &str) -> String {
    format!("history-{}.json", &sha256(folder.as_bytes())[..16])
}
