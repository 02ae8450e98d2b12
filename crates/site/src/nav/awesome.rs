//! The plugin awesome-nav: a `.nav.yml` in each folder that wants one. Pages are placed before folders, and folders
//! before patterns, which take what is left.

use super::order::Natural;
use super::pattern::Pattern;
use super::{Maker, NavEntry, Trouble, folder_label, has_scheme};
use crate::path;
use pamphlet_source::limits::{NAV_LEVELS, NAV_PATTERNS};
use pamphlet_source::yaml::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How what a pattern finds is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sort {
    by: By,
    descending: bool,
    alphabetical: bool,
    sections: Sections,
    ignore_case: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum By {
    #[default]
    Path,
    Filename,
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sections {
    First,
    #[default]
    Last,
    Mixed,
}

/// What a folder without a title is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Titles {
    /// By its name as it is written.
    as_written: bool,
    /// By the title of its front.
    of_index: bool,
}

/// What holds below a folder unless a deeper one says otherwise.
#[derive(Debug, Clone, Default)]
struct Settings {
    titles: Titles,
    flatten: bool,
    append: bool,
    sort: Sort,
    /// Patterns that nothing which others find may fit, each from its folder.
    ignore: Vec<(String, String)>,
}

/// What a folder says.
#[derive(Debug, Clone)]
struct Folder {
    path: String,
    title: Option<String>,
    hide: bool,
    nav: Vec<Item>,
    settings: Settings,
}

/// An entry as it is written.
#[derive(Debug, Clone)]
enum Item {
    Words(String),
    Labelled(String, String),
    Section(String, Vec<Item>),
    Pattern { pattern: String, quiet: bool, settings: Box<Settings> },
}

/// An entry on its way.
enum Slot {
    Page(String, Option<String>),
    Folder(Box<Folder>, Option<String>),
    Pattern { pattern: String, quiet: bool, settings: Box<Settings> },
    Section(String, Vec<Slot>),
    Done(Vec<Placed>),
}

/// An entry with what sorting wants to know.
struct Placed {
    entry: NavEntry,
    /// The path of its page or folder; none of what has no file.
    path: Option<String>,
}

/// Makes the navigation.
pub(crate) struct Awesome<'m, 's> {
    maker: &'m mut Maker<'s>,
    /// The name of the files.
    file: String,
    /// Pages and folders that stand nowhere yet, by path; whether each is a folder.
    free: BTreeMap<String, bool>,
    folders: BTreeSet<String>,
    /// Folders that stand somewhere: one that is named again, or names itself, adds nothing.
    opened: BTreeSet<String>,
    patterns: BTreeMap<String, Option<Pattern>>,
    /// Pages and folders that a pattern passed over because of what it ignores.
    ignored: BTreeSet<String>,
}

impl<'m, 's> Awesome<'m, 's> {
    pub(crate) fn new(maker: &'m mut Maker<'s>, options: &Value) -> Self {
        let mut free = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for page in maker.shelf.walked() {
            for (at, _) in page.match_indices('/') {
                folders.insert(page[..at].to_owned());
            }
            free.insert(maker.shelf.uri(page), false);
        }
        free.extend(folders.iter().map(|folder| (folder.clone(), true)));
        let file = options.get("filename").and_then(Value::to_text).unwrap_or_else(|| ".nav.yml".to_owned());
        let (opened, ignored) = (BTreeSet::new(), BTreeSet::new());
        Self { maker, file, free, folders, opened, patterns: BTreeMap::new(), ignored }
    }

    /// The whole navigation.
    pub(crate) fn navigation(&mut self) -> Vec<NavEntry> {
        let root = self.read("", &Settings::default());
        let entries = self.placed(&root).into_iter().map(|placed| placed.entry).collect();
        let mut folders = BTreeMap::from([(String::new(), Some(root.settings))]);
        for page in self.maker.left() {
            let uri = self.maker.shelf.uri(page);
            let shown = self.opening(path::parent(page), &mut folders);
            let shown = shown.is_some_and(|settings| !self.ignores(&settings, &uri, false));
            if !shown || self.ignored.contains(&uri) {
                self.maker.hidden.insert(page);
            }
        }
        entries
    }

    /// What holds in a folder; none where it is hidden, or ignored, or lies in such a one.
    fn opening(&mut self, folder: &str, known: &mut BTreeMap<String, Option<Settings>>) -> Option<Settings> {
        if let Some(known) = known.get(folder) {
            return known.clone();
        }
        // As deep as folders are listed.
        let above = self.opening(path::parent(folder), known);
        let above = above.filter(|above| !self.ignored.contains(folder) && !self.ignores(above, folder, true));
        let inner = above.map(|above| self.read(folder, &above));
        let settings = inner.filter(|inner| !inner.hide).map(|inner| inner.settings);
        known.insert(folder.to_owned(), settings.clone());
        settings
    }

    fn ignores(&mut self, settings: &Settings, path: &str, is_folder: bool) -> bool {
        settings.ignore.iter().any(|(folder, pattern)| {
            let pattern = self.compiled(pattern);
            let rest = path::below(path, folder);
            rest.zip(pattern).is_some_and(|(rest, pattern)| pattern.is_match(rest, is_folder))
        })
    }

    /// What a folder says, under what those above it say.
    fn read(&mut self, folder: &str, above: &Settings) -> Folder {
        let mut found =
            Folder { path: folder.to_owned(), title: None, hide: false, nav: Vec::new(), settings: above.clone() };
        let mut written = None;
        if let Some((file, text)) = self.maker.text(folder, &self.file) {
            match self.maker.yaml(&file, &text) {
                Ok(value @ (Value::Map(_) | Value::Null)) => {
                    found.title = value.get("title").and_then(Value::to_text);
                    found.hide = value.get("hide").and_then(Value::as_bool) == Some(true);
                    found.settings = settings(&value, above, folder);
                    written = value.get("nav").and_then(Value::as_list).map(<[Value]>::to_vec);
                }
                Ok(_) => self.maker.say(Trouble::File(file, Some(1), "it is not a map of keys and values".to_owned())),
                Err(error) => {
                    self.maker.say(Trouble::File(file, error.line, format!("it is not YAML: {}", error.message)));
                }
            }
        }
        let rest = |pattern: &str| Item::Pattern {
            pattern: pattern.to_owned(),
            quiet: true,
            settings: Box::new(found.settings.clone()),
        };
        found.nav = match written {
            Some(items) => {
                let mut nav: Vec<Item> =
                    items.iter().filter_map(|item| item_of(item, &found.settings, folder, 0)).collect();
                if found.settings.append {
                    nav.push(rest("*"));
                }
                nav
            }
            None => vec![rest("@(index.md|README.md)"), rest("*")],
        };
        found
    }

    /// The entries of a folder.
    fn placed(&mut self, folder: &Folder) -> Vec<Placed> {
        if !self.opened.insert(folder.path.clone()) {
            return Vec::new();
        }
        self.free.remove(&folder.path);
        let slots = folder.nav.iter().map(|item| self.slot(item, folder)).collect();
        self.resolved(slots, &folder.path)
    }

    fn slot(&mut self, item: &Item, folder: &Folder) -> Slot {
        let link = |label: Option<String>, url: &str| {
            let entry = NavEntry::Link { label, url: url.to_owned() };
            Slot::Done(vec![Placed { entry, path: None }])
        };
        match item {
            Item::Words(words) | Item::Labelled(_, words) => {
                let label = if let Item::Labelled(label, _) = item { Some(label.clone()) } else { None };
                let full = path::climb(&folder.path, words);
                let page = self.maker.shelf.page(&full).filter(|page| {
                    crate::layout::page_name(&full).is_some() && !self.maker.shelf.outside.contains(page)
                });
                if let Some(page) = page {
                    return Slot::Page(page.to_owned(), label);
                }
                if self.folders.contains(&full) {
                    let inner = self.read(&full, &folder.settings);
                    return Slot::Folder(Box::new(inner), label);
                }
                match label {
                    Some(label) if has_scheme(words) || words.starts_with('/') => link(Some(label), words),
                    Some(label) => {
                        // A link that leads nowhere is still what the website shows.
                        self.maker.say(Trouble::Missing(full));
                        link(Some(label), words)
                    }
                    None => Slot::Pattern {
                        pattern: words.clone(),
                        quiet: false,
                        settings: Box::new(folder.settings.clone()),
                    },
                }
            }
            Item::Section(label, items) => {
                Slot::Section(label.clone(), items.iter().map(|item| self.slot(item, folder)).collect())
            }
            Item::Pattern { pattern, quiet, settings } => {
                Slot::Pattern { pattern: pattern.clone(), quiet: *quiet, settings: settings.clone() }
            }
        }
    }

    /// Resolves pages, then folders, the deepest first, then patterns, all in their order; sections hold the same kinds.
    fn resolved(&mut self, mut slots: Vec<Slot>, folder: &str) -> Vec<Placed> {
        let mut queue: Vec<(u8, Reverse<usize>, Vec<usize>)> = Vec::new();
        queued(&slots, &mut Vec::new(), &mut queue);
        queue.sort();
        for (_, _, trail) in queue {
            let Some(slot) = at(&mut slots, &trail) else { continue };
            let taken = std::mem::replace(slot, Slot::Done(Vec::new()));
            let done = self.one(taken, folder);
            if let Some(slot) = at(&mut slots, &trail) {
                *slot = Slot::Done(done);
            }
        }
        self.flat(slots)
    }

    fn flat(&mut self, slots: Vec<Slot>) -> Vec<Placed> {
        let mut out = Vec::new();
        for slot in slots {
            match slot {
                Slot::Done(placed) => out.extend(placed),
                Slot::Section(label, slots) => {
                    let entries: Vec<NavEntry> = self.flat(slots).into_iter().map(|placed| placed.entry).collect();
                    let label = self.maker.label(&label);
                    if !entries.is_empty() {
                        out.push(Placed { entry: NavEntry::Section { label, page: None, entries }, path: None });
                    }
                }
                Slot::Page(..) | Slot::Folder(..) | Slot::Pattern { .. } => {}
            }
        }
        out
    }

    fn one(&mut self, slot: Slot, folder: &str) -> Vec<Placed> {
        match slot {
            Slot::Page(page, label) => {
                let label = label.map(|label| self.maker.label(&label));
                let uri = self.maker.shelf.uri(&page);
                self.free.remove(&uri);
                self.maker.page(&page, label).map(|entry| Placed { entry, path: Some(uri) }).into_iter().collect()
            }
            Slot::Folder(inner, label) => self.section(&inner, label),
            Slot::Pattern { pattern, quiet, settings } => self.pattern(&pattern, quiet, &settings, folder),
            Slot::Section(..) | Slot::Done(_) => Vec::new(),
        }
    }

    /// A folder as a section; what is alone in one may stand without it.
    fn section(&mut self, folder: &Folder, label: Option<String>) -> Vec<Placed> {
        let title = label.or_else(|| folder.title.clone());
        let name = path::split(&folder.path).1;
        let title = title.unwrap_or_else(|| {
            let index = path::join(&folder.path, "index");
            let of_index = || self.maker.shelf.title(&index, false).filter(|_| folder.settings.titles.of_index);
            if folder.settings.titles.as_written {
                name.to_owned()
            } else {
                of_index().unwrap_or_else(|| folder_label(name))
            }
        });
        let mut inner = self.placed(folder);
        let alone = folder.settings.flatten
            && matches!(&inner[..], [Placed { entry: NavEntry::Page { .. } | NavEntry::Section { .. }, .. }]);
        if inner.is_empty() || alone {
            return inner;
        }
        let label = self.maker.label(&title);
        let entries = inner.drain(..).map(|placed| placed.entry).collect();
        vec![Placed { entry: NavEntry::Section { label, page: None, entries }, path: Some(folder.path.clone()) }]
    }

    fn pattern(&mut self, written: &str, quiet: bool, settings: &Settings, folder: &str) -> Vec<Placed> {
        let Some(pattern) = self.compiled(written) else { return Vec::new() };
        let ignored: Vec<(String, Pattern)> = settings
            .ignore
            .iter()
            .filter_map(|(folder, pattern)| Some((folder.clone(), self.compiled(pattern)?)))
            .collect();
        let ignores = |path: &str, is_folder: bool| {
            ignored.iter().any(|(folder, pattern)| {
                path::below(path, folder).is_some_and(|rest| pattern.is_match(rest, is_folder))
            })
        };
        let first = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let found: Vec<(String, bool)> = self
            .free
            .range(first.clone()..)
            .take_while(|(path, _)| path.starts_with(&first))
            .filter(|(path, is_folder)| {
                path::below(path, folder).is_some_and(|rest| pattern.is_match(rest, **is_folder))
            })
            .map(|(path, is_folder)| (path.clone(), *is_folder))
            .collect();
        let (ignored, found): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(path, is_folder)| ignores(path, *is_folder));
        self.ignored.extend(ignored.into_iter().map(|(path, _)| path));
        let mut slots = Vec::new();
        for (path, is_folder) in found {
            if is_folder {
                let inner = self.read(&path, settings);
                if !inner.hide {
                    slots.push(Slot::Folder(Box::new(inner), None));
                }
            } else if let Some(page) = crate::layout::page_name(&path) {
                slots.push(Slot::Page(page.to_owned(), None));
            }
        }
        // What it matches may stand elsewhere already, or be hidden: only a pattern that fits nothing is wrong.
        let fits_any = || {
            let pages = self.maker.shelf.pages.keys().map(|page| (self.maker.shelf.uri(page), false));
            let folders = self.folders.iter().map(|folder| (folder.clone(), true));
            pages.chain(folders).any(|(path, is_folder)| {
                path::below(&path, folder).is_some_and(|rest| pattern.is_match(rest, is_folder))
            })
        };
        if slots.is_empty() && !quiet && !fits_any() {
            self.maker.say(Trouble::Missing(path::climb(folder, written)));
        }
        let mut placed = self.resolved(slots, folder);
        self.sort(&mut placed, settings.sort);
        placed
    }

    fn compiled(&mut self, written: &str) -> Option<Pattern> {
        let full = self.patterns.len() >= NAV_PATTERNS && !self.patterns.contains_key(written);
        let pattern = if full {
            None
        } else {
            self.patterns.entry(written.to_owned()).or_insert_with(|| Pattern::parse(written)).clone()
        };
        if pattern.is_none() {
            self.maker.say(Trouble::Pattern(written.to_owned()));
        }
        pattern
    }

    fn sort(&self, placed: &mut [Placed], sort: Sort) {
        let title = |placed: &Placed| match &placed.entry {
            NavEntry::Section { label, .. } => label.clone(),
            NavEntry::Page { page, .. } => self
                .maker
                .shelf
                .title(page, false)
                .unwrap_or_else(|| path::split(&self.maker.shelf.uri(page)).1.to_owned()),
            NavEntry::Link { label, .. } => label.clone().unwrap_or_default(),
        };
        let key = |placed: &Placed| {
            let full = placed.path.clone().unwrap_or_default();
            let name = match sort.by {
                By::Path => String::new(),
                By::Filename => path::split(&full).1.to_owned(),
                By::Title => title(placed),
            };
            let fold = |text: String| if sort.ignore_case { text.to_lowercase() } else { text };
            let (name, full) = (fold(name), fold(full));
            let natural = (!sort.alphabetical).then(|| {
                let name = if sort.by == By::Title { Natural::of(&name) } else { Natural::of_path(&name) };
                (name, Natural::of_path(&full))
            });
            (natural, name, full)
        };
        placed.sort_by_cached_key(key);
        if sort.descending {
            placed.reverse();
        }
        let is_section = |placed: &Placed| matches!(placed.entry, NavEntry::Section { .. });
        match sort.sections {
            Sections::First => placed.sort_by_key(|placed| !is_section(placed)),
            Sections::Last => placed.sort_by_key(is_section),
            Sections::Mixed => {}
        }
    }
}

/// The slots that are still to be resolved, with the way to each.
fn queued(slots: &[Slot], trail: &mut Vec<usize>, queue: &mut Vec<(u8, Reverse<usize>, Vec<usize>)>) {
    for (index, slot) in slots.iter().enumerate() {
        trail.push(index);
        match slot {
            Slot::Page(..) => queue.push((1, Reverse(0), trail.clone())),
            Slot::Folder(folder, _) => queue.push((2, Reverse(folder.path.matches('/').count()), trail.clone())),
            Slot::Pattern { .. } => queue.push((3, Reverse(0), trail.clone())),
            Slot::Section(_, slots) => queued(slots, trail, queue),
            Slot::Done(_) => {}
        }
        trail.pop();
    }
}

/// The slot at the end of a way.
fn at<'s>(slots: &'s mut [Slot], trail: &[usize]) -> Option<&'s mut Slot> {
    let (first, rest) = trail.split_first()?;
    let slot = slots.get_mut(*first)?;
    match slot {
        _ if rest.is_empty() => Some(slot),
        Slot::Section(_, slots) => at(slots, rest),
        _ => None,
    }
}

fn settings(value: &Value, above: &Settings, folder: &str) -> Settings {
    let truth = |key: &str, otherwise: bool| value.get(key).and_then(Value::as_bool).unwrap_or(otherwise);
    let written = |key: &str| value.get("sort").and_then(|sort| sort.get(key)).and_then(Value::as_str);
    let sort = Sort {
        by: match written("by") {
            Some("path") => By::Path,
            Some("filename") => By::Filename,
            Some("title") => By::Title,
            _ => above.sort.by,
        },
        descending: written("direction").map_or(above.sort.descending, |word| word == "desc"),
        alphabetical: written("type").map_or(above.sort.alphabetical, |word| word == "alphabetical"),
        sections: match written("sections") {
            Some("first") => Sections::First,
            Some("last") => Sections::Last,
            Some("mixed") => Sections::Mixed,
            _ => above.sort.sections,
        },
        ignore_case: value
            .get("sort")
            .and_then(|sort| sort.get("ignore_case"))
            .and_then(Value::as_bool)
            .unwrap_or(above.sort.ignore_case),
    };
    let patterns: Vec<String> = match value.get("ignore") {
        Some(Value::List(items)) => items.iter().filter_map(Value::to_text).collect(),
        Some(Value::Null) | None => vec!["$inherit".to_owned()],
        Some(single) => single.to_text().into_iter().collect(),
    };
    let mut ignore = Vec::new();
    for pattern in patterns {
        match pattern.strip_prefix('/') {
            _ if pattern == "$inherit" => ignore.extend(above.ignore.iter().cloned()),
            Some(rooted) => ignore.push((folder.to_owned(), rooted.to_owned())),
            None => ignore.push((folder.to_owned(), format!("**/{pattern}"))),
        }
    }
    Settings {
        titles: Titles {
            as_written: truth("preserve_directory_names", above.titles.as_written),
            of_index: truth("use_index_title", above.titles.of_index),
        },
        flatten: truth("flatten_single_child_sections", above.flatten),
        append: truth("append_unmatched", above.append),
        sort,
        ignore,
    }
}

fn item_of(value: &Value, above: &Settings, folder: &str, depth: usize) -> Option<Item> {
    let Value::Map(map) = value else { return value.to_text().map(Item::Words) };
    if let Some(pattern) = value.get("glob").and_then(Value::to_text) {
        let quiet = value.get("ignore_no_matches").and_then(Value::as_bool) == Some(true);
        return Some(Item::Pattern { pattern, quiet, settings: Box::new(settings(value, above, folder)) });
    }
    let (label, value) = map.0.first()?;
    match value {
        Value::List(items) if depth < NAV_LEVELS => {
            let items = items.iter().filter_map(|item| item_of(item, above, folder, depth + 1)).collect();
            Some(Item::Section(label.clone(), items))
        }
        single => single.to_text().map(|text| Item::Labelled(label.clone(), text)),
    }
}
