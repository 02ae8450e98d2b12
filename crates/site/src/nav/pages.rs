//! The plugin awesome-pages: a `.pages` in each folder that wants one, and `...` for the rest.

use super::order::Natural;
use super::pattern::Pattern;
use super::{Maker, NavEntry, Trouble};
use crate::path;
use pamphlet_source::limits::{NAV_LEVELS, NAV_PATTERNS, PATTERN_BYTES};
use pamphlet_source::yaml::Value;
use regex::{Regex, RegexBuilder};
use std::collections::{BTreeMap, BTreeSet};

/// What the plugin or a folder says of the order of entries.
#[derive(Debug, Clone, Default)]
struct Order {
    descending: Option<bool>,
    natural: bool,
    by_title: Option<bool>,
    ignore_case: bool,
    /// Whether a section with one entry stands for that entry.
    collapse_below: Option<bool>,
}

/// What a folder says.
#[derive(Debug, Clone, Default)]
struct Meta {
    title: Option<String>,
    nav: Option<Vec<Value>>,
    hide: bool,
    collapse: Option<bool>,
    order: Order,
    /// Its file, for messages.
    file: String,
}

/// An entry on its way.
struct Item {
    entry: Shape,
    /// The title that a file for the navigation gives it.
    label: Option<String>,
    /// The last part of the path of its page or folder; none of what has no file.
    name: Option<String>,
}

enum Shape {
    Page(String),
    Link(String),
    /// A section; `None` in the place of what its folder says when the configuration wrote it.
    Section {
        items: Vec<Item>,
        meta: Option<Box<Meta>>,
    },
    /// A place for what nothing else names.
    Rest(usize),
}

/// `...`, `... | flat`, `... | a*.md`, `... | regex=^a`, `... | flat | a*.md`.
struct Rest {
    kind: Kind,
    flat: bool,
}

enum Kind {
    All,
    Glob(Pattern),
    Expression(Regex),
}

impl Rest {
    fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("...")?;
        let mut parts: Vec<&str> = rest.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
        let flat = parts.first() == Some(&"flat");
        if flat {
            parts.remove(0);
        }
        let kind = match parts.join("|") {
            pattern if pattern.is_empty() => Kind::All,
            pattern => match pattern.strip_prefix("regex=") {
                Some(expression) => {
                    Kind::Expression(RegexBuilder::new(expression).size_limit(PATTERN_BYTES).build().ok()?)
                }
                None => Kind::Glob(Pattern::parse(pattern.strip_prefix("glob=").unwrap_or(&pattern))?),
            },
        };
        Some(Self { kind, flat })
    }

    fn is_match(&self, path: Option<&str>) -> bool {
        match (&self.kind, path) {
            (Kind::All, _) => true,
            (Kind::Glob(pattern), Some(path)) => pattern.is_match(path, false),
            (Kind::Expression(expression), Some(path)) => expression.is_match(path),
            (_, None) => false,
        }
    }
}

/// The entries of a folder by their names.
struct Names {
    /// Those that stand nowhere yet.
    left: BTreeMap<String, Item>,
    /// The names of all.
    all: BTreeSet<String>,
}

/// Changes a navigation as the folders of its pages want it.
pub(crate) struct Pages<'m, 's> {
    maker: &'m mut Maker<'s>,
    file: String,
    order: Order,
}

impl<'m, 's> Pages<'m, 's> {
    pub(crate) fn new(maker: &'m mut Maker<'s>, options: &Value) -> Self {
        let file = options.get("filename").and_then(Value::to_text).unwrap_or_else(|| ".pages".to_owned());
        Self { maker, file, order: order_of(options) }
    }

    /// The navigation: from that of the configuration, or from that which the folders make where there is none.
    pub(crate) fn navigation(&mut self, written: Option<Vec<NavEntry>>, natural: Vec<NavEntry>) -> Vec<NavEntry> {
        let mut items = match written {
            None => self.items(natural, false),
            Some(written) => {
                let mut rests = Vec::new();
                let mut items = self.explicit(written, &mut rests);
                if !rests.is_empty() {
                    let natural = self.items(natural, false);
                    let mut blocks: Vec<Vec<Item>> = rests.iter().map(|_| Vec::new()).collect();
                    self.distribute(natural, &rests, &mut blocks);
                    items = filled(items, &mut blocks);
                }
                items
            }
        };
        let root = self.gathered(&mut items);
        let collapse = self.order.collapse_below.unwrap_or_default();
        let items = self.arranged(items, collapse, &root);
        let entries = self.entries(items);
        self.hide();
        entries
    }

    /// Hides what stands nowhere and lies in a folder that says so.
    fn hide(&mut self) {
        let mut known = BTreeMap::from([(String::new(), false)]);
        for page in self.maker.left() {
            if self.hides(path::parent(page), &mut known) {
                self.maker.hidden.insert(page);
            }
        }
    }

    fn hides(&mut self, folder: &str, known: &mut BTreeMap<String, bool>) -> bool {
        if let Some(known) = known.get(folder) {
            return *known;
        }
        // As deep as folders are listed.
        let hides = self.hides(path::parent(folder), known) || self.meta(folder).hide;
        known.insert(folder.to_owned(), hides);
        hides
    }

    /// Entries that the folders made, or those of one that the configuration wrote.
    fn items(&self, entries: Vec<NavEntry>, explicit: bool) -> Vec<Item> {
        let item = |entry| match entry {
            NavEntry::Page { page, label } => {
                let name = path::split(&self.maker.shelf.uri(&page)).1.to_owned();
                Item { entry: Shape::Page(page), label, name: Some(name) }
            }
            NavEntry::Link { label, url } => Item { entry: Shape::Link(url), label, name: None },
            NavEntry::Section { label, entries, .. } => {
                let meta = (!explicit).then(Box::default);
                let items = self.items(entries, explicit);
                Item { entry: Shape::Section { items, meta }, label: Some(label), name: None }
            }
        };
        entries.into_iter().map(item).collect()
    }

    fn explicit(&mut self, entries: Vec<NavEntry>, rests: &mut Vec<Rest>) -> Vec<Item> {
        let mut out = Vec::new();
        for entry in entries {
            match entry {
                NavEntry::Link { label: None, url } if url.starts_with("...") => match Rest::parse(&url) {
                    Some(rest) if rests.len() < NAV_PATTERNS => {
                        out.push(Item { entry: Shape::Rest(rests.len()), label: None, name: None });
                        rests.push(rest);
                    }
                    _ => self.maker.say(Trouble::Pattern(url)),
                },
                NavEntry::Section { label, entries, .. } => {
                    let items = self.explicit(entries, rests);
                    out.push(Item { entry: Shape::Section { items, meta: None }, label: Some(label), name: None });
                }
                other => out.extend(self.items(vec![other], true)),
            }
        }
        out
    }

    /// Gives each page that the configuration does not name to the first place that wants it: patterns before `...`.
    fn distribute(&mut self, items: Vec<Item>, rests: &[Rest], blocks: &mut [Vec<Item>]) {
        for item in items {
            match item.entry {
                Shape::Page(page) if !self.maker.has(&page) => {
                    let uri = self.maker.shelf.uri(&page);
                    let wants = |all: bool| {
                        rests.iter().position(|rest| matches!(rest.kind, Kind::All) == all && rest.is_match(Some(&uri)))
                    };
                    if let Some(at) = wants(false).or_else(|| wants(true)) {
                        blocks[at].push(Item { entry: Shape::Page(page), ..item });
                    }
                }
                Shape::Section { items, meta } => {
                    let mut inner: Vec<Vec<Item>> = rests.iter().map(|_| Vec::new()).collect();
                    self.distribute(items, rests, &mut inner);
                    for ((block, found), rest) in blocks.iter_mut().zip(inner).zip(rests) {
                        if found.is_empty() {
                            continue;
                        }
                        if rest.flat {
                            block.extend(found);
                        } else {
                            let entry = Shape::Section { items: found, meta: meta.clone() };
                            block.push(Item { entry, label: item.label.clone(), name: None });
                        }
                    }
                }
                Shape::Page(_) | Shape::Link(_) | Shape::Rest(_) => {}
            }
        }
    }

    /// Reads what the folders say: that of a section is the one in which all that it holds lies.
    fn gathered(&mut self, items: &mut [Item]) -> Meta {
        self.gather(items).1
    }

    fn gather(&mut self, items: &mut [Item]) -> (Option<String>, Meta) {
        let mut folders: Vec<String> = Vec::new();
        for item in items.iter_mut() {
            match &mut item.entry {
                Shape::Page(page) => folders.push(path::parent(page).to_owned()),
                Shape::Section { items, meta } => {
                    let (folder, found) = self.gather(items);
                    if let Some(meta) = meta {
                        **meta = found;
                        if let Some(folder) = folder {
                            folders.push(path::parent(&folder).to_owned());
                            item.name = Some(path::split(&folder).1.to_owned());
                        }
                    }
                }
                Shape::Link(_) | Shape::Rest(_) => {}
            }
        }
        folders.sort();
        folders.dedup();
        let [folder] = &folders[..] else { return (None, Meta::default()) };
        (Some(folder.clone()), self.meta(folder))
    }

    fn meta(&mut self, folder: &str) -> Meta {
        let Some((file, text)) = self.maker.text(folder, &self.file) else { return Meta::default() };
        let value = match self.maker.yaml(&file, &text) {
            Ok(value @ Value::Map(_)) => value,
            Ok(Value::Null) => return Meta::default(),
            Ok(_) => {
                self.maker.say(Trouble::File(file, Some(1), "it is not a map of keys and values".to_owned()));
                return Meta::default();
            }
            Err(error) => {
                let message = format!("it is not YAML: {}", error.message);
                self.maker.say(Trouble::File(file, error.line, message));
                return Meta::default();
            }
        };
        let list = |key: &str| value.get(key).and_then(Value::as_list).map(<[Value]>::to_vec);
        let arranged = || {
            let mut items = list("arrange")?;
            let rest = Value::Text("...".to_owned());
            if !items.contains(&rest) {
                items.push(rest);
            }
            Some(items)
        };
        Meta {
            title: value.get("title").and_then(Value::to_text),
            nav: list("nav").or_else(arranged),
            hide: value.get("hide").and_then(Value::as_bool) == Some(true),
            collapse: value.get("collapse").and_then(Value::as_bool),
            order: order_of(&value),
            file,
        }
    }

    fn arranged(&mut self, mut items: Vec<Item>, collapse: bool, meta: &Meta) -> Vec<Item> {
        self.sort(&mut items, meta);
        let items = self.by_nav(items, meta);
        let mut out = Vec::new();
        for mut item in items {
            match item.entry {
                Shape::Section { items, meta: Some(own) } => {
                    if own.hide {
                        continue;
                    }
                    let below = own.order.collapse_below.unwrap_or(collapse);
                    let mut items = self.arranged(items, below, &own);
                    if own.collapse.unwrap_or(below) && items.len() == 1 {
                        out.extend(items.pop());
                    } else if !items.is_empty() {
                        item.label = own.title.clone().or(item.label);
                        out.push(Item { entry: Shape::Section { items, meta: Some(own) }, ..item });
                    }
                }
                Shape::Section { items, meta: None } => {
                    let items = self.arranged(items, collapse, &Meta::default());
                    out.push(Item { entry: Shape::Section { items, meta: None }, ..item });
                }
                _ => out.push(item),
            }
        }
        out
    }

    fn sort(&self, items: &mut [Item], meta: &Meta) {
        let descending = meta.order.descending.or(self.order.descending);
        let by_title = meta.order.by_title.or(self.order.by_title);
        let natural = meta.order.natural || self.order.natural;
        if descending.is_none() && by_title.is_none() && !natural {
            return;
        }
        let fold = meta.order.ignore_case || self.order.ignore_case;
        items.sort_by_cached_key(|item| {
            let words = match by_title {
                Some(true) => self.title(item),
                _ => item.name.clone().unwrap_or_default(),
            };
            let words = if fold { words.to_lowercase() } else { words };
            (natural.then(|| Natural::capitals_first(&words)), words)
        });
        if descending == Some(true) {
            items.reverse();
        }
    }

    fn title(&self, item: &Item) -> String {
        let own = match &item.entry {
            Shape::Section { meta: Some(meta), .. } => meta.title.clone(),
            Shape::Page(page) if item.label.is_none() => self.maker.shelf.title(page, true),
            _ => None,
        };
        own.or_else(|| item.label.clone()).or_else(|| item.name.clone()).unwrap_or_default()
    }

    /// Puts entries into the order that a `.pages` gives them; what it does not name is left out, unless `...` stands
    /// for it.
    fn by_nav(&mut self, items: Vec<Item>, meta: &Meta) -> Vec<Item> {
        let Some(nav) = &meta.nav else { return items };
        let mut by_name: BTreeMap<String, Item> = BTreeMap::new();
        let mut nameless = Vec::new();
        let mut order: Vec<String> = Vec::new();
        for item in items {
            match item.name.clone() {
                Some(name) => {
                    order.push(name.clone());
                    by_name.insert(name, item);
                }
                None => nameless.push(item),
            }
        }
        let mut names = Names { left: by_name, all: order.iter().cloned().collect() };
        let mut rests = Vec::new();
        let mut out = Vec::new();
        for value in nav {
            self.named(value, &mut names, &mut rests, &mut out, meta, 0);
        }
        let mut blocks: Vec<Vec<Item>> = rests.iter().map(|_| Vec::new()).collect();
        let left = order.iter().filter_map(|name| names.left.remove(name)).chain(nameless);
        for item in left.collect::<Vec<_>>() {
            let wants = |all: bool| {
                rests.iter().position(|rest: &Rest| {
                    matches!(rest.kind, Kind::All) == all && rest.is_match(item.name.as_deref())
                })
            };
            if let Some(at) = wants(false).or_else(|| wants(true)) {
                blocks[at].push(item);
            }
        }
        filled(out, &mut blocks)
    }

    fn named(
        &mut self,
        value: &Value,
        names: &mut Names,
        rests: &mut Vec<Rest>,
        out: &mut Vec<Item>,
        meta: &Meta,
        depth: usize,
    ) {
        let entry = match value {
            Value::Map(map) => map.0.first().map(|(label, value)| (Some(label.clone()), value)),
            other => Some((None, other)),
        };
        let Some((label, value)) = entry else { return };
        if let Value::List(values) = value {
            let mut items = Vec::new();
            if depth < NAV_LEVELS {
                for value in values {
                    self.named(value, names, rests, &mut items, meta, depth + 1);
                }
            }
            out.push(Item { entry: Shape::Section { items, meta: None }, label, name: None });
            return;
        }
        let Some(text) = value.to_text() else { return };
        if text.starts_with("...") {
            match Rest::parse(&text) {
                Some(rest) if rests.len() < NAV_PATTERNS => {
                    out.push(Item { entry: Shape::Rest(rests.len()), label: None, name: None });
                    rests.push(rest);
                }
                _ => self.maker.say(Trouble::Pattern(text)),
            }
        } else if let Some(item) = names.left.remove(text.trim_end_matches('/')) {
            let label = label.or_else(|| item.label.clone());
            out.push(Item { label, ..item });
        } else if names.all.contains(text.trim_end_matches('/')) {
            // It stands further up.
        } else if let Some(label) = label {
            out.push(Item { entry: Shape::Link(text), label: Some(label), name: None });
        } else {
            self.maker.say(Trouble::Stranger(meta.file.clone(), text));
        }
    }

    fn entries(&mut self, items: Vec<Item>) -> Vec<NavEntry> {
        let mut out = Vec::new();
        for item in items {
            let label = item.label.map(|label| self.maker.label(&label));
            match item.entry {
                Shape::Page(page) => out.push(NavEntry::Page { page, label }),
                Shape::Link(url) => out.push(NavEntry::Link { label, url }),
                Shape::Section { items, .. } => {
                    let entries = self.entries(items);
                    if !entries.is_empty() {
                        out.push(NavEntry::Section { label: label.unwrap_or_default(), page: None, entries });
                    }
                }
                Shape::Rest(_) => {}
            }
        }
        out
    }
}

/// Puts what was found for each place there.
fn filled(items: Vec<Item>, blocks: &mut [Vec<Item>]) -> Vec<Item> {
    let mut out = Vec::new();
    for item in items {
        match item.entry {
            Shape::Rest(at) => out.append(&mut blocks[at]),
            Shape::Section { items, meta } => {
                let entry = Shape::Section { items: filled(items, blocks), meta };
                out.push(Item { entry, ..item });
            }
            _ => out.push(item),
        }
    }
    out
}

fn order_of(value: &Value) -> Order {
    let word = |key: &str| value.get(key).and_then(Value::as_str);
    Order {
        descending: word("order").map(|word| word == "desc"),
        natural: word("sort_type") == Some("natural"),
        by_title: word("order_by").map(|word| word == "title"),
        ignore_case: value.get("ignore_case").and_then(Value::as_bool) == Some(true),
        collapse_below: value.get("collapse_single_pages").and_then(Value::as_bool),
    }
}
