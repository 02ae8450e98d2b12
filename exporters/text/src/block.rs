//! Blocks.

use crate::inline::clean;
use crate::writer::{Reference, Writer};
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_reading::{
    Block, BlockKind, Callout, Card, CodeBlock, Figure, Inline, List, ListItem, ListKind, formula_text,
};

/// Columns that the text of a callout, a definition or a quotation stands further in.
const STEP: usize = 2;

impl Writer<'_, '_> {
    /// Writes blocks with an empty line between them.
    pub(crate) fn write_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.write_block(block);
            self.space(1);
        }
    }

    /// Writes blocks close together.
    pub(crate) fn write_tight(&mut self, blocks: &[Block]) {
        let close = blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::List(_)));
        for block in blocks {
            self.write_block(block);
            if close {
                self.close();
            } else {
                self.space(1);
            }
        }
    }

    fn write_block(&mut self, block: &Block) {
        self.within(block.language.as_ref(), |writer| writer.write_kind(block));
    }

    fn write_kind(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                // A heading in a table begins no section.
                if !self.in_cell {
                    self.list_references();
                }
                self.space(if heading.level <= 2 { 2 } else { 1 });
                let words = self.words(&heading.content);
                self.heading(heading.announced, &words);
                self.space(1);
            }
            BlockKind::Paragraph { content } => self.write_run(content),
            BlockKind::Buttons { content } => self.write_buttons(content),
            BlockKind::List(list) => self.write_list(list),
            BlockKind::DefinitionList(list) => {
                for entry in &list.entries {
                    for term in &entry.terms {
                        self.write_run(&term.content);
                        self.close();
                    }
                    for detail in &entry.details {
                        self.indented(2 * STEP, |writer| writer.write_blocks(&detail.blocks));
                        self.space(1);
                    }
                }
            }
            BlockKind::Quote { blocks } => self.indented(2 * STEP, |writer| writer.write_blocks(blocks)),
            BlockKind::Code(code) => self.write_code(code),
            BlockKind::Table(table) => self.write_table(table),
            BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => self.write_callout(callout),
            BlockKind::Tabs(tabs) => {
                for tab in &tabs.tabs {
                    let label = self.words(&tab.label);
                    self.write_label(&label);
                    self.indented(STEP, |writer| writer.write_blocks(&tab.blocks));
                    self.space(1);
                }
            }
            BlockKind::Grid(grid) => self.write_blocks(&grid.blocks),
            BlockKind::Group { blocks } => self.write_blocks(blocks),
            BlockKind::Figure(Figure { blocks, caption, alignment: _ }) => {
                self.write_blocks(blocks);
                self.write_blocks(caption);
            }
            BlockKind::Annotated(annotated) => {
                self.write_blocks(&annotated.blocks);
                for (index, item) in annotated.notes.items.iter().enumerate() {
                    let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
                    let in_code = annotated.is_in_code();
                    let shown = if in_code { number.to_string() } else { self.catalog.digits().format(number) };
                    self.write_item(item, &format!("({shown}) "), true);
                    self.close();
                }
            }
            BlockKind::Progress(progress) => self.write_run(&progress.label),
            BlockKind::ThematicBreak => {
                self.space(1);
                self.indented(STEP, |writer| writer.line("\u{B7} \u{B7} \u{B7}"));
            }
            BlockKind::Math(math) => {
                let source = formula_text(math.notation, &math.source);
                self.indented(2 * STEP, |writer| writer.write_verbatim(&source));
            }
            BlockKind::Diagram(diagram) => {
                self.write_label(&clean(&diagram.label.text));
                self.indented(2 * STEP, |writer| writer.write_verbatim(&diagram.source));
            }
            BlockKind::PageBreak => {}
            BlockKind::Divider => self.space(1),
            BlockKind::Card(card) => self.write_card(card),
            BlockKind::Threats(threats) => {
                self.write_run(&threats.intro);
                self.space(usize::from(!threats.intro.is_empty()));
                for item in &threats.items {
                    let words = self.words(&item.content).trim().to_owned();
                    self.marked("\u{2022} ", |writer| writer.text(&words));
                }
            }
            BlockKind::Unsupported { text } => {
                for line in text.lines() {
                    self.text(&clean(line));
                }
            }
        }
    }

    fn write_run(&mut self, content: &[Inline]) {
        let words = self.words(content);
        self.text(&words);
    }

    /// Each button on a line of its own, with its address.
    fn write_buttons(&mut self, content: &[Inline]) {
        let before = std::mem::replace(&mut self.inline_addresses, true);
        for inline in content {
            let words = self.words(std::slice::from_ref(inline));
            self.text(&words);
            self.close();
        }
        self.inline_addresses = before;
    }

    fn write_list(&mut self, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            let mark = self.number(list.list, index).unwrap_or_else(|| "\u{2022} ".to_owned());
            self.write_item(item, &mark, list.tight);
            self.space(usize::from(!list.tight));
        }
    }

    /// The number before an item of a list, if its items are numbered.
    fn number(&self, list: ListKind, index: usize) -> Option<String> {
        match list {
            ListKind::Bullet => None,
            ListKind::Numbered { start, numerals } => {
                let number = start.saturating_add(u64::try_from(index).unwrap_or(u64::MAX));
                let number = numerals.letters(number).unwrap_or_else(|| self.catalog.digits().format(number));
                Some(format!("{number}. "))
            }
        }
    }

    fn write_item(&mut self, item: &ListItem, mark: &str, tight: bool) {
        let task = item.task.as_ref().map(|task| format!("{}: ", clean(&task.words.text))).unwrap_or_default();
        let is_text = matches!(item.blocks.first().map(|block| &block.kind), Some(BlockKind::Paragraph { .. }));
        self.within(item.language.as_ref(), |writer| {
            // What stands below hangs from the mark, not from the words of a task.
            writer.marked(mark, |writer| {
                writer.led_by(task, is_text, |writer| {
                    if tight {
                        writer.write_tight(&item.blocks);
                    } else {
                        writer.write_blocks(&item.blocks);
                    }
                });
            });
        });
        self.close();
    }

    fn write_code(&mut self, code: &CodeBlock) {
        if let Some(title) = &code.title {
            self.write_label(&clean(title));
        }
        self.indented(2 * STEP, |writer| writer.write_verbatim(&code.text));
    }

    /// Writes lines as they are.
    fn write_verbatim(&mut self, text: &str) {
        let mut empty = 0;
        for line in text.lines() {
            if line.trim().is_empty() {
                empty += 1;
                continue;
            }
            self.space(empty);
            empty = 0;
            let line: String = line.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
            self.line(&line);
        }
    }

    /// Writes words that what follows belongs to.
    pub(crate) fn write_label(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let end = words.chars().next_back().unwrap_or(' ');
        let colon = match end {
            ':' | '?' | '!' | '.' | '：' | '？' | '！' | '。' | '؟' | '…' => "",
            _ if is_ideographic(end) => "：",
            _ => ":",
        };
        self.text(&format!("{words}{colon}"));
        self.close();
    }

    /// A title of the author's stands after the word for the kind of callout, which a website shows by colour and icon.
    fn write_callout(&mut self, callout: &Callout) {
        let title = self.words(&callout.title);
        match (callout.name_before_title(), &callout.label) {
            (Some(name), _) => {
                self.text(&format!("{}: {title}", clean(&name.text)));
                self.close();
            }
            (None, Some(label)) if title.is_empty() => self.write_label(&clean(&label.text)),
            (None, _) => self.write_label(&title),
        }
        self.indented(STEP, |writer| writer.write_blocks(&callout.blocks));
    }

    fn write_card(&mut self, card: &Card) {
        let title = self.words(&card.title);
        self.write_label(&title);
        self.indented(STEP, |writer| {
            writer.write_blocks(&card.description);
            let before = std::mem::replace(&mut writer.inline_addresses, true);
            for card_link in &card.links {
                let mut words = String::new();
                writer.push_link(&card_link.link, &mut words);
                writer.marked("\u{2022} ", |writer| writer.text(&words));
            }
            writer.space(1);
            if let Some(downloads) = &card.downloads {
                let label = writer.words(&downloads.label);
                writer.write_label(&label);
                for download in &downloads.items {
                    let words = writer.words(&download.content);
                    writer.marked("\u{2022} ", |writer| writer.text(words.trim()));
                }
                writer.space(1);
            }
            writer.inline_addresses = before;
            writer.write_blocks(&card.further);
        });
    }

    /// Notes that nothing refers to are listed at the end.
    pub(crate) fn write_unused_notes(&mut self) {
        let Some(page) = self.page else { return };
        for (index, note) in page.notes.iter().enumerate() {
            if note.references == 0 {
                let _ = self.reference(Reference::Note(index));
            }
        }
    }
}
