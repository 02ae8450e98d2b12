//! A compact drawing of a tree, for snapshots and specifications: one node a line, what it holds indented below.
//!
//! ```text
//! heading 2 #locks @0..8
//!   "Locks" @3..8
//! ```

use crate::{
    AssetRef, Attrs, Block, BlockKind, CalloutTitle, Document, Inline, InlineKind, Link, List, ListKind, Picture,
    Target,
};
use pamphlet_source::Span;
use std::fmt::Write as _;

/// Draws a document, spans included: of a top-level block in bytes of its file, of all else from there.
#[must_use]
pub fn dump(document: &Document) -> String {
    draw(document, true)
}

/// Draws a document without spans, for readers of a specification.
#[must_use]
pub fn outline(document: &Document) -> String {
    draw(document, false)
}

fn draw(document: &Document, spans: bool) -> String {
    let Document { meta, blocks, notes, abbreviations, snippets, is_part: _ } = document;
    let mut out = Drawing { text: String::new(), depth: 0, spans };
    let texts = [
        ("title", &meta.title),
        ("meta title", &meta.meta_title),
        ("description", &meta.description),
        ("cover", &meta.cover),
        ("icon", &meta.icon),
        ("template", &meta.template),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            out.line(&format!("{key}: {value:?}"), None, None);
        }
    }
    for (key, list) in [("hide", &meta.hide), ("tags", &meta.tags)] {
        if !list.is_empty() {
            out.line(&format!("{key}: {}", list.join(", ")), None, None);
        }
    }
    if meta.draft {
        out.line("draft", None, None);
    }
    for (key, value) in &meta.rest.0 {
        out.line(&format!("other {key}: {value:?}"), None, None);
    }
    for placed in blocks {
        if spans {
            let _ = write!(out.text, "{}+{}: ", placed.origin.source.0, placed.origin.start);
        }
        out.block(&placed.block);
    }
    for note in notes {
        let references = if note.references == 1 { String::new() } else { format!(" ×{}", note.references) };
        out.line(&format!("note {} [^{}]{references}", note.number, note.label), None, Some(note.span));
        out.inside(|out| out.blocks(&note.blocks));
    }
    for (short, meaning) in abbreviations {
        out.line(&format!("abbreviation {short:?}: {meaning:?}"), None, None);
    }
    for path in snippets {
        out.line(&format!("snippet {path:?}"), None, None);
    }
    out.text
}

struct Drawing {
    text: String,
    depth: usize,
    spans: bool,
}

impl Drawing {
    fn line(&mut self, words: &str, attrs: Option<&Attrs>, span: Option<Span>) {
        if self.text.ends_with('\n') || self.text.is_empty() {
            self.text.push_str(&"  ".repeat(self.depth));
        }
        self.text.push_str(words);
        if let Some(attrs) = attrs {
            self.attrs(attrs);
        }
        if let Some(span) = span.filter(|_| self.spans) {
            let _ = write!(self.text, " @{}..{}", span.start, span.end);
        }
        self.text.push('\n');
    }

    fn attrs(&mut self, attrs: &Attrs) {
        let Attrs { id, classes, pairs } = attrs;
        let id = id.iter().map(|id| format!("#{id}"));
        let classes = classes.iter().map(|class| format!(".{class}"));
        let pairs = pairs.iter().map(|(key, value)| format!("{key}={value:?}"));
        let all: Vec<String> = id.chain(classes).chain(pairs).collect();
        if !all.is_empty() {
            let _ = write!(self.text, " {{{}}}", all.join(" "));
        }
    }

    fn inside(&mut self, draw: impl FnOnce(&mut Self)) {
        self.depth += 1;
        draw(self);
        self.depth -= 1;
    }

    fn named(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        self.line(name, None, None);
        self.inside(draw);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let language = block.language.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
        let words = format!("{}{language}", name(&block.kind));
        self.line(&words, Some(&block.attrs), Some(block.span));
        self.inside(|out| out.content(&block.kind));
    }

    fn content(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading(heading) => self.inlines(&heading.content),
            BlockKind::Paragraph { content } | BlockKind::Buttons { content } => self.inlines(content),
            BlockKind::List(list) => self.items(list),
            BlockKind::DefinitionList(list) => {
                for entry in &list.entries {
                    for term in &entry.terms {
                        self.line("term", Some(&term.attrs), Some(term.span));
                        self.inside(|out| out.inlines(&term.content));
                    }
                    for detail in &entry.details {
                        let name = if detail.tight { "detail, tight" } else { "detail" };
                        self.line(name, Some(&detail.attrs), Some(detail.span));
                        self.inside(|out| out.blocks(&detail.blocks));
                    }
                }
            }
            BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.blocks(blocks),
            BlockKind::Code(code) => code.text.lines().for_each(|line| self.line(&format!("| {line}"), None, None)),
            BlockKind::Table(table) => {
                if !table.caption.is_empty() {
                    self.named("caption", |out| out.inlines(&table.caption));
                }
                for (row, head) in
                    table.head.iter().map(|row| (row, true)).chain(table.body.iter().map(|row| (row, false)))
                {
                    self.line(if head { "head row" } else { "row" }, Some(&row.attrs), Some(row.span));
                    self.inside(|out| {
                        for cell in &row.cells {
                            let mut words = String::from(if cell.header { "header" } else { "cell" });
                            if cell.columns != 1 || cell.rows != 1 {
                                let _ = write!(words, " {}×{}", cell.columns, cell.rows);
                            }
                            out.line(&words, Some(&cell.attrs), Some(cell.span));
                            out.inside(|out| out.blocks(&cell.blocks));
                        }
                    });
                }
            }
            BlockKind::Admonition(admonition) => {
                self.title(&admonition.heading);
                self.blocks(&admonition.blocks);
            }
            BlockKind::Collapsible(collapsible) => {
                self.title(&collapsible.heading);
                self.blocks(&collapsible.blocks);
            }
            BlockKind::Tabs(tabs) => {
                for tab in &tabs.tabs {
                    self.line("tab", Some(&tab.attrs), Some(tab.span));
                    self.inside(|out| {
                        out.named("label", |out| out.inlines(&tab.label));
                        out.blocks(&tab.blocks);
                    });
                }
            }
            BlockKind::Grid(grid) => self.blocks(&grid.blocks),
            BlockKind::Figure(figure) => {
                self.blocks(&figure.blocks);
                if !figure.caption.is_empty() {
                    self.named("caption", |out| out.blocks(&figure.caption));
                }
            }
            BlockKind::Annotated(annotated) => {
                self.blocks(&annotated.blocks);
                self.named("annotations", |out| out.items(&annotated.notes));
            }
            BlockKind::Progress(progress) => self.inlines(&progress.label),
            BlockKind::Math(math) => math.source.lines().for_each(|line| self.line(&format!("| {line}"), None, None)),
            BlockKind::Diagram(diagram) => {
                diagram.source.lines().for_each(|line| self.line(&format!("| {line}"), None, None));
            }
            BlockKind::Card(card) => {
                self.title(&card.title);
                if let Some(logo) = &card.logo {
                    self.line(&format!("logo {}", picture(logo)), None, None);
                }
                self.named("description", |out| out.blocks(&card.description));
                for link in &card.links {
                    let words = format!("link ({}) {}", link.role, target(&link.link));
                    self.line(&words, Some(&link.attrs), Some(link.span));
                    self.inside(|out| out.inlines(&link.link.content));
                }
                if let Some(downloads) = &card.downloads {
                    self.line("downloads", Some(&downloads.attrs), Some(downloads.span));
                    self.inside(|out| {
                        if !downloads.summary.is_empty() {
                            out.named("summary", |out| out.inlines(&downloads.summary));
                        }
                        for item in &downloads.items {
                            out.line(&format!("download {}", item.platform), Some(&item.attrs), Some(item.span));
                            out.inside(|out| out.inlines(&item.content));
                        }
                    });
                }
                if !card.further.is_empty() {
                    self.named("further", |out| out.blocks(&card.further));
                }
            }
            BlockKind::Threats(threats) => {
                self.named("intro", |out| out.inlines(&threats.intro));
                for item in &threats.items {
                    self.line(&format!("threat {}", item.threat), Some(&item.attrs), Some(item.span));
                    self.inside(|out| out.inlines(&item.content));
                }
            }
            BlockKind::Unsupported { text } => {
                text.lines().for_each(|line| self.line(&format!("| {line}"), None, None));
            }
            BlockKind::ThematicBreak | BlockKind::PageBreak => {}
        }
    }

    fn title(&mut self, title: &CalloutTitle) {
        match title {
            CalloutTitle::Absent => {}
            CalloutTitle::Implied { word } => self.line(&format!("title implied {word:?}"), None, None),
            CalloutTitle::Written { span, content } => {
                self.line("title", None, Some(*span));
                self.inside(|out| out.inlines(content));
            }
        }
    }

    fn items(&mut self, list: &List) {
        for item in &list.items {
            let words = match item.task {
                None => "item",
                Some(false) => "item [ ]",
                Some(true) => "item [x]",
            };
            self.line(words, Some(&item.attrs), Some(item.span));
            self.inside(|out| out.blocks(&item.blocks));
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            let words = match &inline.kind {
                InlineKind::Text { text } => format!("{text:?}"),
                InlineKind::SoftBreak => "soft break".into(),
                InlineKind::LineBreak => "line break".into(),
                InlineKind::Styled { style, .. } => format!("{style:?}").to_lowercase(),
                InlineKind::Span { .. } => "span".into(),
                InlineKind::Language { language, .. } => format!("language {language}"),
                InlineKind::Comment { text } => format!("comment {text:?}"),
                InlineKind::Keys { keys } => format!("keys {}", keys.join("+")),
                InlineKind::Code { text, language } => {
                    format!("code {text:?}{}", language.as_ref().map(|name| format!(" {name}")).unwrap_or_default())
                }
                InlineKind::Link(found) => link(found),
                InlineKind::Picture(found) => format!("picture {}", picture(found)),
                InlineKind::Icon { name } => format!("icon {name}"),
                InlineKind::Emoji { shortcode, text } => format!("emoji {shortcode} {text}"),
                InlineKind::FootnoteReference { label, number } => format!("note reference {number} [^{label}]"),
                InlineKind::AnnotationReference { number } => format!("annotation reference {number}"),
                InlineKind::Abbreviation { text, expansion } => format!("abbreviation {text:?} = {expansion:?}"),
                InlineKind::Definition { title, .. } => {
                    format!("definition{}", title.as_ref().map(|title| format!(" {title:?}")).unwrap_or_default())
                }
                InlineKind::Math { notation, source } => format!("math {notation:?} {source:?}"),
                InlineKind::Unsupported { text } => format!("unsupported {text:?}"),
            };
            self.line(&words, Some(&inline.attrs), Some(inline.span));
            let inner = crate::walk::inline_children(inline);
            self.inside(|out| out.inlines(inner));
        }
    }
}

fn name(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Heading(heading) => {
            let role = heading.role.map(|role| format!(" ({role:?})")).unwrap_or_default();
            format!("heading {} #{}{role}", heading.level, heading.anchor)
        }
        BlockKind::Paragraph { .. } => "paragraph".into(),
        BlockKind::List(list) => {
            let kind = match list.list {
                ListKind::Bullet => "bullets".to_owned(),
                ListKind::Numbered { start, numerals } => {
                    let first = numerals.letters(start).unwrap_or_else(|| start.to_string());
                    format!("numbers from {first}")
                }
            };
            format!("{kind}{}", if list.tight { "" } else { ", loose" })
        }
        BlockKind::DefinitionList(_) => "definitions".into(),
        BlockKind::Quote { .. } => "quote".into(),
        BlockKind::Code(code) => {
            let mut words = String::from("code");
            if let Some(language) = &code.language {
                let _ = write!(words, " {language}");
            }
            if let Some(title) = &code.title {
                let _ = write!(words, " {title:?}");
            }
            if let Some(first) = code.line_numbers {
                let _ = write!(words, " from line {first}");
            }
            for range in &code.highlighted {
                let _ = write!(words, " !{}-{}", range.first, range.last);
            }
            words
        }
        BlockKind::Table(table) => {
            let columns: Vec<String> =
                table.columns.iter().map(|column| format!("{column:?}").to_lowercase()).collect();
            format!("table {}", columns.join(" "))
        }
        BlockKind::Admonition(admonition) => {
            format!("callout {:?}{}", admonition.callout, placement(admonition.placement))
        }
        BlockKind::Collapsible(collapsible) => {
            let callout = collapsible.callout.as_ref().map(|callout| format!(" {callout:?}")).unwrap_or_default();
            let open = if collapsible.open { ", open" } else { "" };
            format!("collapsible{callout}{open}{}", placement(collapsible.placement))
        }
        BlockKind::Tabs(_) => "tabs".into(),
        BlockKind::Grid(grid) => if grid.cards { "grid of cards" } else { "grid" }.into(),
        BlockKind::Figure(figure) => {
            format!("figure{}", figure.alignment.map(|side| format!(" {side:?}").to_lowercase()).unwrap_or_default())
        }
        BlockKind::Annotated(_) => "annotated".into(),
        BlockKind::Buttons { .. } => "buttons".into(),
        BlockKind::Progress(progress) => format!("progress {}/10000", progress.basis_points),
        BlockKind::ThematicBreak => "break".into(),
        BlockKind::Math(math) => format!("math {:?}", math.notation),
        BlockKind::Diagram(diagram) => format!("diagram {}", diagram.notation),
        BlockKind::PageBreak => "page break".into(),
        BlockKind::Group { .. } => "group".into(),
        BlockKind::Card(card) => format!("card {:?}", card.name),
        BlockKind::Threats(_) => "threats".into(),
        BlockKind::Unsupported { .. } => "unsupported".into(),
    }
}

fn placement(placement: crate::Placement) -> &'static str {
    match placement {
        crate::Placement::Block => "",
        crate::Placement::Start => ", at the start",
        crate::Placement::End => ", at the end",
    }
}

fn target(link: &Link) -> String {
    let mut words = match &link.target {
        Target::Written { address } => format!("→ {address}"),
        Target::Page { page, anchor } => {
            format!("→ page {page}{}", anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default())
        }
        Target::External { url } => format!("→ external {url}"),
        Target::Unresolved { address } => format!("→ unresolved {address}"),
    };
    if let Some(title) = &link.title {
        let _ = write!(words, " {title:?}");
    }
    if let Some(button) = link.button {
        let _ = write!(words, " button {button:?}");
    }
    words
}

fn link(link: &Link) -> String {
    let role = link.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
    format!("link{role} {}", target(link))
}

fn picture(picture: &Picture) -> String {
    let source = |source: &AssetRef| match source {
        AssetRef::Written { address } => address.clone(),
        AssetRef::Local { asset } => format!("local {}", asset.0),
        AssetRef::Remote { url } => format!("remote {url}"),
        AssetRef::Missing { address } => format!("missing {address}"),
    };
    let mut words = source(&picture.source);
    if let Some(dark) = &picture.dark {
        let _ = write!(words, " dark {}", source(dark));
    }
    let _ = write!(words, " {:?}", picture.alternative);
    if picture.decorative {
        words.push_str(" decorative");
    }
    if let Some(title) = &picture.title {
        let _ = write!(words, " title {title:?}");
    }
    for (name, length) in [("width", picture.width), ("height", picture.height)] {
        if let Some(length) = length {
            let _ = write!(words, " {name} {length:?}");
        }
    }
    if let Some(alignment) = picture.alignment {
        let _ = write!(words, " {}", format!("{alignment:?}").to_lowercase());
    }
    words
}
