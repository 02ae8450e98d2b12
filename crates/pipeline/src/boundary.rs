//! The files of a site, and the boundary that nothing of it leads out of.
//!
//! A site may come from anybody, so what it names is read only inside its boundary: its repository, which is the nearest
//! folder upward that holds `.git`, else its own folder, else what the user names. Links are followed inside of it. That
//! is decided by where the file that was opened really lies, so that nobody can exchange it in between.

use crate::Error;
use crate::captured::Captured;
use crate::manifest::{MANIFEST, is_manifest};
use crate::request::Request;
use crate::system::{Doing, FileKind, Member, Refused, System};
use pamphlet_site::files::DirEntryKind;
use pamphlet_site::{Cause, DirEntry, Files, ReadError, layout, path};
use pamphlet_source::limits::MANIFEST_BYTES;
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The files of a site's folder, and of what lies beside it inside its boundary.
pub struct SiteFiles<'s> {
    system: &'s dyn System,
    /// The folder of the site, without links.
    root: PathBuf,
    /// Nothing outside of it is read; without links.
    boundary: PathBuf,
    /// What stands for files of the site, where a program has made it of them.
    captured: Option<Captured>,
}

impl<'s> SiteFiles<'s> {
    /// The files of the site in `folder`. `boundary` is what the user allows; else it is the site's repository, else its
    /// folder.
    ///
    /// # Errors
    /// When there is no such folder, or the boundary does not hold it.
    pub fn new(system: &'s dyn System, folder: &Path, boundary: Option<&Path>) -> Result<Self, Error> {
        let help = "name the folder of the site, or its configuration";
        match system.stat(folder).doing("look at", folder)? {
            Some(stat) if stat.folder => {}
            Some(_) => return Err(Error::usage(format!("{} is a file", folder.display()), help)),
            None => return Err(Error::usage(format!("there is no folder {}", folder.display()), help)),
        }
        let root = system.real(folder).doing("look at", folder)?;
        let boundary = match boundary {
            None => repository(system, &root).unwrap_or_else(|| root.clone()),
            Some(named) => {
                if system.stat(named).doing("look at", named)?.is_none() {
                    return Err(Error::usage(
                        format!("there is no folder {}", named.display()),
                        "correct the path behind --boundary",
                    ));
                }
                let real = system.real(named).doing("look at", named)?;
                if !root.starts_with(&real) {
                    return Err(Error::usage(
                        format!("{} does not hold the site {}", named.display(), folder.display()),
                        "name a folder that holds both with --boundary",
                    ));
                }
                real
            }
        };
        Ok(Self { system, root, boundary, captured: None })
    }

    /// The files of the site that a request is about, as they were captured if they were.
    ///
    /// # Errors
    /// As [`new`](Self::new), and when the captured site cannot be read.
    pub fn of(system: &'s dyn System, request: &Request) -> Result<Self, Error> {
        let files = Self::new(system, &request.site, request.boundary.as_deref())?;
        let captured = request.captured.as_deref().map(|folder| Captured::read(system, folder)).transpose()?;
        Ok(Self { captured, ..files })
    }

    /// The captured site, if there is one.
    #[must_use]
    pub fn captured(&self) -> Option<&Captured> {
        self.captured.as_ref()
    }

    /// A file as it lies in the site, whatever was captured.
    ///
    /// # Errors
    /// As [`read`](Files::read).
    pub fn written(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        self.read_from(&self.boundary, &self.place_of(path), path, limit)
    }

    fn read_from(&self, boundary: &Path, place: &Path, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.system.read_within(boundary, place, limit) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if absent(&error) => Ok(None),
            Err(error) => Err(self.refused(path, &error)),
        }
    }

    fn place_of(&self, path: &str) -> PathBuf {
        let mut place = self.root.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            // `..` is the folder above by name, as everybody who writes a path means it.
            if part == ".." {
                place.pop();
            } else {
                place.push(part);
            }
        }
        place
    }

    /// Where a folder really lies, if that is inside the boundary.
    fn real(&self, place: &Path) -> io::Result<PathBuf> {
        let real = match self.system.real(place) {
            Ok(real) => real,
            // What lies outside by its very name is outside, whether or not it is there.
            Err(error) if place.starts_with(&self.boundary) => return Err(error),
            Err(_) => place.to_owned(),
        };
        Refused::unless_within(&self.boundary, &real)?;
        Ok(real)
    }

    fn cause(&self, error: &io::Error) -> Cause {
        match Refused::of(error) {
            None => Cause::System(error.to_string()),
            Some(Refused::Irregular(what)) => Cause::Irregular((*what).to_owned()),
            Some(Refused::TooLarge(limit)) => Cause::TooLarge(*limit),
            Some(Refused::Outside(target)) => Cause::Outside(self.shown(target)),
            Some(Refused::Repository) => Cause::Repository,
            Some(Refused::Dangling(target)) => Cause::Dangling(target.display().to_string()),
        }
    }

    /// A place as people find it from the site, and the same on every machine where that is possible.
    fn shown(&self, target: &Path) -> String {
        let common = self.root.ancestors().enumerate().find(|(_, above)| target.starts_with(above));
        match common.filter(|(_, above)| above.parent().is_some()) {
            Some((up, above)) => {
                let below = target.strip_prefix(above).unwrap_or(target);
                path::join(&vec![".."; up].join("/"), &slashed(below))
            }
            None => target.display().to_string(),
        }
    }

    fn refused(&self, path: &str, error: &io::Error) -> ReadError {
        ReadError::at(path, self.cause(error))
    }

    fn entry(&self, place: &Path, Member { name, kind, link }: Member) -> DirEntry {
        let Some(readable) = name.to_str() else {
            let shown = escaped(&name);
            let words = kind == FileKind::Folder || layout::page_name(&shown).is_some();
            return DirEntry { name: shown, kind: DirEntryKind::Refused(Cause::Name { words }) };
        };
        let kind = match (kind, link) {
            (FileKind::Folder, false) => DirEntryKind::Folder,
            (FileKind::Folder, true) => match self.real(&place.join(&name)) {
                Ok(_) => DirEntryKind::LinkedFolder,
                Err(error) => DirEntryKind::Refused(self.cause(&error)),
            },
            // Whether a file can be read is seen when somebody wants to.
            (FileKind::File | FileKind::Irregular(_) | FileKind::Nothing, _) => DirEntryKind::File,
        };
        DirEntry { name: readable.to_owned(), kind }
    }
}

fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

impl Files for SiteFiles<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.captured.as_ref().and_then(|captured| captured.place(path)) {
            Some((root, place)) => self.read_from(root, &place, path, limit),
            None => self.written(path, limit),
        }
    }

    fn entries(&self, folder: &str) -> Result<Vec<DirEntry>, ReadError> {
        let place = self.place_of(folder);
        let entries = match self.real(&place).and_then(|real| self.system.entries(&real)) {
            Ok(members) => members.into_iter().map(|member| self.entry(&place, member)).collect(),
            Err(error) if absent(&error) => Vec::new(),
            Err(error) => return Err(self.refused(folder, &error)),
        };
        Ok(match &self.captured {
            Some(captured) => captured.entries(folder, entries),
            None => entries,
        })
    }

    fn place(&self, folder: &str) -> Result<String, ReadError> {
        match self.real(&self.place_of(folder)) {
            Ok(real) => Ok(path::join("", &format!("/{}", slashed(&real))).trim_end_matches('/').to_owned()),
            // A folder that is not there holds nothing.
            Err(error) if absent(&error) => Ok(format!("/{folder}")),
            Err(error) => Err(self.refused(folder, &error)),
        }
    }

    fn is_output(&self, folder: &str) -> bool {
        let manifest = path::join(folder, MANIFEST);
        self.read(&manifest, MANIFEST_BYTES).ok().flatten().is_some_and(|bytes| is_manifest(&bytes))
    }
}

/// The nearest folder upward that holds `.git`, which is a folder, or a file in a further working tree.
#[must_use]
pub fn repository(system: &dyn System, folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|above| system.stat(&above.join(".git")).is_ok_and(|stat| stat.is_some()))
        .map(Path::to_owned)
}

/// The named parts of a path, with `/` between them.
fn slashed(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        Component::Prefix(prefix) => Some(prefix.as_os_str().to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A name with what is not UTF-8 in it written as `\xE9`.
fn escaped(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    out
}
