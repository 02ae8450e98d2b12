//! Words for the terminal: the one way there. What a terminal would obey in the words of a site (escape sequences,
//! controls, marks that turn the direction round) is shown by its number ([`pamphlet_source::visible`]). Whoever reads
//! them may stop, as `head` does: that is no fault, and what was asked for is done all the same.

use pamphlet_source::visible;
use std::fmt::Arguments;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether words were lost that somebody was there to read.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes words to standard output.
pub(crate) fn output(words: Arguments<'_>) {
    done(io::stdout().lock().write_all(visible::lines(&words.to_string()).as_bytes()));
}

/// Writes to standard output what a renderer of ours has made of words that it looked at: its colours stay.
pub(crate) fn rendered(words: &str) {
    done(io::stdout().lock().write_all(visible::styled(words).as_bytes()));
}

/// Writes JSON to standard output: the same by value.
pub(crate) fn json(text: &str) {
    done(io::stdout().lock().write_all(visible::json(text).as_bytes()));
}

/// Writes a patch to standard output: to the byte, for a program that applies it; on a terminal without what that would
/// obey.
pub(crate) fn patch(text: &str) {
    let out = io::stdout();
    let shown = out.is_terminal().then(|| visible::lines(text));
    done(out.lock().write_all(shown.as_deref().unwrap_or(text).as_bytes()));
}

/// Writes words to standard error.
pub(crate) fn error(words: Arguments<'_>) {
    done(io::stderr().lock().write_all(visible::lines(&words.to_string()).as_bytes()));
}

fn done(written: io::Result<()>) {
    if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Whether standard output or error could not take all words, as on a full disk.
pub(crate) fn has_lost_words() -> bool {
    done(io::stdout().lock().flush());
    LOST.load(Ordering::Relaxed)
}

/// Whether standard error is a terminal.
pub(crate) fn is_shown() -> bool {
    io::stderr().is_terminal()
}

/// Says a line on standard output.
macro_rules! say {
    ($($words:tt)*) => { crate::terminal::output(format_args!("{}\n", format_args!($($words)*))) };
}

/// Says a line on standard error.
macro_rules! complain {
    ($($words:tt)*) => { crate::terminal::error(format_args!("{}\n", format_args!($($words)*))) };
}
