//! Why a request could not be met at all.

use crate::system::{MachineError, Refused};
use pamphlet_site::SiteError;
use std::fmt;

/// Why a request could not be met. What is wrong with single pages is a finding, and no error.
#[derive(Debug)]
pub enum Error {
    /// The request itself: an unknown locale, a folder that is somebody else's.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// The site's configuration.
    Site(Box<SiteError>),
    /// The machine: disk, permissions.
    Machine(MachineError),
}

impl Error {
    /// A request that cannot be met.
    #[must_use]
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// Whether the machine failed, and not the request or the site.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        match self {
            Self::Machine(_) => true,
            Self::Site(error) => error.machine,
            Self::Usage { .. } => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { message, help } => write!(formatter, "{message}\n  help: {help}"),
            Self::Site(error) => error.fmt(formatter),
            Self::Machine(error) => write!(formatter, "{error}\n  help: {}", error.help()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Usage { .. } => None,
            Self::Site(error) => Some(&**error),
            Self::Machine(error) => Some(error),
        }
    }
}

impl From<SiteError> for Error {
    fn from(error: SiteError) -> Self {
        Self::Site(Box::new(error))
    }
}

impl From<MachineError> for Error {
    fn from(error: MachineError) -> Self {
        // The machine did as it was told: what was named is not to be read.
        match Refused::of(&error.source) {
            Some(refused) => {
                Self::usage(format!("{}: {refused}", error.path.display()), "name another file, or correct this one")
            }
            None => Self::Machine(error),
        }
    }
}
