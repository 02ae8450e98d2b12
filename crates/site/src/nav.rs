//! The navigation of one locale.

use crate::mkdocs::Lookup;
use crate::{layout, path};
use pamphlet_source::limits;
use pamphlet_source::yaml::{self, Value};
use std::collections::{BTreeMap, BTreeSet};

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
            NavEntry::Section { entries, .. } => each_page(entries, each),
            NavEntry::Link { .. } => {}
        }
    }
}

/// What a `nav` of MkDocs says, read for one locale.
pub(crate) struct Reader<'a> {
    /// Strings of the locale, for `!ENV` and for labels.
    pub(crate) lookup: &'a Lookup<'a>,
    /// Pages that exist in the edition.
    pub(crate) pages: &'a BTreeSet<&'a str>,
    /// Paths that the navigation names and that do not exist.
    pub(crate) missing: Vec<String>,
    /// Pages that were named already: a second entry becomes nothing but is no fault of the page.
    seen: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(lookup: &'a Lookup<'a>, pages: &'a BTreeSet<&'a str>) -> Self {
        Self { lookup, pages, missing: Vec::new(), seen: BTreeSet::new() }
    }

    /// Reads a list of entries.
    pub(crate) fn entries(&mut self, value: &Value, depth: usize) -> Vec<NavEntry> {
        if depth > limits::NAV_LEVELS {
            return Vec::new();
        }
        match value {
            Value::List(items) => items.iter().flat_map(|item| self.entries(item, depth)).collect(),
            Value::Map(map) => map.0.iter().filter_map(|(key, value)| self.labelled(key, value, depth)).collect(),
            Value::Tagged(_) | Value::Text(_) | Value::Integer(_) | Value::Bool(_) | Value::Null => {
                self.lookup.text(value).and_then(|text| self.leaf(None, &text)).into_iter().collect()
            }
        }
    }

    fn labelled(&mut self, key: &str, value: &Value, depth: usize) -> Option<NavEntry> {
        let label = self.label(key);
        match value {
            Value::List(_) | Value::Map(_) => {
                let entries = self.entries(value, depth + 1);
                (!entries.is_empty()).then_some(NavEntry::Section { label, entries })
            }
            Value::Tagged(_) | Value::Text(_) | Value::Integer(_) | Value::Bool(_) | Value::Null => {
                let text = self.lookup.text(value)?;
                self.leaf(Some(label), &text)
            }
        }
    }

    fn label(&self, key: &str) -> String {
        let text = if key.starts_with("!ENV") {
            yaml::parse(key).ok().and_then(|value| self.lookup.text(&value)).unwrap_or_else(|| key.to_owned())
        } else {
            self.lookup.label(key)
        };
        plain(&text)
    }

    fn leaf(&mut self, label: Option<String>, text: &str) -> Option<NavEntry> {
        let text = text.trim();
        if has_scheme(text) || text.starts_with('/') {
            return Some(NavEntry::Link { label, url: text.to_owned() });
        }
        let file = path::resolve("", text.trim_start_matches("./"));
        let notebook = |file| str::strip_suffix(file, ".ipynb").filter(|page| self.pages.contains(page));
        let page = file.as_deref().and_then(|file| layout::page_name(file).or_else(|| notebook(file)).or(Some(file)));
        match page {
            Some(page) if self.pages.contains(page) => self
                .seen
                .insert(page.to_owned())
                .then(|| NavEntry::Page { page: page.to_owned(), label: label.filter(|label| !label.is_empty()) }),
            // A folder: its pages, as plugins for the navigation read it.
            Some(folder) if text.ends_with('/') => {
                let below: Vec<String> = self
                    .pages
                    .iter()
                    .filter(|page| path::below(page, folder).is_some())
                    .map(|page| (*page).to_owned())
                    .collect();
                let entries =
                    natural(below.iter().filter(|page| self.seen.insert((*page).clone())).map(String::as_str), folder);
                (!entries.is_empty())
                    .then(|| NavEntry::Section { label: label.unwrap_or_else(|| folder_label(folder)), entries })
            }
            _ => {
                self.missing.push(text.to_owned());
                None
            }
        }
    }
}

/// Labels may hold HTML for the website (`<small>`, entities): their text is the label.
fn plain(label: &str) -> String {
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
    for (entity, character) in
        [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, character);
    }
    out.trim().to_owned()
}

/// The navigation that MkDocs makes when a site writes none: folders are sections, an index page comes first, pages
/// come before folders.
pub(crate) fn natural<'p>(pages: impl Iterator<Item = &'p str>, folder: &str) -> Vec<NavEntry> {
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
        let below = natural(pages.into_iter(), &folder);
        entries.push(NavEntry::Section { label: folder_label(name), entries: below });
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
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::Strings;

    fn page(name: &str, label: Option<&str>) -> NavEntry {
        NavEntry::Page { page: name.into(), label: label.map(Into::into) }
    }

    #[test]
    fn labels_come_from_strings() {
        let strings = Strings::read("s.env", "NAV_HOME=\"Casa\"").unwrap();
        let lookup = Lookup { strings: vec![&strings] };
        let pages = BTreeSet::from(["index", "a/b", "a/c"]);
        let value = yaml::parse(
            "- !ENV [NAV_HOME, Home]: index.md\n- !ENV [NAV_X, Part]:\n  - a/b.md\n  - gone.md\n  - Site: https://e.org/\n- More <small>x</small>: a/\n- index.md\n",
        )
        .unwrap();
        let mut reader = Reader::new(&lookup, &pages);
        let entries = reader.entries(&value, 0);
        assert_eq!(reader.missing, ["gone.md"]);
        assert_eq!(
            entries,
            [
                page("index", Some("Casa")),
                NavEntry::Section {
                    label: "Part".into(),
                    entries: vec![
                        page("a/b", None),
                        NavEntry::Link { label: Some("Site".into()), url: "https://e.org/".into() }
                    ]
                },
                NavEntry::Section { label: "More x".into(), entries: vec![page("a/c", None)] },
            ]
        );
    }

    #[test]
    fn without_a_nav() {
        let entries = natural(["a", "b/x", "b/index", "index"].into_iter(), "");
        assert_eq!(
            entries,
            [
                page("index", None),
                page("a", None),
                NavEntry::Section { label: "B".into(), entries: vec![page("b/index", None), page("b/x", None)] }
            ]
        );
    }
}
