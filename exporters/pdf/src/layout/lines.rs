//! Paragraphs as lines: how they are set, what stands beside them, and what a line becomes on a page.

use super::env::{Area, Env, ParagraphStyle};
use super::flow::{DrawnItem, FlowItem, VBox, link_area};
use super::out::Out;
use super::{baseline, formula};
use crate::display::{Artifact, Awaited, Form, Item, Owner, Point, Rect, Stroke};
use crate::paragraph::{Align, Beside, Content, Drawn, Line, ObjectKind, Setting, lay};
use crate::style::Size;
use crate::style::sizes::page::NARROWEST_COLUMN;
use crate::style::sizes::{FITTED, column, heading, inline as sizes, stroke as strokes};
use pamphlet_locale::Direction;
use pamphlet_source::{Code, Diagnostic, limits};
use std::sync::Arc;
use unicode_script::{Script, UnicodeScript};

impl Env<'_> {
    /// How a paragraph of the current area and language is set.
    pub(super) fn setting(&self, look: ParagraphStyle, indent: f32) -> Setting {
        let size = look.size.size;
        let wide_enough = self.area.width > size * column::JUSTIFIED;
        let align = if look.align == Align::Justified && !wide_enough { Align::Start } else { look.align };
        // Columns of tables are as wide as their longest word: lines that were any longer would end, or from right to
        // left begin, in the column beside.
        let least = if self.in_cell { 1.0 } else { NARROWEST_COLUMN.min(size * column::NARROWEST) };
        Setting {
            width: self.area.width.max(least),
            beside: Vec::new(),
            indent,
            align,
            direction: Direction::of(self.language),
            leading: look.size.leading,
            // Columns of tables are as wide as their longest word, if there is room.
            hyphenate: look.hyphenate
                && !look.bold
                && (!self.in_cell || self.area.width < size * column::HYPHENATED_CELL),
        }
    }

    /// Makes the letters of a title a little smaller where that keeps it on one line.
    pub(super) fn fit_on_one_line(&self, out: &Out<'_>, content: &mut Content) {
        let room = self.area.width - out.aside.map_or(0.0, |aside| aside.width);
        let most = crate::paragraph::measure(self.ctx.engine, content, Direction::of(self.language)).most;
        if most <= room || most > room * heading::ONE_LINE {
            return;
        }
        let factor = room / most * FITTED;
        content.scale(factor);
    }

    /// A narrower area in which a title has as many lines as before, but no line that is nearly empty.
    pub(super) fn balanced(&self, out: &Out<'_>, content: &Content, look: ParagraphStyle) -> Area {
        let setting = |width: f32| Setting { width, ..self.setting(look, 0.0) };
        let lines = |width: f32| lay(self.ctx.engine, content, &setting(width)).lines;
        let count = lines(self.area.width).len();
        if !(2..=4).contains(&count) || content.text.contains('\n') {
            return self.area;
        }
        if out.aside.is_some() {
            return self.area;
        }
        let (mut low, mut high) = (self.area.width * heading::NARROWEST, self.area.width);
        for _ in 0..6 {
            let middle = f32::midpoint(low, high);
            let set = lines(middle);
            if set.len() <= count && !set.iter().any(|line| line.overfull || line.hyphenated || line.torn) {
                high = middle;
            } else {
                low = middle;
            }
        }
        let rest = self.area.width - high;
        if look.align == Align::Center { self.inset(rest / 2.0, rest / 2.0) } else { self.inset(0.0, rest) }
    }

    /// Sets a text as lines that keep the rules of widows and orphans.
    pub(super) fn content(&self, out: &mut Out<'_>, content: &Content, look: ParagraphStyle, indent: f32) {
        // Below a picture nobody wants a word alone under a line.
        let centred = look.align == Align::Center && !self.in_cell;
        let area = if centred { self.balanced(out, content, look) } else { self.area };
        let mut setting = Env { area, ..*self }.setting(look, indent);
        let left = area.left;
        let leading = look.size.leading;
        if let Some(aside) = &mut out.aside {
            aside.height -= last_space(&out.flow.items);
        }
        if let Some(aside) = out.aside.filter(|aside| aside.height > 0.0) {
            let narrow = setting.width - aside.width;
            if narrow > look.size.size * column::BESIDE_LEAST {
                let lines = count_lines(aside.height, leading);
                let inset = if aside.left { aside.width } else { 0.0 };
                setting.beside = vec![Beside { left: inset, width: narrow }; lines];
            } else {
                out.clear();
            }
        }
        let mut lines = self.lines(out, content, &setting);
        // A number with an English unit stands below the other values of its column, not at the far side of it. More than
        // a line is read from its own start.
        if self.in_cell && lines.len() == 1 && setting.align == Align::Start && setting.direction != self.direction {
            lines = self.lines(out, content, &Setting { align: Align::End, ..setting });
        }
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let hyphenated = line.hyphenated;
            let vbox = line_box(line, content, look.size, left);
            let height = vbox.height;
            out.vbox(vbox);
            let mut beside = false;
            if let Some(aside) = &mut out.aside {
                aside.height -= height;
                beside = aside.height > 0.0;
            }
            // No page ends with a hyphen either.
            let orphan = (index == 0 || hyphenated) && count > 1;
            let widow = index + 2 == count;
            if index + 1 < count && (orphan || widow || beside) || (beside && index + 1 == count) {
                out.keep();
            }
        }
        if out.aside.is_some_and(|aside| aside.height <= 0.0) {
            out.aside = None;
        }
    }

    /// Sets a text as lines, below which what follows takes its usual room.
    pub(super) fn lines(&self, out: &mut Out<'_>, content: &Content, setting: &Setting) -> Vec<Line> {
        let paragraph = self.lay(out, content, setting);
        if paragraph.lines.iter().any(|line| line.torn) {
            let message = "a word that is wider than its column is broken between its letters";
            self.say(out, Diagnostic::new(Code::Degraded, message).help("give it places to break: U+00AD, U+200B"));
        }
        out.close_above = false;
        paragraph.lines
    }

    /// Reports what no font has and what is too wide.
    pub(super) fn report(&self, out: &mut Out<'_>, missing: &[char], lines: &[Line]) {
        for &character in missing {
            let (script, number) = (character.script(), character as u32);
            // A document in a script without a font would say so for each letter of each line.
            if !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
                && !crate::font::Faces::has_script(script)
            {
                let known = format!("no font has letters of the script {}:", script.full_name());
                let message = format!("{known} boxes stand for them, first for U+{number:04X} ({character})");
                self.say_of_letters(
                    out,
                    &known,
                    &message,
                    "read it as EPUB, text or JSON; on paper it cannot be shown yet",
                );
                continue;
            }
            let named = out.said(|own| own.code == Code::MissingGlyph);
            let message = if named < limits::MISSING_LETTERS {
                format!("no font has U+{number:04X} ({character}); a box stands for it")
            } else {
                "no font has further letters; boxes stand for them".to_owned()
            };
            let help = "write another, or put a font that has it into the folder of `brand.fonts`";
            self.say_of_letters(out, &message, &message, help);
        }
        if let Some(line) = lines.iter().find(|line| line.overfull) {
            let message = format!("a line is {:.0} pt wider than its column", line.width - line.target);
            self.say(out, Diagnostic::new(Code::OverfullLine, message).help("shorten it, or give it places to break"));
        }
    }

    /// Says of letters that no font has them, unless something that begins alike was said of the page.
    fn say_of_letters(&self, out: &mut Out<'_>, known: &str, message: &str, help: &str) {
        if out.said(|own| own.code == Code::MissingGlyph && own.message.starts_with(known)) == 0 {
            self.say(out, Diagnostic::new(Code::MissingGlyph, message).help(help));
        }
    }
}

/// A line as a vbox.
pub(super) fn line_box(line: Line, content: &Content, size: Size, left: f32) -> VBox {
    let baseline = baseline(size).max(line.ascent + 1.0);
    let below = (size.leading - super::baseline(size)).max(line.descent + 1.0);
    let mut vbox = VBox {
        height: baseline + below,
        notes: line.notes,
        anchors: line.anchors.into_iter().map(|name| (name, 0.0)).collect(),
        addresses: line.addresses.into_iter().map(|number| (number, 0.0)).collect(),
        ..VBox::default()
    };
    let ground = Owner::Artifact(Artifact::Layout);
    for (node, drawn) in line.drawn {
        let owner = node.map_or(ground, Owner::Node);
        vbox.drawn.push(match drawn {
            Drawn::Glyphs(mut run) => {
                run.x += left;
                DrawnItem::Text { owner, run, y: baseline }
            }
            Drawn::Ground { x, width, ascent, descent, fill, frame } => {
                let place = Rect { x: left + x, y: baseline - ascent, width, height: ascent + descent };
                let stroke = frame.map(|color| Stroke { color, width: strokes::HAIR, dash: None });
                let item = Item::Form { form: Form::Rectangle(place, sizes::GROUND_RADIUS), fill, stroke };
                DrawnItem::Item { owner: Owner::Artifact(Artifact::Background), item }
            }
            Drawn::Rule { x, width, y, thickness, color } => {
                let y = baseline - y;
                let form = Form::Line(Point { x: left + x, y }, Point { x: left + x + width, y });
                let stroke = Some(Stroke { color, width: thickness, dash: None });
                DrawnItem::Item { owner: ground, item: Item::Form { form, fill: None, stroke } }
            }
            Drawn::Object { kind, x, width, ascent, descent, color } => {
                let place = Rect { x: left + x, y: baseline - ascent, width, height: ascent + descent };
                let item = match kind {
                    ObjectKind::Icon(name) => Item::Icon { name, place, color },
                    ObjectKind::Picture(asset) => Item::Picture { asset, place, turned: false },
                    ObjectKind::Formula(formula) => {
                        vbox.drawn.extend(formula::drawn(&formula, owner, left + x, baseline, color));
                        continue;
                    }
                    ObjectKind::PageOf(words) => {
                        let place = Rect { height: ascent, ..place };
                        Item::PageOf(Awaited { words, place, color })
                    }
                    ObjectKind::Space => continue,
                };
                DrawnItem::Item { owner, item }
            }
            Drawn::Link { link, x, width, size } => {
                let Some(link) = content.links.get(usize::from(link)) else { continue };
                let place = Rect {
                    x: left + x,
                    y: baseline - size * sizes::LINK_ABOVE,
                    width,
                    height: size * sizes::LINK_HEIGHT,
                };
                link_area(Owner::Node(link.node), place, link.target.clone(), Arc::clone(&link.description))
            }
        });
    }
    vbox
}

/// The room that waits at the end of a flow.
fn last_space(items: &[FlowItem]) -> f32 {
    let mut space = 0.0_f32;
    for item in items.iter().rev() {
        match item {
            FlowItem::Space(room) => space = space.max(*room),
            FlowItem::Keep => {}
            FlowItem::VBox(_) | FlowItem::Open(_) | FlowItem::Close | FlowItem::PageBreak | FlowItem::Landscape(_) => {
                break;
            }
        }
    }
    space
}

/// How many lines stand beside something.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen lines at most")]
fn count_lines(height: f32, leading: f32) -> usize {
    (height / leading).ceil().clamp(0.0, 200.0) as usize
}
