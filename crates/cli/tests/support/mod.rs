//! A small site on a disk, in two forms, and the program that builds it.
#![allow(dead_code, reason = "each test uses a part of it")]
#![expect(clippy::disallowed_methods, reason = "these tests arrange a disk")]
#![allow(clippy::disallowed_types, reason = "these tests arrange a disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// The files below a folder, by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads every file below a folder; none when there is no such folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let name = |path: &Path| path.strip_prefix(folder).expect("lies below").to_string_lossy().into_owned();
    files(folder).iter().map(|path| (name(path), fs::read(path).expect("can be read"))).collect()
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for path in entries.map(|entry| entry.expect("is listed").path()) {
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found
}

/// A folder with a site in it.
pub(crate) struct Ground {
    work: tempfile::TempDir,
    /// How far the clock of the program is from that of the machine, as `faketime` takes it.
    clock: Mutex<Option<&'static str>>,
}

/// Whether the program can be told another time.
pub(crate) fn has_other_clocks() -> bool {
    let tried = Command::new("faketime").args(["-f", "+1d", "true"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success())
}

impl Ground {
    pub(crate) fn new() -> Self {
        let ground = Self { work: tempfile::tempdir().expect("a folder can be made"), clock: Mutex::default() };
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h7v7z\"/></svg>";
        for (path, text) in [
            ("site/pamphlet.yml", "title: Ducks\nslug: ducks\ndate: 2026-01-02\n"),
            ("site/mkdocs.yml", "site_name: Ducks\n"),
            ("site/docs/duck.svg", drawing),
            ("site/docs/kinds/mallard.md", "# Mallard\n\nIt is green.\n"),
            ("site/i18n/it/index.md", "# Anatre\n\nVedi il [germano](kinds/mallard.md).\n"),
        ] {
            let path = ground.at(path);
            fs::create_dir_all(path.parent().expect("has one")).expect("is made");
            fs::write(path, text).expect("is written");
        }
        ground.edit(0);
        ground
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.work.path().join(path)
    }

    pub(crate) fn path(&self, path: &str) -> String {
        self.at(path).to_string_lossy().into_owned()
    }

    /// Gives the site one of its two forms. One has a page and a translation that the other lacks.
    pub(crate) fn edit(&self, form: usize) {
        let words = ["Quack.", "Quack, quack."][form];
        let page = format!("# Ducks\n\n{words} See the [mallard](kinds/mallard.md).\n\n![A duck](duck.svg)\n");
        fs::write(self.at("site/docs/index.md"), page).expect("is written");
        for (path, text) in
            [("site/docs/teal.md", "# Teal\n\nIt is small.\n"), ("site/i18n/it/teal.md", "# Alzavola\n")]
        {
            if form == 1 {
                fs::write(self.at(path), text).expect("is written");
            } else if self.at(path).exists() {
                fs::remove_file(self.at(path)).expect("is removed");
            }
        }
    }

    /// Lets the clock jump, where it can be told to, and the times of the files of some folders, each somewhere else.
    pub(crate) fn jump(&self, to: u64, folders: &[&str], has_other_clocks: bool) {
        let clocks = [None, Some("-20y"), Some("+5y"), Some("+60y")];
        let clock = clocks[usize::try_from(to % 4).expect("is small")];
        *self.clock.lock().expect("nobody panics with it") = clock.filter(|_| has_other_clocks);
        for (index, path) in folders.iter().flat_map(|folder| files(&self.at(folder))).enumerate() {
            let share = (to >> 8).wrapping_mul(u64::try_from(index).expect("fits") + 1) % 4_000_000_000;
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(share);
            let set = fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(time));
            set.expect("is set");
        }
    }

    /// The names of what lies in a folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(folder)).expect("is a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("is listed").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program, which finds nothing of the user's own.
    pub(crate) fn command<T: AsRef<str>>(&self, arguments: &[T]) -> Command {
        let program = env!("CARGO_BIN_EXE_pamphlet");
        let clock = *self.clock.lock().expect("nobody panics with it");
        let mut command = Command::new(if clock.is_some() { "faketime" } else { program });
        if let Some(clock) = clock {
            command.args(["-f", clock, program]);
        }
        command
            .args(arguments.iter().map(AsRef::as_ref))
            .env("HOME", self.at("home"))
            .env_remove("XDG_CACHE_HOME")
            .env_remove("SOURCE_DATE_EPOCH")
            .current_dir(self.work.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn output<T: AsRef<str>>(&self, arguments: &[T]) -> Output {
        self.command(arguments).output().expect("is started")
    }

    /// Runs a command that has to succeed.
    pub(crate) fn succeeds<T: AsRef<str>>(&self, arguments: &[T]) {
        let output = self.output(arguments);
        let words: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        assert!(output.status.success(), "{words:?}: {}\n{}", output.status, said(&output));
    }

    /// Has an output compared with its manifest.
    pub(crate) fn verifies(&self, folder: &str, at: &str) {
        let output = self.output(&["verify", &self.path(folder)]);
        assert!(output.status.success(), "{at}: {}\n{}", output.status, said(&output));
    }
}

/// What a command said.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
