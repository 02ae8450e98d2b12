//! Whether an output is what its manifest says, byte for byte.

use crate::Error;
use crate::manifest::{MANIFEST, Manifest, SUMS, sha256};
use crate::system::{Doing, System};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// What is wrong with a file of an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// The manifest names it, and it is not there.
    Missing(String),
    /// Its bytes are not those that the manifest names.
    Changed(String),
    /// It is there, and the manifest does not name it.
    Unknown(String),
    /// `SHA256SUMS` does not say what the manifest says.
    Sums,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => write!(formatter, "{path}: missing"),
            Self::Changed(path) => write!(formatter, "{path}: changed since it was made"),
            Self::Unknown(path) => write!(formatter, "{path}: not in the manifest"),
            Self::Sums => write!(formatter, "{SUMS}: does not agree with the manifest"),
        }
    }
}

/// Compares every file of an output with its manifest. Gives the number of files and what is wrong, sorted.
///
/// # Errors
/// When there is no manifest of ours, or a file cannot be read.
pub fn verify(system: &dyn System, out: &Path) -> Result<(usize, Vec<Problem>), Error> {
    let path = out.join(MANIFEST);
    let help = "name the folder of an output, such as dist, or build it first";
    let Some(_) = system.stat(&path).doing("look at", &path)? else {
        return Err(Error::usage(format!("there is no {}", path.display()), help));
    };
    let text = system.read(&path).doing("read", &path)?;
    let Some(manifest) = Manifest::parse(&text) else {
        return Err(Error::usage(format!("{} is no manifest of Pamphlet", path.display()), help));
    };
    let there = list(system, out, "")?;
    let mut problems: Vec<Problem> = manifest
        .artifacts
        .par_iter()
        .filter_map(|artifact| {
            if !there.contains(&artifact.path) {
                return Some(Ok(Problem::Missing(artifact.path.clone())));
            }
            let path = out.join(&artifact.path);
            match system.read(&path).doing("read", &path) {
                Ok(bytes) if bytes.len() as u64 == artifact.bytes && sha256(&bytes) == artifact.sha256 => None,
                Ok(_) => Some(Ok(Problem::Changed(artifact.path.clone()))),
                Err(error) => Some(Err(error)),
            }
        })
        .collect::<Result<_, _>>()?;
    let known: BTreeSet<&str> =
        manifest.artifacts.iter().map(|artifact| artifact.path.as_str()).chain([MANIFEST, SUMS]).collect();
    problems.extend(there.iter().filter(|path| !known.contains(path.as_str())).cloned().map(Problem::Unknown));
    if there.contains(SUMS) {
        let sums = system.read(&out.join(SUMS)).doing("read", &out.join(SUMS))?;
        if sums != manifest.sums(&String::from_utf8_lossy(&text)).as_bytes() {
            problems.push(Problem::Sums);
        }
    } else {
        problems.push(Problem::Missing(SUMS.to_owned()));
    }
    problems.sort();
    Ok((manifest.artifacts.len() + 2, problems))
}

/// Every file below a folder, by its path in it.
///
/// # Errors
/// When a folder cannot be read.
pub fn list(system: &dyn System, root: &Path, folder: &str) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let place = if folder.is_empty() { root.to_owned() } else { root.join(&folder) };
        for (name, is_folder) in system.entries(&place).doing("look into", &place)? {
            let path = pamphlet_site::path::join(&folder, &name);
            if is_folder {
                waiting.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    Ok(found)
}
