//! `llms.txt`: an index of the texts in the form that language models and their tools look for (llmstxt.org): a
//! heading, a summary, lists of links with a sentence about each.

use crate::inline::clean;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{NavItem, Page, PageId, Reading};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Writes the index of the pages that have a file. Links are relative to the edition's folder.
pub(crate) fn write(reading: &Reading, catalog: &Catalog, has_file: &dyn Fn(&Page) -> bool) -> String {
    let parts = reading.parts();
    let mut out = format!("# {}\n", words(&parts.title));
    if let Some(description) = &parts.description {
        let _ = writeln!(out, "\n> {}", words(description));
    }
    if let Some(license) = &parts.license {
        let _ = writeln!(out, "\n{}: {}", catalog.term(Term::Licence), words(license));
    }
    let whole = format!("{}-{}.txt", parts.slug, parts.locale);
    let _ = writeln!(out, "\n## {}\n\n- [{}]({whole})", catalog.term(Term::PlainText), words(&parts.title));
    let mut seen: BTreeSet<&PageId> =
        reading.pages().iter().filter(|page| !has_file(page)).map(|page| &page.id).collect();
    let mut loose = Vec::new();
    for item in &parts.nav {
        match item {
            NavItem::Section { title, page, items, language: _ } => {
                let mut pages: Vec<&PageId> = page.iter().collect();
                collect(items, &mut pages);
                section(reading, title, &pages, &mut seen, &mut out);
            }
            NavItem::Page { page, .. } => loose.push(page),
            NavItem::Link { .. } => {}
        }
    }
    loose.extend(reading.pages().iter().map(|page| &page.id));
    section(reading, catalog.term(Term::FurtherPages), &loose, &mut seen, &mut out);
    out
}

fn collect<'n>(items: &'n [NavItem], pages: &mut Vec<&'n PageId>) {
    for item in items {
        match item {
            NavItem::Page { page, .. } => pages.push(page),
            NavItem::Section { page, items, .. } => {
                pages.extend(page);
                collect(items, pages);
            }
            NavItem::Link { .. } => {}
        }
    }
}

/// Writes the pages that were not listed before, if there are any.
fn section<'e>(
    reading: &Reading,
    title: &str,
    pages: &[&'e PageId],
    seen: &mut BTreeSet<&'e PageId>,
    out: &mut String,
) {
    let mut begun = false;
    for page in pages.iter().filter_map(|id| reading.page(id).filter(|_| seen.insert(id))) {
        if !std::mem::replace(&mut begun, true) {
            let _ = writeln!(out, "\n## {}\n", words(title));
        }
        let title = if page.title.trim().is_empty() { page.id.0.as_str() } else { &page.title };
        let _ = write!(out, "- [{}]({})", words(title), place(&page.id));
        match &page.meta.description {
            Some(description) if !description.trim().is_empty() => {
                let _ = writeln!(out, ": {}", words(description));
            }
            Some(_) | None => out.push('\n'),
        }
    }
}

/// Words on one line, brackets that would end a link escaped.
fn words(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// The file of a page, percent-encoded.
fn place(page: &PageId) -> String {
    let mut out = String::from("text/");
    for byte in page.0.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out + ".txt"
}
