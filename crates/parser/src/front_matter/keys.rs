//! Names of metadata that were translated: `Titel:` and `descripción:`, where the source page has `title:` and
//! `description:` at that place.

use crate::Skeleton;
use pamphlet_source::yaml::Map;
use pamphlet_source::{Code, Diagnostic, SourceId, Span, TextEdit};

/// Gives names back that the source page has at the same place, if both pages have as many and nobody knows the others.
pub(super) fn renamed(
    mut map: Map,
    reference: &Skeleton,
    (source, text, start, end): (SourceId, &str, usize, usize),
    is_known: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Map {
    let wanted = &reference.written.keys;
    if wanted.len() != map.0.len() || map.0.iter().map(|(key, _)| key).eq(wanted) {
        return map;
    }
    let own: Vec<String> = map.0.iter().map(|(key, _)| key.clone()).collect();
    for ((key, _), meant) in map.0.iter_mut().zip(wanted) {
        if key == meant || wanted.contains(key) || own.contains(meant) || is_known(key) {
            continue;
        }
        let mut at = start;
        let lines = text[start..end].split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), line)
        });
        let begins =
            |line: &str| line.strip_prefix(key.as_str()).is_some_and(|rest| rest.trim_start().starts_with([':', '：']));
        let place = lines.into_iter().find(|(_, line)| begins(line));
        let span = place.map_or(Span::new(start, end), |(at, _)| Span::new(at, at + key.len()));
        let message = format!("the name of metadata `{meant}` was translated, so nothing reads what it says");
        let mut said = Diagnostic::new(Code::RepairTranslatedSyntax, message)
            .at(source, span)
            .help(format!("write `{meant}:`, as the source page does"))
            .original(key);
        said.edits.extend(place.map(|_| TextEdit { span, put: meant.clone() }));
        diagnostics.push(said);
        key.clone_from(meant);
    }
    map
}
