//! Lists: bullets, numbers, tasks, definitions, annotations.

use super::baseline;
use super::env::{Area, Env, ParagraphStyle};
use super::out::Out;
use crate::display::{Form, Item, ListNumbering, NodeId, Owner, Point, Rect, Role, Stroke};
use crate::layout::flow::{DrawnItem, FlowItem, VBox, height};
use crate::paragraph::Align;
use crate::style::sizes::{list as sizes, stroke as strokes};
use crate::style::{Size, releaded};
use pamphlet_reading::{Block, BlockKind, DefinitionList, List, ListItem, ListKind, Task};

impl Env<'_> {
    pub(super) fn list(&self, out: &mut Out<'_>, list: &List) {
        let numbering = match list.list {
            ListKind::Bullet => ListNumbering::Unordered,
            ListKind::Numbered { numerals, .. } => ListNumbering::Numbers(numerals),
        };
        let node = out.structure.add(self.parent, Role::List);
        out.structure.set_numbering(node, numbering);
        let space = self.paragraph_space().max(self.look.size.leading * sizes::AROUND);
        let between = self.look.size.leading * if list.tight { sizes::TIGHT } else { sizes::LOOSE };
        out.space(if self.depth > 0 && list.tight { between } else { space });
        let widest = list.items.len() as u64;
        let indent = match list.list {
            ListKind::Bullet => self.list_indent(0),
            ListKind::Numbered { start, numerals } => {
                let last = start.saturating_add(widest);
                let digits =
                    |number| numerals.letters(number).map_or_else(|| number.to_string().len(), |text| text.len());
                // The longest Roman number is not the last.
                let longest =
                    if numerals.is_decimal() { digits(last) } else { (start..last).map(digits).max().unwrap_or(1) };
                self.list_indent(longest)
            }
        };
        let (mut below, mut alone) = (0.0_f32, false);
        for (index, item) in list.items.iter().enumerate() {
            let label = match (&item.task, list.list) {
                (Some(task), _) => Label::Task(task.clone()),
                (None, ListKind::Bullet) => Label::Bullet,
                (None, ListKind::Numbered { start, numerals }) => {
                    let number = start.saturating_add(index as u64);
                    Label::Number(format!("{}.", numerals.letters(number).unwrap_or_else(|| self.number(number))))
                }
            };
            let start = out.flow.items.len();
            if index > 0 {
                out.space(between.max(below));
            }
            below = self.list_item(out, item, node, &label, indent, list.tight);
            // No page begins with the last item alone, nor ends with the first, if that is a line or two.
            let short = height(&out.flow.items[start..]) < self.look.size.leading * sizes::SHORT;
            if index > 0 && (alone || short && index + 1 == list.items.len()) {
                out.flow.items.insert(start, FlowItem::Keep);
            }
            alone = index == 0 && short && list.items.len() > 2;
        }
        out.space(if self.depth > 0 && list.tight { between } else { space });
    }

    /// The indentation of items; less in deep lists, so that there is room for words.
    fn list_indent(&self, digits: usize) -> f32 {
        let size = self.look.size.size;
        #[expect(clippy::cast_precision_loss, reason = "a handful of digits")]
        let wide = (digits as f32 * sizes::DIGIT + sizes::NUMBER) * size;
        let usual = self.ctx.style.list_indent.min(size * sizes::INDENT_MOST).max(wide);
        if self.area.width >= size * sizes::NARROW {
            return usual;
        }
        // In a narrow column a tenth of it, or what the number takes.
        let least = if digits > 0 { wide - size * sizes::NUMBER_GIVES } else { size * sizes::BULLET_LEAST };
        usual.min((self.area.width * sizes::NARROW_PART).max(least))
    }

    /// Sets an item, and says how much room its last block asks for below, unless that is a paragraph: a list or a box that
    /// stands off above stands off below too.
    fn list_item(
        &self,
        out: &mut Out<'_>,
        item: &ListItem,
        list: NodeId,
        label: &Label,
        indent: f32,
        tight: bool,
    ) -> f32 {
        let element = out.structure.add(list, Role::ListItem);
        let mark = out.structure.add(element, Role::Label);
        let body = out.structure.add(element, Role::ListBody);
        let below = self.behind_label(out, item, Labelled { element, mark, body }, label, indent, tight);
        if matches!(item.blocks.last(), Some(Block { kind: BlockKind::Paragraph { .. }, .. })) { 0.0 } else { below }
    }

    /// What a label stands before, in elements of its own. Says how much room the last block asked for below.
    fn behind_label(
        &self,
        out: &mut Out<'_>,
        item: &ListItem,
        nodes: Labelled,
        label: &Label,
        indent: f32,
        tight: bool,
    ) -> f32 {
        let Labelled { element, mark, body } = nodes;
        let env = match &item.language {
            Some(language) => {
                out.structure.set_language(element, language.clone());
                self.speaking(language)
            }
            None => *self,
        };
        let room = Area { left: env.left_of_start(indent), width: indent };
        env.anchor(out, item.attrs.id.as_ref());
        let size = env.first_size(&item.blocks, env.look.size);
        let vbox = env.with_look(ParagraphStyle { size, ..env.look }).label(out, label, mark, room);
        out.vbox(vbox);
        out.keep();
        let area = env.inset(indent, 0.0);
        let start = out.flow.items.len();
        env.within(out, body, area, |env, out| {
            for (index, block) in item.blocks.iter().enumerate() {
                let following = item.blocks.get(index + 1).map(|next| env.start_side(next));
                Env { following, ..*env }.block(out, block);
                // In a tight list paragraphs do not stand apart from what follows.
                if tight
                    && let BlockKind::Paragraph { .. } = block.kind
                    && matches!(out.flow.items.last(), Some(FlowItem::Space(_)))
                {
                    out.flow.items.pop();
                }
            }
        });
        // The label stands on the line of the first words: no room above them.
        while matches!(out.flow.items.get(start), Some(FlowItem::Space(_))) {
            out.flow.items.remove(start);
        }
        let mut below = 0.0_f32;
        while let Some(FlowItem::Space(room)) = out.flow.items.last() {
            below = room.max(below);
            out.flow.items.pop();
        }
        if out.flow.items.len() == start {
            out.vbox(VBox { height: env.look.size.leading, ..VBox::default() });
        }
        below
    }

    /// The size of the first line of blocks, which is that of another language where the first block says one.
    pub(super) fn first_size(&self, blocks: &[Block], size: Size) -> Size {
        match blocks.first() {
            Some(Block { language: Some(language), .. }) => {
                releaded(size, self.language, language, self.ctx.style.airy)
            }
            Some(Block { kind: BlockKind::Group { blocks }, .. }) => self.first_size(blocks, size),
            _ => size,
        }
    }

    /// A label, aligned with the words that it stands before.
    fn label(&self, out: &mut Out<'_>, label: &Label, node: NodeId, room: Area) -> VBox {
        let style = self.ctx.style;
        let size = self.look.size.size;
        let gap = size * sizes::LABEL_GAP;
        let line = baseline(self.look.size);
        match label {
            Label::Bullet => {
                // A dot of our own: the same in every script. The node says what it is.
                let side = size * sizes::BULLET;
                let off = size * sizes::BULLET_GAP;
                let x = if self.rtl() { room.left + off } else { room.left + room.width - off - side };
                let place = Rect { x, y: line - size * sizes::BULLET_UP, width: side, height: side };
                let item = Item::Form { form: Form::Ellipse(place), fill: Some(style.palette.soft), stroke: None };
                out.structure.set_actual_text(node, "•");
                VBox { drawn: vec![DrawnItem::Item { owner: Owner::Node(node), item }], ..VBox::default() }
            }
            Label::Number(words) => {
                let look = ParagraphStyle {
                    theme: style.plain,
                    bold: true,
                    color: style.palette.accent,
                    align: Align::Start,
                    ..self.look
                };
                let left = if self.rtl() { room.left + gap } else { room.left };
                let area = Area { left, width: room.width - gap };
                self.label_marks(out, words, look, node, area, true)
            }
            Label::Task(task) => {
                out.structure.set_actual_text(node, &format!("{} ", task.words.text));
                let side = size * sizes::BOX;
                let x = if self.rtl() { room.left + gap } else { room.left + room.width - gap - side };
                let y = line - side * sizes::BOX_UP;
                let owner = Owner::Node(node);
                let stroke = |width| Some(Stroke { color: style.palette.text, width, dash: None });
                let form = Form::Rectangle(Rect { x, y, width: side, height: side }, 1.0);
                let mut vbox = VBox::default();
                vbox.drawn.push(DrawnItem::Item {
                    owner,
                    item: Item::Form { form, fill: None, stroke: stroke(strokes::LIGHT) },
                });
                if task.done {
                    let points = sizes::TICK.map(|(px, py)| Point { x: x + side * px, y: y + side * py });
                    for pair in points.windows(2) {
                        let form = Form::Line(pair[0], pair[1]);
                        vbox.drawn.push(DrawnItem::Item {
                            owner,
                            item: Item::Form { form, fill: None, stroke: stroke(strokes::TICK) },
                        });
                    }
                }
                vbox
            }
        }
    }

    pub(super) fn definition_list(&self, out: &mut Out<'_>, list: &DefinitionList) {
        let node = out.structure.add(self.parent, Role::List);
        let space = self.block_space();
        for entry in &list.entries {
            out.space(space);
            let item = out.structure.add(node, Role::ListItem);
            for term in &entry.terms {
                let label = out.structure.add(item, Role::Label);
                let look = ParagraphStyle { bold: true, align: Align::Start, ..self.look };
                self.anchor(out, term.attrs.id.as_ref());
                self.paragraph(out, &term.content, look, label, 0.0);
                out.keep();
            }
            for detail in &entry.details {
                let body = out.structure.add(item, Role::ListBody);
                let area = self.inset(self.list_indent(0), 0.0);
                out.space(self.look.size.leading * sizes::DETAIL);
                out.keep();
                let start = out.flow.items.len();
                self.within(out, body, area, |env, out| env.blocks(out, &detail.blocks));
                if matches!(out.flow.items.get(start), Some(FlowItem::Space(_))) {
                    out.flow.items.remove(start);
                }
            }
        }
        out.space(space);
    }

    /// The notes of annotated blocks, with the numbers that stand in the text, whose marks lead to them.
    pub(super) fn annotations(&self, out: &mut Out<'_>, notes: &List, in_code: bool) {
        let env = self.with_look(ParagraphStyle { size: self.fit(self.ctx.style.small), ..self.look });
        let indent = env.list_indent(3);
        for (number, item) in (1_u32..).zip(&notes.items) {
            out.space(env.look.size.leading * sizes::ANNOTATION);
            let shown = if in_code { number.to_string() } else { self.number(number.into()) };
            let label = Label::Number(format!("({shown})"));
            let element = out.structure.add(self.parent, Role::Note);
            let mark = out.structure.add(element, Role::Label);
            if let Some(name) = self.annotation(number) {
                out.vbox(VBox { anchors: vec![(name, 0.0)], ..VBox::default() });
                out.keep();
            }
            env.behind_label(out, item, Labelled { element, mark, body: element }, &label, indent, true);
        }
        let space = self.block_space();
        out.space(space);
    }
}

/// The elements of something that a label stands before.
#[derive(Clone, Copy)]
struct Labelled {
    /// All of it.
    element: NodeId,
    /// The label.
    mark: NodeId,
    /// What holds the rest: an element of its own, or all of it.
    body: NodeId,
}

/// What stands before an item.
enum Label {
    Bullet,
    Number(String),
    Task(Task),
}
