//! Lists of threats: small words, then a list of nothing but links with the icon of a threat.

use super::{icon, link};
use pamphlet_document::{
    Attrs, Block, BlockKind, Emphasis, Inline, InlineKind, List, ListItem, ListKind, Target, Threat, ThreatKind,
    Threats,
};

/// Joins every list of threats among blocks of one origin with the words before it.
pub(super) fn join(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        if is_intro(&blocks[at - 1]) && is_list(&blocks[at]) {
            let list = blocks.remove(at);
            let nothing =
                Block { span: list.span, attrs: Attrs::default(), language: None, kind: BlockKind::PageBreak };
            let intro = std::mem::replace(&mut blocks[at - 1], nothing);
            blocks[at - 1] = make(intro, list);
        }
        at += 1;
    }
}

/// Whether a block can be the words before a list of threats: a paragraph in small print.
pub(super) fn is_intro(block: &Block) -> bool {
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
        _ => link::is_space(inline),
    }) && any
}

/// Whether a block is a list of threats.
pub(super) fn is_list(block: &Block) -> bool {
    let BlockKind::List(List { list: ListKind::Bullet, items, .. }) = &block.kind else { return false };
    !items.is_empty()
        && items.iter().all(|item| item_content(item).is_some())
        && items.iter().any(|item| kind(item) != ThreatKind::Other)
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

fn kind(item: &ListItem) -> ThreatKind {
    let Some(content) = item_content(item) else { return ThreatKind::Other };
    content
        .iter()
        .find_map(|inline| {
            let InlineKind::Link(found) = &inline.kind else { return None };
            let classes = &inline.attrs.classes;
            let by_icon = link::first_icon(&found.content).and_then(icon::threat);
            let leads_to_anchor = matches!(&found.target, Target::Written { address } if address.contains('#'));
            by_icon.or_else(|| {
                let by_class = classes.iter().find_map(|class| icon::threat_of_class(class));
                by_class.filter(|_| leads_to_anchor)
            })
        })
        .unwrap_or(ThreatKind::Other)
}

/// The threats that small words and a list make.
pub(super) fn make(intro: Block, list: Block) -> Block {
    let (span, mut attrs, language) = (intro.span.join(list.span), intro.attrs, intro.language);
    attrs.merge(list.attrs);
    let BlockKind::List(List { items, .. }) = list.kind else {
        return Block { span, attrs, language, kind: BlockKind::Group { blocks: vec![] } };
    };
    let items = items
        .into_iter()
        .map(|item| {
            let threat = kind(&item);
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
