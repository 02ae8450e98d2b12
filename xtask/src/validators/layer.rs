//! What programs of others read in our PDFs.

use super::install::{environment, folder, modules};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::Result;

/// Python packages: Chrome's reader, `MuPDF`, and one that knows no tags and no directions.
const PYTHON: [&str; 3] = ["pypdfium2==5.15.2", "pymupdf==2.0", "pdfminer.six==20260107"];
/// Firefox's reader.
const NODE: [&str; 1] = ["pdfjs-dist@5.6.205"];

/// The words of a page in ten scripts, as five programs find them: `tests/layer/layer.py` says how they are judged.
///
/// # Errors
/// When one of them finds too few, or spells them backwards.
pub(crate) fn layer(ground: &Ground) -> Result<Outcome> {
    let folder = folder().join("layer");
    let had = |result: Result<std::path::PathBuf>| result.map_err(|error| format!("{error:#}"));
    let (python, modules) = (tool!(had(environment(&folder, &PYTHON))), tool!(had(modules(&folder, &NODE))));
    if let Some(missing) = ["node", "pdftotext", "pdfinfo"].into_iter().find(|program| !shell::has(program)) {
        return Ok(Outcome::Skipped(format!("there is no {missing}")));
    }
    let sites = ground.work.join("layer");
    if sites.exists() {
        std::fs::remove_dir_all(&sites)?;
    }
    let mut judge = shell::command(&python.to_string_lossy(), &["tests/layer/layer.py"]);
    judge.arg(std::env::current_exe()?).arg(&sites).env("NODE_PATH", &modules);
    shell::run(judge)?;
    Ok(Outcome::Passed)
}
