//! Ways through the tree, for passes that want few of its nodes. Exporters recurse by `match` instead, so that a new
//! variant cannot be forgotten.
#![expect(clippy::wildcard_enum_match_arm, reason = "a pass that wants few nodes passes over all others")]

use crate::{Block, BlockKind, Inline, InlineKind, Link, List, Picture};
use pamphlet_locale::Tag;

/// What a block holds directly.
pub enum Child<'b> {
    /// Blocks.
    Blocks(&'b [Block]),
    /// Text.
    Inlines(&'b [Inline]),
    /// A link that is no inline of its own: a card's.
    Link(&'b Link),
    /// A picture that is no inline of its own: a card's logo.
    Picture(&'b Picture),
}

fn list_children<'b>(list: &'b List, see: &mut dyn FnMut(Child<'b>)) {
    for item in &list.items {
        see(Child::Blocks(&item.blocks));
    }
}

/// Shows what a block holds, in reading order.
pub fn children<'b>(block: &'b Block, see: &mut dyn FnMut(Child<'b>)) {
    match &block.kind {
        BlockKind::Heading(heading) => see(Child::Inlines(&heading.content)),
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => see(Child::Inlines(content)),
        BlockKind::List(list) => list_children(list, see),
        BlockKind::DefinitionList(list) => {
            for entry in &list.entries {
                for term in &entry.terms {
                    see(Child::Inlines(&term.content));
                }
                for detail in &entry.details {
                    see(Child::Blocks(&detail.blocks));
                }
            }
        }
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => see(Child::Blocks(blocks)),
        BlockKind::Table(table) => {
            see(Child::Inlines(&table.caption));
            for row in table.head.iter().chain(&table.body) {
                for cell in &row.cells {
                    see(Child::Blocks(&cell.blocks));
                }
            }
        }
        BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => {
            see(Child::Inlines(&callout.title));
            see(Child::Blocks(&callout.blocks));
        }
        BlockKind::Tabs(tabs) => {
            for tab in &tabs.tabs {
                see(Child::Inlines(&tab.label));
                see(Child::Blocks(&tab.blocks));
            }
        }
        BlockKind::Grid(grid) => see(Child::Blocks(&grid.blocks)),
        BlockKind::Figure(figure) => {
            see(Child::Blocks(&figure.blocks));
            see(Child::Blocks(&figure.caption));
        }
        BlockKind::Annotated(annotated) => {
            see(Child::Blocks(&annotated.blocks));
            list_children(&annotated.notes, see);
        }
        BlockKind::Progress(progress) => see(Child::Inlines(&progress.label)),
        BlockKind::Card(card) => {
            see(Child::Inlines(&card.title));
            if let Some(logo) = &card.logo {
                see(Child::Picture(logo));
            }
            see(Child::Blocks(&card.description));
            for link in &card.links {
                see(Child::Link(&link.link));
            }
            if let Some(downloads) = &card.downloads {
                see(Child::Inlines(&downloads.label));
                for item in &downloads.items {
                    see(Child::Inlines(&item.content));
                }
            }
            see(Child::Blocks(&card.further));
        }
        BlockKind::Threats(threats) => {
            see(Child::Inlines(&threats.intro));
            for item in &threats.items {
                see(Child::Inlines(&item.content));
            }
        }
        BlockKind::Code(_)
        | BlockKind::ThematicBreak
        | BlockKind::Divider
        | BlockKind::Math(_)
        | BlockKind::Diagram(_)
        | BlockKind::PageBreak
        | BlockKind::Unsupported { .. } => {}
    }
}

/// The inlines inside an inline.
#[must_use]
pub fn inline_children(inline: &Inline) -> &[Inline] {
    match &inline.kind {
        InlineKind::Styled { content, .. }
        | InlineKind::Span { content }
        | InlineKind::Language { content, .. }
        | InlineKind::Definition { content, .. } => content,
        InlineKind::Link(link) => &link.content,
        InlineKind::Text { .. }
        | InlineKind::LineBreak
        | InlineKind::Comment { .. }
        | InlineKind::Keys { .. }
        | InlineKind::Code { .. }
        | InlineKind::Picture(_)
        | InlineKind::Icon(_)
        | InlineKind::Emoji { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. }
        | InlineKind::Abbreviation { .. }
        | InlineKind::Math { .. }
        | InlineKind::Unsupported { .. } => &[],
    }
}

/// Every block, in reading order, a block before what it holds.
pub fn each_block<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b Block)) {
    for block in blocks {
        see(block);
        children(block, &mut |child| {
            if let Child::Blocks(inner) = child {
                each_block(inner, see);
            }
        });
    }
}

/// Every inline, in reading order, an inline before what it holds. A card's links and logo are not inlines: see
/// [`each_link`] and [`each_picture`].
pub fn each_inline<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b Inline)) {
    fn run<'b>(content: &'b [Inline], see: &mut dyn FnMut(&'b Inline)) {
        for inline in content {
            see(inline);
            run(inline_children(inline), see);
        }
    }
    for block in blocks {
        children(block, &mut |child| match child {
            Child::Blocks(inner) => each_inline(inner, see),
            Child::Inlines(content) => run(content, see),
            Child::Link(link) => run(&link.content, see),
            Child::Picture(_) => {}
        });
    }
}

/// Every link, in reading order, a card's too.
pub fn each_link<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b Link)) {
    each_reference(blocks, see, &mut |_| {});
}

/// Every picture, in reading order, a card's logo too.
pub fn each_picture<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b Picture)) {
    each_reference(blocks, &mut |_| {}, see);
}

/// Every language that something in the blocks says it is in, one time for each place.
pub fn each_language<'b>(blocks: impl IntoIterator<Item = &'b Block> + Clone, see: &mut dyn FnMut(&'b Tag)) {
    each_block(blocks.clone(), &mut |block| {
        block.language.iter().for_each(&mut *see);
        let items = match &block.kind {
            BlockKind::List(list) => list.items.as_slice(),
            BlockKind::Annotated(annotated) => annotated.notes.items.as_slice(),
            _ => &[],
        };
        for item in items {
            item.language.iter().for_each(&mut *see);
            item.task.iter().filter_map(|task| task.words.language.as_ref()).for_each(&mut *see);
        }
    });
    each_inline(blocks.clone(), &mut |inline| match &inline.kind {
        InlineKind::Language { language, .. } => see(language),
        InlineKind::Icon(icon) => {
            icon.says.words().and_then(|words| words.language.as_ref()).into_iter().for_each(&mut *see);
        }
        _ => {}
    });
    each_picture(blocks.clone(), &mut |picture| {
        picture.alternative.heard().and_then(|words| words.language.as_ref()).into_iter().for_each(&mut *see);
    });
    each_link(blocks, &mut |link| {
        link.title.iter().filter_map(|title| title.language.as_ref()).for_each(&mut *see);
    });
}

fn each_reference<'b>(
    blocks: impl IntoIterator<Item = &'b Block>,
    link: &mut dyn FnMut(&'b Link),
    picture: &mut dyn FnMut(&'b Picture),
) {
    fn run<'b>(content: &'b [Inline], link: &mut dyn FnMut(&'b Link), picture: &mut dyn FnMut(&'b Picture)) {
        for inline in content {
            if let InlineKind::Link(found) = &inline.kind {
                link(found);
            }
            if let InlineKind::Picture(found) = &inline.kind {
                picture(found);
            }
            run(inline_children(inline), link, picture);
        }
    }
    for block in blocks {
        children(block, &mut |child| match child {
            Child::Blocks(inner) => each_reference(inner, link, picture),
            Child::Inlines(content) => run(content, link, picture),
            Child::Link(found) => {
                link(found);
                run(&found.content, link, picture);
            }
            Child::Picture(found) => picture(found),
        });
    }
}
