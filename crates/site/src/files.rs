//! What a site is read from.

use pamphlet_source::limits;
use std::collections::BTreeMap;
use std::fmt;

/// Why a file that exists cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The file, relative to the site.
    pub path: String,
    /// What the system says.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for ReadError {}

/// A member of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name, without the folder.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// The files of a site. Paths are relative to the site, with `/` between their parts, without `.` and `..`; the
/// site itself is the empty path.
pub trait Files: Sync {
    /// The bytes of a file; `None` when there is no such file.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError>;

    /// What lies directly in a folder, sorted by name; nothing when there is no such folder.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn entries(&self, folder: &str) -> Result<Vec<Entry>, ReadError>;
}

/// Every file below a folder, sorted by path. Files and folders whose name begins with a dot are left out, except
/// `.meta.yml`.
///
/// # Errors
/// When a folder cannot be read.
pub fn list(files: &dyn Files, folder: &str) -> Result<Vec<String>, ReadError> {
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        for Entry { name, folder: is_folder } in files.entries(&folder)? {
            if name.starts_with('.') && name != ".meta.yml" {
                continue;
            }
            let path = crate::path::join(&folder, &name);
            if !is_folder {
                found.push(path);
            } else if depth < limits::FOLDER_LEVELS && name != "node_modules" {
                waiting.push((path, depth + 1));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file of this path exists.
///
/// # Errors
/// When its folder cannot be read.
pub fn exists(files: &dyn Files, path: &str) -> Result<bool, ReadError> {
    let (folder, name) = crate::path::split(path);
    Ok(files.entries(folder)?.iter().any(|entry| !entry.folder && entry.name == name))
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
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        Ok(self.0.get(path).cloned())
    }

    fn entries(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found: Vec<Entry> = self
            .0
            .range(prefix.clone()..)
            .take_while(|(path, _)| path.starts_with(&prefix))
            .map(|(path, _)| {
                let rest = &path[prefix.len()..];
                let (name, folder) = rest.split_once('/').map_or((rest, false), |(name, _)| (name, true));
                Entry { name: name.to_owned(), folder }
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
        assert_eq!(list(&files, "a").unwrap(), ["a/b.md", "a/c/.meta.yml", "a/c/d.md"]);
        assert!(exists(&files, "ab").unwrap());
        assert!(!exists(&files, "a/c").unwrap());
    }
}
