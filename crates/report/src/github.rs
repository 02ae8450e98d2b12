//! Annotations of GitHub's workflows: `::error file=…,line=…,col=…,title=…::message`.

use crate::Options;
use pamphlet_source::{Finding, Severity, visible};
use std::fmt::Write as _;

pub(crate) fn render(findings: &[Finding], options: &Options) -> String {
    let mut out = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if !finding.path.is_empty() {
            properties.push(format!("file={}", property(&format!("{}{}", options.path_prefix, finding.path))));
        }
        if finding.line > 0 {
            properties.push(format!("line={}", finding.line));
            // Columns are understood on one line only.
            if finding.end_line > finding.line {
                properties.push(format!("endLine={}", finding.end_line));
            } else {
                properties.push(format!("col={}", finding.column));
            }
            if finding.end_line == finding.line {
                properties.push(format!("endColumn={}", finding.end_column.max(finding.column)));
            }
        }
        properties.push(format!("title={}", property(finding.code.name())));
        let mut text = crate::message(finding);
        if let Some(help) = &finding.help {
            write!(text, "\n{help}").expect("writing to a string succeeds");
        }
        writeln!(out, "::{level} {}::{}", properties.join(","), message(&text)).expect("writing to a string succeeds");
    }
    out
}

fn message(text: &str) -> String {
    visible::lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
