//! The shape of a source page, by which a translation's damage is understood.
//!
//! A translator changes words; headings, blocks, addresses, classes and icons stay. So the n-th heading of a
//! translation answers to the n-th of the source page, and what stands between two headings answers in its order.

use pamphlet_document::walk::{self, Child};
use pamphlet_document::{
    Alignment, AssetRef, Attrs, Block, BlockKind, Button, CalloutKind, CalloutTitle, Document, HeadingRole, Inline,
    InlineKind, Length, Link, PageMeta, Picture, Target,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) mod facts;
pub(crate) mod written;

pub use facts::LineFacts;
pub use written::WrittenFacts;

/// Headings, blocks and what they are, without their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The front matter.
    pub meta: PageMeta,
    /// The page up to its first heading, then a section a heading, in the order of writing.
    pub sections: Vec<Section>,
    /// How many lines each piece of code has, in the order of writing.
    pub code_lines: Vec<usize>,
    /// The labels of the footnotes.
    pub notes: Vec<String>,
    /// What stands in each footnote.
    pub note_blocks: Vec<Vec<ShapeKind>>,
    /// The snippets that the page includes: paths as written.
    pub snippets: Vec<String>,
    /// What links look like, by address.
    pub links: BTreeMap<String, Vec<LinkShape>>,
    /// The attributes of pictures, by address.
    pub pictures: BTreeMap<String, Attrs>,
    /// The names of all icons.
    pub icons: BTreeSet<String>,
    /// Numbers in angle brackets (`<1>`) that stand in its text: a translation tool may leave such, these are words.
    pub placeholders: BTreeSet<String>,
    /// Whether it shows keys.
    pub keys: bool,
    /// Whether items of its lists are tasks.
    pub tasks: bool,
    /// All classes.
    pub classes: BTreeSet<String>,
    /// Short forms of the abbreviations in force.
    pub abbreviations: BTreeSet<String>,
    /// The language of each piece of code, in the order of writing.
    pub code_languages: Vec<Option<String>>,
    /// What stands in its lines.
    pub lines: LineFacts,
    /// What is written in it that is no word.
    pub written: WrittenFacts,
}

/// What stands between a heading and the next one, of whatever level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading; none before the first one.
    pub heading: Option<HeadingShape>,
    /// The blocks, a block before what it holds.
    pub blocks: Vec<Shape>,
}

/// A heading without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingShape {
    /// 1 to 6.
    pub level: u8,
    /// What links name it by.
    pub anchor: String,
    /// What its section is.
    pub role: Option<HeadingRole>,
}

/// A block without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// How many blocks it stands in.
    pub depth: u16,
    /// What it is.
    pub kind: ShapeKind,
    /// Its attributes.
    pub attrs: Attrs,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShapeKind {
    /// A paragraph.
    Paragraph,
    /// A list.
    List {
        /// Whether it is numbered.
        numbered: bool,
        /// How many items it has.
        items: usize,
    },
    /// A definition list with so many entries.
    DefinitionList(usize),
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// A table.
    Table {
        /// How many rows, its head included.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// A callout that is not folded.
    Callout {
        /// What it is for.
        kind: CalloutKind,
        /// Whether a title is written, implied or absent.
        title: TitleShape,
    },
    /// A part that folds.
    Collapsible {
        /// What it is for.
        kind: Option<CalloutKind>,
        /// Whether it is open.
        open: bool,
        /// Whether a title is written, implied or absent.
        title: TitleShape,
    },
    /// Tabs, so many.
    Tabs(usize),
    /// A grid.
    Grid,
    /// A figure.
    Figure,
    /// Blocks with annotations.
    Annotated,
    /// A row of buttons.
    Buttons,
    /// A card.
    Card {
        /// Whether it has downloads.
        downloads: bool,
    },
    /// A list of threats, so many.
    Threats(usize),
    /// Blocks that share attributes.
    Group,
    /// A rule between blocks.
    Rule,
    /// Anything else.
    Other,
}

/// Whether a callout has a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleShape {
    /// None.
    Absent,
    /// By its type.
    Implied,
    /// By the author.
    Written,
}

/// What a link looks like, without its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkShape {
    /// Its attributes.
    pub attrs: Attrs,
    /// Whether it has a title.
    pub titled: bool,
    /// The icon it begins with.
    pub icon: Option<String>,
}

impl Skeleton {
    /// Draws the shape of a source page that was read from a text.
    #[must_use]
    pub fn of_page(document: &Document, text: &str) -> Self {
        Self { written: WrittenFacts::of(text), ..Self::of(document) }
    }

    /// Draws the shape of a source page whose text is not at hand. The cost is that of one walk over the page.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let Document { meta, blocks, notes, abbreviations, snippets, is_part: _ } = document;
        let mut skeleton = Self {
            meta: meta.clone(),
            sections: vec![Section::default()],
            notes: notes.iter().map(|note| note.label.clone()).collect(),
            snippets: snippets.clone(),
            abbreviations: abbreviations.iter().map(|(short, _)| short.clone()).collect(),
            ..Self::default()
        };
        for placed in blocks {
            skeleton.block(&placed.block, 0);
        }
        for note in notes {
            for block in &note.blocks {
                skeleton.facts(block);
            }
            skeleton.note_blocks.push(note.blocks.iter().map(|block| shape(&block.kind)).collect());
        }
        skeleton
    }

    /// The headings, in the order of writing.
    pub fn headings(&self) -> impl Iterator<Item = &HeadingShape> {
        self.sections.iter().filter_map(|section| section.heading.as_ref())
    }

    /// How many headings there are.
    #[must_use]
    pub(crate) fn heading_count(&self) -> usize {
        self.headings().count()
    }

    fn block(&mut self, block: &Block, depth: u16) {
        if let BlockKind::Heading(heading) = &block.kind {
            self.sections.push(Section {
                heading: Some(HeadingShape {
                    level: heading.level,
                    anchor: heading.anchor.clone(),
                    role: heading.role,
                }),
                blocks: Vec::new(),
            });
        } else if let Some(section) = self.sections.last_mut() {
            section.blocks.push(Shape { depth, kind: shape(&block.kind), attrs: block.attrs.clone() });
        }
        if let BlockKind::Math(formula) = &block.kind {
            self.lines.learn_formula(&formula.source, true);
        }
        if let BlockKind::List(list) = &block.kind {
            self.tasks |= list.items.iter().any(|item| item.task.is_some());
        }
        if let BlockKind::Code(code) = &block.kind {
            self.code_lines.push(code.text.split('\n').count());
            self.code_languages.push(code.language.clone());
        }
        if let BlockKind::Diagram(diagram) = &block.kind {
            self.code_lines.push(diagram.source.split('\n').count());
            self.code_languages.push(Some(diagram.notation.clone()));
        }
        self.classes.extend(block.attrs.classes.iter().cloned());
        walk::children(block, &mut |child| match child {
            Child::Blocks(inner) => inner.iter().for_each(|block| self.block(block, depth.saturating_add(1))),
            Child::Inlines(content) => self.inlines(content),
            Child::Link(link) => self.link(link, &Attrs::default()),
            Child::Picture(picture) => self.picture(picture, &Attrs::default()),
        });
        if let BlockKind::Card(card) = &block.kind {
            for link in &card.links {
                self.link_shape(&link.link, &link.attrs);
            }
        }
    }

    /// Links, pictures, icons and classes of a block that belongs to no section.
    fn facts(&mut self, block: &Block) {
        walk::children(block, &mut |child| match child {
            Child::Blocks(inner) => inner.iter().for_each(|block| self.facts(block)),
            Child::Inlines(content) => self.inlines(content),
            Child::Link(link) => self.link(link, &Attrs::default()),
            Child::Picture(picture) => self.picture(picture, &Attrs::default()),
        });
    }

    fn inlines(&mut self, content: &[Inline]) {
        self.lines.learn(content);
        for inline in content {
            self.classes.extend(inline.attrs.classes.iter().cloned());
            match &inline.kind {
                InlineKind::Link(link) => {
                    self.link_shape(link, &inline.attrs);
                    self.inlines(&link.content);
                }
                InlineKind::Picture(picture) => self.picture(picture, &inline.attrs),
                InlineKind::Icon { name } => {
                    self.icons.insert(name.clone());
                }
                InlineKind::Keys { .. } => self.keys = true,
                InlineKind::Text { text } if text.contains('<') => {
                    let numbers = text.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
                    self.placeholders.extend(numbers.map(|(number, _)| number.trim_start_matches('/').to_owned()));
                }
                _ => self.inlines(walk::inline_children(inline)),
            }
        }
    }

    fn link(&mut self, link: &Link, attrs: &Attrs) {
        self.link_shape(link, attrs);
        self.inlines(&link.content);
    }

    fn link_shape(&mut self, link: &Link, attrs: &Attrs) {
        let Target::Written { address } = &link.target else { return };
        let icon = link.content.iter().find_map(|inline| match &inline.kind {
            InlineKind::Icon { name } => Some(name.clone()),
            _ => None,
        });
        let mut attrs = attrs.clone();
        let button: &[&str] = match link.button {
            Some(Button::Primary) => &["md-button", "md-button--primary"],
            Some(Button::Secondary) => &["md-button"],
            None => &[],
        };
        attrs.classes.extend(
            button.iter().filter(|class| !attrs.has_class(class)).map(|class| (*class).to_owned()).collect::<Vec<_>>(),
        );
        self.classes.extend(attrs.classes.iter().cloned());
        self.links.entry(address.clone()).or_default().push(LinkShape { attrs, titled: link.title.is_some(), icon });
    }

    fn picture(&mut self, picture: &Picture, attrs: &Attrs) {
        for source in std::iter::once(&picture.source).chain(&picture.dark) {
            if let AssetRef::Written { address } = source {
                self.pictures.entry(address.clone()).or_insert_with(|| written(picture, attrs));
            }
        }
        self.classes.extend(attrs.classes.iter().cloned());
    }
}

/// The attributes of a picture, with those that it is drawn by.
fn written(picture: &Picture, attrs: &Attrs) -> Attrs {
    let mut attrs = attrs.clone();
    for (key, length) in [("width", picture.width), ("height", picture.height)] {
        let value = length.map(|length| match length {
            Length::Pixels(value) => value.to_string(),
            Length::Percent(value) => format!("{value}%"),
        });
        attrs.pairs.extend(value.map(|value| (key.to_owned(), value)));
    }
    let align = picture.alignment.map(|alignment| match alignment {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    });
    attrs.pairs.extend(align.map(|align| ("align".to_owned(), align.to_owned())));
    attrs
}

fn title(heading: &CalloutTitle) -> TitleShape {
    match heading {
        CalloutTitle::Absent => TitleShape::Absent,
        CalloutTitle::Implied { .. } => TitleShape::Implied,
        CalloutTitle::Written { .. } => TitleShape::Written,
    }
}

/// What a block is, without its words.
pub(crate) fn shape(kind: &BlockKind) -> ShapeKind {
    match kind {
        BlockKind::Paragraph { .. } => ShapeKind::Paragraph,
        BlockKind::List(list) => ShapeKind::List {
            numbered: matches!(list.list, pamphlet_document::ListKind::Numbered { .. }),
            items: list.items.len(),
        },
        BlockKind::DefinitionList(list) => ShapeKind::DefinitionList(list.entries.len()),
        BlockKind::Quote { .. } => ShapeKind::Quote,
        BlockKind::Code(_) => ShapeKind::Code,
        BlockKind::Table(table) => {
            ShapeKind::Table { rows: table.head.len() + table.body.len(), columns: table.columns.len() }
        }
        BlockKind::Admonition(admonition) => {
            ShapeKind::Callout { kind: admonition.callout.clone(), title: title(&admonition.heading) }
        }
        BlockKind::Collapsible(collapsible) => ShapeKind::Collapsible {
            kind: collapsible.callout.clone(),
            open: collapsible.open,
            title: title(&collapsible.heading),
        },
        BlockKind::Tabs(tabs) => ShapeKind::Tabs(tabs.tabs.len()),
        BlockKind::Grid(_) => ShapeKind::Grid,
        BlockKind::Figure(_) => ShapeKind::Figure,
        BlockKind::Annotated(_) => ShapeKind::Annotated,
        BlockKind::Buttons { .. } => ShapeKind::Buttons,
        BlockKind::Card(card) => ShapeKind::Card { downloads: card.downloads.is_some() },
        BlockKind::Threats(threats) => ShapeKind::Threats(threats.items.len()),
        BlockKind::Group { .. } => ShapeKind::Group,
        BlockKind::ThematicBreak => ShapeKind::Rule,
        BlockKind::Heading(_)
        | BlockKind::Progress(_)
        | BlockKind::Math(_)
        | BlockKind::Diagram(_)
        | BlockKind::PageBreak
        | BlockKind::Unsupported { .. } => ShapeKind::Other,
    }
}
