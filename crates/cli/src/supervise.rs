//! Building in a process of its own, so that what ends it costs a page and not the build.
//!
//! In: a command line. The same program runs it again with a record of what is in flight
//! ([`pamphlet_pipeline::flight`]). When the process is ended by memory, stack or time, it is started again without the
//! page or picture that it was at; when it was at several, with one thread first, to find out which. What the terminal
//! sees, signals and the exit status are those of that process.

use crate::{Defaults, terminal};
use pamphlet_pipeline::flight::{Flight, InFlight, Orders, Recorder, Turn};
use pamphlet_pipeline::system::{System, process};
use pamphlet_source::{Walls, limits};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus};
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
    /// What a watch wants of this run.
    pub(crate) turn: Option<Turn>,
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
    Some(Session { walls: Walls::watched(flight as Arc<_>), alone: orders.alone, defaults, turn: orders.turn })
}

/// Whether a process is needed no more.
pub(crate) type Needless<'n> = &'n mut dyn FnMut() -> bool;

/// How a process ended that [`supervise`] started.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ended {
    /// By itself.
    With(ExitCode),
    /// Nobody needed it any more.
    Stopped,
}

/// Runs a command line, the program's name first, in a process of its own until it ends by itself, or until nobody needs
/// it any more: then it is killed, which leaves the output that was there. None when no process can be started.
pub(crate) fn supervise(words: &[OsString], bounds: Bounds, watched: Option<(Turn, Needless<'_>)>) -> Option<Ended> {
    let program = std::env::current_exe().ok()?;
    let (turn, mut needless) = watched.unzip();
    let mut orders = Orders { supervisor: std::process::id(), turn, ..Orders::default() };
    loop {
        let (recorder, record) = Recorder::new(&orders).ok()?;
        let mut command = Command::new(&program);
        command.args(words.get(1..).unwrap_or_default()).env(RECORD, &record);
        #[cfg(unix)]
        if let Some(name) = words.first() {
            std::os::unix::process::CommandExt::arg0(&mut command, name);
        }
        let Some(status) = wait(command.spawn().ok()?, &mut needless) else {
            clear();
            return Some(Ended::Stopped);
        };
        if let Some(code) = ended_well(status) {
            return Some(Ended::With(code));
        }
        clear();
        let how = how(status, bounds);
        match next(&mut orders, &recorder.in_flight(), &how) {
            Ok(said) => complain!("{said}"),
            Err(said) => {
                complain!("error: {said}");
                return Some(Ended::With(ExitCode::from(3)));
            }
        }
    }
}

/// How often somebody is asked whether a process is still needed.
const ASKED: Duration = Duration::from_millis(5);

/// Waits for a process; none when it was killed because nobody needed it any more, or when it is lost.
fn wait(mut process: Child, needless: &mut Option<Needless<'_>>) -> Option<ExitStatus> {
    let Some(needless) = needless else { return process.wait().ok() };
    while !needless() {
        if let Some(status) = process.try_wait().ok()? {
            return Some(status);
        }
        std::thread::sleep(ASKED);
    }
    let _ = process.kill();
    let _ = process.wait();
    None
}

/// Clears what is left of the bar of a process.
fn clear() {
    if terminal::is_shown() {
        complain!("\r\u{1b}[K");
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
    #[cfg(unix)]
    fn a_process_that_nobody_needs_is_ended() {
        let long = Command::new("sleep").arg("600").spawn().expect("is there");
        let number = long.id();
        let (mut asked, mut needless) = (0, || false);
        let mut stop = || {
            asked += 1;
            asked > 3
        };
        assert!(wait(long, &mut Some(&mut stop)).is_none());
        assert!(!Path::new(&format!("/proc/{number}/status")).exists());
        let short = Command::new("true").spawn().expect("is there");
        assert!(wait(short, &mut Some(&mut needless)).is_some_and(|status| status.success()));
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
        let mut full = Orders { left_out: vec![orders.left_out[0].clone(); limits::LEFT_OUT], ..Orders::default() };
        assert!(next(&mut full, &at(&["c"]), "it ended").is_err());
    }
}
