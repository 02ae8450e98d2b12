//! Which findings to look at.

use pamphlet_source::{Code, Finding, Severity};

/// A choice of findings; what is empty chooses all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these codes.
    pub codes: Vec<Code>,
    /// Only these locales. A finding that concerns no locale (the configuration) always stays.
    pub locales: Vec<String>,
    /// Only this severity and worse.
    pub least: Option<Severity>,
}

impl Filter {
    /// Whether a finding is chosen.
    #[must_use]
    pub fn keeps(&self, finding: &Finding) -> bool {
        (self.codes.is_empty() || self.codes.contains(&finding.code))
            && self.least.is_none_or(|least| finding.severity >= least)
            && (self.locales.is_empty() || finding.locale.as_ref().is_none_or(|locale| self.locales.contains(locale)))
    }

    /// The findings that are chosen, in their order.
    #[must_use]
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        findings.into_iter().filter(|finding| self.keeps(finding)).collect()
    }
}
