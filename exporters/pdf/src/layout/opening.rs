//! The title of a page and what stands below it, and the notes at its end.

mod notes;

use super::block::common_direction;
use super::{Composer, Look, anchor_name};
use crate::display::{Artifact, Form, Item, Owner, Point, Role, Stroke};
use crate::layout::flow::{FlowItem, Mark, OutlineMark, Slab};
use crate::paragraph::{Content, Flush, TextStyle, measure};
use pamphlet_document::Page;
use pamphlet_locale::{Direction, Tag};
use std::sync::Arc;

/// What stands below the title of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    /// One or two sentences, larger than the text.
    pub lead: Option<String>,
    /// The language of the lead where it is not the page's.
    pub lead_language: Option<Tag>,
    /// Facts in one line, dots between: language, date, share of translation, address, licence. In the words of the
    /// locale.
    pub facts: Vec<String>,
    /// A notice in the words of the locale: that the page is not translated.
    pub notice: Option<String>,
}

impl<'a> Composer<'a> {
    /// The title of a page whose text does not begin with it.
    pub(super) fn page_title(&mut self, page: &'a Page) {
        let node = self.structure.add(self.parent, Role::Heading(1));
        let language = page.title_language.clone().unwrap_or_else(|| page.language.clone());
        let leaf = self.structure.add(node, Role::Content);
        self.last_heading = 1;
        let outer = std::mem::replace(&mut self.language, language.clone());
        let look = self.heading_look(1);
        let mut content = Content::default();
        content.push(&page.title, self.text_style(look), &language, Some(leaf), None);
        let outline = OutlineMark { depth: 1, title: page.title.clone(), y: 0.0 };
        self.flow.push(FlowItem::Slab(Slab { outline: vec![outline], ..Slab::default() }));
        self.keep();
        let look = Look { flush: self.title_flush(), ..look };
        self.fit_on_one_line(&mut content);
        let area = self.area;
        self.area = self.balanced(&content, look);
        self.content(&content, look, 0.0);
        self.area = area;
        self.language = outer;
        self.keep();
        self.below_title();
    }

    /// What stands below the title: the lead, the facts, a hairline; once.
    pub(super) fn below_title(&mut self) {
        let Some(opening) = self.opening.take() else {
            self.space(self.ctx.style.body.leading * 0.8);
            self.keep();
            return;
        };
        let style = self.ctx.style;
        if let Some(lead) = &opening.lead {
            self.space(style.body.size * 0.3);
            let size = crate::style::Size { size: style.body.size * 1.18, leading: style.body.leading * 1.16 };
            self.keep();
            let language = opening.lead_language.clone().or_else(|| self.page.map(|page| page.language.clone()));
            let outer = language.as_ref().map(|language| std::mem::replace(&mut self.language, language.clone()));
            let look = Look { size: self.fit(size), theme: style.plain, flush: self.title_flush(), ..self.look };
            let mut content = Content::default();
            content.push(lead, self.text_style(look), &self.language, None, None);
            let area = self.area;
            self.area = self.balanced(&content, look);
            self.words(lead, look, Role::Paragraph, language.as_ref());
            self.area = area;
            if let Some(outer) = outer {
                self.language = outer;
            }
            self.keep();
        }
        let small =
            Look { size: style.small, theme: style.plain, color: style.palette.soft, flush: Flush::Start, ..self.look };
        let locale = self.ctx.edition.locale().clone();
        let outer = std::mem::replace(&mut self.language, locale.clone());
        let outer_direction = std::mem::replace(&mut self.direction, style.direction);
        if !opening.facts.is_empty() {
            self.space(style.body.size * 0.55);
            let facts: Vec<String> = opening.facts.iter().map(|fact| in_one_piece(fact)).collect();
            self.facts(&facts, small, &locale);
            self.keep();
        }
        self.clear();
        let width = self.area.width;
        let left = self.area.left;
        let mut slab = Slab { height: style.body.size * 0.5, ..Slab::default() };
        let y = slab.height;
        let form = Form::Line(Point { x: left, y }, Point { x: left + width, y });
        let stroke = Some(Stroke { color: style.palette.hairline, width: 0.6, dash: None });
        let owner = Owner::Artifact(Artifact::Layout);
        slab.marks.push(Mark::Item { owner, item: Item::Form { form, fill: None, stroke } });
        self.flow.push(FlowItem::Slab(slab));
        self.keep();
        if let Some(notice) = &opening.notice {
            self.space(style.body.size);
            let look = Look { bold: true, color: style.palette.text, ..small };
            self.words(notice, look, Role::Paragraph, Some(&locale));
        }
        self.language = outer;
        self.direction = outer_direction;
        self.space(style.body.leading);
        self.after_paragraph = false;
    }

    /// Facts with dots between, as many in a line as it has room for; no line ends with a dot.
    fn facts(&mut self, facts: &[String], look: Look, locale: &Tag) {
        let style = self.text_style(look);
        let width = |words: &str| {
            let mut content = Content::default();
            content.push(words, style, locale, None, None);
            measure(self.ctx.engine, &content, Direction::of(locale)).most
        };
        let room = self.area.width - self.aside.map_or(0.0, |aside| aside.width);
        let mut lines: Vec<String> = Vec::new();
        for fact in facts {
            match lines.last_mut() {
                Some(line) if width(&format!("{line} · {fact}")) <= room => *line = format!("{line} · {fact}"),
                _ => lines.push(fact.clone()),
            }
        }
        let node = self.structure.add(self.parent, Role::Paragraph);
        let leaf = self.structure.add(node, Role::Content);
        let mut content = Content::default();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                // A space to read where the line ends.
                content.push_verbatim("\u{A0}", style, locale, Some(leaf), None);
                content.push_break(style, locale);
            }
            content.push(line, style, locale, Some(leaf), None);
        }
        self.content(&content, look, 0.0);
    }

    /// The footnotes of the page: set now, put at the foot of the page that refers to them; those that nothing refers
    /// to stand at the end of the text.
    pub(super) fn page_notes(&mut self, page: &'a Page) {
        let style = self.ctx.style;
        let longest = page.notes.iter().map(|note| self.number(u64::from(note.number)).chars().count()).max();
        #[expect(clippy::cast_precision_loss, reason = "a handful of digits")]
        let digits = longest.unwrap_or(0) as f32;
        for note in &page.notes {
            self.origin = Some(note.origin);
            self.span = note.span;
            let node = self.structure.add(self.parent, Role::Note);
            let size = self.fit(style.small);
            let look = Look { size, theme: self.look.theme, flush: Flush::Start, ..self.look };
            // The number stands where the words of the note start.
            let direction = common_direction(&note.blocks).unwrap_or_else(|| Direction::of(&self.language));
            let outer_direction = std::mem::replace(&mut self.direction, direction);
            let area = self.inset(size.size * (digits * 0.56 + 0.6).max(1.5), 0.0);
            let number = self.number(u64::from(note.number));
            let label = self.structure.add(node, Role::Label);
            let outer = self.look;
            self.look = look;
            let flow = self.separately(node, area, |composer| composer.blocks(&note.blocks));
            self.look = outer;
            let mut slabs = flow.pieces();
            let anchor = anchor_name(&page.id, Some(&format!("fn:{}", note.number)));
            if slabs.is_empty() {
                slabs.push(Slab { height: size.leading, ..Slab::default() });
            }
            let first = &mut slabs[0];
            first.anchors.push((Arc::clone(&anchor), 0.0));
            let label_size = self.first_size(&note.blocks, size);
            let label_look = Look { size: label_size, bold: true, color: style.palette.accent, ..look };
            let own =
                self.label_marks(&number, label_look, label, self.inset(0.0, self.area.width - size.size * 1.2), false);
            self.direction = outer_direction;
            first.absorb(own, 0.0, 0.0);
            // Notes stand farther apart than the paragraphs of one.
            let gap = size.leading * 0.3;
            let mut spaced = Slab { height: first.height + gap, ..Slab::default() };
            spaced.absorb(std::mem::take(first), 0.0, gap);
            *first = spaced;
            if note.references > 0 {
                self.notes.insert(note.number, slabs);
            } else {
                self.space(style.paragraph_space.max(style.body.leading * 0.4));
                for slab in slabs {
                    self.flow.push(FlowItem::Slab(slab));
                }
            }
        }
        self.settle_notes();
    }

    /// A label — a number, a mark — as a slab whose baseline is that of a line of the look, flush at one side of an
    /// area.
    pub(super) fn label_marks(
        &mut self,
        words: &str,
        look: Look,
        node: crate::display::NodeId,
        area: super::Area,
        flush_end: bool,
    ) -> Slab {
        let locale = self.ctx.edition.locale().clone();
        let mut content = Content::default();
        let style = TextStyle { tabular: true, ..self.text_style(look) };
        content.push_verbatim(words, style, &locale, Some(node), None);
        // A label is not broken: what is too wide for its place goes on outwards.
        let width = measure(self.ctx.engine, &content, self.direction).most.max(area.width);
        let outwards = if flush_end == self.rtl() { 0.0 } else { width - area.width };
        let setting = crate::paragraph::Setting {
            width: width + 0.1,
            beside: Vec::new(),
            indent: 0.0,
            flush: if flush_end { Flush::End } else { Flush::Start },
            direction: self.direction,
            leading: look.size.leading,
            hyphenate: false,
        };
        let mut slab = Slab::default();
        for line in self.lay(&content, &setting).lines {
            let own = self.line_slab(line, &content, look.size, area.left - outwards);
            slab.absorb(own, 0.0, 0.0);
        }
        slab
    }
}

/// A fact that no line ends inside, if it fits on one: an address, a date, a licence. It runs in its own direction,
/// whatever stands beside it.
fn in_one_piece(fact: &str) -> String {
    let mut out = String::from("\u{2068}");
    for character in fact.chars() {
        out.push(if character == ' ' { '\u{A0}' } else { character });
        if matches!(character, '/' | '-' | '?' | '&' | '.') {
            out.push('\u{2060}');
        }
    }
    out.push('\u{2069}');
    out
}
