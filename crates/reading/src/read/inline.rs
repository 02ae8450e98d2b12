//! What stands in a line.

use super::{Around, Reader, of_ours, text_of};
use crate::icon::{self, Position};
use crate::link::{self, Hint};
use crate::run::{self, Run};
use crate::{Alternative, AssetRef, Icon, Inline, InlineKind, Link, Math, Picture, Saying, Words, plain_text};
use pamphlet_document::{self as document, Attrs, Emphasis, says_something, words_beside_pictures};
use pamphlet_locale::Catalog;
use pamphlet_source::Span;

/// A run while it is read.
struct Pen<'p> {
    /// What was seen when looking through it.
    run: Run,
    /// What is known of its links.
    hint: Option<Hint<'p>>,
    /// Whether its icons decorate, whatever stands beside them.
    beside_words: bool,
    /// The words, in lower case, of the link that is being read; none outside of links.
    link: Option<String>,
}

impl Reader<'_> {
    /// A run of text from one end to the other.
    pub(super) fn inlines(&mut self, content: &[document::Inline], around: Around<'_>) -> Vec<Inline> {
        self.run(content, None, false, around)
    }

    /// A run whose icons stand beside words that are known elsewhere: they decorate.
    pub(super) fn beside_words(
        &mut self,
        content: &[document::Inline],
        hint: Option<Hint<'_>>,
        around: Around<'_>,
    ) -> Vec<Inline> {
        self.run(content, hint, true, around)
    }

    fn run(
        &mut self,
        content: &[document::Inline],
        hint: Option<Hint<'_>>,
        beside_words: bool,
        around: Around<'_>,
    ) -> Vec<Inline> {
        let run = run::look_through(content, around.language);
        let mut pen = Pen { run, hint, beside_words, link: None };
        let mut out = Vec::with_capacity(content.len());
        self.push_all(content, &mut pen, around, &mut out);
        out
    }

    /// A link that is no inline of its own.
    pub(super) fn lone_link(
        &mut self,
        link: &document::Link,
        span: Span,
        hint: Option<Hint<'_>>,
        around: Around<'_>,
    ) -> Link {
        let run = run::look_through(&link.content, around.language);
        self.link(link, span, &mut Pen { run, hint, beside_words: true, link: None }, around)
    }

    fn push_all(&mut self, content: &[document::Inline], pen: &mut Pen<'_>, around: Around<'_>, out: &mut Vec<Inline>) {
        for (index, inline) in content.iter().enumerate() {
            let beside = matches!(inline.kind, document::InlineKind::Picture(_)) && pen.link.is_none();
            let beside = beside.then(|| linked_beside(content, index)).flatten();
            if let Some(kind) = self.kind_of(inline, pen, around, beside.as_deref()) {
                push(Inline { span: inline.span, attrs: inline.attrs.clone(), kind }, out);
            }
        }
    }

    fn all(&mut self, content: &[document::Inline], pen: &mut Pen<'_>, around: Around<'_>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        self.push_all(content, pen, around, &mut out);
        out
    }

    fn kind_of(
        &mut self,
        inline: &document::Inline,
        pen: &mut Pen<'_>,
        around: Around<'_>,
        beside: Option<&str>,
    ) -> Option<InlineKind> {
        Some(match &inline.kind {
            document::InlineKind::Text { text } => InlineKind::Text { text: text.clone() },
            document::InlineKind::SoftBreak => {
                if !pen.run.spaces.pop_front().unwrap_or(true) {
                    return None;
                }
                InlineKind::Text { text: " ".to_owned() }
            }
            document::InlineKind::LineBreak => InlineKind::LineBreak,
            document::InlineKind::Styled { style, content } => {
                let mut content = self.all(content, pen, around);
                if *style == Emphasis::Quoted {
                    let catalog = Catalog::of(around.language);
                    let (open, close) = catalog.quotation_marks(0);
                    content.insert(0, text_of(open, inline.span));
                    content.push(text_of(close, inline.span));
                }
                InlineKind::Styled { style: *style, content }
            }
            document::InlineKind::Span { content } => InlineKind::Span { content: self.all(content, pen, around) },
            document::InlineKind::Language { language, content } => {
                let around = Around { language, ..around };
                InlineKind::Language { language: language.clone(), content: self.all(content, pen, around) }
            }
            document::InlineKind::Comment { text } => InlineKind::Comment { text: text.trim().to_owned() },
            document::InlineKind::Keys { keys } => InlineKind::Keys { keys: keys.clone() },
            document::InlineKind::Code { text, language } => {
                let tokens = self.tokens(language.as_deref(), text);
                InlineKind::Code { text: text.clone(), language: language.clone(), tokens }
            }
            document::InlineKind::Link(link) => InlineKind::Link(self.link(link, inline.span, pen, around)),
            document::InlineKind::Picture(picture) => {
                let words = pen.link.as_deref().or(beside);
                let mut alternative = alternative(picture, words);
                if run::is_sign(inline) {
                    alternative = of_sign(alternative, pen);
                }
                InlineKind::Picture(picture_of(picture, &alternative, pen.link.is_some()))
            }
            document::InlineKind::Icon { name } => {
                InlineKind::Icon(Icon { name: name.clone(), says: self.icon(name, pen, around) })
            }
            document::InlineKind::Emoji { shortcode, text } => {
                InlineKind::Emoji { shortcode: shortcode.clone(), text: text.clone() }
            }
            document::InlineKind::FootnoteReference { label, number } => {
                self.note_reference(label, *number, inline.span)
            }
            document::InlineKind::AnnotationReference { number } => {
                InlineKind::AnnotationReference { number: *number, shown: self.digits.format((*number).into()) }
            }
            document::InlineKind::Abbreviation { text, expansion } => {
                InlineKind::Abbreviation { text: text.clone(), expansion: expansion.clone() }
            }
            document::InlineKind::Definition { title, content } => {
                InlineKind::Definition { title: title.clone(), content: self.all(content, pen, around) }
            }
            document::InlineKind::Math { notation, source } => {
                InlineKind::Math(Math::of(*notation, source, around.language))
            }
            document::InlineKind::Unsupported { text } => InlineKind::Unsupported { text: text.clone() },
        })
    }

    /// A reference to a note that the page has; else its label, raised.
    fn note_reference(&self, label: &str, number: u32, span: Span) -> InlineKind {
        if self.notes.contains(&number) {
            return InlineKind::FootnoteReference { number, shown: self.digits.format(number.into()) };
        }
        let label = if number == 0 { label.to_owned() } else { self.digits.format(number.into()) };
        InlineKind::Styled { style: Emphasis::Superscript, content: vec![text_of(&label, span)] }
    }

    fn icon(&self, name: &str, pen: &mut Pen<'_>, around: Around<'_>) -> Saying {
        let stand = pen.run.icons.pop_front();
        // A link says itself what its icons mean.
        if pen.beside_words || pen.link.is_some() {
            return Saying::Nothing;
        }
        let (first, between) = stand.map_or((false, false), |stand| (stand.first, stand.between));
        let position = Position { alone: pen.run.alone, first, between };
        icon::says(name, around.answers, position, (self.is_icon)(name), self.catalog)
    }

    fn link(&mut self, link: &document::Link, span: Span, pen: &mut Pen<'_>, around: Around<'_>) -> Link {
        let says = link.content.iter().any(says_something);
        let outer = pen.link.take();
        pen.link = Some(words_beside_pictures(&link.content).to_lowercase());
        let mut content = self.all(&link.content, pen, around);
        pen.link = outer;
        if !says {
            let words = link::words(link, pen.hint, (self.edition, self.places), self.catalog);
            if !words.text.trim().is_empty() {
                content.push(of_ours(&words, span, around));
            }
        }
        let words = plain_text(&content);
        let title = link
            .title
            .as_deref()
            .map(str::trim)
            .filter(|title| says && !title.is_empty() && title.to_lowercase() != words.to_lowercase());
        Link {
            target: link::target(&link.target),
            title: title.map(|title| Words { text: title.to_owned(), language: link.title_language.clone() }),
            words,
            role: link.role.clone(),
            button: link.button,
            content,
        }
    }
}

/// A picture that is no inline of its own.
pub(super) fn lone_picture(picture: &document::Picture) -> Picture {
    picture_of(picture, &alternative(picture, None), false)
}

/// What stands for a picture that is a sign among words: as an icon, it is heard only where nothing else says it.
fn of_sign(alternative: Alternative, pen: &mut Pen<'_>) -> Alternative {
    let between = pen.run.icons.pop_front().is_some_and(|stand| stand.between);
    if let Alternative::Described { words } = alternative {
        if pen.run.alone || between { Alternative::Described { words } } else { Alternative::Repeated { words } }
    } else {
        alternative
    }
}

/// Adds a piece; text without attributes becomes one with the text before it.
fn push(inline: Inline, out: &mut Vec<Inline>) {
    if let InlineKind::Text { text } = &inline.kind
        && inline.attrs == Attrs::default()
        && let Some(last) = out.last_mut()
        && last.attrs == Attrs::default()
        && let InlineKind::Text { text: before } = &mut last.kind
    {
        before.push_str(text);
        last.span = Span { start: last.span.start.min(inline.span.start), end: last.span.end.max(inline.span.end) };
        return;
    }
    out.push(inline);
}

/// What stands for a picture, in or beside a link of these words in lower case.
fn alternative(picture: &document::Picture, linked: Option<&str>) -> Alternative {
    let text = picture.alternative.trim();
    if picture.decorative {
        return Alternative::Decorative;
    }
    if text.is_empty() {
        return Alternative::Undescribed;
    }
    let words = Words { text: text.to_owned(), language: picture.language.clone() };
    if linked.is_some_and(|linked| linked == text.to_lowercase()) {
        Alternative::Repeated { words }
    } else {
        Alternative::Described { words }
    }
}

fn picture_of(picture: &document::Picture, alternative: &Alternative, linked: bool) -> Picture {
    let source = |source: &document::AssetRef| match source {
        document::AssetRef::Local { asset } => AssetRef::Local { asset: asset.clone() },
        document::AssetRef::Remote { url } => AssetRef::Remote { url: url.clone() },
        // An edition holds no picture as written.
        document::AssetRef::Missing { address } | document::AssetRef::Written { address } => {
            AssetRef::Missing { address: address.clone() }
        }
    };
    Picture {
        source: source(&picture.source),
        dark: picture.dark.as_ref().map(source),
        alternative: alternative.clone(),
        title: picture.title.clone(),
        width: picture.width,
        height: picture.height,
        alignment: picture.alignment,
        linked,
    }
}

/// The words, in lower case, of the link right after a place of a run, or right before it.
fn linked_beside(content: &[document::Inline], index: usize) -> Option<String> {
    let is_space = |inline: &&document::Inline| {
        matches!(inline.kind, document::InlineKind::SoftBreak)
            || matches!(&inline.kind, document::InlineKind::Text { text } if text.trim().is_empty())
    };
    let words = |inline: Option<&document::Inline>| {
        let document::InlineKind::Link(link) = &inline?.kind else { return None };
        Some(words_beside_pictures(&link.content).to_lowercase()).filter(|words| !words.is_empty())
    };
    let after = content[index + 1..].iter().find(|inline| !is_space(inline));
    let before = content[..index].iter().rev().find(|inline| !is_space(inline));
    words(after).or_else(|| words(before))
}
