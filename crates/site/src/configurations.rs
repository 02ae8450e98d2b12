//! Which files configure a site: one for all its languages, or one for each.

use crate::config::{Config, MkDocsFile};
use crate::files::Watched;
use crate::i18n::Plugin;
use crate::layout::{self, PagePattern};
use crate::loader::Loader;
use crate::mkdocs::{Lookup, MkDocs};
use crate::{Files, SiteError, host, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::Code;
use pamphlet_source::limits::CONFIGURATIONS;
use pamphlet_source::yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a configuration for all languages may be called, Zensical's first, as Zensical looks for them.
pub const NAMES: [&str; 7] = [
    "zensical.toml",
    "zensical.yml",
    "zensical.yaml",
    "properdocs.yml",
    "properdocs.yaml",
    "mkdocs.yml",
    "mkdocs.yaml",
];

/// What the configuration of Pamphlet is called.
pub const OWN_NAME: &str = "pamphlet.yml";

/// Folders that may hold a configuration where the root of the site has none.
const FOLDERS: [&str; 6] = ["docs", "doc", "documentation", "website", "site", "config"];

/// Folders whose members may be called after languages.
const ABOVE_LANGUAGES: [&str; 9] =
    ["", "config", "configs", "docs", "doc", "i18n", "locales", "translations", "languages"];

/// The configurations of a site.
#[derive(Debug, Default)]
pub(crate) struct Configurations {
    /// That of the source.
    pub(crate) main: Option<MkDocs>,
    /// The source, when the configurations say it by being one for each language.
    pub(crate) source: Option<Tag>,
    /// Those of single languages, that of the source among them; empty where one is for all.
    pub(crate) own: BTreeMap<Tag, Own>,
}

/// The configuration of one language.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    /// What it says.
    pub(crate) mkdocs: MkDocs,
    /// The locale as the name of the configuration writes it.
    pub(crate) written: String,
    /// The folder of its pages.
    pub(crate) folder: String,
    /// Whether its website is one of its own: it has a navigation that is not that of the source, or there are none.
    pub(crate) separate: bool,
    /// Whether other languages have the same folder.
    pub(crate) shared: bool,
}

/// A configuration that was found, with its language where its path says one.
struct Found {
    path: String,
    written: Option<String>,
}

impl Loader<'_> {
    /// Finds and reads the configurations of a site.
    ///
    /// # Errors
    /// When one that is named is missing, or that of all languages cannot be used.
    pub(crate) fn configurations(&mut self, config: &Config) -> Result<Configurations, SiteError> {
        let mut found = match &config.mkdocs {
            Some(MkDocsFile::Nothing) => return Ok(Configurations::default()),
            Some(MkDocsFile::At(named)) if !named.contains("{locale}") => {
                return Ok(Configurations { main: Some(self.named(config, named)?), ..Configurations::default() });
            }
            Some(MkDocsFile::At(pattern)) => by_pattern(self.files, pattern),
            None => found(self.files),
        };
        if found.len() > CONFIGURATIONS {
            let message = format!("there are {} configurations of languages; {CONFIGURATIONS} are read", found.len());
            let help =
                "name the languages that are wanted in locales: of pamphlet.yml, and one configuration in mkdocs:";
            self.warn(Code::InvalidConfiguration, &found[CONFIGURATIONS].path, None, &message, help);
            found.truncate(CONFIGURATIONS);
        }
        // Whoever says where translations lie has described one site.
        if let (Some(MkDocsFile::At(pattern)), true) = (&config.mkdocs, config.pages.is_some() || found.is_empty()) {
            let source = config.source_locale.as_ref().map_or("en", Tag::as_str);
            let main = self.named(config, &pattern.replace("{locale}", source))?;
            return Ok(Configurations { main: Some(main), ..Configurations::default() });
        }
        self.chosen(config, found)
    }

    fn named(&mut self, config: &Config, path: &str) -> Result<MkDocs, SiteError> {
        if !self.files.exists(path) {
            let help = "correct mkdocs:, or leave it out when the site has no mkdocs.yml";
            let place = config.place(&["mkdocs"]);
            return Err(SiteError { place, ..SiteError::of_site(format!("there is no {path}"), help) });
        }
        self.mkdocs(path)
    }

    /// Reads a configuration, and remembers its files.
    pub(crate) fn mkdocs(&mut self, path: &str) -> Result<MkDocs, SiteError> {
        let mut mkdocs = MkDocs::read(self.files.inner(), path)?;
        if self.host.is_some() {
            host::without_done(&mut mkdocs);
        }
        for (file, key) in &mkdocs.doubled {
            self.add(place::doubled(file, key));
        }
        for read in &mkdocs.read {
            if !self.read.contains(read) {
                self.read.push(read.clone());
            }
        }
        Ok(mkdocs)
    }

    /// One configuration for all languages, or one for each, of those that were found.
    fn chosen(&mut self, config: &Config, found: Vec<Found>) -> Result<Configurations, SiteError> {
        let (plain, named): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.written.is_none());
        let plain = match plain.first() {
            Some(found) => Some(self.mkdocs(&found.path)?),
            None => None,
        };
        let mut own: BTreeMap<Tag, Own> = BTreeMap::new();
        let single = |main| Configurations { main, ..Configurations::default() };
        if named.is_empty() || config.pages.is_some() || plain.as_ref().is_some_and(|plain| Plugin::of(plain).is_some())
        {
            return match (plain, named.into_iter().next()) {
                (None, Some(first)) => Ok(single(Some(self.mkdocs(&first.path)?))),
                (plain, _) => Ok(single(plain)),
            };
        }
        for Found { path, written } in named {
            let Some((written, tag)) = written.and_then(|text| Tag::parse(&text).map(|tag| (text, tag))) else {
                continue;
            };
            match self.mkdocs(&path).and_then(|mkdocs| Ok((mkdocs.docs_dir()?, mkdocs))) {
                Ok((folder, mkdocs)) if !own.contains_key(&tag) => {
                    own.insert(tag, Own { mkdocs, written, folder, separate: true, shared: false });
                }
                Ok(_) => {}
                Err(error) => self.add(error.finding()),
            }
        }
        if let Some(plain) = &plain {
            add_plain(self.files, &mut own, plain, config.source_locale.as_ref())?;
        }
        let counts = counts(self.files, &own);
        own.retain(|tag, _| counts.get(tag).is_some_and(|count| *count > 0));
        let main_path = plain.as_ref().map(|plain| plain.path.as_str());
        let source = source(config, &own, &counts, main_path);
        let Some(source) = source.filter(|_| own.len() > 1) else {
            let first = own.into_iter().next();
            return Ok(match (plain, first) {
                // That of all languages is read even where its folder of pages is empty: then this is said.
                (Some(plain), _) => single(Some(plain)),
                (None, Some((tag, own))) => {
                    Configurations { main: Some(own.mkdocs), source: Some(tag), own: BTreeMap::new() }
                }
                (None, None) => single(None),
            });
        };
        let main = own[&source].mkdocs.clone();
        let nav = main.get(&["nav"]).cloned();
        let folders: Vec<String> = own.values().map(|own| own.folder.clone()).collect();
        for own in own.values_mut() {
            own.separate = nav.is_none() || own.mkdocs.get(&["nav"]) != nav.as_ref();
            own.shared = folders.iter().filter(|folder| **folder == own.folder).count() > 1;
        }
        Ok(Configurations { main: Some(main), source: Some(source), own })
    }

    /// Files at the root that are called as a configuration is, with more in their names, and name the site or what
    /// they inherit.
    fn alike(&self) -> Vec<String> {
        let there = self.files.glimpse("");
        let is_called = |name: &str| {
            let ending = [".yml", ".yaml", ".toml"].iter().any(|ending| name.ends_with(ending));
            ending && ["mkdocs", "zensical", "properdocs"].iter().any(|begin| name.starts_with(begin))
        };
        let says = |name: &str| {
            let text = self.files.read(name).ok().flatten().unwrap_or_default();
            let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
            lines.any(|line| line.starts_with(b"site_name") || line.starts_with(b"INHERIT"))
        };
        let named = there.iter().filter(|entry| !entry.is_folder() && is_called(&entry.name));
        named.map(|entry| entry.name.clone()).filter(|name| says(name)).take(5).collect()
    }

    /// Says that no configuration was found, and where it was looked for; and of two at the root which is read.
    pub(crate) fn about_configurations(&mut self, config: &Config, main: Option<&MkDocs>) {
        if let (None, None) = (&config.mkdocs, main)
            && config.file.is_none()
        {
            let message = format!("no configuration was found: {}", nowhere());
            let help = match self.alike().as_slice() {
                [] => "title, order and language are guessed from the pages; `pamphlet init` writes a pamphlet.yml to \
                    be edited; where there is one already, name its folder: pamphlet build FOLDER"
                    .to_owned(),
                // A site that is built in several ways has no plain one, and only its author knows which is meant.
                alike => format!(
                    "{} could be one: name it with --site, or in mkdocs: of pamphlet.yml; until then title, order and \
                     language are guessed from the pages",
                    alike.join(" or ")
                ),
            };
            self.add(place::of_site(Code::NoConfiguration, &message, &help));
        }
        let Some(main) = main.filter(|main| config.mkdocs.is_none() && NAMES.contains(&main.path.as_str())) else {
            return;
        };
        let read = |name: &&&str| main.read.iter().any(|(path, _)| *path == ***name);
        for other in NAMES.iter().filter(|name| !read(name) && self.files.exists(name)) {
            let message = format!("{} is read, and {other} beside it is not", main.path);
            let help = "to have the other one read, name it in mkdocs: of pamphlet.yml";
            self.say(Code::ConfigurationChoice, other, None, &message, help);
        }
    }
}

/// Whether a folder is that of a site: whether it holds a configuration at its root, or where sites keep them.
#[must_use]
pub fn is_configured(files: &dyn Files) -> bool {
    let files = &Watched::new(files);
    files.exists(OWN_NAME) || !found(files).is_empty()
}

/// Where no configuration is.
pub(crate) fn nowhere() -> String {
    format!(
        "there is no {OWN_NAME}, {} in the folder of the site, in {}, nor one that is called after a language",
        NAMES.join(", "),
        FOLDERS.join(", ")
    )
}

/// Adds the configuration that names no language, under the language that it says, unless one that is called after
/// that language says more.
fn add_plain(
    files: &Watched<'_>,
    own: &mut BTreeMap<Tag, Own>,
    plain: &MkDocs,
    wanted: Option<&Tag>,
) -> Result<(), SiteError> {
    let folder = plain.docs_dir()?;
    let told = plain.language(files).or_else(|| {
        let mut parts = folder.split('/').rev();
        parts.find_map(layout::likely_locale)
    });
    let english = || Tag::parse("en").filter(|tag| !own.contains_key(tag));
    let Some(tag) = told.or_else(|| wanted.cloned()).or_else(english) else { return Ok(()) };
    let more = own.get(&tag).is_some_and(|other| {
        let inherits = other.mkdocs.read.iter().any(|(path, _)| *path == plain.path);
        inherits || other.folder == folder || path::below(&other.folder, &folder).is_some()
    });
    if !more {
        let written = tag.as_str().to_owned();
        let mkdocs = plain.clone();
        own.insert(tag, Own { mkdocs, written, folder, separate: true, shared: false });
    }
    Ok(())
}

/// How many pages each language has in its folder, those in folders of other languages apart.
fn counts(files: &Watched<'_>, own: &BTreeMap<Tag, Own>) -> BTreeMap<Tag, usize> {
    let count = |own_folder: &str| {
        let elsewhere: Vec<&str> = own
            .values()
            .map(|other| other.folder.as_str())
            .filter(|other| path::below(other, own_folder).is_some())
            .collect();
        let inside = |file: &str| elsewhere.iter().any(|other| path::below(file, other).is_some());
        let all = files.list(own_folder);
        all.iter().filter(|file| layout::page_name(file).is_some() && !inside(file)).count()
    };
    own.iter().map(|(tag, own)| (tag.clone(), count(&own.folder))).collect()
}

/// The language that the others are translated from: the one that the site names, else the one with the most pages.
fn source(
    config: &Config,
    own: &BTreeMap<Tag, Own>,
    counts: &BTreeMap<Tag, usize>,
    plain: Option<&str>,
) -> Option<Tag> {
    if let Some(named) = &config.source_locale {
        return own.contains_key(named).then(|| named.clone());
    }
    let rank = |tag: &Tag, own: &Own| {
        (counts[tag], plain == Some(own.mkdocs.path.as_str()), tag.as_str() == "en", std::cmp::Reverse(tag.clone()))
    };
    own.iter().max_by_key(|(tag, own)| rank(tag, own)).map(|(tag, _)| tag.clone())
}

/// The configurations that a pattern with `{locale}` finds.
fn by_pattern(files: &Watched<'_>, pattern: &str) -> Vec<Found> {
    let Ok(parsed) = PagePattern::parse(pattern) else { return Vec::new() };
    let entries = files.entries(parsed.fixed_folder());
    entries
        .iter()
        .filter_map(|entry| {
            let written = parsed.locale_of_folder(&entry.name)?;
            let path = parsed.fill(written, "");
            let known = layout::likely_locale(written).is_some() && files.exists(&path);
            known.then(|| Found { path, written: Some(written.to_owned()) })
        })
        .collect()
}

/// Every file that may be a configuration, where sites keep them: first those for all languages.
fn found(files: &Watched<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let plain = |path: String| Found { path, written: None };
    for folder in std::iter::once("").chain(FOLDERS) {
        let there = files.glimpse(folder);
        let names: BTreeSet<&str> =
            there.iter().filter(|entry| !entry.is_folder()).map(|entry| entry.name.as_str()).collect();
        if found.iter().all(|found: &Found| found.written.is_some()) {
            found.extend(NAMES.iter().filter(|name| names.contains(*name)).map(|name| plain(path::join(folder, name))));
        }
        for name in &names {
            if let Some(written) = language_in(name) {
                found.push(Found { path: path::join(folder, name), written: Some(written.to_owned()) });
            }
        }
    }
    for above in ABOVE_LANGUAGES {
        let folders = files.glimpse(above);
        for entry in folders.iter().filter(|entry| entry.is_folder() && layout::likely_locale(&entry.name).is_some()) {
            let folder = path::join(above, &entry.name);
            let there = files.glimpse(&folder);
            let name = NAMES.iter().find(|name| there.iter().any(|entry| !entry.is_folder() && entry.name == **name));
            found.extend(name.map(|name| Found { path: path::join(&folder, name), written: Some(entry.name.clone()) }));
        }
    }
    found
}

/// The language in the name of a configuration: `mkdocs.en.yml`, `mkdocs-fr.yml`, `zensical.zh-TW.toml`, `en.mkdocs.yml`.
fn language_in(name: &str) -> Option<&str> {
    let stem = [".yml", ".yaml", ".toml"].iter().find_map(|ending| name.strip_suffix(ending))?;
    let written = ["mkdocs", "properdocs", "zensical"].iter().find_map(|tool| {
        let after = stem.strip_prefix(tool).and_then(|rest| rest.strip_prefix(['.', '-', '_']));
        after.or_else(|| stem.strip_suffix(tool).and_then(|rest| rest.strip_suffix(['.', '-', '_'])))
    })?;
    layout::likely_locale(written).map(|_| written)
}

/// The programs that a configuration names to be run on its pages.
pub(crate) fn hooks(mkdocs: &MkDocs) -> Vec<String> {
    match mkdocs.get(&["hooks"]) {
        Some(Value::List(items)) => items.iter().filter_map(|item| Lookup::default().text(item)).collect(),
        Some(single) => single.to_text().into_iter().collect(),
        None => Vec::new(),
    }
}

impl Loader<'_> {
    /// Names the hooks of a configuration, which are programs of the site and so not run.
    pub(crate) fn about_hooks(&mut self, mkdocs: &MkDocs) {
        let hooks = hooks(mkdocs);
        if hooks.is_empty() {
            return;
        }
        let (what, them) = match hooks.len() {
            1 => ("the hook", "it changes"),
            _ => ("the hooks", "they change"),
        };
        let message = format!(
            "{what} {} of the website {} not run: what {them} on pages, files and the navigation is not in the outputs",
            hooks.join(", "),
            if hooks.len() == 1 { "is" } else { "are" },
        );
        let help = "compare a page with the website; write words that a hook adds into the pages to have them printed";
        self.say(Code::HookNotRun, &mkdocs.path, mkdocs.place(&["hooks"]), &message, help);
    }
}

#[cfg(test)]
#[path = "configurations_tests.rs"]
mod tests;
