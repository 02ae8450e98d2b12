//! What builds cost: CPU seconds and peak memory of whole runs, then the benchmarks of the crates.

mod scaling;

use crate::{gate, shell};
use anyhow::{Context, Result};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder of the site.
    #[arg(long, default_value = "content/handbook")]
    site: String,
    /// Its configuration, when that lies elsewhere.
    #[arg(long)]
    config: Option<String>,
    /// Leave out the benchmarks of the crates.
    #[arg(long)]
    builds_only: bool,
    /// Instead, how costs grow with locales and pages, beside pandoc and Typst where they are installed
    #[arg(long)]
    scaling: bool,
}

/// Measures each format alone and all together, with an empty cache, then runs `cargo bench`.
///
/// # Errors
/// When a build fails, or the system does not say what a process used.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.scaling {
        return scaling::run(options);
    }
    println!("{:<20} {:>8} {:>8} {:>10}", "formats", "CPU s", "wall s", "peak MiB");
    for formats in ["json", "text", "epub", "pdf", "pdf,epub,json,text"] {
        let out = shell::root().join("target/gates/bench");
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        let out = out.to_string_lossy().into_owned();
        let cache = shell::root().join("target/gates/bench-cache");
        if cache.exists() {
            std::fs::remove_dir_all(&cache)?;
        }
        let cache = cache.to_string_lossy().into_owned();
        let mut arguments =
            vec!["build", "--site", &options.site, "--format", formats, "--out", &out, "--cache", &cache];
        if let Some(config) = &options.config {
            arguments.extend(["--config", config]);
        }
        let used = measure(&gate::pamphlet(&arguments))?;
        println!("{formats:<20} {:>8.2} {:>8.2} {:>10.0}", used.cpu, used.wall, used.peak);
    }
    if !options.builds_only {
        shell::run(shell::cargo(&["bench", "--workspace"]))?;
    }
    Ok(())
}

/// What a process used.
struct Used {
    cpu: f64,
    wall: f64,
    peak: f64,
}

/// Runs a process under GNU time, which asks the kernel.
fn measure(command: &std::process::Command) -> Result<Used> {
    let report = shell::root().join("target/gates/time");
    let mut timed = shell::command("/usr/bin/time", &["-f", "%U %S %e %M", "-o"]);
    timed.arg(&report).arg(command.get_program()).args(command.get_args());
    timed.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    shell::run(timed).context("GNU time is needed: Debian's package `time`")?;
    let text = std::fs::read_to_string(&report)?;
    let numbers: Vec<f64> =
        text.lines().last().unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    let [user, system, wall, kibibytes] = numbers.as_slice() else { anyhow::bail!("GNU time said {text:?}") };
    Ok(Used { cpu: user + system, wall: *wall, peak: kibibytes / 1024.0 })
}
