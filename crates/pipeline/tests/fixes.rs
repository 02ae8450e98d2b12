//! Repairs that are written back: the page stays what it was, the file is touched where it was damaged and nowhere else.
#![expect(clippy::disallowed_methods, reason = "a repository is made on the disk")]

use pamphlet_pipeline::check::check;
use pamphlet_pipeline::fix::{FixOptions, Fixed, fix};
use pamphlet_pipeline::system::{MemorySystem, OsSystem};
use pamphlet_pipeline::{Format, Request};
use std::path::Path;
use std::process::Command;

const SOURCE: &str = "# Lamp\n\nSee [the oil](oil.md){ .card } now.\n\n=== \"One\"\n\n    Words.\n\n```sh\nlight\n```\n\n## More\n\nEnd.\n";
/// With a byte order mark, CRLF, room at the ends of lines, no end of the last line; an escaped tab, a torn link, an empty
/// title.
const DAMAGED: &str = "\u{feff}# Lampe  \r\n\r\nSiehe [das Öl] (oil.md \"\"){ .card } jetzt. \r\n\r\n\\=== \"Eins\"\r\n\r\n    Worte.\r\n\r\n```sh\r\nlight\r\n```\r\n\r\n## Mehr\r\n\r\nEnde.";
const PAGE: &str = "i18n/de/index.md";

fn system(page: &str) -> MemorySystem {
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        (
            "/site/mkdocs.yml",
            "site_name: T\nmarkdown_extensions: [attr_list, pymdownx.tabbed: {alternate_style: true}, pymdownx.superfences]\n",
        ),
        ("/site/docs/index.md", SOURCE),
        ("/site/docs/oil.md", "# Oil\n"),
        ("/site/i18n/de/oil.md", "# Öl\n"),
    ]);
    system.put(Path::new("/site").join(PAGE), page.as_bytes());
    system
}

fn fixed(system: &MemorySystem, options: FixOptions) -> Fixed {
    fix(system, &Request::new("/site", ""), options, &()).expect("is fixed")
}

fn page(system: &MemorySystem) -> String {
    String::from_utf8(system.files("/site").remove(PAGE).expect("is there")).expect("is text")
}

/// How many repairs are found.
fn repairs(system: &MemorySystem) -> usize {
    let found = check(system, &Request::new("/site", ""), &()).expect("is checked").findings;
    found.iter().filter(|finding| finding.code.name().starts_with("repair")).count()
}

/// The text of the page in the output.
fn text(system: &MemorySystem) -> Vec<u8> {
    let request = Request { formats: vec![Format::Text], ..Request::new("/site", "/out") };
    pamphlet_pipeline::build::build(system, &request, &()).expect("is built");
    system.files("/out").remove("de/text/index.txt").expect("is there")
}

#[test]
fn everything_that_is_mended_in_memory_is_mended_in_the_file() {
    let system = system(DAMAGED);
    let before = text(&system);
    let wanted = DAMAGED.replace("\\===", "===").replace("[das Öl] (oil.md \"\")", "[das Öl](oil.md)");
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert_eq!(done.left.len(), 0, "{:?}", done.left);
    assert_eq!(page(&system), wanted);
    assert_eq!(repairs(&system), 0);
    assert_eq!(text(&system), before);
    let again = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert_eq!(again, Fixed::default(), "there is nothing to do a second time");
}

/// A site whose pages include a file, and one of abbreviations.
fn including(part: &str, glossary: &str) -> MemorySystem {
    let extensions = "[abbr, pymdownx.tabbed: {alternate_style: true}, pymdownx.snippets: {base_path: [parts], auto_append: [glossary.md]}]";
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        ("/site/docs/index.md", "# Lamp\n\n--8<-- \"part.md\"\n\nOIL is dear.\n"),
        ("/site/docs/more.md", "# More\n\n--8<-- \"part.md\"\n"),
        ("/site/i18n/de/index.md", "# Lampe\n\n--8<-- \"part.md\"\n\nOIL ist teuer.\n"),
    ]);
    system.put("/site/mkdocs.yml", format!("site_name: T\nmarkdown_extensions: {extensions}\n").as_bytes());
    system.put("/site/parts/part.md", part.as_bytes());
    system.put("/site/parts/glossary.md", glossary.as_bytes());
    system
}

#[test]
fn files_that_pages_include_are_mended_where_all_pages_stay_the_same() {
    let part = "Words \r\n\r\n\\=== \"One\"\r\n\r\n    Inside.\r\n";
    let glossary = "*[WICK]: A wick\n\\*[OIL]: What burns\nNo definition.";
    let system = including(part, glossary);
    let before = text(&system);
    let done = fixed(&system, FixOptions::default());
    let file = |name: &str| String::from_utf8(system.files("/site")[name].clone()).expect("is text");
    assert_eq!(file("parts/part.md"), part.replace('\\', ""));
    // What is no definition is left out of pages, and stays in the file.
    assert_eq!(file("parts/glossary.md"), glossary.replace('\\', ""));
    assert_eq!(done.files.keys().collect::<Vec<_>>(), ["parts/glossary.md", "parts/part.md"]);
    assert!(done.left["parts/glossary.md"].starts_with("1 of its repairs are made on the pages alone"));
    assert_eq!((done.left.len(), text(&system)), (1, before));
    let again = fixed(&system, FixOptions::default());
    assert_eq!((again.files.len(), again.left), (0, done.left), "there is nothing to do a second time");
}

#[test]
fn a_box_is_called_what_it_holds() {
    // What the box was is told by what stands in it, and by nothing on a source page.
    let card = |kind: &str| {
        format!(
            "# X\n\n!!! {kind}\n\n    ![Logo](l.svg){{ align=right }}\n\n    **Lampe** brennt gut.\n\n    \
             [:octicons-home-16: Homepage](https://lamp.example){{ .md-button .md-button--primary }}\n    \
             [:octicons-eye-16:](https://lamp.example/p){{ .card-link title=\"Privacy\" }}\n"
        )
    };
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        ("/site/docs/index.md", "# A\n"),
        ("/site/i18n/de/alone.md", &card("Empfehlung")),
    ]);
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert_eq!((done.unwritten, done.files.len(), repairs(&system)), (0, 1, 0), "{:?}", done.left);
    assert_eq!(system.files("/site")["i18n/de/alone.md"], card("recommendation").as_bytes());
}

#[test]
fn repairs_that_nobody_can_write_are_counted() {
    // A notebook is JSON: its text is no line of its file.
    let notebook = r##"{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# X\n", "\n", "\\=== \"A\"\n", "\n", "    b\n"]}],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"##;
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        (
            "/site/mkdocs.yml",
            "site_name: T\nplugins: [mkdocs-jupyter]\nmarkdown_extensions: [pymdownx.tabbed: {alternate_style: true}]\n",
        ),
        ("/site/docs/index.md", "# A\n"),
        ("/site/docs/alone.ipynb", notebook),
    ]);
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert_eq!((repairs(&system), done.unwritten, done.files.len()), (1, 1, 0));
}

#[test]
fn a_file_that_means_something_else_on_another_page_is_left_alone() {
    // A page without a source page has nothing that says where the code ends.
    let part = "```sh\nlight\n``\n\nWords.\n";
    let system = including(part, "*[OIL]: What burns\n");
    system.put("/site/docs/index.md", b"# Lamp\n\n```sh\nlight\n```\n\nWords.\n");
    system.put("/site/docs/more.md", b"# More\n");
    system.put("/site/i18n/de/alone.md", b"# Allein\n\n--8<-- \"part.md\"\n");
    let options = FixOptions { risky: true, ..FixOptions::default() };
    let done = fixed(&system, options);
    assert_eq!(system.files("/site")["parts/part.md"], part.as_bytes());
    assert!(done.left["parts/part.md"].contains("would change pages"), "{:?}", done.left);
    system.put("/site/i18n/de/alone.md", b"# Allein\n");
    assert_eq!(fixed(&system, options).files.keys().collect::<Vec<_>>(), ["parts/part.md"]);
    assert_eq!(repairs(&system), 0);
}

#[test]
fn values_that_stand_there_several_times_are_all_put_back() {
    let page = |title: &str, name: &str| {
        let app = format!("  - \"@type\": App\n    operatingSystem:\n      - {name}\n      - macOS\n");
        format!("---\ntitle: {title}\nschema:\n{app}{app}{app}---\n\nWords.\n")
    };
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        ("/site/mkdocs.yml", "site_name: T\n"),
        ("/site/docs/index.md", &page("Lamp", "Windows")),
        ("/site/i18n/de/index.md", &page("Lampe", "Fenster")),
    ]);
    let options = FixOptions { risky: true, ..FixOptions::default() };
    let done = fixed(&system, options);
    assert_eq!(done.left.len(), 0, "{:?}", done.left);
    assert_eq!(self::page(&system), page("Lampe", "Windows"));
    assert_eq!(fixed(&system, options).files.len(), 0);
}

#[test]
fn what_a_translator_should_look_at_waits() {
    let system = system(DAMAGED);
    let done = fixed(&system, FixOptions::default());
    assert_eq!(page(&system), DAMAGED.replace("\\===", "==="));
    assert_eq!(done.files.values().sum::<usize>(), 1);
    assert!(done.risky > 0);
}

#[test]
fn a_patch_changes_nothing() {
    let system = system(DAMAGED);
    let done = fixed(&system, FixOptions { dry: true, risky: true, ..FixOptions::default() });
    assert_eq!(page(&system), DAMAGED);
    assert!(
        done.patch.starts_with("--- a/i18n/de/index.md\n+++ b/i18n/de/index.md\n@@ -1,8 +1,8 @@\n"),
        "{}",
        done.patch
    );
    for line in ["-\\=== \"Eins\"\r\n", "+=== \"Eins\"\r\n"] {
        assert!(done.patch.contains(line), "{line:?}: {}", done.patch);
    }
}

#[test]
fn lines_that_end_in_two_ways_are_refused_where_lines_are_put_in() {
    // The fence is not closed: a line is missing.
    let mixed = DAMAGED.replace("light\r\n```\r\n", "light\r\n").replace("## Mehr\r\n", "## Mehr\n");
    let system = system(&mixed);
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert!(done.left[PAGE].contains("LF and CRLF"), "{:?}", done.left);
    assert_eq!(page(&system), mixed);
    let closed = DAMAGED.replace("light\r\n```\r\n", "light\r\n");
    system.put(Path::new("/site").join(PAGE), closed.as_bytes());
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert!(done.left.is_empty(), "{:?}", done.left);
    assert_eq!((repairs(&system), page(&system).contains("light\r\n```\r\n")), (0, true));
}

#[test]
fn what_git_says_is_modified_is_left_alone() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let site = work.path();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(site).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
        assert!(command.output().expect("git is installed").status.success(), "git {arguments:?}");
    };
    let put = |path: &str, text: &str| {
        let path = site.join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
        std::fs::write(path, text).expect("is written");
    };
    for (path, bytes) in system(DAMAGED).files("/site") {
        put(&path, &String::from_utf8(bytes).expect("is text"));
    }
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "all"]);
    let changed = format!("{DAMAGED} Mehr.");
    put(PAGE, &changed);
    let run = |dirty| {
        let options = FixOptions { risky: true, dirty, ..FixOptions::default() };
        fix(&OsSystem, &Request::new(site, ""), options, &()).expect("is fixed")
    };
    let done = run(false);
    assert!(done.left[PAGE].contains("git says"), "{:?}", done.left);
    assert_eq!(std::fs::read_to_string(site.join(PAGE)).expect("is read"), changed);
    assert_eq!(run(true).files.keys().collect::<Vec<_>>(), [PAGE]);
    git(&["checkout", "-q", "."]);
    assert_eq!(run(false).files.keys().collect::<Vec<_>>(), [PAGE], "as it was committed");
}

#[test]
fn a_file_that_somebody_saves_meanwhile_stays_theirs() {
    let system = system(DAMAGED);
    let (other, saved) = (system.clone(), format!("{DAMAGED} Und mehr."));
    let theirs = saved.clone();
    // To be mended it is read within the boundary; what is counted here is that it is read again before it is written.
    system.before_reading(Path::new("/site").join(PAGE), 0, move || {
        other.put(Path::new("/site").join(PAGE), theirs.as_bytes());
    });
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    assert_eq!(page(&system), saved);
    assert!(done.left[PAGE].contains("changed meanwhile") && !done.refused, "{:?}", done.left);
    assert_eq!(done.files.len(), 0);
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_the_others_are_mended() {
    let system = system(DAMAGED);
    system.put("/site/i18n/it/index.md", DAMAGED.as_bytes());
    system.stop_after(Some(1));
    let done = fixed(&system, FixOptions { risky: true, ..FixOptions::default() });
    system.stop_after(None);
    assert_eq!(done.files.keys().collect::<Vec<_>>(), [PAGE]);
    let why = &done.left["i18n/it/index.md"];
    assert!(why.starts_with("it could not be written") && done.refused, "{why}");
    assert_eq!(system.files("/site")["i18n/it/index.md"], DAMAGED.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_read_only_file_on_a_disk_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let work = tempfile::tempdir().expect("a folder can be made");
    for (path, bytes) in system(DAMAGED).files("/site") {
        let path = work.path().join(path);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
        std::fs::write(path, bytes).expect("is written");
    }
    let path = work.path().join(PAGE);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).expect("is set");
    let options = FixOptions { risky: true, dirty: true, ..FixOptions::default() };
    let done = fix(&OsSystem, &Request::new(work.path(), ""), options, &()).expect("is fixed");
    let now = std::fs::read_to_string(&path).expect("is read");
    // Who runs as the owner of all files may write what is read only.
    if done.files.is_empty() {
        assert!(done.left[PAGE].starts_with("it could not be written"), "{:?}", done.left);
        assert_eq!(now, DAMAGED);
    } else {
        assert!(!now.contains("] (oil"), "{now}");
    }
    assert_eq!(std::fs::metadata(&path).expect("is there").permissions().mode() & 0o777, 0o444);
}

#[test]
fn a_page_that_is_a_link_is_mended_where_it_lies() {
    let system = system("# Lampe\n");
    system.put("/site/kept/lamp.md", b"# Lampe\n\n** hell ** und gut\n");
    for link in ["/site/i18n/de/a.md", "/site/i18n/de/b.md"] {
        system.put_link(link, "../../kept/lamp.md");
    }
    system.put("/site/docs/a.md", b"# Lamp\n\n**bright** and good\n");
    system.put("/site/docs/b.md", b"# Lamp\n\n**bright** and good\n");
    let dry = fixed(&system, FixOptions { dry: true, ..FixOptions::default() });
    assert!(dry.patch.starts_with("--- a/kept/lamp.md\n+++ b/kept/lamp.md\n@@ "), "{}", dry.patch);
    assert_eq!(dry.patch.matches("--- a/").count(), 1, "{}", dry.patch);
    let done = fixed(&system, FixOptions::default());
    assert_eq!((done.left.len(), done.files.get("kept/lamp.md")), (0, Some(&1)), "{done:?}");
    assert_eq!(system.files("/site")["kept/lamp.md"], b"# Lampe\n\n**hell** und gut\n");
}
