//! What somebody claims of the accessibility of a book: never computed.

use super::named;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is claimed of a book, and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accessibility {
    /// What it conforms to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conforms_to: Option<Conformance>,
    /// Who has found that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_by: Option<String>,
    /// What lets them find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// The address of their report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Why the European Accessibility Act does not ask it of this book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
}

impl Accessibility {
    /// Whether nothing is claimed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A claim in the form of EPUB Accessibility 1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conformance {
    /// Of which version of the guidelines.
    pub wcag: WcagVersion,
    /// Of which level.
    pub level: WcagLevel,
}

/// A version of the Web Content Accessibility Guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum WcagVersion {
    /// 2.0.
    #[serde(rename = "2.0")]
    V20,
    /// 2.1.
    #[serde(rename = "2.1")]
    V21,
    /// 2.2.
    #[serde(rename = "2.2")]
    V22,
}

/// A level of these guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum WcagLevel {
    /// The least.
    A,
    /// What laws ask for.
    #[serde(rename = "AA")]
    Aa,
    /// The most.
    #[serde(rename = "AAA")]
    Aaa,
}

const VERSIONS: [(&str, WcagVersion, &str); 3] =
    [("2.0", WcagVersion::V20, "80"), ("2.1", WcagVersion::V21, "81"), ("2.2", WcagVersion::V22, "82")];
const LEVELS: [(&str, WcagLevel, &str); 3] =
    [("A", WcagLevel::A, "84"), ("AA", WcagLevel::Aa, "85"), ("AAA", WcagLevel::Aaa, "86")];

impl Conformance {
    /// Reads `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`, or the end of it, `WCAG 2.2 AA`.
    ///
    /// # Errors
    /// How it is written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest = text.trim();
        let rest =
            rest.strip_prefix("EPUB Accessibility 1.1").map_or(rest, |rest| rest.trim_start_matches([' ', '-', '–']));
        let words: Vec<&str> = rest.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("level")).collect();
        let found = match words[..] {
            [name, version, level] if name.eq_ignore_ascii_case("wcag") => {
                let version = VERSIONS.iter().find(|(known, ..)| *known == version);
                version.zip(LEVELS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(level)))
            }
            _ => None,
        };
        found.map(|(version, level)| Self { wcag: version.1, level: level.1 }).ok_or_else(|| {
            format!("“{text}” is not a claim: write WCAG 2.2 Level AA, with 2.0, 2.1 or 2.2, and A, AA or AAA")
        })
    }

    /// As EPUB writes it.
    #[must_use]
    pub fn in_words(self) -> String {
        let version = VERSIONS.iter().find(|row| row.1 == self.wcag).map_or("", |row| row.0);
        let level = LEVELS.iter().find(|row| row.1 == self.level).map_or("", |row| row.0);
        format!("EPUB Accessibility 1.1 - WCAG {version} Level {level}")
    }

    /// The address that stands for it in catalogues.
    #[must_use]
    pub fn address(self) -> String {
        let version = VERSIONS.iter().find(|row| row.1 == self.wcag).map_or("", |row| row.0);
        let level = LEVELS.iter().find(|row| row.1 == self.level).map_or("", |row| row.0);
        format!("https://www.w3.org/TR/epub-a11y-11#wcag-{version}-{}", level.to_lowercase())
    }

    /// Its codes in ONIX (list 196): of the specification, the guidelines, the level.
    #[must_use]
    pub fn onix(self) -> [&'static str; 3] {
        let version = VERSIONS.iter().find(|row| row.1 == self.wcag).map_or("", |row| row.2);
        let level = LEVELS.iter().find(|row| row.1 == self.level).map_or("", |row| row.2);
        ["04", version, level]
    }
}

/// A reason for which the European Accessibility Act does not ask for accessibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Exemption {
    /// Whoever makes it has fewer than ten people.
    EaaMicroenterprise,
    /// It would be too great a burden.
    EaaDisproportionateBurden,
    /// It would be another thing then.
    EaaFundamentalAlteration,
}

const EXEMPTIONS: [(Exemption, &str, &str); 3] = [
    (Exemption::EaaMicroenterprise, "eaa-microenterprise", "75"),
    (Exemption::EaaDisproportionateBurden, "eaa-disproportionate-burden", "76"),
    (Exemption::EaaFundamentalAlteration, "eaa-fundamental-alteration", "77"),
];

impl Exemption {
    /// Its name in EPUB and in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        EXEMPTIONS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// Its code in ONIX (list 196).
    #[must_use]
    pub fn onix(self) -> &'static str {
        EXEMPTIONS.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }

    /// The exemption of a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn from_name(name: &str) -> Result<Self, String> {
        named("exemption", name, &EXEMPTIONS.map(|(exemption, name, _)| (name, exemption)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims() {
        let claim = Conformance { wcag: WcagVersion::V22, level: WcagLevel::Aa };
        for text in ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "WCAG 2.2 Level AA", "wcag 2.2 aa"] {
            assert_eq!(Conformance::parse(text), Ok(claim), "{text}");
        }
        assert_eq!(claim.in_words(), "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
        assert_eq!(claim.onix(), ["04", "82", "85"]);
        assert_eq!(claim.address(), "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa");
        for wrong in ["", "accessible", "WCAG 3.0 Level AA", "WCAG 2.1 Level B", "EPUB Accessibility 1.1"] {
            assert!(Conformance::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn exemptions() {
        assert_eq!(Exemption::from_name("eaa-microenterprise"), Ok(Exemption::EaaMicroenterprise));
        assert!(
            Exemption::from_name("eaa-micro-enterprise").unwrap_err().contains("did you mean eaa-microenterprise?")
        );
    }
}
