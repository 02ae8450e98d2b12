//! The whole of a reading in one file: what it is, its contents, its pages, its glossary, with a line between them.

use crate::inline::clean;
use crate::wrap::Wrapper;
use crate::writer::Writer;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{File, NavItem, Reading};

/// Writes the file out of the texts of the pages, which are in the order of the reading.
pub(crate) fn write(
    reading: &Reading,
    catalog: &Catalog,
    pages: &[File],
    wrapper: &mut Wrapper,
    width: usize,
) -> String {
    let parts = reading.parts();
    let mut writer = Writer::new(reading, catalog, None, wrapper, width);
    writer.heading(1, &clean(&parts.title));
    writer.space(1);
    if let Some(description) = &parts.description {
        writer.within(parts.description_language.as_ref(), |writer| writer.text(&clean(description)));
        writer.space(1);
    }
    let people: Vec<&str> = parts.authors.iter().chain(&parts.publisher).map(String::as_str).collect();
    if !people.is_empty() {
        writer.text(&clean(&people.join(", ")));
    }
    let mut fact = |term: Term, value: &str| {
        let fact = format!("{}: {}", catalog.term(term), clean(value));
        let fact = if term == Term::NewestVersion { writer.isolated(fact) } else { fact };
        writer.text(&fact);
    };
    if !catalog.name().is_empty() {
        fact(Term::Language, catalog.name());
    }
    if let Some(date) = &parts.date {
        fact(Term::Date, &catalog.date(date).unwrap_or_else(|| date.clone()));
    }
    if let Some(version) = parts.revision.with_version(parts.version.as_deref()) {
        fact(Term::Version, &version);
    }
    if let Some(license) = &parts.license {
        fact(Term::Licence, license);
    }
    if parts.locale != parts.source_locale {
        fact(Term::Translated, &catalog.percent(parts.coverage.percent().into()));
    }
    if let Some(url) = &parts.url {
        fact(Term::NewestVersion, url);
    }
    writer.space(2);
    writer.heading(2, catalog.term(Term::Contents));
    writer.space(1);
    write_nav(&mut writer, &parts.nav, 0);
    if !parts.nav_rest.is_empty() {
        if parts.nav.is_empty() {
            write_rest(&mut writer);
        } else {
            writer.text(catalog.term(Term::FurtherPages));
            writer.indented(2, write_rest);
        }
    }
    let mut out = std::mem::take(&mut writer.out);
    let parting = format!("\n\n{}\n\n", "=".repeat(width));
    for page in pages {
        out.push_str(&parting);
        out.push_str(&String::from_utf8_lossy(&page.bytes));
    }
    if !parts.glossary.is_empty() {
        let mut writer = Writer::new(reading, catalog, None, wrapper, width);
        writer.heading(1, catalog.term(Term::Abbreviations));
        writer.space(1);
        for entry in &parts.glossary {
            writer.text(&clean(&entry.term));
            writer.indented(4, |writer| writer.text(&clean(&entry.expansion)));
        }
        out.push_str(&parting);
        out.push_str(&writer.out);
    }
    out
}

fn write_rest(writer: &mut Writer<'_, '_>) {
    let reading = writer.reading;
    for id in &reading.parts().nav_rest {
        if let Some(page) = reading.page(id) {
            writer.within(Some(&page.language), |writer| writer.text(&clean(&page.title)));
        }
    }
}

fn write_nav(writer: &mut Writer<'_, '_>, items: &[NavItem], depth: usize) {
    for item in items {
        match item {
            NavItem::Page { title, language, page: _ } => {
                writer.within(language.as_ref(), |writer| writer.text(&clean(title)));
            }
            NavItem::Section { title, language, items, page: _ } => {
                writer.within(language.as_ref(), |writer| writer.text(&clean(title)));
                if depth < 32 {
                    writer.indented(2, |writer| write_nav(writer, items, depth + 1));
                }
            }
            NavItem::Link { title, url } => {
                let link = writer.isolated(format!("{}: {}", clean(title), clean(url)));
                writer.text(&link);
            }
        }
    }
}
