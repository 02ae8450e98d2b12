//! What stands in a line.

use super::block::alignment_class;
use super::{Writer, push_words};
use crate::math;
use crate::names::relative;
use crate::picture::Shown;
use crate::xhtml::{address, identifier, push_attribute, push_text};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{
    AssetRef, Button, Emphasis, Inline, InlineKind, Length, Link, LinkHint, LinkWords, Picture, Target, icon_words,
    mark, plain_text, says_something, short_address, words_beside_pictures,
};
use pamphlet_locale::{Direction, Tag, Term};
use pamphlet_media::icon;
use std::fmt::Write as _;

/// The class of an icon at the beginning of a link, which has room after it.
const LEADING: &str = "icon leading";
/// The class of an icon after words of a link, which has room before it.
const TRAILING: &str = "icon trailing";

impl<'e> Writer<'_, 'e> {
    /// Writes a run of inlines.
    pub(super) fn write_inlines(&mut self, content: &'e [Inline]) {
        // An icon beside words is decoration, an icon alone has to be said.
        let alone = !content.iter().any(says_something);
        let is_icon =
            |index: usize| content.get(index).is_some_and(|inline| matches!(inline.kind, InlineKind::Icon { .. }));
        for (index, inline) in content.iter().enumerate() {
            if let InlineKind::Text { text } = &inline.kind
                && self.in_link
                && inline.attrs.id.is_none()
            {
                // The line under a link would run on under such a space: there the icon has room of its own.
                let text = if index > 0 && is_icon(index - 1) { text.trim_start() } else { text };
                push_text(&mut self.out, if is_icon(index + 1) { text.trim_end() } else { text });
            } else if let InlineKind::Picture(_) = &inline.kind
                && !self.in_link
            {
                self.link_words = linked_beside(content, index);
                self.write_inline(inline, alone, index == 0);
                self.link_words.clear();
            } else {
                self.write_inline(inline, alone, index == 0);
            }
        }
    }

    fn write_inline(&mut self, inline: &'e Inline, alone: bool, first: bool) {
        match &inline.kind {
            InlineKind::Text { text } if inline.attrs.id.is_none() => push_text(&mut self.out, text),
            InlineKind::Text { text } => self.inline_element(inline, "span", None, |writer| {
                push_text(&mut writer.out, text);
            }),
            InlineKind::SoftBreak => self.out.push('\n'),
            InlineKind::LineBreak => self.out.push_str("<br/>\n"),
            InlineKind::Styled { style, content } => {
                self.inline_element(inline, style_tag(*style), None, |writer| writer.write_inlines(content));
            }
            InlineKind::Span { content } => {
                self.inline_element(inline, "span", None, |writer| writer.write_inlines(content));
            }
            InlineKind::Language { language, content } => self.write_language(inline, language, content),
            InlineKind::Comment { text } => self.inline_element(inline, "span", Some("comment"), |writer| {
                push_text(&mut writer.out, text);
            }),
            InlineKind::Keys { keys } => self.write_keys(inline, keys),
            InlineKind::Code { text, language: _ } => {
                self.out.push_str("<code");
                if Direction::of(&self.language) == Direction::Rtl {
                    self.out.push_str(" dir=\"ltr\"");
                }
                self.write_attrs(&inline.attrs);
                self.out.push_str(" translate=\"no\">");
                push_text(&mut self.out, text);
                self.out.push_str("</code>");
            }
            InlineKind::Link(link) => self.write_link(inline, link, None),
            InlineKind::Picture(picture) => self.write_picture(inline, picture),
            InlineKind::Icon { name } => self.write_icon(name, alone, first),
            InlineKind::Emoji { shortcode: _, text } | InlineKind::Unsupported { text } => {
                push_text(&mut self.out, text);
            }
            InlineKind::FootnoteReference { label, number } => self.write_note_reference(label, *number),
            InlineKind::AnnotationReference { number } => self.write_annotation_reference(*number),
            InlineKind::Abbreviation { text, expansion } => {
                self.out.push_str("<abbr");
                self.write_attrs(&inline.attrs);
                push_attribute(&mut self.out, "title", expansion);
                self.out.push('>');
                push_text(&mut self.out, text);
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
            InlineKind::Math { notation, source } => {
                let written = math::mathml(*notation, source, false);
                self.push_formula(written, source);
            }
        }
    }

    /// Writes an inline that stands beside words: its icons are decoration.
    pub(super) fn write_beside(&mut self, inline: &'e Inline) {
        self.write_inline(inline, false, false);
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

    /// Writes a link. One that shows no words gets some: its title, else what the hint says, else where it leads.
    pub(super) fn write_link(&mut self, inline: &'e Inline, link: &'e Link, hint: Option<LinkHint<'_>>) {
        self.push_link(inline.attrs.id.as_deref(), link, hint);
    }

    /// Writes words that stand for a link, in their language.
    pub(super) fn push_words(&mut self, words: &LinkWords) {
        let other = words.language.as_ref().filter(|language| **language != self.language);
        if other.is_some() {
            self.out.push_str("<span");
            let before = self.enter(other);
            self.out.push('>');
            push_text(&mut self.out, &words.words);
            self.leave(before);
            self.out.push_str("</span>");
        } else {
            push_text(&mut self.out, &words.words);
        }
    }

    /// Writes a link that is no inline of its own.
    pub(super) fn push_link(&mut self, id: Option<&str>, link: &'e Link, hint: Option<LinkHint<'_>>) {
        let target = match &link.target {
            Target::External { url } => address(url),
            Target::Page { .. } => Some(String::new()),
            // An edition holds no link as written; were there one, its text would stay.
            Target::Unresolved { .. } | Target::Written { .. } => None,
        };
        let was_in_link = self.in_link;
        let open = target.is_some() && !was_in_link;
        self.out.push_str(if open { "<a" } else { "<span" });
        match link.button {
            Some(Button::Primary) => self.out.push_str(" class=\"button primary\""),
            Some(Button::Secondary) => self.out.push_str(" class=\"button\""),
            None => {}
        }
        if let Some(id) = id {
            self.write_id(id);
        }
        let says = link.content.iter().any(says_something);
        // A link that leads nowhere keeps its title: it may be all that says what a sign means.
        let title = link.title.as_deref().filter(|_| says);
        if open {
            match &link.target {
                Target::Page { page, anchor } => self.write_place(page, anchor.as_deref()),
                Target::External { .. } | Target::Unresolved { .. } | Target::Written { .. } => {
                    push_attribute(&mut self.out, "href", target.as_deref().unwrap_or_default());
                }
            }
        }
        if let Some(title) = title {
            push_attribute(&mut self.out, "title", title);
        }
        // A title is in the language of its element; what the link shows is then in an element of its own.
        let around = title.and_then(|_| self.enter(link.title_language.as_ref()));
        self.out.push('>');
        let titled = around.clone().and_then(|around| {
            self.out.push_str("<span");
            let title = self.enter(Some(&around));
            self.out.push('>');
            title
        });
        let before = std::mem::replace(&mut self.in_link, was_in_link || open);
        if says {
            let words = words_beside_pictures(&link.content).to_lowercase();
            let outer = std::mem::replace(&mut self.link_words, words);
            self.write_inlines(&link.content);
            self.link_words = outer;
        } else {
            for inline in &link.content {
                if let InlineKind::Icon { name } = &inline.kind {
                    self.push_icon(name, None, LEADING);
                } else {
                    self.write_inline(inline, false, false);
                }
            }
            let words = self.book.edition.link_words(link, hint, self.book.catalog);
            self.push_words(&words);
        }
        self.in_link = before;
        if titled.is_some() {
            self.out.push_str("</span>");
        }
        self.leave(around);
        self.out.push_str(if open { "</a>" } else { "</span>" });
        // An address that no book may link to is still worth knowing: people can type it.
        if let Target::External { url } = &link.target
            && target.is_none()
            && scheme::reach(url) != Reach::Refused
            && plain_text(&link.content).trim() != url.trim()
        {
            self.out.push_str(" <span data-generated=\"address\" dir=\"ltr\" translate=\"no\">(");
            push_text(&mut self.out, url.trim());
            self.out.push_str(")</span>");
        }
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
            AssetRef::Remote { .. } | AssetRef::Missing { .. } | AssetRef::Written { .. } => None,
        };
        let Some(shown) = shown else {
            self.push_words_of_picture(picture);
            return;
        };
        if !picture.decorative {
            self.book.seen.pictures += 1;
            if picture.alternative.trim().is_empty() {
                self.book.seen.pictures_without_words += 1;
            }
        }
        self.out.push_str("<img");
        push_attribute(&mut self.out, "src", &relative(self.path, &shown.path));
        // In or beside a link of the same words it would be heard twice.
        let alternative = picture.alternative.trim();
        let silent = picture.decorative || (!alternative.is_empty() && alternative.to_lowercase() == self.link_words);
        push_attribute(&mut self.out, "alt", if silent { "" } else { alternative });
        if let Some(class) = class.or(picture.alignment.map(alignment_class)) {
            push_attribute(&mut self.out, "class", class);
        }
        if let Some(style) = picture_style(picture, &shown).filter(|_| class.is_none()) {
            push_attribute(&mut self.out, "style", &style);
        }
        if let Some(title) = &picture.title {
            push_attribute(&mut self.out, "title", title);
        }
        let before = self.enter(picture.language.as_ref());
        self.leave(before);
        self.out.push_str("/>");
    }

    /// A picture that is not in the book: its words, and where it is if that is elsewhere.
    fn push_words_of_picture(&mut self, picture: &'e Picture) {
        let words = picture.alternative.trim();
        let url = match &picture.source {
            AssetRef::Remote { url } => address(url),
            AssetRef::Local { .. } | AssetRef::Missing { .. } | AssetRef::Written { .. } => None,
        };
        // The words of a link say more than that a picture without any is in it.
        if words.is_empty() && (picture.decorative || self.in_link) {
            return;
        }
        self.out.push_str("<span class=\"absent-picture\"");
        let before = self.enter(picture.language.as_ref());
        self.out.push('>');
        if words.is_empty() {
            self.push_term(Term::Picture);
        } else {
            push_text(&mut self.out, words);
        }
        if let Some(url) = url.filter(|_| !self.in_link) {
            self.out.push_str(" (<a");
            push_attribute(&mut self.out, "href", &url);
            self.out.push('>');
            push_text(&mut self.out, short_address(&url));
            self.out.push_str("</a>)");
        }
        self.leave(before);
        self.out.push_str("</span>");
    }

    /// Writes an icon: a mark with its word, an icon that stands alone with its name, any other as decoration.
    fn write_icon(&mut self, name: &str, alone: bool, first: bool) {
        let meaning = mark(name).filter(|mark| mark.anywhere && !self.in_link || self.in_cell && (alone || first));
        let label = match meaning {
            // Words beside a warning sign say themselves what it means.
            Some(mark) if alone || mark.anywhere => {
                Some((self.book.catalog.term(mark.term).to_owned(), self.book.words.clone()))
            }
            // Icons have English names.
            Some(_) | None if alone && !self.in_link => Tag::parse("en").map(|english| (icon_words(name), english)),
            Some(_) | None => None,
        };
        let class = match (self.in_link, first) {
            (true, true) => LEADING,
            (true, false) => TRAILING,
            (false, _) => "icon",
        };
        self.push_icon(name, label.as_ref().map(|(words, language)| (words.as_str(), language)), class);
    }

    /// Draws an icon in the colour of the text. Without a label it is decoration.
    pub(super) fn push_icon(&mut self, name: &str, label: Option<(&str, &Tag)>, class: &str) {
        let Some(icon) = icon::find(name) else {
            if let Some((label, language)) = label {
                self.out.push_str("<span data-generated=\"icon\">");
                push_words(&mut self.out, &self.language, language, label);
                self.out.push_str("</span>");
            }
            return;
        };
        self.out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        push_attribute(&mut self.out, "class", class);
        match label {
            Some((label, language)) => {
                self.out.push_str(" role=\"img\"");
                push_attribute(&mut self.out, "aria-label", label);
                if *language != self.language {
                    push_attribute(&mut self.out, "xml:lang", language.as_str());
                }
            }
            None => self.out.push_str(" aria-hidden=\"true\""),
        }
        let [x, y, width, height] = icon.view_box;
        let _ = write!(self.out, " viewBox=\"{x} {y} {width} {height}\"><path");
        push_attribute(&mut self.out, "d", &icon.path);
        self.out.push_str("/></svg>");
    }

    fn write_note_reference(&mut self, label: &str, number: u32) {
        let shown = self.book.catalog.digits().format(number.into());
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let Some(count) = index.and_then(|index| self.references.get_mut(index)).filter(|_| !self.in_link) else {
            self.out.push_str("<sup>");
            push_text(&mut self.out, if index.is_none() { label } else { &shown });
            self.out.push_str("</sup>");
            return;
        };
        *count += 1;
        let id = reference_id(number, *count);
        self.ids.insert(id.clone());
        self.out.push_str("<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\"");
        push_attribute(&mut self.out, "id", &id);
        let _ = write!(self.out, " href=\"#{}\">", note_id(number));
        push_text(&mut self.out, &shown);
        self.out.push_str("</a>");
    }

    fn write_annotation_reference(&mut self, number: u32) {
        let shown = self.book.catalog.digits().format(number.into());
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let target = index.and_then(|index| self.annotations.get(index)).filter(|_| !self.in_link).cloned();
        match target {
            Some(id) => {
                let _ = write!(self.out, "<a class=\"noteref\" href=\"#{}\">({shown})</a>", identifier(&id));
            }
            None => {
                let _ = write!(self.out, "({shown})");
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

/// The words, in lower case, of the link right after a place of a run, or right before it.
fn linked_beside(content: &[Inline], index: usize) -> String {
    let is_space = |inline: &&Inline| {
        matches!(inline.kind, InlineKind::SoftBreak)
            || matches!(&inline.kind, InlineKind::Text { text } if text.trim().is_empty())
    };
    let words = |inline: Option<&Inline>| {
        let link = inline.and_then(|inline| if let InlineKind::Link(link) = &inline.kind { Some(link) } else { None });
        link.map(|link| words_beside_pictures(&link.content).to_lowercase()).filter(|words| !words.is_empty())
    };
    let after = content[index + 1..].iter().find(|inline| !is_space(inline));
    let before = content[..index].iter().rev().find(|inline| !is_space(inline));
    words(after).or_else(|| words(before)).unwrap_or_default()
}

fn style_tag(style: Emphasis) -> &'static str {
    match style {
        Emphasis::Emphasis => "em",
        Emphasis::Strong => "strong",
        Emphasis::Deleted => "del",
        Emphasis::Inserted => "ins",
        Emphasis::Marked => "mark",
        Emphasis::Small => "small",
        Emphasis::Subscript => "sub",
        Emphasis::Superscript => "sup",
        Emphasis::Quoted => "q",
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
