//! `coverage`.

use crate::arguments::{CoverageArguments, OutputFolder, TableForm};
use crate::progress::Bar;
use crate::supervise::Session;
use crate::{Ended, ending, summary, terminal};
use pamphlet_pipeline::coverage::{
    BlockChange, ChangeCommit, CoverageFile, LocaleCoverage, PageCoverage, Since, SourceChanges, heat_map,
};
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_pipeline::{CoverageRecord, Error, Request, percent};
use pamphlet_source::Severity;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::Path;

/// How wide the bar of a locale is.
const BAR: usize = 24;
/// How many locales stand beside each other; more are shown below.
const BESIDE: usize = 10;

pub(crate) fn run(system: &dyn System, arguments: &CoverageArguments, session: &Session) -> Ended {
    let request = Request {
        locales: arguments.locales.locale.clone(),
        ..arguments.site.request(system, OutputFolder::Nowhere, session)?
    };
    arguments.site.tell(&request, false);
    let bar = Bar::new(system, false);
    let since = match &arguments.since {
        Some(path) => Since::Output(path),
        None if arguments.changes => Since::History,
        None => Since::Never,
    };
    let covered = pamphlet_pipeline::coverage::coverage(system, &request, since, &bar);
    bar.finish();
    let (covered, faults) = covered?;
    summary::failing(&faults, Severity::Error);
    let json = serde_json::to_string_pretty(&covered)
        .map_err(|error| Error::usage(format!("cannot be written as JSON: {error}"), "please report it"))?;
    if let Some(folder) = &arguments.out {
        let (data, picture) = (folder.join("coverage.json"), folder.join("coverage.svg"));
        system.write(&data, format!("{json}\n").as_bytes()).doing("write", &data)?;
        system.write(&picture, heat_map(&covered).as_bytes()).doing("write", &picture)?;
        complain!("wrote {} and {}", data.display(), picture.display());
    }
    match arguments.format {
        TableForm::Json => terminal::json(&format!("{json}\n")),
        TableForm::Human if covered.locales.is_empty() => {
            say!("there is no translation to measure: {} is the only locale of this site", covered.source_locale);
        }
        TableForm::Human => {
            terminal::output(format_args!("{}", table(&covered, arguments.pages, std::io::stdout().is_terminal())));
            if since != Since::Never {
                terminal::output(format_args!("{}", changes(&covered, arguments.since.as_deref())));
            }
        }
    }
    Ok(ending(&faults, Severity::Error))
}

/// Locales with their counts, then sections by locales, then perhaps pages by locales. Bars are drawn on a terminal
/// alone.
fn table(covered: &CoverageFile, pages: bool, bars: bool) -> String {
    let mut out = String::new();
    // Whether git knows how old the pages are.
    let aged = covered.locales.iter().flat_map(|locale| &locale.pages).any(|page| page.age.is_some());
    let _ = write!(out, "{:<10} {:>5}", "locale", "words");
    if bars {
        let _ = write!(out, "  {:<BAR$}", "");
    }
    let _ = writeln!(
        out,
        "  {:>9} {:>6} {:>10} {:>10} {:>8} {:>8} {:>6} {:>9}{}",
        "sentences",
        "blocks",
        "translated",
        "of words",
        "missing",
        "added",
        "pages",
        "fallback",
        if aged { "    behind" } else { "" }
    );
    for locale in &covered.locales {
        let counts = &locale.counts;
        let _ = write!(out, "{:<10} {:>3} %", locale.locale.as_str(), counts.percent);
        if bars {
            let _ = write!(out, "  {}", bar(counts.translated_words, counts.words));
        }
        let _ = write!(
            out,
            "  {:>7} % {:>4} % {:>10} {:>10} {:>8} {:>8} {:>6} {:>9}",
            percent(counts.translated_sentences, counts.sentences),
            percent(counts.translated_blocks, counts.blocks),
            counts.translated_words,
            counts.words,
            counts.missing_words,
            counts.added_words,
            locale.pages.len(),
            locale.pages.iter().filter(|page| page.fallback).count(),
        );
        if aged {
            let is_behind = |page: &&PageCoverage| page.age.as_ref().is_some_and(|age| age.behind > 0);
            let _ = write!(out, " {:>9}", locale.pages.iter().filter(is_behind).count());
        }
        out.push('\n');
    }
    let of_all = |of: fn(&CoverageRecord) -> u32| covered.locales.iter().any(|locale| of(&locale.counts) > 0);
    if of_all(|counts| counts.missing_words) {
        let _ = writeln!(out, "missing: words of the source that nothing in the translation answers; not translated");
    }
    if of_all(|counts| counts.added_words) {
        let _ = writeln!(out, "added: words of the translation that answer nothing in the source; worth nothing");
    }
    if aged {
        let _ = writeln!(out, "behind: pages whose source page was touched after the translation was");
    }
    let mut rows: Vec<(String, Vec<Option<u32>>)> = Vec::new();
    for section in &covered.sections {
        let label = match section.path.last() {
            Some(label) => format!("{}{label}", "  ".repeat(section.path.len() - 1)),
            None => "(in no section)".to_owned(),
        };
        let share = |locale: &LocaleCoverage| {
            let own = locale.sections.iter().find(|own| own.position == section.position)?;
            Some(own.counts.percent)
        };
        rows.push((label, covered.locales.iter().map(share).collect()));
    }
    matrix("section", &rows, covered, &mut out);
    if pages {
        let rows: Vec<(String, Vec<Option<u32>>)> = covered
            .pages
            .iter()
            .map(|page| {
                let share = |locale: &LocaleCoverage| {
                    let own = locale.pages.iter().find(|own| own.page == page.page)?;
                    (!own.fallback).then_some(own.counts.percent)
                };
                (page.page.clone(), covered.locales.iter().map(share).collect())
            })
            .collect();
        matrix("page", &rows, covered, &mut out);
    }
    out
}

/// How many characters of a block are shown.
const SHOWN: usize = 60;

/// What changed on source pages since their translations, a line a block.
fn changes(covered: &CoverageFile, old: Option<&Path>) -> String {
    let mut out = String::new();
    let pages = covered.locales.iter().flat_map(|locale| locale.pages.iter().map(move |page| (locale, page)));
    let changed = pages.filter_map(|(locale, page)| Some((locale, page.source_changes.as_ref()?)));
    for (locale, SourceChanges { source_path, path, follows, blocks }) in changed {
        let from = match (follows, old) {
            (Some(commit), _) => named(commit),
            (None, Some(old)) => old.display().to_string(),
            (None, None) => String::new(),
        };
        let _ = writeln!(out, "\n{}: {path} follows {source_path} of {from}; since then", locale.locale);
        for block in blocks {
            let line = |line: Option<u32>| line.map_or_else(|| "–".to_owned(), |line| line.to_string());
            let BlockChange { change, source_line, text, text_before, line: own, commit, .. } = block;
            let words = text.as_deref().or(text_before.as_deref()).unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = words.chars().take(SHOWN).collect();
            let more = if short.len() < words.len() { "…" } else { "" };
            let commit = commit.as_ref().map_or_else(String::new, |commit| format!("  {}", named(commit)));
            let _ = writeln!(
                out,
                "  line {:>4}  {:<7}  translated in line {:>4}{commit}  {short}{more}",
                line(*source_line),
                change.name(),
                line(*own),
            );
        }
    }
    if out.is_empty() {
        out.push_str("\nno source page changed since its translation\n");
    }
    out
}

/// A commit by its day and the beginning of its name.
fn named(commit: &ChangeCommit) -> String {
    format!("{} {}", commit.date, commit.id.get(..8).unwrap_or(&commit.id))
}

/// Shares by locale, as many locales beside each other as a terminal holds; `–` where there is nothing.
fn matrix(what: &str, rows: &[(String, Vec<Option<u32>>)], covered: &CoverageFile, out: &mut String) {
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default().clamp(what.len(), 60);
    for first in (0..covered.locales.len()).step_by(BESIDE) {
        let part = first..covered.locales.len().min(first + BESIDE);
        let _ = write!(out, "\n{what:<width$}");
        for locale in &covered.locales[part.clone()] {
            let _ = write!(out, " {:>7}", locale.locale.as_str());
        }
        out.push('\n');
        for (label, shares) in rows {
            let label: String = label.chars().take(width).collect();
            let _ = write!(out, "{label:<width$}");
            for share in &shares[part.clone()] {
                let _ = match share {
                    Some(share) => write!(out, " {share:>5} %"),
                    None => write!(out, " {:>7}", "–"),
                };
            }
            out.push('\n');
        }
    }
}

/// A bar of whole and half blocks on a dotted ground, which shows its length without colours.
fn bar(part: u32, whole: u32) -> String {
    let halves = if whole == 0 {
        BAR * 2
    } else {
        usize::try_from(u64::from(part) * BAR as u64 * 2 / u64::from(whole)).unwrap_or(BAR * 2)
    };
    let mut out = "█".repeat(halves / 2);
    if halves % 2 == 1 {
        out.push('▌');
    }
    out.push_str(&"·".repeat(BAR - halves.div_ceil(2)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(0, 10), "·".repeat(24));
        assert_eq!(bar(10, 10), "█".repeat(24));
        assert_eq!(bar(1, 16), format!("█▌{}", "·".repeat(22)));
        assert_eq!(bar(0, 0), "█".repeat(24));
    }
}
