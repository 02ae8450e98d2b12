//! How much of what is translated: as data, and as a picture of locales by pages.

mod changes;
mod heat_map;
mod history;

pub use changes::{BlockChange, BlockChangeKind, ChangeCommit, Since, SourceChanges};
pub use heat_map::heat_map;
pub use history::PageAge;

use crate::Error;
use crate::progress::Progress;
use crate::request::Request;
use crate::stage::{Ready, base, behind_wall, in_pool, parse, read_locale, ready};
use crate::system::System;
use pamphlet_document::NavItem;
use pamphlet_edition::Composed;
use pamphlet_json::CoverageRecord;
use pamphlet_locale::Tag;
use pamphlet_source::{Finding, Severity};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use pamphlet_source::SCHEMA_VERSION;

/// How much of a site is translated: `coverage.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Coverage")]
pub struct CoverageFile {
    /// Version of the form, `major.minor`.
    pub schema_version: String,
    /// The title of the site in its source locale.
    pub title: String,
    /// The locale that the others are translated from.
    pub source_locale: Tag,
    /// The sections of the navigation in order, a section before those inside it, labelled in the source locale.
    pub sections: Vec<SectionName>,
    /// The pages in the source's reading order, then those that only translations have.
    pub pages: Vec<PageName>,
    /// The locales, the most translated first.
    pub locales: Vec<LocaleCoverage>,
}

/// A section of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionName {
    /// Where it stands in the navigation, from the outermost section, from 0: the same in all locales. Empty for the
    /// pages that stand in no section.
    pub position: Vec<usize>,
    /// The labels from the outermost section to this one.
    pub path: Vec<String>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageName {
    /// Its name; the same in every locale.
    pub page: String,
    /// Its title in the source locale; of a page that only translations have, in the first of them.
    pub title: String,
    /// The language of that title where it is not the source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
    /// The position of the innermost section that it stands in; empty for none.
    pub position: Vec<usize>,
}

/// How much of a locale is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LocaleCoverage {
    /// The locale.
    pub locale: Tag,
    /// What was counted: words, sentences, and blocks of four words and more.
    #[serde(flatten)]
    pub counts: CoverageRecord,
    /// The sections of the navigation in order, a section before those inside it.
    pub sections: Vec<SectionCoverage>,
    /// Its pages in reading order.
    pub pages: Vec<PageCoverage>,
}

/// How much of a section of the navigation is translated, pages of sections inside it included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionCoverage {
    /// The labels from the outermost section to this one; empty for pages that stand in no section.
    pub path: Vec<String>,
    /// Where it stands in the navigation: the same in all locales.
    pub position: Vec<usize>,
    /// How many pages it has.
    pub page_count: u32,
    /// How many of them fell back.
    pub fallback: u32,
    /// What was counted.
    #[serde(flatten)]
    pub counts: CoverageRecord,
}

/// How much of a page is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageCoverage {
    /// Its name.
    pub page: String,
    /// Whether the source page stands in for it: nothing of it counts as translated.
    pub fallback: bool,
    /// How old the source was that it follows, when git knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<PageAge>,
    /// What changed on the source page since, block by block, when that was asked for and something did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_changes: Option<SourceChanges>,
    /// What was counted.
    #[serde(flatten)]
    pub counts: CoverageRecord,
}

/// Measures the locales that a request names; the source locale is left out unless it is named.
///
/// A locale with a fault is left out, a page with one is counted by the lines of its text: errors say which.
///
/// # Errors
/// When the site cannot be used, a locale is not known, or nobody knows what changed.
pub fn coverage(
    system: &dyn System,
    request: &Request,
    since: Since<'_>,
    progress: &dyn Progress,
) -> Result<(CoverageFile, Vec<Finding>), Error> {
    in_pool(system, request.jobs, || {
        let base = base(system, request)?;
        let mut wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        let source = base.site.source.clone();
        let with_source = !request.locales.is_empty() && wanted.contains(&source);
        // The labels of sections and the titles of pages are the source's.
        wanted.insert(source.clone());
        progress.begin(wanted.len());
        let parsed = parse(&base)?;
        let made: Vec<Result<(Tag, Ready), Box<Finding>>> = wanted
            .into_par_iter()
            .map(|locale| {
                let read = || ready(&base, &parsed, &locale, read_locale(&base, &locale));
                let ready = behind_wall(&base, &locale, read);
                progress.step(locale.as_str());
                Ok((locale, ready?))
            })
            .collect();
        let mut faults = Vec::new();
        let mut composed: Vec<(Tag, Composed)> = Vec::new();
        for made in made {
            match made {
                Ok((locale, ready)) => {
                    let errors = ready.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
                    faults.extend(errors);
                    composed.push((locale, ready.composed));
                }
                Err(finding) => faults.push(*finding),
            }
        }
        crate::build::sort(&mut faults);
        let history = history::Ages::of(system, &request.site);
        let mut changes = changes::of(system, request, &base, &composed, &history, since)?;
        let sources = composed.iter().find(|(locale, _)| *locale == source).map(|(_, found)| paths(found));
        let sources = sources.unwrap_or_default();
        let mut locales: Vec<LocaleCoverage> = composed
            .iter()
            .filter(|(locale, _)| *locale != source || with_source)
            .map(|(locale, composed)| {
                let own = if *locale == source { BTreeMap::new() } else { paths(composed) };
                let age = |page: &str| history.age(sources.get(page)?, own.get(page)?);
                of_locale(locale, composed, &age, &mut changes)
            })
            .collect();
        locales.sort_by(|one, other| share(&other.counts).cmp(&share(&one.counts)).then(one.locale.cmp(&other.locale)));
        let (title, sections) = composed
            .iter()
            .find(|(locale, _)| *locale == source)
            .map(|(_, composed)| (composed.edition.parts().title.clone(), sections(composed)))
            .unwrap_or_default();
        let pages = pages(&source, &composed);
        let schema_version = SCHEMA_VERSION.to_owned();
        Ok((CoverageFile { schema_version, title, source_locale: source, sections, pages, locales }, faults))
    })
}

/// Translated words in a million; what has no words is wholly translated.
fn share(counts: &CoverageRecord) -> u64 {
    if counts.words == 0 { 1_000_000 } else { u64::from(counts.translated_words) * 1_000_000 / u64::from(counts.words) }
}

/// The file of each page that did not fall back.
fn paths(composed: &Composed) -> BTreeMap<&str, &str> {
    let sources = &composed.edition.parts().sources;
    let own = composed.edition.pages().iter().filter(|page| !page.fallback);
    own.filter_map(|page| Some((page.id.0.as_str(), sources.get(page.source)?.path.as_str()))).collect()
}

fn of_locale(
    locale: &Tag,
    composed: &Composed,
    age: &dyn Fn(&str) -> Option<PageAge>,
    changes: &mut changes::Found,
) -> LocaleCoverage {
    LocaleCoverage {
        locale: locale.clone(),
        counts: composed.edition.parts().coverage.into(),
        sections: composed
            .sections
            .iter()
            .map(|section| SectionCoverage {
                path: section.path.clone(),
                position: section.position.clone(),
                page_count: section.pages,
                fallback: section.fallback,
                counts: section.coverage.into(),
            })
            .collect(),
        pages: composed
            .coverage
            .iter()
            .map(|page| PageCoverage {
                page: page.page.0.clone(),
                fallback: page.fallback,
                age: age(&page.page.0),
                source_changes: changes.remove(&(locale.clone(), page.page.clone())),
                counts: page.coverage.into(),
            })
            .collect(),
    }
}

fn sections(composed: &Composed) -> Vec<SectionName> {
    composed
        .sections
        .iter()
        .map(|section| SectionName { position: section.position.clone(), path: section.path.clone() })
        .collect()
}

fn pages(source: &Tag, composed: &[(Tag, Composed)]) -> Vec<PageName> {
    let mut out: Vec<PageName> = Vec::new();
    let mut seen = BTreeSet::new();
    let first = composed.iter().filter(|(locale, _)| locale == source);
    for (_, composed) in first.chain(composed.iter().filter(|(locale, _)| locale != source)) {
        let mut positions = BTreeMap::new();
        place(&composed.edition.parts().nav, &mut Vec::new(), &mut positions);
        for page in composed.edition.pages() {
            if seen.insert(page.id.0.clone()) {
                out.push(PageName {
                    page: page.id.0.clone(),
                    title: page.title.clone(),
                    language: Some(page.title_language.as_ref().unwrap_or(&page.language))
                        .filter(|language| *language != source)
                        .cloned(),
                    position: positions.get(page.id.0.as_str()).cloned().unwrap_or_default(),
                });
            }
        }
    }
    out
}

/// Where pages stand in the navigation, by the numbers of the sections above them.
fn place<'n>(items: &'n [NavItem], above: &mut Vec<usize>, out: &mut BTreeMap<&'n str, Vec<usize>>) {
    for (number, item) in items.iter().enumerate() {
        match item {
            NavItem::Page { page, .. } => {
                out.entry(&page.0).or_insert_with(|| above.clone());
            }
            NavItem::Section { page, items, .. } => {
                above.push(number);
                if let Some(page) = page {
                    out.entry(&page.0).or_insert_with(|| above.clone());
                }
                place(items, above, out);
                above.pop();
            }
            NavItem::Link { .. } => {}
        }
    }
}
