//! What PDFs mean to those who listen to them.

use super::below;
use super::install::{environment, folder};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::Result;

/// The Python package that judges.
const PYTHON: [&str; 1] = ["outloud==0.2.1"];

/// The handbook, and a small site with what is told in a way of its own, by a program that judges meaning:
/// `tests/meaning/meaning.py` says what of its findings is set aside, and why.
///
/// # Errors
/// When a build fails, or something is found that is not set aside.
pub(crate) fn meaning(ground: &Ground) -> Result<Outcome> {
    let python = environment(&folder().join("meaning"), &PYTHON).map_err(|error| format!("{error:#}"));
    let python = tool!(python);
    let out = ground.work.join("meaning");
    let layouts = ["--format", "pdf", "--layout", "standard,large-print,booklet"];
    crate::gate::build(&[&["--site", "tests/meaning"], layouts.as_slice()].concat(), &out)?;
    let mut files = below(&out, ".pdf")?;
    files.extend(below(&ground.handbook(), ".pdf")?);
    let mut judge = shell::command(&python.to_string_lossy(), &["tests/meaning/meaning.py"]);
    judge.arg(python.with_file_name("outloud")).args(&files);
    shell::run(judge)?;
    Ok(Outcome::Passed)
}
