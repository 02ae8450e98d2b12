//! What a navigation can name, and how its leaves become entries.

use super::{NavEntry, folder_label, has_scheme, natural, plain};
use crate::files::Watched;
use crate::mkdocs::Lookup;
use crate::refusal::Cause;
use crate::{layout, path};
use pamphlet_source::limits::PAGE_BYTES;
use pamphlet_source::yaml::{self, Doubled, Value, YamlError};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The pages of an edition as a navigation names them: by paths from the folder of pages, without a locale.
pub(crate) struct Shelf<'a> {
    /// The files of the site.
    pub(crate) files: &'a Watched<'a>,
    /// The file of each page, by its name.
    pub(crate) pages: BTreeMap<&'a str, &'a str>,
    /// Pages that the site says are in no navigation.
    pub(crate) outside: BTreeSet<&'a str>,
    /// Pages that exist and that the website hides.
    pub(crate) hidden: &'a BTreeSet<String>,
    /// Pages that another locale has: to name them is no mistake of a navigation that all share.
    pub(crate) elsewhere: BTreeSet<&'a str>,
    /// The folders in which files for the navigation are looked up, that of the locale first.
    pub(crate) roots: Vec<&'a str>,
    /// Locales as paths write them; entries may have them in front of a path or at its end.
    pub(crate) locales: &'a [String],
    /// Words of the locale, for `!ENV` and for labels.
    pub(crate) lookup: &'a Lookup<'a>,
    /// The pages that are not outside, in the order of walking.
    pub(crate) walk: Vec<&'a str>,
}

/// What there is to say about an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// It names what does not exist.
    Missing(String),
    /// It names a file that is no page.
    NoPage(String),
    /// It names a page that the website hides.
    Hidden(String),
    /// It is a path from the root of the website, which no page of the navigation is.
    Absolute(String),
    /// It would be taken from another repository.
    Elsewhere(String),
    /// A pattern that is none, or one too many.
    Pattern(String),
    /// What a file for the navigation names, and its folder does not hold: its path, the name.
    Stranger(String, String),
    /// A file for the navigation that cannot be used: its path, line, and what is wrong.
    File(String, Option<u32>, String),
    /// A key that stands twice in such a file: its path, the key.
    Doubled(String, Doubled),
}

impl<'a> Shelf<'a> {
    /// The page that a path of the navigation names.
    pub(crate) fn page(&self, written: &str) -> Option<&'a str> {
        let file = path::resolve("", written.trim_start_matches("./"))?;
        let name = layout::page_name(&file).or_else(|| file.strip_suffix(".ipynb")).unwrap_or(&file);
        let known = |name: &str| self.pages.get_key_value(name).map(|(page, _)| *page);
        known(name).or_else(|| known(self.without_locale(name)?))
    }

    /// A path with the locale taken off: `fr/a` and `a.fr` are `a`.
    fn without_locale<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.locales.iter().find_map(|locale| {
            path::below(name, locale).or_else(|| name.strip_suffix(locale.as_str())?.strip_suffix('.'))
        })
    }

    /// The path of a page, as plugins for the navigation see it.
    pub(crate) fn uri(&self, page: &str) -> String {
        let ending = self.pages.get(page).and_then(|file| file.rsplit_once('.')).map_or("md", |(_, ending)| ending);
        format!("{page}.{ending}")
    }

    /// The pages that a navigation takes of itself, in the order in which MkDocs walks: files before folders, the front
    /// of a folder first.
    pub(crate) fn walked(&self) -> &[&'a str] {
        &self.walk
    }

    /// The text of a file for the navigation in a folder of pages, with its path.
    ///
    /// # Errors
    /// When it is there and cannot be read as text.
    pub(crate) fn text(&self, folder: &str, name: &str) -> Result<Option<(String, String)>, Trouble> {
        for root in &self.roots {
            let file = path::join(&path::join(root, folder), name);
            match self.files.read(&file) {
                Ok(Some(bytes)) => {
                    let text = String::from_utf8(bytes);
                    let text = text.map_err(|_| Trouble::File(file.clone(), None, "it is not UTF-8".to_owned()))?;
                    return Ok(Some((file, text.trim_start_matches('\u{feff}').to_owned())));
                }
                Ok(None) => {}
                Err(error) => return Err(Trouble::File(file, None, error.cause.to_string())),
            }
        }
        Ok(None)
    }

    /// Whether a file lies in the folder of pages that is no page.
    fn has_file(&self, path: &str) -> bool {
        // To be told that it is too large costs less than to list its folder.
        let there = |root: &&str| match self.files.inner().read(&path::join(root, path), 0) {
            Ok(found) => found.is_some(),
            Err(error) => matches!(error.cause, Cause::TooLarge(_)),
        };
        layout::page_name(path).is_none() && !path.is_empty() && self.roots.iter().any(there)
    }

    /// The front matter of a page, and its text below.
    pub(crate) fn front(&self, page: &str) -> Option<(Value, String)> {
        let bytes = self.files.inner().read(self.pages.get(page)?, PAGE_BYTES).ok()??;
        Some(front_of(&String::from_utf8_lossy(&bytes)))
    }

    /// The title that a page gives itself: in its front matter, else, where `heading` is wanted, its first heading.
    pub(crate) fn title(&self, page: &str, heading: bool) -> Option<String> {
        let (front, body) = self.front(page)?;
        let first = || body.lines().find_map(|line| line.strip_prefix("# ")).map(|line| line.trim().to_owned());
        front.get("title").and_then(Value::to_text).or_else(|| heading.then(first).flatten())
    }
}

/// The front matter of a page, and its text below.
pub(crate) fn front_of(text: &str) -> (Value, String) {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"));
    let Some((front, body)) = front else { return (Value::Null, text.to_owned()) };
    (yaml::parse_last(front).map_or(Value::Null, |(meta, _)| meta), body.to_owned())
}

/// Puts pages into the order of walking.
pub(crate) fn walk<'a>(pages: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut pages: Vec<&str> = pages.collect();
    pages.sort_by(|one, other| walk_order(one, other));
    pages
}

/// The order in which MkDocs comes upon pages.
fn walk_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        match (one.split_once('/'), other.split_once('/')) {
            (None, None) => {
                let key = |name: &str| !crate::address::is_index(name);
                return key(one).cmp(&key(other)).then_with(|| one.cmp(other));
            }
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some((folder, rest)), Some((second, further))) => {
                if folder != second {
                    return folder.cmp(second);
                }
                (one, other) = (rest, further);
            }
        }
    }
}

/// Makes entries of what a navigation names; a page that is named twice stands where it is named first.
pub(crate) struct Maker<'s> {
    /// What can be named.
    pub(crate) shelf: &'s Shelf<'s>,
    /// What there is to say.
    pub(crate) troubles: Vec<Trouble>,
    /// Files for the navigation that were read, with their texts.
    pub(crate) read: Vec<(String, String)>,
    /// Pages that a plugin is told to hide, unless an entry names them.
    pub(crate) hidden: BTreeSet<&'s str>,
    seen: BTreeSet<&'s str>,
    said: BTreeSet<Trouble>,
}

impl<'s> Maker<'s> {
    pub(crate) fn new(shelf: &'s Shelf<'s>) -> Self {
        let (troubles, read) = (Vec::new(), Vec::new());
        Self { shelf, troubles, read, hidden: BTreeSet::new(), seen: BTreeSet::new(), said: BTreeSet::new() }
    }

    /// A label in the words of the locale.
    pub(crate) fn label(&self, written: &str) -> String {
        let lookup = self.shelf.lookup;
        let text = if written.starts_with("!ENV") {
            yaml::parse(written).ok().and_then(|value| lookup.text(&value)).unwrap_or_else(|| written.to_owned())
        } else {
            lookup.label(written)
        };
        plain(&text)
    }

    /// Reads a file for the navigation; which keys stand twice is said.
    ///
    /// # Errors
    /// When it is not YAML.
    pub(crate) fn yaml(&mut self, file: &str, text: &str) -> Result<Value, YamlError> {
        let (value, doubled) = yaml::parse_last(text)?;
        for key in doubled {
            self.say(Trouble::Doubled(file.to_owned(), key));
        }
        Ok(value)
    }

    /// The text of a file for the navigation, and its path; what cannot be read is said.
    pub(crate) fn text(&mut self, folder: &str, name: &str) -> Option<(String, String)> {
        match self.shelf.text(folder, name) {
            Ok(found) => {
                self.read.extend(found.clone());
                found
            }
            Err(trouble) => {
                self.say(trouble);
                None
            }
        }
    }

    /// Remembers what there is to say, once.
    pub(crate) fn say(&mut self, trouble: Trouble) {
        if self.said.insert(trouble.clone()) {
            self.troubles.push(trouble);
        }
    }

    /// Whether a page stands in the navigation already.
    pub(crate) fn has(&self, page: &str) -> bool {
        self.seen.contains(page)
    }

    /// The pages that no entry names.
    pub(crate) fn left(&self) -> Vec<&'s str> {
        self.shelf.pages.keys().copied().filter(|page| !self.seen.contains(page)).collect()
    }

    /// The entry of a page; none when it has one already.
    pub(crate) fn page(&mut self, page: &str, label: Option<String>) -> Option<NavEntry> {
        let (page, _) = self.shelf.pages.get_key_value(page)?;
        let label = label.filter(|label| !label.is_empty());
        self.seen.insert(page).then(|| NavEntry::Page { page: (*page).to_owned(), label })
    }

    /// The entry of a path or an address.
    pub(crate) fn leaf(&mut self, label: Option<String>, written: &str) -> Option<NavEntry> {
        let text = written.trim();
        if has_scheme(text) || text.starts_with("//") {
            return Some(NavEntry::Link { label, url: text.to_owned() });
        }
        if let Some(page) = self.shelf.page(text).filter(|_| !text.starts_with('/')) {
            return self.page(page, label);
        }
        if text.starts_with('/') {
            // A part of the website that is no page of this one is linked so on purpose.
            if layout::page_name(text).is_some() {
                self.say(Trouble::Absolute(text.to_owned()));
            }
            return Some(NavEntry::Link { label, url: text.to_owned() });
        }
        if ["!import", "!include"].iter().any(|word| text.starts_with(word)) {
            self.say(Trouble::Elsewhere(text.to_owned()));
            return None;
        }
        // A folder: its pages, as plugins for the navigation read it.
        if let Some(folder) = path::resolve("", text).filter(|_| text.ends_with('/')) {
            let below: Vec<&str> =
                self.shelf.walked().iter().copied().filter(|page| path::below(page, &folder).is_some()).collect();
            let fresh: Vec<&str> = below.iter().copied().filter(|page| self.seen.insert(page)).collect();
            let entries = natural(fresh.into_iter(), &folder, self);
            if !below.is_empty() {
                let label = label.unwrap_or_else(|| folder_label(&folder));
                return (!entries.is_empty()).then_some(NavEntry::Section { label, page: None, entries });
            }
        }
        let file = path::resolve("", text).unwrap_or_default();
        let name = layout::page_name(&file).unwrap_or(&file);
        if self.shelf.hidden.contains(name) {
            self.say(Trouble::Hidden(text.to_owned()));
        } else if self.shelf.has_file(&file) {
            self.say(Trouble::NoPage(text.to_owned()));
        } else if !self.shelf.elsewhere.contains(name) {
            self.say(Trouble::Missing(text.to_owned()));
        }
        None
    }
}
