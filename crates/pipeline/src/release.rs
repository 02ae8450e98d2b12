//! A versioned bundle: one archive a locale and one for all, sums, and notes to begin with. Bytes depend on the output
//! alone: files stand in the order of their paths and carry the date of the edition, or 1980.

use crate::Error;
use crate::manifest::{Artifact, MANIFEST, Manifest, SUMS, sha256};
use crate::system::{Doing, System};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The name of the notes.
pub const NOTES: &str = "RELEASE_NOTES.md";
/// The name of the list of everything that changed, for people.
pub const CHANGES: &str = "CHANGES.md";
/// The name of the list of everything that changed, for programs.
pub const CHANGES_JSON: &str = "changes.json";

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

/// Bundles an output that was built and checked. The archives, their sums and the notes are put into `bundle`. When
/// it is known what changed since the last release, the notes tell of it, and two more files tell all of it.
///
/// # Errors
/// When the output has no version, is not what its manifest says, or the machine refuses.
///
/// # Panics
/// Never: changes are texts and numbers, which have a form in JSON.
pub fn release(
    system: &dyn System,
    out: &Path,
    bundle: &Path,
    changes: Option<&pamphlet_diff::DiffFile>,
) -> Result<Vec<Bundled>, Error> {
    let (_, problems) = crate::verify::verify(system, out)?;
    if let Some(problem) = problems.first() {
        return Err(Error::usage(
            format!("{} is not what its manifest says: {problem}", out.display()),
            "build it again",
        ));
    }
    let path = out.join(MANIFEST);
    let manifest = system.read(&path).doing("read", &path)?;
    let manifest = Manifest::parse(&manifest)
        .ok_or_else(|| Error::usage(format!("{} is no manifest of Pamphlet", path.display()), "build it again"))?;
    let Some(version) = &manifest.version else {
        return Err(Error::usage(
            "this release has no version",
            "give one with --release-version, or set a tag on the commit",
        ));
    };
    let stem = format!("{}-{}", manifest.slug, safe(version));
    let foreign = match system.stat(bundle).doing("look at", bundle)? {
        Some(stat) if !stat.folder => true,
        Some(_) => {
            let entries = system.entries(bundle).doing("look into", bundle)?;
            !entries.is_empty() && !entries.iter().any(|(name, _)| name == NOTES)
        }
        None => false,
    };
    if foreign {
        return Err(Error::usage(
            format!("{} holds files that Pamphlet did not make, so it is left alone", bundle.display()),
            "choose a new folder with --bundle, or empty this one yourself",
        ));
    }

    let aside = bundle.with_file_name(format!(
        ".{}.new",
        bundle.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    ));
    system.remove(&aside).doing("clear", &aside)?;
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
    if let Some(changes) = changes {
        notes.push('\n');
        notes.push_str(&pamphlet_diff::markdown(changes, pamphlet_diff::Detail::Summary));
        let _ = writeln!(notes, "\nEvery change is told in `{CHANGES}`, and for programs in `{CHANGES_JSON}`.");
        put(CHANGES.to_owned(), pamphlet_diff::markdown(changes, pamphlet_diff::Detail::Whole).as_bytes())?;
        let json = serde_json::to_string_pretty(changes).expect("texts and numbers have a form in JSON");
        put(CHANGES_JSON.to_owned(), format!("{json}\n").as_bytes())?;
    }
    put(NOTES.to_owned(), notes.as_bytes())?;
    made.sort_by(|one, other| one.name.cmp(&other.name));
    let mut sums = String::new();
    for file in &made {
        let _ = writeln!(sums, "{}  {}", file.sha256, file.name);
    }
    let path = aside.join(SUMS);
    system.write(&path, sums.as_bytes()).doing("write", &path)?;
    system.remove(bundle).doing("clear", bundle)?;
    system.rename(&aside, bundle).doing("move", &aside)?;
    Ok(made)
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
        let bytes = system.read(&place).doing("read", &place)?;
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
    out
}
