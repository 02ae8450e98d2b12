//! The words of a link that shows none.

use crate::{Edition, Link, LinkRole, Target};
use pamphlet_locale::{Catalog, Tag};

/// What is known of a link besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkHint<'h> {
    /// What it leads to.
    Role(LinkRole),
    /// The name of what it leads to: the same in every language.
    Name(&'h str),
}

/// Words for a link that shows none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkWords {
    /// The words.
    pub words: String,
    /// Their language; none where it is that of what surrounds the link, or no language, as an address.
    pub language: Option<Tag>,
}

impl Edition {
    /// What stands for the words of a link that shows only an icon, or nothing: its title, else what is known of it,
    /// else the title of the page or the address that it leads to.
    #[must_use]
    pub fn link_words(&self, link: &Link, hint: Option<LinkHint<'_>>, catalog: &Catalog) -> LinkWords {
        let plain = |words: &str| LinkWords { words: words.to_owned(), language: None };
        if let Some(title) = link.title.as_deref().filter(|title| !title.trim().is_empty()) {
            return LinkWords { words: title.to_owned(), language: link.title_language.clone() };
        }
        let hint = hint.filter(|hint| *hint != LinkHint::Name(""));
        match hint.or(link.role.map(LinkHint::Role)) {
            Some(LinkHint::Role(role)) => {
                return LinkWords {
                    words: catalog.term(role.term()).to_owned(),
                    language: Some(catalog.language_of_terms()),
                };
            }
            Some(LinkHint::Name(name)) => return plain(name),
            None => {}
        }
        match &link.target {
            Target::Page { page, .. } => self.page(page).map_or_else(
                || plain(&page.0),
                |page| LinkWords {
                    words: page.title.clone(),
                    language: Some(page.title_language.as_ref().unwrap_or(&page.language).clone()),
                },
            ),
            Target::External { url } => plain(short_address(url)),
            Target::Unresolved { address } | Target::Written { address } => plain(address),
        }
    }
}

/// An address as people say it: without its scheme and the last slash.
#[must_use]
pub fn short_address(url: &str) -> &str {
    let short = url.split_once("://").map_or(url, |(_, rest)| rest);
    short.strip_prefix("www.").unwrap_or(short).trim_end_matches('/')
}
