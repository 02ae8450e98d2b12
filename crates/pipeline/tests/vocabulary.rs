//! What a site's classes and icons mean, from `pamphlet.yml` to every format.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

const PAGE: &str = "# Ovens\n\n!!! loaf\n\n    **Night oven** bakes slowly.\n\n    [:material-cart:](https://bakery.example/buy){ .loaf-link }\n\n    ??? get\n\n        - [:material-truck:](https://bakery.example/van)\n        - [:octicons-moon-16:](https://shop.example/oven)\n\n## What we ask\n\nSee [what we ask](demands.md).\n\n- Warm\n\n<small>Keeps away:</small>\n\n- [Mice](demands.md){ .pest-mice }\n";

const MEANING: &str = "meaning:\n  base: none\n  cards: { classes: [loaf], links: [loaf-link], downloads: [get] }\n  roles:\n    buy: { words: { en: Buy it, de: Kaufen }, icons: [cart] }\n  downloads:\n    van: { words: { default: Van, de: Lieferwagen }, platform: road, icons: [truck] }\n    shop: { words: The Shop, store: shop, hosts: [shop.example] }\n  threats:\n    mice: { classes: [pest-mice] }\n  criteria: { pages: [demands] }\n";

/// The files of a site in German with this page and what its configuration says of the vocabulary.
fn files(page: &str, meaning: &str) -> BTreeMap<String, Vec<u8>> {
    let config =
        format!("title: T\nslug: t\nauthors: [A]\nlinks: none\nsource: {{ locale: de, pages: docs }}\n{meaning}");
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", config.as_str()),
        ("/site/docs/index.md", page),
        ("/site/docs/demands.md", "# Demands\n\nWarm.\n"),
    ]);
    let formats = vec![Format::Json, Format::Epub, Format::Text];
    let report = build(&system, &Request { formats, ..Request::new("/site", "/out") }, &()).expect("is built");
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    system.files("/out").into_iter().collect()
}

fn json(files: &BTreeMap<String, Vec<u8>>, path: &str) -> serde_json::Value {
    serde_json::from_slice(&files[path]).expect("is JSON")
}

#[test]
fn a_site_has_a_vocabulary_of_its_own() {
    let files = files(PAGE, MEANING);
    let cards = json(&files, "de/cards.json");
    let card = &cards["cards"][0];
    assert_eq!((&card["name"], &card["links"][0]["role"]), (&"Night oven".into(), &"buy".into()));
    let kinds = |key: &str| [0, 1].map(|at| card["downloads"][at][key].as_str().unwrap_or_default().to_owned());
    assert_eq!(kinds("kind"), ["van", "shop"]);
    assert_eq!(kinds("platform"), ["road", ""]);
    assert_eq!(kinds("store"), ["", "shop"]);
    assert_eq!(card["criteria"][0]["text"], "Warm");
    let page = String::from_utf8(files["de/json/index.json"].clone()).expect("is text");
    assert!(page.contains("\"kind\":\"threats\"") && page.contains("\"threat\":\"mice\""), "{page}");

    let text = String::from_utf8(files["de/text/index.txt"].clone()).expect("is text");
    let mut book = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(&files["de/t-de.epub"])).expect("is an archive");
    archive.by_name("OEBPS/text/index.xhtml").expect("is there").read_to_string(&mut book).expect("is text");
    for words in ["Kaufen", "Lieferwagen", "The Shop"] {
        assert!(text.contains(words), "{words} in\n{text}");
        assert!(book.contains(words), "{words} in\n{book}");
    }
}

#[test]
fn without_it_the_same_classes_mean_nothing() {
    let plain = files(PAGE, "");
    assert_eq!(json(&plain, "de/cards.json")["cards"], serde_json::json!([]));
    let page = String::from_utf8(plain["de/json/index.json"].clone()).expect("is text");
    assert!(!page.contains("\"role\":") && !page.contains("\"kind\":\"threats\""), "{page}");
}

#[test]
fn the_shipped_one_is_on_unless_it_is_switched_off() {
    let shipped = PAGE.replace("loaf-link", "card-link").replace("loaf", "recommendation");
    let count = |meaning: &str| {
        let files = files(&shipped, meaning);
        json(&files, "de/cards.json")["cards"].as_array().map_or(0, Vec::len)
    };
    assert_eq!((count(""), count("meaning: false\n")), (1, 0));
}
