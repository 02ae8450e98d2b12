//! What stands in a line.

use super::block::{alignment_class, push_code};
use super::{Writer, push_address, push_written};
use crate::math;
use crate::names::relative;
use crate::picture::Shown;
use crate::xhtml::{identifier, push_attribute, push_text};
use pamphlet_locale::{Direction, Tag, Term};
use pamphlet_media::icon;
use pamphlet_reading::{
    Alternative, AssetRef, Button, Emphasis, Icon, Inline, InlineKind, Length, Link, Picture, Saying, Target, Words,
    code_pieces, link_address, replaces_word, says_something, short_address,
};
use std::fmt::Write as _;
use std::ops::Range;

/// The class of an icon in a link before words, which has room after it.
const LEADING: &str = "icon leading";
/// The class of an icon after the words of a link, which has room before it.
const TRAILING: &str = "icon trailing";

impl<'e> Writer<'_, 'e> {
    /// Writes a run of inlines.
    pub(super) fn write_inlines(&mut self, content: &'e [Inline]) {
        self.write_range(content, 0..content.len());
    }

    /// Writes a part of a run.
    fn write_range(&mut self, content: &'e [Inline], range: Range<usize>) {
        // Icons after this stand after the words of a link.
        let last = content.iter().rposition(says_something).unwrap_or(content.len());
        let is_icon = |index: usize| matches!(content.get(index), Some(Inline { kind: InlineKind::Icon(_), .. }));
        for index in range {
            let inline = &content[index];
            if replaces_word(content, index) {
                self.out.push(' ');
            }
            if let InlineKind::Text { text } = &inline.kind
                && self.in_link
                && inline.attrs.id.is_none()
            {
                // The line under a link would run on under such a space: there the icon has room of its own.
                let text = if index > 0 && index <= last && is_icon(index - 1) { text.trim_start() } else { text };
                self.push_written(if index >= last && is_icon(index + 1) { text.trim_end() } else { text });
            } else if let InlineKind::Icon(icon) = &inline.kind
                && self.in_link
            {
                self.write_icon(icon, if index > last { TRAILING } else { LEADING });
            } else {
                self.write_inline(inline);
            }
        }
    }

    fn write_inline(&mut self, inline: &'e Inline) {
        match &inline.kind {
            InlineKind::Text { text } if inline.attrs.id.is_none() => self.push_written(text),
            InlineKind::Text { text } => self.inline_element(inline, "span", None, |writer| writer.push_written(text)),
            InlineKind::LineBreak => self.out.push_str("<br/>\n"),
            InlineKind::Styled { style, content } => {
                let (tag, class) = style_element(*style);
                self.inline_element(inline, tag, class, |writer| writer.write_inlines(content));
            }
            InlineKind::Span { content } => {
                self.inline_element(inline, "span", None, |writer| writer.write_inlines(content));
            }
            InlineKind::Language { language, content } => self.write_language(inline, language, content),
            InlineKind::Comment { text } => self.inline_element(inline, "span", Some("comment"), |writer| {
                push_text(&mut writer.out, text);
            }),
            InlineKind::Keys { keys } => self.write_keys(inline, keys),
            InlineKind::Code { text, language: _, tokens } => {
                self.out.push_str("<code");
                if Direction::of(&self.language) == Direction::Rtl {
                    self.out.push_str(" dir=\"ltr\"");
                }
                self.write_attrs(&inline.attrs);
                self.out.push_str(" translate=\"no\">");
                push_code(&mut self.out, code_pieces(text, 0, tokens));
                self.out.push_str("</code>");
            }
            InlineKind::Link(link) => self.push_link(inline.attrs.id.as_deref(), link),
            InlineKind::Picture(picture) => self.write_picture(inline, picture),
            InlineKind::Icon(icon) => self.write_icon(icon, "icon"),
            InlineKind::Emoji { shortcode: _, text } | InlineKind::Unsupported { text } => {
                push_text(&mut self.out, text);
            }
            InlineKind::FootnoteReference { number, shown } => self.write_note_reference(*number, shown),
            InlineKind::AnnotationReference { number, shown } => self.write_annotation_reference(*number, shown),
            InlineKind::Abbreviation { text, expansion } => {
                self.out.push_str("<abbr");
                self.write_attrs(&inline.attrs);
                push_attribute(&mut self.out, "title", expansion);
                self.out.push('>');
                self.push_written(text);
                self.out.push_str("</abbr>");
            }
            InlineKind::Definition { title, content } => {
                self.out.push_str("<dfn");
                self.write_attrs(&inline.attrs);
                if let Some(title) = title {
                    push_attribute(&mut self.out, "title", title);
                }
                self.out.push('>');
                self.write_inlines(content);
                self.out.push_str("</dfn>");
            }
            InlineKind::Math(math) => {
                let written = math::mathml(math, false);
                self.push_formula(written, math);
            }
        }
    }

    /// Writes text of the author's; in a language that runs from right to left, what keeps its own direction is kept together.
    fn push_written(&mut self, text: &str) {
        if self.is_apart {
            push_text(&mut self.out, text);
        } else {
            push_written(&mut self.out, &self.language, text);
        }
    }

    fn inline_element(&mut self, inline: &'e Inline, tag: &str, class: Option<&str>, write: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}");
        if let Some(class) = class {
            push_attribute(&mut self.out, "class", class);
        }
        self.write_attrs(&inline.attrs);
        self.out.push('>');
        write(self);
        let _ = write!(self.out, "</{tag}>");
    }

    /// A run in another language; one that runs the other way is kept apart from the text around it.
    fn write_language(&mut self, inline: &'e Inline, language: &Tag, content: &'e [Inline]) {
        let turns = Direction::of(language) != Direction::of(&self.language);
        let tag = if turns { "bdi" } else { "span" };
        let _ = write!(self.out, "<{tag}");
        self.write_attrs(&inline.attrs);
        let before = self.enter(Some(language));
        self.out.push('>');
        self.write_inlines(content);
        self.leave(before);
        let _ = write!(self.out, "</{tag}>");
    }

    fn write_keys(&mut self, inline: &'e Inline, keys: &[String]) {
        self.inline_element(inline, "span", Some("keys"), |writer| {
            for (index, key) in keys.iter().enumerate() {
                if index > 0 {
                    writer.out.push('+');
                }
                writer.out.push_str("<kbd>");
                push_text(&mut writer.out, key);
                writer.out.push_str("</kbd>");
            }
        });
    }

    /// Writes a link, with a name that links lead to.
    pub(super) fn push_link(&mut self, id: Option<&str>, link: &'e Link) {
        let was_in_link = self.in_link;
        let leads = match &link.target {
            Target::Page { .. } | Target::External { .. } => true,
            Target::Told { .. } | Target::Unresolved { .. } => false,
        };
        let open = leads && !was_in_link;
        self.out.push_str(if open { "<a" } else { "<span" });
        match link.button {
            Some(Button::Primary) => self.out.push_str(" class=\"button primary\""),
            Some(Button::Secondary) => self.out.push_str(" class=\"button\""),
            None => {}
        }
        if let Some(id) = id {
            self.write_id(id);
        }
        match &link.target {
            Target::Page { page, anchor } if open => self.write_place(page, anchor.as_deref()),
            Target::External { url } if open => push_attribute(&mut self.out, "href", url),
            Target::Page { .. } | Target::External { .. } | Target::Told { .. } | Target::Unresolved { .. } => {}
        }
        // A title is in the language of its element; what the link shows is then in an element of its own.
        let around = link.title.as_ref().and_then(|title| {
            push_attribute(&mut self.out, "title", &title.text);
            self.enter(title.language.as_ref())
        });
        self.out.push('>');
        let titled = around.clone().and_then(|around| {
            self.out.push_str("<span");
            let title = self.enter(Some(&around));
            self.out.push('>');
            title
        });
        self.in_link = was_in_link || open;
        self.write_words_of_link(link);
        self.in_link = was_in_link;
        if titled.is_some() {
            self.out.push_str("</span>");
        }
        self.leave(around);
        self.out.push_str(if open { "</a>" } else { "</span>" });
        // An address that no book may link to is still worth knowing: people can type it.
        if let Target::Told { address } = &link.target
            && link.words.trim() != address
        {
            self.out.push_str(" <span data-generated=\"address\" translate=\"no\">(<bdi dir=\"ltr\">");
            push_text(&mut self.out, address);
            self.out.push_str("</bdi>)</span>");
        }
    }

    /// Writes what a link shows; an address is kept apart from text that runs right to left.
    fn write_words_of_link(&mut self, link: &'e Link) {
        let content = link.content.as_slice();
        if Direction::of(&self.language) == Direction::Ltr || !link.shows_address() {
            return self.write_inlines(content);
        }
        let words = content.iter().position(says_something).unwrap_or(content.len());
        self.write_range(content, 0..words);
        self.out.push_str("<bdi dir=\"ltr\">");
        let before = std::mem::replace(&mut self.is_apart, true);
        self.write_range(content, words..content.len());
        self.is_apart = before;
        self.out.push_str("</bdi>");
    }

    /// Writes a picture; one that stands for an emoji is as large as a letter.
    fn write_picture(&mut self, inline: &'e Inline, picture: &'e Picture) {
        if let Some(id) = &inline.attrs.id {
            self.out.push_str("<span");
            self.write_id(id);
            self.out.push_str("></span>");
        }
        self.push_picture(picture, inline.attrs.has_class("twemoji").then_some("twemoji"));
    }

    /// Writes a picture, or its words where there is none to show; `class` says where it stands, whatever it says itself.
    pub(super) fn push_picture(&mut self, picture: &'e Picture, class: Option<&str>) {
        let shown = match &picture.source {
            AssetRef::Local { asset } => self.book.pictures.show(asset),
            AssetRef::Remote { .. } | AssetRef::Missing { .. } => None,
        };
        let Some(shown) = shown else {
            self.push_words_of_picture(picture);
            return;
        };
        match &picture.alternative {
            Alternative::Decorative => {}
            Alternative::Repeated { .. } | Alternative::Described { .. } => self.book.seen.pictures += 1,
            Alternative::Undescribed => {
                self.book.seen.pictures += 1;
                self.book.seen.pictures_without_words += 1;
            }
        }
        self.out.push_str("<img");
        push_attribute(&mut self.out, "src", &relative(self.path, &shown.path));
        let heard = picture.alternative.heard();
        push_attribute(&mut self.out, "alt", heard.map_or("", |words| &words.text));
        let plate = shown.is_dark.then_some("dark-ink");
        let classes: Vec<&str> = class.or(picture.alignment.map(alignment_class)).into_iter().chain(plate).collect();
        if !classes.is_empty() {
            push_attribute(&mut self.out, "class", &classes.join(" "));
        }
        if let Some(style) = picture_style(picture, &shown).filter(|_| class.is_none()) {
            push_attribute(&mut self.out, "style", &style);
        }
        if let Some(title) = &picture.title {
            push_attribute(&mut self.out, "title", title);
        }
        self.name_in(heard.and_then(|words| words.language.as_ref()));
        self.out.push_str("/>");
    }

    /// A picture that is not in the book: its words, and where it is if that is elsewhere.
    fn push_words_of_picture(&mut self, picture: &'e Picture) {
        let words = match &picture.alternative {
            Alternative::Described { words } => Some(words),
            // The words of a link say more than that a picture without any is in it.
            Alternative::Undescribed if !picture.linked => None,
            Alternative::Decorative | Alternative::Repeated { .. } | Alternative::Undescribed => return,
        };
        let url = match &picture.source {
            AssetRef::Remote { url } => link_address(url).filter(|_| !self.in_link),
            AssetRef::Local { .. } | AssetRef::Missing { .. } => None,
        };
        self.out.push_str("<span class=\"absent-picture\"");
        let before = self.enter(words.and_then(|words| words.language.as_ref()));
        self.out.push('>');
        match words {
            Some(words) => push_written(&mut self.out, &self.language, &words.text),
            None => self.push_term(Term::Picture),
        }
        if let Some(url) = url {
            self.out.push_str(" (<a");
            push_attribute(&mut self.out, "href", &url);
            self.out.push('>');
            push_address(&mut self.out, &self.language, short_address(&url));
            self.out.push_str("</a>)");
        }
        self.leave(before);
        self.out.push_str("</span>");
    }

    /// Writes an icon. The words of an answer are there for all: not every reader knows labels or draws.
    fn write_icon(&mut self, icon: &Icon, class: &str) {
        match &icon.says {
            Saying::Nothing => {
                self.push_icon(&icon.name, None, class);
            }
            Saying::Name { words } => {
                if !self.push_icon(&icon.name, Some(words), class) {
                    self.push_words_of_icon(words);
                }
            }
            Saying::Answer { words } => {
                // No line ends between the two.
                if self.push_icon(&icon.name, None, class) {
                    self.out.push('\u{A0}');
                }
                self.push_words_of_icon(words);
            }
        }
    }

    fn push_words_of_icon(&mut self, words: &Words) {
        self.out.push_str("<span data-generated=\"icon\"");
        let before = self.enter(words.language.as_ref());
        self.out.push('>');
        push_text(&mut self.out, &words.text);
        self.leave(before);
        self.out.push_str("</span>");
    }

    /// Draws an icon in the colour of the text; without a label it is decoration. Whether there is such an icon.
    pub(super) fn push_icon(&mut self, name: &str, label: Option<&Words>, class: &str) -> bool {
        let rtl = Direction::of(&self.language) == Direction::Rtl;
        let name = if rtl { icon::mirrored(name) } else { name.into() };
        let Some(icon) = icon::find(&name) else { return false };
        self.out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        push_attribute(&mut self.out, "class", class);
        match label {
            Some(label) => {
                self.out.push_str(" role=\"img\"");
                push_attribute(&mut self.out, "aria-label", &label.text);
                if let Some(language) = label.language.as_ref().filter(|language| **language != self.language) {
                    push_attribute(&mut self.out, "xml:lang", language.as_str());
                }
            }
            None => self.out.push_str(" aria-hidden=\"true\""),
        }
        let [x, y, width, height] = icon.view_box;
        let _ = write!(self.out, " viewBox=\"{x} {y} {width} {height}\"><path");
        push_attribute(&mut self.out, "d", &icon.path);
        self.out.push_str("/></svg>");
        true
    }

    /// An attribute that sets the number of a note apart from words that run from right to left: a stop between a Latin word
    /// and its number would be shown at the wrong side of the word. Styles may not say it (EPUB 3.3, 6.3.1.1).
    fn apart(&self) -> &'static str {
        if Direction::of(&self.language) == Direction::Rtl { " dir=\"ltr\"" } else { "" }
    }

    fn write_note_reference(&mut self, number: u32, shown: &str) {
        let apart = self.apart();
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let Some(count) = index.and_then(|index| self.references.get_mut(index)).filter(|_| !self.in_link) else {
            let _ = write!(self.out, "<sup{apart}>");
            push_text(&mut self.out, shown);
            self.out.push_str("</sup>");
            return;
        };
        *count += 1;
        let id = reference_id(number, *count);
        self.ids.insert(id.clone());
        let _ = write!(self.out, "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\"{apart}");
        push_attribute(&mut self.out, "id", &id);
        let _ = write!(self.out, " href=\"#{}\">", note_id(number));
        push_text(&mut self.out, shown);
        self.out.push_str("</a>");
    }

    fn write_annotation_reference(&mut self, number: u32, shown: &str) {
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let target = index.and_then(|index| self.annotations.get(index)).filter(|_| !self.in_link);
        let apart = self.apart();
        match target {
            Some(id) => {
                let _ = write!(self.out, "<a class=\"noteref\"{apart} href=\"#{}\">({shown})</a>", identifier(id));
            }
            None if apart.is_empty() => {
                let _ = write!(self.out, "({shown})");
            }
            None => {
                let _ = write!(self.out, "<span{apart}>({shown})</span>");
            }
        }
    }
}

/// The identifier of a footnote. Notes are numbered on their page; the prefix is one that no heading gets.
pub(super) fn note_id(number: u32) -> String {
    format!("_note.{number}")
}

/// The identifier of the n-th reference to a footnote.
pub(super) fn reference_id(number: u32, nth: u32) -> String {
    format!("_note.{number}.{nth}")
}

fn style_element(style: Emphasis) -> (&'static str, Option<&'static str>) {
    match style {
        Emphasis::Emphasis => ("em", None),
        Emphasis::Strong => ("strong", None),
        Emphasis::Deleted => ("del", None),
        Emphasis::Inserted => ("ins", None),
        Emphasis::Marked => ("mark", None),
        Emphasis::Small => ("small", None),
        Emphasis::Subscript => ("sub", None),
        Emphasis::Superscript => ("sup", None),
        // No `q`, round which readers put marks of their own.
        Emphasis::Quoted => ("span", Some("quoted")),
    }
}

/// Sizes as written, in units that grow with the reader's letters.
fn picture_style(picture: &Picture, shown: &Shown) -> Option<String> {
    let natural = shown.size;
    let em = |pixels: f32| format!("{:.2}em", pixels / 16.0);
    match (picture.width, picture.height) {
        (Some(Length::Percent(percent)), _) => Some(format!("width:{}%", percent.min(100))),
        #[expect(clippy::cast_precision_loss, reason = "widths are small")]
        (Some(Length::Pixels(pixels)), _) => Some(format!("width:{}", em(pixels.min(10_000) as f32))),
        #[expect(clippy::cast_precision_loss, reason = "heights are small")]
        (None, Some(Length::Pixels(pixels))) if natural.1 > 0.0 => {
            Some(format!("width:{}", em(pixels.min(10_000) as f32 * natural.0 / natural.1)))
        }
        // One that was made smaller is shown as large as before.
        (None, Some(Length::Pixels(_) | Length::Percent(_)) | None) => {
            shown.smaller.then(|| format!("width:{}", em(natural.0)))
        }
    }
}
