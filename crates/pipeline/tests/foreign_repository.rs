//! A site comes with a repository of its own, whose configuration anybody may have written: reading its history runs
//! no program that it names.
#![expect(clippy::disallowed_methods, reason = "a repository is made on the disk")]

use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, check, coverage};
use std::path::Path;
use std::process::{Command, Stdio};

/// Keys that name a program which some command of git starts; `{}` stands for the program.
const KEYS: [&str; 15] = [
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

    let work = tempfile::tempdir().expect("a folder can be had");
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

    // The trap works: git alone would run what the repository names.
    let _ = Command::new("git").arg("-C").arg(&site).args(["log", "-1"]).output();
    assert!(ran.exists(), "the trap does not work");
    std::fs::remove_file(&ran).expect("is removed");

    let request = Request::new(&site, work.path().join("out"));
    let report = pamphlet_pipeline::build::build(&OsSystem, &request, &()).expect("is built");
    // The history was read all the same.
    assert!(report.manifest.date.is_some());
    assert_eq!(report.manifest.version.as_deref(), Some("v1"));
    check::check(&OsSystem, &request, &()).expect("is checked");
    coverage::coverage(&OsSystem, &request, &()).expect("is counted");
    assert!(!ran.exists(), "ran: {}", std::fs::read_to_string(&ran).unwrap_or_default());
}
