//! The embedded tables, `locales/<tag>.toml`: one a language, read when first asked for.

use crate::{Tag, Term, fallback};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

macro_rules! files {
    ($($tag:literal),+ $(,)?) => {
        /// The tables by tag, sorted.
        const FILES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("../locales/", $tag, ".toml")))),+];
    };
}

files!(
    "af", "ar", "az", "be", "bg", "bn", "bn-IN", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu",
    "fa", "fi", "fil", "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko",
    "ku-IQ", "lt", "lv", "mk", "mr", "ms", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sq", "sr", "sv",
    "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh", "zh-Hant", "zh-TW",
);

static TABLES: [OnceLock<Arc<Table>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// What a language's file says, filled up from its parents.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) tag: String,
    pub(crate) name: String,
    /// By the number of the term.
    pub(crate) terms: Vec<String>,
    /// Words that are no terms: those that vocabularies name, by their keys.
    pub(crate) words: BTreeMap<String, String>,
    /// Opening, closing, and the same for a quotation inside a quotation.
    pub(crate) quotes: [String; 4],
    /// Between the items of a list, and before its last item.
    pub(crate) list: [String; 2],
    /// On which page something is, with `{}` for the number.
    pub(crate) on_page: String,
    /// With `{}` for the number.
    pub(crate) percent: String,
    pub(crate) colon: String,
    pub(crate) date: DateForm,
}

/// How a date is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateForm {
    #[serde(default)]
    pub(crate) calendar: Calendar,
    /// The first day of a month, where it is written in a way of its own.
    pub(crate) first: Option<String>,
    /// Twelve names in the form that stands beside a day.
    pub(crate) months: Vec<String>,
    /// With `{d}`, `{m}` (number), `{month}` (name), `{y}`.
    pub(crate) pattern: String,
}

/// The calendar that dates are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Calendar {
    #[default]
    Gregorian,
    SolarHijri,
}

/// A file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    /// The language whose words stand in for everything that the file does not say.
    fallback: Option<String>,
    #[serde(default)]
    terms: BTreeMap<String, String>,
    typography: Option<Typography>,
    date: Option<DateForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Typography {
    colon: String,
    list: [String; 2],
    on_page: Option<String>,
    percent: String,
    quotes: [String; 4],
}

/// The table of a locale, else of the first of its parents that has one.
pub(crate) fn of(tag: &Tag) -> Arc<Table> {
    let mut next = Some(tag.clone());
    while let Some(tag) = next {
        if let Ok(index) = FILES.binary_search_by_key(&tag.as_str(), |(known, _)| known) {
            return at(index);
        }
        next = fallback::parent(&tag);
    }
    of_name("en")
}

fn of_name(tag: &str) -> Arc<Table> {
    let index = FILES.binary_search_by_key(&tag, |(known, _)| known);
    at(index.expect("fallbacks name files, and English is one: a test holds it"))
}

fn at(index: usize) -> Arc<Table> {
    Arc::clone(TABLES[index].get_or_init(|| Arc::new(read(FILES[index]))))
}

fn read((tag, text): (&str, &str)) -> Table {
    let file: File = toml::from_str(text).expect("the tables are ours, and a test reads every one");
    let File { name, fallback, mut terms, typography, date } = file;
    let parent = match (fallback, tag) {
        (Some(fallback), _) => Some(of_name(&fallback)),
        (None, "en") => None,
        (None, _) => Some(of_name("en")),
    };
    let missing = || parent.as_ref().expect("English says everything: a test holds it");
    let typography = typography.unwrap_or_else(|| {
        let Table { quotes, list, percent, colon, .. } = missing().as_ref();
        let (colon, list, percent, quotes) = (colon.clone(), list.clone(), percent.clone(), quotes.clone());
        Typography { colon, list, on_page: None, percent, quotes }
    });
    let of_terms = Term::ALL
        .iter()
        .map(|term| terms.remove(term.key()).unwrap_or_else(|| missing().terms[*term as usize].clone()))
        .collect();
    let mut words = parent.as_ref().map(|parent| parent.words.clone()).unwrap_or_default();
    words.extend(terms);
    Table {
        tag: tag.to_owned(),
        name,
        terms: of_terms,
        words,
        quotes: typography.quotes,
        list: typography.list,
        on_page: typography.on_page.unwrap_or_else(|| missing().on_page.clone()),
        percent: typography.percent,
        colon: typography.colon,
        date: date.unwrap_or_else(|| missing().date.clone()),
    }
}

/// The tags of all languages that there are words in, sorted.
#[must_use]
pub fn languages() -> Vec<Tag> {
    FILES.iter().filter_map(|(tag, _)| Tag::parse(tag)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(&'static str, File)> {
        FILES.iter().map(|(tag, text)| (*tag, toml::from_str(text).expect(tag))).collect()
    }

    #[test]
    fn every_file_is_registered_and_sorted() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/locales");
        #[expect(clippy::disallowed_methods, reason = "a test looks at the source tree")]
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .expect("is there")
            .map(|entry| entry.expect("can be read").file_name().into_string().expect("is a tag"))
            .collect();
        found.sort();
        let mut registered: Vec<String> = FILES.iter().map(|(tag, _)| format!("{tag}.toml")).collect();
        assert!(FILES.is_sorted_by_key(|(tag, _)| tag));
        registered.sort();
        assert_eq!(found, registered);
        assert!(FILES.iter().all(|(tag, _)| Tag::parse(tag).expect("is a tag").as_str() == *tag));
    }

    #[test]
    fn every_term_is_there_or_its_absence_is_meant() {
        let mut missing = Vec::new();
        // The words that are no terms are those of English. That a vocabulary names each is a test of `vocabulary`.
        let english = of_name("en");
        let known: Vec<&str> =
            Term::ALL.iter().map(|term| term.key()).chain(english.words.keys().map(String::as_str)).collect();
        for (tag, file) in files() {
            assert!(file.terms.keys().all(|key| known.contains(&key.as_str())), "{tag}: unknown key");
            match file.fallback {
                Some(parent) => assert!(FILES.iter().any(|(known, _)| *known == parent), "{tag}"),
                None => missing.extend(
                    known.iter().filter(|key| !file.terms.contains_key(**key)).map(|key| format!("{tag}: {key}")),
                ),
            }
        }
        // A new term: add it to every file, or the file's language shows it in English.
        assert!(missing.is_empty(), "not translated:\n{}", missing.join("\n"));
    }

    #[test]
    fn files_are_tidy() {
        for (tag, text) in FILES {
            let keys: Vec<&str> = text
                .lines()
                .skip_while(|line| *line != "[terms]")
                .skip(1)
                .take_while(|line| !line.is_empty())
                .filter_map(|line| line.split(" = ").next())
                .collect();
            assert!(keys.is_sorted(), "{tag}: the terms are not sorted");
        }
        for (tag, file) in files() {
            for (key, text) in &file.terms {
                assert!(!text.is_empty() && text.trim() == text, "{tag}: {key}");
                let is_sentence = key == "not-translated" || key.starts_with("summary-");
                assert_eq!(text.ends_with(['.', '。', '।', '۔', '։']), is_sentence, "{tag}: {key}");
            }
            let Some(typography) = file.typography else { continue };
            assert!(typography.percent.contains("{}"), "{tag}");
            assert!(typography.on_page.is_none_or(|on_page| on_page.contains("{}")), "{tag}");
            assert!(typography.quotes.iter().all(|mark| !mark.is_empty()), "{tag}");
            let date = file.date.expect("beside the typography");
            assert_eq!(date.months.len(), 12, "{tag}");
            assert!(["{d}", "{y}"].iter().all(|part| date.pattern.contains(part)), "{tag}");
        }
    }

    #[test]
    fn every_table_can_be_read() {
        for (tag, _) in FILES {
            let table = of_name(tag);
            assert_eq!(table.terms.len(), Term::ALL.len(), "{tag}");
            assert_eq!(table.tag, *tag);
        }
        assert_eq!(languages().len(), FILES.len());
    }
}
