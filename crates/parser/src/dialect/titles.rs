//! The titles of code that has none of its own.

use crate::Dialect;
use pamphlet_source::yaml::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What Pygments calls the languages that it knows, by the names that authors write.
static LEXERS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lexers.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .flat_map(|(names, title)| names.split(' ').map(move |name| (name, title)))
        .collect()
});

/// What it calls code in a language that it does not know, and in none.
const UNKNOWN: &str = "Text Only";

/// `auto_title` of `pymdownx.highlight`: code is called as Pygments calls its language, or as the site does instead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeTitles {
    /// `auto_title_map`: what the site says instead of a name of Pygments.
    own: BTreeMap<String, String>,
}

impl CodeTitles {
    /// Those that the options of the extension ask for.
    pub(super) fn of(options: &Value) -> Option<Self> {
        // Without Pygments nobody knows what a language is called.
        let is_on = options.get("auto_title").and_then(Value::as_bool).unwrap_or(false);
        if !is_on || !super::options::is_on(options, "use_pygments") {
            return None;
        }
        let own = options.get("auto_title_map").and_then(Value::as_map).into_iter().flat_map(|map| &map.0);
        let own = own.filter_map(|(name, title)| {
            let title = title.get("title").unwrap_or(title).to_text();
            Some((name.clone(), title?))
        });
        Some(Self { own: own.collect() })
    }

    /// The title of code that is said to be in a language, after the names and the default of the dialect.
    pub(crate) fn of_language(&self, language: Option<&str>, dialect: &Dialect) -> String {
        let known = |name: &str| {
            let own = dialect.language_names.iter().find(|(own, _)| own == name).map_or(name, |(_, meant)| meant);
            LEXERS.get(own.to_ascii_lowercase().as_str()).copied()
        };
        let found = language.and_then(known).or_else(|| known(dialect.default_language.as_deref()?));
        let found = found.unwrap_or(UNKNOWN);
        self.own.get(found).map_or(found, String::as_str).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Appended, Input};
    use pamphlet_document::BlockKind;
    use pamphlet_source::SourceId;

    fn title(options: &str, language: Option<&str>) -> Option<String> {
        let extensions = format!("pymdownx.highlight: {{{options}}}");
        let dialect = Dialect::from_extensions(&pamphlet_source::yaml::parse(&extensions).expect("is YAML"));
        dialect.code_titles.as_ref().map(|titles| titles.of_language(language, &dialect))
    }

    #[test]
    fn code_is_called_as_pygments_calls_its_language() {
        let on = |language| title("auto_title: true", Some(language)).expect("is on");
        let called = ["py", "console", "SH", "c++", "jinja", "nosuch", "text"].map(on);
        assert_eq!(called, ["Python", "Bash Session", "Bash", "C++", "Django/Jinja", "Text Only", "Text Only"]);
        assert_eq!(title("auto_title: true", None).as_deref(), Some("Text Only"));
    }

    #[test]
    fn a_site_has_names_of_its_own() {
        let options = "auto_title: true, auto_title_map: {Python: Snake, 'Text Only': {title: '', mode: html}}, \
                       extend_pygments_lang: [{name: cf, lang: ini}]";
        assert_eq!(["py", "cf", "nosuch"].map(|name| title(options, Some(name)).unwrap()), ["Snake", "INI", ""]);
        let options = "auto_title: true, default_lang: py";
        assert_eq!([None, Some("nosuch")].map(|name| title(options, name).unwrap()), ["Python", "Python"]);
    }

    #[test]
    fn a_title_of_its_own_counts_and_an_empty_one_is_none() {
        let extensions = "pymdownx.superfences: {}\npymdownx.highlight: {auto_title: true}\nmd_in_html: {}\n";
        let dialect = Dialect::from_extensions(&pamphlet_source::yaml::parse(extensions).expect("is YAML"));
        let text = "``` py\na\n```\n\n``` py title=\"x\"\na\n```\n\n``` py title=\"\"\na\n```\n\n\
                    ``` mermaid\na\n```\n\n    a\n\n<pre><code>a</code></pre>\n";
        let (source, snippets, appended) = (SourceId(0), &(), &Appended::default());
        let input = Input { source, text, dialect: &dialect, snippets, appended, reference: None, repair: true };
        let titles = crate::parse(&input).document.blocks.into_iter().filter_map(|placed| match &placed.block.kind {
            BlockKind::Code(code) => Some(code.title.clone()),
            _ => None,
        });
        let titles: Vec<Option<String>> = titles.collect();
        assert_eq!(
            titles,
            [Some("Python"), Some("x"), None, Some("Text Only"), None].map(|title| title.map(str::to_owned))
        );
    }

    #[test]
    fn nothing_has_a_title_where_nobody_asks_for_one() {
        for options in ["", "auto_title: false", "auto_title: true, use_pygments: false"] {
            assert_eq!(title(options, Some("py")), None, "{options}");
        }
    }
}
