//! Why a site cannot be understood at all.

use pamphlet_source::{Code, FilePlace, Finding, Spot};
use std::fmt;

/// A configuration that cannot be used, or a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteError {
    /// Where; none for the site itself.
    pub place: Option<FilePlace>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the machine failed, and not the configuration.
    pub machine: bool,
}

impl SiteError {
    /// An error of a file of the configuration.
    #[must_use]
    pub fn new(path: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: Some(FilePlace::file(path)), ..Self::of_site(message, help) }
    }

    /// An error of the site itself.
    #[must_use]
    pub fn of_site(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), help: help.into(), machine: false }
    }

    /// Says where in the file, as far as that is known.
    #[must_use]
    pub fn at(mut self, spot: Option<Spot>) -> Self {
        if let Some(place) = &mut self.place {
            place.spot = spot;
        }
        self
    }

    /// The same as a finding, for programs that read findings.
    #[must_use]
    pub fn finding(&self) -> Finding {
        crate::place::at(Code::InvalidConfiguration, self.place.clone(), &self.message, &self.help)
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(formatter, "{place}")?,
            None => formatter.write_str("the site")?,
        }
        write!(formatter, ": {}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for SiteError {}
