//! Plugins that switch others on: a site that names one has all of it.

use pamphlet_source::yaml::{Map, Value};

/// The plugin of Backstage's documentation, and what it adds to every site.
const TECHDOCS: &str = "techdocs-core";
const PLUGINS: [&str; 3] = ["search", "monorepo", "gh-admonitions"];
const EXTENSIONS: [&str; 14] = [
    "toc",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.highlight",
    "pymdownx.extra",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "mdx_truly_sane_lists",
];
const BOXES: [&str; 3] = ["admonition", "pymdownx.details", "pymdownx.tabbed"];
const BLOCKS: [&str; 3] = ["pymdownx.blocks.admonition", "pymdownx.blocks.details", "pymdownx.blocks.tab"];

/// Zensical's extension that does what the plugin of MkDocs does, with its options.
const MACROS: &str = "zensical.extensions.macros";

/// Adds what the plugins of a configuration switch on to what it lists itself.
pub(crate) fn unfold(config: &mut Map) {
    if let Some(options) = listed(config, "markdown_extensions", MACROS) {
        add(config, "plugins", "macros", options);
    }
    let Some(options) = listed(config, "plugins", TECHDOCS) else { return };
    let blocks = options.get("use_pymdownx_blocks").and_then(Value::as_bool) == Some(true);
    for name in PLUGINS {
        add(config, "plugins", name, Value::Null);
    }
    for name in EXTENSIONS.into_iter().chain(if blocks { BLOCKS } else { BOXES }) {
        add(config, "markdown_extensions", name, Value::Null);
    }
}

/// The options of an entry of a list or a map.
fn listed(config: &Map, key: &str, name: &str) -> Option<Value> {
    match config.get(key)? {
        Value::Map(map) => map.get(name).cloned(),
        Value::List(items) => items.iter().find_map(|item| match item {
            Value::Map(map) => map.get(name).cloned(),
            Value::Text(text) if text == name => Some(Value::Null),
            _ => None,
        }),
        _ => None,
    }
}

fn add(config: &mut Map, key: &str, name: &str, options: Value) {
    if listed(config, key, name).is_some() {
        return;
    }
    let item = |options| Value::Map(Map(vec![(name.to_owned(), options)]));
    match config.0.iter_mut().find(|(known, _)| known == key) {
        Some((_, Value::List(items))) => items.push(item(options)),
        Some((_, Value::Map(map))) => map.0.push((name.to_owned(), options)),
        Some((_, other)) => *other = Value::List(vec![item(options)]),
        None => config.0.push((key.to_owned(), Value::List(vec![item(options)]))),
    }
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};

    #[test]
    fn macros_of_zensical_are_those_of_mkdocs() {
        let config = "site_name: X\nmarkdown_extensions:\n  zensical.extensions.macros:\n    include_dir: parts\n";
        let files = MemoryFiles::new([("mkdocs.yml", config), ("docs/index.md", "# X\n")]);
        let mkdocs = crate::mkdocs::MkDocs::read(&files, "mkdocs.yml").expect("is one");
        assert!(crate::known::is_on(&mkdocs, "macros"));
        let options = mkdocs.options("plugins", "macros").expect("is on");
        assert_eq!(options.get("include_dir").and_then(super::Value::as_str), Some("parts"));
        let found = load(&files, None).expect("is a site").findings;
        assert!(found.iter().all(|finding| !finding.message.contains("not known here")), "{found:?}");
    }

    #[test]
    fn a_plugin_brings_others() {
        let config = "site_name: X\nplugins:\n  - techdocs-core\nmarkdown_extensions:\n  - pymdownx.highlight: {linenums: false}\n\
            nav:\n  - index.md\n  - Part: '!include ./part/mkdocs.yml'\n";
        let files = MemoryFiles::new([
            ("mkdocs.yml", config),
            ("docs/index.md", "# X\n"),
            ("part/mkdocs.yml", "site_name: part\nnav: [index.md]\n"),
            ("part/docs/index.md", "# Y\n"),
        ]);
        let loaded = load(&files, None).expect("is a site");
        assert_eq!(loaded.findings, []);
        assert_eq!(loaded.site.trees[0].pages.len(), 2);
        let mkdocs = crate::mkdocs::MkDocs::read(&files, "mkdocs.yml").expect("is one");
        assert!(mkdocs.options("markdown_extensions", "admonition").is_some());
        assert!(
            mkdocs
                .options("markdown_extensions", "pymdownx.highlight")
                .is_some_and(|own| own.get("linenums").is_some())
        );
        assert!(mkdocs.options("plugins", "gh-admonitions").is_some());
    }
}
