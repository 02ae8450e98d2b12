//! Where pages stand on the website, for the macros of their texts.

use pamphlet_parser::{NavPlace, PagePlace};
use pamphlet_site::{NavEntry, Site, Tree, path};
use pamphlet_source::yaml::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The places of the pages of a tree, by file, and the navigation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    pages: BTreeMap<String, PagePlace>,
    navigation: Arc<[NavPlace]>,
}

impl Places {
    /// The place of a page.
    pub(crate) fn page(&self, file: &str) -> Option<&PagePlace> {
        self.pages.get(file)
    }

    /// The navigation.
    pub(crate) fn navigation(&self) -> Arc<[NavPlace]> {
        Arc::clone(&self.navigation)
    }

    /// Those of a tree. Titles of the navigation are read from the texts of its files, where one of them asks for it.
    pub(crate) fn of<'t>(site: &Site, tree: &Tree, text: impl Fn(&str) -> Option<&'t str>) -> Self {
        let mut labels = BTreeMap::new();
        labels_of(&tree.nav, &mut labels);
        let lent = site.source_tree().filter(|source| tree.fallback && source.locale != tree.locale);
        let files = lent.into_iter().chain([tree]).flat_map(|tree| &tree.pages);
        let by_name: BTreeMap<&String, &String> = files.collect();
        let place = |page: &String, file: &String| {
            let label = labels.get(page.as_str()).map(|label| (*label).to_owned());
            PagePlace { label, ..place(site, tree, page, file) }
        };
        let pages = by_name.iter().map(|(page, file)| ((*file).clone(), place(page, file))).collect();
        let asks = by_name.values().any(|file| text(file).is_some_and(|text| text.contains("navigation")));
        let entry = |page: &String| {
            let file = by_name.get(page)?;
            let place = place(page, file);
            let title = || pamphlet_parser::title(text(file)?);
            let label = place.label.clone().or_else(title).unwrap_or_else(|| place.title());
            Some(PagePlace { label: Some(label), ..place })
        };
        let navigation = if asks { navigation(&tree.nav, &entry) } else { Arc::default() };
        Self { pages, navigation }
    }
}

fn labels_of<'t>(entries: &'t [NavEntry], labels: &mut BTreeMap<&'t str, &'t str>) {
    for entry in entries {
        match entry {
            NavEntry::Page { page, label } => {
                labels.extend(label.as_deref().map(|label| (page.as_str(), label)));
            }
            NavEntry::Section { entries, .. } => labels_of(entries, labels),
            NavEntry::Link { .. } => {}
        }
    }
}

fn navigation(entries: &[NavEntry], page: &dyn Fn(&String) -> Option<PagePlace>) -> Arc<[NavPlace]> {
    let place = |entry: &NavEntry| match entry {
        NavEntry::Page { page: name, .. } => page(name).map(NavPlace::Page),
        NavEntry::Section { label, page: front, entries } => {
            let front = front.as_ref().and_then(page).map(NavPlace::Page);
            let below = navigation(entries, page);
            let all = front.into_iter().chain(below.iter().cloned()).collect();
            Some(NavPlace::Section(label.clone(), all))
        }
        NavEntry::Link { label, url } => Some(NavPlace::Link(label.clone(), url.clone())),
    };
    entries.iter().filter_map(place).collect()
}

fn place(site: &Site, tree: &Tree, page: &str, file: &str) -> PagePlace {
    let setting = |key: &str| site.mkdocs.as_ref().and_then(|mkdocs| mkdocs.get(key));
    let text = |key: &str| setting(key).and_then(Value::to_text).filter(|text| !text.is_empty());
    let docs = text("docs_dir").unwrap_or_else(|| "docs".to_owned());
    let inside = path::below(file, &docs).or_else(|| path::below(file, &tree.folder));
    let uri = inside.unwrap_or(file).to_owned();
    let canonical = site.page_address(&tree.locale, page).map(String::from);
    let root = text("site_url").map(|root| format!("{}/", root.trim_end_matches('/')));
    let below_root = canonical.as_deref().zip(root.as_deref()).and_then(|(address, root)| address.strip_prefix(root));
    let folders = setting("use_directory_urls").and_then(Value::as_bool) != Some(false);
    let url = below_root.map_or_else(|| url(tree.web_path(page).unwrap_or(page), folders), str::to_owned);
    PagePlace { edit: edited(&text, &uri), uri, url, canonical, label: None }
}

/// The address that MkDocs gives a page.
fn url(page: &str, folders: bool) -> String {
    let (folder, name) = path::split(page);
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    match (matches!(name, "index" | "README"), folders) {
        (true, true) => folder,
        (true, false) => format!("{folder}index.html"),
        (false, true) => format!("{page}/"),
        (false, false) => format!("{page}.html"),
    }
}

/// Where the source of a page is edited, by `repo_url` and `edit_uri`.
fn edited(setting: &dyn Fn(&str) -> Option<String>, uri: &str) -> Option<String> {
    let repository = setting("repo_url").map(|url| format!("{}/", url.trim_end_matches('/')));
    let usual = || {
        let repository = repository.as_deref()?;
        let known = [("github.com/", "edit/master/docs/"), ("gitlab.com/", "edit/master/docs/")];
        let known = known.into_iter().chain([("bitbucket.org/", "src/default/docs/")]);
        let found = known
            .into_iter()
            .find(|(host, _)| repository.split_once("://").is_some_and(|(_, rest)| rest.starts_with(host)));
        found.map(|(_, folder)| folder.to_owned())
    };
    let folder = setting("edit_uri").or_else(usual)?;
    let folder = if folder.ends_with('/') { folder } else { format!("{folder}/") };
    if folder.contains("://") {
        return Some(format!("{folder}{uri}"));
    }
    Some(format!("{}{}{uri}", repository?, folder.trim_start_matches('/')))
}
