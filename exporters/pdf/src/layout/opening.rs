//! The title of a page and what stands below it, and the notes at its end.

mod notes;

use super::anchor_name;
use super::block::common_direction;
use super::env::{Area, Env, ParagraphStyle};
use super::lines::line_box;
use super::out::Out;
use crate::display::{NodeId, Role};
use crate::layout::flow::{OutlineMark, VBox};
use crate::paragraph::{Align, Content, Setting, TextStyle, measure};
use crate::style::Size;
use crate::style::sizes::{note as note_sizes, opening as sizes, space as spaces, stroke};
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::{Note, Page};

impl Env<'_> {
    /// The title of a page whose text does not begin with it.
    pub(super) fn page_title(&self, out: &mut Out<'_>, page: &Page) {
        let node = out.structure.add(self.parent, Role::Heading(1));
        let language = page.title_language.as_ref().unwrap_or(&page.language);
        let leaf = out.structure.add(node, Role::Content);
        let env = Env { language, ..*self };
        let look = ParagraphStyle { align: env.title_align(), ..env.heading_look(1) };
        let mut content = Content::default();
        content.push(&page.title, look.text(), language, Some(leaf), None);
        let outline = OutlineMark { depth: 1, title: page.title.clone(), y: 0.0 };
        out.vbox(VBox { outline: vec![outline], ..VBox::default() });
        out.keep();
        env.fit_on_one_line(out, &mut content);
        Env { area: env.balanced(out, &content, look), ..env }.content(out, &content, look, 0.0);
        out.keep();
        self.below_title(out);
    }

    /// What stands below the title: the lead, the facts, a hairline; once.
    pub(super) fn below_title(&self, out: &mut Out<'_>) {
        let Some(opening) = self.opening.filter(|_| !out.opened) else {
            out.space(self.ctx.style.body.leading * sizes::BELOW_TITLE);
            out.keep();
            return;
        };
        out.opened = true;
        let style = self.ctx.style;
        if let Some(lead) = &opening.lead {
            self.lead(out, lead, opening.lead_language.as_ref());
        }
        let small = ParagraphStyle {
            size: style.small,
            theme: style.plain,
            color: style.palette.soft,
            align: Align::Start,
            ..self.look
        };
        let locale = self.ctx.reading.locale();
        let env = Env { language: locale, direction: style.direction, ..*self };
        if !opening.facts.is_empty() {
            out.space(style.body.size * sizes::FACTS_ABOVE);
            let facts: Vec<String> = opening.facts.iter().map(|fact| in_one_piece(fact)).collect();
            env.facts(out, &facts, small, locale);
            out.keep();
        }
        out.clear();
        let mut vbox = VBox { height: style.body.size * sizes::RULE_ABOVE, ..VBox::default() };
        vbox.drawn.push(self.hairline(vbox.height, style.palette.hairline, stroke::HAIR));
        out.vbox(vbox);
        out.keep();
        if let Some(notice) = &opening.notice {
            out.space(style.body.size);
            let look = ParagraphStyle { bold: true, color: style.palette.text, ..small };
            env.words(out, notice, look, Role::Paragraph, None);
        }
        out.space(style.body.leading);
        out.after_paragraph = false;
    }

    /// One or two sentences below the title.
    fn lead(&self, out: &mut Out<'_>, lead: &str, language: Option<&Tag>) {
        let style = self.ctx.style;
        out.space(style.body.size * sizes::LEAD_ABOVE);
        let size = Size { size: style.body.size * sizes::LEAD_SIZE, leading: style.body.leading * sizes::LEAD_LEADING };
        out.keep();
        let language = language.or_else(|| self.page.map(|page| &page.language)).unwrap_or(self.language);
        let env = Env { language, ..*self };
        let look = ParagraphStyle { size: env.fit(size), theme: style.plain, align: env.title_align(), ..self.look };
        let mut content = Content::default();
        content.push(lead, look.text(), language, None, None);
        let area = env.balanced(out, &content, look);
        Env { area, ..env }.words(out, lead, look, Role::Paragraph, None);
        out.keep();
    }

    /// Facts with dots between, as many in a line as it has room for; no line ends with a dot.
    fn facts(&self, out: &mut Out<'_>, facts: &[String], look: ParagraphStyle, locale: &Tag) {
        let style = look.text();
        let width = |words: &str| {
            let mut content = Content::default();
            content.push(words, style, locale, None, None);
            measure(self.ctx.engine, &content, Direction::of(locale)).most
        };
        let room = self.area.width - out.aside.map_or(0.0, |aside| aside.width);
        let mut lines: Vec<String> = Vec::new();
        for fact in facts {
            match lines.last_mut() {
                Some(line) if width(&format!("{line} · {fact}")) <= room => *line = format!("{line} · {fact}"),
                _ => lines.push(fact.clone()),
            }
        }
        let node = out.structure.add(self.parent, Role::Paragraph);
        let leaf = out.structure.add(node, Role::Content);
        let mut content = Content::default();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                // A space to read where the line ends.
                content.push_verbatim("\u{A0}", style, locale, Some(leaf), None);
                content.push_break(style, locale);
            }
            content.push(line, style, locale, Some(leaf), None);
        }
        self.content(out, &content, look, 0.0);
    }

    /// The footnotes of the page: set now, put at the foot of the page that refers to them; those that nothing refers
    /// to stand at the end of the text.
    pub(super) fn page_notes(&self, out: &mut Out<'_>, page: &Page) {
        let style = self.ctx.style;
        let longest = page.notes.iter().map(|note| self.number(u64::from(note.number)).chars().count()).max();
        #[expect(clippy::cast_precision_loss, reason = "a handful of digits")]
        let digits = longest.unwrap_or(0) as f32;
        for note in &page.notes {
            let vboxes = Env { origin: Some(note.origin), span: note.span, ..*self }.note(out, page, note, digits);
            if note.references > 0 {
                out.notes.insert(note.number, vboxes);
            } else {
                out.space(style.paragraph_space.max(style.body.leading * spaces::NOTE_AT_END));
                for vbox in vboxes {
                    out.vbox(vbox);
                }
            }
        }
        self.settle_notes(out, page);
    }

    /// A footnote as lines, with its number beside the first. `digits` is how many the longest number has.
    fn note(&self, out: &mut Out<'_>, page: &Page, note: &Note, digits: f32) -> Vec<VBox> {
        let style = self.ctx.style;
        let node = out.structure.add(self.parent, Role::Note);
        let size = self.fit(style.small);
        let look = ParagraphStyle { size, theme: self.look.theme, align: Align::Start, ..self.look };
        // The number stands where the words of the note start.
        let direction = common_direction(&note.blocks).unwrap_or_else(|| Direction::of(self.language));
        let env = Env { look, direction, ..*self };
        let area = env.inset(
            size.size * (digits * note_sizes::DIGIT + note_sizes::AFTER_NUMBER).max(note_sizes::INDENT_LEAST),
            0.0,
        );
        let number = self.number(u64::from(note.number));
        let label = out.structure.add(node, Role::Label);
        let mut vboxes = env.separately(out, node, area, |env, out| env.blocks(out, &note.blocks)).pieces();
        if vboxes.is_empty() {
            vboxes.push(VBox { height: size.leading, ..VBox::default() });
        }
        let first = &mut vboxes[0];
        first.anchors.push((anchor_name(&page.id, Some(&format!("fn:{}", note.number))), 0.0));
        let label_size = env.first_size(&note.blocks, size);
        let label_look = ParagraphStyle { size: label_size, bold: true, color: style.palette.accent, ..look };
        let area = env.inset(0.0, env.area.width - size.size * note_sizes::NUMBER);
        // Notes stand farther apart than the paragraphs of one.
        let gap = size.leading * spaces::BELOW_NOTE;
        let mut spaced = VBox { height: first.height + gap, ..VBox::default() };
        // The number is read first.
        spaced.absorb(env.label_marks(out, &number, label_look, label, area, false), 0.0, gap);
        spaced.absorb(std::mem::take(first), 0.0, gap);
        *first = spaced;
        vboxes
    }

    /// A label (a number, a mark) as a vbox with the baseline of a line of that look, aligned with one side of an area.
    pub(super) fn label_marks(
        &self,
        out: &mut Out<'_>,
        words: &str,
        look: ParagraphStyle,
        node: NodeId,
        area: Area,
        at_end: bool,
    ) -> VBox {
        let mut content = Content::default();
        let style = TextStyle { tabular: true, ..look.text() };
        content.push_verbatim(words, style, self.ctx.reading.locale(), Some(node), None);
        // A label is never broken: one that is too wide reaches outwards.
        let width_of = |content: &Content| measure(self.ctx.engine, content, self.direction).most;
        let own = width_of(&content);
        let mut width = own.max(area.width);
        let mut hanging = 0.0;
        if at_end && self.rtl() && words.ends_with('.') {
            // Programs that go by places take the room behind a stop for a part of the number, and read the item without a
            // space before it: there is one, which takes no room of the label.
            content.push_verbatim("\u{A0}", style, self.ctx.reading.locale(), Some(node), None);
            hanging = width_of(&content) - own;
            width += hanging;
        }
        let outwards = if at_end == self.rtl() { 0.0 } else { width - area.width };
        let setting = Setting {
            width: width + 0.1,
            beside: Vec::new(),
            indent: 0.0,
            align: if at_end { Align::End } else { Align::Start },
            direction: self.direction,
            leading: look.size.leading,
            hyphenate: false,
        };
        let mut vbox = VBox::default();
        for line in self.lay(out, &content, &setting).lines {
            let own = line_box(line, &content, look.size, area.left - outwards - hanging);
            vbox.absorb(own, 0.0, 0.0);
        }
        vbox
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
