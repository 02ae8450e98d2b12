//! From parsed pages to an edition.

use crate::pages::SourcePages;
use crate::texts::Texts;
use pamphlet_document::{AssetId, PageId, PageMeta};
use pamphlet_edition::{Composed, Facts, Input, InputPage, NavEntry, SourceIndex};
use pamphlet_locale::Tag;
use pamphlet_site::{Asset, Site, path};
use pamphlet_source::Finding;
use pamphlet_source::yaml::{Map, Value};
use std::sync::Arc;

/// What a build knows that the site does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The date that files print.
    pub date: Option<String>,
    /// The version that files print.
    pub version: Option<String>,
    /// `SOURCE_DATE_EPOCH`, in seconds since 1970.
    pub epoch: Option<i64>,
}

/// The files of a site as one locale sees them.
struct LocaleFiles<'a> {
    site: &'a Site,
    locale: &'a Tag,
}

impl pamphlet_edition::Files for LocaleFiles<'_> {
    fn picture(&self, path: &str) -> Option<AssetId> {
        match self.site.asset(self.locale, "", path) {
            Asset::File { name, .. } => Some(AssetId(name)),
            Asset::Outside | Asset::Missing => None,
        }
    }

    fn exists(&self, path: &str) -> bool {
        matches!(self.site.asset(self.locale, "", path), Asset::File { .. })
    }
}

/// The index of the source pages that [`compose`] aligns translations with.
#[must_use]
pub fn index(site: &Site, source: &SourcePages) -> SourceIndex {
    let pages = source.pages.values().map(|page| (page.input.id.clone(), Arc::clone(&page.input.document)));
    let mut labels = Vec::new();
    site.source_tree().into_iter().for_each(|tree| collect_labels(&tree.nav, &mut labels));
    SourceIndex::of(&site.source, pages).with_labels(labels)
}

/// The labels of a navigation, which stand on no page.
fn collect_labels<'s>(entries: &'s [pamphlet_site::NavEntry], labels: &mut Vec<&'s str>) {
    for entry in entries {
        match entry {
            pamphlet_site::NavEntry::Page { label, .. } | pamphlet_site::NavEntry::Link { label, .. } => {
                labels.extend(label.as_deref());
            }
            pamphlet_site::NavEntry::Section { label, entries } => {
                labels.push(label);
                collect_labels(entries, labels);
            }
        }
    }
}

/// Composes the edition of a locale.
#[must_use]
pub fn compose(
    site: &Site,
    locale: &Tag,
    pages: &[InputPage],
    index: &SourceIndex,
    texts: &Texts,
    stamp: &Stamp,
) -> (Composed, Vec<Finding>) {
    let identity = &site.identity;
    let facts = Facts {
        title: identity.title.get(locale).to_owned(),
        description: identity.description.as_ref().map(|text| text.get(locale).to_owned()),
        slug: identity.slug.clone(),
        url: site.address.as_ref().map(|address| address.pattern(locale)),
        authors: identity.authors.clone(),
        publisher: identity.publisher.clone(),
        license: identity.license.clone(),
        date: stamp.date.clone(),
        version: stamp.version.clone(),
        subjects: identity.subjects.clone(),
    };
    let nav: Vec<NavEntry> = site.tree(locale).map(|tree| nav(&tree.nav)).unwrap_or_default();
    let input = Input {
        locale,
        source_locale: &site.source,
        locales: &site.locales(),
        facts: &facts,
        nav: &nav,
        pages,
        source: index,
        files: &LocaleFiles { site, locale },
        sources: Arc::new(texts.sources.clone()),
    };
    let mut composed = pamphlet_edition::compose(&input);
    let findings = std::mem::take(&mut composed.diagnostics)
        .into_iter()
        .map(|found| {
            let page = found.page.as_ref().map(|page| page.0.as_str());
            Finding::locate(found.diagnostic, &texts.sources, Some(locale.as_str()), page)
        })
        .collect();
    (composed, findings)
}

fn nav(entries: &[pamphlet_site::NavEntry]) -> Vec<NavEntry> {
    entries
        .iter()
        .map(|entry| match entry {
            pamphlet_site::NavEntry::Page { page, label } => {
                NavEntry::Page { page: PageId(page.clone()), label: label.clone() }
            }
            pamphlet_site::NavEntry::Section { label, entries } => {
                NavEntry::Section { label: label.clone(), items: nav(entries) }
            }
            pamphlet_site::NavEntry::Link { label, url } => {
                NavEntry::Link { label: label.clone().unwrap_or_else(|| url.clone()), url: url.clone() }
            }
        })
        .collect()
}

/// Gives front matter the defaults that the `.meta.yml` files above a page name. Lists are joined, as Material does;
/// of everything else the page's own word counts.
pub(crate) fn apply_defaults(meta: &mut PageMeta, defaults: &Map) {
    let texts = |value: &Value| -> Vec<String> {
        match value {
            Value::List(items) => items.iter().filter_map(Value::to_text).collect(),
            other => other.to_text().into_iter().collect(),
        }
    };
    for (key, value) in &defaults.0 {
        let text = value.to_text();
        match key.as_str() {
            "title" => meta.title = meta.title.take().or(text),
            "meta_title" => meta.meta_title = meta.meta_title.take().or(text),
            "description" => meta.description = meta.description.take().or(text),
            "cover" => meta.cover = meta.cover.take().or(text),
            "icon" => meta.icon = meta.icon.take().or(text),
            "template" => meta.template = meta.template.take().or(text),
            "hide" | "tags" => {
                let own = if key == "hide" { &mut meta.hide } else { &mut meta.tags };
                for text in texts(value) {
                    if !own.contains(&text) {
                        own.push(text);
                    }
                }
            }
            _ => {
                if meta.rest.get(key).is_none() {
                    meta.rest.0.push((key.clone(), value.clone()));
                }
            }
        }
    }
}

/// The path of a picture's file by its name in an edition.
#[must_use]
pub fn picture_path(site: &Site, locale: &Tag, asset: &AssetId) -> Option<String> {
    if site.files.contains(&asset.0) {
        return Some(asset.0.clone());
    }
    match site.asset(locale, "", &format!("/{}", asset.0)) {
        Asset::File { path, .. } => Some(path),
        Asset::Outside | Asset::Missing => path::resolve("", &asset.0).filter(|path| site.files.contains(path)),
    }
}
