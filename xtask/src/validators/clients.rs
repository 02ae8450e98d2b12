//! Our books in the programs that people read them with: foliate-js, epub.js and a navigator of Readium, in a browser without
//! a window; and what a second checker of EPUB says of them.

use super::{below, install};
use crate::gate::{Ground, Outcome, build};
use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Node packages: the engines of three readers, what they need in a browser, what reads packages for Readium's, and a
/// checker. The newest of Readium's that can be installed: later ones want packages that the registry has not got.
const PACKAGES: [&str; 8] = [
    "foliate-js@1.0.1",
    "construct-style-sheets-polyfill@3.1.0",
    "epubjs@0.3.93",
    "jszip@3.10.1",
    "@readium/navigator@2.4.0",
    "@readium/shared@2.1.2",
    "r2-shared-js@1.0.85",
    "@likecoin/epubcheck-ts@0.7.0",
];

const CHROMIUM: &str = "/usr/bin/chromium";

/// How many places are looked up in each chapter, unless all are.
const SAMPLE: &str = "12";

/// Books in English, Arabic and Japanese, of a site of what is hard for readers, in three programs: each opens, every
/// chapter is walked through, places, notes, printed pages and links are found, nothing is cut off or over something else,
/// and all show the same. With `--long` the handbook too, and every place. That faults are found is proved first.
///
/// # Errors
/// When a program finds less than is there, or shows it wrong.
pub(crate) fn readers(ground: &Ground) -> Result<Outcome> {
    let modules = match modules() {
        Ok(modules) => modules,
        Err(missing) => return Ok(Outcome::Skipped(format!("{missing:#}"))),
    };
    if !Path::new(CHROMIUM).exists() {
        return Ok(Outcome::Skipped("there is no Chromium".to_owned()));
    }
    let out = ground.work.join("harbour");
    build(&["--site", "tests/clients/site", "--format", "epub"], &out)?;
    let books = below(&out, ".epub")?;
    let english: Vec<PathBuf> = books.iter().filter(|book| book.ends_with("en/harbour-en.epub")).cloned().collect();
    run(&modules, &ground.work.join("broken"), &["--prove"], &english)?;
    let pictures = ground.work.join("pictures");
    if ground.long {
        run(&modules, &pictures, &[], &books)?;
        run(&modules, &pictures, &["--dark", "--most", SAMPLE], &books)?;
        run(&modules, &pictures, &[], &below(&ground.handbook(), ".epub")?)?;
    } else {
        run(&modules, &pictures, &["--most", SAMPLE], &books)?;
    }
    println!("pictures of the same places in all three lie in {}", pictures.display());
    Ok(Outcome::Passed)
}

fn run(modules: &Path, out: &Path, arguments: &[&str], books: &[PathBuf]) -> Result<()> {
    let mut command = shell::command("node", &[]);
    command.arg(shell::root().join("tests/clients/run.mjs")).arg("--modules").arg(modules);
    command.arg("--out").arg(out).args(["--chromium", CHROMIUM]).args(arguments).args(books);
    shell::run(command)
}

/// A second checker over every book of the handbook and of the site of constructs: no error, no warning.
///
/// # Errors
/// When a book is not clean.
pub(crate) fn second_opinion(ground: &Ground) -> Result<Outcome> {
    let modules = match modules() {
        Ok(modules) => modules,
        Err(missing) => return Ok(Outcome::Skipped(format!("{missing:#}"))),
    };
    let checker = modules.join("@likecoin/epubcheck-ts/bin/epubcheck.js");
    let out = ground.work.join("constructs-again");
    build(&["--site", "tests/constructs", "--format", "epub"], &out)?;
    for book in below(&ground.handbook(), ".epub")?.iter().chain(&below(&out, ".epub")?) {
        let mut command = shell::command("node", &[]);
        command.arg(&checker).arg(book).args(["--warn", "--fail-on-warnings"]);
        shell::output(command).with_context(|| format!("{}", book.display()))?;
        println!("no finding  {}", book.display());
    }
    Ok(Outcome::Passed)
}

/// The folder `node_modules` with all of them.
fn modules() -> Result<PathBuf> {
    install::modules(&install::folder().join("clients"), &PACKAGES)
}
