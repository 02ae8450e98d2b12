//! Walls: a fault in one piece of work costs that piece and no more.
//!
//! Whoever works page by page does each page [behind a wall](Walls::behind). A panic there comes back as a [`Fault`],
//! and what was half done is thrown away: whoever builds a wall must not go on with values that the work changed. What
//! no wall holds (memory runs out, the stack overflows, a loop never ends) ends the process; a [`Watch`] keeps a record
//! of what is in flight, so that whoever starts the process again can have the piece left out.

use crate::{Code, Diagnostic};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One piece of work: what a fault costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Work<'w> {
    /// What is done: `read`, `compose`, `epub`, `pdf handout`.
    pub stage: &'w str,
    /// For which locale; none for all of them.
    pub locale: Option<&'w str>,
    /// To what: the name of a page or picture; none for the whole of a locale.
    pub name: Option<&'w str>,
}

impl fmt::Display for Work<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.stage)?;
        [self.locale, self.name].into_iter().flatten().try_for_each(|part| write!(formatter, " {part}"))
    }
}

/// Is told what is in flight. Called on the thread that does the work; from several threads at once.
pub trait Watch: Send + Sync {
    /// A piece of work is about to begin.
    ///
    /// # Errors
    /// Why it has to be left out: the end of a sentence such as `… could not be made: it took too much memory`.
    fn begin(&self, work: Work<'_>) -> Result<(), String>;

    /// Called behind the wall, before the work: the place for faults on purpose.
    fn behind(&self, _work: Work<'_>) {}

    /// The work that this thread began last has ended, well or not.
    fn end(&self);
}

/// The walls of a build. By default nobody watches.
#[derive(Clone, Default)]
pub struct Walls {
    watch: Option<Arc<dyn Watch>>,
    /// Whether there was a fault behind any of them.
    faults: Arc<AtomicBool>,
}

impl fmt::Debug for Walls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.watch.is_some() { "Walls(watched)" } else { "Walls" })
    }
}

/// Who watches changes nothing of what is made.
impl PartialEq for Walls {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Walls {}

impl Walls {
    /// Walls that somebody watches.
    #[must_use]
    pub fn watched(watch: Arc<dyn Watch>) -> Self {
        Self { watch: Some(watch), faults: Arc::default() }
    }

    /// The same walls with another watch, which is given the one that they have.
    #[must_use]
    pub fn watched_by(self, watch: impl FnOnce(Option<Arc<dyn Watch>>) -> Arc<dyn Watch>) -> Self {
        Self { watch: Some(watch(self.watch)), faults: self.faults }
    }

    /// Whether there was a fault behind any of them so far: what was made hangs on more than its input then, and is not
    /// to be kept for later.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.faults.load(Ordering::Relaxed)
    }

    /// Does a piece of work.
    ///
    /// # Errors
    /// When it panics, or is to be left out. What it changed must not be used then.
    pub fn behind<T>(&self, work: Work<'_>, run: impl FnOnce() -> T) -> Result<T, Fault> {
        let done = self.run(work, run);
        if done.is_err() {
            self.faults.store(true, Ordering::Relaxed);
        }
        done
    }

    fn run<T>(&self, work: Work<'_>, run: impl FnOnce() -> T) -> Result<T, Fault> {
        if let Some(watch) = &self.watch {
            watch.begin(work).map_err(Fault)?;
        }
        DEPTH.set(DEPTH.get() + 1);
        let done = catch_unwind(AssertUnwindSafe(|| {
            if let Some(watch) = &self.watch {
                watch.behind(work);
            }
            run()
        }));
        DEPTH.set(DEPTH.get() - 1);
        if let Some(watch) = &self.watch {
            watch.end();
        }
        done.map_err(|payload| Fault::of(payload.as_ref()))
    }
}

thread_local! {
    /// How many walls this thread is behind.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Where the last panic behind a wall of this thread began, when somebody listens: see [`keep_quiet`].
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on a panic behind a wall prints nothing: its words are in the [`Fault`], with the place where it began.
/// For programs, once, at their start.
pub fn keep_quiet() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if DEPTH.get() == 0 {
            return before(panic);
        }
        // The end of the path alone: where the sources lay that the program was made from concerns nobody.
        let place = panic.location().map(|place| {
            let parts: Vec<&str> = place.file().split(['/', '\\']).collect();
            format!("{}:{}", parts[parts.len().saturating_sub(3)..].join("/"), place.line())
        });
        PLACE.set(place);
    }));
}

/// Why a piece of work was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    fn of(payload: &(dyn Any + Send)) -> Self {
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words");
        let place = PLACE.take().map(|place| format!(", {place}")).unwrap_or_default();
        Self::said(words, &place)
    }

    /// A mistake of ours that was found before it became a panic.
    #[must_use]
    pub fn of_ours(words: &str) -> Self {
        Self::said(words, "")
    }

    fn said(words: &str, place: &str) -> Self {
        // One line, and not all of a value that was printed.
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        Self(format!("a fault in Pamphlet ({words}{place})"))
    }

    /// An error that says what could not be made, and what there is instead.
    #[must_use]
    pub fn diagnostic(&self, what: impl fmt::Display, instead: &str) -> Diagnostic {
        Diagnostic::new(Code::ExportFailed, format!("{what} could not be made: {self}"))
            .help(format!("{instead}; please report it with the page and these words"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    const WORK: Work<'_> = Work { stage: "read", locale: Some("en"), name: Some("tides") };

    /// Writes down what it is told, and leaves one page out.
    #[derive(Default)]
    struct Record(Mutex<Vec<String>>);

    impl Watch for Record {
        fn begin(&self, work: Work<'_>) -> Result<(), String> {
            self.0.lock().unwrap().push(format!("begin {work}"));
            if work.name == Some("storms") { Err("it took too long".to_owned()) } else { Ok(()) }
        }

        fn end(&self) {
            self.0.lock().unwrap().push("end".to_owned());
        }
    }

    #[test]
    fn a_panic_ends_at_the_wall_and_is_told() {
        keep_quiet();
        let record = Arc::new(Record::default());
        let watch: Arc<dyn Watch> = record.clone();
        let walls = Walls::watched(watch);
        let fault = walls.behind(WORK, || -> u32 { panic!("eleven is\n no {}", "even number") }).unwrap_err();
        let words = "a fault in Pamphlet (eleven is no even number, source/src/wall.rs:";
        assert!(fault.to_string().starts_with(words), "{fault}");
        assert!(walls.has_faults());
        assert_eq!(walls.behind(WORK, || 2), Ok(2));
        assert_eq!(*record.0.lock().unwrap(), ["begin read en tides", "end", "begin read en tides", "end"]);
        assert_eq!(DEPTH.get(), 0);
    }

    #[test]
    fn what_is_left_out_does_not_run() {
        let walls = Walls::watched(Arc::new(Record::default()));
        let work = Work { name: Some("storms"), ..WORK };
        let fault = walls.behind(work, || unreachable!("it is left out")).map(|(): ()| ()).unwrap_err();
        let diagnostic = fault.diagnostic("the page", "the others are there");
        assert_eq!(diagnostic.message, "the page could not be made: it took too long");
    }
}
