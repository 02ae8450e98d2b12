//! From the scopes of a grammar to classes.

use crate::TokenClass;
use std::sync::LazyLock;
use syntect::parsing::Scope;

/// Scopes and what they are; none for plain text that ends the search. The longest that fits counts.
const SCOPES: [(&str, Option<TokenClass>); 38] = [
    ("comment", Some(TokenClass::Comment)),
    ("string", Some(TokenClass::String)),
    ("constant", Some(TokenClass::Constant)),
    ("constant.other.placeholder", Some(TokenClass::Constant)),
    ("keyword", Some(TokenClass::Keyword)),
    ("keyword.operator", None),
    ("keyword.operator.word", Some(TokenClass::Keyword)),
    ("keyword.operator.logical.python", Some(TokenClass::Keyword)),
    ("keyword.other.unit", Some(TokenClass::Constant)),
    ("storage", Some(TokenClass::Keyword)),
    ("entity.name", Some(TokenClass::Name)),
    ("entity.name.tag", Some(TokenClass::Keyword)),
    ("entity.name.tag.yaml", Some(TokenClass::Name)),
    ("entity.name.tag.toml", Some(TokenClass::Name)),
    ("entity.name.section", Some(TokenClass::Keyword)),
    ("entity.other.attribute-name", Some(TokenClass::Name)),
    ("entity.other.inherited-class", Some(TokenClass::Name)),
    ("support.function", Some(TokenClass::Name)),
    ("support.type", Some(TokenClass::Name)),
    ("support.class", Some(TokenClass::Name)),
    ("support.macro", Some(TokenClass::Name)),
    ("support.constant", Some(TokenClass::Constant)),
    ("variable.function", Some(TokenClass::Name)),
    ("variable.annotation", Some(TokenClass::Name)),
    ("variable.language", Some(TokenClass::Constant)),
    ("variable.parameter", None),
    ("variable.other", None),
    ("markup.inserted", Some(TokenClass::Inserted)),
    ("markup.deleted", Some(TokenClass::Deleted)),
    ("markup.heading", Some(TokenClass::Keyword)),
    ("markup.raw", Some(TokenClass::String)),
    ("meta.diff.header", Some(TokenClass::Comment)),
    ("meta.diff.range", Some(TokenClass::Name)),
    ("meta.mapping.key string", Some(TokenClass::Name)),
    ("meta.interpolation", None),
    ("meta.embedded", None),
    ("source", None),
    ("text", None),
];

/// The scope around it if one is asked for, its own, and what it is.
type Row = (Option<Scope>, Scope, Option<TokenClass>);

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |(scopes, class): &(&str, Option<TokenClass>)| {
        let (outer, own) = scopes.rsplit_once(' ').map_or((None, *scopes), |(outer, own)| (Some(outer), own));
        let outer = match outer {
            Some(outer) => Some(Scope::new(outer).ok()?),
            None => None,
        };
        Some((outer, Scope::new(own).ok()?, *class))
    };
    let mut rows: Vec<_> = SCOPES.iter().filter_map(row).collect();
    // The more is said, the sooner it is asked.
    rows.sort_by_key(|(outer, own, _)| std::cmp::Reverse((outer.is_some(), own.len())));
    rows
});

/// What text within these scopes is, the outermost first.
pub(crate) fn of(scopes: &[Scope]) -> Option<TokenClass> {
    for (index, scope) in scopes.iter().enumerate().rev() {
        let fits = |(outer, own, _): &&Row| {
            own.is_prefix_of(*scope)
                && outer.is_none_or(|outer| scopes[..index].iter().any(|around| outer.is_prefix_of(*around)))
        };
        if let Some((_, _, class)) = TABLE.iter().find(fits) {
            return *class;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(scopes: &[&str]) -> Option<TokenClass> {
        of(&scopes.iter().map(|scope| Scope::new(scope).unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn every_scope_of_the_table_is_one() {
        assert_eq!(TABLE.len(), SCOPES.len());
    }

    #[test]
    fn the_innermost_scope_that_says_something_counts() {
        assert_eq!(class(&["source.python"]), None);
        assert_eq!(
            class(&["source.c", "comment.line.c", "punctuation.definition.comment.c"]),
            Some(TokenClass::Comment)
        );
        assert_eq!(class(&["source.python", "string.quoted", "meta.interpolation", "source.python.embedded"]), None);
        assert_eq!(class(&["source.rust", "keyword.operator.arithmetic.rust"]), None);
        assert_eq!(
            class(&["source.json", "meta.mapping.key.json", "string.quoted.double.json"]),
            Some(TokenClass::Name)
        );
        assert_eq!(class(&["source.json", "meta.mapping.value.json", "string.quoted"]), Some(TokenClass::String));
    }
}
