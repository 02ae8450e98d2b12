//! A site: what it is called, its trees of pages, and where everything lies.

use crate::address::Addresses;
use crate::config::{EpubConfig, JsonConfig, PrintConfig, Publishing};
use crate::localized::{Localized, Watermark};
use crate::nav::NavEntry;
use crate::{layout, path};
use pamphlet_locale::{Address, AddressPattern, Catalog, Paper, Tag, Term};
use pamphlet_source::yaml::Map;
use pamphlet_vocabulary::Vocabulary;
use pamphlet_vocabulary::brand::{Brand, Colour};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who a site is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The title of its books.
    pub title: Localized,
    /// One or two sentences about it.
    pub description: Option<Localized>,
    /// What files are named after: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its licence.
    pub license: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Subjects, for catalogues.
    pub subjects: Vec<String>,
    /// What shops and libraries ask for.
    pub publishing: Publishing,
    /// Its own face.
    pub brand: SiteBrand,
    /// Locales in the order in which the site lists them; none when it does not.
    pub listed: Vec<Tag>,
}

/// The own face of a site; pictures by their asset names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteBrand {
    /// The picture that is the cover; an empty name where the site has not got it.
    pub cover: Option<Localized>,
    /// The logo on covers that are drawn.
    pub logo: Option<String>,
    /// The colour of their field.
    pub primary: Option<Colour>,
    /// The colour of their rules.
    pub accent: Option<Colour>,
    /// A line for the foot of every page.
    pub footer: Option<Localized>,
    /// Whose the words are.
    pub copyright: Option<Localized>,
    /// What stands across every page.
    pub watermark: Option<Watermark>,
    /// Its own fonts.
    pub fonts: Option<SiteFonts>,
}

/// A folder of fonts of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFonts {
    /// The folder.
    pub folder: String,
    /// Paths of the files that are fonts by their names.
    pub fonts: Vec<String>,
    /// Paths of the licences that lie with them.
    pub licences: Vec<String>,
}

impl SiteBrand {
    /// The face of the books of a locale.
    #[must_use]
    pub fn of(&self, locale: &Tag) -> Brand {
        let cover = self.cover.as_ref().map(|cover| cover.get(locale).to_owned()).filter(|name| !name.is_empty());
        let of = |text: &Option<Localized>| {
            text.as_ref().map(|text| text.get(locale).to_owned()).filter(|text| !text.is_empty())
        };
        let watermark = match &self.watermark {
            Some(Watermark::Draft) => Some(Catalog::of(locale).term(Term::Draft).to_owned()),
            Some(Watermark::Words(words)) => of(&Some(words.clone())),
            None => None,
        };
        Brand {
            cover,
            logo: self.logo.clone(),
            primary: self.primary,
            accent: self.accent,
            footer: of(&self.footer),
            copyright: of(&self.copyright),
            watermark,
        }
    }
}

/// A folder of another project of the same repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// What the names of its pages and files begin with.
    pub name: String,
    /// The folder, relative to the site.
    pub folder: String,
}

/// The pages of one locale, as they lie on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The locale.
    pub locale: Tag,
    /// The locale as paths write it (`zh_Hant`).
    pub written: String,
    /// The folder that its pages lie in; that of the source where files carry the locale in their names.
    pub folder: String,
    /// The path of every page by its name.
    pub pages: BTreeMap<String, String>,
    /// Pages that its website has and hides, by name with their paths: none of its own or lent ones is in an output.
    pub hidden: BTreeMap<String, String>,
    /// Whether source pages stand in for those that it lacks.
    pub fallback: bool,
    /// Folders of other projects whose files stand below a name of their own.
    pub mounts: Vec<Mount>,
    /// The navigation with the labels of this locale. Pages of it exist in this tree, or in the source's where that
    /// stands in.
    pub nav: Vec<NavEntry>,
    /// Files that are appended to every page: abbreviations.
    pub appended: Vec<String>,
    /// What `.meta.yml` files say: the folder of pages they are for (empty for all), and keys with their defaults.
    /// In the order of paths, so the deeper come later and win.
    pub defaults: Vec<(String, Map)>,
    /// Where the website has pages whose address does not follow from their name: their path there, or none where it
    /// cannot be told.
    pub moved: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// The path at which the website has a page, without an ending; none where it cannot be told.
    #[must_use]
    pub fn web_path<'t>(&'t self, page: &'t str) -> Option<&'t str> {
        self.moved.get(page).map_or(Some(page), Option::as_deref)
    }
}

/// A page that is a post of a blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The folder of its blog, from the root of its tree.
    pub blog: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
    /// Who wrote it.
    pub authors: Vec<String>,
}

/// A page of an edition, and the file it is read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageSource {
    /// Its name: the path from the root of its tree without its ending.
    pub page: String,
    /// Its file, relative to the site.
    pub path: String,
    /// Whether the translation lacks it and this is the source page.
    pub fallback: bool,
}

/// A site, understood.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "settings are switches")]
pub struct Site {
    /// Who it is.
    pub identity: Identity,
    /// Where it is read on the web.
    pub addresses: Option<Addresses>,
    /// Whether the website has a page for what a translation lacks, at the address that the translation would have.
    pub lends: bool,
    /// Whether a file may have the locale in its name (`p.fr.png`), and stands for `p.png` then.
    pub localized_files: bool,
    /// The locale that others are translated from.
    pub source: Tag,
    /// Its trees: that of the source first, if it has one, then the translations by tag.
    pub trees: Vec<Tree>,
    /// Its `mkdocs.yml`, if it has one, with what it inherits.
    pub mkdocs: Option<Map>,
    /// The posts of its blog, by page.
    pub posts: BTreeMap<String, Post>,
    /// Whether the tags of its pages are subjects of its books.
    pub tags_are_subjects: bool,
    /// What its data files say.
    pub data: Map,
    /// Folders in which files that pages include are looked up, after those of the pages.
    pub include_folders: Vec<String>,
    /// Folders in which snippets are looked up, in order.
    pub snippet_folders: Vec<String>,
    /// Before how many of them the folder of the page itself is looked in, if it is.
    pub snippets_beside: Option<usize>,
    /// Folders in which pictures are looked up after the trees, in order: the overlay of the theme, `assets:`.
    pub asset_folders: Vec<String>,
    /// Files below trees and asset folders that are no pages.
    pub files: BTreeSet<String>,
    /// The paper it is set for, as written in its configuration.
    pub paper: Option<Paper>,
    /// What its configuration says of books for e-readers.
    pub epub: EpubConfig,
    /// Whether every page is also made as Markdown.
    pub markdown: bool,
    /// What it says of data for programs.
    pub json: JsonConfig,
    /// Whether it wants its sections for programs that search.
    pub search: bool,
    /// What it says of paper.
    pub print: PrintConfig,
    /// What its classes and icons mean inside cards and lists of threats.
    pub vocabulary: Arc<Vocabulary>,
    /// The files that its configuration was read from, with their texts, in the order of reading.
    pub read: Vec<(String, String)>,
}

impl Site {
    /// The tree of a locale.
    #[must_use]
    pub fn tree(&self, locale: &Tag) -> Option<&Tree> {
        self.trees.iter().find(|tree| tree.locale == *locale)
    }

    /// The tree of the source locale; none for a site of translations alone.
    #[must_use]
    pub fn source_tree(&self) -> Option<&Tree> {
        self.tree(&self.source)
    }

    /// Every locale that has a tree: the source first, then the translations by tag.
    #[must_use]
    pub fn locales(&self) -> Vec<Tag> {
        self.trees.iter().map(|tree| tree.locale.clone()).collect()
    }

    /// Every page of the edition of a locale in reading order: the navigation first, then the rest by name. A page
    /// that the translation lacks is the source page, where that stands in; one that only it has belongs to it.
    #[must_use]
    pub fn pages(&self, locale: &Tag) -> Vec<PageSource> {
        let Some(tree) = self.tree(locale) else { return Vec::new() };
        let mut all: BTreeMap<&str, PageSource> = BTreeMap::new();
        let lent = self.source_tree().filter(|_| tree.fallback && *locale != self.source);
        for (from, fallback) in lent.into_iter().map(|tree| (tree, true)).chain(std::iter::once((tree, false))) {
            for (page, path) in from.pages.iter().filter(|(page, _)| !tree.hidden.contains_key(*page)) {
                all.insert(page, PageSource { page: page.clone(), path: path.clone(), fallback });
            }
        }
        let mut ordered = Vec::with_capacity(all.len());
        crate::nav::each_page(&tree.nav, &mut |page| ordered.extend(all.remove(page)));
        ordered.extend(all.into_values());
        ordered
    }

    /// The page that a link leads to which the edition does not hold, by the path of its file: one of another locale
    /// (`../fr/a.md`, `a.fr.md`), or one that the website hides.
    #[must_use]
    pub fn page_elsewhere(&self, locale: &Tag, from: &str, link: &str) -> Option<(&Tag, &str)> {
        let folders = self.tree(locale).into_iter().chain(self.source_tree()).map(|tree| tree.folder.as_str());
        let files = folders.flat_map(|folder| {
            let file = path::climb(&path::join(folder, path::parent(from)), link);
            [path::join(&file, "index.md"), path::join(&file, "README.md"), format!("{file}.md"), file]
        });
        files.into_iter().find_map(|file| {
            let own = self.tree(locale).into_iter();
            own.chain(self.trees.iter().filter(|tree| tree.locale != *locale)).find_map(|tree| {
                let name = layout::page_name(path::below(&file, &tree.folder)?)?;
                let bare = name.strip_suffix(&tree.written).and_then(|name| name.strip_suffix('.'));
                let shown = Some(&tree.pages).filter(|_| tree.locale != *locale);
                let among =
                    |pages: &'_ BTreeMap<String, String>, page: &str| pages.get(page).is_some_and(|own| *own == file);
                [Some(name), bare].into_iter().flatten().find_map(|page| {
                    let mut kinds = shown.into_iter().chain([&tree.hidden]);
                    let (page, _) = kinds.find(|pages| among(pages, page))?.get_key_value(page)?;
                    Some((&tree.locale, page.as_str()))
                })
            })
        })
    }

    /// The pattern of the addresses of a locale's own pages.
    #[must_use]
    pub fn address_pattern(&self, locale: &Tag) -> Option<&AddressPattern> {
        self.addresses.as_ref()?.pattern(locale)
    }

    /// Where a page of a locale's own tree is read; none where that is not known.
    #[must_use]
    pub fn page_address(&self, locale: &Tag, page: &str) -> Option<Address> {
        let path = self.tree(locale)?.web_path(page)?;
        Some(self.address_pattern(locale)?.page(locale, path))
    }

    /// The same of source pages that stand in for pages of a locale, without `{locale}`.
    #[must_use]
    pub fn lent_pattern(&self, locale: &Tag) -> Option<AddressPattern> {
        let locale = if self.lends { locale } else { &self.source };
        self.address_pattern(locale).map(|pattern| pattern.of_locale(locale))
    }

    /// Front matter that the `.meta.yml` files above a page give it; of a key that several name, the deepest wins.
    /// A translation is also under those of the source's tree.
    #[must_use]
    pub fn defaults(&self, locale: &Tag, page: &str) -> Map {
        let mut found = Map::default();
        let own = self.tree(locale).filter(|_| *locale != self.source);
        for tree in self.source_tree().into_iter().chain(own) {
            for (folder, map) in &tree.defaults {
                if path::below(page, folder).is_some() {
                    for (key, value) in &map.0 {
                        found.0.retain(|(known, _)| known != key);
                        found.0.push((key.clone(), value.clone()));
                    }
                }
            }
        }
        found
    }
}
