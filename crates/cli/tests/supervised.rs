//! What no wall holds: the stack overflows, memory runs out, a loop never ends. On purpose, in a real process, at one
//! page of one format; the page is left out with an error, and everything else is made.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "real sites on a real disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SITE: &[(&str, &str)] = &[
    ("pamphlet.yml", "title: Sea\nslug: sea\nlinks: none\n"),
    ("mkdocs.yml", "site_name: Sea\n"),
    ("docs/index.md", "# Sea\n\nSee the [tides](tides.md).\n"),
    ("docs/tides.md", "# Tides\n\nTwice a day the water rises.\n"),
    ("docs/storms.md", "# Storms\n\nStay inside, and wait.\n"),
    ("i18n/it/tides.md", "# Maree\n\nDue volte al giorno sale.\n"),
];

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("can be made");
        for (path, text) in SITE {
            let path = folder.path().join("site").join(path);
            fs::create_dir_all(path.parent().expect("has one")).expect("can be made");
            fs::write(path, text).expect("can be written");
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, words: &[&str], fault: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
        command.args(words).arg("--site").arg(self.path("site")).env("PAMPHLET_FAULT", fault);
        command.env("TMPDIR", self.folder.path()).env_remove("RUST_BACKTRACE");
        command
    }

    /// Builds with a fault; what it said, and the files.
    fn built(&self, fault: &str, words: &[&str]) -> (Output, BTreeMap<String, Vec<u8>>) {
        let out = self.path("out");
        let mut command = self.command(&["build", "--jobs", "2"], fault);
        command.args(words).arg("--out").arg(&out).arg("--cache").arg(self.path("cache"));
        let output = command.output().expect("runs");
        let mut files = BTreeMap::new();
        collect(&out, "", &mut files);
        (output, files)
    }

    fn leftovers(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("is there");
        let names = entries.map(|entry| entry.expect("is there").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with("pamphlet-")).collect()
    }
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("is there");
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).expect("can be read"));
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Handouts, JSON and text of single pages.
fn is_of_a_page(path: &str) -> bool {
    ["/handouts/", "/json/", "/text/"].iter().any(|part| path.contains(part))
}

#[test]
fn what_ends_the_process_costs_the_page_it_was_at() {
    let (clean, whole) = Place::new().built("", &[]);
    assert_eq!((clean.status.code(), said(&clean).as_str()), (Some(0), ""));
    let memory = ["--memory", "192"];
    let cases: [(&str, &[&str], &str, &[&str]); 5] = [
        ("overflow pdf handout en tides", &[], "en/handouts/tides.pdf", &["aborted", "stack"]),
        ("exhaust json it tides", &memory, "it/json/tides.json", &["aborted", "192 MiB", "--memory"]),
        ("spin text it storms", &["--page-seconds", "4"], "it/text/storms.txt", &["4 seconds", "--page-seconds"]),
        ("overflow epub en tides", &[], "", &["`tides` in sea-en.epub could not be made"]),
        ("exhaust read it tides", &memory, "", &["`tides` could not be made", "plain paragraphs"]),
    ];
    for (fault, words, lost, told) in cases {
        let place = Place::new();
        let (output, files) = place.built(fault, words);
        let text = said(&output);
        assert_eq!(output.status.code(), Some(1), "{fault}: {text}");
        assert!(text.contains("error[export-failed]"), "{fault}: {text}");
        assert!(told.iter().all(|words| text.contains(words)), "{fault}: {text}");
        assert!(!text.contains("panicked"), "{fault}: {text}");
        for (path, bytes) in whole.iter().filter(|(path, _)| is_of_a_page(path)) {
            if path == lost {
                assert!(!files.contains_key(path), "{fault}: {path} is there");
            } else if !(fault.contains(" read ") && path.starts_with("it/") && path.contains("tides")) {
                assert!(files.get(path) == Some(bytes), "{fault}: {path} is not as it is without the fault");
            }
        }
        for book in ["en/sea-en.epub", "en/sea-en.pdf", "en/sea-en.txt", "it/sea-it.epub", "it/sea-it.pdf"] {
            assert!(files.contains_key(book), "{fault}: {book} is lost");
        }
        assert_eq!(place.leftovers(), [""; 0], "{fault}");
        // Nothing of it is kept: without the fault all is as ever.
        let (output, files) = place.built("", &[]);
        assert_eq!(output.status.code(), Some(0), "{fault}: {}", said(&output));
        assert!(files == whole, "{fault}: another output");
    }
}

#[test]
fn other_commands_are_supervised_too() {
    let place = Place::new();
    let output = place.command(&["check"], "overflow compose it tides").output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let output = place.command(&["coverage"], "panic compose it tides").output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("`tides` could not be made: a fault in Pamphlet (on purpose"), "{}", said(&output));
}

/// The processes that a process has started.
#[cfg(target_os = "linux")]
fn children(process: u32) -> Vec<u32> {
    let text = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    text.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn whoever_ends_the_program_ends_its_process() {
    use std::time::{Duration, Instant};
    let place = Place::new();
    let mut command = place.command(&["check"], "spin read en tides");
    let mut program = command.stderr(std::process::Stdio::null()).spawn().expect("runs");
    let wait = |done: &dyn Fn() -> bool| {
        let begin = Instant::now();
        while !done() {
            assert!(begin.elapsed() < Duration::from_mins(1), "nothing happens");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    // The record goes when its process has taken it: from then on that follows its parent, or soon will.
    wait(&|| !children(program.id()).is_empty());
    wait(&|| place.leftovers().is_empty());
    std::thread::sleep(Duration::from_millis(200));
    let process = children(program.id())[0];
    program.kill().expect("can be killed");
    program.wait().expect("ends");
    let runs = || {
        let state = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        state.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim().starts_with('Z'))
    };
    wait(&|| !runs());
}
