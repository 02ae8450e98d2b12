//! Whether two runs over one input give the same bytes, when everything around them is different: folders, times of
//! files, the clock, zone, umask, user, language, number of jobs. The bundle of a release is compared too.

use crate::{gate::Outcome, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Which site.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder of the site; it is copied, without what lies around it.
    #[arg(long, default_value = "content/handbook")]
    site: PathBuf,
    /// Its configuration, when that lies elsewhere.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Only these locales; then no release is made.
    #[arg(long)]
    locale: Option<String>,
}

/// What one of the two runs stands on.
struct Surroundings {
    folder: PathBuf,
    jobs: &'static str,
    zone: &'static str,
    language: &'static str,
    umask: &'static str,
    /// What the clock says, where it can be told to; files of the site were changed then too.
    moment: Option<u64>,
    /// Whether to run as a user who may do nothing, where we are root.
    nobody: bool,
}

/// Runs twice and compares.
///
/// # Errors
/// Names the files that differ.
pub(crate) fn run(options: &Options) -> Result<()> {
    match twice(options, &shell::root().join("target/gates"))? {
        Outcome::Passed => Ok(()),
        Outcome::Skipped(what) => {
            println!("not tried here: {what}");
            Ok(())
        }
    }
}

/// The same for the handbook.
///
/// # Errors
/// As [`run`].
pub(crate) fn handbook(work: &Path) -> Result<Outcome> {
    twice(&Options { site: PathBuf::from("content/handbook"), config: None, locale: None }, work)
}

/// When the files of the second copy were changed, and what its clock says: 2033-05-18.
const MOMENT: u64 = 2_000_000_000;

fn twice(options: &Options, work: &Path) -> Result<Outcome> {
    let root = is_root();
    // Another user has to reach the second folder, which no folder of ours above it may forbid.
    let second = if root { std::env::temp_dir() } else { work.to_path_buf() };
    let second = second.join(format!("pamphlet reproduces ü {}", std::process::id()));
    let runs = [
        Surroundings {
            folder: work.join("reproduce"),
            jobs: "1",
            zone: "UTC",
            language: "C",
            umask: "022",
            moment: None,
            nobody: false,
        },
        Surroundings {
            folder: second.clone(),
            jobs: "4",
            zone: "Pacific/Auckland",
            language: "tr_TR.UTF-8",
            umask: "077",
            moment: Some(MOMENT),
            nobody: root,
        },
    ];
    let compared = both(options, &runs);
    let _ = std::fs::remove_dir_all(&second);
    compared?;
    let missing = [
        (!shell::has("faketime"), "another clock, because there is no faketime"),
        (!root, "another user, because this one is not root"),
    ];
    let missing: Vec<&str> = missing.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    Ok(if missing.is_empty() { Outcome::Passed } else { Outcome::Skipped(format!("in part: {}", missing.join("; "))) })
}

fn both(options: &Options, runs: &[Surroundings; 2]) -> Result<()> {
    let mut endings = Vec::new();
    for run in runs {
        endings.push(prepared(options, run)?.status().context("cannot start the program")?.code());
    }
    // Findings are no matter here, as long as both runs say them.
    if endings[0] != endings[1] || !matches!(endings[0], Some(0 | 1)) {
        bail!("the two runs ended with {endings:?}");
    }
    let [one, other] = runs;
    let mut count = compare(&one.folder.join("out"), &other.folder.join("out"))?;
    if count == 0 {
        bail!("the build made no files");
    }
    let bundle = compare(&one.folder.join("bundle"), &other.folder.join("bundle"))?;
    if bundle == 0 && options.locale.is_none() {
        println!("no release is compared: the site has errors");
        if endings[0] == Some(0) {
            bail!("the release made no files");
        }
    }
    count += bundle;
    println!("{count} files compared, {bundle} of them of a release");
    Ok(())
}

/// A copy of the site in a repository of its own, and the command that builds it.
fn prepared(options: &Options, run: &Surroundings) -> Result<Command> {
    let folder = &run.folder;
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let site = folder.join("site");
    copy(&shell::root().join(&options.site), &site, run.moment)?;
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(&site).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        command.args(["-c", "commit.gpgsign=false", "-c", "core.excludesFile=", "-c", "core.autocrlf=false"]);
        command.args(arguments).env("GIT_AUTHOR_DATE", "2024-02-03T04:05:06Z");
        command.env("GIT_COMMITTER_DATE", "2024-02-03T04:05:06Z");
        shell::output(command)
    };
    git(&["init", "--quiet"])?;
    git(&["add", "--all"])?;
    git(&["commit", "--quiet", "--message", "The site"])?;
    let program = folder.join("program");
    std::fs::copy(std::env::current_exe()?, &program)?;

    let mut words: Vec<String> =
        vec!["sh".into(), "-c".into(), format!("umask {}; exec \"$@\"", run.umask), "sh".into()];
    if let Some(moment) = run.moment.filter(|_| shell::has("faketime")) {
        // The form with `@` is a date alone; a distance from now is as good, and needs no calendar.
        let ahead = moment.saturating_sub(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs());
        words.extend(["faketime".into(), "-f".into(), format!("+{ahead}s")]);
    }
    words.push(program.to_string_lossy().into_owned());
    words.push(if options.locale.is_some() { "build".into() } else { "release".into() });
    let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
    words.extend(["--site".into(), place("site"), "--out".into(), place("out"), "--cache".into(), place("cache")]);
    words.extend(["--jobs".into(), run.jobs.into()]);
    match &options.locale {
        Some(locale) => words.extend(["--locale".into(), locale.clone()]),
        None => words.extend(["--bundle".into(), place("bundle"), "--release-version".into(), "1.0".into()]),
    }
    if let Some(config) = &options.config {
        let copy = folder.join(config.file_name().context("the configuration has no name")?);
        std::fs::copy(shell::root().join(config), &copy)?;
        words.extend(["--config".into(), copy.to_string_lossy().into_owned()]);
    }
    let mut command = if run.nobody {
        shell::output(shell::command("chown", &["-R", "nobody:", &folder.to_string_lossy()]))?;
        shell::command("setpriv", &["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"])
    } else {
        shell::command("env", &[])
    };
    command.args(words).current_dir(folder).env("TZ", run.zone).env("LC_ALL", run.language).env("LANG", run.language);
    command.env("HOME", folder).env_remove("XDG_CACHE_HOME");
    Ok(command)
}

pub(crate) fn is_root() -> bool {
    shell::output(shell::command("id", &["-u"])).is_ok_and(|user| user.trim() == "0")
}

/// Copies a site without its repository and outputs; files get the time that is told.
pub(crate) fn copy(from: &Path, to: &Path, moment: Option<u64>) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let (name, target) = (entry.file_name(), to.join(entry.file_name()));
        if name == ".git" {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&entry.path(), &target, moment)?;
        } else if kind.is_file() {
            std::fs::copy(entry.path(), &target)?;
            if let Some(moment) = moment {
                let time = SystemTime::UNIX_EPOCH + Duration::from_secs(moment);
                std::fs::File::options().append(true).open(&target)?.set_modified(time)?;
            }
        } else {
            bail!("{} is neither a file nor a folder, and is not copied", entry.path().display());
        }
    }
    Ok(())
}

/// Compares two folders to the byte; how many files there are.
pub(crate) fn compare(first: &Path, second: &Path) -> Result<usize> {
    let (left, right) = (shell::files(first, ""), shell::files(second, ""));
    let names = |files: &[PathBuf], root: &Path| -> Vec<PathBuf> {
        files.iter().map(|path| path.strip_prefix(root).unwrap_or(path).to_path_buf()).collect()
    };
    if names(&left, first) != names(&right, second) {
        bail!("the two runs made different files: {} and {}", left.len(), right.len());
    }
    let mut differing = Vec::new();
    for (one, other) in left.iter().zip(&right) {
        if std::fs::read(one)? != std::fs::read(other)? {
            differing.push(one.strip_prefix(first).unwrap_or(one).display().to_string());
        }
    }
    if differing.is_empty() { Ok(left.len()) } else { bail!("different bytes in:\n  {}", differing.join("\n  ")) }
}
