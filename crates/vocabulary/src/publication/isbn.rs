//! ISBNs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISBN: thirteen digits, the last of which agrees with the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Isbn(String);

impl Isbn {
    /// Reads one with or without hyphens and spaces, also of the old form of ten digits, which becomes one of thirteen.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}')).collect();
        let digits: Vec<u32> = bare.chars().filter_map(|c| c.to_digit(10)).collect();
        match (bare.chars().count(), digits.len()) {
            (13, 13) => {
                if !bare.starts_with("978") && !bare.starts_with("979") {
                    return Err(format!("“{text}” is not an ISBN: it begins with 978 or 979"));
                }
                let check = check_digit(&digits[..12]);
                if digits[12] == check {
                    Ok(Self(bare))
                } else {
                    Err(format!(
                        "“{text}” is not an ISBN: its last digit would be {check}, so one of its digits is wrong"
                    ))
                }
            }
            (10, 9 | 10) => {
                let last =
                    bare.chars().last().filter(|c| matches!(c, 'X' | 'x')).map_or(digits.last().copied(), |_| Some(10));
                let sum: u32 = digits.iter().take(9).zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
                let check = (11 - sum % 11) % 11;
                if last != Some(check) || digits.len() < 9 {
                    let check = if check == 10 { "X".to_owned() } else { check.to_string() };
                    return Err(format!(
                        "“{text}” is not an ISBN: its last sign would be {check}, so one of its signs is wrong"
                    ));
                }
                let body: Vec<u32> = [9, 7, 8].into_iter().chain(digits.into_iter().take(9)).collect();
                let check = check_digit(&body);
                Ok(Self(body.iter().chain([&check]).map(u32::to_string).collect()))
            }
            _ => Err(format!("“{text}” is not an ISBN: it has thirteen digits")),
        }
    }

    /// Its thirteen digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Isbn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The thirteenth digit (ISO 2108): with it the weighted sum is a multiple of ten.
fn check_digit(twelve: &[u32]) -> u32 {
    let sum: u32 = twelve.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        for good in ["978-0-306-40615-7", "9780306406157", "978 3 16 148410 0", "979-10-90636-07-1"] {
            assert_eq!(Isbn::parse(good).unwrap().as_str().len(), 13, "{good}");
        }
        assert_eq!(Isbn::parse("0-306-40615-2").unwrap().as_str(), "9780306406157");
        assert_eq!(Isbn::parse("0-8044-2957-X").unwrap().as_str(), "9780804429573");
        for (wrong, said) in [
            ("978-0-306-40615-8", "would be 7"),
            ("978-0-306-40651-7", "would be"),
            ("0-306-40615-3", "would be 2"),
            ("977-0-306-40615-7", "begins with 978"),
            ("978030640615", "thirteen digits"),
            ("97803064X6157", "thirteen digits"),
            ("", "thirteen digits"),
        ] {
            let error = Isbn::parse(wrong).unwrap_err();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }
}
