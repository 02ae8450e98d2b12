//! What stays of an earlier output when a part of a site is built.

use crate::Error;
use crate::cache::Stamps;
use crate::manifest::Artifact;
use crate::request::Request;
use crate::shard::BuildUnit;
use crate::system::System;
use crate::write::Staging;
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Takes over from the earlier output what this run does not replace; whether there was something.
pub(super) fn keep_rest(
    system: &dyn System,
    staging: &Staging<'_>,
    request: &Request,
    units: &[BuildUnit],
    only: Option<&GlobSet>,
    stamps: &Stamps,
) -> Result<bool, Error> {
    let Some(previous) = staging.previous().filter(|_| !request.is_whole()) else { return Ok(false) };
    let replaced = |artifact: &Artifact| {
        let (Some(format), Some(locale)) = (artifact.format, &artifact.locale) else { return true };
        let unit = units.iter().any(|unit| unit.format == format && unit.locale.as_str() == locale);
        // Books, packets, and pages that are not asked for, stay.
        let made_of = |only: &GlobSet| matches!(&artifact.pages[..], [page] if only.is_match(page));
        unit && only.is_none_or(|only| made_of(only) && !artifact.path.contains("/packets/"))
    };
    let made: BTreeSet<String> = staging.artifacts().into_iter().map(|artifact| artifact.path).collect();
    let kept: Vec<&Artifact> =
        previous.artifacts.iter().filter(|artifact| !replaced(artifact) && !made.contains(&artifact.path)).collect();
    let any = !kept.is_empty();
    kept.into_par_iter().try_for_each(|artifact| {
        if !stamps.is_untouched(system, staging.folder(), &artifact.path, &artifact.sha256) {
            let place = staging.folder().join(&artifact.path);
            return Err(Error::usage(
                format!("{} is not what was made, so it cannot be kept", place.display()),
                "build everything: leave out --locale, --format, --page and --shard",
            ));
        }
        Ok(staging.keep(artifact.clone())?)
    })?;
    Ok(any)
}
