//! Recommended tools, then and now, wherever they stand.

use crate::change::{Action, Change, Subject};
use crate::page::spot;
use crate::piece::pieces;
use crate::sequence::pairs;
use crate::unit::{From, asset, units};
use crate::unit_diff::{Found, Locales, compare};
use pamphlet_json::{CardRecord, CardsFile, DownloadRecord, LinkRecord};
use pamphlet_locale::Tag;
use std::collections::BTreeMap;

/// Everything that changed among the tools of a locale, in its own reading order, those that are gone last. Tools of
/// pages that fell back are the source's, which tells of them.
pub(crate) fn changes(old: &CardsFile, new: &CardsFile, source: &Tag) -> Vec<Change> {
    let mut before: BTreeMap<&str, &CardRecord> = BTreeMap::new();
    for card in &old.cards {
        before.entry(&card.id).or_insert(card);
    }
    let mut after: BTreeMap<&str, &CardRecord> = BTreeMap::new();
    for card in &new.cards {
        after.entry(&card.id).or_insert(card);
    }
    // A tool with another name has another id. It is known by its page and by its homepage or logo.
    let mut renamed: BTreeMap<&str, &CardRecord> = BTreeMap::new();
    for card in after.values().filter(|card| !before.contains_key(card.id.as_str())) {
        let earlier = old.cards.iter().find(|other| {
            !after.contains_key(other.id.as_str())
                && other.page == card.page
                && is_same_tool(other, card)
                && !renamed.values().any(|taken| taken.id == other.id)
        });
        if let Some(earlier) = earlier {
            renamed.insert(&card.id, earlier);
        }
    }
    let locales = Locales { own: new.locale.as_str(), source: source.as_str() };
    let mut out = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for card in &new.cards {
        if after.get(card.id.as_str()).is_none_or(|first| !std::ptr::eq(*first, card)) {
            continue;
        }
        match before.get(card.id.as_str()).or_else(|| renamed.get(card.id.as_str())) {
            Some(earlier) => {
                seen.push(&earlier.id);
                if !(earlier.fallback && card.fallback) {
                    compare_records(earlier, card, &locales, &mut out);
                }
            }
            None if card.fallback => {}
            None => out.push(whole(card, Action::Added)),
        }
    }
    seen.sort_unstable();
    for card in
        old.cards.iter().filter(|card| before.get(card.id.as_str()).is_some_and(|first| std::ptr::eq(*first, *card)))
    {
        if !card.fallback && seen.binary_search(&card.id.as_str()).is_err() {
            out.push(whole(card, Action::Removed));
        }
    }
    out
}

fn is_same_tool(one: &CardRecord, other: &CardRecord) -> bool {
    let address = |card: &CardRecord| card.links.first().and_then(|link| link.url.clone());
    let logo = |card: &CardRecord| card.logo.as_ref().map(|logo| asset(&logo.source));
    (address(one).is_some() && address(one) == address(other)) || (logo(one).is_some() && logo(one) == logo(other))
}

fn about(card: &CardRecord, subject: Subject, action: Action) -> Change {
    Change {
        page: Some(card.page.clone()),
        page_title: Some(card.page_title.clone()),
        section: card.sections.last().map(|section| section.title.clone()),
        card: Some(card.id.clone()),
        place: Some(spot(&card.place)),
        ..Change::new(subject, action)
    }
}

fn whole(card: &CardRecord, action: Action) -> Change {
    let change = about(card, Subject::Card, action).named(&card.name);
    if action == Action::Removed { change.was(&card.description) } else { change.is(&card.description) }
}

fn compare_records(old: &CardRecord, new: &CardRecord, locales: &Locales<'_>, out: &mut Vec<Change>) {
    if old.name != new.name {
        out.push(about(new, Subject::Card, Action::Renamed).was(&old.name).is(&new.name));
    }
    if old.page != new.page {
        let change = about(new, Subject::Card, Action::Moved).named(&new.name);
        out.push(change.was(&old.page_title).is(&new.page_title));
    }
    // One side in each language: the page says that it is translated now, or no longer.
    if !new.fallback && !old.fallback {
        let from = |card: &'_ CardRecord| {
            units(&card.description_nodes, &From { language: &card.language, card: None, place: None })
        };
        let (before, after) = (from(old), from(new));
        let mut found = Found::default();
        compare(&before, &after, locales, &mut found);
        let gone = found.removed.into_iter().map(|unit| crate::unit_diff::whole(unit, Action::Removed));
        let come = found.added.into_iter().map(|unit| crate::unit_diff::whole(unit, Action::Added));
        for change in found.changes.into_iter().chain(gone).chain(come) {
            let is_text = change.subject == Subject::Paragraph;
            let subject = if is_text && change.action != Action::Added && change.action != Action::Removed {
                Subject::Card
            } else {
                change.subject
            };
            let name = if is_text { Some(new.name.clone()) } else { change.name };
            let Change { old, new: now, words, action, .. } = change;
            out.push(Change { old, new: now, words, name, ..about(new, subject, action) });
        }
    }
    let logo = |card: &CardRecord| card.logo.as_ref().map(|logo| asset(&logo.source));
    match (logo(old), logo(new)) {
        (None, Some(is)) => out.push(about(new, Subject::Logo, Action::Added).named(&new.name).is(is)),
        (Some(was), None) => out.push(about(new, Subject::Logo, Action::Removed).named(&new.name).was(was)),
        (Some(was), Some(is)) if was != is => {
            out.push(about(new, Subject::Logo, Action::Changed).named(&new.name).was(was).is(is));
        }
        (None | Some(_), None | Some(_)) => {}
    }
    entries(&links(&old.links), &links(&new.links), Subject::CardLink, new, out);
    entries(&downloads(&old.downloads), &downloads(&new.downloads), Subject::Download, new, out);
}

/// A link or a download: what kind, its words, its address.
type Entry = (String, String, String);

fn links(links: &[LinkRecord]) -> Vec<Entry> {
    let address = |link: &LinkRecord| crate::unit::address(&link.target);
    links.iter().map(|link| (crate::unit::name_of(&link.role), link.text.clone(), address(link))).collect()
}

fn downloads(downloads: &[DownloadRecord]) -> Vec<Entry> {
    let kind = |item: &DownloadRecord| match (&item.store, &item.platform) {
        (Some(store), _) => store.to_string(),
        (None, Some(platform)) => platform.to_string(),
        (None, None) => item.text.clone(),
    };
    downloads.iter().map(|item| (kind(item), item.text.clone(), item.url.clone().unwrap_or_default())).collect()
}

fn entries(old: &[Entry], new: &[Entry], subject: Subject, card: &CardRecord, out: &mut Vec<Change>) {
    // Another order alone says nothing new.
    let mut left: Vec<&Entry> = old.iter().collect();
    let mut right: Vec<&Entry> = Vec::new();
    for entry in new {
        match left.iter().position(|other| *other == entry) {
            Some(index) => {
                left.remove(index);
            }
            None => right.push(entry),
        }
    }
    let score = |one: usize, other: usize| {
        let (before, after) = (left[one], right[other]);
        u32::from(before.2 == after.2) * 4 + u32::from(before.0 == after.0) * 2 + u32::from(before.1 == after.1)
    };
    let name = |entry: &Entry| if entry.0 == "other" { entry.1.clone() } else { entry.0.clone() };
    let shown = |entry: &Entry| if entry.2.is_empty() { entry.1.clone() } else { entry.2.clone() };
    let (mut row, mut column) = (0, 0);
    for (one, other) in pairs(left.len(), right.len(), &score).into_iter().chain([(left.len(), right.len())]) {
        for entry in &left[row..one] {
            out.push(about(card, subject, Action::Removed).named(name(entry)).was(shown(entry)));
        }
        for entry in &right[column..other] {
            out.push(about(card, subject, Action::Added).named(name(entry)).is(shown(entry)));
        }
        if let (Some(was), Some(is)) = (left.get(one), right.get(other)) {
            if was.2 != is.2 {
                out.push(about(card, subject, Action::Changed).named(name(is)).was(shown(was)).is(shown(is)));
            } else if was.1 != is.1 {
                let mut change = about(card, subject, Action::Rewritten).named(name(is)).was(&was.1).is(&is.1);
                change.words = pieces(&was.1, &is.1);
                out.push(change);
            } else {
                out.push(about(card, subject, Action::Changed).named(name(is)).was(&was.0).is(&is.0));
            }
        }
        (row, column) = (one + 1, other + 1);
    }
}
