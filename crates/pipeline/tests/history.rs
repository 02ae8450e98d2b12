//! The dates and commits that files print, in repositories that are made on the disk.
#![expect(clippy::disallowed_methods, reason = "a repository is made on the disk")]

use pamphlet_json::{PageHead, read_index, read_page};
use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::Code;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DAY: i64 = 86_400;

/// A repository with a site in it, and a place for what is built.
struct Place {
    folder: tempfile::TempDir,
    /// What leads from the repository to the site.
    site: &'static str,
}

impl Place {
    /// A site of two pages in two locales, in no commit yet.
    fn new(site: &'static str) -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder can be made"), site };
        place.git(&["init", "-q"]);
        place.write("pamphlet.yml", "title: T\nslug: t\n");
        place.write("docs/index.md", "# Index\n\n--8<-- \"includes/part.md\"\n");
        place.write("docs/other.md", "# Other\n\nWords.\n");
        place.write("includes/part.md", "A part.\n");
        place.write("i18n/it/index.md", "# Indice\n");
        place
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.git_at(0, arguments)
    }

    /// Runs git at a time.
    fn git_at(&self, day: i64, arguments: &[&str]) -> String {
        std::fs::create_dir_all(self.repository()).expect("is made");
        let output = Command::new("git")
            .arg("-C")
            .arg(self.repository())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", format!("@{} +0000", day * DAY))
            .env("GIT_COMMITTER_DATE", format!("@{} +0000", day * DAY))
            .stdin(Stdio::null())
            .output()
            .expect("git is installed, as this project's own sources come by it");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.repository().join(self.site).join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
        std::fs::write(path, text).expect("is written");
    }

    /// Commits everything on a day; says the name of the commit.
    fn commit(&self, day: i64) -> String {
        self.git_at(day, &["add", "-A"]);
        self.git_at(day, &["commit", "-qm", "x"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn request(&self) -> Request {
        let mut request = Request::new(self.repository().join(self.site), self.folder.path().join("out"));
        request.cache = Some(self.folder.path().join("cache"));
        request.formats = vec![Format::Json, Format::Text];
        request
    }

    fn build(&self) -> Report {
        build(&OsSystem, &self.request(), &()).expect("is built")
    }

    fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join("out").join(path)).expect("was made")
    }

    fn page(&self, path: &str) -> PageHead {
        read_page(&self.read(path)).expect("is a page").head
    }

    /// Every page as `locale/name day commit`, the commit shortened, with `+` when it was changed since.
    fn pages(&self) -> Vec<String> {
        let line = |path: &str| {
            let head = self.page(path);
            let commit = head.commit.as_ref().map_or("-", |commit| &commit[..10]);
            let (date, changed) = (head.date.unwrap_or_else(|| "-".into()), if head.changed { "+" } else { "" });
            format!("{}/{} {date} {commit}{changed}", head.locale, head.id.0)
        };
        ["en/json/index.json", "en/json/other.json", "it/json/index.json", "it/json/other.json"].map(line).to_vec()
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("is there") {
            let path = entry.expect("can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("is below").to_string_lossy().into_owned();
                out.insert(name, std::fs::read(&path).expect("can be read"));
            }
        }
    }
    out
}

fn day(day: i64) -> String {
    format!("1970-01-{:02}", day + 1)
}

/// As [`Place::pages`] writes them.
fn expect(pages: [(i64, &str); 4]) -> Vec<String> {
    let names = ["en/index", "en/other", "it/index", "it/other"];
    names.iter().zip(pages).map(|(name, (on, commit))| format!("{name} {} {}", day(on), &commit[..10])).collect()
}

#[test]
fn every_page_has_the_commit_of_its_own_sources() {
    for site in ["", "a/b c"] {
        let place = Place::new(site);
        let first = place.commit(1);
        place.write("includes/part.md", "Another part.\n");
        let part = place.commit(2);
        place.write("i18n/it/index.md", "# Indice nuovo\n");
        let italian = place.commit(3);
        place.write("unrelated.txt", "x\n");
        place.commit(4);
        let report = place.build();
        assert_eq!(place.pages(), expect([(2, &part), (1, &first), (3, &italian), (1, &first)]));
        assert_eq!(report.manifest.date.as_deref(), Some(day(3).as_str()));
        let dates: Vec<_> = report.manifest.editions.iter().map(|edition| edition.date.clone()).collect();
        assert_eq!(dates, [Some(day(2)), Some(day(3))]);
        let index = read_index(&place.read("it/index.json")).expect("is an index");
        assert_eq!((index.commit.as_deref(), index.changed), (Some(italian.as_str()), false));
        let text = String::from_utf8(place.read("it/text/index.txt")).expect("is text");
        assert!(text.ends_with(&format!("Data: 4 gennaio 1970\nVersione: {}\n", &italian[..10])), "{text}");
        let whole = String::from_utf8(place.read("en/t-en.txt")).expect("is text");
        assert!(whole.contains(&format!("Date: 3 January 1970\nVersion: {}\n", &part[..10])), "{whole}");
    }
}

#[test]
fn a_commit_elsewhere_remakes_nothing_and_that_of_a_page_what_shows_it() {
    let place = Place::new("");
    place.commit(1);
    place.build();
    assert!(place.build().unchanged);
    place.write("README", "x\n");
    place.commit(2);
    let before = files(&place.folder.path().join("out"));
    let report = place.build();
    let after = files(&place.folder.path().join("out"));
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    // The commit of the whole site stands in the manifest alone.
    assert_eq!(changed, ["SHA256SUMS", "manifest.json"], "a commit that touches no source remakes something");
    assert_eq!(report.made, (0, 0));

    let before = after;
    place.write("docs/other.md", "# Other\n\nOther words.\n");
    place.commit(3);
    place.build();
    let after = files(&place.folder.path().join("out"));
    let changed: Vec<&str> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.as_str()).collect();
    // The page and its books, in the locale that it stands in for a translation too; no other page.
    let pages: Vec<&&str> = changed.iter().filter(|path| path.contains("/json/") || path.contains("/text/")).collect();
    let expected = ["en/json/other.json", "en/text/other.txt", "it/json/other.json", "it/text/other.txt"];
    assert_eq!(pages, expected.iter().collect::<Vec<_>>(), "{changed:?}");
    for book in ["en/index.json", "en/t-en.txt", "it/t-it.txt", "manifest.json"] {
        assert!(changed.contains(&book), "{book}");
    }
}

#[test]
fn what_is_not_committed_is_said_to_be_changed() {
    let place = Place::new("");
    place.commit(1);
    place.write("includes/part.md", "Not committed.\n");
    place.write("docs/new.md", "# New\n");
    place.build();
    let page = place.page("en/json/index.json");
    assert_eq!((page.date, page.changed), (Some(day(1)), true));
    let page = place.page("en/json/other.json");
    assert!(!page.changed);
    let page = place.page("en/json/new.json");
    assert_eq!((page.date, page.commit, page.changed), (None, None, true));
    let whole = String::from_utf8(place.read("en/t-en.txt")).expect("is text");
    assert!(whole.contains("-dirty\n"), "{whole}");
    let report = {
        place.commit(2);
        place.build()
    };
    assert!(!report.unchanged, "the text stayed, and its commit is another");
    assert!(!place.page("en/json/index.json").changed);
    assert_eq!(place.page("en/json/index.json").date, Some(day(2)));
}

#[test]
fn line_ends_of_the_machine_are_no_change() {
    let place = Place::new("");
    place.write(".gitattributes", "*.md text eol=crlf\n");
    place.write("docs/other.md", "# Other\r\n\r\nWords.\r\n");
    place.commit(1);
    assert!(place.git(&["cat-file", "blob", "HEAD:docs/other.md"]).contains("Other\n"));
    place.build();
    assert!(!place.page("en/json/other.json").changed);
}

#[test]
fn the_site_gives_the_date_and_the_commit_stays() {
    let place = Place::new("");
    place.write("pamphlet.yml", "title: T\nslug: t\ndate: 2026-02-03\n");
    let commit = place.commit(1);
    place.build();
    let page = place.page("en/json/other.json");
    assert_eq!((page.date.as_deref(), page.commit), (Some("2026-02-03"), Some(commit)));
}

#[test]
fn a_shallow_clone_invents_no_date() {
    let place = Place::new("");
    place.commit(1);
    place.write("docs/other.md", "# Other\n\nNewer words.\n");
    place.commit(2);
    place.write("README", "x\n");
    place.commit(3);
    let report = place.build();
    assert!(report.findings.iter().all(|found| found.code != Code::IncompleteHistory), "{:?}", report.findings);

    let from = format!("file://{}", place.repository().display());
    // The older commit is not there, the newer one is where the history was cut off, or whole.
    for (depth, known) in [("1", None), ("2", None), ("4", Some(day(2)))] {
        let clone = Place { folder: tempfile::tempdir().expect("a folder can be made"), site: "" };
        let target = clone.repository().display().to_string();
        place.git(&["clone", "-q", "--depth", depth, &from, &target]);
        let report = clone.build();
        assert_eq!(clone.page("en/json/other.json").date, known, "depth {depth}");
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|found| found.code == Code::IncompleteHistory)
            .map(|found| found.message.as_str())
            .collect();
        if known.is_none() {
            assert_eq!(clone.page("en/json/index.json").date, None);
            assert_eq!(report.manifest.date, None);
            let why = "the history was cut off when the repository was cloned";
            let what = "of 3 of 3 pages the last change is unknown, and neither date nor commit is printed";
            assert_eq!(found, [format!("{why}: {what}")]);
        } else {
            assert_eq!(found, [""; 0], "the clone is whole");
        }
    }
    // One commit more, and it is known when that one changed its page.
    place.write("docs/index.md", "# Index\n\nNewest.\n");
    let newest = place.commit(4);
    let clone = Place { folder: tempfile::tempdir().expect("a folder can be made"), site: "" };
    let target = clone.repository().display().to_string();
    place.git(&["clone", "-q", "--depth", "2", &from, &target]);
    clone.build();
    let page = clone.page("en/json/index.json");
    assert_eq!((page.date, page.commit), (Some(day(4)), Some(newest)));
    assert_eq!(clone.page("en/json/other.json").commit, None);
}

#[test]
fn a_history_that_git_does_not_tell_is_named() {
    let place = Place::new("");
    let report = place.build();
    let found: Vec<&str> = report
        .findings
        .iter()
        .filter(|found| found.code == Code::IncompleteHistory)
        .map(|found| found.message.as_str())
        .collect();
    let what = "of 3 of 3 pages the last change is unknown, and neither date nor commit is printed";
    assert_eq!(found, [format!("git does not tell the history of this repository: {what}")]);
}

#[test]
fn merges_renames_and_odd_names() {
    let place = Place::new("");
    place.write("docs/naïve \"q\".md", "# Odd\n");
    place.write("docs/renamed.md", "# Renamed\n\nSome words that stay the same.\n");
    let first = place.commit(1);
    place.git(&["branch", "-m", "main"]);
    place.git(&["checkout", "-qb", "side"]);
    place.write("docs/index.md", "# Index\n\nSide.\n");
    place.write("docs/other.md", "# Other\n\nSide.\n");
    let side = place.commit(2);
    place.git(&["checkout", "-q", "main"]);
    place.write("docs/index.md", "# Index\n\nMain.\n");
    place.git(&["mv", "docs/renamed.md", "docs/name.md"]);
    let main = place.commit(3);
    // A merge that makes words of its own.
    let output = Command::new("git")
        .arg("-C")
        .arg(place.repository())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "merge", "-q", "side"])
        .output()
        .expect("git is installed");
    assert!(!output.status.success(), "it is in conflict");
    place.write("docs/index.md", "# Index\n\nBoth.\n");
    let merge = place.commit(5);
    place.build();
    let commit = |page: &str| place.page(&format!("en/json/{page}.json")).commit.expect("is known");
    assert_eq!(commit("index"), merge);
    // It came with the merge, and is older.
    assert_eq!(commit("other"), side);
    assert_eq!(commit("name"), main, "a new name is a change");
    assert_eq!(commit("naïve \"q\""), first);

    // What is taken back is as new as the commit that took it back.
    place.write("docs/other.md", "# Other\n\nWrong.\n");
    place.commit(6);
    place.git_at(7, &["revert", "--no-edit", "HEAD"]);
    place.build();
    assert_eq!(commit("other"), place.git(&["rev-parse", "HEAD"]));
}

#[cfg(unix)]
#[test]
fn pages_that_are_links_are_as_new_as_what_they_lead_to() {
    let place = Place::new("site");
    let shared = place.repository().join("shared");
    std::fs::create_dir_all(shared.join("folder")).expect("is made");
    std::fs::write(shared.join("page.md"), "# Shared\n").expect("is written");
    std::fs::write(shared.join("folder/deep.md"), "# Deep\n").expect("is written");
    let docs = place.repository().join("site/docs");
    std::os::unix::fs::symlink("../../shared/page.md", docs.join("linked.md")).expect("is made");
    std::os::unix::fs::symlink("../../shared/folder", docs.join("folder")).expect("is made");
    std::os::unix::fs::symlink("other.md", docs.join("inner.md")).expect("is made");
    let first = place.commit(1);
    std::fs::write(shared.join("page.md"), "# Shared\n\nNewer.\n").expect("is written");
    let second = place.commit(2);
    place.build();
    let commit = |page: &str| {
        let head = place.page(&format!("en/json/{page}.json"));
        (head.commit.expect("is known"), head.changed)
    };
    assert_eq!(commit("linked"), (second, false));
    assert_eq!(commit("folder/deep"), (first.clone(), false));
    assert_eq!(commit("inner"), (first, false));
    std::fs::write(shared.join("page.md"), "# Shared\n\nNot committed.\n").expect("is written");
    place.build();
    assert!(commit("linked").1);
}

#[test]
fn translations_may_come_from_a_repository_of_their_own() {
    let place = Place::new("");
    std::fs::remove_dir_all(place.repository().join("i18n")).expect("is removed");
    place.write(".gitignore", "i18n\n");
    let source = place.commit(1);
    place.write("i18n/it/index.md", "# Indice\n");
    let inner = |day: i64, arguments: &[&str]| place.git_at(day, &[&["-C", "i18n"], arguments].concat());
    inner(5, &["init", "-q"]);
    inner(5, &["add", "-A"]);
    inner(5, &["commit", "-qm", "x"]);
    let italian = inner(5, &["rev-parse", "HEAD"]);
    place.build();
    assert_eq!(place.pages(), expect([(1, &source), (1, &source), (5, &italian), (1, &source)]));
    assert!(place.build().unchanged);
}

#[test]
fn what_the_cache_knows_is_what_git_tells() {
    let place = Place::new("");
    place.commit(1);
    place.build();
    place.write("docs/other.md", "# Other\n\nNewer words.\n");
    let second = place.commit(2);
    place.build();
    assert_eq!(place.page("en/json/other.json").commit, Some(second));
    let kept = files(&place.folder.path().join("out"));
    std::fs::remove_dir_all(place.folder.path().join("cache")).expect("is removed");
    std::fs::remove_dir_all(place.folder.path().join("out")).expect("is removed");
    place.build();
    assert!(kept == files(&place.folder.path().join("out")), "the cache makes another output");
    // Another branch with the same number of commits.
    place.git(&["checkout", "-q", "HEAD~1"]);
    place.write("docs/other.md", "# Other\n\nNewer words.\n");
    let branch = place.commit(4);
    place.build();
    assert_eq!(place.page("en/json/other.json").commit, Some(branch));
}
