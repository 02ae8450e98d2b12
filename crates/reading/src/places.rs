//! What the places that links can lead to are called: headings by their words, figures by what their captions call them.
//! A link that shows no words has these.

use crate::Words;
use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{Block, BlockKind, CalloutTitle, Edition, Figure, Inline, Page, PageId, plain_text};
use pamphlet_locale::Tag;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The names of places of an edition, which are looked for when the first link asks.
pub(crate) struct Places<'e> {
    edition: &'e Edition,
    found: OnceLock<BTreeMap<PageId, BTreeMap<String, Words>>>,
}

impl<'e> Places<'e> {
    /// Those of an edition.
    pub(crate) fn of(edition: &'e Edition) -> Self {
        Self { edition, found: OnceLock::new() }
    }

    /// What a place is called; none where it has no name.
    pub(crate) fn name(&self, page: &PageId, anchor: &str) -> Option<&Words> {
        let found = self.found.get_or_init(|| {
            let of = |page: &Page| {
                let mut named = Named { found: BTreeMap::new() };
                page.blocks.iter().for_each(|placed| named.block(&placed.block, &page.language));
                (page.id.clone(), named.found)
            };
            self.edition.pages().iter().map(of).collect()
        });
        found.get(page)?.get(anchor)
    }
}

struct Named {
    found: BTreeMap<String, Words>,
}

impl Named {
    fn add(&mut self, id: Option<&str>, words: &str, language: &Tag) {
        let words = words.trim();
        if let Some(id) = id.filter(|id| !id.is_empty() && !words.is_empty()) {
            let words = Words { text: words.to_owned(), language: Some(language.clone()) };
            self.found.entry(id.to_owned()).or_insert(words);
        }
    }

    fn block(&mut self, block: &Block, language: &Tag) {
        let language = block.language.as_ref().unwrap_or(language);
        match &block.kind {
            BlockKind::Heading(heading) => {
                let words = plain_text(&heading.content);
                self.add(Some(&heading.anchor), &words, language);
                self.add(block.attrs.id.as_deref(), &words, language);
            }
            BlockKind::Figure(figure) => {
                let words = called(figure);
                self.add(block.attrs.id.as_deref(), &words, language);
                for shown in &figure.blocks {
                    self.add(shown.attrs.id.as_deref(), &words, language);
                    if let BlockKind::Paragraph { content } = &shown.kind {
                        self.pictures(content, &words, language);
                    }
                }
            }
            BlockKind::Table(table) => self.add(block.attrs.id.as_deref(), &plain_text(&table.caption), language),
            BlockKind::Admonition(admonition) => {
                self.add(block.attrs.id.as_deref(), &title(&admonition.heading), language);
            }
            BlockKind::Collapsible(fold) => self.add(block.attrs.id.as_deref(), &title(&fold.heading), language),
            BlockKind::Tabs(tabs) => {
                tabs.tabs.iter().for_each(|tab| self.add(tab.attrs.id.as_deref(), &plain_text(&tab.label), language));
            }
            BlockKind::DefinitionList(list) => {
                for term in list.entries.iter().flat_map(|entry| &entry.terms) {
                    self.add(term.attrs.id.as_deref(), &plain_text(&term.content), language);
                }
            }
            BlockKind::Paragraph { .. }
            | BlockKind::List(_)
            | BlockKind::Quote { .. }
            | BlockKind::Code(_)
            | BlockKind::Grid(_)
            | BlockKind::Annotated(_)
            | BlockKind::Buttons { .. }
            | BlockKind::Progress(_)
            | BlockKind::ThematicBreak
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Group { .. }
            | BlockKind::Card(_)
            | BlockKind::Threats(_)
            | BlockKind::Unsupported { .. } => {}
        }
        children(block, &mut |child| {
            if let Child::Blocks(blocks) = child {
                for block in blocks {
                    self.block(block, language);
                }
            }
        });
    }

    /// Pictures of a figure, which may have the id themselves.
    fn pictures(&mut self, content: &[Inline], words: &str, language: &Tag) {
        for inline in content {
            self.add(inline.attrs.id.as_deref(), words, language);
            self.pictures(inline_children(inline), words, language);
        }
    }
}

/// What a caption calls its figure: its number, else its words.
fn called(figure: &Figure) -> String {
    let words = || {
        figure.caption.iter().find_map(|block| {
            let BlockKind::Paragraph { content } = &block.kind else { return None };
            Some(plain_text(content))
        })
    };
    figure.label.clone().or_else(words).unwrap_or_default()
}

fn title(title: &CalloutTitle) -> String {
    match title {
        CalloutTitle::Written { content, .. } => plain_text(content),
        CalloutTitle::Absent | CalloutTitle::Implied { .. } => String::new(),
    }
}
