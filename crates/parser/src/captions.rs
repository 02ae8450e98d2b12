//! Captions of the plugin `caption`: a paragraph `Table: words {#id}` belongs to the table below it, `Figure: words` to the
//! picture, and every picture that stands alone has its title, else its words, below it. All are counted.

use crate::attr;
use crate::page::{block, inline};
use crate::plugins::{CaptionKind, CaptionTarget};
use pamphlet_document::walk::{self, ChildMut};
use pamphlet_document::{Attrs, Block, BlockKind, Figure, Inline, InlineKind, Picture};
use pamphlet_source::Span;

/// Gives the blocks of a page their captions.
pub(crate) fn add(blocks: &mut Vec<Block>, kinds: &[CaptionKind]) {
    if kinds.is_empty() {
        return;
    }
    let counts = kinds.iter().map(|kind| kind.start).collect();
    Work { kinds, counts }.blocks(blocks);
}

struct Work<'k> {
    kinds: &'k [CaptionKind],
    /// The next number of each kind.
    counts: Vec<i64>,
}

/// A caption as it is written.
struct Caption {
    kind: usize,
    content: Vec<Inline>,
    attrs: Attrs,
    span: Span,
}

impl Work<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
        let mut waiting: Option<Caption> = None;
        for mut shown in std::mem::take(blocks) {
            if let Some(caption) = waiting.take() {
                if self.takes(caption.kind, &shown) {
                    out.push(self.captioned(shown, caption));
                    continue;
                }
                // Nothing that it could belong to follows: its words are a paragraph.
                out.push(block(caption.span, BlockKind::Paragraph { content: caption.content }));
            }
            if let Some(caption) = self.caption(&mut shown) {
                waiting = Some(caption);
                continue;
            }
            if let Some(caption) = self.of_picture(&shown) {
                out.push(self.captioned(shown, caption));
                continue;
            }
            // A figure of HTML has its own.
            if !matches!(shown.kind, BlockKind::Figure(_)) {
                walk::children_mut(&mut shown, &mut |child| {
                    if let ChildMut::Blocks(blocks) = child {
                        self.blocks(blocks);
                    }
                });
            }
            out.push(shown);
        }
        if let Some(Caption { content, span, .. }) = waiting {
            out.push(block(span, BlockKind::Paragraph { content }));
        }
        *blocks = out;
    }

    /// Whether a caption can belong to a block.
    fn takes(&self, kind: usize, shown: &Block) -> bool {
        match self.kinds[kind].target {
            CaptionTarget::Table => matches!(shown.kind, BlockKind::Table(_)),
            CaptionTarget::Picture => {
                matches!(&shown.kind, BlockKind::Paragraph { content } if picture(content).is_some())
            }
            CaptionTarget::Any => true,
        }
    }

    /// A paragraph that is a caption.
    fn caption(&self, shown: &mut Block) -> Option<Caption> {
        let BlockKind::Paragraph { content } = &mut shown.kind else { return None };
        let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.first_mut() else { return None };
        let opens =
            |kind: &CaptionKind| text.strip_prefix(kind.mark.as_str()).is_some_and(|rest| rest.starts_with(' '));
        let kind = self.kinds.iter().position(opens)?;
        *text = text[self.kinds[kind].mark.len()..].trim_start().to_owned();
        let mut attrs = std::mem::take(&mut shown.attrs);
        if let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.last_mut()
            && let Some(at) = text.rfind('{').filter(|_| text.trim_end().ends_with('}'))
        {
            if let Some((own, _)) = attr::parse(&text[at..]) {
                // Classes are for the eyes of the website.
                attrs.id = own.id.or(attrs.id);
            }
            text.truncate(text[..at].trim_end().len());
        }
        Some(Caption { kind, content: std::mem::take(content), attrs, span: shown.span })
    }

    /// The caption of a picture that stands alone.
    fn of_picture(&self, shown: &Block) -> Option<Caption> {
        let kind = self.kinds.iter().position(|kind| kind.target == CaptionTarget::Picture)?;
        let BlockKind::Paragraph { content } = &shown.kind else { return None };
        let picture = picture(content)?;
        let words = Some(picture.alternative.as_str()).filter(|_| !self.kinds[kind].ignores_words);
        let text = picture.title.as_deref().or(words).map(str::trim).filter(|text| !text.is_empty())?;
        let place = Span { start: shown.span.end, end: shown.span.end };
        let content = vec![inline(place, InlineKind::Text { text: text.to_owned() })];
        Some(Caption { kind, content, attrs: Attrs::default(), span: place })
    }

    /// A block with its caption, which is counted.
    fn captioned(&mut self, mut shown: Block, caption: Caption) -> Block {
        let kind = &self.kinds[caption.kind];
        let number = self.counts[caption.kind];
        self.counts[caption.kind] = number.saturating_add(kind.step);
        let mut content = caption.content;
        let place = Span { end: caption.span.start, ..caption.span };
        let prefix = kind.filled(&kind.prefix, number);
        content.insert(0, inline(place, InlineKind::Text { text: format!("{prefix} ") }));
        if let BlockKind::Paragraph { content } = &mut shown.kind {
            untitled(content);
        }
        let attrs = Attrs { id: caption.attrs.id.or_else(|| Some(kind.filled(&kind.id, number))), ..caption.attrs };
        let figure = Figure {
            caption: vec![block(caption.span, BlockKind::Paragraph { content })],
            label: Some(kind.filled(&kind.reference, number)),
            alignment: None,
            blocks: Vec::new(),
        };
        let span = caption.span.join(shown.span);
        Block { attrs, ..block(span, BlockKind::Figure(Figure { blocks: vec![shown], ..figure })) }
    }
}

/// The picture that a paragraph is, linked or not.
fn picture(content: &[Inline]) -> Option<&Picture> {
    match content {
        [Inline { kind: InlineKind::Picture(picture), .. }] => Some(picture),
        [Inline { kind: InlineKind::Link(link), .. }] => picture(&link.content),
        _ => None,
    }
}

/// Takes the title of a picture, which its caption says.
fn untitled(content: &mut [Inline]) {
    match content {
        [Inline { kind: InlineKind::Picture(picture), .. }] => picture.title = None,
        [Inline { kind: InlineKind::Link(link), .. }] => untitled(&mut link.content),
        _ => {}
    }
}
