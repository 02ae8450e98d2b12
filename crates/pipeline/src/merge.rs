//! Joining the outputs of shards that other machines made.

use crate::Error;
use crate::build::holds;
use crate::facts::newest_date;
use crate::manifest::{Artifact, EditionFacts, MANIFEST, Manifest, ShardFacts};
use crate::root;
use crate::store::{self, Shelf, Shelves};
use crate::system::{Doing, System};
use crate::verify::{Problem, verify};
use crate::write::Staging;
use pamphlet_source::limits::MANIFEST_BYTES;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The output of a shard, or its manifest alone.
struct ShardOutput<'i> {
    /// As it was named: a folder, or the file of a manifest.
    place: &'i Path,
    /// The text of its manifest, and where that lies.
    text: (PathBuf, Vec<u8>),
    manifest: Manifest,
    /// The files that its manifest names and that are not there.
    absent: BTreeSet<String>,
}

/// Joins the shards of one build into what a single build would have made. An input is the folder of a shard's output, or
/// its `manifest.json` alone; files that no input has are taken from the store, where one is given.
///
/// # Errors
/// When an input is no shard or is damaged, when a shard is missing or named twice, when shards were not made from
/// the same files, commit and settings by the same version of the program, or when neither the inputs nor the store have
/// a file.
pub fn merge(
    system: &dyn System,
    inputs: &[PathBuf],
    out: &Path,
    store: Option<&Shelves<'_>>,
) -> Result<Manifest, Error> {
    let shards: Vec<ShardOutput<'_>> =
        inputs.iter().map(|input| read(system, input, store.is_some())).collect::<Result<_, _>>()?;
    check_set(&shards)?;
    let mut editions: BTreeMap<&str, (&EditionFacts, &Path)> = BTreeMap::new();
    let mut artifacts: BTreeMap<&str, (&Artifact, &ShardOutput<'_>)> = BTreeMap::new();
    for shard in &shards {
        for edition in &shard.manifest.editions {
            let (known, first) = *editions.entry(&edition.locale).or_insert((edition, shard.place));
            if known != edition {
                return Err(different(first, shard.place, &format!("the pages of {}", edition.locale)));
            }
        }
        for artifact in shard.manifest.artifacts.iter().filter(|artifact| artifact.locale.is_some()) {
            let known = artifacts.entry(&artifact.path).or_insert((artifact, shard));
            if known.0.sha256 != artifact.sha256 {
                return Err(different(known.1.place, shard.place, &artifact.path));
            }
            if known.1.absent.contains(&artifact.path) {
                *known = (artifact, shard);
            }
        }
    }
    let Some(first) = shards.first() else {
        return Err(Error::usage("there is nothing to merge", "name the outputs of the shards"));
    };
    let mut manifest = whole(&first.manifest);
    manifest.editions = editions.into_values().map(|(edition, _)| edition.clone()).collect();
    let source = manifest.source_locale.clone();
    manifest.editions.sort_by_key(|edition| (edition.locale != source, edition.locale.clone()));
    manifest.date = newest_date(&manifest.editions);
    if let Some(shard) = shards.iter().find(|shard| shard.place != out && holds(system, out, shard.place)) {
        return Err(Error::usage(
            format!("{} lies in {}, which is to be replaced", shard.place.display(), out.display()),
            "name another folder with --out",
        ));
    }
    let staging = Staging::begin(system, out)?;
    let (absent, there): (Vec<_>, Vec<_>) =
        artifacts.into_values().partition(|(artifact, shard)| shard.absent.contains(&artifact.path));
    let adopted = there
        .into_iter()
        .try_for_each(|(artifact, shard)| staging.adopt(&shard.place.join(&artifact.path), artifact.clone()));
    for ShardOutput { place, text: (path, text), .. } in &shards {
        if system.read(path, MANIFEST_BYTES).ok().as_ref() != Some(text) {
            return Err(Error::usage(
                format!("{} was replaced while it was read", place.display()),
                "wait until no run writes to it, and merge again",
            ));
        }
    }
    adopted?;
    if let Some(store) = store {
        fetch(store, &staging, &absent)?;
    }
    root::finish(staging, manifest)
}

/// Takes files from a store that are not among the outputs.
fn fetch(store: &Shelves<'_>, staging: &Staging<'_>, absent: &[(&Artifact, &ShardOutput<'_>)]) -> Result<(), Error> {
    store.bring(Shelf::Contents, absent.iter().map(|(artifact, _)| artifact.sha256.as_str()));
    let fetched: Vec<Result<bool, Error>> = absent
        .par_iter()
        .map(|(artifact, _)| {
            let Some(bytes) = store::content(store, &artifact.sha256) else { return Ok(false) };
            staging.bring(&artifact.path, &bytes)?;
            staging.add((*artifact).clone());
            Ok(true)
        })
        .collect();
    let mut missing = Vec::new();
    for (is_fetched, file) in fetched.into_iter().zip(absent) {
        if !is_fetched? {
            missing.push(file);
        }
    }
    let Some((artifact, shard)) = missing.first() else { return Ok(()) };
    let more = match missing.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more files"),
    };
    Err(Error::usage(
        format!("neither {} nor the store has {}{more}", shard.place.display(), artifact.path),
        "build that shard again with the same store, or copy the whole folder of its output",
    ))
}

/// Reads the output of a shard, whose files have to be what its manifest says. Where there is a store, files may be absent.
fn read<'i>(system: &dyn System, input: &'i Path, has_store: bool) -> Result<ShardOutput<'i>, Error> {
    let is_file = system.stat(input).doing("look at", input)?.is_some_and(|stat| !stat.folder);
    let path = if is_file { input.to_owned() } else { input.join(MANIFEST) };
    let mut absent = BTreeSet::new();
    if !is_file {
        let (_, problems) = verify(system, input)?;
        for problem in problems {
            match problem {
                Problem::Missing(path) if has_store => {
                    absent.insert(path);
                }
                problem => return Err(damaged(input, &problem)),
            }
        }
    }
    let bytes = system.read(&path, MANIFEST_BYTES).doing("read", &path)?;
    let manifest = Manifest::parse(&bytes)
        .ok_or_else(|| Error::usage(format!("{} is not a manifest of Pamphlet", path.display()), "name outputs"))?;
    if is_file {
        if !has_store {
            return Err(Error::usage(
                format!("{} is a manifest without its files", input.display()),
                "name the folder of the output, or the store that its files went to, with --store-url or --cache",
            ));
        }
        absent.extend(manifest.artifacts.iter().map(|artifact| artifact.path.clone()));
    }
    Ok(ShardOutput { place: input, text: (path, bytes), manifest, absent })
}

fn damaged(input: &Path, problem: &Problem) -> Error {
    let help = match problem {
        Problem::Missing(_) => {
            "copy it again, build the shard again, or name the store that its files went to, with --store-url or --cache"
        }
        _ => "copy it again, or build the shard again",
    };
    Error::usage(format!("{} is not what its manifest says: {problem}", input.display()), help)
}

/// What a manifest says of the whole build.
fn whole(manifest: &Manifest) -> Manifest {
    Manifest { shard: None, date: None, editions: Vec::new(), artifacts: Vec::new(), ..manifest.clone() }
}

/// Refuses a set that is not every shard of one build, once.
fn check_set(shards: &[ShardOutput<'_>]) -> Result<(), Error> {
    let mut found: BTreeMap<usize, &Path> = BTreeMap::new();
    let mut first: Option<(&Path, &Manifest, &ShardFacts)> = None;
    for ShardOutput { place: input, manifest, .. } in shards {
        let Some(shard) = &manifest.shard else {
            return Err(Error::usage(
                format!("{} is not a shard, so nobody can say whether the whole would be complete", input.display()),
                "build each part with --shard 1/2, --shard 2/2 and so on; an output without --shard is whole already",
            ));
        };
        let (one, whole_one, asked) = *first.get_or_insert((*input, manifest, shard));
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
    let (word, verb) = if missing.len() == 1 { ("shard", "is") } else { ("shards", "are") };
    Err(Error::usage(
        format!("the set is not complete: {word} {} {verb} missing", missing.join(", ")),
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
