//! Building in a process of its own, so that what ends it costs a page and not the build.
//!
//! In: a command line. The same program runs it again with a record of what is in flight
//! ([`pamphlet_pipeline::flight`]). When the process is ended by memory, stack or time, it is started again without the
//! page or picture that it was at; when it was at several, with one thread first, to find out which. What the terminal
//! sees, signals and the exit status are those of that process.

use crate::{Defaults, terminal};
use pamphlet_pipeline::flight::{Flight, InFlight, Orders, Recorder};
use pamphlet_pipeline::system::{System, process};
use pamphlet_source::{Walls, limits};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};
use std::sync::Arc;
use std::time::Duration;

/// Names the record to the process that does the work.
const RECORD: &str = "PAMPHLET_RECORD";
/// For tests: what goes wrong there, and at what.
const FAULT: &str = "PAMPHLET_FAULT";

/// What a command has to know of the process that it runs in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Session {
    /// What holds the faults of single pages.
    pub(crate) walls: Walls,
    /// Whether one thread alone is to work.
    pub(crate) alone: bool,
    /// The site of those who name none.
    pub(crate) defaults: Defaults,
}

/// What a process may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Memory in MiB, besides stacks.
    pub(crate) memory: u32,
    /// Seconds of a core for a page.
    pub(crate) seconds: u32,
    /// Threads.
    pub(crate) jobs: Option<u16>,
}

/// The session of a process that a supervisor started, if one did.
pub(crate) fn session(system: &dyn System, bounds: Bounds, defaults: Defaults) -> Option<Session> {
    let path = system.environment(RECORD)?;
    let fault = system.environment(FAULT);
    let (flight, orders) = Flight::take(Path::new(&path), fault.as_deref()).ok()?;
    let threads = bounds.jobs.map_or_else(|| system.cores(), usize::from).max(1) as u64;
    // Stacks count as memory.
    process::limit_memory((u64::from(bounds.memory) << 20) + threads * limits::STACK_BYTES as u64);
    // Without the guard a loop that never ends is not found; all else goes on.
    let _ = flight.guard(Duration::from_secs(bounds.seconds.into()));
    Some(Session { walls: Walls::watched(flight as Arc<_>), alone: orders.alone, defaults })
}

/// Runs a command line, the program's name first, in a process of its own until it ends by itself. None when no
/// process can be started.
pub(crate) fn supervise(words: &[OsString], bounds: Bounds) -> Option<ExitCode> {
    let program = std::env::current_exe().ok()?;
    let mut orders = Orders { supervisor: std::process::id(), ..Orders::default() };
    loop {
        let (recorder, record) = Recorder::new(&orders).ok()?;
        let mut command = Command::new(&program);
        command.args(words.get(1..).unwrap_or_default()).env(RECORD, &record);
        #[cfg(unix)]
        if let Some(name) = words.first() {
            std::os::unix::process::CommandExt::arg0(&mut command, name);
        }
        let status = command.status().ok()?;
        if let Some(code) = ended_well(status) {
            return Some(code);
        }
        if terminal::is_shown() {
            // What is left of the bar of the process.
            complain!("\r\u{1b}[K");
        }
        let how = how(status, bounds);
        match next(&mut orders, &recorder.in_flight(), &how) {
            Ok(said) => complain!("{said}"),
            Err(said) => {
                complain!("error: {said}");
                return Some(ExitCode::from(3));
            }
        }
    }
}

/// The exit status of a process that ended by itself, or as somebody wanted; then this one ends likewise.
fn ended_well(status: ExitStatus) -> Option<ExitCode> {
    // Illegal instruction, trap, abort, bus error, arithmetic, kill, segment: nobody who wants it to end sends those,
    // but for one who kills it, whom nobody can tell from a system without memory.
    const FAULTS: [i32; 10] = [4, 5, 6, 7, 8, 9, 10, 11, 24, 31];
    if let Some(signal) = process::ended_by(status) {
        if FAULTS.contains(&signal) {
            return None;
        }
        process::signal(signal);
        // Whoever does not listen to it ends as a shell would say it.
        return Some(ExitCode::from(u8::try_from(128 + signal).unwrap_or(255)));
    }
    let code = u8::try_from(status.code()?).ok()?;
    (code <= 3).then(|| ExitCode::from(code))
}

/// How a process was ended, for people.
fn how(status: ExitStatus, bounds: Bounds) -> String {
    let memory = format!("as when there is no more memory (the bound is {} MiB, `--memory`)", bounds.memory);
    match process::ended_by(status) {
        Some(6) => format!("the program was aborted there, {memory} or no more stack"),
        Some(9) => "the program was killed there, as when the machine has no more memory".to_owned(),
        Some(signal) => format!("the program was ended there by signal {signal}"),
        None => format!("the program ended there ({status}), {memory} or no more stack"),
    }
}

/// What the next process has to leave out; also says it.
fn next(orders: &mut Orders, in_flight: &[InFlight], how: &str) -> Result<String, String> {
    let again = "please report it, with the site if you can";
    match in_flight {
        [] => Err(format!("the program was at no page or picture when it ended: {how}\n  help: {again}")),
        [one] => {
            let reason = one.reason.clone().unwrap_or_else(|| how.to_owned());
            let said = format!("left out: {}: {reason}", one.piece);
            if orders.left_out.len() == limits::LEFT_OUT {
                return Err(format!("{said}\n  help: {} pieces were left out before; {again}", limits::LEFT_OUT));
            }
            orders.left_out.push((one.piece.clone(), reason));
            orders.alone = false;
            Ok(said)
        }
        [_, _, ..] if orders.alone => {
            Err(format!("one thread was at {} pieces: {how}\n  help: {again}", in_flight.len()))
        }
        [first, rest @ ..] => {
            orders.alone = true;
            let others = rest.len();
            Ok(format!("{how}: at {} or {others} others; starting again with one thread to find out", first.piece))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_source::{Watch as _, Work};

    fn at(names: &[&str]) -> Vec<InFlight> {
        let (recorder, path) = Recorder::new(&Orders::default()).expect("can be made");
        let (flight, _) = Flight::take(&path, None).expect("is there");
        for name in names {
            let flight = Arc::clone(&flight);
            let work = Work { stage: "read", locale: Some("en"), name: Some(name) };
            std::thread::scope(|scope| drop(scope.spawn(move || flight.begin(work)).join()));
        }
        recorder.in_flight()
    }

    #[test]
    fn one_piece_is_left_out_and_several_are_tried_by_one_thread() {
        let mut orders = Orders::default();
        assert!(next(&mut orders, &at(&["a", "b"]), "it ended").is_ok());
        assert!(orders.alone && orders.left_out.is_empty());
        assert!(next(&mut orders, &at(&["b"]), "it ended").is_ok());
        assert!(!orders.alone);
        assert_eq!(orders.left_out.len(), 1);
        assert!(next(&mut orders, &at(&[]), "it ended").is_err());
        let mut full =
            Orders { left_out: vec![orders.left_out[0].clone(); limits::LEFT_OUT], alone: false, supervisor: 0 };
        assert!(next(&mut full, &at(&["c"]), "it ended").is_err());
    }
}
