//! The texts that were read, by number.

use crate::{LineIndex, Position};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The number of a file that was read.
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
    /// Which of its lines stand where in the file that people write, when that is another.
    lines: Lines,
    index: OnceLock<LineIndex>,
    sum: OnceLock<[u8; 32]>,
}

/// Where the lines of a text stand that a program made of a file: runs of lines that both have. Without runs both are
/// the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<Run>);

/// Lines that a text and the file that it was made from have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The first in the text, from 1.
    pub here: u32,
    /// The first in the file, from 1.
    pub there: u32,
    /// How many.
    pub count: u32,
}

impl Lines {
    /// Lines by their runs, in any order.
    #[must_use]
    pub fn new(mut runs: Vec<Run>) -> Self {
        runs.sort_unstable();
        Self(runs)
    }

    /// Where a position of the text stands in the file. What a program made stands where the line was that it took
    /// out, without a column.
    fn written(&self, at: Position) -> Position {
        let before = self.0.partition_point(|run| run.here <= at.line);
        let Some(run) = before.checked_sub(1).and_then(|last| self.0.get(last)) else {
            return if self.0.is_empty() { at } else { Position { line: 1, column: 1 } };
        };
        let after = at.line - run.here;
        if after < run.count {
            return Position { line: run.there.saturating_add(after), ..at };
        }
        Position { line: run.there.saturating_add(run.count), column: 1 }
    }
}

impl SourceFile {
    /// A file; its lines are indexed when somebody asks.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: Lines::default(),
            index: OnceLock::new(),
            sum: OnceLock::new(),
        }
    }

    /// The same, made by a program of a file whose lines are these.
    #[must_use]
    pub fn with_lines(self, lines: Lines) -> Self {
        Self { lines, ..self }
    }

    /// Where its lines stand in the file that people write.
    #[must_use]
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// SHA-256 of the text: made when somebody asks, once for all locales that read it.
    #[must_use]
    pub fn sum(&self) -> &[u8; 32] {
        self.sum.get_or_init(|| Sha256::digest(self.text.as_bytes()).into())
    }

    /// Line and column of a byte offset, in the file that people write.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines.written(self.index.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, offset))
    }

    /// The bytes of the line that holds a byte, without its line ending.
    #[must_use]
    pub(crate) fn line_at(&self, offset: u32) -> std::ops::Range<usize> {
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

    /// The same files, of which one has another text.
    #[must_use]
    pub fn with_text(&self, id: SourceId, text: &str) -> Self {
        let mut other = self.clone();
        if let Some(file) = other.files.get_mut(id.0 as usize) {
            *file = Arc::new(SourceFile::new(file.path.clone(), text));
        }
        other
    }

    /// Every file with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().zip(0u32..).map(|(file, id)| (SourceId(id), file.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_a_program_made_stand_where_it_found_its_mark() {
        let runs = [(1, 1, 2), (6, 4, 1)].map(|(here, there, count)| Run { here, there, count });
        let file =
            SourceFile::new("a.md", "one\ntwo\nmade\nmade\nmade\nlast\nmore").with_lines(Lines::new(runs.to_vec()));
        let at = |word: &str| {
            let Position { line, column } = file.position(u32::try_from(file.text.find(word).unwrap() + 1).unwrap());
            (line, column)
        };
        assert_eq!(
            [at("one"), at("two"), at("made"), at("last"), at("more")],
            [(1, 2), (2, 2), (3, 1), (4, 2), (5, 1)]
        );
    }
}
