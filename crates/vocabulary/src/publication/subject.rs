//! What books are about, by the schemes of the trade and of libraries.

use super::named;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A subject with its code in a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodedSubject {
    /// The scheme.
    pub scheme: Scheme,
    /// The code in it.
    pub code: String,
    /// Its words; the code stands for them where none are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl CodedSubject {
    /// What people read: its words, or its code.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.code)
    }
}

/// A scheme of subjects: those that EPUB reserves a name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Scheme {
    /// The Art & Architecture Thesaurus.
    #[serde(rename = "AAT")]
    Aat,
    /// Book Industry Communication.
    #[serde(rename = "BIC")]
    Bic,
    /// Book Industry Study Group.
    #[serde(rename = "BISAC")]
    Bisac,
    /// The Chinese Library Classification.
    #[serde(rename = "CLC")]
    Clc,
    /// The Dewey Decimal Classification.
    #[serde(rename = "DDC")]
    Ddc,
    /// Commission de liaison interprofessionnelle du livre.
    #[serde(rename = "CLIL")]
    Clil,
    /// The multilingual thesaurus of the European Union.
    #[serde(rename = "EuroVoc")]
    EuroVoc,
    /// The Library of Congress Subject Headings.
    #[serde(rename = "LCSH")]
    Lcsh,
    /// The Nippon Decimal Classification.
    #[serde(rename = "NDC")]
    Ndc,
    /// Thema, by EDItEUR.
    #[serde(rename = "Thema")]
    Thema,
    /// The Universal Decimal Classification.
    #[serde(rename = "UDC")]
    Udc,
    /// Warengruppen-Systematik.
    #[serde(rename = "WGS")]
    Wgs,
}

/// Each with the name that EPUB reserves, its code in ONIX (list 27), and where it is kept.
const ALL: [(Scheme, &str, &str, &str); 12] = [
    (Scheme::Aat, "AAT", "08", "http://www.getty.edu/research/tools/vocabularies/aat/"),
    (Scheme::Bic, "BIC", "12", "https://ns.editeur.org/bic_categories"),
    (Scheme::Bisac, "BISAC", "10", "https://www.bisg.org/#bisac"),
    (Scheme::Clc, "CLC", "88", "http://clc.nlc.cn/"),
    (Scheme::Ddc, "DDC", "01", "https://www.oclc.org/en/dewey.html"),
    (Scheme::Clil, "CLIL", "29", "http://clil.centprod.com/listeActive.html"),
    (Scheme::EuroVoc, "EuroVoc", "B0", "http://eurovoc.europa.eu/"),
    (Scheme::Lcsh, "LCSH", "04", "http://id.loc.gov/authorities/subjects.html"),
    (Scheme::Ndc, "NDC", "40", "https://www.jla.or.jp/"),
    (Scheme::Thema, "Thema", "93", "https://ns.editeur.org/thema/"),
    (Scheme::Udc, "UDC", "09", "http://www.udcsummary.info/"),
    (Scheme::Wgs, "WGS", "26", "https://vlb.de/"),
];

impl Scheme {
    fn row(self) -> (&'static str, &'static str, &'static str) {
        ALL.iter().find(|row| row.0 == self).map_or(("", "", ""), |(_, name, onix, address)| (*name, *onix, *address))
    }

    /// The name that EPUB reserves for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its code in ONIX (list 27).
    #[must_use]
    pub fn onix(self) -> &'static str {
        self.row().1
    }

    /// An address that stands for it in catalogues.
    #[must_use]
    pub fn address(self) -> &'static str {
        self.row().2
    }

    /// The scheme of a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn from_name(name: &str) -> Result<Self, String> {
        named("scheme", name, &ALL.map(|(scheme, name, ..)| (name, scheme)))
    }

    /// Holds a code against the form that the codes of a scheme have.
    ///
    /// # Errors
    /// What they look like.
    pub fn check(self, code: &str) -> Result<(), String> {
        let bytes = code.as_bytes();
        let (good, example) = match self {
            Self::Bisac => (
                bytes.len() == 9
                    && bytes[..3].iter().all(u8::is_ascii_uppercase)
                    && bytes[3..].iter().all(u8::is_ascii_digit),
                "three capital letters and six digits, such as COM053000",
            ),
            Self::Thema => (
                (1..=12).contains(&bytes.len())
                    && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'-'),
                "capital letters and digits, such as URD or 1KBB",
            ),
            Self::Ddc => (
                bytes.len() >= 3 && bytes[..3].iter().all(u8::is_ascii_digit),
                "three digits, and more behind a point, such as 005.8",
            ),
            Self::Wgs => {
                ((3..=4).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit), "three or four digits")
            }
            Self::Clil => (bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit), "four digits, such as 3259"),
            Self::Aat | Self::Bic | Self::Clc | Self::EuroVoc | Self::Lcsh | Self::Ndc | Self::Udc => {
                (!code.is_empty(), "text")
            }
        };
        if good { Ok(()) } else { Err(format!("“{code}” is not a code of {}: they are {example}", self.name())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_know_the_form_of_their_codes() {
        for (scheme, good, wrong) in [
            (Scheme::Bisac, "COM053000", "COM53000"),
            (Scheme::Thema, "URD", "urd"),
            (Scheme::Ddc, "005.8", "5.8"),
            (Scheme::Clil, "3259", "325"),
        ] {
            assert_eq!(scheme.check(good), Ok(()));
            assert!(scheme.check(wrong).unwrap_err().contains(scheme.name()));
        }
        assert_eq!(Scheme::from_name("thema"), Ok(Scheme::Thema));
        assert!(Scheme::from_name("BISAK").unwrap_err().contains("did you mean BISAC?"));
    }
}
