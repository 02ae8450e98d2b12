//! Joining the outputs of shards that other machines made.

use crate::Error;
use crate::manifest::{Artifact, EditionFacts, MANIFEST, Manifest};
use crate::root;
use crate::system::{Doing, System};
use crate::verify::verify;
use crate::write::Staging;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Joins outputs of one site into one, which is then what a single build would have made.
///
/// # Errors
/// When an input is no output, is damaged, belongs to another site or version, or says something else than another.
pub fn merge(system: &dyn System, inputs: &[PathBuf], out: &Path) -> Result<Manifest, Error> {
    let mut joined: Option<Manifest> = None;
    let mut editions: BTreeMap<String, (EditionFacts, &PathBuf)> = BTreeMap::new();
    let mut artifacts: BTreeMap<String, (Artifact, &PathBuf)> = BTreeMap::new();
    for input in inputs {
        let (_, problems) = verify(system, input)?;
        if let Some(problem) = problems.first() {
            return Err(Error::usage(
                format!("{} is not what its manifest says: {problem}", input.display()),
                "copy it again, or build the shard again",
            ));
        }
        let path = input.join(MANIFEST);
        let bytes = system.read(&path).doing("read", &path)?;
        let manifest = Manifest::parse(&bytes)
            .ok_or_else(|| Error::usage(format!("{} is no manifest of Pamphlet", path.display()), "name outputs"))?;
        let Manifest { editions: found, artifacts: files, .. } = &manifest;
        for edition in found {
            match editions.get(&edition.locale) {
                Some((known, first)) if known != edition => {
                    return Err(different(first, input, &format!("the pages of {}", edition.locale)));
                }
                _ => editions.insert(edition.locale.clone(), (edition.clone(), input)),
            };
        }
        for artifact in files.iter().filter(|artifact| artifact.locale.is_some()) {
            match artifacts.get(&artifact.path) {
                Some((known, first)) if known.sha256 != artifact.sha256 => {
                    return Err(different(first, input, &artifact.path));
                }
                _ => artifacts.insert(artifact.path.clone(), (artifact.clone(), input)),
            };
        }
        match &joined {
            None => joined = Some(Manifest { editions: Vec::new(), artifacts: Vec::new(), ..manifest }),
            Some(first) => {
                let own = Manifest { editions: Vec::new(), artifacts: Vec::new(), ..manifest };
                if *first != own {
                    return Err(different(&inputs[0], input, "the site, its version, its date, or the program"));
                }
            }
        }
    }
    let Some(mut manifest) = joined else {
        return Err(Error::usage("there is nothing to merge", "name the outputs of the shards"));
    };
    manifest.editions = editions.into_values().map(|(edition, _)| edition).collect();
    let source = manifest.source_locale.clone();
    manifest.editions.sort_by_key(|edition| (edition.locale != source, edition.locale.clone()));
    let staging = Staging::begin(system, out)?;
    for (artifact, input) in artifacts.into_values() {
        let from = input.join(&artifact.path);
        staging.adopt(&from, artifact)?;
    }
    root::finish(staging, manifest)
}

fn different(one: &Path, other: &Path, what: &str) -> Error {
    Error::usage(
        format!("{} and {} differ in {what}", one.display(), other.display()),
        "build all shards from the same commit, with the same Pamphlet and the same options",
    )
}
