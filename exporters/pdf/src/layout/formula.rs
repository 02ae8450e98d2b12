//! Formulas on lines of their own, and what formulas become on a page.

use super::env::{Env, ParagraphStyle};
use super::mathematics;
use super::out::Out;
use crate::display::{Color, Form, Item, Owner, Rect, Role};
use crate::font::Theme;
use crate::layout::flow::{DrawnItem, VBox};
use crate::math::{self, Formula, MathStyle, Part};
use crate::paragraph::{Align, Content, ShapedRun, TextStyle};
use crate::style::sizes::formula as sizes;
use pamphlet_locale::Direction;
use pamphlet_reading::{Math, MathNotation};
use pamphlet_source::{Code, Diagnostic};

/// A formula as marks: its left end at `x`, its baseline at `y`.
pub(super) fn drawn(formula: &Formula, owner: Owner, x: f32, y: f32, color: Color) -> impl Iterator<Item = DrawnItem> {
    formula.parts.iter().map(move |part| match part {
        Part::Glyphs { x: own, y: rise, face, size, text, glyphs, right_to_left } => DrawnItem::Text {
            owner,
            run: ShapedRun {
                face: *face,
                size: *size,
                color,
                x: x + own,
                rise: 0.0,
                right_to_left: *right_to_left,
                text: text.clone(),
                glyphs: glyphs.clone(),
            },
            y: y - rise,
        },
        Part::Rule { x: own, y: low, width, height } => {
            let place = Rect { x: x + own, y: y - low - height, width: *width, height: *height };
            DrawnItem::Item {
                owner,
                item: Item::Form { form: Form::Rectangle(place, 0.0), fill: Some(color), stroke: None },
            }
        }
    })
}

impl Env<'_> {
    pub(super) fn math_block(&self, out: &mut Out<'_>, math: &Math) {
        let node = out.structure.add(self.parent, Role::Formula);
        out.structure.set_formula(node, math.heard(), &math.source);
        let leaf = out.structure.add(node, Role::Content);
        let size = self.look.size.size;
        let style =
            MathStyle { engine: self.ctx.engine, language: self.language, size: size * sizes::SIZE, display: true };
        let Some(pieces) = math::set(math.notation, &math.source, style) else {
            self.formula_words(out, math, leaf);
            return;
        };
        let room = self.look.size.leading * sizes::AROUND;
        out.space(room);
        let lines = math::lines(pieces, self.area.width, size * sizes::HANG);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            // One line stands in the middle; of several, the further ones are set in.
            let x = if count == 1 { (self.area.width - line.width) / 2.0 } else { 0.0 };
            let drawn = drawn(&line, Owner::Node(leaf), self.area.left + x, line.ascent + 1.0, self.look.color);
            let vbox = VBox { height: line.ascent + line.descent + 2.0, drawn: drawn.collect(), ..VBox::default() };
            out.vbox(vbox);
            if index + 1 < count {
                out.keep();
                out.space(size * sizes::BETWEEN);
                out.keep();
            }
        }
        out.space(room);
    }

    /// A formula that is not understood, as a line of text.
    fn formula_words(&self, out: &mut Out<'_>, math: &Math, leaf: crate::display::NodeId) {
        let shown = match math.notation {
            MathNotation::Tex => mathematics::from_tex(&math.source),
            MathNotation::MathMl => mathematics::from_mathml(&math.source),
        };
        let look = ParagraphStyle { theme: Theme::Serif, align: Align::Center, ..self.look };
        let style = TextStyle { italic: self.ctx.style.italics, ..look.text() };
        let mut content = Content::default();
        let language = self.language;
        let turned = Direction::of(language) == Direction::Rtl;
        if turned {
            content.begin_isolate(Direction::Ltr, style, language);
        }
        content.push(&shown, style, language, Some(leaf), None);
        if turned {
            content.end_isolate(style, language);
        }
        out.space(self.block_space());
        self.content(out, &content, look, 0.0);
        out.space(self.block_space());
        self.say(out, Diagnostic::new(Code::Degraded, "a formula is set as a line of text"));
    }
}
