//! What an earlier run made and that is still true: from the output that is there, or from the store.

use crate::Error;
use crate::cache::{Cache, Stamps, UnitRecord};
use crate::manifest::Artifact;
use crate::store;
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

    /// The unit of a key, when it is known and all its files can be had. Then they are at hand.
    pub(crate) fn unit(&self, key: &str) -> Option<Taken> {
        let record = self.cache?.unit(key)?;
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

    /// Nothing for a file that lies in the output that is there.
    fn fetch<'a>(&self, Artifact { path, sha256, .. }: &'a Artifact) -> Option<Result<&'a str, ()>> {
        let (system, folder) = (self.system, self.staging.folder());
        if self.there.get(path.as_str()) == Some(&sha256.as_str())
            && self.stamps.is_untouched(system, folder, path, sha256)
        {
            return None;
        }
        let bring = || {
            let bytes = store::content(self.cache?.store(), sha256)?;
            self.staging.bring(path, &bytes).ok()
        };
        Some(bring().map(|()| path.as_str()).ok_or(()))
    }
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
