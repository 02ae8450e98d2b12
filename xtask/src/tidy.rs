//! Conventions that a compiler does not hold.

mod circles;

use crate::shell;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A source file is never longer than this.
const LONGEST_FILE: usize = 800;

/// Words that say nothing about what a file, a module or a type is for.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "manager", "misc"];

/// Words of one website, in lower case. What they mean is data (`crates/vocabulary/vocabularies`): code knows that there
/// are roles, places and threats, and not which.
const WORDS_OF_A_SITE: [&str; 26] = [
    "privacy guides",
    "privacy-guides",
    "privacyguides",
    "pg-teal",
    "pg-brown",
    "pg-orange",
    "pg-red",
    "pg-blue",
    "pg-green",
    "accrescent",
    "google-play",
    "google play",
    "googleplay",
    "f-droid",
    "fdroid",
    "flathub",
    "torbrowser",
    "onion",
    "privacypolicy",
    "privacy-policy",
    "public-instances",
    "surveillance",
    "passive-attack",
    "targeted-attack",
    "service-providers",
    "card-link\"",
];

/// Files that may hold such words: a sample for the tests of exporters, and what measures real sites.
const MAY_NAME_A_SITE: [&str; 3] = ["crates/document/src/sample.rs", "xtask/src/corpus.rs", "xtask/src/tidy.rs"];

/// Checks everything.
///
/// # Errors
/// Lists what is untidy.
pub(crate) fn run() -> Result<()> {
    let metadata: Value =
        serde_json::from_str(&shell::output(shell::cargo(&["metadata", "--format-version", "1", "--locked"]))?)?;
    arrows(&metadata)?;
    files()?;
    Ok(())
}

/// Reads the table of ARCHITECTURE.md: each row a crate and what it may stand on.
fn drawing() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let text = std::fs::read_to_string(shell::root().join("ARCHITECTURE.md")).context("ARCHITECTURE.md")?;
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, below, ..] = cells.as_slice() else { continue };
        let words = |cell: &str| -> BTreeSet<String> {
            cell.split('`').skip(1).step_by(2).map(|name| format!("pamphlet-{name}")).collect()
        };
        for name in words(names) {
            rows.insert(name, words(below));
        }
    }
    if rows.is_empty() {
        bail!("ARCHITECTURE.md holds no table of crates");
    }
    // What stands on a crate may use what that crate stands on: the drawing shows the direct arrows only.
    let mut closed = rows.clone();
    for _ in 0..rows.len() {
        for below in closed.clone().values().zip(closed.values_mut()) {
            let (known, grown) = below;
            for name in known {
                if let Some(further) = rows.get(name) {
                    grown.extend(further.iter().cloned());
                }
            }
        }
    }
    Ok(closed)
}

/// Holds the dependencies between our crates against the drawing.
fn arrows(metadata: &Value) -> Result<()> {
    let drawing = drawing()?;
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().map_or(&[][..], Vec::as_slice) {
        let name = package["name"].as_str().unwrap_or_default();
        if !name.starts_with("pamphlet-") || ["pamphlet-tests", "pamphlet-fuzz"].contains(&name) {
            continue;
        }
        seen.insert(name.to_owned());
        let Some(allowed) = drawing.get(name) else {
            wrong.push(format!("{name} is not in the drawing"));
            continue;
        };
        for dependency in package["dependencies"].as_array().map_or(&[][..], Vec::as_slice) {
            let on = dependency["name"].as_str().unwrap_or_default();
            if on.starts_with("pamphlet-") && dependency["kind"].is_null() && !allowed.contains(on) {
                wrong.push(format!("{name} uses {on}, which the drawing does not show"));
            }
        }
    }
    wrong.extend(
        drawing.keys().filter(|name| !seen.contains(*name)).map(|name| format!("{name} is drawn, but is not a crate")),
    );
    if wrong.is_empty() {
        Ok(())
    } else {
        bail!("the drawing in ARCHITECTURE.md is not kept:\n  {}", wrong.join("\n  "))
    }
}

/// Lengths and names of source files, and which of them import each other.
fn files() -> Result<()> {
    let root = shell::root();
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in ["crates", "exporters", "xtask", "tests"] {
        for path in shell::files(&root.join(folder), ".rs") {
            let below = path.strip_prefix(&root).unwrap_or(&path);
            // What a fuzzer built by hand leaves is not ours.
            if below.components().any(|part| part.as_os_str() == "target") {
                continue;
            }
            count += 1;
            let shown = below.display().to_string();
            let text = std::fs::read_to_string(&path).with_context(|| shown.clone())?;
            let lines = text.lines().count();
            if lines > LONGEST_FILE {
                wrong.push(format!("{shown}: {lines} lines; at most {LONGEST_FILE}"));
            }
            wrong.extend(words_of_a_site(&shown, &text));
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            if EMPTY_NAMES.contains(&stem.as_str()) {
                wrong.push(format!("{shown}: a name that says nothing"));
            }
            if !text.starts_with("//!") && !text.starts_with("#![") {
                wrong.push(format!("{shown}: does not begin by saying what it is for (`//!`)"));
            }
        }
    }
    if count == 0 {
        bail!("no source files found below {}", root.display());
    }
    wrong.extend(circles::wrong()?);
    if wrong.is_empty() { Ok(()) } else { bail!("untidy:\n  {}", wrong.join("\n  ")) }
}

/// The words of one website that stand in the code of a file, apart from its tests.
fn words_of_a_site(shown: &str, text: &str) -> Vec<String> {
    let is_test = shown.ends_with("/tests.rs")
        || ["tests", "benches", "examples"].iter().any(|folder| shown.split('/').any(|part| part == *folder));
    if is_test || MAY_NAME_A_SITE.contains(&shown) {
        return Vec::new();
    }
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lower = code.to_lowercase();
    let found = WORDS_OF_A_SITE.iter().filter_map(|word| Some((word, lower.find(word)?)));
    found
        .map(|(word, at)| {
            let line = lower[..at].matches('\n').count() + 1;
            format!("{shown}:{line}: “{word}” belongs to one website; say it in a vocabulary")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_a_site_are_found() {
        let code = "//! Icons.\nfn role(icon: &str) -> Role {\n    match icon { \"torbrowser\" => Role::Onion }\n}\n#[cfg(test)]\nmod tests {\n// Surveillance\n";
        let found = super::words_of_a_site("crates/parser/src/icon.rs", code);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("icon.rs:3: “torbrowser”"), "{found:?}");
        assert!(super::words_of_a_site("crates/parser/tests/icon.rs", code).is_empty());
    }

    #[test]
    fn is_tidy() {
        super::run().expect("the project is tidy");
    }
}
