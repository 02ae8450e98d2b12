//! What numbers of lists are written in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The numerals of a list, by the names that CSS has for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Numerals {
    /// The digits of the language.
    #[default]
    Decimal,
    /// `a`, `b`, `c`.
    LowerAlpha,
    /// `A`, `B`, `C`.
    UpperAlpha,
    /// `i`, `ii`, `iii`.
    LowerRoman,
    /// `I`, `II`, `III`.
    UpperRoman,
}

impl Numerals {
    /// Those that HTML names `1`, `a`, `A`, `i` or `I`.
    #[must_use]
    pub fn of_html(name: &str) -> Option<Self> {
        Some(match name {
            "1" => Self::Decimal,
            "a" => Self::LowerAlpha,
            "A" => Self::UpperAlpha,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            _ => return None,
        })
    }

    /// The name that HTML has for them.
    #[must_use]
    pub const fn html(self) -> &'static str {
        match self {
            Self::Decimal => "1",
            Self::LowerAlpha => "a",
            Self::UpperAlpha => "A",
            Self::LowerRoman => "i",
            Self::UpperRoman => "I",
        }
    }

    /// Whether they are the digits of the language, as where nothing is said.
    #[must_use]
    pub fn is_decimal(&self) -> bool {
        *self == Self::Decimal
    }

    /// A number in letters; none where digits stand for it, as for 0 and for Roman numbers from 4000 on.
    #[must_use]
    pub fn letters(self, number: u64) -> Option<String> {
        match self {
            Self::Decimal => None,
            Self::LowerAlpha => alphabetic(number),
            Self::UpperAlpha => alphabetic(number).map(|letters| letters.to_ascii_uppercase()),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).map(|letters| letters.to_ascii_uppercase()),
        }
    }
}

/// `a` to `z`, then `aa`.
fn alphabetic(mut number: u64) -> Option<String> {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).ok()?));
        number /= 26;
    }
    (!letters.is_empty()).then(|| letters.iter().rev().collect())
}

/// A number from 1 to 3999 in lower-case Roman digits.
#[must_use]
pub fn roman(mut number: u64) -> Option<String> {
    const DIGITS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut out = String::new();
    for (value, digits) in DIGITS {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_letters() {
        let all = |numerals: Numerals| [1, 4, 26, 27, 703].map(|number| numerals.letters(number).unwrap_or_default());
        assert_eq!(all(Numerals::LowerAlpha), ["a", "d", "z", "aa", "aaa"]);
        assert_eq!(all(Numerals::UpperRoman), ["I", "IV", "XXVI", "XXVII", "DCCIII"]);
        assert_eq!([0, 3999, 4000].map(roman), [None, Some("mmmcmxcix".to_owned()), None]);
        assert_eq!(Numerals::LowerAlpha.letters(0), None);
        assert_eq!(Numerals::Decimal.letters(3), None);
        for name in ["1", "a", "A", "i", "I"] {
            assert_eq!(Numerals::of_html(name).map(Numerals::html), Some(name));
        }
    }
}
