//! The structure of a page without its words, as sequences that can be compared.

use crate::DriftKind;
use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{
    AssetRef, Block, BlockKind, CalloutKind, CalloutTitle, Document, Inline, InlineKind, Link, List, ListKind, Origin,
    Picture, Target, plain_text,
};
use pamphlet_source::percent::decoded;
use pamphlet_source::{FileRange, Span};

/// A thing on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Feature {
    /// What makes it the same thing in another language.
    pub(crate) key: String,
    /// What it is, for people: `bullet list of 3 items`.
    pub(crate) words: String,
    /// How many items a list has.
    pub(crate) size: usize,
    /// Where it stands.
    pub(crate) place: FileRange,
}

/// The features of a page, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Headings by level.
    pub(crate) headings: Vec<Feature>,
    /// Lists by marks and number of items.
    pub(crate) lists: Vec<Feature>,
    /// Tables by rows and columns.
    pub(crate) tables: Vec<Feature>,
    /// Blocks of code.
    pub(crate) code: Vec<Feature>,
    /// Links by address.
    pub(crate) links: Vec<Feature>,
    /// Pictures by address.
    pub(crate) pictures: Vec<Feature>,
    /// Callouts and collapsibles by what they are for.
    pub(crate) callouts: Vec<Feature>,
    /// Content tabs by number.
    pub(crate) tabs: Vec<Feature>,
    /// Footnotes by label.
    pub(crate) notes: Vec<Feature>,
}

impl Shape {
    /// The shape of a page.
    pub(crate) fn of(document: &Document) -> Self {
        let mut shape = Self::default();
        for placed in &document.blocks {
            shape.block(&placed.block, placed.origin);
        }
        for note in &document.notes {
            let place = FileRange { source: note.origin.source, span: note.origin.absolute(note.span) };
            let words = format!("footnote `{}`", note.label);
            shape.notes.push(Feature { key: note.label.clone(), words, size: 0, place });
            note.blocks.iter().for_each(|block| shape.block(block, note.origin));
        }
        // Footnotes are numbered by their first reference, which a language's word order can change.
        shape.notes.sort_by(|one, other| one.key.cmp(&other.key));
        shape
    }

    /// The sequences with what they are of.
    pub(crate) fn sequences(&self) -> [(DriftKind, &[Feature]); 9] {
        [
            (DriftKind::Heading, &self.headings),
            (DriftKind::List, &self.lists),
            (DriftKind::Table, &self.tables),
            (DriftKind::Code, &self.code),
            (DriftKind::Link, &self.links),
            (DriftKind::Picture, &self.pictures),
            (DriftKind::Callout, &self.callouts),
            (DriftKind::Tabs, &self.tabs),
            (DriftKind::Footnote, &self.notes),
        ]
    }

    fn block(&mut self, block: &Block, origin: Origin) {
        let place = FileRange { source: origin.source, span: origin.absolute(block.span) };
        let feature = |key: String, words: String| Feature { key, words, size: 0, place };
        match &block.kind {
            BlockKind::Heading(heading) => {
                let words = format!("heading of level {}: {}", heading.level, plain_text(&heading.content));
                self.headings.push(feature(heading.level.to_string(), words));
            }
            BlockKind::List(list) => self.lists.push(list_feature(list, place)),
            BlockKind::Annotated(annotated) => self.lists.push(list_feature(&annotated.notes, place)),
            BlockKind::DefinitionList(list) => {
                let count = list.entries.len();
                let (key, words) = (
                    format!("definitions {count}"),
                    format!("definition list of {}", counted(count, "entry", "entries")),
                );
                self.lists.push(Feature { key, words, size: count, place });
            }
            BlockKind::Table(table) => {
                let (rows, columns) = (table.head.len() + table.body.len(), table.columns.len());
                let words =
                    format!("table of {} and {}", counted(rows, "row", "rows"), counted(columns, "column", "columns"));
                self.tables.push(feature(format!("{rows} {columns}"), words));
            }
            BlockKind::Code(code) => {
                let lines = code.text.lines().count();
                let language = code.language.as_deref().unwrap_or("plain");
                let words = format!("{} of code ({language})", counted(lines, "line", "lines"));
                self.code.push(feature(format!("{language} {lines}"), words));
            }
            BlockKind::Admonition(admonition) => self.callouts.push(callout_feature(Some(&admonition.callout), place)),
            BlockKind::Collapsible(collapsible) => {
                self.callouts.push(callout_feature(collapsible.callout.as_ref(), place));
            }
            BlockKind::Tabs(tabs) => {
                let count = tabs.tabs.len();
                self.tabs.push(feature(count.to_string(), format!("{count} content tabs")));
            }
            BlockKind::Card(card) => {
                // Links and logo of a card have no inline of their own; `children` shows them without a place.
                if let CalloutTitle::Written { content, .. } = &card.title {
                    self.inlines(content, origin);
                }
                if let Some(logo) = &card.logo {
                    self.picture(logo, place);
                }
                card.description.iter().for_each(|block| self.block(block, origin));
                for link in &card.links {
                    let place = FileRange { source: origin.source, span: origin.absolute(link.span) };
                    self.link(&link.link, place);
                }
                if let Some(downloads) = &card.downloads {
                    self.inlines(&downloads.summary, origin);
                    downloads.items.iter().for_each(|item| self.inlines(&item.content, origin));
                }
                card.further.iter().for_each(|block| self.block(block, origin));
                return;
            }
            BlockKind::Paragraph { .. }
            | BlockKind::Quote { .. }
            | BlockKind::Grid(_)
            | BlockKind::Figure(_)
            | BlockKind::Buttons { .. }
            | BlockKind::Progress(_)
            | BlockKind::ThematicBreak
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Group { .. }
            | BlockKind::Threats(_)
            | BlockKind::Unsupported { .. } => {}
        }
        children(block, &mut |child| match child {
            Child::Blocks(blocks) => blocks.iter().for_each(|block| self.block(block, origin)),
            Child::Inlines(content) => self.inlines(content, origin),
            Child::Link(link) => self.link(link, place),
            Child::Picture(picture) => self.picture(picture, place),
        });
    }

    fn inlines(&mut self, content: &[Inline], origin: Origin) {
        for inline in content {
            let place = FileRange { source: origin.source, span: origin.absolute(inline.span) };
            match &inline.kind {
                InlineKind::Link(link) => self.link(link, place),
                InlineKind::Picture(picture) => self.picture(picture, place),
                _ => {}
            }
            self.inlines(inline_children(inline), origin);
        }
    }

    fn link(&mut self, link: &Link, place: FileRange) {
        let address = address_of(link);
        self.links.push(Feature { key: link_key(address), words: address.trim().to_owned(), size: 0, place });
    }

    fn picture(&mut self, picture: &Picture, place: FileRange) {
        let words = written(&picture.source).to_owned();
        self.pictures.push(Feature { key: picture_key(picture), words, size: 0, place });
    }
}

/// The address of a link, as written where it is not resolved.
pub(crate) fn address_of(link: &Link) -> &str {
    match &link.target {
        Target::Written { address } | Target::Unresolved { address } => address,
        Target::External { url } => url,
        Target::Page { page, .. } => &page.0,
    }
}

/// What makes two pictures the same: the name of the file.
pub(crate) fn picture_key(picture: &Picture) -> String {
    let address = written(&picture.source);
    let path = address.split(['#', '?']).next().unwrap_or(address);
    decoded(path.rsplit('/').next().unwrap_or(path))
}

/// The address of a picture as written.
pub(crate) fn written(asset: &AssetRef) -> &str {
    match asset {
        AssetRef::Written { address } | AssetRef::Missing { address } => address,
        AssetRef::Remote { url } => url,
        AssetRef::Local { asset } => &asset.0,
    }
}

/// What makes two addresses the same link.
pub(crate) fn link_key(address: &str) -> String {
    let address = decoded(address.trim());
    address.strip_suffix('/').map_or_else(|| address.clone(), str::to_owned)
}

fn list_feature(list: &List, place: FileRange) -> Feature {
    let count = list.items.len();
    let marks = match list.list {
        ListKind::Bullet => "bullet",
        ListKind::Numbered { .. } => "numbered",
    };
    Feature {
        key: format!("{marks} {count}"),
        words: format!("{marks} list of {}", counted(count, "item", "items")),
        size: count,
        place,
    }
}

/// How many of something, in words.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn callout_feature(callout: Option<&CalloutKind>, place: FileRange) -> Feature {
    let kind = callout.map_or("collapsible", CalloutKind::name);
    Feature { key: kind.to_owned(), words: format!("callout `{kind}`"), size: 0, place }
}

/// The place of a whole page.
pub(crate) fn beginning(source: pamphlet_source::SourceId) -> FileRange {
    FileRange { source, span: Span::default() }
}
