//! One page, then and now.

use crate::change::{Action, Change, Spot, Subject};
use crate::piece::pieces;
use crate::sequence::{in_order, pairs};
use crate::unit::{From, Unit, push, units};
use crate::unit_diff::{Bag, Found, Locales, alike, bag_of, compare, compare_pair, whole};
use pamphlet_json::{NoteEntry, PageFile, Place};
use pamphlet_reading::{BlockKind, plain_text};
use std::collections::BTreeMap;

/// A heading with what stands under it, up to the next heading; the first may have none.
struct Section {
    /// What links name it by.
    names: Vec<String>,
    level: u8,
    title: String,
    place: Option<Spot>,
    units: Vec<Unit>,
}

impl Section {
    fn is_nothing(&self) -> bool {
        self.names.is_empty() && self.units.is_empty()
    }

    fn text(&self) -> String {
        self.units.iter().map(Unit::whole_text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn heading(&self) -> Option<String> {
        (!self.names.is_empty()).then(|| self.title.clone())
    }
}

/// Everything that changed on a page.
pub(crate) fn changes(old: &PageFile, new: &PageFile) -> Vec<Change> {
    let (before, after) = (&old.head, &new.head);
    let mut out = Vec::new();
    // A page that fell back on both sides is the source's, which tells what changed on it.
    if before.title != after.title && !(before.fallback && after.fallback) {
        out.push(Change::new(Subject::Page, Action::Renamed).was(&before.title).is(&after.title));
    }
    match (before.fallback, after.fallback) {
        (true, false) => out.push(Change::new(Subject::Page, Action::Translated)),
        (false, true) => out.push(Change::new(Subject::Page, Action::Untranslated)),
        (false, false) => {
            let (was, is) = (before.meta.description.as_deref(), after.meta.description.as_deref());
            if was != is {
                out.push(described(was.unwrap_or_default(), is.unwrap_or_default()));
            }
            let locales = Locales { own: after.locale.as_str(), source: after.source_locale.as_str() };
            compare_sections(&sections(old), &sections(new), &locales, &mut out);
            compare_notes(&old.notes, &new.notes, old, new, &locales, &mut out);
        }
        (true, true) => {}
    }
    let (was, is) = (before.coverage.percent, after.coverage.percent);
    if was != is && after.locale != after.source_locale {
        out.push(Change::new(Subject::Coverage, Action::Changed).was(was.to_string()).is(is.to_string()));
    }
    for change in &mut out {
        change.page = Some(after.id.clone());
        change.page_title = Some(after.title.clone());
    }
    out
}

fn described(was: &str, is: &str) -> Change {
    let action = match (was.is_empty(), is.is_empty()) {
        (true, _) => Action::Added,
        (_, true) => Action::Removed,
        _ => Action::Rewritten,
    };
    let mut change = Change::new(Subject::Description, action).was(was).is(is);
    if action == Action::Rewritten {
        change.words = pieces(was, is);
    }
    change
}

fn sections(page: &PageFile) -> Vec<Section> {
    let mut sections =
        vec![Section { names: Vec::new(), level: 0, title: String::new(), place: None, units: Vec::new() }];
    for entry in &page.blocks {
        let place = spot(&entry.head.place);
        if let BlockKind::Heading(heading) = &entry.block.kind {
            let mut names = vec![heading.anchor.clone()];
            names.extend(heading.aliases.iter().cloned());
            let title = plain_text(&heading.content);
            sections.push(Section { names, level: heading.level, title, place: Some(place), units: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            let from = From { language: &entry.head.language, card: None, place: Some(&place) };
            push(&entry.block, &from, &mut section.units);
        }
    }
    if sections[0].is_nothing() {
        sections.remove(0);
    }
    sections
}

pub(crate) fn spot(place: &Place) -> Spot {
    Spot { path: place.path.clone(), line: place.line }
}

/// For each old section the new one that it became.
fn matched(old: &[Section], new: &[Section]) -> Vec<Option<usize>> {
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, section) in new.iter().enumerate() {
        for name in &section.names {
            by_name.entry(name).or_insert(index);
        }
    }
    let mut taken = vec![false; new.len()];
    let mut of: Vec<Option<usize>> = vec![None; old.len()];
    for (index, section) in old.iter().enumerate() {
        let same = if section.names.is_empty() {
            new.iter().position(|other| other.names.is_empty())
        } else {
            section.names.iter().find_map(|name| by_name.get(name.as_str()).copied())
        };
        if let Some(other) = same.filter(|other| !taken[*other]) {
            taken[other] = true;
            of[index] = Some(other);
        }
    }
    // A heading with another name: known by its words and by what stands under it.
    let left: Vec<usize> = (0..old.len()).filter(|index| of[*index].is_none()).collect();
    let right: Vec<usize> = (0..new.len()).filter(|index| !taken[*index]).collect();
    let bags = |sections: &[Section], which: &[usize]| -> Vec<(Bag, Bag)> {
        which.iter().map(|index| (bag_of(&sections[*index].title), bag_of(&sections[*index].text()))).collect()
    };
    let (before, after) = (bags(old, &left), bags(new, &right));
    let score = |one: usize, other: usize| {
        if old[left[one]].names.is_empty() || new[right[other]].names.is_empty() {
            return 0;
        }
        let (title, text) = (alike(&before[one].0, &after[other].0), alike(&before[one].1, &after[other].1));
        let empty = before[one].1.is_empty() || after[other].1.is_empty();
        if title >= 60 || (!empty && text >= 50) { title + text + 1 } else { 0 }
    };
    for (one, other) in pairs(left.len(), right.len(), &score) {
        of[left[one]] = Some(right[other]);
    }
    of
}

fn compare_sections(old: &[Section], new: &[Section], locales: &Locales<'_>, out: &mut Vec<Change>) {
    let of = matched(old, new);
    let mut from: Vec<Option<usize>> = vec![None; new.len()];
    for (index, other) in of.iter().enumerate() {
        if let Some(other) = other {
            from[*other] = Some(index);
        }
    }
    let kept: Vec<usize> = from.iter().copied().flatten().collect();
    let stays = in_order(&kept);
    let moved: Vec<usize> =
        (0..kept.len()).filter(|index| stays.binary_search(index).is_err()).map(|index| kept[index]).collect();
    let after = |sections: &[Section], index: usize| match index.checked_sub(1).map(|before| &sections[before]) {
        Some(Section { title, .. }) if !title.is_empty() => format!("after “{title}”"),
        _ => "at the beginning".to_owned(),
    };
    let mut removed: Vec<(Option<String>, &Unit)> = Vec::new();
    let mut added: Vec<(Option<String>, &Unit)> = Vec::new();
    for (index, section) in new.iter().enumerate() {
        let Some(before) = from[index] else {
            if section.names.is_empty() {
                added.extend(section.units.iter().map(|unit| (None, unit)));
            } else {
                let change = Change::new(Subject::Section, Action::Added).named(&section.title).is(section.text());
                out.push(change.at(section.place.clone()));
            }
            continue;
        };
        let was = &old[before];
        let about = |action| Change::new(Subject::Section, action).at(section.place.clone());
        // What goes along with the section before it has not moved by itself.
        let goes_along =
            index > 0 && before > 0 && from[index - 1] == Some(before - 1) && moved.contains(&(before - 1));
        if moved.contains(&before) && !goes_along {
            out.push(about(Action::Moved).named(&section.title).was(after(old, before)).is(after(new, index)));
        }
        if was.title != section.title {
            out.push(about(Action::Renamed).was(&was.title).is(&section.title));
        }
        if was.level != section.level {
            let level = |level: u8| format!("level {level}");
            out.push(about(Action::Changed).named(&section.title).was(level(was.level)).is(level(section.level)));
        }
        let mut found = Found::default();
        compare(&was.units, &section.units, locales, &mut found);
        for mut change in found.changes {
            change.section = section.heading();
            out.push(change);
        }
        removed.extend(found.removed.into_iter().map(|unit| (was.heading(), unit)));
        added.extend(found.added.into_iter().map(|unit| (section.heading(), unit)));
    }
    for (index, section) in old.iter().enumerate().filter(|(index, _)| of[*index].is_none()) {
        if section.names.is_empty() {
            removed.extend(section.units.iter().map(|unit| (None, unit)));
        } else {
            let change = Change::new(Subject::Section, Action::Removed).named(&section.title).was(section.text());
            let change = change.at(section.place.clone());
            let before = old[..index].iter().rev().find_map(Section::heading);
            out.push(Change { section: before, ..change });
        }
    }
    moves(removed, added, out);
}

/// What is gone in one place and new in another has moved.
fn moves(removed: Vec<(Option<String>, &Unit)>, added: Vec<(Option<String>, &Unit)>, out: &mut Vec<Change>) {
    let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, (_, unit)) in removed.iter().enumerate().rev() {
        if unit.subject != Subject::Break {
            by_key.entry(unit.key).or_default().push(index);
        }
    }
    let mut gone = vec![true; removed.len()];
    for (section, unit) in added {
        let before = by_key.get_mut(&unit.key).and_then(Vec::pop);
        let change = match before {
            None => whole(unit, Action::Added),
            Some(index) => {
                gone[index] = false;
                let place = |section: &Option<String>| {
                    section.as_ref().map_or_else(|| "the beginning".to_owned(), |title| format!("“{title}”"))
                };
                let (was, is) = (place(&removed[index].0), place(&section));
                let change =
                    Change::new(unit.subject, Action::Moved).named(crate::unit_diff::short(&unit.whole_text()));
                change.was(was).is(is).at(unit.place.clone())
            }
        };
        out.push(Change { section, ..change });
    }
    for ((section, unit), _) in removed.into_iter().zip(gone).filter(|(_, gone)| *gone) {
        out.push(Change { section, ..whole(unit, Action::Removed) });
    }
}

fn compare_notes(
    old: &[NoteEntry],
    new: &[NoteEntry],
    old_page: &PageFile,
    new_page: &PageFile,
    locales: &Locales<'_>,
    out: &mut Vec<Change>,
) {
    let of = |notes: &[NoteEntry], page: &PageFile| -> BTreeMap<String, Unit> {
        notes.iter().map(|note| (note.note.label.clone(), note_unit(note, page))).collect()
    };
    let (before, mut after) = (of(old, old_page), of(new, new_page));
    let mut gone: Vec<(String, Unit)> = Vec::new();
    for (label, unit) in before {
        let Some(other) = after.remove(&label) else {
            gone.push((label, unit));
            continue;
        };
        let mut found = Found::default();
        compare_pair(&unit, &other, locales, &mut found);
        for mut change in found.changes {
            if change.subject == Subject::Footnote {
                change.name = Some(label.clone());
            }
            out.push(change);
        }
    }
    for (label, unit) in after {
        // A note whose label alone changed is the same note to a reader.
        if let Some(index) = gone.iter().position(|(_, other)| other.key == unit.key) {
            gone.remove(index);
            continue;
        }
        out.push(whole(&unit, Action::Added).named(label));
    }
    for (label, unit) in gone {
        out.push(whole(&unit, Action::Removed).named(label));
    }
}

fn note_unit(note: &NoteEntry, page: &PageFile) -> Unit {
    let place = spot(&note.head.place);
    let from = From { language: &page.head.language, card: None, place: Some(&place) };
    Unit::footnote(units(&note.note.blocks, &from), &note.head.text, &from)
}
