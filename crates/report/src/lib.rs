//! Diagnostics for people and machines.
//!
//! In: [`Finding`]s, which `pipeline` collected. Out: text in one of four [`ReportFormat`]s, the answer of a [`Baseline`],
//! and the explanation of a code. Nothing is printed and nothing is read here.
//!
//! ```
//! use pamphlet_report::{ReportFormat, ReportOptions, render};
//! assert_eq!(render(&[], ReportFormat::Human, &ReportOptions::default()), "nothing to report\n");
//! ```

mod baseline;
mod explain;
mod filter;
mod github;
mod human;
mod json;
mod sarif;

pub use baseline::{Baseline, BaselineError, Compared, Known};
pub use explain::explain;
pub use filter::Filter;

use pamphlet_source::{Finding, Severity};
use std::collections::BTreeMap;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// For a terminal, in the look of rustc, with a summary at the end.
    Human,
    /// `{schema_version, diagnostics: […]}`.
    Json,
    /// Annotations of GitHub's workflows, one a line.
    Github,
    /// SARIF 2.1.0, which code scanning services read.
    Sarif,
}

/// How to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOptions {
    /// Colours, for a terminal that has them. Only [`ReportFormat::Human`] asks.
    pub color: bool,
    /// Width of the terminal in characters. Only [`ReportFormat::Human`] asks.
    pub width: usize,
    /// What leads from the top of the repository to the site, with `/` at its end: `content/handbook/`. Only
    /// [`ReportFormat::Github`] and [`ReportFormat::Sarif`] ask, as their readers know files by it.
    pub path_prefix: String,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { color: false, width: 120, path_prefix: String::new() }
    }
}

/// Renders findings in the order given. What is found once in a file that many pages share (abbreviations, a snippet)
/// is said once; only JSON, which is asked what became of each page, says it for each.
#[must_use]
pub fn render(findings: &[Finding], format: ReportFormat, options: &ReportOptions) -> String {
    match format {
        ReportFormat::Human => human::render(&once(findings), options),
        ReportFormat::Json => json::render(findings),
        ReportFormat::Github => github::render(&once(findings), options),
        ReportFormat::Sarif => sarif::render(&once(findings), options),
    }
}

/// Findings of one place and one meaning, whatever page includes the place, once.
#[must_use]
pub fn once(findings: &[Finding]) -> Vec<Finding> {
    let mut seen = BTreeMap::new();
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let Finding { code, message, original, .. } = finding;
        if let Some(spot) = finding.spot() {
            let key = (finding.path(), spot, *code, message, original);
            if let Some(&first) = seen.get(&key) {
                let first: &mut Finding = &mut out[first];
                also(first, finding.locale.as_deref());
                continue;
            }
            seen.insert(key, out.len());
        }
        out.push(finding.clone());
    }
    out
}

/// Adds a locale to those that a finding is about.
fn also(finding: &mut Finding, locale: Option<&str>) {
    let Some(locale) = locale else { return };
    match &mut finding.locale {
        Some(known) if known.split(", ").all(|one| one != locale) => {
            known.push_str(", ");
            known.push_str(locale);
        }
        Some(_) => {}
        none => *none = Some(locale.to_owned()),
    }
}

/// What is wrong, and in the outputs of which locales.
pub(crate) fn message(finding: &Finding) -> String {
    match &finding.locale {
        Some(locale) => format!("{} ({locale})", finding.message),
        None => finding.message.clone(),
    }
}

/// How many errors, warnings and notes, in words: `1 error, 2 warnings, 3 notes`.
#[must_use]
pub fn summary(findings: &[Finding]) -> String {
    let findings = once(findings);
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(severity, name)| (findings.iter().filter(|finding| finding.severity == severity).count(), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "nothing to report".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests;
