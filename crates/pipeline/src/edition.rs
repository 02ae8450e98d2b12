//! From parsed pages to an edition.

use crate::findings::located;
use crate::pages::{Rules, SourcePages};
use crate::publication;
use crate::texts::SourceTexts;
use pamphlet_document::publication::Role;
use pamphlet_document::reduced::{AS_WORDS, told};
use pamphlet_document::{AssetId, PageId, PageWalls};
use pamphlet_edition::{Composed, Glossary, Input, InputPage, NavEntry, SiteFacts, SourceIndex};
use pamphlet_locale::{Address, Tag};
use pamphlet_site::{Asset, Site};
use pamphlet_source::limits::DATA_PICTURE_BYTES;
use pamphlet_source::{Fault, Finding, SourceMap, Walls};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an address begins with that holds its picture itself.
pub(crate) const DATA: &str = "data:image/";

/// What a build knows that the site does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildStamp {
    /// The date that all files print; none when each has that of the last commit to what it was made from.
    pub date: Option<String>,
    /// The version that files print.
    pub version: Option<String>,
    /// `SOURCE_DATE_EPOCH`, in seconds since 1970.
    pub epoch: Option<i64>,
}

/// What is looked at beside the edition itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct TranslationChecks<'l> {
    /// Whether the texts of translations are to be laid beside those of their source.
    pub align: bool,
    /// Whether pages say what they answer on their source pages: for data, and for those who compare the two.
    pub answers: bool,
    /// The glossary by which translations are to be looked through; none when they are not.
    pub names: Option<&'l Glossary>,
}

/// The files of a site as one locale sees them.
struct LocaleFiles<'a> {
    site: &'a Site,
    locale: &'a Tag,
}

impl pamphlet_edition::FileLookup for LocaleFiles<'_> {
    fn picture(&self, path: &str) -> Option<AssetId> {
        if path.starts_with(DATA) {
            return (path.len() <= DATA_PICTURE_BYTES).then(|| AssetId(path.to_owned()));
        }
        match self.site.asset(self.locale, "", path) {
            Asset::File { name, .. } => Some(AssetId(name)),
            Asset::Outside | Asset::Missing => None,
        }
    }

    fn exists(&self, path: &str) -> bool {
        matches!(self.site.asset(self.locale, "", path), Asset::File { .. })
    }

    fn names(&self) -> Vec<String> {
        self.site.asset_names(self.locale)
    }

    fn elsewhere(&self, from: &PageId, path: &str) -> Option<(Tag, Option<Address>)> {
        let (locale, page) = self.site.page_elsewhere(self.locale, &from.0, path)?;
        Some((locale.clone(), self.site.page_address(locale, page)))
    }
}

/// The index of the source pages that [`compose`] aligns translations with. A page that cannot be indexed is reduced to
/// the lines of its text, for all locales.
///
/// # Errors
/// When a page has a fault even with nothing in it.
pub fn index(
    site: &Site,
    source: &mut SourcePages,
    sources: &SourceMap,
    walls: &Walls,
) -> Result<(SourceIndex, Vec<Finding>), Fault> {
    let mut walls = PageWalls::new(walls, "index", site.source.as_str());
    let mut labels = Vec::new();
    site.source_tree().into_iter().for_each(|tree| collect_labels(&tree.nav, &mut labels));
    let index = loop {
        let pages = source.pages.values().map(|page| (page.input.id.clone(), Arc::clone(&page.input.document)));
        if let Some(index) = SourceIndex::of(&site.source, pages, sources, &walls) {
            break index.with_labels(labels);
        }
        for (id, level) in walls.reduce()? {
            if let Some(page) = source.pages.get_mut(&id.0) {
                page.input = page.input.reduced(level, sources);
            }
        }
    };
    let told = walls.reduced().filter_map(|(id, level, fault)| {
        let page = source.pages.get(&id.0)?;
        let diagnostic = told(&format!("`{id}`"), AS_WORDS, level, fault, page.input.source);
        Some(Finding::locate(diagnostic, sources, Some(site.source.as_str()), Some(&id.0)))
    });
    Ok((index, told.collect()))
}

/// The labels of a navigation, which stand on no page.
fn collect_labels<'s>(entries: &'s [pamphlet_site::NavEntry], labels: &mut Vec<&'s str>) {
    for entry in entries {
        match entry {
            pamphlet_site::NavEntry::Page { label, .. } | pamphlet_site::NavEntry::Link { label, .. } => {
                labels.extend(label.as_deref());
            }
            pamphlet_site::NavEntry::Section { label, entries, .. } => {
                labels.push(label);
                collect_labels(entries, labels);
            }
        }
    }
}

/// Composes the edition of a locale.
///
/// # Errors
/// When a page has a fault even with nothing in it.
#[expect(clippy::too_many_arguments, reason = "what an edition is made from")]
pub fn compose(
    site: &Site,
    locale: &Tag,
    pages: &[InputPage],
    index: &SourceIndex,
    texts: &SourceTexts,
    stamp: &BuildStamp,
    checks: TranslationChecks<'_>,
    rules: &Rules,
) -> Result<(Composed, Vec<Finding>), Fault> {
    let walls = &rules.walls;
    let identity = &site.identity;
    let publication = publication::of(site, locale);
    let authors = publication.contributors.iter().filter(|one| one.roles.contains(&Role::AUTHOR));
    let facts = SiteFacts {
        title: identity.title.get(locale).to_owned(),
        description: identity.description.as_ref().map(|text| text.get(locale).to_owned()),
        slug: identity.slug.clone(),
        addresses: site.address_pattern(locale).cloned(),
        lent_addresses: site.lent_pattern(locale),
        authors: authors.map(|author| author.name.clone()).collect(),
        publisher: identity.publisher.clone(),
        license: identity.license.clone(),
        date: stamp.date.clone(),
        version: stamp.version.clone(),
        subjects: subjects(site, pages),
        publication: Arc::new(publication),
        contents: Some(rules.dialect.contents.clone()),
        named_links: rules.dialect.plugins.named_links,
        macros: rules.dialect.plugins.macros.is_some(),
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
        vocabulary: Arc::clone(&site.vocabulary),
        align: checks.align,
        answers: checks.answers,
        check: checks.names,
        walls,
    };
    let mut composed = pamphlet_edition::compose(&input)?;
    let mut found = std::mem::take(&mut composed.diagnostics).into_iter().peekable();
    let mut findings = Vec::new();
    while let Some(first) = found.next() {
        let page = first.page;
        let mut own = vec![first.diagnostic];
        while let Some(next) = found.next_if(|next| next.page == page) {
            own.push(next.diagnostic);
        }
        let page = page.as_ref().map(|page| page.0.as_str());
        findings.extend(located(own, &texts.sources, locale, page, walls));
    }
    Ok((composed, findings))
}

/// The subjects of a site, and the tags of its pages where these are subjects, in the order of the pages.
fn subjects(site: &Site, pages: &[InputPage]) -> Vec<String> {
    let mut found = site.identity.subjects.clone();
    let mut known: BTreeSet<String> = found.iter().cloned().collect();
    let tags = pages.iter().filter(|_| site.tags_are_subjects).flat_map(|page| &page.document.meta.tags);
    found.extend(tags.filter(|tag| known.insert((*tag).clone())).cloned());
    found
}

fn nav(entries: &[pamphlet_site::NavEntry]) -> Vec<NavEntry> {
    entries
        .iter()
        .map(|entry| match entry {
            pamphlet_site::NavEntry::Page { page, label } => {
                NavEntry::Page { page: PageId(page.clone()), label: label.clone() }
            }
            pamphlet_site::NavEntry::Section { label, page, entries } => {
                let page = page.as_ref().map(|page| PageId(page.clone()));
                NavEntry::Section { label: label.clone(), page, items: nav(entries) }
            }
            pamphlet_site::NavEntry::Link { label, url } => {
                NavEntry::Link { label: label.clone().unwrap_or_else(|| url.clone()), url: url.clone() }
            }
        })
        .collect()
}

/// The path of a picture's file by its name in an edition.
#[must_use]
pub(crate) fn picture_path(site: &Site, locale: &Tag, asset: &AssetId) -> Option<String> {
    if asset.0.starts_with(DATA) { Some(asset.0.clone()) } else { site.named(locale, &asset.0) }
}
