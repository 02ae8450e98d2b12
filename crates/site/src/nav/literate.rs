//! The plugin literate-nav: the navigation stands as a list in a page of each folder, `SUMMARY.md`.

use super::summary::{self, Item};
use super::{Maker, NavEntry, Trouble, folder_label, has_scheme};
use crate::path;
use globset::{Glob, GlobMatcher};
use pamphlet_source::limits::{NAV_LEVELS, NAV_PATTERNS};
use pamphlet_source::percent;
use pamphlet_source::yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the plugin is told.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The name of the page with the list.
    pub(crate) file: String,
    /// Whether the front of a folder stands first without being named.
    pub(crate) implicit_index: bool,
    /// The width of a level of the list.
    pub(crate) tab: usize,
}

impl Options {
    pub(crate) fn of(options: &Value) -> Self {
        let number =
            |value: &Value| if let Value::Integer(number) = value { usize::try_from(*number).ok() } else { None };
        Self {
            file: options.get("nav_file").and_then(Value::to_text).unwrap_or_else(|| "SUMMARY.md".to_owned()),
            implicit_index: options.get("implicit_index").and_then(Value::as_bool) == Some(true),
            tab: options.get("tab_length").and_then(number).unwrap_or(4).clamp(1, 16),
        }
    }
}

/// An entry before its patterns are resolved.
enum Entry {
    Leaf(Option<String>, String),
    Section(String, Vec<Entry>),
    /// Pages and folders that a pattern finds; what it is written as, where something has to be found.
    Pattern(String, bool),
    /// A folder, by its own list or all of it.
    Folder(String, String),
    /// Everything that lies in a folder.
    All(String),
}

/// Reads the navigation.
pub(crate) struct Literate<'m, 's> {
    maker: &'m mut Maker<'s>,
    options: Options,
    pages: Vec<&'s str>,
    folders: Vec<String>,
    /// Paths of pages and folders that stand somewhere.
    seen: BTreeSet<String>,
    globs: BTreeMap<String, Option<GlobMatcher>>,
    /// Folders whose entries stand somewhere: one that is named again adds nothing.
    opened: BTreeSet<String>,
    /// Pages that are the lists themselves.
    pub(crate) lists: BTreeSet<String>,
}

impl<'m, 's> Literate<'m, 's> {
    pub(crate) fn new(maker: &'m mut Maker<'s>, options: Options) -> Self {
        let pages = maker.shelf.walked().to_vec();
        let mut folders: Vec<String> = vec![String::new()];
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for page in &pages {
            for (at, _) in page.match_indices('/') {
                if known.insert(&page[..at]) {
                    folders.push(page[..at].to_owned());
                }
            }
        }
        let (seen, opened, lists) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { maker, options, pages, folders, seen, globs: BTreeMap::new(), opened, lists }
    }

    /// The whole navigation: by the list at the root, else by the `nav` of the configuration, else of all pages.
    pub(crate) fn navigation(&mut self, nav: Option<&Value>) -> Vec<NavEntry> {
        if nav.is_some_and(|nav| *nav != Value::Null) && self.maker.shelf.page(&self.options.file).is_none() {
            let entries = nav.map(|nav| self.of_yaml(nav, 0)).unwrap_or_default();
            return self.resolved(entries);
        }
        self.folder("")
    }

    /// The entries of a folder.
    fn folder(&mut self, folder: &str) -> Vec<NavEntry> {
        if !self.opened.insert(folder.to_owned()) {
            return Vec::new();
        }
        let list = path::join(folder, &self.options.file);
        let page = self.maker.shelf.page(&list);
        let text = page.and_then(|page| {
            let file = (*self.maker.shelf.pages.get(page)?).to_owned();
            let bytes = self.maker.shelf.files.read(&file).ok()??;
            let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
            self.maker.read.push((file, text.clone()));
            Some(text)
        });
        let items = text.as_deref().and_then(|text| summary::list(text, self.options.tab));
        let entries = if let (Some(items), Some(page)) = (items, page) {
            let front = self.pages.iter().copied().find(|page| {
                let (own, name) = path::split(page);
                own == folder && crate::address::is_index(name)
            });
            if front != Some(page) {
                self.lists.insert(page.to_owned());
                self.seen.insert(page.to_owned());
            }
            let mut entries = Vec::new();
            if let Some(front) = front.filter(|_| self.options.implicit_index) {
                entries.push(Entry::Pattern(self.maker.shelf.uri(front), false));
            }
            entries.extend(self.of_items(items, folder));
            entries
        } else {
            vec![Entry::All(folder.to_owned())]
        };
        self.resolved(entries)
    }

    fn of_items(&mut self, items: Vec<Item>, folder: &str) -> Vec<Entry> {
        let mut entries = Vec::new();
        for Item { words, address, items, is_section } in items {
            match address {
                Some(address) if is_section => {
                    let mut below = vec![self.leaf(None, &address, folder)];
                    below.extend(self.of_items(items, folder));
                    entries.push(Entry::Section(words, below));
                }
                Some(address) => entries.push(self.leaf(Some(words), &address, folder)),
                None if is_section => {
                    let below = self.of_items(items, folder);
                    entries.push(Entry::Section(words, below));
                }
                None if words.contains('*') => entries.push(Entry::Pattern(under(folder, &words), true)),
                None => self.maker.say(Trouble::Missing(words)),
            }
        }
        entries
    }

    /// A link of a list.
    fn leaf(&mut self, label: Option<String>, address: &str, folder: &str) -> Entry {
        if has_scheme(address) || address.starts_with("//") {
            return Entry::Leaf(label, address.to_owned());
        }
        let address = percent::decoded(address);
        let written = under(folder, &address);
        let bare = written.trim_end_matches('/').to_owned();
        if address.ends_with('/') && self.folders.contains(&bare) {
            self.seen.insert(bare.clone());
            return Entry::Folder(label.unwrap_or_else(|| folder_label(&bare)), bare);
        }
        self.see(&bare);
        Entry::Leaf(label, written)
    }

    fn see(&mut self, written: &str) {
        if let Some(page) = self.maker.shelf.page(written) {
            self.seen.insert(page.to_owned());
        }
    }

    /// The `nav` of a configuration, in which folders and patterns may stand.
    fn of_yaml(&mut self, value: &Value, depth: usize) -> Vec<Entry> {
        if depth > NAV_LEVELS {
            return Vec::new();
        }
        let lookup = self.maker.shelf.lookup;
        match value {
            Value::List(items) => items.iter().flat_map(|item| self.of_yaml(item, depth)).collect(),
            Value::Map(map) => {
                let mut entries = Vec::new();
                for (key, value) in &map.0 {
                    let label = self.maker.label(key);
                    match value {
                        Value::List(_) | Value::Map(_) => {
                            entries.push(Entry::Section(label, self.of_yaml(value, depth + 1)));
                        }
                        leaf => {
                            let Some(text) = lookup.text(leaf) else { continue };
                            entries.push(if text.contains('*') {
                                Entry::Section(label, vec![Entry::Pattern(text, true)])
                            } else {
                                self.leaf(Some(label), &text, "")
                            });
                        }
                    }
                }
                entries
            }
            leaf => match lookup.text(leaf) {
                Some(text) if text.contains('*') => vec![Entry::Pattern(text, true)],
                Some(text) => vec![self.leaf(None, &text, "")],
                None => Vec::new(),
            },
        }
    }

    /// Makes entries. What is named stands before what patterns find, wherever it stands.
    fn resolved(&mut self, entries: Vec<Entry>) -> Vec<NavEntry> {
        let mut out = Vec::new();
        for entry in entries {
            match entry {
                Entry::Leaf(label, written) => {
                    let label = label.map(|label| self.maker.label(&label));
                    out.extend(self.maker.leaf(label, &written));
                }
                Entry::Section(label, below) => {
                    let label = self.maker.label(&label);
                    let entries = self.resolved(below);
                    if !entries.is_empty() {
                        out.push(NavEntry::Section { label, page: None, entries });
                    }
                }
                Entry::Folder(label, named) => {
                    let label = self.maker.label(&label);
                    let entries = self.folder(&named);
                    if !entries.is_empty() {
                        out.push(NavEntry::Section { label, page: None, entries });
                    }
                }
                Entry::Pattern(pattern, wanted) => out.extend(self.pattern(&pattern, wanted)),
                Entry::All(folder) => {
                    let pages = self.pages.iter().copied().filter(|page| path::parent(page) == folder).collect();
                    let inside = |name: &String| !name.is_empty() && path::parent(name) == folder;
                    let folders = self.folders.iter().filter(|name| inside(name)).cloned().collect();
                    out.extend(self.taken(pages, folders));
                }
            }
        }
        out
    }

    /// What a pattern finds: pages, then folders; those that stand somewhere already are left out.
    fn pattern(&mut self, pattern: &str, wanted: bool) -> Vec<NavEntry> {
        let bare = pattern.trim_end_matches('/');
        let folders_alone = bare.len() < pattern.len();
        let depth = bare.matches('/').count();
        if self.globs.len() >= NAV_PATTERNS && !self.globs.contains_key(bare) {
            self.maker.say(Trouble::Pattern(pattern.to_owned()));
            return Vec::new();
        }
        let matcher = self.globs.entry(bare.to_owned()).or_insert_with(|| compiled(bare)).clone();
        let Some(matcher) = matcher else {
            self.maker.say(Trouble::Pattern(pattern.to_owned()));
            return Vec::new();
        };
        let fits = |uri: &str| uri.matches('/').count() == depth && matcher.is_match(uri);
        let pages: Vec<&'s str> = self.pages.iter().copied().filter(|page| fits(&self.maker.shelf.uri(page))).collect();
        let folders: Vec<String> = self.folders.iter().filter(|name| !name.is_empty() && fits(name)).cloned().collect();
        if pages.is_empty() && folders.is_empty() && wanted {
            self.maker.say(Trouble::Missing(pattern.to_owned()));
        }
        self.taken(if folders_alone { Vec::new() } else { pages }, folders)
    }

    /// Pages, then folders, without those that stand somewhere already.
    fn taken(&mut self, pages: Vec<&'s str>, folders: Vec<String>) -> Vec<NavEntry> {
        let mut out = Vec::new();
        for page in pages {
            if self.seen.insert(page.to_owned()) && !self.is_list(page) {
                out.extend(self.maker.page(page, None));
            }
        }
        for name in folders {
            if !self.seen.insert(name.clone()) {
                continue;
            }
            let entries = self.folder(&name);
            if !entries.is_empty() {
                let label = self.maker.label(&folder_label(&name));
                out.push(NavEntry::Section { label, page: None, entries });
            }
        }
        out
    }

    /// Whether a page is a list that has not been read yet.
    fn is_list(&self, page: &str) -> bool {
        let name = self.options.file.rsplit_once('.').map_or(self.options.file.as_str(), |(name, _)| name);
        path::split(page).1 == name && !crate::address::is_index(name)
    }
}

/// A path of a list, from the folder of pages.
fn under(folder: &str, written: &str) -> String {
    let slash = if written.ends_with('/') { "/" } else { "" };
    path::climb(folder, written) + slash
}

/// A pattern whose signs stand for parts of one name.
fn compiled(pattern: &str) -> Option<GlobMatcher> {
    let escaped = pattern.replace('{', "[{]").replace('}', "[}]").replace("**", "*");
    let glob = globset::GlobBuilder::new(&escaped).literal_separator(true).build().ok();
    glob.as_ref().map(Glob::compile_matcher)
}
