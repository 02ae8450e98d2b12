//! The whole way: from a request to an output in place.

mod checks;
mod made;
mod rest;

pub(crate) use checks::holds;

use crate::boundary::SiteFiles;
use crate::cache::{Cache, Stamps};
use crate::changed::Saved;
use crate::facts::{Origin, generator, joined};
use crate::history::History;
use crate::manifest::{Inputs, MANIFEST, Manifest, SCHEMA_VERSION};
use crate::open::open;
use crate::plan::{Plan, nothing_changed, plan};
use crate::progress::Progress;
use crate::request::Request;
use crate::restore::Earlier;
use crate::stage::{Base, behind_wall, in_pool, parse, read_base, read_locale, ready};
use crate::store::Usage;
use crate::system::System;
use crate::timings::stage;
use crate::write::Staging;
use crate::{Error, Format, changed};
use checks::{check_places, check_same_part, check_same_site, check_store, page_patterns};
use made::{Made, make, take_over};
use pamphlet_source::Finding;
use pamphlet_source::limits::MANIFEST_BYTES;
use rayon::prelude::*;
use rest::keep_rest;

/// What a build did.
#[derive(Debug, Clone)]
pub struct Report {
    /// What there is to say about the site, sorted by place.
    pub findings: Vec<Finding>,
    /// What the output holds now.
    pub manifest: Manifest,
    /// How many pages were built, counted in every locale.
    pub pages: usize,
    /// The locales that were built.
    pub locales: Vec<String>,
    /// How many files were made, and how many bytes they have.
    pub made: (usize, u64),
    /// Whether nothing had to be done.
    pub unchanged: bool,
    /// What a store on another machine gave.
    pub store: Option<Usage>,
}

/// Builds what is asked for and puts it in place.
///
/// # Panics
/// Never: all is built where no page was saved.
///
/// # Errors
/// When the request cannot be met at all; the output that is there then stays as it is. What is wrong with single
/// pages, pictures or formats is a finding.
pub fn build(system: &dyn System, request: &Request, progress: &dyn Progress) -> Result<Report, Error> {
    Ok(build_part(system, request, None, progress)?.expect("all is built where nothing was saved"))
}

/// Builds, of what is asked for, the part that shows the pages that were just saved, aside: no books, and no other pages.
/// None where nothing is gained by that: then everything has to be built.
///
/// # Errors
/// As for [`build`].
pub fn build_saved(
    system: &dyn System,
    request: &Request,
    saved: Saved<'_>,
    progress: &dyn Progress,
) -> Result<Option<Report>, Error> {
    build_part(system, request, Some(saved), progress)
}

fn build_part(
    system: &dyn System,
    request: &Request,
    saved: Option<Saved<'_>>,
    progress: &dyn Progress,
) -> Result<Option<Report>, Error> {
    in_pool(system, request.jobs, || {
        let timings = request.timings.as_deref();
        let files = SiteFiles::of(system, request)?;
        let opened = stage(timings, "open", None, || open(system, &files, request))?;
        let part = saved.map(|saved| changed::part(system, request, &opened.site, saved));
        let request = match &part {
            Some(None) => return Ok(None),
            Some(Some(part)) => part,
            None => request,
        };
        let units = request.units(&opened.site)?;
        check_store(request)?;
        let only = page_patterns(request, &opened.site)?;
        check_places(system, request)?;
        let staging = Staging::begin(system, &request.out)?;
        let cache = Cache::of(system, request, staging.folder());
        let history =
            stage(timings, "history", None, || History::of(system, &request.site, &opened.site, cache.as_ref()));
        let base = stage(timings, "texts", None, || read_base(system, request, files, opened, history));
        check_same_site(request, staging.previous(), &base.site)?;
        check_same_part(request, staging.previous())?;
        let stamps = match (&cache, system.read(&staging.folder().join(MANIFEST), MANIFEST_BYTES)) {
            (Some(cache), Ok(manifest)) => cache.stamps(&manifest),
            _ => Stamps::default(),
        };
        let earlier = Earlier::new(system, cache.as_ref(), &stamps, &staging);
        let program = cache.as_ref().map(Cache::program).unwrap_or_default();
        let plans = stage(timings, "plan", None, || plan(&program, request, &base, &units, &earlier));
        let origin = stage(timings, "inputs", None, || origin(system, request, &base, &plans));

        let mut report = Report::new(&base.findings);
        let fresh = plans.iter().all(|plan| plan.missing.is_empty());
        let in_place = fresh && plans.iter().flat_map(|plan| &plan.taken).all(|(_, unit)| unit.is_in_place());
        let same =
            in_place.then(|| nothing_changed(system, request, &base, &origin, &plans, &staging, &stamps)).flatten();
        if let Some(text) = same {
            for plan in &plans {
                report.add_plan(plan);
            }
            report.unchanged = true;
            report.manifest = staging.previous().cloned().unwrap_or(report.manifest);
            let now = Stamps::of_written(system, staging.folder(), &report.manifest, &text);
            if let Some(cache) = cache.as_ref().filter(|_| now != stamps) {
                cache.keep_stamps(&now);
            }
            report.store = cache.as_ref().and_then(Cache::usage);
            sort(&mut report.findings);
            return Ok(Some(report));
        }

        progress.begin(plans.iter().map(|plan| plan.missing.len() + 1).sum());
        let mut parsed = (!fresh).then(|| parse(&base)).transpose()?;
        if let Some(parsed) = &mut parsed {
            parsed.answers = plans.iter().flat_map(|plan| &plan.missing).any(|unit| unit.format == Format::Json);
        }
        let results: Vec<Result<Made, Error>> = plans
            .into_par_iter()
            .map(|mut plan| match &parsed {
                Some(parsed) if !plan.missing.is_empty() => {
                    let locale = plan.locale.clone();
                    let made = behind_wall(&base, &locale, || {
                        let texts = std::mem::take(&mut plan.texts);
                        let ready = ready(&base, parsed, &locale, texts)?;
                        Ok(make(&base, ready, plan, request, only.as_ref(), &program, &earlier, progress))
                    });
                    made.unwrap_or_else(|finding| Ok(Made::nothing(*finding)))
                }
                _ => take_over(plan, &staging, timings, progress),
            })
            .collect();
        let mut editions = Vec::new();
        let mut records = Vec::new();
        for result in results {
            let made = result?;
            records.extend(made.record);
            report.findings.extend(made.findings);
            report.made.0 += made.files;
            report.made.1 += made.bytes;
            if let Some(facts) = made.facts {
                report.pages += facts.pages.len();
                report.locales.push(facts.locale.clone());
                editions.push(facts);
            }
        }
        let rest = keep_rest(system, &staging, request, &units, only.as_ref(), &stamps)?;
        let out = staging.folder().to_owned();
        let previous = staging.previous().filter(|_| rest);
        let manifest = joined(&base, &origin, editions, previous, &staging.artifacts());
        report.manifest = stage(timings, "finish", None, || crate::root::finish(staging, manifest))?;
        // Only now: a record of what never got into place would make the next run take over what was there before.
        stage(timings, "cache", None, || {
            let Some(cache) = &cache else { return };
            // After a fault nothing is known for good: what a run had no memory for, the next may have.
            if !base.rules.walls.has_faults() {
                for (locale, units) in &records {
                    cache.keep(locale, units);
                }
                stage(timings, "share", None, || cache.share(&records));
            }
            // What goes from the store has another stamp in the output.
            cache.trim();
            cache.keep_stamps(&Stamps::of(system, &out, &report.manifest));
        });
        report.store = cache.as_ref().and_then(Cache::usage);
        sort(&mut report.findings);
        Ok(Some(report))
    })
}

impl Report {
    fn new(findings: &[Finding]) -> Self {
        Self {
            findings: findings.to_vec(),
            manifest: Manifest {
                schema_version: SCHEMA_VERSION.to_owned(),
                generator: generator(),
                slug: String::new(),
                identifier: String::new(),
                source_locale: String::new(),
                version: None,
                date: None,
                commit: None,
                inputs: None,
                shard: None,
                editions: Vec::new(),
                artifacts: Vec::new(),
            },
            pages: 0,
            locales: Vec::new(),
            made: (0, 0),
            unchanged: false,
            store: None,
        }
    }

    fn add_plan(&mut self, plan: &Plan) {
        let Some(record) = &plan.record else { return };
        self.findings.extend(record.findings());
        self.findings.extend(plan.taken.iter().flat_map(|(_, unit)| unit.record.findings()));
        self.pages += record.facts.pages.len();
        self.locales.push(record.facts.locale.clone());
    }
}

/// Sorted by place, each once.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup();
}

/// What the manifest is to say of the whole output. Texts of locales that are not planned are read for it alone, so that
/// machines that share a build, each with locales of its own, say the same.
fn origin(system: &dyn System, request: &Request, base: &Base<'_>, plans: &[Plan]) -> Origin {
    let others: Vec<_> = base
        .site
        .trees
        .par_iter()
        .filter(|tree| plans.iter().all(|plan| plan.locale != tree.locale))
        .map(|tree| read_locale(base, &tree.locale).0)
        .collect();
    let texts = plans.iter().map(|plan| &plan.texts.0).chain(&others);
    Origin { inputs: Inputs::of(system, request, base, texts), shard: request.shard_facts() }
}
