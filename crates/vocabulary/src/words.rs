//! The words of what a vocabulary names.

use pamphlet_locale::{Catalog, Tag, fallback};
use std::collections::BTreeMap;

/// Where the words of an entry come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordsSource {
    /// A word of the interface, by its key in the tables of `locale`.
    Term(String),
    /// A name: the same in every language.
    Name(String),
    /// By locale. Of a locale that is not among them the words are those of the language that stands in for it, else
    /// the default, else the first in the order of tags.
    Written {
        /// For locales that have none of their own; in no language that is known.
        default: Option<String>,
        /// By locale; not empty unless there is a default.
        by_locale: BTreeMap<Tag, String>,
    },
}

/// Words and their language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words; not empty.
    pub words: String,
    /// Their language; none where it is that of what surrounds them, or none at all, as of a name.
    pub language: Option<Tag>,
}

impl WordsSource {
    /// The words in the language of a catalogue.
    pub(crate) fn said(&self, catalog: &Catalog) -> Said {
        let plain = |words: &str| Said { words: words.to_owned(), language: None };
        match self {
            Self::Term(key) => {
                Said { words: catalog.word(key).unwrap_or(key).to_owned(), language: Some(catalog.language_of_terms()) }
            }
            Self::Name(name) => plain(name),
            Self::Written { default, by_locale } => {
                let own = |tag: Tag| Some(Said { words: by_locale.get(&tag)?.clone(), language: Some(tag) });
                let mut next = Some(catalog.tag().clone());
                while let Some(tag) = next {
                    if let Some(said) = own(tag.clone()) {
                        return said;
                    }
                    // English stands in for every language, but after the default.
                    next = fallback::parent(&tag).filter(|parent| parent.as_str() != "en");
                }
                let english = || Tag::parse("en").and_then(own);
                let first = || by_locale.keys().next().cloned().and_then(own);
                default.as_deref().map(plain).or_else(english).or_else(first).unwrap_or_else(|| plain(""))
            }
        }
    }
}
