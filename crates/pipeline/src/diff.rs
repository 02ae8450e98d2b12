//! What changed between two outputs or two sites.
//!
//! Each side is a folder that a build made, an archive of one, or a site, whose JSON is then made in memory. The
//! comparison itself is [`pamphlet_diff`]'s.

use crate::manifest::MANIFEST;
use crate::progress::Progress;
use crate::stage::{behind_wall, dated_base, in_pool, parse, read_edition, read_locale, ready};
use crate::system::{Doing, Refused, System};
use crate::{Error, Manifest, Request};
use pamphlet_diff::{DiffFile, EditionFiles, SCHEMA_VERSION, Side};
use pamphlet_json::{JsonError, JsonOptions};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::Media;
use pamphlet_reading::PageId;
use pamphlet_source::limits::{ARCHIVE_BYTES, COMPARED_BYTES};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What to compare.
#[derive(Debug, Clone, Default)]
pub struct DiffRequest {
    /// What it was.
    pub old: PathBuf,
    /// What it is.
    pub new: PathBuf,
    /// A configuration for the sides that are sites.
    pub config: Option<PathBuf>,
    /// A folder outside of which nothing is read that a site names; its repository, or else its folder, when none.
    pub boundary: Option<PathBuf>,
    /// Locales to compare; all when empty.
    pub locales: Vec<String>,
    /// How many threads; the number of cores when none.
    pub jobs: Option<usize>,
}

/// How many more bytes are read of one side, over all its files.
struct Allowance {
    side: String,
    all: usize,
    left: AtomicUsize,
}

impl Allowance {
    fn of(side: &str, bytes: usize) -> Self {
        Self { side: side.to_owned(), all: bytes, left: AtomicUsize::new(bytes) }
    }

    fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    /// Takes what was read off.
    fn take(&self, bytes: usize) -> Result<(), Error> {
        let taken = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        taken.map(|_| ()).map_err(|_| self.used_up())
    }

    fn used_up(&self) -> Error {
        Error::usage(
            format!("{} has more than {} MiB of JSON, the most that is compared", self.side, self.all >> 20),
            "compare fewer locales with --locale",
        )
    }
}

/// One of the two sides, read.
pub struct LoadedOutput {
    name: String,
    source: Tag,
    /// All its locales, those that are not asked for too.
    locales: Vec<String>,
    editions: BTreeMap<Tag, EditionFiles>,
}

impl LoadedOutput {
    /// The JSON of a page.
    pub(crate) fn page(&self, locale: &Tag, page: &PageId) -> Option<&[u8]> {
        self.editions.get(locale)?.pages.get(page).map(Vec::as_slice)
    }

    /// The pages of a locale.
    pub(crate) fn pages(&self, locale: &Tag) -> impl Iterator<Item = &PageId> {
        self.editions.get(locale).into_iter().flat_map(|edition| edition.pages.keys())
    }
}

/// Compares two sides.
///
/// # Errors
/// When a side is missing, is none of ours, or holds no JSON, or the machine refuses.
pub fn diff(system: &dyn System, request: &DiffRequest, progress: &dyn Progress) -> Result<DiffFile, Error> {
    let old = earlier(system, request)?;
    since(system, &old, request, progress)
}

/// Reads the old side, so that what is wrong with it is known before the new one is made.
///
/// # Errors
/// When it is missing, is none of ours, or holds no JSON, or the machine refuses.
pub fn earlier(system: &dyn System, request: &DiffRequest) -> Result<LoadedOutput, Error> {
    in_pool(system, request.jobs, || load(system, &request.old, request))
}

/// Compares the new side with the old one, which was read before.
///
/// # Errors
/// As [`diff`], for the new side.
pub fn since(
    system: &dyn System,
    old: &LoadedOutput,
    request: &DiffRequest,
    progress: &dyn Progress,
) -> Result<DiffFile, Error> {
    in_pool(system, request.jobs, || {
        let new = load(system, &request.new, request)?;
        let locales: BTreeSet<&Tag> = old.editions.keys().chain(new.editions.keys()).collect();
        let known: BTreeSet<&str> = old.locales.iter().chain(&new.locales).map(String::as_str).collect();
        for wanted in &request.locales {
            if !known.contains(wanted.as_str()) {
                let known: Vec<&str> = known.into_iter().collect();
                return Err(Error::usage(
                    format!("neither side has the locale “{wanted}”"),
                    format!("their locales are {}", known.join(", ")),
                ));
            }
        }
        let mut locales: Vec<&Tag> = locales
            .into_iter()
            .filter(|locale| {
                request.locales.is_empty() || request.locales.iter().any(|wanted| wanted == locale.as_str())
            })
            .collect();
        locales.sort_by_key(|locale| (**locale != new.source, (*locale).clone()));
        progress.begin(locales.len());
        let found: Vec<_> = locales
            .par_iter()
            .map(|locale| {
                let found = pamphlet_diff::compare(old.editions.get(*locale), new.editions.get(*locale));
                progress.step(locale.as_str());
                found.map_err(|fault| {
                    Error::usage(
                        format!("{}: {fault}", locale.as_str()),
                        "was it made by this version of Pamphlet? build both sides again",
                    )
                })
            })
            .collect();
        let mut locales = Vec::new();
        for locale in found {
            locales.extend(locale?);
        }
        Ok(DiffFile { schema_version: SCHEMA_VERSION.to_owned(), old: side(old), new: side(&new), locales })
    })
}

fn side(loaded: &LoadedOutput) -> Side {
    let index =
        loaded.editions.get(&loaded.source).or_else(|| loaded.editions.values().next()).map(|files| &files.index);
    Side {
        name: loaded.name.clone(),
        title: index.map(|index| index.title.clone()).unwrap_or_default(),
        version: index.and_then(|index| index.version.clone()),
        date: index.and_then(|index| index.date.clone()),
    }
}

fn load(system: &dyn System, path: &Path, request: &DiffRequest) -> Result<LoadedOutput, Error> {
    let shown = path.display().to_string();
    let stat = system.stat(path).doing("look at", path)?.ok_or_else(|| {
        Error::usage(
            format!("there is no file or folder {shown}"),
            "name the folder of an output, an archive of one, or a site",
        )
    })?;
    if !stat.folder {
        let bytes = system.read(path, ARCHIVE_BYTES).doing("read", path)?;
        return archive(&shown, bytes, &request.locales, &Allowance::of(&shown, COMPARED_BYTES));
    }
    let root = system.real(path).doing("look at", path)?;
    let allowance = Allowance::of(&shown, COMPARED_BYTES);
    let read = |name: &str| {
        let file = path.join(name);
        match system.read_within(&root, &file, allowance.left()) {
            Ok(bytes) => {
                allowance.take(bytes.len())?;
                Ok(Some(bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if matches!(Refused::of(&error), Some(Refused::TooLarge(_))) => Err(allowance.used_up()),
            Err(error) => Err(error).doing("read", &file)?,
        }
    };
    match read(MANIFEST)? {
        Some(bytes) => output(&shown, &bytes, &read, &request.locales),
        None => site(system, path, request),
    }
}

/// Gives the bytes of a file of an output by its path in it; none when there is no such file.
type Reading<'r> = dyn Fn(&str) -> Result<Option<Vec<u8>>, Error> + Sync + 'r;

/// Reads an output through a function that knows its files by their paths in it.
fn output(name: &str, manifest: &[u8], read: &Reading<'_>, wanted: &[String]) -> Result<LoadedOutput, Error> {
    let manifest = Manifest::parse(manifest).ok_or_else(|| {
        Error::usage(format!("the {MANIFEST} of {name} is none of Pamphlet's"), "name a folder that a build made")
    })?;
    let broken = |path: &str, error: &dyn std::fmt::Display| {
        Error::usage(format!("{name}: {path} {error}"), "build it again with this version of Pamphlet")
    };
    let lacking = |path: &str| {
        Error::usage(
            format!("{name} has no {path}, and outputs are compared by their JSON"),
            "build it with --format json, or with all formats",
        )
    };
    let locales: Vec<Tag> = manifest
        .editions
        .iter()
        .filter(|edition| wanted.is_empty() || wanted.contains(&edition.locale))
        .filter_map(|edition| Tag::parse(&edition.locale))
        .collect();
    let editions: Vec<Result<(Tag, EditionFiles), Error>> = locales
        .par_iter()
        .map(|locale| {
            let file = |file: &str| -> Result<Vec<u8>, Error> {
                // The names of files come from the index of whoever made the output.
                if !pamphlet_site::path::is_plain(file) {
                    return Err(broken(&format!("{locale}/index.json"), &format!("names a file outside: {file}")));
                }
                let path = format!("{locale}/{file}");
                read(&path)?.ok_or_else(|| lacking(&path))
            };
            let files = edition_files(file, |path, error: JsonError| broken(&format!("{locale}/{path}"), &error))?;
            Ok((locale.clone(), files))
        })
        .collect();
    let source = Tag::parse(&manifest.source_locale).ok_or_else(|| broken(MANIFEST, &"names no source locale"))?;
    let locales = manifest.editions.iter().map(|edition| edition.locale.clone()).collect();
    Ok(LoadedOutput {
        name: name.to_owned(),
        source,
        locales,
        editions: editions.into_iter().collect::<Result<_, _>>()?,
    })
}

/// The files of one edition, its index first.
fn edition_files(
    read: impl Fn(&str) -> Result<Vec<u8>, Error>,
    broken: impl Fn(&str, JsonError) -> Error,
) -> Result<EditionFiles, Error> {
    let index = pamphlet_json::read_index(&read("index.json")?).map_err(|error| broken("index.json", error))?;
    let cards = pamphlet_json::read_cards(&read("cards.json")?).map_err(|error| broken("cards.json", error))?;
    let mut pages: BTreeMap<PageId, Vec<u8>> = BTreeMap::new();
    for page in &index.pages {
        pages.insert(page.id.clone(), read(&page.file)?);
    }
    Ok(EditionFiles { index, cards, pages })
}

/// Reads an output that was packed, as `release` packs it: at the top of the archive or in its one folder.
fn archive(name: &str, bytes: Vec<u8>, wanted: &[String], allowance: &Allowance) -> Result<LoadedOutput, Error> {
    let help = "name the archive of the whole output that a release made; those of single locales have no manifest";
    let zip = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| Error::usage(format!("{name} is neither a folder nor a zip archive: {error}"), help))?;
    let root = zip
        .file_names()
        .filter(|path| path.strip_suffix(MANIFEST).is_some_and(|root| root.matches('/').count() < 2))
        .min_by_key(|path| path.len())
        .and_then(|path| path.strip_suffix(MANIFEST))
        .ok_or_else(|| Error::usage(format!("{name} holds no {MANIFEST}"), help))?
        .to_owned();
    let zip = std::sync::Mutex::new(zip);
    let read = |path: &str| -> Result<Option<Vec<u8>>, Error> {
        let mut zip = zip.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut entry = match zip.by_name(&format!("{root}{path}")) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(Error::usage(format!("{name}: {path}: {error}"), "fetch the archive again")),
        };
        let mut bytes = Vec::new();
        // The lengths that an archive names are not to be trusted; what comes out is counted.
        entry
            .by_ref()
            .take(allowance.left() as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::usage(format!("{name}: {path}: {error}"), "fetch the archive again"))?;
        allowance.take(bytes.len())?;
        Ok(Some(bytes))
    };
    let manifest = read(MANIFEST)?.unwrap_or_default();
    output(name, &manifest, &read, wanted)
}

/// Makes the JSON of a site in memory.
fn site(system: &dyn System, path: &Path, request: &DiffRequest) -> Result<LoadedOutput, Error> {
    let own = Request { config: request.config.clone(), boundary: request.boundary.clone(), ..Request::new(path, "") };
    let base = dated_base(system, &own).map_err(|error| match error {
        Error::Site(error) if !error.machine => Error::usage(
            format!("{} is neither an output of Pamphlet nor a site: {error}", path.display()),
            "name a folder with a manifest.json, a pamphlet.yml or a mkdocs.yml; --config names a configuration that lies elsewhere",
        ),
        other => other,
    })?;
    let parsed = parse(&base)?;
    let locales: Vec<Tag> = base
        .site
        .locales()
        .into_iter()
        .filter(|locale| request.locales.is_empty() || request.locales.iter().any(|wanted| wanted == locale.as_str()))
        .collect();
    let editions: Vec<Result<(Tag, EditionFiles), Error>> = locales
        .par_iter()
        .map(|locale| {
            let made = behind_wall(&base, locale, || ready(&base, &parsed, locale, read_locale(&base, locale)));
            let made = made.map_err(|finding| {
                Error::usage(finding.message.as_str(), finding.help.as_deref().unwrap_or_default())
            })?;
            let failed = |error: JsonError| Error::usage(format!("{locale}: {error}"), "please report it");
            let catalog = Catalog::of(locale);
            let read = read_edition(&base, &made.composed.edition, &catalog, &Media::default(), &|_| true);
            let (reading, _) = read.map_err(|fault| failed(JsonError::Fault(fault)))?;
            let made = pamphlet_json::export(&reading, &catalog, &Media::default(), &JsonOptions::default())
                .map_err(failed)?;
            let mut files: BTreeMap<String, Vec<u8>> =
                made.files.into_iter().map(|file| (file.path, file.bytes)).collect();
            let files = std::cell::RefCell::new(&mut files);
            let read = |path: &str| Ok(files.borrow_mut().remove(path).unwrap_or_default());
            Ok((locale.clone(), edition_files(read, |_, error| failed(error))?))
        })
        .collect();
    Ok(LoadedOutput {
        name: path.display().to_string(),
        source: base.site.source.clone(),
        locales: base.site.locales().iter().map(ToString::to_string).collect(),
        editions: editions.into_iter().collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn an_archive_is_counted_as_it_comes_out() {
        // Two megabytes of spaces in front of each file are some kilobytes in the archive.
        let spaces = " ".repeat(2 << 20);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, text) in [
            (
                MANIFEST,
                r#"{"schema_version":1,"generator":{"name":"pamphlet","version":"0"},"slug":"t","source_locale":"en",
                "editions":[{"locale":"en","title":"T","words":1,"translated_words":1,"pages":[]}],"artifacts":[]}"#,
            ),
            ("en/index.json", "{}"),
        ] {
            zip.start_file(path, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(format!("{spaces}{text}").as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 20_000);
        let refused = |most| {
            let error = archive("a.zip", bytes.clone(), &[], &Allowance::of("a.zip", most)).err().unwrap();
            error.to_string()
        };
        // Each file is below the bound, and both together are not.
        assert!(refused(3 << 20).contains("a.zip has more than 3 MiB of JSON"), "{}", refused(3 << 20));
        assert!(refused(1 << 20).contains("a.zip has more than 1 MiB of JSON"));
        assert!(refused(8 << 20).contains("index.json"), "{}", refused(8 << 20));
    }
}
