//! Which plugins of a site replace markup in its pages, and with what options.

use crate::dialect::options::shown;
use pamphlet_source::yaml::{Map, Value};

/// The plugins, and the extensions that do a plugin's work. Without a `mkdocs.yml` none is on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "plugins are switches")]
pub struct Plugins {
    /// `include-markdown`.
    pub include_markdown: Option<IncludeMarkdown>,
    /// `markdown_include`.
    pub markdown_include: Option<MarkdownInclude>,
    /// `markdown_include_variants`: `{* file.py *}` is code.
    pub include_variants: bool,
    /// `macros`, and other plugins that replace `{{ … }}`.
    pub macros: Option<Macros>,
    /// `table-reader`.
    pub tables: Option<Tables>,
    /// `mkdocs-jupyter`.
    pub notebooks: Notebooks,
    /// `mkdocstrings`, and others that replace `::: name`.
    pub directives: bool,
    /// `autorefs`.
    pub references: bool,
    /// `caption`.
    pub captions: Vec<CaptionKind>,
    /// `fancyboxmd`.
    pub double_pictures: bool,
    /// `roamlinks`, `ezlinks`, `autolinks`: `[[page]]` leads to the page of that name, wherever it lies.
    pub named_links: bool,
    /// `wikilinks` of Python-Markdown: `[[Page]]` is an address of the website.
    pub wiki_links: bool,
    /// `pymdownx.bracketspan`: `[words]{.class}` are words with attributes.
    pub bracket_spans: bool,
    /// What stands where the website shows a list of headings, from `toc`: `[TOC]` unless the site says otherwise.
    pub toc_marker: Option<String>,
    /// `tags`: `[TAGS]` stands where the website lists the pages by their tags.
    pub tags_marker: bool,
    /// Whether lists of posts are made where pages ask for them.
    pub posts_marker: bool,
    /// Whether quotes that begin with `[!NOTE]` are callouts.
    pub quote_callouts: bool,
    /// What code is called that the website draws as a diagram, beside Mermaid.
    pub notations: Vec<&'static str>,
}

/// Plugins and extensions that draw diagrams, and what the code is called that they draw.
const DRAWING: &[(&[&str], &[&str])] = &[
    (&["d2"], &["d2"]),
    (&["build-plantuml", "build_plantuml", "puml", "plantuml", "plantuml_markdown"], &["plantuml", "puml", "uml"]),
    (&["mkdocs_graphviz", "markdown_inline_graphviz", "inline_graphviz", "graphviz"], &["graphviz", "dot"]),
    (
        &["kroki"],
        &[
            "blockdiag",
            "bpmn",
            "bytefield",
            "c4plantuml",
            "d2",
            "dbml",
            "ditaa",
            "erd",
            "excalidraw",
            "graphviz",
            "nomnoml",
            "nwdiag",
            "pikchr",
            "plantuml",
            "seqdiag",
            "structurizr",
            "svgbob",
            "symbolator",
            "tikz",
            "umlet",
            "vega",
            "vegalite",
            "wavedrom",
            "wireviz",
        ],
    ),
];

/// The options of `table-reader`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// The folder of its files.
    pub folder: String,
}

/// The options of `mkdocs-jupyter`: what of notebooks the website does not show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notebooks {
    /// Whether no code is shown, only what it printed.
    pub hides_code: bool,
    /// Tags of cells that are not shown.
    pub hidden_cells: Vec<String>,
    /// Tags of cells whose code is not shown.
    pub hidden_code: Vec<String>,
    /// Tags of cells whose outputs are not shown.
    pub hidden_outputs: Vec<String>,
}

/// The options of `markdown_include`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkdownInclude {
    /// By how much headings are lowered.
    pub heading_offset: i32,
    /// Whether they are also lowered by the level of the heading that the tag stands below.
    pub inherits_depth: bool,
}

/// The options of `include-markdown`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "options are switches")]
pub struct IncludeMarkdown {
    /// What begins a tag.
    pub opening: String,
    /// What ends one.
    pub closing: String,
    /// Whether the indentation that all lines have goes.
    pub dedent: bool,
    /// By how much headings are lowered.
    pub heading_offset: i32,
    /// Whether they are also lowered by the level of the heading above, which `markdown_include` alone does.
    pub inherits_depth: bool,
    /// Whether addresses are written anew.
    pub rewrite: bool,
    /// Whether lines get the indentation of their tag.
    pub keep_indent: bool,
    /// Whether line ends at the end stay.
    pub trailing: bool,
    /// Where the part that is wanted begins.
    pub start: Option<String>,
    /// Where it ends.
    pub end: Option<String>,
    /// Whether what is included may include.
    pub recursive: bool,
    /// Patterns of files that no pattern of a tag means.
    pub exclude: Vec<String>,
}

/// What a caption of the plugin `caption` belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionTarget {
    /// The table below it.
    Table,
    /// The picture below it.
    Picture,
    /// Whatever is below it.
    Any,
}

/// A kind of captions of the plugin `caption`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptionKind {
    /// What it is called: `Table`.
    pub name: String,
    /// What it belongs to.
    pub target: CaptionTarget,
    /// What a caption begins with.
    pub mark: String,
    /// The first number.
    pub start: i64,
    /// By how much numbers grow.
    pub step: i64,
    /// What stands before its words.
    pub prefix: String,
    /// What a link without words calls it.
    pub reference: String,
    /// Its id, where it has none of its own.
    pub id: String,
    /// Whether pictures without a title have no caption.
    pub ignores_words: bool,
}

impl CaptionKind {
    /// All that are on.
    fn all(options: &Value) -> Vec<Self> {
        let more = options.get("additional_identifier").and_then(Value::as_list).unwrap_or_default();
        let known = [("table", CaptionTarget::Table), ("figure", CaptionTarget::Picture)];
        let known = known.map(|(name, target)| (name.to_owned(), target, name)).into_iter();
        let more = more.iter().filter_map(Value::to_text).map(|name| (name, CaptionTarget::Any, "custom"));
        let one = |(name, target, key): (String, CaptionTarget, &str)| {
            let of = |key: &str| options.get(key);
            let text = |option: &str, otherwise: &str| {
                of(key).and_then(|own| own.get(option)).and_then(Value::to_text).unwrap_or_else(|| otherwise.to_owned())
            };
            let number = |option: &str| text(option, "1").trim().parse().unwrap_or(1);
            let is = |option: &str| of(key).and_then(|own| own.get(option)).and_then(Value::as_bool);
            let mut made = Self {
                target,
                mark: text("markdown_identifier", "{Identifier}:"),
                start: number("start_index"),
                step: number("increment_index"),
                prefix: shown(&text("caption_prefix", "{Identifier} {index}:")),
                reference: shown(&text("reference_text", "{Identifier} {index}")),
                id: text("default_id", "_{identifier}-{index}"),
                ignores_words: is("ignore_alt") == Some(true),
                name,
            };
            made.mark = made.filled(&made.mark, 0);
            (is("enable") != Some(false) && !made.mark.is_empty()).then_some(made)
        };
        known.chain(more).filter_map(one).collect()
    }

    /// A pattern with the name and a number.
    pub(crate) fn filled(&self, pattern: &str, number: i64) -> String {
        let lower = self.name.to_lowercase();
        let mut letters = lower.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let filled = pattern.replace("{Identifier}", &capital).replace("{identifier}", &lower);
        filled.replace("{index}", &number.to_string())
    }
}

/// What `macros` knows without Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macros {
    /// The variables of the site: those of `extra`, of data files, and the configuration as `config`.
    pub variables: Map,
    /// Whether pages are read for macros unless their front matter says otherwise.
    pub by_default: bool,
    /// What begins and ends a statement, an expression and a comment.
    pub signs: [(String, String); 3],
}

impl Plugins {
    /// Reads a `mkdocs.yml`. `data` holds what its data files say.
    #[must_use]
    pub fn of(config: &Map, data: &Map) -> Self {
        let plugin = |name: &str| entry(config, "plugins", name);
        let extension = |name: &str| entry(config, "markdown_extensions", name);
        let any = |names: &[&str]| names.iter().any(|name| plugin(name).is_some());
        let toc = extension("toc").and_then(|options| options.get("marker").cloned());
        Self {
            include_markdown: plugin("include-markdown").map(|options| IncludeMarkdown::of(&options)),
            markdown_include: extension("markdown_include.include")
                .or_else(|| extension("markdown_include"))
                .or_else(|| extension("mdx_include"))
                .map(|options| MarkdownInclude::of(&options)),
            include_variants: extension("markdown_include_variants").is_some(),
            macros: Macros::of(config, data),
            tables: plugin("table-reader").map(|options| {
                let said = ["data_path", "base_path"].iter().find_map(|key| options.get(key)?.to_text());
                Tables { folder: said.unwrap_or_default() }
            }),
            notebooks: plugin("mkdocs-jupyter").map(|options| Notebooks::of(&options)).unwrap_or_default(),
            directives: any(&["mkdocstrings", "mkapi"]) || extension("mkautodoc").is_some(),
            references: any(&["autorefs", "mkdocstrings"]),
            captions: plugin("caption").map(|options| CaptionKind::all(&options)).unwrap_or_default(),
            double_pictures: any(&["fancyboxmd"]),
            named_links: any(&["roamlinks", "ezlinks", "autolinks"]),
            wiki_links: extension("wikilinks").is_some(),
            bracket_spans: extension("pymdownx.bracketspan").is_some(),
            toc_marker: match toc {
                Some(Value::Text(marker)) => Some(marker).filter(|marker| !marker.is_empty()),
                _ => Some("[TOC]".to_owned()),
            },
            tags_marker: any(&["tags", "material/tags"]),
            posts_marker: any(&["blogging"]),
            quote_callouts: any(&["gh-admonitions", "callouts", "github-admonitions"]),
            notations: DRAWING
                .iter()
                .filter(|(names, _)| any(names) || names.iter().any(|name| extension(name).is_some()))
                .flat_map(|(_, notations)| notations.iter().copied())
                .collect(),
        }
    }
}

impl Notebooks {
    fn of(options: &Value) -> Self {
        let is = |key: &str, otherwise: bool| options.get(key).and_then(Value::as_bool).unwrap_or(otherwise);
        let tags = |key: &str| {
            let list = options.get("remove_tag_config").and_then(|tags| tags.get(key)).and_then(Value::as_list);
            list.unwrap_or_default().iter().filter_map(Value::to_text).collect()
        };
        Self {
            hides_code: !is("show_input", true) || is("no_input", false),
            hidden_cells: tags("remove_cell_tags"),
            hidden_code: tags("remove_input_tags"),
            hidden_outputs: tags("remove_all_outputs_tags"),
        }
    }
}

impl MarkdownInclude {
    fn of(options: &Value) -> Self {
        Self {
            heading_offset: number(options, "headingOffset"),
            inherits_depth: options.get("inheritHeadingDepth").and_then(Value::as_bool).unwrap_or(false),
        }
    }
}

impl IncludeMarkdown {
    fn of(options: &Value) -> Self {
        let text = |key: &str| options.get(key).and_then(Value::to_text).filter(|text| !text.is_empty());
        let is = |key: &str, otherwise: bool| options.get(key).and_then(Value::as_bool).unwrap_or(otherwise);
        Self {
            opening: text("opening_tag").unwrap_or_else(|| "{%".to_owned()),
            closing: text("closing_tag").unwrap_or_else(|| "%}".to_owned()),
            dedent: is("dedent", false),
            heading_offset: number(options, "heading_offset"),
            inherits_depth: false,
            rewrite: is("rewrite_relative_urls", true),
            keep_indent: is("preserve_includer_indent", true),
            trailing: is("trailing_newlines", true),
            start: text("start"),
            end: text("end"),
            recursive: is("recursive", true),
            exclude: match options.get("exclude") {
                Some(Value::List(patterns)) => patterns.iter().filter_map(Value::to_text).collect(),
                Some(pattern) => pattern.to_text().into_iter().collect(),
                None => Vec::new(),
            },
        }
    }
}

impl Macros {
    fn of(config: &Map, data: &Map) -> Option<Self> {
        let names = ["macros", "markdownextradata"];
        let options = names.iter().find_map(|name| entry(config, "plugins", name))?;
        let mut variables = Map::default();
        if let Some(Value::Map(extra)) = config.get("extra") {
            variables.0.extend(extra.0.iter().cloned());
            variables.0.push(("extra".to_owned(), Value::Map(extra.clone())));
        }
        variables.0.extend(data.0.iter().cloned());
        let plain = config.0.iter().filter(|(key, _)| !matches!(key.as_str(), "plugins" | "markdown_extensions"));
        variables.0.push(("config".to_owned(), Value::Map(Map(plain.cloned().collect()))));
        let sign = |key: &str, otherwise: &str| {
            let said = options.get(key).and_then(Value::to_text).filter(|sign| !sign.is_empty());
            said.unwrap_or_else(|| otherwise.to_owned())
        };
        Some(Self {
            variables,
            by_default: options.get("render_by_default").and_then(Value::as_bool).unwrap_or(true),
            signs: [
                (sign("j2_block_start_string", "{%"), sign("j2_block_end_string", "%}")),
                (sign("j2_variable_start_string", "{{"), sign("j2_variable_end_string", "}}")),
                (sign("j2_comment_start_string", "{#"), sign("j2_comment_end_string", "#}")),
            ],
        })
    }
}

fn number(options: &Value, key: &str) -> i32 {
    match options.get(key) {
        Some(Value::Integer(number)) => i32::try_from(*number).unwrap_or(0).clamp(-6, 6),
        Some(Value::Bool(true)) => 1,
        _ => 0,
    }
}

/// The options of an entry of a list of names and of maps from names to options, or of one map; [`Value::Null`] for
/// one without. What has `enabled: false` is not there.
fn entry(config: &Map, list: &str, name: &str) -> Option<Value> {
    let same = |written: &str| {
        let bare = written.rsplit('/').next().unwrap_or(written);
        let bare = bare.strip_prefix("markdown.extensions.").unwrap_or(bare);
        bare == name || bare.replace('_', "-") == name.replace('_', "-")
    };
    let found = match config.get(list)? {
        Value::Map(map) => map.0.iter().find(|(key, _)| same(key)).map(|(_, options)| options.clone()),
        Value::List(items) => items.iter().find_map(|item| match item {
            Value::Map(map) => map.0.iter().find(|(key, _)| same(key)).map(|(_, options)| options.clone()),
            Value::Text(text) if same(text) => Some(Value::Null),
            _ => None,
        }),
        _ => None,
    };
    found.filter(|options| options.get("enabled").and_then(Value::as_bool) != Some(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plugins(text: &str) -> Plugins {
        let Ok(Value::Map(config)) = pamphlet_source::yaml::parse(text) else { panic!("is a map") };
        Plugins::of(&config, &Map::default())
    }

    #[test]
    fn what_is_on_is_read_with_its_options() {
        let found = plugins(
            "extra: {edition: 2}\nplugins:\n  - include_markdown:\n      heading_offset: 1\n  - macros:\n      enabled: false\n  - mkdocstrings\n\
             markdown_extensions:\n  - toc: {marker: \"\"}\n",
        );
        assert_eq!(found.include_markdown.map(|options| options.heading_offset), Some(1));
        assert!(found.macros.is_none() && found.directives && found.references && found.toc_marker.is_none());
        let found = plugins("extra: {edition: 2}\nplugins: [macros]\n").macros.expect("is on");
        assert_eq!(found.variables.get("edition"), Some(&Value::Integer(2)));
        assert_eq!(found.signs[1].0, "{{");
    }
}
