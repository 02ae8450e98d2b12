//! Translations beside their source, as files that the programs of translators read: TMX, XLIFF, PO.

mod po;
mod tmx;
mod xliff;

use crate::Error;
use crate::progress::Progress;
use crate::request::Request;
use crate::stage::{base, behind_wall, in_pool, parse, read_locale, ready};
use crate::system::{Doing, System};
use pamphlet_edition::{AlignedText, PageAlignment};
use pamphlet_locale::Tag;
use pamphlet_source::{Finding, Severity, SourceMap, did_you_mean};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A form of such files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// TMX 1.4b: a memory of pairs of sentences.
    Tmx,
    /// XLIFF 2.1: what there is to translate, with what is translated.
    Xliff,
    /// A catalogue of gettext.
    Po,
}

impl ExportForm {
    /// Every form.
    pub const ALL: &'static [Self] = &[Self::Tmx, Self::Xliff, Self::Po];

    /// Its name on the command line, and the ending of its files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Po => "po",
        }
    }

    /// The form of a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn parse(name: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|form| form.name().eq_ignore_ascii_case(name)).ok_or_else(|| {
            let meant = did_you_mean(name, Self::ALL.iter().map(|form| form.name()));
            format!("the form “{name}” is not known; {meant}the forms are tmx, xliff, po")
        })
    }
}

/// A locale beside its source.
struct Exchange<'e> {
    title: &'e str,
    source: &'e str,
    locale: &'e str,
    pages: Vec<ExportedPage<'e>>,
}

/// A page of it.
struct ExportedPage<'e> {
    page: String,
    /// The file of the source page.
    source_path: String,
    texts: &'e [AlignedText],
    /// The line of each text in the source page, from 1.
    lines: Vec<u32>,
}

/// What was exported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The files, with the number of pairs of sentences in each.
    pub files: Vec<(PathBuf, usize)>,
    /// Faults: pages and locales that are missing.
    pub faults: Vec<Finding>,
}

/// A file that was made: where, its text, how many segments it has, and what was found.
type Exported = (PathBuf, String, usize, Vec<Finding>);

/// Writes a file for each locale that a request names, but for the source locale, into a folder:
/// `<slug>-<locale>.<form>`.
///
/// # Errors
/// When the site cannot be used, a locale is not known, or the machine refuses.
pub fn export(
    system: &dyn System,
    request: &Request,
    form: ExportForm,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<Written, Error> {
    in_pool(system, request.jobs, || {
        let base = base(system, request)?;
        let wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        let wanted: Vec<Tag> = wanted.into_iter().filter(|locale| *locale != base.site.source).collect();
        if wanted.is_empty() {
            return Err(Error::usage(
                "there is no translation to export".to_owned(),
                "name locales with --locale that are not the source",
            ));
        }
        progress.begin(wanted.len());
        let mut parsed = parse(&base)?;
        parsed.align = true;
        let made: Vec<Result<Exported, Box<Finding>>> = wanted
            .par_iter()
            .map(|locale| {
                let read = || ready(&base, &parsed, locale, read_locale(&base, locale));
                let ready = behind_wall(&base, locale, read);
                progress.step(locale.as_str());
                let ready = ready?;
                let parts = ready.composed.edition.parts();
                let pages = ready.composed.alignment.iter().filter_map(|page| exported(page, &parts.sources));
                let exchange = Exchange {
                    title: &parts.title,
                    source: parts.source_locale.as_str(),
                    locale: locale.as_str(),
                    pages: pages.collect(),
                };
                let path = folder.join(format!("{}-{locale}.{}", parts.slug, form.name()));
                let text = match form {
                    ExportForm::Tmx => tmx::write(&exchange),
                    ExportForm::Xliff => xliff::write(&exchange),
                    ExportForm::Po => po::write(&exchange),
                };
                let segments =
                    ready.composed.alignment.iter().flat_map(|page| &page.texts).flat_map(|text| &text.segments);
                let pairs = segments.filter(|segment| segment.translated && !segment.source.is_empty()).count();
                let faults = ready.findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
                Ok((path, text, pairs, faults))
            })
            .collect();
        let mut written = Written::default();
        for made in made {
            match made {
                Ok((path, text, pairs, faults)) => {
                    system.write(&path, text.as_bytes()).doing("write", &path)?;
                    written.files.push((path, pairs));
                    written.faults.extend(faults);
                }
                Err(finding) => written.faults.push(*finding),
            }
        }
        crate::build::sort(&mut written.faults);
        Ok(written)
    })
}

/// A page with the lines of its texts; none when it has no source page.
fn exported<'e>(page: &'e PageAlignment, sources: &SourceMap) -> Option<ExportedPage<'e>> {
    let line = |text: &AlignedText| {
        let place = text.source_place?;
        Some(sources.get(place.source)?.position(place.span.start).line)
    };
    let first = page.texts.iter().find_map(|text| text.source_place)?;
    Some(ExportedPage {
        page: page.page.0.clone(),
        source_path: sources.get(first.source)?.path.clone(),
        lines: page.texts.iter().map(|text| line(text).unwrap_or(1)).collect(),
        texts: &page.texts,
    })
}
