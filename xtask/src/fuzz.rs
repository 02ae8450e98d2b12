//! Fuzzing: every target of `tests/fuzz`, guided by what it reaches, within limits of time and memory that fail.
//!
//! The engine is a test of `pamphlet-fuzz` behind a feature, so that crates of others are those that the tests have
//! built; our own are compiled once more, with counters (`tests/fuzz/instrument`).

use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long each target runs in the gate.
const LONG: Duration = Duration::from_mins(10);

/// The longest that one input may take, seconds: a hundred times what the slowest seed takes in a build with counters
/// beside other work.
const SLOWEST: u64 = 20;

/// The most memory of a target, MiB: fonts and icons are about 150 of them.
const MEMORY: u64 = 1_200;

/// What to fuzz, for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Targets, by name; all when none is named.
    targets: Vec<String>,
    /// How long all of it takes, hours, on all cores: each target gets its share.
    #[arg(long, default_value_t = 1.0)]
    hours: f64,
    /// How long each target takes, minutes, instead.
    #[arg(long, conflicts_with = "hours")]
    minutes: Option<f64>,
}

/// What became of a target.
struct Ran {
    name: String,
    executions: u64,
    /// The input that broke a law, and what was said.
    found: Option<(PathBuf, String)>,
}

/// Fuzzes for hours.
///
/// # Errors
/// When an input breaks a law or a limit; it is kept in `tests/fuzz/found`.
pub(crate) fn chore(options: &Options) -> Result<()> {
    let engine = engine()?;
    let all = targets();
    if let Some(unknown) = options.targets.iter().find(|name| !all.contains(name)) {
        bail!("{unknown} is not a target; there are {}", all.join(", "));
    }
    let chosen: Vec<String> =
        all.into_iter().filter(|name| options.targets.is_empty() || options.targets.contains(name)).collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(chosen.len());
    #[expect(clippy::cast_precision_loss, reason = "a handful of each")]
    let share = options.hours * 3600.0 * cores as f64 / chosen.len() as f64;
    let share = options.minutes.map_or(share, |minutes| minutes * 60.0);
    let share = Duration::try_from_secs_f64(share).context("--hours and --minutes are lengths of time")?;
    run_all(&engine, &chosen, share)
}

/// Fuzzes every target for ten minutes, with `--long`: what is found hangs on the day, and a change is not to fail for
/// what it did not do. Without, the tests of the crates hold inputs that are the same each time.
///
/// # Errors
/// When the engine does not build, or an input breaks a law or a limit; it is kept in `tests/fuzz/found`.
pub(crate) fn run(ground: &Ground) -> Result<Outcome> {
    if !ground.long {
        let why = "guided by what it reaches with --long alone; `changed_inputs_hold_the_laws_of_their_targets` ran";
        return Ok(Outcome::Skipped(why.to_owned()));
    }
    if !["c++", "g++", "clang++"].into_iter().any(shell::has) {
        return Ok(Outcome::Skipped("there is no C++ compiler, which libFuzzer needs".to_owned()));
    }
    run_all(&engine()?, &targets(), LONG)?;
    Ok(Outcome::Passed)
}

fn folder() -> PathBuf {
    shell::root().join("tests/fuzz")
}

/// A target is what has seeds; a test holds that these are all.
fn targets() -> Vec<String> {
    let seeds = shell::files(&folder().join("seeds"), "");
    let mut names: Vec<String> =
        seeds.iter().filter_map(|seed| Some(seed.parent()?.file_name()?.to_string_lossy().into_owned())).collect();
    names.dedup();
    names
}

/// Builds the engine and says where it lies.
fn engine() -> Result<PathBuf> {
    let mut command = shell::cargo(&[
        "test",
        "--no-run",
        "--quiet",
        "--locked",
        "--profile",
        "xtask",
        "--workspace",
        "--features",
        "pamphlet-fuzz/libfuzzer",
        "--test",
        "fuzz",
        "--message-format",
        "json-render-diagnostics",
    ]);
    command.env("RUSTC_WORKSPACE_WRAPPER", folder().join("instrument"));
    let said = shell::output(command)?;
    let made = said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let engine = made.filter(|made| made["target"]["name"] == "fuzz").find_map(|made| {
        let path = made["executable"].as_str()?;
        Some(PathBuf::from(path))
    });
    engine.context("cargo does not say where the engine of the fuzzer lies")
}

/// Runs targets, as many at a time as there are cores.
fn run_all(engine: &Path, targets: &[String], each: Duration) -> Result<()> {
    let ran: Vec<Result<Ran>> =
        targets.par_iter().with_max_len(1).map(|target| run_one(engine, target, each)).collect();
    let ran: Vec<Ran> = ran.into_iter().collect::<Result<_>>()?;
    let mut bad = Vec::new();
    for Ran { name, executions, found } in &ran {
        println!("{name:>14}: {executions} inputs{}", if found.is_some() { ", one of them breaks a law" } else { "" });
        if let Some((input, said)) = found {
            bad.push(format!("{name}: {}\n{said}", input.display()));
        }
    }
    println!("{} inputs in all", ran.iter().map(|ran| ran.executions).sum::<u64>());
    if bad.is_empty() {
        return Ok(());
    }
    bail!(
        "{}\nMend the kind and move the input to tests/fuzz/seeds, where the tests hold it from then on",
        bad.join("\n\n")
    )
}

fn run_one(engine: &Path, target: &str, each: Duration) -> Result<Ran> {
    // What was reached before is where the next run begins.
    let reached = shell::root().join("target/fuzz").join(target);
    let found = folder().join("found");
    std::fs::create_dir_all(&reached)?;
    std::fs::create_dir_all(&found)?;
    let mut command = shell::command(&engine.to_string_lossy(), &[]);
    command.env("PAMPHLET_FUZZ", target).arg(&reached).arg(folder().join("seeds").join(target));
    if target == "page" {
        command.args([shell::root().join("crates/parser/specs"), shell::root().join("crates/parser/tests/broken")]);
    }
    command.args([
        format!("-max_total_time={}", each.as_secs().max(1)),
        format!("-timeout={SLOWEST}"),
        format!("-rss_limit_mb={MEMORY}"),
        "-max_len=4000".to_owned(),
        "-print_final_stats=1".to_owned(),
        format!("-artifact_prefix={}/{target}-", found.display()),
    ]);
    let output = command.output().with_context(|| format!("cannot start {}", engine.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let executions = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let executions = executions.and_then(|count| count.trim().parse().ok()).unwrap_or(0);
    let name = target.to_owned();
    if output.status.success() && executions > 0 {
        return Ok(Ran { name, executions, found: None });
    }
    let input = said.lines().find_map(|line| line.split_once("Test unit written to ").map(|(_, path)| path));
    let Some(input) = input else {
        bail!("the fuzzer ended without an input that breaks a law: {}\n{}", output.status, last(&said));
    };
    Ok(Ran { name, executions, found: Some((PathBuf::from(input), last(&said))) })
}

/// What was said before the end, without the hexadecimal copy of the input.
fn last(said: &str) -> String {
    let told = said.lines().filter(|line| !line.starts_with('#') && !line.starts_with("INFO:") && line.len() < 2_000);
    let told: Vec<&str> = told.collect();
    told[told.len().saturating_sub(30)..].join("\n")
}
