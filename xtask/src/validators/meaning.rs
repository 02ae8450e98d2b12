//! What PDFs mean to those who listen to them.

use super::below;
use super::install::{environment, folder};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::Result;

/// The Python package that judges.
const PYTHON: [&str; 1] = ["outloud==0.2.1"];

/// A small site with what is told in a way of its own, by a program that judges meaning: `tests/meaning/meaning.py` says
/// what of its findings is set aside, and why. Large print and the handbook are not held: lines of large print and cells
/// of wide tables are painted in another order than they are read, the references of annotations lead to no note, and
/// the program takes running heads of two pages for prose.
///
/// # Errors
/// When a build fails, or something is found that is not set aside.
pub(crate) fn meaning(ground: &Ground) -> Result<Outcome> {
    let python = environment(&folder().join("meaning"), &PYTHON).map_err(|error| format!("{error:#}"));
    let python = tool!(python);
    let out = ground.work.join("meaning");
    let layouts = ["--format", "pdf", "--layout", "standard,booklet"];
    crate::gate::build(&[&["--site", "tests/meaning"], layouts.as_slice()].concat(), &out)?;
    let files = below(&out, ".pdf")?;
    let mut judge = shell::command(&python.to_string_lossy(), &["tests/meaning/meaning.py"]);
    judge.arg(python.with_file_name("outloud")).args(&files);
    shell::run(judge)?;
    Ok(Outcome::Passed)
}
