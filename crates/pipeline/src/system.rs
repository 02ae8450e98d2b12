//! The only door to the disk, the environment and git. Whole builds run over [`MemorySystem`] in tests.

use pamphlet_source::visible;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

mod memory;
mod os;
pub mod process;
mod refused;

pub use memory::MemorySystem;
pub use os::OsSystem;
pub use refused::Refused;

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stat {
    /// Whether it is a folder.
    pub folder: bool,
    /// Length in bytes; 0 for a folder.
    pub bytes: u64,
    /// Which file it is, and when it was last changed.
    pub stamp: FileStamp,
}

/// Which file it is, and when it was last changed, by the system's own count. Only ever compared with an earlier one of
/// the same path, to spare reading a file again; no output depends on it. The time of the last change of the entry and
/// the number of the file are in it because anybody may set the time of the last writing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileStamp {
    /// The last writing: seconds and nanoseconds.
    pub written: (i64, i64),
    /// The last change of content, name or rights: seconds and nanoseconds.
    pub changed: (i64, i64),
    /// The number of the file in its file system.
    pub number: u64,
}

/// What lies in a folder under a name, when links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// What kind of thing lies at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// Something that has no end, or whose reading may wait for ever; what it is, in words.
    Irregular(&'static str),
    /// Nothing: a link to what is not there, or to itself.
    Nothing,
}

/// A member of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Its name, which need not be UTF-8.
    pub name: OsString,
    /// What it is, or what it leads to.
    pub kind: FileKind,
    /// Whether it is a symbolic link.
    pub link: bool,
}

impl Member {
    /// What it is itself, whatever it leads to.
    #[must_use]
    pub(crate) fn own_kind(&self) -> EntryKind {
        match self.kind {
            _ if self.link => EntryKind::Link,
            FileKind::File => EntryKind::File,
            FileKind::Folder => EntryKind::Folder,
            FileKind::Irregular(_) | FileKind::Nothing => EntryKind::Other,
        }
    }
}

/// Held while a folder is written to; let go of when dropped.
pub trait Lock: Send + Sync {}

/// Files, environment, git. Paths are the system's own.
pub trait System: Sync {
    /// The bytes of a regular file of at most `limit` bytes. Never waits for another program, and never reads more
    /// than the limit and a byte.
    ///
    /// # Errors
    /// As the system says, or a [`Refused`].
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>>;

    /// The same, handed to `see` piece by piece, so that nobody holds the whole. When it fails, some of it may have been
    /// handed over.
    ///
    /// # Errors
    /// As those of [`read`](Self::read).
    fn read_in_pieces(&self, path: &Path, limit: usize, see: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.read(path, limit).map(|bytes| see(&bytes))
    }

    /// As [`read`](Self::read), of a file that really lies below `boundary`, whatever links its path goes through, and in no folder
    /// called `.git`. That is asked of the file that was opened and not of its path, which others may change meanwhile.
    /// `boundary` is a [real](System::real) path.
    ///
    /// # Errors
    /// As the system says, or a [`Refused`].
    fn read_within(&self, boundary: &Path, path: &Path, limit: usize) -> io::Result<Vec<u8>>;

    /// What lies directly in a folder, sorted by name.
    ///
    /// # Errors
    /// As the system says.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Member>>;

    /// The path that a path leads to, with every link followed: equal for equal files and folders.
    ///
    /// # Errors
    /// As the system says: when nothing lies there too.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// Where a path leads when it is a symbolic link, or a link to a link; else the path itself. What is at the end
    /// need not be there.
    ///
    /// # Errors
    /// As the system says, and when links lead in a circle.
    fn target(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether something is mounted at a folder, which can then not be renamed. `false` when the system cannot tell.
    fn is_mount(&self, folder: &Path) -> bool;

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

    /// Moves a folder to a place where nothing is, or a file to where nothing or a file is, which it replaces at once.
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

    /// Waits until a file, or the names that lie directly in a folder, are on the disk and survive a power cut.
    ///
    /// # Errors
    /// As the system says.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Waits until everything below a folder, contents and names, is on the disk and survives a power cut.
    ///
    /// # Errors
    /// As the system says.
    fn sync_below(&self, folder: &Path) -> io::Result<()>;

    /// Takes a lock by a file; `None` when somebody else holds it.
    ///
    /// # Errors
    /// As the system says; that it refuses to make the file, when there is none.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>>;

    /// Lets time pass. No output depends on how much.
    fn pause(&self, time: Duration);

    /// A variable of the environment.
    fn environment(&self, name: &str) -> Option<String>;

    /// What a git command prints, run in a folder, without the white space round it; `None` when it fails or git is not
    /// there. Read-only commands alone. Of those that look at files, `status` alone may be asked: the filters that the
    /// repository names are switched off for it, whoever they belong to.
    fn git(&self, folder: &Path, arguments: &[&str]) -> Option<String>;

    /// Gives what a git command prints part by part, each without the NUL that ends it (`-z`), while it prints. None
    /// when it fails, whatever was given before, or when a part is longer than
    /// [`GIT_PART_BYTES`](pamphlet_source::limits::GIT_PART_BYTES).
    fn git_parts(&self, folder: &Path, arguments: &[&str], each: &mut dyn FnMut(&str)) -> Option<()> {
        let text = self.git(folder, arguments)?;
        text.split_terminator('\0').for_each(each);
        Some(())
    }

    /// The user's folder for caches.
    fn cache_folder(&self) -> Option<PathBuf>;

    /// A path from the root of the system.
    fn absolute(&self, path: &Path) -> PathBuf;

    /// The file of the program that runs; `None` when there is none.
    fn program(&self) -> Option<PathBuf>;

    /// A number that no other program on this machine has while this one runs.
    fn process(&self) -> u32;

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
    /// Whether the system refuses this here, for whatever reason, so that another way may do.
    #[must_use]
    pub(crate) fn is_refusal(&self) -> bool {
        is_refusal(&self.source)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.source.kind() {
            _ if self.doing == FINISH => {
                "some of its files are new and some old; correct the cause and run again, which finishes it"
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded if self.doing == SAVE => {
                "make room on the disk and run it again"
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem if self.doing == SAVE => {
                "this file belongs into the site; make its folder writable, or work in a copy of the site that is"
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room on the disk, or choose another place with --out; the last good output is untouched"
            }
            io::ErrorKind::PermissionDenied => "check who owns the folder, or choose another place with --out",
            io::ErrorKind::ReadOnlyFilesystem => "choose a place that can be written to with --out",
            io::ErrorKind::NotFound => "check the path",
            _ => "the last good output is untouched; correct the cause and run again",
        }
    }
}

impl fmt::Display for MachineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display().to_string();
        write!(formatter, "cannot {} {}: {}", self.doing, visible::line(&path), self.source)
    }
}

impl std::error::Error for MachineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// What is being done when files are moved to their places one by one, and can be neither taken back nor left.
pub(crate) const FINISH: &str = "finish moving files to";

/// What is being done to a file that belongs into the folder of a site: no option puts it elsewhere.
pub(crate) const SAVE: &str = "save";

/// Whether the system refuses a change in this place: no right to, mounted read-only, mounted there, or elsewhere.
#[must_use]
pub(crate) fn is_refusal(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::ResourceBusy
            | io::ErrorKind::CrossesDevices
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_place_is_advised_only_where_an_option_names_one() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::StorageFull] {
            let help =
                |doing| MachineError { doing, path: PathBuf::from("site/pamphlet.yml"), source: kind.into() }.help();
            assert!(help("write").contains("--out"), "{kind}");
            assert!(!help(SAVE).contains("--out"), "{kind}");
        }
    }
}
