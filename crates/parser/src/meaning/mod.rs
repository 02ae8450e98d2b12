//! What blocks mean beyond their form: recommendations, threats, criteria, the roles of links. Told by structure, and
//! inside it by the classes and icons of the site's [`Vocabulary`], never by the words of a language. Outside of it
//! those classes and icons mean nothing.
//!
//! Nothing gets lost: what does not fit the fields of a [`pamphlet_document::Card`] goes to its `further`, and a
//! recommendation that has not the least that a card needs stays a callout.

mod card;
mod criteria;
mod language;
mod link;
mod threats;

pub(crate) use card::is_surely_card;

use crate::Skeleton;
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Block, BlockKind, Vocabulary, plain_text};

/// Gives the blocks of a page their meaning, at every depth. `reference` is the shape of the source page, if the
/// page translates one.
pub(crate) fn apply(blocks: &mut Vec<Block>, reference: Option<&Skeleton>, vocabulary: &Vocabulary) {
    let mut heading = String::new();
    for block in blocks.iter_mut() {
        if let BlockKind::Heading(found) = &block.kind {
            heading = plain_text(&found.content);
        }
        if matters(block) {
            refine(block, &mut heading, vocabulary);
        }
    }
    threats::join(blocks, vocabulary);
    criteria::mark(blocks, reference, vocabulary);
    language::mark(blocks);
}

/// Whether a block could have a meaning beyond its form: cheap, and false for most text.
fn matters(block: &Block) -> bool {
    let mut found = false;
    walk::each_block(std::iter::once(block), &mut |inner| found |= matches!(inner.kind, BlockKind::Admonition(_)));
    if !found {
        walk::each_link(std::iter::once(block), &mut |_| found = true);
    }
    found
}

fn refine(block: &mut Block, heading: &mut String, vocabulary: &Vocabulary) {
    walk::children_mut(block, &mut |child| match child {
        ChildMut::Blocks(inner) => {
            for block in inner.iter_mut() {
                if let BlockKind::Heading(found) = &block.kind {
                    *heading = plain_text(&found.content);
                }
                refine(block, heading, vocabulary);
            }
            threats::join(inner, vocabulary);
        }
        ChildMut::Inlines(content) => link::refine(content),
        ChildMut::Link(_) | ChildMut::Picture(_) => {}
    });
    card::recognise(block, heading, vocabulary);
    link::buttons(block);
}
