//! Paper: its sizes, the one that a region prints on, how pages are set for it, how links work on it, and after which
//! standards files are made. A site, the command
//! line and the exporter share these.

use crate::Tag;

/// Gives an enumeration names: `ALL` its values in order, `name` and `from_name`.
macro_rules! named {
    ($type:ident { $($value:ident = $name:literal),+ $(,)? }) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Its name on the command line, in configurations and in file names.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name),+
                }
            }

            /// The one of a name; capital letters do not matter.
            ///
            /// # Errors
            /// A sentence that lists the names.
            pub fn from_name(name: &str) -> Result<Self, String> {
                let lower = name.trim().to_lowercase();
                Self::ALL.iter().copied().find(|one| one.name() == lower).ok_or_else(|| {
                    let names: Vec<&str> = Self::ALL.iter().map(|one| one.name()).collect();
                    let meant = pamphlet_source::did_you_mean(&lower, names.iter().copied());
                    format!("“{name}” is not known; {meant}use one of {}", names.join(", "))
                })
            }
        }
    };
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216); booklets of it have pages of A5.
    A4,
    /// 8.5 × 11 inches; booklets of it have pages of half the size.
    Letter,
    /// 148 × 210 mm (ISO 216).
    A5,
}

named!(Paper { A4 = "a4", Letter = "letter", A5 = "a5" });

/// How a PDF is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// As the paper allows.
    Standard,
    /// In letters of 18 points, for readers who see little.
    LargePrint,
    /// Small pages, two on a side of a sheet, to fold in the middle.
    Booklet,
}

named!(Layout { Standard = "standard", LargePrint = "large-print", Booklet = "booklet" });

/// How links work on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum PaperLinks {
    /// As numbered addresses beside their lines, with codes for cameras for the page itself, for cards and for what the
    /// author marks. What the margin has no room for stands at the end.
    #[default]
    Margin,
    /// As numbered addresses at the end.
    Notes,
    /// As codes beside cards and sections, as far as there is room, and as numbered addresses at the end.
    Qr,
    /// Not at all.
    None,
}

named!(PaperLinks { Margin = "margin", Notes = "notes", Qr = "qr", None = "none" });

/// After which standards PDFs are accessible and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Standard {
    /// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), in PDF 1.7: what most programs read.
    #[default]
    Ua1,
    /// PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4), in PDF 2.0: links lead to elements, formulas carry `MathML`.
    Ua2,
}

named!(Standard { Ua1 = "ua1", Ua2 = "ua2" });

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
    fn a_mistyped_name_gets_the_one_that_was_meant() {
        let wrong = Layout::from_name("Bookelt").expect_err("is mistyped");
        assert!(wrong.contains("“Bookelt” is not known; did you mean booklet? use one of standard, "), "{wrong}");
        assert_eq!(Paper::from_name(" A5 "), Ok(Paper::A5));
    }

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
