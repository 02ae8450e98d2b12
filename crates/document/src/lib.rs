//! The typed document model.
//!
//! A page is parsed into a [`Document`] (links as written), and all pages of one locale are resolved into an
//! [`Edition`], which is all that exporters accept. Values only: no parsing, no I/O, no output format.
//!
//! Spans inside a [`Placed`] block are relative to its [`Origin`], so equal blocks of different files are equal
//! values and work on them can be shared.

pub mod access;
pub mod attr;
pub mod block;
pub mod block_text;
pub mod callout;
pub mod callout_kind;
pub mod card;
pub mod document;
pub mod dump;
pub mod edition;
pub mod exported;
pub mod inline;
pub mod names;
pub mod numerals;
pub mod page_id;
pub mod page_meta;
pub mod reduced;
pub mod revision;
#[cfg(feature = "sample")]
pub mod sample;
pub mod scheme;
pub mod table;
pub mod target;
pub mod text;
pub mod walk;

pub use access::Access;
pub use attr::Attrs;
pub use block::{
    Admonition, Annotated, Block, BlockKind, CalloutTitle, CodeAnnotation, CodeBlock, Collapsible, Definition,
    DefinitionList, Detail, Diagram, Figure, Grid, Heading, HeadingRole, LineRange, List, ListItem, ListKind, Math,
    MathNotation, Placement, Progress, Tab, Tabs, Term,
};
pub use block_text::{block_lines, block_text, blocks_text};
pub use callout_kind::CalloutKind;
pub use card::{Card, CardLink, Download, Downloads, Threat, Threats, entry_icon, leading_icon};
pub use document::{Document, Note, Origin, Placed};
pub use dump::{dump, outline};
pub use edition::{Coverage, Edition, EditionError, EditionParts, GlossaryEntry, NavItem, Page, percent};
pub use exported::{Exported, File};
pub use inline::{Alignment, Button, Emphasis, Inline, InlineKind, Length, Link, Picture};
pub use names::{Answering, BlockNames, NamedBy, SentenceRun, SourceBlock, named_by};
pub use numerals::Numerals;
pub use page_id::PageId;
pub use page_meta::PageMeta;
pub use pamphlet_vocabulary::brand;
pub use pamphlet_vocabulary::publication::{self, Publication};
pub use pamphlet_vocabulary::{LinkRole, Meaning, Platform, Store, System, ThreatKind, Vocabulary};
pub use reduced::{AS_WORDS, Level, PageWalls};
pub use revision::{Commit, Revision};
pub use table::{Cell, ColumnAlignment, Row, Table};
pub use target::{AssetId, AssetRef, Target};
pub use text::{plain_text, says_something, words_beside_pictures};
