//! Markup of plugins that is meant to hurt: each case is read at one size and at four times that size, with every plugin
//! on, and may not take much more than four times as long; no page may grow beyond its bounds.

use pamphlet_document::Document;
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Snippets, parse};
use pamphlet_source::yaml::{Map, Value};
use pamphlet_source::{Code, SourceId};
use std::time::{Duration, Instant};

/// Includes one text, whatever its name.
struct One {
    included: &'static str,
    path: &'static str,
}

impl Snippets for One {
    fn find(&self, _: &str) -> Option<(SourceId, &str)> {
        None
    }

    fn included(&self, from: SourceId, _: &str) -> Vec<(SourceId, &str)> {
        vec![(SourceId(from.0 + 1), self.included)]
    }

    fn path(&self, source: SourceId) -> Option<&str> {
        Some(if source == SourceId(0) { self.path } else { "parts/part.md" })
    }
}

fn dialect() -> Dialect {
    let config = "extra: {a: b, list: [1, 2, 3]}\nplugins: [include-markdown, macros, mkdocstrings, autorefs, caption, fancyboxmd, roamlinks]\nmarkdown_extensions: [markdown_include.include, tables]\n";
    let Ok(Value::Map(config)) = pamphlet_source::yaml::parse(config) else { panic!("is a map") };
    Dialect::of(&config, &Map::default())
}

fn read(text: &str, snippets: &One) -> Parsed {
    let (dialect, appended) = (dialect(), Appended::default());
    let source = SourceId(0);
    parse(&Input { source, text, dialect: &dialect, snippets, appended: &appended, reference: None, repair: true })
}

const PAGE: One = One { included: "x\n", path: "docs/a.md" };

/// What is repeated, and what stands before and behind all of it.
const REPEATED: &[(&str, &str, &str)] = &[
    ("", "{% ", ""),
    ("", "{%\n", ""),
    ("", "{% include ", ""),
    ("", "{% include \"a\" %}", ""),
    ("", "{% include \"a\" %}\n", ""),
    ("", "{% include-markdown \"a\" start=\"", "\" %}"),
    ("", "{! ", ""),
    ("", "{!a!}", ""),
    ("", "{!a!}\n", ""),
    ("", "{{ ", ""),
    ("", "{{ a }}", ""),
    ("", "{{ a }}\n", ""),
    ("", "{{ b }}", ""),
    ("", "`{{ b }}", ""),
    ("", "{{ \"", "}}"),
    ("", "{{ ' }} ", ""),
    ("", "{% raw %}", ""),
    ("", "{# ", "{{ a }}"),
    ("{{ a", "|x", "}}"),
    ("{{ a", " ~ a", "}}"),
    ("{{ ", "(", "}}"),
    ("{{ ", "[", "}}"),
    ("{{ b", ".c", "}}"),
    ("", "{% if a %}", ""),
    ("", "{% if a %}", "{% endif %}"),
    ("", "{% for x in list %}", ""),
    ("", "{% wonder %}", ""),
    ("", "[[", ""),
    ("", "[[a", "]]"),
    ("", "[a][", ""),
    ("", "[a][b]", ""),
    ("", "!![", ""),
    ("", "::: a.b\n", ""),
    ("", "::: a.b\n\n\n", ""),
    ("Figure: ", "{ ", ""),
    ("", "<!-- md:a ", ""),
];

fn quickest(text: &str) -> Duration {
    let time = |_| {
        let start = Instant::now();
        drop(read(text, &PAGE));
        start.elapsed()
    };
    (0..2).map(time).min().unwrap_or_default()
}

#[test]
fn time_grows_with_size_alone() {
    let mut slow = Vec::new();
    for (before, part, behind) in REPEATED {
        let text = |bytes: usize| format!("{before}{}{behind}", part.repeat(bytes / part.len()));
        let (small, large) = (quickest(&text(5_000)), quickest(&text(20_000)));
        if large > small * 12 + Duration::from_millis(300) {
            slow.push(format!("{part:?}: {small:?}, {large:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn large_pages_are_read() {
    for (before, part, behind) in REPEATED {
        let text = format!("{before}{}{behind}", part.repeat(60_000 / part.len()));
        let start = Instant::now();
        drop(read(&text, &PAGE));
        let taken = start.elapsed();
        assert!(taken < Duration::from_mins(1), "{part:?}: {taken:?}");
    }
}

#[test]
fn files_that_include_on_and_on_stop() {
    let deep = One { included: "{% include \"a\" %}{% include \"b\" %}\n", path: "docs/a.md" };
    let parsed = read("{% include \"a\" %}\n", &deep);
    assert!(parsed.diagnostics.iter().any(|found| found.code == Code::RecursiveSnippet));
}

#[test]
fn notebooks_are_bounded() {
    let notebook = One { included: "", path: "a.ipynb" };
    let cell = r#"{"cell_type": "markdown", "source": "![a](attachment:a.png) ", "attachments": {"a.png": {"image/png": "AAAA"}}}"#;
    let text = format!("{{\"cells\": [{}]}}", vec![cell; 2_000].join(","));
    assert_eq!(read(&text, &notebook).document.blocks.len(), 2_000);
    let nested = "[".repeat(100_000);
    let parsed = read(&nested, &notebook);
    assert_eq!(parsed.document.blocks, Document::default().blocks);
    assert!(parsed.diagnostics.iter().any(|found| found.code == Code::PluginMarkup));
}
