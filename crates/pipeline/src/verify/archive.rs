//! A zip archive of an output, of a part of one, or of the bundle of a release. It may come from anywhere: nothing is
//! unpacked to the disk, and no more is expanded than its manifest says and a bound allows.

use super::{Problem, Verified, no_manifest, sums, title};
use crate::Error;
use crate::manifest::{MANIFEST, Manifest, SUMS};
use crate::sums::sha256;
use crate::system::{Doing, System};
use pamphlet_source::hexadecimal;
use pamphlet_source::limits::{ARCHIVE_EXPANDED_BYTES, ARCHIVE_LIST_BYTES, OUTPUT_BYTES};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use zip::ZipArchive;

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// What a file should be: its length, where that is known, and its sum.
struct Right {
    bytes: Option<u64>,
    sum: String,
}

/// Verifies an archive. `None` when nothing in it or `given` says what is right, or when the archive as a whole is a file
/// that the manifest knows.
pub(super) fn verify(
    system: &dyn System,
    path: &Path,
    given: Option<&(Vec<u8>, Manifest)>,
) -> Result<Option<Verified>, Error> {
    let shown = path.display().to_string();
    let bytes = system.read(path, OUTPUT_BYTES).doing("read", path)?;
    if let Some((_, manifest)) = given {
        let own = sha256(&bytes);
        if manifest.artifacts.iter().any(|artifact| artifact.sha256 == own) {
            return Ok(None);
        }
    }
    let mut zip = Zip::new(Cursor::new(bytes.as_slice())).map_err(|error| broken(&shown, &error))?;
    let mut problems: BTreeSet<Problem> = BTreeSet::new();
    let names = names(&mut zip, &bytes, &shown, &mut problems)?;
    let root = |file: &str| {
        let roots = names.iter().filter_map(|name| name.strip_suffix(file));
        roots.filter(|root| root.is_empty() || root.find('/') == Some(root.len() - 1)).min_by_key(|root| root.len())
    };
    let mut right: BTreeMap<String, Right> = BTreeMap::new();
    let (root, of) = if let Some(root) = root(MANIFEST) {
        let text = read(&mut zip, &shown, &format!("{root}{MANIFEST}"))?;
        let Some(manifest) = Manifest::parse(&text) else { return Err(no_manifest(&format!("{MANIFEST} in {shown}"))) };
        if given.is_some_and(|(given, _)| *given != text) {
            problems.insert(Problem::Changed(MANIFEST.to_owned()));
        }
        expect(&manifest, &mut right);
        let expected = manifest.sums(&String::from_utf8_lossy(&text));
        if !names.contains(&format!("{root}{SUMS}")) {
            problems.insert(Problem::Missing(SUMS.to_owned()));
        } else if read(&mut zip, &shown, &format!("{root}{SUMS}"))? != expected.as_bytes() {
            problems.insert(Problem::Sums);
        }
        (root.to_owned(), Some(title(&manifest)))
    } else if let Some((_, manifest)) = given {
        // The archive of one locale: everything of that locale, in a folder of its own.
        let root = names
            .first()
            .and_then(|name| name.split_once('/'))
            .map_or_else(String::new, |(root, _)| format!("{root}/"));
        expect(manifest, &mut right);
        let there: BTreeSet<&str> =
            names.iter().filter_map(|name| name.strip_prefix(&root)?.split('/').next()).collect();
        right.retain(|path, _| path.split_once('/').is_some_and(|(locale, _)| there.contains(locale)));
        (root, Some(title(manifest)))
    } else if let Some(root) = root(SUMS) {
        let text = read(&mut zip, &shown, &format!("{root}{SUMS}"))?;
        right.extend(
            sums(&format!("{SUMS} in {shown}"), &text)?
                .into_iter()
                .map(|(path, sum)| (path, Right { bytes: None, sum })),
        );
        (root.to_owned(), None)
    } else {
        return Ok(None);
    };
    let lists = [MANIFEST, SUMS];
    for name in &names {
        let path = name.strip_prefix(&root);
        if path.is_none_or(|path| !right.contains_key(path) && !lists.contains(&path)) {
            problems.insert(Problem::Unknown(path.unwrap_or(name).to_owned()));
        }
    }
    let mut left = ARCHIVE_EXPANDED_BYTES;
    for (path, right) in &right {
        let name = format!("{root}{path}");
        if !names.contains(&name) {
            problems.insert(Problem::Missing(path.clone()));
        } else if !is_right(&mut zip, &shown, &name, right, &mut left)? {
            problems.insert(Problem::Changed(path.clone()));
        }
    }
    let lists = names.iter().filter(|name| name.strip_prefix(&root).is_some_and(|path| lists.contains(&path))).count();
    Ok(Some(Verified { of, file: None, files: right.len() + lists, problems: problems.into_iter().collect() }))
}

fn expect(manifest: &Manifest, right: &mut BTreeMap<String, Right>) {
    for artifact in &manifest.artifacts {
        right.insert(artifact.path.clone(), Right { bytes: Some(artifact.bytes), sum: artifact.sha256.clone() });
    }
}

/// The names of all files, and what is wrong with some.
fn names(
    zip: &mut Zip<'_>,
    bytes: &[u8],
    shown: &str,
    problems: &mut BTreeSet<Problem>,
) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index).map_err(|error| broken(shown, &error))?;
        let name = entry.name().to_owned();
        let kind = entry.unix_mode().map_or(0, |mode| mode & 0o170_000);
        let is_plain = matches!(kind, 0 | 0o100_000) || entry.is_dir() && kind == 0o040_000;
        let path = name.strip_suffix('/').unwrap_or(&name);
        let is_inside = !path.contains(['\\', ':']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_plain || !is_inside {
            problems.insert(Problem::Outside(name));
        } else if !entry.is_dir() {
            names.insert(name);
        }
    }
    // The library knows each name once; the directory of the archive may hold it again.
    let mut seen: BTreeSet<Vec<u8>> = BTreeSet::new();
    let start = usize::try_from(zip.central_directory_start()).unwrap_or(usize::MAX);
    let mut rest = bytes.get(start..).unwrap_or_default();
    while let Some((name, further)) = directory_entry(rest) {
        if !seen.insert(name.to_vec()) {
            problems.insert(Problem::Twice(String::from_utf8_lossy(name).into_owned()));
        }
        rest = further;
    }
    Ok(names)
}

/// The name of the first entry of a directory of an archive, and what follows it.
fn directory_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let number = |at: usize| Some(usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, comment) = (number(28)?, number(30)?, number(32)?);
    Some((bytes.get(46..46 + name)?, bytes.get(46 + name + extra + comment..)?))
}

/// A list in an archive, whole.
fn read(zip: &mut Zip<'_>, shown: &str, name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let entry = zip.by_name(name).map_err(|error| broken(shown, &error))?;
    entry.take(ARCHIVE_LIST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| broken(shown, &error))?;
    if bytes.len() as u64 > ARCHIVE_LIST_BYTES {
        return Err(too_large(shown, &format!("{name} is longer than {} MiB", ARCHIVE_LIST_BYTES >> 20)));
    }
    Ok(bytes)
}

/// Whether a file is what it should be. Of one whose length is known no more is expanded than one byte beyond it.
fn is_right(zip: &mut Zip<'_>, shown: &str, name: &str, right: &Right, left: &mut u64) -> Result<bool, Error> {
    let entry = zip.by_name(name).map_err(|error| broken(shown, &error))?;
    let most = right.bytes.map_or(*left, |bytes| bytes.min(*left)).saturating_add(1);
    let mut entry = entry.take(most);
    let (mut hash, mut length, mut part) = (Sha256::new(), 0_u64, vec![0; 64 << 10]);
    loop {
        // Data that cannot be expanded, or whose own check sum is wrong, was changed.
        let Ok(read) = entry.read(&mut part) else { return Ok(false) };
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
        length += read as u64;
    }
    if length > *left {
        return Err(too_large(shown, &format!("it expands to more than {} GiB", ARCHIVE_EXPANDED_BYTES >> 30)));
    }
    *left -= length;
    Ok(right.bytes.is_none_or(|bytes| bytes == length) && hexadecimal(&hash.finalize()) == right.sum)
}

fn broken(shown: &str, error: &dyn std::fmt::Display) -> Error {
    Error::usage(format!("{shown} is not an archive that can be read: {error}"), "fetch it again")
}

fn too_large(shown: &str, why: &str) -> Error {
    Error::usage(format!("{shown} is refused: {why}"), "no release of Pamphlet is like that; ask where it came from")
}
