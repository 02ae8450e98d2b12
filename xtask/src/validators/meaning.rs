//! What PDFs mean to those who listen to them.

use super::below;
use super::install::{environment, folder};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::Result;

/// The Python package that judges.
const PYTHON: [&str; 1] = ["outloud==0.2.1"];

/// A small site with what is told in a way of its own, and the handbook, in each layout, by a program that judges
/// meaning: `tests/meaning/meaning.py` says what of its findings is set aside, and why, and judges the order of content itself.
///
/// # Errors
/// When a build fails, or something is found that is not set aside.
pub(crate) fn meaning(ground: &Ground) -> Result<Outcome> {
    let python = environment(&folder().join("meaning"), &PYTHON).map_err(|error| format!("{error:#}"));
    let python = tool!(python);
    let mut judge = shell::command(&python.to_string_lossy(), &["tests/meaning/meaning.py"]);
    judge.arg(python.with_file_name("outloud"));
    for site in ["tests/meaning", "content/handbook"] {
        let out = ground.work.join("meaning").join(site.rsplit('/').next().unwrap_or(site));
        let layouts = ["--format", "pdf", "--layout", "standard,large-print,booklet"];
        crate::gate::build(&[&["--site", site], layouts.as_slice()].concat(), &out)?;
        judge.args(below(&out, ".pdf")?);
    }
    shell::run(judge)?;
    Ok(Outcome::Passed)
}
