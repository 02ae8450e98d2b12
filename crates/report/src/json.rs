//! For programs.

use pamphlet_source::{Finding, FindingRecord};
use serde::Serialize;

#[derive(Serialize)]
struct File {
    schema_version: &'static str,
    diagnostics: Vec<FindingRecord>,
}

pub(crate) fn render(findings: &[Finding]) -> String {
    let file = File {
        schema_version: pamphlet_source::SCHEMA_VERSION,
        diagnostics: findings.iter().map(FindingRecord::from).collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("findings are texts and numbers");
    text.push('\n');
    text
}
