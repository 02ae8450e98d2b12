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
    let own = match &block.kind {
        BlockKind::Code(code) => Some(&code.text),
        BlockKind::Math(math) => Some(&math.source),
        BlockKind::Diagram(diagram) => Some(&diagram.source),
        BlockKind::Unsupported { text } => Some(text),
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
        | BlockKind::PageBreak
        | BlockKind::Group { .. }
        | BlockKind::Card(_)
        | BlockKind::Threats(_) => None,
    };
    let mut add = |text: &str| {
        if !text.is_empty() {
            lines.push(text.to_owned());
        }
    };
    if let Some(text) = own {
        add(text);
    }
    children(block, &mut |child| match child {
        Child::Blocks(blocks) => {
            for block in blocks {
                push(block, lines);
            }
        }
        Child::Inlines(content) => push_line(&plain_text(content), lines),
        Child::Link(link) => {
            let words = plain_text(&link.content);
            push_line(if words.is_empty() { link.title.as_deref().unwrap_or_default() } else { &words }, lines);
        }
        Child::Picture(picture) => push_line(&picture.alternative, lines),
    });
}

fn push_line(text: &str, lines: &mut Vec<String>) {
    if !text.is_empty() {
        lines.push(text.to_owned());
    }
}
