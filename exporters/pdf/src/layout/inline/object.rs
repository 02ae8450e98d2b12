//! What is no text inside a paragraph: pictures, icons, formulas; and the words that stand for them.

use super::{InlineEnv, Writer, points, points_of_percent};
use crate::display::{LinkTarget, NodeId, Role};
use crate::font::Theme;
use crate::layout::figure::highest;
use crate::layout::mathematics;
use crate::layout::out::Noted;
use crate::math::{self, MathStyle};
use crate::paragraph::{InlineObject, ObjectKind, TextStyle};
use crate::style::sizes::{PIXEL, inline as sizes};
use pamphlet_locale::{Direction, Term};
use pamphlet_reading::{Alternative, AssetRef, Attrs, Icon, Length, Math, MathNotation, Picture, Saying, Words};
use pamphlet_source::{Code, Diagnostic};
use std::sync::Arc;

impl InlineEnv<'_> {
    pub(super) fn picture(&self, w: &mut Writer<'_, '_>, picture: &Picture, attrs: &Attrs) {
        let size = self.style.size;
        let found = match &picture.source {
            AssetRef::Local { asset } => {
                self.env.ctx.media.picture(&asset.0).map(|found| (asset.0.as_str(), found.size()))
            }
            AssetRef::Remote { .. } | AssetRef::Missing { .. } => None,
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
        let node = picture.alternative.heard().map(|words| self.spoken(w, words));
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

    /// What stands for a picture that is not there: its alternative text. The address of one on another server stands in
    /// the list of links alone.
    pub(super) fn picture_words(&self, w: &mut Writer<'_, '_>, picture: &Picture) {
        let address = match &picture.source {
            AssetRef::Remote { url } => Some(url.as_str()),
            AssetRef::Missing { .. } | AssetRef::Local { .. } => None,
        };
        let words = match &picture.alternative {
            Alternative::Decorative | Alternative::Repeated { .. } => return,
            Alternative::Described { words } => Some(words),
            Alternative::Undescribed if picture.linked => return,
            Alternative::Undescribed => None,
        };
        let soft = self.styled(TextStyle { color: self.env.ctx.style.palette.soft, ..self.style });
        soft.text(w, "[");
        let term = self.env.ctx.catalog.term(Term::Picture);
        let language = words.and_then(|words| words.language.as_ref()).unwrap_or(self.language);
        InlineEnv { language, ..soft }.text(w, words.map_or(term, |words| &words.text));
        soft.text(w, "]");
        if let Some(address) = address.filter(|_| !picture.linked) {
            soft.address_mark(w, Noted { target: LinkTarget::Address(address.into()), page: None, listed: true });
        }
    }

    /// An element for something that is no text, with the words that are heard for it.
    fn spoken(&self, w: &mut Writer<'_, '_>, words: &Words) -> NodeId {
        let node = w.out.structure.add(self.node, Role::Figure);
        w.out.structure.set_alternative(node, &words.text);
        if let Some(language) = &words.language {
            w.out.structure.set_language(node, language.clone());
        }
        w.leaf = None;
        node
    }

    pub(super) fn icon(&self, w: &mut Writer<'_, '_>, icon: &Icon, attrs: &Attrs) {
        let size = self.style.size;
        if pamphlet_media::icon::find(&icon.name).is_none() {
            // An icon that no set has was reported; what it says stands in its place.
            if let Some(words) = icon.says.words() {
                self.words(w, words);
            }
            return;
        }
        let node = match &icon.says {
            Saying::Name { words } => Some(self.spoken(w, words)),
            // The words of an answer stand beside it.
            Saying::Nothing | Saying::Answer { .. } => None,
        };
        self.room_before_icon(w);
        let side = emoji_height(attrs).map_or(size, |factor| factor * size / sizes::SIGN);
        let descent = side * 0.5 - size * sizes::ICON_MIDDLE;
        let rtl = Direction::of(self.language) == Direction::Rtl;
        let name = if rtl { pamphlet_media::icon::mirrored(&icon.name) } else { icon.name.as_str().into() };
        let kind = ObjectKind::Icon(name.as_ref().into());
        let object = InlineObject { kind, width: side, ascent: side - descent, descent, node };
        w.content.push_object(object, self.style, self.language, self.link);
        w.after_icon = true;
        if let Saying::Answer { words } = &icon.says {
            w.after_icon = false;
            let soft = TextStyle { color: self.env.ctx.style.palette.soft, size: size * sizes::SPOKEN, ..self.style };
            self.styled(soft).verbatim(w, "\u{A0}");
            self.styled(soft).words(w, words);
        }
    }

    /// Words of ours, in an element of their own where their language is not the one around them.
    fn words(&self, w: &mut Writer<'_, '_>, words: &Words) {
        match &words.language {
            Some(language) if language != self.language => {
                let inner = InlineEnv { language, ..*self };
                let node = inner.element(w, Role::Span, |inner, w| inner.text(w, &words.text));
                w.out.structure.set_language(node, language.clone());
            }
            Some(_) | None => self.text(w, &words.text),
        }
    }

    pub(super) fn math(&self, w: &mut Writer<'_, '_>, math: &Math) {
        let size = self.style.size;
        let width = self.env.area.width;
        let pieces = {
            let style = MathStyle { engine: self.env.ctx.engine, language: self.language, size, display: false };
            math::set(math.notation, &math.source, style)
        };
        let Some(pieces) = pieces else {
            self.math_words(w, math);
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
            w.out.structure.set_formula(node, math.heard(), &math.source);
        }
    }

    /// A formula that is not understood, as a line of text.
    pub(super) fn math_words(&self, w: &mut Writer<'_, '_>, math: &Math) {
        let shown = match math.notation {
            MathNotation::Tex => mathematics::from_tex(&math.source),
            MathNotation::MathMl => mathematics::from_mathml(&math.source),
        };
        let style = TextStyle { theme: Theme::Serif, italic: self.env.ctx.style.italics, ..self.style };
        let mut formula = None;
        self.isolate(w, Direction::Ltr, |inner, w| {
            formula = Some(inner.styled(style).element(w, Role::Formula, |inner, w| inner.text(w, &shown)));
        });
        if let Some(node) = formula {
            w.out.structure.set_formula(node, math.heard(), &math.source);
        }
        self.env.say(w.out, Diagnostic::new(Code::Degraded, "a formula is set as a line of text"));
    }
}

/// How high a picture or an icon is that the author wrote as a sign among words, in parts of the size of the letters:
/// the classes of Material's emoji.
fn emoji_height(attrs: &Attrs) -> Option<f32> {
    let larger = sizes::LARGER_SIGNS.into_iter().find(|(class, _)| attrs.has_class(class)).map(|(_, factor)| factor);
    let sign = ["twemoji", "emojione", "gemoji", "middle"].iter().any(|class| attrs.has_class(class));
    larger.or(sign.then_some(sizes::SIGN))
}
