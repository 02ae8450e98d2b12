//! Every span of a tree, to change.

use pamphlet_document::{Block, BlockKind, CalloutTitle, Card, Inline, List, Table, walk};
use pamphlet_source::Span;

/// Changes the spans of blocks and of all that they hold.
pub(crate) fn each_span_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Span)) {
    for block in blocks {
        block_spans(block, change);
    }
}

/// Changes the spans of a block and of all that it holds.
pub(crate) fn block_spans(block: &mut Block, change: &mut dyn FnMut(&mut Span)) {
    change(&mut block.span);
    match &mut block.kind {
        BlockKind::Heading(heading) => inline_spans(&mut heading.content, change),
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => inline_spans(content, change),
        BlockKind::List(list) => list_spans(list, change),
        BlockKind::DefinitionList(list) => {
            for entry in &mut list.entries {
                for term in &mut entry.terms {
                    change(&mut term.span);
                    inline_spans(&mut term.content, change);
                }
                for detail in &mut entry.details {
                    change(&mut detail.span);
                    each_span_mut(&mut detail.blocks, change);
                }
            }
        }
        BlockKind::Quote { blocks } | BlockKind::Group { blocks } => each_span_mut(blocks, change),
        BlockKind::Table(table) => table_spans(table, change),
        BlockKind::Admonition(admonition) => {
            title_spans(&mut admonition.heading, change);
            each_span_mut(&mut admonition.blocks, change);
        }
        BlockKind::Collapsible(collapsible) => {
            title_spans(&mut collapsible.heading, change);
            each_span_mut(&mut collapsible.blocks, change);
        }
        BlockKind::Tabs(tabs) => {
            for tab in &mut tabs.tabs {
                change(&mut tab.span);
                inline_spans(&mut tab.label, change);
                each_span_mut(&mut tab.blocks, change);
            }
        }
        BlockKind::Grid(grid) => each_span_mut(&mut grid.blocks, change),
        BlockKind::Figure(figure) => {
            each_span_mut(&mut figure.blocks, change);
            each_span_mut(&mut figure.caption, change);
        }
        BlockKind::Annotated(annotated) => {
            each_span_mut(&mut annotated.blocks, change);
            list_spans(&mut annotated.notes, change);
        }
        BlockKind::Progress(progress) => inline_spans(&mut progress.label, change),
        BlockKind::Card(card) => card_spans(card, change),
        BlockKind::Threats(threats) => {
            inline_spans(&mut threats.intro, change);
            for item in &mut threats.items {
                change(&mut item.span);
                inline_spans(&mut item.content, change);
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

fn list_spans(list: &mut List, change: &mut dyn FnMut(&mut Span)) {
    for item in &mut list.items {
        change(&mut item.span);
        each_span_mut(&mut item.blocks, change);
    }
}

fn table_spans(table: &mut Table, change: &mut dyn FnMut(&mut Span)) {
    inline_spans(&mut table.caption, change);
    for row in table.head.iter_mut().chain(&mut table.body) {
        change(&mut row.span);
        for cell in &mut row.cells {
            change(&mut cell.span);
            each_span_mut(&mut cell.blocks, change);
        }
    }
}

fn card_spans(card: &mut Card, change: &mut dyn FnMut(&mut Span)) {
    title_spans(&mut card.title, change);
    each_span_mut(&mut card.description, change);
    for link in &mut card.links {
        change(&mut link.span);
        inline_spans(&mut link.link.content, change);
    }
    if let Some(downloads) = &mut card.downloads {
        change(&mut downloads.span);
        inline_spans(&mut downloads.summary, change);
        for item in &mut downloads.items {
            change(&mut item.span);
            inline_spans(&mut item.content, change);
        }
    }
    each_span_mut(&mut card.further, change);
}

fn title_spans(title: &mut CalloutTitle, change: &mut dyn FnMut(&mut Span)) {
    if let CalloutTitle::Written { span, content } = title {
        change(span);
        inline_spans(content, change);
    }
}

/// Changes the spans of inlines and of all that they hold.
pub(crate) fn inline_spans(content: &mut [Inline], change: &mut dyn FnMut(&mut Span)) {
    for inline in content {
        change(&mut inline.span);
        if let Some(inner) = walk::inline_children_mut(inline) {
            inline_spans(inner, change);
        }
    }
}
