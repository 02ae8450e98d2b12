//! The pages around the text: cover, title page, glossary, colophon.

use crate::book::Book;
use crate::chapter::open_file;
use crate::xhtml::{address, push_attribute, push_text, text};
use pamphlet_document::{Edition, GlossaryEntry, NavItem};
use pamphlet_locale::{Catalog, Direction, Term};
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const CLOSE: &str = "</body>\n</html>\n";

/// The cover as a picture: the title in large letters on a calm field. Letters are drawn by the reader's own fonts,
/// in the direction of the language.
pub(crate) fn cover_svg(edition: &Edition, catalog: &Catalog) -> String {
    let parts = edition.parts();
    let rtl = catalog.direction() == Direction::Rtl;
    // The edge that lines begin at, and where the rule of the cover stands.
    let (edge, rule) = if rtl { (1100, 1176) } else { (100, 0) };
    let widest = parts.title.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(1);
    let (size, lines) = [150_usize, 130, 112, 96, 80, 66, 54]
        .into_iter()
        .map(|size| (size, wrap(&parts.title, 1000 * 100 / (size * 54))))
        .find(|(size, lines)| lines.len() * size * 5 / 4 <= 900 && widest * size * 54 / 100 <= 1040)
        .unwrap_or_else(|| (48, wrap(&parts.title, 38)));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 1800\" width=\"1200\" height=\"1800\" \
         xml:lang=\"{}\">\n<title>{}</title>\n\
         <rect width=\"1200\" height=\"1800\" fill=\"#33358f\"/>\n\
         <rect x=\"{rule}\" width=\"24\" height=\"1800\" fill=\"#8f92e8\"/>\n\
         <g font-family=\"'Source Sans 3','Noto Sans',sans-serif\" fill=\"#ffffff\" direction=\"{}\" \
         text-anchor=\"start\">\n",
        parts.locale,
        text(&parts.title),
        catalog.direction().as_str()
    );
    let mut y = 420;
    for line in &lines {
        let _ = writeln!(
            out,
            "<text x=\"{edge}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"700\">{}</text>",
            text(line)
        );
        y += size * 5 / 4;
    }
    y = y - size * 5 / 4 + 80;
    let from = if rtl { edge - 180 } else { edge };
    let _ = writeln!(out, "<rect x=\"{from}\" y=\"{y}\" width=\"180\" height=\"8\" fill=\"#8f92e8\"/>");
    let mut below = Vec::new();
    below.extend((!catalog.name().is_empty()).then(|| catalog.name().to_owned()));
    below.extend(parts.publisher.clone().or_else(|| parts.authors.first().cloned()));
    let edition_line: Vec<&str> = parts.version.as_deref().into_iter().chain(parts.date.as_deref()).collect();
    below.extend((!edition_line.is_empty()).then(|| edition_line.join(" \u{B7} ")));
    let mut y = 1680 - below.len().saturating_sub(1) * 64;
    for line in below {
        let line = wrap(&line, 44).into_iter().next().unwrap_or_default();
        let _ = writeln!(out, "<text x=\"{edge}\" y=\"{y}\" font-size=\"44\">{}</text>", text(&line));
        y += 64;
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Words in lines of at most so many columns; a word that is longer alone is broken, and so is text without spaces.
fn wrap(words: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        if line.width() + word.width() <= columns {
            line.push_str(word);
            continue;
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}

/// The page that shows the cover.
pub(crate) fn cover_page(edition: &Edition, catalog: &Catalog) -> String {
    let mut out = open_file(edition.locale(), catalog.term(Term::Cover), "stylesheet.css", "frontmatter", "cover");
    out.push_str("<section epub:type=\"cover\"");
    push_attribute(&mut out, "aria-label", catalog.term(Term::Cover));
    out.push_str("><img src=\"images/cover.svg\" role=\"doc-cover\"");
    push_attribute(&mut out, "alt", &format!("{}: {}", catalog.term(Term::Cover), edition.parts().title));
    out.push_str("/></section>\n");
    out.push_str(CLOSE);
    out
}

/// The title page.
pub(crate) fn title_page(edition: &Edition, catalog: &Catalog) -> String {
    let parts = edition.parts();
    let mut out = open_file(edition.locale(), &parts.title, "stylesheet.css", "frontmatter", "title-page");
    out.push_str("<section epub:type=\"titlepage\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    push_text(&mut out, &parts.title);
    out.push_str("</h1>\n");
    let mut line = |class: &str, words: &str| {
        let _ = writeln!(out, "<p class=\"{class}\">{}</p>", text(words));
    };
    if let Some(description) = &parts.description {
        line("description", description);
    }
    if !parts.authors.is_empty() {
        line("authors", &parts.authors.join(" \u{B7} "));
    }
    if let Some(publisher) = &parts.publisher {
        line("publisher", publisher);
    }
    if !catalog.name().is_empty() {
        line("language", catalog.name());
    }
    let edition_line: Vec<&str> = parts.version.as_deref().into_iter().chain(parts.date.as_deref()).collect();
    if !edition_line.is_empty() {
        line("edition", &edition_line.join(" \u{B7} "));
    }
    out.push_str("</section>\n");
    out.push_str(CLOSE);
    out
}

/// The glossary of the abbreviations that occur; none if there are none.
pub(crate) fn glossary(edition: &Edition, catalog: &Catalog) -> Option<String> {
    if edition.parts().glossary.is_empty() {
        return None;
    }
    let title = catalog.term(Term::Glossary);
    let mut out = open_file(edition.locale(), title, "stylesheet.css", "backmatter", "glossary");
    out.push_str("<section epub:type=\"glossary\" role=\"doc-glossary\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    push_text(&mut out, title);
    out.push_str("</h1>\n<dl>\n");
    for GlossaryEntry { term, expansion } in &edition.parts().glossary {
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
    let (parts, catalog) = (book.edition.parts(), book.catalog);
    let title = catalog.term(Term::Colophon);
    let mut out = open_file(&parts.locale, title, "stylesheet.css", "backmatter", "colophon");
    out.push_str("<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"title\">\n<h1 id=\"title\">");
    push_text(&mut out, title);
    out.push_str("</h1>\n<dl>\n");
    let mut fact = |term: Term, value: &str| {
        let _ = writeln!(out, "<dt>{}</dt>\n<dd>{value}</dd>", text(catalog.term(term)));
    };
    fact(Term::Book, &text(&parts.title));
    fact(Term::Language, &text(catalog.name()));
    if let Some(date) = &parts.date {
        fact(Term::Date, &text(date));
    }
    if let Some(version) = &parts.version {
        fact(Term::Version, &text(version));
    }
    if let Some(url) = &parts.url {
        fact(Term::Source, &link(url, url));
    }
    if let Some(license) = &parts.license {
        fact(Term::Licence, &text(license));
    }
    if parts.locale != parts.source_locale {
        fact(Term::Translated, &format!("{} %", catalog.digits().format(parts.coverage.percent().into())));
    }
    let mut links = Vec::new();
    collect_links(&parts.nav, &mut links);
    if !links.is_empty() {
        let list: Vec<String> = links.iter().map(|(title, url)| link(url, title)).collect();
        fact(Term::Links, &list.join("<br/>"));
    }
    out.push_str("</dl>\n</section>\n");
    out.push_str(CLOSE);
    out
}

fn link(url: &str, words: &str) -> String {
    match address(url) {
        Some(url) => {
            let mut out = String::from("<a");
            push_attribute(&mut out, "href", &url);
            out.push('>');
            push_text(&mut out, words);
            out.push_str("</a>");
            out
        }
        None => text(words),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_wrap_with_and_without_spaces() {
        assert_eq!(wrap("Privacy for everybody", 10), ["Privacy", "for", "everybody"]);
        assert_eq!(wrap("プライバシーのてびき", 10), ["プライバシ", "ーのてびき"]);
    }
}
