//! The `pamphlet` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    pamphlet_cli::run(std::env::args_os(), pamphlet_cli::Defaults::default())
}
