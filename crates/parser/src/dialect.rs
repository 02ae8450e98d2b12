//! Which extensions of Markdown a site has switched on, and how; and what its classes and icons mean.

mod formulas;
pub(crate) mod options;
mod repository;
mod titles;

pub use formulas::Formulas;
pub use options::{BlockType, Critic, Escaped, Escapes, HeadingSpace, KeyNames, Smarty, TabSlugs};
pub use repository::{Host, Repository};
pub use titles::CodeTitles;

use crate::Plugins;
use pamphlet_locale::Slugs;
use pamphlet_source::yaml::{Map, Value};
use pamphlet_vocabulary::Vocabulary;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The extensions. Without a `mkdocs.yml`, all. The vocabulary is the shipped one unless it is set.
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
    /// `pymdownx.arithmatex`, and other extensions for formulas.
    pub math: Formulas,
    /// `pymdownx.blocks.*`: `///` blocks.
    pub blocks: bool,
    /// The types of callouts and collapsibles that a site adds to those of `///` blocks.
    pub block_types: Vec<BlockType>,
    /// `pymdownx.blocks.caption` with `auto`: captions without a number of their own are counted.
    pub counts_captions: bool,
    /// `pymdownx.blocks.caption`: what stands before captions, by the type of block, `{}` for the number.
    pub caption_prefixes: Vec<(String, String)>,
    /// How many levels of them are counted; all where it is none.
    pub caption_levels: usize,
    /// `pymdownx.quotes` with `callouts`, or `github-callouts`: `> [!note]`.
    pub quote_callouts: bool,
    /// `pymdownx.caret` with `insert`: `^^inserted^^`.
    pub insert: bool,
    /// `pymdownx.caret` with `superscript`: `x^2^`.
    pub superscript: bool,
    /// `pymdownx.critic`, and what it shows of a change.
    pub critic: Critic,
    /// `pymdownx.details`.
    pub details: bool,
    /// `pymdownx.emoji`: icons and emoji.
    pub emoji: bool,
    /// Its `custom_icons`: the site has sets of icons of its own.
    pub custom_icons: bool,
    /// `pymdownx.inlinehilite`.
    pub inline_highlight: bool,
    /// `pymdownx.highlight` or `codehilite` with `linenums`: lines of code are numbered where a block does not say.
    pub line_numbers: bool,
    /// `pymdownx.highlight` with `default_lang`: what fenced code is in that names no language.
    pub default_language: Option<String>,
    /// `extend_pygments_lang` of `pymdownx.highlight`: names of the site's own, and the languages that they stand for.
    pub language_names: Vec<(String, String)>,
    /// `auto_title` of `pymdownx.highlight`: what code is called that has no title of its own.
    pub code_titles: Option<CodeTitles>,
    /// `pymdownx.keys`.
    pub keys: bool,
    /// What it calls keys beside what is known.
    pub key_names: KeyNames,
    /// `pymdownx.magiclink`.
    pub autolinks: bool,
    /// `pymdownx.magiclink` with `user` and `repo`: the repository of the site.
    pub repository: Option<Repository>,
    /// Its `repo_url_shorthand`: issues and people are linked where they are named.
    pub names_issues: bool,
    /// Its `repo_url_shortener`: addresses of repositories, issues and commits are shown in short.
    pub short_addresses: bool,
    /// Its `normalize_issue_symbols`: `#` stands before every number.
    pub one_sign: bool,
    /// Its `hide_protocol`: addresses are shown from their host on.
    pub hides_protocol: bool,
    /// `pymdownx.mark`.
    pub mark: bool,
    /// Unless `pymdownx.betterem` says `smart_enable: all` or `asterisk`: `2*3*4` has emphasis inside of a word.
    pub stars_in_words: bool,
    /// `pymdownx.progressbar`.
    pub progress: bool,
    /// `pymdownx.smartsymbols`.
    pub smart_symbols: bool,
    /// `pymdownx.snippets`.
    pub snippets: bool,
    /// Its `dedent_subsections`: parts of files lose the indentation that all their lines have.
    pub snippet_dedent: bool,
    /// Its `check_paths`: the website is not built where one is missing.
    pub snippets_checked: bool,
    /// `pymdownx.superfences`.
    pub superfences: bool,
    /// Unless it says `disable_indented_code_blocks`: what is indented by four is code.
    pub indented_code: bool,
    /// `pymdownx.tabbed`.
    pub tabs: bool,
    /// `pymdownx.tasklist`.
    pub tasks: bool,
    /// `pymdownx.tabbed` with `slugify`: tabs have anchors of their labels.
    pub tab_anchors: Option<TabSlugs>,
    /// `pymdownx.tilde` with `delete`: `~~deleted~~`.
    pub delete: bool,
    /// `pymdownx.tilde` with `subscript`: `H~2~O`.
    pub subscript: bool,
    /// The levels of headings that contents name: `toc_depth` of `toc`, all if not said.
    pub contents: RangeInclusive<u8>,
    /// `toc: baselevel`: the level that a heading of the first level is shown at, 1 if not said.
    pub base_level: u8,
    /// `toc: marker`: the paragraph that the website replaces by the contents of the page; none if it replaces none.
    pub contents_marker: Option<String>,
    /// `footnotes` with `PLACE_MARKER`: the paragraph that the website replaces by the notes of the page; none as before.
    pub notes_marker: Option<String>,
    /// `wikilinks`: `[[Page]]`, and what stands before and behind the name in its address.
    pub wiki_links: Option<(String, String)>,
    /// Plugins that replace markup in pages.
    pub plugins: Plugins,
    /// `toc: slugify`: how anchors of headings are made.
    pub slugs: Slugs,
    /// What classes and icons mean inside cards and lists of threats.
    pub vocabulary: Arc<Vocabulary>,
    /// Which characters a backslash makes text of.
    pub escapes: Escapes,
    /// `nl2br`: each line end breaks.
    pub line_breaks: bool,
    /// `sane_lists`: a list ends where its kind of marker changes.
    pub sane_lists: bool,
    /// `mdx_truly_sane_lists`: by how many columns a list nests, 4 if not said.
    pub list_indent: usize,
    /// `mdx_breakless_lists`: a list needs no blank line before it.
    pub breakless_lists: bool,
    /// `pymdownx.fancylists`: lists of letters, roman numbers and `#.`.
    pub fancy_lists: bool,
    /// Whether `1)` begins an item, as in `CommonMark` and `pymdownx.fancylists`.
    pub bracket_lists: bool,
    /// Whether a heading needs a space behind its signs.
    pub headings: HeadingSpace,
    /// `smarty`: typographic signs for plain ones.
    pub smarty: Option<Smarty>,
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
            math: Formulas::ALL,
            blocks: true,
            block_types: Vec::new(),
            counts_captions: true,
            caption_prefixes: Vec::new(),
            caption_levels: 0,
            quote_callouts: true,
            insert: true,
            superscript: true,
            critic: Critic::View,
            details: true,
            emoji: true,
            custom_icons: false,
            inline_highlight: true,
            line_numbers: false,
            default_language: None,
            language_names: Vec::new(),
            code_titles: None,
            keys: true,
            key_names: KeyNames::default(),
            autolinks: false,
            repository: None,
            names_issues: false,
            short_addresses: false,
            one_sign: false,
            hides_protocol: false,
            mark: true,
            stars_in_words: true,
            progress: true,
            smart_symbols: false,
            snippets: true,
            snippet_dedent: false,
            snippets_checked: false,
            superfences: true,
            indented_code: true,
            tabs: true,
            tasks: true,
            tab_anchors: None,
            delete: true,
            subscript: true,
            contents: 1..=6,
            base_level: 1,
            contents_marker: Some("[TOC]".to_owned()),
            notes_marker: Some("///Footnotes Go Here///".to_owned()),
            wiki_links: None,
            plugins: Plugins::default(),
            slugs: Slugs::Ascii,
            vocabulary: Vocabulary::shipped(),
            escapes: Escapes::default(),
            line_breaks: false,
            sane_lists: false,
            list_indent: 4,
            breakless_lists: false,
            fancy_lists: false,
            bracket_lists: true,
            headings: HeadingSpace::FromSecond,
            smarty: None,
        }
    }
}

impl Dialect {
    /// Reads a `mkdocs.yml`; `data` holds what its data files say.
    #[must_use]
    pub fn of(config: &Map, data: &Map) -> Self {
        let mut dialect = Self::from_extensions(config.get("markdown_extensions").unwrap_or(&Value::Null));
        dialect.plugins = Plugins::of(config, data);
        dialect.quote_callouts |= dialect.plugins.quote_callouts;
        dialect
    }

    /// Reads `markdown_extensions` of a `mkdocs.yml`: a list of names and of maps from a name to options, or one map.
    /// `MkDocs` itself adds `toc`, `tables` and `fenced_code`. Where nothing is said, what only an extension reads is read
    /// all the same, for nobody means its marks to be seen; what Python-Markdown reads in a way of its own is read so.
    #[must_use]
    pub fn from_extensions(extensions: &Value) -> Self {
        if *extensions == Value::Null {
            return Self {
                escapes: Escapes { escaped: Escaped::Basic, space: false },
                headings: HeadingSpace::Free,
                bracket_lists: false,
                ..Self::default()
            };
        }
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

    /// The repository whose issues and people are linked where they are named.
    pub(crate) fn named_repository(&self) -> Option<&Repository> {
        self.repository.as_ref().filter(|_| self.names_issues)
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
            math: Formulas::NONE,
            blocks: false,
            quote_callouts: false,
            insert: false,
            superscript: false,
            critic: Critic::Off,
            details: false,
            emoji: false,
            inline_highlight: false,
            keys: false,
            mark: false,
            progress: false,
            snippets: false,
            superfences: false,
            tabs: false,
            tasks: false,
            delete: false,
            subscript: false,
            escapes: Escapes { escaped: Escaped::ByExtensions, space: false },
            bracket_lists: false,
            headings: HeadingSpace::Free,
            ..Self::default()
        }
    }

    /// Switches an extension on, by its name or entry point.
    fn switch_on(&mut self, name: &str, options: &Value) {
        self.math.switch_on(name, options);
        if let Some(name) = name.strip_prefix("pymdownx.") {
            return match name.strip_prefix("blocks.") {
                Some(block) => self.switch_on_blocks(block, options),
                None => self.switch_on_pymdown(name, options),
            };
        }
        match name.strip_prefix("markdown.extensions.").unwrap_or(name) {
            "abbr" => self.abbreviations = true,
            "admonition" => self.admonitions = true,
            "attr_list" => self.attributes = true,
            "def_list" => self.definitions = true,
            "footnotes" => {
                self.footnotes = true;
                if let Some(marker) = options.get("PLACE_MARKER").and_then(Value::as_str) {
                    self.notes_marker = Some(marker.to_owned()).filter(|marker| !marker.is_empty());
                }
            }
            "wikilinks" => {
                let text = |key: &str| options.get(key).and_then(Value::as_str).unwrap_or("/").to_owned();
                self.wiki_links = Some((text("base_url"), text("end_url")));
            }
            "md_in_html" => self.markdown_in_html = true,
            "tables" => self.tables = true,
            "toc" => self.read_toc(options),
            "extra" => self.switch_on_extra(),
            "codehilite" => self.read_highlight(options),
            "nl2br" => self.line_breaks = true,
            "sane_lists" => self.sane_lists = true,
            "smarty" => self.smarty = Some(Smarty::of(options)),
            "mdx_truly_sane_lists" => self.read_sane_lists(options),
            "mdx_breakless_lists" => self.breakless_lists = true,
            "markdown_del_ins" | "del_ins" => (self.delete, self.insert) = (true, true),
            "markdown_checklist.extension" => self.tasks = true,
            "github-callouts" | "markdown_gfm_admonition" => self.quote_callouts = true,
            _ => {}
        }
    }

    /// Switches on what several extensions of Python-Markdown are together.
    fn switch_on_extra(&mut self) {
        self.abbreviations = true;
        self.attributes = true;
        self.definitions = true;
        self.footnotes = true;
        self.markdown_in_html = true;
        self.tables = true;
    }

    /// Switches an extension of PyMdown on, by its name behind `pymdownx.`.
    fn switch_on_pymdown(&mut self, name: &str, options: &Value) {
        let is_on = |key: &str| options.get(key).and_then(Value::as_bool).unwrap_or(false);
        match name {
            "extra" => {
                self.switch_on_extra();
                self.superfences = true;
            }
            "betterem" => {
                let smart = options.get("smart_enable").and_then(Value::as_str);
                self.stars_in_words = !matches!(smart, Some("all" | "asterisk"));
            }
            "caret" => {
                self.insert = options::is_on(options, "insert");
                self.superscript = options::is_on(options, "superscript");
            }
            "critic" => self.critic = Critic::of(options),
            "details" => self.details = true,
            "emoji" => {
                self.emoji = true;
                let own = options.get("options").and_then(|options| options.get("custom_icons"));
                self.custom_icons = own.and_then(Value::as_list).is_some_and(|own| !own.is_empty());
            }
            "escapeall" => self.escapes.read(options),
            "fancylists" => (self.fancy_lists, self.bracket_lists) = (true, true),
            "highlight" => self.read_highlight(options),
            "inlinehilite" => self.inline_highlight = true,
            "keys" => {
                self.keys = true;
                self.key_names = KeyNames::of(options);
            }
            "magiclink" => {
                self.autolinks = true;
                self.short_addresses = is_on("repo_url_shortener");
                self.one_sign = is_on("normalize_issue_symbols");
                self.hides_protocol = is_on("hide_protocol");
                self.repository = Repository::of(options);
                self.names_issues = is_on("repo_url_shorthand");
            }
            "mark" => self.mark = true,
            "progressbar" => self.progress = true,
            "quotes" => self.quote_callouts = is_on("callouts"),
            "saneheaders" => self.headings = HeadingSpace::Needed,
            "smartsymbols" => self.smart_symbols = true,
            "snippets" => {
                self.snippets = true;
                self.snippet_dedent = is_on("dedent_subsections");
                self.snippets_checked = is_on("check_paths");
            }
            "superfences" => {
                self.superfences = true;
                self.indented_code = !is_on("disable_indented_code_blocks");
            }
            "tabbed" => {
                self.tabs = true;
                self.tab_anchors = TabSlugs::of(options);
            }
            "tasklist" => self.tasks = true,
            "tilde" => {
                self.delete = options::is_on(options, "delete");
                self.subscript = options::is_on(options, "subscript");
            }
            _ => {}
        }
    }

    /// Switches a kind of block on, by its name behind `pymdownx.blocks.`.
    fn switch_on_blocks(&mut self, name: &str, options: &Value) {
        self.blocks = true;
        if name == "tab" {
            self.tab_anchors = TabSlugs::of(options).or(self.tab_anchors);
        }
        let types = options.get("types").and_then(Value::as_list);
        if name.ends_with("caption") {
            self.counts_captions = options::is_on(options, "auto");
            let levels = options.get("auto_level").and_then(Value::to_text);
            self.caption_levels = levels.and_then(|levels| levels.trim().parse().ok()).unwrap_or(0);
            self.caption_prefixes = options::caption_prefixes(types);
        } else {
            let folds = name.ends_with("details");
            self.block_types.extend(types.unwrap_or_default().iter().filter_map(|own| BlockType::of(own, folds)));
        }
    }

    fn read_highlight(&mut self, options: &Value) {
        self.line_numbers = options.get("linenums").and_then(Value::as_bool).unwrap_or(false);
        self.default_language = options.get("default_lang").and_then(Value::as_str).map(str::to_owned);
        let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::to_text);
        let own = options.get("extend_pygments_lang").and_then(Value::as_list).unwrap_or_default();
        let names = own.iter().filter_map(|entry| Some((text(entry, "name")?, text(entry, "lang")?)));
        self.language_names.extend(names);
        self.code_titles = CodeTitles::of(options);
    }

    fn read_sane_lists(&mut self, options: &Value) {
        let indent = options.get("nested_indent").and_then(Value::to_text);
        self.list_indent = indent.and_then(|indent| indent.trim().parse().ok()).unwrap_or(2).clamp(1, 8);
        self.sane_lists = options::is_on(options, "truly_sane");
    }

    fn read_toc(&mut self, options: &Value) {
        if let Some(depth) = options.get("toc_depth").and_then(Value::to_text) {
            let level = |text: &str| text.trim().parse().ok().map(|level: u8| level.min(6));
            let (first, last) = depth.split_once('-').unwrap_or(("1", &depth));
            self.contents = level(first).unwrap_or(1)..=level(last).unwrap_or(6);
        }
        if let Some(level) = options.get("baselevel").and_then(Value::to_text) {
            self.base_level = level.trim().parse().unwrap_or(1).clamp(1, 6);
        }
        if let Some(marker) = options.get("marker").and_then(Value::as_str) {
            self.contents_marker = Some(marker.to_owned()).filter(|marker| !marker.is_empty());
        }
        self.slugs = options.get("slugify").map_or(Slugs::Ascii, options::slugs);
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
        let names =
            "- pymdownx.highlight:\n    extend_pygments_lang:\n      - {name: cf, lang: ini, options: {a: true}}\n";
        let named = Dialect::from_extensions(&pamphlet_source::yaml::parse(names).unwrap());
        assert_eq!(named.language_names, [("cf".to_owned(), "ini".to_owned())]);
        let own =
            "- pymdownx.quotes: {callouts: true}\n- pymdownx.blocks.admonition:\n    types: [News, {name: rule}]\n";
        let own = Dialect::from_extensions(&pamphlet_source::yaml::parse(own).unwrap());
        assert!(
            own.quote_callouts
                && own.blocks
                && own.block_types.iter().map(|own| own.name.as_str()).eq(["news", "rule"])
        );
        assert_eq!(dialect.contents, 1..=3);
    }
}
