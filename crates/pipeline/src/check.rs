//! Diagnostics alone: reads, parses, composes and decides what readers see, and makes nothing. What it finds is what a
//! build finds, but for what exporters say of their own outputs.

use crate::Error;
use crate::build::sort;
use crate::packets;
use crate::pictures::Pool;
use crate::progress::Progress;
use crate::request::Request;
use crate::stage::{Ready, base, behind_wall, in_pool, parse, read_edition, read_locale, ready};
use crate::system::System;
use pamphlet_locale::{Catalog, Tag};
use pamphlet_source::Finding;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What a check found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Sorted by place.
    pub findings: Vec<Finding>,
    /// How many pages were looked at, counted in every locale.
    pub pages: usize,
    /// The locales that were looked at.
    pub locales: Vec<String>,
}

/// Checks the locales that a request names.
///
/// # Errors
/// When the site cannot be used, or a locale is not known.
pub fn check(system: &dyn System, request: &Request, progress: &dyn Progress) -> Result<Checked, Error> {
    in_pool(system, request.jobs, || {
        let mut base = base(system, request)?;
        base.pool = Pool::looking();
        let wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        progress.begin(wanted.len());
        let mut parsed = parse(&base)?;
        parsed.check = request.translation;
        parsed.answers = false;
        let results: Vec<(Vec<Finding>, usize)> = wanted
            .par_iter()
            .map(|locale| {
                let checked = behind_wall(&base, locale, || {
                    let texts = read_locale(&base, locale);
                    let Ready { composed, mut findings } = ready(&base, &parsed, locale, texts)?;
                    let (mut media, found) = crate::pictures::load(&base, locale, &composed.edition, None);
                    findings.extend(found);
                    findings.extend(crate::diagrams::load(&base, locale, &composed.edition, None, &mut media));
                    let catalog = Catalog::of(locale);
                    let (reading, found) = read_edition(&base, &composed.edition, &catalog, &media, &|_| false)?;
                    findings.extend(found);
                    findings.extend(packets::tabs_without(&base.site, &reading, request.tabs.as_ref()));
                    let packets = packets::of(&base.site, &reading);
                    findings.extend(crate::letters::absent(&base.site, &reading, &catalog, &packets, media.faces()));
                    Ok((findings, composed.edition.pages().len()))
                });
                progress.step(locale.as_str());
                checked.unwrap_or_else(|finding| (vec![*finding], 0))
            })
            .collect();
        let mut findings = base.findings.clone();
        if request.translation {
            findings.extend(crate::glossary::strays(&base.files, &base.site.locales()));
        }
        let mut pages = 0;
        for (found, count) in results {
            findings.extend(found);
            pages += count;
        }
        sort(&mut findings);
        Ok(Checked { findings, pages, locales: wanted.iter().map(ToString::to_string).collect() })
    })
}
