//! The texts of a site: pages, snippets, abbreviations, each read once.

use crate::boundary::SiteFiles;
use crate::places::Places;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_document::Revision;
use pamphlet_parser::{NavPlace, PagePlace, Plugins, Snippets, include};
use pamphlet_site::{Cause, Files, ReadError, Site, Tree, path};
use pamphlet_source::limits::PAGE_BYTES;
use pamphlet_source::{Code, Finding, Position, SourceFile, SourceId, SourceMap, Spot};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Texts with their numbers. Those of a locale stand after those of the source, so the numbers do not depend on which
/// locales are built.
#[derive(Debug, Clone, Default)]
pub struct SourceTexts {
    /// Every text by its number.
    pub sources: SourceMap,
    ids: BTreeMap<String, SourceId>,
    snippet_folders: Arc<[String]>,
    /// Before how many of these that of the page itself is looked in.
    snippets_beside: Option<usize>,
    includes: Arc<Includes>,
    /// Where the pages stand on the website, where macros may ask.
    places: Arc<Places>,
    /// Where pages are read on the web, by file.
    addresses: BTreeMap<String, String>,
    /// What the history says of each, by its number.
    pub(crate) revisions: Vec<Revision>,
}

impl SourceTexts {
    /// The number of a file.
    #[must_use]
    pub fn id(&self, path: &str) -> Option<SourceId> {
        self.ids.get(path).copied()
    }

    /// What the history says of a file.
    #[must_use]
    pub fn revision(&self, id: SourceId) -> Option<&Revision> {
        self.revisions.get(id.0 as usize)
    }

    /// The same texts, of which one is another; none where nobody has read it.
    pub(crate) fn with_text(&self, path: &str, text: &str) -> Option<Self> {
        Some(Self { sources: self.sources.with_text(self.id(path)?, text), ..self.clone() })
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.sources.get(self.id(path)?).map(|file| file.text.as_ref())
    }
}

/// Where files lie that pages include.
#[derive(Debug, Clone, Default)]
struct Includes {
    plugins: Plugins,
    /// Folders, in the order in which they are looked in.
    folders: Vec<String>,
    /// Files that a pattern may mean.
    files: BTreeSet<String>,
}

impl Includes {
    fn of(site: &Site, tree: &Tree) -> Self {
        let plugins = site.mkdocs.as_ref().map_or_else(Plugins::default, |config| Plugins::of(config, &site.data));
        let pages = site.source_tree().into_iter().chain([tree]).rev();
        let folders = pages.clone().map(|tree| tree.folder.clone()).chain(site.include_folders.iter().cloned());
        let folders = folders.collect();
        // Only there a pattern may stand.
        let files = pages.flat_map(|tree| tree.pages.values().chain(tree.hidden.values())).chain(&site.files);
        let files = files.filter(|_| plugins.include_markdown.is_some()).cloned().collect();
        Self { plugins, folders, files }
    }

    /// What a pattern never means: `exclude` of the plugin, from the folders of pages.
    fn excluded(&self) -> GlobSet {
        let mut set = GlobSetBuilder::new();
        let written = self.plugins.include_markdown.iter().flat_map(|options| &options.exclude);
        for pattern in written {
            for folder in &self.folders {
                let path = path::climb(folder, pattern.trim_start_matches('/'));
                if let Ok(glob) = GlobBuilder::new(&path).literal_separator(true).build() {
                    set.add(glob);
                }
            }
        }
        set.build().unwrap_or_default()
    }

    /// The paths that an inclusion in the file `from` may mean, of which the first counts that is there; of a pattern
    /// all that are there.
    fn paths(&self, from: &str, written: &str) -> (Vec<String>, bool) {
        let beside = written.starts_with("./") || written.starts_with("../");
        let own = beside.then(|| path::parent(from).to_owned());
        let mut paths: Vec<String> = own
            .iter()
            .chain(&self.folders)
            .map(|folder| path::climb(folder, written.trim_start_matches('/')))
            .collect();
        if !written.contains(['*', '?', '[']) {
            return (paths, false);
        }
        let pattern = |path: &String| GlobBuilder::new(path).literal_separator(true).build().ok();
        let globs = paths.iter().filter_map(pattern).map(|glob| glob.compile_matcher());
        let excluded = self.excluded();
        let is_wanted = |file: &&String| file.as_str() != from && !excluded.is_match(file);
        let found =
            globs.map(|glob| self.files.iter().filter(|file| glob.is_match(file)).filter(is_wanted).cloned().collect());
        paths = found.into_iter().find(|found: &Vec<String>| !found.is_empty()).unwrap_or_default();
        (paths, true)
    }
}

impl Snippets for SourceTexts {
    fn included(&self, from: SourceId, written: &str) -> Vec<(SourceId, &str)> {
        let Some(from) = self.sources.get(from) else { return Vec::new() };
        let (paths, all) = self.includes.paths(&from.path, written);
        let found = paths.iter().filter_map(|path| {
            let id = self.id(path)?;
            Some((id, self.sources.get(id)?.text.as_ref()))
        });
        found.take(if all { usize::MAX } else { 1 }).collect()
    }

    fn path(&self, source: SourceId) -> Option<&str> {
        self.sources.get(source).map(|file| file.path.as_str())
    }

    fn website(&self, page: SourceId) -> Option<String> {
        self.addresses.get(&self.sources.get(page)?.path).cloned()
    }

    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        self.snippet(path, None)
    }

    fn find_for(&self, page: SourceId, path: &str) -> Option<(SourceId, &str)> {
        self.snippet(path, self.sources.get(page).map(|file| file.path.as_str()))
    }

    fn place(&self, page: SourceId) -> Option<PagePlace> {
        self.places.page(&self.sources.get(page)?.path).cloned()
    }

    fn navigation(&self) -> Arc<[NavPlace]> {
        self.places.navigation()
    }
}

impl SourceTexts {
    /// The files that a snippet may be, for a page in a folder.
    fn snippet_paths<'s>(&'s self, named: &'s str, beside: Option<&'s str>) -> impl Iterator<Item = String> + 's {
        let beside = beside.filter(|_| self.snippets_beside.is_some());
        let (before, after) = self.snippet_folders.split_at(self.snippets_beside.unwrap_or_default());
        let folders = before.iter().map(String::as_str).chain(beside).chain(after.iter().map(String::as_str));
        folders.filter_map(|folder| path::snippet(folder, named))
    }

    /// A snippet by its path as written, for a page.
    fn snippet(&self, path: &str, page: Option<&str>) -> Option<(SourceId, &str)> {
        let found = self.snippet_paths(snippet_path(path), page.map(path::parent)).find_map(|path| self.id(&path));
        // What was included is known by its path.
        let found = found.or_else(|| self.id(path))?;
        Some((found, &self.sources.get(found)?.text))
    }
}

/// A snippet's path without its line range or section (`a.md:3:5`, `a.md:part`).
fn snippet_path(written: &str) -> &str {
    let written = written.trim();
    let (folder, name) = path::split(written);
    let end = name.find(':').map_or(written.len(), |at| if folder.is_empty() { at } else { folder.len() + 1 + at });
    &written[..end]
}

/// Reads the texts of a tree into those that are there already. What cannot be read is a finding, and left out.
#[must_use]
pub fn read(
    files: &SiteFiles<'_>,
    site: &Site,
    tree: Option<&Tree>,
    base: &SourceTexts,
) -> (SourceTexts, Vec<Finding>) {
    let mut texts = base.clone();
    if texts.snippet_folders.is_empty() {
        texts.snippet_folders = site.snippet_folders.clone().into();
        texts.snippets_beside = site.snippets_beside;
    }
    let mut findings = Vec::new();
    let Some(tree) = tree else { return (texts, findings) };
    texts.includes = Arc::new(Includes::of(site, tree));
    let address = |page: &String| site.page_address(&tree.locale, page).map(String::from);
    texts.addresses.extend(tree.pages.iter().filter_map(|(page, path)| Some((path.clone(), address(page)?))));
    let locale = tree.locale.as_str();
    let wanted: Vec<&String> =
        tree.pages.values().chain(&tree.appended).filter(|path| !texts.ids.contains_key(*path)).collect();
    let page_of: BTreeMap<&String, &String> = tree.pages.iter().map(|(page, path)| (path, page)).collect();
    let read: Vec<_> = wanted.par_iter().map(|path| (*path, decoded(files, path))).collect();
    for (path, read) in read {
        // It was listed a moment ago, so it has to be there.
        let read = read.and_then(|read| read.ok_or_else(|| ReadError::at(path, Cause::Gone)));
        let finding = match read {
            Ok((text, finding)) => {
                add(&mut texts, files, path, text);
                finding
            }
            Err(error) => Some(error.finding()),
        };
        findings.extend(finding.map(|mut finding| {
            finding.locale = Some(locale.to_owned());
            finding.page = page_of.get(path).map(|page| (*page).clone());
            finding
        }));
    }

    // Snippets name further snippets; each is read once, so a circle ends. Where they are looked for beside pages, they
    // count from the folder of the page, however deep they are named.
    let mut unread: BTreeSet<(String, String)> = BTreeSet::new();
    let folder_of = |path: &str| site.snippets_beside.map_or("", |_| path::parent(path)).to_owned();
    for path in &wanted {
        let named = texts.text(path).into_iter().flat_map(named_snippets);
        unread.extend(named.map(|named| (folder_of(path), named)));
    }
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    while let Some((folder, named)) = unread.pop_first() {
        if !known.insert((folder.clone(), named.clone())) {
            continue;
        }
        let candidates: Vec<String> = texts.snippet_paths(&named, Some(&folder)).collect();
        if site.snippets_beside.is_none() && candidates.iter().any(|path| texts.id(path).is_some()) {
            continue;
        }
        let mut refused = Vec::new();
        let found = candidates.into_iter().find_map(|path| {
            if let Some(text) = texts.text(&path) {
                return Some((path.clone(), (text.to_owned(), None)));
            }
            match decoded(files, &path) {
                Ok(read) => read.map(|read| (path, read)),
                // The page that names it says that it is missing; why, is said here, where the system is not at fault.
                Err(error) => {
                    refused.extend((!matches!(error.cause, Cause::System(_))).then(|| error.warning()));
                    None
                }
            }
        });
        match found {
            Some((path, (text, finding))) => {
                findings.extend(finding);
                unread.extend(named_snippets(&text).into_iter().map(|named| (folder.clone(), named)));
                if texts.id(&path).is_none() {
                    add(&mut texts, files, &path, text);
                }
            }
            None => findings.extend(refused),
        }
    }
    let read: Vec<String> =
        texts.sources.iter().skip(base.sources.iter().count()).map(|(_, file)| file.path.clone()).collect();
    findings.extend(read_included(files, &mut texts, read));
    if texts.includes.plugins.macros.is_some() {
        texts.places = Arc::new(Places::of(site, tree, |file| texts.text(file)));
    }
    (texts, findings)
}

/// Reads the files that texts include, and those that these include.
fn read_included(files: &SiteFiles<'_>, texts: &mut SourceTexts, mut unread: Vec<String>) -> Vec<Finding> {
    let includes = Arc::clone(&texts.includes);
    let mut findings = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    while let Some(from) = unread.pop() {
        let named = texts.text(&from).map(|text| include::named(text, &includes.plugins)).unwrap_or_default();
        for written in named {
            let (paths, all) = includes.paths(&from, &written);
            // Of the places where a file may lie, one that cannot be read is told only if the file is at no other.
            let mut refused = None;
            for path in paths {
                let is_there = texts.ids.contains_key(&path);
                if !is_there && known.insert(path.clone()) {
                    match decoded(files, &path) {
                        Ok(Some((text, finding))) => {
                            findings.extend(finding);
                            add(texts, files, &path, text);
                            unread.push(path.clone());
                        }
                        Ok(None) => continue,
                        Err(error) => {
                            let told = !matches!(error.cause, Cause::System(_));
                            refused = refused.or_else(|| told.then(|| error.warning()));
                            continue;
                        }
                    }
                }
                if !all && texts.ids.contains_key(&path) {
                    refused = None;
                    break;
                }
            }
            findings.extend(refused);
        }
    }
    findings
}

fn add(texts: &mut SourceTexts, files: &SiteFiles<'_>, path: &str, text: String) {
    let lines = files.captured().map(|captured| captured.lines(path)).unwrap_or_default();
    let id = texts.sources.add(SourceFile::new(path, text).with_lines(lines));
    texts.ids.insert(path.to_owned(), id);
}

/// Reads a file as UTF-8; `None` when it is not there. Bytes that are no UTF-8 are replaced, and said; UTF-16 with its
/// mark is understood.
fn decoded(files: &SiteFiles<'_>, path: &str) -> Result<Option<(String, Option<Finding>)>, ReadError> {
    let Some(bytes) = files.read(path, PAGE_BYTES)? else { return Ok(None) };
    let finding =
        |code, spot, message: &str, help: &str| pamphlet_site::place::finding(code, path, Some(spot), message, help);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Some((text, None))),
        Err(error) => error.into_bytes(),
    };
    let wide = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        Some([0xfe, 0xff]) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    if let Some(unit) = wide {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        let found =
            finding(Code::NotUtf8, Spot::line(1), "it is UTF-16", "save it as UTF-8; the website cannot read it");
        return Ok(Some((String::from_utf16_lossy(&units), Some(found))));
    }
    let valid = std::str::from_utf8(&bytes).err().map_or(0, |error| error.valid_up_to());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // What stands before the first bad byte is the same in both.
    let place = SourceFile::new(path, text.clone());
    let at = place.position(u32::try_from(valid).unwrap_or(u32::MAX));
    let mut found = finding(
        Code::NotUtf8,
        Spot::at(at.line, at.column),
        "it is not UTF-8; bytes that could not be read are shown as \u{fffd}",
        "save it as UTF-8",
    );
    if let Some(found) = &mut found.place {
        found.end = Some(Position { line: at.line, column: at.column + 1 });
        found.quote(place.line(at.line));
    }
    Ok(Some((text, Some(found))))
}

/// Paths of snippets that a text may name, on lines with `8<`. More than there are, because damage is understood later.
fn named_snippets(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !text.contains("8<") {
        return found;
    }
    let mut in_block = false;
    for line in text.lines() {
        let trimmed = line.trim().trim_start_matches('\\');
        let Some(at) = trimmed.find("8<") else {
            if in_block && !trimmed.is_empty() && trimmed.len() < 400 {
                found.push(snippet_path(trimmed.trim_start_matches([';', '!'])).to_owned());
            }
            continue;
        };
        let rest = trimmed[at + 2..].trim_start_matches('-').trim();
        if rest.is_empty() {
            in_block = !in_block;
            continue;
        }
        let inner = rest.trim_matches(|c: char| "\"'“”«»‘’<>".contains(c) || c.is_whitespace());
        if !inner.is_empty() && inner.len() < 400 && !inner.contains("://") {
            found.push(snippet_path(inner).to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_named_in_several_ways() {
        let text = "--8<-- \"a.md\"\n\\--8<-- \"b/c.md:3:5\"\n--8<--\nd.md\n;e.md\n--8<--\nx\n-8<- 'f.md:part'\n";
        assert_eq!(named_snippets(text), ["a.md", "b/c.md", "d.md", "e.md", "f.md"]);
    }
}
