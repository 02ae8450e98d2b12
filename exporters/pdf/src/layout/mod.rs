//! Blocks become a column: every kind of block and inline designed, once.
//!
//! What goes down is an [`Env`], a small value that is copied and changed for what stands inside: the area, the look,
//! the parent in the structure tree, the language. What comes back is appended to an [`Out`]: the flow, the structure
//! tree, notes, codes, diagnostics. [`compose_page`] makes a [`Column`] of a page, which [`crate::paginate`] cuts into
//! pages. Besides the model's blocks plain words are set, for the parts that a document adds.

mod addresses;
mod block;
mod callout;
mod card;
mod code;
mod codes;
mod env;
mod figure;
pub(crate) mod flow;
mod formula;
mod grid;
mod inline;
mod lines;
mod list;
mod mathematics;
mod opening;
mod out;
mod table;
mod words;

pub(crate) use env::Opening;
pub(crate) use env::{Env, ParagraphStyle};
pub(crate) use out::Out;
pub(crate) use words::ContentsEntry;

use crate::display::{NodeId, Role, Structure};
use crate::options::PaperLinks;
use crate::paginate::Column;
use crate::paragraph::{Align, Engine};
use crate::style::{Size, Style, mm, sizes};
use flow::VBox;
use pamphlet_locale::{Catalog, Direction};
use pamphlet_media::Media;
use pamphlet_reading::{Page, PageId, Reading, walk};
use pamphlet_source::Diagnostic;
use std::collections::HashMap;
use std::sync::Arc;

/// What layout needs to know, apart from the blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The text engine.
    pub engine: &'a Engine,
    /// The measures.
    pub style: &'a Style,
    /// The words of the interface.
    pub catalog: &'a Catalog,
    /// The pictures.
    pub media: &'a Media,
    /// The edition.
    pub reading: &'a Reading,
    /// How links work on paper.
    pub links: PaperLinks,
}

/// Where a page's links to other pages lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach<'a> {
    /// All pages are in the document.
    Edition,
    /// These pages are in the document, the others on the web.
    Pages(&'a [PageId]),
    /// Other pages are on the web.
    Alone,
}

/// Where the blocks of a page of the edition begin in its structure tree, those inside of others too.
#[derive(Debug)]
pub(crate) struct BlockStarts {
    /// The first node of each block, in the order of the nodes, with the number of the block in the order of
    /// [`walk::each_block`].
    pub nodes: Vec<(NodeId, usize)>,
    /// The first node behind the last block.
    pub end: NodeId,
    /// How many blocks there are.
    pub blocks: usize,
}

impl BlockStarts {
    /// Finds the numbers of blocks by their addresses in memory.
    fn new(page: &Page, starts: &[(NodeId, usize)], end: NodeId) -> Self {
        let mut numbers = HashMap::new();
        walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
            numbers.insert(std::ptr::from_ref(block).addr(), numbers.len());
        });
        let nodes = starts.iter().filter_map(|(node, block)| Some((*node, *numbers.get(block)?))).collect();
        Self { nodes, end, blocks: numbers.len() }
    }
}

/// A page of the edition as a column.
#[derive(Debug)]
pub(crate) struct Composed {
    pub column: Column,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Where its blocks begin.
    pub starts: BlockStarts,
}

/// Sets a page of the edition: its title, its blocks, its notes. `opening` is what stands below the title.
#[must_use]
pub(crate) fn compose_page(ctx: Context<'_>, page: &Page, reach: Reach<'_>, opening: Option<&Opening>) -> Composed {
    let mut out = Out::default();
    let article = out.structure.add(Structure::ROOT, Role::Article);
    let env = Env { page: Some(page), opening, parent: article, ..Env::new(ctx, reach) };
    env.set_language(&mut out, article, &page.language);
    let mut env = Env { direction: Direction::of(&page.language), ..env.speaking(&page.language) };
    if env.direction != ctx.style.direction {
        env.look.align = Align::Start;
    }
    let top = anchor_name(&page.id, None);
    out.vbox(VBox { anchors: vec![(top, 0.0)], ..VBox::default() });
    out.keep();
    if opening.is_some() {
        env.opening_code(&mut out, page);
    }
    if !page.title_in_text {
        env.page_title(&mut out, page);
    }
    for (index, placed) in page.blocks.iter().enumerate() {
        env.origin = Some(placed.origin);
        let next = page.blocks.get(index + 1).map(|next| &next.block);
        env.block_before(&mut out, &placed.block, next);
    }
    // What comes now, notes above all, is no block, on whatever page it stands.
    let starts = BlockStarts::new(page, &out.starts, out.structure.next_id());
    out.clear();
    env.section_codes(&mut out);
    env.page_notes(&mut out, page);
    // The code of a handout to its newest version is put there later.
    let coded = reach == Reach::Alone && page.url.is_some();
    let margin_reserved = if coded && env.has_margin_codes() { mm(sizes::qr::NEWEST_RESERVED) } else { 0.0 };
    out.clear();
    env.addresses(&mut out, margin_reserved);
    let (column, diagnostics) = out.finish();
    Composed { column: Column { margin_reserved, ..column }, diagnostics, starts }
}

/// Whether words hold letters that run from right to left.
fn has_rtl(words: &str) -> bool {
    use unicode_bidi::{BidiClass, bidi_class};
    words.chars().any(|character| matches!(bidi_class(character), BidiClass::R | BidiClass::AL))
}

/// The name of a place: a page, or an anchor on it.
#[must_use]
pub(crate) fn anchor_name(page: &PageId, anchor: Option<&str>) -> Arc<str> {
    match anchor {
        Some(anchor) => format!("{page}#{anchor}").into(),
        None => page.0.as_str().into(),
    }
}

/// How far the baseline is below the top of a line.
#[must_use]
pub(crate) fn baseline(size: Size) -> f32 {
    (size.leading - size.size) / 2.0 + size.size * sizes::ASCENT
}

#[cfg(test)]
mod tests;
