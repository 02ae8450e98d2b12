//! The texts that were read, by number.

use crate::{LineIndex, Position};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// The number of a text in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SourceId(pub u32);

/// A text with the path it was read from.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the site, with `/` between its parts.
    pub path: String,
    /// The text, as UTF-8.
    pub text: Arc<str>,
    index: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file; its lines are indexed when somebody asks.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), index: OnceLock::new() }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.index.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, offset)
    }

    /// The bytes of the line that holds a byte, without its line ending.
    #[must_use]
    pub fn line_at(&self, offset: u32) -> std::ops::Range<usize> {
        self.index.get_or_init(|| LineIndex::new(&self.text)).line_at(&self.text, offset)
    }

    /// A line (from 1), without its line ending.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        self.index.get_or_init(|| LineIndex::new(&self.text)).line(&self.text, line)
    }
}

/// All texts of a build: pages, snippets, configuration. Ids are given in the order of adding.
#[derive(Debug, Default, Clone)]
pub struct SourceMap {
    files: Vec<Arc<SourceFile>>,
}

impl SourceMap {
    /// Adds a file and says its number.
    pub fn add(&mut self, file: SourceFile) -> SourceId {
        self.files.push(Arc::new(file));
        SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The file of a number that this map gave.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize).map(AsRef::as_ref)
    }

    /// Every file with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().zip(0u32..).map(|(file, id)| (SourceId(id), file.as_ref()))
    }
}
