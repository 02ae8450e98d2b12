//! Recommendation cards and threats.

use super::callout::append;
use super::{Composer, Look};
use crate::display::{NodeId, Role};
use crate::layout::flow::{FlowItem, Frame, Mark, Slab};
use crate::paragraph::{Content, Flush, InlineObject, ObjectKind};
use crate::style::{Size, mm};
use pamphlet_document::{
    AssetRef, CalloutTitle, Card, Download, Inline, InlineKind, Link, LinkRole, Meaning, Picture, Threats, plain_text,
    says_something,
};
use pamphlet_locale::{Direction, Term};

impl Composer<'_> {
    /// The word for what a link of a card leads to.
    pub(super) fn role_words(&self, role: &LinkRole) -> String {
        self.ctx.edition.words(Meaning::Role(role), self.ctx.catalog).map(|said| said.words).unwrap_or_default()
    }

    pub(super) fn card(&mut self, card: &Card) {
        let style = self.ctx.style;
        let node = self.structure.add(self.parent, Role::Section);
        self.structure.set_title(node, &card.name);
        let size = self.look.size.size;
        let space = self.block_space();
        let pad = size * 1.15;
        let waiting = self.codes.waiting.len();
        let headed = self.heading_above.as_deref() == Some(card.name.as_str());
        self.space(space * 1.2);
        let frame = Frame {
            left: self.area.left,
            width: self.area.width,
            above: pad * 0.9,
            below: pad * 0.85,
            border: Some(style.palette.hairline),
            radius: 4.0,
            whole_up_to: if style.brief.large { 0.3 } else { 0.85 },
            ..Frame::default()
        };
        self.flow.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad);
        self.within(node, area, |composer| {
            composer.look.theme = style.plain;
            composer.look.flush = Flush::Start;
            let logo = if style.brief.large { mm(20.0) } else { mm(14.0) };
            let inner = composer.area;
            let start = composer.flow.items.len();
            let mut beside = false;
            if let Some(picture) = &card.logo {
                let drawn = composer.logo(picture, logo);
                if drawn {
                    beside = true;
                    composer.area = composer.inset(logo + pad, 0.0);
                }
            }
            if let CalloutTitle::Implied { .. } = &card.title {
                // What the website says above the card, where the author wrote its type and no title.
                let look = Look { size: style.small, ..composer.look };
                let words = composer.ctx.catalog.term(Term::Recommendation).to_owned();
                let locale = composer.ctx.edition.locale().clone();
                composer.words(&words, look, Role::Paragraph, Some(&locale));
                composer.keep();
            }
            if let CalloutTitle::Written { content, .. } = &card.title {
                let node = composer.structure.add(composer.parent, Role::Paragraph);
                let look = Look { bold: true, ..composer.look };
                composer.paragraph(content, look, node, 0.0);
                composer.keep();
            } else if !headed && !card.name.trim().is_empty() {
                let look = Look { bold: true, size: composer.heading_look(3).size, ..composer.look };
                composer.words(&card.name, look, Role::Paragraph, None);
                composer.keep();
            }
            let code_start = composer.flow.items.len();
            let code = composer.card_code(card);
            if let Some((width, _)) = code {
                composer.area = composer.inset(0.0, width + pad * 0.7);
            }
            composer.blocks(&card.description);
            composer.card_links(card);
            composer.area = inner;
            // The logo or the code may be higher than the words beside it.
            let mut rest = 0.0_f32;
            if beside {
                rest = logo + 4.0 - crate::layout::flow::height(&composer.flow.items[start..]);
            }
            if let Some((_, high)) = code {
                rest = rest.max(high + 6.0 - crate::layout::flow::height(&composer.flow.items[code_start..]));
            }
            if rest > 0.0 {
                composer.flow.push(FlowItem::Slab(Slab { height: rest, ..Slab::default() }));
            }
            composer.downloads(card);
            composer.blocks(&card.further);
        });
        // The card says where its links lead; its section's codes are those of the running text.
        self.codes.waiting.truncate(waiting);
        self.card_code_later(card);
        self.flow.push(FlowItem::Close);
        self.space(space * 1.2);
    }

    /// Puts a logo at the start side, beside what follows; says whether there was one to draw.
    fn logo(&mut self, picture: &Picture, side: f32) -> bool {
        let AssetRef::Local { asset } = &picture.source else {
            self.picture_paragraph(picture);
            return false;
        };
        let Some(found) = self.ctx.media.picture(&asset.0) else {
            self.picture_paragraph(picture);
            return false;
        };
        let (width, height) = found.size();
        let scale = side / width.max(height).max(1.0);
        let (width, height) = (width * scale, height * scale);
        let owner = self.figure_owner(picture, self.parent);
        let x = if self.rtl() { self.area.left + self.area.width - side } else { self.area.left };
        let place = crate::display::Rect { x: x + (side - width) / 2.0, y: 2.0 + (side - height) / 2.0, width, height };
        let item = crate::display::Item::Picture { asset: asset.0.as_str().into(), place };
        self.flow.push(FlowItem::Slab(Slab { marks: vec![Mark::Item { owner, item }], ..Slab::default() }));
        self.keep();
        true
    }

    /// A picture that cannot be drawn, in words.
    fn picture_paragraph(&mut self, picture: &Picture) {
        let inline = Inline {
            span: self.span,
            attrs: pamphlet_document::Attrs::default(),
            kind: InlineKind::Picture(picture.clone()),
        };
        let node = self.structure.add(self.parent, Role::Paragraph);
        let look = self.look;
        self.paragraph(&[inline], look, node, 0.0);
    }

    fn card_links(&mut self, card: &Card) {
        if card.links.is_empty() {
            return;
        }
        let node = self.structure.add(self.parent, Role::Paragraph);
        let style = self.ctx.style;
        let size = Size { size: self.look.size.size * 0.94, leading: self.look.size.leading * 1.02 };
        let look = Look { size, theme: style.plain, flush: Flush::Start, hyphenate: false, ..self.look };
        let mut whole = Content::default();
        for (index, link) in card.links.iter().enumerate() {
            if index > 0 {
                self.between(&mut whole, look, node);
            }
            let inline = Inline {
                span: link.span,
                attrs: link.attrs.clone(),
                kind: InlineKind::Link(Link { button: None, ..link.link.clone() }),
            };
            let content = unbroken(self.inlines(std::slice::from_ref(&inline), look, node));
            append(&mut whole, content);
        }
        self.space(self.look.size.leading * 0.35);
        self.content(&whole, look, 0.0);
    }

    /// Room between parts of a line: a space that is read as one, and more of it to see. It stands at the end of a
    /// line rather than at the beginning of the next.
    fn between(&mut self, whole: &mut Content, look: Look, node: NodeId) {
        let leaf = self.structure.add(node, Role::Content);
        let language = self.language.clone();
        let style = self.text_style(look);
        whole.push_verbatim("\u{2060}", style, &language, None, None);
        let width = look.size.size * 0.62;
        let room = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        whole.push_object(room, style, &language, None);
        whole.push_verbatim(" ", style, &language, Some(leaf), None);
    }

    fn downloads(&mut self, card: &Card) {
        let Some(downloads) = &card.downloads else { return };
        if downloads.items.is_empty() && downloads.summary.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let size = Size { size: self.look.size.size * 0.94, leading: self.look.size.leading * 1.02 };
        let look = Look { size, theme: style.plain, flush: Flush::Start, hyphenate: false, ..self.look };
        self.space(self.look.size.leading * 0.45);
        // No page ends between the links and the rule below them.
        self.keep();
        let rule = self.hairline(0.0, style.palette.hairline, 0.6);
        self.flow.push(FlowItem::Slab(Slab { marks: vec![rule], ..Slab::default() }));
        self.keep();
        self.space(self.look.size.leading * 0.35);
        self.keep();
        let division = self.structure.add(self.parent, Role::Division);
        let label = self.structure.add(division, Role::Paragraph);
        let soft = Look { color: style.palette.soft, bold: true, ..look };
        let mut whole = if plain_text(&downloads.summary).trim().is_empty() {
            let leaf = self.structure.add(label, Role::Content);
            let words = self.ctx.catalog.term(Term::Downloads).to_owned();
            let locale = self.ctx.edition.locale().clone();
            let mut content = Content::default();
            content.push(&words, self.text_style(soft), &locale, Some(leaf), None);
            content
        } else {
            self.inlines(&downloads.summary, soft, label)
        };
        let gap = look.size.size * 0.9;
        let (area, start) = (self.area, self.flow.items.len());
        // Names hang beside their label, where that leaves them room.
        let width = crate::paragraph::measure(self.ctx.engine, &whole, Direction::of(&self.language)).most;
        let hangs = width < area.width * 0.3;
        if hangs {
            self.content(&whole, soft, 0.0);
            // What follows stands on the line of the label.
            if let Some(FlowItem::Slab(slab)) = self.flow.items.get_mut(start) {
                slab.height = 0.0;
            }
            self.keep();
            whole = Content::default();
            self.area = self.inset(width + gap, 0.0);
        } else {
            let room = InlineObject { kind: ObjectKind::Space, width: gap, ascent: 0.0, descent: 0.0, node: None };
            whole.push_object(room, self.text_style(look), &self.language, None);
        }
        let list = self.structure.add(division, Role::List);
        for (index, item) in downloads.items.iter().enumerate() {
            let list_item = self.structure.add(list, Role::ListItem);
            let body = self.structure.add(list_item, Role::ListBody);
            if index > 0 {
                self.between(&mut whole, look, body);
            }
            let content = unbroken(self.inlines(&self.named(item), look, body));
            append(&mut whole, content);
        }
        self.content(&whole, look, 0.0);
        self.area = area;
    }

    /// The content of a download, its link with the name of the place for a title where it shows no words.
    fn named(&self, download: &Download) -> Vec<Inline> {
        let mut content = download.content.clone();
        for inline in &mut content {
            if let InlineKind::Link(link) = &mut inline.kind
                && link.title.is_none()
                && !link.content.iter().any(says_something)
                && let Some(name) = self.ctx.edition.download_words(download, self.ctx.catalog)
            {
                (link.title, link.title_language) = (Some(name.words), name.language);
            }
        }
        content
    }

    pub(super) fn threats(&mut self, threats: &Threats) {
        let style = self.ctx.style;
        let space = self.block_space();
        self.space(space);
        let look = Look { theme: style.plain, flush: Flush::Start, ..self.look };
        if !plain_text(&threats.intro).trim().is_empty() {
            let node = self.structure.add(self.parent, Role::Paragraph);
            self.paragraph(&threats.intro, look, node, 0.0);
            self.keep();
            self.space(self.look.size.leading * 0.3);
            self.keep();
        }
        let list = self.structure.add(self.parent, Role::List);
        let size = Size { size: self.look.size.size * 0.92, leading: self.look.size.leading * 1.35 };
        let look = Look { size, ..look };
        // Pills: each a line of its own width, as many in a row as fit.
        let pad = size.size * 0.75;
        let gap = size.size * 0.6;
        let mut pills = Vec::new();
        for item in &threats.items {
            let list_item = self.structure.add(list, Role::ListItem);
            let body = self.structure.add(list_item, Role::ListBody);
            let mut content = self.inlines(&item.content, look, body);
            for run in &mut content.runs {
                run.style.rule = crate::paragraph::Rule::None;
                run.style.color = style.palette.text;
            }
            if content.is_blank() {
                continue;
            }
            let widths = crate::paragraph::measure(self.ctx.engine, &content, Direction::of(&self.language));
            pills.push((content, (widths.most + pad * 2.0 + 0.5).min(self.area.width)));
        }
        let area = self.area;
        let mut row = Slab::default();
        let mut x = 0.0;
        for (content, width) in pills {
            if x > 0.0 && x + width > area.width + 0.1 {
                self.flow.push(FlowItem::Slab(std::mem::take(&mut row)));
                x = 0.0;
            }
            let left = if self.rtl() { area.left + area.width - x - width } else { area.left + x };
            let inner = super::Area { left: left + pad, width: width - pad * 2.0 };
            let flow = self.separately(list, inner, |composer| composer.content(&content, look, 0.0));
            let mut slab = flow.stack();
            let baseline = super::baseline(size);
            let place = crate::display::Rect {
                x: left,
                y: baseline - size.size * 1.12,
                width,
                height: slab.height - size.leading + size.size * 1.62,
            };
            let stroke = Some(crate::display::Stroke { color: style.palette.soft, width: 0.7, dash: None });
            let form = crate::display::Form::Rectangle(place, size.size * 0.8);
            let owner = crate::display::Owner::Artifact(crate::display::Artifact::Background);
            let item = crate::display::Item::Form { form, fill: None, stroke };
            slab.marks.insert(0, Mark::Item { owner, item });
            row.height = row.height.max(slab.height);
            row.absorb(slab, 0.0, 0.0);
            x += width + gap;
        }
        if row.height > 0.0 {
            self.flow.push(FlowItem::Slab(row));
        }
        self.space(space);
    }
}

/// A short name as one piece: lines break between the names of a row, not inside them.
fn unbroken(mut content: Content) -> Content {
    content.keep_together(0, 28);
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraph::TextStyle;
    use pamphlet_locale::Tag;

    #[test]
    fn runs_follow_the_text_when_names_are_kept_together() {
        let english = Tag::parse("en").expect("is a tag");
        let style = TextStyle {
            theme: crate::font::Theme::Sans,
            bold: false,
            italic: false,
            size: 10.0,
            rise: 0.0,
            color: crate::display::Color::BLACK,
            ground: None,
            frame: None,
            rule: crate::paragraph::Rule::None,
            tabular: false,
            code: false,
        };
        let mut content = Content::default();
        content.push("Source code ", style, &english, None, None);
        content.push("of it", TextStyle { bold: true, ..style }, &english, None, None);
        let kept = unbroken(content);
        let first = kept.runs[0].end;
        assert_eq!(&kept.text[..first], "Source\u{A0}code\u{A0}");
        assert_eq!(&kept.text[first..kept.runs[1].end], "of\u{A0}it");
    }
}
