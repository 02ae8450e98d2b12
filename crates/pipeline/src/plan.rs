//! What of a locale has to be made, and what an earlier run left that is still true.

use crate::cache::{LocaleRecord, Stamps};
use crate::facts::{Origin, joined};
use crate::manifest::{Artifact, MANIFEST, Manifest, SUMS};
use crate::request::Request;
use crate::restore::{Earlier, Taken};
use crate::shard::BuildUnit;
use crate::stage::{Base, read_locale};
use crate::store::Shelf;
use crate::system::{EntryKind, System};
use crate::texts::SourceTexts;
use crate::write::Staging;
use crate::{keys, pictures, verify};
use pamphlet_locale::Tag;
use pamphlet_source::Finding;
use pamphlet_source::limits::MANIFEST_BYTES;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is to be done for one locale.
pub(crate) struct Plan {
    pub(crate) locale: Tag,
    pub(crate) texts: (SourceTexts, Vec<Finding>),
    pub(crate) key: String,
    /// What an earlier run knew, if it is still true of the texts and the pictures.
    pub(crate) record: Option<LocaleRecord>,
    /// What an earlier run made.
    pub(crate) taken: Vec<(BuildUnit, Taken)>,
    /// What has to be made.
    pub(crate) missing: Vec<BuildUnit>,
}

/// Plans every locale that is asked for.
pub(crate) fn plan(
    program: &str,
    request: &Request,
    base: &Base<'_>,
    units: &[BuildUnit],
    earlier: &Earlier<'_>,
) -> Vec<Plan> {
    let shared = earlier.cache.map(|_| keys::shared_key(program, request, base));
    let locales: Vec<&Tag> = base
        .site
        .trees
        .iter()
        .map(|tree| &tree.locale)
        .filter(|locale| units.iter().any(|unit| unit.locale == **locale))
        .collect();
    let mut plans: Vec<Plan> = locales
        .into_par_iter()
        .map(|locale| {
            let texts = read_locale(base, locale);
            let key = shared.as_ref().map(|shared| keys::locale_key(shared, base, locale, &texts)).unwrap_or_default();
            Plan { locale: locale.clone(), texts, key, record: None, taken: Vec::new(), missing: Vec::new() }
        })
        .collect();
    if let Some(cache) = earlier.cache {
        cache.bring(Shelf::Records, plans.iter().map(|plan| plan.key.as_str()));
        plans.par_iter_mut().for_each(|plan| plan.record = cache.locale(&plan.key));
    }

    // A picture that several locales show is read once.
    let shown: BTreeSet<String> =
        plans.iter().flat_map(|plan| &plan.record).flat_map(|record| record.pictures.keys().cloned()).collect();
    let states: BTreeMap<String, String> = shown
        .into_par_iter()
        .map(|path| {
            let state = pictures::state(&base.files, &path);
            (path, state)
        })
        .collect();

    for Plan { record, .. } in &mut plans {
        if record.as_ref().is_some_and(|record| record.pictures.iter().any(|(path, state)| states[path] != *state)) {
            *record = None;
        }
    }
    let known = plans.iter().flat_map(|plan| plan.record.iter().map(|record| (&plan.locale, &record.units)));
    earlier.bring(known.flat_map(|(locale, keys)| {
        let of_locale = units.iter().filter(move |unit| unit.locale == *locale);
        of_locale.filter_map(|unit| keys.get(unit.name())).map(String::as_str)
    }));
    plans.par_iter_mut().for_each(|Plan { locale, record, taken, missing, .. }| {
        for unit in units.iter().filter(|unit| unit.locale == *locale) {
            let key = record.as_ref().and_then(|record| record.units.get(unit.name()));
            match key.and_then(|key| earlier.unit(key)) {
                Some(known) => taken.push((unit.clone(), known)),
                None => missing.push(unit.clone()),
            }
        }
    });
    plans
}

/// The text of the manifest of the output that is there, if that output is what this request would make.
pub(crate) fn nothing_changed(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    origin: &Origin,
    plans: &[Plan],
    staging: &Staging<'_>,
    stamps: &Stamps,
) -> Option<String> {
    let previous = staging.previous()?;
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    let mut editions = Vec::new();
    for plan in plans {
        let record = plan.record.as_ref()?;
        kept.extend(plan.taken.iter().flat_map(|(_, unit)| &unit.record.artifacts).map(|file| file.path.as_str()));
        editions.push(record.facts.clone());
    }
    let artifacts: Vec<Artifact> = previous
        .artifacts
        .iter()
        .filter(|artifact| !request.is_whole() || artifact.locale.is_none() || kept.contains(artifact.path.as_str()))
        .cloned()
        .collect();
    let rest = artifacts.iter().any(|artifact| artifact.locale.is_some() && !kept.contains(artifact.path.as_str()));
    let mut manifest = joined(base, origin, editions, rest.then_some(previous), &artifacts);
    manifest.artifacts = artifacts;
    let is_there = |name: &str, text: &str| {
        system.read(&staging.folder().join(name), MANIFEST_BYTES).is_ok_and(|bytes| bytes == text.as_bytes())
    };
    if manifest != *previous {
        return None;
    }
    let text = previous.to_json();
    let is_it = is_there(MANIFEST, &text)
        && is_there(SUMS, &previous.sums(&text))
        && holds_only(system, staging.folder(), previous)
        && previous
            .artifacts
            .iter()
            .filter(|artifact| !kept.contains(artifact.path.as_str()))
            .all(|Artifact { path, sha256, .. }| stamps.is_untouched(system, staging.folder(), path, sha256));
    is_it.then_some(text)
}

/// Whether a folder holds the files of its manifest, as files, and nothing else.
fn holds_only(system: &dyn System, out: &Path, manifest: &Manifest) -> bool {
    let named = manifest.artifacts.iter().map(|artifact| artifact.path.as_str()).chain([MANIFEST, SUMS]);
    verify::list(system, out).is_ok_and(|there| {
        there.values().all(|kind| *kind == EntryKind::File)
            && there.keys().map(String::as_str).collect::<BTreeSet<_>>() == named.collect()
    })
}
