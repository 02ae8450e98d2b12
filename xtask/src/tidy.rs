//! Conventions that a compiler does not hold.

use crate::shell;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A source file is never longer than this.
const LONGEST_FILE: usize = 800;

/// Words that say nothing about what a file, a module or a type is for.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "manager", "misc"];

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
        if !name.starts_with("pamphlet-") || name == "pamphlet-tests" {
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
        drawing.keys().filter(|name| !seen.contains(*name)).map(|name| format!("{name} is drawn, but is no crate")),
    );
    if wrong.is_empty() {
        Ok(())
    } else {
        bail!("the drawing in ARCHITECTURE.md is not kept:\n  {}", wrong.join("\n  "))
    }
}

/// Lengths and names of source files.
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
    if wrong.is_empty() { Ok(()) } else { bail!("untidy:\n  {}", wrong.join("\n  ")) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_tidy() {
        super::run().expect("the project is tidy");
    }
}
