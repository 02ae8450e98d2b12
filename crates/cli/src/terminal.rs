//! Words for the terminal. Whoever reads them may stop, as `head` does: that is no fault, and what was asked for is
//! done all the same.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether words were lost that somebody was there to read.
static LOST: AtomicBool = AtomicBool::new(false);

/// Writes to standard output.
pub(crate) fn output(words: Arguments<'_>) {
    done(io::stdout().lock().write_fmt(words));
}

/// Writes to standard error.
pub(crate) fn error(words: Arguments<'_>) {
    done(io::stderr().lock().write_fmt(words));
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

/// Says a line on standard output.
macro_rules! say {
    ($($words:tt)*) => { crate::terminal::output(format_args!("{}\n", format_args!($($words)*))) };
}

/// Writes a text on standard output as it is.
macro_rules! show {
    ($text:expr) => {
        crate::terminal::output(format_args!("{}", $text))
    };
}

/// Says a line on standard error.
macro_rules! complain {
    ($($words:tt)*) => { crate::terminal::error(format_args!("{}\n", format_args!($($words)*))) };
}
