//! Blocks.

use super::{OutlineEntry, Writer};
use crate::math;
use crate::names::relative;
use crate::xhtml::{identifier, push_attribute, push_text};
use pamphlet_reading::{
    Alignment, Annotated, Block, BlockKind, CodeBlock, CodePiece, DefinitionList, Diagram, Figure, Grid, Heading,
    HeadingRole, Inline, List, ListItem, ListKind, Math, Progress, Tabs, TokenClass, plain_text,
};
use std::fmt::Write as _;

/// Pixels of a diagram for the size of the text: its words are a little smaller than those around.
const EM: f32 = 16.0;

impl<'e> Writer<'_, 'e> {
    /// Writes blocks one after the other.
    pub(super) fn write_blocks(&mut self, blocks: &'e [Block]) {
        for block in blocks {
            self.write_block(block, false);
        }
    }

    /// Writes blocks close together: a paragraph alone is only its text.
    pub(super) fn write_tight(&mut self, blocks: &'e [Block]) {
        let paragraphs = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph { .. })).count();
        for block in blocks {
            self.write_block(block, paragraphs <= 1);
        }
    }

    /// Writes a block; `bare` leaves out the element of a paragraph.
    pub(super) fn write_block(&mut self, block: &'e Block, bare: bool) {
        self.write_marks_before(block);
        match &block.kind {
            BlockKind::Heading(heading) => self.write_heading(block, heading),
            BlockKind::Paragraph { content } if bare && block.attrs.id.is_none() && block.language.is_none() => {
                let start = self.out.len();
                self.write_inlines(content);
                self.put_marks_inside(block, start, false);
            }
            BlockKind::Paragraph { content } => self.element(block, "p", None, |writer| {
                let start = writer.out.len();
                writer.write_inlines(content);
                writer.put_marks_inside(block, start, false);
            }),
            BlockKind::Buttons { content } => self.write_run(block, "p", Some("buttons"), content),
            BlockKind::List(list) => self.write_list(block, list),
            BlockKind::DefinitionList(list) => {
                self.element(block, "dl", None, |writer| writer.write_definitions(list));
            }
            BlockKind::Quote { blocks } => {
                self.element(block, "blockquote", None, |writer| writer.write_blocks(blocks));
            }
            BlockKind::Code(code) => self.write_code(block, code),
            BlockKind::Table(table) => self.write_table(block, table),
            BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => self.write_callout(block, callout),
            BlockKind::Tabs(tabs) => self.write_tabs(block, tabs),
            BlockKind::Grid(Grid { cards, blocks }) => {
                let class = if *cards { "grid cards" } else { "grid" };
                self.element(block, "div", Some(class), |writer| writer.write_blocks(blocks));
            }
            BlockKind::Figure(figure) => self.write_figure(block, figure),
            BlockKind::Annotated(annotated) => self.write_annotated(block, annotated),
            BlockKind::Progress(progress) => self.write_progress(block, progress),
            BlockKind::ThematicBreak => self.out.push_str("<hr/>\n"),
            // A part of the frame of a box: nothing is announced.
            BlockKind::Divider => self.out.push_str("<hr class=\"divider\" aria-hidden=\"true\"/>\n"),
            BlockKind::Math(formula) => self.write_formula(block, formula),
            BlockKind::Diagram(diagram) => self.write_diagram(block, diagram),
            BlockKind::PageBreak => self.out.push_str("<div class=\"page-break\"></div>\n"),
            BlockKind::Group { blocks } => self.element(block, "div", None, |writer| writer.write_blocks(blocks)),
            BlockKind::Card(card) => self.write_card(block, card),
            BlockKind::Threats(threats) => self.write_threats(block, threats),
            BlockKind::Unsupported { text } => self.element(block, "p", Some("unsupported"), |writer| {
                push_text(&mut writer.out, text);
            }),
        }
    }

    /// Writes an element with the identifier and language of a block.
    pub(super) fn element(&mut self, block: &'e Block, tag: &str, class: Option<&str>, write: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}");
        if let Some(class) = class {
            push_attribute(&mut self.out, "class", class);
        }
        self.write_attrs(&block.attrs);
        let before = self.enter(block.language.as_ref());
        self.out.push('>');
        write(self);
        self.leave(before);
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn write_run(&mut self, block: &'e Block, tag: &str, class: Option<&str>, content: &'e [Inline]) {
        self.element(block, tag, class, |writer| writer.write_inlines(content));
    }

    fn write_heading(&mut self, block: &'e Block, heading: &'e Heading) {
        // A heading that jumps over a level keeps its element, as the author wrote it.
        let (shown, announced) = (heading.level, heading.announced);
        let id = identifier(&heading.anchor);
        let title = plain_text(&heading.content);
        // What says nothing is no heading for those who listen; links may still lead there.
        let tag = if title.is_empty() { "div".to_owned() } else { format!("h{shown}") };
        if heading.listed && (self.outline.is_empty() || !title.is_empty()) {
            let language = block.language.as_ref().unwrap_or(&self.language).clone();
            self.outline.push(OutlineEntry { level: announced, id: id.clone(), title, language });
        }
        let _ = write!(self.out, "<{tag}");
        match heading.role {
            Some(HeadingRole::Criteria) => self.out.push_str(" class=\"criteria\""),
            Some(HeadingRole::MinimumRequirements) => self.out.push_str(" class=\"minimum-requirements\""),
            Some(HeadingRole::BestCase) => self.out.push_str(" class=\"best-case\""),
            None => {}
        }
        if announced != shown && tag != "div" {
            let _ = write!(self.out, " aria-level=\"{announced}\"");
        }
        self.write_id(&heading.anchor);
        let before = self.enter(block.language.as_ref());
        self.out.push('>');
        let own = block.attrs.id.as_deref().filter(|own| identifier(own) != id);
        for alias in own.into_iter().chain(heading.aliases.iter().map(String::as_str)) {
            if self.ids.insert(identifier(alias)) {
                self.out.push_str("<span");
                push_attribute(&mut self.out, "id", &identifier(alias));
                self.out.push_str("></span>");
            }
        }
        self.write_inlines(&heading.content);
        self.leave(before);
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn write_list(&mut self, block: &'e Block, list: &'e List) {
        let tag = match list.list {
            ListKind::Bullet => "ul",
            ListKind::Numbered { .. } => "ol",
        };
        let _ = write!(self.out, "<{tag}");
        if let ListKind::Numbered { start, numerals } = list.list {
            if start != 1 {
                // HTML keeps the number in 32 bits.
                let _ = write!(self.out, " start=\"{}\"", start.min(i32::MAX.unsigned_abs().into()));
            }
            if !numerals.is_decimal() {
                let _ = write!(self.out, " type=\"{}\"", numerals.html());
            }
        }
        if !list.items.is_empty() && list.items.iter().all(|item| item.task.is_some()) {
            self.out.push_str(" class=\"tasks\"");
        }
        self.write_attrs(&block.attrs);
        let before = self.enter(block.language.as_ref());
        self.out.push_str(">\n");
        for item in &list.items {
            self.write_item(item, list.tight, None);
        }
        self.leave(before);
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn write_item(&mut self, item: &'e ListItem, tight: bool, id: Option<&str>) {
        self.out.push_str("<li");
        match id {
            Some(id) => push_attribute(&mut self.out, "id", id),
            None => self.write_attrs(&item.attrs),
        }
        let before = self.enter(item.language.as_ref());
        if let Some(task) = &item.task {
            self.out.push_str(" class=\"task\"><span role=\"img\"");
            push_attribute(&mut self.out, "aria-label", &task.words.text);
            self.name_in(task.words.language.as_ref());
            self.out.push_str(if task.done { ">\u{2611}</span> " } else { ">\u{2610}</span> " });
        } else {
            self.out.push('>');
        }
        if tight {
            self.write_tight(&item.blocks);
        } else {
            self.write_blocks(&item.blocks);
        }
        self.leave(before);
        self.out.push_str("</li>\n");
    }

    fn write_definitions(&mut self, list: &'e DefinitionList) {
        self.out.push('\n');
        for entry in &list.entries {
            for term in &entry.terms {
                self.out.push_str("<dt");
                self.write_attrs(&term.attrs);
                self.out.push('>');
                self.write_inlines(&term.content);
                self.out.push_str("</dt>\n");
            }
            for detail in &entry.details {
                self.out.push_str("<dd");
                self.write_attrs(&detail.attrs);
                self.out.push('>');
                if detail.tight {
                    self.write_tight(&detail.blocks);
                } else {
                    self.write_blocks(&detail.blocks);
                }
                self.out.push_str("</dd>\n");
            }
        }
    }

    fn write_code(&mut self, block: &'e Block, code: &'e CodeBlock) {
        if let Some(title) = &code.title {
            self.out.push_str("<p class=\"code-title\">");
            push_text(&mut self.out, title);
            self.out.push_str("</p>\n");
        }
        // Code runs left to right in every language. Its own language is no language that people speak.
        self.out.push_str("<pre dir=\"ltr\" translate=\"no\"");
        self.write_attrs(&block.attrs);
        self.out.push_str("><code");
        if let Some(language) = code.language.as_deref().map(class_name).filter(|name| !name.is_empty()) {
            push_attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        let start = self.out.len();
        self.write_code_lines(code);
        self.put_marks_inside(block, start, true);
        self.out.push_str("</code></pre>\n");
    }

    /// Where there are several lines each is an element, which holds its end: what a narrow page breaks hangs below its own
    /// line, so that nobody takes it for the next. An empty line is a further end of the line before it.
    fn write_code_lines(&mut self, code: &'e CodeBlock) {
        let several = code.lines().nth(1).is_some();
        for (index, line) in code.lines().enumerate() {
            if index > 0 {
                self.out.push('\n');
                if line.text.is_empty() && line.number.is_none() && !line.marked {
                    continue;
                }
                self.out.push_str("</span>");
            }
            if several {
                let numbered = if line.number.is_some() { " numbered" } else { "" };
                let _ = write!(self.out, "<span class=\"line{numbered}\">");
            }
            if let Some(number) = line.number {
                let _ = write!(self.out, "<span class=\"line-number\" data-generated=\"number\">{number:>3} </span>");
            }
            self.out.push_str(if line.marked { "<mark>" } else { "" });
            push_code(&mut self.out, line.pieces());
            self.out.push_str(if line.marked { "</mark>" } else { "" });
        }
        self.out.push_str(if several { "</span>" } else { "" });
    }

    fn write_tabs(&mut self, block: &'e Block, tabs: &'e Tabs) {
        self.element(block, "div", Some("tabs"), |writer| {
            writer.out.push('\n');
            for tab in &tabs.tabs {
                let (id, level) = (writer.new_id("tab"), tab.announced);
                writer.out.push_str("<div role=\"group\" class=\"tab\"");
                push_attribute(&mut writer.out, "aria-labelledby", &id);
                writer.write_attrs(&tab.attrs);
                let _ = write!(writer.out, ">\n<h{level} data-made=\"heading\"");
                push_attribute(&mut writer.out, "id", &id);
                writer.out.push('>');
                writer.write_inlines(&tab.label);
                let _ = writeln!(writer.out, "</h{level}>");
                writer.write_blocks(&tab.blocks);
                writer.out.push_str("</div>\n");
            }
        });
    }

    fn write_figure(&mut self, block: &'e Block, figure: &'e Figure) {
        let class = figure.alignment.map(alignment_class);
        self.element(block, "figure", class, |writer| {
            writer.out.push('\n');
            writer.write_blocks(&figure.blocks);
            if !figure.caption.is_empty() {
                writer.out.push_str("<figcaption>");
                writer.write_tight(&figure.caption);
                writer.out.push_str("</figcaption>\n");
            }
        });
    }

    fn write_annotated(&mut self, block: &'e Block, annotated: &'e Annotated) {
        let ids: Vec<String> = annotated.notes.items.iter().map(|_| self.new_id("annotation")).collect();
        let before = std::mem::replace(&mut self.annotations, ids.clone());
        self.element(block, "div", Some("annotated"), |writer| {
            writer.out.push('\n');
            writer.write_blocks(&annotated.blocks);
            let class = if annotated.is_in_code() { "annotations of-code" } else { "annotations" };
            let _ = writeln!(writer.out, "<ol class=\"{class}\">");
            for (item, id) in annotated.notes.items.iter().zip(&ids) {
                writer.write_item(item, annotated.notes.tight, Some(id));
            }
            writer.out.push_str("</ol>\n");
        });
        self.annotations = before;
    }

    fn write_progress(&mut self, block: &'e Block, progress: &'e Progress) {
        let (whole, part) = (progress.basis_points / 100, progress.basis_points % 100);
        self.element(block, "div", Some("progress"), |writer| {
            let _ = write!(
                writer.out,
                "<p class=\"bar\" aria-hidden=\"true\"><span style=\"width:{whole}.{part:02}%\"></span></p><p>"
            );
            writer.write_inlines(&progress.label);
            writer.out.push_str("</p>\n");
        });
    }

    fn write_formula(&mut self, block: &'e Block, formula: &'e Math) {
        let written = math::mathml(formula, true);
        self.element(block, "div", Some("formula"), |writer| writer.push_formula(written, formula));
    }

    /// Writes a formula, or its source where it could not be made into `MathML`.
    pub(super) fn push_formula(&mut self, written: Option<String>, formula: &Math) {
        if let Some(mathml) = written {
            self.book.seen.formulas += 1;
            self.book.seen.formulas_in_words += usize::from(formula.spoken.is_some());
            self.out.push_str(&mathml);
        } else {
            self.out.push_str("<code dir=\"ltr\" translate=\"no\">");
            push_text(&mut self.out, &formula.source);
            self.out.push_str("</code>");
        }
    }

    fn write_diagram(&mut self, block: &'e Block, diagram: &'e Diagram) {
        if let Some(shown) = diagram.drawing.as_ref().and_then(|asset| self.book.pictures.show(asset)) {
            self.book.seen.pictures += 1;
            self.element(block, "figure", Some("diagram"), |writer| {
                writer.out.push_str("<img");
                push_attribute(&mut writer.out, "src", &relative(writer.path, &shown.path));
                push_attribute(&mut writer.out, "alt", &diagram.heard_beside_source());
                let _ = write!(writer.out, " style=\"width:{:.1}em\"/>", shown.size.0 / EM);
                writer.out.push_str("<details><summary data-generated=\"label\">");
                writer.write_diagram_source(diagram, "</summary>");
                writer.out.push_str("</details>");
            });
            return;
        }
        self.element(block, "figure", Some("diagram"), |writer| {
            writer.out.push_str("<figcaption data-generated=\"label\">");
            writer.write_diagram_source(diagram, "</figcaption>");
        });
    }

    fn write_diagram_source(&mut self, diagram: &'e Diagram, end_of_label: &str) {
        self.push_words(&diagram.label);
        self.out.push_str(end_of_label);
        self.out.push_str("<pre dir=\"ltr\" translate=\"no\"><code>");
        push_text(&mut self.out, &diagram.source);
        self.out.push_str("</code></pre>");
    }
}

/// The class of something that stands at a side; the style sheet mirrors it in text that runs right to left.
pub(super) fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Right => "right",
        Alignment::Center => "center",
    }
}

/// Letters and digits of a name, for a class.
fn class_name(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+')).collect()
}

/// Writes code piece by piece; parts that stand out are marked up as what they are.
pub(super) fn push_code<'c>(out: &mut String, pieces: impl Iterator<Item = CodePiece<'c>>) {
    for CodePiece { text, class, apart } in pieces {
        let Some(class) = class else {
            push_text(out, text);
            continue;
        };
        out.push_str("<span");
        push_attribute(out, "class", token_class(class));
        if let Some(direction) = apart {
            push_attribute(out, "dir", direction.as_str());
        }
        out.push('>');
        push_text(out, text);
        out.push_str("</span>");
    }
}

/// The classes of the style sheet for parts of code.
fn token_class(class: TokenClass) -> &'static str {
    match class {
        TokenClass::Keyword => "c-k",
        TokenClass::Name => "c-n",
        TokenClass::String => "c-s",
        TokenClass::Constant => "c-v",
        TokenClass::Comment => "c-c",
        TokenClass::Prompt => "c-p",
        TokenClass::Inserted => "c-i",
        TokenClass::Deleted => "c-d",
    }
}
