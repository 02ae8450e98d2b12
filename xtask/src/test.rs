//! Every gate, one after another. A gate that cannot run here is named and counted as skipped.

use crate::gate::{Ground, Outcome, build, pamphlet};
use crate::{corpus, counts, fuzz, growth, reach, remote, reproduce, shell, supply, tidy, validators, workflows};
use anyhow::{Context, Result, bail};
use std::time::Instant;

/// What to run.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Only gates whose name contains one of these words.
    only: Vec<String>,
    /// Everything of the checks that otherwise take a sample: kills, fuzzing, growth. Takes hours.
    #[arg(long)]
    long: bool,
}

type Gate = (&'static str, fn(&Ground) -> Result<Outcome>);

const GATES: &[Gate] = &[
    ("formatting", |_| passed(shell::run(shell::cargo(&["fmt", "--all", "--check"])))),
    ("tidiness, drawing", |_| passed(tidy::run())),
    ("lints", |_| {
        passed(shell::run(shell::cargo(&[
            "clippy",
            "--quiet",
            "--locked",
            "--profile",
            "xtask",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])))
    }),
    ("tests of the crates, generated files", tests),
    ("outputs on mounts, read-only and full", mounts),
    ("supply chain: licences, sources, versions, advisories", supply::deny),
    ("workflows: actionlint, zizmor", workflows::lint),
    ("workflows: the release, step by step", workflows::rehearse),
    ("workflows: components, provenance", supply::bundle),
    ("fuzzing: each target for ten minutes", fuzz::run),
    ("parser: suites of Python-Markdown and PyMdown", validators::suites),
    ("counts: instructions of fixed builds, within 3 %", counts::gate),
    ("growth: instructions and memory at n, 2n, 4n", growth::run),
    ("handbook: build, verify", handbook),
    ("handbook: lines and pages", lines),
    ("handbook: same bytes in other surroundings", |ground| reproduce::handbook(&ground.work)),
    ("store: three machines, behind nginx and behind worse", remote::run),
    ("handbook: EPUBCheck", validators::epubcheck),
    ("handbook: veraPDF, qpdf", validators::verapdf),
    ("PDF: words in ten scripts, by five readers", validators::layer),
    ("PDF: meaning, by outloud", validators::meaning),
    ("handbook: Ace", validators::ace),
    ("constructs: EPUBCheck, Ace", validators::constructs),
    ("languages: a page in each, on paper", validators::languages),
    ("books: a second checker", validators::second_opinion),
    ("books: foliate-js, epub.js, Readium", validators::readers),
    ("shops: EPUBCheck, ONIX, OPDS", validators::shops),
    ("PDF/UA-2 and PDF/A-4: veraPDF", validators::second_standard),
    ("fonts of a site: EPUBCheck, veraPDF", validators::own_fonts),
    ("handbook: JSON Schema", validators::json_schema),
    ("handbook: files for translators", validators::exchange),
    ("JSON: examples in jq, Node and Python", examples),
    ("reach: wheel, MkDocs and its plugins, Zensical, a click", reach::wheel),
    ("JSON: types by generators", validators::programs::generators),
    ("JSON: a site, searches, the protocol", validators::programs::readers),
    ("corpus: pages", pages),
    ("corpus: builds, oracle, validators", corpus::gate),
];

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

/// The tests of every crate, all of them even when one fails; cargo prints the runner's closing lines.
fn tests(ground: &Ground) -> Result<Outcome> {
    passed(shell::run(cargo_test(ground, &[])))
}

/// The tests of every crate whose names hold one of some words and that `cargo test` alone ignores, because they need
/// what is not everywhere.
fn ignored(ground: &Ground, words: &[&str]) -> Result<()> {
    shell::run(cargo_test(ground, &[&["--", "--ignored"], words].concat()))
}

fn cargo_test(ground: &Ground, arguments: &[&str]) -> std::process::Command {
    let all = ["test", "--locked", "--profile", "xtask", "--workspace", "--no-fail-fast"];
    let mut command = shell::cargo(&[&all, arguments].concat());
    command.env("INSTA_UPDATE", "no").env("CI", "true");
    if ground.long {
        command.env("PAMPHLET_LONG", "1");
    } else {
        command.env_remove("PAMPHLET_LONG");
    }
    match &ground.corpus {
        Some(corpus) => command.env("PAMPHLET_CORPUS", corpus),
        None => command.env_remove("PAMPHLET_CORPUS"),
    };
    command
}

/// The examples for people who read our JSON with other programs, each where its program is installed.
fn examples(ground: &Ground) -> Result<Outcome> {
    validators::Tools::get();
    let programs = [
        ("jq", "the_examples_for_jq_run"),
        ("node", "the_example_in_node_runs"),
        ("python3", "the_example_in_python_runs"),
    ];
    let (there, missing): (Vec<_>, Vec<_>) = programs.into_iter().partition(|(program, _)| shell::has(program));
    if !there.is_empty() {
        ignored(ground, &there.iter().map(|(_, test)| *test).collect::<Vec<_>>())?;
    }
    match missing.first() {
        Some((program, _)) => Ok(Outcome::Skipped(format!("{program} is not installed"))),
        None => Ok(Outcome::Passed),
    }
}

/// The tests that mount something, where that may be done.
fn mounts(ground: &Ground) -> Result<Outcome> {
    let may = |options: &[&str]| {
        let mut command = shell::command("unshare", &[options, &["true"]].concat());
        command.stderr(std::process::Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !may(&["--mount"]) && !may(&["--mount", "--map-root-user"]) {
        return Ok(Outcome::Skipped("`unshare --mount` is not there, or not allowed".to_owned()));
    }
    passed(ignored(ground, &["mounts_"]))
}

/// The tests over the pages of the corpus.
fn pages(ground: &Ground) -> Result<Outcome> {
    if ground.corpus.is_none() {
        return Ok(Outcome::Skipped("PAMPHLET_CORPUS is not set".to_owned()));
    }
    passed(ignored(ground, &["corpus_"]))
}

/// Builds the handbook as the README says, but into a folder of the gates, and checks it against its manifest.
fn handbook(ground: &Ground) -> Result<Outcome> {
    let out = ground.handbook();
    build(&["--site", "content/handbook", "--fail-on", "warning"], &out)?;
    shell::run(pamphlet(&["verify", "--deep", &out.to_string_lossy()]))?;
    Ok(Outcome::Passed)
}

/// No line of the handbook is overfull, none stands alone on a page, no heading at the foot of one; in any layout.
fn lines(_: &Ground) -> Result<Outcome> {
    let layouts = "standard,large-print,booklet";
    passed(shell::run(pamphlet(&["stats", "pdf", "--strict", "--site", "content/handbook", "--layout", layouts])))
}

/// Runs the gates.
///
/// # Errors
/// When one fails; the others have run all the same.
pub(crate) fn run(options: &Options) -> Result<()> {
    let work = shell::root().join("target/gates");
    std::fs::create_dir_all(&work)?;
    let corpus = match std::env::var_os("PAMPHLET_CORPUS") {
        Some(folder) => Some(
            std::fs::canonicalize(shell::root().join(&folder))
                .with_context(|| format!("PAMPHLET_CORPUS is {}", folder.to_string_lossy()))?,
        ),
        None => None,
    };
    let ground = Ground { corpus, work, long: options.long };
    let (mut lines, mut counts) = (Vec::new(), [0_u32; 3]);
    for (name, gate) in GATES.iter().copied() {
        if !options.only.is_empty() && !options.only.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let (index, line) = match gate(&ground) {
            Ok(Outcome::Passed) => (0, format!("passed   {name}")),
            Ok(Outcome::Skipped(why)) => (2, format!("skipped  {name}: {why}")),
            Err(error) => {
                eprintln!("{error:#}");
                (1, format!("FAILED   {name}"))
            }
        };
        counts[index] += 1;
        lines.push(format!("{line} ({:.0} s)", start.elapsed().as_secs_f32()));
    }
    println!("\n{}", lines.join("\n"));
    println!("\ngates: {} passed, {} failed, {} skipped", counts[0], counts[1], counts[2]);
    if counts[1] > 0 {
        bail!("{} gates failed", counts[1]);
    }
    if counts[0] == 0 {
        bail!("no gate ran");
    }
    Ok(())
}
