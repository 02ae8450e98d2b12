//! Two rows of units: what came, went and changed between them.

use crate::change::{Action, Change, Subject};
use crate::piece::pieces;
use crate::sequence::{gaps, pairs};
use crate::unit::Unit;
use std::collections::BTreeMap;

/// What a comparison needs to know.
pub(crate) struct Locales<'l> {
    /// The locale of the edition.
    pub(crate) own: &'l str,
    /// The locale that it is translated from.
    pub(crate) source: &'l str,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Found<'u> {
    /// What changed in place.
    pub(crate) changes: Vec<Change>,
    /// Units that are gone, unless they turn up elsewhere on the page.
    pub(crate) removed: Vec<&'u Unit>,
    /// Units that are new, unless they were elsewhere before.
    pub(crate) added: Vec<&'u Unit>,
}

/// Words of which this many in a hundred are shared belong to one text that was rewritten.
const ALIKE: u32 = 35;

/// Compares two rows of units.
pub(crate) fn compare<'u>(old: &'u [Unit], new: &'u [Unit], locales: &Locales<'_>, found: &mut Found<'u>) {
    for (before, after) in gaps(old.iter().map(|unit| unit.key), new.iter().map(|unit| unit.key)) {
        compare_gap(&old[before], &new[after], locales, found);
    }
}

fn compare_gap<'u>(old: &'u [Unit], new: &'u [Unit], locales: &Locales<'_>, found: &mut Found<'u>) {
    let (old_words, new_words): (Vec<Bag>, Vec<Bag>) = (old.iter().map(bag).collect(), new.iter().map(bag).collect());
    // A gap with the same things in the same order is one rewritten, and not one thing for another.
    let is_row = old.len() == new.len() && old.iter().zip(new).all(|(one, other)| one.subject == other.subject);
    let score = |one: usize, other: usize| {
        let (before, after) = (&old[one], &new[other]);
        if before.key == after.key {
            return 1_000;
        }
        let shared = alike(&old_words[one], &new_words[other]);
        if before.subject != after.subject {
            // The same words as something else: a paragraph that became a callout's title, a list's item.
            return if shared >= 90 { shared } else { 0 };
        }
        let translated = before.language != after.language;
        let base = u32::from(is_row && one == other) * 40 + u32::from(translated) * 30;
        if shared >= ALIKE || base > 0 { base + shared + 1 } else { 0 }
    };
    let (mut row, mut column) = (0, 0);
    for (one, other) in pairs(old.len(), new.len(), &score).into_iter().chain([(old.len(), new.len())]) {
        found.removed.extend(&old[row..one]);
        found.added.extend(&new[column..other]);
        if one < old.len() && other < new.len() {
            compare_pair(&old[one], &new[other], locales, found);
        }
        (row, column) = (one + 1, other + 1);
    }
}

/// Compares two units that stand for each other.
pub(crate) fn compare_pair<'u>(old: &'u Unit, new: &'u Unit, locales: &Locales<'_>, found: &mut Found<'u>) {
    if old.key == new.key {
        return;
    }
    let about =
        |subject, action| Change { card: new.card.clone(), ..Change::new(subject, action) }.at(new.place.clone());
    if old.subject != new.subject {
        let was = |unit: &Unit| if unit.label.is_empty() { noun(unit.subject) } else { unit.label.clone() };
        found
            .changes
            .push(about(new.subject, Action::Changed).named(short(&new.whole_text())).was(was(old)).is(was(new)));
        return;
    }
    if old.label != new.label {
        let name = short(if new.text.is_empty() { &new.label } else { &new.text });
        found.changes.push(about(new.subject, Action::Changed).named(name).was(&old.label).is(&new.label));
    }
    if old.text != new.text {
        found.changes.push(rewritten(about, new.subject, old, new, locales));
    }
    pairs_of_links(old, new, &about, &mut found.changes);
    compare_pictures(old, new, &about, &mut found.changes);
    compare(&old.children, &new.children, locales, found);
}

fn rewritten(
    about: impl Fn(Subject, Action) -> Change,
    subject: Subject,
    old: &Unit,
    new: &Unit,
    locales: &Locales<'_>,
) -> Change {
    let is = |unit: &Unit, locale: &str| unit.language.as_str() == locale;
    let action = if is(old, locales.source) && is(new, locales.own) && locales.source != locales.own {
        Action::Translated
    } else if is(old, locales.own) && is(new, locales.source) && locales.source != locales.own {
        Action::Untranslated
    } else {
        Action::Rewritten
    };
    let mut change = about(subject, action).named(&new.label).was(&old.text).is(&new.text);
    if action == Action::Rewritten {
        change.words = pieces(&old.text, &new.text);
    }
    change
}

/// Links whose address changed, those that came and those that went.
fn pairs_of_links(old: &Unit, new: &Unit, about: &dyn Fn(Subject, Action) -> Change, changes: &mut Vec<Change>) {
    let keys = |unit: &'_ Unit| -> Vec<(String, String)> { unit.links.clone() };
    for (before, after) in gaps(keys(old).into_iter(), keys(new).into_iter()) {
        let (before, after) = (&old.links[before], &new.links[after]);
        let score = |one: usize, other: usize| {
            u32::from(before[one].0 == after[other].0) * 2
                + u32::from(before[one].1 == after[other].1) * 4
                + u32::from(before.len() == after.len() && one == other)
        };
        let (mut row, mut column) = (0, 0);
        for (one, other) in pairs(before.len(), after.len(), &score).into_iter().chain([(before.len(), after.len())]) {
            for (words, address) in &before[row..one] {
                changes.push(about(Subject::Link, Action::Removed).named(words).was(address));
            }
            for (words, address) in &after[column..other] {
                changes.push(about(Subject::Link, Action::Added).named(words).is(address));
            }
            if let (Some((_, was)), Some((words, is))) = (before.get(one), after.get(other))
                && was != is
            {
                // Other words for the same address are part of the text that was rewritten.
                changes.push(about(Subject::Link, Action::Changed).named(words).was(was).is(is));
            }
            (row, column) = (one + 1, other + 1);
        }
    }
}

fn compare_pictures(old: &Unit, new: &Unit, about: &dyn Fn(Subject, Action) -> Change, changes: &mut Vec<Change>) {
    let mut before: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, words) in &old.pictures {
        before.entry(file).or_default().push(words);
    }
    let mut come: Vec<(&str, &str)> = Vec::new();
    for (file, words) in &new.pictures {
        match before.get_mut(file.as_str()).filter(|left| !left.is_empty()).map(|left| left.remove(0)) {
            None => come.push((file, words)),
            Some(was) if was == words => {}
            Some(was) => {
                let mut change = about(Subject::Picture, Action::Rewritten).named(file).was(was).is(words);
                change.words = pieces(was, words);
                changes.push(change);
            }
        }
    }
    let mut gone: Vec<(&str, &str)> =
        before.into_iter().flat_map(|(file, left)| left.into_iter().map(move |words| (file, words))).collect();
    for (file, words) in come {
        // The same words over another file: another picture of the same thing, or the same one from elsewhere.
        match gone.iter().position(|(_, was)| *was == words) {
            Some(index) => {
                let (was, _) = gone.remove(index);
                changes.push(about(Subject::Picture, Action::Changed).named(words).was(was).is(file));
            }
            None => changes.push(about(Subject::Picture, Action::Added).named(file).is(words)),
        }
    }
    for (file, words) in gone {
        changes.push(about(Subject::Picture, Action::Removed).named(file).was(words));
    }
}

/// A unit that is new or gone, with all its words.
pub(crate) fn whole(unit: &Unit, action: Action) -> Change {
    let name = if unit.subject == Subject::Picture { unit.text.clone() } else { unit.label.clone() };
    let change =
        Change { card: unit.card.clone(), ..Change::new(unit.subject, action) }.named(name).at(unit.place.clone());
    if action == Action::Removed { change.was(unit.whole_text()) } else { change.is(unit.whole_text()) }
}

/// The beginning of a text, to call something by.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        None => line.to_owned(),
        Some((end, _)) => {
            let end = line[..end].rfind(' ').filter(|space| *space > end / 2).unwrap_or(end);
            format!("{}…", line[..end].trim_end())
        }
    }
}

fn noun(subject: Subject) -> String {
    crate::write::name(&subject).replace('-', " ")
}

/// Words, sorted.
pub(crate) type Bag = Vec<String>;

/// The words of a unit and of what it holds.
pub(crate) fn bag(unit: &Unit) -> Bag {
    bag_of(&unit.whole_text())
}

/// The words of a text, sorted.
pub(crate) fn bag_of(text: &str) -> Bag {
    use unicode_segmentation::UnicodeSegmentation;
    let mut words: Bag = text.unicode_words().map(str::to_lowercase).collect();
    words.sort_unstable();
    words
}

/// How many words in a hundred two bags share.
pub(crate) fn alike(one: &Bag, other: &Bag) -> u32 {
    let (mut at, mut shared) = (0, 0_usize);
    for word in one {
        while other.get(at).is_some_and(|other| other < word) {
            at += 1;
        }
        if other.get(at) == Some(word) {
            shared += 1;
            at += 1;
        }
    }
    let all = one.len() + other.len();
    (shared * 200).checked_div(all).map_or(100, |share| u32::try_from(share).unwrap_or(100))
}
