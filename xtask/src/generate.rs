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
    let run = |packages: &[&str]| {
        let packages = packages.iter().flat_map(|package| ["-p", package]);
        let arguments = ["test", "--quiet", "--locked", "--profile", "xtask"].into_iter().chain(packages).chain(["--"]);
        shell::run(shell::cargo(&arguments.chain(test.iter().copied()).collect::<Vec<_>>()))
    };
    if !check {
        // The types in other languages are drawn from its schemas as they were when the pipeline was compiled.
        run(&["pamphlet-json"])?;
    }
    run(&["pamphlet-source", "pamphlet-json", "pamphlet-media", "pamphlet-site", "pamphlet-pipeline", "pamphlet-tests"])
}
