//! A bar on the terminal, where there is one.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use pamphlet_pipeline::progress::Progress;
use pamphlet_pipeline::system::System;
use pamphlet_source::visible;
use std::io::IsTerminal;

/// A bar; silent when asked to be, in CI and where standard error is no terminal.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(crate) fn new(system: &dyn System, quiet: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal() && system.environment("CI").is_none();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style =
            ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Self { bar }
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, steps: usize) {
        self.bar.set_length(steps as u64);
    }

    fn step(&self, what: &str) {
        self.bar.set_message(visible::line(what).into_owned());
        self.bar.inc(1);
    }
}
