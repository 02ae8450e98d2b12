//! What of a locale has to be made, and what an earlier run left that is still true.

use crate::Error;
use crate::cache::{self, Cache, LocaleRecord};
use crate::facts::joined;
use crate::format::Format;
use crate::manifest::{Artifact, MANIFEST};
use crate::request::{Request, Unit};
use crate::stage::{Base, read_locale};
use crate::system::System;
use crate::texts::Texts;
use crate::write::Staging;
use pamphlet_locale::Tag;
use pamphlet_source::Finding;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be done for one locale.
pub(crate) struct Plan {
    pub(crate) locale: Tag,
    pub(crate) texts: (Texts, Vec<Finding>),
    pub(crate) key: String,
    /// What an earlier run knew, if it is still true of the texts; with the units that can be taken over.
    pub(crate) record: Option<LocaleRecord>,
    /// Formats that have to be made.
    pub(crate) missing: Vec<Format>,
}

/// Plans every locale that is asked for.
pub(crate) fn plan(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    units: &[Unit],
    cache: Option<&Cache<'_>>,
    staging: &Staging<'_>,
) -> Vec<Plan> {
    let shared = cache.map(|_| cache::shared_key(system, request, base));
    let stamps = cache.and_then(|cache| cache.stamps(&system.read(&request.out.join(MANIFEST)).ok()?));
    let there: BTreeMap<&str, &str> = staging
        .previous()
        .map(|manifest| {
            manifest.artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact.sha256.as_str())).collect()
        })
        .unwrap_or_default();
    let locales: Vec<&Tag> = base
        .site
        .trees
        .iter()
        .map(|tree| &tree.locale)
        .filter(|locale| units.iter().any(|unit| unit.locale == **locale))
        .collect();
    locales
        .into_par_iter()
        .map(|locale| {
            let texts = read_locale(base, locale);
            let key =
                shared.as_ref().map(|shared| cache::locale_key(shared, base, locale, &texts.0)).unwrap_or_default();
            let mut record = cache.and_then(|cache| cache.locale(locale)).filter(|record| record.key == key);
            let mut missing = Vec::new();
            if let Some(record) = &mut record {
                record
                    .units
                    .retain(|name, _| units.iter().any(|unit| unit.locale == *locale && unit.format.name() == name));
            }
            for unit in units.iter().filter(|unit| unit.locale == *locale) {
                let name = unit.format.name();
                let known = record.as_ref().and_then(|record| record.units.get(name)).is_some_and(|known| {
                    known.key == cache::unit_key(&key, unit)
                        && known.files.iter().all(|(path, sum)| {
                            there.get(path.as_str()) == Some(&sum.as_str())
                                && cache
                                    .zip(stamps.as_ref())
                                    .is_some_and(|(cache, stamps)| cache.is_untouched(stamps, &request.out, path))
                        })
                });
                if !known {
                    missing.push(unit.format);
                    if let Some(record) = &mut record {
                        record.units.remove(name);
                    }
                }
            }
            Plan { locale: locale.clone(), texts, key, record, missing }
        })
        .collect()
}

/// Whether the output that is there is what this request would make.
pub(crate) fn nothing_changed(
    request: &Request,
    base: &Base<'_>,
    plans: &[Plan],
    staging: &Staging<'_>,
    cache: Option<&Cache<'_>>,
) -> bool {
    let (Some(previous), Some(cache)) = (staging.previous(), cache) else { return false };
    let Some(stamps) = cache.stamps(previous.to_json().as_bytes()) else { return false };
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    let mut editions = Vec::new();
    for plan in plans {
        let Some(record) = &plan.record else { return false };
        kept.extend(record.units.values().flat_map(|unit| unit.files.keys()).map(String::as_str));
        editions.push(record.facts.clone());
    }
    let artifacts: Vec<Artifact> = previous
        .artifacts
        .iter()
        .filter(|artifact| !request.is_whole() || artifact.locale.is_none() || kept.contains(artifact.path.as_str()))
        .cloned()
        .collect();
    let mut manifest = joined(base, editions, (!request.is_whole()).then_some(previous), &artifacts);
    manifest.artifacts = artifacts;
    manifest == *previous
        && previous
            .artifacts
            .iter()
            .filter(|artifact| !kept.contains(artifact.path.as_str()))
            .all(|artifact| cache.is_untouched(&stamps, &request.out, &artifact.path))
}

/// Takes over the files that an earlier run made and that are still true.
pub(crate) fn keep_units(record: &LocaleRecord, staging: &Staging<'_>) -> Result<(), Error> {
    let Some(previous) = staging.previous() else { return Ok(()) };
    let files: BTreeSet<&str> = record.units.values().flat_map(|unit| unit.files.keys()).map(String::as_str).collect();
    for artifact in previous.artifacts.iter().filter(|artifact| files.contains(artifact.path.as_str())) {
        staging.keep(artifact.clone())?;
    }
    Ok(())
}
