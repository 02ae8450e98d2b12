//! What is known to be wrong already.

use crate::Error;
use pamphlet_source::{Finding, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Findings that are known: how often each occurs, whatever line it stands on.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    known: BTreeMap<(String, String, String), usize>,
}

#[derive(Deserialize)]
struct File {
    diagnostics: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    code: String,
    #[serde(default)]
    path: String,
    message: String,
}

impl Baseline {
    /// Reads what `check --format json` printed.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let file: File = serde_json::from_str(text).map_err(|error| {
            Error::usage(
                format!("{name}:{}:{}: it is no baseline: {error}", error.line(), error.column()),
                "make one with check --format json > baseline.json",
            )
        })?;
        let mut known = BTreeMap::new();
        for Known { code, path, message } in file.diagnostics {
            *known.entry((code, path, message)).or_insert(0) += 1;
        }
        Ok(Self { known })
    }

    /// The findings that the baseline does not know. Of several equal ones, so many are known as it counts.
    #[must_use]
    pub fn unknown(&self, findings: &[Finding]) -> Vec<Finding> {
        let mut left = self.known.clone();
        findings
            .iter()
            .filter(|finding| {
                let key = (finding.code.name().to_owned(), finding.path.clone(), finding.message.clone());
                match left.get_mut(&key) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        false
                    }
                    _ => true,
                }
            })
            .cloned()
            .collect()
    }

    /// Errors that the baseline does not know.
    #[must_use]
    pub fn errors(&self, findings: &[Finding]) -> Vec<Finding> {
        let mut unknown = self.unknown(findings);
        unknown.retain(|finding| finding.severity == Severity::Error);
        unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_source::Code;

    #[test]
    fn counts_what_is_known() {
        let finding = |line| pamphlet_site::place::finding(Code::ExportFailed, "a.md", (line, 1), "m", "h");
        let baseline = Baseline::parse(
            "b",
            r#"{"diagnostics": [{"code": "export-failed", "path": "a.md", "message": "m", "line": 9}]}"#,
        )
        .unwrap();
        assert_eq!(baseline.unknown(&[finding(1)]).len(), 0);
        assert_eq!(baseline.errors(&[finding(1), finding(2)]).len(), 1);
        assert!(Baseline::parse("b", "[]").is_err());
    }
}
