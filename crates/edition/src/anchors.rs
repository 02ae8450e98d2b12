//! What links can name on a page.

use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{Attrs, Block, BlockKind, Document, Inline, plain_text};
use pamphlet_source::limits::NEAREST_NAMES;
use pamphlet_source::{Comparable, nearest_among};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// An id without its case and the marks around it.
fn bare(id: &str) -> String {
    id.trim_matches(['#', '/', ' ', '-']).to_lowercase()
}

/// A heading as an aim of links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadingAnchor {
    pub(crate) level: u8,
    pub(crate) anchor: String,
    pub(crate) words: String,
}

/// What a page has for links to name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Anchors {
    /// Its headings, in reading order.
    pub(crate) headings: Vec<HeadingAnchor>,
    /// All ids: those of headings and of other nodes.
    pub(crate) ids: BTreeSet<String>,
    /// Labels of its footnotes.
    pub(crate) notes: BTreeSet<String>,
    /// Whether the website may have more, which plugins make of code.
    pub(crate) may_be_more: bool,
    /// What the source page calls a heading, and what this page calls it.
    pub(crate) by_source: BTreeMap<String, String>,
    /// For each heading the source page's name for it, where it differs and nothing else here has it.
    pub(crate) aliases: Vec<Option<String>>,
    /// Ids as [`bare`], each with the only one that is so; looked up when the first is not found.
    alike: OnceLock<BTreeMap<String, Option<String>>>,
    /// All names that a link can mean, for one that means none of them.
    comparable: OnceLock<Vec<Comparable>>,
}

impl Anchors {
    /// The anchors of a page by itself.
    pub(crate) fn of(document: &Document) -> Self {
        let mut anchors = Self { may_be_more: document.is_part, ..Self::default() };
        document.blocks.iter().for_each(|placed| anchors.block(&placed.block));
        for note in &document.notes {
            anchors.notes.insert(note.label.clone());
            note.blocks.iter().for_each(|block| anchors.block(block));
        }
        anchors.aliases = vec![None; anchors.headings.len()];
        anchors
    }

    /// Lets headings answer to what the source page calls them. `pairs` says which heading there is which one here.
    pub(crate) fn answer_to(&mut self, source: &Self, pairs: &[(usize, usize)]) {
        let mut taken = self.ids.clone();
        for (there, here) in pairs {
            let (there, own) = (&source.headings[*there].anchor, &self.headings[*here].anchor);
            self.by_source.entry(there.clone()).or_insert_with(|| own.clone());
            if there != own && taken.insert(there.clone()) {
                self.aliases[*here] = Some(there.clone());
            }
        }
    }

    /// The id that a link's fragment arrives at: a name of the source page's headings first, since that is what
    /// translations keep, then the page's own.
    pub(crate) fn find(&self, fragment: &str) -> Option<&str> {
        self.by_source.get(fragment).map(String::as_str).or_else(|| self.ids.get(fragment).map(String::as_str))
    }

    /// The only id that differs from a fragment in case or in marks around it.
    pub(crate) fn similar(&self, fragment: &str) -> Option<&str> {
        let alike = self.alike.get_or_init(|| {
            let mut alike = BTreeMap::new();
            for id in &self.ids {
                alike.entry(bare(id)).and_modify(|only| *only = None).or_insert_with(|| Some(id.clone()));
            }
            alike
        });
        alike.get(&bare(fragment))?.as_deref()
    }

    /// The id that somebody who wrote a fragment could have meant: one that goes on where it ends, else the nearest.
    pub(crate) fn resembling(&self, fragment: &str) -> Option<&str> {
        let longer = format!("{fragment}-");
        let own = self.ids.range(longer.clone()..).next();
        let of_source = || self.by_source.range(longer.clone()..).next().map(|(id, _)| id);
        let goes_on = |id: &&String| id.starts_with(&longer);
        if let Some(id) = own.filter(goes_on).or_else(|| of_source().filter(goes_on)) {
            return Some(id);
        }
        let names = || self.ids.iter().chain(self.by_source.keys()).map(String::as_str);
        let comparable = self.comparable.get_or_init(|| names().take(NEAREST_NAMES).map(Comparable::of).collect());
        nearest_among(fragment, comparable.iter().zip(names()))
    }

    /// Whether a fragment names a footnote, or a place where one is referred to, as the website would call it.
    pub(crate) fn is_note(&self, fragment: &str) -> bool {
        fragment
            .strip_prefix("fn:")
            .or_else(|| fragment.strip_prefix("fnref:"))
            .is_some_and(|label| self.notes.contains(label))
    }

    fn attrs(&mut self, attrs: &Attrs) {
        if let Some(id) = attrs.id.as_ref().filter(|id| !id.is_empty()) {
            self.ids.insert(id.clone());
        }
    }

    fn block(&mut self, block: &Block) {
        self.attrs(&block.attrs);
        match &block.kind {
            BlockKind::Heading(heading) => {
                self.headings.push(HeadingAnchor {
                    level: heading.level,
                    anchor: heading.anchor.clone(),
                    words: plain_text(&heading.content),
                });
                if !heading.anchor.is_empty() {
                    self.ids.insert(heading.anchor.clone());
                }
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.attrs(&item.attrs)),
            BlockKind::Annotated(annotated) => annotated.notes.items.iter().for_each(|item| self.attrs(&item.attrs)),
            BlockKind::DefinitionList(list) => {
                for entry in &list.entries {
                    entry.terms.iter().for_each(|term| self.attrs(&term.attrs));
                    entry.details.iter().for_each(|detail| self.attrs(&detail.attrs));
                }
            }
            BlockKind::Table(table) => {
                for row in table.head.iter().chain(&table.body) {
                    self.attrs(&row.attrs);
                    row.cells.iter().for_each(|cell| self.attrs(&cell.attrs));
                }
            }
            BlockKind::Tabs(tabs) => tabs.tabs.iter().for_each(|tab| self.attrs(&tab.attrs)),
            BlockKind::Card(card) => {
                card.links.iter().for_each(|link| self.attrs(&link.attrs));
                if let Some(downloads) = &card.downloads {
                    self.attrs(&downloads.attrs);
                    downloads.items.iter().for_each(|item| self.attrs(&item.attrs));
                }
            }
            BlockKind::Threats(threats) => threats.items.iter().for_each(|item| self.attrs(&item.attrs)),
            BlockKind::Paragraph { .. }
            | BlockKind::Quote { .. }
            | BlockKind::Code(_)
            | BlockKind::Admonition(_)
            | BlockKind::Collapsible(_)
            | BlockKind::Grid(_)
            | BlockKind::Figure(_)
            | BlockKind::Buttons { .. }
            | BlockKind::Progress(_)
            | BlockKind::ThematicBreak
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Group { .. }
            | BlockKind::Unsupported { .. } => {}
        }
        children(block, &mut |child| match child {
            Child::Blocks(blocks) => blocks.iter().for_each(|block| self.block(block)),
            Child::Inlines(content) => self.inlines(content),
            Child::Link(link) => self.inlines(&link.content),
            Child::Picture(_) => {}
        });
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.attrs(&inline.attrs);
            self.inlines(inline_children(inline));
        }
    }
}
