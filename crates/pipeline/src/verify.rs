//! Whether an output, an archive of one, the bundle of a release, or a single file is what its manifest says, byte for
//! byte.

mod archive;
pub mod books;
mod file;

use crate::Error;
use crate::exchange::{self, is_apart};
use crate::manifest::{MANIFEST, Manifest, SUMS};
use crate::sums::{read_sums, sha256};
use crate::system::{Doing, EntryKind, System};
use pamphlet_source::limits::{self, MANIFEST_BYTES, OUTPUT_BYTES};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait before that. Moving the files of a large output to their places takes about as long.
const PAUSE: Duration = Duration::from_millis(50);

/// What is wrong with a file of an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// The files are being moved to their places, or were when a run was interrupted.
    Unfinished,
    /// The manifest names it, and it is not there.
    Missing(String),
    /// Its bytes are not those that the manifest names.
    Changed(String),
    /// It is there, and no file.
    Irregular(String, EntryKind),
    /// It is there, and the manifest does not name it.
    Unknown(String),
    /// `SHA256SUMS` does not say what the manifest says.
    Sums,
    /// An archive holds it more than once: which of them comes out depends on the program that unpacks it.
    Twice(String),
    /// In an archive it is a link or a device, or its path leads out of the folder that it is unpacked to.
    Outside(String),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unfinished => formatter.write_str(
                "a run is moving its files to their places, or was interrupted in that: wait for it, or run it again, \
                 which finishes it",
            ),
            Self::Missing(path) => write!(formatter, "{path}: missing"),
            Self::Changed(path) => write!(formatter, "{path}: changed since it was made"),
            Self::Irregular(path, EntryKind::Link) => {
                write!(formatter, "{path}: a symbolic link, which no output holds")
            }
            Self::Irregular(path, _) => write!(formatter, "{path}: neither file nor folder, which no output holds"),
            Self::Unknown(path) => write!(formatter, "{path}: not in the manifest"),
            Self::Twice(path) => write!(formatter, "{path}: stands more than once in the archive"),
            Self::Outside(path) => write!(formatter, "{path:?}: no file that could be unpacked safely"),
            Self::Sums => write!(formatter, "{SUMS}: does not agree with the manifest"),
        }
    }
}

/// What was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What it belongs to: the slug and the version of an output; none for the bundle of a release.
    pub of: Option<String>,
    /// Of a single file: its path in the output.
    pub file: Option<String>,
    /// How many files were to be compared.
    pub files: usize,
    /// What is wrong, sorted.
    pub problems: Vec<Problem>,
}

/// Verifies what lies at a path: the folder of an output or of a release, a zip archive of one, or a file of one. What is
/// right is said by `given`, else by the manifest in the folder or archive or, for a file, the nearest above it; a release
/// has sums instead.
///
/// # Errors
/// When there is nothing at the path, no manifest of ours says what is right, or something cannot be read.
pub fn any(system: &dyn System, path: &Path, given: Option<&Path>) -> Result<Verified, Error> {
    let given = match given {
        None => None,
        Some(place) => {
            let text = system.read(place, MANIFEST_BYTES).doing("read", place)?;
            let manifest = Manifest::parse(&text).ok_or_else(|| no_manifest(&place.display().to_string()))?;
            Some((text, manifest))
        }
    };
    let Some(stat) = system.stat(path).doing("look at", path)? else {
        return Err(Error::usage(
            format!("there is no {}", path.display()),
            "make an output with pamphlet build, or name the folder of one, such as dist, or an archive or a file of one",
        ));
    };
    if !stat.folder {
        let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_archive && let Some(verified) = archive::verify(system, path, given.as_ref())? {
            return Ok(verified);
        }
        return file::verify(system, path, given.as_ref().map(|(_, manifest)| manifest));
    }
    let is_there = |name: &str| -> Result<bool, Error> {
        let place = path.join(name);
        Ok(system.stat(&place).doing("look at", &place)?.is_some())
    };
    if !is_there(MANIFEST)? && is_there(SUMS)? && given.is_none() {
        return bundle(system, path);
    }
    let (files, mut problems) = verify(system, path)?;
    let place = path.join(MANIFEST);
    let text = system.read(&place, MANIFEST_BYTES).doing("read", &place)?;
    if given.is_some_and(|(given, _)| given != text) {
        problems.push(Problem::Changed(MANIFEST.to_owned()));
        problems.sort();
    }
    Ok(Verified { of: Manifest::parse(&text).map(|manifest| title(&manifest)), file: None, files, problems })
}

/// Compares every file of the bundle of a release with its sums.
fn bundle(system: &dyn System, folder: &Path) -> Result<Verified, Error> {
    let held = Folder { system, root: system.target(folder).doing("follow", folder)? };
    let sums = sums(&folder.join(SUMS).display().to_string(), &held.read(SUMS)?)?;
    let right = sums.iter().map(|(path, sum)| (path.as_str(), (None, sum.as_str()))).collect();
    let (problems, _) = differing(&held, &right, &[SUMS])?;
    Ok(Verified { of: None, file: None, files: sums.len() + 1, problems })
}

/// Reads a list of sums.
fn sums(name: &str, text: &[u8]) -> Result<BTreeMap<String, String>, Error> {
    std::str::from_utf8(text).ok().and_then(read_sums).ok_or_else(|| {
        Error::usage(format!("{name} is not a list of sums"), "fetch it again, or name the folder of an output")
    })
}

fn no_manifest(name: &str) -> Error {
    Error::usage(
        format!("{name} is not a manifest of Pamphlet"),
        "name the manifest.json of an output that this version of Pamphlet made",
    )
}

/// What an output calls itself.
fn title(manifest: &Manifest) -> String {
    match &manifest.version {
        Some(version) => format!("{} {version}", manifest.slug),
        None => manifest.slug.clone(),
    }
}

/// What holds the files of an output.
pub trait Held: Sync {
    /// Everything in it that is no folder, by its path, with what it is.
    ///
    /// # Errors
    /// When it cannot be read.
    fn list(&self) -> Result<BTreeMap<String, EntryKind>, Error>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, Error>;
}

/// A folder that holds an output.
pub struct Folder<'s> {
    system: &'s dyn System,
    root: PathBuf,
}

impl Held for Folder<'_> {
    fn list(&self) -> Result<BTreeMap<String, EntryKind>, Error> {
        list(self.system, &self.root)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = self.root.join(path);
        Ok(self.system.read(&path, OUTPUT_BYTES).doing("read", &path)?)
    }
}

/// Compares every file of an output with its manifest. Gives the number of files and what is wrong, sorted. An output
/// that a run replaces in the meantime is read again.
///
/// # Errors
/// When there is no manifest of ours, when a file cannot be read, or when the output is replaced again and again.
pub fn verify(system: &dyn System, out: &Path) -> Result<(usize, Vec<Problem>), Error> {
    let out = &system.target(out).doing("follow", out)?;
    let place = out.join(MANIFEST);
    let held = Folder { system, root: out.clone() };
    let mut is_unfinished = false;
    for tried in 0..limits::VERIFY_TRIES {
        if tried > 0 {
            system.pause(PAUSE);
        }
        is_unfinished = exchange::is_unfinished(system, out)?;
        if is_unfinished {
            continue;
        }
        let (text, manifest) = manifest(system, &place)?;
        let compared = compare(&held, &manifest, &text);
        is_unfinished = exchange::is_unfinished(system, out)?;
        // Files of one output and the manifest of another differ, and nothing is wrong with either.
        if !is_unfinished && system.read(&place, MANIFEST_BYTES).is_ok_and(|now| now == text) {
            return Ok((manifest.artifacts.len() + 2, compared?));
        }
    }
    if is_unfinished {
        let files = manifest(system, &place).map_or(0, |(_, manifest)| manifest.artifacts.len() + 2);
        return Ok((files, vec![Problem::Unfinished]));
    }
    Err(Error::usage(
        format!("{} was replaced {} times while it was read", out.display(), limits::VERIFY_TRIES),
        "wait until no run writes to it, such as a watch",
    ))
}

/// Reads the manifest at a place.
fn manifest(system: &dyn System, place: &Path) -> Result<(Vec<u8>, Manifest), Error> {
    let help = "name the folder of an output, such as dist, or build it first";
    if system.stat(place).doing("look at", place)?.is_none() {
        let waits = place.parent().and_then(|out| exchange::last_good(system, out));
        return Err(match waits {
            Some(old) => Error::usage(
                format!("there is no {}: a run was interrupted while it exchanged the folder", place.display()),
                format!("build again, which puts the last good output back; it is {} until then", old.display()),
            ),
            None => Error::usage(format!("there is no {}", place.display()), help),
        });
    }
    let text = system.read(place, MANIFEST_BYTES).doing("read", place)?;
    match Manifest::parse(&text) {
        Some(manifest) => Ok((text, manifest)),
        None => Err(Error::usage(format!("{} is not a manifest of Pamphlet", place.display()), help)),
    }
}

/// What files should be, by path: length, where it is known, and sum.
type Right<'m> = BTreeMap<&'m str, (Option<u64>, &'m str)>;

/// Compares what is held with a manifest, whose text is given too. What is wrong, sorted.
///
/// # Errors
/// When a file cannot be read.
pub fn compare(held: &dyn Held, manifest: &Manifest, text: &[u8]) -> Result<Vec<Problem>, Error> {
    let right = manifest
        .artifacts
        .iter()
        .map(|artifact| (artifact.path.as_str(), (Some(artifact.bytes), artifact.sha256.as_str())))
        .collect();
    let (mut problems, there) = differing(held, &right, &[MANIFEST, SUMS])?;
    match there.get(SUMS) {
        Some(EntryKind::File) => {
            if held.read(SUMS)? != manifest.sums(&String::from_utf8_lossy(text)).as_bytes() {
                problems.push(Problem::Sums);
            }
        }
        Some(_) => {}
        None => problems.push(Problem::Missing(SUMS.to_owned())),
    }
    problems.sort();
    Ok(problems)
}

/// What of the files that are held is not `right`, sorted, and everything that is there. `lists` are the files that say
/// what is right.
fn differing(
    held: &dyn Held,
    right: &Right<'_>,
    lists: &[&str],
) -> Result<(Vec<Problem>, BTreeMap<String, EntryKind>), Error> {
    let there = held.list()?;
    let mut problems: Vec<Problem> = right
        .par_iter()
        .filter_map(|(path, (bytes, sum))| {
            let path = (*path).to_owned();
            match there.get(&path) {
                None => return Some(Ok(Problem::Missing(path))),
                Some(EntryKind::File) => {}
                Some(_) => return None,
            }
            match held.read(&path) {
                Ok(read) if bytes.is_none_or(|bytes| read.len() as u64 == bytes) && sha256(&read) == *sum => None,
                Ok(_) => Some(Ok(Problem::Changed(path))),
                Err(error) => Some(Err(error)),
            }
        })
        .collect::<Result<_, _>>()?;
    for (path, kind) in &there {
        match kind {
            EntryKind::Link | EntryKind::Other => problems.push(Problem::Irregular(path.clone(), *kind)),
            EntryKind::File | EntryKind::Folder => {
                if !right.contains_key(path.as_str()) && !lists.contains(&path.as_str()) {
                    problems.push(Problem::Unknown(path.clone()));
                }
            }
        }
    }
    problems.sort();
    Ok((problems, there))
}

/// Everything below a folder that is no folder itself, by its path in it, with what it is. No link is followed.
///
/// # Errors
/// When a folder cannot be read.
pub fn list(system: &dyn System, root: &Path) -> Result<BTreeMap<String, EntryKind>, Error> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![String::new()];
    while let Some(folder) = waiting.pop() {
        let place = if folder.is_empty() { root.to_owned() } else { root.join(&folder) };
        for member in system.entries(&place).doing("look into", &place)? {
            let (name, kind) = (member.name.to_string_lossy(), member.own_kind());
            if folder.is_empty() && is_apart(&name) {
                continue;
            }
            let path = pamphlet_site::path::join(&folder, &name);
            match kind {
                EntryKind::Folder => waiting.push(path),
                EntryKind::File | EntryKind::Link | EntryKind::Other => {
                    found.insert(path, kind);
                }
            }
        }
    }
    Ok(found)
}
