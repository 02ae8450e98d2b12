//! The pages around the text: the page of the cover, title page, glossary, colophon.

use crate::book::Book;
use crate::chapter::{open_file, push_address, push_words, push_written, word};
use crate::cover;
use crate::xhtml::{push_attribute, text};
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{GlossaryEntry, NavItem, Reading, link_address};
use std::fmt::Write as _;

const CLOSE: &str = "</body>\n</html>\n";

/// The page that shows the cover.
pub(crate) fn cover_page(reading: &Reading, catalog: &Catalog, (width, height): (u32, u32)) -> String {
    let mut out = open_file(reading.locale(), catalog.term(Term::Cover), "stylesheet.css", "frontmatter", "cover");
    out.push_str("<section epub:type=\"cover\"");
    push_attribute(&mut out, "aria-label", catalog.term(Term::Cover));
    out.push_str("><img");
    push_attribute(&mut out, "src", cover::PATH);
    let _ = write!(out, " role=\"doc-cover\" width=\"{width}\" height=\"{height}\"");
    push_attribute(&mut out, "alt", &format!("{}: {}", catalog.term(Term::Cover), reading.parts().title));
    out.push_str("/></section>\n");
    out.push_str(CLOSE);
    out
}

/// The title page.
pub(crate) fn title_page(reading: &Reading, catalog: &Catalog) -> String {
    let parts = reading.parts();
    let mut out = open_file(reading.locale(), &parts.title, "stylesheet.css", "frontmatter", "title-page");
    out.push_str("<section epub:type=\"titlepage\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    push_written(&mut out, &parts.locale, &parts.title);
    out.push_str("</h1>\n");
    let brand = &parts.publication.brand;
    if let Some(watermark) = &brand.watermark {
        let _ = writeln!(out, "<p class=\"watermark\">{}</p>", text(watermark));
    }
    if let Some(description) = &parts.description {
        out.push_str("<p class=\"description\">");
        push_words(&mut out, &parts.locale, parts.description_language.as_ref().unwrap_or(&parts.locale), description);
        out.push_str("</p>\n");
    }
    let mut line = |class: &str, words: &str| {
        let _ = writeln!(out, "<p class=\"{class}\">{}</p>", text(words));
    };
    if !parts.authors.is_empty() {
        line("authors", &parts.authors.join(" \u{B7} "));
    }
    if let Some(publisher) = &parts.publisher {
        line("publisher", publisher);
    }
    if !catalog.name().is_empty() {
        line("language", catalog.name());
    }
    let date = parts.date.as_deref().map(|date| catalog.date(date).unwrap_or_else(|| date.to_owned()));
    let edition_line: Vec<&str> = parts.version.as_deref().into_iter().chain(date.as_deref()).collect();
    if !edition_line.is_empty() {
        line("edition", &edition_line.join(" \u{B7} "));
    }
    if let Some(copyright) = &brand.copyright {
        line("copyright", copyright);
    }
    out.push_str("</section>\n");
    out.push_str(CLOSE);
    out
}

/// The glossary of the abbreviations that occur; none if there are none.
pub(crate) fn glossary(book: &Book<'_>) -> Option<String> {
    let (reading, catalog) = (book.reading, book.catalog);
    if reading.parts().glossary.is_empty() {
        return None;
    }
    let title = catalog.term(Term::Abbreviations);
    let mut out = open_file(reading.locale(), title, "stylesheet.css", "backmatter", "glossary");
    out.push_str("<section epub:type=\"glossary\" role=\"doc-glossary\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    out.push_str(&word(book, title));
    out.push_str("</h1>\n<dl>\n");
    for GlossaryEntry { term, expansion } in &reading.parts().glossary {
        let _ = writeln!(
            out,
            "<dt epub:type=\"glossterm\"><dfn>{}</dfn></dt>\n<dd epub:type=\"glossdef\">{}</dd>",
            text(term),
            text(expansion)
        );
    }
    out.push_str("</dl>\n</section>\n");
    out.push_str(CLOSE);
    Some(out)
}

/// The colophon: when, from where, under which terms, how much is translated.
pub(crate) fn colophon(book: &Book<'_>) -> String {
    let (parts, catalog) = (book.reading.parts(), book.catalog);
    let title = catalog.term(Term::Colophon);
    let mut out = open_file(&parts.locale, title, "stylesheet.css", "backmatter", "colophon");
    out.push_str("<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    out.push_str(&word(book, title));
    out.push_str("</h1>\n<dl>\n");
    let mut fact = |term: Term, value: &str| {
        let _ = writeln!(out, "<dt>{}</dt>\n<dd>{value}</dd>", word(book, catalog.term(term)));
    };
    fact(Term::Book, &text(&parts.title));
    fact(Term::Language, &text(catalog.name()));
    if let Some(date) = &parts.date {
        fact(Term::Date, &catalog.date(date).map_or_else(|| text(date), |date| word(book, &date)));
    }
    if let Some(version) = parts.revision.with_version(parts.version.as_deref()) {
        fact(Term::Version, &text(&version));
    }
    if let Some(url) = &parts.url {
        let mut words = String::new();
        push_address(&mut words, &parts.locale, url);
        fact(Term::NewestVersion, &link(url, &words));
    }
    if let Some(copyright) = &parts.publication.brand.copyright {
        fact(Term::Copyright, &text(copyright));
    }
    if let Some(license) = &parts.license {
        fact(Term::Licence, &text(license));
    }
    if parts.locale != parts.source_locale {
        fact(Term::Translated, &text(&catalog.percent(parts.coverage.percent().into())));
    }
    let mut links = Vec::new();
    collect_links(&parts.nav, &mut links);
    if !links.is_empty() {
        let list: Vec<String> = links.iter().map(|(title, url)| link(url, &text(title))).collect();
        fact(Term::Links, &list.join("<br/>"));
    }
    out.push_str("</dl>\n</section>\n");
    out.push_str(CLOSE);
    out
}

/// A link round words that are markup already; the words alone where no book may link to the address.
fn link(url: &str, words: &str) -> String {
    match link_address(url) {
        Some(url) => {
            let mut out = String::from("<a");
            push_attribute(&mut out, "href", &url);
            out.push('>');
            out.push_str(words);
            out.push_str("</a>");
            out
        }
        None => words.to_owned(),
    }
}

/// Addresses of the navigation, which a table of contents must not hold.
fn collect_links<'n>(items: &'n [NavItem], links: &mut Vec<(&'n str, &'n str)>) {
    for item in items {
        match item {
            NavItem::Link { title, url } => links.push((title, url)),
            NavItem::Section { items, .. } => collect_links(items, links),
            NavItem::Page { .. } => {}
        }
    }
}
