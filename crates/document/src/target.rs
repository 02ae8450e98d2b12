//! Where links lead and where pictures come from.

use crate::PageId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a link leads. `Written` exists in a document only; an edition holds none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "to", rename_all = "kebab-case")]
pub enum Target {
    /// As written by the author; not resolved yet.
    Written {
        /// The address as written.
        address: String,
    },
    /// A page of the same edition.
    Page {
        /// The page.
        page: PageId,
        /// The anchor on it; none for its beginning. It exists there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anchor: Option<String>,
    },
    /// An address outside the edition, complete with its scheme.
    External {
        /// The address.
        url: String,
    },
    /// Nothing: what was written cannot be resolved, which has been reported. Exporters show the text alone.
    Unresolved {
        /// The address as written.
        address: String,
    },
}

/// The name of a picture of the site: its path from the root of the folder it was found in, with `/`. The same in
/// all locales that use the same file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct AssetId(pub String);

/// Where a picture comes from. `Written` exists in a document only; an edition holds none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum AssetRef {
    /// As written by the author; not resolved yet.
    Written {
        /// The address as written.
        address: String,
    },
    /// A file of the site, which `media` holds.
    Local {
        /// Its name.
        asset: AssetId,
    },
    /// On another server; never fetched.
    Remote {
        /// Its address.
        url: String,
    },
    /// Not to be found, which has been reported.
    Missing {
        /// The address as written.
        address: String,
    },
}
