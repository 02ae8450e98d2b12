//! How much of what is translated.

use crate::Error;
use crate::build::{base, in_pool, parse, read_locale, ready};
use crate::progress::Progress;
use crate::request::Request;
use crate::system::System;
use pamphlet_document::Coverage;
use pamphlet_locale::Tag;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// How much of a locale is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LocaleCoverage {
    /// The locale.
    pub locale: String,
    /// What was counted: words, sentences, and blocks of four words and more.
    #[serde(flatten)]
    pub counts: Coverage,
    /// The share of translated words in per cent, rounded down.
    pub percent: u32,
    /// The sections of the navigation in order, a section before those inside it.
    pub sections: Vec<SectionCoverage>,
    /// Its pages in reading order.
    pub pages: Vec<PageCoverage>,
}

/// How much of a section of the navigation is translated, pages of sections inside it included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionCoverage {
    /// The labels from the outermost section to this one; empty for pages that stand in no section.
    pub path: Vec<String>,
    /// Where it stands in the navigation: the same in all locales.
    pub position: Vec<usize>,
    /// How many pages it has.
    pub pages: u32,
    /// How many of them fell back.
    pub fallback: u32,
    /// What was counted.
    #[serde(flatten)]
    pub counts: Coverage,
    /// The share of translated words in per cent, rounded down.
    pub percent: u32,
}

/// How much of a page is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageCoverage {
    /// Its name.
    pub page: String,
    /// Whether the source page stands in for it.
    pub fallback: bool,
    /// What was counted.
    #[serde(flatten)]
    pub counts: Coverage,
    /// The share of translated words in per cent, rounded down.
    pub percent: u32,
}

/// Measures the locales that a request names; the source locale is left out unless it is named.
///
/// # Errors
/// When the site cannot be used, or a locale is not known.
pub fn coverage(system: &dyn System, request: &Request, progress: &dyn Progress) -> Result<Vec<LocaleCoverage>, Error> {
    in_pool(system, request.jobs, || {
        let base = base(system, request)?;
        let mut wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        if request.locales.is_empty() {
            wanted.remove(&base.site.source);
        }
        progress.begin(wanted.len());
        let parsed = parse(&base);
        Ok(wanted
            .par_iter()
            .map(|locale| {
                let composed = ready(&base, &parsed, locale, read_locale(&base, locale)).composed;
                progress.step(locale.as_str());
                let whole = composed.edition.parts().coverage;
                LocaleCoverage {
                    locale: locale.to_string(),
                    counts: whole,
                    percent: whole.percent(),
                    sections: composed
                        .sections
                        .iter()
                        .map(|section| SectionCoverage {
                            path: section.path.clone(),
                            position: section.position.clone(),
                            pages: section.pages,
                            fallback: section.fallback,
                            counts: section.coverage,
                            percent: section.coverage.percent(),
                        })
                        .collect(),
                    pages: composed
                        .coverage
                        .iter()
                        .map(|page| PageCoverage {
                            page: page.page.0.clone(),
                            fallback: page.fallback,
                            counts: page.coverage,
                            percent: page.coverage.percent(),
                        })
                        .collect(),
                }
            })
            .collect())
    })
}
