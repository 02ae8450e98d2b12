//! HTML without Markdown in it, to blocks.

use super::tag;
use super::tree::{Element, Node};
use crate::inline::finish;
use crate::mapped::Mapped;
use crate::page::{Page, block, inline};
use crate::text::Line;
use pamphlet_document::{Block, BlockKind, Inline, InlineKind};
use pamphlet_source::Span;

/// What has been read of a run of HTML: blocks, and the line that is being gathered.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// Finished blocks.
    pub(crate) blocks: Vec<Block>,
    line: Vec<Inline>,
}

impl Flow {
    /// Ends the line that is being gathered.
    pub(crate) fn end_line(&mut self) {
        let mut content = trim(std::mem::take(&mut self.line));
        finish::join_variants(&mut content);
        if let (Some(first), Some(last)) = (content.first(), content.last()) {
            let span = first.span.join(last.span);
            self.blocks.push(block(span, BlockKind::Paragraph { content }));
        }
    }
}

impl Page<'_> {
    /// The blocks of lines that are HTML and no Markdown.
    pub(crate) fn raw_blocks(&mut self, lines: &[Line]) -> Vec<Block> {
        let mapped = Mapped::new(self.source, lines, |_, _, _| {});
        let nodes = super::tree::parse(&mapped.text);
        let mut flow = Flow::default();
        self.raw_flow(&mapped, nodes, &mut flow);
        flow.end_line();
        flow.blocks
    }

    /// Reads nodes into a flow.
    pub(crate) fn raw_flow(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>, flow: &mut Flow) {
        for node in nodes {
            match node {
                Node::Text(range) => {
                    let text = collapse(&html_escape::decode_html_entities(&mapped.text[range.clone()]));
                    if !(text.is_empty() || text == " " && flow.line.is_empty()) {
                        flow.line.push(inline(mapped.span(&range), InlineKind::Text { text }));
                    }
                }
                Node::Comment(_) => {}
                Node::Element(element) => self.raw_element(mapped, element, flow),
            }
        }
    }

    fn raw_element(&mut self, mapped: &Mapped<'_>, element: Element, flow: &mut Flow) {
        let span = mapped.span(&element.range);
        let name = element.tag.name.clone();
        if name == "math" {
            let source = mapped.text[element.range.clone()].to_owned();
            let notation = pamphlet_document::MathNotation::MathMl;
            flow.line.push(inline(span, InlineKind::Math { notation, source }));
            return;
        }
        if tag::is_block(&name) || holds_blocks(&element) {
            flow.end_line();
            let made = self.raw_block(mapped, element, span);
            flow.blocks.extend(made);
            return;
        }
        if matches!(name.as_str(), "script" | "style" | "svg" | "template") {
            self.dropped(&name, span);
            return;
        }
        let content = self.raw_line(mapped, element.children);
        let made = self.line_element(&element.tag, span, content);
        flow.line.extend(made);
    }

    /// What an element holds, as blocks.
    pub(crate) fn raw_children(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>) -> Vec<Block> {
        let mut flow = Flow::default();
        self.raw_flow(mapped, nodes, &mut flow);
        flow.end_line();
        flow.blocks
    }

    /// What an element holds, as a line; blocks in it lose their lines and keep their text.
    pub(crate) fn raw_line(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>) -> Vec<Inline> {
        let mut out = Vec::new();
        for node in nodes {
            let mut flow = Flow::default();
            let is_text = matches!(node, Node::Text(_));
            if let (true, Node::Text(range)) = (is_text, &node) {
                let text = collapse(&html_escape::decode_html_entities(&mapped.text[range.clone()]));
                out.push(inline(mapped.span(range), InlineKind::Text { text }));
                continue;
            }
            self.raw_flow(mapped, vec![node], &mut flow);
            for made in std::mem::take(&mut flow.blocks) {
                if !out.is_empty() {
                    out.push(inline(made.span, InlineKind::Text { text: " ".to_owned() }));
                }
                line_of(made, &mut out);
            }
            out.append(&mut flow.line);
        }
        finish::join_variants(&mut out);
        out
    }
}

/// The text of a block in a line.
pub(crate) fn line_of(block: Block, out: &mut Vec<Inline>) {
    match block.kind {
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => out.extend(content),
        BlockKind::Heading(heading) => out.extend(heading.content),
        BlockKind::Unsupported { text } => out.push(inline(block.span, InlineKind::Unsupported { text })),
        BlockKind::Code(code) => out.push(inline(block.span, InlineKind::Code { text: code.text, language: None })),
        _ => {
            let mut block = block;
            pamphlet_document::walk::children_mut(&mut block, &mut |child| match child {
                pamphlet_document::walk::ChildMut::Blocks(blocks) => {
                    for inner in blocks.drain(..) {
                        if !out.is_empty() {
                            out.push(inline(inner.span, InlineKind::Text { text: " ".to_owned() }));
                        }
                        line_of(inner, out);
                    }
                }
                pamphlet_document::walk::ChildMut::Inlines(content) => out.append(content),
                pamphlet_document::walk::ChildMut::Link(_) | pamphlet_document::walk::ChildMut::Picture(_) => {}
            });
        }
    }
}

/// Whether an element that belongs into a line is wrapped around blocks.
fn holds_blocks(element: &Element) -> bool {
    element.children.iter().any(|child| match child {
        Node::Element(inner) => tag::is_block(&inner.tag.name) && inner.tag.name != "math" || holds_blocks(inner),
        Node::Text(_) | Node::Comment(_) => false,
    })
}

/// White space as HTML shows it.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split(|c: char| c.is_ascii_whitespace()) {
        if part.is_empty() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(part);
    }
    if text.ends_with(|c: char| c.is_ascii_whitespace()) && !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Takes white space off both ends.
pub(crate) fn trim(mut content: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.first_mut() {
        if text.trim_start().is_empty() {
            content.remove(0);
            continue;
        }
        *text = text.trim_start().to_owned();
        break;
    }
    while let Some(last) = content.last_mut() {
        match &mut last.kind {
            InlineKind::Text { text } if text.trim_end().is_empty() => {
                content.pop();
            }
            InlineKind::Text { text } => {
                text.truncate(text.trim_end().len());
                break;
            }
            InlineKind::SoftBreak => {
                content.pop();
            }
            _ => break,
        }
    }
    content
}

/// The span of a run of blocks, or an empty one at its start.
pub(crate) fn whole(blocks: &[Block], otherwise: Span) -> Span {
    match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => otherwise,
    }
}
