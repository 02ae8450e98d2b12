//! Language tags after BCP 47.

use icu_locale_core::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A language tag in canonical case: `en`, `pt-BR`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Tag(#[schemars(with = "String")] Arc<str>);

impl Tag {
    /// Reads a tag, also with `_`; the case is made canonical (RFC 5646, 2.1.1). `None` when it has not the form of a
    /// locale of Unicode: a language of two or three letters, then script, region, variants and extensions.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let locale = Locale::try_from_str(&text.replace('_', "-")).ok()?;
        Some(Self(locale.to_string().into()))
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language: `pt` of `pt-BR`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The region, if the tag has one: `BR` of `pt-BR`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 2 || (part.len() == 3 && part.as_bytes()[0].is_ascii_digit()))
    }

    /// The script, if the tag names one: `Hant` of `zh-Hant`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.as_bytes()[0].is_ascii_alphabetic())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_case() {
        for (written, tag) in [
            ("EN", "en"),
            ("pt_br", "pt-BR"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-ch-1901", "de-CH-1901"),
        ] {
            assert_eq!(Tag::parse(written).expect("is a tag").as_str(), tag);
        }
        for wrong in ["", "e", "1a", "en-", "en--us", "a b", "überlang", "main", "guides", "en-docs-a"] {
            assert_eq!(Tag::parse(wrong), None, "{wrong}");
        }
    }
}
