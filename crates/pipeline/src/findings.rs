//! Where what was found stands, behind a wall.

use pamphlet_locale::Tag;
use pamphlet_source::{Diagnostic, Finding, SourceMap, Walls, Work};

/// Diagnostics of a page with file, line and column; without a page, those that concern the whole of a locale. There may
/// be very many, so this has a wall, too.
#[must_use]
pub(crate) fn located(
    diagnostics: Vec<Diagnostic>,
    sources: &SourceMap,
    locale: &Tag,
    page: Option<&str>,
    walls: &Walls,
) -> Vec<Finding> {
    let work = Work { stage: "findings", locale: Some(locale.as_str()), name: page };
    let found = || {
        let found = diagnostics.into_iter().map(|diagnostic| (diagnostic, page));
        Finding::locate_all(found, sources, locale.as_str())
    };
    walls.behind(work, found).unwrap_or_else(|fault| {
        let of = page.map_or_else(|| format!("in `{}`", locale.as_str()), |page| format!("on `{page}`"));
        let said = fault.diagnostic(format!("the list of what was found {of}"), "all files are made");
        vec![Finding::locate(said, sources, Some(locale.as_str()), page)]
    })
}
