//! The stages before export, as functions of values: read a site, parse its source pages, compose a locale.

use crate::edition::Stamp;
use crate::open::{SiteFiles, open};
use crate::pages::{Rules, SourcePages};
use crate::pictures::Pool;
use crate::request::Request;
use crate::system::System;
use crate::texts::Texts;
use crate::{Error, date, edition, packets, pages, texts};
use pamphlet_edition::{Composed, InputPage, SourceIndex};
use pamphlet_locale::Tag;
use pamphlet_site::Site;
use pamphlet_source::Finding;

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

pub(crate) fn read_base<'s>(system: &'s dyn System, request: &Request, opened: pamphlet_site::Loaded) -> Base<'s> {
    let pamphlet_site::Loaded { site, mut findings } = opened;
    findings.extend(packets::unmatched(&site));
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
    findings.extend(crate::icons::check(&composed.edition));
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
