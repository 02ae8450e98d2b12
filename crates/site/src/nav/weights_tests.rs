//! Navigations by weight, as the plugin itself makes them.

use crate::{MemoryFiles, NavEntry, load};

/// A navigation on one line.
fn nav(options: &str, files: &[(&str, &str)]) -> String {
    fn shown(entries: &[NavEntry]) -> String {
        let one = |entry: &NavEntry| match entry {
            NavEntry::Page { page, .. } => page.clone(),
            NavEntry::Link { url, .. } => url.clone(),
            NavEntry::Section { label, entries, .. } => format!("{label}[{}]", shown(entries)),
        };
        entries.iter().map(one).collect::<Vec<_>>().join(" ")
    }
    let config = format!("site_name: X\nplugins:\n  - mkdocs-nav-weight{options}\n");
    let files = files.iter().copied().chain([("mkdocs.yml", config.as_str())]);
    let loaded = load(&MemoryFiles::new(files), None).expect("is a site");
    assert_eq!(loaded.findings, []);
    shown(&loaded.site.trees[0].nav)
}

const PAGES: [(&str, &str); 8] = [
    ("docs/index.md", "---\nweight: 50\n---\n# Home\n"),
    ("docs/a.md", "---\nweight: 5\n---\n# A\n"),
    ("docs/b.md", "# B\n"),
    ("docs/c.md", "---\nweight: -1.5\nheadless: false\n---\n# C\n"),
    ("docs/h.md", "---\r\nheadless: true\r\n---\r\n# H\r\n"),
    ("docs/s/index.md", "---\nweight: 2\ntitle: C#\nretitled: true\n---\n"),
    ("docs/s/x.md", "---\nweight: 3\n---\n# X\n"),
    ("docs/t/y.md", "# Y\n"),
];

#[test]
fn weights_decide() {
    assert_eq!(nav("", &PAGES), "index c b T[t/y] C#[s/index s/x] a");
    assert_eq!(nav(":\n      reverse: true", &PAGES), "a C#[s/x s/index] b T[t/y] c index");
    let options = ":\n      index_weight: 4\n      default_page_weight: 1000";
    assert_eq!(nav(options, &PAGES), "c T[t/y] C#[s/x s/index] index a b");
}

#[test]
fn what_is_headless_or_empty_stands_in_no_navigation() {
    let pages = [
        ("docs/index.md", ""),
        ("docs/s/index.md", "---\nweight: 1\nempty: true\n---\n"),
        ("docs/s/x.md", "# X\n"),
        ("docs/t/index.md", "---\nheadless: true\n---\n# T\n"),
        ("docs/t/y.md", "# Y\n"),
    ];
    assert_eq!(nav("", &pages), "index S[s/x]");
}
