//! Programs of others that read our JSON: generators of types, programs that search, a site made from JSON alone, the
//! client of a protocol.

use super::install::{environment, folder, modules};
use crate::gate::{Ground, Outcome, build, pamphlet};
use crate::shell;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// Node packages: what makes types of schemas, what compiles them, what searches.
const NODE: [&str; 4] =
    ["json-schema-to-typescript@16.0.0", "quicktype@26.0.0", "typescript@5.9.3", "minisearch@7.2.0"];
/// Python packages: what makes models of types, what reads with them, what searches, the official client of the protocol.
const PYTHON: [&str; 4] = ["datamodel-code-generator==0.89.0", "pydantic==2.14.4", "mcp==2.3.0", "tantivy==0.27.0"];
const TYPIFY: &str = "cargo-typify@0.8.0";
/// A program in TypeScript that is right only where types are told apart by their kind.
const NARROW: &str = "import type { Block, PageFile } from \"./page.js\";\n\
    export const level = (block: Block): number => (block.kind === \"heading\" ? block.level : block.kind === \"list\" ? block.items.length : 0);\n\
    export const all = (page: PageFile): number[] => page.blocks.map((entry) => level(entry.block));\n";
/// How many seconds the pages of the handbook may take with models that a generator made.
const SECONDS: &str = "2";

/// The folder of the Node packages, and the Python with its packages.
fn tools() -> Result<(PathBuf, PathBuf), String> {
    let folder = folder().join("programs");
    let had = |result: Result<PathBuf>| result.map_err(|error| format!("{error:#}"));
    Ok((had(modules(&folder, &NODE))?, had(environment(&folder, &PYTHON))?))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn node(script: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = shell::command("node", &[]);
    command.arg(script).args(arguments);
    command
}

/// Types of our schemas by the generators of others: they compile, are told apart by their kind, and read real output.
///
/// # Errors
/// When one of them fails.
pub(crate) fn generators(ground: &Ground) -> Result<Outcome> {
    let (modules, python) = tool!(tools());
    let (dist, made) = (ground.work.join("generators-json"), ground.work.join("generators"));
    build(&["--site", "content/handbook", "--format", "json", "--whole-json"], &dist)?;
    if made.exists() {
        std::fs::remove_dir_all(&made)?;
    }
    std::fs::create_dir_all(&made)?;
    let compiler = modules.join("typescript/bin/tsc");
    let mut types = node("tests/validators/types.cjs".as_ref(), &[&text(&dist), &text(&made)]);
    types.env("NODE_PATH", &modules);
    shell::run(types)?;
    for name in ["page", "manifest"] {
        let (schema, types) =
            (dist.join(format!("schema/{name}.schema.json")), made.join(format!("{name}.quicktype.ts")));
        let generator = modules.join("quicktype/dist/index.js");
        shell::run(node(&generator, &["-s", "schema", &text(&schema), "-l", "ts", "-o", &text(&types)]))?;
    }
    std::fs::write(made.join("narrow.ts"), NARROW)?;
    let mut programs: Vec<String> = shell::files(&made, ".ts").iter().map(|path| text(path)).collect();
    let examples = shell::root().join("exporters/json/examples");
    programs.extend(["headings.ts", "walk.ts"].map(|name| text(&examples.join(name))));
    let mut options = vec!["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext"];
    options.extend(programs.iter().map(String::as_str));
    shell::run(node(&compiler, &options))?;
    println!("{} files of types compile", programs.len());
    let models = made.join("generated_models.py");
    let mut generator = shell::command(&text(&python), &["-m", "datamodel_code_generator"]);
    generator.args(["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel", "--input"]);
    generator.arg(dist.join("schema/openapi.json")).arg("--output").arg(&models).env("PYTHONWARNINGS", "ignore");
    shell::output(generator)?;
    for module in [&models, &dist.join("schema/pamphlet_models.py")] {
        let mut reader = shell::command(&text(&python), &["tests/validators/models.py"]);
        reader.arg(module).args([text(&dist).as_str(), SECONDS]);
        shell::run(reader)?;
    }
    if ground.long { typify(&dist, &made) } else { Ok(Outcome::Passed) }
}

/// Types for Rust: they are made, compile, and read every page.
fn typify(dist: &Path, made: &Path) -> Result<Outcome> {
    let folder = folder().join("typify");
    let program = folder.join("bin/cargo-typify");
    if !program.exists() {
        println!("fetching {TYPIFY}");
        let root = text(&folder);
        let install = shell::output(shell::cargo(&["install", "--quiet", "--locked", "--root", &root, TYPIFY]));
        if let Err(error) = install {
            return Ok(Outcome::Skipped(format!("in part: {error:#}")));
        }
    }
    let project = made.join("typify");
    std::fs::create_dir_all(project.join("src"))?;
    std::fs::write(
        project.join("Cargo.toml"),
        "[package]\nname = \"reader\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
         serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
    )?;
    std::fs::write(
        project.join("src/main.rs"),
        "#![allow(dead_code, clippy::all)]\nmod page;\nfn main() {\n    for path in std::env::args().skip(1) {\n        \
         let text = std::fs::read_to_string(&path).unwrap();\n        \
         let page: page::PageFile = serde_json::from_str(&text).unwrap();\n        \
         assert!(!page.blocks.is_empty(), \"{path}\");\n    }\n}\n",
    )?;
    for schema in shell::files(&dist.join("schema"), ".schema.json") {
        let name = schema.file_name().context("has a name")?.to_string_lossy().replace(".schema.json", "");
        let out = project.join("src").join(format!("{}.rs", name.replace('-', "_")));
        shell::run(shell::command(&text(&program), &["typify", &text(&schema), "--output", &text(&out)]))?;
    }
    let is_page = |path: &PathBuf| {
        let own = path.strip_prefix(dist).unwrap_or(path);
        own.components().any(|part| part.as_os_str() == "json")
    };
    let pages: Vec<PathBuf> = shell::files(dist, ".json").into_iter().filter(is_page).collect();
    let manifest = text(&project.join("Cargo.toml"));
    let mut reader = shell::cargo(&["run", "--quiet", "--manifest-path", &manifest, "--"]);
    reader.args(&pages);
    shell::run(reader)?;
    println!("{} pages are read with types by typify", pages.len());
    Ok(Outcome::Passed)
}

/// What programs make of an output: a site from its JSON alone, with the words of the book; searches by three engines;
/// a session of the Model Context Protocol.
///
/// # Errors
/// When one of them does not find what it must.
pub(crate) fn readers(ground: &Ground) -> Result<Outcome> {
    let (modules, python) = tool!(tools());
    let dist = ground.work.join("constructs-json");
    build(&["--site", "tests/constructs", "--format", "json,epub"], &dist)?;
    let site = ground.work.join("constructs-site");
    if site.exists() {
        std::fs::remove_dir_all(&site)?;
    }
    let examples = shell::root().join("exporters/json/examples");
    let run = |script: PathBuf, arguments: &[&str]| {
        let mut command = shell::command(&text(&python), &[]);
        command.arg(script).args(arguments);
        shell::output(command)
    };
    let (dist_text, site_text) = (text(&dist), text(&site));
    run(examples.join("site.py"), &[&dist_text, &site_text])?;
    print!("{}", run("tests/validators/words.py".into(), &[&dist_text, &site_text])?);
    let links = run(examples.join("walk.py"), &[&text(&dist.join("en/json/index.json"))])?;
    if links.lines().count() < 5 {
        bail!("walk.py found no links: {links}");
    }
    let lines = text(&dist.join("en/search.ndjson"));
    let mut mini = node(&examples.join("search_minisearch.mjs"), &[&lines, "quotation"]);
    mini.env("NODE_PATH", &modules);
    let found = [
        ("MiniSearch", shell::output(mini)?),
        ("SQLite FTS5", run(examples.join("search_fts5.py"), &[&lines, "quotation"])?),
        ("tantivy", run(examples.join("search_tantivy.py"), &[&lines, "quotation"])?),
    ];
    for (engine, found) in found {
        if !found.contains("index#") {
            bail!("{engine} finds no section: {found}");
        }
        println!("{engine} finds {} sections", found.lines().count());
    }
    let own = std::env::current_exe()?;
    print!("{}", run("tests/validators/protocol.py".into(), &[&text(&own), &dist_text])?);
    let refused = shell::output(pamphlet(&["mcp", &site_text]));
    if refused.is_ok() {
        bail!("a folder that is not an output was served");
    }
    Ok(Outcome::Passed)
}
