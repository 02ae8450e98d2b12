//! The site of those who name none, or name it by its folder or by its configuration; and what is suggested for words
//! that are mistyped.
#![expect(clippy::disallowed_methods, reason = "sites are made on the disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

struct Ground {
    work: tempfile::TempDir,
}

impl Ground {
    fn new(files: &[(&str, &str)]) -> Self {
        let ground = Self { work: tempfile::tempdir().expect("a folder can be made") };
        for (path, text) in files {
            ground.write(path, text);
        }
        ground
    }

    fn at(&self, path: &str) -> PathBuf {
        self.work.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("has one")).expect("is made");
        fs::write(path, text).expect("is written");
    }

    /// Runs a command in a folder; `line` is split at spaces.
    fn run(&self, folder: &str, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .current_dir(self.at(folder))
            .args(line.split(' '))
            .env("XDG_CACHE_HOME", self.at("cache"))
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null())
            .output()
            .expect("is built")
    }

    fn said(&self, folder: &str, line: &str, status: i32) -> String {
        let output = self.run(folder, line);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{line}: {said}");
        said
    }
}

/// A lamp with an index, in a folder; `.git` ends the search there.
const LAMP: &[(&str, &str)] = &[
    ("lamp/.git/HEAD", ""),
    ("lamp/mkdocs.yml", "site_name: Lamp\n"),
    ("lamp/docs/index.md", "# Lamp\n\nTrim the wick.\n"),
    ("lamp/docs/parts/wick.md", "# Wick\n\nIt burns.\n"),
    ("lamp/docs/parts/oil.md", "# Oil\n\nIt burns too.\n"),
];

fn is_there(path: &Path) -> bool {
    path.join("manifest.json").is_file()
}

#[test]
fn the_site_is_the_nearest_one_upward_and_outputs_go_beside_its_configuration() {
    for (folder, line) in [
        ("lamp", "build --format text"),
        ("lamp/docs", "build --format text"),
        ("lamp/docs/parts", "build --format text"),
        (".", "build lamp --format text"),
        (".", "build --site lamp --format text"),
        (".", "build lamp/mkdocs.yml --format text"),
        ("lamp/docs", "build ../mkdocs.yml --format text"),
    ] {
        let ground = Ground::new(LAMP);
        let said = ground.said(folder, line, 0);
        assert!(is_there(&ground.at("lamp/dist")), "{line} in {folder}: {said}");
        assert_eq!(said.contains("the site is .."), folder.starts_with("lamp/") && !line.contains("mkdocs"), "{said}");
        assert!(ground.said(folder, "verify", i32::from(folder == ".") * 2).contains("dist"));
        // The outputs are no pages of the next run.
        assert!(ground.said(folder, line, 0).contains("nothing changed"), "{line} in {folder}");
    }
}

#[test]
fn outputs_are_no_pages_where_the_root_holds_the_pages() {
    let ground =
        Ground::new(&[("root/mkdocs.yml", "site_name: Root\ndocs_dir: .\n"), ("root/index.md", "# Root\n\nWords.\n")]);
    let first = ground.said("root", "build --format text", 0);
    assert!(is_there(&ground.at("root/dist")), "{first}");
    let second = ground.said("root", "build --format text", 0);
    assert!(second.contains("nothing changed"), "{second}");
    assert!(!second.contains("output-folder"), "{second}");
    let other = ground.said("root", "check", 0) + &ground.said("root", "build --format text --out elsewhere", 0);
    assert!(!other.contains("output-folder"), "{other}");
    assert!(ground.said("root", "check", 0).contains("output-folder"), "outputs elsewhere among pages are named");
}

#[test]
fn a_configuration_that_is_named_is_the_one_that_is_read() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/zensical.toml", "[project]\nsite_name = \"Lantern\"\ndocs_dir = \"other\"\n");
    ground.write("lamp/other/index.md", "# Lantern\n\nLift the glass.\n");
    ground.said("lamp", "build mkdocs.yml --format text --out one", 0);
    ground.said("lamp", "build zensical.toml --format text --out two", 0);
    let read = |path: &str| fs::read_to_string(ground.at(path)).expect("is made");
    assert!(read("lamp/one/en/text/index.txt").contains("Trim the wick"));
    assert!(read("lamp/two/en/text/index.txt").contains("Lift the glass"));
    ground.write("lamp/pamphlet-print.yml", "title: Printed\nslug: printed\n");
    ground.said("lamp", "build pamphlet-print.yml --format text --out three", 0);
    assert!(ground.at("lamp/three/en/printed-en.txt").is_file());
}

#[test]
fn the_search_ends_at_the_repository() {
    let ground = Ground::new(&[("mkdocs.yml", "site_name: Above\n"), ("docs/index.md", "# Above\n")]);
    ground.write("inner/.git/HEAD", "");
    ground.write("inner/docs/index.md", "# Inner\n\nInner words.\n");
    ground.said("inner", "build --format text", 0);
    let text = fs::read_to_string(ground.at("inner/dist/en/text/index.txt")).expect("is made there");
    assert!(text.contains("Inner words"));
    assert!(!is_there(&ground.at("dist")));
    // A configuration where sites keep it is nearer than one above.
    ground.write("kept/docs/mkdocs.yml", "site_name: Kept\ndocs_dir: .\n");
    ground.write("kept/docs/index.md", "# Kept\n\nKept words.\n");
    ground.said("kept", "build --format text", 0);
    assert!(is_there(&ground.at("kept/dist")) && !is_there(&ground.at("dist")));
}

#[test]
fn what_is_no_site_is_one_sentence_and_what_to_do() {
    let ground = Ground::new(LAMP);
    fs::create_dir_all(ground.at("empty/.git")).expect("is made");
    for (folder, line, words) in [
        ("lamp", "build docs/index.md", "docs/index.md is not a configuration of a site"),
        ("lamp", "build gone", "there is no folder gone"),
        ("lamp", "build gone.yml", "there is no folder gone.yml"),
        ("lamp", "build pamphlet-a.yml --config b.yml", "there is no folder"),
        ("empty", "build", "error: there is nothing to read here"),
        ("empty", "build", "or name that folder: pamphlet build FOLDER"),
        ("empty", "serve --port 0", "there is nothing to read here"),
        ("empty", "watch", "there is nothing to read here"),
        ("lamp", "build empty --out x", "there is no folder empty"),
        ("lamp", "build --boundary gone", "there is no folder gone"),
        ("lamp", "check --baseline gone", "there is no file gone"),
        ("lamp", "attach gone", "there is no folder gone"),
        ("lamp", "release --since gone --release-version 1", "of an earlier release, or its archive, with --since"),
    ] {
        let said = ground.said(folder, line, 2);
        assert!(said.contains(words) && said.contains("help: "), "{line}: {said}");
        assert!(!is_there(&ground.at(folder).join("dist")));
    }
    let twice = ground.run("lamp", "build . --site .");
    assert_eq!(twice.status.code(), Some(2));
}

#[test]
fn a_plain_folder_of_markdown_is_a_site() {
    let ground = Ground::new(&[
        ("notes/README.md", "# Notes\n\nSee [oil](kinds/oil.md).\n"),
        ("notes/kinds/oil.md", "# Oil\n\nOlive oil.\n"),
        ("notes/dist-notes.txt", "x"),
    ]);
    fs::create_dir_all(ground.at("notes/.git")).expect("is made");
    ground.said("notes", "build --format text", 0);
    assert!(ground.at("notes/dist/en/text/kinds/oil.txt").is_file());
    // It is called as its home page; its files are not, which a changed heading would rename.
    let book = fs::read_to_string(ground.at("notes/dist/en/pages-en.txt")).expect("is made");
    assert!(book.starts_with("Notes\n"), "{book}");
    // What was made is not read, and a folder of pages that sites have goes before.
    let said = ground.said("notes", "build --format text", 0);
    assert!(said.contains("nothing changed"), "{said}");
    ground.write("notes/docs/index.md", "# Docs\n");
    ground.said("notes", "build --format text", 0);
    assert!(!ground.at("notes/dist/en/text/kinds").exists());
}

#[test]
#[cfg(unix)]
fn a_site_does_not_choose_where_outputs_go() {
    let ground = Ground::new(LAMP);
    std::os::unix::fs::symlink("../aside", ground.at("lamp/dist")).expect("is made");
    let said = ground.said("lamp", "build --format text", 2);
    assert!(said.contains("dist is a link to") && said.contains("--out dist"), "{said}");
    assert!(!ground.at("aside").exists());
    ground.said("lamp", "build --format text --out dist", 0);
    assert!(is_there(&ground.at("aside")));
}

#[test]
fn pages_are_named_in_a_list() {
    let ground = Ground::new(LAMP);
    ground.said("lamp", "build --format text --page index,parts/{wick,match}", 0);
    let text = ground.at("lamp/dist/en/text");
    assert!(text.join("index.txt").is_file() && text.join("parts/wick.txt").is_file());
    assert!(!text.join("parts/oil.txt").exists());
}

#[test]
fn without_an_output_a_verification_says_how_to_make_one() {
    let ground = Ground::new(LAMP);
    for line in ["verify", "verify dist"] {
        let said = ground.said("lamp", line, 2);
        assert!(said.contains("dist") && said.contains("pamphlet build"), "{line}: {said}");
    }
    ground.said("lamp", "build --format text", 0);
    ground.said("lamp", "verify", 0);
    // Made once, they need not be made again.
    fs::remove_dir_all(ground.at("lamp/dist")).expect("is there");
    let said = ground.said("lamp", "build --format text", 0);
    assert!(said.contains(" files from the cache in dist"), "{said}");
}

#[test]
fn books_in_archives_are_looked_into() {
    let ground = Ground::new(&[("mkdocs.yml", "site_name: Lamp\nsite_author: Ann\n"), ("docs/index.md", "# Lamp\n")]);
    for version in ["", " ", "1\u{1b}[31m"] {
        let output = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .current_dir(ground.at(""))
            .args(["release", "--release-version", version])
            .output()
            .expect("is built");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains("is not a version"), "{said}");
        assert!(!said.contains('\u{1b}') && !ground.at("dist").exists(), "{said}");
    }
    ground.said("", "release --release-version 1", 0);
    for place in ["dist", "release", "release/lamp-1.zip"] {
        let output = ground.run("", &format!("verify {place} --deep"));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("f 1 book\n") || said.contains("on 1 book;"), "{place}: {said}");
    }
    let said = ground.said("", "verify dist/en/lamp-en.txt --deep", 1);
    assert!(said.contains("there is no book to look into"), "{said}");
    assert!(!ground.said("", "verify gone --deep", 2).contains("book to look"));
}

#[test]
fn mistyped_words_get_a_suggestion() {
    let ground = Ground::new(LAMP);
    for (line, meant) in [
        ("explain broken-lnik", "did you mean broken-link?"),
        ("check --code brokenlink", "did you mean broken-link?"),
        ("build --format pfd", "did you mean pdf?"),
        ("build --locale em", "did you mean en?"),
        ("build --page parts/wik", "did you mean parts/wick?"),
        ("build --page docs/parts/wick.md", "did you mean parts/wick?"),
        ("schema manifets", "did you mean manifest?"),
        ("man biuld", "did you mean build?"),
        ("completions bsh", "'bash'"),
        ("biuld", "'build'"),
        ("build --fit two", "“two” is not a whole number from 1: write 2"),
        ("build --jobs 0", "“0” is not a whole number from 1"),
        ("serve --port 99999", "from 0 to 65535: write 8010"),
    ] {
        let said = ground.said("lamp", line, 2);
        assert!(said.contains(meant), "{line}: {said}");
    }
}

#[test]
fn a_first_configuration_changes_nothing_and_can_be_switched_on() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/mkdocs.yml", "site_name: 'Lamp: \"the\" \\ light'\nsite_url: https://lamp.example/\n");
    ground.write("lamp/i18n/it/index.md", "# Lampada\n\nTaglia lo stoppino.\n");
    ground.said("lamp", "build --format text,json --out before", 0);
    let said = ground.said("lamp/docs", "init", 0);
    for words in ["wrote ../pamphlet.yml", "en: the source", "it: a translation", "lamp.example", "licence: none"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    ground.said("lamp", "build --format text,json --out after", 0);
    let same = ground.said("lamp", "diff before after", 0);
    let names = |folder: &str| {
        let mut all: Vec<_> = fs::read_dir(ground.at(folder))
            .expect("is made")
            .map(|entry| entry.expect("is listed").file_name())
            .collect();
        all.sort();
        all
    };
    assert_eq!(names("lamp/before/it"), names("lamp/after/it"), "{same}");
    assert!(ground.said("lamp", "init", 2).contains("pamphlet.yml is there already"));

    // Every setting that is switched off is one that can be switched on.
    let path = ground.at("lamp/pamphlet.yml");
    let text = fs::read_to_string(&path).expect("is written");
    let on: Vec<&str> =
        text.lines().map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line)).collect();
    let page = include_str!("../../../docs/configuration.md");
    for key in page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()) {
        let (first, inner) = key.split_once('.').unwrap_or((key, ""));
        let is_there = on.iter().any(|line| line.strip_prefix(first).is_some_and(|rest| rest.starts_with(':')));
        assert!(is_there && text.contains(inner) || first == "meaning", "{key} is not in {text}");
    }
    fs::write(&path, on.join("\n")).expect("is written");
    ground.write("lamp/i18n/en.txt", "*[W]: Wick\n");
    let said = ground.said("lamp", "check --severity warning", 0);
    assert!(!said.contains("pamphlet.yml"), "{said}");
    let gone = ground.run("lamp", "init mkdocs.yml").status.code();
    assert_eq!(gone, Some(2));
}

#[test]
fn a_first_configuration_shows_how_the_site_lies_and_guesses_its_licence() {
    let page = "# A\n\nWords.\n";
    for (files, translations) in [
        (&["one/docs/index.md", "one/docs/index.de.md", "one/docs/index.fr.md"][..], "{page}.{locale}.md"),
        (
            &[
                "one/docs/en/docs/index.md",
                "one/docs/en/mkdocs.yml",
                "one/docs/ja/docs/index.md",
                "one/docs/ja/mkdocs.yml",
            ],
            "docs/{locale}/docs",
        ),
        (&["one/docs/index.md", "one/i18n/zh_Hant/index.md", "one/i18n/it/index.md"], "i18n/{locale}"),
    ] {
        let ground = Ground::new(&[]);
        for file in files {
            let text = if file.ends_with("mkdocs.yml") { "site_name: A\n" } else { page };
            ground.write(file, text);
        }
        ground.write("one/LICENSE.md", "# Creative Commons\n\n## Attribution-ShareAlike\n4.0 International\n");
        let said = ground.said("one", "init", 0);
        assert!(said.contains("licence: CC-BY-SA-4.0 (guessed from LICENSE.md"), "{said}");
        let path = ground.at("one/pamphlet.yml");
        let text = fs::read_to_string(&path).expect("is written");
        assert!(text.contains("\n#license: \"CC-BY-SA-4.0\"\n"), "{text}");
        assert!(text.contains(&format!("\n#translations: {{ pages: \"{translations}\", ")), "{text}");
        // What is switched on says the same as what was found.
        ground.said("one", "build --format json --out before", 0);
        fs::write(&path, text.replace("\n#translations", "\ntranslations")).expect("is written");
        ground.said("one", "build --format json --out after", 0);
        ground.said("one", "diff before after", 0);
    }
}

#[test]
fn all_wrong_settings_are_told_with_their_lines() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/pamphlet.yml", "titel: A\npaper: a9\nbrand: { primary: tael }\n");
    for line in ["build", "check", "coverage"] {
        let said = ground.said("lamp", line, 2);
        for words in
            ["  1 | titel: A\n  help: did you mean title?", "  2 | paper: a9\n", "  3 | brand: { primary: tael }\n"]
        {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert_eq!(said.matches("error: pamphlet.yml:").count(), 3, "{said}");
    }
}

#[test]
fn findings_about_settings_quote_their_lines() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/pamphlet.yml", "title: A\ntabs: [Pyhton]\npackets: [{ slug: a, title: B, pages: [gone] }]\n");
    let said = ground.said("lamp", "check --severity warning", 0);
    for words in ["2 | tabs: [Pyhton]", "3 | packets: [{ slug: a, title: B, pages: [gone] }]"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn folders_that_hold_nothing_are_told() {
    let ground = Ground::new(LAMP);
    ground.write(
        "lamp/pamphlet.yml",
        "title: A\nassets: [theem]\nsnippets: [parts, docs]\ntranslations: { pages: \"i18m/{locale}\" }\n",
    );
    let said = ground.said("lamp", "check", 0);
    for words in [
        "warning[invalid-configuration]: assets names the folder theem, and nothing lies there",
        "2 | assets: [theem]",
        "snippets names the folder parts, and",
        "note[invalid-configuration]: translations.pages finds no page: i18m/{locale}",
        "4 | translations: { pages: ",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("the folder docs"), "{said}");
    ground.write("lamp/i18m/it/index.md", "# Lampada\n");
    assert!(!ground.said("lamp", "check", 0).contains("finds no page"));
}

#[test]
fn a_configuration_for_one_that_is_named() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/zensical.toml", "[project]\nsite_name = \"Lantern\"\ndocs_dir = \"docs\"\n");
    ground.said(".", "init lamp/mkdocs.yml", 0);
    ground.said("lamp", "build --format text", 0);
    let text = fs::read_to_string(ground.at("lamp/pamphlet.yml")).expect("is written");
    assert!(text.contains("mkdocs: \"mkdocs.yml\"") && text.contains("title: \"Lamp\""), "{text}");
}

#[test]
fn programs_read_paths_from_the_top_of_the_repository() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/handbook/mkdocs.yml", "site_name: Inner\n");
    ground.write("lamp/handbook/docs/index.md", "# Inner\n\n[gone](gone.md)\n");
    let whole = ground.at("lamp/handbook").to_string_lossy().into_owned();
    for (folder, site) in [("lamp", "handbook"), ("lamp/handbook", "."), ("lamp/handbook/docs", ".."), (".", &*whole)] {
        let said = ground.said(folder, &format!("check {site} --format github"), 0);
        assert!(said.contains("file=handbook/docs/index.md"), "{site} in {folder}: {said}");
        let said = ground.said(folder, &format!("check {site} --format sarif"), 0);
        assert!(said.contains("\"handbook/docs/index.md\"") && said.contains("\"version\": \"0."), "{said}");
    }
}

#[test]
fn quiet_says_what_is_wrong_alone() {
    let ground = Ground::new(LAMP);
    assert_eq!(ground.said("lamp", "build -q --format text", 0), "");
    ground.write("lamp/docs/index.md", "# Lamp\n\n[gone](gone.md)\n");
    let said = ground.said("lamp", "check -q --fail-on warning --color always", 1);
    assert!(said.contains("gone.md") && said.contains("\u{1b}[") && !said.contains("pages in"), "{said}");
    assert!(!ground.said("lamp", "check --color never", 0).contains('\u{1b}'));
}

#[test]
fn shells_and_manuals_know_every_command() {
    let ground = Ground::new(LAMP);
    let help = ground.said("lamp", "--help", 0);
    let (_, commands) = help.split_once("Commands:\n").expect("lists the commands");
    let names: Vec<&str> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().next().expect("has a name"))
        .collect();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let said = ground.said("lamp", &format!("completions {shell}"), 0);
        assert!(names.iter().all(|name| said.contains(name)) && said.contains("fail-on"), "{shell}");
        // What may stand behind an option, too; behind a command where the shell can.
        let values: &[&str] = match shell {
            "bash" | "zsh" => &["epub", "large-print", "broken-link", "typescript", "warning"],
            "fish" => &["epub", "large-print", "broken-link", "warning"],
            _ => &[],
        };
        assert!(values.iter().all(|value| said.contains(value)), "{shell}");
    }
    for name in names {
        let page = ground.said("lamp", &format!("man {name}"), 0);
        assert!(page.contains(".SH SYNOPSIS") && page.contains(name), "{name}: {page}");
    }
    assert!(ground.said("lamp", "man", 0).contains("broken\\-link"));
}

#[test]
fn help_has_colours_where_the_environment_wants_them() {
    for (variable, value, coloured) in
        [("CLICOLOR_FORCE", "1", true), ("CLICOLOR_FORCE", "0", false), ("NO_COLOR", "1", false)]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .args(["build", "--help"])
            .env_remove("NO_COLOR")
            .env(variable, value)
            .output()
            .expect("is built");
        assert_eq!(output.stdout.contains(&0x1b), coloured, "{variable}={value}");
    }
}

#[test]
fn a_part_of_a_renamed_site_is_no_riddle() {
    let ground = Ground::new(LAMP);
    ground.said("lamp", "build --format text", 0);
    ground.write("lamp/mkdocs.yml", "site_name: Lantern\n");
    let said = ground.said("lamp", "build --format text", 2);
    for words in
        ["called lamp, and this one is called lantern", "if the site was renamed", "slug: lamp in pamphlet.yml"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    ground.write("lamp/pamphlet.yml", "slug: lamp\n");
    ground.said("lamp", "build --format text", 0);
}

#[test]
fn the_configuration_that_is_read_is_the_one_that_advice_names() {
    let ground = Ground::new(&[
        ("a/.git/HEAD", ""),
        ("a/zensical.toml", "[project]\nsite_name = \"A\"\ndocs_dir = \"gone\"\n"),
        ("a/docs/index.md", "# A\n"),
    ]);
    let said = ground.said("a", "build", 2);
    assert!(said.contains("in docs_dir of zensical.toml"), "{said}");
    // Pages beside the folder of the configuration, in no repository: the option that lets them be read is named.
    let ground = Ground::new(&[("conf/mkdocs.yml", "site_name: A\ndocs_dir: ../pages\n"), ("pages/index.md", "# A\n")]);
    let said = ground.said("conf", "build --format text", 2);
    assert!(said.contains("it leads out of the site to ../pages") && said.contains("--boundary"), "{said}");
    ground.said("conf", "build --format text --boundary ..", 0);
}

#[test]
fn help_is_a_word_as_well() {
    let ground = Ground::new(LAMP);
    assert_eq!(ground.said("lamp", "help", 0), ground.said("lamp", "--help", 0));
    assert_eq!(ground.said("lamp", "help check", 0), ground.said("lamp", "check --help", 0));
    assert!(ground.said("lamp", "help chek", 2).contains("'check'"));
}

#[test]
fn a_site_without_translations_has_nothing_to_measure() {
    let ground = Ground::new(LAMP);
    let said = ground.said("lamp", "coverage", 0);
    assert!(said.contains("no translation to measure") && !said.contains("sentences"), "{said}");
    assert!(ground.said("lamp", "export po", 2).contains("no translation to export"));
    ground.write("lamp/i18n/it/index.md", "# Lampada\n");
    assert!(ground.said("lamp", "export po", 0).contains("lamp-it.po: 1 pair of sentences\n"));
}

#[test]
fn what_was_asked_of_translations_is_not_passed_over() {
    let ground = Ground::new(LAMP);
    ground.write("lamp/i18n/it/index.md", "# Lampada\n\nTaglia lo stoppino.\n");
    let said = ground.said("lamp", "check --code broken-link,translation-number", 2);
    assert!(
        said.contains("translation-number is looked for only when") && said.contains("add --translation"),
        "{said}"
    );
    ground.said("lamp", "check --code translation-only", 0);
    ground.said("lamp", "check --code translation-number --translation", 0);
    fs::write(ground.at("lamp/glossary.it.csv"), b"\xff\xfew\0").expect("is written");
    let said = ground.said("lamp", "check --translation", 1);
    assert!(said.contains("glossary.it.csv") && said.contains("it is not UTF-8; save it as that"), "{said}");
    ground.write("lamp/glossary.it.csv", "wick,stoppino\n");
    ground.write("lamp/glossary.ti.csv", "wick,stoppino\n");
    let said = ground.said("lamp", "check --translation", 0);
    assert!(said.contains("[unknown-locale]: no locale of the site is called as this glossary"), "{said}");
    assert!(said.contains("--> glossary.ti.csv") && said.contains("did you mean it?"), "{said}");
}

#[test]
fn pages_alone_make_no_book_and_that_is_said() {
    let ground = Ground::new(&[("docs/index.md", "# A\n"), ("mkdocs.yml", "site_name: X\n")]);
    let refused = ground.run("", "build --page index --format epub");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let made = ground.run("", "build --page index --format epub,text");
    assert!(made.status.success(), "{made:?}");
    for output in [refused, made] {
        let said = String::from_utf8_lossy(&output.stderr).matches("--page makes no EPUB").count();
        assert_eq!(said, 1, "{output:?}");
    }
    assert!(ground.at("dist/en/text/index.txt").exists());
}
