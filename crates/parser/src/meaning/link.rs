//! Links: their look by class, their words by title.

use pamphlet_document::walk::inline_children_mut;
use pamphlet_document::{Attrs, Block, BlockKind, Button, Inline, InlineKind, Link};

/// Gives links their button and title.
pub(super) fn refine(content: &mut [Inline]) {
    for inline in content {
        if let InlineKind::Link(link) = &mut inline.kind {
            complete(link, &mut inline.attrs);
            refine(&mut link.content);
        } else if let Some(inner) = inline_children_mut(inline) {
            refine(inner);
        }
    }
}

fn complete(link: &mut Link, attrs: &mut Attrs) {
    if link.title.is_none() {
        link.title = attrs.get("title").map(str::trim).filter(|title| !title.is_empty()).map(Into::into);
    }
    if link.button.is_none() {
        let primary = attrs.has_class("md-button--primary");
        let plain = attrs.has_class("md-button");
        link.button = primary.then_some(Button::Primary).or(plain.then_some(Button::Secondary));
    }
}

/// Whether a text is links and nothing else.
pub(super) fn only_links(content: &[Inline]) -> bool {
    let mut any = false;
    content.iter().all(|inline| match &inline.kind {
        InlineKind::Link(_) => {
            any = true;
            true
        }
        _ => inline.is_space(),
    }) && any
}

/// A paragraph of buttons alone becomes a row of buttons.
pub(super) fn buttons(block: &mut Block) {
    let BlockKind::Paragraph { content } = &mut block.kind else { return };
    let all = only_links(content)
        && content.iter().all(|inline| match &inline.kind {
            InlineKind::Link(link) => link.button.is_some(),
            _ => true,
        });
    if all {
        block.kind = BlockKind::Buttons { content: std::mem::take(content) };
    }
}
