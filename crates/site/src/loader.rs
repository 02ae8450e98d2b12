//! What is at hand while a site is read, and what is said meanwhile.

use crate::files::Watched;
use crate::host::Host;
use crate::place;
use crate::refusal::ReadError;
use pamphlet_source::yaml::{self, Value, YamlError};
use pamphlet_source::{Code, FilePlace, Finding, Severity, Spot};
use std::collections::BTreeSet;

/// What is at hand while a site is read.
pub(crate) struct Loader<'f> {
    pub(crate) files: &'f Watched<'f>,
    /// What the program has resolved that built the website, when there was one.
    pub(crate) host: Option<&'f Host>,
    /// Whether notebooks are pages.
    pub(crate) notebooks: bool,
    /// Programs among the pages of which a plugin makes pages, too.
    pub(crate) scripts: Vec<String>,
    /// What there is to say.
    pub(crate) findings: Vec<Finding>,
    /// The same: locales share a configuration, and what is wrong in it is said once.
    known: BTreeSet<Finding>,
    /// The files of the configuration, with their texts.
    pub(crate) read: Vec<(String, String)>,
    /// The names of pages that exist and that the website hides.
    pub(crate) hidden_pages: BTreeSet<String>,
}

impl<'f> Loader<'f> {
    /// Nothing read and nothing said yet.
    pub(crate) fn new(files: &'f Watched<'f>, host: Option<&'f Host>) -> Self {
        Self {
            files,
            host,
            notebooks: false,
            scripts: Vec::new(),
            findings: Vec::new(),
            known: BTreeSet::new(),
            read: Vec::new(),
            hidden_pages: BTreeSet::new(),
        }
    }

    /// Says something, in the severity that its code has.
    pub(crate) fn say(&mut self, code: Code, path: &str, place: Option<Spot>, message: &str, help: &str) {
        self.add(place::finding(code, path, place, message, help));
    }

    /// Says something that the site can be built with, though its code means an error.
    pub(crate) fn warn(&mut self, code: Code, path: &str, place: Option<Spot>, message: &str, help: &str) {
        self.say_as(Severity::Warning, code, path, place, message, help);
    }

    /// Says something in the severity that this case of its code has.
    pub(crate) fn say_as(
        &mut self,
        severity: Severity,
        code: Code,
        path: &str,
        place: Option<Spot>,
        message: &str,
        help: &str,
    ) {
        self.add(Finding { severity, ..place::finding(code, path, place, message, help) });
    }

    /// The same of what may stand in no file.
    pub(crate) fn say_at(
        &mut self,
        severity: Severity,
        code: Code,
        place: Option<FilePlace>,
        message: &str,
        help: &str,
    ) {
        self.add(Finding { severity, ..place::at(code, place, message, help) });
    }

    /// Reads YAML that the website reads too, and says which keys stand twice.
    ///
    /// # Errors
    /// When it is not YAML.
    pub(crate) fn website_yaml(&mut self, path: &str, text: &str) -> Result<Value, YamlError> {
        let (value, doubled) = yaml::parse_last(text.trim_start_matches('\u{feff}'))?;
        for key in &doubled {
            self.add(place::doubled(path, key));
        }
        Ok(value)
    }

    /// Says it, once.
    pub(crate) fn add(&mut self, finding: Finding) {
        if self.known.insert(finding.clone()) {
            self.findings.push(finding);
        }
    }
}

/// A folder, as messages name it.
pub(crate) fn shown(folder: &str) -> &str {
    if folder.is_empty() { "its folder" } else { folder }
}

/// Why a folder, or else anything, could not be read until now; none when there is nothing to say.
pub(crate) fn because(files: &Watched<'_>, folder: &str) -> Option<ReadError> {
    let troubles = files.troubles();
    let is_its = |trouble: &&ReadError| trouble.path.as_deref().unwrap_or_default() == folder;
    troubles.iter().find(is_its).or(troubles.first()).cloned()
}
