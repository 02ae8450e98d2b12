//! For programs.

use pamphlet_source::Finding;
use serde::Serialize;

#[derive(Serialize)]
struct File<'f> {
    schema_version: &'static str,
    diagnostics: &'f [Finding],
}

pub(crate) fn render(findings: &[Finding]) -> String {
    let file = File { schema_version: pamphlet_source::SCHEMA_VERSION, diagnostics: findings };
    let mut text = serde_json::to_string_pretty(&file).expect("findings are texts and numbers");
    text.push('\n');
    text
}
