//! What changed on source pages since their translations followed them.
#![expect(clippy::disallowed_methods, reason = "a repository is made on the disk")]

use pamphlet_pipeline::coverage::{BlockChange, CoverageFile, Since, SourceChanges, coverage};
use pamphlet_pipeline::system::{MemorySystem, OsSystem, System};
use pamphlet_pipeline::{Error, Format, Request};
use std::path::Path;
use std::process::Command;

const SOURCE: &str = "# Lamp\n\nLight it before dusk.\n\nTrim the wick.\n\nNever leave it alone.\n";
const TRANSLATION: &str = "# Lampe\n\nVor der Dämmerung anzünden.\n\nDen Docht kürzen.\n\nNie allein lassen.\n";
/// A block says something else, one is new, one is gone.
const LATER: &str = "# Lamp\n\nLight it before dark.\n\nTrim the wick.\n\nUse clean oil alone.\n";
const LATEST: &str = "# The lamp\n\nLight it before dark.\n\nTrim the wick.\n\nUse clean oil alone.\n\nMore.\n";

/// The changes of the one translation.
fn changes(found: &CoverageFile) -> Option<&SourceChanges> {
    found.locales[0].pages[0].source_changes.as_ref()
}

fn shown(block: &BlockChange) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let line = |line: Option<u32>| line.map_or_else(|| "–".to_owned(), |line| line.to_string());
    let BlockChange { change, source_line, line: own, text_before, text: now, commit, .. } = block;
    let day = commit.as_ref().map_or("–", |commit| commit.date.as_str());
    let (source, own) = (line(*source_line), line(*own));
    format!("{} {source} {own} {} → {} {day}", change.name(), text(text_before), text(now))
}

fn all(found: &CoverageFile) -> Vec<String> {
    changes(found).map(|found| found.blocks.iter().map(shown).collect()).unwrap_or_default()
}

#[test]
fn git_tells_by_block_and_by_commit_what_a_translation_does_not_follow() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let site = work.path();
    let commit = |day: u32, files: &[(&str, &str)]| {
        for (path, text) in files {
            let path = site.join(path);
            std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
            std::fs::write(path, text).expect("is written");
        }
        let date = format!("2026-01-{day:02}T12:00:00Z");
        for arguments in [vec!["add", "."], vec!["commit", "-qm", "more"]] {
            let mut command = Command::new("git");
            command.arg("-C").arg(site).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
            command.args(&arguments).env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date);
            assert!(command.output().expect("git is installed").status.success(), "git {arguments:?}");
        }
    };
    assert!(Command::new("git").arg("-C").arg(site).args(["init", "-q"]).status().expect("runs").success());
    let all_of = || {
        let found = coverage(&OsSystem, &Request::new(site, ""), Since::History, &()).expect("is counted").0;
        let follows = changes(&found).and_then(|found| found.follows.clone()).map(|commit| commit.date);
        (all(&found), follows)
    };
    commit(1, &[("pamphlet.yml", "title: T\nslug: t\n"), ("docs/a.md", SOURCE), ("i18n/de/a.md", TRANSLATION)]);
    assert_eq!(all_of(), (Vec::new(), None));
    commit(2, &[("docs/a.md", LATER)]);
    commit(3, &[("docs/a.md", LATEST)]);
    // The last one is in no commit yet; line ends say nothing.
    let unsaved = LATEST.replace("More.", "Most of all.").replace('\n', "\r\n");
    std::fs::write(site.join("docs/a.md"), unsaved).expect("is written");
    let (found, follows) = all_of();
    assert_eq!(follows.as_deref(), Some("2026-01-01"));
    assert_eq!(
        found,
        [
            "changed 1 1 Lamp → The lamp 2026-01-03",
            "changed 3 3 Light it before dusk. → Light it before dark. 2026-01-02",
            "changed 7 7 Never leave it alone. → Use clean oil alone. 2026-01-02",
            "added 9 – – → Most of all. –",
        ]
    );
    commit(4, &[("i18n/de/a.md", &format!("{TRANSLATION}\nMehr.\n"))]);
    assert_eq!(all_of(), (Vec::new(), None), "the translation was touched last");
}

#[test]
fn git_tells_of_pages_that_were_renamed() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let site = work.path();
    let git = |day: u32, arguments: &[&str]| {
        let date = format!("2026-01-{day:02}T12:00:00Z");
        let mut command = Command::new("git");
        command.arg("-C").arg(site).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        command.args(arguments).env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date);
        assert!(command.output().expect("git is installed").status.success(), "git {arguments:?}");
    };
    let commit = |day: u32, files: &[(&str, &str)]| {
        for (path, text) in files {
            let path = site.join(path);
            std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
            std::fs::write(path, text).expect("is written");
        }
        git(day, &["add", "."]);
        git(day, &["commit", "-qm", "more"]);
    };
    let behind = || {
        let found = coverage(&OsSystem, &Request::new(site, ""), Since::History, &()).expect("is counted").0;
        let age = found.locales[0].pages[0].age.clone().expect("git knows both");
        (all(&found), age.translated, age.follows, age.behind)
    };
    git(1, &["init", "-q"]);
    commit(1, &[("pamphlet.yml", "title: T\nslug: t\n"), ("docs/a.md", SOURCE), ("i18n/de/a.md", TRANSLATION)]);
    commit(2, &[("docs/a.md", LATER)]);
    // Both are renamed, the source page twice, once with a change; and something else once had its name.
    git(3, &["mv", "docs/a.md", "docs/between.md"]);
    commit(3, &[("docs/b.md", "# Else\n"), ("docs/between.md", LATEST)]);
    git(4, &["rm", "-q", "docs/b.md"]);
    commit(4, &[]);
    git(5, &["mv", "docs/between.md", "docs/b.md"]);
    git(5, &["mv", "i18n/de/a.md", "i18n/de/b.md"]);
    commit(5, &[]);
    let (found, translated, follows, behind) = behind();
    assert_eq!((translated.as_str(), follows.as_deref(), behind), ("2026-01-01", Some("2026-01-01"), 2));
    assert_eq!(
        found,
        [
            "changed 1 1 Lamp → The lamp 2026-01-03",
            "changed 3 3 Light it before dusk. → Light it before dark. 2026-01-02",
            "changed 7 7 Never leave it alone. → Use clean oil alone. 2026-01-02",
            "added 9 – – → More. 2026-01-03",
        ]
    );
}

fn site() -> MemorySystem {
    MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        ("/site/docs/a.md", SOURCE),
        ("/site/i18n/de/a.md", TRANSLATION),
    ])
}

fn since(system: &dyn System, old: &str) -> Result<CoverageFile, Error> {
    coverage(system, &Request::new("/site", ""), Since::Output(Path::new(old)), &()).map(|(found, _)| found)
}

#[test]
fn an_earlier_output_tells_by_digest_what_a_translation_does_not_follow() {
    let system = site();
    let request = Request { formats: vec![Format::Json], ..Request::new("/site", "/old") };
    pamphlet_pipeline::build::build(&system, &request, &()).expect("is built");
    assert_eq!(changes(&since(&system, "/old").expect("is compared")), None);
    system.put("/site/docs/a.md", LATEST.as_bytes());
    assert_eq!(
        all(&since(&system, "/old").expect("is compared")),
        [
            "changed 1 1 Lamp → The lamp –",
            "changed 3 3 Light it before dusk. → Light it before dark. –",
            "changed 7 7 Never leave it alone. → Use clean oil alone. –",
            "added 9 – – → More. –",
        ]
    );
    // One of the blocks was translated anew.
    system.put("/site/i18n/de/a.md", TRANSLATION.replace("der Dämmerung", "dem Dunkel").as_bytes());
    let left = all(&since(&system, "/old").expect("is compared"));
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.iter().all(|block| !block.contains("dusk")), "{left:?}");
}

#[test]
fn an_earlier_output_knows_pages_that_were_renamed() {
    let system = site();
    let request = Request { formats: vec![Format::Json], ..Request::new("/site", "/old") };
    pamphlet_pipeline::build::build(&system, &request, &()).expect("is built");
    let moved = |translation: &str| {
        let system = MemorySystem::new([("/site/pamphlet.yml", "title: T\nslug: t\n")]);
        system.put(Path::new("/site/docs/b.md"), LATER.replace("Use clean oil alone.", "Never leave it.").as_bytes());
        system.put(Path::new("/site").join(translation), TRANSLATION.as_bytes());
        system
    };
    let new = moved("i18n/de/b.md");
    for (path, bytes) in system.files("/old") {
        new.put(Path::new("/old").join(path), &bytes);
    }
    assert_eq!(
        all(&since(&new, "/old").expect("is compared")),
        [
            "changed 3 3 Light it before dusk. → Light it before dark. –",
            "changed 7 7 Never leave it alone. → Never leave it. –",
        ]
    );
}

#[test]
fn what_nobody_can_know_is_said() {
    let system = site();
    let error = |since| match coverage(&system, &Request::new("/site", ""), since, &()) {
        Err(error) => error.to_string(),
        Ok(_) => String::new(),
    };
    assert!(error(Since::History).contains("git does not have the whole history"), "{}", error(Since::History));
    assert!(error(Since::Output(Path::new("/nowhere"))).contains("there is no file or folder /nowhere"));
}
