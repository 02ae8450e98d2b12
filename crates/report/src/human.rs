//! For people at a terminal.

use crate::{ReportOptions, message, summary};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use pamphlet_source::{FilePlace, Finding, Related, Severity, Spot, visible};
use std::fmt::Write as _;

pub(crate) fn render(findings: &[Finding], options: &ReportOptions) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width);
    let mut out = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group =
            level.primary_title(visible(&message(finding))).id(finding.code.name()).elements([] as [Origin<'_>; 0]);
        if let Some(place) = &finding.place {
            let path = visible(&place.path);
            group = match place.spot {
                Some(spot) => {
                    let (source, range) = quoted(place, spot);
                    let snippet = Snippet::source(source).line_start(spot.line as usize).path(path);
                    group.element(snippet.annotation(AnnotationKind::Primary.span(range)))
                }
                None => group.element(Origin::path(path)),
            };
        }
        let is_quoted = |original: &str| finding.quoted().is_some_and(|quoted| quoted.contains(original));
        if let Some(original) = finding.original.as_deref().filter(|original| !is_quoted(original)) {
            group =
                group.element(Level::NOTE.message(visible(&format!("it was written as `{}`", shortened(original)))));
        }
        for Related { path, line, column, message } in &finding.related {
            let place = format!("{message}: {path}:{line}:{column}");
            group = group.element(Level::NOTE.message(visible(&place)));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(visible(help)));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    writeln!(out, "{}", summary(findings)).expect("writing to a string succeeds");
    out
}

/// The line that a place quotes, and the bytes of it that are meant. Characters that a terminal would obey, or that
/// nobody would see, are shown as their number.
fn quoted(place: &FilePlace, spot: Spot) -> (String, std::ops::Range<usize>) {
    // What goes on in another line is underlined to the end of this one.
    let last = place.end.map_or(spot.column, |end| (end.line == spot.line).then_some(end.column));
    let mut source = String::new();
    let (mut start, mut end) = (None, None);
    let (from, text) = place.quote.as_ref().map_or((1, ""), |quote| (quote.from, quote.text.as_str()));
    for (column, character) in (from..).zip(text.chars()) {
        if spot.column == Some(column) {
            start = Some(source.len());
        }
        if last == Some(column) {
            end = Some(source.len());
        }
        push_visible(character, &mut source);
    }
    let start = start.unwrap_or(source.len());
    let end = end.unwrap_or(source.len()).max(start);
    (source, start..end)
}

fn visible(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        push_visible(character, &mut out);
    }
    out
}

fn push_visible(character: char, out: &mut String) {
    match character {
        '\t' | '\n' | '\r' => out.push(' '),
        // Where the fault is sought it helps to see what nobody sees.
        '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' => {
            visible::push_number(character, out);
        }
        _ if visible::is_obeyed(character) => visible::push_number(character, out),
        _ => out.push(character),
    }
}

fn shortened(text: &str) -> String {
    const LENGTH: usize = 200;
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
