//! From what an exporter made to artifacts: which page each file came from, and no path twice.

use crate::Error;
use crate::format::Format;
use crate::manifest::Artifact;
use crate::stage::Base;
use crate::write::Staging;
use globset::GlobSet;
use pamphlet_locale::Tag;
use pamphlet_reading::{Exported, File, Reading};
use pamphlet_source::{Code, Finding, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What was made of one format of a locale.
pub(crate) struct MadeUnit {
    pub(crate) format: Format,
    pub(crate) findings: Vec<Finding>,
    /// SHA-256 by path in the output.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) bytes: u64,
}

/// Writes what an exporter made.
pub(crate) fn put(
    reading: &Reading,
    format: Format,
    exported: Exported,
    sources: &Sources,
    only: Option<&GlobSet>,
    staging: &Staging<'_>,
) -> Result<MadeUnit, Error> {
    let locale = reading.locale();
    let found = exported.diagnostics.into_iter().map(|diagnostic| {
        let page = diagnostic.place.and_then(|place| sources.page_of.get(&place.source)).map(String::as_str);
        (diagnostic, page)
    });
    let findings = Finding::locate_all(found, &reading.parts().sources, locale.as_str());
    let mut unit = MadeUnit { format, findings, files: BTreeMap::new(), bytes: 0 };
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
        let artifact = Artifact {
            path: path.clone(),
            bytes: 0,
            sha256: String::new(),
            format: Some(format),
            locale: Some(locale.to_string()),
            sources: sources.of_pages(&pages),
            pages,
        };
        unit.files.insert(path, staging.write(artifact, &bytes)?);
    }
    Ok(unit)
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
pub(crate) struct Sources {
    by_page: BTreeMap<String, String>,
    page_of: BTreeMap<SourceId, String>,
    shared: Vec<String>,
}

impl Sources {
    pub(crate) fn of(base: &Base<'_>, locale: &Tag, reading: &Reading) -> Self {
        let by_page = reading
            .pages()
            .iter()
            .filter_map(|page| Some((page.id.0.clone(), reading.parts().sources.get(page.source)?.path.clone())))
            .collect();
        let shared = base.site.tree(locale).map(|tree| tree.appended.clone()).unwrap_or_default();
        let page_of = reading.pages().iter().map(|page| (page.source, page.id.0.clone())).collect();
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
