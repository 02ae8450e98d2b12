//! The strings of a locale: `strings.it.env` (`NAV_HOME="Pagina iniziale"`) or `strings.it.yml` (maps; the one
//! called `nav` goes from a label to its translation).

use pamphlet_source::yaml::{self, Value, YamlError};
use std::collections::BTreeMap;

/// Strings by name, and labels of the navigation by the label they translate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strings {
    /// By name; of nested maps by the names of all levels, joined with `.`.
    pub by_name: BTreeMap<String, String>,
    /// Translated label by label.
    pub labels: BTreeMap<String, String>,
}

impl Strings {
    /// Reads a file by its ending.
    ///
    /// # Errors
    /// When a YAML file is not YAML.
    pub fn read(path: &str, text: &str) -> Result<Self, YamlError> {
        if matches!(path.rsplit_once('.'), Some((_, "yml" | "yaml"))) {
            let value = yaml::parse(text)?;
            let mut strings = Self::default();
            strings.add(&value, "", false, 0);
            Ok(strings)
        } else {
            Ok(Self { by_name: env_file(text), labels: BTreeMap::new() })
        }
    }

    fn add(&mut self, value: &Value, name: &str, in_nav: bool, depth: usize) {
        if depth > 16 {
            return;
        }
        match value {
            Value::Map(map) => {
                for (key, value) in &map.0 {
                    let nested = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                    if let (true, Some(text)) = (in_nav, value.to_text()) {
                        self.labels.insert(key.clone(), text.trim().to_owned());
                    }
                    self.add(value, &nested, in_nav || key == "nav", depth + 1);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.add(item, name, in_nav, depth + 1)),
            Value::Tagged(tagged) => self.add(&tagged.value, name, in_nav, depth + 1),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Text(_) => {
                if let Some(text) = value.to_text() {
                    self.by_name.insert(name.to_owned(), text.trim().to_owned());
                }
            }
        }
    }
}

/// Reads `NAME="value"` lines as shells and dotenv do. A quote inside a quoted value that was not escaped is kept:
/// the value ends at the last quote of its line.
fn env_file(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim();
        if name.is_empty() || name.starts_with('#') || name.contains(char::is_whitespace) {
            continue;
        }
        let value = value.trim();
        let text = if let Some(quoted) = value.strip_prefix('"') {
            let mut whole = quoted.to_owned();
            // A value over several lines; forty are enough for a notice, and bound a quote that is never closed.
            let mut more = 0;
            while !whole.contains('"') && more < 40 {
                let Some(next) = lines.next() else { break };
                whole.push('\n');
                whole.push_str(next);
                more += 1;
            }
            unescaped(whole.rsplit_once('"').map_or(whole.as_str(), |(before, _)| before))
        } else if let Some(quoted) = value.strip_prefix('\'') {
            quoted.rsplit_once('\'').map_or(quoted, |(before, _)| before).to_owned()
        } else {
            value.split(" #").next().unwrap_or(value).trim().to_owned()
        };
        found.insert(name.to_owned(), text);
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some(escaped @ ('"' | '\\' | '$' | '`')) => out.push(escaped),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn env() {
        let text = "# c\nA=\"x \\\"y\\\" z\"\nexport B='q'\nC=plain # note\nD=\"a \"b\" c\"\nE=\"one\ntwo\"\n=bad\n";
        let strings = Strings::read("strings.it.env", text).unwrap();
        let pairs: Vec<_> = strings.by_name.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs, [("A", "x \"y\" z"), ("B", "q"), ("C", "plain"), ("D", "a \"b\" c"), ("E", "one\ntwo")]);
    }

    #[test]
    fn yml() {
        let strings =
            Strings::read("s.it.yml", "a:\n  b: |\n    text\nnav:\n  Home: Casa\n  Deep:\n    More: Altro\n").unwrap();
        assert_eq!(strings.by_name["a.b"], "text");
        assert_eq!(strings.labels["Home"], "Casa");
        assert_eq!(strings.labels["More"], "Altro");
        assert!(Strings::read("s.it.yml", "a: [").is_err());
    }
}
