//! The paper that a region prints on.

use crate::Tag;

/// A sheet size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216).
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// The usual paper of a locale: Letter where its tag has a region that uses it (North America, the Philippines,
    /// most of Latin America, after Unicode's CLDR), else A4. A language alone says nothing: English is A4.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        match tag.region() {
            Some(
                "US" | "CA" | "MX" | "PH" | "PR" | "BZ" | "CL" | "CO" | "CR" | "DO" | "GT" | "HN" | "NI" | "PA" | "SV"
                | "VE" | "019" | "003" | "013" | "021" | "419",
            ) => Self::Letter,
            _ => Self::A4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_region_alone() {
        for (tag, paper) in [
            ("en", Paper::A4),
            ("en-US", Paper::Letter),
            ("en-GB", Paper::A4),
            ("es-419", Paper::Letter),
            ("es-AR", Paper::A4),
            ("pt-BR", Paper::A4),
            ("fr-CA", Paper::Letter),
            ("zh-Hant", Paper::A4),
        ] {
            assert_eq!(Paper::of(&Tag::parse(tag).expect("is a tag")), paper, "{tag}");
        }
    }
}
