//! `cargo xtask …`: the commands of `pamphlet`, and the chores of the project. Only dispatches.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

mod bench;
mod corpus;
mod counter;
mod counts;
mod fuzz;
mod gate;
mod generate;
mod growth;
mod reach;
mod remote;
mod reproduce;
mod sbom;
mod shell;
mod stats;
mod supply;
mod test;
mod tidy;
mod validators;
mod workflows;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The chores of the project. Every other word is a command of `pamphlet`: see `cargo xtask --help`.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Every gate: formatting, lints, tidiness, tests, the handbook built twice, the validators.
    Test(test::Options),
    /// Writes the files that are made from the code; with `--check`, says which are stale.
    Generate {
        /// Write nothing; fail when a file is stale.
        #[arg(long)]
        check: bool,
    },
    /// Holds the conventions that a compiler does not: the drawing of the crates, lengths, names.
    Tidy,
    /// CPU seconds and peak memory of whole builds, and the benchmarks of the crates.
    Bench(bench::Options),
    /// Holds the instructions of fixed builds against those that are committed; `--update` writes these.
    Counts(counts::Options),
    /// Looks for inputs that break a law, guided by what they reach.
    Fuzz(fuzz::Options),
    /// Instructions and memory of texts that grow, at n, 2n and 4n: all of them, or those that are named.
    Growth(growth::Options),
    /// Builds and releases a site twice, with everything around it different, and compares the bytes.
    Reproduce(reproduce::Options),
    /// How well the lines and pages of PDFs are set, by locale.
    Stats(stats::Options),
}

const CHORES: [&str; 9] = ["test", "generate", "tidy", "bench", "counts", "fuzz", "growth", "reproduce", "stats"];

fn main() -> ExitCode {
    let first = std::env::args().nth(1).unwrap_or_default();
    if !CHORES.contains(&first.as_str()) {
        let handbook = pamphlet_cli::Defaults { site: Some("content/handbook"), out: Some("dist") };
        return pamphlet_cli::run(std::env::args_os(), handbook);
    }
    let outcome = match Chores::parse().chore {
        Chore::Test(options) => test::run(&options),
        Chore::Generate { check } => generate::run(check),
        Chore::Tidy => tidy::run(),
        Chore::Bench(options) => bench::run(&options),
        Chore::Counts(options) => counts::run(&options),
        Chore::Fuzz(options) => fuzz::chore(&options),
        Chore::Growth(options) => growth::chore(&options),
        Chore::Reproduce(options) => reproduce::run(&options),
        Chore::Stats(options) => stats::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHORES, Chores};
    use clap::Parser;
    use pamphlet_cli::Arguments;

    /// The commands that a reader is told to type, and those that a workflow types.
    fn commands(text: &str) -> Vec<Vec<&str>> {
        let parts = text.lines().flat_map(|line| line.split('`')).map(str::trim);
        let parts =
            parts.map(|part| part.trim_start_matches("$ ").trim_start_matches("- ").trim_start_matches("run: "));
        parts
            .filter(|part| part.starts_with("cargo xtask ") || part.starts_with("pamphlet "))
            .map(|part| part.split(" #").next().unwrap_or(part).split_whitespace().collect())
            .collect()
    }

    #[test]
    fn documented_commands_are_commands() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        let mut tried = 0;
        for file in [
            "README.md",
            "CONTRIBUTING.md",
            "docs/configuration.md",
            "docs/releasing.md",
            "SECURITY.md",
            ".github/workflows/check.yml",
            ".github/workflows/release.yml",
            ".ci/run",
        ] {
            let text = std::fs::read_to_string(format!("{root}/{file}")).unwrap();
            for mut command in commands(&text) {
                if command[0] == "cargo" {
                    command.remove(0);
                }
                tried += 1;
                let understood = if command.get(1).is_some_and(|word| CHORES.contains(word)) {
                    Chores::try_parse_from(&command).map(drop)
                } else {
                    Arguments::try_parse_from(&command).map(drop)
                };
                assert!(
                    understood.as_ref().map_or_else(|asked| !asked.use_stderr(), |()| true),
                    "{file}: {}\n{}",
                    command.join(" "),
                    understood.unwrap_err()
                );
            }
        }
        assert!(tried >= 8, "only {tried} commands were found");
    }
}
