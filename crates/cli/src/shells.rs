//! `completions` and `man`: what shells and manuals know of the commands, from the commands themselves.

use crate::arguments::{CompletionsArguments, ManArguments};
use crate::{Arguments, Ended, Ending, terminal};
use clap::CommandFactory as _;
use pamphlet_pipeline::Error;
use pamphlet_source::did_you_mean;
use std::process::{Command, Stdio};

pub(crate) fn completions(arguments: &CompletionsArguments) -> Ending {
    let mut made = Vec::new();
    let mut program = Arguments::command();
    clap_complete::generate(arguments.shell, &mut program, "pamphlet", &mut made);
    terminal::output(format_args!("{}", String::from_utf8_lossy(&made)));
    Ending::Good
}

/// Opens an address in the browser; where that cannot be done, the address was printed.
pub(crate) fn browse(address: &str) {
    let (program, before): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    let _ = command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

pub(crate) fn man(arguments: &ManArguments) -> Ended {
    let mut program = Arguments::command();
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            program.find_subcommand(name).cloned().ok_or_else(|| {
                Error::usage(
                    format!("there is no command “{name}”"),
                    format!("{}the commands are {}", did_you_mean(name, names.iter().copied()), names.join(", ")),
                )
            })?
        }
    };
    let mut made = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut made)
        .map_err(|error| Error::usage(format!("the page cannot be made: {error}"), "please report it"))?;
    terminal::output(format_args!("{}", String::from_utf8_lossy(&made)));
    Ok(Ending::Good)
}
