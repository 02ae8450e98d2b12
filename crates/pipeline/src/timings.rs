//! What a run spent its time on: for each stage, locale and format, and as a trace of everything.
//!
//! Every piece of work begins and ends behind a wall, so the walls are where time is taken ([`Timings`] is a [`Watch`]);
//! what is done before and between them says so itself ([`stage`]). A thread that waits for others takes up their work
//! meanwhile: that is counted for the piece that it belongs to, so the CPU times of a table add up to that of the run,
//! but for what is done behind no wall, which is a line of its own.

use crate::flight::OwnedWork;
use crate::system::process::{self, Moment};
use pamphlet_source::{Watch, Work};
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A piece of work that is being done.
struct Open {
    work: OwnedWork,
    began: Duration,
    /// CPU time of the thread when it began.
    worked: Duration,
    /// CPU time of pieces inside it.
    inside: Duration,
}

/// A piece of work that is done.
struct Done {
    work: OwnedWork,
    thread: u64,
    began: Duration,
    lasted: Duration,
    /// CPU time, without that of pieces inside it.
    own: Duration,
    /// Bytes of memory when it ended; of pieces that are large alone.
    memory: Option<(u64, u64)>,
}

/// Takes times.
pub struct Timings {
    start: Moment,
    inner: Option<Arc<dyn Watch>>,
    done: Mutex<Vec<Done>>,
    /// Files that were taken over and files that were made, by what they are of.
    counted: Mutex<BTreeMap<(String, String), (usize, usize)>>,
}

impl std::fmt::Debug for Timings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Timings")
    }
}

thread_local! {
    static STACK: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    static NUMBER: Cell<Option<u64>> = const { Cell::new(None) };
}

fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NUMBER.get().unwrap_or_else(|| {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        NUMBER.set(Some(number));
        number
    })
}

/// Does what no wall holds, as a stage of its own when somebody takes times.
pub fn stage<T>(timings: Option<&Timings>, stage: &str, locale: Option<&str>, run: impl FnOnce() -> T) -> T {
    let Some(timings) = timings else { return run() };
    timings.open(Work { stage, locale, name: None });
    let done = run();
    timings.close();
    done
}

impl Timings {
    /// From now on. `inner` is who watches besides.
    #[must_use]
    pub fn new(inner: Option<Arc<dyn Watch>>) -> Self {
        Self { start: Moment::now(), inner, done: Mutex::default(), counted: Mutex::default() }
    }

    /// Counts files of a stage and locale: taken over, and made.
    pub(crate) fn count(&self, stage: &str, locale: &str, taken: usize, made: usize) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = counted.entry((stage.to_owned(), locale.to_owned())).or_default();
        *counts = (counts.0 + taken, counts.1 + made);
    }

    fn open(&self, work: Work<'_>) {
        let open = Open {
            work: OwnedWork::of(work),
            began: self.start.passed(),
            worked: process::thread_time().unwrap_or_default(),
            inside: Duration::ZERO,
        };
        STACK.with_borrow_mut(|stack| stack.push(open));
    }

    fn close(&self) {
        let worked = process::thread_time().unwrap_or_default();
        let Some(done) = STACK.with_borrow_mut(|stack| {
            let Open { work, began, worked: before, inside } = stack.pop()?;
            let all = worked.saturating_sub(before);
            if let Some(outer) = stack.last_mut() {
                outer.inside += all;
            }
            let memory = work.name.is_none().then(process::memory).flatten();
            let lasted = self.start.passed().saturating_sub(began);
            let own = all.saturating_sub(inside);
            Some(Done { work, thread: number(), began, lasted, own, memory })
        }) else {
            return;
        };
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(done);
    }

    /// The table: a line a stage and locale, the dearest first, then a line a stage.
    #[must_use]
    pub fn table(&self) -> String {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines: BTreeMap<(&str, Option<&str>), Line> = BTreeMap::new();
        let mut stages: BTreeMap<&str, Line> = BTreeMap::new();
        for piece in done.iter() {
            let OwnedWork { stage, locale, .. } = &piece.work;
            lines.entry((stage, locale.as_deref())).or_default().add(piece);
            stages.entry(stage).or_default().add(piece);
        }
        for ((stage, locale), counts) in counted.iter() {
            lines.entry((stage, Some(locale))).or_default().count(*counts);
            stages.entry(stage).or_default().count(*counts);
        }
        let spent: Duration = done.iter().map(|piece| piece.own).sum();
        let rest = process::processor_time().unwrap_or_default().saturating_sub(spent);
        let (now, most) = process::memory().unwrap_or_default();
        let mut out = format!("{HEADING}\n");
        let mut sorted: Vec<(String, &Line)> = lines
            .iter()
            .map(|((stage, locale), line)| (format!("{:<12} {stage}", locale.unwrap_or_default()), line))
            .collect();
        sorted.sort_by_key(|(_, line)| std::cmp::Reverse(line.own));
        for (name, line) in &sorted {
            line.write(&mut out, name);
        }
        let mut sorted: Vec<(String, &Line)> =
            stages.iter().map(|(stage, line)| (format!("{:<12} {stage}", "all"), line)).collect();
        sorted.sort_by_key(|(_, line)| std::cmp::Reverse(line.own));
        out.push('\n');
        for (name, line) in &sorted {
            line.write(&mut out, name);
        }
        let _ = writeln!(
            out,
            "{:>9.3} s CPU behind no wall; {:.3} s passed; memory: {} MiB now, {} MiB at most",
            rest.as_secs_f64(),
            self.start.passed().as_secs_f64(),
            now >> 20,
            most >> 20,
        );
        out
    }

    /// The trace, in the form of Chrome's trace events, which Perfetto (`ui.perfetto.dev`) opens.
    #[must_use]
    pub fn trace(&self) -> String {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let mut events = Vec::new();
        for Done { work, thread, began, lasted, own, memory } in done.iter() {
            let OwnedWork { stage, locale, name } = work;
            events.push(json!({
                "name": work.to_string(), "cat": stage, "ph": "X", "pid": 1, "tid": thread,
                "ts": micros(*began), "dur": micros(*lasted),
                "args": { "locale": locale, "page": name, "ownCpuMicroseconds": micros(*own) },
            }));
            if let Some((now, _)) = memory {
                let at = micros(*began + *lasted);
                events.push(json!({
                    "name": "memory", "ph": "C", "pid": 1, "ts": at, "args": { "MiB": now >> 20 },
                }));
            }
        }
        json!({ "traceEvents": events, "displayTimeUnit": "ms" }).to_string()
    }
}

const HEADING: &str = "    CPU s    wall s  pieces  MiB most  taken   made  locale       stage";

/// A line of the table.
#[derive(Default)]
struct Line {
    own: Duration,
    lasted: Duration,
    pieces: usize,
    memory: u64,
    counts: (usize, usize),
}

impl Line {
    fn add(&mut self, piece: &Done) {
        self.own += piece.own;
        self.lasted += piece.lasted;
        self.pieces += 1;
        self.memory = self.memory.max(piece.memory.map_or(0, |(now, _)| now));
    }

    fn count(&mut self, (taken, made): (usize, usize)) {
        self.counts = (self.counts.0 + taken, self.counts.1 + made);
    }

    fn write(&self, out: &mut String, name: &str) {
        let number = |number: u64| if number == 0 { String::new() } else { number.to_string() };
        let _ = writeln!(
            out,
            "{:>9.3} {:>9.3} {:>7} {:>9} {:>6} {:>6}  {name}",
            self.own.as_secs_f64(),
            self.lasted.as_secs_f64(),
            self.pieces,
            number(self.memory >> 20),
            number(self.counts.0 as u64),
            number(self.counts.1 as u64),
        );
    }
}

impl Watch for Timings {
    fn begin(&self, work: Work<'_>) -> Result<(), String> {
        if let Some(inner) = &self.inner {
            inner.begin(work)?;
        }
        self.open(work);
        Ok(())
    }

    fn behind(&self, work: Work<'_>) {
        if let Some(inner) = &self.inner {
            inner.behind(work);
        }
    }

    fn end(&self) {
        self.close();
        if let Some(inner) = &self.inner {
            inner.end();
        }
    }
}
