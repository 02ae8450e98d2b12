//! From files to a [`Site`].

use crate::address::Address;
use crate::config::Config;
use crate::detect::{self, Plugin};
use crate::ignore_rules::IgnoreRules;
use crate::layout::{self, Pattern};
use crate::mkdocs::{Lookup, MkDocs};
use crate::nav;
use crate::site::{Identity, Localized, Site, Tree};
use crate::strings::Strings;
use crate::{Files, SiteError, files, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::yaml::{self, Value};
use pamphlet_source::{Code, Finding, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// A site, and what there is to say about its configuration.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The site.
    pub site: Site,
    /// Unknown keys, pages that the navigation names and that do not exist, two pages of one name.
    pub findings: Vec<Finding>,
}

/// Reads a site. `config` is a configuration that lies elsewhere (`--config`): its path for messages, and its text;
/// else `pamphlet.yml` at the root is read, if there is one.
///
/// # Errors
/// When the configuration cannot be used, when there are no pages, or when a file or folder cannot be read.
///
/// # Panics
/// Never: `en` is a tag.
pub fn load(files: &dyn Files, config: Option<(&str, &str)>) -> Result<Loaded, SiteError> {
    let mut loader = Loader { files, findings: Vec::new(), read: Vec::new() };
    let config = loader.config(config)?;
    let source_named = config.source_locale.clone();
    let mkdocs = loader.mkdocs(&config, source_named.as_ref())?;
    let plugin = mkdocs.as_ref().and_then(detect::plugin);
    let source = source_named
        .or_else(|| plugin.as_ref().and_then(|plugin| plugin.source.clone()))
        .or_else(|| {
            let language = mkdocs.as_ref()?.get(&["theme", "language"])?;
            Tag::parse(&Lookup::default().text(language)?)
        })
        .or_else(|| Tag::parse("en"))
        .expect("en is a tag");

    let docs = match (&config.source_pages, &mkdocs) {
        (Some(folder), _) => folder.clone(),
        (None, Some(mkdocs)) => Loader::docs_dir(mkdocs)?,
        (None, None) => "docs".to_owned(),
    };
    let (folder, pattern) = match &config.pages {
        Some(pattern) => (docs, Some(pattern.clone())),
        None => detect::translations(files, &docs, &source, plugin.as_ref())?,
    };

    let rules = loader.rules(&config, mkdocs.as_ref());
    let mut trees = loader.trees(&source, &folder, pattern.as_ref(), &config.locales, &rules)?;
    if trees.iter().all(|tree| tree.pages.is_empty()) {
        let also = pattern.as_ref().map(|pattern| format!(", nor by {}", pattern.as_str())).unwrap_or_default();
        let place =
            if config.path.is_empty() { mkdocs.as_ref().map_or("", |mkdocs| &mkdocs.path) } else { &config.path };
        return Err(SiteError::new(
            place,
            format!("there are no pages in {}{also}", if folder.is_empty() { "its folder" } else { &folder }),
            "name the folder of the pages in source.pages of pamphlet.yml, or in docs_dir of mkdocs.yml",
        ));
    }

    let strings_pattern = match &config.strings {
        Some(pattern) => Some(pattern.clone()),
        None => detect::strings(files, &source)?,
    };
    let strings = loader.strings(strings_pattern.as_ref(), &source, &trees, plugin.as_ref())?;
    let own_mkdocs = loader.localized_mkdocs(&config, &trees)?;
    loader.appended(&config, mkdocs.as_ref(), &source, &mut trees)?;

    let translated = trees.iter().any(|tree| tree.locale != source);
    let context = Context {
        config: &config,
        mkdocs: mkdocs.as_ref(),
        own: &own_mkdocs,
        strings: &strings,
        plugin: plugin.as_ref(),
        source: &source,
    };
    loader.navigation(&context, &mut trees);
    let identity = context.identity(&trees);
    let address = config.url.clone().or_else(|| context.address(translated));

    let mut asset_folders: Vec<String> = Vec::new();
    let overlay = mkdocs.as_ref().and_then(|mkdocs| mkdocs.resolve(mkdocs.get(&["theme", "custom_dir"])?.as_str()?));
    for folder in overlay.iter().chain(&config.assets) {
        if !asset_folders.contains(folder) {
            asset_folders.push(folder.clone());
        }
    }
    let site_files = loader.other_files(&trees, &asset_folders)?;
    let site = Site {
        identity,
        address,
        source,
        trees,
        extensions: mkdocs.as_ref().and_then(|mkdocs| mkdocs.get(&["markdown_extensions"])).cloned(),
        snippet_folders: snippet_folders(&config, mkdocs.as_ref()),
        asset_folders,
        files: site_files,
        paper: config.paper,
        epub: config.epub,
        print: config.print.clone(),
        read: loader.read,
    };
    let mut findings = loader.findings;
    for finding in &mut findings {
        if let Some((_, text)) = site.read.iter().find(|(path, _)| *path == finding.path) {
            let line = (finding.line as usize).checked_sub(1).and_then(|line| text.lines().nth(line));
            line.unwrap_or_default().clone_into(&mut finding.quoted);
        }
    }
    Ok(Loaded { site, findings })
}

struct Loader<'f> {
    files: &'f dyn Files,
    findings: Vec<Finding>,
    read: Vec<(String, String)>,
}

impl Loader<'_> {
    fn say(&mut self, code: Code, path: &str, place: (u32, u32), message: &str, help: &str) {
        let finding = place::finding(code, path, place, message, help);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn config(&mut self, given: Option<(&str, &str)>) -> Result<Config, SiteError> {
        let found = match given {
            Some((path, text)) => Some((path.to_owned(), text.to_owned())),
            None => self.text("pamphlet.yml")?.map(|text| ("pamphlet.yml".to_owned(), text)),
        };
        let Some((path, text)) = found else { return Ok(Config::default()) };
        let config = Config::parse(&path, &text, &mut self.findings)?;
        self.read.push((path, text));
        Ok(config)
    }

    /// The text of a file of the configuration, which has to be UTF-8.
    fn text(&self, path: &str) -> Result<Option<String>, SiteError> {
        let Some(bytes) = self.files.read(path)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = String::from_utf8_lossy(&error.as_bytes()[..valid]).matches('\n').count() + 1;
            SiteError::new(path, "it is not UTF-8", "save it as UTF-8").at(u32::try_from(line).unwrap_or(0), 0)
        })
    }

    fn mkdocs(&mut self, config: &Config, source: Option<&Tag>) -> Result<Option<MkDocs>, SiteError> {
        let named = match &config.mkdocs {
            Some(none) if none.is_empty() => return Ok(None),
            Some(path) => Some(path.replace("{locale}", source.map_or("en", Tag::as_str))),
            None => detect::mkdocs_path(self.files)?,
        };
        let Some(path) = named else { return Ok(None) };
        if config.mkdocs.is_some() && !files::exists(self.files, &path)? {
            return Err(SiteError::new(
                &config.path,
                format!("there is no {path}"),
                "correct mkdocs:, or leave it out when the site has no mkdocs.yml",
            )
            .at(place::of_key(&config.text, &["mkdocs"]).0, place::of_key(&config.text, &["mkdocs"]).1));
        }
        let mkdocs = MkDocs::read(self.files, &path)?;
        self.read.extend(mkdocs.read.iter().cloned());
        Ok(Some(mkdocs))
    }

    fn docs_dir(mkdocs: &MkDocs) -> Result<String, SiteError> {
        let written = match mkdocs.get(&["docs_dir"]) {
            None => "docs".to_owned(),
            Some(value) => Lookup::default().text(value).unwrap_or_else(|| "docs".to_owned()),
        };
        let (line, column) = place::of_key(&mkdocs.text, &["docs_dir"]);
        let folder = mkdocs.resolve(&written).filter(|_| !written.starts_with('/')).ok_or_else(|| {
            SiteError::new(
                &mkdocs.path,
                format!("docs_dir leads out of the site: {written}"),
                "give --site a folder that holds mkdocs.yml and the pages",
            )
            .at(line, column)
        })?;
        Ok(folder)
    }

    fn rules(&mut self, config: &Config, mkdocs: Option<&MkDocs>) -> IgnoreRules {
        // What MkDocs leaves out by default, so that `!` can take it back.
        let mut text = String::from("/templates/\n");
        for key in ["exclude_docs", "draft_docs"] {
            if let Some(lines) = mkdocs.and_then(|mkdocs| mkdocs.get(&[key])).and_then(Value::as_str) {
                text.push_str(lines);
                text.push('\n');
            }
        }
        text.push_str(config.exclude.as_deref().unwrap_or_default());
        let (rules, wrong) = IgnoreRules::parse(&text);
        for line in wrong {
            let path = mkdocs.map_or(config.path.clone(), |mkdocs| mkdocs.path.clone());
            let text = mkdocs.map_or(config.text.clone(), |mkdocs| mkdocs.text.clone());
            self.say(
                Code::InvalidConfiguration,
                &path,
                place::of_value(&text, &line),
                &format!("“{line}” is no pattern"),
                "write it as in a .gitignore; until then it leaves nothing out",
            );
            if let Some(last) = self.findings.last_mut() {
                last.severity = Severity::Warning;
            }
        }
        rules
    }

    /// The trees of all locales, without navigation.
    fn trees(
        &mut self,
        source: &Tag,
        folder: &str,
        pattern: Option<&Pattern>,
        locales: &[Tag],
        rules: &IgnoreRules,
    ) -> Result<Vec<Tree>, SiteError> {
        let new = |locale: &Tag, written: &str, folder: &str| Tree {
            locale: locale.clone(),
            written: written.to_owned(),
            folder: folder.to_owned(),
            pages: BTreeMap::new(),
            nav: Vec::new(),
            appended: Vec::new(),
            defaults: Vec::new(),
        };
        let wanted = |tag: &Tag| if locales.is_empty() { None } else { Some(locales.contains(tag)) };
        let by_name = pattern.filter(|pattern| pattern.names_files());
        let by_folder = pattern.filter(|pattern| !pattern.names_files());

        let mut trees: BTreeMap<Tag, Tree> = BTreeMap::new();
        if let Some(pattern) = by_folder {
            for entry in self.files.entries(pattern.fixed_folder())? {
                let Some(written) = pattern.locale_of_folder(&entry.name).filter(|_| entry.folder) else { continue };
                let Some(tag) = Tag::parse(written) else { continue };
                if !wanted(&tag).unwrap_or_else(|| layout::likely_locale(written).is_some()) || tag == *source {
                    continue;
                }
                let below = pattern.fill(written, "");
                if let Some(known) = trees.get(&tag) {
                    let message = format!("{} and {below} are both the locale {tag}; the first is used", known.folder);
                    self.say(Code::PageCollision, &below, (0, 0), &message, "remove or rename one of the folders");
                    continue;
                }
                let mut tree = new(&tag, written, &below);
                self.fill(&mut tree, files::list(self.files, &below)?, rules);
                if !tree.pages.is_empty() {
                    trees.insert(tag, tree);
                }
            }
        }

        let mut own = new(source, source.as_str(), folder);
        let inside: Vec<String> = trees.values().map(|tree| tree.folder.clone()).collect();
        let mut source_files = files::list(self.files, folder)?;
        source_files.retain(|file| {
            !inside.iter().any(|below| path::below(below, folder).is_some() && path::below(file, below).is_some())
        });
        if let Some(pattern) = by_name {
            let relative = pattern.as_str().starts_with("{page}");
            let mut taken: BTreeMap<Tag, Vec<(String, String)>> = BTreeMap::new();
            let candidates =
                if relative { source_files.clone() } else { files::list(self.files, pattern.fixed_folder())? };
            for file in &candidates {
                let subject = if relative { path::below(file, folder).unwrap_or(file) } else { file };
                let Some(found) = pattern.read(subject) else { continue };
                let Some(tag) = Tag::parse(found.locale) else { continue };
                if tag == *source || wanted(&tag).unwrap_or_else(|| layout::likely_locale(found.locale).is_some()) {
                    taken.entry(tag).or_default().push((found.page.to_owned(), file.clone()));
                }
            }
            for (tag, pages) in taken {
                let tree = trees.entry(tag.clone()).or_insert_with(|| new(&tag, tag.as_str(), folder));
                for (page, file) in pages {
                    source_files.retain(|other| *other != file);
                    if tag == *source {
                        own.pages.insert(page, file);
                    } else if !rules.matches(&format!("{page}.md")) {
                        tree.pages.insert(page, file);
                    }
                }
            }
            trees.remove(source);
        }
        self.fill(&mut own, source_files, rules);

        for tag in locales.iter().filter(|tag| *tag != source && !trees.contains_key(tag)) {
            let (path, text) = self.read.first().cloned().unwrap_or_default();
            self.say(
                Code::InvalidConfiguration,
                &path,
                place::of_key(&text, &["locales"]),
                &format!(
                    "the locale {tag} has no pages{}",
                    pattern.map(|p| format!(" in {}", p.fill(tag.as_str(), "*"))).unwrap_or_default()
                ),
                "correct locales: or translations.pages:, or take the locale out",
            );
            if let Some(last) = self.findings.last_mut() {
                last.severity = Severity::Warning;
            }
        }
        let first = (!own.pages.is_empty()).then_some(own);
        Ok(first.into_iter().chain(trees.into_values()).collect())
    }

    /// Sorts the files of a folder into pages and defaults of front matter.
    fn fill(&mut self, tree: &mut Tree, files: Vec<String>, rules: &IgnoreRules) {
        for file in files {
            let relative = path::below(&file, &tree.folder).unwrap_or(&file);
            if path::split(relative).1 == ".meta.yml" {
                self.defaults(tree, &file);
                continue;
            }
            let Some(page) = layout::page_name(relative) else { continue };
            if rules.matches(relative) {
                continue;
            }
            if let Some(first) = tree.pages.get(page) {
                let message = format!("{first} and {file} are both the page {page}; the first is used");
                self.say(Code::PageCollision, &file, (0, 0), &message, "rename one of the two files");
                continue;
            }
            let folded = page.to_lowercase();
            if let Some((_, twin)) = tree.pages.iter().find(|(other, _)| other.to_lowercase() == folded) {
                let message = format!("{twin} and {file} would be one file where case does not count");
                self.say(Code::PageCollision, &file, (0, 0), &message, "rename one of the two files");
                if let Some(last) = self.findings.last_mut() {
                    last.severity = Severity::Warning;
                }
            }
            tree.pages.insert(page.to_owned(), file);
        }
    }

    fn defaults(&mut self, tree: &mut Tree, file: &str) {
        let Ok(Some(bytes)) = self.files.read(file) else { return };
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

    fn strings(
        &mut self,
        pattern: Option<&Pattern>,
        source: &Tag,
        trees: &[Tree],
        plugin: Option<&Plugin>,
    ) -> Result<BTreeMap<Tag, Strings>, SiteError> {
        let mut found: BTreeMap<Tag, Strings> = BTreeMap::new();
        let named = trees.iter().map(|tree| (&tree.locale, tree.written.as_str()));
        for (locale, written) in named.chain([(source, source.as_str())]) {
            if found.contains_key(locale) {
                continue;
            }
            let mut strings = Strings::default();
            for name in [written, locale.as_str()] {
                let Some(file) = pattern.map(|pattern| pattern.fill(name, "")) else { break };
                let Some(text) = self.text(&file)? else { continue };
                match Strings::read(&file, &text) {
                    Ok(read) => strings = read,
                    Err((line, message)) => {
                        self.say(
                            Code::InvalidConfiguration,
                            &file,
                            (line, 0),
                            &format!("it is not YAML: {message}"),
                            "correct the line; labels stay in the source language until then",
                        );
                        if let Some(last) = self.findings.last_mut() {
                            last.severity = Severity::Warning;
                        }
                    }
                }
                self.read.push((file, text));
                break;
            }
            let language = plugin.and_then(|plugin| plugin.languages.iter().find(|(tag, _)| tag == locale));
            if let Some(Value::Map(map)) = language.and_then(|(_, options)| options.get("nav_translations")) {
                strings.labels.extend(map.0.iter().filter_map(|(key, value)| Some((key.clone(), value.to_text()?))));
            }
            found.insert(locale.clone(), strings);
        }
        Ok(found)
    }

    /// The `mkdocs.yml` of each locale, where the configuration says that each has one.
    fn localized_mkdocs(&mut self, config: &Config, trees: &[Tree]) -> Result<BTreeMap<Tag, MkDocs>, SiteError> {
        let mut found = BTreeMap::new();
        let Some(pattern) = config.mkdocs.as_deref().filter(|path| path.contains("{locale}")) else { return Ok(found) };
        for tree in trees {
            let path = pattern.replace("{locale}", &tree.written);
            if files::exists(self.files, &path)? {
                let mkdocs = MkDocs::read(self.files, &path)?;
                for read in &mkdocs.read {
                    if !self.read.contains(read) {
                        self.read.push(read.clone());
                    }
                }
                found.insert(tree.locale.clone(), mkdocs);
            }
        }
        Ok(found)
    }

    /// Files that are appended to every page.
    fn appended(
        &mut self,
        config: &Config,
        mkdocs: Option<&MkDocs>,
        source: &Tag,
        trees: &mut [Tree],
    ) -> Result<(), SiteError> {
        let listed = mkdocs
            .and_then(|mkdocs| mkdocs.options("markdown_extensions", "pymdownx.snippets"))
            .and_then(|options| options.get("auto_append"))
            .and_then(Value::as_list)
            .unwrap_or_default();
        let folders = snippet_folders(config, mkdocs);
        for tree in trees {
            let mut named: Vec<Vec<String>> = Vec::new();
            if let Some(pattern) = &config.abbreviations {
                named.push(
                    [&tree.written, tree.locale.as_str(), source.as_str()].map(|name| pattern.fill(name, "")).to_vec(),
                );
            } else {
                for item in listed {
                    let Some(written) = Lookup::default().text(item) else { continue };
                    let own = detect::with_locale(&written, source);
                    let mut candidates: Vec<String> = own
                        .iter()
                        .flat_map(|pattern| [&tree.written, tree.locale.as_str()].map(|name| pattern.fill(name, "")))
                        .collect();
                    candidates.push(written);
                    named.push(candidates);
                }
            }
            for candidates in named {
                let mut found = None;
                for candidate in &candidates {
                    for folder in std::iter::once("").chain(folders.iter().map(String::as_str)) {
                        let Some(path) = path::resolve(folder, candidate) else { continue };
                        if found.is_none() && files::exists(self.files, &path)? {
                            found = Some(path);
                        }
                    }
                }
                let written = candidates.last().cloned().unwrap_or_default();
                if let Some(path) = found {
                    tree.appended.push(path);
                } else {
                    let (path, text) = match (&config.abbreviations, mkdocs) {
                        (None, Some(mkdocs)) => (&mkdocs.path, &mkdocs.text),
                        _ => (&config.path, &config.text),
                    };
                    let place = place::of_value(text, &written);
                    self.say(
                        Code::MissingSnippet,
                        path,
                        place,
                        &format!("there is no {written}, which is appended to every page"),
                        "add the file, or take the line out",
                    );
                }
            }
        }
        Ok(())
    }

    fn navigation(&mut self, context: &Context<'_>, trees: &mut [Tree]) {
        let source_pages: BTreeSet<String> = trees
            .iter()
            .filter(|tree| tree.locale == *context.source)
            .flat_map(|tree| tree.pages.keys().cloned())
            .collect();
        for tree in trees {
            let pages: BTreeSet<&str> = source_pages.iter().chain(tree.pages.keys()).map(String::as_str).collect();
            let lookup = context.lookup(&tree.locale);
            let mkdocs = context.own.get(&tree.locale).or(context.mkdocs);
            let language = context.language(&tree.locale).and_then(|options| options.get("nav"));
            let (value, path, text) = match (&context.config.nav, language, mkdocs) {
                (Some(nav), ..) => (Some(nav), context.config.path.as_str(), context.config.text.as_str()),
                (None, Some(nav), Some(mkdocs)) => (Some(nav), mkdocs.path.as_str(), mkdocs.text.as_str()),
                (None, None, Some(mkdocs)) => (mkdocs.get(&["nav"]), mkdocs.path.as_str(), mkdocs.text.as_str()),
                (None, _, None) => (None, "", ""),
            };
            let Some(value) = value.filter(|value| **value != Value::Null) else {
                tree.nav = nav::natural(pages.iter().copied(), "");
                continue;
            };
            let mut reader = nav::Reader::new(&lookup, &pages);
            tree.nav = reader.entries(value, 0);
            for missing in reader.missing {
                // A page that another locale has is no mistake of the navigation, which all share.
                self.say(
                    Code::MissingPage,
                    path,
                    place::of_value(text, &missing),
                    &format!("the navigation names {missing}, which does not exist"),
                    "correct the path, or take the entry out",
                );
            }
        }
    }

    /// Everything below trees and asset folders that is no page.
    fn other_files(&self, trees: &[Tree], asset_folders: &[String]) -> Result<BTreeSet<String>, SiteError> {
        let mut found = BTreeSet::new();
        let folders: BTreeSet<&str> =
            trees.iter().map(|tree| tree.folder.as_str()).chain(asset_folders.iter().map(String::as_str)).collect();
        for folder in folders {
            found.extend(
                files::list(self.files, folder)?
                    .into_iter()
                    .filter(|file| layout::page_name(file).is_none() && !file.ends_with(".meta.yml")),
            );
        }
        Ok(found)
    }
}

/// What the labels and titles of a locale are read from.
struct Context<'a> {
    config: &'a Config,
    mkdocs: Option<&'a MkDocs>,
    own: &'a BTreeMap<Tag, MkDocs>,
    strings: &'a BTreeMap<Tag, Strings>,
    plugin: Option<&'a Plugin>,
    source: &'a Tag,
}

impl<'a> Context<'a> {
    fn lookup(&self, locale: &Tag) -> Lookup<'a> {
        let own = self.strings.get(locale);
        let source = self.strings.get(self.source).filter(|_| locale != self.source);
        Lookup { strings: own.into_iter().chain(source).collect() }
    }

    fn language(&self, locale: &Tag) -> Option<&'a Value> {
        self.plugin?.languages.iter().find(|(tag, _)| tag == locale).map(|(_, options)| options)
    }

    /// A text of `mkdocs.yml` in every locale.
    fn localized(&self, key: &str, trees: &[Tree]) -> Option<Localized> {
        let of = |locale: &Tag| {
            let language = self.language(locale).and_then(|options| options.get(key));
            let value = language.or_else(|| self.own.get(locale).or(self.mkdocs)?.get(&[key]))?;
            self.lookup(locale).text(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let default = of(self.source)?;
        let by_locale = trees
            .iter()
            .filter_map(|tree| Some((tree.locale.clone(), of(&tree.locale)?)))
            .filter(|(_, text)| *text != default)
            .collect();
        Some(Localized { default, by_locale })
    }

    fn identity(&self, trees: &[Tree]) -> Identity {
        let title = self.config.title.clone().or_else(|| self.localized("site_name", trees));
        let title = title.unwrap_or_else(|| Localized::everywhere("Pages"));
        let author = self.mkdocs.and_then(|mkdocs| mkdocs.get(&["site_author"])).and_then(Value::to_text);
        Identity {
            slug: self.config.slug.clone().unwrap_or_else(|| slug(&title.default)),
            description: self.config.description.clone().or_else(|| self.localized("site_description", trees)),
            authors: if self.config.authors.is_empty() {
                author.into_iter().collect()
            } else {
                self.config.authors.clone()
            },
            publisher: self.config.publisher.clone(),
            license: self.config.license.clone(),
            date: self.config.date.clone(),
            subjects: self.config.subjects.clone(),
            title,
        }
    }

    /// The pattern of addresses behind `site_url`: the source locale in it stands for every locale.
    fn address(&self, translated: bool) -> Option<Address> {
        let mkdocs = self.mkdocs?;
        let url = self.lookup(self.source).text(mkdocs.get(&["site_url"])?)?;
        let url = url.trim_end_matches('/');
        let page = if mkdocs.get(&["use_directory_urls"]).and_then(Value::as_bool) == Some(false) {
            "{page}.html"
        } else {
            "{page}/"
        };
        let source = self.source.as_str();
        let named = url.split('/').skip(3).any(|part| part == source);
        if named {
            let parts: Vec<&str> = url.split('/').map(|part| if part == source { "{locale}" } else { part }).collect();
            return Address::parse(&format!("{}/{page}", parts.join("/"))).ok();
        }
        if translated {
            return Some(Address::parse(&format!("{url}/{{locale}}/{page}")).ok()?.bare_for(self.source));
        }
        Address::parse(&format!("{url}/{page}")).ok()
    }
}

/// `Privacy Guides` → `privacy-guides`; what has no Latin letters is called `site`.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            out.push(character);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    let out = out.trim_matches('-');
    if out.is_empty() { "site".to_owned() } else { out.to_owned() }
}

/// Folders of snippets: those of the configuration, `base_path`, the root, and the folder of `mkdocs.yml`.
fn snippet_folders(config: &Config, mkdocs: Option<&MkDocs>) -> Vec<String> {
    let mut folders = config.snippets.clone();
    if let Some(mkdocs) = mkdocs {
        let base =
            mkdocs.options("markdown_extensions", "pymdownx.snippets").and_then(|options| options.get("base_path"));
        let listed: Vec<&Value> = match base {
            Some(Value::List(items)) => items.iter().collect(),
            Some(single) => vec![single],
            None => Vec::new(),
        };
        for value in listed {
            let Some(text) = Lookup::default().text(value) else { continue };
            let docs = || mkdocs.get(&["docs_dir"]).and_then(Value::as_str).unwrap_or("docs").to_owned();
            let text = text.replace("$config_dir", ".").replace("$docs_dir", &docs());
            folders.extend(path::resolve("", &text));
            folders.extend(mkdocs.resolve(&text));
        }
        folders.push(String::new());
        folders.push(mkdocs.folder().to_owned());
    }
    folders.push(String::new());
    let mut unique = Vec::new();
    for folder in folders {
        if !unique.contains(&folder) {
            unique.push(folder);
        }
    }
    unique
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
