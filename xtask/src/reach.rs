//! What users install and do: the wheel, the plugin of `MkDocs`, Zensical, links on built websites.

use crate::gate::{Ground, Outcome};
use crate::shell;
use crate::validators::environment;
use anyhow::{Context, Result, bail};

/// The generators, thirteen plugins that people have with what Material brings, and what a browser is driven with.
const PYTHON: [&str; 18] = [
    "mkdocs==1.6.1",
    "mkdocs-material==9.8.2",
    "mkdocs-static-i18n==1.3.1",
    "mkdocs-autorefs==1.4.5",
    "mkdocs-awesome-nav==3.3.0",
    "mkdocs-gen-files==0.6.1",
    "mkdocs-glightbox==0.5.3",
    "mkdocs-include-markdown-plugin==7.3.0",
    "mkdocs-literate-nav==0.6.3",
    "mkdocs-macros-plugin==1.5.0",
    "mkdocs-minify-plugin==0.8.0",
    "mkdocs-redirects==1.2.3",
    "mkdocs-section-index==0.3.12",
    "mkdocs-table-reader-plugin==4.0.2",
    "mkdocstrings==1.0.8",
    "mkdocstrings-python==2.0.11",
    "zensical==0.0.73",
    "websocket-client==1.9.2",
];

/// Installs the wheel into an environment of its own and does with it what users do.
///
/// # Errors
/// When something is not as users expect it.
pub(crate) fn wheel(ground: &Ground) -> Result<Outcome> {
    let python = match environment("reach", &PYTHON) {
        Ok(python) => python,
        Err(why) => return Ok(Outcome::Skipped(why)),
    };
    // With the features that all crates ask for together, as the tests before have built it.
    shell::run(shell::cargo(&[
        "build",
        "--quiet",
        "--locked",
        "--profile",
        "xtask",
        "--workspace",
        "--bin",
        "pamphlet",
    ]))?;
    let own = std::env::current_exe()?;
    let program = own.parent().context("it lies in a folder")?.join("pamphlet");
    let mut command = shell::command(&python.to_string_lossy(), &["tests/reach/gate.py"]);
    command.arg(&program).arg(ground.work.join("reach"));
    let status = command.status().context("the environment has no Python")?;
    match status.code() {
        Some(0) => Ok(Outcome::Passed),
        Some(3) => Ok(Outcome::Skipped("in part: there is no Chromium to click in".to_owned())),
        _ => bail!("tests/reach/gate.py failed: {status}"),
    }
}
