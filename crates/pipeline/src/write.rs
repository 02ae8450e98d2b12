//! An output that is being made: its files, their sums, the manifest. How it gets into place is told in
//! [`exchange`](crate::exchange).

use crate::Error;
use crate::exchange::{Exchange, is_apart};
use crate::manifest::{Artifact, MANIFEST, Manifest, SUMS};
use crate::sums::sha256;
use crate::system::{Doing, FileKind, MachineError, System};
use pamphlet_source::limits::{MANIFEST_BYTES, OUTPUT_BYTES};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// An output that is being made.
pub struct Staging<'s> {
    system: &'s dyn System,
    exchange: Exchange<'s>,
    previous: Option<Manifest>,
    written: Mutex<Vec<Artifact>>,
}

impl<'s> Staging<'s> {
    /// Begins an output: finishes what an interrupted run left behind, and looks at what is there.
    ///
    /// # Errors
    /// When the folder is somebody else's, when another run writes to it, or when the machine refuses.
    pub fn begin(system: &'s dyn System, out: &Path) -> Result<Self, Error> {
        let exchange = Exchange::begin(system, out, MANIFEST)?;
        let previous = previous(system, exchange.folder())?;
        exchange.open()?;
        Ok(Self { system, exchange, previous, written: Mutex::new(Vec::new()) })
    }

    /// The folder that the output goes into, at the end of all links.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.exchange.folder()
    }

    /// The manifest of the output that is there.
    #[must_use]
    pub fn previous(&self) -> Option<&Manifest> {
        self.previous.as_ref()
    }

    /// Writes a file; length and sum of the artifact are filled in. Gives the artifact.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn write(&self, mut artifact: Artifact, bytes: &[u8]) -> Result<Artifact, MachineError> {
        artifact.bytes = bytes.len() as u64;
        artifact.sha256 = sha256(bytes);
        self.bring(&artifact.path, bytes)?;
        self.add(artifact.clone());
        Ok(artifact)
    }

    /// Writes a file that is no part of the output yet: [`add`](Self::add) makes it one.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn bring(&self, path: &str, bytes: &[u8]) -> Result<(), MachineError> {
        let path = self.place(path);
        self.system.write(&path, bytes).doing("write", &path)
    }

    /// Takes back what was [brought](Self::bring).
    pub(crate) fn withdraw(&self, path: &str) {
        let _ = self.system.remove(&self.place(path));
    }

    /// Adds a file that was [brought](Self::bring).
    pub fn add(&self, artifact: Artifact) {
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(artifact);
    }

    /// Where a file lies until the output is in place.
    #[must_use]
    pub fn place(&self, path: &str) -> PathBuf {
        self.exchange.stage().join(path)
    }

    /// Takes a file over from the output that is there.
    ///
    /// # Errors
    /// When the machine refuses, or the file is gone.
    pub fn keep(&self, artifact: Artifact) -> Result<(), MachineError> {
        self.adopt(&self.folder().join(&artifact.path), artifact)
    }

    /// Takes a file over from elsewhere. Its length and sum are those that the artifact says.
    ///
    /// # Errors
    /// When the machine refuses, or the file is gone.
    pub(crate) fn adopt(&self, from: &Path, artifact: Artifact) -> Result<(), MachineError> {
        let to = self.place(&artifact.path);
        self.system.link(from, &to).doing("keep", from)?;
        self.add(artifact);
        Ok(())
    }

    /// Reads a file that has been written or kept.
    ///
    /// # Errors
    /// When the machine refuses.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, MachineError> {
        let path = self.place(path);
        self.system.read(&path, OUTPUT_BYTES).doing("read", &path)
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
            let path = self.exchange.stage().join(name);
            self.system.write(&path, text.as_bytes()).doing("write", &path)?;
        }
        let files = manifest.artifacts.iter().map(|artifact| artifact.path.clone()).chain([SUMS.to_owned()]);
        self.exchange.commit(files.collect())?;
        Ok(manifest)
    }
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
    let mut entries = system.entries(out).doing("look into", out)?;
    entries.retain(|member| !is_apart(&member.name.to_string_lossy()));
    if entries.is_empty() {
        return Ok(None);
    }
    if !entries.iter().any(|member| member.name == MANIFEST && member.kind != FileKind::Folder) {
        return Err(refuse("holds files that Pamphlet did not make"));
    }
    let path = out.join(MANIFEST);
    let bytes = system.read(&path, MANIFEST_BYTES).doing("read", &path)?;
    Manifest::parse(&bytes).map(Some).ok_or_else(|| refuse("holds a manifest.json that is not Pamphlet's"))
}
