//! One page as parsed.

use crate::{Block, PageMeta};
use pamphlet_source::{SourceId, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a top-level block begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The file: the page, or a snippet that it includes.
    pub source: SourceId,
    /// The byte of the file that spans inside the block count from.
    pub start: u32,
}

impl Origin {
    /// A span inside the block as a span of the file.
    #[must_use]
    pub fn absolute(self, span: Span) -> Span {
        span.shifted(self.start)
    }
}

/// A top-level block at its place. Equal blocks share one allocation where the parser or a cache found them equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Placed {
    /// Where it begins.
    pub origin: Origin,
    /// The block.
    pub block: Arc<Block>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// Where its text begins; spans inside count from there.
    pub origin: Origin,
    /// The bytes it was written as.
    pub span: Span,
    /// The label as written.
    pub label: String,
    /// Its number on the page, from 1, in the order in which references appear; notes that nothing refers to come last.
    pub number: u32,
    /// How many references lead to it.
    pub references: u32,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// One page, as written: links and pictures are not resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its front matter.
    pub meta: PageMeta,
    /// Its blocks.
    pub blocks: Vec<Placed>,
    /// Its footnotes, by number.
    pub notes: Vec<Note>,
    /// Abbreviations in force on the page: short form and meaning, in the order of definition.
    pub abbreviations: Vec<(String, String)>,
    /// The snippets that the page includes: paths as written, in their order. A translation whose marker is damaged
    /// is mended with them.
    pub snippets: Vec<String>,
    /// Whether the website has more here, which a plugin makes of code that is not run: headings, and what they are
    /// called, may be there that nobody knows of.
    pub is_part: bool,
}
