//! Blocks.

use crate::inline::{clean, is_ideographic, without_tags};
use crate::writer::{Reference, Writer};
use pamphlet_document::{
    Block, BlockKind, CalloutKind, CalloutTitle, Card, CodeBlock, Figure, Inline, InlineKind, LinkHint, List, ListItem,
    ListKind, Progress, plain_text,
};
use pamphlet_locale::Term;

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
                self.text(&words);
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
            BlockKind::Admonition(admonition) => {
                self.write_callout(Some(&admonition.callout), &admonition.heading, &admonition.blocks);
            }
            BlockKind::Collapsible(collapsible) => {
                self.write_callout(collapsible.callout.as_ref(), &collapsible.heading, &collapsible.blocks);
            }
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
                    let mark = format!("({}) ", self.catalog.digits().format(number));
                    self.write_item(item, &mark, true);
                    self.close();
                }
            }
            BlockKind::Progress(progress) => {
                let words = self.progress_words(progress);
                self.text(&words);
            }
            BlockKind::ThematicBreak => {
                self.space(1);
                self.indented(STEP, |writer| writer.line("\u{B7} \u{B7} \u{B7}"));
            }
            BlockKind::Math(formula) => {
                let source = without_tags(&formula.source);
                self.indented(2 * STEP, |writer| writer.write_verbatim(&source));
            }
            BlockKind::Diagram(diagram) => {
                let label = format!("{} ({})", self.catalog.term(Term::Diagram), clean(&diagram.notation));
                self.write_label(&label);
                self.indented(2 * STEP, |writer| writer.write_verbatim(&diagram.source));
            }
            BlockKind::PageBreak => {}
            BlockKind::Card(card) => self.write_card(card),
            BlockKind::Threats(threats) => {
                self.write_run(&threats.intro);
                self.space(usize::from(!threats.intro.is_empty()));
                for item in &threats.items {
                    let words = self.words_beside(&item.content);
                    self.marked("\u{2022} ", |writer| writer.text(&words));
                }
            }
            BlockKind::Unsupported { text } => {
                let words = without_tags(text);
                for line in words.lines() {
                    self.text(&clean(line));
                }
            }
        }
    }

    fn write_run(&mut self, content: &[Inline]) {
        let words = self.words(content);
        self.text(&words);
    }

    /// The words of a run whose icons are decoration.
    fn words_beside(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        for inline in content {
            match &inline.kind {
                InlineKind::Icon { .. } => {}
                InlineKind::Text { .. }
                | InlineKind::SoftBreak
                | InlineKind::LineBreak
                | InlineKind::Styled { .. }
                | InlineKind::Span { .. }
                | InlineKind::Language { .. }
                | InlineKind::Comment { .. }
                | InlineKind::Keys { .. }
                | InlineKind::Code { .. }
                | InlineKind::Link(_)
                | InlineKind::Picture(_)
                | InlineKind::Emoji { .. }
                | InlineKind::FootnoteReference { .. }
                | InlineKind::AnnotationReference { .. }
                | InlineKind::Abbreviation { .. }
                | InlineKind::Definition { .. }
                | InlineKind::Math { .. }
                | InlineKind::Unsupported { .. } => out.push_str(&self.words(std::slice::from_ref(inline))),
            }
        }
        out.trim().to_owned()
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
            ListKind::Numbered { start } => {
                let number = start.saturating_add(u64::try_from(index).unwrap_or(u64::MAX));
                Some(format!("{}. ", self.catalog.digits().format(number)))
            }
        }
    }

    /// What has become of a task, before its words; nothing for any other item.
    fn task(&self, item: &ListItem) -> String {
        let word = |done| self.catalog.term(if done { Term::Done } else { Term::ToDo });
        item.task.map(|done| format!("{}: ", word(done))).unwrap_or_default()
    }

    fn write_item(&mut self, item: &ListItem, mark: &str, tight: bool) {
        let mark = format!("{mark}{}", self.task(item));
        self.within(item.language.as_ref(), |writer| {
            writer.marked(&mark, |writer| {
                if tight {
                    writer.write_tight(&item.blocks);
                } else {
                    writer.write_blocks(&item.blocks);
                }
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

    fn write_callout(&mut self, kind: Option<&CalloutKind>, heading: &CalloutTitle, blocks: &[Block]) {
        let name = kind.and_then(callout_term).map(|term| self.catalog.term(term));
        let label = match heading {
            CalloutTitle::Absent => name.map(str::to_owned).unwrap_or_default(),
            CalloutTitle::Implied { word } => match name {
                // Types are English words: in an English book the author's own says more than its kind.
                Some(_) if self.catalog.tag().language() == "en" && !word.is_empty() => clean(word),
                Some(name) => name.to_owned(),
                None => clean(word),
            },
            CalloutTitle::Written { content, .. } => {
                let title = self.words(content);
                match name {
                    Some(name) if !title.to_lowercase().contains(&name.to_lowercase()) => {
                        self.text(&format!("{name}: {title}"));
                        self.close();
                        String::new()
                    }
                    Some(_) | None => title,
                }
            }
        };
        self.write_label(&label);
        self.indented(STEP, |writer| writer.write_blocks(blocks));
    }

    /// The label of a bar, else how long it is.
    fn progress_words(&mut self, progress: &Progress) -> String {
        if !progress.label.is_empty() {
            return self.words(&progress.label);
        }
        let (whole, part) = (progress.basis_points / 100, progress.basis_points % 100);
        match part {
            0 => format!("{whole} %"),
            _ if part % 10 == 0 => format!("{whole}.{} %", part / 10),
            _ => format!("{whole}.{part:02} %"),
        }
    }

    fn write_card(&mut self, card: &Card) {
        let title = match &card.title {
            CalloutTitle::Written { content, .. } => self.words(content),
            CalloutTitle::Implied { .. } => self.catalog.term(Term::Recommendation).to_owned(),
            CalloutTitle::Absent => String::new(),
        };
        self.write_label(&title);
        self.indented(STEP, |writer| {
            writer.write_blocks(&card.description);
            let before = std::mem::replace(&mut writer.inline_addresses, true);
            for card_link in &card.links {
                let hint = (!card_link.role.is_other()).then_some(LinkHint::Role(&card_link.role));
                let mut words = String::new();
                writer.push_link(&card_link.link, hint, &mut words);
                writer.marked("\u{2022} ", |writer| writer.text(&words));
            }
            writer.space(1);
            if let Some(downloads) = &card.downloads {
                let summary = writer.words(&downloads.summary);
                let label = if plain_text(&downloads.summary).is_empty() {
                    writer.catalog.term(Term::Downloads).to_owned()
                } else {
                    summary
                };
                writer.write_label(&label);
                for download in &downloads.items {
                    let mut words = String::new();
                    for inline in &download.content {
                        if let InlineKind::Link(link) = &inline.kind {
                            writer.push_link(link, Some(LinkHint::Download(download)), &mut words);
                        } else {
                            words.push_str(&writer.words_beside(std::slice::from_ref(inline)));
                        }
                    }
                    if words.trim().is_empty() {
                        let name = writer.edition.download_words(download, writer.catalog);
                        words = name.map(|name| name.words).unwrap_or_default();
                    }
                    writer.marked("\u{2022} ", |writer| writer.text(&words));
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

/// What a callout is for, in a word; none for a kind that the site made up.
fn callout_term(kind: &CalloutKind) -> Option<Term> {
    Some(match kind {
        CalloutKind::Note => Term::Note,
        CalloutKind::Abstract => Term::Abstract,
        CalloutKind::Info => Term::Info,
        CalloutKind::Tip => Term::Tip,
        CalloutKind::Success => Term::Success,
        CalloutKind::Question => Term::Question,
        CalloutKind::Warning => Term::Warning,
        CalloutKind::Failure => Term::Failure,
        CalloutKind::Danger => Term::Danger,
        CalloutKind::Bug => Term::Bug,
        CalloutKind::Example => Term::Example,
        CalloutKind::Quote => Term::Quote,
        CalloutKind::Recommendation => Term::Recommendation,
        CalloutKind::Other(_) => return None,
    })
}
