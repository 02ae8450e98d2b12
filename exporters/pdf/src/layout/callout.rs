//! Boxes: callouts, parts that a website folds away, alternatives.

use super::env::{Env, ParagraphStyle};
use super::out::{Aside, Out};
use crate::display::{NodeId, Role};
use crate::layout::flow::{FlowItem, Frame, SideRule, VBox};
use crate::paragraph::{Align, Content, InlineObject, ObjectKind};
use crate::style::CalloutLook;
use crate::style::sizes::{callout as sizes, space as spaces, whole};
use pamphlet_reading::{Callout, Placement, Tab, Tabs};

impl Env<'_> {
    pub(super) fn callout(&self, out: &mut Out<'_>, callout: &Callout) {
        let node = out.structure.add(self.parent, Role::Division);
        let side = match callout.placement {
            Placement::Block => None,
            Placement::Start => Some(true),
            Placement::End => Some(false),
        };
        // Beside a narrow column no text could stand.
        if let Some(start) =
            side.filter(|_| self.area.width > self.look.size.size * sizes::BESIDE_LEAST && !self.in_cell)
        {
            self.beside(out, callout, node, start);
            return;
        }
        let space = self.block_space();
        out.space(space * spaces::CALLOUT);
        self.callout_box(out, callout, node);
        out.space(space * spaces::CALLOUT);
    }

    /// A callout at a side, with the text that follows beside it.
    fn beside(&self, out: &mut Out<'_>, callout: &Callout, node: NodeId, start: bool) {
        let size = self.look.size.size;
        let width = (self.area.width * sizes::BESIDE_WIDTH).max(size * sizes::BESIDE_NARROWEST);
        let rest = self.area.width - width;
        let area = if start { self.inset(0.0, rest) } else { self.inset(rest, 0.0) };
        let left = (area.left - self.area.left).abs() < 0.1;
        let flow = self.separately(out, node, area, |env, out| {
            env.with_look(ParagraphStyle { align: Align::Start, ..env.look }).callout_box(out, callout, node);
        });
        let space = self.block_space();
        out.space(space);
        if flow.height() > self.ctx.style.height() * sizes::BESIDE_HIGHEST {
            // Too high to keep on one page with what stands beside it.
            out.flow.items.extend(flow.items);
            out.space(space);
            return;
        }
        let vbox = flow.stack();
        let height = vbox.height;
        // The first line beside it begins at its top.
        out.vbox(VBox { height: 0.0, ..vbox });
        out.keep();
        let (gap, below) = (size * sizes::BESIDE_GAP, size * sizes::BESIDE_BELOW);
        out.aside = Some(Aside { left, width: width + gap, height: height + below });
    }

    fn callout_box(&self, out: &mut Out<'_>, callout: &Callout, node: NodeId) {
        let colors = self.ctx.style.callout(callout.callout.as_ref());
        let size = self.look.size.size;
        let pad = size * sizes::PAD;
        let frame = Frame {
            above: size * sizes::ABOVE,
            below: size * sizes::BELOW,
            fill: colors.tint,
            rule: Some(SideRule { color: colors.color, kind: colors.rule, right: self.rtl() }),
            whole_up_to: whole::CALLOUT,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad * sizes::PAD_END);
        self.within(out, node, area, |env, out| {
            env.callout_title(out, callout, colors);
            env.blocks(out, &callout.blocks);
            out.close_above = false;
        });
        out.push(FlowItem::Close);
    }

    fn callout_title(&self, out: &mut Out<'_>, callout: &Callout, colors: CalloutLook) {
        if callout.title.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let look =
            ParagraphStyle { bold: true, color: colors.color, align: Align::Start, theme: style.plain, ..self.look };
        let node = out.structure.add(self.parent, Role::Paragraph);
        // Colour and icon say what it is for: whoever sees neither hears it before the title.
        let words = callout.name_before_title().filter(|_| pamphlet_media::icon::find(&callout.icon).is_some());
        let sign = words.map(|words| {
            let sign = out.structure.add(node, Role::Figure);
            out.structure.set_alternative(sign, &words.text);
            if let Some(language) = &words.language {
                out.structure.set_language(sign, language.clone());
            }
            sign
        });
        let content = self.inlines(out, &callout.title, look, node);
        if content.is_blank() {
            return;
        }
        self.with_icon(out, (&callout.icon, sign), content, look);
        out.keep();
        out.space(self.look.size.leading * spaces::BELOW_LABEL);
        out.keep();
        out.close_above = true;
    }

    /// Sets a title with an icon before it, which is an element of its own if it says something.
    fn with_icon(
        &self,
        out: &mut Out<'_>,
        (icon, node): (&str, Option<NodeId>),
        content: Content,
        look: ParagraphStyle,
    ) {
        let language = self.language;
        let style = look.text();
        let size = look.size.size;
        let mut whole = Content::default();
        let kind = ObjectKind::Icon(icon.into());
        let (ascent, descent) = (size * sizes::ICON_ASCENT, size * sizes::ICON_DESCENT);
        let object = InlineObject { kind, width: size * sizes::ICON_WIDTH, ascent, descent, node };
        whole.push_object(object, style, language, None);
        let room = InlineObject {
            kind: ObjectKind::Space,
            width: size * sizes::ICON_GAP,
            ascent: 0.0,
            descent: 0.0,
            node: None,
        };
        whole.push_object(room, style, language, None);
        append(&mut whole, content);
        self.content(out, &whole, look, 0.0);
    }

    pub(super) fn tabs(&self, out: &mut Out<'_>, tabs: &Tabs) {
        let space = self.block_space();
        for tab in &tabs.tabs {
            out.space(space * spaces::BOX);
            self.labelled(out, tab);
        }
        out.space(space * spaces::BOX);
    }

    /// A part with a label: a thin frame, the label at its head.
    fn labelled(&self, out: &mut Out<'_>, tab: &Tab) {
        let node = out.structure.add(self.parent, Role::Section);
        let style = self.ctx.style;
        let size = self.look.size.size;
        let frame = Frame {
            above: size * sizes::LABELLED_ABOVE,
            below: size * sizes::LABELLED_BELOW,
            border: Some(style.palette.hairline),
            radius: sizes::RADIUS,
            whole_up_to: whole::LABELLED,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let pad = size * sizes::PAD;
        let area = self.inset(pad, pad);
        self.within(out, node, area, |env, out| {
            let look = ParagraphStyle {
                bold: true,
                color: style.palette.accent,
                theme: style.plain,
                align: Align::Start,
                ..env.look
            };
            let node = out.structure.add(env.parent, Role::Heading(tab.announced));
            let content = env.inlines(out, &tab.label, look, node);
            if !content.is_blank() {
                env.content(out, &content, look, 0.0);
                out.keep();
                out.space(env.look.size.leading * spaces::BELOW_LABEL);
                out.keep();
                out.close_above = true;
            }
            env.blocks(out, &tab.blocks);
            out.close_above = false;
        });
        out.push(FlowItem::Close);
    }
}

/// Adds one content behind another.
pub(super) fn append(whole: &mut Content, other: Content) {
    let offset = whole.text.len();
    let languages: Vec<u16> = other.languages.iter().map(|tag| whole.language(tag)).collect();
    let links = u16::try_from(whole.links.len()).unwrap_or(0);
    whole.text.push_str(&other.text);
    whole.objects.extend(other.objects);
    whole.links.extend(other.links);
    whole.notes.extend(other.notes.into_iter().map(|(at, note)| (at + offset, note)));
    whole.anchors.extend(other.anchors.into_iter().map(|(at, name)| (at + offset, name)));
    whole.addresses.extend(other.addresses.into_iter().map(|(at, number)| (at + offset, number)));
    whole.runs.extend(other.runs.into_iter().map(|mut run| {
        run.end += offset;
        run.language = languages[usize::from(run.language)];
        run.link = run.link.map(|link| link + links);
        run
    }));
}
