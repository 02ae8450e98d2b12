//! The navigation, the order of pages and their titles.

use crate::link_targets::LinkTargets;
use crate::{InputPage, NavEntry};
use pamphlet_document::{BlockKind, Document, NavItem, PageId, plain_text};
use pamphlet_locale::Tag;
use std::collections::{BTreeMap, BTreeSet};

/// What a page is called.
pub(crate) struct Title {
    /// Its title.
    pub(crate) text: String,
    /// The language of the title where it is not the edition's.
    pub(crate) language: Option<Tag>,
}

/// The title of a page: from front matter, else its first heading of level 1, else the navigation, else its name, which
/// is Home for the front page, as MkDocs has it.
pub(crate) fn title_of(id: &PageId, document: &Document, label: Option<&str>) -> String {
    let written = document.meta.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = written {
        return title.to_owned();
    }
    if let Some(title) = first_title(document).filter(|title| !title.is_empty()) {
        return title;
    }
    if let Some(label) = label.map(str::trim).filter(|label| !label.is_empty()) {
        return label.to_owned();
    }
    if id.0 == "index" {
        return "Home".to_owned();
    }
    let path = id.0.strip_suffix("/index").unwrap_or(&id.0);
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut words: Vec<char> =
        name.chars().map(|character| if matches!(character, '-' | '_') { ' ' } else { character }).collect();
    if let Some(first) = words.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    words.into_iter().collect()
}

/// The words of the first heading of level 1 that stands by itself. A website adds the title only to a page that has
/// none.
pub(crate) fn first_title(document: &Document) -> Option<String> {
    document.blocks.iter().find_map(|placed| match &placed.block.kind {
        BlockKind::Heading(heading) if heading.level == 1 => Some(plain_text(&heading.content)),
        _ => None,
    })
}

/// The labels that the navigation gives to pages; of several, the first.
pub(crate) fn labels(nav: &[NavEntry]) -> BTreeMap<&PageId, &str> {
    fn collect<'n>(nav: &'n [NavEntry], labels: &mut BTreeMap<&'n PageId, &'n str>) {
        for entry in nav {
            match entry {
                NavEntry::Page { page, label: Some(label) } => {
                    labels.entry(page).or_insert(label);
                }
                NavEntry::Section { label, page, items } => {
                    if let Some(page) = page {
                        labels.entry(page).or_insert(label);
                    }
                    collect(items, labels);
                }
                NavEntry::Page { label: None, .. } | NavEntry::Link { .. } => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(nav, &mut found);
    found
}

/// The order in which pages are read: as the navigation has them, then the others by name. Also says how many the
/// navigation has. Without a navigation all follow by name, the front page first.
pub(crate) fn order<'p>(nav: &[NavEntry], pages: &'p [InputPage]) -> (Vec<&'p InputPage>, usize) {
    fn collect<'n>(nav: &'n [NavEntry], ids: &mut Vec<&'n PageId>) {
        for entry in nav {
            match entry {
                NavEntry::Page { page, .. } => ids.push(page),
                NavEntry::Section { page, items, .. } => {
                    ids.extend(page);
                    collect(items, ids);
                }
                NavEntry::Link { .. } => {}
            }
        }
    }
    let mut by_id: BTreeMap<&PageId, &InputPage> = pages.iter().map(|page| (&page.id, page)).collect();
    let mut ids = Vec::new();
    collect(nav, &mut ids);
    let mut ordered: Vec<&InputPage> = ids.into_iter().filter_map(|id| by_id.remove(id)).collect();
    if nav.is_empty() {
        let front = PageId("index".to_owned());
        ordered.extend(by_id.remove(&front));
        ordered.extend(by_id.into_values());
        let count = ordered.len();
        return (ordered, count);
    }
    let named = ordered.len();
    ordered.extend(by_id.into_values());
    (ordered, named)
}

/// The navigation with titles. A page that it names twice stands where it is named first; sections without pages go.
pub(crate) fn items(
    nav: &[NavEntry],
    titles: &BTreeMap<&PageId, Title>,
    link_targets: &LinkTargets<'_>,
    language_of: &dyn Fn(&str) -> Option<Tag>,
) -> Vec<NavItem> {
    let mut context = Context { titles, link_targets, language_of, named: BTreeSet::new() };
    context.items(nav)
}

struct Context<'c> {
    titles: &'c BTreeMap<&'c PageId, Title>,
    link_targets: &'c LinkTargets<'c>,
    language_of: &'c dyn Fn(&str) -> Option<Tag>,
    named: BTreeSet<PageId>,
}

impl Context<'_> {
    fn items(&mut self, nav: &[NavEntry]) -> Vec<NavItem> {
        nav.iter().filter_map(|entry| self.item(entry)).collect()
    }

    fn item(&mut self, entry: &NavEntry) -> Option<NavItem> {
        match entry {
            NavEntry::Page { page, label } => {
                let title = self.titles.get(page)?;
                if !self.named.insert(page.clone()) {
                    return None;
                }
                Some(match label.as_deref().map(str::trim).filter(|label| !label.is_empty()) {
                    Some(label) => NavItem::Page {
                        page: page.clone(),
                        title: label.to_owned(),
                        language: (self.language_of)(label),
                    },
                    None => NavItem::Page {
                        page: page.clone(),
                        title: title.text.clone(),
                        language: title.language.clone(),
                    },
                })
            }
            NavEntry::Section { label, page, items } => {
                let known = page.as_ref().filter(|page| self.titles.contains_key(page));
                let page = known.filter(|page| self.named.insert((*page).clone())).cloned();
                let items = self.items(items);
                let (title, language) = (label.clone(), (self.language_of)(label));
                match page {
                    // A section that holds nothing else is its page.
                    Some(page) if items.is_empty() => Some(NavItem::Page { page, title, language }),
                    page => (!items.is_empty()).then_some(NavItem::Section { title, language, page, items }),
                }
            }
            NavEntry::Link { label, url } => {
                let url = self.link_targets.complete(url)?;
                Some(NavItem::Link { title: label.clone(), url })
            }
        }
    }
}
