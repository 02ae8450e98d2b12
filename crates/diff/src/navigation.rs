//! Where pages stand in the navigation.

use crate::change::{Action, Change, Subject};
use pamphlet_json::IndexFile;
use pamphlet_reading::{NavItem, PageId};
use std::collections::{BTreeMap, BTreeSet};

/// The labels above a page.
type Trail = Vec<String>;

/// Pages that stand elsewhere, sections that are called otherwise.
pub(crate) fn changes(old: &IndexFile, new: &IndexFile) -> Vec<Change> {
    let (before, after) = (trails(&old.nav), trails(&new.nav));
    // Pages that went the same way are told of once.
    let mut ways: BTreeMap<(&Trail, &Trail), Vec<&PageId>> = BTreeMap::new();
    for (page, is) in &after {
        if let Some(was) = before.get(page).filter(|was| *was != is) {
            ways.entry((was, is)).or_default().push(page);
        }
    }
    // A section whose every page went to one place that was not there before has another name.
    let of = |trails: &BTreeMap<PageId, Trail>| -> BTreeSet<Trail> { trails.values().cloned().collect() };
    let (old_trails, new_trails) = (of(&before), of(&after));
    let shown = |trail: &Trail| if trail.is_empty() { "the top".to_owned() } else { trail.join(" / ") };
    let mut out = Vec::new();
    for ((was, is), pages) in ways {
        if !new_trails.contains(was) && !old_trails.contains(is) && !is.is_empty() {
            out.push(Change::new(Subject::Navigation, Action::Renamed).was(shown(was)).is(shown(is)));
            continue;
        }
        for page in pages {
            let title = new.pages.iter().find(|other| other.id == *page).map(|page| page.title.clone());
            let change = Change::new(Subject::Navigation, Action::Moved).named(title.clone().unwrap_or_default());
            out.push(Change { page: Some(page.clone()), page_title: title, ..change.was(shown(was)).is(shown(is)) });
        }
    }
    out
}

fn trails(nav: &[NavItem]) -> BTreeMap<PageId, Trail> {
    fn walk(items: &[NavItem], trail: &mut Trail, out: &mut BTreeMap<PageId, Trail>) {
        for item in items {
            match item {
                NavItem::Page { page, .. } => {
                    out.entry(page.clone()).or_insert_with(|| trail.clone());
                }
                NavItem::Section { title, page, items, .. } => {
                    trail.push(title.clone());
                    if let Some(page) = page {
                        out.entry(page.clone()).or_insert_with(|| trail.clone());
                    }
                    walk(items, trail, out);
                    trail.pop();
                }
                NavItem::Link { .. } => {}
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(nav, &mut Vec::new(), &mut out);
    out
}
