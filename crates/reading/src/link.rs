//! Where links lead, and the words of those that show none.

use crate::icon::icon_words;
use crate::places::Places;
use crate::{Target, Words, link_address, short_address};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{Download, Edition, Link, LinkRole, Meaning, Target as Resolved};
use pamphlet_locale::{Catalog, Term};

/// What is known of a link besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint<'h> {
    /// What it leads to.
    Role(&'h LinkRole),
    /// The name of what it leads to.
    Name(&'h Words),
}

/// What stands for the words of a link that shows none: its title, else what is known of it, else the name of the place, the
/// title of the page or the address that it leads to.
pub(crate) fn words(
    link: &Link,
    hint: Option<Hint<'_>>,
    (edition, places): (&Edition, &Places<'_>),
    catalog: &Catalog,
) -> Words {
    if let Some(title) = link.title.as_deref().filter(|title| !title.trim().is_empty()) {
        return Words { text: title.to_owned(), language: link.title_language.clone() };
    }
    match hint.or(link.role.as_ref().map(Hint::Role)) {
        Some(Hint::Role(role)) => return role_words(role, edition, catalog),
        Some(Hint::Name(name)) => return name.clone(),
        None => {}
    }
    if let Resolved::Page { page, anchor: Some(anchor) } = &link.target
        && let Some(name) = places.name(page, anchor)
    {
        return name.clone();
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

/// What a link of a card is called by what it leads to: what the site's vocabulary says, else that it is a further one.
fn role_words(role: &LinkRole, edition: &Edition, catalog: &Catalog) -> Words {
    named(Meaning::Role(role), edition, catalog).unwrap_or_else(|| Words::of(Term::FurtherLink, catalog))
}

/// What a download is called where it has no words of its own: the words of its platform, else of its icon; none without
/// either.
pub(crate) fn download_words(download: &Download, edition: &Edition, catalog: &Catalog) -> Option<Words> {
    named(Meaning::Download(&download.platform), edition, catalog).or_else(|| {
        let words = icon_words(download.icon()?);
        (!words.is_empty()).then(|| Words::here(words))
    })
}

/// The words of an id of the site's vocabulary.
fn named(of: Meaning<'_>, edition: &Edition, catalog: &Catalog) -> Option<Words> {
    let said = edition.parts().vocabulary.words(of, catalog)?;
    Some(Words { text: said.words, language: said.language })
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
