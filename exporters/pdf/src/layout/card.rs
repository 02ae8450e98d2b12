//! Recommendation cards and threats.

use super::callout::append;
use super::env::{Area, Env, ParagraphStyle};
use super::figure::figure_owner;
use super::has_rtl;
use super::lines::line_box;
use super::out::Out;
use crate::display::{Artifact, Form, Item, NodeId, Owner, Rect, Role, Stroke};
use crate::layout::flow::{DrawnItem, FlowItem, Frame, VBox, height};
use crate::paragraph::{Align, Content, InlineObject, ObjectKind};
use crate::style::sizes::{card as sizes, pill, space as spaces, stroke, whole};
use crate::style::{Size, mm};
use pamphlet_locale::Direction;
use pamphlet_reading::{AssetRef, Card, Inline, InlineKind, Link, Picture, Threats, plain_text};

impl Env<'_> {
    pub(super) fn card(&self, out: &mut Out<'_>, card: &Card) {
        let style = self.ctx.style;
        let node = out.structure.add(self.parent, Role::Section);
        out.structure.set_title(node, &card.name);
        let size = self.look.size.size;
        let space = self.block_space();
        let pad = size * sizes::PAD;
        let headed = out.heading_above.as_deref() == Some(card.name.as_str());
        out.space(space * spaces::CARD);
        let frame = Frame {
            above: pad * sizes::PAD_ABOVE,
            below: pad * sizes::PAD_BELOW,
            border: Some(style.palette.hairline),
            radius: sizes::RADIUS,
            whole_up_to: if style.options.large { whole::CARD_LARGE } else { whole::CARD },
            never_torn: style.options.large,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let look = ParagraphStyle { theme: style.plain, align: Align::Start, ..self.look };
        let env = Env { look, in_card: true, ..*self };
        env.within(out, node, self.inset(pad, pad), |env, out| {
            env.card_head(out, card, headed, pad);
            env.downloads(out, card);
            env.blocks(out, &card.further);
            env.card_code_below(out, card);
        });
        out.push(FlowItem::Close);
        out.space(space * spaces::CARD);
    }

    /// The logo, the name, the code of a card, and its description beside them.
    fn card_head(&self, out: &mut Out<'_>, card: &Card, headed: bool, pad: f32) {
        let style = self.ctx.style;
        let logo = mm(if style.options.large { sizes::LOGO_LARGE } else { sizes::LOGO });
        let start = out.flow.items.len();
        let beside = card.logo.as_ref().is_some_and(|picture| self.logo(out, picture, logo));
        let env = if beside { Env { area: self.inset(logo + pad, 0.0), ..*self } } else { *self };
        if !card.title.is_empty() {
            let node = out.structure.add(env.parent, Role::Paragraph);
            let look = ParagraphStyle { bold: true, ..env.look };
            env.paragraph(out, &card.title, look, node, 0.0);
            out.keep();
        } else if !headed && !card.name.trim().is_empty() {
            let look = ParagraphStyle { bold: true, size: env.heading_look(3).size, ..env.look };
            env.words(out, &card.name, look, Role::Paragraph, None);
            out.keep();
        }
        let code_start = out.flow.items.len();
        let code = env.card_code(out, card);
        let env = match code {
            Some((width, _)) => Env { area: env.inset(0.0, width + pad * sizes::CODE_GAP), ..env },
            None => env,
        };
        // What reads on has the face of the text; labels and links have the other.
        env.with_look(ParagraphStyle { theme: style.theme, ..env.look }).blocks(out, &card.description);
        env.card_links(out, card);
        // The logo or the code may be higher than the words beside it.
        let mut rest = 0.0_f32;
        if beside {
            rest = logo + sizes::LOGO_BELOW - height(&out.flow.items[start..]);
        }
        if let Some((_, high)) = code {
            rest = rest.max(high + sizes::CODE_BELOW - height(&out.flow.items[code_start..]));
        }
        if rest > 0.0 {
            out.vbox(VBox { height: rest, ..VBox::default() });
        }
    }

    /// Puts a logo at the start side, beside what follows; says whether there was one to draw.
    fn logo(&self, out: &mut Out<'_>, picture: &Picture, side: f32) -> bool {
        let AssetRef::Local { asset } = &picture.source else {
            self.picture_paragraph(out, picture);
            return false;
        };
        let Some(found) = self.ctx.media.picture(&asset.0) else {
            self.picture_paragraph(out, picture);
            return false;
        };
        let (width, height) = found.size();
        let scale = side / width.max(height).max(1.0);
        let (width, height) = (width * scale, height * scale);
        let owner = figure_owner(out, picture, self.parent);
        let x = self.left_of_start(side);
        let place = Rect { x: x + (side - width) / 2.0, y: sizes::LOGO_DOWN + (side - height) / 2.0, width, height };
        let item = Item::Picture { asset: asset.0.as_str().into(), place, turned: false };
        out.vbox(VBox { drawn: vec![DrawnItem::Item { owner, item }], ..VBox::default() });
        out.keep();
        true
    }

    /// A picture that cannot be drawn, in words.
    fn picture_paragraph(&self, out: &mut Out<'_>, picture: &Picture) {
        let inline = Inline {
            span: self.span,
            attrs: pamphlet_reading::Attrs::default(),
            kind: InlineKind::Picture(picture.clone()),
        };
        let node = out.structure.add(self.parent, Role::Paragraph);
        self.paragraph(out, &[inline], self.look, node, 0.0);
    }

    fn card_links(&self, out: &mut Out<'_>, card: &Card) {
        if card.links.is_empty() {
            return;
        }
        let node = out.structure.add(self.parent, Role::Paragraph);
        let look = self.small_look();
        let mut whole = Content::default();
        for (index, link) in card.links.iter().enumerate() {
            if index > 0 {
                self.between(out, &mut whole, look, node);
            }
            let inline = Inline {
                span: link.span,
                attrs: link.attrs.clone(),
                kind: InlineKind::Link(Link { button: None, ..link.link.clone() }),
            };
            let mut content = unbroken(self.inlines(out, std::slice::from_ref(&inline), look, node));
            of_card(&mut content, &card.name);
            self.append_apart(&mut whole, content, look);
        }
        out.space(self.look.size.leading * sizes::LINKS_ABOVE);
        self.content(out, &whole, look, 0.0);
    }

    /// The look of links and downloads.
    fn small_look(&self) -> ParagraphStyle {
        let Size { size, leading } = self.look.size;
        let size = Size { size: size * sizes::LINKS_SIZE, leading: leading * sizes::LINKS_LEADING };
        let size = self.ctx.style.at_least(size);
        ParagraphStyle { size, theme: self.ctx.style.plain, align: Align::Start, hyphenate: false, ..self.look }
    }

    /// Room between parts of a line: a space that is read as one, and more of it to see. It stands at the end of a
    /// line rather than at the beginning of the next.
    fn between(&self, out: &mut Out<'_>, whole: &mut Content, look: ParagraphStyle, node: NodeId) {
        let leaf = out.structure.add(node, Role::Content);
        let (language, style) = (self.language, look.text());
        whole.push_verbatim("\u{2060}", style, language, None, None);
        let width = look.size.size * sizes::BETWEEN;
        let room = InlineObject { kind: ObjectKind::Space, width, ascent: 0.0, descent: 0.0, node: None };
        whole.push_object(room, style, language, None);
        whole.push_verbatim(" ", style, language, Some(leaf), None);
    }

    /// Adds a part of a row. In text from right to left, and around such names, it stands apart: the names of a row that
    /// run the other way would be one piece, with the icon of the first before the name of the last.
    fn append_apart(&self, whole: &mut Content, part: Content, look: ParagraphStyle) {
        let apart = self.rtl() || has_rtl(&part.text);
        if apart {
            whole.begin_isolate(Direction::of(self.language), look.text(), self.language);
        }
        append(whole, part);
        if apart {
            whole.end_isolate(look.text(), self.language);
        }
    }

    fn downloads(&self, out: &mut Out<'_>, card: &Card) {
        let Some(downloads) = &card.downloads else { return };
        if downloads.items.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let look = self.small_look();
        out.space(self.look.size.leading * sizes::RULE_ABOVE);
        // No page ends between the links and the rule below them.
        out.keep();
        let rule = self.hairline(0.0, style.palette.hairline, stroke::HAIR);
        out.vbox(VBox { drawn: vec![rule], ..VBox::default() });
        out.keep();
        out.space(self.look.size.leading * sizes::LINKS_ABOVE);
        out.keep();
        let division = out.structure.add(self.parent, Role::Division);
        let label = out.structure.add(division, Role::Paragraph);
        let soft = ParagraphStyle { color: style.palette.soft, bold: true, ..look };
        let mut whole = self.inlines(out, &downloads.label, soft, label);
        let gap = look.size.size * sizes::DOWNLOADS_GAP;
        let start = out.flow.items.len();
        // Names hang beside their label, where that leaves them room.
        let width = crate::paragraph::measure(self.ctx.engine, &whole, Direction::of(self.language)).most;
        let mut env = *self;
        if width < self.area.width * sizes::HANGING {
            self.content(out, &whole, soft, 0.0);
            // What follows stands on the line of the label.
            if let Some(FlowItem::VBox(vbox)) = out.flow.items.get_mut(start) {
                vbox.height = 0.0;
            }
            out.keep();
            whole = Content::default();
            env.area = self.inset(width + gap, 0.0);
        } else {
            let room = InlineObject { kind: ObjectKind::Space, width: gap, ascent: 0.0, descent: 0.0, node: None };
            whole.push_object(room, look.text(), self.language, None);
        }
        let list = out.structure.add(division, Role::List);
        for (index, item) in downloads.items.iter().enumerate() {
            let list_item = out.structure.add(list, Role::ListItem);
            let body = out.structure.add(list_item, Role::ListBody);
            if index > 0 {
                self.between(out, &mut whole, look, body);
            }
            let mut content = unbroken(self.inlines(out, &item.content, look, body));
            of_card(&mut content, &card.name);
            self.append_apart(&mut whole, content, look);
        }
        env.content(out, &whole, look, 0.0);
    }

    pub(super) fn threats(&self, out: &mut Out<'_>, threats: &Threats) {
        let style = self.ctx.style;
        let space = self.block_space();
        out.space(space);
        let look = ParagraphStyle { theme: style.plain, align: Align::Start, ..self.look };
        if !plain_text(&threats.intro).trim().is_empty() {
            let node = out.structure.add(self.parent, Role::Paragraph);
            self.paragraph(out, &threats.intro, look, node, 0.0);
            out.keep();
            out.space(self.look.size.leading * pill::BELOW_INTRO);
            out.keep();
        }
        let list = out.structure.add(self.parent, Role::List);
        let size = Size { size: self.look.size.size * pill::SIZE, leading: self.look.size.leading * pill::LEADING };
        let look = ParagraphStyle { size, ..look };
        // Pills: each a line of its own width, as many in a row as fit.
        let pad = size.size * pill::PAD;
        let gap = size.size * pill::GAP;
        let mut pills = Vec::new();
        for item in &threats.items {
            let list_item = out.structure.add(list, Role::ListItem);
            let body = out.structure.add(list_item, Role::ListBody);
            let mut content = self.inlines(out, &item.content, look, body);
            for run in &mut content.runs {
                run.style.rule = crate::paragraph::Rule::None;
                run.style.color = style.palette.text;
            }
            if content.is_blank() {
                continue;
            }
            let widths = crate::paragraph::measure(self.ctx.engine, &content, Direction::of(self.language));
            pills.push((content, (widths.most + pad * 2.0 + 0.5).min(self.area.width)));
        }
        let mut row = VBox::default();
        let mut x = 0.0;
        for (content, width) in pills {
            if x > 0.0 && x + width > self.area.width + 0.1 {
                out.vbox(std::mem::take(&mut row));
                x = 0.0;
            }
            let left = if self.rtl() { self.area.left + self.area.width - x - width } else { self.area.left + x };
            let vbox = self.pill(out, &content, look, Area { left, width }, pad);
            row.height = row.height.max(vbox.height);
            row.absorb(vbox, 0.0, 0.0);
            x += width + gap;
        }
        if row.height > 0.0 {
            out.vbox(row);
        }
        out.space(space);
    }

    /// Words with a line around them.
    fn pill(&self, out: &mut Out<'_>, content: &Content, look: ParagraphStyle, area: Area, pad: f32) -> VBox {
        let size = look.size;
        let inner = Area { left: area.left + pad, width: area.width - pad * 2.0 };
        let env = Env { area: inner, ..*self };
        let mut vbox = VBox::default();
        for line in env.lines(out, content, &env.setting(look, 0.0)) {
            let line = line_box(line, content, size, inner.left);
            let y = vbox.height;
            vbox.height += line.height;
            vbox.absorb(line, 0.0, y);
        }
        let place = Rect {
            x: area.left,
            y: super::baseline(size) - size.size * pill::ABOVE,
            width: area.width,
            height: vbox.height - size.leading + size.size * pill::HEIGHT,
        };
        let stroke = Some(Stroke { color: self.ctx.style.palette.soft, width: stroke::LIGHT, dash: None });
        let form = Form::Rectangle(place, size.size * pill::RADIUS);
        let owner = Owner::Artifact(Artifact::Background);
        vbox.drawn.insert(0, DrawnItem::Item { owner, item: Item::Form { form, fill: None, stroke } });
        vbox
    }
}

/// Says whose links those of a card are: in a list of the links of a page all cards have a "Homepage".
fn of_card(content: &mut Content, name: &str) {
    let name = name.trim();
    for link in content.links.iter_mut().filter(|link| !name.is_empty() && !link.description.contains(name)) {
        link.description = format!("{name}: {}", link.description).into();
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
