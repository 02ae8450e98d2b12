//! Why a file or a folder of a site is not read, and what there is to say about it.

use crate::{SiteError, place};
use pamphlet_source::limits::{FOLDER_LEVELS, FOLDER_VISITS};
use pamphlet_source::{Code, FilePlace, Finding, Severity};
use std::fmt;

/// Why something that is there is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The system refuses; what it says.
    System(String),
    /// It is no regular file, but what the words say.
    Irregular(String),
    /// It has more bytes than so many.
    TooLarge(usize),
    /// It leads out of the boundary of the site, to this place.
    Outside(String),
    /// It lies in the `.git` of a repository.
    Repository,
    /// It is a link to this path, and nothing lies there.
    Dangling(String),
    /// It was there when its folder was listed, and is gone.
    Gone,
    /// Its name is not UTF-8.
    Name {
        /// Whether it is a page or a folder, so that words are lost with it.
        words: bool,
    },
    /// It lies in too many folders.
    TooDeep,
    /// It is a folder that lies in itself by way of a link.
    Circle,
    /// It is a folder that too many links lead to.
    TooOften,
    /// It is a folder that holds an output of ours.
    Output,
}

/// What is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadError {
    /// The file or folder, relative to the site; none for the folder of the site.
    pub path: Option<String>,
    /// Why.
    pub cause: Cause,
}

impl Cause {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::System(_) => "check that you may read it",
            Self::Irregular(_) => "put a regular file in its place, or remove it",
            Self::TooLarge(_) => "split it, or keep it out of the site",
            Self::Outside(_) => {
                "copy what it leads to into the site, or name a folder that holds both with --boundary, if you trust the site"
            }
            Self::Repository => "name a file of the site",
            Self::Dangling(_) => "correct the link, or remove it",
            Self::Gone => "build again while nobody changes the site",
            Self::Name { .. } => "rename it",
            Self::TooDeep => "move it further up",
            Self::Circle => "remove the link if it was not meant; the files are read where they lie",
            Self::TooOften => "replace some of the links by what they lead to",
            Self::Output => "keep outputs out of the folder of pages, or remove manifest.json if these are pages",
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::TooLarge(_) => Code::FileTooLarge,
            Self::Outside(_) | Self::Repository => Code::FileOutside,
            Self::Circle => Code::FolderCircle,
            Self::Output => Code::OutputFolder,
            _ => Code::UnreadableFile,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System(reason) => write!(formatter, "it cannot be read: {reason}"),
            Self::Irregular(what) => write!(formatter, "it is {what}, and only regular files are read"),
            Self::TooLarge(limit) if *limit >= 1 << 20 => {
                write!(formatter, "it has more than {} MiB, the most that is read of such a file", limit >> 20)
            }
            Self::TooLarge(limit) => {
                write!(formatter, "it has more than {limit} bytes, the most that is read of such a file")
            }
            Self::Outside(target) => write!(formatter, "it leads out of the site to {target}, and is not read"),
            Self::Repository => formatter.write_str("it lies in .git, which is never read as a part of a site"),
            Self::Dangling(target) => write!(formatter, "it is a link to {target}, and nothing lies there"),
            Self::Gone => formatter.write_str("it was there a moment ago, and is gone"),
            Self::Name { .. } => formatter.write_str("its name is not UTF-8, so it is not read"),
            Self::TooDeep => write!(formatter, "it lies more than {FOLDER_LEVELS} folders deep, and is not read"),
            Self::Circle => formatter.write_str("it leads back to a folder in which it lies, and is not followed"),
            Self::TooOften => {
                write!(formatter, "more than {FOLDER_VISITS} links lead to this folder, and this one is not followed")
            }
            Self::Output => formatter.write_str("it holds an output of Pamphlet, so no pages are read from it"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_deref().unwrap_or("the folder of the site");
        write!(formatter, "{path}: {}", self.cause)
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// That what lies at a path of the site is not read; the folder of the site itself is at `""`.
    #[must_use]
    pub fn at(path: &str, cause: Cause) -> Self {
        Self { path: (!path.is_empty()).then(|| path.to_owned()), cause }
    }

    fn place(&self) -> Option<FilePlace> {
        self.path.as_deref().map(FilePlace::file)
    }

    /// What there is to say when the rest of the site goes on without it.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let finding = place::at(self.cause.code(), self.place(), &self.cause.to_string(), self.cause.help());
        match self.cause {
            Cause::Name { words: false } => Finding { severity: Severity::Warning, ..finding },
            _ => finding,
        }
    }

    /// The same of a file that holds no words, such as a picture: nothing is lost with it but itself.
    #[must_use]
    pub fn warning(&self) -> Finding {
        let finding = self.finding();
        Finding { severity: finding.severity.min(Severity::Warning), ..finding }
    }
}

impl From<ReadError> for SiteError {
    fn from(error: ReadError) -> Self {
        Self {
            message: error.cause.to_string(),
            help: error.cause.help().to_owned(),
            machine: matches!(error.cause, Cause::System(_)),
            place: error.place(),
            others: Box::default(),
        }
    }
}
