//! HTML without Markdown in it, to blocks.

use super::tag::{self, HtmlTag};
use super::tree::{Element, Node};
use crate::inline::finish;
use crate::mapped::Mapped;
use crate::page::{PageParser, block, inline};
use crate::scan::Ticks;
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

impl PageParser<'_> {
    /// The blocks of lines that are HTML and no Markdown.
    pub(crate) fn raw_blocks(&mut self, lines: &[Line]) -> Vec<Block> {
        let mapped = Mapped::new(self.source, lines, |_, _, _| {});
        let nodes = super::tree::parse(&mapped.text, &super::tree::fences(&mapped.text));
        let mut flow = Flow::default();
        self.raw_flow(&mapped, nodes, &mut flow);
        flow.end_line();
        flow.blocks
    }

    /// Reads nodes into a flow.
    pub(crate) fn raw_flow(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>, flow: &mut Flow) {
        if self.marks_in_tree {
            return self.marked_flow(mapped, nodes, flow);
        }
        for node in nodes {
            match node {
                Node::Text(range) => {
                    let text = collapse(&html_escape::decode_html_entities(&mapped.text[range.clone()]));
                    if !(text.is_empty() || text == " " && flow.line.is_empty()) {
                        flow.line.push(inline(mapped.span(&range), InlineKind::Text { text }));
                    }
                }
                Node::Comment(_) => {}
                Node::Fence(range) => {
                    flow.end_line();
                    flow.blocks.push(fenced(mapped, &range));
                }
                Node::Element(element) => self.raw_element(mapped, element, flow),
            }
        }
    }

    /// The same where what stands between blocks is a line of Markdown.
    fn marked_flow(&mut self, mapped: &Mapped<'_>, nodes: Vec<Node>, flow: &mut Flow) {
        let mut run: Option<std::ops::Range<usize>> = None;
        let read = |page: &mut Self, run: &mut Option<std::ops::Range<usize>>, flow: &mut Flow| {
            let Some(run) = run.take() else { return };
            let line = Line { start: mapped.source(run.start), end: mapped.source(run.end) };
            flow.line.extend(page.inlines(line));
        };
        for node in nodes {
            let (range, stands_alone) = match &node {
                Node::Text(range) | Node::Comment(range) => (range.clone(), false),
                Node::Fence(range) => (range.clone(), true),
                Node::Element(element) => {
                    let name = element.tag.name.as_str();
                    let blocks = tag::is_block(name) && !tag::is_embedded(name) || holds_blocks(element);
                    (element.range.clone(), blocks)
                }
            };
            if !stands_alone {
                run = Some(run.map_or(range.start, |run| run.start)..range.end);
                continue;
            }
            read(self, &mut run, flow);
            match node {
                Node::Element(element) => self.raw_element(mapped, element, flow),
                Node::Fence(range) => flow.blocks.push(fenced(mapped, &range)),
                Node::Text(_) | Node::Comment(_) => {}
            }
        }
        read(self, &mut run, flow);
    }

    /// A line of Markdown in which elements stand that belong on lines of their own: what stands between them are
    /// paragraphs.
    pub(crate) fn line_with_blocks(&mut self, line: Line) -> Vec<Block> {
        let mapped = Mapped::new(self.source, &[line], |_, _, _| {});
        let nodes = super::tree::parse(&without_code(&mapped.text), &[]);
        let outer = std::mem::replace(&mut self.marks_in_tree, true);
        let mut blocks = self.raw_children(&mapped, nodes);
        self.marks_in_tree = outer;
        // What a link that is wrapped around blocks leaves of itself begins before them.
        blocks.sort_by_key(|block| block.span.start);
        blocks
    }

    fn raw_element(&mut self, mapped: &Mapped<'_>, element: Element, flow: &mut Flow) {
        let span = mapped.span(&element.range);
        let name = element.tag.name.clone();
        if name == "svg" {
            let made = self.drawing(&mapped.text[element.range.clone()], span);
            flow.line.extend(made);
            return;
        }
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
        if matches!(name.as_str(), "script" | "style" | "template") {
            self.dropped(&name, span);
            return;
        }
        let tag = with_source(element.tag, &element.children);
        let content = self.raw_line(mapped, element.children);
        let made = self.line_element(&tag, span, content);
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
            if let (false, Node::Text(range)) = (self.marks_in_tree, &node) {
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

/// Fenced code in HTML.
fn fenced(mapped: &Mapped<'_>, range: &std::ops::Range<usize>) -> Block {
    let text = &mapped.text[range.clone()];
    let indent = crate::text::columns(text);
    let first = text.lines().next().unwrap_or_default().trim();
    let info = first.trim_start_matches(['`', '~']).trim();
    let count = text.lines().count();
    let inner = text.lines().skip(1).take(count.saturating_sub(2));
    let inner: Vec<&str> =
        inner.map(|line| Line { start: 0, end: line.len() }.dedent(line, indent).text(line)).collect();
    crate::container::fence::code(mapped.span(range), info, inner.join("\n"), None)
}

/// A text whose code spans hold no tags; every byte keeps its place.
fn without_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ticks = Ticks::default();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'`', &text.as_bytes()[from..]) {
        let at = from + found;
        let end = ticks.skip(text, at);
        out.push_str(&text[from..at]);
        out.extend(std::iter::repeat_n(' ', end - at));
        from = end;
    }
    out.push_str(&text[from..]);
    out
}

/// The tag of what is embedded with the address that an element in it names.
pub(crate) fn with_source(mut tag: HtmlTag, children: &[Node]) -> HtmlTag {
    if !matches!(tag.name.as_str(), "video" | "audio") || tag.attrs.get("src").is_some() {
        return tag;
    }
    let source = children.iter().find_map(|child| match child {
        Node::Element(inner) if inner.tag.name == "source" => inner.tag.attrs.get("src"),
        _ => None,
    });
    if let Some(source) = source {
        tag.attrs.pairs.push(("src".to_owned(), source.to_owned()));
    }
    tag
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
        Node::Element(inner) => {
            tag::is_block(&inner.tag.name) && !matches!(inner.tag.name.as_str(), "math" | "svg") || holds_blocks(inner)
        }
        Node::Fence(_) => true,
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
