//! A versioned bundle: one archive a locale and one for all, notes to begin with, what it was made from and by what, and
//! sums of all of these. Bytes depend on the output and the program alone: files stand in the order of their paths and
//! carry the date of the edition, or 1980.

use crate::boundary::SiteFiles;
use crate::commit::OutputTree;
use crate::exchange::{Exchange, is_apart};
use crate::manifest::{Artifact, MANIFEST, Manifest, NOTES, SUMS};
use crate::open::open;
use crate::sums::{sha256, sums_line};
use crate::system::{Doing, System};
use crate::{Error, Request, date, provenance};
use pamphlet_source::limits::{MANIFEST_BYTES, OUTPUT_BYTES};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The name of the list of everything that changed, for people.
pub const CHANGES: &str = "CHANGES.md";
/// The name of the list of everything that changed, for programs.
pub const CHANGES_JSON: &str = "changes.json";

/// The name of the statement about what a bundle was made from.
pub const PROVENANCE: &str = "provenance.json";
/// The name of the list of what the program consists of, in `CycloneDX`.
pub const SBOM: &str = "pamphlet.cdx.json";

/// What the program consists of: crates, fonts, icons. `cargo xtask generate` writes it.
const COMPONENTS: &str = include_str!("../pamphlet.cdx.json");

/// A file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Looks at everything that can stop a release before it is built, and gives the request with the version that files are
/// to print. With `allow_dirty` files may differ from the commit, and the version says so.
///
/// # Errors
/// When there is no version, files differ from the commit, or the folder of the bundle is somebody else's.
pub fn prepare(system: &dyn System, request: &Request, bundle: &Path, allow_dirty: bool) -> Result<Request, Error> {
    let files = SiteFiles::of(system, request)?;
    open(system, &files, request)?;
    check_bundle(system, &system.target(bundle).doing("follow", bundle)?)?;
    let tree = OutputTree::of(system, &request.site, &[&request.out, bundle]);
    let version = date::version(system, &request.site, request.version.as_deref(), &OutputTree::None);
    let Some(mut version) = version else { return Err(no_version()) };
    match &tree {
        _ if !tree.is_dirty() => {}
        _ if allow_dirty => {
            if !version.ends_with(date::DIRTY) {
                version.push_str(date::DIRTY);
            }
        }
        OutputTree::At { changed, .. } => {
            let mut named: Vec<&str> = changed.iter().take(5).map(String::as_str).collect();
            let more = format!("{} more", changed.len().saturating_sub(5));
            if changed.len() > 5 {
                named.push(&more);
            }
            return Err(Error::usage(
                format!("files are not committed, so this would not be {version}: {}", named.join(", ")),
                "commit or remove them; or release with --allow-dirty, and the version ends in -dirty. Files behind a \
                 filter that git would have to run (Git LFS, git-crypt) count as changed, because no program is run \
                 that a repository names",
            ));
        }
        OutputTree::Unknown | OutputTree::None => {
            return Err(Error::usage(
                "the site lies in a repository, but git does not say whether its files are committed",
                "install git, commit once, or let git trust the folder (git config --global --add safe.directory \
                 FOLDER); or release with --allow-dirty, and the version ends in -dirty",
            ));
        }
    }
    Ok(Request { version: Some(version), ..request.clone() })
}

fn no_version() -> Error {
    Error::usage("this release has no version", "give one with --release-version, or set a tag on the commit")
}

/// Refuses a folder that holds something else than a bundle.
fn check_bundle(system: &dyn System, place: &Path) -> Result<(), Error> {
    let foreign = match system.stat(place).doing("look at", place)? {
        Some(stat) if !stat.folder => true,
        Some(_) => {
            let mut entries = system.entries(place).doing("look into", place)?;
            entries.retain(|member| !is_apart(&member.name.to_string_lossy()));
            !entries.is_empty() && !entries.iter().any(|member| member.name == NOTES)
        }
        None => false,
    };
    if foreign {
        return Err(Error::usage(
            format!("{} holds files that Pamphlet did not make, so it is left alone", place.display()),
            "choose a new folder with --bundle, or empty this one yourself",
        ));
    }
    Ok(())
}

/// Bundles what `request` made, which was built and checked. The archives, the notes, what they were made from and the
/// sums are put into `bundle`. When it is known what changed since the last release, the notes tell of it, and two more
/// files tell all of it.
///
/// # Errors
/// When the output has no version, is not what its manifest says or not made by one build, or the machine refuses.
///
/// # Panics
/// Never: changes are texts and numbers, which have a form in JSON.
pub fn release(
    system: &dyn System,
    request: &Request,
    bundle: &Path,
    changes: Option<&pamphlet_diff::DiffFile>,
) -> Result<Vec<Bundled>, Error> {
    let out = &request.out;
    let (_, problems) = crate::verify::verify(system, out)?;
    if let Some(problem) = problems.first() {
        return Err(Error::usage(
            format!("{} is not what its manifest says: {problem}", out.display()),
            "build it again",
        ));
    }
    let path = out.join(MANIFEST);
    let text = system.read(&path, MANIFEST_BYTES).doing("read", &path)?;
    let manifest = Manifest::parse(&text)
        .ok_or_else(|| Error::usage(format!("{} is not a manifest of Pamphlet", path.display()), "build it again"))?;
    let Some(version) = &manifest.version else {
        return Err(no_version());
    };
    if manifest.inputs.is_none() || manifest.shard.is_some() {
        return Err(Error::usage(
            format!("{} was not made by one build of everything", out.display()),
            "build everything at once, or merge all shards",
        ));
    }
    let stem = format!("{}-{}", manifest.slug, safe(version));
    let exchange = Exchange::begin(system, bundle, SUMS)?;
    check_bundle(system, exchange.folder())?;
    exchange.open()?;
    let aside = exchange.stage().to_owned();
    let mut made: Vec<Bundled> = Vec::new();
    let mut put = |name: String, bytes: &[u8]| -> Result<(), Error> {
        let path = aside.join(&name);
        system.write(&path, bytes).doing("write", &path)?;
        made.push(Bundled { name, bytes: bytes.len() as u64, sha256: sha256(bytes) });
        Ok(())
    };
    for edition in &manifest.editions {
        let own = |artifact: &&Artifact| artifact.locale.as_deref() == Some(edition.locale.as_str());
        let paths: Vec<&str> = manifest.artifacts.iter().filter(own).map(|artifact| artifact.path.as_str()).collect();
        if !paths.is_empty() {
            let name = format!("{stem}-{}", edition.locale);
            put(format!("{name}.zip"), &archive(system, out, &name, &paths, manifest.date.as_deref())?)?;
        }
    }
    let mut all: Vec<&str> = manifest.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    all.extend([MANIFEST, SUMS]);
    all.sort_unstable();
    put(format!("{stem}.zip"), &archive(system, out, &stem, &all, manifest.date.as_deref())?)?;
    let mut notes = notes(&manifest, version, &made_names(&manifest, &stem));
    if let Some(changes) = changes.map(of_releases) {
        let changes = &changes;
        notes.push('\n');
        notes.push_str(&pamphlet_diff::markdown(changes, pamphlet_diff::Detail::Summary));
        let _ = writeln!(notes, "\nEvery change is told in `{CHANGES}`, and for programs in `{CHANGES_JSON}`.");
        put(CHANGES.to_owned(), pamphlet_diff::markdown(changes, pamphlet_diff::Detail::Whole).as_bytes())?;
        let json = serde_json::to_string_pretty(changes).expect("texts and numbers have a form in JSON");
        put(CHANGES_JSON.to_owned(), format!("{json}\n").as_bytes())?;
    }
    put(NOTES.to_owned(), notes.as_bytes())?;
    put(SBOM.to_owned(), COMPONENTS.as_bytes())?;
    made.sort_by(|one, other| one.name.cmp(&other.name));
    let program = system.program().and_then(|path| system.read(&path, OUTPUT_BYTES).ok()).map(|bytes| sha256(&bytes));
    let epoch = date::epoch(system);
    let subjects = made.iter().map(|file| (file.name.as_str(), file.sha256.as_str()));
    let statement = provenance::statement(subjects, &manifest, &sha256(&text), request, epoch, program.as_deref());
    let path = aside.join(PROVENANCE);
    system.write(&path, statement.as_bytes()).doing("write", &path)?;
    made.push(Bundled {
        name: PROVENANCE.to_owned(),
        bytes: statement.len() as u64,
        sha256: sha256(statement.as_bytes()),
    });
    made.sort_by(|one, other| one.name.cmp(&other.name));
    let sums: String = made.iter().map(|file| sums_line(&file.sha256, &file.name)).collect();
    let path = aside.join(SUMS);
    system.write(&path, sums.as_bytes()).doing("write", &path)?;
    let path = out.join(MANIFEST);
    if system.read(&path, MANIFEST_BYTES).doing("read", &path)? != text {
        return Err(Error::usage(
            format!("{} was replaced while it was read", out.display()),
            "wait until no run writes to it, and release again",
        ));
    }
    exchange.commit(made.iter().map(|file| file.name.clone()).collect())?;
    Ok(made)
}

/// The same with releases for names: where a folder lay on this machine tells readers nothing.
fn of_releases(changes: &pamphlet_diff::DiffFile) -> pamphlet_diff::DiffFile {
    let mut changes = changes.clone();
    for side in [&mut changes.old, &mut changes.new] {
        side.name = side.version.clone().unwrap_or_else(|| side.title.clone());
    }
    changes
}

fn made_names(manifest: &Manifest, stem: &str) -> Vec<String> {
    manifest
        .editions
        .iter()
        .filter(|edition| manifest.artifacts.iter().any(|artifact| artifact.locale.as_deref() == Some(&edition.locale)))
        .map(|edition| format!("{stem}-{}.zip", edition.locale))
        .collect()
}

/// A version as a part of a file's name.
fn safe(version: &str) -> String {
    version.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_+".contains(c) { c } else { '-' }).collect()
}

/// An archive of files of the output, below a folder of the archive's own name.
fn archive(
    system: &dyn System,
    out: &Path,
    folder: &str,
    paths: &[&str],
    date: Option<&str>,
) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| {
        Error::usage(format!("{folder}.zip cannot be made: {error}"), "please report it")
    };
    let time = date.and_then(moment).unwrap_or_default();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for path in paths {
        let place = out.join(path);
        let bytes = system.read(&place, OUTPUT_BYTES).doing("read", &place)?;
        // What is packed already gains nothing from being packed again.
        let packed = [".epub", ".zip", ".png", ".jpg"].iter().any(|ending| path.ends_with(ending));
        let options = SimpleFileOptions::default()
            .compression_method(if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated })
            .last_modified_time(time)
            .unix_permissions(0o644)
            .large_file(bytes.len() as u64 >= 0xffff_ffff);
        zip.start_file(format!("{folder}/{path}"), options).map_err(|error| failed(&error))?;
        zip.write_all(&bytes).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

fn moment(date: &str) -> Option<DateTime> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok()
}

/// Notes that a person goes on writing.
fn notes(manifest: &Manifest, version: &str, archives: &[String]) -> String {
    let title = manifest.editions.first().map_or(manifest.slug.as_str(), |edition| edition.title.as_str());
    let mut out = format!("# {title} {version}\n\n");
    if let Some(date) = &manifest.date {
        let _ = writeln!(out, "{date}\n");
    }
    out.push_str("| locale | pages | own pages | translated | archive |\n|---|--:|--:|--:|---|\n");
    for (edition, archive) in manifest.editions.iter().zip(archives) {
        let own = edition.pages.iter().filter(|page| !page.fallback).count();
        let _ = writeln!(
            out,
            "| {} | {} | {own} | {} % | {archive} |",
            edition.locale,
            edition.pages.len(),
            edition.percent()
        );
    }
    let _ = writeln!(out, "\nEvery file is listed with its sum in `{SUMS}`; check with `sha256sum --check {SUMS}`.");
    let _ = writeln!(out, "`{PROVENANCE}` says what they were made from, `{SBOM}` what the program consists of.");
    out
}
