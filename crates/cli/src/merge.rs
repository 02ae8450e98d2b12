//! `merge`.

use crate::arguments::MergeArguments;
use crate::summary::{self, counted};
use crate::{Ended, Ending};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::store::{Local, Remote, Shelves};
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &MergeArguments) -> Ended {
    let remote = arguments.store.access(system, true)?.map(Remote::new);
    // The cache of the user is asked only behind a store that was named: else files that got lost would not be told of.
    let store = if arguments.store.cache.is_some() || remote.is_some() {
        let folder = arguments.store.folder(system).ok_or_else(|| {
            Error::usage(
                "the store needs a cache beside it, and this machine has no folder for caches",
                "name one with --cache",
            )
        })?;
        Some(Shelves::new(Local::new(system, folder), remote))
    } else {
        None
    };
    let merged = pamphlet_pipeline::merge::merge(system, &arguments.inputs, &arguments.out, store.as_ref());
    if let Some(usage) = store.as_ref().and_then(Shelves::usage) {
        summary::store(&usage, false);
    }
    let manifest = merged?;
    say!(
        "{} of {} in {}",
        counted(manifest.artifacts.len() + 2, "file", "files"),
        counted(manifest.editions.len(), "locale", "locales"),
        arguments.out.display()
    );
    Ok(Ending::Good)
}
