//! From files to a [`Site`].

use crate::config::Config;
use crate::detect::{self, Plugin};
use crate::files::Watched;
use crate::ignore_rules::{IgnoreRules, Parsed};
use crate::labels::Labels;
use crate::layout::{self, Pattern};
use crate::mkdocs::{Lookup, MkDocs};
use crate::nav;
use crate::refusal::ReadError;
use crate::site::{Site, Tree};
use crate::snippets::snippet_folders;
use crate::strings::Strings;
use crate::trees::Pages;
use crate::{Files, SiteError, path, place};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_source::limits::{EXCLUDE_PATTERNS, WRONG_PATTERNS};
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Finding, Severity, limits};
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
/// When the configuration cannot be used or read, or when there are no pages.
///
/// # Panics
/// Never: `en` is a tag.
pub fn load(files: &dyn Files, config: Option<(&str, &str)>) -> Result<Loaded, SiteError> {
    let files = &Watched::new(files);
    let mut loader = Loader { files, findings: Vec::new(), known: BTreeSet::new(), read: Vec::new() };
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
        None => detect::translations(files, &docs, &source, plugin.as_ref()),
    };

    let rules = loader.rules(&config, mkdocs.as_ref());
    let mut trees = loader.trees(&Pages {
        source: &source,
        folder: &folder,
        pattern: pattern.as_ref(),
        written: config.pages.is_some(),
        locales: &config.locales,
        rules: &rules,
    });
    loader.names(&source, &mut trees, mkdocs.as_ref());
    if trees.iter().all(|tree| tree.pages.is_empty()) {
        let also = pattern.as_ref().map(|pattern| format!(", nor by {}", pattern.as_str())).unwrap_or_default();
        let place =
            if config.path.is_empty() { mkdocs.as_ref().map_or("", |mkdocs| &mkdocs.path) } else { &config.path };
        return Err(SiteError::new(
            place,
            format!("there are no pages in {}{also}{}", shown(&folder), because(files, &folder)),
            "name the folder of the pages in source.pages of pamphlet.yml, or in docs_dir of mkdocs.yml",
        ));
    }

    let strings_pattern = match &config.strings {
        Some(pattern) => Some(pattern.clone()),
        None => detect::strings(files, &source),
    };
    let strings = loader.strings(strings_pattern.as_ref(), &source, &trees, plugin.as_ref());
    let own_mkdocs = loader.localized_mkdocs(&config, &trees)?;
    loader.appended(&config, mkdocs.as_ref(), &source, &mut trees);

    let translated = trees.iter().any(|tree| tree.locale != source);
    let labels = Labels {
        config: &config,
        mkdocs: mkdocs.as_ref(),
        own: &own_mkdocs,
        strings: &strings,
        plugin: plugin.as_ref(),
        source: &source,
    };
    loader.navigation(&labels, &mut trees);
    loader.interface(&labels, &trees);
    let identity = labels.identity(&trees);
    let address = config.url.clone().or_else(|| labels.address(translated));

    let mut asset_folders: Vec<String> = Vec::new();
    let overlay =
        mkdocs.as_ref().and_then(|mkdocs| Some(mkdocs.resolve(mkdocs.get(&["theme", "custom_dir"])?.as_str()?)));
    for folder in overlay.iter().chain(&config.assets) {
        if !asset_folders.contains(folder) {
            asset_folders.push(folder.clone());
        }
    }
    let site_files = loader.other_files(&trees, &asset_folders);
    let snippet_folders = snippet_folders(&config, mkdocs.as_ref());
    for folder in snippet_folders.iter().filter(|folder| path::is_outside(folder)) {
        if let Err(trouble) = files.inner().place(folder) {
            files.say(trouble);
        }
    }
    let site = Site {
        identity,
        address,
        source,
        trees,
        extensions: mkdocs.as_ref().map(|mkdocs| mkdocs.get(&["markdown_extensions"]).cloned().unwrap_or(Value::Null)),
        snippet_folders,
        asset_folders,
        files: site_files,
        paper: config.paper,
        epub: config.epub,
        print: config.print.clone(),
        read: loader.read,
    };
    let mut findings = Finding::capped(loader.findings);
    findings.extend(files.troubles().iter().map(ReadError::finding));
    for finding in &mut findings {
        if let Some((_, text)) = site.read.iter().find(|(path, _)| *path == finding.path) {
            let line = (finding.line as usize).checked_sub(1).and_then(|line| text.lines().nth(line));
            finding.quote(line.unwrap_or_default());
        }
    }
    Ok(Loaded { site, findings })
}

/// Where a value stands, as long as somebody will see it: to search the text for each of ten thousand takes minutes.
fn shown_place(index: usize, text: &str, value: &str) -> (u32, u32) {
    if index > limits::FINDINGS_OF_A_KIND { (0, 0) } else { place::of_value(text, value) }
}

/// What is at hand while a site is read.
pub(crate) struct Loader<'f> {
    pub(crate) files: &'f Watched<'f>,
    /// What there is to say.
    findings: Vec<Finding>,
    /// The same: locales share a configuration, and what is wrong in it is said once.
    known: BTreeSet<Finding>,
    /// The files of the configuration, with their texts.
    pub(crate) read: Vec<(String, String)>,
}

impl Loader<'_> {
    /// Says something, in the severity that its code has.
    pub(crate) fn say(&mut self, code: Code, path: &str, place: (u32, u32), message: &str, help: &str) {
        self.add(place::finding(code, path, place, message, help));
    }

    /// Says something that the site can be built with, though its code means an error.
    pub(crate) fn warn(&mut self, code: Code, path: &str, place: (u32, u32), message: &str, help: &str) {
        self.add(Finding { severity: Severity::Warning, ..place::finding(code, path, place, message, help) });
    }

    fn add(&mut self, finding: Finding) {
        if self.known.insert(finding.clone()) {
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
            None => detect::mkdocs_path(self.files),
        };
        let Some(path) = named else { return Ok(None) };
        if config.mkdocs.is_some() && !self.files.exists(&path) {
            return Err(SiteError::new(
                &config.path,
                format!("there is no {path}"),
                "correct mkdocs:, or leave it out when the site has no mkdocs.yml",
            )
            .at(place::of_key(&config.text, &["mkdocs"]).0, place::of_key(&config.text, &["mkdocs"]).1));
        }
        let mkdocs = MkDocs::read(self.files.inner(), &path)?;
        self.read.extend(mkdocs.read.iter().cloned());
        Ok(Some(mkdocs))
    }

    fn docs_dir(mkdocs: &MkDocs) -> Result<String, SiteError> {
        let written = match mkdocs.get(&["docs_dir"]) {
            None => "docs".to_owned(),
            Some(value) => Lookup::default().text(value).unwrap_or_else(|| "docs".to_owned()),
        };
        let (line, column) = place::of_key(&mkdocs.text, &["docs_dir"]);
        if written.starts_with('/') {
            let message = format!("docs_dir is an absolute path: {written}");
            return Err(SiteError::new(&mkdocs.path, message, "write it relative to mkdocs.yml").at(line, column));
        }
        Ok(mkdocs.resolve(&written))
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
        let Parsed { rules, wrong, beyond } = IgnoreRules::parse(&text);
        let (path, text) = mkdocs.map_or((&config.path, &config.text), |mkdocs| (&mkdocs.path, &mkdocs.text));
        // Each is looked for in the whole text, so not all of very many are.
        for line in wrong.iter().take(WRONG_PATTERNS) {
            self.warn(
                Code::InvalidConfiguration,
                path,
                place::of_value(text, line),
                &format!("“{line}” is no pattern"),
                "write it as in a .gitignore; until then it leaves nothing out",
            );
        }
        let more = wrong.len().saturating_sub(WRONG_PATTERNS);
        for (count, message) in [
            (more, format!("{more} more lines of patterns are none")),
            (beyond, format!("{beyond} patterns are more than the {EXCLUDE_PATTERNS} that may hold *, ? or brackets")),
        ] {
            if count > 0 {
                let place = place::of_key(text, &["exclude_docs"]);
                self.warn(Code::InvalidConfiguration, path, place, &message, "they leave nothing out; write fewer");
            }
        }
        rules
    }

    fn strings(
        &mut self,
        pattern: Option<&Pattern>,
        source: &Tag,
        trees: &[Tree],
        plugin: Option<&Plugin>,
    ) -> BTreeMap<Tag, Strings> {
        let mut found: BTreeMap<Tag, Strings> = BTreeMap::new();
        let named = trees.iter().map(|tree| (&tree.locale, tree.written.as_str()));
        for (locale, written) in named.chain([(source, source.as_str())]) {
            if found.contains_key(locale) {
                continue;
            }
            let mut strings = Strings::default();
            for name in [written, locale.as_str()] {
                let Some(file) = pattern.map(|pattern| pattern.fill(name, "")) else { break };
                let text = match self.text(&file) {
                    Ok(Some(text)) => text,
                    Ok(None) => continue,
                    // Labels stay in the source language, and everything else is as it would be.
                    Err(error) => {
                        self.add(error.finding());
                        continue;
                    }
                };
                match Strings::read(&file, &text) {
                    Ok(read) => strings = read,
                    Err((line, message)) => {
                        self.warn(
                            Code::InvalidConfiguration,
                            &file,
                            (line, 0),
                            &format!("it is not YAML: {message}"),
                            "correct the line; labels stay in the source language until then",
                        );
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
        found
    }

    /// The `mkdocs.yml` of each locale, where the configuration says that each has one.
    fn localized_mkdocs(&mut self, config: &Config, trees: &[Tree]) -> Result<BTreeMap<Tag, MkDocs>, SiteError> {
        let mut found = BTreeMap::new();
        let Some(pattern) = config.mkdocs.as_deref().filter(|path| path.contains("{locale}")) else { return Ok(found) };
        for tree in trees {
            let path = pattern.replace("{locale}", &tree.written);
            if self.files.exists(&path) {
                let mkdocs = MkDocs::read(self.files.inner(), &path)?;
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

    fn navigation(&mut self, labels: &Labels<'_>, trees: &mut [Tree]) {
        let source_pages: BTreeSet<String> = trees
            .iter()
            .filter(|tree| tree.locale == *labels.source)
            .flat_map(|tree| tree.pages.keys().cloned())
            .collect();
        for tree in trees {
            let pages: BTreeSet<&str> = source_pages.iter().chain(tree.pages.keys()).map(String::as_str).collect();
            let lookup = labels.lookup(&tree.locale);
            let mkdocs = labels.own.get(&tree.locale).or(labels.mkdocs);
            let language = labels.language(&tree.locale).and_then(|options| options.get("nav"));
            let (value, path, text) = match (&labels.config.nav, language, mkdocs) {
                (Some(nav), ..) => (Some(nav), labels.config.path.as_str(), labels.config.text.as_str()),
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
            for (index, missing) in reader.missing.into_iter().enumerate() {
                // A page that another locale has is no mistake of the navigation, which all share.
                self.say(
                    Code::MissingPage,
                    path,
                    shown_place(index, text, &missing),
                    &format!("the navigation names {missing}, which does not exist"),
                    "correct the path, or take the entry out",
                );
            }
        }
    }

    /// Says which locales have labels in English for want of words in their language.
    fn interface(&mut self, labels: &Labels<'_>, trees: &[Tree]) {
        let config = labels.config;
        let (path, text) = match labels.mkdocs {
            _ if !config.path.is_empty() => (config.path.as_str(), config.text.as_str()),
            Some(mkdocs) => (mkdocs.path.as_str(), mkdocs.text.as_str()),
            None => ("", ""),
        };
        for locale in trees.iter().map(|tree| &tree.locale) {
            if !Catalog::of(locale).is_translated() {
                self.say(
                    Code::UntranslatedInterface,
                    path,
                    place::of_value(text, locale.as_str()),
                    &format!("there are no words of the interface in the language of `{locale}`"),
                    "labels such as `Contents` are in English there; add a table of words to crates/locale/locales",
                );
            }
        }
    }

    /// Everything below trees and asset folders that is no page.
    fn other_files(&self, trees: &[Tree], asset_folders: &[String]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let folders: BTreeSet<&str> =
            trees.iter().map(|tree| tree.folder.as_str()).chain(asset_folders.iter().map(String::as_str)).collect();
        for folder in folders {
            found.extend(
                self.files
                    .list(folder)
                    .into_iter()
                    .filter(|file| layout::page_name(file).is_none() && !file.ends_with(".meta.yml")),
            );
        }
        found
    }
}

/// A folder, as messages name it.
fn shown(folder: &str) -> &str {
    if folder.is_empty() { "its folder" } else { folder }
}

/// Why a folder, or else anything, could not be read until now; empty when there is nothing to say.
fn because(files: &Watched<'_>, folder: &str) -> String {
    let troubles = files.troubles();
    let trouble = troubles.iter().find(|trouble| trouble.path == folder).or(troubles.first());
    trouble.map(|trouble| format!("; {trouble}")).unwrap_or_default()
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
