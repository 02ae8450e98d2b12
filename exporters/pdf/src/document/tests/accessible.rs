//! What a reader by ear meets, as files say it: marks in words, which way the head of a table looks, what a link is
//! called, which language a part is in.

#![expect(clippy::wildcard_enum_match_arm, reason = "what a test reads back from a file is not our model")]

use super::media;
use crate::{PdfOptions, export};
use lopdf::{Dictionary, Document, Object};
use pamphlet_document::{
    Annotated, Attrs, Block, BlockKind, Cell, CodeAnnotation, CodeBlock, ColumnAlignment, Inline, InlineKind, Link,
    List, ListItem, ListKind, Row, Table, Target, sample,
};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_reading::sample::reading_from;
use pamphlet_source::Span;

/// Directions of text, and a script without spaces.
const LOCALES: [&str; 3] = ["en", "ar", "ja"];

pub(super) fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::default(), attrs: Attrs::default(), kind }
}

pub(super) fn text(words: &str) -> Inline {
    inline(InlineKind::Text { text: words.to_owned() })
}

fn icon(name: &str) -> Inline {
    inline(InlineKind::Icon { name: name.to_owned() })
}

fn block(kind: BlockKind) -> Block {
    Block { span: Span::default(), attrs: Attrs::default(), language: None, kind }
}

pub(super) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph { content })
}

fn cell(header: bool, content: Vec<Inline>) -> Cell {
    let blocks = vec![paragraph(content)];
    Cell { span: Span::default(), attrs: Attrs::default(), header, columns: 1, rows: 1, blocks }
}

/// A table with a head; of the other rows the first cell is a header.
fn table(head: Vec<Vec<Inline>>, body: Vec<Vec<Vec<Inline>>>) -> Block {
    let row = |cells| Row { span: Span::default(), attrs: Attrs::default(), cells };
    block(BlockKind::Table(Table {
        caption: Vec::new(),
        columns: vec![ColumnAlignment::None; head.len()],
        head: vec![row(head.into_iter().map(|content| cell(false, content)).collect())],
        body: body
            .into_iter()
            .map(|cells| row(cells.into_iter().zip(0..).map(|(content, at)| cell(at == 0, content)).collect()))
            .collect(),
    }))
}

/// The handout of a page that holds some blocks.
pub(super) fn handout(locale: &str, blocks: Vec<Block>) -> Document {
    Document::load_mem(&handout_bytes(locale, "Page", blocks)).expect("can be read")
}

/// The file of the same, with a title.
pub(super) fn handout_bytes(locale: &str, title: &str, blocks: Vec<Block>) -> Vec<u8> {
    let mut page = sample::page("page", title, blocks);
    page.language = Tag::parse(locale).expect("is a tag");
    let reading = reading_from(sample::parts(locale, vec![page]));
    let options = PdfOptions { book: false, ..PdfOptions::default() };
    let made = export(&reading, &Catalog::of(reading.locale()), &media(), &options);
    let file = made.files.into_iter().find(|file| file.path == "handouts/page.pdf").expect("is made");
    file.bytes
}

/// The elements of the structure tree that have a role, in reading order.
fn elements<'d>(document: &'d Document, role: &str) -> Vec<&'d Dictionary> {
    let catalog = document.catalog().expect("is there");
    let tree = dictionary(document, catalog.get(b"StructTreeRoot").expect("is tagged"));
    let mut open = vec![tree.get(b"K").expect("has a root")];
    let mut out = Vec::new();
    while let Some(next) = open.pop() {
        match next {
            Object::Array(kids) => open.extend(kids.iter().rev()),
            Object::Reference(id) => {
                let element = document.get_dictionary(*id).expect("is an element");
                if element.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == role.as_bytes()) {
                    out.push(element);
                }
                open.extend(element.get(b"K").ok());
            }
            // Marked content and annotations.
            _ => {}
        }
    }
    out
}

fn dictionary<'d>(document: &'d Document, object: &'d Object) -> &'d Dictionary {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).expect("is there"),
        other => other.as_dict().expect("is a dictionary"),
    }
}

/// A text string of a dictionary.
fn string(dictionary: &Dictionary, key: &str) -> Option<String> {
    let bytes = dictionary.get(key.as_bytes()).ok()?.as_str().expect("is a string");
    Some(match bytes {
        [0xFE, 0xFF, wide @ ..] => {
            let units: Vec<u16> = wide.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).expect("is UTF-16")
        }
        plain => String::from_utf8(plain.to_vec()).expect("is ASCII"),
    })
}

/// An entry of the attributes that an owner gives an element.
fn attribute(element: &Dictionary, owner: &str, key: &str) -> Option<String> {
    let attributes = element.get(b"A").ok()?.as_array().expect("is a list");
    let own = attributes.iter().map(|own| own.as_dict().expect("is a dictionary"));
    let own =
        own.into_iter().find(|own| own.get(b"O").and_then(Object::as_name).expect("is owned") == owner.as_bytes());
    let name = own?.get(key.as_bytes()).ok()?.as_name().expect("is a name");
    Some(String::from_utf8(name.to_vec()).expect("is a name"))
}

#[test]
fn marks_of_a_comparison_are_not_said_twice() {
    for locale in LOCALES {
        let marks = ["material/check", "octicons/x-circle-16", "material/alert-outline"];
        let body = marks.map(|mark| vec![vec![text("row")], vec![icon(mark)]]).to_vec();
        let document = handout(locale, vec![table(vec![vec![text("a")], vec![text("b")]], body)]);
        // The words stand beside the marks, which are drawn for the eye alone.
        assert!(elements(&document, "Figure").is_empty(), "{locale}");
    }
}

#[test]
fn heads_of_tables_say_which_way_they_look() {
    for locale in LOCALES {
        let words = |own: &str| vec![text(own)];
        let head = ["corner", "one", "two"].map(words).to_vec();
        let body = ["first", "second"].map(|row| [row, "cell", "cell"].map(words).to_vec()).to_vec();
        let document = handout(locale, vec![table(head, body)]);
        let scopes: Vec<Option<String>> =
            elements(&document, "TH").into_iter().map(|head| attribute(head, "Table", "Scope")).collect();
        let wanted = ["Column", "Column", "Column", "Row", "Row"].map(|scope| Some(scope.to_owned()));
        assert_eq!(scopes, wanted, "{locale}");
        assert_eq!(elements(&document, "TD").len(), 4, "{locale}");
    }
}

#[test]
fn links_are_called_by_their_words() {
    let link = |url: &str, title: Option<&str>, content: Vec<Inline>| {
        inline(InlineKind::Link(Link {
            target: Target::External { url: url.to_owned() },
            title: title.map(str::to_owned),
            title_language: None,
            role: None,
            button: None,
            content,
        }))
    };
    for locale in LOCALES {
        let content = vec![
            link("https://example.org/a", None, vec![text("The first word")]),
            text(" "),
            link("https://example.org/b", Some("A title"), vec![icon("material/heart")]),
            text(" "),
            link("mailto:post@example.org", None, vec![text("write")]),
        ];
        let document = handout(locale, vec![paragraph(content)]);
        let mut found = Vec::new();
        for page in document.page_iter() {
            let page = document.get_dictionary(page).expect("is a page");
            let annotations = page.get(b"Annots").map_or(&[][..], |all| all.as_array().expect("is a list"));
            for annotation in annotations {
                let annotation = dictionary(&document, annotation);
                assert!(annotation.has(b"StructParent"), "{locale}");
                assert_eq!(annotation.get(b"F").and_then(Object::as_i64).expect("has flags"), 4, "{locale}");
                let called = string(annotation, "Contents").expect("is called something");
                assert!(!called.trim().is_empty(), "{locale}");
                let address = dictionary(&document, annotation.get(b"A").expect("leads on the web"));
                found.push((string(address, "URI").expect("leads somewhere"), called));
            }
        }
        for (url, words) in [
            ("https://example.org/a", "The first word"),
            ("https://example.org/b", "A title"),
            ("mailto:post@example.org", "write"),
        ] {
            assert!(found.contains(&(url.to_owned(), words.to_owned())), "{locale}: {words} is not in {found:?}");
        }
        assert!(elements(&document, "Link").len() >= 3, "{locale}");
    }
}

#[test]
fn parts_say_their_language() {
    let mut other = paragraph(vec![text("Parole")]);
    other.language = Some(Tag::parse("it").expect("is a tag"));
    for locale in LOCALES {
        let document = handout(locale, vec![paragraph(vec![text("Words")]), other.clone()]);
        let catalog = document.catalog().expect("is there");
        assert_eq!(string(catalog, "Lang").as_deref(), Some(locale));
        let spoken: Vec<String> = elements(&document, "P").into_iter().filter_map(|own| string(own, "Lang")).collect();
        assert!(spoken.contains(&"it".to_owned()), "{locale}: {spoken:?}");
    }
}

#[test]
fn marks_of_annotations_lead_to_their_notes() {
    let mark = |number: u32| inline(InlineKind::AnnotationReference { number });
    let item = |words: &str| ListItem {
        span: Span::default(),
        attrs: Attrs::default(),
        language: None,
        task: None,
        blocks: vec![paragraph(vec![text(words)])],
    };
    let notes = |words: [&str; 2]| List {
        list: ListKind::numbers_from(1),
        tight: true,
        items: words.into_iter().map(item).collect(),
    };
    let annotated = |blocks, words| block(BlockKind::Annotated(Annotated { blocks, notes: notes(words) }));
    let code = CodeBlock {
        text: "one  # (1)\ntwo (2) three".to_owned(),
        annotations: vec![
            CodeAnnotation { number: 1, start: 7, end: 10 },
            CodeAnnotation { number: 2, start: 15, end: 18 },
        ],
        ..CodeBlock::default()
    };
    for locale in LOCALES {
        // The third mark has no note.
        let words = paragraph(vec![text("One"), mark(1), text(" two"), mark(2), text(" three"), mark(3)]);
        let blocks = vec![
            annotated(vec![words], ["first", "second"]),
            annotated(vec![block(BlockKind::Code(code.clone()))], ["third", "fourth"]),
        ];
        let document = handout(locale, blocks);
        let marks = elements(&document, "Reference");
        let links = |mark: &&Dictionary| {
            let kid = mark.get(b"K").and_then(Object::as_reference).ok();
            kid.is_some_and(|kid| document.get_dictionary(kid).is_ok_and(|kid| kid.has(b"K")))
        };
        assert_eq!((marks.len(), marks.iter().filter(|mark| links(mark)).count()), (5, 4), "{locale}");
        assert_eq!(elements(&document, "Note").len(), 4, "{locale}");
        let mut heights = Vec::new();
        for page in document.page_iter() {
            let page = document.get_dictionary(page).expect("is a page");
            for annotation in page.get(b"Annots").map_or(&[][..], |all| all.as_array().expect("is a list")) {
                if let Ok(place) = dictionary(&document, annotation).get(b"Dest").and_then(Object::as_array) {
                    heights.push(place[3].as_float().expect("is a height"));
                }
            }
        }
        assert_eq!(heights.len(), 4, "{locale}");
        assert!(heights.is_sorted_by(|above, below| above > below), "{locale}: {heights:?}");
    }
}

/// The cells of every row of a table, in order.
fn rows<'d>(document: &'d Document, table: &'d Dictionary) -> Vec<Vec<&'d Dictionary>> {
    let children = |element: &'d Dictionary| -> Vec<&'d Dictionary> {
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(kid) => vec![kid],
            Err(_) => Vec::new(),
        };
        kids.into_iter().filter_map(|kid| document.get_dictionary(kid.as_reference().ok()?).ok()).collect()
    };
    let role = |element: &Dictionary| element.get(b"S").and_then(Object::as_name).expect("has a role").to_vec();
    let mut out = Vec::new();
    for part in children(table) {
        let own = if role(part) == b"TR" { vec![part] } else { children(part) };
        out.extend(own.into_iter().filter(|row| role(row) == b"TR").map(children));
    }
    out
}

/// How many columns or rows a cell covers.
fn span(document: &Document, cell: &Dictionary, key: &str) -> usize {
    let Ok(attributes) = cell.get(b"A").and_then(Object::as_array) else { return 1 };
    let found = attributes.iter().find_map(|own| dictionary(document, own).get(key.as_bytes()).ok()?.as_i64().ok());
    found.map_or(1, |span| usize::try_from(span).expect("is positive"))
}

#[test]
fn a_table_of_a_head_alone_has_no_parts() {
    for locale in LOCALES {
        let document = handout(locale, vec![table(vec![vec![text("One")], vec![text("Two")]], Vec::new())]);
        assert!(elements(&document, "THead").is_empty(), "{locale}");
        let tables = elements(&document, "Table");
        assert_eq!(rows(&document, tables[0])[0].len(), 2, "{locale}");
    }
}

#[test]
fn rows_of_the_parts_of_a_table_are_of_one_length() {
    const COLUMNS: u32 = 24;
    let word = |at: u32| vec![text(&format!("Extraordinary{at}"))];
    let wide = |columns: u32, rows: u32, words: &str| Cell { columns, rows, ..cell(false, vec![text(words)]) };
    let rest = |from: u32| (from..COLUMNS).map(|at| cell(false, word(at)));
    let body: Vec<Vec<Cell>> = vec![
        rest(0).collect(),
        vec![wide(COLUMNS, 1, "all")],
        [wide(1, 1, "one"), wide(COLUMNS - 1, 2, "most")].into(),
        vec![wide(1, 1, "first")],
        [wide(2, 1, "two")].into_iter().chain(rest(2)).collect(),
    ];
    let cells: usize = body.iter().map(Vec::len).sum();
    let mut block = table((0..COLUMNS).map(word).collect(), Vec::new());
    if let BlockKind::Table(table) = &mut block.kind {
        table.body =
            body.into_iter().map(|cells| Row { span: Span::default(), attrs: Attrs::default(), cells }).collect();
    }
    let bytes = handout_bytes("en", "Page", vec![block]);
    super::keep_file("table-in-parts.pdf", &bytes);
    let document = Document::load_mem(&bytes).expect("can be read");
    let tables = elements(&document, "Table");
    assert!(tables.len() > 1);
    let mut said = 0;
    for table in tables {
        let rows = rows(&document, table);
        let mut lengths = vec![0; rows.len()];
        for (number, row) in rows.iter().enumerate() {
            for cell in row {
                said += usize::from(cell.has(b"K"));
                for length in &mut lengths[number..number + span(&document, cell, "RowSpan")] {
                    *length += span(&document, cell, "ColSpan");
                }
            }
        }
        assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
    }
    assert_eq!(said, cells + COLUMNS as usize);
}
