//! Links from the pages of a built website, of whatever generator, to the outputs that lie in it.
//!
//! What is added stands between two comments, so that it is replaced when it is added again, and taken out without a
//! trace. A page that is not understood stays as it is, and is named.

mod links;
mod tags;

pub use links::Button;

use crate::Error;
use crate::captured::Captured;
use crate::manifest::{ArtifactIndex, EditionFacts, MANIFEST, Manifest, PageFacts};
use crate::system::{Doing, FileKind, SAVE, System};
use links::Links;
use pamphlet_locale::Tag;
use pamphlet_site::path;
use pamphlet_source::limits::{FOLDER_LEVELS, MANIFEST_BYTES, PAGE_BYTES};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folder of the outputs in that of the website, when nobody names one.
pub const DOWNLOADS: &str = "downloads";

/// What to attach to what.
#[derive(Debug, Clone)]
pub struct AttachRequest {
    /// The folder of the website.
    pub website: PathBuf,
    /// The folder of the outputs, in that of the website.
    pub downloads: PathBuf,
    /// The captured site that the outputs were made from, which knows the page of each file.
    pub captured: Option<PathBuf>,
    /// Where the links stand.
    pub button: Button,
    /// Whether links are taken out and none added.
    pub remove: bool,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// Pages that have links now; those that lost them, when they are removed.
    pub pages: usize,
    /// Files that were written.
    pub written: usize,
    /// Pages of the outputs for which the website has no page: locale and name.
    pub without: Vec<(String, String)>,
    /// Files that were left alone, and why.
    pub left: Vec<(String, String)>,
}

/// Adds links, or takes them out.
///
/// # Errors
/// When there is no website or no output in it, or a file cannot be read or written.
pub fn attach(system: &dyn System, request: &AttachRequest) -> Result<Attached, Error> {
    let website = &request.website;
    let none = |what: &str| {
        let help = "name the folder that `mkdocs build` or `zensical build` wrote, such as site";
        Error::usage(format!("there is no {what} {}", website.display()), help)
    };
    if !system.stat(website).doing("look at", website)?.is_some_and(|stat| stat.folder) {
        return Err(none("folder"));
    }
    let files = pages_of(system, website)?;
    if files.is_empty() {
        return Err(none("page of a website in"));
    }
    let mut done = Attached::default();
    let mut wanted: BTreeMap<String, Links> = BTreeMap::new();
    if !request.remove {
        let (manifest, folder) = outputs(system, request)?;
        let captured = request.captured.as_deref().map(|folder| Captured::read(system, folder)).transpose()?;
        let finder = Finder::of(&manifest, &files, captured.as_ref());
        let index = ArtifactIndex::of(&manifest);
        for edition in &manifest.editions {
            for page in &edition.pages {
                let Some(file) = finder.file(edition, page, edition.locale == manifest.source_locale) else {
                    done.without.push((edition.locale.clone(), page.page.clone()));
                    continue;
                };
                let up = "../".repeat(file.matches('/').count());
                let to = format!("{up}{}/", pamphlet_source::percent::path(&folder));
                wanted.entry(file).or_insert_with(|| Links::of(&index, edition, page, &to));
            }
        }
    }
    for file in files {
        one(system, request, &file, wanted.get(&file), &mut done)?;
    }
    Ok(done)
}

/// One file of the website.
fn one(
    system: &dyn System,
    request: &AttachRequest,
    file: &str,
    links: Option<&Links>,
    done: &mut Attached,
) -> Result<(), Error> {
    let place = request.website.join(file);
    let mut leave = |why: &str| done.left.push((file.to_owned(), why.to_owned()));
    let bytes = match system.read(&place, PAGE_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if links.is_none() && error.kind() != std::io::ErrorKind::PermissionDenied => return Ok(()),
        Err(error) => {
            leave(&error.to_string());
            return Ok(());
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        if links.is_some() {
            leave("it is not UTF-8");
        }
        return Ok(());
    };
    let Some(bare) = links::without(&text) else {
        leave("links were added to it, and where they end is gone; build the website again");
        return Ok(());
    };
    let new = match links {
        None => bare.clone(),
        Some(links) => match links::with(&bare, links, request.button) {
            Ok(new) => new,
            Err(why) => {
                leave(why);
                bare.clone()
            }
        },
    };
    done.pages += usize::from(new != bare || request.remove && bare != text);
    if new != text {
        system.write(&place, new.as_bytes()).doing(SAVE, &place)?;
        done.written += 1;
    }
    Ok(())
}

/// The outputs of a request, and their folder from the website.
fn outputs(system: &dyn System, request: &AttachRequest) -> Result<(Manifest, String), Error> {
    let place = request.downloads.join(MANIFEST);
    let inside = || Some((system.real(&request.website).ok()?, system.real(&request.downloads).ok()?));
    let build = format!(
        "build them there: pamphlet build --out {}",
        request.website.join(DOWNLOADS).display().to_string().replace('\\', "/")
    );
    let manifest = system.read(&place, MANIFEST_BYTES).ok().and_then(|bytes| Manifest::parse(&bytes));
    let Some(manifest) = manifest else {
        return Err(Error::usage(format!("there are no outputs in {}", request.downloads.display()), build));
    };
    let folder = inside().and_then(|(website, downloads)| Some(downloads.strip_prefix(website).ok()?.to_owned()));
    let parts = folder.map(|folder| {
        let parts = folder.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        parts.collect::<Vec<_>>().join("/")
    });
    match parts.filter(|parts| !parts.is_empty()) {
        Some(folder) => Ok((manifest, folder)),
        None => Err(Error::usage(
            format!("{} does not lie in the website {}", request.downloads.display(), request.website.display()),
            build,
        )),
    }
}

/// Every page of a website, by its path; not those of our outputs, nor what links lead to.
fn pages_of(system: &dyn System, website: &Path) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let mut folders = vec![(String::new(), 0)];
    while let Some((folder, level)) = folders.pop() {
        let place = website.join(&folder);
        let members = system.entries(&place).doing("list", &place)?;
        let is_output = members.iter().any(|member| member.name.to_str() == Some(MANIFEST))
            && system
                .read(&place.join(MANIFEST), MANIFEST_BYTES)
                .is_ok_and(|bytes| crate::manifest::is_manifest(&bytes));
        if is_output && !folder.is_empty() {
            continue;
        }
        for member in members.iter().filter(|member| !member.link) {
            let Some(name) = member.name.to_str() else { continue };
            let own = path::join(&folder, name);
            match member.kind {
                FileKind::Folder if level < FOLDER_LEVELS => folders.push((own, level + 1)),
                FileKind::File if is_html(name) => {
                    found.insert(own);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

fn is_html(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ["html", "htm"].iter().any(|own| ending.eq_ignore_ascii_case(own)))
}

/// Finds the page of a website that shows a page of an edition.
struct Finder<'f> {
    files: &'f BTreeSet<String>,
    captured: Option<&'f Captured>,
    /// How many parts of the addresses lead to the folder of the website.
    above: usize,
}

impl<'f> Finder<'f> {
    /// Takes from addresses as many parts as lets most of them be pages of the website.
    fn of(manifest: &Manifest, files: &'f BTreeSet<String>, captured: Option<&'f Captured>) -> Self {
        let pages = || manifest.editions.iter().flat_map(|edition| &edition.pages);
        let paths: Vec<Vec<&str>> = pages().filter_map(|page| Some(parts(page.url.as_deref()?))).collect();
        let most = paths.iter().map(Vec::len).min().unwrap_or(0).min(8);
        let hits = |above: &usize| paths.iter().filter(|parts| at(files, &parts[*above..].join("/")).is_some()).count();
        // Of equals the first counts.
        let above = (0..=most).rev().max_by_key(hits).unwrap_or(0);
        Self { files, captured, above }
    }

    fn file(&self, edition: &EditionFacts, page: &PageFacts, is_source: bool) -> Option<String> {
        let locale = Tag::parse(&edition.locale);
        let told = self.captured.zip(locale.as_ref()).zip(page.path.as_deref());
        let told = told.and_then(|((captured, locale), path)| captured.html(locale, path));
        if let Some(file) = told.filter(|file| self.files.contains(*file)) {
            return Some(file.to_owned());
        }
        if let Some(url) = page.url.as_deref() {
            let parts = parts(url);
            return at(self.files, &parts.get(self.above..)?.join("/"));
        }
        let own = at(self.files, &path::join(&edition.locale, &page.page));
        own.or_else(|| at(self.files, &page.page).filter(|_| is_source))
    }
}

/// The parts of the path of an address.
fn parts(url: &str) -> Vec<&str> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// The file that a server gives for a path, or that is called after a page.
fn at(files: &BTreeSet<String>, path: &str) -> Option<String> {
    let path = decoded(path);
    let (folder, name) = path::split(&path);
    let index = ["index", "README"].contains(&name).then(|| path::join(folder, "index.html"));
    let all = [path::join(&path, "index.html"), format!("{path}.html"), path.clone()];
    index.into_iter().chain(all).find(|file| files.contains(file))
}

/// A path with its escapes read.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        if let Some((high, low)) = digit(0).zip(digit(1)).filter(|_| *first == b'%') {
            bytes.push(high * 16 + low);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
#[path = "attach/tests.rs"]
mod tests;
