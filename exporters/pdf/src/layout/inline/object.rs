//! What is no text inside a paragraph: pictures, icons, formulas; and the words that stand for them.

use super::{InlineEnv, Writer, points, points_of_percent};
use crate::display::{LinkTarget, Role};
use crate::font::Theme;
use crate::layout::figure::highest;
use crate::layout::mathematics;
use crate::math::{self, MathStyle};
use crate::paragraph::{ContentLink, InlineObject, ObjectKind, TextStyle};
use crate::style::sizes::{PIXEL, inline as sizes};
use pamphlet_document::{AssetRef, Attrs, Length, MathNotation, Picture, icon_words, mark};
use pamphlet_locale::{Direction, Term};
use pamphlet_source::{Code, Diagnostic};
use std::sync::Arc;

impl InlineEnv<'_> {
    pub(super) fn picture(&self, w: &mut Writer<'_, '_>, picture: &Picture, attrs: &Attrs) {
        let size = self.style.size;
        let found = match &picture.source {
            AssetRef::Local { asset } => {
                self.env.ctx.media.picture(&asset.0).map(|found| (asset.0.as_str(), found.size()))
            }
            AssetRef::Remote { .. } | AssetRef::Missing { .. } | AssetRef::Written { .. } => None,
        };
        let Some((asset, (width, height))) = found else {
            self.picture_words(w, picture);
            return;
        };
        let (width, height) = (width.max(1.0), height.max(1.0));
        let emoji = emoji_height(attrs).map(|factor| factor * size);
        let wished = match (picture.width, picture.height) {
            (Some(Length::Pixels(pixels)), _) => points(pixels),
            (Some(Length::Percent(percent)), _) => self.env.area.width * points_of_percent(percent),
            (None, Some(Length::Pixels(pixels))) => points(pixels) * width / height,
            (None, Some(Length::Percent(_)) | None) => emoji.map_or(width * PIXEL, |high| high * width / height),
        };
        let wide = wished.min(self.env.area.width).max(1.0);
        let (mut wide, mut high) = (wide, wide * height / width);
        let limit = self.env.ctx.style.height() * highest(height / width);
        if high > limit {
            (wide, high) = (wide * limit / high, limit);
        }
        let alternative = picture.alternative.trim();
        let node = (!picture.decorative && !alternative.is_empty()).then(|| {
            let node = w.out.structure.add(self.node, Role::Figure);
            w.out.structure.set_alternative(node, alternative);
            if let Some(language) = &picture.language {
                w.out.structure.set_language(node, language.clone());
            }
            w.leaf = None;
            node
        });
        if std::mem::take(&mut w.soft_break) {
            self.push(w, " ");
        }
        // A picture of the height of a line hangs below the baseline as letters do, one that stands for a sign beside
        // the middle of capitals, whatever its height.
        let descent = match emoji {
            Some(_) => (high * 0.5 - size * sizes::PICTURE_MIDDLE).max(0.0),
            None if high <= size * sizes::PICTURE_OF_LINE => high * sizes::PICTURE_BELOW,
            None => 0.0,
        };
        let object = InlineObject {
            kind: ObjectKind::Picture(asset.into()),
            width: wide,
            ascent: high - descent,
            descent,
            node,
        };
        w.content.push_object(object, self.style, self.language, self.link);
        w.after_icon = emoji.is_some();
    }

    /// What stands for a picture that is not there: its alternative text and its address.
    pub(super) fn picture_words(&self, w: &mut Writer<'_, '_>, picture: &Picture) {
        let (address, missing) = match &picture.source {
            AssetRef::Remote { url } => (url.as_str(), false),
            AssetRef::Missing { address } | AssetRef::Written { address } => (address.as_str(), true),
            AssetRef::Local { asset } => (asset.0.as_str(), true),
        };
        let alternative = picture.alternative.trim();
        if picture.decorative && alternative.is_empty() && missing {
            return;
        }
        let term = self.env.ctx.catalog.term(Term::Picture).to_owned();
        let soft = TextStyle { color: self.env.ctx.style.palette.soft, ..self.style };
        let soft = self.styled(soft);
        soft.text(w, "[");
        let words = if alternative.is_empty() { term.as_str() } else { alternative };
        let language = picture.language.as_ref().filter(|_| !alternative.is_empty()).unwrap_or(self.language);
        InlineEnv { language, ..soft }.text(w, words);
        if !missing {
            soft.text(w, ": ");
            soft.address(w, address);
        }
        soft.text(w, "]");
    }

    /// An address as text that leads to itself.
    pub(super) fn address(&self, w: &mut Writer<'_, '_>, address: &str) {
        let style = TextStyle { code: true, ..self.style };
        self.isolate(w, Direction::Ltr, |inner, w| {
            inner.styled(style).element(w, Role::Link, |inner, w| {
                let link = u16::try_from(w.content.links.len()).ok();
                let target = LinkTarget::Address(address.into());
                w.content.links.push(ContentLink { target, description: address.into(), node: inner.node });
                InlineEnv { link, ..*inner }.verbatim(w, address);
            });
        });
    }

    pub(super) fn icon(&self, w: &mut Writer<'_, '_>, name: &str, attrs: &Attrs) {
        let known = pamphlet_media::icon::find(name).is_some();
        let meaning = mark(name).filter(|mark| mark.anywhere || w.icons_speak);
        if !known {
            // An icon that no set has was reported; its name says what it would show.
            if let Some(meaning) = meaning {
                let words = self.env.ctx.catalog.term(meaning.term).to_owned();
                self.text(w, &words);
            } else {
                self.text(w, &icon_words(name));
            }
            return;
        }
        if std::mem::take(&mut w.soft_break) {
            self.push(w, " ");
        }
        let size = self.style.size;
        let node = meaning.map(|meaning| {
            let words = self.env.ctx.catalog.term(meaning.term).to_owned();
            let node = w.out.structure.add(self.node, Role::Figure);
            w.out.structure.set_alternative(node, &words);
            w.leaf = None;
            node
        });
        self.room_before_icon(w);
        let side = emoji_height(attrs).map_or(size, |factor| factor * size / sizes::SIGN);
        let descent = side * 0.5 - size * sizes::ICON_MIDDLE;
        let kind = ObjectKind::Icon(name.into());
        let object = InlineObject { kind, width: side, ascent: side - descent, descent, node };
        w.content.push_object(object, self.style, self.language, self.link);
        w.after_icon = true;
        if let Some(meaning) = meaning.filter(|_| w.icons_speak) {
            w.icons_speak = false;
            let words = self.env.ctx.catalog.term(meaning.term).to_owned();
            let soft = TextStyle { color: self.env.ctx.style.palette.soft, size: size * sizes::SPOKEN, ..self.style };
            let inner = InlineEnv { style: soft, language: self.env.ctx.edition.locale(), ..*self };
            inner.verbatim(w, &format!("\u{A0}{words}"));
        }
    }

    pub(super) fn math(&self, w: &mut Writer<'_, '_>, notation: MathNotation, source: &str) {
        let size = self.style.size;
        let width = self.env.area.width;
        let pieces = {
            let style = MathStyle { engine: self.env.ctx.engine, language: self.language, size, display: false };
            math::set(notation, source, style)
        };
        let Some(pieces) = pieces else {
            self.math_words(w, notation, source);
            return;
        };
        let mut formula = None;
        self.isolate(w, Direction::Ltr, |inner, w| {
            formula = Some(inner.element(w, Role::Formula, |inner, w| {
                let leaf = inner.leaf(w);
                for piece in pieces {
                    let factor = (width / piece.width.max(1.0)).min(1.0);
                    let piece = if factor < 1.0 { piece.scaled(factor) } else { piece };
                    let object = InlineObject {
                        width: piece.width,
                        ascent: piece.ascent,
                        descent: piece.descent,
                        kind: ObjectKind::Formula(Arc::new(piece)),
                        node: Some(leaf),
                    };
                    w.content.push_object(object, inner.style, inner.language, inner.link);
                }
            }));
        });
        if let Some(node) = formula {
            w.out.structure.set_alternative(node, source);
        }
    }

    /// A formula that is not understood, as a line of text.
    pub(super) fn math_words(&self, w: &mut Writer<'_, '_>, notation: MathNotation, source: &str) {
        let shown = match notation {
            MathNotation::Tex => mathematics::from_tex(source),
            MathNotation::MathMl => mathematics::from_mathml(source),
        };
        let style = TextStyle { theme: Theme::Serif, italic: self.env.ctx.style.italics, ..self.style };
        let mut formula = None;
        self.isolate(w, Direction::Ltr, |inner, w| {
            formula = Some(inner.styled(style).element(w, Role::Formula, |inner, w| inner.text(w, &shown)));
        });
        if let Some(node) = formula {
            w.out.structure.set_alternative(node, source);
        }
        self.env.say(w.out, Diagnostic::new(Code::Degraded, "a formula is set as a line of text"));
    }
}

/// How high a picture or an icon is that the author wrote as a sign among words, in parts of the size of the letters:
/// the classes of Material's emoji.
fn emoji_height(attrs: &Attrs) -> Option<f32> {
    let larger = [("xxxl", 4.5), ("xxl", 3.0), ("xl", 2.25), ("lg", 1.5)];
    let larger = larger.into_iter().find(|(class, _)| attrs.has_class(class)).map(|(_, factor)| factor);
    let sign = ["twemoji", "emojione", "gemoji", "middle"].iter().any(|class| attrs.has_class(class));
    larger.or(sign.then_some(sizes::SIGN))
}
