//! The `pamphlet` command. `xtask` runs the same: it calls [`run`] with a site of its own for those who name none.
//!
//! In: the arguments. Out: files, words on the terminal, and an exit status: 0 nothing at or above `--fail-on`, 1
//! findings, 2 usage or configuration, 3 the machine.

#[macro_use]
mod terminal;

mod arguments;
mod attach;
mod build;
mod check;
mod coverage;
mod diff;
mod explain;
mod export;
mod init;
mod mcp;
mod merge;
mod progress;
mod release;
mod schema;
mod serve;
mod shells;
mod summary;
mod supervise;
mod verify;
mod watch;

pub use arguments::Arguments;

use arguments::Command;
use clap::Parser;
use pamphlet_pipeline::Error;
use pamphlet_pipeline::flight::Turn;
use pamphlet_pipeline::system::{Doing, OsSystem, System};
use pamphlet_report::Baseline;
use pamphlet_source::Severity;
use pamphlet_source::limits::MANIFEST_BYTES;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use supervise::{Needless, Session};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ending {
    /// Nothing at or above `--fail-on`.
    Good,
    /// Findings, or something that was asked for and left alone.
    Findings,
    /// The machine refused to write some of what was asked for, and the rest is done.
    Refused,
}

/// The site of those who name none, and the folder of its outputs, where a program has them; else they are found from
/// the folder one stands in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Defaults {
    /// The site.
    pub site: Option<&'static str>,
    /// The folder of its outputs.
    pub out: Option<&'static str>,
}

/// Runs the command line of this program, its name first. What builds runs in a process of its own, which is this
/// program again with the same words.
#[must_use]
pub fn run(words: impl IntoIterator<Item = OsString>, defaults: Defaults) -> ExitCode {
    let words = help_of(words.into_iter().collect());
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            // It quotes the arguments, which may be names of files that somebody else chose: no colours then.
            terminal::error(format_args!("{}", error.render()));
            return ExitCode::from(2);
        }
        Err(help) => {
            let words = help.render();
            if arguments::Color::Auto.is_wanted(&OsSystem) {
                terminal::rendered(&words.ansi().to_string());
            } else {
                terminal::output(format_args!("{words}"));
            }
            return ExitCode::SUCCESS;
        }
    };
    let system = &OsSystem;
    // What a fault of ours says may quote a page.
    std::panic::set_hook(Box::new(|fault| terminal::error(format_args!("{fault}\n"))));
    let here = Session { defaults, ..Session::default() };
    let Some(bounds) = arguments.command.bounds() else { return execute(arguments, &here) };
    if system.environment("RUST_BACKTRACE").is_none_or(|value| value == "0") {
        pamphlet_source::wall::keep_quiet();
    }
    if let Some(session) = supervise::session(system, bounds, defaults) {
        return execute(arguments, &session);
    }
    let ended = match arguments.command.watched() {
        Some(asked) => {
            let mut again = |turn: &Turn, needless: Needless<'_>| {
                supervise::supervise(&words, bounds, Some((turn.clone(), needless)))
            };
            match watch::run(system, &asked, &here, &mut again) {
                Ok(code) => return code,
                Err(error) => Some(failed(&error)),
            }
        }
        None => match supervise::supervise(&words, bounds, None) {
            Some(supervise::Ended::With(code)) => Some(code),
            Some(supervise::Ended::Stopped) | None => None,
        },
    };
    // Where no process can be started, the walls alone have to do.
    ended.unwrap_or_else(|| execute(arguments, &here))
}

/// `help build` is `build --help`, as other programs have it.
fn help_of(words: Vec<OsString>) -> Vec<OsString> {
    match words.as_slice() {
        [program, help, rest @ ..] if help == "help" => {
            std::iter::once(program).chain(rest).cloned().chain([OsString::from("--help")]).collect()
        }
        _ => words,
    }
}

/// Runs a command in this process.
fn execute(arguments: Arguments, session: &Session) -> ExitCode {
    let system = &OsSystem;
    let watched = arguments.command.watched();
    let ended = match arguments.command {
        Command::Build(arguments) => build::run(system, &arguments, session),
        Command::Check(arguments) => check::run(system, &arguments, session),
        Command::Coverage(arguments) => coverage::run(system, &arguments, session),
        Command::Export(arguments) => export::run(system, &arguments, session),
        Command::Diff(arguments) => diff::run(system, &arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Init(arguments) => init::run(system, &arguments, session),
        Command::Watch(_) | Command::Serve(_) => {
            watched.map_or(Ok(Ending::Good), |arguments| watch::build(system, &arguments, session))
        }
        Command::Release(arguments) => release::run(system, &arguments, session),
        Command::Attach(arguments) => attach::run(system, &arguments),
        Command::Merge(arguments) => merge::run(system, &arguments),
        Command::Verify(arguments) => verify::run(system, &arguments, session),
        Command::Mcp(arguments) => mcp::run(system, &arguments, session),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => Ok(shells::completions(&arguments)),
        Command::Man(arguments) => shells::man(&arguments),
    };
    match ended {
        Ok(_) if terminal::has_lost_words() => {
            complain!("error: not all words could be written");
            ExitCode::from(3)
        }
        Ok(Ending::Good) => ExitCode::SUCCESS,
        Ok(Ending::Findings) => ExitCode::from(1),
        Ok(Ending::Refused) => ExitCode::from(3),
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> ExitCode {
    complain!("error: {error}");
    ExitCode::from(if error.is_machine() { 3 } else { 2 })
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
    const HELP: &str = "make one with check --write-baseline FILE";
    let Some(path) = path else { return Ok(Baseline::default()) };
    if system.stat(path).doing("look at", path)?.is_none() {
        return Err(Error::usage(format!("there is no file {}", path.display()), HELP));
    }
    let bytes = system.read(path, MANIFEST_BYTES).doing("read", path)?;
    Baseline::parse(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'))
        .map_err(|error| Error::usage(format!("{}: {error}", path.display()), HELP))
}

/// What every command gives back.
pub(crate) type Ended = Result<Ending, Error>;
