//! Elements that stand on lines of their own, to blocks.

use super::Mode;
use super::raw::{trim, whole};
use super::table::table_cells;
use super::tag::HtmlTag;
use super::tree::Element;
use crate::container::admonition::Callout;
use crate::mapped::Mapped;
use crate::page::{PageParser, block, inline};
use crate::text::Line;
use pamphlet_document::walk::{ChildMut, children_mut};
use pamphlet_document::{
    Alignment, Attrs, Block, BlockKind, CalloutKind, CalloutTitle, CodeBlock, Emphasis, Figure, Grid, Heading, Inline,
    InlineKind, Math, MathNotation, Target,
};
use pamphlet_source::{Span, limits};

impl PageParser<'_> {
    /// The blocks of an element whose text stands on `lines`.
    pub(crate) fn element(&mut self, tag: &HtmlTag, span: Span, mode: Mode, lines: Vec<Line>) -> Vec<Block> {
        match tag.name.as_str() {
            "script" | "style" | "template" | "canvas" | "noscript" | "textarea" => {
                self.dropped(&tag.name, span);
                return Vec::new();
            }
            "svg" => {
                let content = self.drawing(&self.source[span.range()], span);
                let paragraph = block(span, BlockKind::Paragraph { content: content.clone() });
                return if content.is_empty() { Vec::new() } else { vec![paragraph] };
            }
            "math" => {
                let source = self.source[span.range()].to_owned();
                return vec![block(span, BlockKind::Math(Math { notation: MathNotation::MathMl, source }))];
            }
            "iframe" | "video" | "object" if lines.is_empty() => {
                let content = self.line_element(tag, span, Vec::new());
                let paragraph = block(span, BlockKind::Paragraph { content: content.clone() });
                return if content.is_empty() { Vec::new() } else { vec![paragraph] };
            }
            // Whatever `markdown` says of them, their parts say nothing of it.
            "iframe" | "video" | "object" | "pre" | "table" | "ul" | "ol" | "dl" | "menu" => {
                return self.raw_alone(tag, span, &lines);
            }
            _ => {}
        }
        let outer = Self::takes_captions(tag).then(|| self.captions.replace(Vec::new()));
        let blocks = match mode {
            Mode::Html => self.raw_blocks(&lines),
            Mode::Blocks => self.region(lines),
            Mode::Line => self.line_blocks(&lines),
        };
        let captions = match outer {
            Some(outer) => std::mem::replace(&mut self.captions, outer).unwrap_or_default(),
            None => Vec::new(),
        };
        self.make(tag, span, blocks, captions)
    }

    /// The blocks of an element of a tree.
    pub(crate) fn raw_block(&mut self, mapped: &Mapped<'_>, element: Element, span: Span) -> Vec<Block> {
        let tag = element.tag.clone();
        match tag.name.as_str() {
            "table" => {
                let table = self.raw_table(mapped, element);
                let cells = table_cells(&table);
                if cells > limits::TABLE_CELLS {
                    self.too_many_cells(span, cells);
                    let rows = table.head.into_iter().chain(table.body);
                    let blocks = rows.flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
                    return vec![with(tag.attrs, block(span, BlockKind::Group { blocks }))];
                }
                return vec![with(tag.attrs, block(span, BlockKind::Table(table)))];
            }
            "ul" | "ol" | "menu" => {
                let list = self.raw_list(mapped, element);
                return vec![with(tag.attrs, block(span, BlockKind::List(list)))];
            }
            "dl" => {
                let list = self.raw_definition_list(mapped, element, span);
                return vec![with(tag.attrs, list)];
            }
            "pre" => {
                let range = element.children.first().map_or(0..0, |first| {
                    let start = match first {
                        super::tree::Node::Text(range)
                        | super::tree::Node::Comment(range)
                        | super::tree::Node::Fence(range) => range.start,
                        super::tree::Node::Element(inner) => inner.range.start,
                    };
                    start..element.range.end
                });
                return vec![preformatted(&mapped.text[range], span)];
            }
            "script" | "style" | "template" | "canvas" | "noscript" | "textarea" => {
                self.dropped(&tag.name, span);
                return Vec::new();
            }
            "iframe" | "video" | "object" => {
                let tag = super::raw::with_source(tag, &element.children);
                let content = trim(self.raw_line(mapped, element.children));
                let content = self.line_element(&tag, span, content);
                let paragraph = block(span, BlockKind::Paragraph { content: content.clone() });
                return if content.is_empty() { Vec::new() } else { vec![paragraph] };
            }
            _ => {}
        }
        let outer = Self::takes_captions(&tag).then(|| self.captions.replace(Vec::new()));
        let blocks = self.raw_children(mapped, element.children);
        let captions = match outer {
            Some(outer) => std::mem::replace(&mut self.captions, outer).unwrap_or_default(),
            None => Vec::new(),
        };
        self.make(&tag, span, blocks, captions)
    }

    /// An element that only its tag and its text together say: put back together and read as a tree.
    fn raw_alone(&mut self, tag: &HtmlTag, span: Span, lines: &[Line]) -> Vec<Block> {
        let mut lines = lines.to_vec();
        if let Some(first) = lines.first_mut() {
            first.start = span.start as usize;
        }
        let mapped = Mapped::new(self.source, &lines, |_, _, _| {});
        let mut nodes = super::tree::parse(&mapped.text, &super::tree::fences(&mapped.text));
        match nodes.iter().position(|node| matches!(node, super::tree::Node::Element(e) if e.tag.name == tag.name)) {
            Some(at) => match nodes.swap_remove(at) {
                super::tree::Node::Element(element) => self.raw_block(&mapped, element, span),
                _ => Vec::new(),
            },
            None => self.raw_children(&mapped, nodes),
        }
    }

    /// Whether a title or caption inside an element belongs to it.
    fn takes_captions(tag: &HtmlTag) -> bool {
        matches!(tag.name.as_str(), "details" | "figure" | "fieldset") || tag.attrs.has_class("admonition")
    }

    /// Lines read as one line of Markdown.
    fn line_blocks(&mut self, lines: &[Line]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let lines: Vec<Line> =
            lines.iter().filter(|line| !self.is_blank(**line)).map(|line| line.trimmed(self.source)).collect();
        if !lines.is_empty() {
            self.lower(&lines, &mut blocks);
        }
        blocks
    }

    /// The typed block of an element.
    fn make(&mut self, tag: &HtmlTag, span: Span, blocks: Vec<Block>, captions: Vec<Block>) -> Vec<Block> {
        let mut attrs = tag.attrs.clone();
        let style = attrs.get("style").unwrap_or_default().to_ascii_lowercase();
        attrs.pairs.retain(|(key, _)| key != "style" && key != "open" && !key.starts_with("on"));
        let is_title = attrs.has_class("admonition-title");
        if is_title || matches!(tag.name.as_str(), "summary" | "figcaption" | "legend") {
            attrs.classes.retain(|class| class != "admonition-title");
            let content = line_of_blocks(blocks);
            let made = with(attrs, block(span, BlockKind::Paragraph { content }));
            if let Some(captions) = &mut self.captions {
                captions.push(made);
                return Vec::new();
            }
            return if is_empty(&made) { Vec::new() } else { vec![made] };
        }
        if attrs.has_class("admonition") || tag.name == "details" {
            let open = (tag.name == "details").then(|| tag.attrs.get("open").is_some());
            return vec![self.html_callout(span, attrs, blocks, captions, open)];
        }
        match tag.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.as_bytes()[1] - b'0';
                let content = line_of_blocks(blocks);
                let heading = Heading { level, anchor: String::new(), aliases: Vec::new(), role: None, content };
                vec![with(attrs, block(span, BlockKind::Heading(heading)))]
            }
            "p" => paragraphs(attrs, span, blocks),
            "hr" => vec![with(attrs, block(span, BlockKind::ThematicBreak))],
            "blockquote" => vec![with(attrs, block(span, BlockKind::Quote { blocks }))],
            "figure" => {
                let alignment = match attrs.get("align") {
                    Some("left") => Some(Alignment::Left),
                    Some("right") => Some(Alignment::Right),
                    Some("center") => Some(Alignment::Center),
                    _ => None,
                };
                vec![with(
                    attrs,
                    block(span, BlockKind::Figure(Figure { blocks, caption: captions, alignment, label: None })),
                )]
            }
            "a" => linked(&attrs, span, blocks),
            "mark" => styled(Emphasis::Marked, blocks),
            "ins" | "u" => styled(Emphasis::Inserted, blocks),
            "del" | "s" => styled(Emphasis::Deleted, blocks),
            "small" => styled(Emphasis::Small, blocks),
            "strong" | "b" => styled(Emphasis::Strong, blocks),
            "em" | "i" => styled(Emphasis::Emphasis, blocks),
            _ if style.contains("page-break") || style.contains("break-after") || style.contains("break-before") => {
                let mut out = Vec::new();
                let first = style.contains("before");
                if first || blocks.is_empty() {
                    out.push(block(Span { end: span.start, ..span }, BlockKind::PageBreak));
                }
                let alone = blocks.is_empty();
                out.extend(blocks);
                if !first && !alone {
                    out.push(block(Span { start: span.end, ..span }, BlockKind::PageBreak));
                }
                out
            }
            _ if attrs.has_class("page-break") || attrs.has_class("pagebreak") => {
                let mut out = vec![block(Span { end: span.start, ..span }, BlockKind::PageBreak)];
                out.extend(blocks);
                out
            }
            _ if attrs.has_class("grid") => {
                let cards = attrs.has_class("cards");
                attrs.classes.retain(|class| class != "grid" && class != "cards");
                vec![with(attrs, block(span, BlockKind::Grid(Grid { cards, blocks })))]
            }
            _ if blocks.is_empty() && attrs.id.is_none() => Vec::new(),
            _ if attrs.is_empty() => blocks,
            _ => vec![with(attrs, block(span, BlockKind::Group { blocks }))],
        }
    }

    /// A callout or collapsible from its element.
    fn html_callout(
        &mut self,
        span: Span,
        mut attrs: Attrs,
        mut blocks: Vec<Block>,
        captions: Vec<Block>,
        open: Option<bool>,
    ) -> Block {
        let mut classes = std::mem::take(&mut attrs.classes);
        // The type need not come first where the others are the author's own.
        if let Some(at) = classes.iter().position(|class| CalloutKind::of_word(&class.to_lowercase()).is_some()) {
            let word = classes.remove(at);
            classes.insert(0, word);
        } else if classes.iter().any(|class| class == "admonition") {
            classes.retain(|class| class != "admonition");
        }
        let callout = Callout::of(classes.iter().map(String::as_str));
        let mut captions = captions.into_iter();
        let heading = match captions.next() {
            Some(Block { span, kind: BlockKind::Paragraph { content }, .. }) => CalloutTitle::Written { span, content },
            _ if open.is_some() => CalloutTitle::Implied { word: "Details".to_owned() },
            _ => CalloutTitle::Absent,
        };
        let further: Vec<Block> = captions.collect();
        if !further.is_empty() {
            blocks.splice(0..0, further);
        }
        self.callout(span, attrs, callout, heading, blocks, open)
    }
}

/// A block with attributes.
fn with(attrs: Attrs, block: Block) -> Block {
    Block { attrs, ..block }
}

fn is_empty(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph { content } if content.is_empty())
}

/// The inlines of blocks that were meant to be one line.
fn line_of_blocks(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for inner in blocks {
        if !out.is_empty() {
            out.push(inline(inner.span, InlineKind::SoftBreak));
        }
        super::raw::line_of(inner, &mut out);
    }
    trim(out)
}

/// `<p>`: the first paragraph in it has its attributes.
fn paragraphs(attrs: Attrs, span: Span, mut blocks: Vec<Block>) -> Vec<Block> {
    if let [only] = blocks.as_mut_slice() {
        only.span = span;
        let own = std::mem::replace(&mut only.attrs, attrs);
        only.attrs.merge(own);
        return blocks;
    }
    if attrs.is_empty() || blocks.is_empty() && attrs.id.is_none() {
        return blocks;
    }
    vec![with(attrs, block(whole(&blocks, span), BlockKind::Group { blocks }))]
}

/// A style around blocks: each of their texts has it, for a block is no part of a line.
pub(crate) fn styled(style: Emphasis, mut blocks: Vec<Block>) -> Vec<Block> {
    fn each(style: Emphasis, block: &mut Block) {
        children_mut(block, &mut |child| match child {
            ChildMut::Blocks(blocks) => blocks.iter_mut().for_each(|inner| each(style, inner)),
            ChildMut::Inlines(content) => {
                if let (Some(first), Some(last)) = (content.first(), content.last()) {
                    let span = first.span.join(last.span);
                    let content_of = std::mem::take(content);
                    content.push(inline(span, InlineKind::Styled { style, content: content_of }));
                }
            }
            ChildMut::Link(_) | ChildMut::Picture(_) => {}
        });
    }
    for block in &mut blocks {
        each(style, block);
    }
    blocks
}

/// A link around blocks: the first text in them is its text, for a block is no part of a line.
fn linked(attrs: &Attrs, span: Span, mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(address) = attrs.get("href").map(str::to_owned) else { return blocks };
    let mut attrs = attrs.clone();
    attrs.pairs.retain(|(key, _)| key != "href");
    let mut link = Some(pamphlet_document::Link {
        target: Target::Written { address },
        title: None,
        title_language: None,
        role: None,
        button: None,
        content: Vec::new(),
    });
    for inner in &mut blocks {
        link_first(inner, &mut link, &attrs);
    }
    if let Some(link) = link {
        let content = vec![Inline { attrs, ..inline(span, InlineKind::Link(link)) }];
        blocks.push(block(span, BlockKind::Paragraph { content }));
    }
    blocks
}

fn link_first(block: &mut Block, link: &mut Option<pamphlet_document::Link>, attrs: &Attrs) {
    children_mut(block, &mut |child| match child {
        ChildMut::Blocks(blocks) => {
            for inner in blocks.iter_mut() {
                link_first(inner, link, attrs);
            }
        }
        ChildMut::Inlines(content) => {
            if let (Some(first), Some(last)) = (content.first(), content.last())
                && let Some(mut made) = link.take()
            {
                let span = first.span.join(last.span);
                made.content = std::mem::take(content);
                content.push(Inline { attrs: attrs.clone(), ..inline(span, InlineKind::Link(made)) });
            }
        }
        ChildMut::Link(_) | ChildMut::Picture(_) => {}
    });
}

/// `<pre>`, with or without `<code class="language-x">` in it.
fn preformatted(html: &str, span: Span) -> Block {
    let mut language = None;
    let mut text = String::new();
    for node in super::tree::parse(html, &[]) {
        if let super::tree::Node::Element(element) = &node
            && element.tag.name == "code"
        {
            language =
                element.tag.attrs.classes.iter().find_map(|class| class.strip_prefix("language-")).map(str::to_owned);
        }
        code_text(html, &node, &mut text);
    }
    let text = text.trim_matches('\n').to_owned();
    block(span, BlockKind::Code(CodeBlock { language, text, ..CodeBlock::default() }))
}

fn code_text(html: &str, node: &super::tree::Node, out: &mut String) {
    match node {
        super::tree::Node::Text(range) => out.push_str(&html_escape::decode_html_entities(&html[range.clone()])),
        super::tree::Node::Comment(_) | super::tree::Node::Fence(_) => {}
        super::tree::Node::Element(element) if element.tag.name == "br" => out.push('\n'),
        super::tree::Node::Element(element) => {
            let is_block = super::tag::is_block(&element.tag.name);
            let line = |out: &mut String| {
                if is_block && !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            };
            line(out);
            for child in &element.children {
                code_text(html, child, out);
            }
            line(out);
        }
    }
}
