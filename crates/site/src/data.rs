//! Files of data that the plugin `macros` reads (`include_yaml`), and folders in which files that pages include are
//! looked up.

use crate::loader::Loader;
use crate::mkdocs::{Lookup, MkDocs};
use crate::{known, path, place};
use pamphlet_source::Code;
use pamphlet_source::yaml::{Map, Value};

impl Loader<'_> {
    /// What the data files of a site say, by name: a file without a name of its own gives its keys.
    pub(crate) fn data(&mut self, mkdocs: Option<&MkDocs>) -> Map {
        let mut found = Map::default();
        if let Some(mkdocs) = mkdocs.filter(|mkdocs| known::is_on(mkdocs, "markdownextradata")) {
            self.data_folders(mkdocs, &mut found);
        }
        let Some(mkdocs) = mkdocs.filter(|mkdocs| known::is_on(mkdocs, "macros")) else { return found };
        let listed = mkdocs.options("plugins", "macros").and_then(|options| options.get("include_yaml"));
        let pairs: Vec<(Option<String>, &Value)> = match listed {
            Some(Value::Map(map)) => map.0.iter().map(|(key, value)| (Some(key.clone()), value)).collect(),
            Some(Value::List(items)) => items
                .iter()
                .flat_map(|item| match item {
                    Value::Map(map) => map.0.iter().map(|(key, value)| (Some(key.clone()), value)).collect(),
                    other => vec![(None, other)],
                })
                .collect(),
            Some(other) => vec![(None, other)],
            None => Vec::new(),
        };
        for (name, value) in pairs {
            let Some(written) = Lookup::default().text(value) else { continue };
            let file = mkdocs.resolve(&written);
            let place = place::of_value(&mkdocs.text, &written);
            match (self.data_file(&file), name) {
                (Ok(value), Some(name)) => found.0.push((name, value)),
                (Ok(Value::Map(map)), None) => found.0.extend(map.0),
                (Ok(_), None) => {
                    let message = format!("the data file {written} is not a map of names and values");
                    let help = "name it: `include_yaml: {name: file}`; its values are not known until then";
                    self.warn(Code::InvalidConfiguration, &mkdocs.path, place, &message, help);
                }
                (Err(why), _) => {
                    let message = format!("the data file {written} cannot be used: {why}");
                    let help = "correct the path or the file; its values are not known until then";
                    self.warn(Code::InvalidConfiguration, &mkdocs.path, place, &message, help);
                }
            }
        }
        found
    }

    /// The folders of data of `markdownextradata`: each file is a variable called by its path.
    fn data_folders(&mut self, mkdocs: &MkDocs, found: &mut Map) {
        let named = mkdocs.options("plugins", "markdownextradata");
        let named = named.and_then(|options| Lookup::default().text(options.get("data")?));
        let folders: Vec<String> = match named {
            Some(named) => named.split(',').map(|folder| mkdocs.resolve(folder.trim())).collect(),
            None => vec![mkdocs.resolve("_data"), path::join(&mkdocs.docs_dir().unwrap_or_default(), "_data")],
        };
        for folder in folders {
            for file in self.files.list(&folder) {
                let below = path::below(&file, &folder).unwrap_or(&file);
                let Some((name, ending)) = below.rsplit_once('.') else { continue };
                if !matches!(ending, "yml" | "yaml" | "json") {
                    continue;
                }
                match self.data_file(&file) {
                    Ok(value) => put_in(found, name, value),
                    Err(why) => {
                        let message = format!("the data file {file} cannot be used: {why}");
                        let help = "correct the file; its values are not known until then";
                        self.warn(Code::InvalidConfiguration, &mkdocs.path, None, &message, help);
                    }
                }
            }
        }
    }

    fn data_file(&mut self, file: &str) -> Result<Value, String> {
        let bytes = self.files.read(file).map_err(|error| error.to_string())?.ok_or("there is no such file")?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
        let value = self.website_yaml(file, &text).map_err(|error| error.message);
        self.read.push((file.to_owned(), text));
        value
    }
}

/// Puts a value where a path says, with maps for its folders.
fn put_in(map: &mut Map, path: &str, value: Value) {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let at = map.0.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
        map.0.push((first.to_owned(), Value::Map(Map::default())));
        map.0.len() - 1
    });
    let Some((_, there)) = map.0.get_mut(at) else { return };
    match rest {
        None => *there = value,
        Some(rest) => {
            if !matches!(there, Value::Map(_)) {
                *there = Value::Map(Map::default());
            }
            if let Value::Map(inner) = there {
                put_in(inner, rest, value);
            }
        }
    }
}

/// Folders in which files that pages include are looked up, besides those of pages and snippets.
pub(crate) fn include_folders(mkdocs: Option<&MkDocs>) -> Vec<String> {
    let Some(mkdocs) = mkdocs else { return Vec::new() };
    let mut found = Vec::new();
    for (list, name, key) in [
        ("markdown_extensions", "markdown_include.include", "base_path"),
        ("markdown_extensions", "markdown_include", "base_path"),
        ("markdown_extensions", "mdx_include", "base_path"),
        ("plugins", "macros", "include_dir"),
    ] {
        let written = mkdocs.options(list, name).and_then(|options| Lookup::default().text(options.get(key)?));
        found.extend(written.filter(|written| !written.is_empty()).map(|written| mkdocs.resolve(&written)));
    }
    found.push(mkdocs.folder().to_owned());
    found.push(String::new());
    let mut unique: Vec<String> = Vec::new();
    for folder in found {
        if !unique.contains(&folder) {
            unique.push(folder);
        }
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryFiles, load};

    #[test]
    fn data_files_give_variables() {
        let mkdocs = "site_name: X\nplugins:\n  - macros:\n      include_dir: parts\n      include_yaml:\n        - a.yml\n        - ports: data/b.json\n        - gone.yml\n";
        let files = MemoryFiles::new([
            ("mkdocs.yml", mkdocs),
            ("docs/index.md", ""),
            ("a.yml", "edition: 3\n"),
            ("data/b.json", "[{\"name\": \"Oban\"}]"),
        ]);
        let loaded = load(&files, None).expect("is a site");
        assert_eq!(loaded.site.data.get("edition"), Some(&Value::Integer(3)));
        assert!(matches!(loaded.site.data.get("ports"), Some(Value::List(_))));
        assert_eq!(loaded.site.include_folders, ["parts", ""]);
        assert!(loaded.findings.iter().any(|found| found.line() == Some(8) && found.message.contains("gone.yml")));
        assert!(loaded.site.read.iter().any(|(path, _)| path == "a.yml"));
    }
}
