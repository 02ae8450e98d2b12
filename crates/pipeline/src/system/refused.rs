//! What is not read although it is there.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file that is there is not read. It travels inside an [`io::Error`]; [`Refused::of`] takes it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is no regular file, but what the words say.
    Irregular(&'static str),
    /// It has more bytes than so many.
    TooLarge(usize),
    /// It lies outside of the boundary, at this place.
    Outside(PathBuf),
    /// It lies in `.git`, where a repository keeps its own data and often passwords.
    Repository,
    /// It is a link to this path, and nothing lies there.
    Dangling(PathBuf),
}

impl Refused {
    /// The refusal that an error tells of, if it does.
    #[must_use]
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// Whether a real path is one that may be read inside a boundary.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) fn unless_within(boundary: &Path, real: &Path) -> Result<(), Self> {
        let Ok(below) = real.strip_prefix(boundary) else { return Err(Self::Outside(real.to_owned())) };
        if below.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git")) {
            return Err(Self::Repository);
        }
        Ok(())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Irregular(what) => write!(formatter, "it is {what}, and only regular files are read"),
            Self::TooLarge(limit) if *limit >= 1 << 20 => {
                write!(formatter, "it has more than {} MiB, the most that is read", limit >> 20)
            }
            Self::TooLarge(limit) => write!(formatter, "it has more than {limit} bytes, the most that is read"),
            Self::Outside(place) => write!(formatter, "it leads to {}, outside of the site", place.display()),
            Self::Repository => formatter.write_str("it lies in .git, which is never read as a part of a site"),
            Self::Dangling(target) => {
                write!(formatter, "it is a link to {}, and nothing lies there", target.display())
            }
        }
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::TooLarge(_) => io::ErrorKind::FileTooLarge,
            Refused::Outside(_) | Refused::Repository => io::ErrorKind::PermissionDenied,
            // Not "not found": something is there, and whoever made it wants to know why it is not read.
            Refused::Irregular(_) | Refused::Dangling(_) => io::ErrorKind::InvalidInput,
        };
        Self::new(kind, refused)
    }
}
