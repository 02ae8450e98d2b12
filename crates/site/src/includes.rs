//! `!include` in a navigation, as the plugin monorepo reads it: the configuration of another project of the repository,
//! whose pages stand below a name of their own. [`imports`] has what multirepo takes from other repositories.

mod imports;

use crate::loader::Loader;
use crate::mkdocs::{Lookup, MkDocs};
use crate::site::Mount;
use crate::{files::DirEntry, path};
use imports::Import;
use pamphlet_locale::slug;
use pamphlet_source::Code;
use pamphlet_source::limits::{CONFIGURATIONS, NAV_LEVELS};
use pamphlet_source::yaml::{Map, Value};

/// What is made of a navigation.
#[derive(Default)]
struct Included {
    mounts: Vec<Mount>,
    count: usize,
    /// The labels of the sections that are read.
    sections: Vec<String>,
    /// Where other repositories lie, for the plugin that brings them there.
    checkouts: String,
    /// The configuration whose navigation is read, and its text.
    file: (String, String),
}

impl Loader<'_> {
    /// Puts the navigations of other projects into that of a configuration, and says where their pages lie.
    pub(crate) fn include(&mut self, mkdocs: &mut MkDocs) -> Vec<Mount> {
        let mut included = Included {
            checkouts: imports::checkouts(mkdocs),
            file: (mkdocs.path.clone(), mkdocs.text.clone()),
            ..Included::default()
        };
        let Some(nav) = mkdocs.get(&["nav"]).cloned() else {
            self.imported_by_options(mkdocs, "repos", &mut included);
            return included.mounts;
        };
        self.imported_by_options(mkdocs, "nav_repos", &mut included);
        let folder = mkdocs.folder().to_owned();
        let nav = self.expanded(&nav, &folder, &mut included, 0);
        if included.count > 0 {
            for (key, value) in &mut mkdocs.value.0 {
                if key == "nav" {
                    *value = nav.clone();
                }
            }
        }
        included.mounts
    }

    fn expanded(&mut self, nav: &Value, folder: &str, included: &mut Included, depth: usize) -> Value {
        if depth > NAV_LEVELS {
            return nav.clone();
        }
        match nav {
            Value::List(items) => {
                Value::List(items.iter().map(|item| self.expanded(item, folder, included, depth)).collect())
            }
            Value::Map(map) => {
                let mut out = Vec::new();
                for (key, value) in &map.0 {
                    included.sections.push(key.clone());
                    let value = if let Some(pattern) = pattern_of(value) {
                        self.every(&pattern, folder, included)
                    } else if let Some(path) = path_of(value) {
                        self.project(&path::climb(folder, &path), included).map(|(_, nav)| nav)
                    } else if let Some(import) = Import::of(value, &included.sections) {
                        self.imported(&import, included)
                    } else {
                        Some(self.expanded(value, folder, included, depth + 1))
                    };
                    included.sections.pop();
                    out.extend(value.map(|value| (key.clone(), value)));
                }
                Value::Map(Map(out))
            }
            leaf => {
                if let Some(path) = path_of(leaf) {
                    let project = self.project(&path::climb(folder, &path), included);
                    return project.map_or(Value::Null, |(name, nav)| Value::Map(Map(vec![(name, nav)])));
                }
                // Without a label, the website does not import either.
                let Some(import) = Import::of(leaf, &[]) else { return leaf.clone() };
                self.not_imported(&import, included);
                Value::Null
            }
        }
    }

    /// All projects that a pattern finds, each under its name.
    fn every(&mut self, pattern: &str, folder: &str, included: &mut Included) -> Option<Value> {
        let mut found = vec![folder.to_owned()];
        let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        for (at, part) in parts.iter().enumerate() {
            let Ok(glob) = globset::Glob::new(part) else { return None };
            let matcher = glob.compile_matcher();
            let last = at + 1 == parts.len();
            let fits = |entry: &DirEntry| entry.is_folder() != last && matcher.is_match(&entry.name);
            found = found
                .iter()
                .flat_map(|above| {
                    let there = self.files.glimpse(above);
                    there.into_iter().filter(fits).map(|entry| path::join(above, &entry.name)).collect::<Vec<_>>()
                })
                .take(CONFIGURATIONS)
                .collect();
        }
        let projects: Vec<Value> = found
            .iter()
            .filter_map(|path| self.project(path, included))
            .map(|(name, nav)| Value::Map(Map(vec![(name, nav)])))
            .collect();
        (!projects.is_empty()).then_some(Value::List(projects))
    }

    /// The name and the navigation of a project, with its pages below its name.
    fn project(&mut self, path: &str, included: &mut Included) -> Option<(String, Value)> {
        included.count += 1;
        if included.count > CONFIGURATIONS {
            let message = format!("more than {CONFIGURATIONS} projects are included, and this one is not read");
            if included.count == CONFIGURATIONS + 1 {
                self.warn(Code::InvalidConfiguration, path, None, &message, "include fewer projects");
            }
            return None;
        }
        let read = self.mkdocs(path).and_then(|mkdocs| Ok((mkdocs.docs_dir()?, mkdocs)));
        let (folder, mkdocs) = match read {
            Ok(read) => read,
            Err(error) => {
                self.add(error.finding());
                return None;
            }
        };
        let name = mkdocs.get(&["site_name"]).and_then(|value| Lookup::default().text(value)).unwrap_or_default();
        let alias = alias(&name);
        let nav = match mkdocs.get(&["nav"]) {
            Some(nav) => below(nav, &alias, 0),
            None => Value::Text(format!("{alias}/")),
        };
        let mount = Mount { name: alias, folder };
        if !included.mounts.contains(&mount) {
            included.mounts.push(mount);
        }
        Some((name, nav))
    }
}

/// The path behind `!include`, as text or as a tag.
fn path_of(value: &Value) -> Option<String> {
    match value {
        Value::Tagged(tagged) if tagged.tag == "include" => tagged.value.to_text(),
        other => Some(other.as_str()?.trim().strip_prefix("!include ")?.trim().to_owned()),
    }
}

/// The pattern behind `*include`.
fn pattern_of(value: &Value) -> Option<String> {
    Some(value.as_str()?.trim().strip_prefix("*include ")?.trim().to_owned())
}

/// What the pages of a project stand below: its name, where that is one for a folder.
fn alias(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.-/".contains(c);
    if !name.is_empty() && name.chars().all(plain) && path::is_plain(name) {
        return name.to_owned();
    }
    // A website makes two words of one with an apostrophe.
    let out = slug::id(&name.replace(['\'', '’'], " "), char::is_alphanumeric);
    if out.is_empty() { "project".to_owned() } else { out }
}

/// A navigation with its paths below a folder.
fn below(nav: &Value, alias: &str, depth: usize) -> Value {
    match nav {
        Value::List(items) if depth <= NAV_LEVELS => {
            Value::List(items.iter().map(|item| below(item, alias, depth + 1)).collect())
        }
        Value::Map(map) if depth <= NAV_LEVELS => {
            Value::Map(Map(map.0.iter().map(|(key, value)| (key.clone(), below(value, alias, depth + 1))).collect()))
        }
        Value::Text(text) if !crate::nav::has_scheme(text) && !text.starts_with('!') => {
            Value::Text(format!("{alias}/{}", text.trim_start_matches("./")))
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Asset, MemoryFiles, load};
    use pamphlet_locale::Tag;

    #[test]
    fn projects_of_a_repository() {
        let files = MemoryFiles::new([
            (
                "mkdocs.yml",
                "site_name: All\nplugins: [monorepo]\nnav:\n  - Home: index.md\n  - API: '!include ./api/mkdocs.yml'\n  - Rest: '*include ./more/*/mkdocs.yml'\n  - Gone: '!include ./gone/mkdocs.yml'\n",
            ),
            ("docs/index.md", ""),
            ("api/mkdocs.yml", "site_name: My API\nnav:\n  - Start: index.md\n  - Web: https://example.org/\n"),
            ("api/docs/index.md", ""),
            ("api/docs/img/p.png", ""),
            ("more/one/mkdocs.yml", "site_name: one\n"),
            ("more/one/docs/a.md", ""),
            ("more/two/mkdocs.yml", "site_name: two\nnav: [b.md]\n"),
            ("more/two/docs/b.md", ""),
        ]);
        let loaded = load(&files, None).expect("is a site");
        let english = Tag::parse("en").expect("is a tag");
        let pages: Vec<String> = loaded.site.pages(&english).into_iter().map(|page| page.page).collect();
        assert_eq!(pages, ["index", "my-api/index", "one/a", "two/b"]);
        assert_eq!(
            loaded.site.asset(&english, "my-api/index", "img/p.png"),
            Asset::File { name: "my-api/img/p.png".into(), path: "api/docs/img/p.png".into() }
        );
        let found: Vec<_> =
            loaded.findings.iter().filter(|found| found.code != pamphlet_source::Code::PluginNotRun).collect();
        let [found] = &found[..] else { panic!("{:?}", loaded.findings) };
        assert!(found.path() == Some("gone/mkdocs.yml") && found.message.contains("no such file"), "{found:?}");
    }
}
