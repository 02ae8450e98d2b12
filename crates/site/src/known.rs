//! What is known of the plugins, extensions, features of themes and options that a `mkdocs.yml` can switch on: the one
//! list of them. `docs/plugins.md` is written from it, and what a site has that is not understood is reported from it.

mod table;

pub use table::ALL;

use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::place;
use pamphlet_source::limits::FINDINGS_OF_A_KIND;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Severity, did_you_mean};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What kind of thing a site switches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An entry of `plugins`.
    Plugin,
    /// An entry of `markdown_extensions`.
    Extension,
    /// An entry of `theme.features`.
    Feature,
    /// An option of a plugin or an extension, named `plugin: option`, or a key of its own.
    Setting,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Plugin, Self::Extension, Self::Feature, Self::Setting];

    const fn heading(self) -> &'static str {
        match self {
            Self::Plugin => "Plugins",
            Self::Extension => "Extensions of Markdown",
            Self::Feature => "Features of themes",
            Self::Setting => "Options and keys",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Plugin => "plugin",
            Self::Extension => "extension",
            Self::Feature => "feature of the theme",
            Self::Setting => "option",
        }
    }
}

/// What is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// What it does on the website is done here.
    Understood,
    /// It changes nothing that a book has.
    Harmless,
    /// It is understood but for what the row says: a note.
    InPart,
    /// It is not run, and the row says what that costs: a warning.
    NotRun,
}

impl Treatment {
    const fn word(self) -> &'static str {
        match self {
            Self::Understood => "understood",
            Self::Harmless => "harmless",
            Self::InPart => "in part",
            Self::NotRun => "not run",
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its name, as a `mkdocs.yml` writes it; a `*` at its end stands for any.
    pub name: &'static str,
    /// What is done.
    pub treatment: Treatment,
    /// What is done, or what it costs that it is not: a sentence without its full stop.
    pub what: &'static str,
}

/// The row of a name, without what packages put before it (`material/`, `markdown.extensions.`).
#[must_use]
pub fn find(kind: Kind, name: &str) -> Option<&'static Known> {
    let bare = match kind {
        Kind::Plugin => name.rsplit('/').next().unwrap_or(name),
        Kind::Extension => name.strip_prefix("markdown.extensions.").unwrap_or(name),
        Kind::Feature | Kind::Setting => name,
    };
    let fits = |row: &&Known| match row.name.strip_suffix('*') {
        Some(front) => bare.starts_with(front),
        None => row.name == bare || same_name(row.name, bare),
    };
    ALL.iter().filter(|row| row.kind == kind).find(fits)
}

/// Names of packages may be written with `_` for `-`.
fn same_name(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.chars().zip(other.chars()).all(|(a, b)| a == b || "-_".contains(a) && "-_".contains(b))
}

/// Whether a `mkdocs.yml` has a plugin on: it is listed, and no `enabled: false` stands with it.
#[must_use]
pub fn is_on(mkdocs: &MkDocs, plugin: &str) -> bool {
    entries(mkdocs, &["plugins"]).iter().any(|(name, options)| {
        !is_off(options) && (name == plugin || name.rsplit('/').next() == Some(plugin) || same_name(name, plugin))
    })
}

fn is_off(options: &Value) -> bool {
    options.get("enabled").and_then(Value::as_bool) == Some(false)
}

/// The names of a list, or of a map, with their options.
#[must_use]
pub fn entries(mkdocs: &MkDocs, keys: &[&str]) -> Vec<(String, Value)> {
    match mkdocs.get(keys) {
        Some(Value::Map(map)) => map.0.clone(),
        Some(Value::List(items)) => {
            let each = items.iter().flat_map(|item| match item {
                Value::Map(map) => map.0.clone(),
                Value::Text(name) => vec![(name.clone(), Value::Null)],
                _ => Vec::new(),
            });
            each.collect()
        }
        Some(Value::Text(name)) => vec![(name.clone(), Value::Null)],
        _ => Vec::new(),
    }
}

impl Loader<'_> {
    /// Says once of each thing that the configuration switches on and that is not wholly understood, what it costs.
    pub(crate) fn switched_on(&mut self, mkdocs: &MkDocs) {
        let mut said = BTreeSet::new();
        for (kind, keys) in [
            (Kind::Plugin, &["plugins"][..]),
            (Kind::Extension, &["markdown_extensions"]),
            (Kind::Feature, &["theme", "features"]),
        ] {
            for (name, options) in entries(mkdocs, keys) {
                if is_off(&options) || !said.insert((kind, name.clone())) {
                    continue;
                }
                // Of more of a kind only the number is said.
                let suggest = said.len() <= FINDINGS_OF_A_KIND;
                self.entry(mkdocs, kind, &name, suggest);
                let bare = name.rsplit('/').next().unwrap_or(&name);
                for (option, value) in options.as_map().map(|map| map.0.as_slice()).unwrap_or_default() {
                    let option = format!("{bare}: {option}");
                    if value.as_bool() != Some(false) && *value != Value::Null && find(Kind::Setting, &option).is_some()
                    {
                        self.entry(mkdocs, Kind::Setting, &option, suggest);
                    }
                }
            }
        }
    }

    fn entry(&mut self, mkdocs: &MkDocs, kind: Kind, name: &str, suggest: bool) {
        let word = kind.word();
        let key = name.rsplit(": ").next().unwrap_or(name);
        let meant = || {
            let is_wanted = |row: &&Known| suggest && row.kind == kind && !row.name.ends_with('*');
            let known = ALL.iter().filter(is_wanted).map(|row| row.name);
            did_you_mean(name.rsplit('/').next().unwrap_or(name), known)
        };
        let (severity, message, help) = match find(kind, name) {
            Some(Known { treatment: Treatment::Understood | Treatment::Harmless, .. }) => return,
            Some(Known { treatment: Treatment::InPart, what, .. }) => (
                Severity::Note,
                format!("the {word} `{name}` is understood in part: {what}"),
                "compare with the website".to_owned(),
            ),
            Some(Known { what, .. }) => (
                Severity::Warning,
                format!("the {word} `{name}` is not run: {what}"),
                "compare the pages with the website; what is missing can be written into the pages".to_owned(),
            ),
            None if kind == Kind::Feature => (
                Severity::Note,
                format!("the {word} `{name}` is not known here, and has no effect"),
                format!("{}nothing has to be done if it changes the looks of the website alone", meant()),
            ),
            None => (
                Severity::Warning,
                format!("the {word} `{name}` is not known here, and is not run"),
                format!(
                    "{}compare the pages with the website: what it makes is missing, and its marks are printed as written",
                    meant()
                ),
            ),
        };
        self.not_run(mkdocs, key, severity, &message, &help);
    }

    fn not_run(&mut self, mkdocs: &MkDocs, key: &str, severity: Severity, message: &str, help: &str) {
        // What is inherited stands in the file that was read with it.
        let found = mkdocs.read.iter().find_map(|(path, text)| Some((path, place::of_value(text, key)?)));
        let (path, spot) = found.map_or((&mkdocs.path, None), |(path, spot)| (path, Some(spot)));
        self.say_as(severity, Code::PluginNotRun, path, spot, message, help);
    }
}

/// The list as a page of Markdown: `docs/plugins.md`.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "<!-- Written by `cargo xtask generate` from crates/site/src/known/table.rs. -->\n\n# Plugins, extensions and \
         features\n\nWhat a `mkdocs.yml` can switch on, and what becomes of it in books. *Understood*: done here as on \
         the website. *Harmless*: it changes nothing that a book has. *In part*: a note says what is missing. *Not run*: \
         a warning says once what that costs. What is not in these tables is reported too.\n",
    );
    for kind in Kind::ALL {
        let _ = write!(out, "\n## {}\n\n| name | | what becomes of it |\n|---|---|---|\n", kind.heading());
        for row in ALL.iter().filter(|row| row.kind == kind) {
            let _ = writeln!(out, "| `{}` | {} | {} |", row.name, row.treatment.word(), row.what);
        }
    }
    out
}

#[cfg(test)]
#[path = "known/tests.rs"]
mod tests;
