//! How lists nest. Authors look at what Python-Markdown makes of their lists, so a source page is read as it reads.
//! Translation tools write lists as `CommonMark` does, so a translation is read that way, but for the sections in which
//! only Python-Markdown's way gives the blocks that the source page has there: their lists were left as they stood.

use crate::skeleton::{ShapeKind, Skeleton, shape};
use crate::text::Line;
use pamphlet_document::walk::{self, Child};
use pamphlet_document::{Block, BlockKind};
use std::ops::Range;

/// How lists nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nesting {
    /// As Python-Markdown reads them, which is what authors look at: four columns, a list needs a blank line before it.
    Python,
    /// As `CommonMark` reads them: what translation tools write when they mean the same.
    CommonMark,
}

/// Where lists nest as Python-Markdown reads them: bytes of the buffer, in order. Elsewhere as `CommonMark` does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nested(Vec<Range<usize>>);

impl Nested {
    /// The whole page.
    fn everywhere() -> Self {
        Self(std::iter::once(0..usize::MAX).collect())
    }

    /// How the list nests that begins with this line.
    pub(crate) fn at(&self, line: Line) -> Nesting {
        let before = self.0.partition_point(|range| range.start <= line.start);
        match self.0[..before].last() {
            Some(range) if line.start < range.end => Nesting::Python,
            _ => Nesting::CommonMark,
        }
    }
}

/// What stands between a heading and the next one.
struct Section {
    /// Where it begins in the buffer.
    start: usize,
    /// How deep each block stands, and what it is.
    blocks: Vec<(u16, ShapeKind)>,
}

/// Reads a page: the source page once, a translation again where its lists differ from those of the source page.
/// That is at most three times, and once for most. Notebooks are `CommonMark` to Jupyter and to its plugin.
pub(crate) fn settle<P>(
    reference: Option<&Skeleton>,
    is_notebook: bool,
    read: impl Fn(Nested) -> (P, Vec<Block>),
) -> (P, Vec<Block>) {
    if is_notebook {
        return read(Nested::default());
    }
    let Some(reference) = reference else { return read(Nested::everywhere()) };
    let first = read(Nested::default());
    let as_commonmark = sections(&first.1);
    if as_commonmark.len() != reference.sections.len() {
        return first;
    }
    let ends = as_commonmark.iter().skip(1).map(|section| section.start).chain([usize::MAX]);
    let places: Vec<Range<usize>> = as_commonmark.iter().zip(ends).map(|(section, end)| section.start..end).collect();
    let doubtful: Vec<usize> = (0..places.len())
        .filter(|&at| {
            let section = &as_commonmark[at];
            section.blocks.iter().any(|(_, kind)| is_list(kind)) && !is_like(section, reference, at)
        })
        .collect();
    if doubtful.is_empty() {
        return first;
    }
    let nested = |sections: &[usize]| Nested(sections.iter().map(|&at| places[at].clone()).collect());
    let second = read(nested(&doubtful));
    let as_python = sections(&second.1);
    if as_python.len() != reference.sections.len() {
        return first;
    }
    let settled: Vec<usize> = doubtful.iter().copied().filter(|&at| is_like(&as_python[at], reference, at)).collect();
    match settled.len() {
        0 => first,
        count if count == doubtful.len() => second,
        _ => read(nested(&settled)),
    }
}

/// Whether a section has the paragraphs and lists of the same section of the source page.
fn is_like(section: &Section, reference: &Skeleton, at: usize) -> bool {
    let is_text = |kind: &ShapeKind| is_list(kind) || *kind == ShapeKind::Paragraph;
    let wanted = reference.sections[at].blocks.iter().map(|shape| (shape.depth, &shape.kind));
    let found = section.blocks.iter().map(|(depth, kind)| (*depth, kind));
    wanted.filter(|(_, kind)| is_text(kind)).eq(found.filter(|(_, kind)| is_text(kind)))
}

fn is_list(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::List { .. })
}

/// The sections of a page, as a skeleton has them.
fn sections(blocks: &[Block]) -> Vec<Section> {
    let mut sections = vec![Section { start: 0, blocks: Vec::new() }];
    for block in blocks {
        add(block, 0, &mut sections);
    }
    sections
}

fn add(block: &Block, depth: u16, sections: &mut Vec<Section>) {
    if matches!(block.kind, BlockKind::Heading(_)) {
        sections.push(Section { start: block.span.start as usize, blocks: Vec::new() });
    } else if let Some(section) = sections.last_mut() {
        section.blocks.push((depth, shape(&block.kind)));
    }
    walk::children(block, &mut |child| {
        if let Child::Blocks(inner) = child {
            for block in inner {
                add(block, depth.saturating_add(1), sections);
            }
        }
    });
}
