//! The contents of a book, as the list of the navigation document and as the NCX.

use crate::chapter::push_language;
use crate::package::{Contents, Entry, Facts, Role};
use crate::xhtml::{push_attribute, text};
use pamphlet_locale::Term;
use std::fmt::Write as _;

/// The entries of the contents behind those of the chapters: the lists that a book has of its own.
pub(crate) fn back(entries: &[Entry], facts: &Facts<'_>) -> Vec<Contents> {
    let language = Some(facts.book.words.clone()).filter(|language| language != facts.reading.locale());
    let own = |entry: &Entry, term: Term| Contents {
        title: facts.catalog.term(term).to_owned(),
        language: language.clone(),
        href: crate::xhtml::percent_encode(&entry.path),
        page: None,
        children: Vec::new(),
    };
    entries
        .iter()
        .filter_map(|entry| match entry.role {
            Some(Role::Glossary) => Some(own(entry, Term::Abbreviations)),
            Some(Role::Colophon) => Some(own(entry, Term::Colophon)),
            Some(Role::Cover | Role::TitlePage | Role::Chapter(_)) | None => None,
        })
        .collect()
}

/// Writes the list of the navigation document.
pub(crate) fn write_list(items: &[Contents], out: &mut String) {
    out.push_str("<ol>\n");
    for item in items {
        out.push_str("<li><a");
        push_attribute(out, "href", &item.href);
        out.push('>');
        if let Some(language) = &item.language {
            out.push_str("<span");
            push_language(out, language);
            let _ = write!(out, ">{}</span>", text(&item.title));
        } else {
            out.push_str(&text(&item.title));
        }
        out.push_str("</a>");
        if !item.children.is_empty() {
            out.push('\n');
            write_list(&item.children, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// The NCX, for readers of EPUB 2: without the order of play, in which a part and its first page, being one place, would
/// have to share a number. `pages` is how many printed pages are marked.
pub(crate) fn ncx(items: &[Contents], pages: usize, facts: &Facts<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx");
    push_attribute(&mut out, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    push_attribute(&mut out, "version", "2005-1");
    push_attribute(&mut out, "xml:lang", facts.reading.locale().as_str());
    let identifier = format!("urn:uuid:{}", facts.identifier);
    out.push_str(">\n<head>\n");
    for (name, content) in [
        ("uid", identifier),
        ("depth", depth(items).to_string()),
        ("totalPageCount", pages.to_string()),
        ("maxPageNumber", "0".to_owned()),
    ] {
        let _ = writeln!(out, "<meta name=\"dtb:{name}\" content=\"{content}\"/>");
    }
    let title = text(&facts.reading.parts().title);
    let _ = writeln!(out, "</head>\n<docTitle><text>{title}</text></docTitle>\n<navMap>");
    write_points(items, &mut 0, &mut out);
    out.push_str("</navMap>\n</ncx>\n");
    out
}

fn depth(items: &[Contents]) -> usize {
    items.iter().map(|item| 1 + depth(&item.children)).max().unwrap_or(0)
}

fn write_points(items: &[Contents], number: &mut usize, out: &mut String) {
    for item in items {
        *number += 1;
        let _ =
            write!(out, "<navPoint id=\"navPoint-{number}\"><navLabel><text>{}</text></navLabel>", text(&item.title));
        out.push_str("<content");
        push_attribute(out, "src", &item.href);
        out.push_str("/>");
        if !item.children.is_empty() {
            out.push('\n');
            write_points(&item.children, number, out);
        }
        out.push_str("</navPoint>\n");
    }
}
