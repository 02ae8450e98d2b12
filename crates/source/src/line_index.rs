//! From byte offsets to lines and columns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A line and a column as people count them, both from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The starts of the lines of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`STEP`] bytes: a line of a megabyte is not counted anew for
    /// everything that stands on it.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters.
const STEP: usize = 1024;

/// How many characters begin in some bytes.
fn beginnings(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| (**byte).cast_signed() >= -0x40).count()).unwrap_or(u32::MAX)
}

impl LineIndex {
    /// Indexes `text`; a line ends with LF (a CR before it belongs to the line).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)),
        );
        let mut before = 0_u32;
        let characters = text.as_bytes().chunks(STEP).map(|chunk| {
            let here = before;
            before = before.saturating_add(beginnings(chunk));
            here
        });
        Self { characters: characters.collect(), starts }
    }

    /// The position of a byte offset of `text`, which must be the text that was indexed.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts[line] as usize;
        let end = text.floor_char_boundary((offset as usize).min(text.len())).max(start);
        let column = self.characters_before(text, end).saturating_sub(self.characters_before(text, start));
        Position { line: u32::try_from(line + 1).unwrap_or(u32::MAX), column: column.saturating_add(1) }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let step = (offset / STEP).min(self.characters.len().saturating_sub(1));
        let before = self.characters.get(step).copied().unwrap_or(0);
        before.saturating_add(beginnings(&text.as_bytes()[step * STEP..offset]))
    }

    /// The bytes of the line that holds a byte, without its line ending.
    #[must_use]
    pub(crate) fn line_at(&self, text: &str, offset: u32) -> std::ops::Range<usize> {
        let index = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts[index] as usize;
        let end = self.starts.get(index + 1).map_or(text.len(), |next| *next as usize);
        start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// The line (from 1) of `text`, without its line ending; empty when there is none.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let index = (line as usize).saturating_sub(1);
        let Some(start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(text.len(), |next| *next as usize);
        text.get(*start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let text = "añb\r\nc日d\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(index.position(text, 3), Position { line: 1, column: 3 });
        assert_eq!(index.position(text, 10), Position { line: 2, column: 3 });
        assert_eq!(index.position(text, 99), Position { line: 3, column: 1 });
        assert_eq!(index.line(text, 1), "añb");
        assert_eq!(index.line(text, 2), "c日d");
        assert_eq!(index.line(text, 9), "");
        assert_eq!(&text[index.line_at(text, 3)], "añb");
        assert_eq!(&text[index.line_at(text, 99)], "");
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1 });
    }

    #[test]
    fn counts_characters_of_long_lines() {
        for text in ["é日x".repeat(2_000), format!("a\n{}", "日".repeat(1_024)), "x".repeat(STEP), "é".repeat(STEP)]
        {
            let index = LineIndex::new(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let column = u32::try_from(text[start..at].chars().count() + 1).unwrap();
                assert_eq!(index.position(&text, u32::try_from(at).unwrap()).column, column, "byte {at}");
            }
        }
    }
}
