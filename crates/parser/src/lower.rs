//! Paragraphs, headings, tables, indented code and rules: through pulldown-cmark, its events into the tree.

use crate::container::fence;
use crate::inline::{self, Trailing};
use crate::mapped::{JOINER, Mapped};
use crate::page::{PageParser, block, inline as node, normal_label};
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_document::{
    AssetRef, Attrs, Block, BlockKind, Cell, ColumnAlignment, Emphasis, Heading, Inline, InlineKind, Link,
    MathNotation, Picture, Row, Table, Target, plain_text,
};
use pamphlet_source::{Code, Span, limits};
use pulldown_cmark::{Alignment, BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};
use std::collections::HashMap;
use std::iter::Peekable;
use std::ops::Range;
use std::rc::Rc;

pub(crate) type References = HashMap<String, (String, Option<String>)>;

/// Events on their way into the tree.
struct Lower<'p, 'a, 'm, I: Iterator<Item = (Event<'m>, Range<usize>)>> {
    page: &'p mut PageParser<'a>,
    mapped: &'m Mapped<'a>,
    events: Peekable<I>,
    depth: usize,
}

impl<'a> PageParser<'a> {
    /// Adds the blocks of lines that no container has claimed.
    pub(crate) fn lower(&mut self, lines: &[Line], out: &mut Vec<Block>) {
        let dialect = self.dialect;
        let source = self.source;
        let flat: Vec<Line>;
        let lines = if dialect.indented_code {
            lines
        } else {
            flat = lines.iter().map(|line| line.trimmed(source)).collect();
            flat.as_slice()
        };
        let references = &self.references;
        let rows = if dialect.tables { inline::rows::columns(source, lines) } else { Vec::new() };
        let mut wide = Vec::new();
        let (mut blank, mut code) = (true, false);
        // How many lines of the paragraph stand above.
        let mut above = 0_usize;
        let mapped = Mapped::new(source, lines, |index, line, edits| {
            if line.is_blank(source) {
                blank = true;
                above = 0;
                return;
            }
            code = (code || blank) && line.indent(source) >= 4;
            blank = false;
            if code {
                return;
            }
            let text = line.text(source);
            let from = edits.len();
            if inline::edits::below(text, above, edits) {
                above = 0;
                return;
            }
            above = if inline::edits::ends_itself(text) { 0 } else { above + 1 };
            inline::edits::line(text, dialect, edits);
            if let Some(&Some(columns)) = rows.get(index) {
                if inline::rows::row(text, columns, edits) {
                    wide.push(line.trimmed(source).span());
                }
                settle(edits, from);
            }
            if text.contains("][") {
                unknown_labels(text, references, edits);
                settle(edits, from);
            }
            if text.contains("] [") && !references.is_empty() {
                parted_labels(text, references, edits);
                settle(edits, from);
            }
        });
        for span in wide {
            self.report.say(
                Code::WebsiteDiffers,
                span,
                "a row of a table has more cells than its head: the website leaves those out, here they are in the last",
                "give the head as many cells, or write `\\|` for a bar that separates no cells",
            );
        }
        self.parse(&mapped, |lower| lower.blocks(out));
    }

    /// One line read as text and nothing else: a title, a term, a label.
    pub(crate) fn inlines(&mut self, line: Line) -> Vec<Inline> {
        if self.is_blank(line) {
            return Vec::new();
        }
        let dialect = self.dialect;
        let source = self.source;
        if self.is_title(line) {
            return self.words(line);
        }
        let mapped = Mapped::new(source, &[line.trimmed(source)], |_, line, edits| {
            inline::edits::line(line.text(source), dialect, edits);
            // Marks of emphasis would mean something else behind a letter.
            let text = line.text(source);
            let marks = text.starts_with(['_', '*']) && scan::list_marker(text, true).is_none() && !scan::is_rule(text);
            if !marks && edits.first().is_none_or(|edit| edit.at != 0) {
                edits.insert(0, Edit::put(0, JOINER));
            }
        });
        let mut blocks = Vec::new();
        self.parse(&mapped, |lower| lower.blocks(&mut blocks));
        match blocks.pop().map(|block| block.kind) {
            Some(BlockKind::Paragraph { content }) if blocks.is_empty() => content,
            // Nothing but a comment.
            None => Vec::new(),
            _ => vec![node(line.span(), InlineKind::Text { text: self.text(line).to_owned() })],
        }
    }

    /// Whether a paragraph is nothing but what the website replaces by the contents or the notes of the page.
    fn is_contents_marker(&self, content: &[Inline]) -> bool {
        let [Inline { kind: InlineKind::Text { text }, .. }] = content else { return false };
        let is = |marker: &Option<String>| marker.as_deref() == Some(text.trim());
        is(&self.dialect.contents_marker) || self.dialect.footnotes && is(&self.dialect.notes_marker)
    }

    fn parse<'m>(
        &mut self,
        mapped: &'m Mapped<'a>,
        read: impl FnOnce(&mut Lower<'_, 'a, 'm, pulldown_cmark::OffsetIter<'m, Broken<'_>>>),
    ) {
        let references = Rc::clone(&self.references);
        let cells = if self.dialect.tables { table_cells(&mapped.text) } else { 0 };
        let few = cells <= limits::TABLE_CELLS;
        if !few {
            self.too_many_cells(mapped.span(&(0..mapped.text.len())), cells);
        }
        let options = if self.dialect.tables && few { Options::ENABLE_TABLES } else { Options::empty() };
        let before = self.reference_bytes;
        let left = std::cell::Cell::new(before);
        let find = Broken { references: &references, left: &left };
        let events = Parser::new_with_broken_link_callback(&mapped.text, options, Some(find)).into_offset_iter();
        read(&mut Lower { page: self, mapped, events: events.peekable(), depth: 0 });
        self.reference_bytes = self.reference_bytes.saturating_sub(before - left.get());
        // pulldown-cmark has a limit of its own for what it reads at one time, and says nothing of it.
        let part = mapped.text.len().max(limits::REFERENCE_PART_BYTES);
        if before > 0 && left.get() == 0 || before - left.get() >= part {
            self.report.say(
                Code::LimitReached,
                mapped.span(&(0..mapped.text.len())),
                "references (`[text][label]`) add more addresses than is allowed: the last ones stay as text",
                "shorten the address or the title that so many links have",
            );
        }
    }
}

/// How many cells the largest table of a text can have. Rows that are shorter than the head are filled up, so that a
/// wide head makes much of many short rows.
fn table_cells(text: &str) -> usize {
    if memchr::memchr(b'|', text.as_bytes()).is_none() {
        return 0;
    }
    let (mut most, mut columns, mut rows) = (0, 0, 0_usize);
    for line in text.lines().chain([""]) {
        if line.trim_ascii().is_empty() {
            most = most.max(rows * columns);
            (columns, rows) = (0, 0);
            continue;
        }
        rows += 1;
        if line.contains('-')
            && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t') || JOINER.starts_with(c))
        {
            columns = columns.max(line.matches('|').count() + 1);
        }
    }
    most
}

/// Finds references that pulldown-cmark does not know, because they are defined elsewhere on the page. Each use is a copy
/// of its address and title, and there are only so many bytes left for them.
struct Broken<'r> {
    references: &'r References,
    left: &'r std::cell::Cell<usize>,
}

impl<'m> pulldown_cmark::BrokenLinkCallback<'m> for Broken<'_> {
    fn handle_broken_link(&mut self, link: BrokenLink<'m>) -> Option<(CowStr<'m>, CowStr<'m>)> {
        if self.references.is_empty() {
            return None;
        }
        let (address, title) = self.references.get(&normal_label(&link.reference))?;
        // A link without a title has an empty one there.
        let title = title.as_deref().unwrap_or_default();
        let left = self.left.get().checked_sub(address.len() + title.len());
        self.left.set(left.unwrap_or(0));
        left?;
        Some((address.clone().into(), title.to_owned().into()))
    }
}

/// `[text][label]` whose label nobody defines: to Python-Markdown `[text]` may still be a link of its own.
fn unknown_labels(text: &str, references: &References, edits: &mut Vec<Edit>) {
    for (at, _) in text.match_indices("][") {
        let label = &text[at + 2..];
        let label = label.find(']').map_or("", |end| &label[..end]);
        if !label.is_empty() && !label.starts_with('^') && !references.contains_key(&normal_label(label)) {
            edits.push(Edit::put(at + 1, JOINER));
        }
    }
}

/// `[text] [label]`, which Python-Markdown takes for a reference where the label is defined.
fn parted_labels(text: &str, references: &References, edits: &mut Vec<Edit>) {
    for (at, _) in text.match_indices("] [") {
        let label = &text[at + 3..];
        let label = label.find(']').map_or("", |end| &label[..end]);
        let behind = text[at + 3 + label.len()..].get(1..2);
        // What is a link of its own stays one.
        if !label.is_empty()
            && behind != Some("(")
            && behind != Some("[")
            && references.contains_key(&normal_label(label))
        {
            edits.push(Edit::cut(at + 1, 1));
        }
    }
}

/// Puts the edits of a line in order and drops those that overlap.
fn settle(edits: &mut Vec<Edit>, from: usize) {
    let mut line: Vec<Edit> = edits.drain(from..).collect();
    line.sort_by_key(|edit| edit.at);
    let mut end = 0;
    for edit in line {
        if edit.at >= end {
            end = edit.at + edit.cut;
            edits.push(edit);
        }
    }
}

impl<'m, I: Iterator<Item = (Event<'m>, Range<usize>)>> Lower<'_, '_, 'm, I> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.mapped.span(range)
    }

    /// Everything up to the end of the text.
    fn blocks(&mut self, out: &mut Vec<Block>) {
        while let Some((event, range)) = self.events.next() {
            let span = self.span(&range);
            match event {
                Event::Rule => out.push(block(trimmed(self.page.source, span), BlockKind::ThematicBreak)),
                Event::Start(Tag::Paragraph) => {
                    let (mark, outer) = (self.page.report.mark(), self.page.blocks_in_line);
                    self.page.blocks_in_line = false;
                    let mut content = self.inlines();
                    let line = trimmed(self.page.source, span);
                    if std::mem::replace(&mut self.page.blocks_in_line, outer)
                        && !self.page.marks_in_tree
                        && !self.page.source[line.range()].contains('\n')
                    {
                        self.page.report.rewind(mark);
                        let line = Line { start: line.start as usize, end: line.end as usize };
                        out.extend(self.page.line_with_blocks(line));
                        continue;
                    }
                    if self.page.is_contents_marker(&content) {
                        continue;
                    }
                    let attrs = inline::trailing(&mut content, Trailing::OwnLine, self.page.dialect);
                    if !(content.is_empty() && attrs.is_empty()) {
                        out.push(paragraph(trimmed(self.page.source, span), attrs, content));
                    }
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let mut content = self.inlines();
                    let attrs = inline::trailing(&mut content, Trailing::Line, self.page.dialect);
                    let span = cover(trimmed(self.page.source, span), &content);
                    let heading =
                        Heading { level: level as u8, anchor: String::new(), aliases: Vec::new(), role: None, content };
                    out.push(Block { attrs, ..block(span, BlockKind::Heading(heading)) });
                }
                Event::Start(Tag::CodeBlock(_)) => {
                    let mut text = String::new();
                    for (event, _) in self.events.by_ref() {
                        match event {
                            Event::Text(part) => text.push_str(&self.mapped.clean(&part)),
                            _ => break,
                        }
                    }
                    let text = text.trim_end_matches('\n').to_owned();
                    out.push(fence::code(trimmed(self.page.source, span), "", text, Some(self.page.dialect)));
                }
                Event::Start(Tag::Table(alignments)) => {
                    let (table, attrs) = self.table(&alignments);
                    let span = trimmed(self.page.source, span);
                    out.push(Block { attrs, ..block(span, BlockKind::Table(table)) });
                }
                Event::Start(Tag::HtmlBlock) => {
                    let mut text = String::new();
                    for (event, _) in self.events.by_ref() {
                        match event {
                            Event::Html(part) | Event::Text(part) => text.push_str(&self.mapped.clean(&part)),
                            _ => break,
                        }
                    }
                    let text = text.trim().to_owned();
                    out.push(paragraph(span, Attrs::default(), vec![node(span, InlineKind::Text { text })]));
                }
                // Lists and quotes never come here, and if one should, its text is text.
                _ => {}
            }
        }
    }

    /// A table, and the attributes of the line below it.
    fn table(&mut self, alignments: &[Alignment]) -> (Table, Attrs) {
        let columns = alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::None => ColumnAlignment::None,
                Alignment::Left => ColumnAlignment::Left,
                Alignment::Center => ColumnAlignment::Center,
                Alignment::Right => ColumnAlignment::Right,
            })
            .collect();
        let mut table = Table { caption: Vec::new(), columns, head: Vec::new(), body: Vec::new() };
        while let Some((event, range)) = self.events.next() {
            let header = match event {
                Event::Start(Tag::TableHead) => true,
                Event::Start(Tag::TableRow) => false,
                _ => break,
            };
            let mut cells = Vec::new();
            while let Some((Event::Start(Tag::TableCell), range)) = self.events.next() {
                let span = trimmed(self.page.source, self.span(&range));
                let (mark, outer) = (self.page.report.mark(), self.page.blocks_in_line);
                self.page.blocks_in_line = false;
                let mut content = self.inlines();
                let holds_blocks = std::mem::replace(&mut self.page.blocks_in_line, outer);
                let attrs = inline::trailing(&mut content, Trailing::Line, self.page.dialect);
                let blocks = match (content.first(), content.last()) {
                    _ if holds_blocks => {
                        self.page.report.rewind(mark);
                        self.page.line_with_blocks(Line { start: span.start as usize, end: span.end as usize })
                    }
                    (Some(first), Some(last)) => {
                        vec![block(first.span.join(last.span), BlockKind::Paragraph { content })]
                    }
                    _ => Vec::new(),
                };
                cells.push(Cell { span, attrs, header, columns: 1, rows: 1, blocks });
            }
            let span = trimmed(self.page.source, self.span(&range));
            let row = Row { span, attrs: Attrs::default(), cells };
            if header { table.head.push(row) } else { table.body.push(row) }
        }
        // A row that holds an attribute list and nothing else is no row: it says what the table is.
        let alone = |row: &Row| {
            let [first, rest @ ..] = row.cells.as_slice() else { return false };
            first.blocks.is_empty() && !first.attrs.is_empty() && rest.iter().all(|cell| cell.blocks.is_empty())
        };
        let attrs = match table.body.pop_if(|row| alone(row)) {
            Some(mut row) => std::mem::take(&mut row.cells[0].attrs),
            None => Attrs::default(),
        };
        (table, attrs)
    }

    /// The inlines up to the end of what was opened last.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        self.depth += 1;
        // Starts beyond the limit, whose ends are to be passed over.
        let mut skipped = 0usize;
        while let Some((event, range)) = self.events.next() {
            let span = self.span(&range);
            match event {
                Event::Text(text) => self.push_text(&text, span, &mut out),
                Event::Code(text) => out.push(node(span, self.code(&text, span))),
                Event::InlineHtml(text) | Event::Html(text) => {
                    out.push(node(span, InlineKind::Unsupported { text: self.mapped.clean(&text).into_owned() }));
                }
                // The line end itself is in no span: whether it stands in the source depends on what is round the text.
                Event::SoftBreak if self.page.dialect.line_breaks => {
                    out.push(node(line_end(self.page.source, span), InlineKind::LineBreak));
                }
                Event::SoftBreak => out.push(node(line_end(self.page.source, span), InlineKind::SoftBreak)),
                Event::HardBreak => out.push(node(line_end(self.page.source, span), InlineKind::LineBreak)),
                Event::Start(_) if self.depth > limits::INLINE_LEVELS => {
                    if skipped == 0 {
                        self.page.limit(span, "markup nests too deep");
                    }
                    skipped += 1;
                }
                Event::Start(tag) => {
                    let content = self.inlines();
                    let kind = self.kind(tag, content);
                    out.push(node(span, kind));
                }
                Event::End(_) if skipped > 0 => skipped -= 1,
                Event::End(_) => break,
                Event::InlineMath(text) | Event::DisplayMath(text) => {
                    let source = text.into_string();
                    out.push(node(span, InlineKind::Math { notation: MathNotation::Tex, source }));
                }
                Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {}
            }
        }
        self.depth -= 1;
        self.page.extras(out)
    }

    /// Text; pulldown-cmark parts it at every character that might mean something, here it is joined again where it is
    /// contiguous in the source.
    fn push_text(&self, text: &str, span: Span, out: &mut Vec<Inline>) {
        let text = self.mapped.clean(text);
        let literal = (span.end - span.start) as usize == text.len();
        match out.last_mut() {
            Some(Inline { kind: InlineKind::Text { text: before }, span: last, .. })
                if literal && last.end == span.start && (last.end - last.start) as usize == before.len() =>
            {
                before.push_str(&text);
                last.end = span.end;
            }
            _ if text.is_empty() => {}
            _ => out.push(node(span, InlineKind::Text { text: text.into_owned() })),
        }
    }

    /// A code span, or the formula that was shown to pulldown-cmark as one.
    fn code(&self, text: &str, span: Span) -> InlineKind {
        let text = self.mapped.clean(text);
        let written = &self.page.source[span.range()];
        if written.starts_with('$') || written.starts_with("\\(") {
            return InlineKind::Math { notation: MathNotation::Tex, source: text.trim().to_owned() };
        }
        if self.page.dialect.inline_highlight
            && let Some(rest) = text.strip_prefix("#!").or_else(|| text.strip_prefix(":::"))
            && let Some((language, code)) = rest.split_once(' ')
            && !language.is_empty()
            && language.chars().all(|c| c.is_alphanumeric() || "_+-#".contains(c))
        {
            return InlineKind::Code { text: code.trim_start().to_owned(), language: Some(language.to_owned()) };
        }
        // Room inside of the marks is no part of the code, as on the website.
        let bare = text.trim_matches(' ');
        let text = if bare.is_empty() { text.into_owned() } else { bare.to_owned() };
        InlineKind::Code { text, language: None }
    }

    fn kind(&self, tag: Tag<'m>, content: Vec<Inline>) -> InlineKind {
        let title = |title: CowStr<'m>| (!title.is_empty()).then(|| self.mapped.clean(&title).into_owned());
        match tag {
            Tag::Strong => InlineKind::Styled { style: Emphasis::Strong, content },
            Tag::Link { link_type, dest_url, title: words, .. } => {
                let address = self.mapped.clean(&dest_url);
                let address =
                    if link_type == LinkType::Email { format!("mailto:{address}") } else { address.into_owned() };
                let mut content = content;
                // `<mailto:a@b.c>` shows the address alone.
                if let (LinkType::Autolink, [Inline { kind: InlineKind::Text { text }, .. }]) =
                    (link_type, content.as_mut_slice())
                {
                    if let Some(shown) = text.strip_prefix("mailto:") {
                        *text = shown.to_owned();
                    } else if self.page.dialect.autolinks {
                        *text = inline::autolink::shown(text, self.page.dialect);
                    }
                }
                InlineKind::Link(Link {
                    target: Target::Written { address },
                    title: title(words),
                    title_language: None,
                    role: None,
                    button: None,
                    content,
                })
            }
            Tag::Image { dest_url, title: words, .. } => InlineKind::Picture(Picture {
                source: AssetRef::Written { address: self.mapped.clean(&dest_url).into_owned() },
                language: None,
                dark: None,
                alternative: plain_text(&content),
                decorative: false,
                title: title(words),
                width: None,
                height: None,
                alignment: None,
            }),
            _ => InlineKind::Styled { style: Emphasis::Emphasis, content },
        }
    }
}

/// The span of a break without the line end it comes from.
fn line_end(source: &str, span: Span) -> Span {
    let length = source[span.range()].trim_end_matches(['\r', '\n']).len();
    Span { end: span.start + u32::try_from(length).unwrap_or(0), ..span }
}

/// A paragraph, or the buttons that are all of it.
pub(crate) fn paragraph(span: Span, attrs: Attrs, content: Vec<Inline>) -> Block {
    let kind =
        if inline::are_buttons(&content) { BlockKind::Buttons { content } } else { BlockKind::Paragraph { content } };
    Block { attrs, ..block(span, kind) }
}

/// A span that holds its content, whatever room was trimmed.
pub(crate) fn cover(span: Span, content: &[Inline]) -> Span {
    content.last().map_or(span, |last| Span { end: span.end.max(last.span.end), ..span })
}

/// A span without the white space and line ends at its end.
fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.range()];
    // Other room, such as one that does not break, is text.
    let length = text.trim_end_matches([' ', '\t', '\r', '\n']).len();
    Span { end: span.start + u32::try_from(length).unwrap_or(0), ..span }
}
