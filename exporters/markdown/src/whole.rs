//! All pages in one file, for programs that read a site at once.

use crate::block::{Out, Writer};
use crate::escape::push_text;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::Reading;

/// Writes the file: what it is, then every page in the order of the reading, home first.
pub(crate) fn write(reading: &Reading, catalog: &Catalog) -> String {
    let parts = reading.parts();
    let said = |words: &str| {
        let mut out = String::new();
        push_text(words, false, &mut out);
        out
    };
    let mut out = Out::default();
    out.paragraph(&format!("# {}", said(&parts.title)));
    if let Some(description) = &parts.description {
        out.paragraph(&format!("> {}", said(description)));
    }
    let date = parts.date.as_ref().map(|date| catalog.date(date).unwrap_or_else(|| date.clone()));
    let url = parts.url.as_ref().map(|url| format!("<{url}>"));
    let facts = [
        (Term::Date, date.map(|date| said(&date))),
        (Term::Version, parts.revision.with_version(parts.version.as_deref()).map(|version| said(&version))),
        (Term::Licence, parts.license.as_ref().map(|license| said(license))),
        (Term::NewestVersion, url),
    ];
    let facts = facts.into_iter().filter_map(|(term, value)| Some(format!("{}: {}", said(catalog.term(term)), value?)));
    out.paragraph(&facts.collect::<Vec<_>>().join("\\\n"));
    let mut text = out.into_lines().join("\n");
    text.push('\n');
    for (nth, page) in (1..).zip(reading.pages()) {
        let writer = Writer { prefix: format!("{nth}."), is_whole: true, ..Writer::page(reading, catalog, page) };
        text.push('\n');
        text.push_str(&writer.write());
    }
    text
}
