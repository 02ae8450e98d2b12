//! The words of a link that shows none, and of what a vocabulary names.

use crate::{Download, Edition, Link, LinkRole, Meaning, Target, icon_words};
use pamphlet_locale::{Catalog, Tag, Term};

/// What is known of a link besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkHint<'h> {
    /// What it leads to.
    Role(&'h LinkRole),
    /// The download that it is the link of.
    Download(&'h Download),
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
    /// The words of an id of the site's vocabulary, with their language. None for an id that the vocabulary does not
    /// have, but for what a link leads to: that is then another page.
    #[must_use]
    pub fn words(&self, of: Meaning<'_>, catalog: &Catalog) -> Option<LinkWords> {
        let said = self.parts().vocabulary.words(of, catalog);
        let known = said.map(|said| LinkWords { words: said.words, language: said.language });
        known.or_else(|| match of {
            Meaning::Role(_) => Some(LinkWords {
                words: catalog.term(Term::FurtherLink).to_owned(),
                language: Some(catalog.language_of_terms()),
            }),
            Meaning::Download(_) => None,
        })
    }

    /// What a download is called where it has no words of its own: the words of its platform, else of its icon; none
    /// without either.
    #[must_use]
    pub fn download_words(&self, download: &Download, catalog: &Catalog) -> Option<LinkWords> {
        self.words(Meaning::Download(&download.platform), catalog).or_else(|| {
            let words = icon_words(download.icon()?);
            (!words.is_empty()).then_some(LinkWords { words, language: None })
        })
    }

    /// What stands for the words of a link that shows only an icon, or nothing: its title, else what is known of it,
    /// else the title of the page or the address that it leads to.
    #[must_use]
    pub fn link_words(&self, link: &Link, hint: Option<LinkHint<'_>>, catalog: &Catalog) -> LinkWords {
        let plain = |words: &str| LinkWords { words: words.to_owned(), language: None };
        if let Some(title) = link.title.as_deref().filter(|title| !title.trim().is_empty()) {
            return LinkWords { words: title.to_owned(), language: link.title_language.clone() };
        }
        let known = match hint {
            Some(LinkHint::Role(role)) => self.words(Meaning::Role(role), catalog),
            Some(LinkHint::Download(download)) => self.download_words(download, catalog),
            None => None,
        };
        if let Some(known) = known.or_else(|| self.words(Meaning::Role(link.role.as_ref()?), catalog)) {
            return known;
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
