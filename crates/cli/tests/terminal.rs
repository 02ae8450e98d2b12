//! Whatever a site, an output or an argument holds, no command sends the terminal a character that it would obey.
#![expect(clippy::disallowed_methods, reason = "a site is made on the disk")]

use pamphlet_source::visible::is_obeyed;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Red letters, a bell, the title of the window, the eight-bit sign of a sequence, a change of direction, a line end
/// that begins another line.
const HOSTILE: &str = "\u{1B}[31mred\u{7}\u{1B}]0;title\u{7}\u{9B}2J\u{202E}txt\u{2066}\u{2028}";

fn pamphlet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pamphlet"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .output()
        .expect("is built")
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("has one")).expect("is made");
    std::fs::write(path, text).expect("is written");
}

/// A site whose every word is hostile, in two locales; `words` are on its pages.
fn site(folder: &Path, words: &str) {
    let yaml = HOSTILE.replace('\u{1B}', "\\e").replace('\u{7}', "\\a").replace('\u{9B}', "\\x9b");
    let yaml = yaml.replace('\u{2028}', "\\L");
    let configuration = format!(
        "title: \"T {yaml}\"\nslug: t\nauthors: [\"A {yaml}\"]\npublisher: \"P {yaml}\"\nlicense: \"L {yaml}\"\n\
         description: \"D {yaml}\"\nodd{}: 1\n",
        "\u{202E}"
    );
    write(&folder.join("pamphlet.yml"), &configuration);
    write(&folder.join("mkdocs.yml"), &format!("site_name: \"S {yaml}\"\nplugins:\n  - \"p{yaml}\"\n"));
    let page = format!(
        "# Title {HOSTILE}\n\n[link {HOSTILE}](gone-{HOSTILE}.md) {words} ![picture {HOSTILE}](no-{HOSTILE}.png)\n\n\
         ## Section {HOSTILE}\n\n--8<-- \"no {HOSTILE}.md\"\n\n<blink {HOSTILE}>{words}</blink>\n"
    );
    write(&folder.join("docs/index.md"), &page);
    write(&folder.join(format!("docs/page {}.md", "\u{1B}[31m\u{9B}\u{202E}")), &page);
    write(&folder.join("i18n/ar/index.md"), &format!("# عنوان {HOSTILE}\n\nكلمات {words}\n"));
}

/// The characters that a terminal would obey, by where they are. Isolates of ours are in pairs.
fn obeyed(output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    let count = |wanted| text.chars().filter(|character| *character == wanted).count();
    let paired = count('\u{2068}') == count('\u{2069}');
    text.split('\n')
        .filter(|line| {
            line.chars().any(|character| {
                is_obeyed(character) && character != '\t' && !(paired && matches!(character, '\u{2068}' | '\u{2069}'))
            })
        })
        .map(|line| format!("{line:?}"))
        .collect()
}

#[test]
fn no_command_sends_the_terminal_what_it_would_obey() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let at = |name: &str| work.path().join(name);
    site(&at("old"), "some words");
    site(&at("unset"), "words");
    std::fs::remove_file(at("unset/pamphlet.yml")).expect("is there");
    site(&at("new"), &format!("other words {HOSTILE}"));
    let odd = format!("odd {HOSTILE}").replace('/', "");
    let build = |site: &'static str, out: &'static str| {
        vec!["build", "--site", site, "--out", out, "--cache", "cache", "--format", "json,text"]
    };
    let verbose = [build("new", "outputs"), vec!["--verbose"]].concat();
    let versioned = format!("1 {HOSTILE}");
    let mut release = vec!["release", "--site", "new", "--out", "released", "--bundle", "bundle", "--cache", "cache"];
    release.extend(["--release-version", &versioned]);
    let mut runs: Vec<Vec<&str>> = vec![build("old", "before"), build("new", "after"), verbose, release];
    runs.push(vec!["build", "--site", &odd]);
    runs.push(vec!["build", &odd]);
    runs.push(vec!["build", "--site", "new", "--locale", &odd]);
    runs.push(vec!["build", "--site", "new", "--page", &odd]);
    for form in ["human", "json", "github", "sarif"] {
        runs.push(vec!["check", "--site", "new", "--format", form]);
    }
    runs.push(vec!["coverage", "--site", "new", "--pages", "--out", "coverage"]);
    runs.push(vec!["coverage", "--site", "new", "--format", "json"]);
    runs.push(vec!["export", "po", "--site", "new", "--out", &odd]);
    runs.push(vec!["export", &odd, "--site", "new"]);
    for form in ["text", "markdown", "json"] {
        runs.push(vec!["diff", "before", "after", "--format", form]);
    }
    runs.push(vec!["diff", "before", &odd]);
    runs.push(vec!["explain", &odd]);
    runs.push(vec!["merge", "--out", "merged", "before"]);
    runs.push(vec!["merge", "--out", "merged", &odd]);
    runs.push(vec!["init", "new"]);
    runs.push(vec!["init", &odd]);
    runs.push(vec!["init", "unset"]);
    runs.push(vec!["verify", "before"]);
    runs.push(vec!["verify", &odd]);
    runs.push(vec!["mcp", &odd]);
    runs.push(vec!["mcp", "after"]);
    runs.push(vec!["schema", &odd]);
    runs.push(vec!["schema"]);
    runs.push(vec!["completions", &odd]);
    runs.push(vec!["completions", "bash"]);
    runs.push(vec!["attach", &odd]);
    runs.push(vec!["attach", "after"]);
    runs.push(vec!["man", &odd]);
    runs.push(vec!["man", "build"]);

    let mut shown = BTreeSet::new();
    let mut tried = BTreeSet::from(["watch", "serve"]);
    for run in &runs {
        let Output { stdout, stderr, .. } = pamphlet(work.path(), run);
        for (stream, bytes) in [("output", &stdout), ("error", &stderr)] {
            let found = obeyed(bytes);
            assert!(found.is_empty(), "{run:?} sends to standard {stream}:\n{}", found.join("\n"));
            if String::from_utf8_lossy(bytes).contains("<U+001B>") {
                shown.insert(run[0]);
            }
        }
        tried.insert(run[0]);
    }
    // The words did get there, and were shown.
    for command in ["build", "check", "diff"] {
        assert!(shown.contains(command), "{command} shows nothing of the hostile words");
    }
    // A file that is none of the output, with a name for the terminal.
    write(&at("before").join(format!("x\u{1B}[31m\n{}", "\u{9B}")), "x");
    let output = pamphlet(work.path(), &["verify", "before"]);
    assert!(obeyed(&output.stdout).is_empty(), "{:?}", obeyed(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("x<U+001B>[31m <U+009B>"), "verify does not name it");

    watch(work.path(), &["watch", "--site", "new"], "watched");
    watch(work.path(), &["serve", "--site", "new", "--port", "0"], "served");

    let help = String::from_utf8(pamphlet(work.path(), &["--help"]).stdout).expect("is text");
    let (_, commands) = help.split_once("Commands:\n").expect("lists the commands");
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().expect("has a name");
        assert!(tried.contains(name), "`{name}` was not tried");
    }
}

/// Watches a site while a page with a hostile name is saved.
fn watch(work: &Path, command: &[&str], out: &str) {
    let name = format!("new/docs/saved by {}{out}.md", "\u{1B}[31m\u{9B}");
    let shown = format!("changed: docs/saved by <U+001B>[31m<U+009B>{out}.md");
    let mut child = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
        .current_dir(work)
        .args(command)
        .args(["--out", out, "--cache", "cache", "--format", "text"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("is built");
    let begin = Instant::now();
    while !work.join(out).join("manifest.json").exists() && begin.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    let made = work.join(out).join("en/text").join(format!("saved by {}{out}.txt", "\u{1B}[31m\u{9B}"));
    while !made.exists() && begin.elapsed() < Duration::from_mins(2) {
        write(&work.join(&name), "# Saved\n");
        std::thread::sleep(Duration::from_millis(300));
    }
    // What was printed stays in the pipes.
    child.kill().expect("is running");
    let mut printed = Vec::new();
    child.stdout.take().expect("is piped").read_to_end(&mut printed).expect("can be read");
    child.stderr.take().expect("is piped").read_to_end(&mut printed).expect("can be read");
    child.wait().expect("ends");
    let text = String::from_utf8_lossy(&printed);
    assert!(text.contains(&shown), "{text}");
    assert!(obeyed(&printed).is_empty(), "{:?}", obeyed(&printed));
}

#[test]
fn json_is_the_same_by_value() {
    let work = tempfile::tempdir().expect("a folder can be made");
    site(&work.path().join("new"), "words");
    let output = pamphlet(work.path(), &["check", "--site", "new", "--format", "json"]).stdout;
    assert!(obeyed(&output).is_empty());
    let report: serde_json::Value = serde_json::from_slice(&output).expect("is JSON");
    let all: Vec<&str> = report["diagnostics"]
        .as_array()
        .expect("lists them")
        .iter()
        .filter_map(|found| found["original"].as_str().or(found["message"].as_str()))
        .collect();
    assert!(all.iter().any(|text| text.contains("\u{9B}2Jtxt\u{2028}")), "{all:#?}");
    // What turns the direction round is taken out of a page, and told as it was.
    assert!(all.contains(&"\u{202E}\u{2066}"), "{all:#?}");
}
