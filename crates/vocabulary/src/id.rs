//! The ids of what a vocabulary names.

use schemars::JsonSchema;
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
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    )+};
}

ids! {
    /// What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or
    /// `other`. The vocabulary that is in force unless a site says otherwise has `homepage`, `repository`,
    /// `privacy-policy`, `documentation`, `source-code`, `contribute`, `onion-service`, `public-instances`,
    /// `security-policy`.
    LinkRole;
    /// Where something is to be had, told by the icon of the download or the address it leads to: an id of the site's
    /// vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `google-play`,
    /// `app-store`, `f-droid`, `accrescent`, `android`, `git-hub`, `git-lab`, `codeberg`, `windows`, `mac-os`, `linux`,
    /// `flathub`, `free-bsd`, `docker`, `web`, `firefox`, `chrome`, `edge`, `safari`, `opera`.
    Platform;
    /// A threat that a page's recommendations protect from: an id of the site's vocabulary, or `other`. The vocabulary
    /// that is in force unless a site says otherwise has `service-providers`, `surveillance-capitalism`,
    /// `passive-attacks`, `targeted-attacks`, `mass-surveillance`, `censorship`, `public-exposure`.
    ThreatKind;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    /// The description of a type in its schema.
    fn description<T: JsonSchema>() -> String {
        schemars::schema_for!(T).get("description").and_then(|text| text.as_str()).unwrap_or_default().to_owned()
    }

    #[test]
    fn the_schema_names_what_is_shipped() {
        let shipped = Vocabulary::shipped();
        let named = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        for (text, mut ids) in [
            (description::<LinkRole>(), shipped.role_ids()),
            (description::<Platform>(), shipped.download_ids()),
            (description::<ThreatKind>(), shipped.threat_ids()),
        ] {
            let mut named = named(&text);
            ids.push(OTHER.to_owned());
            named.sort();
            ids.sort();
            assert_eq!(named, ids);
        }
    }

    #[test]
    fn ids_are_narrow() {
        for good in ["a", "f-droid", "1st"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "A", "a b", "é", "a/b"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
