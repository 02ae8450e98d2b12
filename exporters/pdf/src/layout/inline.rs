//! Inlines become the content of a paragraph, with their elements in the structure tree.

mod object;

use super::env::{Env, ParagraphStyle};
use super::out::{Noted, Out};
use super::{anchor_name, has_rtl};
use crate::display::{LinkTarget, NodeId, Role};
use crate::font::Theme;
use crate::paragraph::{Content, ContentLink, InlineObject, ObjectKind, Rule, TextStyle, measure};
use crate::style::sizes::{PIXEL, button, inline as sizes};
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_locale::{Custom, Direction, Tag, Term};
use pamphlet_reading::{
    Attrs, CodePiece, Emphasis, Inline, InlineKind, Link, Target, Token, code_pieces, replaces_word,
};
use pamphlet_source::limits;
use std::sync::Arc;

/// The class of links that their author wants a code for.
const CODED: &str = "qr";

/// What decides how inlines are set.
#[derive(Clone, Copy)]
pub(super) struct InlineEnv<'e> {
    env: &'e Env<'e>,
    style: TextStyle,
    language: &'e Tag,
    /// The element that text belongs to.
    node: NodeId,
    link: Option<u16>,
    /// How many inlines stand around it.
    depth: usize,
}

/// A paragraph under construction, and what the next inline has to know of the one before it.
pub(super) struct Writer<'w, 'o> {
    out: &'w mut Out<'o>,
    content: Content,
    /// The open leaf of the element being written.
    leaf: Option<NodeId>,
    /// Whether the last thing written was an icon, which is kept together with the word after it.
    after_icon: bool,
}

impl Env<'_> {
    /// The content of a paragraph whose element is `node`.
    pub(super) fn inlines(&self, out: &mut Out<'_>, inlines: &[Inline], look: ParagraphStyle, node: NodeId) -> Content {
        let content = Content { least: self.ctx.style.least, ..Content::default() };
        let mut writer = Writer { out, content, leaf: None, after_icon: false };
        let env = InlineEnv { env: self, style: look.text(), language: self.language, node, link: None, depth: 0 };
        env.all(&mut writer, inlines);
        let mut content = writer.content;
        trim_end(&mut content);
        content
    }

    /// Sets inlines as a paragraph of an element.
    pub(super) fn paragraph(
        &self,
        out: &mut Out<'_>,
        inlines: &[Inline],
        look: ParagraphStyle,
        node: NodeId,
        indent: f32,
    ) {
        let content = self.inlines(out, inlines, look, node);
        if !content.is_blank() || !content.anchors.is_empty() {
            self.content(out, &content, look, indent);
        }
    }
}

fn trim_end(content: &mut Content) {
    while content.text.ends_with([' ', '\n']) {
        content.text.pop();
    }
    let length = content.text.len();
    for run in &mut content.runs {
        run.end = run.end.min(length);
    }
    let mut start = 0;
    content.runs.retain(|run| {
        let keep = run.end > start;
        start = start.max(run.end);
        keep
    });
}

impl InlineEnv<'_> {
    fn leaf(&self, w: &mut Writer<'_, '_>) -> NodeId {
        *w.leaf.get_or_insert_with(|| w.out.structure.add(self.node, Role::Content))
    }

    fn text(&self, w: &mut Writer<'_, '_>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.push(w, text);
    }

    fn push(&self, w: &mut Writer<'_, '_>, text: &str) {
        let leaf = self.leaf(w);
        let mut text = text;
        if std::mem::take(&mut w.after_icon) {
            if let Some(rest) = text.strip_prefix(' ') {
                w.content.push_verbatim("\u{A0}", self.style, self.language, Some(leaf), self.link);
                text = rest;
            } else if text.starts_with(char::is_alphanumeric) {
                // In scripts without spaces nobody writes a space here, but there should be a gap.
                self.glue(w);
                self.room(w);
                self.glue(w);
            }
        }
        w.content.push(text, self.style, self.language, Some(leaf), self.link);
    }

    fn verbatim(&self, w: &mut Writer<'_, '_>, text: &str) {
        let leaf = self.leaf(w);
        w.content.push_verbatim(text, self.style, self.language, Some(leaf), self.link);
    }

    fn all(&self, w: &mut Writer<'_, '_>, inlines: &[Inline]) {
        let inner = Self { depth: self.depth + 1, ..*self };
        for (index, inline) in inlines.iter().enumerate() {
            if replaces_word(inlines, index) {
                inner.text(w, " ");
            }
            inner.inline(w, inline);
        }
    }

    /// Writes inside an element of its own.
    fn element(
        &self,
        w: &mut Writer<'_, '_>,
        role: Role,
        write: impl FnOnce(&InlineEnv<'_>, &mut Writer<'_, '_>),
    ) -> NodeId {
        let node = w.out.structure.add(self.node, role);
        w.leaf = None;
        write(&Self { node, ..*self }, w);
        // What follows the element is another leaf, so that reading order holds.
        w.leaf = None;
        node
    }

    /// The same in another style.
    fn styled(&self, style: TextStyle) -> Self {
        Self { style, ..*self }
    }

    fn anchor(&self, w: &mut Writer<'_, '_>, id: &str) {
        if let Some(page) = self.env.page {
            w.content.anchors.push((w.content.text.len(), anchor_name(&page.id, Some(id))));
        }
    }

    fn inline(&self, w: &mut Writer<'_, '_>, inline: &Inline) {
        if self.depth > limits::LAYOUT_INLINE_LEVELS {
            let words = pamphlet_reading::plain_text(std::slice::from_ref(inline));
            self.text(w, &words);
            return;
        }
        if let Some(id) = &inline.attrs.id {
            self.anchor(w, id);
        }
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Emoji { text, .. } => self.text(w, text),
            InlineKind::LineBreak => w.content.push_break(self.style, self.language),
            InlineKind::Styled { style, content } => self.emphasis(w, *style, content),
            InlineKind::Span { content } => self.all(w, content),
            InlineKind::Language { language, content } => self.language(w, language, content),
            InlineKind::Comment { text } => {
                let style = TextStyle {
                    color: self.env.ctx.style.palette.soft,
                    size: self.style.size * sizes::COMMENT,
                    ..self.style
                };
                self.styled(style).text(w, &format!("[{text}]"));
            }
            InlineKind::Keys { keys } => self.keys(w, keys),
            InlineKind::Code { text, language: _, tokens } => self.code(w, text, tokens),
            InlineKind::Link(link) => self.link(w, link, &inline.attrs),
            InlineKind::Picture(picture) => self.picture(w, picture, &inline.attrs),
            InlineKind::Icon(icon) => self.icon(w, icon, &inline.attrs),
            InlineKind::FootnoteReference { number, shown } => self.footnote(w, *number, shown),
            InlineKind::AnnotationReference { number, shown } => {
                let words = format!("({shown})");
                let style = TextStyle { bold: true, color: self.env.ctx.style.palette.accent, ..self.raised() };
                let target = self.env.annotation(*number).map(LinkTarget::Anchor).filter(|_| self.link.is_none());
                self.styled(style).reference(w, target, (Term::Annotation, shown), |inner, w| {
                    let node = inner.leaf(w);
                    inner.number(w, "", &words, Some(node));
                });
            }
            InlineKind::Abbreviation { text, expansion } => {
                let node = self.element(w, Role::Span, |inner, w| inner.text(w, text));
                w.out.structure.set_expansion(node, expansion);
            }
            InlineKind::Definition { title: _, content } => {
                let style = TextStyle { bold: true, ..self.style };
                self.styled(style).all(w, content);
            }
            InlineKind::Math(math) => self.math(w, math),
            InlineKind::Unsupported { text } => {
                let style = TextStyle { theme: Theme::Mono, size: self.style.size * sizes::SOURCE, ..self.style };
                self.styled(style).text(w, text);
            }
        }
    }

    fn raised(&self) -> TextStyle {
        let size = self.style.size;
        TextStyle { size: size * sizes::SCRIPT, rise: self.style.rise + size * sizes::RAISED, ..self.style }
    }

    fn emphasis(&self, w: &mut Writer<'_, '_>, emphasis: Emphasis, content: &[Inline]) {
        let palette = self.env.ctx.style.palette;
        let style = self.style;
        let slants = self.env.ctx.style.italics && Custom::of(self.language).italics;
        let style = match emphasis {
            Emphasis::Emphasis if slants => TextStyle { italic: !style.italic, ..style },
            // Scripts without italics use bold for emphasis.
            Emphasis::Emphasis | Emphasis::Strong => TextStyle { bold: true, ..style },
            Emphasis::Deleted => TextStyle { rule: Rule::Through(style.color), ..style },
            Emphasis::Inserted => TextStyle { rule: Rule::Under(style.color), ..style },
            Emphasis::Marked => match palette.marked {
                Some(ground) => TextStyle { ground: Some(ground), ..style },
                None => TextStyle { bold: true, rule: Rule::Under(style.color), ..style },
            },
            Emphasis::Small => TextStyle { size: style.size * sizes::SMALL, ..style },
            Emphasis::Subscript => {
                let rise = style.rise - style.size * sizes::LOWERED;
                TextStyle { size: style.size * sizes::SCRIPT, rise, ..style }
            }
            Emphasis::Superscript => self.raised(),
            Emphasis::Quoted => style,
        };
        self.styled(style).all(w, content);
    }

    fn isolate(
        &self,
        w: &mut Writer<'_, '_>,
        direction: Direction,
        write: impl FnOnce(&InlineEnv<'_>, &mut Writer<'_, '_>),
    ) {
        let turned = direction != Direction::of(self.env.language);
        if !turned {
            write(self, w);
            return;
        }
        w.content.begin_isolate(direction, self.style, self.language);
        write(self, w);
        w.content.end_isolate(self.style, self.language);
    }

    fn language(&self, w: &mut Writer<'_, '_>, language: &Tag, content: &[Inline]) {
        let inner = InlineEnv { language, ..*self };
        inner.isolate(w, Direction::of(language), |inner, w| {
            let node = inner.element(w, Role::Span, |inner, w| inner.all(w, content));
            w.out.structure.set_language(node, language.clone());
        });
    }

    fn keys(&self, w: &mut Writer<'_, '_>, keys: &[String]) {
        let palette = self.env.ctx.style.palette;
        let plain = self.env.ctx.style.plain;
        self.isolate(w, Direction::Ltr, |inner, w| {
            for (index, key) in keys.iter().enumerate() {
                if index > 0 {
                    inner.room(w);
                    inner.verbatim(w, "+");
                }
                inner.room(w);
                let style = TextStyle {
                    theme: plain,
                    size: inner.style.size * sizes::KEY,
                    frame: Some(palette.soft),
                    ground: palette.code,
                    code: false,
                    ..inner.style
                };
                let key = key.replace(' ', "\u{A0}");
                inner.styled(style).verbatim(w, &key);
            }
            inner.room(w);
        });
    }

    /// Room inside a frame, kept with the words in it.
    fn padding(&self, w: &mut Writer<'_, '_>, opening: bool) {
        let width = self.style.size * button::PAD;
        let object = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        // No line ends between the words of a frame and its sides.
        if !opening {
            self.glue(w);
        }
        w.content.push_object(object, self.style, self.language, self.link);
        if opening {
            self.glue(w);
        }
    }

    /// No line ends here.
    fn glue(&self, w: &mut Writer<'_, '_>) {
        w.content.push_verbatim("\u{2060}", self.style, self.language, None, self.link);
    }

    /// Room before an icon that stands right behind a letter of a script without spaces.
    fn room_before_icon(&self, w: &mut Writer<'_, '_>) {
        if w.content.text.ends_with(|c: char| c.is_alphanumeric() && is_ideographic(c)) {
            self.glue(w);
            self.room(w);
        }
    }

    /// A little room: around a frame, beside an icon.
    fn room(&self, w: &mut Writer<'_, '_>) {
        let width = self.style.size * sizes::ROOM;
        let object = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        w.content.push_object(object, self.style, self.language, self.link);
    }

    fn code(&self, w: &mut Writer<'_, '_>, text: &str, tokens: &[Token]) {
        let style = TextStyle {
            theme: Theme::Mono,
            italic: false,
            size: self.style.size * sizes::CODE,
            ground: self.env.ctx.style.palette.code,
            code: true,
            ..self.style
        };
        // White space is collapsed as browsers do; the rest stays as it is.
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = CodePiece { text: words.as_str(), class: None, apart: None };
        // A link stays in the colour of links.
        let colored = words == text && style.rule == Rule::None && !tokens.is_empty();
        self.isolate(w, Direction::Ltr, |inner, w| {
            inner.styled(style).element(w, Role::Code, |inner, w| {
                let parts: Vec<_> = if colored { code_pieces(text, 0, tokens).collect() } else { vec![whole] };
                for CodePiece { text, class, apart } in parts {
                    let inner = inner.styled(inner.env.token_style(style, class));
                    if let Some(direction) = apart {
                        w.content.begin_isolate(direction, inner.style, inner.language);
                    }
                    inner.verbatim(w, text);
                    if apart.is_some() {
                        w.content.end_isolate(inner.style, inner.language);
                    }
                }
            });
        });
    }

    fn link(&self, w: &mut Writer<'_, '_>, link: &Link, attrs: &Attrs) {
        let Some(target) = self.env.link_target(&link.target) else {
            self.all(w, &link.content);
            // An address that no book may link to is still worth knowing: people can type it.
            if let Target::Told { address } = &link.target
                && link.words != *address
            {
                self.text(w, &format!(" \u{2066}({address})\u{2069}"));
            }
            return;
        };
        let other_page = match &link.target {
            Target::Page { page, .. } => self.env.page.filter(|own| own.id != *page).map(|_| page.clone()),
            Target::External { .. } | Target::Told { .. } | Target::Unresolved { .. } => None,
        };
        let noted = match &target {
            LinkTarget::Address(_) => Some(Noted { target: target.clone(), page: None, listed: false }),
            // Other places of the same page are not far.
            LinkTarget::Anchor(_) if other_page.is_none() => None,
            LinkTarget::Anchor(_) => Some(Noted { target: target.clone(), page: other_page, listed: false }),
        };
        let style = self.env.ctx.style;
        let hairline = Rule::Under(if style.options.ink { style.palette.text } else { style.palette.hairline });
        let look = if link.button.is_some() {
            let frame = Some(style.palette.accent);
            TextStyle { color: style.palette.accent, bold: true, frame, rule: Rule::None, ..self.style }
        } else {
            TextStyle { color: style.palette.accent, rule: hairline, ..self.style }
        };
        // A button is one thing among words that run the other way, as on a screen.
        let direction = Direction::of(self.env.language);
        let apart = link.button.is_some() && (direction == Direction::Rtl || has_rtl(&link.words));
        if apart {
            w.content.begin_isolate(direction, self.style, self.language);
        }
        // The frame of a button reaches beyond its words; at the beginning of a line it is aligned as in the lines after.
        if link.button.is_some() {
            self.room(w);
        }
        self.styled(look).element(w, Role::Link, |inner, w| {
            let number = u16::try_from(w.content.links.len()).ok();
            let description: Arc<str> = match &target {
                LinkTarget::Address(name) | LinkTarget::Anchor(name) if link.words.is_empty() => Arc::clone(name),
                LinkTarget::Address(_) | LinkTarget::Anchor(_) => link.words.as_str().into(),
            };
            w.content.links.push(ContentLink { target, description, node: inner.node });
            let inner = InlineEnv { link: number, ..*inner };
            let engine = inner.env.ctx.engine;
            let button = link.button.is_some();
            let mut before = 0.0;
            if button {
                before = measure(engine, &w.content, Direction::of(inner.language)).most;
                inner.padding(w, true);
            }
            let start = w.content.text.len();
            inner.all(w, &link.content);
            if button {
                // One that does not fit on a line breaks between words.
                let width = measure(engine, &w.content, Direction::of(inner.language)).most - before;
                if width <= inner.env.area.width / button::SMALLEST {
                    w.content.keep_together(start, usize::MAX);
                }
                inner.padding(w, false);
            }
        });
        if link.button.is_some() {
            // The frame of the next one stands off.
            self.glue(w);
            self.room(w);
        }
        if apart {
            w.content.end_isolate(self.style, self.language);
        }
        if let Target::External { url } = &link.target {
            self.env.code_waits(w.out, url, &link.words, attrs.has_class(CODED));
        }
        if let Some(noted) = noted.filter(|_| !link.shows_address()) {
            self.address_mark(w, noted);
        }
    }

    /// The number under which an address is printed, where links have numbers. It is an artifact: on a screen the link
    /// itself is clicked or read aloud.
    pub(super) fn address_mark(&self, w: &mut Writer<'_, '_>, noted: Noted) {
        let Some(number) = self.env.address_number(w.out, noted) else { return };
        let words = self.env.address_words(number);
        let style = TextStyle {
            color: self.env.ctx.style.palette.soft,
            rule: Rule::None,
            frame: None,
            bold: false,
            ..self.raised()
        };
        w.content.addresses.push((w.content.text.len(), number));
        let env = InlineEnv { style, language: self.env.ctx.reading.locale(), link: None, ..*self };
        env.glue(w);
        env.number(w, Self::apart(w), &words, None);
        w.leaf = None;
    }

    /// A hair space without a line break, which stands before the number of a note. Without it, programs that extract
    /// words take the number for a part of the word before it.
    fn apart(w: &Writer<'_, '_>) -> &'static str {
        if w.content.text.ends_with(|c: char| !c.is_whitespace()) { "\u{200A}\u{2060}" } else { "" }
    }

    /// The number of a note, which belongs to an element or to none. Where words run both ways it stands apart from them: a
    /// stop before it would be taken for one between a word and its number, and be shown at the wrong side of the word.
    fn number(&self, w: &mut Writer<'_, '_>, before: &str, number: &str, node: Option<NodeId>) {
        let apart = Direction::of(self.env.language) == Direction::Rtl || has_rtl(&w.content.text);
        w.content.push_verbatim(before, self.style, self.language, node, self.link);
        if apart {
            w.content.begin_isolate(Direction::Ltr, self.style, self.language);
        }
        w.content.push_verbatim(number, self.style, self.language, node, self.link);
        if apart {
            w.content.end_isolate(self.style, self.language);
        }
    }

    fn footnote(&self, w: &mut Writer<'_, '_>, number: u32, words: &str) {
        let style = TextStyle { color: self.env.ctx.style.palette.accent, rule: Rule::None, ..self.raised() };
        w.content.notes.push((w.content.text.len(), number));
        let target = self.env.page.map(|page| LinkTarget::Anchor(anchor_name(&page.id, Some(&format!("fn:{number}")))));
        self.styled(style).reference(w, target, (Term::Footnote, words), |inner, w| {
            let node = inner.leaf(w);
            inner.number(w, Self::apart(w), words, Some(node));
        });
    }

    /// A mark that refers to a note, and leads to it where the note is a place; the name of such a
    /// note and its number are what a screen reader says.
    fn reference(
        &self,
        w: &mut Writer<'_, '_>,
        target: Option<LinkTarget>,
        (term, number): (Term, &str),
        write: impl FnOnce(&InlineEnv<'_>, &mut Writer<'_, '_>),
    ) {
        let term = self.env.ctx.catalog.term(term);
        self.element(w, Role::Reference, |inner, w| match target {
            Some(target) => {
                inner.element(w, Role::Link, |inner, w| {
                    let link = u16::try_from(w.content.links.len()).ok();
                    let description = format!("{term} {number}").into();
                    w.content.links.push(ContentLink { target, description, node: inner.node });
                    write(&InlineEnv { link, ..*inner }, w);
                });
            }
            None => write(inner, w),
        });
    }
}

/// CSS pixels as points.
#[expect(clippy::cast_precision_loss, reason = "pictures are smaller than 2^24 pixels")]
pub(super) fn points(pixels: u32) -> f32 {
    pixels as f32 * PIXEL
}

/// A percentage as a part.
#[expect(clippy::cast_precision_loss, reason = "a percentage")]
pub(super) fn points_of_percent(percent: u32) -> f32 {
    (percent.min(100) as f32 / 100.0).max(0.02)
}
