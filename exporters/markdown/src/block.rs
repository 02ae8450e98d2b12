//! Blocks, as lines.

use crate::escape::{push_code, push_text};
use crate::fence::fenced;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{
    Block, BlockKind, Callout, Card, CodeBlock, DefinitionList, Heading, Inline, List, ListItem, ListKind,
    MathNotation, Page, Reading, formula_text, plain_text,
};

/// One page while it is written.
#[expect(clippy::struct_excessive_bools, reason = "each says where the writer is, and they do not exclude each other")]
pub(crate) struct Writer<'e> {
    pub(crate) reading: &'e Reading,
    pub(crate) catalog: &'e Catalog,
    pub(crate) page: &'e Page,
    /// What stands before the numbers of notes: in a file of several pages they are told apart.
    pub(crate) prefix: String,
    /// Whether the file is that of all pages.
    pub(crate) is_whole: bool,
    /// A link cannot hold another.
    pub(crate) in_link: bool,
    /// A cell of a table is one line.
    pub(crate) in_cell: bool,
    /// So is a heading.
    pub(crate) in_heading: bool,
}

/// Lines that are written, and what they end with.
#[derive(Debug, Default)]
pub(crate) struct Out {
    lines: Vec<String>,
    /// The mark of the list that ends them: one like it would go on with that list.
    list: Option<char>,
    /// Whether blocks stand close together.
    tight: bool,
}

impl Out {
    /// Adds the lines of a block with an empty line before them.
    fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        self.put(lines, false);
    }

    fn put(&mut self, lines: impl IntoIterator<Item = String>, close: bool) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        if !self.lines.is_empty() && !close {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
        self.list = None;
    }

    /// Adds a paragraph, if it has words.
    pub(crate) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.add(text.split('\n').map(str::to_owned));
        }
    }

    /// Adds a list of items, each of which is lines.
    pub(crate) fn list(&mut self, marks: [char; 2], start: Option<u64>, loose: bool, items: Vec<Vec<String>>) {
        let mark = if self.list == Some(marks[0]) { marks[1] } else { marks[0] };
        let mut lines = Vec::new();
        let numbers = start.map(|start| start.min(999_999_999));
        for (item, nth) in items.into_iter().zip(0..) {
            let mark = match numbers {
                Some(start) => format!("{}{mark} ", start.saturating_add(nth).min(999_999_999)),
                None => format!("{mark} "),
            };
            if loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let indent = " ".repeat(mark.len());
            if item.is_empty() {
                lines.push(mark.trim_end().to_owned());
            }
            for (index, line) in item.into_iter().enumerate() {
                lines.push(match (index, line.is_empty()) {
                    (0, _) => format!("{mark}{line}").trim_end().to_owned(),
                    (_, true) => line,
                    (_, false) => format!("{indent}{line}"),
                });
            }
        }
        // A list that begins with another number than 1 does not end a paragraph by itself.
        let close = self.tight && self.list.is_none() && start.is_none_or(|start| start == 1);
        self.put(lines, close);
        self.list = Some(mark);
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

/// Marks of lists whose items are not numbered, and of those whose are.
const BULLETS: [char; 2] = ['-', '*'];
const NUMBERS: [char; 2] = ['.', ')'];

impl<'e> Writer<'e> {
    /// A writer of the file of a page.
    pub(crate) fn page(reading: &'e Reading, catalog: &'e Catalog, page: &'e Page) -> Self {
        Self {
            reading,
            catalog,
            page,
            prefix: String::new(),
            is_whole: false,
            in_link: false,
            in_cell: false,
            in_heading: false,
        }
    }

    /// How many notes the page has.
    pub(crate) fn notes(&self) -> usize {
        self.page.notes.len()
    }

    /// The page as Markdown.
    pub(crate) fn write(mut self) -> String {
        let page = self.page;
        let mut out = Out::default();
        if !page.title_in_text {
            let mut title = String::new();
            push_text(&page.title, false, &mut title);
            out.paragraph(&heading_line(1, &title));
        }
        if page.fallback {
            out.paragraph(&format!("_{}_", said(self.catalog.term(Term::NotTranslated))));
        }
        for placed in &page.blocks {
            self.block(&placed.block, &mut out);
        }
        self.facts(&mut out);
        for note in &page.notes {
            let mut inner = Out::default();
            self.blocks(&note.blocks, &mut inner);
            let mark = format!("[^{}{}]: ", self.prefix, note.number);
            let lines =
                inner.into_lines().into_iter().enumerate().map(|(index, line)| match (index, line.is_empty()) {
                    (0, _) => format!("{mark}{line}"),
                    (_, true) => line,
                    (_, false) => format!("    {line}"),
                });
            let mut lines: Vec<String> = lines.collect();
            if lines.is_empty() {
                lines.push(mark.trim_end().to_owned());
            }
            out.add(lines);
        }
        let mut text = out.into_lines().join("\n");
        text.push('\n');
        text
    }

    /// Date, version and address of the page, as far as they are known.
    fn facts(&mut self, out: &mut Out) {
        let page = self.page;
        let date = page.date.as_ref().map(|date| self.catalog.date(date).unwrap_or_else(|| date.clone()));
        let version = page.revision.with_version(self.reading.parts().version.as_deref());
        let url = page.url.as_ref().map(|url| format!("<{url}>"));
        let facts = [
            (Term::Date, date.map(|date| said(&date))),
            (Term::Version, version.map(|version| said(&version))),
            (Term::NewestVersion, url),
        ];
        let items = facts
            .into_iter()
            .filter_map(|(term, value)| Some(vec![format!("{}: {}", said(self.catalog.term(term)), value?)]));
        let items: Vec<Vec<String>> = items.collect();
        if !items.is_empty() {
            out.list(BULLETS, None, false, items);
        }
    }

    fn blocks(&mut self, blocks: &[Block], out: &mut Out) {
        for block in blocks {
            self.block(block, out);
        }
    }

    /// The lines of blocks that stand inside of another.
    fn inside(&mut self, blocks: &[Block], tight: bool) -> Vec<String> {
        let mut out = Out { tight, ..Out::default() };
        self.blocks(blocks, &mut out);
        out.into_lines()
    }

    fn block(&mut self, block: &Block, out: &mut Out) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading, out),
            BlockKind::Paragraph { content } => self.paragraph(content, out),
            BlockKind::Buttons { content } => {
                let items = content.iter().filter(|inline| !plain_text(std::slice::from_ref(inline)).is_empty());
                let items: Vec<_> = items.map(|inline| vec![self.run(std::slice::from_ref(inline))]).collect();
                out.list(BULLETS, None, false, items);
            }
            BlockKind::List(list) => self.list(list, out),
            BlockKind::DefinitionList(list) => self.definitions(list, out),
            BlockKind::Quote { blocks } => {
                let lines = self.inside(blocks, false);
                out.add(quoted(lines));
            }
            BlockKind::Code(code) => write_code(code, out),
            BlockKind::Table(table) => self.table(table, out),
            BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => self.callout(callout, out),
            BlockKind::Tabs(tabs) => {
                for tab in &tabs.tabs {
                    let label = self.bold("", &tab.label);
                    out.paragraph(&label);
                    self.blocks(&tab.blocks, out);
                }
            }
            BlockKind::Grid(grid) => self.blocks(&grid.blocks, out),
            BlockKind::Group { blocks } => self.blocks(blocks, out),
            BlockKind::Figure(figure) => {
                self.blocks(&figure.blocks, out);
                self.blocks(&figure.caption, out);
            }
            BlockKind::Annotated(annotated) => {
                self.blocks(&annotated.blocks, out);
                let numbered = ListKind::numbers_from(1);
                self.list(&List { list: numbered, ..annotated.notes.clone() }, out);
            }
            BlockKind::Progress(progress) => self.paragraph(&progress.label, out),
            BlockKind::ThematicBreak => out.add(["---".to_owned()]),
            // A part of the frame of a box, and of paper.
            BlockKind::Divider | BlockKind::PageBreak => {}
            BlockKind::Math(math) => {
                let source = formula_text(math.notation, &math.source);
                let name = match math.notation {
                    MathNotation::Tex => "math",
                    MathNotation::MathMl => "",
                };
                out.add(fenced(&source, name));
            }
            BlockKind::Diagram(diagram) => {
                out.paragraph(&said(&diagram.label.text));
                out.add(fenced(&diagram.source, &diagram.notation));
            }
            BlockKind::Card(card) => self.card(card, out),
            BlockKind::Threats(threats) => {
                self.paragraph(&threats.intro, out);
                let items = threats.items.iter().map(|item| vec![self.run(&item.content)]).collect();
                out.list(BULLETS, None, false, items);
            }
            BlockKind::Unsupported { text } => {
                let lines: Vec<String> = text.lines().map(said).collect();
                out.paragraph(&lines.join("\\\n"));
            }
        }
    }

    fn paragraph(&mut self, content: &[Inline], out: &mut Out) {
        let text = self.run(content);
        out.paragraph(&text);
    }

    fn heading(&mut self, heading: &Heading, out: &mut Out) {
        let before = std::mem::replace(&mut self.in_heading, true);
        let text = self.run(&heading.content);
        self.in_heading = before;
        if !text.is_empty() {
            out.paragraph(&heading_line(heading.announced, &text));
        }
    }

    fn list(&mut self, list: &List, out: &mut Out) {
        let items = list.items.iter().map(|item| self.item(item, list.tight)).collect();
        match list.list {
            ListKind::Bullet => out.list(BULLETS, None, !list.tight, items),
            ListKind::Numbered { start, .. } => out.list(NUMBERS, Some(start), !list.tight, items),
        }
    }

    fn item(&mut self, item: &ListItem, tight: bool) -> Vec<String> {
        let mut lines = self.inside(&item.blocks, tight);
        if let Some(task) = &item.task {
            let is_text = matches!(item.blocks.first().map(|block| &block.kind), Some(BlockKind::Paragraph { .. }));
            match lines.first_mut().filter(|_| is_text) {
                Some(first) => first.insert_str(0, if task.done { "[x] " } else { "[ ] " }),
                // Only a paragraph can be a task.
                None => lines.splice(0..0, [said(&task.words.text), String::new()]).for_each(drop),
            }
        }
        lines
    }

    /// Each entry as an item: its terms in bold letters, below them what they mean.
    fn definitions(&mut self, list: &DefinitionList, out: &mut Out) {
        let mut items = Vec::new();
        for entry in &list.entries {
            let mut inner = Out::default();
            let terms: Vec<String> = entry.terms.iter().map(|term| self.bold("", &term.content)).collect();
            inner.paragraph(&terms.join("\\\n"));
            for detail in &entry.details {
                self.blocks(&detail.blocks, &mut inner);
            }
            items.push(inner.into_lines());
        }
        out.list(BULLETS, None, true, items);
    }

    /// A quotation that begins with the name of the callout and its title.
    fn callout(&mut self, callout: &Callout, out: &mut Out) {
        let mut inner = Out::default();
        let title = match callout.name_before_title() {
            Some(name) => self.bold(&format!("{}: ", name.text), &callout.title),
            None if callout.title.is_empty() => self.bold(callout.label.as_ref().map_or("", |label| &label.text), &[]),
            None => self.bold("", &callout.title),
        };
        inner.paragraph(&title);
        self.blocks(&callout.blocks, &mut inner);
        out.add(quoted(inner.into_lines()));
    }

    /// What the tool is, then its links as a list, then where to get it as another.
    fn card(&mut self, card: &Card, out: &mut Out) {
        let title = self.bold("", &card.title);
        out.paragraph(&title);
        self.blocks(&card.description, out);
        let mut items = Vec::new();
        for card_link in &card.links {
            let link = self.link(&card_link.link);
            items.push(vec![link]);
        }
        if let Some(downloads) = &card.downloads {
            let mut lines = vec![self.run(&downloads.label)];
            let mut inner = Out::default();
            let places = downloads.items.iter().map(|item| vec![self.run(&item.content)]).collect();
            inner.list(BULLETS, None, false, places);
            lines.extend(inner.into_lines());
            items.push(lines);
        }
        if !items.is_empty() {
            out.list(BULLETS, None, false, items);
        }
        self.blocks(&card.further, out);
    }
}

fn write_code(code: &CodeBlock, out: &mut Out) {
    if let Some(title) = &code.title {
        let mut label = String::new();
        push_code(title, false, &mut label);
        out.paragraph(&label);
    }
    out.add(fenced(&code.text, code.language.as_deref().unwrap_or_default()));
}

/// Words as text.
pub(crate) fn said(words: &str) -> String {
    let mut out = String::new();
    push_text(words, true, &mut out);
    out
}

fn heading_line(level: u8, text: &str) -> String {
    let mut text = text.to_owned();
    // Such marks at the end would be no part of the words.
    let words = text.trim_end_matches('#').len();
    if words < text.len() && (words == 0 || text[..words].ends_with(' ')) {
        text.insert(words, '\\');
    }
    format!("{} {text}", "#".repeat(usize::from(level.clamp(1, 6))))
}

fn quoted(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
}
