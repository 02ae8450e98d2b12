//! A small site on a disk, in two forms, and the program that builds it.
#![allow(dead_code, reason = "each test uses a part of it")]
#![expect(clippy::disallowed_methods, reason = "these tests arrange a disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The files below a folder, by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads every file below a folder; none when there is no such folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for path in entries.map(|entry| entry.expect("is listed").path()) {
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("lies below").to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).expect("can be read"));
            }
        }
    }
    found
}

/// A folder with a site in it.
pub(crate) struct Ground {
    work: tempfile::TempDir,
}

impl Ground {
    pub(crate) fn new() -> Self {
        let ground = Self { work: tempfile::tempdir().expect("a folder can be had") };
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
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
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
