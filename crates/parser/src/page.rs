//! A page while it is being parsed: what its parts share.

use crate::Dialect;
use crate::abbreviation::Abbreviations;
use crate::context::Context;
use crate::html::index::Index;
use crate::nesting::Nested;
use crate::report::Report;
use crate::scan;
use crate::text::Line;
use pamphlet_document::{Block, BlockKind, Inline, InlineKind};
use pamphlet_source::{Code, Span, limits};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What a caption says of its number.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaptionNumber {
    /// Which of the kinds of the dialect it is of; none of one that has no numbers.
    pub(crate) kind: Option<usize>,
    /// How many levels deeper than it stands.
    pub(crate) level: Option<usize>,
    /// Its number.
    pub(crate) number: Option<Vec<u32>>,
    /// Where it was written.
    pub(crate) span: Span,
}

/// A footnote as found.
#[derive(Debug)]
pub(crate) struct RawNote {
    pub(crate) label: String,
    /// Its bytes.
    pub(crate) span: Span,
    /// What it holds.
    pub(crate) blocks: Vec<Block>,
}

/// A page while it is being parsed.
pub(crate) struct PageParser<'a> {
    /// The whole buffer.
    pub(crate) source: &'a str,
    /// Which extensions are on.
    pub(crate) dialect: &'a Dialect,
    /// What repairs may know.
    pub(crate) context: Context<'a>,
    /// How lists nest, and where.
    pub(crate) nested: Nested,
    /// What there is to say.
    pub(crate) report: Report,
    /// Link references, by normalised label: address and title.
    pub(crate) references: Rc<HashMap<String, (String, Option<String>)>>,
    /// Labels of footnotes that are defined.
    pub(crate) labels: HashSet<String>,
    /// Abbreviations.
    pub(crate) glossary: Abbreviations<'a>,
    /// Bytes that may begin something other than text.
    pub(crate) stops: Box<[bool; 256]>,
    /// Which tag closes which.
    pub(crate) tags: Index,
    /// Footnotes in the order of definition.
    pub(crate) notes: Vec<RawNote>,
    /// What the captions of `///` blocks say of their numbers, in the order in which they were read.
    pub(crate) captions_told: Vec<CaptionNumber>,
    /// Whether the last line had a block element of HTML in it.
    pub(crate) blocks_in_line: bool,
    /// Whether text between the elements of an HTML tree is Markdown.
    pub(crate) marks_in_tree: bool,
    /// Captions found so far inside the current element, if it takes captions.
    pub(crate) captions: Option<Vec<Block>>,
    /// How many containers are open.
    pub(crate) depth: usize,
    /// How many containers are open around the text of the current list item.
    pub(crate) item: usize,
    /// How many more lines may be searched for end tags without finding one.
    pub(crate) patience: usize,
    /// How many more bytes of addresses and titles references may add.
    pub(crate) reference_bytes: usize,
}

impl<'a> PageParser<'a> {
    /// A page of so many lines, with nothing read yet.
    pub(crate) fn new(source: &'a str, dialect: &'a Dialect, context: Context<'a>, lines: usize) -> Self {
        Self {
            source,
            dialect,
            context,
            nested: Nested::default(),
            report: Report::default(),
            references: Rc::default(),
            labels: HashSet::new(),
            glossary: Abbreviations::default(),
            stops: Box::new([false; 256]),
            tags: Index::default(),
            notes: Vec::new(),
            captions_told: Vec::new(),
            blocks_in_line: false,
            marks_in_tree: false,
            captions: None,
            depth: 0,
            item: 0,
            patience: 64 * (lines + 16),
            reference_bytes: limits::REFERENCE_BYTES,
        }
    }

    /// The text of a line.
    pub(crate) fn text(&self, line: Line) -> &'a str {
        line.text(self.source)
    }

    /// Whether a line is blank.
    pub(crate) fn is_blank(&self, line: Line) -> bool {
        line.is_blank(self.source)
    }

    /// First pass over all lines, whatever their container: link references, labels of notes, abbreviations.
    pub(crate) fn collect(&mut self, lines: &[Line]) {
        let mask = scan::code_mask(self.source, lines);
        let mut references = HashMap::new();
        self.tags = Index::new(self.source, lines, &mask);
        for (at, (&line, _)) in lines.iter().zip(mask).enumerate().filter(|(_, (_, code))| !code) {
            let text = self.text(line);
            let lead = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
            let text = &text[lead..];
            match text.as_bytes() {
                [b'[', b'^', ..] if self.dialect.footnotes => {
                    if let Some((label, _)) = scan::definition(text, "[^") {
                        self.labels.insert(label.to_owned());
                    }
                }
                [b'[', ..] => {
                    let next = |by: usize| lines.get(at + by).map(|&next| self.text(next));
                    if let Some(found) = Reference::read(text, next(1), next(2)) {
                        let Reference { label, address, title, .. } = found;
                        references.insert(label, (address.to_owned(), title.map(str::to_owned)));
                    }
                }
                [b'*', b'[', ..] if self.dialect.abbreviations => {
                    let next = lines.get(at + 1).map(|next| self.text(*next));
                    if let Some((form, meaning, _)) = scan::abbreviation(text, next) {
                        self.glossary.define(form, meaning);
                    }
                }
                _ => {}
            }
        }
        self.references = Rc::new(references);
        self.learn_stops();
    }

    /// Learns at which bytes text may turn into something else, once abbreviations are known.
    fn learn_stops(&mut self) {
        let dialect = self.dialect;
        let mut stop = |bytes: &[u8], on: bool| bytes.iter().for_each(|&byte| self.stops[usize::from(byte)] |= on);
        stop(b"{:[+=^~", true);
        stop(b"(-<c123456789nsrt", dialect.smart_symbols);
        stop(b"hw@#", dialect.autolinks);
        stop(b"?!", dialect.autolinks && dialect.named_repository().is_some());
        for byte in 0..=255u8 {
            self.stops[usize::from(byte)] |= self.glossary.may_start(byte);
        }
    }

    /// Takes the definitions of abbreviations out of lines that hold nothing else: what a site appends to every page.
    pub(crate) fn define(&mut self, lines: &[Line]) {
        for &line in lines {
            let text = self.text(line.trimmed(self.source));
            if let Some((form, at)) = scan::definition(text, "*[") {
                self.glossary.define(form, &text[at..]);
            }
        }
    }

    /// Says that a limit was reached.
    pub(crate) fn limit(&mut self, span: Span, what: &str) {
        self.report.say(
            Code::LimitReached,
            span,
            format!("{what}: what is deeper is kept as text"),
            "take a level of nesting out",
        );
    }

    /// Says that a table has more cells than one may have.
    pub(crate) fn too_many_cells(&mut self, span: Span, cells: usize) {
        let (cells, most) = (limits::grouped(cells as u64), limits::grouped(limits::TABLE_CELLS as u64));
        self.report.say(
            Code::LimitReached,
            span,
            format!("a table here would have {cells} cells, and may have {most}: it is shown as text"),
            "split it, or link to the data as a file",
        );
    }

    /// Lines as text, with nothing recognised in them.
    pub(crate) fn verbatim(&self, lines: &[Line]) -> Vec<Block> {
        let mut content: Vec<Inline> = Vec::new();
        for &line in lines.iter().filter(|line| !self.is_blank(**line)) {
            if let Some(last) = content.last() {
                content.push(inline(Span { start: last.span.end, end: last.span.end }, InlineKind::SoftBreak));
            }
            content.push(inline(line.span(), InlineKind::Text { text: self.text(line).trim().to_owned() }));
        }
        let (Some(first), Some(last)) = (content.first(), content.last()) else { return Vec::new() };
        vec![block(first.span.join(last.span), BlockKind::Paragraph { content })]
    }
}

/// A block without attributes.
pub(crate) fn block(span: Span, kind: BlockKind) -> Block {
    Block { span, attrs: pamphlet_document::Attrs::default(), language: None, kind }
}

/// An inline without attributes.
pub(crate) fn inline(span: Span, kind: InlineKind) -> Inline {
    Inline { span, attrs: pamphlet_document::Attrs::default(), kind }
}

/// A label of a link reference as `CommonMark` compares it.
pub(crate) fn normal_label(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The definition of a link reference: `[label]: address "title"`. The address may stand on the next line, and so may
/// the title.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reference<'t> {
    /// Its label, normalised.
    pub(crate) label: String,
    pub(crate) address: &'t str,
    pub(crate) title: Option<&'t str>,
    /// How many lines it takes.
    pub(crate) lines: usize,
}

impl<'t> Reference<'t> {
    /// Reads the definition that a line begins with, if it is one; `next` and `third` are the lines after it.
    pub(crate) fn read(text: &'t str, next: Option<&'t str>, third: Option<&'t str>) -> Option<Self> {
        let empty = || text.starts_with("[]:").then_some(("", 3));
        let (label, at) = scan::definition(text, "[").filter(|(label, _)| !label.starts_with('^')).or_else(empty)?;
        let rest = text[at..].trim();
        let (rest, after, lines) = if rest.is_empty() { (next?.trim(), third, 2) } else { (rest, next, 1) };
        let (address, title) = destination(rest)?;
        let below = after.filter(|_| title.is_none()).and_then(|below| {
            let below = below.trim();
            matches!(below.as_bytes(), [b'"', _, .., b'"'] | [b'\'', _, .., b'\''] | [b'(', _, .., b')'])
                .then(|| &below[1..below.len() - 1])
        });
        let label = normal_label(label);
        let lines = lines + usize::from(below.is_some());
        Some(Self { label, address, title: below.or(title), lines })
    }
}

/// `address "title"` of a link reference.
fn destination(rest: &str) -> Option<(&str, Option<&str>)> {
    let bracketed = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    let is_bracketed = bracketed.is_some();
    let (address, title) = bracketed.or_else(|| rest.split_once(char::is_whitespace)).unwrap_or((rest, ""));
    let title = title.trim();
    let inner = match title.as_bytes() {
        [] => None,
        [b'"', .., b'"'] | [b'\'', .., b'\''] | [b'(', .., b')'] => Some(&title[1..title.len() - 1]),
        _ => return None,
    };
    // `<>` leads nowhere: that is how comments are written where there are none.
    (!address.is_empty() || is_bracketed).then_some((address, inner))
}
