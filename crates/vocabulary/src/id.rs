//! The ids of what a vocabulary names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of what no vocabulary names.
pub const OTHER: &str = "other";

/// Whether a text can be an id: lower-case letters, digits and hyphens, the first a letter or digit.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What it is the id of, in a sentence.
            pub(crate) const WHAT: &str = concat!($($doc),+);

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
    )+};
}

ids! {
    /// What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or
    /// `other`.
    LinkRole;
    /// Where to get something, by the icon of the download or the address it leads to: an id of the site's
    /// vocabulary, or `other`.
    Platform;
    /// The system that a download is for, or the kind of thing that it is: an id of the site's vocabulary.
    System;
    /// The store or the browser that a download is for: an id of the site's vocabulary.
    Store;
    /// A threat that a page's recommendations protect from: an id of the site's vocabulary, or `other`.
    ThreatKind;
}

#[cfg(test)]
mod tests {
    use super::*;

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
