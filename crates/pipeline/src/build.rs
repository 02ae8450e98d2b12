//! The whole way: from a request to an output in place.

use crate::cache::{self, Cache, LocaleRecord, UnitRecord};
use crate::edition::Stamp;
use crate::format::{self, Format, Settings};
use crate::manifest::{Artifact, EditionFacts, Generator, MANIFEST, Manifest, PageFacts, SCHEMA_VERSION};
use crate::open::{SiteFiles, open};
use crate::pages::{Rules, SourcePages};
use crate::pictures::Pool;
use crate::progress::Progress;
use crate::request::{Request, Unit};
use crate::system::System;
use crate::texts::Texts;
use crate::write::Staging;
use crate::{Error, date, edition, pages, pictures, texts};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_document::{Edition, Exported, File};
use pamphlet_edition::{Composed, InputPage, SourceIndex};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_site::Site;
use pamphlet_source::{Code, Finding, SourceId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
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

/// A site that has been read: what every locale is built against.
pub struct Base<'s> {
    /// Its files.
    pub files: SiteFiles<'s>,
    /// The site.
    pub site: Site,
    /// The texts of the source locale.
    pub texts: Texts,
    /// How pages are parsed.
    pub rules: Rules,
    /// The date and version that files print.
    pub stamp: Stamp,
    /// Pictures, decoded once.
    pub pool: Pool,
    /// What there is to say about the configuration.
    pub findings: Vec<Finding>,
    /// What there is to say about the files of the source locale.
    text_findings: Vec<Finding>,
}

/// The parsed pages of the source locale, which every locale is composed against.
pub struct Parsed {
    /// The pages.
    pub source: SourcePages,
    /// The same, indexed.
    pub index: SourceIndex,
    /// What there is to say about them.
    findings: Vec<Finding>,
}

/// A composed edition, and what there is to say about it.
pub struct Ready {
    /// The edition, with coverage and drift.
    pub composed: Composed,
    /// Findings of reading, parsing and composing.
    pub findings: Vec<Finding>,
}

/// Reads a site: its configuration, and the texts of its source locale.
///
/// # Errors
/// When the site or its configuration cannot be used.
pub fn base<'s>(system: &'s dyn System, request: &Request) -> Result<Base<'s>, Error> {
    let opened = open(system, &request.site, request.config.as_deref())?;
    Ok(read_base(system, request, opened))
}

fn read_base<'s>(system: &'s dyn System, request: &Request, opened: pamphlet_site::Loaded) -> Base<'s> {
    let pamphlet_site::Loaded { site, findings } = opened;
    let files = SiteFiles::new(system, &request.site);
    let (texts, text_findings) = texts::read(&files, &site, site.source_tree(), &Texts::default());
    let rules = Rules::of(&site, request.repair);
    let stamp = Stamp {
        date: date::date(system, &request.site, site.identity.date.as_deref()),
        version: date::version(system, &request.site, request.version.as_deref()),
        epoch: date::epoch(system),
    };
    Base { files, site, texts, rules, stamp, pool: Pool::default(), findings, text_findings }
}

/// Parses the source pages.
#[must_use]
pub fn parse(base: &Base<'_>) -> Parsed {
    let (source, findings) = pages::source(&base.site, &base.texts, &base.rules);
    let index = edition::index(&base.site, &source);
    Parsed { source, index, findings }
}

/// Reads the texts of a locale. Those of the source are read already.
#[must_use]
pub fn read_locale(base: &Base<'_>, locale: &Tag) -> (Texts, Vec<Finding>) {
    if *locale == base.site.source {
        return (base.texts.clone(), base.text_findings.clone());
    }
    texts::read(&base.files, &base.site, base.site.tree(locale), &base.texts)
}

/// Parses and composes one locale.
#[must_use]
pub fn ready(base: &Base<'_>, parsed: &Parsed, locale: &Tag, (texts, mut findings): (Texts, Vec<Finding>)) -> Ready {
    let site = &base.site;
    let inputs: Vec<InputPage> = if *locale == site.source {
        findings.extend(parsed.findings.iter().cloned());
        parsed.source.pages.values().map(|page| page.input.clone()).collect()
    } else {
        let (inputs, found) = pages::translation(site, locale, &texts, &base.rules, &parsed.source);
        findings.extend(found);
        inputs
    };
    let (composed, found) = edition::compose(site, locale, &inputs, &parsed.index, &texts, &base.stamp);
    findings.extend(found);
    Ready { composed, findings }
}

/// Runs in a pool of `jobs` threads; as many as there are cores when none are named.
///
/// # Errors
/// What `run` returns, or that no threads can be had.
pub fn in_pool<T: Send>(
    system: &dyn System,
    jobs: Option<usize>,
    run: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    // Nesting in pages is bounded, but it is deeper than the two mebibytes that threads get by default.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or_else(|| system.cores()).max(1))
        .stack_size(16 << 20)
        .build()
        .map_err(|error| Error::usage(format!("no threads can be had: {error}"), "use a smaller number with --jobs"))?;
    pool.install(run)
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
                    make(&base, parsed, plan, request, only.as_ref(), &staging, cache.as_ref(), progress)
                }
                _ => take_over(&plan, &staging, progress),
            })
            .collect();
        let mut editions = Vec::new();
        for result in results {
            let made = result?;
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
        if let Some(cache) = &cache {
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

/// What is to be done for one locale.
struct Plan {
    locale: Tag,
    texts: (Texts, Vec<Finding>),
    key: String,
    /// What an earlier run knew, if it is still true of the texts; with the units that can be taken over.
    record: Option<LocaleRecord>,
    /// Formats that have to be made.
    missing: Vec<Format>,
}

fn plan(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    units: &[Unit],
    cache: Option<&Cache<'_>>,
    staging: &Staging<'_>,
) -> Vec<Plan> {
    let shared = cache.map(|_| cache::shared_key(system, request, base));
    let stamps = cache.and_then(|cache| cache.stamps(&system.read(&request.out.join(MANIFEST)).ok()?));
    let there: BTreeSet<&str> = staging
        .previous()
        .map(|manifest| manifest.artifacts.iter().map(|artifact| artifact.path.as_str()).collect())
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
                        && known.files.iter().all(|path| {
                            there.contains(path.as_str())
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
fn nothing_changed(
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
        kept.extend(record.units.values().flat_map(|unit| &unit.files).map(String::as_str));
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

/// Takes over everything of a locale that an earlier run made.
fn take_over(plan: &Plan, staging: &Staging<'_>, progress: &dyn Progress) -> Result<Made, Error> {
    let record = plan.record.as_ref().expect("nothing is missing, so there is a record");
    keep_units(record, staging)?;
    progress.step(plan.locale.as_str());
    let mut findings = record.findings();
    findings.extend(record.units.values().flat_map(UnitRecord::findings));
    Ok(Made { facts: record.facts.clone(), findings, files: 0, bytes: 0 })
}

fn keep_units(record: &LocaleRecord, staging: &Staging<'_>) -> Result<(), Error> {
    let Some(previous) = staging.previous() else { return Ok(()) };
    let files: BTreeSet<&str> = record.units.values().flat_map(|unit| &unit.files).map(String::as_str).collect();
    for artifact in previous.artifacts.iter().filter(|artifact| files.contains(artifact.path.as_str())) {
        staging.keep(artifact.clone())?;
    }
    Ok(())
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
}

#[expect(clippy::too_many_arguments, reason = "one caller, which has them all at hand")]
fn make(
    base: &Base<'_>,
    parsed: &Parsed,
    plan: Plan,
    request: &Request,
    only: Option<&GlobSet>,
    staging: &Staging<'_>,
    cache: Option<&Cache<'_>>,
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
    let settings = Settings {
        paper: request.paper.clone(),
        site_paper: base.site.paper.clone(),
        layouts: request.layouts.clone(),
        pages: only.map(|only| pages.filter(|page| only.is_match(page)).cloned().collect()),
        epoch: base.stamp.epoch,
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
    let facts = facts(&edition);
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
    if let Some(cache) = cache {
        cache.keep_locale(&locale, &known);
    }
    Ok(Made { facts, findings, files, bytes })
}

/// What was made of one format of a locale.
struct MadeUnit {
    format: Format,
    findings: Vec<Finding>,
    files: Vec<String>,
    bytes: u64,
}

/// Writes what an exporter made.
fn put(
    edition: &Edition,
    format: Format,
    exported: Exported,
    sources: &Sources,
    only: Option<&GlobSet>,
    staging: &Staging<'_>,
) -> Result<MadeUnit, Error> {
    let locale = edition.locale();
    let findings = exported
        .diagnostics
        .into_iter()
        .map(|diagnostic| {
            let page = diagnostic.place.and_then(|place| sources.page_of.get(&place.source)).map(String::as_str);
            Finding::locate(diagnostic, &edition.parts().sources, Some(locale.as_str()), page)
        })
        .collect();
    let mut unit = MadeUnit { format, findings, files: Vec::new(), bytes: 0 };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for File { path, bytes, pages } in exported.files {
        if only.is_some_and(|only| pages.is_empty() || !pages.iter().any(|page| only.is_match(page))) {
            continue;
        }
        if !seen.insert(path.clone()) {
            unit.findings.push(collision(locale, &path, &pages));
            continue;
        }
        let path = format!("{locale}/{path}");
        unit.bytes += bytes.len() as u64;
        unit.files.push(path.clone());
        let artifact = Artifact {
            path,
            bytes: 0,
            sha256: String::new(),
            format: Some(format),
            locale: Some(locale.to_string()),
            sources: sources.of_pages(&pages),
            pages,
        };
        staging.write(artifact, &bytes)?;
    }
    Ok(unit)
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

fn collision(locale: &Tag, path: &str, pages: &[String]) -> Finding {
    let message = format!("{} would write {locale}/{path} a second time; the first stays", pages.join(", "));
    let mut finding =
        pamphlet_site::place::finding(Code::PageCollision, "", (0, 0), &message, "rename one of the pages");
    finding.locale = Some(locale.to_string());
    finding.page = pages.first().cloned();
    finding
}

/// The files of the site that pages were made from.
struct Sources {
    by_page: BTreeMap<String, String>,
    page_of: BTreeMap<SourceId, String>,
    shared: Vec<String>,
}

impl Sources {
    fn of(base: &Base<'_>, locale: &Tag, edition: &Edition) -> Self {
        let by_page = edition
            .pages()
            .iter()
            .filter_map(|page| Some((page.id.0.clone(), edition.parts().sources.get(page.source)?.path.clone())))
            .collect();
        let shared = base.site.tree(locale).map(|tree| tree.appended.clone()).unwrap_or_default();
        let page_of = edition.pages().iter().map(|page| (page.source, page.id.0.clone())).collect();
        Self { by_page, page_of, shared }
    }

    fn of_pages(&self, pages: &[String]) -> Vec<String> {
        let mut found: Vec<String> = if pages.is_empty() {
            self.by_page.values().cloned().collect()
        } else {
            pages.iter().filter_map(|page| self.by_page.get(page)).cloned().collect()
        };
        found.extend(self.shared.iter().cloned());
        found.sort();
        found.dedup();
        found
    }
}

fn facts(edition: &Edition) -> EditionFacts {
    let parts = edition.parts();
    EditionFacts {
        locale: parts.locale.to_string(),
        title: parts.title.clone(),
        description: parts.description.clone(),
        authors: parts.authors.clone(),
        publisher: parts.publisher.clone(),
        license: parts.license.clone(),
        url: parts.url.as_ref().map(|pattern| {
            pamphlet_edition::page_url(pattern, &parts.locale, &pamphlet_document::PageId("index".to_owned()))
        }),
        subjects: parts.subjects.clone(),
        words: parts.coverage.words,
        translated_words: parts.coverage.translated_words,
        pages: edition
            .pages()
            .iter()
            .map(|page| PageFacts {
                page: page.id.0.clone(),
                title: page.title.clone(),
                digest: page.digest.clone(),
                fallback: page.fallback,
            })
            .collect(),
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
        // Books, and pages that are not asked for, stay.
        unit && only.is_none_or(|only| artifact.pages.iter().any(|page| only.is_match(page)))
    };
    let made: BTreeSet<String> = staging.artifacts().into_iter().map(|artifact| artifact.path).collect();
    for artifact in previous.artifacts.iter().filter(|artifact| !replaced(artifact) && !made.contains(&artifact.path)) {
        staging.keep(artifact.clone())?;
    }
    Ok(())
}

/// The manifest of what was made now and what was kept.
fn joined(base: &Base<'_>, made: Vec<EditionFacts>, previous: Option<&Manifest>, artifacts: &[Artifact]) -> Manifest {
    let mut editions: BTreeMap<String, EditionFacts> = previous
        .into_iter()
        .flat_map(|manifest| manifest.editions.clone())
        .filter(|edition| artifacts.iter().any(|artifact| artifact.locale.as_deref() == Some(&edition.locale)))
        .map(|edition| (edition.locale.clone(), edition))
        .collect();
    editions.extend(made.into_iter().map(|edition| (edition.locale.clone(), edition)));
    let source = base.site.source.to_string();
    let mut editions: Vec<EditionFacts> = editions.into_values().collect();
    editions.sort_by_key(|edition| (edition.locale != source, edition.locale.clone()));
    Manifest {
        schema_version: SCHEMA_VERSION,
        generator: generator(),
        slug: base.site.identity.slug.clone(),
        source_locale: source,
        version: base.stamp.version.clone(),
        date: base.stamp.date.clone(),
        editions,
        artifacts: Vec::new(),
    }
}

/// This program.
#[must_use]
pub fn generator() -> Generator {
    Generator { name: "pamphlet".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
}
