//! Putting a folder in place, all of it or nothing.
//!
//! Files are written into a stage. When it is complete and on the disk, a journal says so, and it becomes the folder.
//! There are two ways:
//!
//! - **Beside**, wherever the system allows: the stage lies beside the folder (`.dist.new`, with `.dist.journal` and
//!   `.dist.lock`), and the two are exchanged: at once where the system can, else in two steps. Readers see the last
//!   good folder or the new one, whenever they look. In two steps there is a moment with no folder at all; the last good
//!   one is `.dist.old` then.
//! - **Inside**, where the folder cannot be renamed because something is mounted there, or nothing may be written beside
//!   it: the stage lies in the folder (`.pamphlet.new`, `.pamphlet.journal`, `.pamphlet.lock`). What the new set does not
//!   hold goes, then every file is moved to its place, the one that seals the set last. Each file is the old or the new
//!   one; while files move, the set is neither. The journal is there as long, and `verify` says so.
//!
//! # What is promised
//!
//! Whatever ends a run, at whatever moment (a signal, a full disk, the power), the next run of any command that writes to
//! the folder begins by finishing what was complete, or by clearing away what was not, and ends with the same bytes as a
//! run into an empty folder. Between the two, the folder is the last good set or the new one (inside: or says that
//! it is neither). A failed run does not make the next one fail.
//!
//! After a power cut that holds as far as the system keeps what it promises about `fsync` and `syncfs`: contents are on
//! the disk before the journal is, the journal before the exchange, and the exchange before anything is cleared away or
//! a cache hears of it. When a command ends with success, its output is on the disk.
//!
//! What is not promised: that two programs may write to one folder at once through two different mounts (locks are seen
//! only where their files are), and anything about disks that lie.

mod inside;

use crate::Error;
use crate::manifest::is_within;
use crate::sums::sha256;
use crate::system::{Doing, Lock, MachineError, System};
use pamphlet_source::limits::{LOCK_WAITS, MANIFEST_BYTES};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the names of our own files inside a folder begin. None of them belongs to the set that the folder holds.
pub(crate) const OWN: &str = ".pamphlet.";

/// How long to wait for a lock before it is tried again.
const PAUSE: Duration = Duration::from_millis(50);

/// What file systems put at their root, which is the folder when one is mounted there. Nobody's file, and not empty.
const OF_FILE_SYSTEM: &str = "lost+found";

/// Whether a name directly in a folder is none of the files that it holds: ours while they are exchanged, or the file
/// system's own.
#[must_use]
pub fn is_apart(name: &str) -> bool {
    name.starts_with(OWN) || name == OF_FILE_SYSTEM
}

/// Whether the files of a folder are being moved to their places, or were when a run was interrupted.
///
/// # Errors
/// When the machine refuses to tell.
pub fn is_unfinished(system: &dyn System, folder: &Path) -> Result<bool, MachineError> {
    let journal = Places::inside(folder).journal;
    Ok(system.stat(&journal).doing("look at", &journal)?.is_some())
}

/// The last good folder, when an interrupted exchange in two steps left none at its place.
#[must_use]
pub(crate) fn last_good(system: &dyn System, folder: &Path) -> Option<PathBuf> {
    let is_there = |path: &Path| matches!(system.stat(path), Ok(Some(_)));
    let old = Places::beside(folder).ok()?.old;
    (!is_there(folder) && is_there(&old)).then_some(old)
}

/// Where the stage and what belongs to it lie.
#[derive(Debug, Clone)]
struct Places {
    new: PathBuf,
    old: PathBuf,
    journal: PathBuf,
    lock: PathBuf,
    /// The folder that these names are in.
    above: PathBuf,
}

impl Places {
    fn beside(folder: &Path) -> Result<Self, Error> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).ok_or_else(|| {
            Error::usage(
                format!("{} cannot be an output folder", folder.display()),
                "name a folder with --out, such as dist",
            )
        })?;
        let above = match folder.parent() {
            Some(above) if above.as_os_str().is_empty() => PathBuf::from("."),
            Some(above) => above.to_owned(),
            None => PathBuf::from("."),
        };
        let place = |ending: &str| folder.with_file_name(format!(".{name}.{ending}"));
        Ok(Self { new: place("new"), old: place("old"), journal: place("journal"), lock: place("lock"), above })
    }

    fn inside(folder: &Path) -> Self {
        let place = |ending: &str| folder.join(format!("{OWN}{ending}"));
        Self {
            new: place("new"),
            old: place("old"),
            journal: place("journal"),
            lock: place("lock"),
            above: folder.to_owned(),
        }
    }
}

/// What a complete stage holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Journal {
    /// SHA-256 of its seal.
    complete: String,
    /// SHA-256 of the seal of the folder that it replaces; none when that has none.
    over: Option<String>,
    /// The paths of its files, the seal last.
    files: Vec<String>,
}

impl Journal {
    /// The journal at a place; none when there is none, or when it was not written to its end. One that came with a
    /// folder from elsewhere names no files outside of it.
    fn read(system: &dyn System, path: &Path) -> Option<Self> {
        let journal: Self = serde_json::from_slice(&system.read(path, MANIFEST_BYTES).ok()?).ok()?;
        journal.files.iter().all(|file| is_within(file)).then_some(journal)
    }

    /// Writes the journal of a stage that is on the disk, and waits until it is there too.
    fn write(&self, system: &dyn System, places: &Places) -> Result<(), MachineError> {
        let journal = &places.journal;
        let bytes = serde_json::to_vec(self).map_err(std::io::Error::other).doing("write", journal)?;
        system.write(journal, &bytes).doing("write", journal)?;
        system.sync(journal).doing("write", journal)?;
        system.sync(&places.above).doing("write", &places.above)
    }
}

/// A folder that is about to be replaced. Nobody else who asks first replaces it in the meantime.
pub struct Exchange<'s> {
    system: &'s dyn System,
    folder: PathBuf,
    seal: &'static str,
    beside: Places,
    /// The places that the stage is in.
    places: Places,
    /// Whether the lock inside the folder is among them.
    has_inside: bool,
    locks: Vec<Box<dyn Lock>>,
}

impl<'s> Exchange<'s> {
    /// Begins: finds where a link leads, takes the lock, finishes or clears away what an interrupted run left. `seal`
    /// names the file that tells one set of files from another: it holds the sums of the others.
    ///
    /// # Errors
    /// When another run is at it, or the machine refuses.
    pub fn begin(system: &'s dyn System, folder: &Path, seal: &'static str) -> Result<Self, Error> {
        let folder = system.target(folder).doing("follow", folder)?;
        let (beside, inside) = (Places::beside(&folder)?, Places::inside(&folder));
        let mut locks = Vec::new();
        // Gives what the system says when it makes no such file here.
        let mut lock = |path: &Path| -> Result<Option<MachineError>, Error> {
            // A run that was killed holds its lock until the system has ended all of it.
            for tried in 0..LOCK_WAITS {
                if tried > 0 {
                    system.pause(PAUSE);
                }
                match system.lock(path).doing("lock", path) {
                    Ok(Some(lock)) => {
                        locks.push(lock);
                        return Ok(None);
                    }
                    Ok(None) => {}
                    Err(error) if error.is_refusal() => return Ok(Some(error)),
                    Err(error) => return Err(error.into()),
                }
            }
            Err(taken(&folder))
        };
        let is_there = |path: &Path| Ok::<_, MachineError>(system.stat(path).doing("look at", path)?.is_some());

        let refused = lock(&beside.lock)?;
        let refused = match refused {
            // People know the folder, and nothing of locks.
            Some(error) if !is_there(&folder)? => {
                return Err(MachineError { doing: "make", path: folder, source: error.source }.into());
            }
            other => other.is_some(),
        };
        let is_inside = refused || system.is_mount(&folder);
        let has_inside = is_inside || is_there(&inside.lock)? || is_there(&inside.journal)?;
        if has_inside {
            if let Some(error) = lock(&inside.lock)? {
                return Err(MachineError { doing: "write into", path: folder, source: error.source }.into());
            }
            // Somebody who may write beside it and came in between looks here too, so that one of both goes.
            if refused && is_there(&beside.lock)? {
                return Err(taken(&folder));
            }
        }
        let places = if is_inside { inside.clone() } else { beside.clone() };
        let exchange = Self { system, folder, seal, beside, places, has_inside, locks };
        exchange.recover_inside(&inside)?;
        if is_inside {
            // A run that could not exchange a mount left these; the next output comes anyway.
            let _ = system.remove(&exchange.beside.journal).and_then(|()| system.remove(&exchange.beside.new));
        } else {
            exchange.recover_beside()?;
        }
        Ok(exchange)
    }

    /// The folder itself, at the end of all links.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the new files go.
    #[must_use]
    pub fn stage(&self) -> &Path {
        &self.places.new
    }

    /// Makes the stage, empty.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn open(&self) -> Result<(), MachineError> {
        let new = self.stage();
        self.system.remove(new).doing("clear", new)?;
        self.system.make_folder(new).doing("make", new)
    }

    /// Exchanges the stage for the folder. `files` are the paths of all its files but the seal, which is among them.
    ///
    /// # Errors
    /// When the machine refuses; then the folder stays as it is, or the next run finishes.
    pub fn commit(mut self, mut files: Vec<String>) -> Result<(), MachineError> {
        files.push(self.seal.to_owned());
        let seal = self.stage().join(self.seal);
        let complete = self.system.read(&seal, MANIFEST_BYTES).doing("read", &seal)?;
        let journal = Journal { complete: sha256(&complete), over: self.sum(&self.folder), files };
        self.system.sync_below(self.stage()).doing("write", self.stage())?;
        journal.write(self.system, &self.places)?;
        if self.places.above == self.folder {
            return self.move_files(&self.places, &journal);
        }
        match self.swap() {
            Err(error)
                if error.is_refusal()
                    && self.is_there(&self.folder)?
                    && self.sum(self.stage()) == Some(journal.complete.clone()) =>
            {
                self.go_inside(&journal)
            }
            other => other,
        }
    }

    /// SHA-256 of the seal of a folder.
    fn sum(&self, folder: &Path) -> Option<String> {
        self.system.read(&folder.join(self.seal), MANIFEST_BYTES).ok().map(|bytes| sha256(&bytes))
    }

    fn is_there(&self, path: &Path) -> Result<bool, MachineError> {
        Ok(self.system.stat(path).doing("look at", path)?.is_some())
    }

    fn remove(&self, path: &Path) -> Result<(), MachineError> {
        self.system.remove(path).doing("clear", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), MachineError> {
        self.system.rename(from, to).doing("move", from)
    }

    fn sync(&self, path: &Path) -> Result<(), MachineError> {
        self.system.sync(path).doing("write", path)
    }

    /// Exchanges what lies beside for the folder. Every step may be the last that a run gets to do.
    fn swap(&self) -> Result<(), MachineError> {
        let Places { new, old, journal, above, lock: _ } = &self.beside;
        if self.is_there(&self.folder)? {
            self.remove(old)?;
            if self.system.exchange(new, &self.folder).doing("exchange", &self.folder)? {
                self.sync(above)?;
                // The journal goes before what is now the old folder.
                self.remove(journal)?;
                return self.remove(new);
            }
            self.rename(&self.folder, old)?;
        }
        if let Err(error) = self.rename(new, &self.folder) {
            let _ = self.system.rename(old, &self.folder);
            return Err(error);
        }
        self.sync(above)?;
        self.remove(journal)?;
        self.remove(old)
    }

    /// Finishes or takes back what an interrupted run left beside the folder.
    fn recover_beside(&self) -> Result<(), MachineError> {
        let Places { new, old, journal, .. } = &self.beside;
        if let Some(complete) = Journal::read(self.system, journal) {
            let (there, waiting) = (self.sum(&self.folder), self.sum(new));
            // After an exchange what is called new is the old folder, and its journal was about to go.
            let is_due = waiting.as_ref() == Some(&complete.complete)
                && there.as_ref() != Some(&complete.complete)
                && (there == complete.over || !self.is_there(&self.folder)?);
            // What cannot be finished now will not be later either: it is made again.
            if is_due && self.swap().is_ok() {
                return Ok(());
            }
        }
        if !self.is_there(&self.folder)? && self.is_there(old)? {
            self.rename(old, &self.folder)?;
        }
        for path in [journal, new, old] {
            if self.is_there(path)? {
                self.remove(path)?;
            }
        }
        Ok(())
    }
}

fn taken(folder: &Path) -> Error {
    Error::usage(
        format!("another run is writing to {}", folder.display()),
        "wait for it, or choose another place with --out",
    )
}

impl Drop for Exchange<'_> {
    fn drop(&mut self) {
        // After a success there is nothing here; after a failure what was begun goes, unless it is complete and waits
        // for the next run. A machine that refuses even this is told about by the failure itself.
        let waits = self.system.stat(&self.places.journal).ok().flatten().is_some();
        if !waits {
            let _ = self.system.remove(&self.places.new);
        }
        // The inner lock before the outer one, which was taken first.
        while let Some(lock) = self.locks.pop() {
            drop(lock);
        }
    }
}
