//! `cargo xtask …`: the commands of `pamphlet`, and the chores of the project. Only dispatches.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

mod bench;
mod corpus;
mod generate;
mod licences;
mod reproduce;
mod shell;
mod stats;
mod test;
mod tidy;
mod validators;

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
    /// Holds the conventions that a compiler does not: the drawing of the crates, lengths, names, licences.
    Tidy,
    /// CPU seconds and peak memory of whole builds, and the benchmarks of the crates.
    Bench(bench::Options),
    /// Builds a site twice, differently, and compares the bytes.
    Reproduce(reproduce::Options),
    /// How well the lines and pages of PDFs are set, by locale.
    Stats(stats::Options),
}

const CHORES: [&str; 6] = ["test", "generate", "tidy", "bench", "reproduce", "stats"];

fn main() -> ExitCode {
    let first = std::env::args().nth(1).unwrap_or_default();
    if !CHORES.contains(&first.as_str()) {
        return pamphlet_cli::run(std::env::args_os());
    }
    let outcome = match Chores::parse().chore {
        Chore::Test(options) => test::run(&options),
        Chore::Generate { check } => generate::run(check),
        Chore::Tidy => tidy::run(),
        Chore::Bench(options) => bench::run(&options),
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
