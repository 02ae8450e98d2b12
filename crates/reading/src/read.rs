//! From an edition to a reading: each page, block by block.

mod card;
mod inline;
mod table;

use crate::headings::Levels;
use crate::icon::Answers;
use crate::places::Places;
use crate::{
    Annotated, Block, BlockKind, Callout, CodeBlock, Definition, DefinitionList, Detail, Diagram, Figure, Grid,
    Heading, Inline, InlineKind, List, ListItem, Math, Note, Page, Placed, Progress, Reading, Tab, Tabs, Task,
    Term as Defined, Words, callout, reduced,
};
use pamphlet_document::reduced::{AS_WORDS, told};
use pamphlet_document::{
    self as document, AssetId, Attrs, CalloutKind, CalloutTitle, Edition, Level, PageId, PageWalls,
};
use pamphlet_locale::{Catalog, Digits, Tag, Term};
use pamphlet_source::{Diagnostic, Fault, Span, Walls};
use pamphlet_syntax::{Token, Tokenizer};
use std::collections::BTreeSet;

/// What a reading needs to know besides the edition.
#[derive(Clone, Copy)]
pub struct Surroundings<'s> {
    /// The words of the interface in the language of the edition.
    pub catalog: &'s Catalog,
    /// Whether an icon of this name can be drawn: one that cannot says its name.
    pub is_icon: &'s dyn Fn(&str) -> bool,
    /// Tells the parts of code apart, once for all locales.
    pub tokenizer: &'s Tokenizer,
    /// The picture that a diagram of a page in a language was drawn as.
    pub drawing: &'s Drawing<'s>,
    /// Whether somebody will look at this page: the code of others is not told apart.
    pub is_wanted: &'s dyn Fn(&PageId) -> bool,
}

/// See [`Surroundings::drawing`].
type Drawing<'s> = dyn Fn(&document::Diagram, &Tag) -> Option<AssetId> + 's;

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Surroundings").field("catalog", self.catalog).finish_non_exhaustive()
    }
}

/// Reads an edition: decides everything that readers see or hear. A page with a fault is read as plain paragraphs of its
/// words, which is reported with its name.
///
/// # Errors
/// When the title alone of a page cannot be read.
pub fn read(
    edition: &Edition,
    surroundings: Surroundings<'_>,
    walls: &Walls,
) -> Result<(Reading, Vec<(PageId, Diagnostic)>), Fault> {
    let mut walls = PageWalls::new(walls, "reading", edition.locale().as_str());
    let places = Places::of(edition);
    let pages = loop {
        let pages: Vec<Option<Page>> = edition
            .pages()
            .iter()
            .map(|page| {
                walls.behind(&page.id, || match walls.level(&page.id) {
                    Level::Whole => page_of((edition, &places), page, surroundings),
                    level @ (Level::Words | Level::Title) => reduced::of_document(page, level),
                })
            })
            .collect();
        if walls.reduce()?.is_empty() {
            break pages;
        }
    };
    let mut diagnostics = Vec::new();
    for (id, level, fault) in walls.reduced() {
        if let Some(page) = edition.page(id) {
            diagnostics.push((id.clone(), told(&format!("`{id}`"), AS_WORDS, level, fault, page.source)));
        }
    }
    Ok((Reading::new(edition.parts().with_pages(pages.into_iter().flatten().collect())), diagnostics))
}

fn page_of<'r>(
    (edition, places): (&'r Edition, &'r Places<'r>),
    page: &'r document::Page,
    surroundings: Surroundings<'r>,
) -> Page {
    let mut reader = Reader {
        edition,
        places,
        page,
        catalog: surroundings.catalog,
        is_icon: surroundings.is_icon,
        tokenizer: (surroundings.is_wanted)(&page.id).then_some(surroundings.tokenizer),
        drawing: surroundings.drawing,
        digits: Digits::of(&page.language),
        levels: Levels::of(page),
        notes: page.notes.iter().map(|note| note.number).collect(),
    };
    let around = Around { language: &page.language, answers: Answers::Never, boxed: false };
    let blocks =
        page.blocks.iter().map(|placed| Placed { origin: placed.origin, block: reader.block(&placed.block, around) });
    let blocks = blocks.collect();
    let notes = page.notes.iter().map(|note| Note {
        origin: note.origin,
        span: note.span,
        label: note.label.clone(),
        number: note.number,
        shown: reader.digits.format(note.number.into()),
        references: note.references,
        blocks: reader.blocks(&note.blocks, around),
    });
    let notes = notes.collect();
    Page::of(page, blocks, notes)
}

/// Reads one page.
struct Reader<'r> {
    edition: &'r Edition,
    places: &'r Places<'r>,
    page: &'r document::Page,
    catalog: &'r Catalog,
    is_icon: &'r dyn Fn(&str) -> bool,
    /// None for a page that nobody will look at.
    tokenizer: Option<&'r Tokenizer>,
    drawing: &'r Drawing<'r>,
    digits: Digits,
    levels: Levels,
    /// The numbers of the notes that the page has.
    notes: BTreeSet<u32>,
}

/// What surrounds a block or a run.
#[derive(Clone, Copy)]
struct Around<'a> {
    language: &'a Tag,
    /// How far icons may answer.
    answers: Answers,
    /// Whether it stands in a box, in which a break between themes is a line between parts.
    boxed: bool,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[document::Block], around: Around<'_>) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block, around)).collect()
    }

    fn block(&mut self, block: &document::Block, around: Around<'_>) -> Block {
        let around = Around { language: block.language.as_ref().unwrap_or(around.language), ..around };
        let kind = self.kind(block, around);
        Block { span: block.span, attrs: block.attrs.clone(), language: block.language.clone(), kind }
    }

    fn kind(&mut self, block: &document::Block, around: Around<'_>) -> BlockKind {
        let apart = Around { answers: Answers::Never, ..around };
        let boxed = Around { boxed: true, ..apart };
        match &block.kind {
            document::BlockKind::Heading(heading) => BlockKind::Heading(self.heading(heading, apart)),
            document::BlockKind::Paragraph { content } => {
                BlockKind::Paragraph { content: self.inlines(content, around) }
            }
            document::BlockKind::List(list) => BlockKind::List(self.list(list, around)),
            document::BlockKind::DefinitionList(list) => BlockKind::DefinitionList(self.definitions(list, apart)),
            document::BlockKind::Quote { blocks } => BlockKind::Quote { blocks: self.blocks(blocks, apart) },
            document::BlockKind::Code(code) => BlockKind::Code(self.code_block(code)),
            document::BlockKind::Table(table) => BlockKind::Table(self.table(table, around)),
            document::BlockKind::Admonition(admonition) => {
                let document::Admonition { callout, heading, placement, blocks } = admonition;
                BlockKind::Admonition(Callout {
                    placement: *placement,
                    blocks: self.blocks(blocks, boxed),
                    ..self.callout(Some(callout), heading, boxed)
                })
            }
            document::BlockKind::Collapsible(collapsible) => {
                let document::Collapsible { callout, heading, open, placement, blocks } = collapsible;
                BlockKind::Collapsible(Callout {
                    open: Some(*open),
                    placement: *placement,
                    blocks: self.blocks(blocks, boxed),
                    ..self.callout(callout.as_ref(), heading, boxed)
                })
            }
            document::BlockKind::Tabs(tabs) => BlockKind::Tabs(self.tabs(tabs, boxed)),
            document::BlockKind::Grid(grid) => BlockKind::Grid(Grid {
                cards: grid.cards,
                blocks: self.blocks(&grid.blocks, if grid.cards { boxed } else { apart }),
            }),
            document::BlockKind::Figure(figure) => BlockKind::Figure(Figure {
                blocks: self.blocks(&figure.blocks, around),
                caption: self.blocks(&figure.caption, apart),
                alignment: figure.alignment,
            }),
            document::BlockKind::Annotated(annotated) => BlockKind::Annotated(Annotated {
                blocks: self.blocks(&annotated.blocks, around),
                notes: self.list(&annotated.notes, apart),
            }),
            document::BlockKind::Buttons { content } => BlockKind::Buttons { content: self.inlines(content, apart) },
            document::BlockKind::Progress(progress) => BlockKind::Progress(self.progress(progress, block.span, apart)),
            document::BlockKind::ThematicBreak if around.boxed => BlockKind::Divider,
            document::BlockKind::ThematicBreak => BlockKind::ThematicBreak,
            document::BlockKind::Math(math) => BlockKind::Math(Math::of(math.notation, &math.source, around.language)),
            document::BlockKind::Diagram(diagram) => BlockKind::Diagram(self.diagram(diagram)),
            document::BlockKind::PageBreak => BlockKind::PageBreak,
            document::BlockKind::Group { blocks } => BlockKind::Group { blocks: self.blocks(blocks, around) },
            document::BlockKind::Card(card) => BlockKind::Card(self.card(card, block.span, boxed)),
            document::BlockKind::Threats(threats) => BlockKind::Threats(self.threats(threats, apart)),
            document::BlockKind::Unsupported { text } => BlockKind::Unsupported { text: text.clone() },
        }
    }

    fn heading(&mut self, heading: &document::Heading, around: Around<'_>) -> Heading {
        let content = self.inlines(&heading.content, around);
        let says = content.iter().any(crate::says_something);
        let (level, announced) = self.levels.next(heading.level, says);
        Heading {
            level,
            announced,
            anchor: heading.anchor.clone(),
            aliases: heading.aliases.clone(),
            role: heading.role,
            listed: self.edition.parts().contents.contains(&heading.level),
            content,
        }
    }

    fn list(&mut self, list: &document::List, around: Around<'_>) -> List {
        let around = Around { answers: Answers::Item, ..around };
        let items = list.items.iter().map(|item| {
            let around = Around { language: item.language.as_ref().unwrap_or(around.language), ..around };
            ListItem {
                span: item.span,
                attrs: item.attrs.clone(),
                language: item.language.clone(),
                task: item.task.map(|done| Task {
                    done,
                    words: Words::of(if done { Term::Done } else { Term::ToDo }, self.catalog),
                }),
                blocks: self.blocks(&item.blocks, around),
            }
        });
        let items = items.collect();
        List { list: list.list, tight: list.tight, items }
    }

    fn definitions(&mut self, list: &document::DefinitionList, around: Around<'_>) -> DefinitionList {
        let mut entries = Vec::with_capacity(list.entries.len());
        for entry in &list.entries {
            let terms = entry.terms.iter().map(|term| Defined {
                span: term.span,
                attrs: term.attrs.clone(),
                content: self.inlines(&term.content, around),
            });
            let terms = terms.collect();
            let details = entry.details.iter().map(|detail| Detail {
                span: detail.span,
                attrs: detail.attrs.clone(),
                tight: detail.tight,
                blocks: self.blocks(&detail.blocks, around),
            });
            let details = details.collect();
            entries.push(Definition { terms, details });
        }
        DefinitionList { entries }
    }

    /// A callout without its blocks. What the author wrote is its title, else the word for its kind is: in English the type
    /// that the author wrote, which says more, in other languages the word for the kind.
    fn callout(&mut self, kind: Option<&CalloutKind>, title: &CalloutTitle, around: Around<'_>) -> Callout {
        let known = kind.and_then(callout::term).map(|term| Words::of(term, self.catalog));
        let (label, title) = match title {
            CalloutTitle::Absent => (known, Vec::new()),
            CalloutTitle::Implied { word } => {
                let label = match known {
                    Some(known) if self.catalog.tag().language() == "en" && !word.trim().is_empty() => {
                        Words { text: word.clone(), ..known }
                    }
                    Some(known) => known,
                    None => Words::here(word),
                };
                let title = vec![of_ours(&label, Span::new(0, 0), around)];
                (Some(label), title)
            }
            CalloutTitle::Written { content, .. } => (known, self.inlines(content, around)),
        };
        Callout {
            callout: kind.cloned(),
            label,
            title,
            icon: callout::icon(kind).to_owned(),
            open: None,
            placement: document::Placement::default(),
            blocks: Vec::new(),
        }
    }

    fn tabs(&mut self, tabs: &document::Tabs, around: Around<'_>) -> Tabs {
        let outer = self.levels.last;
        let mut all = Vec::with_capacity(tabs.tabs.len());
        for tab in &tabs.tabs {
            self.levels.last = outer;
            let announced = self.levels.below();
            let label = self.inlines(&tab.label, around);
            self.levels.last = announced;
            let blocks = self.blocks(&tab.blocks, around);
            all.push(Tab { span: tab.span, attrs: tab.attrs.clone(), announced, label, blocks });
        }
        self.levels.last = outer;
        Tabs { tabs: all }
    }

    fn progress(&mut self, progress: &document::Progress, span: Span, around: Around<'_>) -> Progress {
        let mut label = self.inlines(&progress.label, around);
        if !label.iter().any(crate::says_something) {
            let (whole, part) = (progress.basis_points / 100, progress.basis_points % 100);
            let number = self.digits.format(whole.into());
            let text = match part {
                0 => format!("{number}\u{A0}%"),
                _ if part % 10 == 0 => format!("{number}.{}\u{A0}%", self.digits.format((part / 10).into())),
                _ => format!("{number}.{part:02}\u{A0}%"),
            };
            label.push(text_of(&text, span));
        }
        Progress { basis_points: progress.basis_points, label }
    }

    fn code_block(&self, code: &document::CodeBlock) -> CodeBlock {
        let document::CodeBlock { language, title, line_numbers, highlighted, annotations, text } = code.clone();
        let tokens = self.tokens(language.as_deref(), &text);
        CodeBlock { language, title, line_numbers, highlighted, annotations, text, tokens }
    }

    fn tokens(&self, language: Option<&str>, code: &str) -> Vec<Token> {
        let named = language.zip(self.tokenizer);
        named.map(|(language, tokenizer)| tokenizer.tokens(language, code).to_vec()).unwrap_or_default()
    }

    fn diagram(&self, diagram: &document::Diagram) -> Diagram {
        let mut label = Words::of(Term::Diagram, self.catalog);
        label.text.push_str(&format!(" ({})", diagram.notation));
        let drawing = (self.drawing)(diagram, &self.page.language);
        Diagram { notation: diagram.notation.clone(), label, source: diagram.source.clone(), drawing }
    }
}

/// Words of ours as a piece of a line, with their language where it is not the one around them.
fn of_ours(words: &Words, span: Span, around: Around<'_>) -> Inline {
    let text = text_of(&words.text, span);
    match &words.language {
        Some(language) if language != around.language => Inline {
            span,
            attrs: Attrs::default(),
            kind: InlineKind::Language { language: language.clone(), content: vec![text] },
        },
        Some(_) | None => text,
    }
}

/// Text as a piece of a line.
fn text_of(text: &str, span: Span) -> Inline {
    Inline { span, attrs: Attrs::default(), kind: InlineKind::Text { text: text.to_owned() } }
}
