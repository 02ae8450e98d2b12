//! Words with their language.

use pamphlet_locale::{Catalog, Tag, Term};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words that were not written where they stand: of the interface, of an attribute, the name of an icon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their language; none where it is that of what surrounds them, or no language, as of an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
}

impl Words {
    /// Words in the language of what surrounds them.
    #[must_use]
    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), language: None }
    }

    /// A word of the interface.
    #[must_use]
    pub fn of(term: Term, catalog: &Catalog) -> Self {
        Self { text: catalog.term(term).to_owned(), language: Some(catalog.language_of_terms()) }
    }
}
