//! What readers see and hear of an edition, decided once for all formats.
//!
//! In: an [`Edition`](pamphlet_document::Edition), resolved but as the author wrote it. Out: a [`Reading`], which is all
//! that exporters accept. Its types cannot hold what is undecided: no link as written, no line end of the source, no icon of
//! which nobody knows whether it speaks, no callout without its name, no link without words. An exporter decides how things
//! look, never what they say.
//!
//! | decided | where |
//! |---|---|
//! | which words stand for a link that shows none | [`link`] |
//! | whether an icon says yes or no, its name, or nothing | [`icon`] |
//! | whether a line end of the source is a space | [`run`] |
//! | what a callout is called, and its icon | [`callout`] |
//! | at which level a heading is announced | [`headings`] |
//! | how a formula is read aloud | [`Math`] |
//! | which of several alternatives are shown | [`tabs`] |
//! | which addresses books may link to, and how they are spelt | [`address`] |
//! | what keeps its direction in text from right to left | [`apart`] |
#![warn(clippy::wildcard_enum_match_arm)]

mod address;
mod apart;
mod block;
mod block_text;
mod callout;
mod card;
mod code;
mod formula;
mod headings;
mod icon;
mod inline;
mod link;
mod places;
mod read;
mod reading;
mod reduced;
mod run;
#[cfg(feature = "sample")]
pub mod sample;
mod table;
pub mod tabs;
mod text;
pub mod walk;
mod words;

pub use address::{ShownAddress, link_address, readable_address, short_address};
pub use apart::left_to_right_in;
pub use block::{
    Annotated, Block, BlockKind, Callout, CodeBlock, CodeLine, Definition, DefinitionList, Detail, Diagram, Figure,
    Grid, Heading, List, ListItem, Progress, Tab, Tabs, Task, Term,
};
pub use block_text::{block_lines, block_text, blocks_text};
pub use card::{Card, CardLink, Download, Downloads, Threat, Threats};
pub use code::{CodePiece, code_pieces};
pub use formula::Math;
pub use icon::Saying;
pub use inline::{Alternative, AssetRef, Icon, Inline, InlineKind, Link, Picture, Target};
pub use read::{Surroundings, read};
pub use reading::{Note, Page, Placed, Reading};
pub use reduced::with_words;
pub use table::{Cell, Row, Table};
pub use text::{formula_text, plain_text, raised, replaces_word, says_something};
pub use words::Words;

pub use pamphlet_document::numerals::roman;
pub use pamphlet_syntax::{Token, TokenClass, Tokenizer};

pub use pamphlet_document::{
    AS_WORDS, Access, Alignment, Answering, AssetId, Attrs, BlockNames, Button, CalloutKind, CodeAnnotation,
    ColumnAlignment, Commit, Coverage, EditionParts, Emphasis, Exported, File, GlossaryEntry, HeadingRole, Length,
    Level, LineRange, LinkRole, ListKind, MathNotation, NamedBy, NavItem, Numerals, Origin, PageId, PageMeta,
    PageWalls, Placement, Platform, Publication, Revision, SentenceRun, SourceBlock, Store, System, ThreatKind, brand,
    publication,
};
