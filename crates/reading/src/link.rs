//! Where links lead, and the words of those that show none.

use crate::{Target, Words, link_address, short_address};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{Edition, Link, LinkRole, Target as Resolved};
use pamphlet_locale::Catalog;

/// What is known of a link besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint<'h> {
    /// What it leads to.
    Role(LinkRole),
    /// The name of what it leads to: the same in every language.
    Name(&'h str),
}

/// What stands for the words of a link that shows none: its title, else what is known of it, else the title of the page or
/// the address that it leads to.
pub(crate) fn words(link: &Link, hint: Option<Hint<'_>>, edition: &Edition, catalog: &Catalog) -> Words {
    if let Some(title) = link.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return Words { text: title.to_owned(), language: link.title_language.clone() };
    }
    match hint.filter(|hint| *hint != Hint::Name("")).or(link.role.map(Hint::Role)) {
        Some(Hint::Role(role)) => return Words::of(role.term(), catalog),
        Some(Hint::Name(name)) => return Words::here(name),
        None => {}
    }
    match &link.target {
        Resolved::Page { page, .. } => edition.page(page).map_or_else(
            || Words::here(&page.0),
            |page| Words {
                text: page.title.clone(),
                language: Some(page.title_language.as_ref().unwrap_or(&page.language).clone()),
            },
        ),
        Resolved::External { url } => Words::here(short_address(url)),
        Resolved::Unresolved { address } | Resolved::Written { address } => Words::here(address),
    }
}

/// Where a link leads.
pub(crate) fn target(target: &Resolved) -> Target {
    match target {
        Resolved::Page { page, anchor } => Target::Page { page: page.clone(), anchor: anchor.clone() },
        Resolved::External { url } => match (link_address(url), scheme::reach(url)) {
            (Some(url), _) => Target::External { url },
            (None, Reach::Refused) => Target::Unresolved { address: url.clone() },
            (None, Reach::Linked | Reach::Told) => Target::Told { address: url.trim().to_owned() },
        },
        // An edition holds no link as written.
        Resolved::Unresolved { address } | Resolved::Written { address } => {
            Target::Unresolved { address: address.clone() }
        }
    }
}
