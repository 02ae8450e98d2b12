#![expect(clippy::disallowed_methods, reason = "tests look at the source tree and run the examples")]

mod earlier;
mod examples;
mod schemas;

use schemas::valid;

use super::*;
use pamphlet_document::{
    Admonition, Answering, AssetId, AssetRef, Attrs, Block, BlockKind, CalloutKind, CalloutTitle, Card, CardLink,
    CodeBlock, Commit, Coverage, Download, Downloads, Edition, EditionParts, Heading, HeadingRole, Inline, InlineKind,
    Link, LinkRole, List, ListItem, ListKind, NavItem, Note, Origin, Page, PageId, PageMeta, Picture, Placed, Platform,
    Revision, SentenceRun, SourceBlock, Target,
};
use pamphlet_locale::{Address, Tag};
use pamphlet_reading::sample::reading_of;
use pamphlet_source::{SourceFile, SourceMap, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

fn tag(text: &str) -> Tag {
    Tag::parse(text).expect("is a tag")
}

fn block(kind: BlockKind) -> Block {
    Block { span: Span::new(0, 5), attrs: Attrs::default(), language: None, kind }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::new(0, 3), attrs: Attrs::default(), kind }
}

fn words(text: &str) -> Vec<Inline> {
    vec![inline(InlineKind::Text { text: text.to_owned() })]
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph { content: words(text) })
}

fn heading(level: u8, anchor: &str, role: Option<HeadingRole>) -> Block {
    let content = words(&anchor.to_uppercase());
    block(BlockKind::Heading(Heading { level, anchor: anchor.to_owned(), aliases: Vec::new(), role, content }))
}

fn list(items: Vec<Vec<Block>>) -> Block {
    let item = |blocks| ListItem { span: Span::default(), attrs: Attrs::default(), language: None, task: None, blocks };
    block(BlockKind::List(List { list: ListKind::Bullet, tight: true, items: items.into_iter().map(item).collect() }))
}

fn warning(text: &str) -> Block {
    block(BlockKind::Admonition(Admonition {
        callout: CalloutKind::Warning,
        heading: CalloutTitle::Written { span: Span::default(), content: words("Mind") },
        placement: pamphlet_document::Placement::Block,
        blocks: vec![paragraph(text)],
    }))
}

fn link(url: &str, text: &str) -> Link {
    let target = Target::External { url: url.to_owned() };
    Link { target, title: None, title_language: None, role: None, button: None, content: words(text) }
}

fn card(description: &str) -> Block {
    let own = |role, url: &str, text: &str| CardLink {
        span: Span::default(),
        attrs: Attrs::default(),
        role,
        link: link(url, text),
    };
    let logo = Picture {
        source: AssetRef::Local { asset: AssetId("img/lantern.svg".to_owned()) },
        dark: None,
        alternative: "A lantern".to_owned(),
        decorative: false,
        title: None,
        width: None,
        height: None,
        alignment: None,
        language: None,
    };
    block(BlockKind::Card(Card {
        id: Some("tools-lantern".to_owned()),
        name: "Lantern".to_owned(),
        title: CalloutTitle::Absent,
        logo: Some(logo),
        description: vec![paragraph(description)],
        links: vec![own(LinkRole::new("homepage"), "https://lantern.example", "Homepage")],
        downloads: Some(Downloads {
            span: Span::default(),
            attrs: Attrs::default(),
            summary: words("Downloads"),
            items: vec![Download {
                span: Span::default(),
                attrs: Attrs::default(),
                platform: Platform::new("f-droid"),
                content: vec![inline(InlineKind::Link(link("https://store.example/lantern", "F-Droid")))],
            }],
        }),
        further: vec![warning("Inside the card.")],
    }))
}

fn deep(levels: usize) -> Block {
    (0..levels).fold(paragraph("bottom"), |inner, _| list(vec![vec![inner]]))
}

/// A page of nearly everything; `extra` stands before the rest.
fn blocks(extra: &[Block], description: &str) -> Vec<Block> {
    let german = InlineKind::Language { language: tag("de"), content: words("Grüße") };
    let mut blocks = extra.to_vec();
    blocks.extend([
        heading(1, "tools", None),
        block(BlockKind::Paragraph { content: vec![words("Hello & ").remove(0), inline(german)] }),
        block(BlockKind::Code(CodeBlock { text: "x = \"1\"\n".to_owned(), ..CodeBlock::default() })),
        heading(2, "phones", None),
        card(description),
        warning("It needs a telephone number."),
        paragraph("twice"),
        paragraph("twice"),
        heading(2, "criteria", Some(HeadingRole::Criteria)),
        list(vec![vec![paragraph("Open source.")]]),
        heading(3, "best", Some(HeadingRole::BestCase)),
        list(vec![vec![paragraph("Audited.")]]),
        heading(2, "end", None),
        list(vec![vec![paragraph("not a criterion")]]),
    ]);
    blocks
}

fn commit() -> Revision {
    let date = "2026-08-22".to_owned();
    Revision {
        commit: Some(Commit { time: 1_787_356_800, id: "c0ffee".repeat(7)[..40].to_owned(), date }),
        changed: false,
    }
}

fn edition(locale: &str, extra: &[Block], description: &str) -> Edition {
    let mut sources = SourceMap::default();
    let source = sources.add(SourceFile::new("docs/tools.md", "# TOOLS\n\nHello\n"));
    let origin = Origin { source, start: 9 };
    let answered = SourceBlock { id: "heading-tools".to_owned(), written: "1".repeat(64) };
    let answering = if locale == "en" {
        Answering::default()
    } else {
        let answered = Arc::new(answered);
        let run = |text: &str, source: Option<&str>| SentenceRun {
            text: text.to_owned(),
            source_block: source.map(|_| Arc::clone(&answered)),
            source_text: source.map(str::to_owned),
            translated: true,
        };
        Answering {
            block_sentences: vec![vec![run("Outils", Some("Tools")), run("En plus.", None)], Vec::new()],
            note_sentences: vec![vec![run("une note", None)]],
            blocks: vec![Some(Arc::clone(&answered)), None],
            notes: vec![None],
        }
    };
    let page = Page {
        id: PageId("tools".to_owned()),
        title: "Tools".to_owned(),
        title_language: None,
        title_in_text: true,
        meta: PageMeta { description: Some("What to use".to_owned()), ..PageMeta::default() },
        language: tag(locale),
        fallback: false,
        blocks: blocks(extra, description).into_iter().map(|block| Placed { origin, block: Arc::new(block) }).collect(),
        notes: vec![Note {
            origin,
            span: Span::new(0, 4),
            label: "1".to_owned(),
            number: 1,
            references: 1,
            blocks: vec![paragraph("a note")],
        }],
        answering,
        url: Address::parse("https://site.example/tools/"),
        source,
        digest: "0".repeat(64),
        revision: Revision { changed: true, ..commit() },
        date: Some("2026-08-22".to_owned()),
        coverage: Coverage { words: 10, translated_words: 5, ..Coverage::default() },
    };
    let parts = EditionParts {
        contents: 1..=6,
        locale: tag(locale),
        source_locale: tag("en"),
        locales: vec![tag("ar"), tag("en")],
        title: "The lantern book".to_owned(),
        description: None,
        description_language: None,
        slug: "lantern".to_owned(),
        url: None,
        authors: vec!["Ada".to_owned()],
        publisher: None,
        license: Some("CC-BY-4.0".to_owned()),
        date: Some("2026-08-22".to_owned()),
        revision: commit(),
        version: None,
        subjects: Vec::new(),
        publication: Arc::default(),
        nav: vec![NavItem::Page { page: PageId("tools".to_owned()), title: "Tools".to_owned(), language: None }],
        nav_rest: Vec::new(),
        pages: vec![page],
        glossary: Vec::new(),
        coverage: Coverage::default(),
        sources: Arc::new(sources),
        vocabulary: pamphlet_document::Vocabulary::shipped(),
    };
    Edition::new(parts).expect("is resolved")
}

fn exported(edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let catalog = Catalog::of(edition.locale());
    let options = JsonOptions { whole: true, search: true, ..JsonOptions::default() };
    let exported = export(&reading_of(edition), &catalog, &Media::default(), &options).expect("can be written");
    exported.files.into_iter().map(|file| (file.path, file.bytes)).collect()
}

fn value(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("is JSON")
}

/// The value of a file that may be nested deeper than `serde_json` reads.
fn page_value(edition: &Edition) -> serde_json::Value {
    serde_json::to_value(read_page(&exported(edition)["json/tools.json"]).expect("can be read")).expect("has a form")
}

#[test]
fn reading_back_gives_an_equal_document() {
    // Deeper than the 128 levels that most parsers of JSON read.
    let edition = edition("en", &[deep(60)], "A messenger.");
    let files = exported(&edition);
    let read = read_page(&files["json/tools.json"]).expect("can be read");
    let reading = reading_of(&edition);
    let page = &reading.pages()[0];
    let placed: Vec<pamphlet_reading::Placed> = read
        .blocks
        .iter()
        .map(|entry| pamphlet_reading::Placed { origin: entry.head.origin, block: entry.block.clone() })
        .collect();
    assert_eq!(placed, page.blocks);
    assert_eq!(read.notes.iter().map(|entry| entry.note.clone()).collect::<Vec<_>>(), page.notes);
    assert_eq!((&read.head.meta, &read.head.id, &read.head.title), (&page.meta, &page.id, &page.title));
}

#[test]
fn what_is_no_page_is_refused() {
    for wrong in ["", "{", "[]", "{\"a\":1}", "{}x", "{1:2}", "\"", "{\"a\" 1}"] {
        assert!(read_page(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(matches!(read_page("[".repeat(100_000).as_bytes()), Err(JsonError::TooDeep)));
}

#[test]
fn a_block_has_its_place_and_its_words() {
    let page = page_value(&edition("en", &[], "A messenger."));
    let second = &page["blocks"][1];
    assert_eq!(second["text"], "Hello & Grüße");
    assert_eq!(second["section"], "tools");
    assert_eq!(second["place"]["path"], "docs/tools.md");
    assert_eq!((&second["place"]["line"], &second["place"]["column"]), (&3.into(), &1.into()));
    assert_eq!((&second["place"]["start"], &second["place"]["end"]), (&9.into(), &14.into()));
    assert_eq!(page["languages"]["de"]["name"], "Deutsch");
    assert_eq!(page["blocks"][4]["id"], "card-tools-lantern");
    assert_eq!(page["notes"][0]["text"], "a note");
}

#[test]
fn ids_survive_edits_elsewhere() {
    let ids = |extra: &[Block]| -> Vec<String> {
        let page = page_value(&edition("en", extra, "A messenger."));
        let blocks = page["blocks"].as_array().expect("has blocks");
        blocks.iter().map(|block| block["id"].as_str().expect("has an id").to_owned()).collect()
    };
    let before = ids(&[]);
    // It was written as other bytes than the rest of this page, which is all written as the same.
    let new = Block { span: Span::new(0, 4), ..paragraph("new at the top") };
    let after = ids(&[new, heading(2, "new", None)]);
    assert_eq!(before, after[2..]);
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
    assert_eq!(before[2], format!("{}-2", before[1]), "equal blocks are numbered");
}

#[test]
fn cards_say_what_concerns_them() {
    let files = exported(&edition("en", &[], "A messenger."));
    let cards = value(&files["cards.json"]);
    let card = &cards["cards"][0];
    assert_eq!(card["id"], "tools-lantern");
    assert_eq!(card["description"], "A messenger.");
    assert_eq!(card["links"][0]["url"], "https://lantern.example");
    assert_eq!(
        (&card["downloads"][0]["platform"], &card["downloads"][0]["store"]),
        (&"android".into(), &"f-droid".into())
    );
    let texts = |key: &str| -> Vec<String> {
        let list = card[key].as_array().expect("is a list");
        list.iter().map(|entry| entry["text"].as_str().expect("has words").to_owned()).collect()
    };
    assert_eq!(texts("warnings"), ["Inside the card.", "It needs a telephone number."]);
    assert_eq!(texts("criteria"), ["Open source.", "Audited."]);
    assert_eq!(card["criteria"][1]["level"], "best-case");
    assert_eq!(card["sections"][1]["anchor"], "phones");
}

#[test]
fn all_locales_in_one() {
    let (english, arabic) = (edition("en", &[], "A messenger."), edition("ar", &[], "مراسل."));
    let mut by_locale =
        BTreeMap::from([(tag("ar"), cards(&reading_of(&arabic))), (tag("en"), cards(&reading_of(&english)))]);
    let mut only = cards(&reading_of(&arabic));
    only[0].id = "tools-oud".to_owned();
    by_locale.entry(tag("ar")).or_default().extend(only);
    let bytes = all_cards(&tag("en"), &by_locale).expect("can be written");
    let read = read_cards(&bytes).expect("can be read");
    assert_eq!((read.locales.len(), read.cards.len()), (2, 2));
    let all = value(&bytes);
    assert_eq!(all["cards"][0]["language"], "en");
    assert_eq!(all["cards"][0]["translations"]["ar"]["description"], "مراسل.");
    assert_eq!(all["cards"][0]["translations"]["ar"]["direction"], "rtl");
    assert_eq!(all["cards"][1]["id"], "tools-oud");
    valid("cards", &all);
}

#[test]
fn the_whole_in_one_file_and_in_lines() {
    let edition = edition("en", &[], "A messenger.");
    let files = exported(&edition);
    let lines = String::from_utf8(files["site.ndjson"].clone()).expect("is UTF-8");
    let records: Vec<&str> = lines.lines().map(|line| &line[..16]).collect();
    assert_eq!(records.len(), 3);
    assert!(records[0].starts_with("{\"kind\":\"index\"") && records[2].starts_with("{\"kind\":\"card\""));
    let page = lines.lines().nth(1).expect("has a page").replacen("\"kind\":\"page\",", "", 1);
    assert_eq!(
        read_page(page.as_bytes()).expect("is a page"),
        read_page(&files["json/tools.json"]).expect("is a page")
    );
    assert!(files["site.json"].ends_with(b"]}\n"));
}

/// Sections for programs that search: those of the page, in reading order, with all of its words.
#[test]
fn sections_have_all_words_once() {
    let files = exported(&edition("en", &[paragraph("Before any heading.")], "A messenger."));
    let lines = String::from_utf8(files["search.ndjson"].clone()).expect("is UTF-8");
    let records: Vec<serde_json::Value> = lines.lines().map(|line| value(line.as_bytes())).collect();
    for record in &records {
        valid("search-record", record);
    }
    let ids: Vec<&str> = records.iter().map(|record| record["id"].as_str().expect("has an id")).collect();
    // The heading that is the title of the page begins no section of its own.
    assert_eq!(ids, ["tools", "tools#phones", "tools#criteria", "tools#best", "tools#end"]);
    assert_eq!(records[0]["text"], "Before any heading.\nHello & Grüße\nx = \"1\"");
    assert_eq!(records[3]["titles"], serde_json::json!(["Tools", "CRITERIA", "BEST"]));
    assert_eq!(records[3]["url"], "https://site.example/tools/#best");
    // Nothing refers to the footnote: it stands at the end.
    assert_eq!(records[4]["text"], "not a criterion\na note");
    let page = read_page(&files["json/tools.json"]).expect("can be read");
    let read: Vec<serde_json::Value> =
        sections(&page).iter().map(|record| serde_json::to_value(record).expect("has a form")).collect();
    assert_eq!(read, records, "the file of the page says the same");
}

/// What a page shows besides its text: files named by their content, each once, and formulas.
#[test]
fn assets_are_files_that_pages_name() {
    let formula = |source: &str| {
        let source = source.to_owned();
        inline(InlineKind::Math { notation: pamphlet_document::MathNotation::Tex, source })
    };
    let icon = inline(InlineKind::Icon { name: "material/heart".to_owned() });
    let shown = vec![formula("x^2"), icon, formula("\\nonsense{")];
    let edition = edition("en", &[block(BlockKind::Paragraph { content: shown })], "A messenger.");
    let mut media = Media::default();
    let lantern = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><circle r="4"/></svg>"#;
    media.add("img/lantern.svg", lantern).expect("is a picture");
    let options = JsonOptions { assets: true, ..JsonOptions::default() };
    let made = export(&reading_of(&edition), &Catalog::of(edition.locale()), &media, &options).expect("can be written");
    let files: BTreeMap<String, Vec<u8>> = made.files.into_iter().map(|file| (file.path, file.bytes)).collect();
    let page = value(&files["json/tools.json"]);
    valid("page", &page);
    let assets = &page["assets"];
    let picture = &assets["pictures"]["img/lantern.svg"];
    assert_eq!((&picture["width"], &picture["height"]), (&8.0.into(), &4.0.into()));
    let heart = assets["icons"]["material/heart"]["file"].as_str().expect("is named");
    // The icon of the warnings, the heart, and the lantern.
    assert_eq!(files.keys().filter(|path| path.starts_with("assets/")).count(), 3);
    assert!(String::from_utf8_lossy(&files[heart]).contains("currentColor"));
    assert!(files.contains_key(picture["file"].as_str().expect("is named")));
    assert!(assets["formulas"]["x^2"]["inline"].as_str().expect("is understood").contains("<msup>"));
    assert_eq!(assets["formulas"].as_object().expect("is a map").len(), 1, "what is not understood has no form");
    assert!(!value(&exported(&edition)["json/tools.json"]).as_object().expect("is a page").contains_key("assets"));
}
