//! Lists of threats: small words, then a list of nothing but links, with the classes of threats.

use super::link;
use pamphlet_document::{
    Block, BlockKind, Emphasis, Inline, InlineKind, List, ListItem, ListKind, Threat, ThreatKind, Threats, Vocabulary,
    leading_icon,
};

/// Joins every list of threats among blocks of one origin with the words before it.
pub(super) fn join(blocks: &mut Vec<Block>, vocabulary: &Vocabulary) {
    let mut at = 1;
    while at < blocks.len() {
        if is_intro(&blocks[at - 1]) && is_list(&blocks[at], vocabulary) {
            let list = blocks.remove(at);
            let intro = blocks.remove(at - 1);
            blocks.insert(at - 1, make(intro, list, vocabulary));
        }
        at += 1;
    }
}

/// Whether a block can be the words before a list of threats: a paragraph in small print.
fn is_intro(block: &Block) -> bool {
    let content = match &block.kind {
        BlockKind::Paragraph { content } => content,
        BlockKind::Group { blocks } => return matches!(blocks.as_slice(), [only] if is_intro(only)),
        _ => return false,
    };
    let mut any = false;
    content.iter().all(|inline| match &inline.kind {
        InlineKind::Styled { style: Emphasis::Small, .. } => {
            any = true;
            true
        }
        _ => inline.is_space(),
    }) && any
}

/// Whether a block is a list of threats: a class says so, since an icon alone can stand before anything.
fn is_list(block: &Block, vocabulary: &Vocabulary) -> bool {
    let BlockKind::List(List { list: ListKind::Bullet, items, .. }) = &block.kind else { return false };
    let is_classed =
        |content: &Vec<Inline>| links(content).any(|(_, classes)| vocabulary.threat_of_class(classes).is_some());
    !items.is_empty()
        && items.iter().all(|item| item_content(item).is_some())
        && items.iter().filter_map(item_content).any(is_classed)
}

fn item_content(item: &ListItem) -> Option<&Vec<Inline>> {
    match item.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph { content } | BlockKind::Buttons { content }, .. }]
            if link::only_links(content) =>
        {
            Some(content)
        }
        _ => None,
    }
}

/// The links of an item, with their classes.
fn links(content: &[Inline]) -> impl Iterator<Item = (&[Inline], &[String])> {
    content.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link(found) => Some((found.content.as_slice(), inline.attrs.classes.as_slice())),
        _ => None,
    })
}

/// Which threat an item is, by its icon, else by its class.
fn kind(item: &ListItem, vocabulary: &Vocabulary) -> ThreatKind {
    item_content(item)
        .and_then(|content| {
            links(content).find_map(|(content, classes)| {
                let by_icon = leading_icon(content).and_then(|icon| vocabulary.threat_of_icon(icon));
                by_icon.or_else(|| vocabulary.threat_of_class(classes))
            })
        })
        .unwrap_or_else(ThreatKind::other)
}

/// The threats that small words and a list make.
fn make(intro: Block, list: Block, vocabulary: &Vocabulary) -> Block {
    let (span, mut attrs, language) = (intro.span.join(list.span), intro.attrs, intro.language);
    attrs.merge(list.attrs);
    let BlockKind::List(List { items, .. }) = list.kind else {
        return Block { span, attrs, language, kind: BlockKind::Group { blocks: vec![] } };
    };
    let items = items
        .into_iter()
        .map(|item| {
            let threat = kind(&item, vocabulary);
            let content = item.blocks.into_iter().next().map(|block| match block.kind {
                BlockKind::Paragraph { content } | BlockKind::Buttons { content } => content,
                _ => Vec::new(),
            });
            Threat { span: item.span, attrs: item.attrs, threat, content: content.unwrap_or_default() }
        })
        .collect();
    Block { span, attrs, language, kind: BlockKind::Threats(Threats { intro: words(intro.kind), items }) }
}

fn words(kind: BlockKind) -> Vec<Inline> {
    match kind {
        BlockKind::Paragraph { content } => content,
        BlockKind::Group { blocks } => blocks.into_iter().next().map(|block| words(block.kind)).unwrap_or_default(),
        _ => Vec::new(),
    }
}
