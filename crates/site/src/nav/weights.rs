//! The plugin `nav-weight`: pages and sections stand in the order of the weights that front matter gives them.

use super::{Maker, NavEntry, each_page};
use crate::address::is_index;
use crate::path;
use pamphlet_source::yaml::Value;
use std::collections::BTreeSet;

/// The names of the plugin: its own, and that which its documentation has.
pub(crate) const NAMES: [&str; 2] = ["mkdocs-nav-weight", "nav-weight"];

/// What the plugin is told.
pub(crate) struct Weights<'m, 's> {
    maker: &'m Maker<'s>,
    renames: bool,
    reverse: bool,
    index: f64,
    default: f64,
    /// Indexes that only say something of their section, and have no text.
    lists: BTreeSet<String>,
    /// Pages without a head: the website has them, and shows them nowhere.
    hidden: BTreeSet<String>,
}

/// An entry, by what it weighs; none when it stands in no navigation.
type Weighed = Option<(f64, NavEntry)>;

/// What the index of a section says of it.
#[derive(Default)]
struct Told {
    weight: f64,
    label: Option<String>,
    is_headless: bool,
}

impl<'m, 's> Weights<'m, 's> {
    pub(crate) fn new(maker: &'m Maker<'s>, options: &Value) -> Self {
        let is_on = |key: &str| options.get(key).and_then(Value::as_bool) == Some(true);
        let number = |key: &str| options.get(key).and_then(number);
        Self {
            maker,
            renames: is_on("section_renamed"),
            reverse: is_on("reverse"),
            index: number("index_weight").unwrap_or(-10.0),
            default: number("default_page_weight").unwrap_or_default(),
            lists: BTreeSet::new(),
            hidden: BTreeSet::new(),
        }
    }

    /// Entries in the order of their weights, the pages that are none of a book, and those that are hidden.
    pub(crate) fn ordered(mut self, entries: Vec<NavEntry>) -> (Vec<NavEntry>, BTreeSet<String>, BTreeSet<String>) {
        let (entries, _) = self.entries(entries, false);
        (entries, self.lists, self.hidden)
    }

    /// Entries of the top, or of a section, which their index may speak of.
    fn entries(&mut self, entries: Vec<NavEntry>, below: bool) -> (Vec<NavEntry>, Told) {
        let mut told = Told::default();
        let weighed: Vec<Weighed> = entries.into_iter().map(|entry| self.weighed(entry, below, &mut told)).collect();
        let mut kept: Vec<(f64, NavEntry)> = weighed.into_iter().flatten().collect();
        kept.sort_by(|(one, _), (other, _)| if self.reverse { other.total_cmp(one) } else { one.total_cmp(other) });
        (kept.into_iter().map(|(_, entry)| entry).collect(), told)
    }

    fn weighed(&mut self, entry: NavEntry, below: bool, told: &mut Told) -> Weighed {
        match entry {
            NavEntry::Page { page, label } => {
                let is_index = is_index(path::split(&page).1);
                let weight = self.page(&page, is_index, below, told)?;
                Some((weight, NavEntry::Page { page, label }))
            }
            NavEntry::Section { label, page, entries } => {
                let (entries, own) = self.entries(entries, true);
                let hidden = own.is_headless || entries.is_empty() && page.is_none();
                if own.is_headless {
                    let mut hide = |page: &str| {
                        self.hidden.insert(page.to_owned());
                    };
                    if let Some(page) = &page {
                        hide(page);
                    }
                    each_page(&entries, &mut hide);
                }
                let label = own.label.unwrap_or(label);
                (!hidden).then_some((own.weight, NavEntry::Section { label, page, entries }))
            }
            NavEntry::Link { label, url } => Some((0.0, NavEntry::Link { label, url })),
        }
    }

    /// What a page weighs; none when it stands in no navigation. The index of a section speaks of the section.
    fn page(&mut self, page: &str, is_index: bool, below: bool, told: &mut Told) -> Option<f64> {
        let shelf = self.maker.shelf;
        let (front, body) = shelf.front(page).unwrap_or((Value::Null, String::new()));
        let is_on = |key: &str| front.get(key).and_then(Value::as_bool) == Some(true);
        let weight = front.get("weight").and_then(number).unwrap_or(self.default);
        if !is_index {
            if is_on("headless") {
                self.hidden.insert(page.to_owned());
                return None;
            }
            return Some(weight);
        }
        if !below {
            return Some(self.index);
        }
        told.weight = weight;
        told.is_headless |= is_on("headless");
        if self.renames || is_on("retitled") {
            told.label = shelf.title(page, true).or(told.label.take());
        }
        if !is_on("empty") {
            return Some(self.index);
        }
        if body.trim().is_empty() {
            self.lists.insert(page.to_owned());
        }
        None
    }
}

/// A number, as YAML has it.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(is_on) => Some(f64::from(u8::from(*is_on))),
        other => other.to_text()?.trim().parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

#[cfg(test)]
#[path = "weights_tests.rs"]
mod tests;
