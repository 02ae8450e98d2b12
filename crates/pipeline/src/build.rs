//! The whole way: from a request to an output in place.

use crate::boundary::SiteFiles;
use crate::cache::{Cache, LocaleRecord, Stamps, UnitRecord};
use crate::changed::Saved;
use crate::digest::Given;
use crate::exporters::{self, Settings, SitePrint};
use crate::facts::{Origin, facts, generator, joined};
use crate::history::History;
use crate::manifest::{Artifact, EditionFacts, Inputs, MANIFEST, Manifest, SCHEMA_VERSION};
use crate::open::open;
use crate::plan::{Plan, nothing_changed, plan};
use crate::progress::Progress;
use crate::put::{MadeUnit, Putting, Sources};
use crate::request::Request;
use crate::restore::{Earlier, Taken};
use crate::shard::{BuildUnit, Part};
use crate::stage::{Base, Ready, behind_wall, in_pool, parse, read_base, read_edition, read_locale, ready};
use crate::store::Usage;
use crate::system::{Doing, System};
use crate::timings::{Timings, stage};
use crate::write::Staging;
use crate::{Error, Format, changed, diagrams, handouts, letters, packets, pictures};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_locale::Catalog;
use pamphlet_pdf::Packet;
use pamphlet_reading::{Exported, PageId, Reading};
use pamphlet_site::Site;
use pamphlet_source::limits::MANIFEST_BYTES;
use pamphlet_source::{Code, Finding, Work, did_you_mean};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

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

/// Takes over everything of a locale that an earlier run made.
fn take_over(
    plan: Plan,
    staging: &Staging<'_>,
    timings: Option<&Timings>,
    progress: &dyn Progress,
) -> Result<Made, Error> {
    let Plan { locale, record, taken, .. } = plan;
    let record = record.expect("nothing is missing, so there is a record");
    progress.step(locale.as_str());
    let mut findings = record.findings();
    for (made, unit) in &taken {
        unit.keep(staging)?;
        findings.extend(unit.record.findings());
        if let Some(timings) = timings {
            timings.count(made.format.name(), locale.as_str(), unit.record.artifacts.len(), 0);
        }
    }
    Ok(Made { facts: Some(record.facts), findings, files: 0, bytes: 0, record: None })
}

/// Sorted by place, each once.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup();
}

/// What was made of one locale.
struct Made {
    /// None when the locale has a fault.
    facts: Option<EditionFacts>,
    findings: Vec<Finding>,
    files: usize,
    bytes: u64,
    /// What the cache is to know of it once the output is in place; none when it knows already.
    record: Option<Known>,
}

/// What is known of a locale, and of the units that were made, by their keys.
type Known = (LocaleRecord, Vec<(String, UnitRecord)>);

impl Made {
    fn nothing(finding: Finding) -> Self {
        Self { facts: None, findings: vec![finding], files: 0, bytes: 0, record: None }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a locale is made from")]
fn make(
    base: &Base<'_>,
    Ready { composed, mut findings }: Ready,
    plan: Plan,
    request: &Request,
    only: Option<&GlobSet>,
    program: &str,
    earlier: &Earlier<'_>,
    progress: &dyn Progress,
) -> Result<Made, Error> {
    let Plan { locale, key, record, taken, missing, .. } = plan;
    let edition = composed.edition;
    progress.step(locale.as_str());
    let (mut media, found) = pictures::load(base, &locale, &edition, only);
    findings.extend(found);
    findings.extend(diagrams::load(base, &locale, &edition, only, &mut media));
    let shown = pictures::named(&edition, only);
    let catalog = Catalog::of(&locale);
    let is_wanted = |page: &PageId| only.is_none_or(|only| only.is_match(&page.0));
    let reading = match behind_wall(base, &locale, || read_edition(base, &edition, &catalog, &media, &is_wanted)) {
        Ok((reading, found)) => {
            findings.extend(found);
            reading
        }
        Err(finding) => return Ok(Made::nothing(*finding)),
    };
    drop(edition);
    let packets = packets::of(&base.site, &reading);
    let settings = settings(base, request, &reading, only, &packets);
    findings.extend(packets::tabs_without(&base.site, &reading, request.tabs.as_ref()));
    findings.extend(letters::absent(&base.site, &reading, &catalog, &packets, media.faces()));
    let sources = Sources::of(base, &locale, &reading);
    let timings = request.timings.as_deref();
    let given = earlier.cache.map(|_| {
        stage(timings, "key", Some(locale.as_str()), || {
            let mut contents = pictures::contents(base, &locale, &shown);
            // Words are set in the fonts of the site.
            contents.insert(":fonts".to_owned(), base.fonts.state.clone());
            let appended = base.site.tree(&locale).map(|tree| tree.appended.as_slice()).unwrap_or_default();
            Given::of(program, &reading, &contents, &media.names().collect(), appended)
        })
    });
    let missing: Vec<(BuildUnit, Settings, String)> = missing
        .into_iter()
        .map(|unit| {
            let settings = settings.of_part(unit.part);
            let key = given.as_ref().map(|given| given.unit(unit.format, &settings)).unwrap_or_default();
            (unit, settings, key)
        })
        .collect();
    earlier.bring(missing.iter().map(|(.., key)| key.as_str()));
    let units: Vec<Result<(BuildUnit, String, Done), Error>> = missing
        .into_par_iter()
        .map(|(unit, settings, key)| {
            let format = unit.format;
            let done = if let Some(taken) = earlier.unit(&key) {
                Done::Taken(taken)
            } else {
                let mut putting = Putting::new(&reading, format, &sources, only, earlier);
                let mut apart = Vec::new();
                match given.as_ref().filter(|_| unit.part == Part::Handouts) {
                    Some(given) => apart = handouts::put(&mut putting, given, &catalog, &media, &settings)?,
                    None => {
                        putting.exported(exported(format, &reading, &catalog, &media, &settings))?;
                    }
                }
                Done::Made(putting.end(), apart)
            };
            progress.step(&format!("{locale} {}", unit.name()));
            Ok((unit, key, done))
        })
        .collect();
    let facts = facts(&reading, &packets, base.stamp.epoch);
    let shown = pictures::states(base, &locale, shown);
    let mut known = LocaleRecord::new(key, &findings, facts.clone(), shown);
    // Those of formats that are not asked for now.
    known.units.extend(record.into_iter().flat_map(|record| record.units));
    for (_, unit) in &taken {
        unit.keep(earlier.staging)?;
        findings.extend(unit.record.findings());
    }
    let (mut files, mut bytes, mut made) = (0, 0, Vec::new());
    for unit in units {
        let (unit, key, done) = unit?;
        let (taken, made_now) = match &done {
            Done::Taken(unit) => (unit.record.artifacts.len(), 0),
            Done::Made(unit, _) => (unit.artifacts.len() - unit.made.0, unit.made.0),
        };
        if let Some(timings) = &request.timings {
            timings.count(unit.format.name(), locale.as_str(), taken, made_now);
        }
        known.units.insert(unit.name().to_owned(), key.clone());
        match done {
            Done::Taken(unit) => {
                unit.keep(earlier.staging)?;
                findings.extend(unit.record.findings());
            }
            Done::Made(unit, apart) => {
                files += unit.made.0;
                bytes += unit.made.1;
                made.extend(apart);
                made.push((key, UnitRecord::new(&unit.findings, unit.artifacts)));
                findings.extend(unit.findings);
            }
        }
    }
    Ok(Made { facts: Some(facts), findings, files, bytes, record: Some((known, made)) })
}

/// What the exporters of a locale are told: what was asked for, else what the site says.
fn settings(
    base: &Base<'_>,
    request: &Request,
    reading: &Reading,
    only: Option<&GlobSet>,
    packets: &[Packet],
) -> Settings {
    let pages = reading.pages().iter().map(|page| &page.id.0);
    let print = &base.site.print;
    Settings {
        paper: request.paper,
        site_paper: base.site.paper,
        layouts: if request.layouts.is_empty() { print.layouts.clone() } else { request.layouts.clone() },
        ink: request.ink.unwrap_or(print.ink),
        links: request.links.or(print.links).unwrap_or_default(),
        tabs: request.tabs.clone().unwrap_or_else(|| print.tabs.clone()),
        fit: request.fit.or(print.fit),
        standard: print.standard,
        site_print: SitePrint { ink: print.ink, links: print.links.unwrap_or_default() },
        // A packet is a small book: with --page, books stay as they are.
        packets: if only.is_some() { Vec::new() } else { packets.to_vec() },
        whole_json: request.whole_json || base.site.json.whole,
        search: base.site.search,
        json_assets: base.site.json.assets,
        part: Part::All,
        pages: only.map(|only| pages.filter(|page| only.is_match(page)).cloned().collect()),
        epoch: base.stamp.epoch,
        epub: base.site.epub,
        markdown: base.site.markdown,
        walls: base.rules.walls.clone(),
    }
}

/// What was done for a unit.
enum Done {
    /// An earlier run made it.
    Taken(Taken),
    /// It was made now; also what is to be known of parts of it, by their keys.
    Made(MadeUnit, Vec<(String, UnitRecord)>),
}

/// Exports; what an exporter cannot do becomes a diagnostic, and the other formats and locales go on.
fn exported(
    format: Format,
    reading: &Reading,
    catalog: &Catalog,
    media: &pamphlet_media::Media,
    settings: &Settings,
) -> Exported {
    let locale = reading.locale();
    let work = Work { stage: format.name(), locale: Some(locale.as_str()), name: None };
    let result = settings.walls.behind(work, || exporters::export(format, reading, catalog, media, settings));
    let failed = |message: String, help: &str| Exported {
        files: Vec::new(),
        diagnostics: vec![pamphlet_source::Diagnostic::new(Code::ExportFailed, message).help(help)],
    };
    match result {
        Ok(Ok(exported)) => exported,
        Ok(Err(error)) => failed(
            format!("{format} of {locale} could not be made: {}", whole(&error)),
            "the other formats and locales are built; correct the cause and run again",
        ),
        Err(fault) => Exported {
            files: Vec::new(),
            diagnostics: vec![
                fault.diagnostic(format!("{format} of {locale}"), "the other formats and locales are made"),
            ],
        },
    }
}

/// What an error says, and what every error behind it says.
fn whole(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        words.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    words
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
            Error::usage(format!("“{pattern}” is not a pattern of pages: {error}"), "write it like basics/* or tools")
        })?;
        if !all.iter().any(|page| glob.compile_matcher().is_match(page)) {
            // Somebody may name the file of a page, from the folder of the site.
            let is_file = |page: &&String| name.strip_suffix(page.as_str()).is_some_and(|front| front.ends_with('/'));
            let meant = match all.iter().filter(is_file).max_by_key(|page| page.len()) {
                Some(page) => format!("did you mean {page}? "),
                None => did_you_mean(name, all.iter().map(String::as_str)),
            };
            return Err(Error::usage(
                format!("no page is called “{pattern}”"),
                format!(
                    "{meant}pages are named by their path without .md; * stands for a part, ** for folders, a comma \
                     stands between patterns"
                ),
            ));
        }
        set.add(glob);
    }
    set.build().map(Some).map_err(|error| Error::usage(error.to_string(), "write --page like basics/* or tools"))
}

/// What another store gives is kept in the cache.
fn check_store(request: &Request) -> Result<(), Error> {
    match &request.store {
        Some(store) if request.cache.is_none() => Err(Error::usage(
            format!("the store at {store} needs a cache beside it, and this machine has no folder for caches"),
            "name one with --cache",
        )),
        _ => Ok(()),
    }
}

/// A part of another site's output must not be mixed with this one's.
fn check_same_site(request: &Request, previous: Option<&Manifest>, site: &Site) -> Result<(), Error> {
    match previous {
        Some(previous) if !request.is_whole() && previous.slug != site.identity.slug => Err(Error::usage(
            format!(
                "{} holds the outputs of a site that is called {}, and this one is called {}: a part of it would stand \
                 among files with another name",
                request.out.display(),
                previous.slug,
                site.identity.slug
            ),
            format!(
                "if the site was renamed, build everything once, without --format, --locale and --page, or keep the old \
                 name with slug: {} in pamphlet.yml; if it is another site, name another folder with --out",
                previous.slug
            ),
        )),
        _ => Ok(()),
    }
}

/// An output that holds its own site would be exchanged with it, and one that holds its cache would never be what its
/// manifest says.
fn check_places(system: &dyn System, request: &Request) -> Result<(), Error> {
    let out = system.target(&request.out).doing("follow", &request.out)?;
    if holds(system, &out, &request.site) {
        return Err(Error::usage(
            format!("{} holds the site itself, so it is not a folder for its output", out.display()),
            "choose another folder with --out, such as dist",
        ));
    }
    match &request.cache {
        Some(cache) if holds(system, &out, cache) => Err(Error::usage(
            format!("the cache {} lies in the output {}", cache.display(), out.display()),
            "choose another folder with --cache or --out",
        )),
        _ => Ok(()),
    }
}

/// Whether a path is a folder or lies in it, where links are followed as far as there is something.
pub(crate) fn holds(system: &dyn System, folder: &Path, path: &Path) -> bool {
    let (folder, path) = (system.absolute(folder), system.absolute(path));
    let followed = |path: &Path| {
        let there = path.ancestors().find_map(|above| Some((above.to_owned(), system.real(above).ok()?)));
        there.map_or_else(
            || path.to_owned(),
            |(above, real)| path.strip_prefix(&above).map_or_else(|_| real.clone(), |rest| real.join(rest)),
        )
    };
    followed(&path).starts_with(followed(&folder))
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

/// A shard needs a folder of its own: with parts of other builds it would not be the shard that its manifest names.
fn check_same_part(request: &Request, previous: Option<&Manifest>) -> Result<(), Error> {
    let Some(previous) = previous.filter(|previous| previous.shard != request.shard_facts()) else { return Ok(()) };
    if request.is_whole() {
        return Ok(());
    }
    let there = match &previous.shard {
        Some(shard) => format!("shard {}/{} of a build", shard.index, shard.count),
        None => "an output that is not a shard".to_owned(),
    };
    Err(Error::usage(
        format!("{} holds {there}, which cannot be mixed with what is asked for", request.out.display()),
        "choose another folder with --out for each shard, and join them with merge",
    ))
}

/// Takes over from the earlier output what this run does not replace; whether there was something.
fn keep_rest(
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
