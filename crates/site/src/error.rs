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
    /// What else is wrong in the same file, in its order.
    pub others: Box<[SiteError]>,
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
        Self { place: None, message: message.into(), help: help.into(), machine: false, others: Box::default() }
    }

    /// Says where in the file, as far as that is known.
    #[must_use]
    pub fn at(mut self, spot: Option<Spot>) -> Self {
        if let Some(place) = &mut self.place {
            place.spot = spot;
        }
        self
    }

    /// Quotes its line of the text of the file.
    #[must_use]
    pub(crate) fn quoting(mut self, text: &str) -> Self {
        if let Some(place) = &mut self.place
            && let Some(line) = place.spot.and_then(|spot| text.lines().nth(spot.line as usize - 1))
        {
            place.quote(line.trim_end());
        }
        self
    }

    /// All that is wrong in a file as one error, in the order of the file; none when nothing is.
    #[must_use]
    pub fn joined(mut all: Vec<Self>) -> Option<Self> {
        all.sort_by_key(|error| error.place.as_ref().and_then(|place| place.spot));
        let mut all = all.into_iter();
        let first = all.next()?;
        Some(Self { others: all.collect(), ..first })
    }

    /// The same as a finding, for programs that read findings.
    #[must_use]
    pub fn finding(&self) -> Finding {
        crate::place::at(Code::InvalidConfiguration, self.place.clone(), &self.message, &self.help)
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{place}: ")?;
        }
        formatter.write_str(&self.message)?;
        if let Some(FilePlace { spot: Some(spot), quote: Some(quote), .. }) = &self.place {
            write!(formatter, "\n  {} | {}", spot.line, quote.text)?;
        }
        write!(formatter, "\n  help: {}", self.help)?;
        self.others.iter().try_for_each(|other| write!(formatter, "\nerror: {other}"))
    }
}

impl std::error::Error for SiteError {}
