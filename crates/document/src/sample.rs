//! A small edition with every node of the model in it, for the tests of exporters (feature `sample`).

mod extremes;

pub use extremes::{COLUMNS, DEPTH, LETTERS, extreme_words, extremes};

use crate::Publication;
use crate::publication::{
    Accessibility, Audience, CodedSubject, Conformance, Contributor, Distribution, Exemption, Isbn, Role, Scheme,
    Series,
};
use crate::{
    Admonition, Alignment, Annotated, AssetId, AssetRef, Attrs, Block, BlockKind, Button, CalloutKind, CalloutTitle,
    Card, CardLink, Cell, CodeBlock, Collapsible, ColumnAlignment, Coverage, Definition, DefinitionList, Detail,
    Diagram, Download, Downloads, Edition, EditionParts, Emphasis, Figure, GlossaryEntry, Grid, Heading, Inline,
    InlineKind, LineRange, Link, LinkRole, List, ListItem, ListKind, Math, MathNotation, NavItem, Note, Origin, Page,
    PageId, PageMeta, Picture, Placed, Placement, Platform, Progress, Revision, Row, Tab, Table, Tabs, Target, Term,
    Threat, ThreatKind, Threats, Vocabulary,
};
use pamphlet_locale::{Address, Tag};
use pamphlet_source::{SourceId, SourceMap, Span};
use std::sync::Arc;

/// The date of everything.
const DATE: &str = "2026-08-22";

/// A tag that is known to be one.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn tag(text: &str) -> Tag {
    Tag::parse(text).expect("a sample names tags")
}

/// An inline without attributes.
#[must_use]
pub fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::new(0, 0), attrs: Attrs::default(), kind }
}

/// A block without attributes.
#[must_use]
pub fn block(kind: BlockKind) -> Block {
    Block { span: Span::new(0, 0), attrs: Attrs::default(), language: None, kind }
}

/// Text.
#[must_use]
pub fn text(text: &str) -> Inline {
    inline(InlineKind::Text { text: text.to_owned() })
}

/// Text in a style.
#[must_use]
pub fn styled(style: Emphasis, words: &str) -> Inline {
    inline(InlineKind::Styled { style, content: vec![text(words)] })
}

/// An icon.
#[must_use]
pub fn icon(name: &str) -> Inline {
    inline(InlineKind::Icon { name: name.to_owned() })
}

/// A link out of the book; without words it shows `content` all the same.
#[must_use]
pub fn link(url: &str, title: Option<&str>, content: Vec<Inline>) -> Link {
    let target = Target::External { url: url.to_owned() };
    Link { target, title: title.map(str::to_owned), title_language: None, role: None, button: None, content }
}

/// A paragraph of text.
#[must_use]
pub fn paragraph(words: &str) -> Block {
    run(vec![text(words)])
}

/// A paragraph of inlines.
#[must_use]
pub fn run(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph { content })
}

/// A heading; its anchor is its words with hyphens.
#[must_use]
pub fn heading(level: u8, words: &str) -> Block {
    let anchor = words.to_lowercase().replace(' ', "-");
    block(BlockKind::Heading(Heading { level, anchor, aliases: Vec::new(), role: None, content: vec![text(words)] }))
}

/// A tight list.
#[must_use]
pub fn list(kind: ListKind, items: Vec<Vec<Block>>) -> List {
    let items = items.into_iter().map(|blocks| item(None, blocks)).collect();
    List { list: kind, tight: true, items }
}

/// An item of a list.
#[must_use]
pub fn item(task: Option<bool>, blocks: Vec<Block>) -> ListItem {
    ListItem { span: Span::new(0, 0), attrs: Attrs::default(), language: None, task, blocks }
}

/// A local picture.
#[must_use]
pub fn picture(asset: &str, alternative: &str) -> Picture {
    Picture {
        source: AssetRef::Local { asset: AssetId(asset.to_owned()) },
        dark: None,
        alternative: alternative.to_owned(),
        decorative: alternative.is_empty(),
        title: None,
        language: None,
        width: None,
        height: None,
        alignment: None,
    }
}

/// A cell of a table.
#[must_use]
pub fn cell(header: bool, content: Vec<Inline>) -> Cell {
    let blocks = if content.is_empty() { Vec::new() } else { vec![run(content)] };
    Cell { span: Span::new(0, 0), attrs: Attrs::default(), header, columns: 1, rows: 1, blocks }
}

/// A row of a table.
#[must_use]
pub fn row(cells: Vec<Cell>) -> Row {
    Row { span: Span::new(0, 0), attrs: Attrs::default(), cells }
}

/// A card with logo, two links and two downloads.
#[must_use]
pub fn card() -> Card {
    let card_link = |role, link| CardLink { span: Span::new(0, 0), attrs: Attrs::default(), role, link };
    let download = |platform, icon_name: &str, words: &str| Download {
        span: Span::new(0, 0),
        attrs: Attrs::default(),
        platform,
        content: vec![inline(InlineKind::Link(link(
            &format!("https://example.org/{words}"),
            None,
            vec![icon(icon_name), text(" "), text(words)],
        )))],
    };
    Card {
        id: Some("lantern".to_owned()),
        name: "Lantern".to_owned(),
        title: CalloutTitle::Absent,
        logo: Some(picture("logos/lantern.svg", "Lantern logo")),
        description: vec![run(vec![styled(Emphasis::Strong, "Lantern"), text(" is a messenger that keeps nothing.")])],
        links: vec![
            card_link(
                LinkRole::new("homepage"),
                link("https://example.org/", None, vec![icon("octicons/home-16"), text(" Homepage")]),
            ),
            card_link(
                LinkRole::new("privacy-policy"),
                link("https://example.org/privacy#/#top", Some("Privacy Policy"), vec![icon("octicons/eye-16")]),
            ),
            card_link(
                LinkRole::new("source-code"),
                link("https://example.org/code", None, vec![icon("octicons/code-16")]),
            ),
        ],
        downloads: Some(Downloads {
            span: Span::new(0, 0),
            attrs: Attrs::default(),
            summary: vec![text("Downloads")],
            items: vec![
                download(Platform::new("f-droid"), "simple/fdroid", "F-Droid"),
                download(Platform::new("windows"), "fontawesome/brands/windows", "Windows"),
            ],
        }),
        further: Vec::new(),
    }
}

/// A table that compares three things, with marks instead of words.
#[must_use]
pub fn comparison() -> Table {
    let head = ["Name", "Encrypted", "Paper", "Payment"].map(|words| cell(true, vec![text(words)])).to_vec();
    let line = |name: &str, mark: &str, paper: Vec<Inline>, payment: &str| {
        row(vec![
            cell(false, vec![text(name)]),
            cell(false, vec![icon(mark)]),
            cell(false, paper),
            cell(false, vec![text(payment)]),
        ])
    };
    Table {
        caption: vec![text("Three messengers")],
        columns: vec![ColumnAlignment::Left, ColumnAlignment::Center, ColumnAlignment::None, ColumnAlignment::Right],
        head: vec![row(head)],
        body: vec![
            line("Lantern", "material/check", vec![icon("material/alert-outline"), text(" in part")], "cash"),
            line("Beacon", "material/close", Vec::new(), "card"),
            line("Wick", "material/alert-outline", vec![text("yes")], "none"),
        ],
    }
}

fn attrs(id: &str) -> Attrs {
    Attrs { id: Some(id.to_owned()), ..Attrs::default() }
}

/// A run with every kind of inline.
#[must_use]
pub fn every_inline() -> Vec<Inline> {
    let mut all = vec![text("Text <&> "), inline(InlineKind::SoftBreak), text("line"), inline(InlineKind::LineBreak)];
    for (style, words) in [
        (Emphasis::Emphasis, "emphasis"),
        (Emphasis::Strong, "strong"),
        (Emphasis::Deleted, "deleted"),
        (Emphasis::Inserted, "inserted"),
        (Emphasis::Marked, "marked"),
        (Emphasis::Small, "small"),
        (Emphasis::Subscript, "sub"),
        (Emphasis::Superscript, "super"),
        (Emphasis::Quoted, "quoted"),
    ] {
        all.extend([styled(style, words), text(" ")]);
    }
    let page = |page: &str, anchor: Option<&str>| Target::Page {
        page: PageId(page.to_owned()),
        anchor: anchor.map(str::to_owned),
    };
    let to = |target, words: &str| {
        inline(InlineKind::Link(Link {
            target,
            title: None,
            title_language: None,
            role: None,
            button: None,
            content: vec![text(words)],
        }))
    };
    all.extend([
        Inline { attrs: attrs("here"), ..inline(InlineKind::Span { content: vec![text("span")] }) },
        text(" "),
        inline(InlineKind::Language { language: tag("ar"), content: vec![text("سلام")] }),
        text(" "),
        inline(InlineKind::Language { language: tag("it"), content: vec![text("ciao")] }),
        text(" "),
        inline(InlineKind::Comment { text: "comment".to_owned() }),
        text(" "),
        inline(InlineKind::Keys { keys: vec!["Ctrl".to_owned(), "C".to_owned()] }),
        text(" "),
        inline(InlineKind::Code { text: "a < b".to_owned(), language: Some("rust".to_owned()) }),
        text(" "),
        inline(InlineKind::Link(link("https://example.org/a b", Some("A title"), vec![text("outside")]))),
        text(" "),
        to(page("basics/keys", Some("what-is-a-key")), "inside"),
        text(" "),
        to(page("index", Some("here")), "here"),
        text(" "),
        to(page("index", Some("nowhere")), "nowhere"),
        text(" "),
        to(Target::Unresolved { address: "gone.md".to_owned() }, "gone"),
        text(" "),
        inline(InlineKind::Picture(picture("logos/lantern.svg", "A lantern"))),
        text(" "),
        inline(InlineKind::Picture(Picture {
            source: AssetRef::Remote { url: "https://example.org/far.png".to_owned() },
            ..picture("", "Far away")
        })),
        text(" "),
        icon("material/heart"),
        text(" "),
        inline(InlineKind::Emoji { shortcode: "smile".to_owned(), text: "😄".to_owned() }),
        inline(InlineKind::FootnoteReference { label: "one".to_owned(), number: 1 }),
        text(" "),
        inline(InlineKind::Abbreviation { text: "VPN".to_owned(), expansion: "Virtual Private Network".to_owned() }),
        text(" "),
        inline(InlineKind::Definition { title: Some("secret".to_owned()), content: vec![text("key")] }),
        text(" "),
        inline(InlineKind::Math { notation: MathNotation::Tex, source: "a^2 < b".to_owned() }),
        text(" "),
        inline(InlineKind::Unsupported { text: "<blink>".to_owned() }),
    ]);
    all
}

/// Every kind of block, each once or more.
#[must_use]
pub fn every_block() -> Vec<Block> {
    let callout = |kind: CalloutKind, heading| {
        block(BlockKind::Admonition(Admonition {
            callout: kind,
            heading,
            placement: Placement::Block,
            blocks: vec![paragraph("What it says.")],
        }))
    };
    let written = |words: &str| CalloutTitle::Written { span: Span::new(0, 0), content: vec![text(words)] };
    let implied = |word: &str| CalloutTitle::Implied { word: word.to_owned() };
    let bullet = |items| block(BlockKind::List(list(ListKind::Bullet, items)));
    let mut tasks = list(ListKind::Bullet, Vec::new());
    tasks.items = vec![item(Some(true), vec![paragraph("Done")]), item(Some(false), vec![paragraph("Open")])];
    let code = |highlighted, line_numbers| CodeBlock {
        language: Some("sh".to_owned()),
        title: Some("install.sh".to_owned()),
        line_numbers,
        highlighted,
        annotations: Vec::new(),
        text: "apt install lantern  # <3\n\n  exit".to_owned(),
    };
    let tab = |label: &str, words: &str| Tab {
        span: Span::new(0, 0),
        attrs: Attrs::default(),
        label: vec![text(label)],
        blocks: vec![paragraph(words)],
    };
    let mut button = link("https://example.org/start", None, vec![text("Begin")]);
    button.button = Some(Button::Primary);
    let definitions = DefinitionList {
        entries: vec![Definition {
            terms: vec![Term { span: Span::new(0, 0), attrs: Attrs::default(), content: vec![text("Term")] }],
            details: vec![Detail {
                span: Span::new(0, 0),
                attrs: Attrs::default(),
                tight: true,
                blocks: vec![paragraph("What it means.")],
            }],
        }],
    };
    let threat = |kind, name: &str, words: &str| Threat {
        span: Span::new(0, 0),
        attrs: Attrs::default(),
        threat: kind,
        content: vec![icon(name), text(" "), text(words)],
    };
    vec![
        heading(2, "First part"),
        run(every_inline()),
        heading(4, "A jump"),
        bullet(vec![vec![paragraph("One")], vec![paragraph("Two"), bullet(vec![vec![paragraph("Two and a half")]])]]),
        block(BlockKind::List(list(ListKind::numbers_from(3), vec![vec![paragraph("Three")]]))),
        block(BlockKind::List(tasks)),
        block(BlockKind::DefinitionList(definitions)),
        block(BlockKind::Quote { blocks: vec![paragraph("Said by somebody.")] }),
        block(BlockKind::Code(code(Vec::new(), None))),
        block(BlockKind::Code(code(vec![LineRange { first: 1, last: 1 }], Some(7)))),
        block(BlockKind::Table(comparison())),
        callout(CalloutKind::Note, implied("Note")),
        callout(CalloutKind::Abstract, implied("Abstract")),
        callout(CalloutKind::Info, implied("Info")),
        callout(CalloutKind::Tip, implied("Important")),
        callout(CalloutKind::Success, implied("Success")),
        callout(CalloutKind::Question, implied("Question")),
        callout(CalloutKind::Warning, written("Mind the gap")),
        callout(CalloutKind::Failure, implied("Failure")),
        callout(CalloutKind::Danger, implied("Danger")),
        callout(CalloutKind::Bug, implied("Bug")),
        callout(CalloutKind::Example, implied("Example")),
        callout(CalloutKind::Quote, implied("Quote")),
        callout(CalloutKind::Recommendation, CalloutTitle::Absent),
        callout(CalloutKind::Other("pigeon".to_owned()), implied("Pigeon")),
        block(BlockKind::Collapsible(Collapsible {
            callout: None,
            heading: written("More"),
            open: false,
            placement: Placement::Block,
            blocks: vec![paragraph("Folded away.")],
        })),
        block(BlockKind::Tabs(Tabs { tabs: vec![tab("Left", "On the left."), tab("Right", "On the right.")] })),
        block(BlockKind::Grid(Grid { cards: true, blocks: vec![bullet(vec![vec![paragraph("A card")]])] })),
        block(BlockKind::Figure(Figure {
            blocks: vec![run(vec![inline(InlineKind::Picture(picture("logos/lantern.svg", "A lantern")))])],
            label: None,
            caption: vec![paragraph("A lantern, lit.")],
            alignment: Some(Alignment::Left),
        })),
        block(BlockKind::Annotated(Annotated {
            blocks: vec![run(vec![text("Noted"), inline(InlineKind::AnnotationReference { number: 1 })])],
            notes: list(ListKind::numbers_from(1), vec![vec![paragraph("The annotation.")]]),
        })),
        block(BlockKind::Buttons { content: vec![inline(InlineKind::Link(button))] }),
        block(BlockKind::Progress(Progress { basis_points: 5050, label: Vec::new() })),
        block(BlockKind::ThematicBreak),
        block(BlockKind::Math(Math { notation: MathNotation::Tex, source: "\\frac{a}{b}".to_owned() })),
        block(BlockKind::Math(Math { notation: MathNotation::MathMl, source: "<mi>x</mi>".to_owned() })),
        block(BlockKind::Diagram(Diagram {
            notation: "mermaid".to_owned(),
            source: "graph LR\n A --> B".to_owned(),
            picture: None,
        })),
        block(BlockKind::PageBreak),
        Block {
            language: Some(tag("ar")),
            attrs: attrs("2:group"),
            ..block(BlockKind::Group { blocks: vec![paragraph("هذا نص.")] })
        },
        block(BlockKind::Card(card())),
        block(BlockKind::Threats(Threats {
            intro: vec![text("Protects from:")],
            items: vec![
                threat(ThreatKind::new("passive-attacks"), "material/bug-outline", "Passive attacks"),
                threat(ThreatKind::new("censorship"), "material/close-outline", "Censorship"),
            ],
        })),
        block(BlockKind::Unsupported { text: "<marquee>kept</marquee>".to_owned() }),
    ]
}

/// A page.
#[must_use]
pub fn page(id: &str, title: &str, blocks: Vec<Block>) -> Page {
    let origin = Origin { source: SourceId(0), start: 0 };
    Page {
        id: PageId(id.to_owned()),
        title: title.to_owned(),
        title_language: None,
        title_in_text: false,
        meta: PageMeta::default(),
        language: tag("en"),
        fallback: false,
        blocks: blocks.into_iter().map(|block| Placed { origin, block: Arc::new(block) }).collect(),
        notes: Vec::new(),
        answering: crate::Answering::default(),
        url: None,
        source: SourceId(0),
        digest: "0".repeat(64),
        revision: Revision::default(),
        date: Some(DATE.to_owned()),
        coverage: Coverage::default(),
    }
}

/// The parts of an edition of some pages, without a navigation.
#[must_use]
pub fn parts(locale: &str, pages: Vec<Page>) -> EditionParts {
    EditionParts {
        contents: 1..=6,
        locale: tag(locale),
        source_locale: tag("en"),
        locales: vec![tag("en"), tag(locale)],
        title: "A <Book> & \"more\"".to_owned(),
        description: Some("Everything at once.".to_owned()),
        description_language: None,
        slug: "book".to_owned(),
        url: Address::parse("https://example.org/"),
        authors: vec!["Ada".to_owned(), "Bea".to_owned()],
        publisher: Some("Example & Co".to_owned()),
        license: Some("CC-BY-4.0".to_owned()),
        date: Some(DATE.to_owned()),
        revision: Revision::default(),
        version: Some("1.2.0".to_owned()),
        subjects: vec!["Privacy".to_owned()],
        publication: Arc::new(Publication {
            identifier: "urn:uuid:5f0c0d3e-5d4b-5d0a-9f5e-0a6d1f6c7b21".to_owned(),
            contributors: vec![
                Contributor { file_as: Some("Ada, the First".to_owned()), ..Contributor::author("Ada") },
                Contributor::author("Bea"),
                Contributor { name: "Cleo".to_owned(), file_as: None, roles: vec![Role::TRANSLATOR] },
            ],
            subjects: vec![CodedSubject { scheme: Scheme::Bisac, code: "COM053000".to_owned(), name: None }],
            isbn: Isbn::parse("978-0-306-40615-7").ok(),
            edition: Some(2),
            revision: Some("2.1".to_owned()),
            audience: Some(Audience::General),
            series: Some(Series {
                title: "Books & more".to_owned(),
                identifier: "urn:uuid:0b7a1d9c-9a54-5e0e-8d43-6a1f2f0f3c11".to_owned(),
                position: Some(2),
                translations: true,
            }),
            accessibility: Accessibility {
                conforms_to: Conformance::parse("WCAG 2.2 Level AA").ok(),
                certified_by: Some("Checkers & Co".to_owned()),
                credential: Some("Gold".to_owned()),
                report: Some("https://example.org/report".to_owned()),
                exemption: Some(Exemption::EaaMicroenterprise),
            },
            distribution: Some(Distribution { email: Some("ada@example.org".to_owned()), ..Distribution::default() }),
            brand: crate::brand::Brand::default(),
        }),
        nav: Vec::new(),
        nav_rest: Vec::new(),
        pages,
        glossary: Vec::new(),
        coverage: Coverage::default(),
        sources: Arc::new(SourceMap::default()),
        vocabulary: Vocabulary::shipped(),
    }
}

/// An edition with every node of the model, three pages in two parts, and a page that differs from another in case.
///
/// # Panics
/// Never: everything in it is resolved.
#[must_use]
pub fn edition(locale: &str) -> Edition {
    let mut first = page("index", "Everything", every_block());
    let origin = Origin { source: SourceId(0), start: 0 };
    first.notes = vec![Note {
        origin,
        span: Span::new(0, 0),
        label: "one".to_owned(),
        number: 1,
        references: 1,
        blocks: vec![paragraph("The note.")],
    }];
    let mut keys =
        page("basics/keys", "Keys", vec![heading(1, "Keys"), heading(2, "What is a key"), paragraph("Text.")]);
    keys.title_in_text = true;
    let empty = page("basics/Keys", "No heading\u{1} at all", vec![paragraph("Only text.")]);
    let mut parts = parts(locale, vec![first, keys, empty]);
    let nav_page = |id: &str, title: &str| NavItem::Page {
        page: PageId(id.to_owned()),
        title: title.to_owned(),
        language: Some(tag("en")),
    };
    parts.nav = vec![
        nav_page("index", "Everything"),
        NavItem::Section {
            title: "Basics".to_owned(),
            language: Some(tag("en")),
            page: None,
            items: vec![
                nav_page("basics/keys", "Keys"),
                nav_page("basics/keys", "Keys again"),
                NavItem::Link { title: "Elsewhere".to_owned(), url: "https://example.org/elsewhere".to_owned() },
            ],
        },
    ];
    parts.nav_rest = vec![PageId("basics/Keys".to_owned())];
    parts.glossary = vec![GlossaryEntry { term: "VPN".to_owned(), expansion: "Virtual Private Network".to_owned() }];
    Edition::new(parts).expect("a sample is resolved")
}
