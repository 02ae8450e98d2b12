//! The navigation of one locale: from `nav`, from the folders, or as a plugin makes it.

use super::awesome::Awesome;
use super::literate::{Literate, Options};
use super::pages::Pages;
use super::weights::{self, Weights};
use super::{Maker, NavEntry, Reader, Shelf, Trouble, each_page, natural};
use crate::address::is_index;
use crate::mkdocs::MkDocs;
use crate::path;
use pamphlet_source::yaml::Value;
use std::collections::BTreeSet;

/// A navigation, and what there is to say about it.
pub(crate) struct Made {
    pub(crate) entries: Vec<NavEntry>,
    /// What there is to say.
    pub(crate) troubles: Vec<Trouble>,
    /// Files that it was read from, with their texts.
    pub(crate) read: Vec<(String, String)>,
    /// Pages that are lists for the navigation, and no pages of a book.
    pub(crate) lists: BTreeSet<String>,
    /// Pages that the website has and that a plugin is told to hide: no entry names them.
    pub(crate) hidden: BTreeSet<String>,
    /// Whether somebody wrote it, so that a page outside of it is outside on purpose or by mistake.
    pub(crate) written: bool,
}

/// Makes a navigation. `nav` is what the site writes, for the plugins of `mkdocs`.
pub(crate) fn navigation(shelf: &Shelf<'_>, nav: Option<&Value>, mkdocs: Option<&MkDocs>) -> Made {
    let plugin = |name: &str| mkdocs.and_then(|mkdocs| mkdocs.options("plugins", name));
    let nav = nav.filter(|nav| **nav != Value::Null);
    let mut maker = Maker::new(shelf);
    let mut lists = BTreeSet::new();
    let mut written = true;
    let mut entries = if let Some(options) = plugin("awesome-nav") {
        Awesome::new(&mut maker, options).navigation()
    } else {
        let pages = plugin("awesome-pages");
        let base = match (plugin("literate-nav"), nav) {
            (Some(options), _) => {
                let mut literate = Literate::new(&mut maker, Options::of(options));
                let entries = literate.navigation(nav);
                lists = literate.lists;
                Some(entries)
            }
            (None, Some(nav)) => Some(Reader { maker: &mut maker, rests: pages.is_some() }.entries(nav, 0)),
            (None, None) => None,
        };
        written = base.is_some();
        let whole = |maker: &Maker<'_>| {
            natural(shelf.walked().iter().copied().filter(|page| !lists.contains(*page)), "", maker)
        };
        match (pages, base) {
            (Some(options), base) => {
                let whole = whole(&maker);
                Pages::new(&mut maker, options).navigation(base, whole)
            }
            (None, Some(base)) => base,
            (None, None) => whole(&maker),
        }
    };
    let mut hidden: BTreeSet<String> = maker.hidden.iter().map(|page| (*page).to_owned()).collect();
    if let Some(options) = weights::NAMES.iter().find_map(|name| plugin(name)) {
        let (ordered, empty, headless) = Weights::new(&maker, options).ordered(entries);
        entries = ordered;
        lists.extend(empty);
        hidden.extend(headless);
    }
    each_page(&entries, &mut |page| {
        hidden.remove(page);
    });
    if plugin("section-index").is_some() {
        led(&mut entries, &|entries| match entries.first()? {
            NavEntry::Page { label: None, .. } => Some(0),
            _ => None,
        });
    }
    let entries = with_fronts(entries, mkdocs);
    let Maker { troubles, read, .. } = maker;
    Made { entries, troubles, read, lists, hidden, written }
}

/// Where the theme wants it, the index of a section is the page that its label leads to.
pub(crate) fn with_fronts(mut entries: Vec<NavEntry>, mkdocs: Option<&MkDocs>) -> Vec<NavEntry> {
    if mkdocs.is_some_and(|mkdocs| mkdocs.has_feature("navigation.indexes")) {
        led(&mut entries, &|entries| {
            entries.iter().position(|entry| match entry {
                NavEntry::Page { page, .. } => is_index(path::split(page).1),
                _ => false,
            })
        });
    }
    entries
}

/// Lets the labels of sections lead to one of their pages, which then does not stand among the entries.
fn led(entries: &mut [NavEntry], choose: &dyn Fn(&[NavEntry]) -> Option<usize>) {
    for entry in entries {
        let NavEntry::Section { page, entries, .. } = entry else { continue };
        if let Some(at) = choose(entries).filter(|_| page.is_none())
            && let NavEntry::Page { page: front, .. } = &entries[at]
        {
            *page = Some(front.clone());
            entries.remove(at);
        }
        led(entries, choose);
    }
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
