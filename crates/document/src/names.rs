//! The names of blocks, by which programs and other locales know them.
//!
//! A heading is named after its anchor, a card after its id, every other block after the bytes it was written as: what
//! stands elsewhere on the page, or what a link leads to, changes no name.

use crate::{Block, BlockKind, Origin};
use pamphlet_source::{SourceMap, Span, hexadecimal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many hexadecimal digits of a digest make a name.
const DIGITS: usize = 16;

/// The block of a source page that a block of a translation answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SourceBlock {
    /// Its name on the source page.
    pub id: String,
    /// SHA-256 of the bytes that it was written as, in lower-case hexadecimal: when it changes, the source was changed.
    pub written: String,
}

/// Sentences of a translation that follow each other, and the sentences of the source page that they answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct SentenceRun {
    /// The sentences, as plain text.
    pub text: String,
    /// The block or footnote of the source page that the answered sentences stand in, with the `written` that this has.
    /// Left out where they answer none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_block: Option<Arc<SourceBlock>>,
    /// The sentences of the source page that they answer, as plain text. Left out where they answer none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_text: Option<String>,
    /// Whether they are translated: false where they are in the language of the source.
    pub translated: bool,
}

/// What the blocks and notes of a page answer on its source page, each in the order of the page; nothing for pages of the
/// source locale.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Answering {
    /// By block.
    pub blocks: Vec<Option<Arc<SourceBlock>>>,
    /// By note.
    pub notes: Vec<Option<Arc<SourceBlock>>>,
    /// The sentences of each block; nothing for a page that fell back, whose text is the source's own.
    pub block_sentences: Vec<Vec<SentenceRun>>,
    /// The sentences of each note.
    pub note_sentences: Vec<Vec<SentenceRun>>,
}

/// What a block is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy<'n> {
    /// A heading: its anchor.
    Heading(&'n str),
    /// A card: its id.
    Card(&'n str),
    /// Its bytes.
    Bytes,
}

/// Gives out the names of a page, each once.
#[derive(Debug, Clone, Default)]
pub struct BlockNames {
    taken: BTreeMap<String, u32>,
}

impl BlockNames {
    /// The next block of the page, in the order of writing: its name, and the digest of its bytes.
    pub fn block(&mut self, by: NamedBy<'_>, origin: Origin, span: Span, sources: &SourceMap) -> SourceBlock {
        let written = digest_of(sources, origin, span);
        let name = match by {
            NamedBy::Heading(anchor) => format!("heading-{anchor}"),
            NamedBy::Card(id) => format!("card-{id}"),
            NamedBy::Bytes => format!("block-{}", &written[..DIGITS]),
        };
        SourceBlock { id: self.unique(name), written }
    }

    /// The next footnote of the page, after all blocks.
    pub fn note(&mut self, label: &str, origin: Origin, span: Span, sources: &SourceMap) -> SourceBlock {
        SourceBlock { id: self.unique(format!("note-{label}")), written: digest_of(sources, origin, span) }
    }

    /// A name that nothing before it has.
    fn unique(&mut self, name: String) -> String {
        let mut count = *self.taken.get(&name).unwrap_or(&0) + 1;
        let mut own = name.clone();
        while count > 1 || self.taken.contains_key(&own) {
            own = format!("{name}-{}", count.max(2));
            if !self.taken.contains_key(&own) {
                break;
            }
            count += 1;
        }
        self.taken.insert(name, count.max(1));
        self.taken.entry(own.clone()).or_insert(1);
        own
    }
}

/// What a block of a document is named after; `card` is the id of the next card.
pub fn named_by<'n>(block: &'n Block, card: Option<&'n str>) -> NamedBy<'n> {
    match &block.kind {
        BlockKind::Heading(heading) => NamedBy::Heading(&heading.anchor),
        BlockKind::Card(own) => card.or(own.id.as_deref()).map_or(NamedBy::Bytes, NamedBy::Card),
        _ => NamedBy::Bytes,
    }
}

/// SHA-256 of the bytes that a block was written as.
fn digest_of(sources: &SourceMap, origin: Origin, span: Span) -> String {
    let span = origin.absolute(span);
    let text = sources.get(origin.source).map_or("", |file| &*file.text);
    let bytes = text.as_bytes().get(span.start as usize..span.end as usize).unwrap_or_default();
    hexadecimal(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_source::{SourceFile, SourceId};

    #[test]
    fn names_come_from_the_block_alone_and_each_is_given_once() {
        let mut sources = SourceMap::default();
        let file = sources.add(SourceFile::new("a.md".to_owned(), "Same words.\n\nSame words.\n"));
        let mut names = BlockNames::default();
        let mut block = |start| names.block(NamedBy::Bytes, Origin { source: file, start }, Span::new(0, 11), &sources);
        let (one, other) = (block(0), block(13));
        assert_eq!(one.written, other.written);
        assert_eq!(one.id, format!("block-{}", &one.written[..16]));
        assert_eq!(other.id, format!("{}-2", one.id));
        let heading = |names: &mut BlockNames, anchor| {
            names
                .block(NamedBy::Heading(anchor), Origin { source: SourceId(9), start: 0 }, Span::new(0, 4), &sources)
                .id
        };
        assert_eq!(heading(&mut names, "a"), "heading-a");
        assert_eq!(heading(&mut names, "a-2"), "heading-a-2");
        assert_eq!(heading(&mut names, "a"), "heading-a-3");
    }
}
