//! The reading of a `pamphlet.yml`.

use super::{Config, ConfigFile, EpubConfig, JsonConfig, MkDocsFile};
use crate::address::Addresses;
use crate::layout::PagePattern;
use crate::localized::Localized;
use crate::{SiteError, place};
use pamphlet_locale::paper::Paper;
use pamphlet_locale::{AddressPattern, Tag};
use pamphlet_source::yaml::{self, Value};
use pamphlet_source::{Code, Finding, Spot, nearest};
use std::cell::RefCell;

/// The keys, with those inside them.
pub(super) const KEYS: &[(&str, &[&str])] = &[
    ("title", &[]),
    ("description", &[]),
    ("slug", &[]),
    ("url", &[]),
    ("authors", &[]),
    ("publisher", &[]),
    ("license", &[]),
    ("copyright", &[]),
    ("date", &[]),
    ("subjects", &[]),
    ("identifier", &[]),
    ("contributors", &[]),
    ("isbn", &[]),
    ("edition", &[]),
    ("revision", &[]),
    ("audience", &[]),
    ("series", &["title", "position"]),
    ("accessibility", &["conforms_to", "certified_by", "credential", "report", "exemption"]),
    ("onix", &["sender", "email", "price"]),
    ("source", &["locale", "pages"]),
    ("translations", &["pages", "strings", "abbreviations", "fallback"]),
    ("locales", &[]),
    ("mkdocs", &[]),
    ("assets", &[]),
    ("snippets", &[]),
    ("exclude", &[]),
    ("nav", &[]),
    ("paper", &[]),
    ("epub", &["page_list", "max_megabytes"]),
    ("markdown", &[]),
    ("search", &[]),
    ("json", &["assets", "whole"]),
    ("brand", &["cover", "logo", "primary", "accent", "footer", "watermark", "fonts"]),
    ("layouts", &[]),
    ("ink", &[]),
    ("links", &[]),
    ("tabs", &[]),
    ("fit", &[]),
    ("pdf", &["standard"]),
    ("packets", &[]),
    ("meaning", pamphlet_vocabulary::KEYS),
];

impl Config {
    /// Reads a text. Unknown keys are findings.
    ///
    /// # Errors
    /// When it is not YAML, or keys have values that cannot be used: all of them, and the keys that are not known, with
    /// file, line and what to do.
    ///
    /// # Panics
    /// Never: only keys that are named are asked for.
    pub fn parse(path: &str, text: &str, findings: &mut Vec<Finding>) -> Result<Self, SiteError> {
        let value = yaml::parse(text.trim_start_matches('\u{feff}')).map_err(|error| {
            SiteError::new(
                path,
                format!("it is not YAML: {}", error.message),
                "correct the line; check quotes and indentation",
            )
            .at(error.spot())
            .quoting(text)
        })?;
        let reader = Reader { path, text, wrong: RefCell::default() };
        let before = findings.len();
        let map = reader.keys(&value, findings)?;
        let config = reader.config(&map, findings);
        let mut wrong = reader.wrong.into_inner();
        if !wrong.is_empty() {
            // Nothing is made, so what would be a warning is told with the rest.
            wrong.extend(findings.drain(before..).map(|found| {
                let spot = found.place.and_then(|place| place.spot);
                SiteError::new(path, found.message, found.help.unwrap_or_default()).at(spot).quoting(text)
            }));
        }
        SiteError::joined(wrong).map_or(Ok(config), Err)
    }
}

/// Reads the values of a file, and notes what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    /// What is wrong so far.
    pub(super) wrong: RefCell<Vec<SiteError>>,
}

impl Reader<'_> {
    /// What was read. What could not be is noted, and is as if it were left out: the rest is looked at all the same.
    pub(super) fn kept<T: Default>(&self, read: Result<T, SiteError>) -> T {
        read.unwrap_or_else(|error| {
            self.note(error);
            T::default()
        })
    }

    pub(super) fn note(&self, error: SiteError) {
        self.wrong.borrow_mut().push(error);
    }

    /// Reads the keys of a map.
    fn config(&self, map: &yaml::Map, findings: &mut Vec<Finding>) -> Config {
        let at = |keys: &[&str]| {
            let (first, rest) = keys.split_first().expect("a key is asked for");
            rest.iter().try_fold(map.get(first)?, |value, key| value.get(key)).filter(|value| **value != Value::Null)
        };
        let text_of = |keys: &[&str]| self.kept(at(keys).map(|value| self.text(keys, value)).transpose());
        let truth_of = |keys: &[&str]| self.kept(at(keys).map(|value| self.truth(keys, value)).transpose());
        let localized_of = |key: &str| self.kept(at(&[key]).map(|value| self.localized(&[key], value)).transpose());
        let pattern_of = |keys: &[&str]| {
            let parsed = text_of(keys).map(|text| {
                PagePattern::parse(&text)
                    .map_err(|problem| self.error(keys, problem, "a pattern is written like i18n/{locale}"))
            });
            self.kept(parsed.transpose())
        };
        let folder_of = |keys: &[&str], value: Option<&Value>| {
            let text = self.kept(value.map(|value| self.text(keys, value)).transpose());
            self.kept(text.map(|text| self.folder(keys, &text)).transpose())
        };
        let (publishing, subjects) = self.publishing(&at, findings);
        let locales = self.kept(self.texts("locales", at(&["locales"])));
        let source_pages = at(&["source", "pages"]);
        Config {
            file: Some(ConfigFile { path: self.path.to_owned(), text: self.text.to_owned() }),
            title: localized_of("title"),
            description: localized_of("description"),
            slug: self.kept(text_of(&["slug"]).map(|slug| self.slug_of(&["slug"], slug)).transpose()),
            url: self.kept(at(&["url"]).map(|value| self.address(value)).transpose()),
            authors: self.kept(self.texts("authors", at(&["authors"]))),
            publisher: text_of(&["publisher"]),
            license: text_of(&["license"]),
            copyright: localized_of("copyright"),
            date: self.kept(text_of(&["date"]).map(|date| self.date(date)).transpose()),
            subjects,
            publishing,
            source_locale: {
                let keys = &["source", "locale"];
                self.kept(text_of(keys).map(|text| self.tag(keys, &text)).transpose())
            },
            translations_alone: source_pages == Some(&Value::Bool(false)),
            source_pages: folder_of(&["source", "pages"], source_pages.filter(|value| **value != Value::Bool(false))),
            pages: pattern_of(&["translations", "pages"]),
            strings: pattern_of(&["translations", "strings"]),
            abbreviations: pattern_of(&["translations", "abbreviations"]),
            fallback: truth_of(&["translations", "fallback"]),
            locales: locales.iter().filter_map(|text| self.kept(self.tag(&["locales"], text).map(Some))).collect(),
            mkdocs: match map.get("mkdocs") {
                Some(Value::Bool(false)) => Some(MkDocsFile::Nothing),
                Some(Value::Null) => None,
                value => folder_of(&["mkdocs"], value).map(MkDocsFile::At),
            },
            assets: self.kept(self.folders("assets", at(&["assets"]))),
            snippets: self.kept(self.folders("snippets", at(&["snippets"]))),
            exclude: at(&["exclude"]).map(|value| self.kept(self.texts("exclude", Some(value))).join("\n")),
            nav: at(&["nav"]).cloned(),
            paper: self.kept(text_of(&["paper"]).map(|paper| self.paper(&paper)).transpose()),
            markdown: truth_of(&["markdown"]).unwrap_or_default(),
            brand: self.kept(self.brand(&at)),
            print: self.print(at),
            vocabulary: self.kept(at(&["meaning"]).map(|value| self.vocabulary(value, findings)).transpose()),
            epub: EpubConfig {
                page_list: truth_of(&["epub", "page_list"]).unwrap_or_default(),
                max_megabytes: {
                    let text = text_of(&["epub", "max_megabytes"]);
                    self.kept(text.map(|text| self.megabytes(&text)).transpose())
                },
            },
            search: truth_of(&["search"]).unwrap_or_default(),
            json: JsonConfig {
                assets: truth_of(&["json", "assets"]).unwrap_or_default(),
                whole: truth_of(&["json", "whole"]).unwrap_or_default(),
            },
        }
    }

    pub(super) fn error(&self, keys: &[&str], message: impl Into<String>, help: impl Into<String>) -> SiteError {
        let spot = if keys.is_empty() { Some(Spot::at(1, 1)) } else { self.nearest_place(keys) };
        SiteError::new(self.path, message, help).at(spot).quoting(self.text)
    }

    /// Where a key stands; where it has no place of its own, as in a map in flow style, that of the nearest above it.
    pub(super) fn nearest_place(&self, keys: &[&str]) -> Option<Spot> {
        (1..=keys.len()).rev().find_map(|length| place::of_key(self.text, &keys[..length]))
    }

    /// The keys of the file, once it is seen that they are known and that groups are maps.
    fn keys(&self, value: &Value, findings: &mut Vec<Finding>) -> Result<yaml::Map, SiteError> {
        let map = match value {
            Value::Map(map) => map.clone(),
            Value::Null => yaml::Map::default(),
            _ => {
                return Err(self.error(
                    &[],
                    "it is not a map of keys and values",
                    "begin with a line such as title: …",
                ));
            }
        };
        for (key, value) in &map.0 {
            self.known(&[key], KEYS.iter().map(|(name, _)| *name), findings);
            let inner = KEYS.iter().find(|(name, inner)| name == key && !inner.is_empty());
            if let (Some((_, inner)), Some(map)) = (inner, value.as_map()) {
                for (nested, _) in &map.0 {
                    self.known(&[key, nested], inner.iter().copied(), findings);
                }
            }
        }
        for group in ["source", "translations", "epub", "json"] {
            if map.get(group).is_some_and(|value| *value != Value::Null && value.as_map().is_none()) {
                self.note(self.error(
                    &[group],
                    format!("{group} has to be a map"),
                    match group {
                        "epub" => "write it as in epub: { page_list: true }".to_owned(),
                        "json" => "write it as in json: { assets: true }".to_owned(),
                        _ => format!("write it as in {group}: {{ pages: … }}"),
                    },
                ));
            }
        }
        Ok(map)
    }

    pub(super) fn known<'k>(
        &self,
        keys: &[&str],
        known: impl Iterator<Item = &'k str> + Clone,
        findings: &mut Vec<Finding>,
    ) {
        let key = *keys.last().expect("a key is asked about");
        if known.clone().any(|name| name == key) {
            return;
        }
        let help = match nearest(key, known.clone()) {
            Some(near) => format!("did you mean {near}? Until then it has no effect"),
            None => format!("it has no effect; the keys are {}", known.collect::<Vec<_>>().join(", ")),
        };
        let place = self.place_of(keys, key);
        findings.push(place::finding(
            Code::UnknownKey,
            self.path,
            place,
            &format!("the key {} is not known", keys.join(".")),
            &help,
        ));
    }

    pub(super) fn text(&self, keys: &[&str], value: &Value) -> Result<String, SiteError> {
        value.to_text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).ok_or_else(|| {
            self.error(
                keys,
                format!("{} has to be text", keys.join(".")),
                "write text behind the colon, in quotes if it holds : or #",
            )
        })
    }

    fn truth(&self, keys: &[&str], value: &Value) -> Result<bool, SiteError> {
        value.as_bool().ok_or_else(|| {
            self.error(keys, format!("{} has to be true or false", keys.join(".")), "write true or false")
        })
    }

    pub(super) fn localized(&self, keys: &[&str], value: &Value) -> Result<Localized, SiteError> {
        let Some(map) = value.as_map() else { return Ok(Localized::everywhere(self.text(keys, value)?)) };
        let mut localized = Localized::default();
        for (key, value) in &map.0 {
            let nested: Vec<&str> = keys.iter().copied().chain([key.as_str()]).collect();
            let text = self.text(&nested, value)?;
            if key == "default" {
                localized.default = text;
            } else {
                localized.by_locale.insert(self.tag(&nested, key)?, text);
            }
        }
        if localized.default.is_empty() {
            let first = map.0.first().and_then(|(_, value)| value.to_text());
            localized.default = first.ok_or_else(|| {
                self.error(keys, format!("{} is an empty map", keys.join(".")), "give at least one locale its text")
            })?;
        }
        Ok(localized)
    }

    /// The address of the site: a pattern, or one by locale.
    fn address(&self, value: &Value) -> Result<Addresses, SiteError> {
        let Localized { default, by_locale } = self.localized(&["url"], value)?;
        let of = |text: &str| {
            let help = "write it like https://example.org/{locale}/{page}/, or as a map from locales to such addresses";
            AddressPattern::parse(text).map_err(|problem| self.error(&["url"], problem, help))
        };
        let mut addresses = Addresses::of_all(of(&default)?);
        for (locale, text) in by_locale {
            addresses = addresses.but_for(&locale, of(&text)?);
        }
        Ok(addresses)
    }

    pub(super) fn texts(&self, key: &str, value: Option<&Value>) -> Result<Vec<String>, SiteError> {
        match value {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => items.iter().map(|item| self.text(&[key], item)).collect(),
            Some(value) => Ok(vec![self.text(&[key], value)?]),
        }
    }

    fn folders(&self, key: &str, value: Option<&Value>) -> Result<Vec<String>, SiteError> {
        self.texts(key, value)?.iter().map(|text| self.folder(&[key], text)).collect()
    }

    pub(super) fn folder(&self, keys: &[&str], text: &str) -> Result<String, SiteError> {
        if text.starts_with('/') {
            return Err(self.error(
                keys,
                format!("{} is an absolute path: {text}", keys.join(".")),
                "write it relative to the site",
            ));
        }
        Ok(crate::path::climb("", text))
    }

    pub(super) fn tag(&self, keys: &[&str], text: &str) -> Result<Tag, SiteError> {
        Tag::parse(text).ok_or_else(|| {
            self.error(keys, format!("“{text}” is not a language tag"), "write one such as de, pt-BR or zh-Hant")
        })
    }

    pub(super) fn slug_of(&self, keys: &[&str], slug: String) -> Result<String, SiteError> {
        let good = !slug.starts_with('-')
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if good && slug.len() <= 100 {
            return Ok(slug);
        }
        Err(self.error(keys, format!("“{slug}” cannot name files"), "use lower-case letters, digits and hyphens"))
    }

    fn date(&self, date: String) -> Result<String, SiteError> {
        // The shape is asked besides: chrono takes a month of one digit too.
        let shape = date.len() == 10 && date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-';
        let real = shape && chrono::NaiveDate::parse_from_str(&date, "%Y-%m-%d").is_ok();
        if real {
            Ok(date)
        } else {
            Err(self.error(&["date"], format!("“{date}” is not a date"), "write it like 2026-08-22"))
        }
    }

    fn megabytes(&self, text: &str) -> Result<u32, SiteError> {
        text.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            let keys = &["epub", "max_megabytes"];
            self.error(keys, format!("“{text}” is not a number of megabytes"), "write a whole number, such as 50")
        })
    }

    fn paper(&self, paper: &str) -> Result<Paper, SiteError> {
        Paper::from_name(paper).map_err(|message| {
            self.error(&["paper"], format!("paper: {message}"), "leave it out for the locale's custom")
        })
    }
}
