//! Boxes: callouts, parts that a website folds away, alternatives.

use super::{Composer, Look};
use crate::display::Role;
use crate::layout::flow::{FlowItem, Frame, SideRule};
use crate::paragraph::{Content, Flush, InlineObject, ObjectKind};
use crate::style::Callout;
use pamphlet_document::{Admonition, Block, CalloutTitle, Collapsible, Inline, Placement, Tabs};

impl Composer<'_> {
    pub(super) fn admonition(&mut self, admonition: &Admonition) {
        let callout = self.ctx.style.callout(Some(&admonition.callout));
        self.callout(callout, &admonition.heading, &admonition.blocks, admonition.placement);
    }

    pub(super) fn collapsible(&mut self, collapsible: &Collapsible) {
        let callout = self.ctx.style.callout(collapsible.callout.as_ref());
        self.callout(callout, &collapsible.heading, &collapsible.blocks, collapsible.placement);
    }

    fn callout(&mut self, callout: Callout, title: &CalloutTitle, blocks: &[Block], _placement: Placement) {
        let node = self.structure.add(self.parent, Role::Division);
        let size = self.look.size.size;
        let space = self.block_space();
        let pad = size * 1.05;
        self.space(space * 1.25);
        let frame = Frame {
            left: self.area.left,
            width: self.area.width,
            above: size * 0.65,
            below: size * 0.7,
            fill: callout.tint,
            rule: Some(SideRule { color: callout.color, kind: callout.rule, right: self.rtl() }),
            whole_up_to: 0.4,
            ..Frame::default()
        };
        self.flow.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad * 0.9);
        self.within(node, area, |composer| {
            composer.callout_title(callout, title);
            composer.look.theme = composer.ctx.style.plain;
            composer.blocks(blocks);
            composer.close_above = false;
        });
        self.flow.push(FlowItem::Close);
        self.space(space * 1.25);
    }

    fn callout_title(&mut self, callout: Callout, title: &CalloutTitle) {
        let style = self.ctx.style;
        let look = Look { bold: true, color: callout.color, flush: Flush::Start, theme: style.plain, ..self.look };
        let (node, content) = match title {
            CalloutTitle::Absent => return,
            CalloutTitle::Implied { word } => {
                let node = self.structure.add(self.parent, Role::Paragraph);
                let leaf = self.structure.add(node, Role::Content);
                let locale = self.ctx.edition.locale().clone();
                let words = callout.term.map_or(word.as_str(), |term| self.ctx.catalog.term(term)).to_owned();
                let mut content = Content::default();
                content.push(&words, self.text_style(look), &locale, Some(leaf), None);
                (node, content)
            }
            CalloutTitle::Written { content, .. } => {
                let node = self.structure.add(self.parent, Role::Paragraph);
                (node, self.inlines(content, look, node))
            }
        };
        let _ = node;
        if content.is_blank() {
            return;
        }
        self.with_icon(callout.icon, content, look);
        self.keep();
        self.space(self.look.size.leading * 0.22);
        self.keep();
        self.close_above = true;
    }

    /// Sets a title with an icon before it.
    fn with_icon(&mut self, icon: &str, content: Content, look: Look) {
        let language = self.language.clone();
        let style = self.text_style(look);
        let size = look.size.size;
        let mut whole = Content::default();
        let kind = ObjectKind::Icon(icon.into());
        let object = InlineObject { kind, width: size * 1.1, ascent: size * 0.9, descent: size * 0.2, node: None };
        whole.push_object(object, style, &language, None);
        let room = InlineObject { kind: ObjectKind::Space, width: size * 0.45, ascent: 0.0, descent: 0.0, node: None };
        whole.push_object(room, style, &language, None);
        append(&mut whole, content);
        self.content(&whole, look, 0.0);
    }

    pub(super) fn tabs(&mut self, tabs: &Tabs) {
        let space = self.block_space();
        for tab in &tabs.tabs {
            self.space(space * 1.1);
            self.labelled(&tab.label, &tab.blocks);
        }
        self.space(space * 1.1);
    }

    /// A part with a label: a thin frame, the label at its head.
    fn labelled(&mut self, label: &[Inline], blocks: &[Block]) {
        let node = self.structure.add(self.parent, Role::Section);
        let style = self.ctx.style;
        let size = self.look.size.size;
        let frame = Frame {
            left: self.area.left,
            width: self.area.width,
            above: size * 0.6,
            below: size * 0.75,
            border: Some(style.palette.hairline),
            radius: 2.5,
            whole_up_to: 0.3,
            ..Frame::default()
        };
        self.flow.push(FlowItem::Open(frame));
        let pad = size * 1.05;
        let area = self.inset(pad, pad);
        self.within(node, area, |composer| {
            let look = Look {
                bold: true,
                color: style.palette.accent,
                theme: style.plain,
                flush: Flush::Start,
                ..composer.look
            };
            let node = composer.structure.add(composer.parent, Role::Paragraph);
            let content = composer.inlines(label, look, node);
            if !content.is_blank() {
                composer.content(&content, look, 0.0);
                composer.keep();
                composer.space(composer.look.size.leading * 0.22);
                composer.keep();
                composer.close_above = true;
            }
            composer.blocks(blocks);
            composer.close_above = false;
        });
        self.flow.push(FlowItem::Close);
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
