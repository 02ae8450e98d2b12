//! Icons that no set has. Exporters leave them out or show their names; here they are reported, each once for a page.

use pamphlet_document::{Edition, InlineKind, walk};
use pamphlet_media::icon;
use pamphlet_source::{Code, Diagnostic, FileRange, Finding, Span};
use std::collections::BTreeMap;

/// What there is to say about the icons of an edition. Pages that stand in for others are another locale's.
pub(crate) fn check(edition: &Edition) -> Vec<Finding> {
    let mut known: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut found_all = Vec::new();
    for page in edition.pages().iter().filter(|page| !page.fallback) {
        let mut seen: BTreeMap<&str, (FileRange, usize)> = BTreeMap::new();
        let mut see = |source, start: u32, span: Span, name| {
            if known.entry(name).or_insert_with(|| help(name)).is_some() {
                seen.entry(name).or_insert((FileRange { source, span: span.shifted(start) }, 0)).1 += 1;
            }
        };
        for placed in &page.blocks {
            walk::each_inline(std::iter::once(placed.block.as_ref()), &mut |inline| {
                if let InlineKind::Icon { name } = &inline.kind {
                    see(placed.origin.source, placed.origin.start, inline.span, name.as_str());
                }
            });
        }
        for note in &page.notes {
            walk::each_inline(&note.blocks, &mut |inline| {
                if let InlineKind::Icon { name } = &inline.kind {
                    see(note.origin.source, note.origin.start, inline.span, name.as_str());
                }
            });
        }
        for (name, (place, count)) in seen {
            let more = if count > 1 { format!(", as {} more times on this page", count - 1) } else { String::new() };
            let mut found = Diagnostic::new(Code::UnknownIcon, format!("no icon set has `{name}`{more}"));
            found = found.help(known.get(name).cloned().flatten().unwrap_or_default());
            found.place = Some(place);
            found_all.push((found, Some(page.id.0.as_str())));
        }
    }
    Finding::locate_all(found_all, &edition.parts().sources, edition.locale().as_str())
}

/// What to do about a name, if no set has it.
fn help(name: &str) -> Option<String> {
    if icon::is_known(name) {
        return None;
    }
    let code = |name: &str| format!(":{}:", name.replace('/', "-"));
    Some(icon::nearest(name).map_or_else(
        || "look the name up in the icon search of Material for MkDocs".to_owned(),
        |nearest| format!("did you mean `{}`?", code(&nearest)),
    ))
}
