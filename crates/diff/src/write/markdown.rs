//! A difference as Markdown, for release notes.

use super::{Body, around, by_page, phrase, shortened, side};
use crate::change::{Action, Change, DiffFile, LocaleDiff, Subject};
use crate::piece::PieceKind;
use pamphlet_locale::{Catalog, Direction};
use pamphlet_source::visible;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How much Markdown tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Every change.
    Whole,
    /// Tools and pages by name, and of the rest how much there is.
    Summary,
}

/// A difference as Markdown; its first heading is of the second level.
#[must_use]
pub fn markdown(diff: &DiffFile, detail: Detail) -> String {
    let mut out = format!("## What changed\n\nFrom {} to {}.\n", escaped(&side(&diff.old)), escaped(&side(&diff.new)));
    if diff.is_empty() {
        out.push_str("\nNothing.\n");
    }
    for locale in &diff.locales {
        let _ = writeln!(out, "\n### {} ({})\n", escaped(Catalog::of(&locale.locale).name()), locale.locale);
        summary(locale, &mut out);
        if detail == Detail::Whole {
            whole(locale, &mut out);
        }
    }
    out
}

/// Tools and pages by name, the rest by number.
fn summary(locale: &LocaleDiff, out: &mut String) {
    if let (Some(old), Some(new)) = (locale.old_coverage, locale.new_coverage)
        && !locale.is_source
        && old.percent != new.percent
    {
        let _ = writeln!(out, "- translated: {} % → {} %", old.percent, new.percent);
    }
    let named = [
        (Subject::Locale, Action::Added, "new locale"),
        (Subject::Locale, Action::Removed, "locale removed"),
        (Subject::Card, Action::Added, "tools added"),
        (Subject::Card, Action::Removed, "tools removed"),
        (Subject::Page, Action::Added, "pages added"),
        (Subject::Page, Action::Removed, "pages removed"),
        (Subject::Page, Action::Translated, "pages translated"),
        (Subject::Page, Action::Untranslated, "pages no longer translated"),
    ];
    for (subject, action, words) in named {
        let names: Vec<String> = locale
            .changes
            .iter()
            .filter(|change| (change.subject, change.action) == (subject, action))
            .map(|change| isolated(change.name.as_deref().or(change.page_title.as_deref()).unwrap_or_default(), locale))
            .collect();
        if !names.is_empty() {
            let _ = writeln!(out, "- {words}: {}", names.join(", "));
        }
    }
    for (subject, words) in [(Subject::Card, "tools renamed"), (Subject::Page, "pages retitled")] {
        let names: Vec<String> = locale
            .changes
            .iter()
            .filter(|change| (change.subject, change.action) == (subject, Action::Renamed))
            .filter_map(|change| Some((change.old.as_deref()?, change.new.as_deref()?)))
            .map(|(old, new)| format!("{} → {}", isolated(old, locale), isolated(new, locale)))
            .collect();
        if !names.is_empty() {
            let _ = writeln!(out, "- {words}: {}", names.join(", "));
        }
    }
    let mut counts: BTreeMap<(Action, Subject), usize> = BTreeMap::new();
    let told = |change: &Change| {
        change.subject == Subject::Coverage
            || change.subject == Subject::Locale
            || (matches!(change.subject, Subject::Card | Subject::Page)
                && !matches!(change.action, Action::Rewritten | Action::Moved | Action::Changed))
    };
    for change in locale.changes.iter().filter(|change| !told(change)) {
        *counts.entry((change.action, change.subject)).or_default() += 1;
    }
    let mut by_action: BTreeMap<Action, Vec<String>> = BTreeMap::new();
    for ((action, subject), count) in counts {
        by_action.entry(action).or_default().push(format!("{count} {}", plural(subject, count)));
    }
    for (action, parts) in by_action {
        let _ = writeln!(out, "- {}: {}", super::name(&action), parts.join(", "));
    }
}

fn plural(subject: Subject, count: usize) -> String {
    let noun = match subject {
        Subject::Book => "fact of the book",
        Subject::Navigation => "place in the navigation",
        Subject::Card => "description of a tool",
        Subject::CardLink => "link of a tool",
        Subject::Logo => "logo of a tool",
        Subject::Code => "piece of code",
        Subject::Tabs => "set of alternatives",
        Subject::Locale
        | Subject::Glossary
        | Subject::Page
        | Subject::Description
        | Subject::Section
        | Subject::Download
        | Subject::Paragraph
        | Subject::Heading
        | Subject::List
        | Subject::Item
        | Subject::Table
        | Subject::Row
        | Subject::Callout
        | Subject::Tab
        | Subject::Quote
        | Subject::Formula
        | Subject::Figure
        | Subject::Threats
        | Subject::Break
        | Subject::Footnote
        | Subject::Link
        | Subject::Picture
        | Subject::Coverage => super::noun(subject),
    };
    if count == 1 {
        return noun.to_owned();
    }
    match noun.split_once(' ') {
        Some((first, rest)) => format!("{first}s {rest}"),
        None => format!("{noun}s"),
    }
}

fn whole(locale: &LocaleDiff, out: &mut String) {
    for (page, changes) in by_page(locale) {
        match page {
            Some((id, title)) => {
                let _ = writeln!(out, "\n#### {} ({})\n", isolated(title, locale), code(id));
            }
            None => out.push('\n'),
        }
        for change in changes {
            let phrase = phrase(change);
            let shown = |text: &str| isolated(&shortened(text), locale);
            let address =
                matches!(change.subject, Subject::Link | Subject::CardLink | Subject::Download | Subject::Logo);
            let value = |text: &str| if address { code(text) } else { shown(text) };
            let body = match phrase.body {
                Body::Nothing => String::new(),
                Body::Was(text) => format!("<del>{}</del>", value(&text)),
                Body::Is(text) => value(&text),
                Body::Instead(was, is) => format!("{} → {}", value(&was), value(&is)),
                Body::Words(words) => around(&words)
                    .iter()
                    .map(|piece| match piece.kind {
                        PieceKind::Same => escaped(&piece.text),
                        PieceKind::Removed => format!("<del>{}</del>", escaped(&piece.text)),
                        PieceKind::Added => format!("<ins>{}</ins>", escaped(&piece.text)),
                    })
                    .collect(),
            };
            let section = change.section.as_deref().filter(|_| change.subject != Subject::Card);
            let section = section.map(|title| format!(" (under “{}”)", isolated(title, locale))).unwrap_or_default();
            let colon = if body.is_empty() { "" } else { ": " };
            let _ = writeln!(out, "- {}{section}{colon}{body}", escaped(&phrase.head));
        }
    }
}

/// Text with nothing in it that Markdown would take for markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in visible::line(text).chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(character);
            }
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(character),
        }
    }
    out
}

fn isolated(text: &str, locale: &LocaleDiff) -> String {
    let text = escaped(text);
    match locale.direction {
        Direction::Ltr => text,
        Direction::Rtl => format!("\u{2068}{text}\u{2069}"),
    }
}

/// An address or a name of a file.
fn code(text: &str) -> String {
    if text.contains('`') { escaped(text) } else { format!("`{}`", visible::line(text)) }
}
