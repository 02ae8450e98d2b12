//! What a program that built the website, its host, has resolved: the navigation of each locale. What its plugins do to
//! pages is done in what they were read from, so these plugins are not looked at again.

use crate::mkdocs::MkDocs;
use crate::nav::NavEntry;
use crate::site::Tree;
use pamphlet_locale::Tag;
use pamphlet_source::limits::NAV_LEVELS;
use pamphlet_source::yaml::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Plugins that say where things lie or what they are, and change no text of a page: read whoever has run them.
const STILL_READ: [&str; 5] = ["i18n", "blog", "tags", "meta", "mkdocs-jupyter"];

/// What a host has resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Host {
    /// The files of the pages that the website has. A locale without one of them belongs to another website.
    pub files: BTreeSet<String>,
    /// The navigation by locale; that of a website with one locale may have none.
    pub navigations: Vec<(Option<Tag>, Vec<HostEntry>)>,
}

/// An entry of a navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostEntry {
    /// Its label, when the navigation gives one.
    pub label: Option<String>,
    /// The file of its page, relative to the site.
    pub file: Option<String>,
    /// An address elsewhere.
    pub url: Option<String>,
    /// What it holds; none for what is no section.
    pub entries: Option<Vec<HostEntry>>,
}

/// Takes out of a configuration what the host has done.
pub(crate) fn without_done(mkdocs: &mut MkDocs) {
    let keeps = |name: &str| STILL_READ.contains(&name.rsplit('/').next().unwrap_or(name));
    let kept = |map: &mut Map| map.0.retain(|(name, _)| keeps(name));
    for (key, value) in &mut mkdocs.value.0 {
        match (key.as_str(), value) {
            ("plugins", Value::Map(map)) => kept(map),
            ("plugins", Value::List(items)) => items.retain_mut(|item| match item {
                Value::Map(map) => {
                    kept(map);
                    !map.0.is_empty()
                }
                other => other.as_str().is_some_and(keeps),
            }),
            _ => {}
        }
    }
    mkdocs.value.0.retain(|(key, _)| key != "hooks");
}

impl Host {
    /// Whether the website has a page of a tree.
    pub(crate) fn has(&self, tree: &Tree) -> bool {
        tree.pages.values().any(|file| self.files.contains(file))
    }

    /// The navigation of a locale, of a site of `trees` trees.
    pub(crate) fn navigation(&self, locale: &Tag, trees: usize) -> Option<&[HostEntry]> {
        let own = self.navigations.iter().find(|(named, _)| named.as_ref() == Some(locale));
        let alone = self.navigations.iter().find(|(named, _)| named.is_none() && trees == 1);
        own.or(alone).map(|(_, entries)| entries.as_slice())
    }
}

/// Makes entries of those of a host. Files of the tree, and those of the source that stand in for it, are pages.
pub(crate) fn entries(found: &[HostEntry], tree: &Tree, source: Option<&Tree>) -> Vec<NavEntry> {
    let lent = source.filter(|_| tree.fallback);
    let pages: BTreeMap<&str, &str> = lent
        .into_iter()
        .chain([tree])
        .flat_map(|tree| tree.pages.iter().map(|(page, file)| (file.as_str(), page.as_str())))
        .collect();
    made(found, &pages, 0)
}

fn made(found: &[HostEntry], pages: &BTreeMap<&str, &str>, level: usize) -> Vec<NavEntry> {
    if level > NAV_LEVELS {
        return Vec::new();
    }
    let entry = |entry: &HostEntry| {
        let page = entry.file.as_deref().and_then(|file| pages.get(file)).map(|page| (*page).to_owned());
        let label = entry.label.clone();
        if let Some(inside) = &entry.entries {
            let entries = made(inside, pages, level + 1);
            let label = label.unwrap_or_default();
            return (page.is_some() || !entries.is_empty()).then_some(NavEntry::Section { label, page, entries });
        }
        match (page, &entry.url) {
            (Some(page), _) => Some(NavEntry::Page { page, label }),
            (None, Some(url)) => Some(NavEntry::Link { label, url: url.clone() }),
            (None, None) => None,
        }
    };
    found.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::load::load_hosted;
    use pamphlet_source::Code;

    #[test]
    fn a_host_names_the_navigation_and_its_plugins_are_not_reported() {
        let config = "plugins: [search, gen-files, awesome-nav, i18n]\nhooks: [a.py]\nnav: [gone.md]\n";
        let files = MemoryFiles::new([("mkdocs.yml", config), ("docs/a.md", "# A"), ("docs/b.md", "# B")]);
        let page = |label: Option<&str>, file: &str| HostEntry {
            label: label.map(str::to_owned),
            file: Some(file.to_owned()),
            ..HostEntry::default()
        };
        let section = HostEntry {
            label: Some("Part".to_owned()),
            entries: Some(vec![page(None, "docs/a.md"), page(None, "docs/none.md")]),
            ..HostEntry::default()
        };
        let named = ["docs/a.md", "docs/b.md"].map(str::to_owned).into();
        let host = Host { files: named, navigations: vec![(None, vec![page(Some("Bee"), "docs/b.md"), section])] };
        let loaded = load_hosted(&files, None, None, Some(&host)).unwrap();
        let [NavEntry::Page { page, label }, NavEntry::Section { entries, .. }] = &loaded.site.trees[0].nav[..] else {
            panic!("{:?}", loaded.site.trees[0].nav)
        };
        assert_eq!((page.as_str(), label.as_deref(), entries.len()), ("b", Some("Bee"), 1));
        let codes: Vec<Code> = loaded.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, []);
        let plain: Vec<Code> =
            load_hosted(&files, None, None, None).unwrap().findings.iter().map(|finding| finding.code).collect();
        assert!(plain.contains(&Code::PluginNotRun) && plain.contains(&Code::HookNotRun), "{plain:?}");
    }

    #[test]
    fn languages_of_other_websites_are_theirs() {
        let files =
            MemoryFiles::new([("mkdocs.yml", "docs_dir: docs/en\n"), ("docs/en/a.md", "# A"), ("docs/it/a.md", "# A")]);
        let locales = |host: &Host| load_hosted(&files, None, None, Some(host)).unwrap().site.locales().len();
        let one = Host { files: ["docs/en/a.md".to_owned()].into(), navigations: Vec::new() };
        let both = Host { files: ["docs/en/a.md", "docs/it/a.md"].map(str::to_owned).into(), navigations: Vec::new() };
        assert_eq!((locales(&one), locales(&both)), (1, 2));
    }
}
