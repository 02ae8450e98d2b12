//! The words of a block.

use crate::walk::{Child, children};
use crate::{Block, BlockKind, plain_text};

/// What a reader would read aloud of a block: a line for each run of text, code as it is.
#[must_use]
pub fn block_text(block: &Block) -> String {
    block_lines(block).join("\n")
}

/// The same, each run of text or code by itself.
#[must_use]
pub fn block_lines(block: &Block) -> Vec<String> {
    let mut lines = Vec::new();
    push(block, &mut lines);
    lines
}

/// The words of several blocks.
#[must_use]
pub fn blocks_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        push(block, &mut lines);
    }
    lines.join("\n")
}

fn push(block: &Block, lines: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Code(code) => {
            push_line(code.title.as_deref().unwrap_or_default(), lines);
            push_line(&code.text, lines);
        }
        BlockKind::Math(math) => push_line(&math.source, lines),
        BlockKind::Diagram(diagram) => {
            push_line(&diagram.label.text, lines);
            push_line(&diagram.source, lines);
        }
        BlockKind::Unsupported { text } => push_line(text, lines),
        BlockKind::Heading(_)
        | BlockKind::Paragraph { .. }
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote { .. }
        | BlockKind::Table(_)
        | BlockKind::Admonition(_)
        | BlockKind::Collapsible(_)
        | BlockKind::Tabs(_)
        | BlockKind::Grid(_)
        | BlockKind::Figure(_)
        | BlockKind::Annotated(_)
        | BlockKind::Buttons { .. }
        | BlockKind::Progress(_)
        | BlockKind::ThematicBreak
        | BlockKind::Divider
        | BlockKind::PageBreak
        | BlockKind::Group { .. }
        | BlockKind::Card(_)
        | BlockKind::Threats(_) => {}
    }
    children(block, &mut |child| match child {
        Child::Blocks(blocks) => {
            for block in blocks {
                push(block, lines);
            }
        }
        Child::Inlines(content) => push_line(&plain_text(content), lines),
        Child::Link(link) => push_line(&plain_text(&link.content), lines),
        Child::Picture(picture) => {
            push_line(picture.alternative.heard().map_or("", |words| &words.text), lines);
        }
    });
}

fn push_line(text: &str, lines: &mut Vec<String>) {
    if !text.is_empty() {
        lines.push(text.to_owned());
    }
}
