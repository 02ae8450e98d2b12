//! Names of files in the book.

use pamphlet_reading::{Page, PageId};
use pamphlet_source::limits;
use std::collections::{BTreeMap, BTreeSet};

/// The name of each page's chapter, `text/<page>.xhtml`. Characters that archives or readers refuse become `_`; where
/// two names would differ only in case, or not at all, the later one gets a number.
pub(crate) fn chapters(pages: &[Page]) -> BTreeMap<PageId, String> {
    let mut taken = BTreeSet::new();
    pages
        .iter()
        .map(|page| {
            let path: Vec<String> = page
                .id
                .0
                .split('/')
                .filter(|part| !matches!(*part, "" | "." | ".."))
                .map(|part| part.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect::<String>())
                .map(|part| shorten(&part).trim_end_matches('.').to_owned())
                .map(|part| if part.is_empty() { "_".to_owned() } else { part })
                .collect();
            let stem = if path.is_empty() { "_".to_owned() } else { path.join("/") };
            (page.id.clone(), unique(&mut taken, &format!("text/{stem}"), ".xhtml"))
        })
        .collect()
}

/// A name that is not taken yet, whatever the case; takes it.
pub(crate) fn unique(taken: &mut BTreeSet<String>, stem: &str, extension: &str) -> String {
    let mut name = format!("{stem}{extension}");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{number}{extension}");
        number += 1;
    }
    name
}

/// OCF 3.3, 4.2.3, and no spaces.
fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '=' | ',' | '@' | '(' | ')')
}

fn shorten(part: &str) -> &str {
    let mut end = part.len().min(limits::NAME_BYTES);
    while !part.is_char_boundary(end) {
        end -= 1;
    }
    &part[..end]
}

/// The way from one file of the book to another, percent-encoded.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(from.len() - 1 - shared);
    way.push_str(&to[shared..].join("/"));
    crate::xhtml::percent_encode(&way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_files() {
        assert_eq!(relative("text/a/b.xhtml", "text/c.xhtml"), "../c.xhtml");
        assert_eq!(relative("text/c.xhtml", "text/a/b.xhtml"), "a/b.xhtml");
        assert_eq!(relative("text/a/b.xhtml", "text/a/ü.xhtml"), "%C3%BC.xhtml");
        assert_eq!(relative("nav.xhtml", "text/a.xhtml"), "text/a.xhtml");
        assert_eq!(relative("text/a.xhtml", "images/b.svg"), "../images/b.svg");
    }

    #[test]
    fn names_that_differ_only_in_case_are_told_apart() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique(&mut taken, "text/About", ".xhtml"), "text/About.xhtml");
        assert_eq!(unique(&mut taken, "text/about", ".xhtml"), "text/about-2.xhtml");
        assert_eq!(unique(&mut taken, "text/ABOUT", ".xhtml"), "text/ABOUT-3.xhtml");
    }
}
