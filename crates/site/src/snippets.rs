//! Where snippets lie, and which files are appended to every page.

use crate::config::Config;
use crate::loader::Loader;
use crate::mkdocs::{Lookup, MkDocs};
use crate::site::Tree;
use crate::{detect, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, FilePlace};

impl Loader<'_> {
    /// Files that are appended to every page.
    pub(crate) fn appended(&mut self, config: &Config, mkdocs: Option<&MkDocs>, source: &Tag, trees: &mut [Tree]) {
        let listed = mkdocs
            .and_then(|mkdocs| mkdocs.options("markdown_extensions", "pymdownx.snippets"))
            .and_then(|options| options.get("auto_append"))
            .and_then(Value::as_list)
            .unwrap_or_default();
        let folders = snippet_folders(config, mkdocs);
        for tree in trees {
            let mut named: Vec<Vec<String>> = Vec::new();
            if let Some(pattern) = &config.abbreviations {
                named.push(
                    [&tree.written, tree.locale.as_str(), source.as_str()].map(|name| pattern.fill(name, "")).to_vec(),
                );
            } else {
                for item in listed {
                    let Some(written) = Lookup::default().text(item) else { continue };
                    let own = detect::with_locale(&written, source);
                    let mut candidates: Vec<String> = own
                        .iter()
                        .flat_map(|pattern| [&tree.written, tree.locale.as_str()].map(|name| pattern.fill(name, "")))
                        .collect();
                    candidates.push(written);
                    named.push(candidates);
                }
            }
            for candidates in named {
                let mut found = None;
                for candidate in &candidates {
                    for folder in std::iter::once("").chain(folders.iter().map(String::as_str)) {
                        let Some(path) = path::snippet(folder, candidate) else { continue };
                        if found.is_none() && self.files.exists(&path) {
                            found = Some(path);
                        }
                    }
                }
                let written = candidates.last().cloned().unwrap_or_default();
                if let Some(path) = found {
                    tree.appended.push(path);
                } else {
                    let of_config = || config.file.as_ref().map(|file| (&file.path, &file.text));
                    let file = match (&config.abbreviations, mkdocs) {
                        (None, Some(mkdocs)) => Some((&mkdocs.path, &mkdocs.text)),
                        _ => of_config(),
                    };
                    self.add(place::at(
                        Code::MissingSnippet,
                        file.map(|(path, text)| FilePlace::at(path.as_str(), place::of_value(text, &written))),
                        &format!("there is no {written}, which is appended to every page"),
                        "add the file, or take the line out",
                    ));
                }
            }
        }
    }
}

/// Folders of snippets: those of the configuration, `base_path`, the root, and the folder of `mkdocs.yml`.
pub(crate) fn snippet_folders(config: &Config, mkdocs: Option<&MkDocs>) -> Vec<String> {
    let mut folders = config.snippets.clone();
    if let Some(mkdocs) = mkdocs {
        let base =
            mkdocs.options("markdown_extensions", "pymdownx.snippets").and_then(|options| options.get("base_path"));
        let listed: Vec<&Value> = match base {
            Some(Value::List(items)) => items.iter().collect(),
            Some(single) => vec![single],
            None => Vec::new(),
        };
        for value in listed {
            let Some(text) = Lookup::default().text(value) else { continue };
            let docs = || mkdocs.get(&["docs_dir"]).and_then(Value::as_str).unwrap_or("docs").to_owned();
            let text = text.replace("$config_dir", ".").replace("$docs_dir", &docs());
            folders.extend(path::resolve("", &text));
            folders.push(mkdocs.resolve(&text));
        }
        folders.push(String::new());
        folders.push(mkdocs.folder().to_owned());
    }
    folders.push(String::new());
    let mut unique = Vec::new();
    for folder in folders {
        if !unique.contains(&folder) {
            unique.push(folder);
        }
    }
    unique
}
