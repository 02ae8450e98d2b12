//! Recommendations become cards: logo, name, description, links by role, downloads by platform.

use super::link;
use crate::context::Context;
use pamphlet_document::{
    AssetRef, Attrs, Block, BlockKind, CalloutKind, CalloutTitle, Card, CardLink, Collapsible, Download, Downloads,
    Emphasis, Inline, InlineKind, Link, LinkRole, List, Picture, Target, Vocabulary, entry_icon, leading_icon,
    plain_text,
};
use pamphlet_source::Span;

/// Turns a recommendation that has what a card needs into a card. `heading` is the text of the heading above it.
pub(super) fn recognise(block: &mut Block, heading: &str, vocabulary: &Vocabulary) {
    let BlockKind::Admonition(admonition) = &mut block.kind else { return };
    if admonition.callout != CalloutKind::Recommendation || !is_card(&admonition.blocks, vocabulary) {
        return;
    }
    // Annotations of a card stand round it, so that its parts are its own.
    if let [Block { kind: BlockKind::Annotated(annotated), .. }] = admonition.blocks.as_mut_slice()
        && is_card(&annotated.blocks, vocabulary)
    {
        let inner = std::mem::take(&mut annotated.blocks);
        let title = std::mem::replace(&mut admonition.heading, CalloutTitle::Absent);
        let card = make(inner, title, heading, vocabulary);
        let inside = Block { span: block.span, attrs: Attrs::default(), language: None, kind: BlockKind::Card(card) };
        annotated.blocks.push(inside);
        let annotated = std::mem::take(&mut admonition.blocks).pop();
        if let Some(annotated) = annotated {
            block.kind = annotated.kind;
        }
        return;
    }
    let blocks = std::mem::take(&mut admonition.blocks);
    let title = std::mem::replace(&mut admonition.heading, CalloutTitle::Absent);
    block.kind = BlockKind::Card(make(blocks, title, heading, vocabulary));
}

/// Whether blocks have the least that makes a card: a logo or a name, and somewhere to go.
fn is_card(blocks: &[Block], vocabulary: &Vocabulary) -> bool {
    if let [Block { kind: BlockKind::Annotated(annotated), .. }] = blocks {
        return is_card(&annotated.blocks, vocabulary);
    }
    let facts = Facts::of(blocks, vocabulary);
    (facts.logo || facts.name) && (facts.links || facts.downloads)
}

/// Whether blocks can hardly be anything but a card, whatever their callout is called: a logo, a name in bold, and
/// links of a card, with the class of such links here or in the source page.
pub(crate) fn is_surely_card(blocks: &[Block], context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    let facts = Facts::of(blocks, vocabulary);
    let in_source = || {
        let known = context.reference.map(|reference| &reference.classes);
        known.is_some_and(|known| vocabulary.link_classes().iter().any(|class| known.contains(class)))
    };
    vocabulary.card_class().is_some() && facts.logo && facts.name && facts.links && (facts.classed || in_source())
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part that is there or not")]
struct Facts {
    logo: bool,
    name: bool,
    links: bool,
    /// Whether a link has the class of a card's.
    classed: bool,
    downloads: bool,
}

impl Facts {
    fn of(blocks: &[Block], vocabulary: &Vocabulary) -> Self {
        let mut facts = Self::default();
        for (at, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph { content } | BlockKind::Buttons { content } => {
                    facts.logo |= at == 0 && logo_length(content) > 0;
                    facts.name |= bold(content).is_some();
                    facts.links |= lines(content).any(|line| is_link_line(line, vocabulary));
                    facts.classed |= content.iter().any(|inline| is_classed(inline, vocabulary));
                }
                BlockKind::Figure(figure) => facts.logo |= at == 0 && figure.picture().is_some(),
                BlockKind::Collapsible(collapsible) => {
                    facts.downloads |= collapsible.blocks.iter().any(is_download_list);
                }
                BlockKind::List(_) => facts.downloads |= is_download_list(block),
                _ => {}
            }
        }
        facts
    }
}

fn make(blocks: Vec<Block>, title: CalloutTitle, heading: &str, vocabulary: &Vocabulary) -> Card {
    let mut card = Card {
        id: None,
        name: String::new(),
        title,
        logo: None,
        description: Vec::new(),
        links: Vec::new(),
        downloads: None,
        further: Vec::new(),
    };
    for (at, block) in blocks.into_iter().enumerate() {
        place(&mut card, block, at == 0, vocabulary);
    }
    card.name = name(&card, heading);
    card
}

/// Puts a block where it belongs. What comes after the links is further text, so that nothing moves forward.
fn place(card: &mut Card, mut block: Block, first: bool, vocabulary: &Vocabulary) {
    match &mut block.kind {
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => {
            let mut content = std::mem::take(content);
            if first {
                let length = logo_length(&content);
                if length > 0 {
                    let rest = content.split_off(length);
                    card.logo = picture(content);
                    content = rest;
                    while content.first().is_some_and(Inline::is_space) {
                        content.remove(0);
                    }
                }
            }
            for (is_links, line) in parts(content, vocabulary) {
                if is_links {
                    card.links.extend(line.into_iter().filter_map(|inline| card_link(inline, vocabulary)));
                } else {
                    let span = line.iter().map(|inline| inline.span).reduce(Span::join).unwrap_or(block.span);
                    let attrs = std::mem::take(&mut block.attrs);
                    let language = block.language.clone();
                    let part = Block { span, attrs, language, kind: BlockKind::Paragraph { content: line } };
                    rest(card).push(part);
                }
            }
        }
        BlockKind::Figure(figure) if first && figure.caption.is_empty() && figure.picture().is_some() => {
            card.logo = figure.picture().cloned();
        }
        BlockKind::Collapsible(collapsible) if card.downloads.is_none() && is_downloads(collapsible) => {
            let items = download_items(std::mem::take(&mut collapsible.blocks), vocabulary);
            let summary = match std::mem::replace(&mut collapsible.heading, CalloutTitle::Absent) {
                CalloutTitle::Written { content, .. } => content,
                CalloutTitle::Absent | CalloutTitle::Implied { .. } => Vec::new(),
            };
            card.downloads = Some(Downloads { span: block.span, attrs: block.attrs, summary, items });
        }
        BlockKind::List(list) if card.downloads.is_none() && !card.links.is_empty() && is_download_items(list) => {
            let (span, attrs) = (block.span, block.attrs.clone());
            let items = download_items(vec![block], vocabulary);
            card.downloads = Some(Downloads { span, attrs, summary: Vec::new(), items });
        }
        _ => rest(card).push(block),
    }
}

fn rest(card: &mut Card) -> &mut Vec<Block> {
    if card.links.is_empty() && card.downloads.is_none() { &mut card.description } else { &mut card.further }
}

fn name(card: &Card, heading: &str) -> String {
    let in_bold = card.description.iter().chain(&card.further).find_map(|block| match &block.kind {
        // In a later sentence it stresses something else.
        BlockKind::Paragraph { content } => {
            bold(content).filter(|(at, _)| !ends_sentence(&content[..*at])).map(|(_, name)| name)
        }
        _ => None,
    });
    let logo = || card.logo.as_ref().map(|logo| logo.alternative.trim().to_owned()).filter(|text| !text.is_empty());
    let heading = || Some(heading.to_owned()).filter(|text| !text.is_empty());
    in_bold.or_else(heading).or_else(logo).unwrap_or_default()
}

/// The first words in bold, and how many inlines stand before them.
fn bold(content: &[Inline]) -> Option<(usize, String)> {
    content.iter().enumerate().find_map(|(at, inline)| match &inline.kind {
        InlineKind::Styled { style: Emphasis::Strong, content } => {
            Some((at, plain_text(content))).filter(|(_, text)| !text.is_empty())
        }
        _ => None,
    })
}

/// Whether a sentence ends in a run.
fn ends_sentence(content: &[Inline]) -> bool {
    let text = plain_text(content);
    text.char_indices().any(|(at, mark)| match mark {
        '.' | '!' | '?' | '؟' | '।' => text[at + mark.len_utf8()..].chars().next().is_none_or(char::is_whitespace),
        '。' | '！' | '？' => true,
        _ => false,
    })
}

/// How many inlines at the head of a text are a logo: one picture, or the pair for light and dark grounds.
fn logo_length(content: &[Inline]) -> usize {
    let mut pictures = 0;
    let mut length = 0;
    for (at, inline) in content.iter().enumerate() {
        match &inline.kind {
            InlineKind::Picture(picture) if pictures == 0 || (pictures == 1 && is_variant(picture)) => {
                pictures += 1;
                length = at + 1;
            }
            _ if inline.is_space() => {}
            _ => break,
        }
    }
    length
}

/// Whether a picture is for one kind of ground only, as its address says.
fn is_variant(picture: &Picture) -> bool {
    is_dark(picture) || address(picture).is_some_and(|address| ends(address, &["#only-light", "#gh-light-mode-only"]))
}

fn is_dark(picture: &Picture) -> bool {
    address(picture).is_some_and(|address| ends(address, &["#only-dark", "#gh-dark-mode-only"]))
}

fn ends(address: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| address.ends_with(ending))
}

fn address(picture: &Picture) -> Option<&str> {
    match &picture.source {
        AssetRef::Written { address } => Some(address),
        AssetRef::Local { .. } | AssetRef::Remote { .. } | AssetRef::Missing { .. } => None,
    }
}

fn picture(content: Vec<Inline>) -> Option<Picture> {
    let mut pictures = content.into_iter().filter_map(|inline| match inline.kind {
        InlineKind::Picture(picture) => Some(picture),
        _ => None,
    });
    let mut first = pictures.next()?;
    if let Some(mut second) = pictures.next() {
        if is_dark(&first) {
            std::mem::swap(&mut first, &mut second);
        }
        if first.dark.is_none() {
            first.dark = Some(second.source);
        }
    }
    Some(first)
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)
}

/// The lines of a text.
fn lines(content: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    content.split(is_break)
}

/// Whether a line holds nothing but links, one of them with the look, the class or the icon of a card's.
fn is_link_line(line: &[Inline], vocabulary: &Vocabulary) -> bool {
    link::only_links(line)
        && line.iter().any(|inline| match &inline.kind {
            InlineKind::Link(found) => {
                let by_icon = || only_icon(found) && role(found, vocabulary).is_some();
                found.button.is_some() || is_classed(inline, vocabulary) || by_icon()
            }
            _ => false,
        })
}

/// Whether an inline is a link with the class of a card's.
fn is_classed(inline: &Inline, vocabulary: &Vocabulary) -> bool {
    matches!(inline.kind, InlineKind::Link(_)) && vocabulary.is_card_link(&inline.attrs.classes)
}

fn only_icon(link: &Link) -> bool {
    !link.content.is_empty()
        && link.content.iter().all(|inline| matches!(inline.kind, InlineKind::Icon { .. }) || inline.is_space())
}

/// What a link of a card leads to, by its icon.
fn role(link: &Link, vocabulary: &Vocabulary) -> Option<LinkRole> {
    leading_icon(&link.content).and_then(|icon| vocabulary.role(icon))
}

/// A text, parted into runs of lines that are a card's links and runs that are not.
fn parts(content: Vec<Inline>, vocabulary: &Vocabulary) -> Vec<(bool, Vec<Inline>)> {
    let mut out: Vec<(bool, Vec<Inline>)> = Vec::new();
    let mut line = Vec::new();
    let mut pending: Option<Inline> = None;
    let mut end = |line: &mut Vec<Inline>, breaks: Option<Inline>| {
        let kind = is_link_line(line, vocabulary);
        match out.last_mut() {
            Some((last, run)) if *last == kind => {
                run.extend(breaks);
                run.append(line);
            }
            _ if line.iter().all(Inline::is_space) => line.clear(),
            _ => out.push((kind, std::mem::take(line))),
        }
    };
    for inline in content {
        if is_break(&inline) {
            end(&mut line, pending.take());
            pending = Some(inline);
        } else {
            line.push(inline);
        }
    }
    end(&mut line, pending);
    out
}

fn card_link(inline: Inline, vocabulary: &Vocabulary) -> Option<CardLink> {
    match inline.kind {
        InlineKind::Link(mut found) => {
            found.role = role(&found, vocabulary);
            let role = found.role.clone().unwrap_or_else(LinkRole::other);
            Some(CardLink { span: inline.span, attrs: inline.attrs, role, link: found })
        }
        _ => None,
    }
}

fn is_downloads(collapsible: &Collapsible) -> bool {
    !collapsible.blocks.is_empty() && collapsible.blocks.iter().all(is_download_list)
}

/// Whether a block is a list whose items are one line each and begin with a link that has an icon.
fn is_download_list(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::List(list) if is_download_items(list))
}

fn is_download_items(List { items, .. }: &List) -> bool {
    let content = |blocks: &[Block]| match blocks {
        [Block { kind: BlockKind::Paragraph { content } | BlockKind::Buttons { content }, .. }] => {
            Some(entry_icon(content).is_some())
        }
        _ => None,
    };
    !items.is_empty()
        && items.iter().all(|item| content(&item.blocks).is_some())
        && items.iter().any(|item| content(&item.blocks) == Some(true))
}

fn download_items(blocks: Vec<Block>, vocabulary: &Vocabulary) -> Vec<Download> {
    let lists = blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::List(list) => Some(list.items),
        _ => None,
    });
    lists
        .flatten()
        .map(|item| {
            let mut attrs = item.attrs;
            let mut content = Vec::new();
            for block in item.blocks {
                if let BlockKind::Paragraph { content: own } | BlockKind::Buttons { content: own } = block.kind {
                    attrs.merge(block.attrs);
                    content = own;
                }
            }
            let platform = vocabulary.download(entry_icon(&content), address_of(&content));
            Download { span: item.span, attrs, platform, content }
        })
        .collect()
}

/// The address that an entry leads to.
fn address_of(content: &[Inline]) -> Option<&str> {
    content.iter().find_map(|inline| match &inline.kind {
        InlineKind::Link(Link { target: Target::Written { address }, .. }) => Some(address.as_str()),
        _ => None,
    })
}
