//! The store of this machine, and behind it one that several machines share.
//!
//! What the first does not have is asked of the second, and kept here when it comes. What was made here goes to the
//! second when the output is in place: files first, then the records that name them, so that nobody finds a record whose
//! files are not there yet.

use super::remote::{Remote, Usage};
use super::{Local, Shelf, Store};
use pamphlet_source::limits::STORE_CONNECTIONS;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A store in a folder, and perhaps one behind it.
pub struct Shelves<'s> {
    local: Local<'s>,
    remote: Option<Remote>,
}

impl<'s> Shelves<'s> {
    /// A store, with another behind it.
    #[must_use]
    pub fn new(local: Local<'s>, remote: Option<Remote>) -> Self {
        Self { local, remote }
    }

    /// The store of this machine.
    #[must_use]
    pub fn local(&self) -> &Local<'s> {
        &self.local
    }

    /// What the store behind it gave.
    #[must_use]
    pub fn usage(&self) -> Option<Usage> {
        self.remote.as_ref().map(Remote::usage)
    }

    /// Brings here what will be asked for soon and is not here: on many connections at once, because each takes its time.
    pub fn bring<'d>(&self, shelf: Shelf, digests: impl IntoIterator<Item = &'d str>) {
        let Some(remote) = &self.remote else { return };
        let wanted: BTreeSet<&str> = digests.into_iter().filter(|digest| !self.local.holds(shelf, digest)).collect();
        let wanted: Vec<&str> = wanted.into_iter().collect();
        at_once(&wanted, |digest| {
            if let Some(bytes) = remote.get(shelf, digest) {
                self.local.put(shelf, digest, &bytes);
            }
        });
    }

    /// Sends what was made: records by their keys, each with the sums of the files that it names.
    pub fn send(&self, records: &[(&str, Vec<&str>)]) {
        let Some(remote) = self.remote.as_ref().filter(|remote| !remote.is_closed()) else { return };
        let sums: BTreeSet<&str> = records.iter().flat_map(|(_, sums)| sums.iter().copied()).collect();
        let sums: Vec<&str> = sums.into_iter().collect();
        let sent: Mutex<BTreeSet<&str>> = Mutex::default();
        let copy = |shelf: Shelf, digest: &str| {
            let bytes = self.local.get(shelf, digest);
            bytes.is_some_and(|bytes| super::is_whole(shelf, digest, &bytes) && remote.put(shelf, digest, &bytes))
        };
        at_once(&sums, |sum| {
            if copy(Shelf::Contents, sum) {
                sent.lock().unwrap_or_else(PoisonError::into_inner).insert(sum);
            }
        });
        let sent = sent.into_inner().unwrap_or_else(PoisonError::into_inner);
        let whole: Vec<&str> =
            records.iter().filter(|(_, sums)| sums.iter().all(|sum| sent.contains(sum))).map(|(key, _)| *key).collect();
        at_once(&whole, |key| {
            copy(Shelf::Records, key);
        });
    }
}

/// Does something with each, on as many threads as there may be connections: they wait more than they work.
fn at_once<'d>(all: &[&'d str], run: impl Fn(&'d str) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..all.len().min(STORE_CONNECTIONS) {
            // Where no thread can be started, the others do its part.
            let work = || {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    run(one);
                }
            };
            let _ = std::thread::Builder::new().spawn_scoped(scope, work);
        }
    });
}

impl Store for Shelves<'_> {
    fn get(&self, shelf: Shelf, digest: &str) -> Option<Vec<u8>> {
        self.local.get(shelf, digest).or_else(|| {
            let bytes = self.remote.as_ref()?.get(shelf, digest)?;
            self.local.put(shelf, digest, &bytes);
            Some(bytes)
        })
    }

    fn put(&self, shelf: Shelf, digest: &str, bytes: &[u8]) -> bool {
        self.local.put(shelf, digest, bytes)
    }

    fn put_file(&self, digest: &str, file: &Path, bytes: &[u8]) {
        self.local.put_file(digest, file, bytes);
    }

    fn forget(&self, shelf: Shelf, digest: &str) {
        self.local.forget(shelf, digest);
    }
}
