//! Which files are pages of which locale.

use crate::configurations::Own;
use crate::hidden::Hidden;
use crate::i18n::Plugin;
use crate::layout::{self, PagePattern};
use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::names::Twin;
use crate::refusal::{Cause, ReadError};
use crate::site::{Mount, Tree};
use crate::{detect, names, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Where the pages of a site lie.
pub(crate) struct Pages<'a> {
    /// The locale that the others are translated from.
    pub(crate) source: &'a Tag,
    /// The folder that the configuration calls that of the pages.
    pub(crate) docs: &'a str,
    /// The folder of the source's pages.
    pub(crate) folder: &'a str,
    /// Where translations lie, if there are any.
    pub(crate) pattern: Option<&'a PagePattern>,
    /// Whether the configuration writes that pattern down.
    pub(crate) written: bool,
    /// The locales that are asked for; none: all that the pattern finds.
    pub(crate) locales: &'a [Tag],
    /// The configuration of the source.
    pub(crate) main: Option<&'a MkDocs>,
    /// The plugin for translations.
    pub(crate) plugin: Option<&'a Plugin>,
    /// Locales with a configuration of their own.
    pub(crate) own: &'a BTreeMap<Tag, Own>,
    /// What the websites of these hide.
    pub(crate) own_hidden: &'a BTreeMap<Tag, Hidden>,
    /// Which files are no pages.
    pub(crate) hidden: &'a Hidden,
    /// Whether source pages stand in for missing ones; none: as each locale has it.
    pub(crate) fallback: Option<bool>,
    /// Folders of other projects, whose pages are among those of the source.
    pub(crate) mounts: Vec<Mount>,
}

impl Pages<'_> {
    /// Whether a name that the pattern found is a locale of the site.
    fn wants(&self, tag: &Tag, written: &str) -> bool {
        if self.locales.is_empty() { layout::likely_locale(written).is_some() } else { self.locales.contains(tag) }
    }

    fn new_tree(&self, locale: &Tag, written: &str, folder: &str) -> Tree {
        let own = self.plugin.map(|plugin| plugin.fallback);
        Tree {
            locale: locale.clone(),
            written: self
                .plugin
                .and_then(|plugin| plugin.language(locale))
                .map_or(written, |own| &own.written)
                .to_owned(),
            folder: folder.to_owned(),
            pages: BTreeMap::new(),
            hidden: BTreeMap::new(),
            fallback: self.fallback.or(own).unwrap_or(true),
            mounts: Vec::new(),
            nav: Vec::new(),
            appended: Vec::new(),
            defaults: Vec::new(),
            moved: BTreeMap::new(),
        }
    }
}

impl Loader<'_> {
    /// The trees of all locales that have pages, the source's first, without navigation.
    pub(crate) fn trees(&mut self, pages: &Pages<'_>) -> Vec<Tree> {
        let mut trees = BTreeMap::new();
        if let Some(pattern) = pages.pattern.filter(|pattern| !pattern.names_files()) {
            self.in_folders(pages, pattern, &mut trees);
        }
        self.with_configurations(pages, &mut trees);
        let mut own = pages.new_tree(pages.source, pages.source.as_str(), pages.folder);
        let inside: Vec<String> = trees.values().map(|tree| tree.folder.clone()).collect();
        let mut own_files = self.files.list(pages.folder);
        own_files.retain(|file| {
            !inside.iter().any(|below| path::below(below, pages.folder).is_some() && path::below(file, below).is_some())
        });
        if let Some(plugin) = pages.plugin.filter(|plugin| plugin.folders) {
            own_files.retain(|file| pages.folder != pages.docs || !is_of_language(plugin, file, pages.docs));
        }
        if let Some(pattern) = pages.pattern.filter(|pattern| pattern.names_files()) {
            self.by_names(pages, pattern, &mut own, &mut own_files, &mut trees);
        }
        self.fill(&mut own, own_files, pages);
        self.outside_of_languages(pages, &mut own);
        self.mounted(pages, &mut own);
        trees.retain(|_, tree| !tree.pages.is_empty());
        self.without_pages(pages, &trees);
        let own = (!own.pages.is_empty()).then_some(own);
        own.into_iter().chain(trees.into_values()).collect()
    }

    /// With a folder for each language, what lies outside of all of them is of the default one.
    fn outside_of_languages(&mut self, pages: &Pages<'_>, own: &mut Tree) {
        let Some(plugin) = pages.plugin.filter(|plugin| plugin.folders && pages.folder != pages.docs) else { return };
        for file in self.files.list(pages.docs) {
            let Some(relative) = path::below(&file, pages.docs) else { continue };
            let Some(page) = layout::page_name(relative).filter(|_| !is_of_language(plugin, &file, pages.docs)) else {
                continue;
            };
            if self.is_hidden(pages, pages.source, relative, &file, page) || own.pages.contains_key(page) {
                continue;
            }
            own.pages.insert(page.to_owned(), file);
        }
    }

    /// Pages of other projects.
    fn mounted(&mut self, pages: &Pages<'_>, own: &mut Tree) {
        for Mount { name, folder } in &pages.mounts {
            for file in self.files.list(folder) {
                let relative = path::join(name, path::below(&file, folder).unwrap_or(&file));
                let Some(page) = layout::page_name(&relative) else { continue };
                if !self.is_hidden(pages, pages.source, &relative, &relative, page) {
                    own.pages.entry(page.to_owned()).or_insert(file);
                }
            }
        }
        own.mounts.clone_from(&pages.mounts);
    }

    /// Says which of the locales that were asked for have no pages.
    fn without_pages(&mut self, pages: &Pages<'_>, trees: &BTreeMap<Tag, Tree>) {
        for tag in pages.locales.iter().filter(|tag| *tag != pages.source && !trees.contains_key(tag)) {
            let searched =
                pages.pattern.map(|pattern| format!(" in {}", pattern.fill(tag.as_str(), "*"))).unwrap_or_default();
            let listed = pages.plugin.and_then(|plugin| plugin.language(tag));
            if let (Some(language), Some(main)) = (listed, pages.main) {
                let name = language.options.get("name").and_then(Value::to_text);
                let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
                let message = format!(
                    "the locale {tag}{name} has no pages{searched}, so it has no book; its website shows those of the source"
                );
                let help = "translate a page, or take the language out of the list of the plugin";
                let place = place::of_value(&main.text, &language.written);
                self.warn(Code::InvalidConfiguration, &main.path, place, &message, help);
                continue;
            }
            let (path, text) = self.read.first().cloned().unwrap_or_default();
            self.warn(
                Code::InvalidConfiguration,
                &path,
                place::of_key(&text, &["locales"]),
                &format!("the locale {tag} has no pages{searched}"),
                "correct locales: or translations.pages:, or take the locale out",
            );
        }
    }

    /// Locales that have a configuration of their own, which says where their pages lie.
    fn with_configurations(&mut self, pages: &Pages<'_>, trees: &mut BTreeMap<Tag, Tree>) {
        for (tag, own) in pages.own.iter().filter(|(tag, _)| *tag != pages.source) {
            if !pages.locales.is_empty() && !pages.locales.contains(tag) {
                continue;
            }
            let mut tree = pages.new_tree(tag, &own.written, &own.folder);
            tree.fallback = pages.fallback.unwrap_or(!own.separate);
            let elsewhere: Vec<&str> = pages
                .own
                .values()
                .map(|other| other.folder.as_str())
                .filter(|other| path::below(other, &own.folder).is_some())
                .collect();
            let mut files = self.files.list(&own.folder);
            files.retain(|file| !elsewhere.iter().any(|other| path::below(file, other).is_some()));
            self.fill(&mut tree, files, pages);
            if !tree.pages.is_empty() {
                trees.insert(tag.clone(), tree);
            }
        }
    }

    /// Whether the website of a locale hides a page. Its `path` counts from the pages of the locale; MkDocs counts the
    /// paths of its rules from its own folder of pages, in which that of a locale may lie.
    fn is_hidden(&mut self, pages: &Pages<'_>, locale: &Tag, path: &str, file: &str, page: &str) -> bool {
        let hidden = pages.own_hidden.get(locale).unwrap_or(pages.hidden);
        let own_docs = pages.own.get(locale).map_or(pages.docs, |own| &own.folder);
        let hides = hidden.hides(path, path::below(file, own_docs).unwrap_or(path));
        if hides {
            self.hidden_pages.insert(page.to_owned());
        }
        hides
    }

    /// Translations of which each has a folder of its own.
    fn in_folders(&mut self, pages: &Pages<'_>, pattern: &PagePattern, trees: &mut BTreeMap<Tag, Tree>) {
        for entry in self.files.entries(pattern.fixed_folder()) {
            let Some(written) = pattern.locale_of_folder(&entry.name).filter(|_| entry.is_folder()) else { continue };
            let Some(tag) = Tag::parse(written) else { continue };
            if tag == *pages.source {
                continue;
            }
            let below = pattern.fill(written, "");
            if !pages.wants(&tag, written) {
                // Whoever wrote the pattern down may have meant this folder too, unless it is that of the source.
                let of_source = below == pages.folder || path::below(pages.folder, &below).is_some();
                if pages.written && pages.locales.is_empty() && !of_source && self.has_pages(&below) {
                    let message = format!("{below} is not taken for a locale: no language {written} is known");
                    let help = "name it in locales: of pamphlet.yml, with all others, to have it built";
                    self.say(Code::UnknownLocale, &below, None, &message, help);
                }
                if !of_source {
                    self.unlisted(pages, &tag, written, &below);
                }
                continue;
            }
            if let Some(known) = trees.get(&tag) {
                let message = format!("{} and {below} are both the locale {tag}; the first is used", known.folder);
                self.say(Code::PageCollision, &below, None, &message, "remove or rename one of the folders");
                continue;
            }
            let mut tree = pages.new_tree(&tag, written, &below);
            let below = self.files.list(&below);
            self.fill(&mut tree, below, pages);
            if !tree.pages.is_empty() {
                trees.insert(tag, tree);
            }
        }
    }

    /// Says that the plugin keeps pages off the website because they belong to a language that it does not list.
    fn unlisted(&mut self, pages: &Pages<'_>, tag: &Tag, written: &str, place: &str) {
        let Some(plugin) = pages.plugin.filter(|plugin| plugin.takes(written) && plugin.language(tag).is_none()) else {
            return;
        };
        if !plugin.languages.is_empty() && (layout::page_name(place).is_some() || self.has_pages(place)) {
            let message = format!(
                "{place} is not built: mkdocs-static-i18n takes it for the language {written}, which it does not list"
            );
            let help = "list the language to have it built; rename it if it is none";
            self.say(Code::UnknownLocale, place, None, &message, help);
        }
    }

    fn has_pages(&self, folder: &str) -> bool {
        detect::has_pages(self.files, folder)
    }

    /// Translations that are told by their files' names; what is one is taken out of `own_files`.
    fn by_names(
        &mut self,
        pages: &Pages<'_>,
        pattern: &PagePattern,
        own: &mut Tree,
        own_files: &mut Vec<String>,
        trees: &mut BTreeMap<Tag, Tree>,
    ) {
        let relative = pattern.as_str().starts_with("{page}");
        let candidates = if relative { own_files.clone() } else { self.files.list(pattern.fixed_folder()) };
        let mut taken = BTreeSet::new();
        for file in candidates {
            let subject = if relative { path::below(&file, pages.folder).unwrap_or(&file) } else { &file };
            let Some(found) = pattern.read(subject) else { continue };
            let Some(tag) = Tag::parse(found.locale) else { continue };
            let page = found.page.to_owned();
            if tag != *pages.source && !pages.wants(&tag, found.locale) {
                // A plugin that takes it for a language that it does not build keeps it off the website.
                if pages.plugin.is_some_and(|plugin| plugin.takes(found.locale)) {
                    self.unlisted(pages, &tag, found.locale, &file);
                    taken.insert(file);
                }
                continue;
            }
            let hidden = self.is_hidden(pages, &tag, &format!("{page}.md"), &file, &page);
            let tree = if tag == *pages.source {
                &mut *own
            } else {
                let written = found.locale;
                trees.entry(tag).or_insert_with_key(|tag| pages.new_tree(tag, written, pages.folder))
            };
            if !hidden {
                if let Some(first) = tree.pages.get(found.page) {
                    let message = format!("{first} and {file} are both the page {}; the first is used", found.page);
                    self.say(Code::PageCollision, &file, None, &message, "rename one of the two files");
                } else {
                    tree.pages.insert(found.page.to_owned(), file.clone());
                }
            }
            taken.insert(file);
        }
        own_files.retain(|file| !taken.contains(file));
    }

    /// Sorts the files of a folder into pages and defaults of front matter.
    fn fill(&mut self, tree: &mut Tree, files: Vec<String>, pages: &Pages<'_>) {
        let mut folded: BTreeMap<String, String> =
            tree.pages.keys().map(|page| (names::folded(page), page.clone())).collect();
        for file in files {
            let relative = path::below(&file, &tree.folder).unwrap_or(&file);
            if path::split(relative).1 == ".meta.yml" {
                self.defaults(tree, &file);
                continue;
            }
            let notebook = relative.strip_suffix(".ipynb").filter(|_| self.notebooks);
            if relative.strip_suffix(".py").is_some_and(|_| pages.hidden.shows_script(relative)) {
                self.scripts.push(file.clone());
            }
            let Some(page) = layout::page_name(relative).or(notebook) else { continue };
            if self.is_hidden(pages, &tree.locale, relative, &file, page) {
                continue;
            }
            if let Some(first) = tree.pages.get(page) {
                let message = format!("{first} and {file} are both the page {page}; the first is used");
                self.say(Code::PageCollision, &file, None, &message, "rename one of the two files");
                continue;
            }
            if let Some(twin) = folded.insert(names::folded(page), page.to_owned()) {
                let message = format!("{twin} and {file} would be one file {}", Twin::of(&twin, page).place());
                self.warn(Code::PageCollision, &file, None, &message, "rename one of the two files");
            }
            tree.pages.insert(page.to_owned(), file);
        }
    }

    /// Reads a `.meta.yml`: front matter that all pages of its folder have.
    fn defaults(&mut self, tree: &mut Tree, file: &str) {
        let bytes = match self.files.read(file) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.files.say(ReadError::at(file, Cause::Gone)),
            Err(trouble) => return self.files.say(trouble),
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match self.website_yaml(file, &text) {
            Ok(Value::Map(map)) => {
                let folder = path::parent(path::below(file, &tree.folder).unwrap_or(file)).to_owned();
                tree.defaults.push((folder, map));
            }
            Ok(Value::Null) => {}
            Ok(_) => self.say(
                Code::InvalidFrontMatter,
                file,
                Some(Spot::at(1, 1)),
                "it is not a map of keys and values",
                "write key: value; until then it says nothing",
            ),
            Err(error) => self.say(
                Code::InvalidFrontMatter,
                file,
                error.spot(),
                &format!("it is not YAML: {}", error.message),
                "correct the line; until then it says nothing",
            ),
        }
        self.read.push((file.to_owned(), text));
    }
}

/// Whether a file lies in a folder that the plugin takes for one of a language.
fn is_of_language(plugin: &Plugin, file: &str, docs: &str) -> bool {
    let first = path::below(file, docs).and_then(|below| below.split_once('/'));
    first.is_some_and(|(folder, _)| plugin.takes(folder))
}
