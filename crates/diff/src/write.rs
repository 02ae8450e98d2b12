//! A difference for people.

pub(crate) mod markdown;
pub(crate) mod text;

use crate::change::{Action, Change, LocaleDiff, Side, Subject};
use crate::piece::{Piece, PieceKind};
use pamphlet_source::visible;
use serde::Serialize;

/// The name of a variant without content, as it is written in data.
pub(crate) fn name<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// One change, in words.
struct Phrase {
    /// What happened to what.
    head: String,
    /// In which words.
    body: Body,
}

/// What a change shows.
enum Body {
    Nothing,
    /// Text that is gone.
    Was(String),
    /// Text that is new.
    Is(String),
    /// One value for another.
    Instead(String, String),
    /// Which words changed.
    Words(Vec<Piece>),
}

fn phrase(change: &Change) -> Phrase {
    let Change { subject, action, name, old, new, words, card, .. } = change;
    let noun = noun(*subject);
    let called = |what: &str| name.as_ref().map_or_else(|| what.to_owned(), |name| format!("{what} “{name}”"));
    let what = match subject {
        Subject::CardLink | Subject::Download | Subject::Logo => {
            let tool = card.as_deref().unwrap_or_default();
            let name = name.as_deref().filter(|_| *subject != Subject::Logo);
            let name = name.map(|name| format!(" “{name}”")).unwrap_or_default();
            format!("tool {tool}: {noun}{name}")
        }
        Subject::Footnote => format!("footnote {}", name.as_deref().unwrap_or_default()),
        Subject::Callout if name.is_some() => format!("{noun} ({})", name.as_deref().unwrap_or_default()),
        Subject::Coverage if change.page.is_some() => "translated part of the page".to_owned(),
        Subject::Coverage => "translated part".to_owned(),
        Subject::Locale
        | Subject::Book
        | Subject::Glossary
        | Subject::Navigation
        | Subject::Page
        | Subject::Description
        | Subject::Section
        | Subject::Card
        | Subject::Paragraph
        | Subject::Heading
        | Subject::List
        | Subject::Item
        | Subject::Table
        | Subject::Row
        | Subject::Callout
        | Subject::Tabs
        | Subject::Tab
        | Subject::Quote
        | Subject::Code
        | Subject::Formula
        | Subject::Figure
        | Subject::Threats
        | Subject::Break
        | Subject::Link
        | Subject::Picture => called(noun),
    };
    let verb = match (subject, action) {
        (Subject::Page, Action::Translated) => "is translated now: the source page stood for it before",
        (Subject::Page, Action::Untranslated) => "is gone from the translation: the source page stands for it",
        (Subject::Link, Action::Changed) => "leads elsewhere",
        (Subject::Page, Action::Renamed) => "has another title",
        (_, Action::Added) => "added",
        (_, Action::Removed) => "removed",
        (_, Action::Renamed) => "renamed",
        (_, Action::Moved) => "moved",
        (_, Action::Rewritten) => "rewritten",
        (_, Action::Translated) => "translated",
        (_, Action::Untranslated) => "is in the source language again",
        (_, Action::Changed) => "changed",
    };
    let body = match (old, new) {
        _ if !words.is_empty() => Body::Words(words.clone()),
        // Words in two languages beside each other say less than the new ones alone.
        (_, Some(new)) if *action == Action::Translated => Body::Is(new.clone()),
        (Some(old), Some(new)) if *subject == Subject::Coverage => {
            Body::Instead(format!("{old} %"), format!("{new} %"))
        }
        (Some(old), Some(new)) => Body::Instead(old.clone(), new.clone()),
        (Some(old), None) if Some(old) != name.as_ref() => Body::Was(old.clone()),
        (None, Some(new)) if Some(new) != name.as_ref() => Body::Is(new.clone()),
        (None | Some(_), None | Some(_)) => Body::Nothing,
    };
    Phrase { head: visible::line(&format!("{what} {verb}")).into_owned(), body }
}

fn noun(subject: Subject) -> &'static str {
    match subject {
        Subject::Locale => "locale",
        Subject::Book => "book:",
        Subject::Glossary => "abbreviation",
        Subject::Navigation => "navigation:",
        Subject::Page => "page",
        Subject::Description => "description of the page",
        Subject::Section => "section",
        Subject::Card => "tool",
        Subject::CardLink | Subject::Link => "link",
        Subject::Download => "download",
        Subject::Logo => "logo",
        Subject::Paragraph => "paragraph",
        Subject::Heading => "heading",
        Subject::List => "list",
        Subject::Item => "item",
        Subject::Table => "table",
        Subject::Row => "row of a table",
        Subject::Callout => "callout",
        Subject::Tabs => "alternatives",
        Subject::Tab => "alternative",
        Subject::Quote => "quotation",
        Subject::Code => "code",
        Subject::Formula => "formula",
        Subject::Figure => "figure",
        Subject::Threats => "list of threats",
        Subject::Break => "break",
        Subject::Footnote => "footnote",
        Subject::Picture => "picture",
        Subject::Coverage => "translated part",
    }
}

/// A side with its version and date.
fn side(side: &Side) -> String {
    let version = side.version.iter().filter(|version| **version != side.name);
    let facts: Vec<&str> = version.chain(&side.date).map(String::as_str).collect();
    let words = if facts.is_empty() { side.name.clone() } else { format!("{} ({})", side.name, facts.join(", ")) };
    visible::line(&words).into_owned()
}

/// Id and title of a page, if it is of one, and its changes.
type PageChanges<'c> = (Option<(&'c str, &'c str)>, Vec<&'c Change>);

/// The changes of a locale, those of a page together.
fn by_page(locale: &LocaleDiff) -> Vec<PageChanges<'_>> {
    let mut groups: Vec<PageChanges<'_>> = Vec::new();
    for change in &locale.changes {
        let page = change.page.as_ref().map(|page| page.0.as_str());
        match groups.last_mut() {
            Some((known, changes)) if known.map(|(id, _)| id) == page => changes.push(change),
            _ => {
                let title = change.page_title.as_deref().unwrap_or_default();
                groups.push((page.map(|id| (id, title)), vec![change]));
            }
        }
    }
    groups
}

/// Letters of unchanged text that are shown beside a change.
const BESIDE: usize = 40;
/// Letters that are shown of a text that is new or gone.
const MOST: usize = 280;

/// A text on one line, cut when it is long.
fn shortened(text: &str) -> String {
    let line = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ");
    let line = visible::line(&line).into_owned();
    match line.char_indices().nth(MOST) {
        None => line,
        Some((end, _)) => format!("{}…", first_words(&line[..end])),
    }
}

/// The words of a rewritten text, unchanged stretches cut to what stands beside a change.
fn around(words: &[Piece]) -> Vec<Piece> {
    let last = words.len().saturating_sub(1);
    words
        .iter()
        .enumerate()
        .map(|(index, piece)| {
            let text = visible::line(&piece.text.replace('\n', " / ")).into_owned();
            let count = text.chars().count();
            let text = match piece.kind {
                PieceKind::Same if index == 0 && index < last && count > BESIDE => format!("…{}", end_of(&text)),
                PieceKind::Same if index == last && count > BESIDE => format!("{}…", begin_of(&text)),
                PieceKind::Same if count > BESIDE * 2 => format!("{} … {}", begin_of(&text), end_of(&text)),
                PieceKind::Removed | PieceKind::Added if count > MOST => {
                    format!("{}…", first_words(&text[..at(&text, MOST)]))
                }
                PieceKind::Same | PieceKind::Removed | PieceKind::Added => text,
            };
            Piece { kind: piece.kind, text }
        })
        .collect()
}

/// The byte at which the n-th letter begins.
fn at(text: &str, letters: usize) -> usize {
    text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at)
}

fn begin_of(text: &str) -> &str {
    first_words(&text[..at(text, BESIDE)])
}

fn end_of(text: &str) -> &str {
    let from = at(text, text.chars().count().saturating_sub(BESIDE));
    let tail = &text[from..];
    tail.find(' ').filter(|space| *space < tail.len() / 2).map_or(tail, |space| &tail[space..])
}

/// Without the word that was cut in two, if the text has spaces.
fn first_words(text: &str) -> &str {
    text.rfind(' ').filter(|space| *space > text.len() / 2).map_or(text, |space| &text[..space])
}
