//! `!import` in a navigation, and `repos`, as the plugin multirepo reads them: pages of other repositories. Nothing is
//! fetched. Where a repository has been checked out at the place that the plugin uses, it is read there; else each one
//! is named with what is missing.

use super::{Included, below};
use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::path;
use crate::site::Mount;
use pamphlet_locale::slug;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Severity, Spot, limits};

/// A repository that is asked for.
pub(super) struct Import {
    /// What it is called in messages: the label of its section.
    label: String,
    /// What its pages stand below, and the folder of its checkout: the slugs of the sections that it stands in.
    name: String,
    /// Its address, and what stands behind it.
    written: String,
    /// Its address.
    url: String,
    /// The folder of its pages.
    docs: String,
    /// Its configuration.
    config: String,
}

impl Import {
    /// Reads `!import ADDRESS?key=value&…`, as text or as a tag.
    pub(super) fn of(value: &Value, sections: &[String]) -> Option<Self> {
        let written = match value {
            Value::Tagged(tagged) if tagged.tag == "import" => tagged.value.to_text()?,
            other => other.as_str()?.trim().strip_prefix("!import ")?.trim().to_owned(),
        };
        let names: Vec<String> = sections.iter().map(|section| slug::id(section, char::is_alphanumeric)).collect();
        Some(Self::read(&written, names.join("/"), sections.last().cloned().unwrap_or_default()))
    }

    fn read(written: &str, name: String, label: String) -> Self {
        let (url, options) = written.split_once('?').unwrap_or((written, ""));
        let option = |key: &str| {
            options
                .split('&')
                .find_map(|option| option.split_once('=').filter(|(name, _)| *name == key))
                .map(|(_, value)| value)
        };
        let docs = option("docs_dir").unwrap_or("docs").trim_end_matches('*').trim_matches('/').to_owned();
        let config = option("config").unwrap_or("mkdocs.yml").to_owned();
        Self { label, name, written: written.to_owned(), url: url.to_owned(), docs, config }
    }
}

/// The folder in which the plugin puts other repositories.
pub(super) fn checkouts(mkdocs: &MkDocs) -> String {
    let written = mkdocs.options("plugins", "multirepo").and_then(|options| options.get("temp_dir"));
    let name = written.and_then(Value::to_text).unwrap_or_else(|| "temp_dir".to_owned());
    let docs = mkdocs.docs_dir().unwrap_or_default();
    path::climb(path::parent(&docs), &name)
}

impl Loader<'_> {
    /// The navigation of another repository, with its pages below their name; none where it is not there.
    pub(super) fn imported(&mut self, import: &Import, included: &mut Included) -> Option<Value> {
        let folder = path::join(&included.checkouts, &import.name);
        let config = path::join(&folder, &import.config);
        included.count += 1;
        if included.count > limits::CONFIGURATIONS || !path::is_plain(&import.name) || !self.files.exists(&config) {
            self.not_imported(import, included);
            return None;
        }
        let mkdocs = match self.mkdocs(&config) {
            Ok(mkdocs) => mkdocs,
            Err(error) => {
                self.add(error.finding());
                return None;
            }
        };
        self.mount(import, included);
        let nav = mkdocs.get(&["nav"]).map(|nav| below(nav, &import.name, 0));
        Some(nav.unwrap_or_else(|| Value::Text(format!("{}/", import.name))))
    }

    /// Puts the pages of a checkout below their name: from the folder of its pages, or from its root, to which the
    /// plugin moves them.
    fn mount(&self, import: &Import, included: &mut Included) {
        let root = path::join(&included.checkouts, &import.name);
        let docs = path::join(&root, &import.docs);
        let folder = if self.files.glimpse(&docs).is_empty() { root } else { docs };
        let mount = Mount { name: import.name.clone(), folder };
        if !included.mounts.contains(&mount) {
            included.mounts.push(mount);
        }
    }

    /// Says that pages of another repository are missing.
    pub(super) fn not_imported(&mut self, import: &Import, included: &Included) {
        let Import { label, name, url, written, .. } = import;
        let of = if label.is_empty() { String::new() } else { format!(" of “{label}”") };
        let message =
            format!("the pages{of} are imported from {url}, and nothing is fetched: they are missing from books");
        let folder = path::join(&included.checkouts, name);
        let help = format!("check the repository out into {folder}: it is read there");
        let (path, text) = &included.file;
        let place = text.lines().zip(1_u32..).find_map(|(line, number)| {
            let column = line[..line.find(written.as_str())?].chars().count() + 1;
            Some(Spot { line: number, column: u32::try_from(column).ok() })
        });
        self.say_as(Severity::Warning, Code::PluginNotRun, path, place, &message, &help);
    }

    /// What the options of the plugin import: `repos` where there is no navigation, `nav_repos` beside one.
    pub(super) fn imported_by_options(&mut self, mkdocs: &MkDocs, key: &str, included: &mut Included) {
        let options = mkdocs.options("plugins", "multirepo").and_then(|options| options.get(key));
        for repository in options.and_then(Value::as_list).unwrap_or_default().iter().take(limits::CONFIGURATIONS) {
            let text = |key: &str| repository.get(key).and_then(Value::to_text);
            let Some((label, url)) = text("section").or_else(|| text("name")).zip(text("import_url")) else { continue };
            let slug = slug::id(&label, char::is_alphanumeric);
            let name = path::join(&text("section_path").unwrap_or_default(), &slug);
            let import = Import::read(&url, name, label);
            let folder = path::join(&included.checkouts, &import.name);
            if path::is_plain(&import.name) && !self.files.glimpse(&folder).is_empty() {
                self.mount(&import, included);
            } else {
                self.not_imported(&import, included);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};
    use pamphlet_locale::Tag;

    fn read(mkdocs: &str) -> (Vec<String>, Vec<(u32, String)>) {
        let files = MemoryFiles::new([
            ("mkdocs.yml", mkdocs),
            ("docs/index.md", ""),
            ("temp_dir/tools/the-api/mkdocs.yml", "site_name: API\nnav: [a.md, {B: sub/b.md}]\n"),
            ("temp_dir/tools/the-api/a.md", ""),
            ("temp_dir/tools/the-api/sub/b.md", ""),
            ("temp_dir/whole/docs/c.md", ""),
        ]);
        let loaded = load(&files, None).expect("is a site");
        let english = Tag::parse("en").expect("is a tag");
        let pages = loaded.site.pages(&english).into_iter().map(|page| page.page).collect();
        let said = loaded.findings.into_iter().filter(|found| found.message.contains("imported"));
        (
            pages,
            said.map(|found| {
                (found.line().unwrap_or_default(), found.message + " | " + &found.help.unwrap_or_default())
            })
            .collect(),
        )
    }

    #[test]
    fn what_is_checked_out_is_read_and_what_is_not_is_named() {
        let (pages, said) = read(
            "site_name: X\nplugins: [multirepo]\nnav:\n  - index.md\n  - Tools:\n    \
             - The API: '!import https://example.org/api?branch=main'\n    \
             - Rest: !import https://example.org/rest?docs_dir=doc/*&multi_docs=True\n",
        );
        assert_eq!(pages, ["index", "tools/the-api/a", "tools/the-api/sub/b"]);
        let [(line, text)] = &said[..] else { panic!("{said:?}") };
        assert_eq!(*line, 7);
        assert!(text.contains("“Rest”") && text.contains("https://example.org/rest,"), "{text}");
        assert!(text.contains("temp_dir/tools/rest"), "{text}");
    }

    #[test]
    fn repositories_of_options() {
        let (pages, said) = read(
            "site_name: X\nplugins:\n  - multirepo:\n      repos:\n        \
             - {section: whole, import_url: 'https://example.org/whole'}\n        \
             - {section: gone, import_url: 'https://example.org/gone'}\n",
        );
        assert_eq!(pages, ["index", "whole/c"]);
        assert!(said.len() == 1 && said[0].0 == 6 && said[0].1.contains("“gone”"), "{said:?}");
    }
}
