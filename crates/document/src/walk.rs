//! Ways through the tree, for passes that want few of its nodes. Exporters recurse by `match` instead, so that a new
//! variant cannot be forgotten.

use crate::{Block, BlockKind, CalloutTitle, Inline, InlineKind, List, Picture};

/// What a block holds directly.
pub enum Child<'b> {
    /// Blocks.
    Blocks(&'b [Block]),
    /// Text.
    Inlines(&'b [Inline]),
    /// A link that is no inline of its own: a card's.
    Link(&'b crate::Link),
    /// A picture that is no inline of its own: a card's logo.
    Picture(&'b Picture),
}

/// The same, to change.
pub enum ChildMut<'b> {
    /// Blocks.
    Blocks(&'b mut Vec<Block>),
    /// Text.
    Inlines(&'b mut Vec<Inline>),
    /// A link that is no inline of its own: a card's.
    Link(&'b mut crate::Link),
    /// A picture that is no inline of its own: a card's logo.
    Picture(&'b mut Picture),
}

macro_rules! children {
    ($name:ident, $list:ident, $title:ident, $child:ident, $iter:ident, [$($mutable:tt)?], $doc:literal) => {
        fn $list<'b>(list: &'b $($mutable)? List, see: &mut dyn FnMut($child<'b>)) {
            for item in list.items.$iter() {
                see($child::Blocks(&$($mutable)? item.blocks));
            }
        }

        fn $title<'b>(title: &'b $($mutable)? CalloutTitle, see: &mut dyn FnMut($child<'b>)) {
            match title {
                CalloutTitle::Absent | CalloutTitle::Implied { .. } => {}
                CalloutTitle::Written { content, .. } => see($child::Inlines(content)),
            }
        }

        #[doc = $doc]
        pub fn $name<'b>(block: &'b $($mutable)? Block, see: &mut dyn FnMut($child<'b>)) {
            match &$($mutable)? block.kind {
                BlockKind::Heading(heading) => see($child::Inlines(&$($mutable)? heading.content)),
                BlockKind::Paragraph { content } | BlockKind::Buttons { content } => see($child::Inlines(content)),
                BlockKind::List(list) => $list(list, see),
                BlockKind::DefinitionList(list) => {
                    for entry in list.entries.$iter() {
                        for term in entry.terms.$iter() {
                            see($child::Inlines(&$($mutable)? term.content));
                        }
                        for detail in entry.details.$iter() {
                            see($child::Blocks(&$($mutable)? detail.blocks));
                        }
                    }
                }
                BlockKind::Quote { blocks } | BlockKind::Group { blocks } => see($child::Blocks(blocks)),
                BlockKind::Table(table) => {
                    see($child::Inlines(&$($mutable)? table.caption));
                    for row in table.head.$iter().chain(table.body.$iter()) {
                        for cell in row.cells.$iter() {
                            see($child::Blocks(&$($mutable)? cell.blocks));
                        }
                    }
                }
                BlockKind::Admonition(admonition) => {
                    $title(&$($mutable)? admonition.heading, see);
                    see($child::Blocks(&$($mutable)? admonition.blocks));
                }
                BlockKind::Collapsible(collapsible) => {
                    $title(&$($mutable)? collapsible.heading, see);
                    see($child::Blocks(&$($mutable)? collapsible.blocks));
                }
                BlockKind::Tabs(tabs) => {
                    for tab in tabs.tabs.$iter() {
                        see($child::Inlines(&$($mutable)? tab.label));
                        see($child::Blocks(&$($mutable)? tab.blocks));
                    }
                }
                BlockKind::Grid(grid) => see($child::Blocks(&$($mutable)? grid.blocks)),
                BlockKind::Figure(figure) => {
                    see($child::Blocks(&$($mutable)? figure.blocks));
                    see($child::Blocks(&$($mutable)? figure.caption));
                }
                BlockKind::Annotated(annotated) => {
                    see($child::Blocks(&$($mutable)? annotated.blocks));
                    $list(&$($mutable)? annotated.notes, see);
                }
                BlockKind::Progress(progress) => see($child::Inlines(&$($mutable)? progress.label)),
                BlockKind::Card(card) => {
                    $title(&$($mutable)? card.title, see);
                    if let Some(logo) = &$($mutable)? card.logo {
                        see($child::Picture(logo));
                    }
                    see($child::Blocks(&$($mutable)? card.description));
                    for link in card.links.$iter() {
                        see($child::Link(&$($mutable)? link.link));
                    }
                    if let Some(downloads) = &$($mutable)? card.downloads {
                        see($child::Inlines(&$($mutable)? downloads.summary));
                        for item in downloads.items.$iter() {
                            see($child::Inlines(&$($mutable)? item.content));
                        }
                    }
                    see($child::Blocks(&$($mutable)? card.further));
                }
                BlockKind::Threats(threats) => {
                    see($child::Inlines(&$($mutable)? threats.intro));
                    for item in threats.items.$iter() {
                        see($child::Inlines(&$($mutable)? item.content));
                    }
                }
                BlockKind::Code(_)
                | BlockKind::ThematicBreak
                | BlockKind::Math(_)
                | BlockKind::Diagram(_)
                | BlockKind::PageBreak
                | BlockKind::Unsupported { .. } => {}
            }
        }
    };
}

children!(children, list_children, title_children, Child, iter, [], "Shows what a block holds, in reading order.");
children!(children_mut, list_children_mut, title_children_mut, ChildMut, iter_mut, [mut], "The same, to change.");

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
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Comment { .. }
        | InlineKind::Keys { .. }
        | InlineKind::Code { .. }
        | InlineKind::Picture(_)
        | InlineKind::Icon { .. }
        | InlineKind::Emoji { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. }
        | InlineKind::Abbreviation { .. }
        | InlineKind::Math { .. }
        | InlineKind::Unsupported { .. } => &[],
    }
}

/// The same, to change; none for an inline that cannot hold any.
pub fn inline_children_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match &mut inline.kind {
        InlineKind::Styled { content, .. }
        | InlineKind::Span { content }
        | InlineKind::Language { content, .. }
        | InlineKind::Definition { content, .. } => Some(content),
        InlineKind::Link(link) => Some(&mut link.content),
        InlineKind::Text { .. }
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Comment { .. }
        | InlineKind::Keys { .. }
        | InlineKind::Code { .. }
        | InlineKind::Picture(_)
        | InlineKind::Icon { .. }
        | InlineKind::Emoji { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. }
        | InlineKind::Abbreviation { .. }
        | InlineKind::Math { .. }
        | InlineKind::Unsupported { .. } => None,
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
pub fn each_link<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b crate::Link)) {
    each_reference(blocks, see, &mut |_| {});
}

/// Every picture, in reading order, a card's logo too.
pub fn each_picture<'b>(blocks: impl IntoIterator<Item = &'b Block>, see: &mut dyn FnMut(&'b Picture)) {
    each_reference(blocks, &mut |_| {}, see);
}

pub(crate) fn each_reference<'b>(
    blocks: impl IntoIterator<Item = &'b Block>,
    link: &mut dyn FnMut(&'b crate::Link),
    picture: &mut dyn FnMut(&'b Picture),
) {
    fn run<'b>(content: &'b [Inline], link: &mut dyn FnMut(&'b crate::Link), picture: &mut dyn FnMut(&'b Picture)) {
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
