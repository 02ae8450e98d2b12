//! The test suites of Python-Markdown and `PyMdown`, fetched and run: what they convert goes through our parser, and words
//! and blocks must be those of the HTML that the packages make, but for what `tests/suites/differences.txt` lists.

use super::install::{environment, folder};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What the suites import, and what `MkDocs` adds to every page.
const PYTHON: [&str; 4] = ["Markdown==3.11.3", "pymdown-extensions==13.1.2", "PyYAML==6.0.4", "Pygments==2.21.0"];

/// The packages whose tests are run, with the folders that their sources unpack to.
const SUITES: [(&str, &str); 2] =
    [("Markdown==3.11.3", "markdown-3.11.3"), ("pymdown-extensions==13.1.2", "pymdown_extensions-13.1.2")];

/// Runs both suites.
///
/// # Errors
/// When an input differs and is not listed, or is listed and agrees.
pub(crate) fn suites(ground: &Ground) -> Result<Outcome> {
    let place = folder().join("suites");
    let python = match environment(&place, &PYTHON) {
        Ok(python) => python,
        Err(missing) => return Ok(Outcome::Skipped(format!("{missing:#}"))),
    };
    let work = ground.work.join("suites");
    std::fs::create_dir_all(&work)?;
    let script = shell::root().join("tests/suites/suites.py");
    let differences = script.with_file_name("differences.txt");
    let (inputs, outputs) = (work.join("inputs.jsonl"), work.join("outputs.jsonl"));
    let mut all = std::fs::File::create(&inputs)?;
    for (package, name) in SUITES {
        let sources = match unpacked(&place, package, name) {
            Ok(sources) => sources,
            Err(missing) => return Ok(Outcome::Skipped(format!("{missing:#}"))),
        };
        let part = work.join(name).with_extension("jsonl");
        let mut harvest = shell::command(&python.to_string_lossy(), &[]);
        harvest.arg(&script).arg("harvest").args([&sources, &part]);
        println!("{name}: {}", shell::output(harvest).context("the suite could not be run")?.trim());
        all.write_all(&std::fs::read(&part)?)?;
    }
    let mut read =
        shell::cargo(&["run", "--quiet", "--locked", "--profile", "xtask", "-p", "pamphlet-parser", "--example"]);
    read.arg("suites").stdin(Stdio::from(std::fs::File::open(&inputs)?)).stdout(std::fs::File::create(&outputs)?);
    if !read.status()?.success() {
        bail!("the parser could not read what the suites convert");
    }
    let mut compare = shell::command(&python.to_string_lossy(), &[]);
    compare.arg(&script).arg("compare").args([&inputs, &outputs, &differences]);
    shell::run(compare)?;
    Ok(Outcome::Passed)
}

/// The sources of a package, with their tests.
fn unpacked(place: &Path, package: &str, name: &str) -> Result<PathBuf> {
    let sources = place.join(name);
    if sources.is_dir() {
        return Ok(sources);
    }
    println!("fetching the sources of {package}");
    let pip = place.join("python/bin/pip");
    let mut fetch =
        shell::command(&pip.to_string_lossy(), &["download", "--quiet", "--no-deps", "--no-binary", ":all:"]);
    fetch.arg(package).arg("-d").arg(place);
    shell::output(fetch).context("the sources could not be fetched")?;
    let mut unpack = shell::command("tar", &["xzf"]);
    unpack.arg(place.join(format!("{name}.tar.gz"))).arg("-C").arg(place);
    shell::output(unpack)?;
    Ok(sources)
}
