//! From files to a [`Site`].

use crate::blog;
use crate::config::{Config, MkDocsFile};
use crate::configurations::{self, Configurations, Own};
use crate::data;
use crate::detect;
use crate::files::Watched;
use crate::hidden::Hidden;
use crate::host::Host;
use crate::i18n::Plugin;
use crate::known;
use crate::labels::Labels;
use crate::layout::{self, PagePattern};
use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::nameless;
use crate::refusal::ReadError;
use crate::site::{Site, Tree};
use crate::snippets::snippet_folders;
use crate::strings::Strings;
use crate::trees::Pages;
use crate::{Files, SiteError, path, place};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_source::limits::{TITLE_CHARACTERS, grouped};
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, FilePlace, Finding, Severity, Spot};
use pamphlet_vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    load_named(files, config, None)
}

/// As [`load`], of the website that the configuration `mkdocs` describes, whatever else lies there; `mkdocs` is a path
/// from the site.
///
/// # Errors
/// As [`load`].
///
/// # Panics
/// Never: `en` is a tag.
pub(crate) fn load_named(
    files: &dyn Files,
    config: Option<(&str, &str)>,
    mkdocs: Option<&str>,
) -> Result<Loaded, SiteError> {
    load_hosted(files, config, mkdocs, None)
}

/// As [`load_named`], of a website that a program has built which tells what it resolved.
///
/// # Errors
/// As [`load`].
///
/// # Panics
/// Never: `en` is a tag.
pub fn load_hosted(
    files: &dyn Files,
    config: Option<(&str, &str)>,
    mkdocs: Option<&str>,
    host: Option<&Host>,
) -> Result<Loaded, SiteError> {
    let files = &Watched::new(files);
    let mut loader = Loader::new(files, host);
    let mut config = loader.config(config)?;
    config.mkdocs = mkdocs.map(|path| MkDocsFile::At(path.to_owned())).or(config.mkdocs);
    let Configurations { main: mut mkdocs, source: told, own } = loader.configurations(&config)?;
    loader.about_configurations(&config, mkdocs.as_ref());
    loader.notebooks = mkdocs
        .as_ref()
        .is_some_and(|mkdocs| ["mkdocs-jupyter", "mknotebooks"].iter().any(|name| known::is_on(mkdocs, name)));
    let plugin = mkdocs.as_ref().and_then(Plugin::of);
    if let (Some(mkdocs), Some(plugin)) = (&mkdocs, &plugin) {
        loader.no_languages(mkdocs, plugin);
    }
    let source = source_locale(&config, told, plugin.as_ref(), mkdocs.as_ref(), files);

    let Folders { docs, translations: folder, pattern } =
        folders(files, &config, mkdocs.as_ref(), &source, plugin.as_ref())?;
    let mounts = mkdocs.as_mut().map(|mkdocs| loader.include(mkdocs)).unwrap_or_default();
    let hidden = loader.hidden(&config, mkdocs.as_ref());
    let own_hidden: BTreeMap<Tag, Hidden> =
        own.iter().map(|(tag, own)| (tag.clone(), loader.hidden(&config, Some(&own.mkdocs)))).collect();
    let built = plugin.as_ref().map(Plugin::built).unwrap_or_default();
    let mut trees = loader.trees(&Pages {
        source: &source,
        docs: &docs,
        folder: &folder,
        pattern: pattern.as_ref(),
        written: config.pages.is_some(),
        locales: if config.locales.is_empty() { &built } else { &config.locales },
        main: mkdocs.as_ref(),
        plugin: plugin.as_ref(),
        own: &own,
        own_hidden: &own_hidden,
        hidden: &hidden,
        fallback: config.fallback,
        mounts,
    });
    trees.retain(|tree| tree.locale == source || host.is_none_or(|host| host.has(tree)));
    // The folder of one language, whatever it is called, is that of no other one.
    trees.retain(|tree| !own.iter().any(|(tag, own)| !own.shared && own.folder == tree.folder && *tag != tree.locale));
    loader.about_scripts(mkdocs.as_ref());
    loader.names(&source, &mut trees, mkdocs.as_ref());
    let posts = loader.posts(mkdocs.as_ref(), &mut trees);
    loader.about_pages(&config, mkdocs.as_ref(), &source, &folder, pattern.as_ref(), &trees)?;

    let strings_pattern = match &config.strings {
        Some(pattern) => Some(pattern.clone()),
        None => detect::strings(files, &source),
    };
    let strings = loader.strings(strings_pattern.as_ref(), &source, &trees, plugin.as_ref());
    let own = loader.localized_mkdocs(&config, &trees, own)?;
    loader.appended(&config, mkdocs.as_ref(), &source, &mut trees);

    let labels = Labels {
        config: &config,
        mkdocs: mkdocs.as_ref(),
        own: &own,
        strings: &strings,
        plugin: plugin.as_ref(),
        source: &source,
    };
    loader.navigation(&labels, &docs, &own_hidden, &hidden, &mut trees);
    blog::arrange_all(&mut trees, &source, &posts);
    loader.interface(&labels, &trees);
    loader.programs(mkdocs.iter().chain(own.values().map(|own| &own.mkdocs)).collect());
    let mut identity = labels.identity(&trees, || nameless::title(files, labels.source, &trees));
    if identity.title.cut(TITLE_CHARACTERS) {
        loader.long_title(&config, mkdocs.as_ref());
    }
    let addresses = config.url.clone().or_else(|| labels.address(&trees));

    let asset_folders = asset_folders(&config, mkdocs.as_ref(), &docs, &folder);
    let mut site_files = loader.other_files(&trees, &asset_folders);
    let shown: Vec<&str> = std::iter::once(docs.as_str()).chain(asset_folders.iter().map(String::as_str)).collect();
    let copyright = config.copyright.clone().or_else(|| labels.localized("copyright", &trees));
    identity.brand = loader.brand(&config, mkdocs.as_ref(), copyright, &shown, &mut site_files);
    let (snippet_folders, snippets_beside) = snippet_folders(&config, mkdocs.as_ref());
    files.say_outside(&snippet_folders);
    let site = Site {
        identity,
        addresses,
        lends: plugin.as_ref().is_some_and(|plugin| plugin.fallback),
        localized_files: plugin.as_ref().is_some_and(|plugin| !plugin.folders)
            || pattern.as_ref().is_some_and(PagePattern::names_files),
        source,
        trees,
        posts,
        tags_are_subjects: mkdocs.as_ref().is_some_and(|mkdocs| known::is_on(mkdocs, "tags")),
        data: loader.data(mkdocs.as_ref()),
        include_folders: data::include_folders(mkdocs.as_ref()),
        mkdocs: mkdocs.map(|mkdocs| mkdocs.value),
        snippet_folders,
        snippets_beside,
        asset_folders,
        files: site_files,
        paper: config.paper,
        epub: config.epub,
        markdown: config.markdown,
        json: config.json,
        search: config.search,
        print: config.print.clone(),
        vocabulary: config.vocabulary.clone().map_or_else(Vocabulary::shipped, Arc::new),
        read: loader.read,
    };
    let findings = quoted(loader.findings, files, &site);
    Ok(Loaded { site, findings })
}

/// Where pages lie.
struct Folders {
    /// Those of the source locale.
    docs: String,
    /// Those of translations.
    translations: String,
    /// How their paths are made.
    pattern: Option<PagePattern>,
}

fn folders(
    files: &Watched<'_>,
    config: &Config,
    mkdocs: Option<&MkDocs>,
    source: &Tag,
    plugin: Option<&Plugin>,
) -> Result<Folders, SiteError> {
    let docs = match (&config.source_pages, mkdocs) {
        (Some(folder), _) => folder.clone(),
        (None, Some(mkdocs)) => mkdocs.docs_dir()?,
        (None, None) => detect::pages(files),
    };
    let (translations, pattern) = match &config.pages {
        Some(pattern) => (docs.clone(), Some(pattern.clone())),
        None => detect::translations(files, &docs, source, plugin),
    };
    Ok(Folders { docs, translations, pattern })
}

/// The locale that the others are translated from: as `pamphlet.yml` says, the names of configurations (`told`), the
/// plugin of translations or `mkdocs.yml`; else English.
fn source_locale(
    config: &Config,
    told: Option<Tag>,
    plugin: Option<&Plugin>,
    mkdocs: Option<&MkDocs>,
    files: &Watched<'_>,
) -> Tag {
    let named = config.source_locale.clone().or(told).or_else(|| plugin?.source.clone());
    let named = named.or_else(|| mkdocs?.language(files)).or_else(|| Tag::parse("en"));
    named.expect("en is a tag")
}

/// Folders whose files pages may show: that of the pages, where each language has a folder in it, so that what lies beside
/// these folders is for all of them; that of the theme's own files; and those that are configured.
fn asset_folders(config: &Config, mkdocs: Option<&MkDocs>, docs: &str, translations: &str) -> Vec<String> {
    let beside = config.source_pages.is_none() && path::below(translations, docs).is_some();
    let beside = beside.then(|| docs.to_owned());
    let overlay = mkdocs.and_then(|mkdocs| Some(mkdocs.resolve(mkdocs.get(&["theme", "custom_dir"])?.as_str()?)));
    let mut folders: Vec<String> = Vec::new();
    for folder in beside.iter().chain(&overlay).chain(&config.assets) {
        if !folders.contains(folder) {
            folders.push(folder.clone());
        }
    }
    folders
}

/// What was found and what could not be read, each with the line that it names.
fn quoted(found: Vec<Finding>, files: &Watched<'_>, site: &Site) -> Vec<Finding> {
    let mut findings = Finding::capped(found);
    findings.extend(files.troubles().iter().map(ReadError::finding));
    for finding in &mut findings {
        let Some(place) = &mut finding.place else { continue };
        let text = site.read.iter().find(|(path, _)| *path == place.path).map(|(_, text)| text);
        let index = place.spot.and_then(|spot| (spot.line as usize).checked_sub(1));
        if let Some(line) = text.zip(index).and_then(|(text, index)| text.lines().nth(index)) {
            place.quote(line);
        }
    }
    findings
}

impl Loader<'_> {
    /// Says what of these configurations is a program, and so not run.
    fn programs(&mut self, mut hooked: Vec<&MkDocs>) {
        if let Some(mkdocs) = hooked.first() {
            self.switched_on(mkdocs);
        }
        // Languages that inherit the hooks of one configuration are told of them once.
        hooked.dedup_by_key(|mkdocs| configurations::hooks(mkdocs));
        for mkdocs in hooked {
            self.about_hooks(mkdocs);
        }
    }

    /// Says that the title of the site was cut.
    fn long_title(&mut self, config: &Config, mkdocs: Option<&MkDocs>) {
        let of_mkdocs = || mkdocs.map(|mkdocs| FilePlace::at(mkdocs.path.as_str(), mkdocs.place(&["site_name"])));
        let place = if config.title.is_some() { config.place(&["title"]) } else { of_mkdocs() };
        let most = grouped(TITLE_CHARACTERS as u64);
        let message = format!("the title has more than {most} characters, and is cut there");
        let help = "write a shorter one; what the site is about can be its description";
        self.say_at(Severity::Warning, Code::InvalidConfiguration, place, &message, help);
    }

    /// Names what the plugin i18n lists as languages and is none.
    fn no_languages(&mut self, mkdocs: &MkDocs, plugin: &Plugin) {
        for written in &plugin.unknown {
            let message =
                format!("“{written}” is listed as a language and is not a language tag: no translation is built of it");
            let at = place::of_value(&mkdocs.text, written);
            self.warn(Code::InvalidConfiguration, &mkdocs.path, at, &message, "write one such as de, pt-BR or zh-Hant");
        }
    }

    fn config(&mut self, given: Option<(&str, &str)>) -> Result<Config, SiteError> {
        let found = match given {
            Some((path, text)) => Some((path.to_owned(), text.to_owned())),
            None => self.text(configurations::OWN_NAME)?.map(|text| (configurations::OWN_NAME.to_owned(), text)),
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
            SiteError::new(path, "it is not UTF-8", "save it as UTF-8").at(u32::try_from(line).ok().map(Spot::line))
        })
    }

    fn strings(
        &mut self,
        pattern: Option<&PagePattern>,
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
                    Err(error) => {
                        self.warn(
                            Code::InvalidConfiguration,
                            &file,
                            error.spot(),
                            &format!("it is not YAML: {}", error.message),
                            "correct the line; labels stay in the source language until then",
                        );
                    }
                }
                self.read.push((file, text));
                break;
            }
            let language = plugin.and_then(|plugin| plugin.language(locale));
            if let Some(Value::Map(map)) = language.and_then(|language| language.options.get("nav_translations")) {
                strings.labels.extend(map.0.iter().filter_map(|(key, value)| Some((key.clone(), value.to_text()?))));
            }
            found.insert(locale.clone(), strings);
        }
        found
    }

    /// The `mkdocs.yml` of each locale, where the configuration says that each has one.
    fn localized_mkdocs(
        &mut self,
        config: &Config,
        trees: &[Tree],
        mut own: BTreeMap<Tag, Own>,
    ) -> Result<BTreeMap<Tag, Own>, SiteError> {
        let (Some(MkDocsFile::At(pattern)), Some(_)) = (&config.mkdocs, &config.pages) else { return Ok(own) };
        if !pattern.contains("{locale}") {
            return Ok(own);
        }
        for tree in trees {
            let path = pattern.replace("{locale}", &tree.written);
            if self.files.exists(&path) {
                let (written, folder) = (tree.written.clone(), tree.folder.clone());
                let mkdocs = self.mkdocs(&path)?;
                own.insert(tree.locale.clone(), Own { mkdocs, written, folder, separate: false, shared: false });
            }
        }
        Ok(own)
    }

    /// Says which locales have labels in English for want of words in their language.
    fn interface(&mut self, labels: &Labels<'_>, trees: &[Tree]) {
        let config = labels.config;
        let own = config.file.as_ref().map(|file| (file.path.as_str(), file.text.as_str()));
        let file = own.or_else(|| labels.mkdocs.map(|mkdocs| (mkdocs.path.as_str(), mkdocs.text.as_str())));
        for locale in trees.iter().map(|tree| &tree.locale) {
            if !Catalog::of(locale).is_translated() {
                self.add(place::at(
                    Code::UntranslatedInterface,
                    file.map(|(path, text)| FilePlace::at(path, place::of_value(text, locale.as_str()))),
                    &format!("there are no words of the interface in the language of `{locale}`"),
                    "labels such as `Contents` are in English there; whoever knows the language can add its words to \
                     Pamphlet: crates/locale/locales",
                ));
            }
        }
    }

    /// Everything below trees and asset folders that is no page.
    fn other_files(&self, trees: &[Tree], asset_folders: &[String]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let folders: BTreeSet<&str> =
            trees.iter().map(|tree| tree.folder.as_str()).chain(asset_folders.iter().map(String::as_str)).collect();
        let mounted = trees.iter().flat_map(|tree| &tree.mounts).map(|mount| mount.folder.as_str());
        for folder in folders.into_iter().chain(mounted) {
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

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
