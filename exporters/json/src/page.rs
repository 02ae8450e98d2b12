//! `json/<page>.json`: a page.

use crate::index::{CoverageRecord, LanguageRecord, commit_of};
use crate::outline::{OutlineEntry, outline};
use crate::read::read;
use crate::{JsonError, PageAssets, SCHEMA_VERSION};
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::{
    Block, BlockKind, BlockNames, NamedBy, Note, Origin, Page, PageId, PageMeta, Reading, SentenceRun, SourceBlock,
    block_text, blocks_text, walk,
};
use pamphlet_source::{SourceId, SourceMap, Span, hexadecimal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page of one locale, everything resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageFile {
    /// What there is to say about the page.
    #[serde(flatten)]
    pub head: PageHead,
    /// Its blocks, in reading order.
    pub blocks: Vec<BlockEntry>,
    /// Its footnotes, by number.
    pub notes: Vec<NoteEntry>,
}

/// What there is to say about a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageHead {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The locale of the edition.
    pub locale: Tag,
    /// The locale that the others are translated from.
    pub source_locale: Tag,
    /// The name of the page: its path without `.md`; the same in every locale.
    pub id: PageId,
    /// Its title as plain text.
    pub title: String,
    /// The language of the title where it is not the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_language: Option<Tag>,
    /// Whether the text itself begins with that title as a heading.
    pub title_in_text: bool,
    /// The language its text is in.
    pub language: Tag,
    /// The direction of that language.
    pub direction: Direction,
    /// Every language that occurs on the page, with its direction and its name for itself. Nodes inside blocks say
    /// their language alone; this says the rest.
    pub languages: BTreeMap<Tag, LanguageRecord>,
    /// Whether the translation lacks the page and the source page stands in.
    pub fallback: bool,
    /// Where it is read on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file it was read from, relative to the site.
    pub path: String,
    /// SHA-256 of what it was made from, in lower-case hexadecimal.
    pub digest: String,
    /// The date that its files print, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The last commit that changed what it was made from: its whole name, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether what it was made from is not what that commit, or any, holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// How much of it is translated.
    pub coverage: CoverageRecord,
    /// Its front matter.
    pub meta: PageMeta,
    /// Its headings.
    pub outline: Vec<OutlineEntry>,
    /// The files that `origin.source` of blocks and notes points into.
    pub sources: Vec<SourceRecord>,
    /// What it shows besides its text, when that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assets: Option<PageAssets>,
}

/// A file that a page was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRecord {
    /// Its number.
    pub id: SourceId,
    /// Its path, relative to the site.
    pub path: String,
}

/// A range of a file, as people and as programs count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The file, relative to the site.
    pub path: String,
    /// First line, from 1.
    pub line: u32,
    /// First column in characters, from 1.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column after the last character.
    pub end_column: u32,
    /// First byte, from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// A block at the top of a page, with what a program needs beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BlockEntry {
    /// What there is to say about it.
    #[serde(flatten)]
    pub head: BlockHead,
    /// The block itself. Spans inside count from `origin`.
    pub block: Block,
}

/// What there is to say about a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockHead {
    /// Its name on the page. It stays when other blocks change: it comes from what the block was written as, of a
    /// heading from its anchor, of a card from its id. Of several equal blocks, the later ones are numbered.
    pub id: String,
    /// SHA-256 of the bytes that it was written as, in lower-case hexadecimal.
    pub written: String,
    /// Of a translation: the block of the source page that it answers, with the `written` that this has. Left out
    /// where it answers none, and in the source locale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_block: Option<Arc<SourceBlock>>,
    /// Of a translation: its sentences in reading order, in runs that each answer some of the source page or none. Left
    /// out where it has no sentences, in the source locale, and on pages that fell back, whose text is the source's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceRun>,
    /// SHA-256 of the block as JSON, in lower-case hexadecimal. Equal blocks have equal digests, on any page.
    pub digest: String,
    /// Its words.
    pub text: String,
    /// Its language.
    pub language: Tag,
    /// The direction of that language.
    pub direction: Direction,
    /// The anchor of the heading it stands under; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Where it was written.
    pub place: Place,
    /// Where spans inside it count from.
    pub origin: Origin,
}

/// A footnote, with what a program needs beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NoteEntry {
    /// What there is to say about it.
    #[serde(flatten)]
    pub head: NoteHead,
    /// The footnote itself. Spans inside count from its origin.
    pub note: Note,
}

/// What there is to say about a footnote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoteHead {
    /// Its name on the page: `note-` and its label.
    pub id: String,
    /// SHA-256 of the bytes that it was written as, in lower-case hexadecimal.
    pub written: String,
    /// Of a translation: the footnote of the source page that it answers, with the `written` that this has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_block: Option<Arc<SourceBlock>>,
    /// Of a translation: its sentences, as those of a block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceRun>,
    /// SHA-256 of the footnote's text as JSON, in lower-case hexadecimal.
    pub digest: String,
    /// Its words.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// Writes a page: one line a block, so that a difference between two files shows what changed.
pub(crate) fn write(reading: &Reading, page: &Page, assets: Option<PageAssets>) -> Result<Vec<u8>, JsonError> {
    let mut out = serde_json::to_vec(&PageHead { assets, ..head(reading, page) }).map_err(JsonError::Encode)?;
    out.pop();
    out.extend_from_slice(b",\n\"blocks\":[");
    let sources = &reading.parts().sources;
    let mut section = None;
    let mut names = BlockNames::default();
    for (index, placed) in page.blocks.iter().enumerate() {
        let block = &placed.block;
        let json = serde_json::to_vec(block).map_err(JsonError::Encode)?;
        let digest = hexadecimal(&Sha256::digest(&json));
        if let BlockKind::Heading(heading) = &block.kind {
            section = Some(heading.anchor.clone());
        }
        let language = block.language.clone().unwrap_or_else(|| page.language.clone());
        let name = names.block(named_by(block), placed.origin, block.span, sources);
        let head = BlockHead {
            id: name.id,
            written: name.written,
            source_block: page.answering.blocks.get(index).cloned().flatten(),
            sentences: page.answering.block_sentences.get(index).cloned().unwrap_or_default(),
            digest,
            text: block_text(block),
            direction: Direction::of(&language),
            language,
            section: section.clone(),
            place: place(sources, placed.origin, block.span),
            origin: placed.origin,
        };
        // The block was written for its digest already: it is not written twice.
        element(index, &head, b"block", &json, &mut out)?;
    }
    out.extend_from_slice(b"\n],\n\"notes\":[");
    for (index, note) in page.notes.iter().enumerate() {
        let json = serde_json::to_vec(note).map_err(JsonError::Encode)?;
        let blocks = serde_json::to_vec(&note.blocks).map_err(JsonError::Encode)?;
        let name = names.note(&note.label, note.origin, note.span, sources);
        let head = NoteHead {
            id: name.id,
            written: name.written,
            source_block: page.answering.notes.get(index).cloned().flatten(),
            sentences: page.answering.note_sentences.get(index).cloned().unwrap_or_default(),
            digest: hexadecimal(&Sha256::digest(&blocks)),
            text: blocks_text(&note.blocks),
            place: place(sources, note.origin, note.span),
        };
        element(index, &head, b"note", &json, &mut out)?;
    }
    out.extend_from_slice(b"\n]}\n");
    Ok(out)
}

fn element<T: Serialize>(index: usize, head: &T, name: &[u8], json: &[u8], out: &mut Vec<u8>) -> Result<(), JsonError> {
    out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
    serde_json::to_writer(&mut *out, head).map_err(JsonError::Encode)?;
    out.pop();
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name);
    out.extend_from_slice(b"\":");
    out.extend_from_slice(json);
    out.push(b'}');
    Ok(())
}

fn head(reading: &Reading, page: &Page) -> PageHead {
    let parts = reading.parts();
    let path = |id: SourceId| parts.sources.get(id).map(|file| file.path.clone()).unwrap_or_default();
    let mut sources = BTreeSet::from([page.source]);
    sources.extend(page.blocks.iter().map(|placed| placed.origin.source));
    sources.extend(page.notes.iter().map(|note| note.origin.source));
    PageHead {
        schema_version: SCHEMA_VERSION.to_owned(),
        locale: parts.locale.clone(),
        source_locale: parts.source_locale.clone(),
        id: page.id.clone(),
        title: page.title.clone(),
        title_language: page.title_language.clone(),
        title_in_text: page.title_in_text,
        language: page.language.clone(),
        direction: Direction::of(&page.language),
        languages: languages(page).iter().map(|tag| (tag.clone(), LanguageRecord::of(tag))).collect(),
        fallback: page.fallback,
        url: page.url.clone().map(String::from),
        path: path(page.source),
        digest: page.digest.clone(),
        date: page.date.clone(),
        commit: commit_of(&page.revision),
        changed: page.revision.changed,
        coverage: page.coverage.into(),
        meta: page.meta.clone(),
        outline: outline(page),
        sources: sources.into_iter().map(|id| SourceRecord { id, path: path(id) }).collect(),
        assets: None,
    }
}

/// Every language that occurs on a page.
fn languages(page: &Page) -> BTreeSet<Tag> {
    let mut found = BTreeSet::from([page.language.clone()]);
    found.extend(page.title_language.clone());
    found.extend(page.meta.description_language.clone());
    let blocks = || {
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        page.blocks.iter().map(|placed| &placed.block).chain(notes)
    };
    walk::each_language(blocks(), &mut |language| {
        found.insert(language.clone());
    });
    found
}

/// The range of a file that a span inside a block or note means.
pub(crate) fn place(sources: &SourceMap, origin: Origin, span: Span) -> Place {
    let span = origin.absolute(span);
    let Some(file) = sources.get(origin.source) else {
        return Place {
            path: String::new(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            start: span.start,
            end: span.end,
        };
    };
    let (from, to) = (file.position(span.start), file.position(span.end));
    Place {
        path: file.path.clone(),
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        start: span.start,
        end: span.end,
    }
}

fn named_by(block: &Block) -> NamedBy<'_> {
    match &block.kind {
        BlockKind::Heading(heading) => NamedBy::Heading(&heading.anchor),
        BlockKind::Card(card) => NamedBy::Card(&card.id),
        BlockKind::Paragraph { .. }
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote { .. }
        | BlockKind::Code(_)
        | BlockKind::Table(_)
        | BlockKind::Admonition(_)
        | BlockKind::Collapsible(_)
        | BlockKind::Tabs(_)
        | BlockKind::Grid(_)
        | BlockKind::Figure(_)
        | BlockKind::Annotated(_)
        | BlockKind::Buttons { .. }
        | BlockKind::Progress(_)
        | BlockKind::ThematicBreak
        | BlockKind::Divider
        | BlockKind::Math(_)
        | BlockKind::Diagram(_)
        | BlockKind::PageBreak
        | BlockKind::Group { .. }
        | BlockKind::Threats(_)
        | BlockKind::Unsupported { .. } => NamedBy::Bytes,
    }
}

/// Reads a page file.
///
/// # Errors
/// When it is not JSON, not a page, or nested beyond reason.
pub fn read_page(bytes: &[u8]) -> Result<PageFile, JsonError> {
    read(bytes)
}
