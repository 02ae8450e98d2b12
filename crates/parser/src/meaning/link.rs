//! Links: their roles by icon, their look by class, their words by title.

use super::icon;
use pamphlet_document::walk::inline_children_mut;
use pamphlet_document::{Attrs, Block, BlockKind, Button, Inline, InlineKind, Link};

/// Gives links their role, button and title.
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
    if link.role.is_none() && (link.button.is_some() || attrs.has_class("card-link") || only_icon(link)) {
        link.role = first_icon(&link.content).and_then(icon::role);
    }
}

/// The icon that a text begins with.
pub(super) fn first_icon(content: &[Inline]) -> Option<&str> {
    content.iter().find(|inline| !is_space(inline)).and_then(|inline| match &inline.kind {
        InlineKind::Icon { name } => Some(name.as_str()),
        _ => None,
    })
}

fn only_icon(link: &Link) -> bool {
    !link.content.is_empty()
        && link.content.iter().all(|inline| matches!(inline.kind, InlineKind::Icon { .. }) || is_space(inline))
}

/// Whether an inline is nothing but room.
pub(super) fn is_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text { text } => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{2060}'),
        _ => false,
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
        _ => is_space(inline),
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
