//! `pamphlet.yml`.

mod meaning;
mod print;
mod publishing;

pub use print::{Packet, PrintConfig};
pub use publishing::{Contributed, Publishing, SeriesConfig};

use crate::address::Addresses;
use crate::layout::Pattern;
use crate::localized::{Localized, Watermark};
use crate::{SiteError, place};
use pamphlet_locale::paper::Paper;
use pamphlet_locale::{AddressPattern, Tag};
use pamphlet_source::yaml::{self, Value};
use pamphlet_source::{Code, Finding, Spot, nearest};
use pamphlet_vocabulary::Vocabulary;
use pamphlet_vocabulary::brand::Colour;
use std::cell::RefCell;

/// What a `pamphlet.yml` says. Everything may be left out.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Its path, for messages.
    pub path: String,
    /// Its text.
    pub text: String,
    /// `title`.
    pub title: Option<Localized>,
    /// `description`.
    pub description: Option<Localized>,
    /// `slug`.
    pub slug: Option<String>,
    /// `url`.
    pub url: Option<Addresses>,
    /// `authors`.
    pub authors: Vec<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `license`.
    pub license: Option<String>,
    /// `copyright`: whose the words are.
    pub copyright: Option<Localized>,
    /// `date`.
    pub date: Option<String>,
    /// `subjects` that are words alone.
    pub subjects: Vec<String>,
    /// What shops and libraries ask for.
    pub publishing: Publishing,
    /// `source.locale`.
    pub source_locale: Option<Tag>,
    /// `source.pages`.
    pub source_pages: Option<String>,
    /// Whether `source.pages` is `false`: the site is one of translations alone.
    pub translations_alone: bool,
    /// `translations.pages`.
    pub pages: Option<Pattern>,
    /// `translations.strings`.
    pub strings: Option<Pattern>,
    /// `translations.abbreviations`.
    pub abbreviations: Option<Pattern>,
    /// `translations.fallback`: whether source pages stand in for those that a translation lacks.
    pub fallback: Option<bool>,
    /// `locales`.
    pub locales: Vec<Tag>,
    /// `mkdocs`: a path, which may hold `{locale}`; an empty text when the site says that it has none.
    pub mkdocs: Option<String>,
    /// `assets`.
    pub assets: Vec<String>,
    /// `snippets`: folders in which snippets are looked up.
    pub snippets: Vec<String>,
    /// `exclude`: patterns of pages that are left out.
    pub exclude: Option<String>,
    /// `nav`, in the form of MkDocs; wins over that of `mkdocs.yml`.
    pub nav: Option<Value>,
    /// `paper`.
    pub paper: Option<Paper>,
    /// `brand`.
    pub brand: BrandConfig,
    /// `epub`.
    pub epub: EpubConfig,
    /// `markdown`: whether every page is also made as Markdown.
    pub markdown: bool,
    /// `search`: whether each locale has its sections in a file for programs that search.
    pub search: bool,
    /// `json`.
    pub json: JsonConfig,
    /// `layouts`, `ink`, `links`, `tabs`, `fit`, `packets`.
    pub print: PrintConfig,
    /// `meaning`; none when nothing is said of it.
    pub vocabulary: Option<Vocabulary>,
}

/// What `epub` says of the books for e-readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EpubConfig {
    /// `page_list`: whether books say where the pages of the printed one begin.
    pub page_list: bool,
    /// `max_megabytes`: the most million bytes that a book may have.
    pub max_megabytes: Option<u32>,
}

/// What `json` says of the data for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JsonConfig {
    /// `assets`: whether the pictures and icons that pages show lie beside them.
    pub assets: bool,
    /// `whole`: whether each locale is also made as one file, and as one of lines.
    pub whole: bool,
}

/// What `brand` says; paths of pictures and of the folder of fonts as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BrandConfig {
    /// `cover`: the picture that is the cover.
    pub cover: Option<Localized>,
    /// `logo`.
    pub logo: Option<String>,
    /// `primary`.
    pub primary: Option<Colour>,
    /// `accent`.
    pub accent: Option<Colour>,
    /// `footer`: a line for the foot of every page.
    pub footer: Option<Localized>,
    /// `watermark`.
    pub watermark: Option<Watermark>,
    /// `fonts`: a folder.
    pub fonts: Option<String>,
}

/// The keys, with those inside them.
const KEYS: &[(&str, &[&str])] = &[
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
    /// The file that it was read from; none where there is none.
    pub(crate) fn file(&self) -> Option<&str> {
        Some(self.path.as_str()).filter(|path| !path.is_empty())
    }

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

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    /// What is wrong so far.
    wrong: RefCell<Vec<SiteError>>,
}

impl Reader<'_> {
    /// What was read. What could not be is noted, and is as if it were left out: the rest is looked at all the same.
    fn kept<T: Default>(&self, read: Result<T, SiteError>) -> T {
        read.unwrap_or_else(|error| {
            self.note(error);
            T::default()
        })
    }

    fn note(&self, error: SiteError) {
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
                Pattern::parse(&text)
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
            path: self.path.to_owned(),
            text: self.text.to_owned(),
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
                Some(Value::Bool(false)) => Some(String::new()),
                Some(Value::Null) => None,
                value => folder_of(&["mkdocs"], value),
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

    fn error(&self, keys: &[&str], message: impl Into<String>, help: impl Into<String>) -> SiteError {
        let spot = if keys.is_empty() { Some(Spot::at(1, 1)) } else { self.nearest_place(keys) };
        SiteError::new(self.path, message, help).at(spot).quoting(self.text)
    }

    /// Where a key stands; where it has no place of its own, as in a map in flow style, that of the nearest above it.
    fn nearest_place(&self, keys: &[&str]) -> Option<Spot> {
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

    fn known<'k>(&self, keys: &[&str], known: impl Iterator<Item = &'k str> + Clone, findings: &mut Vec<Finding>) {
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

    fn text(&self, keys: &[&str], value: &Value) -> Result<String, SiteError> {
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

    fn localized(&self, keys: &[&str], value: &Value) -> Result<Localized, SiteError> {
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

    fn texts(&self, key: &str, value: Option<&Value>) -> Result<Vec<String>, SiteError> {
        match value {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => items.iter().map(|item| self.text(&[key], item)).collect(),
            Some(value) => Ok(vec![self.text(&[key], value)?]),
        }
    }

    fn folders(&self, key: &str, value: Option<&Value>) -> Result<Vec<String>, SiteError> {
        self.texts(key, value)?.iter().map(|text| self.folder(&[key], text)).collect()
    }

    fn folder(&self, keys: &[&str], text: &str) -> Result<String, SiteError> {
        if text.starts_with('/') {
            return Err(self.error(
                keys,
                format!("{} is an absolute path: {text}", keys.join(".")),
                "write it relative to the site",
            ));
        }
        Ok(crate::path::climb("", text))
    }

    fn tag(&self, keys: &[&str], text: &str) -> Result<Tag, SiteError> {
        Tag::parse(text).ok_or_else(|| {
            self.error(keys, format!("“{text}” is no language tag"), "write it like it, pt-BR or zh-Hant")
        })
    }

    fn slug_of(&self, keys: &[&str], slug: String) -> Result<String, SiteError> {
        let good = !slug.starts_with('-')
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if good && slug.len() <= 100 {
            return Ok(slug);
        }
        Err(self.error(keys, format!("“{slug}” cannot name files"), "use lower-case letters, digits and hyphens"))
    }

    fn date(&self, date: String) -> Result<String, SiteError> {
        let number = |range: std::ops::Range<usize>| date.get(range).and_then(|text| text.parse::<u32>().ok());
        let shape = date.len() == 10 && date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-';
        let real = match (number(0..4), number(5..7), number(8..10)) {
            (Some(year), Some(month @ 1..=12), Some(day)) if shape => (1..=days(year, month)).contains(&day),
            _ => false,
        };
        if real {
            Ok(date)
        } else {
            Err(self.error(&["date"], format!("“{date}” is no date"), "write it like 2026-08-22"))
        }
    }

    fn megabytes(&self, text: &str) -> Result<u32, SiteError> {
        text.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            let keys = &["epub", "max_megabytes"];
            self.error(keys, format!("“{text}” is no number of megabytes"), "write a whole number, such as 50")
        })
    }

    fn paper(&self, paper: &str) -> Result<Paper, SiteError> {
        Paper::from_name(paper).map_err(|message| {
            self.error(&["paper"], format!("paper: {message}"), "leave it out for the locale's custom")
        })
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_locale::paper::{Layout, PaperLinks};
    use pamphlet_locale::tabs::TabChoice;

    fn parse(text: &str) -> (Result<Config, SiteError>, Vec<Finding>) {
        let mut findings = Vec::new();
        (Config::parse("pamphlet.yml", text, &mut findings), findings)
    }

    #[test]
    fn reads_every_key() {
        let text = "title: {en: A, it: B}\ndescription: C\nslug: a-b\nurl: https://e.org/{locale}/{page}/\nauthors: [X, Y]\npublisher: P\nlicense: CC0-1.0\ndate: 2024-02-29\nsubjects: [S]\nsource: { locale: en, pages: docs }\ntranslations:\n  pages: i18n/{locale}\n  strings: s.{locale}.env\n  abbreviations: a.{locale}.txt\nlocales: [it, pt_br]\nmkdocs: mkdocs.yml\nassets: [theme]\npaper: A4\nepub: { page_list: true, max_megabytes: 50 }\nmarkdown: true\nsearch: true\njson: { assets: true, whole: false }\nlayouts: [standard, booklet]\nink: true\nlinks: notes\ntabs: first\nfit: 2\npackets:\n  - { slug: first, title: {en: First, it: Primi}, pages: [index, \"a/*\"], tabs: [Linux, Python] }\n";
        let (config, findings) = parse(text);
        let config = config.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(config.title.unwrap().get(&Tag::parse("it").unwrap()), "B");
        assert_eq!(config.date.as_deref(), Some("2024-02-29"));
        assert_eq!(config.locales.iter().map(Tag::as_str).collect::<Vec<_>>(), ["it", "pt-BR"]);
        assert_eq!(config.paper, Some(Paper::A4));
        assert_eq!(config.epub, EpubConfig { page_list: true, max_megabytes: Some(50) });
        assert!(config.markdown);
        assert!(config.search);
        assert_eq!(config.json, JsonConfig { assets: true, whole: false });
        assert_eq!(config.print.layouts, [Layout::Standard, Layout::Booklet]);
        assert_eq!((config.print.ink, config.print.links), (true, Some(PaperLinks::Notes)));
        assert_eq!(config.print.packets[0].title.get(&Tag::parse("it").unwrap()), "Primi");
        assert_eq!(config.print.packets[0].pages, ["index", "a/*"]);
        assert_eq!((config.print.tabs, config.print.fit.map(std::num::NonZero::get)), (TabChoice::First, Some(2)));
        let named = TabChoice::Named(vec!["Linux".to_owned(), "Python".to_owned()]);
        assert_eq!(config.print.packets[0].tabs, Some(named));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, line, what) in [
            ("title: [\n", 2, "not YAML"),
            ("- a\n", 1, "not a map"),
            ("title: A\nslug: A B\n", 2, "cannot name files"),
            ("title: A\n\ndate: 2023-02-29\n", 3, "no date"),
            ("source:\n  locale: \"?\"\n", 2, "no language tag"),
            ("source: docs\n", 1, "has to be a map"),
            ("translations:\n  pages: x\n", 2, "where the locale stands"),
            ("title: {}\n", 1, "empty map"),
            ("paper: a9\n", 1, "not known"),
            ("epub:\n  page_list: maybe\n", 2, "true or false"),
            ("epub:\n  max_megabytes: 0\n", 2, "no number"),
            ("search: often\n", 1, "true or false"),
            ("json: yes\n", 1, "a map"),
            ("json:\n  assets: all\n", 2, "true or false"),
            ("epub: true\n", 1, "has to be a map"),
            ("layouts: [tall]\n", 1, "“tall” is not known"),
            ("ink: blue\n", 1, "true or false"),
            ("links: qrcode\n", 1, "“qrcode” is not known"),
            ("tabs: []\n", 1, "no tab is named"),
            ("fit: 0\n", 1, "no number of pages"),
            ("packets: all\n", 1, "has to be a list"),
            ("title: A\npackets:\n  - slug: a\n    title: A\n", 2, "has no pages"),
            ("packets:\n  - { slug: A B, title: A, pages: [x] }\n", 1, "cannot name files"),
            (
                "packets:\n  - { slug: a, title: A, pages: [x] }\n  - { slug: a, title: B, pages: [y] }\n",
                1,
                "two packets",
            ),
            ("title: A\nmeaning: [x]\n", 2, "meaning has to be a map"),
            ("meaning:\n  base: mine\n", 2, "meaning.base has no “mine”"),
            ("meaning:\n  roles:\n    x: { icons: [a] }\n", 3, "meaning.roles.x has no words"),
            ("meaning:\n  roles:\n    x: { term: homepages }\n", 3, "“homepages”"),
            ("mkdocs: /x.yml\n", 1, "absolute path"),
            ("url: example.org\n", 1, "no address"),
        ] {
            let (config, _) = parse(text);
            let error = config.unwrap_err();
            assert!(error.message.contains(what), "{text}: {error}");
            assert_eq!(
                error.place.as_ref().and_then(|place| place.spot).map_or(0, |spot| spot.line),
                line,
                "{text}: {error}"
            );
            assert!(!error.help.is_empty());
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let text = "titel: A\npaper: a9\nink: blue\nlinks: qrcode\nfit: no\ndate: soon\nlocales: [\"?\", it, \"!\"]\n\
                    packets:\n  - { slug: a }\naudience: generals\nisbn: 1\naccessibility:\n  conforms_to: WCAG 9\n  \
                    report: here\nbrand:\n  primary: tael\n  logo: /x.svg\n  fonts: /y\n\
                    onix: { email: me, price: 5 euro }\nmeaning: { base: mine }\nsource: docs\n";
        let (config, findings) = parse(text);
        let error = config.unwrap_err();
        assert!(findings.is_empty(), "{findings:?}");
        let all = std::iter::once(&error).chain(&error.others);
        let lines: Vec<u32> = all.filter_map(|one| one.place.as_ref()?.spot.map(|spot| spot.line)).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 7, 8, 10, 11, 13, 14, 16, 17, 18, 19, 19, 20, 21], "{error}");
        let said = error.to_string();
        for words in [
            "pamphlet.yml:1:1: the key titel is not known\n  1 | titel: A\n  help: did you mean title?",
            "\nerror: pamphlet.yml:2:1: paper: ",
            "\n  2 | paper: a9\n  help: ",
            "\n  16 |   primary: tael\n",
        ] {
            assert!(said.contains(words), "{words} is not in {said}");
        }
        let long = parse(&format!("slug: {}\n", "A ".repeat(900))).0.unwrap_err();
        let quote = long.place.and_then(|place| place.quote).unwrap().text;
        assert!(quote.chars().count() < 900 && quote.ends_with('…'), "{quote}");
    }

    #[test]
    fn every_key_is_documented() {
        let page = include_str!("../../../docs/configuration.md");
        let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        let keys: Vec<String> = KEYS
            .iter()
            .flat_map(|(key, inner)| match inner {
                [] => vec![(*key).to_owned()],
                inner => inner.iter().map(|inner| format!("{key}.{inner}")).collect(),
            })
            .collect();
        for key in &keys {
            assert!(rows.contains(&key.as_str()), "{key} has no row in docs/configuration.md");
        }
        for row in rows {
            assert!(
                keys.iter().any(|key| key == row),
                "docs/configuration.md has a row for {row}, which nothing reads"
            );
        }
    }

    #[test]
    fn the_documented_examples_are_read() {
        let page = include_str!("../../../docs/configuration.md");
        let examples: Vec<&str> =
            page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest)).collect();
        for example in &examples {
            let (config, findings) = parse(example);
            assert!(config.is_ok() && findings.is_empty(), "{config:?} {findings:?}");
        }
        let read = |example: &str| parse(example).0.unwrap();
        assert_eq!(read(examples[0]).publishing.contributors.len(), 2);
        assert!(read(examples[1]).vocabulary.is_some_and(|vocabulary| vocabulary.is_card("tool")));
        assert_eq!(read(examples[2]).print.packets.len(), 1);
    }

    #[test]
    fn unknown_keys_of_the_vocabulary_are_findings() {
        let (config, findings) =
            parse("meaning:\n  role: {}\n  roles:\n    homepag: false\n    x:\n      word: A\n      words: A\n");
        assert!(config.is_ok());
        let said: Vec<_> = findings
            .iter()
            .map(|finding| (finding.line().unwrap_or_default(), finding.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(said.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 6]);
        for ((_, help), meant) in said.iter().zip(["roles", "homepage", "words"]) {
            assert!(help.contains(&format!("did you mean {meant}?")), "{help}");
        }
        assert_eq!(parse("meaning: false\n").0.unwrap().vocabulary, Some(Vocabulary::default()));
    }

    #[test]
    fn unknown_keys_are_findings() {
        let (config, findings) = parse("title: A\ntitel: B\nsource:\n  page: docs\n");
        assert!(config.is_ok());
        let said: Vec<_> = findings
            .iter()
            .map(|finding| (finding.line().unwrap_or_default(), finding.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(said.len(), 2);
        assert_eq!(said[0].0, 2);
        assert!(said[0].1.contains("title"), "{said:?}");
        assert_eq!(said[1].0, 4);
        assert!(said[1].1.contains("pages"), "{said:?}");
    }
}
