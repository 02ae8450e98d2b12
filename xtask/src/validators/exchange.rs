//! What `export` makes, opened by Translate Toolkit.

use super::install::{environment, folder};
use crate::gate::{Ground, Outcome, pamphlet};
use crate::shell;
use anyhow::Result;

/// What reads the files.
const PYTHON: [&str; 2] = ["translate-toolkit==3.20.4", "lxml==6.1.3"];

/// Exports the handbook in every form, and has the files opened and judged.
///
/// # Errors
/// When a file is not of its form.
pub(crate) fn exchange(ground: &Ground) -> Result<Outcome> {
    let python = match environment(&folder().join("exchange"), &PYTHON) {
        Ok(python) => python,
        Err(missing) => return Ok(Outcome::Skipped(format!("{missing:#}"))),
    };
    let out = ground.work.join("exchange");
    let _ = std::fs::remove_dir_all(&out);
    let place = out.to_string_lossy().into_owned();
    for form in ["tmx", "xliff", "po"] {
        shell::run(pamphlet(&["export", form, "--site", "content/handbook", "--out", &place]))?;
    }
    let mut judge = shell::command(&python.to_string_lossy(), &[]);
    judge.arg(shell::root().join("tests/validators/exchange.py"));
    for ending in [".tmx", ".xliff", ".po"] {
        judge.args(super::below(&out, ending)?);
    }
    shell::run(judge)?;
    Ok(Outcome::Passed)
}
