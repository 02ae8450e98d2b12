//! Outputs and caches on a real disk: links, times that say nothing, locks, what is no file.
#![expect(clippy::disallowed_methods, reason = "these tests arrange a disk")]

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::system::{EntryKind, OsSystem, System};
use pamphlet_pipeline::verify::{Problem, verify};
use pamphlet_pipeline::{Format, Request};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

struct Ground {
    work: tempfile::TempDir,
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text y=\"8\">OLD</text></svg>";

impl Ground {
    fn new() -> Self {
        let ground = Self { work: tempfile::tempdir().expect("a folder can be made") };
        for (path, text) in [
            ("site/mkdocs.yml", "site_name: T\n"),
            ("site/docs/index.md", "# T\n\n![words](a.svg)\n"),
            ("site/docs/a.svg", PICTURE),
        ] {
            let path = ground.at(path);
            fs::create_dir_all(path.parent().expect("has one")).expect("is made");
            fs::write(path, text).expect("is written");
        }
        ground
    }

    fn at(&self, path: &str) -> PathBuf {
        self.work.path().join(path)
    }

    fn request(&self, out: &str) -> Request {
        Request {
            cache: Some(self.at("cache")),
            formats: vec![Format::Epub, Format::Json, Format::Text],
            ..Request::new(self.at("site"), self.at(out))
        }
    }

    fn built(&self, out: &str) -> Report {
        build(&OsSystem, &self.request(out), &()).expect("is built")
    }

    fn good(&self, out: &str) {
        assert_eq!(verify(&OsSystem, &self.at(out)).expect("is an output").1, []);
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = OsSystem.entries(&self.at(folder)).expect("is a folder");
        entries.into_iter().map(|member| member.name.to_string_lossy().into_owned()).collect()
    }
}

fn set_time(path: &Path, time: SystemTime) {
    let file = fs::OpenOptions::new().append(true).open(path).expect("is there");
    file.set_times(fs::FileTimes::new().set_modified(time).set_accessed(time)).expect("is set");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("is a folder") {
        let path = entry.expect("is listed").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

fn long_ago() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

#[test]
fn a_picture_of_equal_length_and_time_is_seen() {
    let ground = Ground::new();
    let picture = ground.at("site/docs/a.svg");
    set_time(&picture, long_ago());
    let before = ground.built("out").manifest;
    fs::write(&picture, PICTURE.replace("OLD", "NEW")).expect("is written");
    set_time(&picture, long_ago());
    let after = ground.built("out");
    assert!(!after.unchanged && after.manifest != before);
    assert_eq!(after.manifest, ground.built("clean").manifest);
}

#[test]
fn an_output_of_equal_length_and_time_is_seen() {
    let ground = Ground::new();
    ground.built("out");
    for name in ["out/en/text/index.txt", "out/index.html"] {
        let path = ground.at(name);
        let time = fs::metadata(&path).expect("is there").modified().expect("has one");
        let text = fs::read_to_string(&path).expect("is text").replace('T', "X");
        fs::write(&path, text).expect("is written");
        set_time(&path, time);
        assert!(!ground.built("out").unchanged, "{name}");
        ground.good("out");
    }
}

#[test]
fn a_new_checkout_with_other_times_is_unchanged() {
    let ground = Ground::new();
    ground.built("out");
    let jumps = [UNIX_EPOCH, UNIX_EPOCH - Duration::from_hours(24 * 365), long_ago() + Duration::from_secs(1 << 33)];
    for time in jumps {
        for path in ["site", "out", "cache"].iter().flat_map(|folder| files_below(&ground.at(folder))) {
            // Another file, as a checkout or an archive makes it.
            let bytes = fs::read(&path).expect("is there");
            fs::remove_file(&path).expect("is removed");
            fs::write(&path, bytes).expect("is written");
            set_time(&path, time);
        }
        assert!(ground.built("out").unchanged, "{time:?}");
        assert!(ground.built("out").unchanged, "{time:?}, again");
        ground.good("out");
    }
    let page = ground.at("site/docs/index.md");
    fs::write(&page, "# U\n\n![words](a.svg)\n").expect("is written");
    set_time(&page, UNIX_EPOCH);
    assert!(!ground.built("out").unchanged);
}

#[cfg(unix)]
#[test]
fn an_output_behind_a_link_is_replaced_and_the_link_stays() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    fs::create_dir(ground.at("far")).expect("is made");
    // A link to a link, the last of them to what is not there yet.
    symlink("near", ground.at("latest")).expect("is made");
    symlink("far/out", ground.at("near")).expect("is made");
    for _ in 0..2 {
        fs::write(ground.at("site/docs/index.md"), format!("# {}\n", ground.names("far").len())).expect("is written");
        ground.built("latest");
        assert!(fs::symlink_metadata(ground.at("latest")).expect("is there").is_symlink());
        assert!(fs::symlink_metadata(ground.at("far/out")).expect("is there").is_dir());
        ground.good("latest");
        ground.good("far/out");
        assert_eq!(ground.names("far"), ["out"]);
        assert_eq!(ground.names(""), ["cache", "far", "latest", "near", "site"]);
    }
    symlink("circle", ground.at("circle")).expect("is made");
    let error = build(&OsSystem, &ground.request("circle"), &()).expect_err("is refused");
    assert!(error.to_string().contains("circle"), "{error}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_in_an_output_is_named() {
    let ground = Ground::new();
    ground.built("out");
    std::os::unix::fs::symlink("/", ground.at("out/en/root")).expect("is made");
    std::os::unix::fs::symlink("..", ground.at("out/up")).expect("is made");
    fs::rename(ground.at("out/index.html"), ground.at("moved.html")).expect("is moved");
    std::os::unix::fs::symlink("../moved.html", ground.at("out/index.html")).expect("is made");
    let pipe = std::process::Command::new("mkfifo").arg(ground.at("out/pipe")).status().expect("mkfifo is there");
    assert!(pipe.success());
    let irregular = |path: &str, kind| Problem::Irregular(path.to_owned(), kind);
    assert_eq!(
        verify(&OsSystem, &ground.at("out")).expect("is an output").1,
        [
            irregular("en/root", EntryKind::Link),
            irregular("index.html", EntryKind::Link),
            irregular("pipe", EntryKind::Other),
            irregular("up", EntryKind::Link),
        ]
    );
    assert!(!ground.built("out").unchanged);
    ground.good("out");
    assert!(ground.at("moved.html").exists(), "what links led to stays");
}

/// The file of a lock goes when the lock goes; whoever opened it before must not believe to have the lock.
#[test]
fn a_lock_has_one_holder() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let path = work.path().join("lock");
    let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..1_500 {
                    if let Some(lock) = OsSystem.lock(&path).expect("can be asked") {
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "somebody else has it");
                        taken.fetch_add(1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                }
            });
        }
    });
    assert!(taken.load(Ordering::SeqCst) > 8);
    assert!(!path.exists());
}
