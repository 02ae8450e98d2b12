//! `llms.txt`: an index of the texts in the form that language models and their tools look for (llmstxt.org): a
//! heading, a summary, lists of links with a sentence about each. Home comes first, and where the site says where it is
//! read, each page has its address.

use crate::inline::clean;
use pamphlet_locale::{Catalog, Term};
use pamphlet_reading::{NavItem, Page, PageId, Reading};
use pamphlet_source::percent;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The names of the page that a site begins with.
const HOME: [&str; 2] = ["index", "README"];

/// Writes the index of the pages that have a file. Links are relative to the edition's folder; `markdown` says that the
/// pages are there as Markdown.
pub(crate) fn write(reading: &Reading, catalog: &Catalog, markdown: bool, has_file: &dyn Fn(&Page) -> bool) -> String {
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
    if markdown {
        let _ = writeln!(out, "- [{}: Markdown](llms-full.txt)", words(&parts.title));
    }
    let mut index = Index {
        reading,
        markdown,
        seen: reading.pages().iter().filter(|page| !has_file(page)).map(|page| &page.id).collect(),
        out,
    };
    let home = reading.pages().iter().map(|page| &page.id).find(|id| HOME.contains(&id.0.as_str()));
    let mut loose: Vec<&PageId> = home.into_iter().collect();
    // What stands before the first part of the navigation is read first.
    let mut items = parts.nav.iter().peekable();
    while let Some(NavItem::Page { page, .. }) = items.next_if(|item| matches!(item, NavItem::Page { .. })) {
        loose.push(page);
    }
    index.section(catalog.term(Term::Contents), &loose);
    loose.clear();
    for item in items {
        match item {
            NavItem::Section { title, page, items, language: _ } => {
                let mut pages: Vec<&PageId> = page.iter().collect();
                collect(items, &mut pages);
                index.section(title, &pages);
            }
            NavItem::Page { page, .. } => loose.push(page),
            NavItem::Link { .. } => {}
        }
    }
    loose.extend(reading.pages().iter().map(|page| &page.id));
    index.section(catalog.term(Term::FurtherPages), &loose);
    index.out
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

/// The index while it is written.
struct Index<'e> {
    reading: &'e Reading,
    markdown: bool,
    /// Pages that are listed already, or have no file.
    seen: BTreeSet<&'e PageId>,
    out: String,
}

impl<'e> Index<'e> {
    /// Writes the pages that were not listed before, if there are any.
    fn section(&mut self, title: &str, pages: &[&'e PageId]) {
        let mut begun = false;
        for page in pages {
            let Some(page) = self.reading.page(page).filter(|_| self.seen.insert(page)) else { continue };
            if !std::mem::replace(&mut begun, true) {
                let _ = writeln!(self.out, "\n## {}\n", words(title));
            }
            let title = if page.title.trim().is_empty() { page.id.0.as_str() } else { &page.title };
            let _ = write!(self.out, "- [{}]({})", words(title), self.place(&page.id));
            let description = page.meta.description.as_deref().map(words).filter(|words| !words.is_empty());
            let address = page.url.as_ref().map(|url| format!("<{url}>"));
            let said: Vec<String> = description.into_iter().chain(address).collect();
            self.out.push_str(if said.is_empty() { "" } else { ": " });
            self.out.push_str(&said.join(" "));
            self.out.push('\n');
        }
    }

    /// The file of a page, percent-encoded.
    fn place(&self, page: &PageId) -> String {
        let (folder, ending) = if self.markdown { ("markdown", "md") } else { ("text", "txt") };
        format!("{folder}/{}.{ending}", percent::encoded(&page.0, "-._~/"))
    }
}

/// Words on one line, brackets that would end a link escaped.
fn words(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
