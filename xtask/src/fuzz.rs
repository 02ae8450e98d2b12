//! The fuzz targets of the parser, for a minute, where `cargo-fuzz` is installed.

use crate::shell;
use crate::test::{Ground, Outcome};
use anyhow::{Result, bail};

/// How long all targets run together, seconds.
const SECONDS: usize = 60;

/// Runs every target for its share of a minute, from the pages that the tests have.
///
/// # Errors
/// When a target does not build, or an input breaks a law; the input is then kept in `crates/parser/fuzz/artifacts`.
pub(crate) fn run(ground: &Ground) -> Result<Outcome> {
    if shell::output(shell::cargo(&["fuzz", "--version"])).is_err() {
        return Ok(Outcome::Skipped("cargo-fuzz is not installed; `cargo install cargo-fuzz` brings it".to_owned()));
    }
    let folder = shell::root().join("crates/parser/fuzz");
    let targets = shell::files(&folder.join("fuzz_targets"), ".rs");
    if targets.is_empty() {
        bail!("no target below {}", folder.display());
    }
    for target in &targets {
        let name = target.file_stem().unwrap_or_default().to_string_lossy();
        let found = ground.work.join("fuzz").join(&*name);
        std::fs::create_dir_all(&found)?;
        let mut command =
            shell::cargo(&["fuzz", "run", "--sanitizer", "none", "--target-dir", "target/fuzz", "--fuzz-dir"]);
        command.arg(&folder).arg(&*name).arg(&found);
        command.args([folder.with_file_name("specs"), folder.with_file_name("tests").join("broken")]);
        command.args(["--", "-max_len=2000", &format!("-max_total_time={}", SECONDS / targets.len())]);
        // Instrumenting is a flag that a stable compiler takes only when told so.
        command.env("RUSTC_BOOTSTRAP", "1");
        shell::run(command)?;
    }
    Ok(Outcome::Passed)
}
