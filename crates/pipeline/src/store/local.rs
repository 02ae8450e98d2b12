//! The store in a folder of this machine.
//!
//! A file gets its name at once: it is written under another one in the same folder, then renamed, so that nobody sees
//! half of it and two programs may write the same. Contents are hard links to the files of outputs where the system can:
//! they need no room as long as the output is there. They are copied out, never linked, so that somebody who edits a
//! file of an output in its place damages at most the entry of the store, which its sum finds.
//!
//! Nothing is synced: after a power cut an entry may be damaged, and is made again.

use super::{Shelf, Store, sealed};
use crate::system::{FileKind, FileStamp, System};
use pamphlet_source::limits::{OUTPUT_BYTES, RECORD_BYTES};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How names of files end that are being written.
const ASIDE: &str = ".new";

/// For how long, in seconds before the newest entry, what no record names is left alone: another program may be about to
/// write the record.
const PATIENCE: i64 = 3600;

/// A store in a folder.
pub struct Local<'s> {
    system: &'s dyn System,
    folder: PathBuf,
    /// The number of the next file that is written.
    next: AtomicU64,
    /// Whether something was put.
    is_grown: AtomicBool,
}

impl<'s> Local<'s> {
    /// The store in a folder, which need not be there.
    #[must_use]
    pub fn new(system: &'s dyn System, folder: PathBuf) -> Self {
        Self { system, folder, next: AtomicU64::new(0), is_grown: AtomicBool::new(false) }
    }

    fn place(&self, shelf: Shelf, digest: &str) -> Option<PathBuf> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let (first, rest) = (digest.len() == 64 && digest.bytes().all(is_digit)).then(|| digest.split_at(2))?;
        Some(self.folder.join(shelf.name()).join(first).join(rest))
    }

    /// A name beside a place that no other program uses: they have other numbers. On machines that share a store they
    /// may be the same; what comes of that is found by its sum.
    fn aside(&self, place: &Path) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        place.with_file_name(format!(".{name}.{}-{number}{ASIDE}", self.system.process()))
    }

    /// Writes with `write` under another name, and renames. Whether it is there now.
    fn keep(&self, place: &Path, write: impl Fn(&Path) -> std::io::Result<()>) -> bool {
        let aside = self.aside(place);
        let kept = write(&aside).and_then(|()| self.system.rename(&aside, place)).is_ok();
        if !kept {
            let _ = self.system.remove(&aside);
        }
        self.is_grown.store(true, Ordering::Relaxed);
        kept
    }

    /// Whether something lies there under a digest, whole or damaged.
    #[must_use]
    pub fn holds(&self, shelf: Shelf, digest: &str) -> bool {
        let stat = self.place(shelf, digest).map(|place| self.system.stat(&place));
        matches!(stat, Some(Ok(Some(stat))) if !stat.folder)
    }

    fn is_there(&self, place: &Path, bytes: usize) -> bool {
        matches!(self.system.stat(place), Ok(Some(stat)) if !stat.folder && stat.bytes == bytes as u64)
    }

    /// Makes room when something was put and the store holds more than `limit` bytes: the oldest records go, with the
    /// contents that no other record names. `used` are the keys of this run, which stay.
    pub fn trim(&self, limit: u64, used: &BTreeSet<String>) {
        if !self.is_grown.swap(false, Ordering::Relaxed) {
            return;
        }
        let (contents, records) = (self.list(Shelf::Contents), self.list(Shelf::Records));
        let held = |entries: &[Entry]| entries.iter().map(|entry| entry.bytes).sum::<u64>();
        if held(&contents) + held(&records) <= limit {
            return;
        }
        let newest = contents.iter().chain(&records).map(|entry| entry.stamp.written).max().unwrap_or_default();
        let sizes: BTreeMap<&str, u64> = contents.iter().map(|entry| (entry.digest.as_str(), entry.bytes)).collect();
        let mut by_age: Vec<&Entry> = records.iter().filter(|entry| !entry.is_aside).collect();
        by_age.sort_by_key(|entry| (!used.contains(&entry.digest), std::cmp::Reverse(entry.stamp)));
        // Nine tenths, so that not every run has to make room.
        let (mut room, mut named, mut given_up) = (limit - limit / 10, BTreeSet::new(), BTreeSet::new());
        for entry in by_age {
            let names = self.names(&entry.digest).unwrap_or_default();
            let more: u64 =
                names.iter().filter(|name| !named.contains(*name)).filter_map(|name| sizes.get(name.as_str())).sum();
            match room.checked_sub(more + entry.bytes) {
                Some(left) => room = left,
                None if used.contains(&entry.digest) => room = 0,
                None => {
                    let _ = self.system.remove(&entry.path);
                    given_up.extend(names);
                    continue;
                }
            }
            named.extend(names);
        }
        for entry in contents.iter().chain(records.iter().filter(|entry| entry.is_aside)) {
            let is_old = entry.stamp.written.0 < newest.0 - PATIENCE;
            if !named.contains(&entry.digest) && (is_old || given_up.contains(&entry.digest)) {
                let _ = self.system.remove(&entry.path);
            }
        }
    }

    /// The sums that a record names.
    fn names(&self, digest: &str) -> Option<Vec<String>> {
        /// What all records have that name contents.
        #[derive(Deserialize)]
        struct Named {
            #[serde(default)]
            artifacts: Vec<Sum>,
        }
        #[derive(Deserialize)]
        struct Sum {
            sha256: String,
        }
        let bytes = self.get(Shelf::Records, digest)?;
        let (_, named) = sealed::opened::<(String, Named)>(&bytes)?;
        Some(named.artifacts.into_iter().map(|sum| sum.sha256).collect())
    }

    fn list(&self, shelf: Shelf) -> Vec<Entry> {
        let folder = self.folder.join(shelf.name());
        let mut found = Vec::new();
        for first in self.system.entries(&folder).unwrap_or_default() {
            let below = folder.join(&first.name);
            for member in self.system.entries(&below).unwrap_or_default() {
                let path = below.join(&member.name);
                if let (FileKind::File, Ok(Some(stat))) = (member.kind, self.system.stat(&path)) {
                    let name = member.name.to_string_lossy();
                    let digest = format!("{}{name}", first.name.to_string_lossy());
                    found.push(Entry {
                        is_aside: name.ends_with(ASIDE),
                        digest,
                        path,
                        bytes: stat.bytes,
                        stamp: stat.stamp,
                    });
                }
            }
        }
        found
    }
}

/// A file of the store.
struct Entry {
    digest: String,
    path: PathBuf,
    bytes: u64,
    stamp: FileStamp,
    /// Whether it was being written when it was looked at, or when a run ended.
    is_aside: bool,
}

impl Store for Local<'_> {
    fn get(&self, shelf: Shelf, digest: &str) -> Option<Vec<u8>> {
        let limit = match shelf {
            Shelf::Contents => OUTPUT_BYTES,
            Shelf::Records => RECORD_BYTES,
        };
        self.system.read(&self.place(shelf, digest)?, limit).ok()
    }

    fn put(&self, shelf: Shelf, digest: &str, bytes: &[u8]) -> bool {
        let Some(place) = self.place(shelf, digest) else { return false };
        // Contents of one sum are the same; a record may say more than the one that is there.
        shelf == Shelf::Contents && self.is_there(&place, bytes.len())
            || self.keep(&place, |aside| self.system.write(aside, bytes))
    }

    fn put_file(&self, digest: &str, file: &Path, bytes: &[u8]) {
        let Some(place) = self.place(Shelf::Contents, digest) else { return };
        if !self.is_there(&place, bytes.len()) {
            self.keep(&place, |aside| self.system.link(file, aside));
        }
    }

    fn forget(&self, shelf: Shelf, digest: &str) {
        if let Some(place) = self.place(shelf, digest) {
            let _ = self.system.remove(&place);
        }
    }
}
