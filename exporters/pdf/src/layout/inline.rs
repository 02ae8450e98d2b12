//! Inlines become the content of a paragraph, with their elements in the structure tree.

mod object;

use super::block::SMALLEST_BUTTON;
use super::{Composer, Look, anchor_name};
use crate::display::{LinkTarget, NodeId, Role};
use crate::font::{Theme, is_wide_mark};
use crate::paragraph::{Content, ContentLink, InlineObject, ObjectKind, Rule, TextStyle, measure, quotes};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{Emphasis, Inline, InlineKind, Link, Target};
use pamphlet_locale::{Custom, Direction, Tag, Term};
use pamphlet_source::limits;
use std::sync::Arc;
use unicode_script::UnicodeScript;

/// What a paragraph is built up in.
pub(super) struct Writer<'c, 'a> {
    composer: &'c mut Composer<'a>,
    content: Content,
    style: TextStyle,
    language: Tag,
    /// The element that text belongs to, and its open leaf.
    node: NodeId,
    leaf: Option<NodeId>,
    link: Option<u16>,
    soft_break: bool,
    /// Whether an icon was the last that was written: it stays with the word after it.
    after_icon: bool,
    depth: usize,
    /// Whether this is a cell or item in which an icon stands alone and has to speak.
    icons_speak: bool,
}

impl Composer<'_> {
    /// The content of a paragraph whose element is `node`.
    pub(super) fn inlines(&mut self, inlines: &[Inline], look: Look, node: NodeId) -> Content {
        let style = self.text_style(look);
        let language = self.language.clone();
        let icons_speak = self.in_cell && only_icon(inlines);
        let mut writer = Writer {
            composer: self,
            content: Content::default(),
            style,
            language,
            node,
            leaf: None,
            link: None,
            soft_break: false,
            after_icon: false,
            depth: 0,
            icons_speak,
        };
        writer.all(inlines);
        let mut content = writer.content;
        trim_end(&mut content);
        content
    }

    /// Sets inlines as a paragraph of an element.
    pub(super) fn paragraph(&mut self, inlines: &[Inline], look: Look, node: NodeId, indent: f32) {
        let content = self.inlines(inlines, look, node);
        if !content.is_blank() || !content.anchors.is_empty() {
            self.content(&content, look, indent);
        }
    }
}

/// Whether an icon is the first that is to be seen.
fn only_icon(inlines: &[Inline]) -> bool {
    inlines
        .iter()
        .find(|inline| {
            !matches!(&inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)
                && !matches!(&inline.kind, InlineKind::Text { text } if text.trim().is_empty())
        })
        .is_some_and(|inline| {
            matches!(inline.kind, InlineKind::Icon { .. })
                || only_icon(pamphlet_document::walk::inline_children(inline))
        })
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

fn is_cjk(character: char) -> bool {
    use unicode_script::Script;
    matches!(character.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo)
        || is_wide_mark(character)
}

impl Writer<'_, '_> {
    fn leaf(&mut self) -> NodeId {
        *self.leaf.get_or_insert_with(|| self.composer.structure.add(self.node, Role::Content))
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.soft_break {
            self.soft_break = false;
            let joined =
                self.content.text.chars().next_back().is_some_and(is_cjk) && text.chars().next().is_some_and(is_cjk);
            if !joined {
                self.push(" ");
            }
        }
        self.push(text);
    }

    fn push(&mut self, text: &str) {
        let leaf = self.leaf();
        let mut text = text;
        if std::mem::take(&mut self.after_icon) {
            if let Some(rest) = text.strip_prefix(' ') {
                self.content.push_verbatim("\u{A0}", self.style, &self.language, Some(leaf), self.link);
                text = rest;
            } else if text.starts_with(char::is_alphanumeric) {
                // Authors of scripts without spaces write none here; the eye wants one.
                self.glue();
                self.room();
                self.glue();
            }
        }
        self.content.push(text, self.style, &self.language, Some(leaf), self.link);
    }

    fn verbatim(&mut self, text: &str) {
        if std::mem::take(&mut self.soft_break) {
            self.push(" ");
        }
        let leaf = self.leaf();
        self.content.push_verbatim(text, self.style, &self.language, Some(leaf), self.link);
    }

    fn all(&mut self, inlines: &[Inline]) {
        self.depth += 1;
        for inline in inlines {
            self.inline(inline);
        }
        self.depth -= 1;
    }

    /// Writes inside an element of its own.
    fn element(&mut self, role: Role, write: impl FnOnce(&mut Self)) -> NodeId {
        if std::mem::take(&mut self.soft_break) {
            self.push(" ");
        }
        let node = self.composer.structure.add(self.node, role);
        let outer = std::mem::replace(&mut self.node, node);
        self.leaf = None;
        write(self);
        self.node = outer;
        // What follows the element is another leaf, so that reading order holds.
        self.leaf = None;
        node
    }

    fn styled(&mut self, style: TextStyle, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.style, style);
        write(self);
        self.style = outer;
    }

    fn anchor(&mut self, id: &str) {
        if let Some(page) = self.composer.page {
            self.content.anchors.push((self.content.text.len(), anchor_name(&page.id, Some(id))));
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if self.depth > limits::LAYOUT_INLINE_LEVELS {
            let words = pamphlet_document::plain_text(std::slice::from_ref(inline));
            self.text(&words);
            return;
        }
        if let Some(id) = &inline.attrs.id {
            self.anchor(id);
        }
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Emoji { text, .. } => self.text(text),
            InlineKind::SoftBreak => self.soft_break = !self.content.text.is_empty(),
            InlineKind::LineBreak => {
                self.soft_break = false;
                self.content.push_break(self.style, &self.language);
            }
            InlineKind::Styled { style, content } => self.emphasis(*style, content),
            InlineKind::Span { content } => self.all(content),
            InlineKind::Language { language, content } => self.language(language, content),
            InlineKind::Comment { text } => {
                let style = TextStyle {
                    color: self.composer.ctx.style.palette.soft,
                    size: self.style.size * 0.9,
                    ..self.style
                };
                self.styled(style, |writer| writer.text(&format!("[{text}]")));
            }
            InlineKind::Keys { keys } => self.keys(keys),
            InlineKind::Code { text, .. } => self.code(text),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Picture(picture) => self.picture(picture, &inline.attrs),
            InlineKind::Icon { name } => self.icon(name, &inline.attrs),
            InlineKind::FootnoteReference { number, .. } => self.footnote(*number),
            InlineKind::AnnotationReference { number } => {
                let words = format!("({})", self.composer.number(u64::from(*number)));
                let style = TextStyle { bold: true, color: self.composer.ctx.style.palette.accent, ..self.raised() };
                self.styled(style, |writer| {
                    writer.element(Role::Reference, |writer| writer.text(&words));
                });
            }
            InlineKind::Abbreviation { text, expansion } => {
                let node = self.element(Role::Span, |writer| writer.text(text));
                self.composer.structure.set_expansion(node, expansion);
            }
            InlineKind::Definition { title: _, content } => {
                let style = TextStyle { bold: true, ..self.style };
                self.styled(style, |writer| writer.all(content));
            }
            InlineKind::Math { notation, source } => self.math(*notation, source),
            InlineKind::Unsupported { text } => {
                let style = TextStyle { theme: Theme::Mono, size: self.style.size * 0.86, ..self.style };
                self.styled(style, |writer| writer.text(text));
            }
        }
    }

    fn raised(&self) -> TextStyle {
        TextStyle { size: self.style.size * 0.68, rise: self.style.rise + self.style.size * 0.34, ..self.style }
    }

    fn emphasis(&mut self, emphasis: Emphasis, content: &[Inline]) {
        let palette = self.composer.ctx.style.palette;
        let style = self.style;
        let slants = self.composer.ctx.style.italics && Custom::of(&self.language).italics;
        let style = match emphasis {
            Emphasis::Emphasis if slants => TextStyle { italic: !style.italic, ..style },
            // Scripts without italics stress by weight.
            Emphasis::Emphasis | Emphasis::Strong => TextStyle { bold: true, ..style },
            Emphasis::Deleted => TextStyle { rule: Rule::Through(style.color), ..style },
            Emphasis::Inserted => TextStyle { rule: Rule::Under(style.color), ..style },
            Emphasis::Marked => match palette.marked {
                Some(ground) => TextStyle { ground: Some(ground), ..style },
                None => TextStyle { bold: true, rule: Rule::Under(style.color), ..style },
            },
            Emphasis::Small => TextStyle { size: style.size * 0.86, ..style },
            Emphasis::Subscript => TextStyle { size: style.size * 0.68, rise: style.rise - style.size * 0.16, ..style },
            Emphasis::Superscript => self.raised(),
            Emphasis::Quoted => {
                let (open, close) = quotes(&self.language);
                self.text(open);
                self.all(content);
                self.text(close);
                return;
            }
        };
        self.styled(style, |writer| writer.all(content));
    }

    fn isolate(&mut self, direction: Direction, write: impl FnOnce(&mut Self)) {
        let turned = direction != Direction::of(&self.composer.language);
        if !turned {
            write(self);
            return;
        }
        if std::mem::take(&mut self.soft_break) {
            self.push(" ");
        }
        self.content.begin_isolate(direction, self.style, &self.language);
        write(self);
        self.content.end_isolate(self.style, &self.language);
    }

    fn language(&mut self, language: &Tag, content: &[Inline]) {
        let outer = std::mem::replace(&mut self.language, language.clone());
        self.isolate(Direction::of(language), |writer| {
            let node = writer.element(Role::Span, |writer| writer.all(content));
            writer.composer.structure.set_language(node, language.clone());
        });
        self.language = outer;
    }

    fn keys(&mut self, keys: &[String]) {
        let palette = self.composer.ctx.style.palette;
        let plain = self.composer.ctx.style.plain;
        self.isolate(Direction::Ltr, |writer| {
            for (index, key) in keys.iter().enumerate() {
                if index > 0 {
                    writer.room();
                    writer.verbatim("+");
                }
                writer.room();
                let style = TextStyle {
                    theme: plain,
                    size: writer.style.size * 0.84,
                    frame: Some(palette.soft),
                    ground: palette.code,
                    code: false,
                    ..writer.style
                };
                let key = key.replace(' ', "\u{A0}");
                writer.styled(style, |writer| writer.verbatim(&key));
            }
            writer.room();
        });
    }

    /// Room inside a frame, kept with the words in it.
    fn padding(&mut self, opening: bool) {
        let width = self.style.size * 0.45;
        let object = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        // No line ends between the words of a frame and its sides.
        if !opening {
            self.glue();
        }
        self.content.push_object(object, self.style, &self.language, self.link);
        if opening {
            self.glue();
        }
    }

    /// No line ends here.
    fn glue(&mut self) {
        self.content.push_verbatim("\u{2060}", self.style, &self.language, None, self.link);
    }

    /// Room before an icon that stands right behind a letter of a script without spaces.
    fn room_before_icon(&mut self) {
        if self.content.text.ends_with(|c: char| c.is_alphanumeric() && is_cjk(c)) {
            self.glue();
            self.room();
        }
    }

    /// A little room: around a frame, beside an icon.
    fn room(&mut self) {
        let width = self.style.size * 0.2;
        let object = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        self.content.push_object(object, self.style, &self.language, self.link);
    }

    fn code(&mut self, text: &str) {
        let style = TextStyle {
            theme: Theme::Mono,
            italic: false,
            size: self.style.size * 0.88,
            ground: self.composer.ctx.style.palette.code,
            code: true,
            ..self.style
        };
        // White space is collapsed as browsers do; the rest stays as it is.
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.isolate(Direction::Ltr, |writer| {
            writer.styled(style, |writer| {
                writer.element(Role::Code, |writer| writer.verbatim(&words));
            });
        });
    }

    /// The words that a link shows, or those that stand for it when it shows none.
    fn link_words(&self, link: &Link) -> (bool, String) {
        let shown = pamphlet_document::plain_text(&link.content);
        let own = Link { title: None, ..link.clone() };
        let bare = pamphlet_document::plain_text(&own.content);
        if bare.trim().is_empty() {
            let words = link.title.clone().or_else(|| link.role.as_ref().map(|role| self.composer.role_words(role)));
            let words = words.or_else(|| match &link.target {
                Target::External { url } => Some(short_address(url)),
                Target::Page { page, .. } => self.composer.ctx.edition.page(page).map(|page| page.title.clone()),
                Target::Unresolved { .. } | Target::Written { .. } => None,
            });
            return (true, words.unwrap_or_default());
        }
        (false, shown)
    }

    fn link(&mut self, link: &Link) {
        let (silent, words) = self.link_words(link);
        let Some(target) = self.composer.link_target(&link.target) else {
            self.all(&link.content);
            if silent {
                self.text(&words);
            }
            // An address that no book may link to is still worth knowing: people can type it.
            if let Target::External { url } = &link.target
                && scheme::reach(url) == Reach::Told
                && words.trim() != url.trim()
            {
                self.text(&format!(" \u{2066}({})\u{2069}", url.trim()));
            }
            return;
        };
        let elsewhere = match &target {
            LinkTarget::Address(address) => Some(Arc::clone(address)),
            LinkTarget::Anchor(_) => None,
        };
        let style = self.composer.ctx.style;
        let hairline = Rule::Under(if style.brief.ink { style.palette.text } else { style.palette.hairline });
        let look = if link.button.is_some() {
            let frame = Some(style.palette.accent);
            TextStyle { color: style.palette.accent, bold: true, frame, rule: Rule::None, ..self.style }
        } else {
            TextStyle { color: style.palette.accent, rule: hairline, ..self.style }
        };
        let outer = self.link;
        // The space before a link is not part of its look.
        if std::mem::take(&mut self.soft_break) {
            self.push(" ");
        }
        // The frame of a button reaches beyond its words; the first of a line stands as those of the next.
        if link.button.is_some() {
            self.room();
        }
        self.styled(look, |writer| {
            writer.element(Role::Link, |writer| {
                let number = u16::try_from(writer.content.links.len()).ok();
                let description: Arc<str> = if words.is_empty() {
                    match &target {
                        LinkTarget::Address(address) => Arc::clone(address),
                        LinkTarget::Anchor(anchor) => Arc::clone(anchor),
                    }
                } else {
                    words.as_str().into()
                };
                writer.content.links.push(ContentLink { target, description, node: writer.node });
                writer.link = number;
                let button = link.button.is_some();
                let mut before = 0.0;
                if button {
                    let engine = writer.composer.ctx.engine;
                    before = measure(engine, &writer.content, Direction::of(&writer.language)).most;
                    writer.padding(true);
                }
                let start = writer.content.text.len();
                writer.all(&link.content);
                if silent && !words.is_empty() {
                    if !writer.content.text.is_empty() && !writer.content.text.ends_with([' ', '\n']) {
                        writer.push("\u{A0}");
                    }
                    writer.text(&words);
                }
                if button {
                    // One that does not fit on a line breaks between words.
                    let engine = writer.composer.ctx.engine;
                    let width = measure(engine, &writer.content, Direction::of(&writer.language)).most - before;
                    if width <= writer.composer.area.width / SMALLEST_BUTTON {
                        writer.content.keep_together(start, usize::MAX);
                    }
                    writer.padding(false);
                }
            });
        });
        self.link = outer;
        if link.button.is_some() {
            // The frame of the next one stands off.
            self.glue();
            self.room();
        }
        if let Target::External { url } = &link.target {
            self.composer.code_waits(url, &words);
        }
        if let Some(address) = elsewhere
            && let Some(number) = self.composer.address_number(&address)
        {
            // The address stands at the end under this number; people who click do not need it read to them.
            let words = self.composer.address_mark(number);
            let style = TextStyle { color: self.composer.ctx.style.palette.soft, ..self.raised() };
            let apart = self.apart();
            self.leaf = None;
            self.styled(style, |writer| {
                writer.element(Role::Reference, |writer| writer.verbatim(&format!("\u{2060}{apart}{words}")));
            });
        }
    }

    /// What is put before the number of a note: a space that is hardly seen, at which no line ends. Without it a program
    /// that looks for words takes the number for the end of the word before it.
    fn apart(&self) -> &'static str {
        if self.content.text.ends_with(|c: char| !c.is_whitespace()) { "\u{200A}\u{2060}" } else { "" }
    }

    fn footnote(&mut self, number: u32) {
        self.soft_break = false;
        let words = self.composer.number(u64::from(number));
        let shown = format!("{}{words}", self.apart());
        let style = TextStyle { color: self.composer.ctx.style.palette.accent, rule: Rule::None, ..self.raised() };
        self.content.notes.push((self.content.text.len(), number));
        let target =
            self.composer.page.map(|page| LinkTarget::Anchor(anchor_name(&page.id, Some(&format!("fn:{number}")))));
        let outer = self.link;
        let term = self.composer.ctx.catalog.term(Term::Footnote).to_owned();
        self.styled(style, |writer| {
            writer.element(Role::Reference, |writer| match target {
                Some(target) => {
                    writer.element(Role::Link, |writer| {
                        let link = u16::try_from(writer.content.links.len()).ok();
                        let description = format!("{term} {words}").into();
                        writer.content.links.push(ContentLink { target, description, node: writer.node });
                        writer.link = link;
                        writer.verbatim(&shown);
                    });
                }
                None => writer.verbatim(&shown),
            });
        });
        self.link = outer;
    }
}

/// CSS pixels as points.
#[expect(clippy::cast_precision_loss, reason = "pictures are smaller than 2^24 pixels")]
pub(super) fn points(pixels: u32) -> f32 {
    pixels as f32 * 0.75
}

/// A percentage as a part.
#[expect(clippy::cast_precision_loss, reason = "a percentage")]
pub(super) fn points_of_percent(percent: u32) -> f32 {
    (percent.min(100) as f32 / 100.0).max(0.02)
}

/// An address without its scheme and last slash.
pub(super) fn short_address(url: &str) -> String {
    let short = url.split_once("://").map_or(url, |(_, rest)| rest);
    short.strip_prefix("www.").unwrap_or(short).trim_end_matches('/').to_owned()
}
