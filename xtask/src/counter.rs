//! Counting the instructions of a run: a measure that a busy machine does not change.

use crate::shell;
use anyhow::Result;
use pamphlet_pipeline::flight::Orders;
use std::path::PathBuf;
use std::process::Command;

/// How instructions are counted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counter {
    /// The counters of the processor.
    Perf,
    /// A processor that valgrind plays: the same count for the same run.
    Valgrind,
}

impl Counter {
    /// The first that is there.
    pub(crate) fn find() -> Option<Self> {
        let perf = Command::new("perf").args(["stat", "-x", ",", "-e", "instructions:u", "true"]).output();
        if perf.is_ok_and(|output| count_of_perf(&String::from_utf8_lossy(&output.stderr)).is_some()) {
            return Some(Self::Perf);
        }
        shell::has("valgrind").then_some(Self::Valgrind)
    }

    /// A command whose instructions are counted.
    pub(crate) fn around(self, inner: &Command) -> Command {
        let mut command = match self {
            Self::Perf => shell::command("perf", &["stat", "-x", ",", "-e", "instructions:u"]),
            Self::Valgrind => {
                shell::command("valgrind", &["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
            }
        };
        command.arg(inner.get_program()).args(inner.get_args());
        command
    }

    /// The count in what the command wrote to standard error.
    pub(crate) fn read(self, said: &str) -> Option<u64> {
        match self {
            Self::Perf => count_of_perf(said),
            Self::Valgrind => {
                let line = said.lines().find(|line| line.contains("I ") && line.contains("refs:"))?;
                line.rsplit(':').next()?.trim().replace(',', "").parse().ok()
            }
        }
    }
}

fn count_of_perf(said: &str) -> Option<u64> {
    said.lines().find(|line| line.contains("instructions"))?.split(',').next()?.parse().ok()
}

/// What a build gets from its supervisor.
pub(crate) const RECORD: &str = "PAMPHLET_RECORD";

/// Makes the record of a run, so that the run takes this program for its supervisor and does the work itself. Else the
/// supervisor alone would be measured.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn record(site: &str) -> Result<PathBuf> {
    let path = PathBuf::from(format!("{site}.record"));
    let orders = Orders { supervisor: std::process::id(), ..Orders::default() };
    std::fs::write(&path, format!("{}\n", serde_json::to_string(&orders)?))?;
    Ok(path)
}
