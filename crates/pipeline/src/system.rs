//! The only door to the disk, the environment and git. Whole builds run over [`MemorySystem`] in tests.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

mod memory;
mod os;

pub use memory::MemorySystem;
pub use os::OsSystem;

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stat {
    /// Whether it is a folder.
    pub folder: bool,
    /// Length in bytes; 0 for a folder.
    pub bytes: u64,
    /// When it was changed, in nanoseconds of the system's own count. Only ever compared with itself, to see whether
    /// a file is still the one that was written; no output depends on it.
    pub stamp: u128,
}

/// Held while a folder is written to; let go of when dropped.
pub trait Lock: Send + Sync {}

/// Files, environment, git. Paths are the system's own.
pub trait System: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the system says.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names of what lies directly in a folder, sorted, each with whether it is a folder (links are followed,
    /// except in a circle).
    ///
    /// # Errors
    /// As the system says.
    fn entries(&self, folder: &Path) -> io::Result<Vec<(String, bool)>>;

    /// What lies at a path; `None` when nothing does.
    ///
    /// # Errors
    /// As the system says.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;

    /// Writes a file, with the folders above it.
    ///
    /// # Errors
    /// As the system says.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Makes a folder, with the folders above it.
    ///
    /// # Errors
    /// As the system says.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Gives a file a second place: by a hard link where the system can, else by copying.
    ///
    /// # Errors
    /// As the system says.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a file or a folder to a place where nothing is.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Exchanges two folders at once; `false` when the system cannot.
    ///
    /// # Errors
    /// As the system says.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool>;

    /// Removes a folder with everything in it, or a file; nothing when nothing is there.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Takes a lock by a file; `None` when somebody else holds it.
    ///
    /// # Errors
    /// As the system says.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;

    /// A variable of the environment.
    fn environment(&self, name: &str) -> Option<String>;

    /// What a git command prints, run in a folder; `None` when it fails or git is not there. Read-only commands alone.
    fn git(&self, folder: &Path, arguments: &[&str]) -> Option<String>;

    /// The user's folder for caches.
    fn cache_folder(&self) -> Option<PathBuf>;

    /// A path from the root of the system.
    fn absolute(&self, path: &Path) -> PathBuf;

    /// Something that changes when the program changes.
    fn program(&self) -> String;

    /// How many cores there are.
    fn cores(&self) -> usize;
}

/// What the machine refused.
#[derive(Debug)]
pub struct MachineError {
    /// What was being done: `write`, `read`.
    pub doing: &'static str,
    /// To what.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

impl MachineError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room on the disk, or choose another place with --out; the last good output is untouched"
            }
            io::ErrorKind::PermissionDenied => "check who owns the folder, or choose another place with --out",
            io::ErrorKind::ReadOnlyFilesystem => "choose a place that can be written to with --out",
            io::ErrorKind::NotFound => "check the path",
            _ => "the last good output is untouched; mend the cause and run again",
        }
    }
}

impl fmt::Display for MachineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot {} {}: {}", self.doing, self.path.display(), self.source)
    }
}

impl std::error::Error for MachineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Says what was being done to what when the machine refused.
pub trait Doing<T> {
    /// Adds the words.
    ///
    /// # Errors
    /// The machine's, with the words.
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, MachineError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, MachineError> {
        self.map_err(|source| MachineError { doing, path: path.to_owned(), source })
    }
}
