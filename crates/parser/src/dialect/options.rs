//! Extensions that are more than a switch.

use super::Dialect;
use pamphlet_locale::Slugs;
use pamphlet_source::yaml::Value;

/// Whether an option that is on by itself was left on.
pub(super) fn is_on(options: &Value, name: &str) -> bool {
    options.get(name).and_then(Value::as_bool).unwrap_or(true)
}

/// What `pymdownx.critic` shows of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Critic {
    /// Nothing: its marks are text.
    Off,
    /// What was and what is.
    View,
    /// What is, as if every change were accepted.
    Accept,
    /// What was, as if every change were rejected.
    Reject,
}

impl Critic {
    /// Reads `mode`.
    pub(super) fn of(options: &Value) -> Self {
        match options.get("mode").and_then(Value::as_str) {
            Some("accept") => Self::Accept,
            Some("reject") => Self::Reject,
            _ => Self::View,
        }
    }

    /// Whether its marks are read.
    #[must_use]
    pub fn is_on(self) -> bool {
        self != Self::Off
    }
}

/// `key_map` and `camel_case` of `pymdownx.keys`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyNames {
    /// What stands on the caps of keys that the site names itself, by their names.
    pub own: Vec<(String, String)>,
    /// Whether `PageUp` is `page-up`.
    pub camel_case: bool,
}

impl KeyNames {
    pub(super) fn of(options: &Value) -> Self {
        let own = options.get("key_map").and_then(Value::as_map);
        let own = own.map(|own| own.0.iter().filter_map(|(name, cap)| Some((name.clone(), cap.to_text()?))).collect());
        Self {
            own: own.unwrap_or_default(),
            camel_case: options.get("camel_case").and_then(Value::as_bool).unwrap_or(false),
        }
    }
}

/// `slugify` of `pymdownx.tabbed`: tabs have anchors of their labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabSlugs {
    /// How they are made.
    pub slugs: Slugs,
    /// `combine_header_slug`: whether the anchor of the heading above stands before them.
    pub with_heading: bool,
}

impl TabSlugs {
    /// Reads the options; nothing if tabs are numbered.
    pub(super) fn of(options: &Value) -> Option<Self> {
        let slugs = slugs(options.get("slugify")?);
        let with_heading = options.get("combine_header_slug").and_then(Value::as_bool).unwrap_or(false);
        Some(Self { slugs, with_heading })
    }
}

/// The slugs that a function makes.
pub(super) fn slugs(function: &Value) -> Slugs {
    let (name, options) = match function {
        Value::Tagged(tagged) if !tagged.tag.contains("pymdownx.slugs") => return slugs(&tagged.value),
        Value::Tagged(tagged) => (tagged.tag.as_str(), Some(&tagged.value)),
        Value::Text(name) => (name.as_str(), None),
        // As Zensical has them in TOML.
        Value::Map(_) => (function.get("object").and_then(Value::as_str).unwrap_or_default(), Some(function)),
        _ => return Slugs::Ascii,
    };
    if !name.contains("pymdownx.slugs") {
        return Slugs::Ascii;
    }
    // `slugify` is a function that makes one by its options; the others are those that old versions had.
    let is_made = name.ends_with(".slugify") && (name.contains("apply") || matches!(function, Value::Map(_)));
    let case = options.and_then(|options| options.get("kwds")?.get("case")).and_then(Value::as_str);
    let keeps_case = if is_made { case.is_none_or(|case| case == "none") } else { name.contains("_cased") };
    if keeps_case { Slugs::UnicodeCased } else { Slugs::Unicode }
}

/// A type of callout or collapsible that a site adds to those of `///` blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockType {
    /// Its name, in lower case.
    pub name: String,
    /// Whether it folds.
    pub folds: bool,
    /// The title of those that have none of their own.
    pub title: Option<String>,
    /// The class that the website gives them, after which they are called then.
    pub class: Option<String>,
}

impl BlockType {
    /// Reads a type: its name, or a map.
    pub(super) fn of(own: &Value, folds: bool) -> Option<Self> {
        let name = own.get("name").unwrap_or(own).as_str()?.to_lowercase();
        let text = |key: &str| own.get(key).and_then(Value::as_str).map(str::to_owned);
        let class = text("class").and_then(|class| class.split_whitespace().next().map(str::to_owned));
        Some(Self { name, folds, title: text("title"), class })
    }
}

/// The words of a text that a site writes in HTML.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some((_, behind)) = after.split_once('>').filter(|_| is_tag) else { break };
        out.push_str(before);
        rest = behind;
    }
    out.push_str(rest);
    html_escape::decode_html_entities(&out).into_owned()
}

/// What stands before the captions of each type of block.
pub(super) fn caption_prefixes(types: Option<&[Value]>) -> Vec<(String, String)> {
    let Some(types) = types else {
        return ["figure", "table"]
            .map(|kind| (format!("{kind}-caption"), format!("{}{} {{}}.", kind[..1].to_uppercase(), &kind[1..])))
            .into();
    };
    let text = |own: &Value, key: &str| own.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = |own: &Value| text(own, "name").or_else(|| own.as_str().map(str::to_owned));
    let prefix = |own: &Value| text(own, "prefix").map(|prefix| shown(&prefix)).unwrap_or_default();
    types.iter().filter_map(|own| Some((name(own)?, prefix(own)))).collect()
}

/// Whether a heading needs a space behind its signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingSpace {
    /// Never, as in Python-Markdown: `#Title`.
    Free,
    /// From the second level on it does not: what nobody says anything of may be a tag, `#tag`.
    FromSecond,
    /// Always, as in `CommonMark` and `pymdownx.saneheaders`.
    Needed,
}

/// Of which characters a backslash makes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Escaped {
    /// Every sign of ASCII, as in `CommonMark`.
    #[default]
    Punctuation,
    /// Those that Python-Markdown itself gives a meaning: it stays before others, whatever else is read.
    Basic,
    /// Those, and what the extensions that are on add.
    ByExtensions,
    /// All (`pymdownx.escapeall`).
    Everything,
}

/// What a backslash does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Escapes {
    /// Of which characters it makes text.
    pub escaped: Escaped,
    /// Before a space it makes one that does not break (`nbsp` of `pymdownx.escapeall`).
    pub space: bool,
}

impl Escapes {
    /// Reads `pymdownx.escapeall`.
    pub(super) fn read(&mut self, options: &Value) {
        self.escaped = Escaped::Everything;
        self.space = options.get("nbsp").and_then(Value::as_bool).unwrap_or(false);
    }
}

impl Dialect {
    /// Whether a backslash before a character is not shown.
    #[must_use]
    pub(crate) fn escapes(&self, character: char) -> bool {
        match self.escapes.escaped {
            Escaped::Everything => return true,
            Escaped::Punctuation => return character.is_ascii_punctuation(),
            Escaped::Basic | Escaped::ByExtensions => {}
        }
        match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '>' | '#' | '+' | '-' | '.' | '!' => true,
            '|' => self.tables,
            _ if self.escapes.escaped == Escaped::Basic => false,
            '$' => self.math.is_on(),
            '^' => self.insert || self.superscript,
            '~' => self.delete || self.subscript,
            ':' => self.emoji,
            '=' => self.mark || self.progress,
            '/' => self.fancy_lists || self.blocks,
            '"' | '\'' => self.smarty.is_some(),
            _ => false,
        }
    }
}

/// Which plain signs `smarty` makes typographic, and what it makes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smarty {
    /// `'` and `"`: left and right, of both.
    pub quotes: Option<[String; 4]>,
    /// `<<` and `>>`: left and right.
    pub angled: Option<[String; 2]>,
    /// `--` and `---`.
    pub dashes: Option<[String; 2]>,
    /// `...`.
    pub ellipsis: Option<String>,
}

impl Smarty {
    /// Reads the options.
    pub(super) fn of(options: &Value) -> Self {
        let sign = |name: &str, otherwise: &str| {
            let own = options.get("substitutions").and_then(|own| own.get(name)).and_then(Value::as_str);
            own.map_or_else(|| otherwise.to_owned(), |own| html_escape::decode_html_entities(own).into_owned())
        };
        let quotes = || {
            [
                sign("left-single-quote", "‘"),
                sign("right-single-quote", "’"),
                sign("left-double-quote", "“"),
                sign("right-double-quote", "”"),
            ]
        };
        let angled = options.get("smart_angled_quotes").and_then(Value::as_bool).unwrap_or(false);
        Self {
            quotes: is_on(options, "smart_quotes").then(quotes),
            angled: angled.then(|| [sign("left-angle-quote", "«"), sign("right-angle-quote", "»")]),
            dashes: is_on(options, "smart_dashes").then(|| [sign("ndash", "–"), sign("mdash", "—")]),
            ellipsis: is_on(options, "smart_ellipses").then(|| sign("ellipsis", "…")),
        }
    }
}
