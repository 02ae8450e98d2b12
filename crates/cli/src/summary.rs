//! The words at the end of a run.

use crate::arguments::{Color, WordsArguments};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::boundary::repository;
use pamphlet_pipeline::build::Report;
use pamphlet_pipeline::check::Checked;
use pamphlet_pipeline::store::Usage;
use pamphlet_pipeline::system::System;
use pamphlet_source::{Code, Finding, Severity, visible};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// A finding on one line.
pub(crate) fn line(finding: &Finding) -> String {
    let severity = severity(finding.severity);
    let place = match &finding.place {
        Some(place) => place.to_string(),
        None => finding.page.clone().or_else(|| finding.locale.clone()).unwrap_or_default(),
    };
    let help = finding.help.as_deref().map(|help| format!("\n  help: {}", visible::line(help))).unwrap_or_default();
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let place = visible::line(&place);
    format!("{place}{severity}[{}]: {}{help}", finding.code.name(), visible::line(&finding.message))
}

/// How findings are drawn on this terminal, for a site in `site`.
pub(crate) fn rendering(system: &dyn System, site: &Path, color: Color) -> pamphlet_report::ReportOptions {
    pamphlet_report::ReportOptions {
        color: color.is_wanted(system),
        path_prefix: prefix(system, site),
        ..pamphlet_report::ReportOptions::default()
    }
}

/// What leads to the site from the top of its repository, or from here where it lies in none: `content/handbook/`.
fn prefix(system: &dyn System, site: &Path) -> String {
    let real = |path: &Path| system.real(path).unwrap_or_else(|_| system.absolute(path));
    let site = real(site);
    let top = repository(system, &site).unwrap_or_else(|| real(Path::new(".")));
    let text = site.strip_prefix(&top).unwrap_or(&site).to_string_lossy().replace('\\', "/");
    if text.is_empty() { text } else { format!("{}/", text.trim_end_matches('/')) }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Prints what is at or above a severity.
pub(crate) fn failing(findings: &[Finding], least: Severity) {
    for finding in findings.iter().filter(|finding| finding.severity >= least) {
        complain!("{}", line(finding));
    }
}

/// What was found in a build: everything with its line, or what could not be made.
pub(crate) fn told(system: &dyn System, request: &Request, words: &WordsArguments, report: &Report) {
    if words.verbose {
        let options = rendering(system, &request.site, words.color);
        crate::terminal::rendered(&pamphlet_report::render(
            &report.findings,
            pamphlet_report::ReportFormat::Human,
            &options,
        ));
    } else {
        failing(&report.findings, Severity::Error);
    }
}

/// What a store on another machine gave; what went wrong with it even where little is to be said.
pub(crate) fn store(usage: &Usage, quiet: bool) {
    let Usage { place, taken, sent, trouble } = usage;
    if let Some(trouble) = trouble {
        complain!("warning: the store at {}: {}", visible::line(place), visible::line(trouble));
    }
    if !quiet && (taken.0, sent.0) != (0, 0) {
        let of = |(files, bytes): (usize, u64)| format!("{} ({})", counted(files, "file", "files"), size(bytes));
        say!("the store at {}: {} taken, {} sent", visible::line(place), of(*taken), of(*sent));
    }
}

/// The end of a build.
pub(crate) fn build(report: &Report, words: &WordsArguments, out: &Path, time: Duration) {
    if let Some(usage) = &report.store {
        store(usage, words.quiet);
    }
    if words.quiet {
        return;
    }
    if report.unchanged {
        let files = report.manifest.artifacts.len() + 2;
        say!("{}: nothing changed, {} stay ({})", out.display(), counted(files, "file", "files"), seconds(time));
        return findings(&report.findings);
    }
    let (files, bytes) = report.made;
    let made = match files {
        // Somebody took the outputs away; nothing of them had to be made again.
        0 => format!("{} from the cache", counted(report.manifest.artifacts.len() + 2, "file", "files")),
        _ => format!("{}, {}", counted(files, "file", "files"), size(bytes)),
    };
    say!(
        "{} in {}, {made} in {} ({})",
        counted(report.pages, "page", "pages"),
        counted(report.locales.len(), "locale", "locales"),
        out.display(),
        seconds(time)
    );
    findings(&report.findings);
}

/// The end of a check.
pub(crate) fn check(checked: &Checked, time: Duration) {
    say!(
        "{} in {} ({})",
        counted(checked.pages, "page", "pages"),
        counted(checked.locales.len(), "locale", "locales"),
        seconds(time)
    );
    codes(&checked.findings);
}

fn findings(findings: &[Finding]) {
    say!("{}", pamphlet_report::summary(findings));
    codes(findings);
    if findings.iter().any(|finding| finding.severity >= Severity::Warning) {
        say!("  --verbose says where and what to do; pamphlet explain CODE says why");
    }
}

/// How often the most frequent codes occur, the worst first.
fn codes(findings: &[Finding]) {
    // A stage may know better than the code how bad a finding is.
    let mut codes: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in pamphlet_report::once(findings) {
        *codes.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let mut codes: Vec<((Severity, Code), usize)> = codes.into_iter().collect();
    codes.sort_by_key(|((severity, _), count)| (std::cmp::Reverse(*severity), std::cmp::Reverse(*count)));
    for ((found, code), count) in codes.into_iter().take(6) {
        say!("  {count:>6}  {} ({})", code.name(), severity(found));
    }
}

pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[expect(clippy::cast_precision_loss, reason = "a size for people")]
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the sources are read, not a site")]
    fn one_thing_is_not_called_many() {
        assert_eq!(super::counted(1, "locale", "locales"), "1 locale");
        assert_eq!(super::counted(0, "locale", "locales"), "0 locales");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let mut seen = 0;
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let text = std::fs::read_to_string(&path).unwrap();
            seen += 1;
            for word in ["files", "locales", "pages", "problems", "findings", "shards", "pairs", "bytes"] {
                // A size is many bytes from its branch on.
                let found =
                    text.lines().find(|line| line.contains(&format!("}} {word}")) && !line.contains("0..1_000"));
                assert_eq!(found, None, "{}: say it with counted()", path.display());
            }
        }
        assert!(seen > 10);
    }
}
