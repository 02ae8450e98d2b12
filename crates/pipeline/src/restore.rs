//! What an earlier run made and that is still true: from the output that is there, or from the store.

use crate::Error;
use crate::cache::{Cache, Stamps, UnitRecord};
use crate::manifest::{Artifact, is_within};
use crate::store::{self, Shelf};
use crate::system::System;
use crate::write::Staging;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that earlier runs left.
pub(crate) struct Earlier<'e> {
    pub(crate) system: &'e dyn System,
    pub(crate) cache: Option<&'e Cache<'e>>,
    /// Of the output that is there.
    pub(crate) stamps: &'e Stamps,
    pub(crate) staging: &'e Staging<'e>,
    /// The sums of the output that is there, by path.
    there: BTreeMap<&'e str, &'e str>,
}

/// A unit that need not be made: its files are at hand.
pub(crate) struct Taken {
    pub(crate) record: UnitRecord,
    /// Files that came from the store into the stage; the others lie in the output that is there.
    brought: BTreeSet<String>,
}

impl<'e> Earlier<'e> {
    pub(crate) fn new(
        system: &'e dyn System,
        cache: Option<&'e Cache<'e>>,
        stamps: &'e Stamps,
        staging: &'e Staging<'e>,
    ) -> Self {
        let artifacts = staging.previous().map(|manifest| manifest.artifacts.as_slice()).unwrap_or_default();
        let there = artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact.sha256.as_str())).collect();
        Self { system, cache, stamps, staging, there }
    }

    /// Brings here, from a store on another machine, what units of these keys name and what is not here.
    pub(crate) fn bring<'k>(&self, keys: impl IntoIterator<Item = &'k str>) {
        let Some(cache) = self.cache.filter(|cache| cache.usage().is_some()) else { return };
        let keys: Vec<&str> = keys.into_iter().collect();
        cache.bring(Shelf::Records, keys.iter().copied());
        let units: Vec<UnitRecord> = keys.into_iter().filter_map(|key| cache.unit(key)).collect();
        let wanted = units.iter().flat_map(|unit| &unit.artifacts).filter(|artifact| !self.is_there(artifact));
        cache.bring(Shelf::Contents, wanted.map(|artifact| artifact.sha256.as_str()));
    }

    /// The unit of a key, when it is known and all its files are there or can be fetched. Then they are at hand.
    pub(crate) fn unit(&self, key: &str) -> Option<Taken> {
        let record = self.cache?.unit(key).filter(|unit| unit.artifacts.iter().all(is_of_its_locale))?;
        let brought: Vec<Result<&str, ()>> =
            record.artifacts.par_iter().filter_map(|artifact| self.fetch(artifact)).collect();
        if brought.iter().any(Result::is_err) {
            brought.into_iter().flatten().for_each(|path| self.staging.withdraw(path));
            return None;
        }
        let brought = brought.into_iter().flatten().map(str::to_owned).collect();
        Some(Taken { record, brought })
    }

    /// Writes a file, and keeps it.
    pub(crate) fn write(&self, artifact: Artifact, bytes: &[u8]) -> Result<Artifact, Error> {
        let artifact = self.staging.write(artifact, bytes)?;
        if let Some(cache) = self.cache {
            cache.store().put_file(&artifact.sha256, &self.staging.place(&artifact.path), bytes);
        }
        Ok(artifact)
    }

    /// Whether a file lies in the output that is there.
    fn is_there(&self, Artifact { path, sha256, .. }: &Artifact) -> bool {
        self.there.get(path.as_str()) == Some(&sha256.as_str())
            && self.stamps.is_untouched(self.system, self.staging.folder(), path, sha256)
    }

    /// Nothing for a file that lies in the output that is there.
    fn fetch<'a>(&self, artifact: &'a Artifact) -> Option<Result<&'a str, ()>> {
        if self.is_there(artifact) {
            return None;
        }
        let Artifact { path, sha256, .. } = artifact;
        let bring = || {
            let bytes = store::content(self.cache?.store(), sha256)?;
            self.staging.bring(path, &bytes).ok()
        };
        Some(bring().map(|()| path.as_str()).ok_or(()))
    }
}

/// Whether a file lies where those of its locale do. A record may come from another machine.
fn is_of_its_locale(artifact: &Artifact) -> bool {
    let locale = artifact.locale.as_deref().filter(|_| artifact.format.is_some());
    let below = locale.and_then(|locale| artifact.path.strip_prefix(locale)?.strip_prefix('/'));
    below.is_some_and(is_within) && is_within(&artifact.path)
}

impl Taken {
    /// Whether all its files lie in the output that is there.
    pub(crate) fn is_in_place(&self) -> bool {
        self.brought.is_empty()
    }

    /// Takes its files over.
    pub(crate) fn keep(&self, staging: &Staging<'_>) -> Result<(), Error> {
        for artifact in &self.record.artifacts {
            if self.brought.contains(&artifact.path) {
                staging.add(artifact.clone());
            } else {
                staging.keep(artifact.clone())?;
            }
        }
        Ok(())
    }
}
