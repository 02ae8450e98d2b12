//! Which pages a website hides, and which it shows outside of its navigation.

use crate::config::{Config, ConfigFile};
use crate::ignore_rules::{IgnoreRules, Parsed};
use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::{path, place};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_source::limits::{EXCLUDE_PATTERNS, PATTERN_BYTES, WRONG_PATTERNS};
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Spot};
use regex::{RegexSet, RegexSetBuilder};

/// What is hidden.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hidden {
    /// `exclude` of `pamphlet.yml`, which has the last word.
    own: IgnoreRules,
    /// What MkDocs leaves out by default, and `exclude_docs`.
    excluded: IgnoreRules,
    /// `draft_docs`: a website that is published has none of them.
    drafts: IgnoreRules,
    /// `not_in_nav`.
    outside: IgnoreRules,
    /// What the plugin `exclude` names: patterns whose `*` also stands for `/`.
    globs: GlobSet,
    /// Notebooks that `mkdocs-jupyter` does not show.
    notebooks: GlobSet,
    /// Those that it shows; all where nothing is said.
    shown: Option<GlobSet>,
    /// Whether it makes pages of programs in Python.
    scripts: bool,
    /// And expressions that hold from the beginning of a path.
    expressions: RegexSet,
}

impl Hidden {
    /// Whether no output has a page: `page` is its path from the pages of its locale, `path` that from the folder that
    /// the website calls that of the pages.
    pub(crate) fn hides(&self, page: &str, path: &str) -> bool {
        self.own.verdict(page).unwrap_or_else(|| {
            self.excluded.matches(path)
                || self.drafts.matches(path)
                || self.globs.is_match(path)
                || path.strip_suffix(".ipynb").is_some() && !self.shows(path)
                || self.expressions.is_match(path)
        })
    }

    /// Whether `mkdocs-jupyter` makes a page of a file.
    fn shows(&self, path: &str) -> bool {
        !self.notebooks.is_match(path) && self.shown.as_ref().is_none_or(|shown| shown.is_match(path))
    }

    /// Whether it makes a page of a program in Python.
    pub(crate) fn shows_script(&self, path: &str) -> bool {
        self.scripts && self.shows(path) && !self.excluded.matches(path)
    }

    /// Whether the site says that this page stands in no navigation.
    pub(crate) fn is_outside(&self, path: &str) -> bool {
        self.outside.matches(path)
    }
}

/// A text, or each of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::List(items)) => items.iter().filter_map(Value::to_text).collect(),
        Some(single) => single.to_text().into_iter().collect(),
        None => Vec::new(),
    }
}

/// The rule for the folder of the website, where it lies among the pages: what was built before is none of them.
fn website(mkdocs: Option<&MkDocs>) -> String {
    let Some((mkdocs, docs)) = mkdocs.and_then(|mkdocs| Some((mkdocs, mkdocs.docs_dir().ok()?))) else {
        return String::new();
    };
    let told = mkdocs.resolve(mkdocs.get(&["site_dir"]).and_then(Value::as_str).unwrap_or("site"));
    let inside = path::below(&told, &docs).map(|inside| inside.trim_end_matches('/'));
    let inside = inside.filter(|inside| !inside.is_empty() && !inside.contains(['*', '?', '[', '\\']));
    inside.map(|inside| format!("/{inside}/")).unwrap_or_default()
}

impl Loader<'_> {
    /// What the configurations hide; patterns that are none are said.
    pub(crate) fn hidden(&mut self, config: &Config, mkdocs: Option<&MkDocs>) -> Hidden {
        let of = |key: &str| texts(mkdocs.and_then(|mkdocs| mkdocs.get(&[key]))).join("\n");
        // `!` can take back what MkDocs leaves out by default.
        let excluded = format!("/templates/\n{}\n{}", website(mkdocs), of("exclude_docs"));
        let excluded = self.rules(mkdocs, "exclude_docs", &excluded);
        let drafts = self.rules(mkdocs, "draft_docs", &of("draft_docs"));
        let outside = self.rules(mkdocs, "not_in_nav", &of("not_in_nav"));
        let own = match &config.file {
            Some(ConfigFile { path, text }) => {
                let parsed = IgnoreRules::parse(config.exclude.as_deref().unwrap_or_default());
                self.told(parsed, path, text, place::of_key(text, &["exclude"]))
            }
            None => IgnoreRules::default(),
        };
        let mut hidden = Hidden { own, excluded, drafts, outside, ..Hidden::default() };
        if let Some(mkdocs) = mkdocs {
            self.of_plugin(&mut hidden, mkdocs);
            notebooks(&mut hidden, mkdocs);
            self.unhidden(mkdocs, &of("exclude_docs"));
        }
        hidden
    }

    /// Says which files a website shows although their names begin with a dot: none of them is read here.
    fn unhidden(&mut self, mkdocs: &MkDocs, excluded: &str) {
        for line in excluded.lines().map(str::trim) {
            let Some(path) = line.strip_prefix('!') else { continue };
            if path.split('/').any(|name| name.starts_with('.') && name.len() > 1 && name != "..") {
                let message = format!("“{line}” shows files whose names begin with a dot, which are never read here");
                let help = "give them names without a dot if they are pages; else nothing has to be done";
                self.warn(
                    Code::InvalidConfiguration,
                    &mkdocs.path,
                    place::of_value(&mkdocs.text, line),
                    &message,
                    help,
                );
            }
        }
    }

    fn rules(&mut self, mkdocs: Option<&MkDocs>, key: &str, text: &str) -> IgnoreRules {
        let parsed = IgnoreRules::parse(text);
        let Some(mkdocs) = mkdocs else { return parsed.rules };
        self.told(parsed, &mkdocs.path, &mkdocs.text, mkdocs.place(&[key]))
    }

    /// Says which lines are no patterns.
    fn told(&mut self, parsed: Parsed, path: &str, text: &str, key: Option<Spot>) -> IgnoreRules {
        let Parsed { rules, wrong, beyond } = parsed;
        // Each is looked for in the whole text, so not all of very many are.
        for line in wrong.iter().take(WRONG_PATTERNS) {
            let message = format!("“{line}” is not a pattern");
            let help = "write it as in a .gitignore; until then it leaves nothing out";
            self.warn(Code::InvalidConfiguration, path, place::of_value(text, line), &message, help);
        }
        let more = wrong.len().saturating_sub(WRONG_PATTERNS);
        for (count, message) in [
            (more, format!("{more} more lines are not patterns")),
            (beyond, format!("{beyond} patterns are more than the {EXCLUDE_PATTERNS} that may hold *, ? or brackets")),
        ] {
            if count > 0 {
                self.warn(Code::InvalidConfiguration, path, key, &message, "they have no effect; write fewer");
            }
        }
        rules
    }

    /// What the plugin `exclude` hides.
    fn of_plugin(&mut self, hidden: &mut Hidden, mkdocs: &MkDocs) {
        let Some(options) = mkdocs.options("plugins", "exclude") else { return };
        let mut refused = Vec::new();
        let mut globs = GlobSetBuilder::new();
        let written = texts(options.get("glob"));
        for (at, pattern) in written.iter().enumerate() {
            match GlobBuilder::new(pattern).literal_separator(false).build() {
                Ok(glob) if at < EXCLUDE_PATTERNS => drop(globs.add(glob)),
                _ => refused.push(pattern.clone()),
            }
        }
        match globs.build() {
            Ok(globs) => hidden.globs = globs,
            Err(_) => refused.extend(written),
        }
        let mut good = Vec::new();
        for (at, expression) in texts(options.get("regex")).into_iter().enumerate() {
            match expressions(&[format!("^(?:{expression})")]) {
                Some(_) if at < EXCLUDE_PATTERNS => good.push(format!("^(?:{expression})")),
                _ => refused.push(expression),
            }
        }
        match expressions(&good) {
            Some(set) => hidden.expressions = set,
            None => refused.extend(good),
        }
        for pattern in refused.iter().take(WRONG_PATTERNS) {
            let message = format!("the pattern “{pattern}” of the plugin exclude is not understood");
            let help = "pages that it hides on the website are in the outputs; write it more simply, or name them in exclude: of pamphlet.yml";
            self.warn(Code::InvalidConfiguration, &mkdocs.path, place::of_value(&mkdocs.text, pattern), &message, help);
        }
    }
}

/// Expressions that are tried in time that grows with the text alone; `None` when one is none, or all are too large.
fn expressions(written: &[String]) -> Option<RegexSet> {
    RegexSetBuilder::new(written).size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES).build().ok()
}

/// `include` and `ignore` of the plugin `mkdocs-jupyter`, whose patterns hold from the end of a path.
fn notebooks(hidden: &mut Hidden, mkdocs: &MkDocs) {
    let Some(options) = mkdocs.options("plugins", "mkdocs-jupyter") else { return };
    let set = |patterns: &[String]| {
        let mut globs = GlobSetBuilder::new();
        for pattern in patterns.iter().take(EXCLUDE_PATTERNS) {
            for written in [pattern.clone(), format!("**/{pattern}")] {
                if let Ok(glob) = GlobBuilder::new(&written).literal_separator(true).build() {
                    globs.add(glob);
                }
            }
        }
        globs.build().unwrap_or_default()
    };
    hidden.notebooks = set(&texts(options.get("ignore")));
    hidden.shown = options.get("include").map(|include| set(&texts(Some(include))));
    // By default it makes pages of all programs, too.
    hidden.scripts = true;
}

impl Loader<'_> {
    /// Says which programs the website has as pages.
    pub(crate) fn about_scripts(&mut self, mkdocs: Option<&MkDocs>) {
        let Some((mkdocs, first)) = mkdocs.zip(self.scripts.first()) else { return };
        let more = self.scripts.len() - 1;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!(
            "the plugin mkdocs-jupyter makes pages of programs in Python: {first}{more}; they are not in the outputs"
        );
        let help = "save them as notebooks, or name them in `ignore` of the plugin if they are no pages";
        let place = mkdocs.place(&["plugins"]);
        self.say(Code::PluginNotRun, &mkdocs.path.clone(), place, &message, help);
    }
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};
    use pamphlet_source::Code;

    #[test]
    fn the_built_website_is_no_folder_of_pages() {
        let pages = |config: &str| {
            let files = MemoryFiles::new([
                ("mkdocs.yml", config),
                ("index.md", "# X"),
                ("site/old.md", "# Old"),
                ("public/old.md", "# Old"),
            ]);
            let loaded = load(&files, None).expect("is a site");
            loaded.site.trees[0].pages.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(pages("site_name: X\ndocs_dir: .\n"), ["index", "public/old"]);
        assert_eq!(pages("site_name: X\ndocs_dir: .\nsite_dir: public/\n"), ["index", "site/old"]);
    }

    #[test]
    fn what_a_website_hides() {
        let config = "site_name: X\nexclude_docs: |\n  /drafts/*\n  !/drafts/keep.md\ndraft_docs: |\n  !wip.md\n  half*.md\n\
            plugins:\n  - exclude:\n      glob: ['old/*', '*.tmp.md']\n      regex: ['v[0-9]+/', '(?=x)y']\n";
        let files = MemoryFiles::new([
            ("mkdocs.yml", config),
            ("docs/index.md", ""),
            ("docs/drafts/keep.md", ""),
            ("docs/drafts/x.md", ""),
            ("docs/half-done.md", ""),
            ("docs/old/a/b.md", ""),
            ("docs/q.tmp.md", ""),
            ("docs/v12/a.md", ""),
            ("docs/a/v12/b.md", ""),
            ("docs/templates/t.md", ""),
        ]);
        let loaded = load(&files, None).expect("is a site");
        let pages: Vec<String> = loaded.site.trees[0].pages.keys().cloned().collect();
        assert_eq!(pages, ["a/v12/b", "drafts/keep", "index"]);
        let refused: Vec<_> = loaded.findings.iter().filter(|found| found.code == Code::InvalidConfiguration).collect();
        assert_eq!(refused.len(), 1, "{:?}", loaded.findings);
        assert!(refused[0].message.contains("(?=x)y"), "{}", refused[0].message);
    }

    #[test]
    fn notebooks_that_the_plugin_shows() {
        let config = "site_name: X\nplugins:\n  - mkdocs-jupyter:\n      include: ['*.ipynb', 'run*.py']\n      ignore: [old/*]\n";
        let files = MemoryFiles::new([
            ("mkdocs.yml", config),
            ("docs/index.md", ""),
            ("docs/a/n.ipynb", "{}"),
            ("docs/old/m.ipynb", "{}"),
            ("docs/run1.py", ""),
            ("docs/other.py", ""),
        ]);
        let loaded = load(&files, None).expect("is a site");
        let pages: Vec<String> = loaded.site.trees[0].pages.keys().cloned().collect();
        assert_eq!(pages, ["a/n", "index"]);
        let said: Vec<_> = loaded.findings.iter().filter(|found| found.message.contains("programs")).collect();
        assert_eq!(said.len(), 1, "{:?}", loaded.findings);
        assert!(said[0].message.contains("docs/run1.py; they are"), "{}", said[0].message);
    }
}
