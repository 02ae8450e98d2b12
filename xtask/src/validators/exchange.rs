//! What `export` makes, opened by Translate Toolkit.

use super::install::{environment, folder, unpacked};
use crate::gate::{Ground, Outcome, pamphlet};
use crate::shell;
use anyhow::Result;

/// What reads the files.
const PYTHON: [&str; 2] = ["translate-toolkit==3.20.4", "lxml==6.1.3"];
/// Debian's packages that carry the schemas, each with the files.
const SCHEMAS: [(&str, &[&str]); 2] =
    [("omegat", &["tmx14.dtd"]), ("php-symfony-translation", &["xliff-core-2.0.xsd", "xml.xsd"])];

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
    let schemas = folder().join("exchange/schemas");
    let missing: Vec<String> = SCHEMAS
        .iter()
        .filter_map(|(package, files)| unpacked(package, files, &schemas).err())
        .map(|error| format!("{error:#}"))
        .collect();
    let mut judge = shell::command(&python.to_string_lossy(), &[]);
    judge.arg(shell::root().join("tests/validators/exchange.py")).arg(&schemas);
    for ending in [".tmx", ".xliff", ".po"] {
        judge.args(super::below(&out, ending)?);
    }
    shell::run(judge)?;
    if missing.is_empty() {
        Ok(Outcome::Passed)
    } else {
        Ok(Outcome::Skipped(format!("in part: {}", missing.join("; "))))
    }
}
