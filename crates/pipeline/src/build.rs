//! The whole way: from a request to an output in place.

use crate::cache::{self, Cache, LocaleRecord, UnitRecord};
use crate::facts::{facts, generator, joined};
use crate::format::{self, Format, Settings, SitePrint};
use crate::manifest::{Artifact, EditionFacts, Manifest, SCHEMA_VERSION};
use crate::open::open;
use crate::plan::{Plan, keep_units, nothing_changed, plan};
use crate::progress::Progress;
use crate::put::{MadeUnit, Sources, put};
use crate::request::{Request, Unit};
use crate::stage::{Base, Parsed, Ready, in_pool, parse, read_base, ready};
use crate::system::System;
use crate::write::Staging;
use crate::{Error, packets, pictures};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_document::{Edition, Exported};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_site::Site;
use pamphlet_source::{Code, Finding};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
}

/// Builds what is asked for and puts it in place.
///
/// # Errors
/// When the request cannot be met at all; the output that is there then stays as it is. What is wrong with single
/// pages, pictures or formats is a finding.
pub fn build(system: &dyn System, request: &Request, progress: &dyn Progress) -> Result<Report, Error> {
    in_pool(system, request.jobs, || {
        let opened = open(system, &request.site, request.config.as_deref())?;
        let units = request.units(&opened.site)?;
        let only = page_patterns(request, &opened.site)?;
        let staging = Staging::begin(system, &request.out)?;
        let base = read_base(system, request, opened);
        check_same_site(request, staging.previous(), &base.site)?;
        let cache = Cache::of(system, request);
        let plans = plan(system, request, &base, &units, cache.as_ref(), &staging);

        let mut report = Report::new(&base.findings);
        let fresh = plans.iter().all(|plan| plan.missing.is_empty());
        if fresh && nothing_changed(request, &base, &plans, &staging, cache.as_ref()) {
            for Plan { record, .. } in &plans {
                report.add_record(record.as_ref());
            }
            report.unchanged = true;
            report.manifest = staging.previous().cloned().unwrap_or(report.manifest);
            sort(&mut report.findings);
            return Ok(report);
        }

        progress.begin(plans.iter().map(|plan| plan.missing.len() + 1).sum());
        let parsed = (!fresh).then(|| parse(&base));
        let results: Vec<Result<Made, Error>> = plans
            .into_par_iter()
            .map(|plan| match &parsed {
                Some(parsed) if !plan.missing.is_empty() => {
                    make(&base, parsed, plan, request, only.as_ref(), &staging, progress)
                }
                _ => take_over(&plan, &staging, progress),
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
            report.pages += made.facts.pages.len();
            report.locales.push(made.facts.locale.clone());
            editions.push(made.facts);
        }
        keep_rest(&staging, request, &units, only.as_ref())?;
        let manifest = joined(&base, editions, staging.previous(), &staging.artifacts());
        report.manifest = crate::root::finish(staging, manifest)?;
        // Only now: a record of what never got into place would make the next run take over what was there before.
        if let Some(cache) = &cache {
            for (locale, record) in &records {
                cache.keep_locale(locale, record);
            }
            let paths = report.manifest.artifacts.iter().map(|artifact| artifact.path.clone());
            cache.keep_stamps(&request.out, paths, report.manifest.to_json().as_bytes());
        }
        sort(&mut report.findings);
        Ok(report)
    })
}

impl Report {
    fn new(findings: &[Finding]) -> Self {
        Self {
            findings: findings.to_vec(),
            manifest: Manifest {
                schema_version: SCHEMA_VERSION,
                generator: generator(),
                slug: String::new(),
                source_locale: String::new(),
                version: None,
                date: None,
                editions: Vec::new(),
                artifacts: Vec::new(),
            },
            pages: 0,
            locales: Vec::new(),
            made: (0, 0),
            unchanged: false,
        }
    }

    fn add_record(&mut self, record: Option<&LocaleRecord>) {
        let Some(record) = record else { return };
        self.findings.extend(record.findings());
        self.findings.extend(record.units.values().flat_map(UnitRecord::findings));
        self.pages += record.facts.pages.len();
        self.locales.push(record.facts.locale.clone());
    }
}

/// Takes over everything of a locale that an earlier run made.
fn take_over(plan: &Plan, staging: &Staging<'_>, progress: &dyn Progress) -> Result<Made, Error> {
    let record = plan.record.as_ref().expect("nothing is missing, so there is a record");
    keep_units(record, staging)?;
    progress.step(plan.locale.as_str());
    let mut findings = record.findings();
    findings.extend(record.units.values().flat_map(UnitRecord::findings));
    Ok(Made { facts: record.facts.clone(), findings, files: 0, bytes: 0, record: None })
}

/// Sorted by place, each once.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup();
}

/// What was made of one locale.
struct Made {
    facts: EditionFacts,
    findings: Vec<Finding>,
    files: usize,
    bytes: u64,
    /// What the cache is to know of it once the output is in place; none when it knows already.
    record: Option<(Tag, LocaleRecord)>,
}

fn make(
    base: &Base<'_>,
    parsed: &Parsed,
    plan: Plan,
    request: &Request,
    only: Option<&GlobSet>,
    staging: &Staging<'_>,
    progress: &dyn Progress,
) -> Result<Made, Error> {
    let Plan { locale, texts, key, record, missing } = plan;
    let Ready { composed, mut findings } = ready(base, parsed, &locale, texts);
    let edition = composed.edition;
    progress.step(locale.as_str());
    let (media, found) = pictures::load(&base.site, &locale, &edition, &base.files, &base.pool);
    findings.extend(found);
    let catalog = Catalog::of(&locale);
    let pages = edition.pages().iter().map(|page| &page.id.0);
    let print = &base.site.print;
    let packets = packets::of(&base.site, &edition);
    let settings = Settings {
        paper: request.paper.clone(),
        site_paper: base.site.paper.clone(),
        layouts: if request.layouts.is_empty() { print.layouts.clone() } else { request.layouts.clone() },
        ink: request.ink.unwrap_or(print.ink),
        links: request.links.clone().or_else(|| print.links.clone()),
        site_print: SitePrint { ink: print.ink, links: print.links.clone() },
        // A packet is a small book: with --page, books stay as they are.
        packets: if only.is_some() { Vec::new() } else { packets.clone() },
        whole_json: request.whole_json,
        pages: only.map(|only| pages.filter(|page| only.is_match(page)).cloned().collect()),
        epoch: base.stamp.epoch,
        epub: base.site.epub,
    };
    let sources = Sources::of(base, &locale, &edition);
    let units: Vec<Result<MadeUnit, Error>> = missing
        .par_iter()
        .map(|format| {
            let exported = exported(*format, &edition, &catalog, &media, &settings);
            let unit = put(&edition, *format, exported, &sources, only, staging)?;
            progress.step(&format!("{locale} {format}"));
            Ok(unit)
        })
        .collect();
    let facts = facts(&edition, &packets);
    let mut known = LocaleRecord::new(key, &findings, facts.clone());
    if let Some(record) = record {
        keep_units(&record, staging)?;
        findings.extend(record.units.values().flat_map(UnitRecord::findings));
        known.units = record.units;
    }
    let (mut files, mut bytes) = (0, 0);
    for unit in units {
        let unit = unit?;
        files += unit.files.len();
        bytes += unit.bytes;
        let key = cache::unit_key(&known.key, &Unit { locale: locale.clone(), format: unit.format });
        known.units.insert(unit.format.name().to_owned(), UnitRecord::new(key, &unit.findings, unit.files));
        findings.extend(unit.findings);
    }
    Ok(Made { facts, findings, files, bytes, record: Some((locale, known)) })
}

/// Exports; what an exporter cannot do becomes a diagnostic, and the other formats and locales go on.
fn exported(
    format: Format,
    edition: &Edition,
    catalog: &Catalog,
    media: &pamphlet_media::Media,
    settings: &Settings,
) -> Exported {
    let locale = edition.locale();
    let result = catch_unwind(AssertUnwindSafe(|| format::export(format, edition, catalog, media, settings)));
    let failed = |message: String, help: &str| Exported {
        files: Vec::new(),
        diagnostics: vec![pamphlet_source::Diagnostic::new(Code::ExportFailed, message).help(help)],
    };
    match result {
        Ok(Ok(exported)) => exported,
        Ok(Err(error)) => failed(
            format!("{format} of {locale} could not be made: {error}"),
            "the other formats and locales are built; mend the cause and run again",
        ),
        Err(_) => failed(
            format!("{format} of {locale} could not be made because of a fault in Pamphlet"),
            "please report it; the other formats and locales are built",
        ),
    }
}

/// `--page` as patterns. Each has to match at least one page of the site.
fn page_patterns(request: &Request, site: &Site) -> Result<Option<GlobSet>, Error> {
    if request.pages.is_empty() {
        return Ok(None);
    }
    let all: BTreeSet<String> = site.trees.iter().flat_map(|tree| tree.pages.keys().cloned()).collect();
    let mut set = GlobSetBuilder::new();
    for pattern in &request.pages {
        let name = pamphlet_site::layout::page_name(pattern).unwrap_or(pattern);
        let glob = GlobBuilder::new(name).literal_separator(true).build().map_err(|error| {
            Error::usage(format!("“{pattern}” is no pattern of pages: {error}"), "write it like basics/* or tools")
        })?;
        if !all.iter().any(|page| glob.compile_matcher().is_match(page)) {
            return Err(Error::usage(
                format!("no page is called “{pattern}”"),
                "pages are named by their path without .md; * stands for a part, ** for folders",
            ));
        }
        set.add(glob);
    }
    set.build().map(Some).map_err(|error| Error::usage(error.to_string(), "write --page like basics/* or tools"))
}

/// A part of another site's output must not be mixed with this one's.
fn check_same_site(request: &Request, previous: Option<&Manifest>, site: &Site) -> Result<(), Error> {
    match previous {
        Some(previous) if !request.is_whole() && previous.slug != site.identity.slug => Err(Error::usage(
            format!("{} holds the output of another site, {}", request.out.display(), previous.slug),
            "choose another folder with --out, or build everything",
        )),
        _ => Ok(()),
    }
}

/// Takes over from the earlier output what this run does not replace.
fn keep_rest(staging: &Staging<'_>, request: &Request, units: &[Unit], only: Option<&GlobSet>) -> Result<(), Error> {
    let Some(previous) = staging.previous().filter(|_| !request.is_whole()) else { return Ok(()) };
    let replaced = |artifact: &Artifact| {
        let (Some(format), Some(locale)) = (artifact.format, &artifact.locale) else { return true };
        let unit = units.iter().any(|unit| unit.format == format && unit.locale.as_str() == locale);
        // Books, packets, and pages that are not asked for, stay.
        let made_of = |only: &GlobSet| matches!(&artifact.pages[..], [page] if only.is_match(page));
        unit && only.is_none_or(|only| made_of(only) && !artifact.path.contains("/packets/"))
    };
    let made: BTreeSet<String> = staging.artifacts().into_iter().map(|artifact| artifact.path).collect();
    for artifact in previous.artifacts.iter().filter(|artifact| !replaced(artifact) && !made.contains(&artifact.path)) {
        staging.keep(artifact.clone())?;
    }
    Ok(())
}
