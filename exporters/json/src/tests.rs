#![expect(clippy::disallowed_methods, reason = "tests look at the source tree and run the examples")]

use super::*;
use pamphlet_document::{
    Admonition, Answering, AssetId, AssetRef, Attrs, Block, BlockKind, CalloutKind, CalloutTitle, Card, CardLink,
    CodeBlock, Commit, Coverage, Download, Downloads, Edition, EditionParts, Heading, HeadingRole, Inline, InlineKind,
    Link, LinkRole, List, ListItem, ListKind, NavItem, Note, Origin, Page, PageId, PageMeta, Picture, Placed, Platform,
    Revision, SentenceRun, SourceBlock, Target,
};
use pamphlet_locale::{Address, Tag};
use pamphlet_reading::sample::reading_of;
use pamphlet_source::{SourceFile, SourceMap, Span, hexadecimal};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

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
    let files = [("ar", &arabic), ("en", &english)]
        .map(|(locale, edition)| (tag(locale), exported(edition).remove("cards.json").expect("is there")));
    let joined = join_cards(&tag("en"), &BTreeMap::from(files)).expect("can be joined");
    assert_eq!(read_cards(&joined).expect("can be read").cards[0], read.cards[0]);
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

fn valid(schema: &str, instance: &serde_json::Value) {
    let (_, text) = schemas().into_iter().find(|(name, _)| name == schema).expect("is a schema");
    let schema = serde_json::from_str(&text).expect("is JSON");
    let validator = jsonschema::validator_for(&schema).expect("is a schema");
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn files_are_valid() {
    let edition = edition("ar", &[], "مراسل.");
    let files = exported(&edition);
    valid("page", &page_value(&edition));
    valid("index", &value(&files["index.json"]));
    valid("cards", &value(&files["cards.json"]));
}

#[test]
fn a_schema_refuses_what_is_wrong() {
    let mut page = page_value(&edition("en", &[], "A messenger."));
    page["blocks"][0]["block"]["kind"] = "headline".into();
    let (_, text) = schemas().remove(0);
    let validator = jsonschema::validator_for(&serde_json::from_str(&text).expect("is JSON")).expect("is a schema");
    assert!(!validator.is_valid(&page));
}

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// What is generated: path in this crate, and content.
fn generated() -> Vec<(String, String)> {
    schemas().into_iter().map(|(name, text)| (format!("schema/{name}.schema.json"), text)).collect()
}

/// The version and what its schemas hash to, as in `schema/versions.tsv`. Descriptions may be put better.
fn version_line() -> String {
    let mut hasher = Sha256::new();
    for (_, text) in schemas() {
        let mut schema: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        without_descriptions(&mut schema);
        hasher.update(schema.to_string());
    }
    format!("{SCHEMA_VERSION}\t{}", hexadecimal(&hasher.finalize()))
}

fn without_descriptions(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(parts) => {
            parts.retain(|key, part| key != "description" || !part.is_string());
            parts.values_mut().for_each(without_descriptions);
        }
        serde_json::Value::Array(parts) => parts.iter_mut().for_each(without_descriptions),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[test]
fn generated_files_are_current() {
    for (path, text) in generated() {
        let stored = std::fs::read_to_string(format!("{FOLDER}/{path}")).unwrap_or_default();
        assert!(
            stored == text,
            "{path} is out of date: cargo test -p pamphlet-json -- --ignored write_generated_files"
        );
    }
}

#[test]
fn types_that_change_need_a_new_version() {
    let versions = std::fs::read_to_string(format!("{FOLDER}/schema/versions.tsv")).expect("is there");
    assert_eq!(
        versions.lines().last(),
        Some(version_line().as_str()),
        "the schemas changed: raise SCHEMA_VERSION (the minor part for what is added, the major part for what changes or \
         goes), say what changed in schema/CHANGES.md, then cargo test -p pamphlet-json -- --ignored write_generated_files"
    );
    let numbers: Vec<&str> = versions.lines().filter_map(|line| line.split('\t').next()).collect();
    let mut unique = numbers.clone();
    unique.dedup();
    assert_eq!(numbers, unique, "a version names one form");
    let changes = std::fs::read_to_string(format!("{FOLDER}/schema/CHANGES.md")).expect("is there");
    assert!(changes.contains(&format!("## {SCHEMA_VERSION}\n")), "schema/CHANGES.md does not say what is new");
}

/// Not a test: writes what is generated. Refuses to give a version that is known another form.
#[test]
#[ignore = "writes into the source tree"]
fn write_generated_files() {
    let path = format!("{FOLDER}/schema/versions.tsv");
    let mut versions = std::fs::read_to_string(&path).unwrap_or_default();
    let line = version_line();
    if !versions.lines().any(|known| known == line) {
        let is_known = versions.lines().any(|known| known.starts_with(&format!("{SCHEMA_VERSION}\t")));
        assert!(!is_known, "version {SCHEMA_VERSION} has another form already: raise SCHEMA_VERSION first");
        versions.push_str(&line);
        versions.push('\n');
        std::fs::write(&path, versions).expect("can be written");
    }
    for (path, text) in generated() {
        std::fs::write(format!("{FOLDER}/{path}"), text).expect("can be written");
    }
}

#[test]
fn everything_is_described() {
    for (name, text) in schemas() {
        let schema: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        let mut missing = Vec::new();
        undescribed(&schema, &name, &mut missing);
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

fn undescribed(schema: &serde_json::Value, path: &str, missing: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(parts) => {
            for (key, part) in parts {
                if let ("properties", Some(properties)) = (key.as_str(), part.as_object()) {
                    for (name, property) in properties {
                        // A tag is described by the variant that it names, and so is what a variant holds alone.
                        let by_variant = property.get("const").is_some()
                            || (path.ends_with("/oneOf") && parts.contains_key("description"));
                        if property.get("description").is_none() && !by_variant {
                            missing.push(format!("{path}/{name}"));
                        }
                    }
                }
                undescribed(part, &format!("{path}/{key}"), missing);
            }
        }
        serde_json::Value::Array(parts) => {
            for part in parts {
                undescribed(part, path, missing);
            }
        }
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

/// Writes real output into a folder of its own and runs a program there; what it printed.
fn run(name: &str, program: &str, arguments: &[&str]) -> String {
    let folder = std::env::temp_dir().join(format!("pamphlet-json-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("json")).expect("can be made");
    for (path, bytes) in exported(&edition("en", &[], "A messenger.")) {
        std::fs::write(folder.join(path), bytes).expect("can be written");
    }
    let output = Command::new(program).args(arguments).current_dir(&folder).output();
    std::fs::remove_dir_all(&folder).expect("is ours");
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("is UTF-8")
}

#[test]
#[ignore = "needs python3"]
fn the_example_in_python_runs() {
    let script = format!("{FOLDER}/examples/tools.py");
    insta::assert_snapshot!(run("python", "python3", &[&script, "."]), @"
Lantern (PHONES): https://lantern.example
  for android; 2 warnings
  written in docs/tools.md, line 3
");
}

#[test]
#[ignore = "needs node"]
fn the_example_in_node_runs() {
    let script = format!("{FOLDER}/examples/words.mjs");
    insta::assert_snapshot!(run("node", "node", &[&script, "."]), @"tools: Deutsch 1, English 29");
}

#[test]
#[ignore = "needs jq"]
fn the_examples_for_jq_run() {
    let readmes = ["README.md", "../../README.md"]
        .map(|path| std::fs::read_to_string(format!("{FOLDER}/{path}")).expect("is there"));
    let examples: Vec<(&str, &str)> = readmes
        .iter()
        .flat_map(|readme| readme.lines())
        .filter_map(|line| line.strip_prefix("jq -r '")?.split_once("' "))
        .collect();
    assert!(examples.len() >= 8, "both have examples");
    for (number, (filter, file)) in examples.into_iter().enumerate() {
        let printed = run(&format!("jq{number}"), "jq", &["-r", filter, file]);
        assert!(!printed.trim().is_empty(), "{filter} finds nothing");
    }
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

/// A page as version 1.1 wrote it, with what has another form now.
const EARLIER: &str = r#"{"schema_version":"1.1","locale":"en","source_locale":"en","id":"old","title":"Old","title_in_text":true,
"language":"en","direction":"ltr","languages":{},"fallback":false,"path":"docs/old.md","digest":"0","coverage":{"words":1,
"translated_words":1,"sentences":1,"translated_sentences":1,"blocks":1,"translated_blocks":1,"percent":100},
"meta":{"draft":false,"rest":{"to":"me","from":"you","heading":{"title":"x"}}},
"outline":[{"level":1,"anchor":"old","text":"Old"}],"sources":[],"blocks":[BLOCKS],"notes":[{"id":"note-a","digest":"0","text":"n",
"place":PLACE,"note":{"origin":{"source":0,"start":0},"span":SPAN,"label":"a","number":1,"references":1,"blocks":[]}}]}"#;

fn earlier(blocks: &[&str]) -> PageFile {
    let place = r#"{"path":"p","line":1,"column":1,"end_line":1,"end_column":1,"start":0,"end":1}"#;
    let entries: Vec<String> = blocks
        .iter()
        .map(|block| {
            format!(
                r#"{{"id":"b","digest":"0","text":"t","language":"en","direction":"ltr","place":{place},"origin":{{"source":0,"start":0}},"block":{block}}}"#
            )
        })
        .collect();
    let text = EARLIER.replace("BLOCKS", &entries.join(",")).replace("PLACE", place);
    let text = text.replace("SPAN", r#"{"start":0,"end":1}"#);
    read_page(text.as_bytes()).expect("a page of version 1 is read")
}

#[test]
fn pages_of_the_first_version_are_read() {
    let page = earlier(&[
        r#"{"span":SPAN,"kind":"heading","level":1,"anchor":"old","content":[{"span":SPAN,"kind":"text","text":"Old"}]}"#,
        r#"{"span":SPAN,"kind":"paragraph","content":[{"span":SPAN,"kind":"text","text":"one"},{"span":SPAN,"kind":"soft-break"},
        {"span":SPAN,"kind":"text","text":"two 漢"},{"span":SPAN,"kind":"soft-break"},{"span":SPAN,"kind":"text","text":"字"},
        {"span":SPAN,"kind":"link","target":{"to":"external","url":"https://e.example/"},"title":"Elsewhere","content":[]},
        {"span":SPAN,"kind":"icon","name":"material/heart"},{"span":SPAN,"kind":"code","text":"x","language":"sh"},
        {"span":SPAN,"kind":"footnote-reference","label":"a","number":1},
        {"span":SPAN,"kind":"picture","source":{"from":"local","asset":"a.png"},"alternative":"A lamp","decorative":false,
        "width":{"unit":"pixels","value":9}}]}"#,
        r#"{"span":SPAN,"kind":"admonition","callout":{"other":"riddle"},"heading":{"title":"implied","word":"Riddle"},"placement":"block",
        "blocks":[{"span":SPAN,"kind":"list","list":{"marks":"numbered","start":3},"tight":true,
        "items":[{"span":SPAN,"task":true,"blocks":[]}]}]}"#,
        r#"{"span":SPAN,"kind":"collapsible","heading":{"title":"absent"},"open":true,"placement":"block","blocks":[]}"#,
        r#"{"span":SPAN,"kind":"tabs","tabs":[{"span":SPAN,"label":[],"blocks":[]}]}"#,
        r#"{"span":SPAN,"kind":"diagram","notation":"mermaid","source":"graph"}"#,
        r#"{"span":SPAN,"kind":"card","name":"Lantern","title":{"title":"absent"},"logo":{"source":{"from":"written","address":"x"},
        "alternative":"","decorative":true},"description":[],"links":[{"span":SPAN,"role":"homepage","link":{"target":{"to":"written",
        "address":"nowhere"},"content":[]}}],"downloads":{"span":SPAN,"summary":[],"items":[{"span":SPAN,"platform":{"other":"cart"},
        "content":[]}]}}"#,
    ]);
    let blocks: Vec<pamphlet_reading::Block> = page.blocks.iter().map(|entry| entry.block.clone()).collect();
    assert_eq!(block_text(&blocks[1]), "one two 漢字ElsewherexA lamp");
    let json = serde_json::to_value(&blocks).expect("has a form");
    assert_eq!(json[0]["announced"], 1);
    assert_eq!(json[1]["content"][0]["text"], "one two 漢字");
    assert_eq!(json[1]["content"][1]["words"], "Elsewhere");
    assert_eq!(json[1]["content"][1]["target"]["kind"], "external");
    assert_eq!(json[1]["content"][5]["alternative"]["words"]["text"], "A lamp");
    assert_eq!((&json[2]["callout"], &json[2]["title"][0]["text"]), (&"riddle".into(), &"Riddle".into()));
    assert_eq!(json[2]["blocks"][0]["marks"], serde_json::json!({ "kind": "numbered", "start": 3 }));
    assert_eq!(json[6]["downloads"]["items"][0]["platform"], "other");
    assert_eq!(json[6]["links"][0]["link"]["words"], "nowhere");
    // Front matter is the author's.
    let rest = serde_json::to_value(&page.head.meta).expect("has a form");
    assert_eq!(rest["rest"], serde_json::json!({ "to": "me", "from": "you", "heading": { "title": "x" } }));
}

#[test]
fn cards_of_the_first_version_are_read() {
    let text = r#"{"schema_version":"1.0","locale":"en","cards":[{"id":"a","name":"A","language":"en","direction":"ltr","page":"p",
    "page_title":"P","fallback":false,"sections":[],"logo":{"source":{"from":"remote","url":"https://e.example/a.png"},
    "alternative":"A lamp"},"description":"d","links":[{"role":"homepage","text":"H","url":"https://e.example/","target":{"to":
    "external","url":"https://e.example/"}}],"downloads":[{"kind":{"other":"cart"},"text":"Shop"},{"kind":"linux","text":"Linux"}],
    "warnings":[{"kind":{"other":"riddle"},"text":"w"},{"kind":"danger","text":"w"}],"place":{"path":"p","line":1,"column":1,
    "end_line":1,"end_column":1,"start":0,"end":1}}]}"#;
    let cards = serde_json::to_value(read_cards(text.as_bytes()).expect("is read").cards).expect("has a form");
    let kinds = |key: &str| -> Vec<String> {
        let list = cards[0][key].as_array().expect("is a list");
        list.iter().map(|one| one["kind"].as_str().expect("is text").to_owned()).collect()
    };
    assert_eq!(kinds("downloads"), ["other", "linux"]);
    assert_eq!(kinds("warnings"), ["riddle", "danger"]);
    assert_eq!(cards[0]["logo"]["source"]["kind"], "remote");
}
