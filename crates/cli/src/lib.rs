//! The `pamphlet` command. `xtask` runs the same: it calls [`run`] with its own default for `--site`.
//!
//! In: the arguments. Out: files, words on the terminal, and an exit status: 0 nothing at or above `--fail-on`, 1
//! findings, 2 usage or configuration, 3 the machine.

#[macro_use]
mod terminal;

mod arguments;
mod build;
mod check;
mod coverage;
mod diff;
mod explain;
mod merge;
mod progress;
mod release;
mod schema;
mod summary;
mod verify;
mod watch;

pub use arguments::Arguments;

use arguments::Command;
use clap::Parser;
use pamphlet_pipeline::Error;
use pamphlet_pipeline::system::{Doing, OsSystem, System};
use pamphlet_report::Baseline;
use pamphlet_source::Severity;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing at or above `--fail-on`.
    Good,
    /// Findings.
    Findings,
}

/// Runs a command line, the program's name first.
#[must_use]
pub fn run<I, T>(arguments: I) -> ExitCode
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => execute(arguments),
        Err(error) => {
            let _ = error.print();
            if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
        }
    }
}

/// Runs a command.
#[must_use]
pub fn execute(arguments: Arguments) -> ExitCode {
    let system = &OsSystem;
    let ended = match arguments.command {
        Command::Build(arguments) => build::run(system, &arguments),
        Command::Check(arguments) => check::run(system, &arguments),
        Command::Coverage(arguments) => coverage::run(system, &arguments),
        Command::Diff(arguments) => diff::run(system, &arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Watch(arguments) => watch::run(system, &arguments),
        Command::Release(arguments) => release::run(system, &arguments),
        Command::Merge(arguments) => merge::run(system, &arguments),
        Command::Verify(arguments) => verify::run(system, &arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    match ended {
        Ok(_) if terminal::has_lost_words() => {
            complain!("error: not all words could be written");
            ExitCode::from(3)
        }
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::Findings) => ExitCode::from(1),
        Err(error) => {
            complain!("error: {error}");
            ExitCode::from(if error.is_machine() { 3 } else { 2 })
        }
    }
}

/// Whether findings reach the severity that fails a run.
pub(crate) fn ending<'f>(
    findings: impl IntoIterator<Item = &'f pamphlet_source::Finding>,
    fail_on: Severity,
) -> Ending {
    if findings.into_iter().any(|finding| finding.severity >= fail_on) { Ending::Findings } else { Ending::Good }
}

/// Reads a baseline, if one is named.
pub(crate) fn baseline(system: &dyn System, path: Option<&Path>) -> Result<Baseline, Error> {
    let Some(path) = path else { return Ok(Baseline::default()) };
    let bytes = system.read(path).doing("read", path)?;
    Baseline::parse(&String::from_utf8_lossy(&bytes)).map_err(|error| {
        Error::usage(format!("{}: {error}", path.display()), "make one with check --write-baseline FILE")
    })
}

/// What every command gives back.
pub(crate) type Ended = Result<Ending, Error>;
