//! The ids of what a vocabulary names.

use crate::Vocabulary;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// The id of what no vocabulary names.
pub const OTHER: &str = "other";

/// Whether a text can be an id: lower-case letters, digits and hyphens, the first a letter or digit.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// What schemas say of an id: what it is, and which the shipped vocabulary has.
fn description(what: &str, shipped: &BTreeSet<String>) -> String {
    let shipped: Vec<String> = shipped.iter().map(|id| format!("`{id}`")).collect();
    format!("{what} The vocabulary that is in force unless a site says otherwise has {}.", shipped.join(", "))
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident in $shipped:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id of this text, which is one of a vocabulary, or [`OTHER`].
            #[must_use]
            pub fn new(id: &str) -> Self {
                Self(id.to_owned())
            }

            /// The id of what no vocabulary names.
            #[must_use]
            pub fn other() -> Self {
                Self::new(OTHER)
            }

            /// Whether it is the id of what no vocabulary names.
            #[must_use]
            pub fn is_other(&self) -> bool {
                self.0 == OTHER
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let what = concat!($($doc),+).trim();
                json_schema!({ "type": "string", "description": description(what, &Vocabulary::shipped().$shipped()) })
            }
        }
    )+};
}

ids! {
    /// What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or
    /// `other`.
    LinkRole in role_ids;
    /// Where something is to be had, told by the icon of the download or the address it leads to: an id of the site's
    /// vocabulary, or `other`.
    Platform in download_ids;
    /// The system that a download is for, or the kind of thing that it is: an id of the site's vocabulary.
    System in system_ids;
    /// The store or the browser that a download is for: an id of the site's vocabulary.
    Store in store_ids;
    /// A threat that a page's recommendations protect from: an id of the site's vocabulary, or `other`.
    ThreatKind in threat_ids;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_what_is_shipped() {
        let schema = schemars::schema_for!(ThreatKind);
        assert_eq!(schema.get("type").and_then(|kind| kind.as_str()), Some("string"));
        let text = schema.get("description").and_then(|text| text.as_str()).unwrap_or_default();
        for id in Vocabulary::shipped().threat_ids() {
            assert!(text.contains(&format!("`{id}`")), "{text}");
        }
        assert!(text.starts_with("A threat that") && !text.contains("  "), "{text}");
    }

    #[test]
    fn ids_are_narrow() {
        for good in ["a", "a-shop", "1st"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "A", "a b", "é", "a/b"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
