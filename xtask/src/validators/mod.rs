//! Validators from outside: EPUBCheck, veraPDF, Ace, a JSON Schema validator.

mod install;

use crate::shell;
use crate::test::{Ground, Outcome};
use anyhow::{Context, Result, bail};
pub(crate) use install::Tools;
use std::path::{Path, PathBuf};

/// What the validators of a gate need, or why they cannot be had here.
macro_rules! tool {
    ($tool:expr) => {
        match $tool {
            Ok(tool) => tool,
            Err(missing) => return Ok(Outcome::Skipped(missing)),
        }
    };
}

/// EPUBCheck over every book of the handbook: no error, no warning.
///
/// # Errors
/// When a book is not clean.
pub(crate) fn epubcheck(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let classpath = tool!(tools.epubcheck());
    check_epubs(&classpath, &below(&ground.handbook(), ".epub")?)?;
    Ok(Outcome::Passed)
}

/// veraPDF over every PDF of the handbook: PDF/UA-1 and PDF/A-2a.
///
/// # Errors
/// When a file does not conform.
pub(crate) fn verapdf(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let classpath = tool!(tools.verapdf());
    check_pdfs(&classpath, &below(&ground.handbook(), ".pdf")?)?;
    Ok(Outcome::Passed)
}

/// Ace by DAISY over every book of the handbook: no violation.
///
/// # Errors
/// When a book has a violation.
pub(crate) fn ace(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let ace = tool!(tools.ace());
    for book in below(&ground.handbook(), ".epub")? {
        let report = ground.work.join("ace");
        let mut command = shell::command(&ace.program.to_string_lossy(), &["--force", "--silent", "--outdir"]);
        command.arg(&report).arg(&book);
        command.env("PUPPETEER_EXECUTABLE_PATH", &ace.browser).env("ACE_TIMEOUT_INITIAL", "120000");
        shell::output(command)?;
        let text = std::fs::read_to_string(report.join("report.json")).context("Ace wrote no report")?;
        let report: serde_json::Value = serde_json::from_str(&text)?;
        let list = |value: &serde_json::Value| value["assertions"].as_array().cloned().unwrap_or_default();
        let found: Vec<String> = list(&report)
            .iter()
            .flat_map(|file| list(file).into_iter().map(move |found| (file["earl:testSubject"]["url"].clone(), found)))
            .map(|(file, found)| format!("{file}: {}", found["earl:test"]["dct:title"]))
            .collect();
        if !found.is_empty() {
            bail!("{}: {} violations\n  {}", book.display(), found.len(), found.join("\n  "));
        }
        println!("no violation  {}", book.display());
    }
    Ok(Outcome::Passed)
}

/// Every JSON file of the handbook against the schemas beside it.
///
/// # Errors
/// When a file does not conform.
pub(crate) fn json_schema(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let program = tool!(tools.check_jsonschema());
    check_json(&program, &ground.handbook())?;
    Ok(Outcome::Passed)
}

/// The trees of the corpus: built in every format, and held against the validators and, when it lies beside the
/// corpus, the oracle.
///
/// # Errors
/// When a build, a validator or the oracle finds something.
pub(crate) fn corpus(ground: &Ground) -> Result<Outcome> {
    if ground.corpus.is_none() {
        return Ok(Outcome::Skipped("PAMPHLET_CORPUS is not set".to_owned()));
    }
    crate::corpus::run(ground, Tools::get())
}

/// EPUBCheck over some books, in one process.
pub(crate) fn check_epubs(classpath: &str, books: &[PathBuf]) -> Result<()> {
    shell::run(java(classpath, "Epubs", &[], books))
}

/// veraPDF over some files, in one process.
pub(crate) fn check_pdfs(classpath: &str, files: &[PathBuf]) -> Result<()> {
    shell::run(java(classpath, "Pdfs", &["ua1,2a"], files))
}

/// Holds the JSON files of an output against its schemas.
pub(crate) fn check_json(program: &Path, dist: &Path) -> Result<()> {
    let kinds = below(&dist.join("schema"), ".schema.json")?;
    for schema in kinds {
        let name = schema.file_name().unwrap_or_default().to_string_lossy().replace(".schema.json", "");
        let files: Vec<PathBuf> = match name.as_str() {
            // A page takes the validator seconds: of many, the first.
            "page" => {
                let pages: Vec<PathBuf> =
                    shell::files(dist, ".json").into_iter().filter(|path| is_page(dist, path)).collect();
                let step = if pages.len() > 100 { pages.len() } else { 1 };
                pages.into_iter().step_by(step).collect()
            }
            name => {
                let named = shell::files(dist, &format!("/{name}.json"));
                named.into_iter().filter(|path| !is_page(dist, path)).collect()
            }
        };
        if files.is_empty() {
            println!("no file for the schema {name}");
            continue;
        }
        let mut command = shell::command(&program.to_string_lossy(), &["--quiet", "--schemafile"]);
        command.arg(&schema).args(&files);
        shell::run(command)?;
        println!("{} files conform to {name}", files.len());
    }
    Ok(())
}

/// Whether a JSON file is a page: the folder `json` of a locale holds nothing else.
fn is_page(dist: &Path, path: &Path) -> bool {
    path.strip_prefix(dist).is_ok_and(|inside| inside.iter().nth(1).is_some_and(|folder| folder == "json"))
}

fn java(classpath: &str, class: &str, arguments: &[&str], files: &[PathBuf]) -> std::process::Command {
    let mut command = shell::command("java", &["-XX:TieredStopAtLevel=1", "-cp", classpath, class]);
    command.args(arguments).args(files);
    command
}

/// The files below a folder whose path ends so; at least one.
pub(crate) fn below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let found = shell::files(folder, ending);
    if found.is_empty() {
        bail!("no {ending} below {}", folder.display());
    }
    Ok(found)
}
