//! The language that a block says of itself: `lang`, in HTML or in an attribute list.

use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Attrs, Block, BlockKind};
use pamphlet_locale::Tag;

/// Takes over what blocks and items say of their language, at every depth.
pub(super) fn mark(blocks: &mut [Block]) {
    for block in blocks {
        if let Some(language) = said(&block.attrs) {
            block.language = Some(language);
        }
        if let BlockKind::List(list) = &mut block.kind {
            for item in &mut list.items {
                if let Some(language) = said(&item.attrs) {
                    item.language = Some(language);
                }
            }
        }
        walk::children_mut(block, &mut |child| match child {
            ChildMut::Blocks(inner) => mark(inner),
            ChildMut::Inlines(_) | ChildMut::Link(_) | ChildMut::Picture(_) => {}
        });
    }
}

fn said(attrs: &Attrs) -> Option<Tag> {
    attrs.get("lang").and_then(Tag::parse)
}
