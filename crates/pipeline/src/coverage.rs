//! How much of what is translated.

use crate::Error;
use crate::build::{base, in_pool, parse, read_locale, ready};
use crate::progress::Progress;
use crate::request::Request;
use crate::system::System;
use pamphlet_locale::Tag;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// How much of a locale is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LocaleCoverage {
    /// The locale.
    pub locale: String,
    /// Words in all.
    pub words: u32,
    /// Words that are translated.
    pub translated_words: u32,
    /// Their share in per cent, rounded down.
    pub percent: u32,
    /// Its pages in reading order.
    pub pages: Vec<PageCoverage>,
}

/// How much of a page is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageCoverage {
    /// Its name.
    pub page: String,
    /// Whether the source page stands in for it.
    pub fallback: bool,
    /// Words in all.
    pub words: u32,
    /// Words that are translated.
    pub translated_words: u32,
    /// Their share in per cent, rounded down.
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
                    words: whole.words,
                    translated_words: whole.translated_words,
                    percent: whole.percent(),
                    pages: composed
                        .coverage
                        .iter()
                        .map(|page| PageCoverage {
                            page: page.page.0.clone(),
                            fallback: page.fallback,
                            words: page.coverage.words,
                            translated_words: page.coverage.translated_words,
                            percent: page.coverage.percent(),
                        })
                        .collect(),
                }
            })
            .collect())
    })
}
