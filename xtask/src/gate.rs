//! What gates stand on, and how they end.

use crate::shell;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// How a gate ended.
pub(crate) enum Outcome {
    /// It ran and held.
    Passed,
    /// It cannot run here; why.
    Skipped(String),
}

/// What gates stand on.
pub(crate) struct Ground {
    /// The corpus, when `PAMPHLET_CORPUS` names one.
    pub(crate) corpus: Option<PathBuf>,
    /// A folder for what gates make.
    pub(crate) work: PathBuf,
    /// Whether checks that otherwise take a sample take all. Tests of the crates see it as `PAMPHLET_LONG=1`.
    pub(crate) long: bool,
}

impl Ground {
    /// Where the handbook is built.
    pub(crate) fn handbook(&self) -> PathBuf {
        self.work.join("handbook")
    }

    /// A tree of the corpus, when it is there.
    pub(crate) fn corpus_site(&self, name: &str) -> Option<PathBuf> {
        self.corpus.as_ref().map(|corpus| corpus.join(name)).filter(|folder| folder.is_dir())
    }
}

/// Builds a site into a folder that is emptied before.
pub(crate) fn build(arguments: &[&str], out: &Path) -> Result<()> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    let out = out.to_string_lossy();
    shell::run(pamphlet(&[&["build"], arguments, &["--out", &out]].concat()))
}

/// This program: it holds the commands of `pamphlet` too.
pub(crate) fn pamphlet(arguments: &[&str]) -> std::process::Command {
    let own =
        std::env::current_exe().map_or_else(|_| "pamphlet".to_owned(), |path| path.to_string_lossy().into_owned());
    shell::command(&own, arguments)
}
