//! Headings that a translation lost: their marks were left out or became those of bold, and a paragraph stands where the
//! source page has them; and headings that have another level than there.

use crate::context::Context;
use crate::report::Report;
use crate::skeleton::{HeadingShape, ShapeKind, Skeleton, shape};
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Block, BlockKind, Emphasis, Heading, Inline, InlineKind, plain_text};
use pamphlet_source::{Code, Diagnostic, Span, TextEdit, limits};
use std::mem::{Discriminant, discriminant};

/// A block, as it is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Heading(u8),
    /// A paragraph that is bold as a whole. Of the source page nobody asks.
    Bold,
    Block(Discriminant<ShapeKind>),
}

impl Token {
    /// How well a block of the source page is answered by one of a translation.
    fn answered(self, own: Self) -> u32 {
        match (self, own) {
            (Self::Heading(level), Self::Heading(own)) => 3 + u32::from(level == own),
            (Self::Heading(_), Self::Bold) => 1,
            (Self::Block(kind), Self::Bold) => 2 * u32::from(kind == discriminant(&ShapeKind::Paragraph)),
            (Self::Block(kind), Self::Block(own)) => 2 * u32::from(kind == own),
            _ => 0,
        }
    }
}

/// Makes headings of the paragraphs of a translation that stand, between blocks that both pages have, where the source
/// page has a heading and nothing else, or that are bold where it has one; then gives headings the levels of the source
/// page. `source` is the buffer.
pub(crate) fn mend(context: &Context<'_>, source: &str, blocks: &mut [Block], report: &mut Report) {
    let Some(reference) = context.reference.filter(|_| context.repair) else { return };
    let mut found = Vec::new();
    walk::each_block(blocks.iter(), &mut |block| found.push(token(block)));
    let levels = |tokens: &[Token]| -> Vec<u8> {
        let level = |token: &Token| if let Token::Heading(level) = token { Some(*level) } else { None };
        tokens.iter().filter_map(level).collect()
    };
    let own = levels(&found);
    if own.len() > reference.heading_count()
        || reference.headings().map(|heading| heading.level).eq(own.iter().copied())
    {
        return;
    }
    let (wanted, shapes) = tokens(reference);
    if own.len() < reference.heading_count() {
        if found.len().saturating_mul(wanted.len()) > limits::HEADING_PAIRS {
            return;
        }
        lost(source, (&wanted, &shapes), &found, blocks, report);
        found.clear();
        walk::each_block(blocks.iter(), &mut |block| found.push(token(block)));
    }
    if levels(&found).len() == reference.heading_count() {
        other_levels(source, &wanted, &found, blocks, report);
    }
}

/// Makes headings of paragraphs that lost their marks.
fn lost(
    source: &str,
    (wanted, shapes): (&[Token], &[Option<&HeadingShape>]),
    found: &[Token],
    blocks: &mut [Block],
    report: &mut Report,
) {
    let is_text =
        |at: usize| matches!(found[at], Token::Bold) || found[at] == Token::Block(discriminant(&ShapeKind::Paragraph));
    let lost: Vec<(usize, &HeadingShape)> = replaced(wanted, found)
        .into_iter()
        .filter(|&(_, at)| is_text(at))
        .filter_map(|(source, at)| Some((at, shapes[source]?)))
        .collect();
    let mut lost = lost.into_iter().peekable();
    let mut at = 0;
    for block in blocks {
        change(block, &mut at, &mut |block, at| {
            if let Some((_, shape)) = lost.next_if(|(lost, _)| *lost == at) {
                make_heading(source, block, shape, report);
            }
        });
    }
}

/// Gives headings the levels of the source page, where what stands below them is what stands there. Where most of them
/// differ, the pages are built in two ways.
fn other_levels(source: &str, wanted: &[Token], found: &[Token], blocks: &mut [Block], report: &mut Report) {
    let (theirs, own) = (sections(wanted), sections(found));
    let differing: Vec<(usize, u8)> = theirs
        .iter()
        .zip(&own)
        .filter(|((level, _, there), (own, _, here))| {
            level != own && there.iter().map(|token| token.plain()).eq(here.iter().map(|token| token.plain()))
        })
        .map(|((level, ..), (_, at, _))| (*at, *level))
        .collect();
    let others = theirs.iter().zip(&own).filter(|((level, ..), (own, ..))| level != own).count();
    if others * 2 > own.len() {
        return;
    }
    let mut differing = differing.into_iter().peekable();
    let mut at = 0;
    for block in blocks {
        change(block, &mut at, &mut |block, at| {
            if let Some((_, level)) = differing.next_if(|(differing, _)| *differing == at) {
                set_level(source, block, level, report);
            }
        });
    }
}

/// The level of each heading, its number among the blocks, and what stands below it up to the next one.
fn sections(tokens: &[Token]) -> Vec<(u8, usize, &[Token])> {
    let headings: Vec<(usize, u8)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| if let Token::Heading(level) = token { Some((at, *level)) } else { None })
        .collect();
    let ends = headings.iter().skip(1).map(|(at, _)| *at).chain([tokens.len()]);
    headings.iter().zip(ends).map(|((at, level), end)| (*level, *at, &tokens[at + 1..end])).collect()
}

fn set_level(source: &str, block: &mut Block, level: u8, report: &mut Report) {
    let BlockKind::Heading(heading) = &mut block.kind else { return };
    let start = block.span.start as usize;
    let marks = source[start..].bytes().take_while(|byte| *byte == b'#').count();
    // Another form is left as it is: nobody could write it back.
    if marks != usize::from(heading.level) {
        return;
    }
    let marks = &source[start..start + marks];
    let said = Diagnostic::new(Code::RepairTranslatedSyntax, "a heading has another level than on the source page");
    let said = said.help("put the `#` signs of the source page before it").original(marks);
    let edit = TextEdit { span: Span::new(start, start + marks.len()), put: "#".repeat(usize::from(level)) };
    report.mended(block.span, said, Some(edit));
    heading.level = level;
}

impl Token {
    /// What it is in a page of which nobody asks what is bold.
    fn plain(self) -> Self {
        if self == Self::Bold { Self::Block(discriminant(&ShapeKind::Paragraph)) } else { self }
    }
}

/// What is bold, if nothing else stands in a paragraph.
fn bold(content: &[Inline]) -> Option<&Vec<Inline>> {
    let [Inline { kind: InlineKind::Styled { style: Emphasis::Strong, content }, attrs, .. }] = content else {
        return None;
    };
    attrs.is_empty().then_some(content)
}

fn token(block: &Block) -> Token {
    match &block.kind {
        BlockKind::Heading(heading) => Token::Heading(heading.level),
        BlockKind::Paragraph { content } if bold(content).is_some() => Token::Bold,
        kind => Token::Block(discriminant(&shape(kind))),
    }
}

/// The blocks of the source page in their order, and which of them are headings.
fn tokens(reference: &Skeleton) -> (Vec<Token>, Vec<Option<&HeadingShape>>) {
    let (mut tokens, mut shapes) = (Vec::new(), Vec::new());
    for section in &reference.sections {
        if let Some(heading) = &section.heading {
            tokens.push(Token::Heading(heading.level));
            shapes.push(Some(heading));
        }
        tokens.extend(section.blocks.iter().map(|shape| Token::Block(discriminant(&shape.kind))));
        shapes.resize(tokens.len(), None);
    }
    (tokens, shapes)
}

/// Pairs of blocks, one of each page, that stand alone between two blocks that both have, and bold paragraphs that answer
/// a heading.
fn replaced(wanted: &[Token], found: &[Token]) -> Vec<(usize, usize)> {
    // How well the rests of both answer each other.
    let width = found.len() + 1;
    let mut common = vec![0u32; (wanted.len() + 1) * width];
    for row in (0..wanted.len()).rev() {
        for column in (0..found.len()).rev() {
            let own = wanted[row].answered(found[column]);
            let paired = if own > 0 { common[(row + 1) * width + column + 1] + own } else { 0 };
            common[row * width + column] =
                paired.max(common[(row + 1) * width + column]).max(common[row * width + column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let (mut from_row, mut from_column) = (0, 0);
    let mut out = Vec::new();
    loop {
        let ends = row == wanted.len() || column == found.len();
        let own = if ends { 0 } else { wanted[row].answered(found[column]) };
        let best = common[row * width + column];
        if ends || own > 0 && best == common[(row + 1) * width + column + 1] + own {
            let (end_row, end_column) = if ends { (wanted.len(), found.len()) } else { (row, column) };
            if end_row == from_row + 1 && end_column == from_column + 1 {
                out.push((from_row, from_column));
            }
            if ends {
                return out;
            }
            if found[column] == Token::Bold && matches!(wanted[row], Token::Heading(_)) {
                out.push((row, column));
            }
            (row, column) = (row + 1, column + 1);
            (from_row, from_column) = (row, column);
        } else if best == common[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

/// Visits blocks in the order in which their tokens were taken.
fn change(block: &mut Block, at: &mut usize, see: &mut dyn FnMut(&mut Block, usize)) {
    see(block, *at);
    *at += 1;
    walk::children_mut(block, &mut |child| {
        if let ChildMut::Blocks(inner) = child {
            for block in inner {
                change(block, at, see);
            }
        }
    });
}

fn make_heading(source: &str, block: &mut Block, shape: &HeadingShape, report: &mut Report) {
    let BlockKind::Paragraph { content } = &mut block.kind else { return };
    let text = plain_text(content);
    // A sentence is no heading.
    if text.len() > limits::HEADING_BYTES
        || text.contains('\n')
        || text.trim_end().ends_with(['.', ':', ';', '。', '：', '।', '։'])
    {
        return;
    }
    let content = std::mem::take(content);
    let marks = format!("{} ", "#".repeat(usize::from(shape.level)));
    let start = block.span.start as usize;
    let (message, content, edit) = if let Some(inner) = bold(&content) {
        let written = source[block.span.range()].trim_end();
        let words = ["**", "__"].iter().find_map(|mark| written.strip_prefix(mark)?.strip_suffix(mark));
        let span = Span::new(start, start + written.len());
        let edit = words.map(|words| TextEdit { span, put: format!("{marks}{words}") });
        ("a heading became a bold line", inner.clone(), edit)
    } else {
        // A heading is one line.
        let is_line =
            !content.iter().any(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak));
        let edit = is_line.then(|| TextEdit { span: Span::new(start, start), put: marks });
        ("a heading lost its `#` signs", content, edit)
    };
    let said = Diagnostic::new(Code::RepairTranslatedSyntax, message);
    let said = said.help("put the `#` signs of the source page before it").original(&text);
    report.mended(block.span, said, edit);
    let heading = Heading { level: shape.level, role: shape.role, anchor: String::new(), aliases: Vec::new(), content };
    block.kind = BlockKind::Heading(heading);
}
