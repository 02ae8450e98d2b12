//! What is known to be wrong, so that a project can begin on a broken tree and only get better.

use pamphlet_source::{Code, Finding};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Findings that are known, without their lines: text above them may come and go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: Option<String>,
    code: &'static str,
    locale: Option<String>,
    message: String,
}

/// A line of a baseline file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// File, relative to the site; none for what concerns no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The name of the code.
    pub code: String,
    /// Locale, if it concerns one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The message.
    pub message: String,
    /// How often.
    pub count: u32,
}

#[derive(Serialize, Deserialize)]
struct File {
    schema_version: String,
    known: Vec<Known>,
}

/// What a baseline says to findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Findings that it does not know.
    pub new: Vec<Finding>,
    /// How many it knows.
    pub known: usize,
    /// What it knows and nobody finds any more: take it out, by writing [`Baseline::shrunk`].
    pub gone: Vec<Known>,
}

/// Why a text is no baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineError(String);

impl fmt::Display for BaselineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "this is not a baseline: {}", self.0)
    }
}

impl std::error::Error for BaselineError {}

impl Key {
    fn of(finding: &Finding) -> Self {
        Self {
            path: finding.path().map(str::to_owned),
            code: finding.code.name(),
            locale: finding.locale.clone(),
            message: finding.message.clone(),
        }
    }

    fn known(self, count: u32) -> Known {
        let Self { path, code, locale, message } = self;
        Known { path, code: code.to_owned(), locale, message, count }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(formatter, "{path}: ")?;
        }
        write!(formatter, "[{}] {}", self.code, self.message)
    }
}

impl Baseline {
    /// The baseline that knows all of these findings: how a project begins.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut baseline = Self::default();
        baseline.add(findings);
        baseline
    }

    /// Also knows these.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            *self.known.entry(Key::of(finding)).or_insert(0) += 1;
        }
    }

    /// Reads a file that [`Baseline::to_text`] wrote. Codes that no longer exist are passed over.
    ///
    /// # Errors
    /// When it is not JSON of that form.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let file: File = serde_json::from_str(text).map_err(|error| BaselineError(error.to_string()))?;
        let mut baseline = Self::default();
        for Known { path, code, locale, message, count } in file.known {
            if let Some(code) = Code::from_name(&code) {
                // Baselines of earlier versions have an empty path for none.
                let path = path.filter(|path| !path.is_empty());
                *baseline.known.entry(Key { path, code: code.name(), locale, message }).or_insert(0) += count;
            }
        }
        Ok(baseline)
    }

    /// The file: sorted, one entry a line, so that a difference shows what got better.
    ///
    /// # Panics
    /// Never: texts and numbers have a form in JSON.
    #[must_use]
    pub fn to_text(&self) -> String {
        let lines: Vec<String> = self
            .known
            .iter()
            .map(|(key, count)| {
                let known = key.clone().known(*count);
                format!("    {}", serde_json::to_string(&known).expect("texts and numbers have a form in JSON"))
            })
            .collect();
        let body = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        format!("{{\n  \"schema_version\": \"1.0\",\n  \"known\": [{body}]\n}}\n")
    }

    /// Sorts findings into new and known.
    #[must_use]
    pub fn compare(&self, findings: Vec<Finding>) -> Compared {
        let mut left = self.known.clone();
        let (mut new, mut known) = (Vec::new(), 0);
        for finding in findings {
            match left.get_mut(&Key::of(&finding)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    known += 1;
                }
                _ => new.push(finding),
            }
        }
        let gone = left.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| key.known(count)).collect();
        Compared { new, known, gone }
    }

    /// This baseline without what is no longer found: it only shrinks, whatever the findings are.
    #[must_use]
    pub fn shrunk(&self, findings: &[Finding]) -> Self {
        let found = Self::of(findings);
        let known = self
            .known
            .iter()
            .filter_map(|(key, count)| Some((key.clone(), *found.known.get(key)?.min(count))))
            .collect();
        Self { known }
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().map(|count| *count as usize).sum()
    }

    /// Whether it knows nothing: the project no longer needs it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}
