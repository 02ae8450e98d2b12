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
        let (folders, _) = snippet_folders(config, mkdocs);
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
///
/// Also tells how many stand before that of the page itself, which a bare `!relative` means.
pub(crate) fn snippet_folders(config: &Config, mkdocs: Option<&MkDocs>) -> (Vec<String>, Option<usize>) {
    let mut folders = config.snippets.clone();
    let mut beside = None;
    if let Some(mkdocs) = mkdocs {
        let base =
            mkdocs.options("markdown_extensions", "pymdownx.snippets").and_then(|options| options.get("base_path"));
        let listed: Vec<&Value> = match base {
            Some(Value::List(items)) => items.iter().collect(),
            Some(single) => vec![single],
            None => Vec::new(),
        };
        for value in listed {
            let is_relative = matches!(value, Value::Tagged(tagged) if tagged.tag == "relative");
            let text = Lookup::default().text(value).unwrap_or_default();
            if text.is_empty() {
                beside = beside.or(is_relative.then_some(folders.len()));
                continue;
            }
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
    let mut at = None;
    for (number, folder) in folders.into_iter().enumerate() {
        at = at.or((beside == Some(number)).then_some(unique.len()));
        if !unique.contains(&folder) {
            unique.push(folder);
        }
    }
    (unique, at)
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};

    #[test]
    fn folders_that_count_from_the_configuration_the_pages_and_each_page() {
        let folders = |base: &str| {
            let config =
                format!("docs_dir: ../text\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: {base}\n");
            let files = MemoryFiles::new([
                ("conf/mkdocs.yml", config.as_str()),
                ("text/index.md", "# X"),
                ("pamphlet.yml", "mkdocs: conf/mkdocs.yml"),
            ]);
            let site = load(&files, None).expect("is a site").site;
            (site.snippet_folders, site.snippets_beside)
        };
        let (found, beside) = folders("[!relative $config_dir/parts, !relative , !relative $docs_dir/bits]");
        assert_eq!((found[..3].join(" "), beside), ("parts conf/parts text/bits".to_owned(), Some(2)));
        assert_eq!(folders("!relative").1, Some(0));
        assert_eq!(folders("parts").1, None);
    }
}
