//! Trees of files that never end, lie, vanish, or lead out of the site: everything else is built, and each is named.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::check::check;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Error, Format, Request};
use pamphlet_source::{Code, Finding, Severity};
use std::collections::BTreeMap;

const SITE: &[(&str, &str)] = &[
    ("/repo/site/mkdocs.yml", "site_name: T\ntheme: {name: material}\n"),
    ("/repo/site/docs/index.md", "# T\n\nFirst words.\n"),
    ("/secret.md", "# S\n\nSecret words.\n"),
    ("/secrets/o.md", "# O\n\nSecret words.\n"),
    ("/repo/shared/s.md", "# Shared\n\nShared words.\n"),
];

fn system() -> MemorySystem {
    MemorySystem::new(SITE.iter().copied())
}

fn with_repository() -> MemorySystem {
    let system = system();
    system.put("/repo/.git/config", b"# Password words.\n");
    system
}

fn request() -> Request {
    Request { formats: vec![Format::Text], ..Request::new("/repo/site", "/out/dist") }
}

fn built(system: &MemorySystem) -> Report {
    build(system, &request(), &()).expect("is built")
}

/// The pages of the output in English.
fn pages(system: &MemorySystem) -> Vec<String> {
    system.files("/out/dist/en/text").into_keys().collect()
}

fn words(system: &MemorySystem) -> String {
    let files: BTreeMap<String, Vec<u8>> = system.files("/out/dist");
    files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect()
}

/// Path, code and severity of what was found. That nobody is named as the author is true of all these sites.
fn found(findings: &[Finding]) -> Vec<(&str, Code, Severity)> {
    let findings = findings.iter().filter(|finding| finding.code != Code::MissingAuthor);
    findings.map(|finding| (finding.path().unwrap_or_default(), finding.code, finding.severity)).collect()
}

fn usage(system: &MemorySystem, request: &Request) -> String {
    let error = check(system, request, &()).expect_err("is refused");
    assert!(!error.is_machine(), "{error}");
    error.to_string()
}

#[test]
fn only_regular_files_are_pages() {
    let system = system();
    system.put_irregular("/repo/site/docs/pipe.md", "a named pipe");
    system.put_link("/repo/site/docs/zero.md", "/dev/zero");
    system.put_irregular("/dev/zero", "a device");
    system.put_link("/repo/site/docs/nowhere.md", "gone.md");
    system.put("/repo/site/docs/large.md", &vec![b'x'; (8 << 20) + 1]);
    let report = built(&system);
    assert_eq!(pages(&system), ["index.txt"]);
    assert_eq!(
        found(&report.findings),
        [
            ("docs/large.md", Code::FileTooLarge, Severity::Error),
            ("docs/nowhere.md", Code::UnreadableFile, Severity::Error),
            ("docs/pipe.md", Code::UnreadableFile, Severity::Error),
            ("docs/zero.md", Code::UnreadableFile, Severity::Error),
        ]
    );
    assert!(report.findings[1].message.contains("gone.md") && report.findings[2].message.contains("a named pipe"));
    let mut pages = report.findings.iter().filter(|finding| finding.code != Code::MissingAuthor);
    assert!(pages.all(|finding| finding.page.is_some() && finding.help.is_some()));
}

/// What was said of a file that cannot be read is not taken from a run in which something else lay there.
#[test]
fn why_a_file_cannot_be_read_is_said_of_what_lies_there_now() {
    let system = system();
    let request = Request { cache: Some("/cache".into()), ..request() };
    for kind in ["a named pipe", "a device", "a device"] {
        system.put_irregular("/repo/site/docs/pipe.md", kind);
        let report = build(&system, &request, &()).expect("is built");
        let said: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.code == Code::UnreadableFile)
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(said.len() == 1 && said[0].contains(kind), "{kind}: {said:?}");
    }
}

#[test]
fn only_regular_files_are_anything_else() {
    let system = system();
    let page = b"# T\n\n![A tide](a.png)\n\n--8<-- \"pipe.txt\"\n\nLast words.\n";
    system.put("/repo/site/docs/index.md", page);
    system.put_irregular("/repo/site/docs/a.png", "a socket");
    system.put_irregular("/repo/site/docs/.meta.yml", "a named pipe");
    system.put_irregular("/repo/site/pipe.txt", "a named pipe");
    system.put_irregular("/repo/site/includes/strings.en.env", "a named pipe");
    let report = built(&system);
    assert!(words(&system).contains("Last words."));
    let found = found(&report.findings);
    for expected in [
        ("docs/.meta.yml", Code::UnreadableFile, Severity::Error),
        ("docs/a.png", Code::BrokenPicture, Severity::Warning),
        ("pipe.txt", Code::UnreadableFile, Severity::Warning),
        ("includes/strings.en.env", Code::InvalidConfiguration, Severity::Error),
        ("docs/index.md", Code::MissingSnippet, Severity::Warning),
    ] {
        assert!(found.contains(&expected), "{expected:?} {found:?}");
    }
}

#[test]
fn a_configuration_that_is_no_file_is_the_users_mistake() {
    let system = system();
    system.put_irregular("/pipe", "a named pipe");
    system.put("/large.yml", &vec![b'#'; (4 << 20) + 1]);
    for (config, said) in [("/pipe", "a named pipe"), ("/large.yml", "more than 4 MiB"), ("/none", "no file")] {
        let error = usage(&system, &Request { config: Some(config.into()), ..request() });
        assert!(error.contains(config) && error.contains(said), "{error}");
    }
    system.put_irregular("/repo/site/mkdocs.yml", "a named pipe");
    assert!(usage(&system, &request()).contains("mkdocs.yml: it is a named pipe"));
    let system = self::system();
    system.put("/repo/site/mkdocs.yml", b"site_name: T\nINHERIT: base.yml\n");
    system.put_irregular("/repo/site/base.yml", "a device");
    let error = usage(&system, &request());
    assert!(error.contains("mkdocs.yml:2:1: it inherits from base.yml, but it is a device"), "{error}");
}

#[test]
fn what_vanishes_or_may_not_be_read_is_an_error_and_stops_nothing() {
    let system = system();
    system.put("/repo/site/docs/gone.md", b"# G\n");
    system.put("/repo/site/docs/mine.md", b"# M\n");
    system.put("/repo/site/docs/closed/a.md", b"# A\n");
    system.put("/repo/site/i18n/it/index.md", b"# I\n");
    system.vanish("/repo/site/docs/gone.md");
    system.forbid("/repo/site/docs/mine.md");
    system.forbid("/repo/site/docs/closed");
    system.forbid("/repo/site/i18n");
    let report = built(&system);
    assert_eq!(pages(&system), ["index.txt"]);
    assert_eq!(
        found(&report.findings),
        [
            ("docs/closed", Code::UnreadableFile, Severity::Error),
            ("docs/gone.md", Code::UnreadableFile, Severity::Error),
            ("docs/mine.md", Code::UnreadableFile, Severity::Error),
            ("i18n", Code::UnreadableFile, Severity::Error),
        ]
    );
}

#[test]
fn links_are_followed_in_the_site_alone_where_there_is_no_repository() {
    let system = system();
    system.put("/repo/site/more/m.md", b"# More\n\nMore words.\n");
    system.put_link("/repo/site/docs/more.md", "../more/m.md");
    system.put_link("/repo/site/docs/all", "../more");
    system.put_link("/repo/site/docs/shared.md", "../../shared/s.md");
    system.put_link("/repo/site/docs/folder", "/repo/shared");
    let report = built(&system);
    assert_eq!(pages(&system), ["all/m.txt", "index.txt", "more.txt"]);
    assert!(!words(&system).contains("Shared words."));
    assert_eq!(
        found(&report.findings),
        [
            ("docs/folder", Code::FileOutside, Severity::Warning),
            ("docs/shared.md", Code::FileOutside, Severity::Warning),
        ]
    );
    // The link and its target are named, in words that are the same on every machine.
    assert!(report.findings[1].message.contains("../shared/s.md"), "{}", report.findings[1].message);
}

#[test]
fn a_repository_is_the_boundary_and_the_user_may_widen_or_narrow_it() {
    let system = with_repository();
    system.put("/repo/site/docs/index.md", b"# T\n\n![A](p.svg) ![B](q.svg)\n\n--8<-- \"s.txt\"\n");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text y=\"8\">S</text></svg>";
    system.put("/repo/p.svg", svg);
    system.put("/secret.svg", svg);
    system.put_link("/repo/site/docs/p.svg", "../../p.svg");
    system.put_link("/repo/site/docs/q.svg", "/secret.svg");
    system.put_link("/repo/site/docs/shared.md", "../../shared/s.md");
    system.put_link("/repo/site/docs/page.md", "/secret.md");
    system.put_link("/repo/site/docs/dir", "/secrets");
    system.put_link("/repo/site/s.txt", "/secret.md");
    let report = built(&system);
    assert_eq!(pages(&system), ["index.txt", "shared.txt"]);
    assert!(words(&system).contains("Shared words.") && !words(&system).contains("Secret words."));
    let outside: Vec<&str> =
        found(&report.findings).into_iter().filter(|found| found.1 == Code::FileOutside).map(|found| found.0).collect();
    assert_eq!(outside, ["docs/dir", "docs/page.md", "docs/q.svg", "s.txt"]);

    let wide = Request { boundary: Some("/".into()), ..request() };
    let report = build(&system, &wide, &()).expect("is built");
    assert_eq!(pages(&system), ["dir/o.txt", "index.txt", "page.txt", "shared.txt"]);
    assert!(
        words(&system).contains("Secret words.")
            && !found(&report.findings).iter().any(|found| found.1 == Code::FileOutside)
    );

    let narrow = Request { boundary: Some("/repo/site".into()), ..request() };
    build(&system, &narrow, &()).expect("is built");
    assert_eq!(pages(&system), ["index.txt"]);
    let wrong = usage(&system, &Request { boundary: Some("/secrets".into()), ..request() });
    assert!(wrong.contains("does not hold the site"), "{wrong}");
}

#[test]
fn the_data_of_a_repository_are_never_read() {
    let system = with_repository();
    system.put("/repo/site/docs/index.md", b"# T\n\n--8<-- \".git/config\"\n\n--8<-- \"conf.txt\"\n");
    system.put("/repo/site/.git/config", b"Password words.\n");
    system.put_link("/repo/site/conf.txt", ".git/config");
    system.put_link("/repo/site/docs/conf.md", "../.git/config");
    system.put_link("/repo/site/docs/dir", "../.git");
    for boundary in [None, Some("/".into())] {
        let report = build(&system, &Request { boundary, ..request() }, &()).expect("is built");
        assert_eq!(pages(&system), ["index.txt"]);
        assert!(!words(&system).contains("Password"));
        let outside = report.findings.iter().filter(|finding| finding.code == Code::FileOutside);
        let outside: Vec<&str> = outside.filter_map(|finding| finding.path()).collect();
        assert_eq!(outside, [".git/config", "conf.txt", "docs/conf.md", "docs/dir"]);
    }
}

#[test]
fn configured_folders_may_lie_beside_the_site_in_its_repository() {
    let system = with_repository();
    system.put(
        "/repo/site/mkdocs.yml",
        b"INHERIT: ../base.yml\nsite_name: T\ndocs_dir: ../docs\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [../parts]\n",
    );
    system.put("/repo/base.yml", b"theme: {name: material, custom_dir: ../theme}\n");
    system.put("/repo/docs/index.md", b"# D\n\n--8<-- \"part.md\"\n\n![Tide](t.svg)\n\n--8<-- \"../top.md\"\n");
    system.put("/repo/parts/part.md", b"Part words.\n");
    system.put("/repo/top.md", b"Top words.\n");
    system.put("/repo/theme/t.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>");
    system.put("/repo/i18n/it/index.md", b"# I\n\nParole.\n");
    let request = Request { formats: Vec::new(), ..request() };
    let report = build(&system, &request, &()).expect("is built");
    assert_eq!(report.locales, ["en", "it"]);
    assert!(words(&system).contains("Part words."));
    // A page reaches what the configuration names, and nothing above it.
    assert!(!words(&system).contains("Top words."));
    let warnings: Vec<_> = found(&report.findings).into_iter().filter(|found| found.2 > Severity::Note).collect();
    assert_eq!(warnings, [("../docs/index.md", Code::MissingSnippet, Severity::Warning)]);

    let narrow = Request { boundary: Some("/repo/site".into()), ..request };
    let error = usage(&system, &narrow);
    assert!(error.contains("mkdocs.yml:1:1: it inherits from ../base.yml, but it leads out of the site"), "{error}");
    system.put("/repo/site/mkdocs.yml", b"site_name: T\ndocs_dir: ../docs\n");
    let error = usage(&system, &narrow);
    assert!(error.contains("no pages in ../docs; ../docs: it leads out of the site"), "{error}");
    system.put(
        "/repo/site/mkdocs.yml",
        b"site_name: T\ntheme: {custom_dir: ../theme}\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: ../parts\n",
    );
    let report = build(&system, &narrow, &()).expect("is built");
    let warnings: Vec<_> = found(&report.findings).into_iter().filter(|found| found.2 > Severity::Note).collect();
    assert_eq!(
        warnings,
        [("../parts", Code::FileOutside, Severity::Warning), ("../theme", Code::FileOutside, Severity::Warning)]
    );
}

#[test]
fn a_folder_is_not_walked_inside_itself() {
    let system = system();
    for name in ["a", "b"] {
        system.put(format!("/repo/site/docs/{name}/{name}.md"), b"# X\n");
    }
    for (link, target) in
        [("a/l1", "../b"), ("a/l2", "../b"), ("b/l1", "../a"), ("b/l2", "../a"), ("a/up", ".."), ("me", "me")]
    {
        system.put_link(format!("/repo/site/docs/{link}"), target);
    }
    system.put_link("/repo/site/docs/a/top", "../..");
    let report = built(&system);
    assert_eq!(
        pages(&system),
        ["a/a.txt", "a/l1/b.txt", "a/l2/b.txt", "b/b.txt", "b/l1/a.txt", "b/l2/a.txt", "index.txt"]
    );
    // Each link that leads back is said once, however many ways lead to it.
    let circles = found(&report.findings);
    assert!(circles.iter().all(|found| (found.1, found.2) == (Code::FolderCircle, Severity::Note)), "{circles:?}");
    assert_eq!(circles.len(), 6, "{circles:?}");
    assert!(circles.iter().any(|found| found.0 == "docs/a/up") && circles.iter().any(|found| found.0 == "docs/a/top"));
}

#[test]
fn folders_that_lead_to_each_other_are_walked_a_bounded_number_of_times() {
    let system = system();
    // Each of twelve folders leads to all others: twelve factorial ways.
    for one in 0..12 {
        system.put(format!("/repo/site/docs/{one}/x.md"), b"# X\n");
        for other in (0..12).filter(|other| *other != one) {
            system.put_link(format!("/repo/site/docs/{one}/{other}"), format!("../{other}"));
        }
    }
    let checked = check(&system, &request(), &()).expect("is checked");
    assert!(checked.pages <= 1 + 12 * 64, "{}", checked.pages);
    assert!(
        checked.findings.iter().any(|found| (found.code, found.severity) == (Code::UnreadableFile, Severity::Error))
    );
}

#[test]
fn deep_folders_are_read_and_too_deep_ones_named() {
    let system = system();
    let deep = |levels: usize| format!("/repo/site/docs/{}x.md", "d/".repeat(levels));
    system.put(deep(40), b"# Deep\n\nDeep words.\n");
    system.put(deep(300), b"# Deeper\n");
    let report = built(&system);
    assert!(words(&system).contains("Deep words."));
    let [(path, Code::UnreadableFile, Severity::Error)] = found(&report.findings)[..] else {
        panic!("{:?}", report.findings)
    };
    assert!(path.starts_with("docs/d/d/"));
}

#[test]
fn an_output_is_never_read_as_pages() {
    let system = system();
    system.put("/repo/site/mkdocs.yml", b"site_name: T\ndocs_dir: .\n");
    let out = Request { out: "/repo/site/docs/out".into(), ..Request::new("/repo/site", "") };
    let first = build(&system, &out, &()).expect("is built");
    system.put("/repo/site/docs/out/en/note.md", b"# Note\n");
    system.put("/repo/site/docs/.out.new/en/half.md", b"# Half\n");
    let second = build(&system, &out, &()).expect("is built again");
    let names = |report: &Report| -> Vec<String> {
        report.manifest.editions[0].pages.iter().map(|page| page.page.clone()).collect()
    };
    assert_eq!((names(&first), names(&second)), (vec!["docs/index".to_owned()], vec!["docs/index".to_owned()]));
    assert_eq!(found(&second.findings), [("docs/out", Code::OutputFolder, Severity::Note)]);
    // A manifest of somebody else, as websites have them, hides nothing.
    system.put("/repo/site/docs/manifest.json", b"{\"name\": \"T\", \"icons\": []}");
    assert_eq!(names(&build(&system, &out, &()).expect("is built")), ["docs/index"]);
}

#[test]
fn names_that_other_systems_cannot_hold_are_warned_of() {
    let system = system();
    for name in ["con", "aux/nul", "a:b", "caf\u{e9}", "cafe\u{301}", "Tide", "tide"] {
        system.put(format!("/repo/site/docs/{name}.md"), b"# X\n");
    }
    system.put("/repo/site/i18n/it/index.md", b"# I\n");
    system.put("/repo/site/i18n/it/INDEX.md", b"# I\n");
    let report = built(&system);
    let names: Vec<(&str, Code)> = found(&report.findings)
        .into_iter()
        .filter(|found| found.2 == Severity::Warning)
        .map(|found| (found.0, found.1))
        .collect();
    assert_eq!(
        names,
        [
            ("docs/a:b.md", Code::UnportableName),
            ("docs/aux/nul.md", Code::UnportableName),
            ("docs/caf\u{e9}.md", Code::PageCollision),
            ("docs/con.md", Code::UnportableName),
            ("docs/tide.md", Code::PageCollision),
            ("i18n/it/INDEX.md", Code::PageCollision),
            ("i18n/it/index.md", Code::PageCollision),
        ]
    );
}

#[test]
fn a_readme_beside_an_index_is_left_out_and_said() {
    let system = system();
    for name in ["a", "a/index", "a/README", "b/README"] {
        system.put(format!("/repo/site/docs/{name}.md"), format!("# {name}\n").as_bytes());
    }
    let report = built(&system);
    assert_eq!(pages(&system), ["a.txt", "a/index.txt", "b/README.txt", "index.txt"]);
    assert_eq!(
        found(&report.findings),
        [
            ("docs/a.md", Code::PageCollision, Severity::Warning),
            ("docs/a/README.md", Code::PageCollision, Severity::Warning),
        ]
    );
}

#[test]
fn more_threads_than_help_are_not_started() {
    let system = system();
    let threads =
        |jobs| pamphlet_pipeline::stage::in_pool(&system, jobs, || Ok::<_, Error>(rayon::current_num_threads()));
    assert_eq!(threads(Some(1000)).expect("runs"), 8);
    assert_eq!(threads(Some(3)).expect("runs"), 3);
    assert_eq!(threads(None).expect("runs"), 2);
}

#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "trees are made on the disk")]
mod on_the_disk {
    use super::*;
    use pamphlet_pipeline::system::{OsSystem, Refused, System};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::path::Path;
    use std::process::Command;

    fn site() -> tempfile::TempDir {
        let work = tempfile::tempdir().expect("a folder can be made");
        std::fs::create_dir_all(work.path().join("s/docs")).expect("is made");
        for (name, text) in
            [("s/mkdocs.yml", "site_name: T\n"), ("s/docs/index.md", "# T\n"), ("out.md", "# O\n\nSecret.\n")]
        {
            std::fs::write(work.path().join(name), text).expect("is written");
        }
        work
    }

    fn checked(work: &Path) -> Vec<Finding> {
        check(&OsSystem, &Request::new(work.join("s"), ""), &()).expect("is checked").findings
    }

    #[test]
    fn files_without_an_end_are_refused_at_once() {
        let work = site();
        let docs = work.path().join("s/docs");
        let made = Command::new("mkfifo").arg(docs.join("pipe.md")).status().expect("mkfifo is there");
        assert!(made.success());
        symlink("/dev/zero", docs.join("zero.md")).expect("is linked");
        let _socket = std::os::unix::net::UnixListener::bind(docs.join("socket.md")).expect("is bound");
        let sparse = std::fs::OpenOptions::new().create_new(true).write(true).open(docs.join("sparse.md"));
        sparse.expect("is made").set_len(20 << 30).expect("has a length");
        std::fs::write(docs.join(OsStr::from_bytes(b"caf\xe9.md")), "# C\n").expect("is written");
        std::fs::create_dir(docs.join(OsStr::from_bytes(b"dir\xff"))).expect("is made");
        symlink("../../out.md", docs.join("out.md")).expect("is linked");
        symlink(work.path(), docs.join("up")).expect("is linked");
        symlink("index.md", docs.join("twin.md")).expect("is linked");
        let findings = checked(work.path());
        assert_eq!(
            found(&findings),
            [
                ("docs/caf\\xE9.md", Code::UnreadableFile, Severity::Error),
                ("docs/dir\\xFF", Code::UnreadableFile, Severity::Error),
                ("docs/out.md", Code::FileOutside, Severity::Warning),
                ("docs/pipe.md", Code::UnreadableFile, Severity::Error),
                ("docs/socket.md", Code::UnreadableFile, Severity::Error),
                ("docs/sparse.md", Code::FileTooLarge, Severity::Error),
                ("docs/up", Code::FileOutside, Severity::Warning),
                ("docs/zero.md", Code::UnreadableFile, Severity::Error),
            ]
        );
        assert!(findings[2].message.contains("to ../out.md"), "{}", findings[2].message);
    }

    #[test]
    fn the_place_of_the_opened_file_counts_and_not_its_path() {
        let work = site();
        let real = OsSystem.real(work.path()).expect("is there");
        let (inside, outside) = (real.join("s"), real.join("out.md"));
        symlink(&real, inside.join("docs/way")).expect("is linked");
        let read = |path: &str| OsSystem.read_within(&inside, &inside.join(path), 100);
        assert_eq!(read("docs/index.md").expect("is read"), b"# T\n");
        let refused = |path: &str| {
            let error = read(path).expect_err("is refused");
            Refused::of(&error).cloned().unwrap_or_else(|| panic!("{error}"))
        };
        assert_eq!(refused("docs/way/out.md"), Refused::Outside(outside.clone()));
        assert_eq!(refused("../out.md"), Refused::Outside(outside));
        assert_eq!(refused("docs/way/s/docs/way/out.md"), refused("docs/way/out.md"));
        assert_eq!(read("docs/way/s/docs/index.md").expect("is inside after all"), b"# T\n");
        let error = OsSystem.read(&inside.join("docs/index.md"), 3).expect_err("is too large");
        assert_eq!(Refused::of(&error), Some(&Refused::TooLarge(3)));
        assert_eq!(OsSystem.read(&inside.join("docs/index.md"), 4).expect("is read"), b"# T\n");
    }

    #[test]
    fn a_file_that_is_exchanged_while_it_is_read_never_leads_out() {
        let work = site();
        let inside = OsSystem.real(&work.path().join("s")).expect("is there");
        let (page, aside) = (inside.join("docs/index.md"), inside.join("docs/aside"));
        let (good, link) = (inside.join("good"), inside.join("link"));
        std::fs::write(&good, "good").expect("is written");
        symlink("../../out.md", &link).expect("is linked");
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut outcomes = [0, 0];
                for _ in 0..4000 {
                    match OsSystem.read_within(&inside, &page, 100) {
                        Ok(bytes) => {
                            assert!(!bytes.ends_with(b"Secret.\n"), "it was led out");
                            outcomes[0] += 1;
                        }
                        Err(_) => outcomes[1] += 1,
                    }
                }
                outcomes
            });
            while !reader.is_finished() {
                for new in [&link, &good] {
                    // A rename puts another in its place at once.
                    if new == &link {
                        let _ = symlink("../../out.md", &aside);
                    } else {
                        let _ = std::fs::copy(new, &aside);
                    }
                    let _ = std::fs::rename(&aside, &page);
                }
            }
            let [read, refused] = reader.join().expect("never leads out");
            assert_eq!(read + refused, 4000);
        });
    }
}
