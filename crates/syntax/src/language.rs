//! Which name means which grammar.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// The grammars. Each is unpacked when it is used first.
pub(crate) static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names that authors write, each with what it means: see the head of the file.
const NAMES: &str = include_str!("../data/names.tsv");

/// What a name means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Language {
    /// Text in which nothing stands out.
    Plain,
    /// Code of a grammar.
    Grammar(&'static SyntaxReference),
    /// What somebody wrote behind prompts, and what came back.
    Session {
        /// The grammar of what is written.
        grammar: &'static SyntaxReference,
        /// What prompts end with.
        prompts: &'static [&'static str],
    },
}

static LANGUAGES: LazyLock<BTreeMap<&'static str, Language>> = LazyLock::new(|| {
    let rows = NAMES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.flat_map(|row| {
        let mut parts = row.split('\t');
        let (names, grammar) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let prompts: Vec<&str> = parts.collect();
        let language = match GRAMMARS.find_syntax_by_name(grammar) {
            None => (grammar == "-").then_some(Language::Plain),
            Some(grammar) if prompts.is_empty() => Some(Language::Grammar(grammar)),
            Some(grammar) => Some(Language::Session { grammar, prompts: prompts.leak() }),
        };
        names.split(' ').filter_map(move |name| Some((name, language?)))
    })
    .collect()
});

/// The language of a name.
pub(crate) fn find(name: &str) -> Option<Language> {
    let name = name.trim().to_ascii_lowercase();
    // Names of ours first: to Pygments, and so to authors, some names are another language than to editors.
    LANGUAGES.get(name.as_str()).copied().or_else(|| {
        let set = &*GRAMMARS;
        let found = set.find_syntax_by_token(&name)?;
        Some(if found.name == set.find_syntax_plain_text().name { Language::Plain } else { Language::Grammar(found) })
    })
}

/// Whether the language of this name is known.
#[must_use]
pub fn knows(name: &str) -> bool {
    find(name).is_some()
}

/// Whether this is the name of text in which nothing stands out.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    matches!(find(name), Some(Language::Plain))
}

/// The known name that is nearest to one that is not, as a piece of advice: `did you mean “python”? `.
#[must_use]
pub fn nearest(name: &str) -> String {
    pamphlet_source::did_you_mean(&name.to_ascii_lowercase(), LANGUAGES.keys().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_grammar() {
        for row in NAMES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (names, rest) = row.split_once('\t').unwrap_or_else(|| panic!("no tab: {row}"));
            let grammar = rest.split('\t').next().unwrap();
            let names_of_grammars: Vec<&str> =
                GRAMMARS.syntaxes().iter().map(|grammar| grammar.name.as_str()).collect();
            let is_one = grammar == "-" || names_of_grammars.contains(&grammar);
            assert!(is_one, "no grammar is called {grammar}, but {names_of_grammars:?} are");
            for name in names.split(' ') {
                assert_eq!(name, name.to_ascii_lowercase());
                assert!(knows(name), "{name}");
            }
        }
    }

    #[test]
    fn names_of_pygments_are_known() {
        let known = ["python", "pycon", "console", "shell-session", "jsonc", "c++", "html+jinja", "yaml", "YAML", "sh"];
        for name in known {
            assert!(knows(name) && !is_plain(name), "{name}");
        }
        assert!(is_plain("text") && is_plain("none") && !knows("klingon"));
        assert!(nearest("pyhton").contains("python"));
    }
}
