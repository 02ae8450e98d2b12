//! Links on a website of four pages.

use super::*;
use crate::system::MemorySystem;

const PAGE: &str = "<!doctype html>\n<html><head><title>a </head> b</title>\n</head><body>\n<article class=\"md-content__inner md-typeset\">\
                    <h1>Oil</h1><article></article></article></body></html>\n";

fn manifest(urls: bool) -> String {
    let page = |page: &str, url: &str| {
        let url = if urls { format!(",\"url\":\"https://lamp.example/docs/{url}\"") } else { String::new() };
        format!("{{\"page\":\"{page}\",\"title\":\"Oil & <fire>\",\"digest\":\"\"{url}}}")
    };
    let edition = |locale: &str, pages: &[String]| {
        format!(
            "{{\"locale\":\"{locale}\",\"title\":\"Lamp\",\"words\":1,\"translated_words\":1,\"pages\":[{}]}}",
            pages.join(",")
        )
    };
    let artifact = |path: &str, locale: &str, format: &str, pages: &str| {
        format!(
            "{{\"path\":\"{path}\",\"bytes\":1,\"sha256\":\"\",\"format\":\"{format}\",\"locale\":\"{locale}\",\
             \"pages\":[{pages}],\"sources\":[]}}"
        )
    };
    format!(
        "{{\"schema_version\":1,\"generator\":{{\"name\":\"pamphlet\",\"version\":\"0\"}},\"slug\":\"lamp\",\
         \"source_locale\":\"en\",\"editions\":[{},{}],\"artifacts\":[{}]}}",
        edition("en", &[page("index", ""), page("oil", "oil/")]),
        edition("it", &[page("index", "it/"), page("gone", "it/gone/")]),
        [
            artifact("en/handouts/oil.pdf", "en", "pdf", "\"oil\""),
            artifact("en/lamp-en.png", "en", "epub", ""),
            artifact("en/lamp-en.epub", "en", "epub", ""),
            artifact("it/lamp-it.epub", "it", "epub", ""),
        ]
        .join(",")
    )
}

fn website(urls: bool) -> MemorySystem {
    let system = MemorySystem::default();
    for file in ["index.html", "oil/index.html", "it/index.html", "404.html"] {
        system.write(&Path::new("site").join(file), PAGE.as_bytes()).unwrap();
    }
    system.write(Path::new("site/downloads/manifest.json"), manifest(urls).as_bytes()).unwrap();
    system.write(Path::new("site/downloads/index.html"), PAGE.as_bytes()).unwrap();
    system
}

fn request() -> AttachRequest {
    AttachRequest {
        website: "site".into(),
        downloads: "site/downloads".into(),
        captured: None,
        button: Button::Top,
        remove: false,
    }
}

fn text(system: &MemorySystem, file: &str) -> String {
    String::from_utf8(system.read(&Path::new("site").join(file), 1 << 20).unwrap()).unwrap()
}

#[test]
fn pages_are_found_by_their_addresses_or_their_names() {
    for urls in [true, false] {
        let system = website(urls);
        let done = attach(&system, &request()).unwrap();
        assert_eq!((done.pages, done.written), (3, 3), "{done:?}");
        assert_eq!(done.without, [("it".to_owned(), "gone".to_owned())]);
        let oil = text(&system, "oil/index.html");
        assert!(oil.contains("<a href=\"../downloads/en/handouts/oil.pdf\" download"), "{oil}");
        assert!(oil.contains("title=\"Oil &amp; &lt;fire&gt;, PDF\""), "{oil}");
        assert!(
            oil.contains("type=\"application/epub+zip\" href=\"../downloads/en/lamp-en.epub\" hreflang=\"en\""),
            "{oil}"
        );
        let text = text(&system, "it/index.html");
        assert!(text.contains("../downloads/it/lamp-it.epub") && text.contains("../downloads/index.html#it"), "{text}");
    }
}

#[test]
fn what_was_added_is_added_once_and_goes_without_a_trace() {
    let system = website(true);
    attach(&system, &request()).unwrap();
    let first = text(&system, "oil/index.html");
    assert_eq!(attach(&system, &request()).unwrap().written, 0);
    let below = attach(&system, &AttachRequest { button: Button::Bottom, ..request() }).unwrap();
    assert_eq!(below.written, 3);
    let bottom = text(&system, "oil/index.html");
    assert!(bottom.find("handouts/oil.pdf\" download") > bottom.find("<h1>") && first != bottom);
    let removed = attach(&system, &AttachRequest { remove: true, ..request() }).unwrap();
    assert_eq!((removed.pages, removed.written), (3, 3));
    for file in ["index.html", "oil/index.html", "it/index.html", "404.html", "downloads/index.html"] {
        assert_eq!(text(&system, file), PAGE, "{file}");
    }
}

#[test]
fn what_is_not_understood_stays_as_it_is_and_is_named() {
    let system = website(true);
    let pages = [
        ("index.html", "just words"),
        ("oil/index.html", "<html><head></head><body><div>text</div></body></html>"),
        ("it/index.html", "<html><head></head><main>text</html>"),
    ];
    for (file, text) in pages {
        system.write(&Path::new("site").join(file), text.as_bytes()).unwrap();
    }
    let done = attach(&system, &request()).unwrap();
    assert_eq!((done.pages, done.written), (0, 0));
    let why: Vec<&str> = done.left.iter().map(|(_, why)| why.as_str()).collect();
    assert_eq!(
        why,
        [
            "it has neither a head nor a body",
            "the element with its text has no end",
            "no element is known that holds its text"
        ]
    );
    for (file, before) in pages {
        assert_eq!(text(&system, file), before);
    }
    // Links for programs need no place beside the text.
    let done = attach(&system, &AttachRequest { button: Button::None, ..request() }).unwrap();
    assert_eq!((done.pages, done.left.len()), (2, 1));
}

#[test]
fn outputs_elsewhere_are_refused_with_what_to_do() {
    let system = website(true);
    let error = attach(&system, &AttachRequest { downloads: "dist".into(), ..request() }).unwrap_err().to_string();
    assert!(error.contains("there are no outputs in dist") && error.contains("--out site/downloads"), "{error}");
    let error = attach(&system, &AttachRequest { website: "empty".into(), ..request() }).unwrap_err().to_string();
    assert!(!error.is_empty());
}
