//! What is made of one locale, or taken over from an earlier run.

use crate::cache::{LocaleRecord, UnitRecord};
use crate::digest::Given;
use crate::exporters::{self, Settings, SitePrint};
use crate::facts::facts;
use crate::manifest::EditionFacts;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::put::{MadeUnit, Putting, Sources};
use crate::request::Request;
use crate::restore::{Earlier, Taken};
use crate::shard::{BuildUnit, Part};
use crate::stage::{Base, Ready, behind_wall, read_edition};
use crate::timings::{Timings, stage};
use crate::write::Staging;
use crate::{Error, Format, diagrams, handouts, letters, packets, pictures};
use globset::GlobSet;
use pamphlet_locale::Catalog;
use pamphlet_pdf::Packet;
use pamphlet_reading::{Exported, PageId, Reading};
use pamphlet_source::{Code, Finding, Work};
use rayon::prelude::*;

/// What was made of one locale.
pub(super) struct Made {
    /// None when the locale has a fault.
    pub(super) facts: Option<EditionFacts>,
    pub(super) findings: Vec<Finding>,
    pub(super) files: usize,
    pub(super) bytes: u64,
    /// What the cache is to know of it once the output is in place; none when it knows already.
    pub(super) record: Option<Known>,
}

/// What is known of a locale, and of the units that were made, by their keys.
pub(super) type Known = (LocaleRecord, Vec<(String, UnitRecord)>);

impl Made {
    pub(super) fn nothing(finding: Finding) -> Self {
        Self { facts: None, findings: vec![finding], files: 0, bytes: 0, record: None }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a locale is made from")]
pub(super) fn make(
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

/// Takes over everything of a locale that an earlier run made.
pub(super) fn take_over(
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
