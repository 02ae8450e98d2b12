//! What a site is read from.

use crate::refusal::{Cause, ReadError};
use pamphlet_source::limits::{CONFIGURATION_BYTES, FOLDER_LEVELS, FOLDER_VISITS};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What lies in a folder under a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirEntryKind {
    /// A file, or what cannot be told from one before it is read.
    File,
    /// A folder.
    Folder,
    /// A link to a folder.
    LinkedFolder,
    /// Something that cannot be used, and why.
    Refused(Cause),
}

/// A member of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DirEntry {
    /// Its name, without the folder. What is not UTF-8 in it is escaped.
    pub name: String,
    /// What lies there.
    pub kind: DirEntryKind,
}

impl DirEntry {
    /// Whether it is a folder that can be looked into.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(self.kind, DirEntryKind::Folder | DirEntryKind::LinkedFolder)
    }
}

/// The files of a site. Paths are relative to the site, with `/` between their parts and without `.`; the site itself
/// is the empty path. A path may begin with `..` where the configuration names a folder beside the site; whether that
/// may be read is for the implementation to say.
pub trait Files: Sync {
    /// The bytes of a file of at most `limit` bytes; `None` when there is no such file.
    ///
    /// # Errors
    /// When it is there and cannot or must not be read.
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError>;

    /// What lies directly in a folder, sorted by name; nothing when there is no such folder.
    ///
    /// # Errors
    /// When it is there and cannot or must not be read.
    fn entries(&self, folder: &str) -> Result<Vec<DirEntry>, ReadError>;

    /// Where a folder really lies, whatever links its path goes through: with `/` before each of its parts, and equal
    /// for equal folders.
    ///
    /// # Errors
    /// When that cannot be found out.
    fn place(&self, folder: &str) -> Result<String, ReadError> {
        Ok(if folder.is_empty() { String::new() } else { format!("/{folder}") })
    }

    /// Whether a folder that holds a `manifest.json` is an output of ours.
    fn is_output(&self, folder: &str) -> bool {
        let _ = folder;
        false
    }
}

/// Files that remember what could not be read of their folders, so that nobody who looks for something has to.
pub(crate) struct Watched<'f> {
    files: &'f dyn Files,
    troubles: Mutex<Vec<ReadError>>,
}

impl<'f> Watched<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Self { files, troubles: Mutex::default() }
    }

    /// Remembers what could not be read.
    pub(crate) fn say(&self, trouble: ReadError) {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        if !troubles.contains(&trouble) {
            troubles.push(trouble);
        }
    }

    /// Remembers which of the folders that lie outside the site cannot be read.
    pub(crate) fn say_outside(&self, folders: &[String]) {
        for folder in folders.iter().filter(|folder| crate::path::is_outside(folder)) {
            if let Err(trouble) = self.files.place(folder) {
                self.say(trouble);
            }
        }
    }

    /// What could not be read until now.
    pub(crate) fn troubles(&self) -> Vec<ReadError> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files themselves.
    pub(crate) fn inner(&self) -> &'f dyn Files {
        self.files
    }

    /// Reads a file of the configuration.
    pub(crate) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        self.files.read(path, CONFIGURATION_BYTES)
    }

    /// What can be used of a folder.
    pub(crate) fn entries(&self, folder: &str) -> Vec<DirEntry> {
        self.files.entries(folder).unwrap_or_else(|trouble| {
            self.say(trouble);
            Vec::new()
        })
    }

    /// What lies in a folder that may be none of the site's: what cannot be read there is no trouble of anybody.
    pub(crate) fn glimpse(&self, folder: &str) -> Vec<DirEntry> {
        self.files.entries(folder).unwrap_or_default()
    }

    /// Whether a file of this path exists.
    pub(crate) fn exists(&self, path: &str) -> bool {
        let (folder, name) = crate::path::split(path);
        self.entries(folder).iter().any(|entry| entry.kind == DirEntryKind::File && entry.name == name)
    }

    /// Every file below a folder, sorted by path. Files and folders whose name begins with a dot are left out, except
    /// `.meta.yml`, and so are outputs of ours.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let mut walk = Walk {
            files: self,
            found: Vec::new(),
            above: Vec::new(),
            visits: BTreeMap::new(),
            circles: BTreeSet::new(),
        };
        match self.files.place(folder) {
            Ok(place) => walk.folder(folder, &place),
            Err(trouble) => self.say(trouble),
        }
        walk.found.sort();
        walk.found
    }
}

struct Walk<'w> {
    files: &'w Watched<'w>,
    found: Vec<String>,
    /// Where the folder that is being walked and those above it really lie.
    above: Vec<String>,
    /// How often a folder was walked, by where it really lies.
    visits: BTreeMap<String, usize>,
    /// Where links that lead back really lie; each is said once, however many ways lead to it.
    circles: BTreeSet<String>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &str, place: &str) {
        let refuse = |cause| self.files.say(ReadError::at(folder, cause));
        // A folder that holds one of those above holds itself: by a link, its tree would have no end.
        if self.above.iter().any(|above| above == place || crate::path::below(above, place).is_some()) {
            let parent = self.above.last().map_or("", String::as_str);
            if self.circles.insert(crate::path::join(parent, crate::path::split(folder).1)) {
                refuse(Cause::Circle);
            }
            return;
        }
        if self.above.len() > FOLDER_LEVELS {
            return refuse(Cause::TooDeep);
        }
        let visits = self.visits.entry(place.to_owned()).or_default();
        *visits += 1;
        if *visits > FOLDER_VISITS {
            if *visits == FOLDER_VISITS + 1 {
                refuse(Cause::TooOften);
            }
            return;
        }
        let entries = self.files.entries(folder);
        if entries.iter().any(|entry| entry.name == "manifest.json") && self.files.files.is_output(folder) {
            return refuse(Cause::Output);
        }
        self.above.push(place.to_owned());
        for DirEntry { name, kind } in entries {
            if name.starts_with('.') && name != ".meta.yml" {
                continue;
            }
            let path = crate::path::join(folder, &name);
            match kind {
                DirEntryKind::File => self.found.push(path),
                DirEntryKind::Folder | DirEntryKind::LinkedFolder if name == "node_modules" => {}
                DirEntryKind::Folder => self.folder(&path, &format!("{place}/{name}")),
                DirEntryKind::LinkedFolder => match self.files.files.place(&path) {
                    Ok(place) => self.folder(&path, &place),
                    Err(trouble) => self.files.say(trouble),
                },
                DirEntryKind::Refused(cause) => self.files.say(ReadError::at(&path, cause)),
            }
        }
        self.above.pop();
    }
}

/// A site that is held in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl MemoryFiles {
    /// A site from paths and texts.
    #[must_use]
    pub fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect())
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.0.get(path) {
            Some(bytes) if bytes.len() > limit => Err(ReadError::at(path, Cause::TooLarge(limit))),
            found => Ok(found.cloned()),
        }
    }

    fn entries(&self, folder: &str) -> Result<Vec<DirEntry>, ReadError> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found: Vec<DirEntry> = self
            .0
            .range(prefix.clone()..)
            .take_while(|(path, _)| path.starts_with(&prefix))
            .map(|(path, _)| {
                let rest = &path[prefix.len()..];
                let (name, kind) =
                    rest.split_once('/').map_or((rest, DirEntryKind::File), |(name, _)| (name, DirEntryKind::Folder));
                DirEntry { name: name.to_owned(), kind }
            })
            .collect();
        found.sort();
        found.dedup();
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_below_a_folder() {
        let files =
            MemoryFiles::new([("a/b.md", ""), ("a/c/d.md", ""), ("a/.git/x", ""), ("a/c/.meta.yml", ""), ("ab", "")]);
        let files = Watched::new(&files);
        assert_eq!(files.list("a"), ["a/b.md", "a/c/.meta.yml", "a/c/d.md"]);
        assert!(files.exists("ab"));
        assert!(!files.exists("a/c"));
        assert_eq!(files.troubles(), []);
    }

    #[test]
    fn folders_that_are_too_deep_are_named() {
        let deep = |levels: usize| format!("a/{}x.md", "d/".repeat(levels));
        let (last, first) = (deep(FOLDER_LEVELS), deep(FOLDER_LEVELS + 1));
        let files = MemoryFiles::new([(last.as_str(), ""), (first.as_str(), "")]);
        let files = Watched::new(&files);
        assert_eq!(files.list("a"), [last]);
        let [ReadError { path: Some(path), cause: Cause::TooDeep }] = &files.troubles()[..] else {
            panic!("{:?}", files.troubles())
        };
        assert_eq!(path, first.strip_suffix("/x.md").expect("ends so"));
    }
}
