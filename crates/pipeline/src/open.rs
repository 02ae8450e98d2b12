//! From a folder to a [`Site`].

use crate::Error;
use crate::system::{Doing, System};
use pamphlet_site::{Entry, Files, Loaded, ReadError};
use pamphlet_source::SourceFile;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The files of a site's folder.
pub struct SiteFiles<'s> {
    system: &'s dyn System,
    root: PathBuf,
}

impl<'s> SiteFiles<'s> {
    /// The files below `root`.
    #[must_use]
    pub fn new(system: &'s dyn System, root: &Path) -> Self {
        Self { system, root: root.to_owned() }
    }

    fn place(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }
}

fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

impl Files for SiteFiles<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.system.read(&self.place(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if absent(&error) => Ok(None),
            Err(error) => Err(ReadError { path: path.to_owned(), reason: error.to_string() }),
        }
    }

    fn entries(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        match self.system.entries(&self.place(folder)) {
            Ok(found) => Ok(found.into_iter().map(|(name, folder)| Entry { name, folder }).collect()),
            Err(error) if absent(&error) => Ok(Vec::new()),
            Err(error) => Err(ReadError { path: folder.to_owned(), reason: error.to_string() }),
        }
    }
}

/// Opens a site: its folder, and perhaps a configuration that lies elsewhere.
///
/// # Errors
/// When the folder is missing, the configuration cannot be used, or something cannot be read.
pub fn open(system: &dyn System, folder: &Path, config: Option<&Path>) -> Result<Loaded, Error> {
    match system.stat(folder).doing("look at", folder)? {
        Some(stat) if stat.folder => {}
        Some(_) => {
            return Err(Error::usage(
                format!("{} is a file", folder.display()),
                "name the folder of the site with --site",
            ));
        }
        None => {
            return Err(Error::usage(
                format!("there is no folder {}", folder.display()),
                "name the folder of the site with --site",
            ));
        }
    }
    let files = SiteFiles::new(system, folder);
    let Some(config) = config else { return Ok(quoted(pamphlet_site::load(&files, None)?, &files, None)) };
    let bytes = match system.read(config) {
        Err(error) if absent(&error) => {
            return Err(Error::usage(
                format!("there is no file {}", config.display()),
                "correct the path behind --config",
            ));
        }
        read => read.doing("read", config)?,
    };
    let name = config.display().to_string();
    let text =
        String::from_utf8(bytes).map_err(|_| Error::usage(format!("{name} is not UTF-8"), "save it as UTF-8"))?;
    let given = Some((name.as_str(), text.as_str()));
    Ok(quoted(pamphlet_site::load(&files, given)?, &files, given))
}

/// Gives what was found in configuration the line that it names.
fn quoted(mut loaded: Loaded, files: &SiteFiles<'_>, config: Option<(&str, &str)>) -> Loaded {
    let mut texts: BTreeMap<String, SourceFile> = BTreeMap::new();
    for finding in loaded.findings.iter_mut().filter(|finding| finding.line > 0 && finding.quoted.is_empty()) {
        let text = texts.entry(finding.path.clone()).or_insert_with(|| {
            let text = match config {
                Some((name, text)) if name == finding.path => text.to_owned(),
                _ => files.read(&finding.path).ok().flatten().map(|bytes| lossy(&bytes)).unwrap_or_default(),
            };
            SourceFile::new(finding.path.as_str(), text)
        });
        text.line(finding.line).clone_into(&mut finding.quoted);
    }
    loaded
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
