//! Which of several alternatives are shown, for what is read from one end to the other: paper, books, text. Data has all
//! of them.
//!
//! Tabs that say the same become one with both labels. Those that are not shown are named where they stood, with the
//! address of the page. A link to something in them leads to the website, a note that nothing refers to any more is left
//! out.

use crate::walk::{self, ChildMut};
use crate::{
    Block, BlockKind, Inline, InlineKind, Link, Page, Placed, Reading, ShownAddress, Tab, Tabs, Target, plain_text,
};
use pamphlet_document::{Attrs, Emphasis, PageId};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_locale::{Catalog, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The labels of all tabs: as they are compared, each with how the first tab that bears it writes it.
#[must_use]
pub fn labels(reading: &Reading) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for page in reading.pages() {
        walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
            if let BlockKind::Tabs(tabs) = &block.kind {
                for tab in &tabs.tabs {
                    out.entry(label(tab)).or_insert_with(|| one_line(&plain_text(&tab.label)));
                }
            }
        });
    }
    out
}

/// How a label is compared.
#[must_use]
pub fn comparable(name: &str) -> String {
    one_line(name).to_lowercase()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn label(tab: &Tab) -> String {
    comparable(&plain_text(&tab.label))
}

/// The reading with the tabs that are chosen; none when that changes nothing.
#[must_use]
pub fn choose(reading: &Reading, choice: &TabChoice, catalog: &Catalog) -> Option<Reading> {
    let named: BTreeSet<String> = choice.names().iter().map(|name| comparable(name)).collect();
    let mut gone: BTreeMap<PageId, BTreeSet<String>> = BTreeMap::new();
    let mut changed: BTreeMap<usize, Page> = BTreeMap::new();
    for (index, page) in reading.pages().iter().enumerate() {
        let mut chooser = Chooser { choice, named: &named, catalog, page, gone: BTreeSet::new() };
        if !page.blocks.iter().any(|placed| chooser.changes(&placed.block)) {
            continue;
        }
        let mut own = page.clone();
        own.blocks = Vec::with_capacity(page.blocks.len());
        for placed in &page.blocks {
            let mut blocks = vec![placed.block.clone()];
            chooser.blocks(&mut blocks);
            own.blocks.extend(blocks.into_iter().map(|block| Placed { origin: placed.origin, block }));
        }
        recount(&mut own);
        if !chooser.gone.is_empty() {
            gone.insert(page.id.clone(), chooser.gone);
        }
        changed.insert(index, own);
    }
    if changed.is_empty() {
        return None;
    }
    let mut pages = reading.pages().to_vec();
    for (index, page) in changed {
        pages[index] = page;
    }
    if !gone.is_empty() {
        let urls: BTreeMap<PageId, Option<String>> = gone
            .keys()
            .map(|id| (id.clone(), reading.page(id).and_then(|page| page.url.clone().map(String::from))))
            .collect();
        for page in &mut pages {
            let mut blocks = page.blocks.iter_mut().map(|placed| &mut placed.block);
            let notes = page.notes.iter_mut().flat_map(|note| &mut note.blocks);
            for block in blocks.by_ref().chain(notes) {
                walk::each_link_mut(block, &mut |link| redirect(link, &gone, &urls));
            }
        }
    }
    Some(Reading::new(reading.parts().with_pages(pages)))
}

/// Leads a link to something that is not shown to the website.
fn redirect(link: &mut Link, gone: &BTreeMap<PageId, BTreeSet<String>>, urls: &BTreeMap<PageId, Option<String>>) {
    let Target::Page { page, anchor } = &mut link.target else { return };
    let Some(name) = anchor.as_ref().filter(|anchor| gone.get(page).is_some_and(|gone| gone.contains(*anchor))) else {
        return;
    };
    match urls.get(page).cloned().flatten() {
        Some(url) => link.target = Target::External { url: format!("{url}#{name}") },
        None => *anchor = None,
    }
}

/// Counts anew how often each note is referred to, and leaves out those that lost their last reference.
fn recount(page: &mut Page) {
    loop {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let blocks = page.blocks.iter().map(|placed| &placed.block);
        walk::each_inline(blocks.chain(page.notes.iter().flat_map(|note| &note.blocks)), &mut |inline| {
            if let InlineKind::FootnoteReference { number, .. } = &inline.kind {
                *counts.entry(*number).or_default() += 1;
            }
        });
        let before = page.notes.len();
        page.notes.retain(|note| note.references == 0 || counts.contains_key(&note.number));
        if page.notes.len() == before {
            for note in &mut page.notes {
                note.references = counts.get(&note.number).copied().unwrap_or(0);
            }
            return;
        }
    }
}

/// Chooses on one page.
struct Chooser<'c> {
    choice: &'c TabChoice,
    named: &'c BTreeSet<String>,
    catalog: &'c Catalog,
    page: &'c Page,
    /// Anchors of what is not shown.
    gone: BTreeSet<String>,
}

impl Chooser<'_> {
    /// Whether anything in a block would change.
    fn changes(&self, block: &Block) -> bool {
        let mut found = false;
        walk::each_block([block], &mut |block| {
            if let BlockKind::Tabs(tabs) = &block.kind {
                found |=
                    self.shown(tabs).iter().any(|shown| !shown) || merged(tabs.tabs.clone()).len() < tabs.tabs.len();
            }
        });
        found
    }

    /// Which tabs are shown.
    fn shown(&self, tabs: &Tabs) -> Vec<bool> {
        match self.choice {
            TabChoice::All => vec![true; tabs.tabs.len()],
            TabChoice::First => (0..tabs.tabs.len()).map(|index| index == 0).collect(),
            TabChoice::Named(_) => {
                let named: Vec<bool> = tabs.tabs.iter().map(|tab| self.named.contains(&label(tab))).collect();
                if named.contains(&true) { named } else { vec![true; named.len()] }
            }
        }
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut out = Vec::with_capacity(blocks.len());
        for mut block in std::mem::take(blocks) {
            let mut note = None;
            if let BlockKind::Tabs(tabs) = &mut block.kind {
                let all = std::mem::take(&mut tabs.tabs);
                let shown = self.shown(&Tabs { tabs: all.clone() });
                let (mut kept, mut left) = (Vec::new(), Vec::new());
                for (tab, shown) in all.into_iter().zip(shown) {
                    if shown { kept.push(tab) } else { left.push(tab) }
                }
                // One that says what is shown is not left out.
                let kept_words: Vec<String> = kept.iter().map(|tab| said(&tab.blocks)).collect();
                let (same, left): (Vec<Tab>, Vec<Tab>) =
                    left.into_iter().partition(|tab| kept_words.contains(&said(&tab.blocks)));
                kept.extend(same);
                tabs.tabs = merged(kept);
                self.lose(&left);
                note = (!left.is_empty()).then(|| self.note(&left, &block));
            }
            walk::children_mut(&mut block, &mut |child| {
                if let ChildMut::Blocks(inner) = child {
                    self.blocks(inner);
                }
            });
            out.push(block);
            out.extend(note);
        }
        *blocks = out;
    }

    /// Remembers the anchors of what is not shown.
    fn lose(&mut self, tabs: &[Tab]) {
        for tab in tabs {
            self.gone.extend(tab.attrs.id.clone());
            walk::each_block(&tab.blocks, &mut |block| {
                self.gone.extend(block.attrs.id.clone());
                if let BlockKind::Heading(heading) = &block.kind {
                    self.gone.extend(std::iter::once(&heading.anchor).chain(&heading.aliases).cloned());
                }
            });
            walk::each_inline(&tab.blocks, &mut |inline| self.gone.extend(inline.attrs.id.clone()));
        }
    }

    /// What names those that are not shown.
    fn note(&self, left: &[Tab], block: &Block) -> Block {
        let inline = |kind: InlineKind| Inline { span: block.span, attrs: Attrs::default(), kind };
        let text = |text: String| inline(InlineKind::Text { text });
        let labels: Vec<String> = left.iter().map(|tab| plain_text(&tab.label).trim().to_owned()).collect();
        let words = self.catalog.labelled(Term::LeftOut, &labels.join(self.catalog.separator()));
        let mut content = vec![text(words)];
        if let Some(url) = &self.page.url {
            let ShownAddress { before, host, after } = ShownAddress::of(url);
            let words = format!("{before}{host}{after}");
            content.push(text(" · ".to_owned()));
            content.push(inline(InlineKind::Link(Link {
                target: Target::External { url: url.to_string() },
                content: vec![text(words.clone())],
                words,
                title: None,
                role: None,
                button: None,
            })));
        }
        let small = inline(InlineKind::Styled { style: Emphasis::Small, content });
        let language = block.language.as_ref().unwrap_or(&self.page.language);
        let ours = self.catalog.tag();
        let content = if ours == language {
            vec![small]
        } else {
            vec![inline(InlineKind::Language { language: ours.clone(), content: vec![small] })]
        };
        Block { span: block.span, attrs: Attrs::default(), language: None, kind: BlockKind::Paragraph { content } }
    }
}

/// Tabs of which those that say the same are one, with the labels of all.
fn merged(tabs: Vec<Tab>) -> Vec<Tab> {
    let mut out: Vec<(String, Tab)> = Vec::with_capacity(tabs.len());
    for tab in tabs {
        let own = said(&tab.blocks);
        let Some((_, known)) = out.iter_mut().find(|(known, _)| *known == own && !own.is_empty()) else {
            out.push((own, tab));
            continue;
        };
        if label(known) != label(&tab) {
            let comma = InlineKind::Text { text: ", ".to_owned() };
            known.label.push(Inline { span: tab.span, attrs: Attrs::default(), kind: comma });
            known.label.extend(tab.label);
        }
    }
    out.into_iter().map(|(_, tab)| tab).collect()
}

/// What blocks say and how, wherever they were written.
fn said(blocks: &[Block]) -> String {
    let written = format!("{blocks:?}");
    let mut out = String::with_capacity(written.len());
    let mut rest = written.as_str();
    // A span is written as `Span { start: 1, end: 2 }`, and nowhere in a text without its quotation marks.
    while let Some(at) = rest.find("span: Span {") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
