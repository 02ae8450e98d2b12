//! What the plugin mkdocs-static-i18n is told.

use crate::mkdocs::{Lookup, MkDocs};
use pamphlet_locale::Tag;
use pamphlet_source::yaml::Value;

/// The plugin's options.
#[derive(Debug, Clone)]
pub(crate) struct Plugin {
    /// The locale that pages are written in first.
    pub(crate) source: Option<Tag>,
    /// Whether each locale has a folder; else the locale stands in the names of files.
    pub(crate) folders: bool,
    /// Whether source pages stand in for those that a translation lacks.
    pub(crate) fallback: bool,
    /// Every locale that it lists.
    pub(crate) languages: Vec<Language>,
    /// What it lists as languages and is none.
    pub(crate) unknown: Vec<String>,
}

/// A locale that the plugin lists.
#[derive(Debug, Clone)]
pub(crate) struct Language {
    /// The locale.
    pub(crate) tag: Tag,
    /// As paths and addresses write it.
    pub(crate) written: String,
    /// Whether the website has it.
    pub(crate) build: bool,
    /// What it changes: `site_name`, `nav_translations`, `nav`.
    pub(crate) options: Value,
}

impl Plugin {
    /// Reads the options; `None` when the plugin is not switched on.
    pub(crate) fn of(mkdocs: &MkDocs) -> Option<Self> {
        let options = mkdocs.options("plugins", "i18n")?;
        let lookup = Lookup::default();
        let text = |value: Option<&Value>| value.and_then(|value| lookup.text(value));
        if options.get("enabled").and_then(Value::as_bool) == Some(false) {
            return None;
        }
        let mut plugin = Self {
            folders: text(options.get("docs_structure")).as_deref() == Some("folder"),
            fallback: options.get("fallback_to_default").and_then(Value::as_bool) != Some(false),
            source: text(options.get("default_language")).and_then(|text| Tag::parse(&text)),
            languages: Vec::new(),
            unknown: Vec::new(),
        };
        match options.get("languages") {
            Some(Value::List(items)) => {
                for item in items {
                    plugin.add(text(item.get("locale")).as_deref(), item);
                }
            }
            // Before its version 1 languages were a map.
            Some(Value::Map(map)) => {
                for (written, options) in &map.0 {
                    plugin.add(Some(written), options);
                }
            }
            _ => {}
        }
        // Before its version 1, labels of all locales stood together.
        if let Some(Value::Map(labels)) = options.get("nav_translations") {
            for language in &mut plugin.languages {
                if let (None, Some(own)) = (language.options.get("nav_translations"), labels.get(&language.written)) {
                    let mut map = language.options.as_map().cloned().unwrap_or_default();
                    map.0.push(("nav_translations".to_owned(), own.clone()));
                    language.options = Value::Map(map);
                }
            }
        }
        Some(plugin)
    }

    fn add(&mut self, written: Option<&str>, options: &Value) {
        // `null` is an entry of the website's menu, and no language.
        let Some(written) = written.filter(|written| *written != "null") else { return };
        let Some(tag) = Tag::parse(written) else {
            self.unknown.push(written.to_owned());
            return;
        };
        let truth = |key: &str| options.get(key).and_then(Value::as_bool);
        if self.language(&tag).is_some() {
            return;
        }
        if truth("default") == Some(true) {
            self.source = Some(tag.clone());
        }
        self.languages.push(Language {
            tag,
            written: written.to_owned(),
            build: truth("build") != Some(false),
            options: options.clone(),
        });
    }

    /// What it says of a locale.
    pub(crate) fn language(&self, locale: &Tag) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == *locale)
    }

    /// The locales that the website has; none when the plugin lists none.
    pub(crate) fn built(&self) -> Vec<Tag> {
        self.languages.iter().filter(|language| language.build).map(|language| language.tag.clone()).collect()
    }

    /// Whether the plugin takes a folder or the end of a file's name for a language: one that it lists, or a name of
    /// the form `de`, `zh-TW`, `zh-Hant`, `pt_BR`. What belongs to a language that is not built is not on the website.
    pub(crate) fn takes(&self, written: &str) -> bool {
        self.languages.iter().any(|language| language.written == written) || has_form(written)
    }
}

/// Whether a name has the form that the plugin wants of a locale.
fn has_form(written: &str) -> bool {
    let lower = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let script = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if let Some((language, region)) = written.split_once('_') {
        return lower(language) && upper(region);
    }
    let parts: Vec<&str> = written.split('-').collect();
    match parts[..] {
        [language] => lower(language),
        [language, second] => lower(language) && (script(second) || upper(second)),
        [language, second, third] => lower(language) && script(second) && upper(third),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryFiles;

    #[test]
    fn options_of_all_versions() {
        let read = |text: &str| {
            let files = MemoryFiles::new([("mkdocs.yml", text)]);
            Plugin::of(&MkDocs::read(&files, "mkdocs.yml").expect("is read")).expect("is on")
        };
        let new = read(
            "plugins:\n  - i18n:\n      docs_structure: folder\n      fallback_to_default: false\n      languages:\n        - {locale: en, default: true}\n        - {locale: pt_BR, build: false}\n        - {locale: 'null', fixed_link: x}\n",
        );
        assert_eq!((new.folders, new.fallback, new.built().len(), new.languages.len()), (true, false, 1, 2));
        assert_eq!(new.languages[1].written, "pt_BR");
        let old = read(
            "plugins:\n  i18n:\n    default_language: en\n    languages: {en: English, fr: français}\n    nav_translations: {fr: {Home: Accueil}}\n",
        );
        assert!(!old.folders && old.fallback);
        let labels = old.languages[1].options.get("nav_translations").and_then(|labels| labels.get("Home"));
        assert_eq!(labels.and_then(Value::as_str), Some("Accueil"));
    }

    #[test]
    fn what_looks_like_a_language() {
        for (written, taken) in [
            ("de", true),
            ("zh-TW", true),
            ("zh-Hant-TW", true),
            ("pt_BR", true),
            ("img", false),
            ("DE", false),
            ("v1", false),
        ] {
            assert_eq!(has_form(written), taken, "{written}");
        }
    }
}

#[cfg(test)]
#[path = "i18n_tests.rs"]
mod sites;
