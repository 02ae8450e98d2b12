//! What is in flight: a record of the pieces of work that a build is at, which outlives the process.
//!
//! A supervisor starts the build as a process of its own and gives it a record. When the process is ended by what no
//! wall holds (memory or stack run out, a loop without end), the supervisor reads which piece it was at, and starts it
//! again without that piece. A line is written when a piece begins and when it ends, and nothing is synced.

use crate::system::process::{self, Record};
use pamphlet_source::{Watch, Work};
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(250);

/// A [`Work`] of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OwnedWork {
    pub(crate) stage: String,
    pub(crate) locale: Option<String>,
    pub(crate) name: Option<String>,
}

impl OwnedWork {
    pub(crate) fn of(work: Work<'_>) -> Self {
        let Work { stage, locale, name } = work;
        Self { stage: stage.to_owned(), locale: locale.map(str::to_owned), name: name.map(str::to_owned) }
    }

    fn work(&self) -> Work<'_> {
        Work { stage: &self.stage, locale: self.locale.as_deref(), name: self.name.as_deref() }
    }
}

impl fmt::Display for OwnedWork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.work().fmt(formatter)
    }
}

/// What a supervisor tells the build: the first line of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// What is left out, and why.
    pub left_out: Vec<(OwnedWork, String)>,
    /// Whether one thread alone works, so that one piece alone is in flight.
    pub alone: bool,
    /// The number of the supervisor's process.
    pub supervisor: u32,
    /// What a watch wants of this run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Turn>,
}

/// One run of a watch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The file of what the run before it found, which gets what this one finds.
    pub known: PathBuf,
    /// The pages that were saved, and the folder in which their files are made aside; none for everything.
    pub saved: Option<(Vec<PathBuf>, PathBuf)>,
}

/// The supervisor's side of a record.
#[derive(Debug)]
pub struct Recorder(Record);

/// What a process was at when it ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InFlight {
    /// The innermost piece of a thread.
    pub piece: OwnedWork,
    /// Why the process ended itself, if it did because of this piece.
    pub reason: Option<String>,
}

impl Recorder {
    /// A new record, and where it lies.
    ///
    /// # Errors
    /// As the system says.
    pub fn new(orders: &Orders) -> io::Result<(Self, PathBuf)> {
        let (record, path) = Record::create()?;
        record.add(&format!("{}\n", serde_json::to_string(orders)?))?;
        Ok((Self(record), path))
    }

    /// What was in flight, a piece for each thread that was at any.
    #[must_use]
    pub fn in_flight(&self) -> Vec<InFlight> {
        self.0.read().map(|text| in_flight(&text)).unwrap_or_default()
    }
}

fn in_flight(text: &str) -> Vec<InFlight> {
    let mut threads: BTreeMap<&str, Vec<InFlight>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (Some(kind), Some((thread, rest))) = (line.get(..1), line.get(1..).and_then(|rest| rest.split_once(' ')))
        else {
            continue;
        };
        let stack = threads.entry(thread).or_default();
        match kind {
            "+" => stack.extend(serde_json::from_str(rest).ok().map(|piece| InFlight { piece, reason: None })),
            "-" => drop(stack.pop()),
            "!" => stack.iter_mut().last().into_iter().for_each(|last| last.reason = Some(rest.to_owned())),
            _ => {}
        }
    }
    let mut found: Vec<InFlight> = threads.into_values().filter_map(|mut stack| stack.pop()).collect();
    if found.iter().any(|found| found.reason.is_some()) {
        found.retain(|found| found.reason.is_some());
    }
    found.sort();
    found
}

/// A piece that a thread is at.
struct Flying {
    piece: OwnedWork,
    /// How long the cores have worked on it since it began, or since a piece inside it ended.
    spent: Duration,
}

/// The build's side of a record.
pub struct Flight {
    record: Record,
    supervisor: u32,
    left_out: BTreeMap<OwnedWork, String>,
    /// What a test wants to go wrong, and where.
    fault: Option<(String, String)>,
    /// What every thread is at, the innermost piece last.
    threads: Mutex<Vec<Vec<Flying>>>,
}

impl Flight {
    /// Takes the record of a supervisor. `fault` is for tests: how to go wrong (`panic`, `overflow`, `exhaust`, `spin`)
    /// and, after a space, at what (`epub en basics/tides`).
    ///
    /// # Errors
    /// When there is no such record.
    pub fn take(path: &Path, fault: Option<&str>) -> io::Result<(Arc<Self>, Orders)> {
        let record = Record::take(path)?;
        let text = record.read()?;
        let orders: Orders = serde_json::from_str(text.lines().next().unwrap_or_default())?;
        let fault = fault.and_then(|fault| fault.split_once(' '));
        let flight = Self {
            record,
            supervisor: orders.supervisor,
            left_out: orders.left_out.iter().cloned().collect(),
            fault: fault.map(|(how, at)| (how.to_owned(), at.to_owned())),
            threads: Mutex::default(),
        };
        Ok((Arc::new(flight), orders))
    }

    /// From now on ends the process when a core works for longer than `bound` on one piece, or when the supervisor is
    /// gone.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn guard(self: &Arc<Self>, bound: Duration) -> io::Result<()> {
        process::end_with_parent();
        let flight = Arc::clone(self);
        std::thread::Builder::new().name("guard".to_owned()).stack_size(128 << 10).spawn(move || {
            let mut before = process::processor_time();
            loop {
                if process::parent().is_some_and(|parent| parent != flight.supervisor) {
                    process::kill();
                }
                std::thread::sleep(TICK);
                let now = process::processor_time();
                if let (Some(before), Some(now)) = (before, now) {
                    flight.spend(now.saturating_sub(before), bound);
                }
                before = now;
            }
        })?;
        Ok(())
    }

    /// Shares out the work of the cores among the pieces in flight, and ends the process for one that had too much.
    /// With one thread that is exact; with several, the supervisor has it found by one.
    fn spend(&self, time: Duration, bound: Duration) {
        let mut threads = self.threads();
        let busy = threads.iter().filter(|stack| !stack.is_empty()).count();
        let share = time / u32::try_from(busy.max(1)).unwrap_or(u32::MAX);
        for (number, stack) in threads.iter_mut().enumerate() {
            let Some(flying) = stack.last_mut() else { continue };
            flying.spent += share;
            // The whole of a locale may wait for pages that other threads are at.
            if flying.spent > bound && (busy == 1 || flying.piece.name.is_some()) {
                let reason = format!(
                    "a core worked on it for more than {} seconds, which is the bound (`--page-seconds`)",
                    bound.as_secs()
                );
                let _ = self.record.add(&format!("!{number} {reason}\n"));
                process::kill();
            }
        }
    }

    fn threads(&self) -> MutexGuard<'_, Vec<Vec<Flying>>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

thread_local! {
    /// The number of this thread, from the first piece that it does.
    static NUMBER: Cell<Option<usize>> = const { Cell::new(None) };
}

fn thread() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NUMBER.get().unwrap_or_else(|| {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        NUMBER.set(Some(number));
        number
    })
}

impl Watch for Flight {
    fn begin(&self, work: Work<'_>) -> Result<(), String> {
        let piece = OwnedWork::of(work);
        if let Some(reason) = self.left_out.get(&piece) {
            return Err(reason.clone());
        }
        let number = thread();
        // A record that cannot be written says less, and is no reason to fail.
        let line = serde_json::to_string(&piece).map(|piece| format!("+{number} {piece}\n"));
        let _ = line.map(|line| self.record.add(&line));
        let mut threads = self.threads();
        if threads.len() <= number {
            threads.resize_with(number + 1, Vec::new);
        }
        threads[number].push(Flying { piece, spent: Duration::ZERO });
        Ok(())
    }

    fn behind(&self, work: Work<'_>) {
        if let Some((how, at)) = &self.fault
            && work.to_string() == *at
        {
            go_wrong(how);
        }
    }

    fn end(&self) {
        let number = thread();
        let _ = self.record.add(&format!("-{number} \n"));
        let mut threads = self.threads();
        let Some(stack) = threads.get_mut(number) else { return };
        stack.pop();
        if let Some(outer) = stack.last_mut() {
            outer.spent = Duration::ZERO;
        }
    }
}

/// Goes wrong on purpose.
fn go_wrong(how: &str) {
    match how {
        "panic" => panic!("on purpose"),
        "overflow" => drop(overflow(1)),
        "exhaust" => {
            let mut held: Vec<Vec<u8>> = Vec::new();
            // Zeros would not be given room before they are looked at.
            loop {
                held.push(vec![1; 16 << 20]);
                std::hint::black_box(&held);
            }
        }
        "spin" => loop {
            std::hint::spin_loop();
        },
        _ => {}
    }
}

#[expect(unconditional_recursion, reason = "on purpose")]
fn overflow(depth: u64) -> Vec<u64> {
    let mut frame = overflow(std::hint::black_box(depth) + 1);
    frame.push(depth);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Work<'_> = Work { stage: "epub", locale: Some("en"), name: Some("new\nline") };
    const BOOK: Work<'_> = Work { stage: "epub", locale: Some("en"), name: None };

    #[test]
    fn a_record_says_what_was_in_flight() {
        let orders = Orders {
            left_out: vec![(OwnedWork::of(BOOK), "it is too large".to_owned())],
            alone: true,
            supervisor: 7,
            turn: None,
        };
        let (recorder, path) = Recorder::new(&orders).expect("can be made");
        let (flight, taken) = Flight::take(&path, None).expect("is there");
        assert_eq!(taken, orders);
        assert!(Flight::take(&path, None).is_err(), "a record has one taker");
        assert_eq!(flight.begin(BOOK), Err("it is too large".to_owned()));
        assert_eq!(recorder.in_flight(), []);
        let outer = Work { stage: "locale", ..BOOK };
        flight.begin(outer).unwrap();
        flight.begin(PAGE).unwrap();
        let pieces =
            |recorder: &Recorder| recorder.in_flight().into_iter().map(|found| found.piece).collect::<Vec<_>>();
        assert_eq!(pieces(&recorder), [OwnedWork::of(PAGE)]);
        let own = Arc::clone(&flight);
        std::thread::spawn(move || own.begin(Work { stage: "pdf", ..PAGE }).unwrap()).join().unwrap();
        assert_eq!(pieces(&recorder), [OwnedWork::of(PAGE), OwnedWork::of(Work { stage: "pdf", ..PAGE })]);
        flight.end();
        assert_eq!(pieces(&recorder), [OwnedWork::of(outer), OwnedWork::of(Work { stage: "pdf", ..PAGE })]);
    }

    #[test]
    fn who_ended_the_process_is_the_one() {
        let text = "{}\n+0 {\"stage\":\"a\",\"locale\":null,\"name\":\"x\"}\n+1 {\"stage\":\"b\",\"locale\":null,\"name\":\"y\"}\n!1 too long\n+0 {\"sta";
        let found = in_flight(text);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].piece.to_string(), found[0].reason.as_deref()), ("b y".to_owned(), Some("too long")));
    }
}
