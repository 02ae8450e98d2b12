//! What is said of plugins, extensions and features.

use super::*;
use crate::{MemoryFiles, load};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/plugins.md");

fn said(mkdocs: &str) -> Vec<String> {
    let files = MemoryFiles::new([("mkdocs.yml", mkdocs), ("docs/index.md", "# A\n")]);
    let found = load(&files, None).expect("is a site").findings;
    found
        .into_iter()
        .filter(|found| found.code == Code::PluginNotRun)
        .map(|found| {
            format!(
                "{}:{} {:?} {}",
                found.path().unwrap_or_default(),
                found.line().unwrap_or_default(),
                found.severity,
                found.message
            )
        })
        .collect()
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = ALL.iter().map(|row| (row.kind, row.name)).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn what_is_understood_or_harmless_is_not_said() {
    let mkdocs = "site_name: X\nplugins:\n  - search\n  - material/blog\n  - include_markdown\n\
        markdown_extensions: [admonition, pymdownx.blocks.tab, markdown.extensions.toc]\n\
        theme: {name: material, features: [navigation.tabs]}\n";
    assert!(said(mkdocs).is_empty(), "{:?}", said(mkdocs));
}

#[test]
fn what_makes_words_is_said_once_with_its_line() {
    let mkdocs = "site_name: X\nplugins:\n  - mkdocstrings:\n      handlers: {}\n  - wonder\n  - social:\n      enabled: false\n\
        extra: {}\nmarkdown_extensions:\n  - odd.words\n  - pymdownx.snippets:\n      url_download: true\n\
        theme: {name: material, features: [sparkle]}\n";
    let said = said(mkdocs);
    for part in [
        "mkdocs.yml:3 Warning the plugin `mkdocstrings` is not run: documentation",
        "mkdocs.yml:5 Warning the plugin `wonder` is not known here",
        "mkdocs.yml:10 Warning the extension `odd.words` is not known here",
        "mkdocs.yml:12 Warning the option `pymdownx.snippets: url_download` is not run",
        "mkdocs.yml:13 Note the feature of the theme `sparkle` is not known here",
    ] {
        assert!(said.iter().any(|line| line.starts_with(part)), "{part}\n{said:#?}");
    }
    assert_eq!(said.len(), 5, "{said:#?}");
}

#[test]
fn what_is_off_is_not_said() {
    assert!(said("site_name: X\nplugins:\n  - mkdocstrings:\n      enabled: false\n").is_empty());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the page that is made of the list lies in docs")]
fn generated_files_are_current() {
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(written == page(), "docs/plugins.md is stale: run `cargo xtask generate`");
}

#[test]
#[ignore = "writes docs/plugins.md"]
#[expect(clippy::disallowed_methods, reason = "the page that is made of the list lies in docs")]
fn write_generated_files() {
    std::fs::write(FILE, page()).expect("can be written");
}

#[test]
fn a_mistyped_name_gets_the_one_that_was_meant() {
    let config = "site_name: X\nplugins: [seach, i81n]\nmarkdown_extensions: [admonitoin, pymdownx.superfence]\n";
    let files = MemoryFiles::new([("mkdocs.yml", config), ("docs/index.md", "# A")]);
    let found = load(&files, None).expect("is a site").findings;
    let help: Vec<&str> = found
        .iter()
        .filter(|finding| finding.code == Code::PluginNotRun)
        .filter_map(|finding| finding.help.as_deref()?.split("? ").next())
        .collect();
    let meant = ["search", "i18n", "admonition", "pymdownx.superfences"].map(|name| format!("did you mean {name}"));
    assert_eq!(help, meant);
}
