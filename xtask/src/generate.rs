//! Files that are made from the code and checked in.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Every generated file: where it lies and what it should hold.
fn generated() -> Result<Vec<(PathBuf, String)>> {
    let root = shell::root();
    let mut files = Vec::new();
    for (name, text) in pamphlet_cli::generated() {
        files.push((root.join(name), text));
    }
    if files.is_empty() {
        bail!("nothing is generated");
    }
    Ok(files)
}

/// Writes the files, or with `check` compares them.
///
/// # Errors
/// With `check`, names the stale ones.
pub(crate) fn run(check: bool) -> Result<()> {
    let mut stale = Vec::new();
    for (path, text) in generated()? {
        let current = std::fs::read_to_string(&path).unwrap_or_default();
        if current == text {
            continue;
        }
        if check {
            stale.push(path.strip_prefix(shell::root()).unwrap_or(&path).display().to_string());
            continue;
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    if stale.is_empty() { Ok(()) } else { bail!("stale, run `cargo xtask generate`:\n  {}", stale.join("\n  ")) }
}
