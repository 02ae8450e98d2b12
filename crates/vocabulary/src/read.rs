//! Vocabularies from YAML: the shipped one, and the key `meaning` of `pamphlet.yml`.

use crate::Vocabulary;
use crate::id::{OTHER, Store, System, is_id};
use crate::vocabulary::{DownloadSource, Group, stem};
use crate::words::WordsSource;
use pamphlet_locale::{Catalog, Tag};
use pamphlet_source::did_you_mean;
use pamphlet_source::yaml::{Map, Value};
use std::collections::BTreeMap;

/// The keys of a vocabulary.
pub const KEYS: &[&str] = &["base", "cards", "roles", "downloads", "threats", "criteria"];

/// A key of a vocabulary that is not known; it has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKey {
    /// The keys that lead to it from the top of the vocabulary, itself the last.
    pub keys: Vec<String>,
    /// Those that are known in its place.
    pub known: Vec<String>,
}

/// A value of a vocabulary that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadValue {
    /// The keys that lead to it from the top of the vocabulary.
    pub keys: Vec<String>,
    /// What is wrong with it, to follow the name of the key.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The way to a value, for messages.
#[derive(Clone, Copy)]
struct Way<'k> {
    keys: &'k [&'k str],
}

impl Way<'_> {
    fn wrong(self, message: impl Into<String>, help: impl Into<String>) -> BadValue {
        let keys = self.keys.iter().map(|key| (*key).to_owned()).collect();
        BadValue { keys, message: message.into(), help: help.into() }
    }

    fn map<'v>(self, value: &'v Value, help: &str) -> Result<&'v Map, BadValue> {
        value.as_map().ok_or_else(|| self.wrong("has to be a map", help))
    }

    fn text(self, value: &Value) -> Result<String, BadValue> {
        let text = value.to_text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        text.ok_or_else(|| self.wrong("has to be text", "write text behind the colon, in quotes if it holds : or #"))
    }

    fn texts(self, value: &Value) -> Result<Vec<String>, BadValue> {
        match value {
            Value::List(items) => items.iter().map(|item| self.text(item)).collect(),
            value => Ok(vec![self.text(value)?]),
        }
    }

    fn id(self, value: &Value) -> Result<String, BadValue> {
        let text = self.text(value)?;
        if is_id(&text) { Ok(text) } else { Err(self.no_id(&text)) }
    }

    fn no_id(self, text: &str) -> BadValue {
        self.wrong(format!("has “{text}”, which is not an id"), "use lower-case letters, digits and hyphens")
    }

    /// Says which keys of a map are not known.
    fn known(self, map: &Map, known: &[&str], unknown: &mut Vec<UnknownKey>) {
        for (key, _) in map.0.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let known = known.iter().map(|known| (*known).to_owned()).collect();
            self.unknown(key, known, unknown);
        }
    }

    fn unknown(self, key: &str, known: Vec<String>, unknown: &mut Vec<UnknownKey>) {
        let keys = self.keys.iter().copied().chain([key]).map(str::to_owned).collect();
        unknown.push(UnknownKey { keys, known });
    }
}

impl Vocabulary {
    /// Reads what a site says of its vocabulary: `false` for none, or a map of [`KEYS`]. `base` says what it adds to:
    /// `recommendations`, the shipped one, if nothing is said, or `none`. Lists add to those of the base; an entry of the
    /// base is taken out by `false` in its place. Keys that are not known are put to `unknown` and have no effect.
    ///
    /// # Errors
    /// The first value that cannot be used.
    pub fn read(value: &Value, unknown: &mut Vec<UnknownKey>) -> Result<Self, BadValue> {
        let top = Way { keys: &[] };
        match value {
            Value::Bool(false) => return Ok(Self::default()),
            Value::Bool(true) | Value::Null => return Ok(Self::shipped().as_ref().clone()),
            _ => {}
        }
        let map = top.map(value, "write false for no vocabulary, or keys such as roles: and downloads:")?;
        let way = Way { keys: &["base"] };
        let mut vocabulary = match map.get("base").map(|base| way.text(base)).transpose()?.as_deref() {
            None | Some("recommendations") => Self::shipped().as_ref().clone(),
            Some("none") => Self::default(),
            Some(other) => {
                let meant = did_you_mean(other, ["recommendations", "none"].into_iter());
                return Err(way.wrong(format!("has no “{other}”"), format!("{meant}use recommendations or none")));
            }
        };
        vocabulary.extend(value, unknown)?;
        Ok(vocabulary)
    }

    /// Adds what a map of [`KEYS`] says.
    pub(crate) fn extend(&mut self, value: &Value, unknown: &mut Vec<UnknownKey>) -> Result<(), BadValue> {
        let top = Way { keys: &[] };
        let map = top.map(value, "write keys such as roles: and downloads:")?;
        top.known(map, KEYS, unknown);
        if let Some(value) = map.get("cards") {
            let lists = [
                ("classes", &mut self.cards),
                ("links", &mut self.links),
                ("downloads", &mut self.boxes),
                ("main", &mut self.main),
            ];
            add_lists("cards", value, lists, unknown)?;
            self.cards.iter_mut().for_each(|class| class.make_ascii_lowercase());
        }
        if let Some(value) = map.get("criteria") {
            let lists = [("pages", &mut self.criteria_pages), ("classes", &mut self.criteria_classes)];
            add_lists("criteria", value, lists, unknown)?;
        }
        let form = Form { name: "roles", known: &["term", "words", "icons"], marks: None };
        form.add(&mut self.roles, map, unknown, |way, before, map| words(way, map, before))?;
        let known = &["term", "words", "platform", "store", "icons", "hosts"];
        let form = Form { name: "downloads", known, marks: Some("hosts") };
        form.add(&mut self.downloads, map, unknown, place)?;
        let form = Form { name: "threats", known: &["classes", "icons"], marks: Some("classes") };
        form.add(&mut self.threats, map, unknown, |_, _, _| Ok(()))
    }
}

/// Adds the lists of a group.
fn add_lists<const N: usize>(
    group: &str,
    value: &Value,
    lists: [(&str, &mut Vec<String>); N],
    unknown: &mut Vec<UnknownKey>,
) -> Result<(), BadValue> {
    let way = Way { keys: &[group] };
    let map = way.map(value, "write each key with a list behind it")?;
    let known: Vec<&str> = lists.iter().map(|(key, _)| *key).collect();
    way.known(map, &known, unknown);
    for (key, list) in lists {
        if let Some(value) = map.get(key) {
            list.extend(Way { keys: &[group, key] }.texts(value)?);
        }
    }
    Ok(())
}

/// The form of the entries of a group.
struct Form {
    name: &'static str,
    known: &'static [&'static str],
    /// The key of what entries are told by besides icons.
    marks: Option<&'static str>,
}

impl Form {
    /// Adds the entries that a map has under the name of the group. `facts` reads what is known of one, which may add to
    /// what was known before.
    fn add<F>(
        &self,
        group: &mut Group<F>,
        map: &Map,
        unknown: &mut Vec<UnknownKey>,
        facts: impl Fn(Way<'_>, Option<F>, &Map) -> Result<F, BadValue>,
    ) -> Result<(), BadValue> {
        let Some(value) = map.get(self.name) else { return Ok(()) };
        let entries = Way { keys: &[self.name] };
        for (id, value) in &entries.map(value, "write each entry with its id: and what it is told by")?.0 {
            let keys = [self.name, id.as_str()];
            let way = Way { keys: &keys };
            if !is_id(id) || id == OTHER {
                return Err(entries.no_id(id));
            }
            if matches!(value, Value::Bool(false)) {
                if group.facts.contains_key(id) {
                    group.remove(id);
                } else {
                    entries.unknown(id, group.facts.keys().cloned().collect(), unknown);
                }
                continue;
            }
            let map = way.map(value, "write a map such as { icons: [star] }, or false to take the entry out")?;
            way.known(map, self.known, unknown);
            let before = group.facts.remove(id);
            group.facts.insert(id.clone(), facts(way, before, map)?);
            let texts = |key: &str| {
                let keys = [self.name, id.as_str(), key];
                map.get(key).map_or_else(|| Ok(Vec::new()), |value| Way { keys: &keys }.texts(value))
            };
            group.icons.extend(texts("icons")?.iter().map(|icon| (bare(icon).to_owned(), id.clone())));
            if let Some(marks) = self.marks {
                let lower = |mark: String| if marks == "hosts" { mark.to_ascii_lowercase() } else { mark };
                group.marks.extend(texts(marks)?.into_iter().map(|mark| (lower(mark), id.clone())));
            }
        }
        Ok(())
    }
}

fn place(way: Way<'_>, before: Option<DownloadSource>, map: &Map) -> Result<DownloadSource, BadValue> {
    let (known, platform, store) = match before {
        Some(DownloadSource { words, platform, store }) => (Some(words), platform, store),
        None => (None, None, None),
    };
    let id = |key: &str| {
        let keys: Vec<&str> = way.keys.iter().copied().chain([key]).collect();
        map.get(key).map(|value| Way { keys: &keys }.id(value)).transpose()
    };
    Ok(DownloadSource {
        words: words(way, map, known)?,
        platform: id("platform")?.map(|id| System::new(&id)).or(platform),
        store: id("store")?.map(|id| Store::new(&id)).or(store),
    })
}

/// The words of an entry; those that it had where it says none.
fn words(way: Way<'_>, map: &Map, before: Option<WordsSource>) -> Result<WordsSource, BadValue> {
    let inside = |key: &str| -> Vec<String> { way.keys.iter().copied().chain([key]).map(str::to_owned).collect() };
    if let Some(value) = map.get("term") {
        let keys = inside("term");
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let term = Way { keys: &keys }.text(value)?;
        let is_word = Tag::parse("en").is_some_and(|english| Catalog::of(&english).word(&term).is_some());
        let help = "write words: with the text instead, or with one text for each locale";
        let wrong = || Way { keys: &keys }.wrong(format!("names “{term}”, which is not a word of the interface"), help);
        return if is_word { Ok(WordsSource::Term(term)) } else { Err(wrong()) };
    }
    match map.get("words") {
        Some(Value::Map(texts)) => {
            let (mut default, mut by_locale) = (None, BTreeMap::new());
            for (locale, value) in &texts.0 {
                let keys: Vec<&str> = way.keys.iter().copied().chain(["words", locale.as_str()]).collect();
                let way = Way { keys: &keys };
                let text = way.text(value)?;
                if locale == "default" {
                    default = Some(text);
                } else {
                    let wrong = || way.wrong("is not a language tag", "write one such as de, pt-BR or zh-Hant");
                    by_locale.insert(Tag::parse(locale).ok_or_else(wrong)?, text);
                }
            }
            match (default, by_locale.is_empty()) {
                (Some(name), true) => Ok(WordsSource::Name(name)),
                (None, true) => Err(no_words(way)),
                (default, false) => Ok(WordsSource::Written { default, by_locale }),
            }
        }
        Some(value) => {
            let keys = inside("words");
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            Ok(WordsSource::Name(Way { keys: &keys }.text(value)?))
        }
        None => before.ok_or_else(|| no_words(way)),
    }
}

fn no_words(way: Way<'_>) -> BadValue {
    way.wrong("has no words", "write words: with a text, or with one text for each locale")
}

/// An icon as pages write it (`:octicons-home-16:`) or as it is called, by its own name.
fn bare(icon: &str) -> &str {
    const SETS: [&str; 6] =
        ["fontawesome-brands-", "fontawesome-regular-", "fontawesome-solid-", "material-", "octicons-", "simple-"];
    let name = icon.trim_matches(':');
    stem(SETS.iter().find_map(|set| name.strip_prefix(set)).unwrap_or(name))
}
