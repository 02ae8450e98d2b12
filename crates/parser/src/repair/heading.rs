//! Headings that a translation lost: their marks were left out, and a paragraph stands where the source page has them.

use crate::context::Context;
use crate::report::Report;
use crate::skeleton::{HeadingShape, ShapeKind, Skeleton, shape};
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Block, BlockKind, Heading, InlineKind, plain_text};
use pamphlet_source::{Code, Diagnostic, Span, TextEdit, limits};
use std::mem::{Discriminant, discriminant};

/// A block, as it is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Heading(u8),
    Block(Discriminant<ShapeKind>),
}

/// Makes headings of the paragraphs of a translation that stand, between blocks that both pages have, where the source
/// page has a heading and nothing else.
pub(crate) fn mend(context: &Context<'_>, blocks: &mut [Block], report: &mut Report) {
    let Some(reference) = context.reference.filter(|_| context.repair) else { return };
    let mut found = Vec::new();
    walk::each_block(blocks.iter(), &mut |block| found.push(token(block)));
    let headings = found.iter().filter(|token| matches!(token, Token::Heading(_))).count();
    let (wanted, shapes) = tokens(reference);
    if headings >= reference.heading_count() || found.len().saturating_mul(wanted.len()) > limits::HEADING_PAIRS {
        return;
    }
    let lost: Vec<(usize, &HeadingShape)> = replaced(&wanted, &found)
        .into_iter()
        .filter(|&(_, at)| found[at] == Token::Block(discriminant(&ShapeKind::Paragraph)))
        .filter_map(|(source, at)| Some((at, shapes[source]?)))
        .collect();
    let mut lost = lost.into_iter().peekable();
    let mut at = 0;
    for block in blocks {
        change(block, &mut at, &mut |block, at| {
            if let Some((_, shape)) = lost.next_if(|(lost, _)| *lost == at) {
                make_heading(block, shape, report);
            }
        });
    }
}

fn token(block: &Block) -> Token {
    match &block.kind {
        BlockKind::Heading(heading) => Token::Heading(heading.level),
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

/// Pairs of blocks, one of each page, that stand alone between two blocks that both have.
fn replaced(wanted: &[Token], found: &[Token]) -> Vec<(usize, usize)> {
    // How many blocks the rests of both have in common.
    let width = found.len() + 1;
    let mut common = vec![0u32; (wanted.len() + 1) * width];
    for row in (0..wanted.len()).rev() {
        for column in (0..found.len()).rev() {
            common[row * width + column] = if wanted[row] == found[column] {
                common[(row + 1) * width + column + 1] + 1
            } else {
                common[(row + 1) * width + column].max(common[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let (mut from_row, mut from_column) = (0, 0);
    let mut out = Vec::new();
    loop {
        let ends = row == wanted.len() || column == found.len();
        if ends || wanted[row] == found[column] {
            let (end_row, end_column) = if ends { (wanted.len(), found.len()) } else { (row, column) };
            if end_row == from_row + 1 && end_column == from_column + 1 {
                out.push((from_row, from_column));
            }
            if ends {
                return out;
            }
            (row, column) = (row + 1, column + 1);
            (from_row, from_column) = (row, column);
        } else if common[(row + 1) * width + column] >= common[row * width + column + 1] {
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

fn make_heading(block: &mut Block, shape: &HeadingShape, report: &mut Report) {
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
    let said = Diagnostic::new(Code::RepairTranslatedSyntax, "a heading lost its `#` signs");
    let said = said.help("put the `#` signs of the source page before it").original(&text);
    // A heading is one line.
    let is_line = !content.iter().any(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak));
    let marks = format!("{} ", "#".repeat(usize::from(shape.level)));
    let start = block.span.start as usize;
    let edit = is_line.then(|| TextEdit { span: Span::new(start, start), put: marks });
    report.mended(block.span, said, edit);
    let heading = Heading { level: shape.level, role: shape.role, anchor: String::new(), aliases: Vec::new(), content };
    block.kind = BlockKind::Heading(heading);
}
