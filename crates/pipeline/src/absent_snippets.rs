//! Snippets that are not there, where the website does not mind. Unless `check_paths` is on, it shows nothing for them
//! and says nothing: one may be a slip, so each is a warning, but where many are named a site has them as an offer (a file
//! beside each page, for who wants to add something), and what to say of that is one sentence.

use crate::findings::located;
use pamphlet_locale::Tag;
use pamphlet_parser::Dialect;
use pamphlet_source::{Code, Diagnostic, Finding, Severity, SourceId, SourceMap, Walls, limits};

/// A page, and what was found of snippets that are missing there.
pub(crate) type AbsentSnippets = (String, Vec<Diagnostic>);

/// Parts what was found on a page: the rest, and the snippets that are missing without harm to the website.
pub(crate) fn parted(
    found: Vec<Diagnostic>,
    dialect: &Dialect,
    (source, text): (SourceId, &str),
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let is_absent = |diagnostic: &Diagnostic| {
        dialect.snippets
            && !dialect.snippets_checked
            && diagnostic.code == Code::MissingSnippet
            && (diagnostic.place.filter(|place| place.source == source))
                .is_some_and(|place| text.get(place.span.range()).is_some_and(|line| line.contains("-8<-")))
    };
    found.into_iter().partition(|diagnostic| !is_absent(diagnostic))
}

/// What to say about the snippets that the pages of a locale lack.
pub(crate) fn told(absent: Vec<AbsentSnippets>, locale: &Tag, walls: &Walls, sources: &SourceMap) -> Vec<Finding> {
    let count: usize = absent.iter().map(|(_, found)| found.len()).sum();
    let pages = absent.iter().filter(|(_, found)| !found.is_empty()).count();
    if count <= limits::ABSENT_SNIPPETS {
        return absent
            .into_iter()
            .flat_map(|(page, found)| located(found, sources, locale, Some(&page), walls))
            .collect();
    }
    let first = absent.into_iter().find_map(|(_, found)| found.into_iter().next());
    let Some(first) = first else { return Vec::new() };
    let message = format!("{count} snippets on {pages} pages cannot be found; of the first, {}", first.message);
    let said = Diagnostic {
        severity: Severity::Note,
        message,
        help: Some(
            "the website shows nothing in their place either, since check_paths is off; where they have to be there, \
             `check_paths: true` for pymdownx.snippets names each of them"
                .to_owned(),
        ),
        original: None,
        edits: Vec::new(),
        ..first
    };
    vec![Finding::locate(said, sources, Some(locale.as_str()), None)]
}
