//! Content, kept by digest: what was made, and what it was made by.
//!
//! A store has two shelves. **Contents** are files by the SHA-256 of their bytes; **records** are files by the BLAKE3 of
//! everything that something was made from, and say which contents it has. That is all that a store promises, so that
//! several kinds can stand behind each other, and so that none has to be trusted: whoever takes something out checks it
//! ([`content`], [`record`]), throws it away where it is damaged, and makes it again.
//!
//! | | lies at |
//! |---|---|
//! | content `0123…` | `cas/01/23…` |
//! | record `0123…` | `ac/01/23…` |
//!
//! Nothing here hangs on a path of the machine, on a time or on the output that something was made for: a store that is
//! copied to another machine holds there what it held here.

mod local;
pub mod remote;
pub(crate) mod sealed;
mod shelves;

use crate::sums::sha256;
pub use local::Local;
pub use remote::{Access, Remote, Usage};
use serde::{Serialize, de::DeserializeOwned};
pub use shelves::Shelves;
use std::path::Path;

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// Files, by the sum of their bytes.
    Contents,
    /// Records, by the sum of what something was made from.
    Records,
}

impl Shelf {
    /// The name of its folder, and its part of addresses: those that other stores of this kind use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contents => "cas",
            Self::Records => "ac",
        }
    }
}

/// Keeps files by digest, in lower-case hexadecimal. What it gives may be damaged, or may be gone the next time; a store
/// that fails costs time, and nothing else. Several programs may use one at once.
pub trait Store: Sync {
    /// What is kept under a digest.
    fn get(&self, shelf: Shelf, digest: &str) -> Option<Vec<u8>>;

    /// Keeps something. What is there under the digest stays, or is replaced. Whether it is there now.
    fn put(&self, shelf: Shelf, digest: &str, bytes: &[u8]) -> bool;

    /// Keeps a file as content without reading it where that can be spared. `bytes` is what it holds.
    fn put_file(&self, digest: &str, file: &Path, bytes: &[u8]) {
        let _ = file;
        self.put(Shelf::Contents, digest, bytes);
    }

    /// Forgets what was found to be damaged.
    fn forget(&self, shelf: Shelf, digest: &str);
}

/// Whether something is what was kept under its digest, as far as it says itself. A record of another key is found by
/// [`record`] alone.
#[must_use]
pub fn is_whole(shelf: Shelf, digest: &str, bytes: &[u8]) -> bool {
    match shelf {
        Shelf::Contents => sha256(bytes) == digest,
        Shelf::Records => sealed::is_whole(bytes),
    }
}

/// The content with a sum, when it is there and whole.
#[must_use]
pub fn content(store: &dyn Store, sum: &str) -> Option<Vec<u8>> {
    whole(store, Shelf::Contents, sum, |bytes| is_whole(Shelf::Contents, sum, &bytes).then_some(bytes))
}

/// The record of a key, when it is there and whole. It holds its key, so that one that got to another's place is none.
#[must_use]
pub fn record<T: DeserializeOwned>(store: &dyn Store, key: &str) -> Option<T> {
    whole(store, Shelf::Records, key, |bytes| match sealed::opened::<(String, T)>(&bytes) {
        Some((own, record)) if own == key => Some(record),
        _ => None,
    })
}

/// What `read` makes of what is kept. What it makes nothing of is forgotten, and asked for once more: another store may
/// stand behind the one that held it.
fn whole<T>(store: &dyn Store, shelf: Shelf, digest: &str, read: impl Fn(Vec<u8>) -> Option<T>) -> Option<T> {
    (0..2).find_map(|_| {
        let found = read(store.get(shelf, digest)?);
        if found.is_none() {
            store.forget(shelf, digest);
        }
        found
    })
}

/// Keeps a record under its key.
pub(crate) fn keep_record<T: Serialize>(store: &dyn Store, key: &str, record: &T) {
    if let Ok(bytes) = sealed::sealed(&(key, record)) {
        store.put(Shelf::Records, key, &bytes);
    }
}
