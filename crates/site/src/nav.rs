//! The navigation of one locale.

mod awesome;
mod build;
mod literate;
mod order;
mod pages;
mod pattern;
mod shelf;
mod summary;
mod weights;

pub(crate) use build::{Made, navigation, with_fronts};
pub(crate) use shelf::{Maker, Shelf, Trouble, front_of, walk};

use crate::path;
use pamphlet_source::limits;
use pamphlet_source::yaml::Value;
use std::collections::BTreeMap;

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavEntry {
    /// A page.
    Page {
        /// Its name.
        page: String,
        /// Its label, when the navigation gives one; else the page's title is its label.
        label: Option<String>,
    },
    /// A part with entries below it.
    Section {
        /// Its label.
        label: String,
        /// The page that its label leads to, if it has one; it does not stand among the entries.
        page: Option<String>,
        /// What it holds.
        entries: Vec<NavEntry>,
    },
    /// An address elsewhere.
    Link {
        /// Its label, when the navigation gives one.
        label: Option<String>,
        /// The address as written; it may be relative to the site's own.
        url: String,
    },
}

/// Calls `each` with the name of every page, in order.
pub fn each_page(entries: &[NavEntry], each: &mut dyn FnMut(&str)) {
    for entry in entries {
        match entry {
            NavEntry::Page { page, .. } => each(page),
            NavEntry::Section { page, entries, .. } => {
                if let Some(page) = page {
                    each(page);
                }
                each_page(entries, each);
            }
            NavEntry::Link { .. } => {}
        }
    }
}

/// What a `nav` of MkDocs says, read for one locale.
pub(crate) struct Reader<'m, 's> {
    /// What makes entries.
    pub(crate) maker: &'m mut Maker<'s>,
    /// Whether entries such as `... | flat` stand for what no other entry names: they become links to these words.
    pub(crate) rests: bool,
}

impl Reader<'_, '_> {
    /// Reads a list of entries.
    pub(crate) fn entries(&mut self, value: &Value, depth: usize) -> Vec<NavEntry> {
        if depth > limits::NAV_LEVELS {
            return Vec::new();
        }
        match value {
            Value::List(items) => items.iter().flat_map(|item| self.entries(item, depth)).collect(),
            Value::Map(map) => map.0.iter().filter_map(|(key, value)| self.labelled(key, value, depth)).collect(),
            Value::Tagged(_) | Value::Text(_) | Value::Integer(_) | Value::Bool(_) | Value::Null => {
                self.maker.shelf.lookup.text(value).and_then(|text| self.leaf(None, &text)).into_iter().collect()
            }
        }
    }

    fn labelled(&mut self, key: &str, value: &Value, depth: usize) -> Option<NavEntry> {
        let label = self.maker.label(key);
        match value {
            Value::List(_) | Value::Map(_) => {
                let entries = self.entries(value, depth + 1);
                (!entries.is_empty()).then_some(NavEntry::Section { label, page: None, entries })
            }
            Value::Tagged(_) | Value::Text(_) | Value::Integer(_) | Value::Bool(_) | Value::Null => {
                let text = self.maker.shelf.lookup.text(value)?;
                self.leaf(Some(label), &text)
            }
        }
    }

    fn leaf(&mut self, label: Option<String>, text: &str) -> Option<NavEntry> {
        if self.rests && text.starts_with("...") {
            return Some(NavEntry::Link { label: None, url: text.to_owned() });
        }
        self.maker.leaf(label, text)
    }
}

/// Labels may hold HTML for the website (`<small>`, entities): their text is the label.
pub(crate) fn plain(label: &str) -> String {
    if !label.contains('<') && !label.contains('&') {
        return label.trim().to_owned();
    }
    let mut out = String::new();
    let mut rest = label;
    while let Some(open) = rest.find('<') {
        let tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(close) = rest[open..].find('>').filter(|_| tag) {
            out.push_str(&rest[..open]);
            if rest[open..].starts_with("<br") {
                out.push(' ');
            }
            rest = &rest[open + close + 1..];
        } else {
            out.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
        }
    }
    out.push_str(rest);
    html_escape::decode_html_entities(&out).trim().to_owned()
}

/// The navigation that MkDocs makes when a site writes none: folders are sections, an index page comes first, pages
/// come before folders.
pub(crate) fn natural<'p>(pages: impl Iterator<Item = &'p str>, folder: &str, maker: &Maker<'_>) -> Vec<NavEntry> {
    let mut here: Vec<&str> = Vec::new();
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in pages {
        let Some(rest) = path::below(page, folder) else { continue };
        match rest.split_once('/') {
            Some((name, _)) => folders.entry(name).or_default().push(page),
            None => here.push(page),
        }
    }
    here.sort_by_key(|page| (!crate::address::is_index(path::split(page).1), *page));
    let mut entries: Vec<NavEntry> =
        here.into_iter().map(|page| NavEntry::Page { page: page.to_owned(), label: None }).collect();
    for (name, pages) in folders {
        let folder = path::join(folder, name);
        // Depth is bounded by the depth to which folders are listed.
        let below = natural(pages.into_iter(), &folder, maker);
        entries.push(NavEntry::Section { label: maker.label(&folder_label(name)), page: None, entries: below });
    }
    entries
}

/// `getting-started` → `Getting started`, as MkDocs does.
pub(crate) fn folder_label(folder: &str) -> String {
    let name = path::split(folder).1.replace(['-', '_'], " ");
    if name.to_lowercase() != name {
        return name;
    }
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Whether a text begins with the scheme of an address (RFC 3986, 3.1), as MkDocs takes it for a link then.
pub(crate) fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}
