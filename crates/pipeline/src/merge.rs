//! Joining the outputs of shards that other machines made.

use crate::Error;
use crate::build::holds;
use crate::facts::newest_date;
use crate::manifest::{Artifact, EditionFacts, MANIFEST, Manifest, ShardFacts};
use crate::root;
use crate::system::{Doing, System};
use crate::verify::verify;
use crate::write::Staging;
use pamphlet_source::limits::MANIFEST_BYTES;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Joins the shards of one build into what a single build would have made.
///
/// # Errors
/// When an input is no shard or is damaged, when a shard is missing or named twice, or when shards were not made from
/// the same files, commit and settings by the same version of the program.
pub fn merge(system: &dyn System, inputs: &[PathBuf], out: &Path) -> Result<Manifest, Error> {
    let mut texts = Vec::new();
    let mut shards: Vec<(&PathBuf, Manifest)> = Vec::new();
    for input in inputs {
        let (text, manifest) = read(system, input)?;
        texts.push(text);
        shards.push((input, manifest));
    }
    check_set(&shards)?;
    let mut editions: BTreeMap<String, (EditionFacts, &PathBuf)> = BTreeMap::new();
    let mut artifacts: BTreeMap<String, (Artifact, &PathBuf)> = BTreeMap::new();
    for (input, shard) in &shards {
        for edition in &shard.editions {
            match editions.get(&edition.locale) {
                Some((known, first)) if known != edition => {
                    return Err(different(first, input, &format!("the pages of {}", edition.locale)));
                }
                _ => editions.insert(edition.locale.clone(), (edition.clone(), input)),
            };
        }
        for artifact in shard.artifacts.iter().filter(|artifact| artifact.locale.is_some()) {
            match artifacts.get(&artifact.path) {
                Some((known, first)) if known.sha256 != artifact.sha256 => {
                    return Err(different(first, input, &artifact.path));
                }
                _ => artifacts.insert(artifact.path.clone(), (artifact.clone(), input)),
            };
        }
    }
    let Some((_, first)) = shards.first() else {
        return Err(Error::usage("there is nothing to merge", "name the outputs of the shards"));
    };
    let mut manifest = whole(first);
    manifest.editions = editions.into_values().map(|(edition, _)| edition).collect();
    let source = manifest.source_locale.clone();
    manifest.editions.sort_by_key(|edition| (edition.locale != source, edition.locale.clone()));
    manifest.date = newest_date(&manifest.editions);
    if let Some(input) = inputs.iter().find(|input| *input != out && holds(system, out, input)) {
        return Err(Error::usage(
            format!("{} lies in {}, which is to be replaced", input.display(), out.display()),
            "name another folder with --out",
        ));
    }
    let staging = Staging::begin(system, out)?;
    let mut adopted = Ok(());
    for (artifact, input) in artifacts.into_values() {
        let from = input.join(&artifact.path);
        adopted = adopted.and_then(|()| staging.adopt(&from, artifact));
    }
    for (input, text) in inputs.iter().zip(texts) {
        if system.read(&input.join(MANIFEST), MANIFEST_BYTES).ok() != Some(text) {
            return Err(Error::usage(
                format!("{} was replaced while it was read", input.display()),
                "wait until no run writes to it, and merge again",
            ));
        }
    }
    adopted?;
    root::finish(staging, manifest)
}

/// The manifest of an output whose files are what it says, and its text.
fn read(system: &dyn System, input: &Path) -> Result<(Vec<u8>, Manifest), Error> {
    let (_, problems) = verify(system, input)?;
    if let Some(problem) = problems.first() {
        return Err(Error::usage(
            format!("{} is not what its manifest says: {problem}", input.display()),
            "copy it again, or build the shard again",
        ));
    }
    let path = input.join(MANIFEST);
    let bytes = system.read(&path, MANIFEST_BYTES).doing("read", &path)?;
    let manifest = Manifest::parse(&bytes)
        .ok_or_else(|| Error::usage(format!("{} is not a manifest of Pamphlet", path.display()), "name outputs"))?;
    Ok((bytes, manifest))
}

/// What a manifest says of the whole build.
fn whole(manifest: &Manifest) -> Manifest {
    Manifest { shard: None, date: None, editions: Vec::new(), artifacts: Vec::new(), ..manifest.clone() }
}

/// Refuses a set that is not every shard of one build, once.
fn check_set(shards: &[(&PathBuf, Manifest)]) -> Result<(), Error> {
    let mut found: BTreeMap<usize, &PathBuf> = BTreeMap::new();
    let mut first: Option<(&PathBuf, &Manifest, &ShardFacts)> = None;
    for (input, manifest) in shards {
        let Some(shard) = &manifest.shard else {
            return Err(Error::usage(
                format!("{} is not a shard, so nobody can say whether the whole would be complete", input.display()),
                "build each part with --shard 1/2, --shard 2/2 and so on; an output without --shard is whole already",
            ));
        };
        let (one, whole_one, asked) = *first.get_or_insert((input, manifest, shard));
        if asked.count != shard.count {
            return Err(different(
                one,
                input,
                &format!("how many shards there are: {} and {}", asked.count, shard.count),
            ));
        }
        if (ShardFacts { index: 0, ..asked.clone() }) != (ShardFacts { index: 0, ..shard.clone() }) {
            return Err(different(one, input, "the locales, formats or pages that were asked for"));
        }
        if let Some(what) = mixed(whole_one, manifest) {
            return Err(different(one, input, what));
        }
        if let Some(twice) = found.insert(shard.index, input) {
            return Err(Error::usage(
                format!("{} and {} are both shard {}/{}", twice.display(), input.display(), shard.index, shard.count),
                "name each shard once",
            ));
        }
    }
    let Some((_, _, ShardFacts { count, .. })) = first else { return Ok(()) };
    let missing: Vec<String> =
        (1..=*count).filter(|index| !found.contains_key(index)).map(|index| format!("{index}/{count}")).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let word = if missing.len() == 1 { "shard is" } else { "shards are" };
    Err(Error::usage(
        format!("the set is not complete: {} {word} missing", missing.join(", ")),
        "name the outputs of all shards",
    ))
}

/// In what two shards were not made alike.
fn mixed(one: &Manifest, other: &Manifest) -> Option<&'static str> {
    if one.generator != other.generator {
        return Some("the version of Pamphlet");
    }
    if one.slug != other.slug || one.source_locale != other.source_locale {
        return Some("the site");
    }
    if one.commit != other.commit {
        return Some("the commit");
    }
    if one.version != other.version {
        return Some("the version");
    }
    if one.inputs.is_none() || one.inputs != other.inputs {
        return Some("the files or the settings that they were made from");
    }
    (whole(one) != whole(other)).then_some("the form of the manifest")
}

fn different(one: &Path, other: &Path, what: &str) -> Error {
    Error::usage(
        format!("{} and {} differ in {what}", one.display(), other.display()),
        "build all shards from the same commit, with the same Pamphlet and the same options",
    )
}
