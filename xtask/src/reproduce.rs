//! Whether two builds of one input are the same to the byte.

use crate::{shell, test};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Which site.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder of the site.
    #[arg(long, default_value = "content/handbook")]
    site: String,
    /// Its configuration, when that lies elsewhere.
    #[arg(long)]
    config: Option<String>,
    /// Only these locales.
    #[arg(long)]
    locale: Option<String>,
}

/// Builds a site twice and compares.
///
/// # Errors
/// Names the files that differ.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut arguments = vec!["--site", options.site.as_str()];
    if let Some(config) = &options.config {
        arguments.extend(["--config", config]);
    }
    if let Some(locale) = &options.locale {
        arguments.extend(["--locale", locale]);
    }
    twice(&arguments, &shell::root().join("target/gates"))
}

/// The same for the handbook.
///
/// # Errors
/// As [`run`].
pub(crate) fn handbook(work: &Path) -> Result<()> {
    twice(&["--site", "content/handbook"], work)
}

/// Two builds: one on one core, one on all, in folders of different names, with caches of their own and another
/// time zone.
fn twice(arguments: &[&str], work: &Path) -> Result<()> {
    let (first, second) = (work.join("first"), work.join("another-folder/second"));
    for (out, jobs, zone) in [(&first, "1", "UTC"), (&second, "4", "Pacific/Auckland")] {
        for folder in [out.clone(), cache(out)] {
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
        }
        let cache = cache(out);
        let (out, cache) = (out.to_string_lossy(), cache.to_string_lossy());
        let mut command =
            test::pamphlet(&[&["build"], arguments, &["--out", &out, "--jobs", jobs, "--cache", &cache]].concat());
        command.env("TZ", zone);
        shell::run(command)?;
    }
    let (left, right) = (shell::files(&first, ""), shell::files(&second, ""));
    let names = |files: &[PathBuf], root: &Path| -> Vec<PathBuf> {
        files.iter().map(|path| path.strip_prefix(root).unwrap_or(path).to_path_buf()).collect()
    };
    if left.is_empty() {
        bail!("the build made no files");
    }
    if names(&left, &first) != names(&right, &second) {
        bail!("the two builds made different files: {} and {}", left.len(), right.len());
    }
    let mut differing = Vec::new();
    for (one, other) in left.iter().zip(&right) {
        if std::fs::read(one)? != std::fs::read(other)? {
            differing.push(one.strip_prefix(&first).unwrap_or(one).display().to_string());
        }
    }
    println!("{} files compared", left.len());
    if differing.is_empty() { Ok(()) } else { bail!("different bytes in:\n  {}", differing.join("\n  ")) }
}

fn cache(out: &Path) -> PathBuf {
    out.with_extension("cache")
}
