//! Content, kept by digest: what was made, and what it was made by.
//!
//! A store has two shelves. **Contents** are files by the SHA-256 of their bytes; **records** are files by the SHA-256 of
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
pub(crate) mod sealed;

use crate::sums::sha256;
pub use local::Local;
use serde::{Serialize, de::DeserializeOwned};
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

    /// Keeps something. What is there under the digest stays, or is replaced.
    fn put(&self, shelf: Shelf, digest: &str, bytes: &[u8]);

    /// Keeps a file as content without reading it where that can be spared. `bytes` is what it holds.
    fn put_file(&self, digest: &str, file: &Path, bytes: &[u8]) {
        let _ = file;
        self.put(Shelf::Contents, digest, bytes);
    }

    /// Forgets what was found to be damaged.
    fn forget(&self, shelf: Shelf, digest: &str);
}

/// The content with a sum, when it is there and whole.
#[must_use]
pub fn content(store: &dyn Store, sum: &str) -> Option<Vec<u8>> {
    let bytes = store.get(Shelf::Contents, sum)?;
    if sha256(&bytes) == sum {
        return Some(bytes);
    }
    store.forget(Shelf::Contents, sum);
    None
}

/// The record of a key, when it is there and whole. It holds its key, so that one that got to another's place is none.
#[must_use]
pub fn record<T: DeserializeOwned>(store: &dyn Store, key: &str) -> Option<T> {
    let bytes = store.get(Shelf::Records, key)?;
    match sealed::opened::<(String, T)>(&bytes) {
        Some((own, record)) if own == key => Some(record),
        _ => {
            store.forget(Shelf::Records, key);
            None
        }
    }
}

/// Keeps a record under its key.
pub fn keep_record<T: Serialize>(store: &dyn Store, key: &str, record: &T) {
    if let Ok(bytes) = sealed::sealed(&(key, record)) {
        store.put(Shelf::Records, key, &bytes);
    }
}
