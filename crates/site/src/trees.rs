//! Which files are pages of which locale.

use crate::ignore_rules::IgnoreRules;
use crate::layout::{self, Pattern};
use crate::load::Loader;
use crate::names::Twin;
use crate::refusal::{Cause, ReadError};
use crate::site::Tree;
use crate::{names, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::Code;
use pamphlet_source::yaml::{self, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Where the pages of a site lie.
pub(crate) struct Pages<'a> {
    /// The locale that the others are translated from.
    pub(crate) source: &'a Tag,
    /// The folder of its pages.
    pub(crate) folder: &'a str,
    /// Where translations lie, if there are any.
    pub(crate) pattern: Option<&'a Pattern>,
    /// Whether the configuration writes that pattern down.
    pub(crate) written: bool,
    /// The locales that are asked for; none: all that the pattern finds.
    pub(crate) locales: &'a [Tag],
    /// Which files are no pages.
    pub(crate) rules: &'a IgnoreRules,
}

impl Pages<'_> {
    /// Whether a name that the pattern found is a locale of the site.
    fn wants(&self, tag: &Tag, written: &str) -> bool {
        if self.locales.is_empty() { layout::likely_locale(written).is_some() } else { self.locales.contains(tag) }
    }
}

fn new_tree(locale: &Tag, written: &str, folder: &str) -> Tree {
    Tree {
        locale: locale.clone(),
        written: written.to_owned(),
        folder: folder.to_owned(),
        pages: BTreeMap::new(),
        nav: Vec::new(),
        appended: Vec::new(),
        defaults: Vec::new(),
    }
}

impl Loader<'_> {
    /// The trees of all locales that have pages, the source's first, without navigation.
    pub(crate) fn trees(&mut self, pages: &Pages<'_>) -> Vec<Tree> {
        let mut trees = BTreeMap::new();
        if let Some(pattern) = pages.pattern.filter(|pattern| !pattern.names_files()) {
            self.in_folders(pages, pattern, &mut trees);
        }
        let mut own = new_tree(pages.source, pages.source.as_str(), pages.folder);
        let inside: Vec<String> = trees.values().map(|tree| tree.folder.clone()).collect();
        let mut own_files = self.files.list(pages.folder);
        own_files.retain(|file| {
            !inside.iter().any(|below| path::below(below, pages.folder).is_some() && path::below(file, below).is_some())
        });
        if let Some(pattern) = pages.pattern.filter(|pattern| pattern.names_files()) {
            self.by_names(pages, pattern, &mut own, &mut own_files, &mut trees);
        }
        self.fill(&mut own, own_files, pages.rules);
        for tag in pages.locales.iter().filter(|tag| *tag != pages.source && !trees.contains_key(tag)) {
            let (path, text) = self.read.first().cloned().unwrap_or_default();
            let searched =
                pages.pattern.map(|pattern| format!(" in {}", pattern.fill(tag.as_str(), "*"))).unwrap_or_default();
            self.warn(
                Code::InvalidConfiguration,
                &path,
                place::of_key(&text, &["locales"]),
                &format!("the locale {tag} has no pages{searched}"),
                "correct locales: or translations.pages:, or take the locale out",
            );
        }
        let own = (!own.pages.is_empty()).then_some(own);
        own.into_iter().chain(trees.into_values()).collect()
    }

    /// Translations of which each has a folder of its own.
    fn in_folders(&mut self, pages: &Pages<'_>, pattern: &Pattern, trees: &mut BTreeMap<Tag, Tree>) {
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
                    self.say(Code::UnknownLocale, &below, (0, 0), &message, help);
                }
                continue;
            }
            if let Some(known) = trees.get(&tag) {
                let message = format!("{} and {below} are both the locale {tag}; the first is used", known.folder);
                self.say(Code::PageCollision, &below, (0, 0), &message, "remove or rename one of the folders");
                continue;
            }
            let mut tree = new_tree(&tag, written, &below);
            let below = self.files.list(&below);
            self.fill(&mut tree, below, pages.rules);
            if !tree.pages.is_empty() {
                trees.insert(tag, tree);
            }
        }
    }

    fn has_pages(&self, folder: &str) -> bool {
        self.files.list(folder).iter().any(|file| layout::page_name(file).is_some())
    }

    /// Translations that are told by their files' names; what is one is taken out of `own_files`.
    fn by_names(
        &mut self,
        pages: &Pages<'_>,
        pattern: &Pattern,
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
            let tree = if tag == *pages.source {
                &mut *own
            } else if pages.wants(&tag, found.locale) {
                trees.entry(tag).or_insert_with_key(|tag| new_tree(tag, tag.as_str(), pages.folder))
            } else {
                continue;
            };
            if !pages.rules.matches(&format!("{}.md", found.page)) && !pages.rules.matches(subject) {
                if let Some(first) = tree.pages.get(found.page) {
                    let message = format!("{first} and {file} are both the page {}; the first is used", found.page);
                    self.say(Code::PageCollision, &file, (0, 0), &message, "rename one of the two files");
                } else {
                    tree.pages.insert(found.page.to_owned(), file.clone());
                }
            }
            taken.insert(file);
        }
        own_files.retain(|file| !taken.contains(file));
    }

    /// Sorts the files of a folder into pages and defaults of front matter.
    fn fill(&mut self, tree: &mut Tree, files: Vec<String>, rules: &IgnoreRules) {
        let mut folded: BTreeMap<String, String> =
            tree.pages.keys().map(|page| (names::folded(page), page.clone())).collect();
        for file in files {
            let relative = path::below(&file, &tree.folder).unwrap_or(&file);
            if path::split(relative).1 == ".meta.yml" {
                self.defaults(tree, &file);
                continue;
            }
            let notebook = relative.strip_suffix(".ipynb").filter(|_| self.notebooks);
            let Some(page) = layout::page_name(relative).or(notebook) else { continue };
            if rules.matches(relative) {
                continue;
            }
            if let Some(first) = tree.pages.get(page) {
                let message = format!("{first} and {file} are both the page {page}; the first is used");
                self.say(Code::PageCollision, &file, (0, 0), &message, "rename one of the two files");
                continue;
            }
            if let Some(twin) = folded.insert(names::folded(page), page.to_owned()) {
                let message = format!("{twin} and {file} would be one file {}", Twin::of(&twin, page).place());
                self.warn(Code::PageCollision, &file, (0, 0), &message, "rename one of the two files");
            }
            tree.pages.insert(page.to_owned(), file);
        }
    }

    /// Reads a `.meta.yml`: front matter that all pages of its folder have.
    fn defaults(&mut self, tree: &mut Tree, file: &str) {
        let bytes = match self.files.read(file) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.files.say(ReadError { path: file.to_owned(), cause: Cause::Gone }),
            Err(trouble) => return self.files.say(trouble),
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match yaml::parse(&text) {
            Ok(Value::Map(map)) => {
                let folder = path::parent(path::below(file, &tree.folder).unwrap_or(file)).to_owned();
                tree.defaults.push((folder, map));
            }
            Ok(Value::Null) => {}
            Ok(_) => self.say(
                Code::InvalidFrontMatter,
                file,
                (1, 1),
                "it is not a map of keys and values",
                "write key: value; until then it says nothing",
            ),
            Err(error) => self.say(
                Code::InvalidFrontMatter,
                file,
                (error.line.unwrap_or(0), error.column.unwrap_or(0)),
                &format!("it is not YAML: {}", error.message),
                "correct the line; until then it says nothing",
            ),
        }
        self.read.push((file.to_owned(), text));
    }
}
