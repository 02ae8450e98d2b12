//! The gate of instructions: what fixed builds cost is within 3 % of what is committed, on however busy a machine.
//!
//! The builds are those of a small site that is kept in the repository (`tests/small`), one thread each, under valgrind,
//! which counts every instruction and always the same. Counts are of one compiler, one kind of processor, one C library
//! and one level of optimisation; elsewhere they say nothing, and the gate is skipped. `cargo xtask counts --update`
//! writes them anew.

use crate::counter::{Counter, RECORD, record};
use crate::gate::{Ground, Outcome};
use crate::shell;
use crate::validators::debian;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// By how much a count may differ from the committed one, in thousandths. What varies from run to run, such as the seeds
/// of hash tables, is less than a tenth of it.
const MOST: u64 = 30;

/// The site, and the file of the counts.
const SITE: &str = "tests/small";
const FILE: &str = "tests/measure/instructions.tsv";

/// What is counted: its name, and the words of the command. `build` gets places of its own.
const RUNS: [(&str, &[&str]); 6] = [
    ("check", &["check", "--fail-on", "error"]),
    ("json", &["build", "--format", "json"]),
    ("text", &["build", "--format", "text"]),
    ("epub", &["build", "--format", "epub"]),
    ("pdf", &["build", "--format", "pdf"]),
    (UNCHANGED, &["build"]),
];

/// The run that finds everything as it was left.
const UNCHANGED: &str = "nothing changed";

/// What to do.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Writes the counts of this machine instead of comparing with them.
    #[arg(long)]
    update: bool,
}

/// Counts, and compares or writes.
///
/// # Errors
/// When a count is not what is committed, or there is nothing to count with.
pub(crate) fn run(options: &Options) -> Result<()> {
    let work = shell::root().join("target/gates");
    if options.update {
        if !shell::has("valgrind") {
            bail!("valgrind is not there (Debian's package valgrind)");
        }
        let file = shell::root().join(FILE);
        let table = Table { ground: surroundings()?, site: sum_of_site()?, counts: counts(&work)? };
        std::fs::write(&file, table.text())?;
        println!(
            "{} is written: {}",
            file.display(),
            table.counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
        );
        return Ok(());
    }
    match compare(&work)? {
        Outcome::Passed => Ok(()),
        Outcome::Skipped(why) => {
            println!("not compared: {why}");
            Ok(())
        }
    }
}

/// The same as a gate.
///
/// # Errors
/// When a count is not what is committed.
pub(crate) fn gate(ground: &Ground) -> Result<Outcome> {
    debian();
    compare(&ground.work)
}

fn compare(work: &Path) -> Result<Outcome> {
    if !shell::has("valgrind") {
        return Ok(Outcome::Skipped("valgrind is not there (Debian's package valgrind)".to_owned()));
    }
    let Ok(text) = std::fs::read_to_string(shell::root().join(FILE)) else {
        return Ok(Outcome::Skipped(format!("there is no {FILE} yet: `cargo xtask counts --update` writes it")));
    };
    let known = Table::parse(&text).with_context(|| format!("{FILE} is not a table of counts"))?;
    let here = surroundings()?;
    if known.ground != here {
        return Ok(Outcome::Skipped(format!("the counts are of {}; this is {here}", known.ground)));
    }
    if known.site != sum_of_site()? {
        bail!("{SITE} is not what was counted: run `cargo xtask counts --update` and commit {FILE}");
    }
    let now = counts(work)?;
    let mut wrong = Vec::new();
    for (name, count) in &now {
        let before = known.counts.get(name).copied().with_context(|| format!("{FILE} has no count of {name}"))?;
        let line = format!("{name:<16} {before:>14} {count:>14} {:>+8.2} %", percent(before, *count));
        println!("{line}");
        if count.abs_diff(before) * 1000 > before * MOST {
            wrong.push(line);
        }
    }
    if wrong.is_empty() {
        return Ok(Outcome::Passed);
    }
    bail!(
        "instructions of a build (committed, now, difference) are off by more than {}.{} %:\n{}\n\
         More: find what costs it (`valgrind --tool=callgrind`), or say in the commit why it is worth that. Less: well done. \
         Then run `cargo xtask counts --update` and commit {FILE}.",
        MOST / 10,
        MOST % 10,
        wrong.join("\n")
    )
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn percent(before: u64, now: u64) -> f64 {
    (now as f64 / (before.max(1)) as f64 - 1.0) * 100.0
}

/// What is committed.
struct Table {
    /// Compiler, processor, library, level of optimisation.
    ground: String,
    /// The sum of the site.
    site: String,
    counts: BTreeMap<String, u64>,
}

impl Table {
    fn text(&self) -> String {
        let mut out = format!(
            "# Written by `cargo xtask counts --update`: instructions of builds of {SITE}, by valgrind.\n\
             built with\t{}\nsite\t{}\n",
            self.ground, self.site
        );
        for (name, count) in &self.counts {
            let _ = writeln!(out, "{name}\t{count}");
        }
        out
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines: BTreeMap<&str, &str> =
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        let (ground, site) = (lines.remove("built with")?.to_owned(), lines.remove("site")?.to_owned());
        let counts = lines.into_iter().map(|(name, count)| Some((name.to_owned(), count.parse().ok()?)));
        Some(Self { ground, site, counts: counts.collect::<Option<_>>()? })
    }
}

/// What counts hang on besides the code: libraries choose other instructions where the processor has wider ones, and
/// copying memory is the work of the system's.
fn surroundings() -> Result<String> {
    let said = shell::output(shell::command("rustc", &["-vV"]))?;
    let of = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").trim().to_owned();
    let level = env!("XTASK_OPT_LEVEL");
    let valgrind = shell::output(shell::command("valgrind", &["--version"]))?;
    let library = shell::output(shell::command("getconf", &["GNU_LIBC_VERSION"])).unwrap_or_default();
    Ok(format!(
        "rustc {} for {} at level {level}, {}, {}, {}",
        of("release:"),
        of("host:"),
        valgrind.trim(),
        library.trim(),
        if has_avx2() { "AVX2" } else { "no AVX2" }
    ))
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_avx2() -> bool {
    false
}

/// The sum of all files of the site and their names.
fn sum_of_site() -> Result<String> {
    let root = shell::root().join(SITE);
    let mut sum = Sha256::new();
    for path in shell::files(&root, "") {
        let name = path.strip_prefix(&root)?.to_string_lossy().into_owned();
        let bytes = std::fs::read(&path)?;
        sum.update(format!("{name}\n{}\n", bytes.len()));
        sum.update(bytes);
    }
    Ok(sum.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// Runs everything.
fn counts(work: &Path) -> Result<BTreeMap<String, u64>> {
    let work = work.join("counts");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    // Without the repository around it, so that no commit changes anything.
    let site = work.join("site");
    crate::reproduce::copy(&shell::root().join(SITE), &site, None)?;
    std::fs::create_dir_all(site.join(".git"))?;
    // A copy, because a link more or less to the file of this program would have it read again.
    let program = work.join("program");
    std::fs::copy(std::env::current_exe()?, &program)?;
    // The cache knows the sum of the program then; else that would be most of what is counted. Under valgrind, where the
    // stamp of the program is not the one that is seen without it.
    let empty = work.join("empty");
    std::fs::create_dir_all(empty.join("docs"))?;
    std::fs::write(empty.join("mkdocs.yml"), "site_name: T\n")?;
    std::fs::write(empty.join("docs/index.md"), "# T\n")?;
    let places = |site: &Path, out: &str| -> Vec<String> {
        let place = |path: PathBuf| path.to_string_lossy().into_owned();
        ["--site".to_owned(), place(site.to_owned()), "--out".to_owned(), place(work.join(out))]
            .into_iter()
            .chain(["--cache".to_owned(), place(work.join("cache")), "--jobs".to_owned(), "1".to_owned()])
            .collect()
    };
    let before = |site: &Path, out: &str| {
        let mut words = vec!["build".to_owned(), "--quiet".to_owned()];
        words.extend(places(site, out));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut command = Counter::Valgrind.around(&shell::command(&program.to_string_lossy(), &words));
        command.env(RECORD, record(&work.join(format!("{out}-before")).to_string_lossy())?);
        command.env("SOURCE_DATE_EPOCH", "0").env("GIT_CEILING_DIRECTORIES", &work);
        shell::output(command).map(drop)
    };
    before(&empty, "out-empty")?;
    let mut counts = BTreeMap::new();
    for (name, words) in RUNS {
        let out = format!("out-{}", name.replace(' ', "-"));
        if name == UNCHANGED {
            before(&site, &out)?;
        }
        let mut arguments: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        if words[0] == "build" {
            arguments.extend(places(&site, &out));
        } else {
            arguments.extend(["--site".to_owned(), site.to_string_lossy().into_owned()]);
            arguments.extend(["--jobs".to_owned(), "1".to_owned()]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = Counter::Valgrind.around(&shell::command(&program.to_string_lossy(), &arguments));
        command.env("SOURCE_DATE_EPOCH", "0").env("GIT_CEILING_DIRECTORIES", &work);
        command.env(RECORD, record(&work.join(&out).to_string_lossy())?);
        let output = command.output().context("cannot start valgrind")?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.code().is_none_or(|code| code > 1) {
            bail!("{name} ended with {}:\n{said}", output.status);
        }
        let count = Counter::Valgrind.read(&said).with_context(|| format!("no count in what was said: {said}"))?;
        counts.insert(name.to_owned(), count);
    }
    std::fs::remove_dir_all(&work)?;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let counts = RUNS.iter().zip(1..).map(|((name, _), count)| ((*name).to_owned(), count)).collect();
        let table = Table { ground: "rustc 1 for a".to_owned(), site: "0123".to_owned(), counts };
        let read = Table::parse(&table.text()).expect("is one");
        assert_eq!((&read.ground, &read.site, &read.counts), (&table.ground, &table.site, &table.counts));
        assert!(Table::parse("site\t0123\n").is_none());
    }
}
