//! What the program is built from, held against the policy in `deny.toml`.

use crate::gate::{Ground, Outcome};
use crate::shell;
use crate::validators::supply;
use anyhow::{Context, Result, bail};

/// The version of cargo-deny that is installed where there is none.
const VERSION: &str = "0.20.2";

/// Licences, sources, doubled versions; and advisories, where their database can be fetched.
///
/// # Errors
/// When something is against the policy.
pub(crate) fn deny(_: &Ground) -> Result<Outcome> {
    if let Err(error) = installed() {
        return Ok(Outcome::Skipped(format!("cargo-deny cannot be run: {error:#}")));
    }
    shell::run(shell::cargo(&["deny", "--locked", "check", "bans", "licenses", "sources"]))?;
    // The database is a repository elsewhere. What cannot be fetched is told from what was found by what is printed.
    let output =
        shell::cargo(&["deny", "--locked", "check", "advisories"]).output().context("cannot start cargo deny")?;
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("failed to fetch advisory database") {
        return Ok(Outcome::Skipped("in part: the database of advisories cannot be fetched".to_owned()));
    }
    print!("{told}");
    if !output.status.success() {
        bail!("there are advisories that deny.toml does not argue for");
    }
    Ok(Outcome::Passed)
}

fn installed() -> Result<()> {
    if shell::output(shell::cargo(&["deny", "--version"])).is_ok() {
        return Ok(());
    }
    println!(
        "installing cargo-deny {VERSION}, without optimising it: some 250 crates, a few minutes on two cores, once"
    );
    shell::run(shell::cargo(&["install", "--quiet", "--locked", "--debug", "cargo-deny", "--version", VERSION]))
}

/// The bundle that the rehearsal of the release made, held against `CycloneDX`, in-toto and SLSA.
///
/// # Errors
/// When it does not conform.
pub(crate) fn bundle(ground: &Ground) -> Result<Outcome> {
    let python = match supply::python() {
        Ok(python) => python,
        Err(why) => return Ok(Outcome::Skipped(why)),
    };
    let bundle = crate::workflows::bundle(ground);
    if !bundle.is_dir() {
        crate::workflows::rehearse(ground)?;
    }
    let mut command = shell::command(&python.to_string_lossy(), &["tests/validators/bundle.py"]);
    command.arg(bundle);
    shell::run(command)?;
    Ok(Outcome::Passed)
}
