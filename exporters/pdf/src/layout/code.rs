//! Code as blocks.

use super::env::{Area, Env, ParagraphStyle};
use super::lines::line_box;
use super::out::Out;
use crate::display::{Artifact, Item, LinkTarget, NodeId, Owner, Rect, Role};
use crate::font::Theme;
use crate::layout::flow::{DrawnItem, FlowItem, Frame, VBox};
use crate::paragraph::{Align, Content, ContentLink, TextStyle};
use crate::style::Size;
use crate::style::sizes::{code as sizes, space as spaces, stroke as strokes, whole};
use pamphlet_locale::{Direction, Term};
use pamphlet_reading::{CodeBlock, CodeLine, CodePiece, TokenClass};

impl Env<'_> {
    pub(super) fn code_block(&self, out: &mut Out<'_>, code: &CodeBlock) {
        let style = self.ctx.style;
        let node = out.structure.add(self.parent, Role::Division);
        let space = self.block_space();
        let narrow = self.in_cell || self.depth > 3;
        let size = if narrow { style.at_least(style.code.scaled(sizes::NARROW)) } else { style.code };
        let pad = size.size * sizes::PAD;
        out.space(space * spaces::BOX);
        if let Some(title) = code.title.as_ref().filter(|title| !title.trim().is_empty()) {
            let look = ParagraphStyle {
                size: style.small,
                bold: true,
                theme: style.plain,
                color: style.palette.soft,
                align: Align::Start,
                ..self.look
            };
            Env { parent: node, ..*self }.words(out, title, look, Role::Paragraph, None);
            out.keep();
            out.space(sizes::BELOW_TITLE);
            out.keep();
        }
        let frame = Frame {
            above: pad * sizes::PAD_ABOVE,
            below: pad * sizes::PAD_BELOW,
            fill: style.palette.code,
            border: style.palette.code.is_none().then_some(style.palette.hairline),
            radius: sizes::RADIUS,
            whole_up_to: whole::CODE,
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let block = out.structure.add(node, Role::Code);
        // Code runs from left to right, whatever stands around it.
        let area = Area { left: self.area.left + pad, width: (self.area.width - 2.0 * pad).max(sizes::LEAST) };
        self.code_lines(out, code, block, area, size);
        out.push(FlowItem::Close);
        out.space(space * spaces::BOX);
    }

    fn code_lines(&self, out: &mut Out<'_>, code: &CodeBlock, node: NodeId, area: Area, size: Size) {
        let style = self.ctx.style;
        let look = ParagraphStyle {
            size,
            theme: Theme::Mono,
            color: style.palette.text,
            bold: false,
            align: Align::Start,
            tabular: false,
            hyphenate: false,
        };
        let text_style = TextStyle { code: true, ..look.text() };
        let count = code.lines().count();
        let gutter = code.line_numbers.map_or(0.0, |first| {
            let last = u64::from(first) + count as u64;
            #[expect(clippy::cast_precision_loss, reason = "a handful of digits")]
            let digits = last.to_string().len() as f32;
            size.size * (sizes::DIGIT * digits + sizes::AFTER_NUMBERS)
        });
        let hang = size.size * sizes::HANG;
        for (index, line) in code.lines().enumerate() {
            let mut content = Content::default();
            // Spaces at the beginning are kept by setting the line in.
            let spaces = self.line_content(out, &mut content, &line, text_style, node);
            #[expect(clippy::cast_precision_loss, reason = "a few spaces")]
            let inset = (spaces as f32 * size.size * sizes::LETTER).min(area.width * sizes::INDENT_MOST);
            let room = (area.width - gutter - inset).max(size.size);
            let setting = crate::paragraph::Setting {
                width: room - hang.min(room / 2.0),
                beside: vec![crate::paragraph::Beside { left: 0.0, width: room }],
                indent: 0.0,
                align: Align::Start,
                direction: Direction::Ltr,
                leading: size.leading,
                hyphenate: false,
            };
            let paragraph = self.lay(out, &content, &setting);
            let first_box = out.flow.items.len();
            if paragraph.lines.is_empty() {
                out.vbox(VBox { height: size.leading, ..VBox::default() });
            }
            let left = area.left + gutter + inset;
            for (part, row) in paragraph.lines.into_iter().enumerate() {
                let offset = if part == 0 { 0.0 } else { hang };
                let vbox = line_box(row, &content, size, left + offset);
                out.vbox(vbox);
            }
            if let Some(number) = line.number {
                let words = number.to_string();
                let soft = ParagraphStyle { color: style.palette.soft, ..look };
                let number_area = Area { left: area.left, width: gutter - size.size * sizes::NUMBERS_END };
                let number = self.label_marks(out, &words, soft, node, number_area, self.direction == Direction::Ltr);
                if let Some(FlowItem::VBox(vbox)) = out.flow.items.get_mut(first_box) {
                    vbox.drawn.extend(number.repeated().drawn);
                }
            }
            if line.marked {
                let place_left = area.left - size.size * sizes::MARK;
                let width = area.width + size.size;
                for item in &mut out.flow.items[first_box..] {
                    if let FlowItem::VBox(vbox) = item {
                        let place = Rect { x: place_left, y: 0.0, width, height: vbox.height };
                        let (fill, stroke) = match style.palette.marked {
                            Some(color) => (Some(color), None),
                            None => (
                                None,
                                Some(crate::display::Stroke {
                                    color: style.palette.text,
                                    width: strokes::MARK,
                                    dash: None,
                                }),
                            ),
                        };
                        let form = crate::display::Form::Rectangle(place, 0.0);
                        let owner = Owner::Artifact(Artifact::Background);
                        vbox.drawn.insert(0, DrawnItem::Item { owner, item: Item::Form { form, fill, stroke } });
                    }
                }
            }
            // Two lines at least stand together at either end.
            if count > 1 && (index == 0 || index + 2 == count) {
                out.keep();
            }
        }
    }

    /// Adds the text of a line to a paragraph, in an element; says how many spaces stand before it.
    fn line_content(
        &self,
        out: &mut Out<'_>,
        content: &mut Content,
        line: &CodeLine<'_>,
        look: TextStyle,
        node: NodeId,
    ) -> usize {
        const TAB: &str = "    ";
        let text = line.text.trim_end();
        let before = text.len() - text.trim_start_matches([' ', '\t']).len();
        let spaces = text[..before].replace('\t', TAB).len();
        let mut marks = line.marks().peekable();
        let mut leaf = None;
        let (mut at, mut done) = (0, before);
        for CodePiece { text: piece, class, apart } in line.pieces() {
            at += piece.len();
            let style = self.token_style(look, class);
            let apart = apart.filter(|_| done < at.min(text.len()));
            if let Some(direction) = apart {
                content.begin_isolate(direction, style, self.language);
            }
            while done < at.min(text.len()) {
                while marks.next_if(|(place, _)| place.start < done).is_some() {}
                let mark = marks.next_if(|(place, _)| place.start == done);
                let end = mark.as_ref().map_or(at.min(text.len()), |(place, _)| place.end.min(text.len()));
                let end =
                    if mark.is_some() { end } else { marks.peek().map_or(end, |(place, _)| place.start.min(end)) };
                let shown = text.get(done..end).unwrap_or_default().replace('\t', TAB);
                done = end.max(done + 1);
                if let Some((_, number)) = mark {
                    self.code_mark(out, content, (&shown, number), style, node);
                    leaf = None;
                } else {
                    let leaf = *leaf.get_or_insert_with(|| out.structure.add(node, Role::Content));
                    content.push_verbatim(&shown, style, self.language, Some(leaf), None);
                }
            }
            if apart.is_some() {
                content.end_isolate(style, self.language);
            }
        }
        spaces
    }

    /// Adds a mark in code that refers to a note, as it is written there.
    fn code_mark(
        &self,
        out: &mut Out<'_>,
        content: &mut Content,
        (shown, number): (&str, u32),
        style: TextStyle,
        node: NodeId,
    ) {
        let mut node = out.structure.add(node, Role::Reference);
        let mut link = None;
        if let Some(target) = self.annotation(number).map(LinkTarget::Anchor) {
            node = out.structure.add(node, Role::Link);
            link = u16::try_from(content.links.len()).ok();
            let term = self.ctx.catalog.term(Term::Annotation);
            let description = format!("{term} {}", self.number(number.into())).into();
            content.links.push(ContentLink { target, description, node });
        }
        let leaf = out.structure.add(node, Role::Content);
        let style = TextStyle { bold: true, color: self.ctx.style.palette.accent, ..style };
        content.push_verbatim(shown, style, self.language, Some(leaf), link);
    }

    /// The look of a part of code: weight and slant say the same as the colour, for grey paper.
    pub(super) fn token_style(&self, look: TextStyle, class: Option<TokenClass>) -> TextStyle {
        let palette = &self.ctx.style.palette;
        let slanted = self.ctx.style.italics;
        match class {
            None => look,
            Some(TokenClass::Keyword) => TextStyle { color: palette.accent, bold: true, ..look },
            Some(TokenClass::Name | TokenClass::Constant) => TextStyle { color: palette.name, ..look },
            Some(TokenClass::String) => TextStyle { color: palette.string, ..look },
            Some(TokenClass::Inserted) => TextStyle { color: palette.string, bold: true, ..look },
            Some(TokenClass::Comment | TokenClass::Deleted) => {
                TextStyle { color: palette.soft, italic: slanted, ..look }
            }
            Some(TokenClass::Prompt) => TextStyle { color: palette.soft, ..look },
        }
    }
}
