//! The whole way: from a request to an output in place.

use crate::edition::Stamp;
use crate::format::{self, Format, Settings};
use crate::manifest::{Artifact, EditionFacts, Generator, Manifest, PageFacts, SCHEMA_VERSION};
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
use pamphlet_edition::{Composed, SourceIndex};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_site::Site;
use pamphlet_source::{Code, Finding};
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
    /// The parsed pages of the source locale.
    pub source: SourcePages,
    /// The same, indexed.
    pub index: SourceIndex,
    /// The date and version that files print.
    pub stamp: Stamp,
    /// Pictures, decoded once.
    pub pool: Pool,
    /// What there is to say about the configuration.
    pub findings: Vec<Finding>,
    /// What there is to say about the pages of the source locale.
    source_findings: Vec<Finding>,
}

/// A composed edition, and what there is to say about it.
pub struct Ready {
    /// The edition, with coverage and drift.
    pub composed: Composed,
    /// Findings of reading, parsing and composing.
    pub findings: Vec<Finding>,
}

/// Reads a site and parses its source pages.
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
    let (texts, mut source_findings) = texts::read(&files, &site, site.source_tree(), &Texts::default());
    let rules = Rules::of(&site, request.repair);
    let (source, parsed) = pages::source(&site, &texts, &rules);
    source_findings.extend(parsed);
    let index = edition::index(&site, &source);
    let stamp = Stamp {
        date: date::date(system, &request.site, site.identity.date.as_deref()),
        version: date::version(system, &request.site, request.version.as_deref()),
    };
    Base { files, site, texts, rules, source, index, stamp, pool: Pool::default(), findings, source_findings }
}

/// Reads, parses and composes one locale.
#[must_use]
pub fn ready(base: &Base<'_>, locale: &Tag) -> Ready {
    let site = &base.site;
    let (read, inputs, mut findings);
    let texts = if *locale == site.source {
        findings = base.source_findings.clone();
        inputs = base.source.pages.values().map(|page| page.input.clone()).collect();
        &base.texts
    } else {
        (read, findings) = texts::read(&base.files, site, site.tree(locale), &base.texts);
        let parsed;
        (inputs, parsed) = pages::translation(site, locale, &read, &base.rules, &base.source);
        findings.extend(parsed);
        &read
    };
    let (composed, found) = edition::compose(site, locale, &inputs, &base.index, texts, &base.stamp);
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
        let mut by_locale: BTreeMap<usize, Vec<Format>> = BTreeMap::new();
        for Unit { locale, format } in &units {
            let order = base.site.trees.iter().position(|tree| tree.locale == *locale).unwrap_or_default();
            by_locale.entry(order).or_default().push(*format);
        }
        progress.begin(units.len() + by_locale.len());
        let jobs: Vec<(usize, Vec<Format>)> = by_locale.into_iter().collect();
        let results: Vec<Result<Made, Error>> = jobs
            .par_iter()
            .map(|(order, formats)| {
                let locale = &base.site.trees[*order].locale;
                make(&base, locale, formats, request, only.as_ref(), &staging, progress)
            })
            .collect();
        let mut findings = base.findings.clone();
        let mut editions = Vec::new();
        let mut made = (0, 0);
        for result in results {
            let result = result?;
            findings.extend(result.findings);
            made.0 += result.files;
            made.1 += result.bytes;
            editions.push(result.facts);
        }
        let pages = editions.iter().map(|edition| edition.pages.len()).sum();
        let locales = editions.iter().map(|edition| edition.locale.clone()).collect();
        keep_rest(&staging, request, &units, only.as_ref())?;
        let manifest = joined(&base, editions, staging.previous(), &staging.artifacts());
        let manifest = crate::root::finish(staging, manifest)?;
        sort(&mut findings);
        Ok(Report { findings, manifest, pages, locales, made, unchanged: false })
    })
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

fn make(
    base: &Base<'_>,
    locale: &Tag,
    formats: &[Format],
    request: &Request,
    only: Option<&GlobSet>,
    staging: &Staging<'_>,
    progress: &dyn Progress,
) -> Result<Made, Error> {
    let Ready { composed, mut findings } = ready(base, locale);
    let edition = composed.edition;
    progress.step(locale.as_str());
    let (media, found) = pictures::load(&base.site, locale, &edition, &base.files, &base.pool);
    findings.extend(found);
    let catalog = Catalog::of(locale);
    let settings = Settings {
        paper: request.paper.clone().or_else(|| base.site.paper.clone()),
        layouts: request.layouts.clone(),
        pages: only.map(|only| {
            edition.pages().iter().map(|page| page.id.0.clone()).filter(|page| only.is_match(page)).collect()
        }),
    };
    let sources = Sources::of(base, locale, &edition);
    let exported: Vec<Result<(Vec<Finding>, usize, u64), Error>> = formats
        .par_iter()
        .map(|format| {
            let Exported { files, diagnostics } = exported(*format, &edition, &catalog, &media, &settings);
            let mut findings: Vec<Finding> = diagnostics
                .into_iter()
                .map(|diagnostic| Finding::locate(diagnostic, &edition.parts().sources, Some(locale.as_str()), None))
                .collect();
            let mut seen: BTreeSet<String> = BTreeSet::new();
            let (mut count, mut bytes) = (0, 0);
            for File { path, bytes: content, pages } in files {
                if only.is_some_and(|only| pages.is_empty() || !pages.iter().any(|page| only.is_match(page))) {
                    continue;
                }
                if !seen.insert(path.clone()) {
                    let finding = collision(locale, &path, &pages);
                    findings.push(finding);
                    continue;
                }
                let artifact = Artifact {
                    path: format!("{locale}/{path}"),
                    bytes: 0,
                    sha256: String::new(),
                    format: Some(*format),
                    locale: Some(locale.to_string()),
                    sources: sources.of_pages(&pages),
                    pages,
                };
                count += 1;
                bytes += content.len() as u64;
                staging.write(artifact, &content)?;
            }
            progress.step(&format!("{locale} {format}"));
            Ok((findings, count, bytes))
        })
        .collect();
    let (mut files, mut bytes) = (0, 0);
    for result in exported {
        let (found, count, length) = result?;
        findings.extend(found);
        files += count;
        bytes += length;
    }
    Ok(Made { facts: facts(&edition), findings, files, bytes })
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
        Self { by_page, shared }
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
