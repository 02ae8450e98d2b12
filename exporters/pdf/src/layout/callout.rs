//! Boxes: callouts, parts that a website folds away, alternatives.

use super::env::{Env, Look};
use super::out::{Aside, Out};
use crate::display::{NodeId, Role};
use crate::layout::flow::{FlowItem, Frame, SideRule, Slab};
use crate::paragraph::{Content, Flush, InlineObject, ObjectKind};
use crate::style::CalloutLook;
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
        if let Some(start) = side.filter(|_| self.area.width > self.look.size.size * 24.0 && !self.in_cell) {
            self.beside(out, callout, node, start);
            return;
        }
        let space = self.block_space();
        out.space(space * 1.25);
        self.callout_box(out, callout, node);
        out.space(space * 1.25);
    }

    /// A callout at a side, with the text that follows beside it.
    fn beside(&self, out: &mut Out<'_>, callout: &Callout, node: NodeId, start: bool) {
        let size = self.look.size.size;
        let width = (self.area.width * 0.42).max(size * 11.0);
        let rest = self.area.width - width;
        let area = if start { self.inset(0.0, rest) } else { self.inset(rest, 0.0) };
        let left = (area.left - self.area.left).abs() < 0.1;
        let flow = self.separately(out, node, area, |env, out| {
            env.with_look(Look { flush: Flush::Start, ..env.look }).callout_box(out, callout, node);
        });
        let space = self.block_space();
        out.space(space);
        if flow.height() > self.ctx.style.height() * 0.5 {
            // Too high to keep on one page with what stands beside it.
            out.flow.items.extend(flow.items);
            out.space(space);
            return;
        }
        let slab = flow.stack();
        let height = slab.height;
        // The first line beside it begins at its top.
        out.slab(Slab { height: 0.0, ..slab });
        out.keep();
        out.aside = Some(Aside { left, width: width + size * 1.3, height: height + size * 0.6 });
    }

    fn callout_box(&self, out: &mut Out<'_>, callout: &Callout, node: NodeId) {
        let colors = self.ctx.style.callout(callout.callout.as_ref());
        let size = self.look.size.size;
        let pad = size * 1.05;
        let frame = Frame {
            above: size * 0.65,
            below: size * 0.7,
            fill: colors.tint,
            rule: Some(SideRule { color: colors.color, kind: colors.rule, right: self.rtl() }),
            whole_up_to: 0.4,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad * 0.9);
        self.within(out, node, area, |env, out| {
            env.callout_title(out, callout, colors);
            env.with_look(Look { theme: env.ctx.style.plain, ..env.look }).blocks(out, &callout.blocks);
            out.close_above = false;
        });
        out.push(FlowItem::Close);
    }

    fn callout_title(&self, out: &mut Out<'_>, callout: &Callout, colors: CalloutLook) {
        if callout.title.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let look = Look { bold: true, color: colors.color, flush: Flush::Start, theme: style.plain, ..self.look };
        let node = out.structure.add(self.parent, Role::Paragraph);
        let content = self.inlines(out, &callout.title, look, node);
        if content.is_blank() {
            return;
        }
        self.with_icon(out, &callout.icon, content, look);
        out.keep();
        out.space(self.look.size.leading * 0.22);
        out.keep();
        out.close_above = true;
    }

    /// Sets a title with an icon before it.
    fn with_icon(&self, out: &mut Out<'_>, icon: &str, content: Content, look: Look) {
        let language = self.language;
        let style = look.text();
        let size = look.size.size;
        let mut whole = Content::default();
        let kind = ObjectKind::Icon(icon.into());
        let object = InlineObject { kind, width: size * 1.1, ascent: size * 0.9, descent: size * 0.2, node: None };
        whole.push_object(object, style, language, None);
        let room = InlineObject { kind: ObjectKind::Space, width: size * 0.45, ascent: 0.0, descent: 0.0, node: None };
        whole.push_object(room, style, language, None);
        append(&mut whole, content);
        self.content(out, &whole, look, 0.0);
    }

    pub(super) fn tabs(&self, out: &mut Out<'_>, tabs: &Tabs) {
        let space = self.block_space();
        for tab in &tabs.tabs {
            out.space(space * 1.1);
            self.labelled(out, tab);
        }
        out.space(space * 1.1);
    }

    /// A part with a label: a thin frame, the label at its head.
    fn labelled(&self, out: &mut Out<'_>, tab: &Tab) {
        let node = out.structure.add(self.parent, Role::Section);
        let style = self.ctx.style;
        let size = self.look.size.size;
        let frame = Frame {
            above: size * 0.6,
            below: size * 0.75,
            border: Some(style.palette.hairline),
            radius: 2.5,
            whole_up_to: 0.3,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let pad = size * 1.05;
        let area = self.inset(pad, pad);
        self.within(out, node, area, |env, out| {
            let look =
                Look { bold: true, color: style.palette.accent, theme: style.plain, flush: Flush::Start, ..env.look };
            let node = out.structure.add(env.parent, Role::Heading(tab.announced));
            let content = env.inlines(out, &tab.label, look, node);
            if !content.is_blank() {
                env.content(out, &content, look, 0.0);
                out.keep();
                out.space(env.look.size.leading * 0.22);
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
    whole.runs.extend(other.runs.into_iter().map(|mut run| {
        run.end += offset;
        run.language = languages[usize::from(run.language)];
        run.link = run.link.map(|link| link + links);
        run
    }));
}
