//! Putting an output in place, all of it or nothing.
//!
//! Files are written into a folder beside the output (`.dist.new`). When it is complete, a journal says so, and the two
//! folders are exchanged: at once where the system can, else in two steps that the next run finishes. Whatever
//! interrupts a run, `dist` is the last good output or the new one.

use crate::Error;
use crate::manifest::{Artifact, MANIFEST, Manifest, SUMS, sha256};
use crate::system::{Doing, Lock, MachineError, System};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The folders beside an output.
#[derive(Debug, Clone)]
struct Places {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
    journal: PathBuf,
    lock: PathBuf,
}

impl Places {
    fn of(out: &Path) -> Result<Self, Error> {
        let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).ok_or_else(|| {
            Error::usage(
                format!("{} cannot be an output folder", out.display()),
                "name a folder with --out, such as dist",
            )
        })?;
        let beside = |ending: &str| out.with_file_name(format!(".{name}.{ending}"));
        Ok(Self {
            out: out.to_owned(),
            new: beside("new"),
            old: beside("old"),
            journal: beside("journal"),
            lock: beside("lock"),
        })
    }
}

/// An output that is being made.
pub struct Staging<'s> {
    system: &'s dyn System,
    places: Places,
    previous: Option<Manifest>,
    written: Mutex<Vec<Artifact>>,
    _lock: Box<dyn Lock>,
}

impl<'s> Staging<'s> {
    /// Begins an output: finishes what an interrupted run left behind, and looks at what is there.
    ///
    /// # Errors
    /// When the folder is somebody else's, when another run writes to it, or when the machine refuses.
    pub fn begin(system: &'s dyn System, out: &Path) -> Result<Self, Error> {
        let places = Places::of(out)?;
        let Some(lock) = system.lock(&places.lock).doing("lock", &places.lock)? else {
            return Err(Error::usage(
                format!("another run is writing to {}", out.display()),
                "wait for it, or choose another place with --out",
            ));
        };
        recover(system, &places)?;
        let previous = previous(system, out)?;
        system.remove(&places.new).doing("clear", &places.new)?;
        system.make_folder(&places.new).doing("make", &places.new)?;
        Ok(Self { system, places, previous, written: Mutex::new(Vec::new()), _lock: lock })
    }

    /// The manifest of the output that is there.
    #[must_use]
    pub fn previous(&self) -> Option<&Manifest> {
        self.previous.as_ref()
    }

    /// Writes a file; length and sum of the artifact are filled in. Gives the sum.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn write(&self, mut artifact: Artifact, bytes: &[u8]) -> Result<String, MachineError> {
        let path = self.places.new.join(&artifact.path);
        artifact.bytes = bytes.len() as u64;
        let sum = sha256(bytes);
        artifact.sha256.clone_from(&sum);
        self.system.write(&path, bytes).doing("write", &path)?;
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(artifact);
        Ok(sum)
    }

    /// Takes a file over from the output that is there.
    ///
    /// # Errors
    /// When the machine refuses, or the file is gone.
    pub fn keep(&self, artifact: Artifact) -> Result<(), MachineError> {
        self.adopt(&self.places.out.join(&artifact.path), artifact)
    }

    /// Takes a file over from elsewhere. Its length and sum are those that the artifact says.
    ///
    /// # Errors
    /// When the machine refuses, or the file is gone.
    pub fn adopt(&self, from: &Path, artifact: Artifact) -> Result<(), MachineError> {
        let to = self.places.new.join(&artifact.path);
        self.system.link(from, &to).doing("keep", from)?;
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(artifact);
        Ok(())
    }

    /// Reads a file that has been written or kept.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, MachineError> {
        let path = self.places.new.join(path);
        self.system.read(&path).doing("read", &path)
    }

    /// Everything that has been written or kept, by path.
    #[must_use]
    pub fn artifacts(&self) -> Vec<Artifact> {
        let mut artifacts = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        artifacts.sort_by(|one, other| one.path.cmp(&other.path));
        artifacts
    }

    /// Writes manifest and sums, and exchanges the new output for the one that is there.
    ///
    /// # Errors
    /// When the machine refuses; then the output that is there stays.
    pub fn finish(self, mut manifest: Manifest) -> Result<Manifest, Error> {
        manifest.artifacts = self.artifacts();
        let text = manifest.to_json();
        for (name, text) in [(SUMS, &manifest.sums(&text)), (MANIFEST, &text)] {
            let path = self.places.new.join(name);
            self.system.write(&path, text.as_bytes()).doing("write", &path)?;
        }
        let journal = &self.places.journal;
        let line = format!("complete {}\n", sha256(text.as_bytes()));
        self.system.write(journal, line.as_bytes()).doing("write", journal)?;
        put_in_place(self.system, &self.places)?;
        Ok(manifest)
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // After a success there is nothing here; after a failure what was begun goes, unless it is complete and waits
        // for the next run. A machine that refuses even this is told about by the failure itself.
        let waits = self.system.stat(&self.places.journal).ok().flatten().is_some();
        if !waits {
            let _ = self.system.remove(&self.places.new);
        }
    }
}

/// Exchanges the complete new output for the old one. Every step may be the last that a run gets to do.
fn put_in_place(system: &dyn System, places: &Places) -> Result<(), MachineError> {
    let Places { out, new, old, journal, lock: _ } = places;
    let exists = |path: &Path| Ok(system.stat(path).doing("look at", path)?.is_some());
    if exists(new)? {
        if exists(out)? {
            system.remove(old).doing("clear", old)?;
            if system.exchange(new, out).doing("exchange", out)? {
                // The journal goes before what is now the old output, or the next run would take it for the new one.
                system.remove(journal).doing("clear", journal)?;
                return system.remove(new).doing("clear", new);
            }
            system.rename(out, old).doing("move", out)?;
        }
        system.rename(new, out).doing("move", new)?;
    }
    system.remove(journal).doing("clear", journal)?;
    system.remove(old).doing("clear", old)
}

/// Finishes or takes back what an interrupted run left.
fn recover(system: &dyn System, places: &Places) -> Result<(), MachineError> {
    let exists = |path: &Path| Ok::<_, MachineError>(system.stat(path).doing("look at", path)?.is_some());
    if exists(&places.journal)? {
        // Complete, and not in place yet. After an exchange at once, what is called new holds what was there before,
        // and the journal is gone a moment later; exchanging again would put the old output back, so ask the sums.
        if exists(&places.new)? && is_older(system, places) {
            system.remove(&places.journal).doing("clear", &places.journal)?;
            return system.remove(&places.new).doing("clear", &places.new);
        }
        return put_in_place(system, places);
    }
    if !exists(&places.out)? && exists(&places.old)? {
        system.rename(&places.old, &places.out).doing("move", &places.old)?;
    }
    Ok(())
}

/// Whether the folder called new is the one that the exchange took out.
fn is_older(system: &dyn System, places: &Places) -> bool {
    let of = |folder: &Path| system.read(&folder.join(MANIFEST)).ok().map(|bytes| sha256(&bytes));
    let journal = system.read(&places.journal).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(complete) = journal.as_deref().and_then(|text| text.strip_prefix("complete ")) else { return false };
    of(&places.new).as_deref() != Some(complete.trim()) && of(&places.out).as_deref() == Some(complete.trim())
}

/// The manifest of the output that is there; none for a folder that is empty or not there.
///
/// # Errors
/// When the folder holds something else.
pub fn previous(system: &dyn System, out: &Path) -> Result<Option<Manifest>, Error> {
    let Some(stat) = system.stat(out).doing("look at", out)? else { return Ok(None) };
    let refuse = |what: &str| {
        Error::usage(
            format!("{} {what}, so it is left alone", out.display()),
            "choose a new folder with --out, or empty this one yourself",
        )
    };
    if !stat.folder {
        return Err(refuse("is a file"));
    }
    let entries = system.entries(out).doing("look into", out)?;
    if entries.is_empty() {
        return Ok(None);
    }
    if !entries.iter().any(|(name, folder)| name == MANIFEST && !folder) {
        return Err(refuse("holds files that Pamphlet did not make"));
    }
    let path = out.join(MANIFEST);
    let bytes = system.read(&path).doing("read", &path)?;
    Manifest::parse(&bytes).map(Some).ok_or_else(|| refuse("holds a manifest.json that is not Pamphlet's"))
}
