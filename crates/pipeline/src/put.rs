//! From what an exporter made to artifacts: which page each file came from, and no path twice.

use crate::Error;
use crate::Format;
use crate::cache::UnitRecord;
use crate::manifest::Artifact;
use crate::restore::{Earlier, Taken};
use crate::stage::Base;
use globset::GlobSet;
use pamphlet_locale::Tag;
use pamphlet_reading::{Exported, File, Reading};
use pamphlet_source::{Code, Finding, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// What was made of one format of a locale.
#[derive(Default)]
pub(crate) struct MadeUnit {
    pub(crate) findings: Vec<Finding>,
    pub(crate) artifacts: Vec<Artifact>,
    /// How many files were made now, and how many bytes they have; the others were taken over.
    pub(crate) made: (usize, u64),
}

/// A unit that is being put together: files that are made now, and files that an earlier run made.
pub(crate) struct Putting<'p> {
    pub(crate) reading: &'p Reading,
    pub(crate) format: Format,
    pub(crate) sources: &'p Sources,
    pub(crate) only: Option<&'p GlobSet>,
    pub(crate) earlier: &'p Earlier<'p>,
    seen: BTreeSet<String>,
    unit: MadeUnit,
}

impl<'p> Putting<'p> {
    pub(crate) fn new(
        reading: &'p Reading,
        format: Format,
        sources: &'p Sources,
        only: Option<&'p GlobSet>,
        earlier: &'p Earlier<'p>,
    ) -> Self {
        Self { reading, format, sources, only, earlier, seen: BTreeSet::new(), unit: MadeUnit::default() }
    }

    /// Writes what an exporter made. Gives what can be said of it whatever else is made; nothing when a path was taken.
    pub(crate) fn exported(&mut self, exported: Exported) -> Result<Option<UnitRecord>, Error> {
        let locale = self.reading.locale();
        let found = exported.diagnostics.into_iter().map(|diagnostic| {
            let page = diagnostic.place.and_then(|place| self.sources.page_of.get(&place.source)).map(String::as_str);
            (diagnostic, page)
        });
        let mut findings = Finding::locate_all(found, &self.reading.parts().sources, locale.as_str());
        let (mut artifacts, mut collides) = (Vec::new(), false);
        for File { path, bytes, pages, printed_pages, access } in exported.files {
            if self.only.is_some_and(|only| pages.is_empty() || !pages.iter().any(|page| only.is_match(page))) {
                continue;
            }
            let path = format!("{locale}/{path}");
            if !self.seen.insert(path.clone()) {
                findings.push(collision(locale, &path, &pages));
                collides = true;
                continue;
            }
            let artifact = Artifact {
                path,
                bytes: 0,
                printed_pages,
                access,
                sha256: String::new(),
                format: Some(self.format),
                locale: Some(locale.to_string()),
                sources: self.sources.of_pages(&pages),
                pages,
            };
            artifacts.push(self.earlier.write(artifact, &bytes)?);
            self.unit.made.0 += 1;
            self.unit.made.1 += bytes.len() as u64;
        }
        let record = (!collides).then(|| UnitRecord::new(&findings, artifacts.clone()));
        self.unit.findings.extend(findings);
        self.unit.artifacts.extend(artifacts);
        Ok(record)
    }

    /// Takes over what an earlier run made, if none of its paths is taken.
    pub(crate) fn taken(&mut self, taken: &Taken) -> Result<bool, Error> {
        if taken.record.artifacts.iter().any(|artifact| self.seen.contains(&artifact.path)) {
            return Ok(false);
        }
        taken.keep(self.earlier.staging)?;
        self.seen.extend(taken.record.artifacts.iter().map(|artifact| artifact.path.clone()));
        self.unit.findings.extend(taken.record.findings());
        self.unit.artifacts.extend(taken.record.artifacts.iter().cloned());
        Ok(true)
    }

    /// What was put together.
    pub(crate) fn end(self) -> MadeUnit {
        self.unit
    }
}

fn collision(locale: &Tag, path: &str, pages: &[String]) -> Finding {
    let message = format!("{} would write {path} a second time; the first stays", pages.join(", "));
    let mut finding = pamphlet_site::place::of_site(Code::PageCollision, &message, "rename one of the pages");
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
