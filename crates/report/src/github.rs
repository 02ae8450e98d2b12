//! Annotations of GitHub's workflows: `::error file=…,line=…,col=…,title=…::message`.

use crate::ReportOptions;
use pamphlet_source::{Finding, Severity, visible};
use std::fmt::Write as _;

pub(crate) fn render(findings: &[Finding], options: &ReportOptions) -> String {
    let mut out = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &finding.place {
            properties.push(format!("file={}", property(&format!("{}{}", options.path_prefix, place.path))));
            if let Some(spot) = place.spot {
                properties.push(format!("line={}", spot.line));
                // Columns are understood on one line only.
                match place.end.filter(|end| end.line > spot.line) {
                    Some(end) => properties.push(format!("endLine={}", end.line)),
                    None => properties.extend(spot.column.map(|column| format!("col={column}"))),
                }
                let end = place.end.filter(|end| end.line == spot.line);
                properties.extend(end.map(|end| format!("endColumn={}", end.column)));
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
