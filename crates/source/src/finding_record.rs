//! A finding as programs read it: what `check --format json` writes.

use crate::{Code, FileEdit, Finding, Related, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A diagnostic with everything a program needs. `locale` and `page` say which output it concerns; a snippet's finding
/// names the snippet's path and the page that includes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct FindingRecord {
    /// File, relative to the site; absent for what concerns no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Line, from 1; absent for what concerns a whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1; absent where only the line is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The code.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Locale whose output it concerns, if it concerns one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Page whose output it concerns: its path without `.md`; absent for what concerns a locale or the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The text that a repair replaced, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// For a repair: what would mend it in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<FileEdit>,
    /// Further places that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

impl From<&Finding> for FindingRecord {
    fn from(finding: &Finding) -> Self {
        Self {
            path: finding.path().map(str::to_owned),
            line: finding.line(),
            column: finding.column(),
            code: finding.code,
            severity: finding.severity,
            locale: finding.locale.clone(),
            page: finding.page.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            original: finding.original.clone(),
            fix: finding.fix.clone(),
            related: finding.related.clone(),
        }
    }
}
