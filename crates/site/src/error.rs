//! Why a site cannot be understood at all.

use pamphlet_source::{Code, Finding};
use std::fmt;

/// A configuration that cannot be used, or a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteError {
    /// The file, relative to the site; the site itself when empty.
    pub path: String,
    /// Line, from 1; 0 where there is none.
    pub line: u32,
    /// Column, from 1; 0 where there is none.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the machine failed, and not the configuration.
    pub machine: bool,
}

impl SiteError {
    /// An error of the configuration.
    #[must_use]
    pub fn new(path: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: 0, column: 0, message: message.into(), help: help.into(), machine: false }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// The same as a finding, for programs that read findings.
    #[must_use]
    pub fn finding(&self) -> Finding {
        crate::place::finding(
            Code::InvalidConfiguration,
            &self.path,
            (self.line, self.column),
            &self.message,
            &self.help,
        )
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.path.is_empty() { "the site" } else { &self.path })?;
        if self.line > 0 {
            write!(formatter, ":{}", self.line)?;
            if self.column > 0 {
                write!(formatter, ":{}", self.column)?;
            }
        }
        write!(formatter, ": {}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for SiteError {}
