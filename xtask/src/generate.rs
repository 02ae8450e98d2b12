//! Files that are made from the code and checked in: the schemas, the types drawn from them, the table of constructs
//! and formats, the limits, the plugins, the list of components. The crate that owns them knows how; its tests hold them current.

use crate::{sbom, shell};
use anyhow::Result;

/// Writes the files, or with `check` compares them.
///
/// # Errors
/// With `check`, when a file is stale.
pub(crate) fn run(check: bool) -> Result<()> {
    sbom::run(check)?;
    let test: &[&str] = if check { &["generated_files_are_current"] } else { &["--ignored", "write_generated_files"] };
    let arguments = [
        "test",
        "--quiet",
        "--locked",
        "--profile",
        "xtask",
        "-p",
        "pamphlet-source",
        "-p",
        "pamphlet-json",
        "-p",
        "pamphlet-media",
        "-p",
        "pamphlet-site",
        "-p",
        "pamphlet-pipeline",
        "-p",
        "pamphlet-tests",
        "--",
    ];
    shell::run(shell::cargo(&[&arguments[..], test].concat()))
}
