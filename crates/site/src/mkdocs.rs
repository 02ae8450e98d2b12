//! `mkdocs.yml` with what it inherits, or `zensical.toml`, which has the same keys.

use crate::files::Watched;
use crate::strings::Strings;
use crate::{Files, SiteError, path, place, toml};
use pamphlet_locale::Tag;
use pamphlet_source::Spot;
use pamphlet_source::limits::{CONFIGURATION_BYTES, INHERIT_LEVELS};
use pamphlet_source::yaml::{self, Doubled, Map, Value, YamlError};

/// A `mkdocs.yml` and the files it inherits from, merged.
#[derive(Debug, Clone, Default)]
pub struct MkDocs {
    /// Its path, relative to the site.
    pub path: String,
    /// Its own text.
    pub text: String,
    /// Everything it says; what it inherits stands below its own keys.
    pub value: Map,
    /// Every file that was read, with its text, itself first.
    pub read: Vec<(String, String)>,
    /// Keys that stand twice in a map, each with its file: MkDocs takes the last.
    pub doubled: Vec<(String, Doubled)>,
}

impl MkDocs {
    /// Reads a file and what it inherits.
    ///
    /// # Errors
    /// When a file is missing, unreadable, or not a map in YAML.
    pub fn read(files: &dyn Files, file: &str) -> Result<Self, SiteError> {
        let mut made = Self { path: file.to_owned(), ..Self::default() };
        made.value = read_merged(files, file, None, &mut made)?;
        let settings = made.value.0.iter_mut().filter(|(key, _)| SETTINGS.contains(&key.as_str()));
        settings.for_each(|(_, value)| settle(value));
        crate::bundles::unfold(&mut made.value);
        made.text = made.read.first().map(|(_, text)| text.clone()).unwrap_or_default();
        Ok(made)
    }

    /// The folder that its paths count from.
    #[must_use]
    pub fn folder(&self) -> &str {
        path::parent(&self.path)
    }

    /// A value by the keys that lead to it.
    #[must_use]
    pub fn get(&self, keys: &[&str]) -> Option<&Value> {
        let (first, rest) = keys.split_first()?;
        rest.iter().try_fold(self.value.get(first)?, |value, key| value.get(key))
    }

    /// The options of a plugin or an extension, which are written as a list of names and maps, or as one map. An
    /// entry without options gives [`Value::Null`].
    #[must_use]
    pub fn options(&self, list: &str, name: &str) -> Option<&Value> {
        match self.value.get(list)? {
            Value::Map(map) => map.get(name),
            Value::List(items) => items.iter().find_map(|item| match item {
                Value::Map(map) => map.get(name),
                Value::Text(text) if text == name => Some(&Value::Null),
                _ => None,
            }),
            _ => None,
        }
    }

    /// Where a key stands; none when it is not found.
    #[must_use]
    pub fn place(&self, keys: &[&str]) -> Option<Spot> {
        if is_toml(&self.path) { place::of_toml_key(&self.text, keys) } else { place::of_key(&self.text, keys) }
    }

    /// The folder of its pages, relative to the site; it begins with `..` when it lies beside the site.
    ///
    /// # Errors
    /// When it is an absolute path.
    pub(crate) fn docs_dir(&self) -> Result<String, SiteError> {
        let written = self.get(&["docs_dir"]).and_then(|value| Lookup::default().text(value));
        let written = written.unwrap_or_else(|| "docs".to_owned());
        if written.starts_with('/') {
            let message = format!("docs_dir is an absolute path: {written}");
            let help = format!("write it relative to {}", path::split(&self.path).1);
            return Err(SiteError::new(&self.path, message, help).at(self.place(&["docs_dir"])).quoting(&self.text));
        }
        Ok(self.resolve(&written))
    }

    /// Whether the theme has a feature switched on.
    #[must_use]
    pub(crate) fn has_feature(&self, name: &str) -> bool {
        let features = self.get(&["theme", "features"]).and_then(Value::as_list).unwrap_or_default();
        features.iter().any(|feature| feature.as_str() == Some(name))
    }

    /// The language of the theme. A name that is no language is a translation of the site's own, in a file of
    /// `custom_dir`, which says its language or that which it adds to.
    pub(crate) fn language(&self, files: &Watched<'_>) -> Option<Tag> {
        let written = Lookup::default().text(self.get(&["theme", "language"])?)?;
        let told = Tag::parse(&written);
        // ISO 639 has languages of two and three letters.
        if told.as_ref().is_some_and(|tag| tag.language().len() <= 3) {
            return told;
        }
        let own = || {
            let folder = self.resolve(self.get(&["theme", "custom_dir"])?.as_str()?);
            let read = files.read(&format!("{folder}/partials/languages/{written}.html")).ok()??;
            language_of_words(&String::from_utf8_lossy(&read))
        };
        own().or(told)
    }

    /// A path of this file, relative to the site. It begins with `..` when it leads to a folder beside the site.
    #[must_use]
    pub fn resolve(&self, written: &str) -> String {
        path::climb(self.folder(), written)
    }
}

/// The language of a table of words of Material: what it says of itself, else the first table that it takes in.
fn language_of_words(text: &str) -> Option<Tag> {
    let told = text.split("\"language\":").nth(1).and_then(|rest| rest.split('"').nth(1));
    let taken = text.split("partials/languages/").skip(1).filter_map(|rest| rest.split_once(".html"));
    told.into_iter().chain(taken.map(|(name, _)| name)).find_map(Tag::parse)
}

/// Whether a configuration is written in TOML.
fn is_toml(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("toml"))
}

/// Reads a file and what it inherits, and notes in `made` what was read. `from` is the file that inherits from it, and
/// where it says so.
fn read_merged(
    files: &dyn Files,
    file: &str,
    from: Option<(&str, Option<Spot>)>,
    made: &mut MkDocs,
) -> Result<Map, SiteError> {
    let read = &mut made.read;
    let (said_in, spot) = from.unwrap_or((file, None));
    let refuse = |message: String, help: &str| SiteError::new(said_in, message, help).at(spot);
    if let Some(first) = read.iter().position(|(known, _)| known == file) {
        let circle: Vec<&str> = read[first..].iter().map(|(path, _)| path.as_str()).chain([file]).collect();
        return Err(refuse(format!("it inherits from itself: {}", circle.join(" → ")), "take one INHERIT out"));
    }
    if read.len() > INHERIT_LEVELS {
        let message = format!("more than {INHERIT_LEVELS} configurations inherit from each other");
        return Err(refuse(message, "join some of them"));
    }
    let inherited = |what: String| match from {
        None => SiteError::new(file, what, "correct the path, or add the file"),
        Some(_) => refuse(format!("it inherits from {file}, but {what}"), "correct INHERIT, or add the file"),
    };
    let bytes = match files.read(file, CONFIGURATION_BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(inherited("there is no such file".to_owned())),
        Err(error) => {
            let own = SiteError::from(error);
            return Err(SiteError { help: own.help, machine: own.machine, ..inherited(own.message) });
        }
    };
    let text = String::from_utf8(bytes).map_err(|_| SiteError::new(file, "it is not UTF-8", "save it as UTF-8"))?;
    let of_toml = |text: &str| Ok((toml::parse(text)?, Vec::new()));
    let (language, tool, parse): (_, _, fn(&str) -> Result<_, YamlError>) =
        if is_toml(file) { ("TOML", "Zensical", of_toml) } else { ("YAML", "MkDocs", yaml::parse_last) };
    let (value, doubled) = parse(text.trim_start_matches('\u{feff}')).map_err(|error| {
        SiteError::new(
            file,
            format!("it is not {language}: {}", error.message),
            format!("correct the line; {tool} would stop here too"),
        )
        .at(error.spot())
        .quoting(&text)
    })?;
    let mut map = match value {
        Value::Map(map) => map,
        Value::Null => Map::default(),
        _ => {
            return Err(SiteError::new(
                file,
                "it is not a map of keys and values",
                "begin with a line such as site_name: …",
            )
            .at(Some(Spot::at(1, 1)))
            .quoting(&text));
        }
    };
    let spot = place::of_key(&text, &["INHERIT"]);
    read.push((file.to_owned(), text));
    made.doubled.extend(doubled.into_iter().map(|key| (file.to_owned(), key)));
    if let Some(parent) = map.get("INHERIT").and_then(Value::to_text) {
        if parent.starts_with('/') {
            let message = format!("INHERIT names an absolute path: {parent}; only files of the site are read");
            return Err(SiteError::new(file, message, "write it relative to this file").at(spot));
        }
        let parent = path::climb(path::parent(file), &parent);
        let inherited = read_merged(files, &parent, Some((file, spot)), made)?;
        map.0.retain(|(key, _)| key != "INHERIT");
        map = merged(inherited, map, 0);
    }
    Ok(map)
}

/// Keys whose values hold no words that readers see: no string of a locale is looked up in them.
const SETTINGS: [&str; 7] =
    ["plugins", "exclude_docs", "draft_docs", "not_in_nav", "use_directory_urls", "theme", "validation"];

/// Puts the defaults of `!ENV [NAME, default]` in their places: the environment of the machine is never asked. A name
/// without a default is nothing.
fn settle(value: &mut Value) {
    match value {
        Value::Tagged(tagged) if tagged.tag == "ENV" => {
            let default = match &mut tagged.value {
                Value::List(items) if items.len() > 1 => items.pop(),
                _ => None,
            };
            *value = default.unwrap_or(Value::Null);
        }
        Value::List(items) => items.iter_mut().for_each(settle),
        Value::Map(map) => map.0.iter_mut().for_each(|(_, value)| settle(value)),
        _ => {}
    }
}

/// `over` laid upon `under`: maps are joined, everything else is replaced.
fn merged(mut under: Map, over: Map, depth: usize) -> Map {
    for (key, value) in over.0 {
        let known = under.0.iter_mut().find(|(name, _)| *name == key);
        match (known, value) {
            (Some((_, Value::Map(below))), Value::Map(above)) if depth < 32 => {
                *below = merged(std::mem::take(below), above, depth + 1);
            }
            (Some((_, below)), value) => *below = value,
            (None, value) => under.0.push((key, value)),
        }
    }
    under
}

/// Where `!ENV` and labels are looked up: the strings of a locale, then those of the source. The environment of the
/// machine is never asked: what a file holds depends on the site alone.
#[derive(Debug, Clone, Default)]
pub struct Lookup<'a> {
    /// The strings, the locale's first.
    pub strings: Vec<&'a Strings>,
}

impl Lookup<'_> {
    /// The text of a value. `!ENV NAME` is a string, `!ENV [A, B, default]` the first string that exists or the
    /// default. `None` for a list, a map, and a string that does not exist.
    #[must_use]
    pub fn text(&self, value: &Value) -> Option<String> {
        let Value::Tagged(tagged) = value else { return value.to_text() };
        if tagged.tag != "ENV" {
            return tagged.value.to_text();
        }
        match &tagged.value {
            Value::List(items) => {
                let (default, names) = items.split_last()?;
                if names.is_empty() {
                    return self.named(&default.to_text()?);
                }
                names.iter().find_map(|name| self.named(&name.to_text()?)).or_else(|| default.to_text())
            }
            single => self.named(&single.to_text()?),
        }
    }

    /// A label, translated when a string file has it.
    #[must_use]
    pub fn label(&self, label: &str) -> String {
        self.strings.iter().find_map(|strings| strings.labels.get(label)).map_or_else(|| label.to_owned(), Clone::clone)
    }

    fn named(&self, name: &str) -> Option<String> {
        self.strings.iter().find_map(|strings| strings.by_name.get(name)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryFiles;

    #[test]
    fn inherits() {
        let files = MemoryFiles::new([
            ("c/mkdocs.it.yml", "INHERIT: base.yml\ntheme: {language: it}\nnav: [a.md]\n"),
            (
                "c/base.yml",
                "site_name: X\ntheme: {name: material, language: en}\nnav: [b.md, c.md]\nplugins:\n  - search\n  - i18n:\n      a: 1\n",
            ),
        ]);
        let mkdocs = MkDocs::read(&files, "c/mkdocs.it.yml").unwrap();
        assert_eq!(mkdocs.get(&["theme", "name"]).and_then(Value::as_str), Some("material"));
        assert_eq!(mkdocs.get(&["theme", "language"]).and_then(Value::as_str), Some("it"));
        assert_eq!(mkdocs.get(&["nav"]).and_then(Value::as_list).map(<[_]>::len), Some(1));
        assert!(mkdocs.options("plugins", "i18n").is_some());
        assert_eq!(mkdocs.options("plugins", "search"), Some(&Value::Null));
        assert_eq!(mkdocs.resolve("../docs"), "docs");
        assert_eq!(mkdocs.read.len(), 2);
    }

    #[test]
    fn settings_have_the_defaults_of_the_environment() {
        let files = MemoryFiles::new([(
            "mkdocs.yml",
            "plugins:\n  - exclude: {glob: [!ENV [GLOB, b.md]]}\n  - social: {cards: !ENV [CI, false], x: !ENV NAME}\n",
        )]);
        let mkdocs = MkDocs::read(&files, "mkdocs.yml").unwrap();
        let option = |plugin, key| mkdocs.options("plugins", plugin).and_then(|options| options.get(key)).cloned();
        assert_eq!(option("exclude", "glob"), Some(Value::List(vec![Value::Text("b.md".into())])));
        assert_eq!(option("social", "cards"), Some(Value::Bool(false)));
        assert_eq!(option("social", "x"), Some(Value::Null));
    }

    #[test]
    fn says_what_is_broken() {
        let files = MemoryFiles::new([
            ("mkdocs.yml", "site_name: X\nnav: [\n"),
            ("loop.yml", "INHERIT: loop.yml\n"),
            ("list.yml", "- a\n"),
        ]);
        let error = MkDocs::read(&files, "mkdocs.yml").unwrap_err();
        assert!(error.to_string().starts_with("mkdocs.yml:"), "{error}");
        let error = MkDocs::read(&files, "loop.yml").unwrap_err();
        assert!(error.to_string().starts_with("loop.yml:1"), "{error}");
        assert!(error.message.contains("itself: loop.yml → loop.yml"), "{error}");
        assert!(MkDocs::read(&files, "list.yml").unwrap_err().message.contains("not a map"));
        assert!(MkDocs::read(&files, "gone.yml").unwrap_err().message.contains("no such file"));
    }

    #[test]
    fn of_a_key_that_stands_twice_the_last_is_taken_and_told() {
        let files = MemoryFiles::new([
            (
                "mkdocs.yml",
                "INHERIT: base.yml\nsite_name: A\nplugins:\n  - search:\n      lang: en\n      lang: it\nsite_name: B\n",
            ),
            ("base.yml", "site_url: a\nsite_url: b\n"),
        ]);
        let mkdocs = MkDocs::read(&files, "mkdocs.yml").unwrap();
        assert_eq!(mkdocs.get(&["site_name"]).and_then(Value::as_str), Some("B"));
        assert_eq!(mkdocs.get(&["site_url"]).and_then(Value::as_str), Some("b"));
        assert_eq!(mkdocs.options("plugins", "search").and_then(|options| options.get("lang")?.as_str()), Some("it"));
        let told: Vec<(&str, &str, Option<Spot>)> =
            mkdocs.doubled.iter().map(|(file, key)| (file.as_str(), key.key.as_str(), key.spot)).collect();
        let expected = [
            ("mkdocs.yml", "\"lang\"", Some(Spot::at(6, 7))),
            ("mkdocs.yml", "\"site_name\"", Some(Spot::at(7, 1))),
            ("base.yml", "\"site_url\"", Some(Spot::at(2, 1))),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn an_absolute_path_is_not_looked_for_in_the_site() {
        let files = MemoryFiles::new([("mkdocs.yml", "site_name: A\nINHERIT: /etc/passwd\n")]);
        let error = MkDocs::read(&files, "mkdocs.yml").unwrap_err();
        assert!(error.to_string().starts_with("mkdocs.yml:2"), "{error}");
        assert!(error.message.contains("an absolute path: /etc/passwd"), "{error}");
    }

    #[test]
    fn chains_of_any_reasonable_length() {
        let chain = |links: usize| {
            let mut files = MemoryFiles::default();
            for link in 0..links {
                let text = format!("INHERIT: {}.yml\nk{link}: 1\n", link + 1);
                files.0.insert(format!("{link}.yml"), text.into_bytes());
            }
            files.0.insert(format!("{links}.yml"), b"site_name: Last\n".to_vec());
            MkDocs::read(&files, "0.yml")
        };
        let mkdocs = chain(INHERIT_LEVELS).unwrap();
        assert_eq!(mkdocs.get(&["site_name"]).and_then(Value::as_str), Some("Last"));
        let error = chain(INHERIT_LEVELS + 1).unwrap_err();
        assert!(error.message.contains("more than 64") && !error.message.contains("itself"), "{error}");
        assert!(error.to_string().starts_with("64.yml:1"), "{error}");
    }

    #[test]
    fn a_translation_of_the_sites_own_says_its_language() {
        let language = |name: &str, words: &str| {
            let text = format!("theme: {{name: material, custom_dir: own, language: {name}}}\n");
            let path = format!("own/partials/languages/{name}.html");
            let files = MemoryFiles::new([("mkdocs.yml", text.as_str()), (path.as_str(), words)]);
            let mkdocs = MkDocs::read(&files, "mkdocs.yml").unwrap();
            mkdocs.language(&Watched::new(&files)).map(|tag| tag.to_string())
        };
        let taken = "{% import \"partials/languages/fa.html\" as language %}";
        assert_eq!(language("custom", taken).as_deref(), Some("fa"));
        assert_eq!(language("custom", "{% macro t(key) %}{{ {\"language\": \"sr\"}[key] }}").as_deref(), Some("sr"));
        assert_eq!(language("de", taken).as_deref(), Some("de"));
    }

    #[test]
    fn env() {
        let strings = Strings::read("s.env", "B=\"b\"").unwrap();
        let lookup = Lookup { strings: vec![&strings] };
        for (text, expected) in [
            ("!ENV [A, B, c]", Some("b")),
            ("!ENV [A, c]", Some("c")),
            ("!ENV B", Some("b")),
            ("!ENV A", None),
            ("plain", Some("plain")),
        ] {
            assert_eq!(lookup.text(&yaml::parse(text).unwrap()).as_deref(), expected, "{text}");
        }
    }
}
