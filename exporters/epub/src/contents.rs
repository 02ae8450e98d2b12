//! The contents of a book, as the list of the navigation document and as the NCX.

use crate::chapter::push_words;
use crate::package::{Contents, Entry, Facts, Role};
use crate::xhtml::{push_attribute, text};
use pamphlet_locale::{Tag, Term};
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

/// As many entries are shown where the contents are read as pages of the book, by whole levels, the first always: five
/// pages or so. Readers have all of them in their menu.
const SHOWN: usize = 150;

/// How many levels are shown where the contents are read as pages of the book.
fn levels_shown(items: &[Contents]) -> usize {
    let (mut level, mut entries, mut levels): (Vec<&Contents>, _, _) = (items.iter().collect(), 0, 0);
    while !level.is_empty() {
        entries += level.len();
        if entries > SHOWN && levels > 0 {
            return levels;
        }
        levels += 1;
        level = level.into_iter().flat_map(|item| &item.children).collect();
    }
    levels
}

/// Writes the list of the navigation document.
pub(crate) fn write_list(items: &[Contents], around: &Tag, out: &mut String) {
    write_level(items, around, levels_shown(items), out);
}

/// Writes a level of the list; `shown` is how many levels from here on are shown as pages of the book. `hidden` keeps a
/// list off these pages alone (EPUB 3.3, 7.4.2.5).
fn write_level(items: &[Contents], around: &Tag, shown: usize, out: &mut String) {
    out.push_str(if shown == 0 { "<ol hidden=\"hidden\">\n" } else { "<ol>\n" });
    for item in items {
        out.push_str("<li><a");
        push_attribute(out, "href", &item.href);
        out.push('>');
        push_words(out, around, item.language.as_ref().unwrap_or(around), &item.title);
        out.push_str("</a>");
        if !item.children.is_empty() {
            out.push('\n');
            write_level(&item.children, around, shown.saturating_sub(1), out);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(children: Vec<Contents>) -> Contents {
        Contents { title: "A".to_owned(), language: None, href: "a.xhtml".to_owned(), page: None, children }
    }

    fn entries(number: usize, children: usize) -> Vec<Contents> {
        (0..number).map(|_| entry((0..children).map(|_| entry(Vec::new())).collect())).collect()
    }

    #[test]
    fn entries_keep_the_signs_of_their_words() {
        let tag = |tag: &str| Tag::parse(tag).expect("is a tag");
        let mut item = Contents { title: "מבוא ל-C++".to_owned(), ..entry(Vec::new()) };
        let mut out = String::new();
        write_list(&[item.clone()], &tag("he"), &mut out);
        assert!(out.contains(">מבוא ל-<bdi dir=\"ltr\">C++</bdi></a>"), "{out}");
        item.language = Some(tag("he"));
        out.clear();
        write_list(&[item], &tag("en"), &mut out);
        assert!(out.contains("dir=\"rtl\">מבוא ל-<bdi dir=\"ltr\">C++</bdi></span></a>"), "{out}");
    }

    #[test]
    fn deep_levels_of_long_contents_are_for_menus_alone() {
        for (items, hidden) in
            [(entries(10, 14), 0), (entries(10, 15), 10), (entries(200, 0), 0), (entries(151, 1), 151)]
        {
            let mut out = String::new();
            write_list(&items, &Tag::parse("en").expect("is a tag"), &mut out);
            assert_eq!(out.matches("<ol hidden=\"hidden\">").count(), hidden, "{}", items.len());
            assert!(out.starts_with("<ol>\n"));
        }
    }
}
