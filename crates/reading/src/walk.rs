//! Ways through the tree, for passes that want few of its nodes. Exporters recurse by `match` instead, so that a new
//! variant cannot be forgotten.
#![expect(clippy::wildcard_enum_match_arm, reason = "a pass that wants few nodes passes over all others")]

use crate::{Block, BlockKind, Inline, InlineKind, Link, Picture};
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

/// The same, to change.
pub(crate) enum ChildMut<'b> {
    Blocks(&'b mut Vec<Block>),
    Inlines(&'b mut [Inline]),
    Link(&'b mut Link),
    #[expect(dead_code, reason = "both ways show the same, and no picture is changed")]
    Picture(&'b mut Picture),
}

/// What a block and an inline hold: one list for those that look and those that change.
macro_rules! ways {
    ($Child:ident, $iter:ident, $([$mut:tt])?, $(#[$of_block:meta])+ $see_block:vis $children:ident,
     $(#[$of_inline:meta])+ $see_inline:vis $inline_children:ident) => {
        $(#[$of_block])+
        $see_block fn $children<'b>(block: &'b $($mut)? Block, see: &mut dyn FnMut($Child<'b>)) {
            match &$($mut)? block.kind {
                BlockKind::Heading(heading) => see($Child::Inlines(&$($mut)? heading.content)),
                BlockKind::Paragraph { content } | BlockKind::Buttons { content } => see($Child::Inlines(content)),
                BlockKind::List(list) => list.items.$iter().for_each(|item| see($Child::Blocks(&$($mut)? item.blocks))),
                BlockKind::DefinitionList(list) => {
                    for entry in list.entries.$iter() {
                        entry.terms.$iter().for_each(|term| see($Child::Inlines(&$($mut)? term.content)));
                        entry.details.$iter().for_each(|detail| see($Child::Blocks(&$($mut)? detail.blocks)));
                    }
                }
                BlockKind::Quote { blocks } | BlockKind::Group { blocks } => see($Child::Blocks(blocks)),
                BlockKind::Table(table) => {
                    see($Child::Inlines(&$($mut)? table.caption));
                    for row in table.head.$iter().chain(table.body.$iter()) {
                        row.cells.$iter().for_each(|cell| see($Child::Blocks(&$($mut)? cell.blocks)));
                    }
                }
                BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => {
                    see($Child::Inlines(&$($mut)? callout.title));
                    see($Child::Blocks(&$($mut)? callout.blocks));
                }
                BlockKind::Tabs(tabs) => {
                    for tab in tabs.tabs.$iter() {
                        see($Child::Inlines(&$($mut)? tab.label));
                        see($Child::Blocks(&$($mut)? tab.blocks));
                    }
                }
                BlockKind::Grid(grid) => see($Child::Blocks(&$($mut)? grid.blocks)),
                BlockKind::Figure(figure) => {
                    see($Child::Blocks(&$($mut)? figure.blocks));
                    see($Child::Blocks(&$($mut)? figure.caption));
                }
                BlockKind::Annotated(annotated) => {
                    see($Child::Blocks(&$($mut)? annotated.blocks));
                    annotated.notes.items.$iter().for_each(|item| see($Child::Blocks(&$($mut)? item.blocks)));
                }
                BlockKind::Progress(progress) => see($Child::Inlines(&$($mut)? progress.label)),
                BlockKind::Card(card) => {
                    see($Child::Inlines(&$($mut)? card.title));
                    if let Some(logo) = &$($mut)? card.logo {
                        see($Child::Picture(logo));
                    }
                    see($Child::Blocks(&$($mut)? card.description));
                    card.links.$iter().for_each(|link| see($Child::Link(&$($mut)? link.link)));
                    if let Some(downloads) = &$($mut)? card.downloads {
                        see($Child::Inlines(&$($mut)? downloads.label));
                        downloads.items.$iter().for_each(|item| see($Child::Inlines(&$($mut)? item.content)));
                    }
                    see($Child::Blocks(&$($mut)? card.further));
                }
                BlockKind::Threats(threats) => {
                    see($Child::Inlines(&$($mut)? threats.intro));
                    threats.items.$iter().for_each(|item| see($Child::Inlines(&$($mut)? item.content)));
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

        $(#[$of_inline])+
        $see_inline fn $inline_children(inline: &$($mut)? Inline) -> &$($mut)? [Inline] {
            match &$($mut)? inline.kind {
                InlineKind::Styled { content, .. }
                | InlineKind::Span { content }
                | InlineKind::Language { content, .. }
                | InlineKind::Definition { content, .. } => content,
                InlineKind::Link(link) => &$($mut)? link.content,
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
                | InlineKind::Math(_)
                | InlineKind::Unsupported { .. } => &$($mut)? [],
            }
        }
    };
}

ways! {
    Child, iter, ,
    /// Shows what a block holds, in reading order.
    pub children,
    /// The inlines inside an inline.
    #[must_use]
    pub inline_children
}

ways! {
    ChildMut, iter_mut, [mut],
    /// Shows what a block holds, to change.
    pub(crate) children_mut,
    /// The inlines inside an inline, to change.
    inline_children_mut
}

/// Every link in a block, to change.
pub(crate) fn each_link_mut(block: &mut Block, see: &mut dyn FnMut(&mut Link)) {
    fn run(content: &mut [Inline], see: &mut dyn FnMut(&mut Link)) {
        for inline in content {
            if let InlineKind::Link(link) = &mut inline.kind {
                see(link);
            }
            run(inline_children_mut(inline), see);
        }
    }
    children_mut(block, &mut |child| match child {
        ChildMut::Blocks(blocks) => blocks.iter_mut().for_each(|block| each_link_mut(block, see)),
        ChildMut::Inlines(content) => run(content, see),
        ChildMut::Link(link) => {
            see(link);
            run(&mut link.content, see);
        }
        ChildMut::Picture(_) => {}
    });
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
