//! A site comes with a repository of its own, whose configuration anybody may have written: reading its history runs
//! no program that it names.
#![expect(clippy::disallowed_methods, reason = "a repository is made on the disk")]

use pamphlet_pipeline::diff::{DiffRequest, diff};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, check, coverage, release};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Keys that name a program which some command of git starts; `{}` stands for the program.
const KEYS: [&str; 18] = [
    "gpg.program={}",
    "gpg.ssh.program={}",
    "gpg.x509.program={}",
    "core.fsmonitor={}",
    "core.pager={}",
    "pager.log={}",
    "core.sshCommand={}",
    "core.gitProxy={}",
    "core.alternateRefsCommand={}",
    "diff.external={}",
    "diff.own.command={}",
    "diff.own.textconv={}",
    "filter.own.clean={}",
    "filter.own.smudge={}",
    "filter.own.process={}",
    "filter.own.required=true",
    "status.submoduleSummary=true",
    "credential.helper=!{}",
];

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("git is installed, as this project's own sources come by it");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt;

    let work = tempfile::tempdir().expect("a folder can be made");
    let (site, ran) = (work.path().join("site"), work.path().join("ran"));
    std::fs::create_dir_all(site.join("docs")).expect("is made");
    for (name, text) in [
        ("mkdocs.yml", "site_name: T\n"),
        ("docs/index.md", "# T\n"),
        (".gitattributes", "* diff=own filter=own\n"),
        ("i18n/it/index.md", "# T\n"),
    ] {
        std::fs::create_dir_all(site.join(name).parent().expect("has one")).expect("is made");
        std::fs::write(site.join(name), text).expect("is written");
    }
    let program = work.path().join("program.sh");
    std::fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >>{}\ncat\n", ran.display())).expect("is written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("is set");

    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "x"]);
    // A commit with a signature, as `git commit -S` would make it.
    let plain = git(&site, &["cat-file", "commit", "HEAD"]);
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abcd\n -----END PGP SIGNATURE-----\n\n";
    let signed = format!("{}\n", plain.replacen("\n\n", &format!("\n{signature}"), 1));
    std::fs::write(work.path().join("commit"), signed).expect("is written");
    let path = work.path().join("commit");
    let commit = git(&site, &["hash-object", "-t", "commit", "-w", &path.to_string_lossy()]);
    git(&site, &["update-ref", "HEAD", &commit]);
    git(&site, &["tag", "v1"]);
    for key in KEYS {
        let (name, value) = key.split_once('=').expect("has one");
        git(&site, &["config", name, &value.replace("{}", &program.to_string_lossy())]);
    }
    git(&site, &["config", "log.showSignature", "true"]);
    for hook in ["post-index-change", "post-checkout", "pre-auto-gc"] {
        std::fs::copy(&program, site.join(".git/hooks").join(hook)).expect("is copied");
    }
    std::fs::write(site.join("docs/index.md"), "# T\n\nchanged\n").expect("is written");

    // The traps work: git alone would run what the repository names.
    for command in [["log", "-1"], ["status", "--short"]] {
        let _ = Command::new("git").arg("-C").arg(&site).args(command).output();
        assert!(ran.exists(), "the trap does not work");
        std::fs::remove_file(&ran).expect("is removed");
    }

    let request = Request::new(&site, work.path().join("out"));
    let report = pamphlet_pipeline::build::build(&OsSystem, &request, &()).expect("is built");
    // The history was read all the same.
    assert!(report.manifest.date.is_some());
    assert_eq!(report.manifest.version.as_deref(), Some("v1-dirty"));
    let commit_of = |report: &pamphlet_pipeline::build::Report| report.manifest.commit.clone().expect("is known");
    assert_eq!((commit_of(&report).id, commit_of(&report).dirty), (commit.clone(), true));
    check::check(&OsSystem, &request, &()).expect("is checked");
    coverage::coverage(&OsSystem, &request, coverage::Since::History, &()).expect("is counted");
    let sides = DiffRequest {
        old: site.clone(),
        new: PathBuf::from(&request.out),
        config: None,
        locales: Vec::new(),
        jobs: None,
        ..DiffRequest::default()
    };
    diff(&OsSystem, &sides, &()).expect("is compared");
    let bundle = work.path().join("bundle");
    let refused = release::prepare(&OsSystem, &request, &bundle, false).expect_err("is refused").to_string();
    assert!(refused.contains("docs/index.md"), "{refused}");
    let request = release::prepare(&OsSystem, &request, &bundle, true).expect("is allowed");
    assert_eq!(request.version.as_deref(), Some("v1-dirty"));
    pamphlet_pipeline::build::build(&OsSystem, &request, &()).expect("is built");
    release::release(&OsSystem, &request, &bundle, None).expect("is released");
    assert!(!ran.exists(), "ran: {}", std::fs::read_to_string(&ran).unwrap_or_default());
}

/// A filter whose name cannot be written on a command line is not asked about, and the answer is then not "clean".
#[cfg(unix)]
#[test]
fn a_filter_that_cannot_be_switched_off_is_not_run() {
    use pamphlet_pipeline::commit::OutputTree;
    use std::os::unix::fs::PermissionsExt;

    let work = tempfile::tempdir().expect("a folder can be made");
    let (site, ran) = (work.path().join("site"), work.path().join("ran"));
    std::fs::create_dir_all(&site).expect("is made");
    let program = work.path().join("program.sh");
    std::fs::write(&program, format!("#!/bin/sh\ntouch {}\ncat\n", ran.display())).expect("is written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("is set");
    git(&site, &["init", "-q"]);
    std::fs::write(site.join(".gitattributes"), "*.md filter=a=b\n").expect("is written");
    std::fs::write(site.join("index.md"), "# T\n").expect("is written");
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "x"]);
    assert!(matches!(OutputTree::of(&OsSystem, &site, &[]), OutputTree::At { changed, .. } if changed.is_empty()));
    let config = std::fs::read_to_string(site.join(".git/config")).expect("is read");
    let filter = format!("[filter \"a=b\"]\n\tclean = {}\n", program.display());
    std::fs::write(site.join(".git/config"), config + &filter).expect("is written");
    std::fs::write(site.join("index.md"), "# U\n").expect("is written");
    let _ = Command::new("git").arg("-C").arg(&site).args(["status", "--short"]).output();
    assert!(ran.exists(), "the trap does not work");
    std::fs::remove_file(&ran).expect("is removed");
    assert_eq!(OutputTree::of(&OsSystem, &site, &[]), OutputTree::Unknown);
    assert!(!ran.exists());
}

/// Repositories inside name filters of their own, and git would run them.
#[cfg(unix)]
#[test]
fn what_changed_in_a_submodule_is_seen_and_its_filters_are_not_run() {
    use pamphlet_pipeline::commit::OutputTree;
    use std::os::unix::fs::PermissionsExt;

    let work = tempfile::tempdir().expect("a folder can be made");
    let (site, ran) = (work.path().join("site"), work.path().join("ran"));
    let inner = site.join("docs/inner");
    std::fs::create_dir_all(&inner).expect("is made");
    let program = work.path().join("program.sh");
    std::fs::write(&program, format!("#!/bin/sh\ntouch {}\ncat\n", ran.display())).expect("is written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("is set");
    std::fs::write(inner.join("page.md"), "# T\n").expect("is written");
    std::fs::write(inner.join(".gitattributes"), "* filter=inner\n").expect("is written");
    for folder in [&inner, &site] {
        git(folder, &["init", "-q"]);
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-qm", "x"]);
    }
    let changed = || match OutputTree::of(&OsSystem, &site, &[]) {
        OutputTree::At { changed, .. } => changed,
        other => panic!("{other:?}"),
    };
    assert_eq!(changed(), [""; 0]);
    git(&inner, &["config", "filter.inner.clean", &program.to_string_lossy()]);
    std::fs::write(inner.join("page.md"), "# U\n").expect("is written");
    let _ = Command::new("git").arg("-C").arg(&site).args(["status", "--short"]).output();
    assert!(ran.exists(), "the trap does not work");
    std::fs::remove_file(&ran).expect("is removed");
    assert_eq!(changed(), ["docs/inner/page.md"]);
    assert!(!ran.exists());
}
