//! Which extensions of Markdown a site has switched on.

use crate::Plugins;
use pamphlet_source::yaml::{Map, Value};

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
    /// The types of callouts and collapsibles that a site adds to those of `///` blocks, in lower case.
    pub block_types: Vec<String>,
    /// `pymdownx.quotes` with `callouts`, or `github-callouts`: `> [!note]`.
    pub quote_callouts: bool,
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
    /// `pymdownx.magiclink` with `user`, `repo` and `repo_url_shorthand`: the repository (`user/repo`, on GitHub) whose
    /// issues and people are linked where they are named.
    pub repository: Option<String>,
    /// Its `repo_url_shortener`: addresses of repositories, issues and commits are shown in short.
    pub short_addresses: bool,
    /// Its `normalize_issue_symbols`: `#` stands before every number.
    pub one_sign: bool,
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
    /// Plugins that replace markup in pages.
    pub plugins: Plugins,
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
            block_types: Vec::new(),
            quote_callouts: true,
            caret: true,
            critic: true,
            details: true,
            emoji: true,
            inline_highlight: true,
            keys: true,
            autolinks: false,
            repository: None,
            short_addresses: false,
            one_sign: false,
            mark: true,
            progress: true,
            smart_symbols: false,
            snippets: true,
            superfences: true,
            tabs: true,
            tasks: true,
            tilde: true,
            toc_depth: 6,
            plugins: Plugins::default(),
            unicode_slugs: false,
        }
    }
}

impl Dialect {
    /// Reads a `mkdocs.yml`; `data` holds what its data files say.
    #[must_use]
    pub fn of(config: &Map, data: &Map) -> Self {
        let mut dialect = config.get("markdown_extensions").map_or_else(Self::default, Self::from_extensions);
        dialect.plugins = Plugins::of(config, data);
        dialect.quote_callouts |= dialect.plugins.quote_callouts;
        dialect
    }

    /// Reads `markdown_extensions` of a `mkdocs.yml`: a list of names and of maps from a name to options, or one map.
    /// `MkDocs` itself adds `toc`, `tables` and `fenced_code`.
    #[must_use]
    pub fn from_extensions(extensions: &Value) -> Self {
        let mut dialect = Self::none();
        let nothing = Value::Null;
        match extensions {
            Value::List(list) => {
                for entry in list {
                    match entry {
                        Value::Map(map) => map.0.iter().for_each(|(name, options)| dialect.switch_on(name, options)),
                        _ => dialect.switch_on(entry.as_str().unwrap_or_default(), &nothing),
                    }
                }
            }
            Value::Map(map) => map.0.iter().for_each(|(name, options)| dialect.switch_on(name, options)),
            _ => {}
        }
        dialect
    }

    /// What `MkDocs` switches on by itself.
    fn none() -> Self {
        Self {
            abbreviations: false,
            admonitions: false,
            attributes: false,
            definitions: false,
            footnotes: false,
            markdown_in_html: false,
            tables: true,
            math: false,
            blocks: false,
            block_types: Vec::new(),
            quote_callouts: false,
            caret: false,
            critic: false,
            details: false,
            emoji: false,
            inline_highlight: false,
            keys: false,
            autolinks: false,
            repository: None,
            short_addresses: false,
            one_sign: false,
            mark: false,
            progress: false,
            smart_symbols: false,
            snippets: false,
            superfences: false,
            tabs: false,
            tasks: false,
            tilde: false,
            toc_depth: 6,
            plugins: Plugins::default(),
            unicode_slugs: false,
        }
    }

    /// Switches an extension on, by its name or entry point.
    fn switch_on(&mut self, name: &str, options: &Value) {
        let name = name.strip_prefix("markdown.extensions.").unwrap_or(name);
        match name {
            "abbr" => self.abbreviations = true,
            "admonition" => self.admonitions = true,
            "attr_list" => self.attributes = true,
            "def_list" => self.definitions = true,
            "footnotes" => self.footnotes = true,
            "md_in_html" => self.markdown_in_html = true,
            "tables" => self.tables = true,
            "toc" => self.read_toc(options),
            "extra" | "pymdownx.extra" => {
                self.abbreviations = true;
                self.attributes = true;
                self.definitions = true;
                self.footnotes = true;
                self.markdown_in_html = true;
                self.tables = true;
                self.superfences |= name == "pymdownx.extra";
            }
            "pymdownx.arithmatex" => self.math = true,
            "pymdownx.caret" => self.caret = true,
            "pymdownx.critic" => self.critic = true,
            "pymdownx.details" => self.details = true,
            "pymdownx.emoji" => self.emoji = true,
            "pymdownx.inlinehilite" => self.inline_highlight = true,
            "pymdownx.keys" => self.keys = true,
            "pymdownx.magiclink" => {
                self.autolinks = true;
                let text = |key: &str| options.get(key).and_then(Value::as_str);
                let is_on = |key: &str| options.get(key).and_then(Value::as_bool).unwrap_or(false);
                self.short_addresses = is_on("repo_url_shortener");
                self.one_sign = is_on("normalize_issue_symbols");
                let short = is_on("repo_url_shorthand");
                self.repository = match (text("user"), text("repo")) {
                    (Some(user), Some(repo)) if short => Some(format!("{user}/{repo}")),
                    _ => None,
                };
            }
            "pymdownx.mark" => self.mark = true,
            "pymdownx.progressbar" => self.progress = true,
            "pymdownx.smartsymbols" => self.smart_symbols = true,
            "pymdownx.snippets" => self.snippets = true,
            "pymdownx.superfences" => self.superfences = true,
            "pymdownx.tabbed" => self.tabs = true,
            "pymdownx.tasklist" => self.tasks = true,
            "pymdownx.tilde" => self.tilde = true,
            "pymdownx.quotes" => {
                self.quote_callouts = options.get("callouts").and_then(Value::as_bool).unwrap_or(false);
            }
            "github-callouts" | "markdown_gfm_admonition" => self.quote_callouts = true,
            _ if name.starts_with("pymdownx.blocks.") => {
                self.blocks = true;
                let types = options.get("types").and_then(Value::as_list).unwrap_or_default();
                let named = types.iter().filter_map(|own| own.get("name").unwrap_or(own).as_str());
                self.block_types.extend(named.map(str::to_lowercase));
            }
            _ => {}
        }
    }

    fn read_toc(&mut self, options: &Value) {
        if let Some(depth) = options.get("toc_depth").and_then(Value::to_text) {
            let last = depth.rsplit('-').next().and_then(|last| last.trim().parse().ok());
            self.toc_depth = last.unwrap_or(6).clamp(0, 6);
        }
        let mut slugify = options.get("slugify");
        while let Some(Value::Tagged(tagged)) = slugify {
            self.unicode_slugs |= tagged.tag.contains("pymdownx.slugs");
            slugify = Some(&tagged.value);
        }
        self.unicode_slugs |= slugify.and_then(Value::as_str).is_some_and(|name| name.contains("pymdownx.slugs"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_and_a_map_say_the_same() {
        let list = pamphlet_source::yaml::parse("- admonition\n- toc:\n    toc_depth: 3\n- pymdownx.keys\n");
        let map = pamphlet_source::yaml::parse("admonition: {}\ntoc:\n  toc_depth: 3\npymdownx.keys:\n");
        let dialect = Dialect::from_extensions(&list.unwrap());
        assert_eq!(dialect, Dialect::from_extensions(&map.unwrap()));
        assert!(dialect.admonitions && dialect.keys && !dialect.mark);
        assert!(!dialect.quote_callouts);
        let own =
            "- pymdownx.quotes: {callouts: true}\n- pymdownx.blocks.admonition:\n    types: [News, {name: rule}]\n";
        let own = Dialect::from_extensions(&pamphlet_source::yaml::parse(own).unwrap());
        assert!(own.quote_callouts && own.blocks && own.block_types == ["news", "rule"]);
        assert_eq!(dialect.toc_depth, 3);
    }
}
